//! Checks recordings alone, without a client.

use metastudio_voice::training::preflight::{Check, Report, Severity, check_recordings};
use metastudio_voice::types::JobType;

use super::sound::{Coding, mono, sentences, wav};
use super::studio::codes;
use crate::support::file;

#[tokio::test]
async fn recordings_are_checked_without_a_client() {
    let folder = tempfile::tempdir().expect("folder");
    let mut samples = sentences(-65.0, &[(3.0, 2.5); 3]);
    samples[48_000..48_100].fill(1.0);
    let clipped = file(folder.path(), "clipped.wav", mono(samples));
    let both = sentences(-65.0, &[(3.0, 2.5); 3]).into_iter().flat_map(|sample| [sample; 2]);
    let stereo = file(folder.path(), "stereo.wav", wav(Coding::pcm(16), 48_000, 2, both));
    let missing = folder.path().join("missing.wav");
    let text = file(folder.path(), "text.wav", "This is no recording.");
    let report = check_recordings(JobType::Advance, [&clipped, &missing, &stereo, &text]).await.expect("a report");
    assert_eq!(codes(&report, Severity::Refusal), ["recording-unreadable", "not-a-recording"]);
    // Each is the recording of a voice of its own.
    assert_eq!(codes(&report, Severity::Advice), ["duration", "duration", "channels", "clipping"]);
    assert!(report.recordings_only && report.limits.is_none() && report.credits.is_none());
    let names: Vec<&str> = report.files.iter().map(|file| &*file.name).collect();
    assert_eq!(names, [clipped.to_str().expect("UTF-8"), stereo.to_str().expect("UTF-8")]);
    assert!(report.files.iter().all(|file| file.measurement.is_some() && file.profile.is_none()));
    let again: Report = serde_json::from_str(&serde_json::to_string(&report).expect("JSON")).expect("a report");
    assert_eq!(again, report);
}

#[tokio::test]
async fn a_finding_names_its_first_places() {
    let mut samples = sentences(-65.0, &[(3.0, 2.5); 3]);
    for second in [1, 4, 6, 8, 10] {
        samples[48_000 * second..48_000 * second + 100].fill(1.0);
    }
    let folder = tempfile::tempdir().expect("folder");
    let path = file(folder.path(), "clipped.wav", mono(samples));
    let report = check_recordings(JobType::Advance, [&path]).with_profile().await.expect("a report");
    let finding = report.advice().find(|finding| finding.check == Check::Clipping).expect("it is clipped");
    assert_eq!((finding.at.len(), finding.at_left_out), (5, 0));
    let text = finding.to_string();
    assert!(text.ends_with("with less gain (at 0:00:01.0, 0:00:04.0, 0:00:06.0 and 2 more)"), "{text}");
    assert!(report.files[0].profile.is_some() && report.is_ready(), "{report}");
    assert!(report.to_string().ends_with("nothing in the recordings prevents a training"), "{report}");
    let data = serde_json::to_value(finding).expect("JSON");
    assert_eq!(data["at"][0], serde_json::json!({"start": 1.0, "end": 1.01}));
    assert_eq!(data.get("at_left_out"), None);
}

#[tokio::test]
async fn segments_are_those_of_one_voice() {
    let folder = tempfile::tempdir().expect("folder");
    let segments = [0, 1].map(|n| file(folder.path(), &format!("{n}.wav"), mono(sentences(-65.0, &[(3.0, 0.4)]))));
    let report = check_recordings(JobType::Basic, &segments).await.expect("a report");
    assert_eq!(codes(&report, Severity::Advice), ["duration", "segments"]);
    let none = check_recordings(JobType::Advance, Vec::<&str>::new()).await.expect("a report");
    assert_eq!(codes(&none, Severity::Refusal), ["recording-unreadable"]);
}
