//! Trains voices of every edition: from one recording, from segments in an archive, and from segments one by one.

use std::io::Cursor;
use std::path::PathBuf;

use metastudio_voice::ErrorKind;
use metastudio_voice::training::{Event, Outcome, Plan, Segment, Segments};
use metastudio_voice::types::JobState;
use metastudio_voice::upload::Source;
use metastudio_voice_simulator::{ObjectKind, ReviewFailure};

use crate::support::studio::{Studio, fast, train};
use crate::support::{file, wav};

/// Creates a folder of pairs: a recording of a tenth of a second and its text.
fn folder(studio: &Studio, count: usize) -> PathBuf {
    let folder = studio.folder.path().join("segments");
    std::fs::create_dir_all(&folder).expect("folder");
    for n in 0..count {
        file(&folder, &format!("{n}.wav"), wav(4_800 + n as u32));
        file(&folder, &format!("{n}.txt"), format!("Segment number {n}."));
    }
    folder
}

#[tokio::test]
async fn segments_become_one_archive_with_the_names_of_the_page() {
    let studio = Studio::open().await;
    let segments = Segments::folder(folder(&studio, 20)).expect("segments");
    let plan = fast(Plan::basic("Calm male voice", segments));
    let voice = train(&studio.client().await, plan).await.0.expect("an outcome").into_voice().expect("a voice");
    let job = &studio.simulator.jobs()[0];
    assert_eq!((job.job_type.as_str(), job.create_type.as_str(), job.submissions), ("BASIC", "PACKAGE", 1));
    let zip = studio.simulator.object(&voice.job_id, ObjectKind::Recording).expect("stored").bytes().expect("bytes");
    for name in ["0.wav", "19.wav", "0.txt", "19.txt"] {
        assert!(zip.windows(name.len()).any(|part| part == name.as_bytes()), "{name}");
    }
    assert!(studio.folder.path().join("segments.training.json").is_file());
}

#[tokio::test]
async fn a_folder_of_pairs_becomes_a_voice_of_the_edition_middle_as_one_zip_or_one_by_one() {
    for (one_by_one, create_type, uploads) in [(false, "PACKAGE", (1, 0)), (true, "SEGMENT", (0, 200))] {
        let studio = Studio::open().await;
        let plan = fast(Plan::middle("Calm male voice", Segments::folder(folder(&studio, 100)).expect("segments")));
        let plan = if one_by_one { plan.upload_as_segments() } else { plan };
        train(&studio.client().await, plan).await.0.expect("an outcome").into_voice().expect("a voice");
        let job = &studio.simulator.jobs()[0];
        assert_eq!((job.job_type.as_str(), job.create_type.as_str()), ("MIDDLE", create_type));
        assert_eq!((job.recording_uploads, job.segment_uploads), uploads);
        assert_eq!(studio.counts(), (1, 1, 1));
        assert!(studio.folder.path().join("segments.training.json").is_file());
    }
}

#[tokio::test]
async fn a_mismatched_segment_is_recorded_again_before_anything_is_submitted() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let path = folder(&studio, 20);
    let plan = || fast(Plan::basic("Calm male voice", Segments::folder(&path).expect("segments")).upload_as_segments());
    studio.simulator.mismatch_segment(None, Some(3), [4, 9]);
    let (outcome, events) = train(&client, plan()).await;
    let Outcome::ActionNeeded(needed) = outcome.expect("an outcome") else { panic!("segment 3 is wrong") };
    assert_eq!((&needed.state, needed.reasons.len()), (&JobState::Creating, 1));
    let reason = "3.wav: the speech of segment 3 does not match its text, at 4, 9: Segment number 3.";
    assert_eq!(needed.reasons[0].to_string(), reason);
    assert_eq!(events.iter().filter(|event| matches!(event, Event::Segment { .. })).count(), 40);
    assert_eq!((studio.simulator.jobs()[0].submissions, studio.simulator.credits_spent()), (0, 0));

    file(&path, "3.wav", wav(50_000));
    let error = train(&client, plan()).await.0.expect_err("another sound");
    assert_eq!(error.kind(), ErrorKind::File);
    train(&client, plan().resubmit()).await.0.expect("an outcome").into_voice().expect("a voice");
    let job = &studio.simulator.jobs()[0];
    assert_eq!((job.create_type.as_str(), job.submissions, studio.simulator.credits_spent()), ("SEGMENT", 1, 1));
    assert_eq!((studio.simulator.jobs().len(), job.confirmed.len()), (1, 20));
    let stored = studio.simulator.object(&job.id, ObjectKind::SegmentAudio(3)).expect("stored").bytes().expect("bytes");
    assert_eq!(stored, wav(50_000));
}

#[tokio::test]
async fn confirmed_segments_that_a_reviewer_rejected_are_sent_again() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let path = folder(&studio, 20);
    let plan = || fast(Plan::basic("Calm male voice", Segments::folder(&path).expect("segments")).upload_as_segments());
    studio.simulator.fail_review(None, ReviewFailure::admin("Segment 5 is noisy."));
    train(&client, plan()).await.0.expect("an outcome").into_voice().expect_err("no voice");
    file(&path, "5.wav", wav(60_000));
    train(&client, plan().resubmit()).await.0.expect("an outcome").into_voice().expect("a voice");
    let job = &studio.simulator.jobs()[0];
    assert_eq!((job.submissions, studio.simulator.credits_spent()), (2, 1));
    let stored = studio.simulator.object(&job.id, ObjectKind::SegmentAudio(5)).expect("stored").bytes().expect("bytes");
    assert_eq!(stored, wav(60_000));
}

#[tokio::test]
async fn a_recording_may_come_from_memory_or_from_a_reader() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let recording = wav(31 * 48_000);
    let again = recording.clone();
    let reader = Source::reader("reader.wav", recording.len() as u64, move || Ok(Box::new(Cursor::new(again.clone()))));
    let sources = [Source::bytes("memory.wav", recording.clone()), reader];
    for (n, source) in sources.into_iter().enumerate() {
        let plan = fast(Plan::third_party(format!("voice {n}"), source));
        let voice = train(&client, plan).await.0.expect("an outcome").into_voice().expect("a voice");
        let job = &studio.simulator.jobs()[n];
        assert_eq!((&*voice.job_id, job.job_type.as_str()), (&job.id, "THIRD_PARTY"));
    }
    assert_eq!(std::fs::read_dir(studio.folder.path()).expect("folder").count(), 0, "nothing is written");
    let short = Source::bytes("short.wav", recording[..5_000].to_vec());
    let error = train(&client, fast(Plan::premium("v", short))).await.0.expect_err("cut off");
    assert!(error.message().contains("short.wav: the header is inconsistent"), "{error}");
}

#[tokio::test]
async fn segments_given_one_by_one_need_no_folder() {
    let studio = Studio::open().await;
    let segment = |n: usize| {
        let sound = Source::bytes(format!("sound {n}"), wav(48_000));
        Segment::from_source(sound, format!("Segment {n}."))
    };
    let plan = fast(Plan::middle("Calm male voice", (0..100).map(segment).collect()));
    train(&studio.client().await, plan).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(studio.simulator.jobs()[0].job_type.as_str(), "MIDDLE");
    let none = fast(Plan::middle("Calm male voice", Segments::default()));
    let error = train(&studio.client().await, none).await.0.expect_err("no segments");
    assert_eq!((error.kind(), studio.simulator.jobs().len()), (ErrorKind::File, 1));
}
