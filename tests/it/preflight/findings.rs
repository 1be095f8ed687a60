//! Produces every finding with a plan that has the problem.

use std::collections::BTreeSet;

use metastudio_voice::ErrorKind;
use metastudio_voice::training::preflight::{Check, Severity};
use metastudio_voice::training::{Plan, Segment};
use metastudio_voice::types::CreateType;
use metastudio_voice::upload::{MAX_OBJECT_SIZE, Source};
use serde_json::json;

use super::sound::{Coding, mono, noise, sentences, sine, wav};
use super::studio::{Studio, codes, good};

/// The advice that even a good recording of a quarter of a minute gets: premium voices need 500 sentences.
const FEW: &str = "segments";

#[tokio::test]
async fn a_good_recording_is_ready_to_train() {
    let studio = Studio::open().await;
    let report = studio.report(studio.plan(good())).await;
    assert!(report.is_ready());
    assert_eq!(codes(&report, Severity::Advice), [FEW]);
    assert_eq!((report.credits, report.files.len()), (Some(1), 1));
    assert_eq!(report.edition.to_string(), "ADVANCE");
    let measurement = report.files[0].measurement.as_ref().expect("measured");
    assert_eq!((measurement.pauses.count, measurement.pauses.fitting), (2, 2));
    // The preflight only reads from the service.
    let methods: Vec<String> = studio.service.received().into_iter().map(|request| request.method).collect();
    assert_eq!(methods, ["GET", "GET"]);
}

#[tokio::test]
async fn all_refusals_are_found_at_once() {
    let limits = json!({"advance_min": 1800});
    let studio = Studio::telling(limits, json!({"resource_available_nums": {"advance": 0}})).await;
    let plan = studio.plan(good()).letter(studio.file("empty.pdf", "")).app_user_id("");
    let report = studio.report(plan).await;
    let refused = codes(&report, Severity::Refusal);
    assert_eq!(refused, ["field", "letter-unreadable", "duration-limit", "credit"]);
    // The recording is measured all the same.
    assert!(report.files[0].measurement.is_some() && !report.is_ready());
}

#[tokio::test]
async fn a_wrong_name_does_not_hide_another_wrong_field() {
    let studio = Studio::open().await;
    let plan = Plan::premium("", "missing").app_user_id("").details(|job| job.phone("1".repeat(17)));
    let report = studio.report(plan).await;
    let messages: Vec<&str> = report.refusals().map(|finding| finding.message.as_str()).collect();
    let expected = [
        "the voice's name is empty",
        "phone is longer than 16 characters (in Plan::details)",
        "app_user_id is shorter than 1 character",
        "missing does not exist",
    ];
    assert_eq!(messages, expected);
}

#[tokio::test]
async fn a_voice_name_or_a_create_type_in_the_details_is_refused_if_the_plan_has_another() {
    let studio = Studio::open().await;
    let plan = || Plan::premium("the plan's", studio.file("recording.wav", good()));
    let segment = || Segment::from_source(Source::bytes("0.wav", good()), "text");
    let one_by_one = || Plan::basic("the plan's", [segment()].into_iter().collect()).upload_as_segments();
    let own_name = "details set voice_name \"another\", but the plan's name is \"the plan's\": remove it from \
                    Plan::details";
    let segments = "details set create_type \"SEGMENT\", but the plan's is \"PACKAGE\": remove it from Plan::details, and \
                    choose with Plan::upload_as_segments";
    let package = "details set create_type \"PACKAGE\", but the plan's is \"SEGMENT\": remove it from Plan::details, and \
                   choose with Plan::upload_as_segments";
    let too_long = "x".repeat(65);
    let cases: Vec<(Plan, Vec<&str>)> = vec![
        (plan().details(|job| job.voice_name("another")), vec![own_name]),
        (plan().details(|job| job.create_type(CreateType::Segment)), vec![segments]),
        (plan().details(|job| job.create_type(CreateType::Segment).voice_name("another")), vec![own_name, segments]),
        (
            plan().details(|job| job.voice_name(too_long)),
            vec!["voice_name is longer than 64 characters (in Plan::details)"],
        ),
        (one_by_one().details(|job| job.create_type(CreateType::Package)), vec![package]),
        // The plan's own values may be repeated.
        (plan().details(|job| job.voice_name("the plan's").create_type(CreateType::Package)), vec![]),
        (one_by_one().details(|job| job.create_type("SEGMENT").voice_name("the plan's")), vec![]),
    ];
    for (plan, expected) in cases {
        let report = studio.report(plan).await;
        let refusals = report.refusals().filter(|finding| finding.check == Check::Field);
        assert_eq!(refusals.map(|finding| finding.message.as_str()).collect::<Vec<_>>(), expected);
    }
    let plan = plan().details(|job| job.voice_name("another"));
    let error = studio.client().await.train(plan.without_journal()).await.expect_err("refused");
    assert_eq!((error.kind(), error.message()), (ErrorKind::InvalidRequest, own_name));
}

/// Returns recordings, and the advice to expect for each besides that on the small number of sentences.
fn sounds() -> Vec<(&'static str, Vec<u8>, Vec<&'static str>)> {
    let sound = sentences(-65.0, &[(3.0, 2.5); 3]);
    let spoken = || sound.clone();
    let louder = |gain: f64| spoken().into_iter().map(move |sample| sample * gain);
    let mut a_law = mono(spoken());
    a_law[20..22].copy_from_slice(&6_u16.to_le_bytes());
    let mut unknown = a_law.clone();
    unknown[20..22].copy_from_slice(&0x161_u16.to_le_bytes());
    let gated = sine(48_000, 220.0, -20.0, 3.0).chain(vec![0.0; 120_000]);
    let with_gaps: Vec<f64> = (0..3).flat_map(|_| gated.clone()).collect();
    let slow: Vec<f64> = spoken().into_iter().step_by(3).collect();
    vec![
        ("a-law", a_law, vec!["lossless", "not-measured"]),
        ("unknown", unknown, vec!["lossless", "not-measured"]),
        ("16 kHz", wav(Coding::pcm(16), 16_000, 1, slow), vec!["sample-rate"]),
        ("44.1 kHz", wav(Coding::pcm(16), 44_100, 1, spoken()), vec![]),
        (
            "stereo",
            wav(Coding::pcm(16), 48_000, 2, spoken().into_iter().flat_map(|sample| [sample; 2])),
            vec!["channels"],
        ),
        ("8 bit", wav(Coding::pcm(8), 48_000, 1, spoken()), vec!["bit-depth", "digital-silence"]),
        ("24 bit", wav(Coding::pcm(24), 48_000, 1, spoken()), vec![]),
        (
            "clipped",
            mono(louder(15.0).map(|sample| sample.clamp(-1.0, 1.0))),
            vec!["clipping", "loudness", "noise-floor"],
        ),
        ("quiet", mono(louder(0.1)), vec!["loudness"]),
        ("hardly there", mono(louder(0.0005)), vec!["loudness", "digital-silence", "silence"]),
        ("noisy", mono(sentences(-50.0, &[(3.0, 2.5); 3])), vec!["noise-floor"]),
        ("off centre", mono(spoken().into_iter().map(|sample| sample + 0.05)), vec!["dc-offset"]),
        ("gated", mono(with_gaps), vec!["digital-silence"]),
        ("silent", mono(vec![0.0; 48_000 * 15]), vec!["silence"]),
        ("slow", mono(sentences(-65.0, &[(1.0, 3.0); 5])), vec!["silence"]),
        ("hurried", mono(sentences(-65.0, &[(3.0, 1.0); 5])), vec!["pauses"]),
        ("breathless", mono(sentences(-65.0, &[(16.0, 2.5); 2])), vec!["no-pause"]),
        ("noise", mono(noise(48_000, -30.0, 16.0)), vec!["no-pause"]),
        (
            "no numbers",
            wav(Coding::float(32), 48_000, 1, spoken().into_iter().chain([f64::NAN; 3])),
            vec!["unusable-samples"],
        ),
    ]
}

#[tokio::test]
async fn every_recording_gets_the_advice_that_applies_and_no_other() {
    let studio = Studio::open().await;
    let mut all = BTreeSet::new();
    for (name, bytes, expected) in sounds() {
        let report = studio.report(studio.plan(bytes)).await;
        let mut found = codes(&report, Severity::Advice);
        found.retain(|code| *code != FEW);
        assert_eq!(found, expected, "{name}: {report}");
        assert!(report.is_ready(), "{name}: advice does not prevent a training");
        for finding in report.advice() {
            assert!(!finding.message.is_empty() && !finding.source.is_empty());
            assert_eq!(finding.source, finding.check.source());
            assert_eq!(finding.check == Check::NotMeasured, finding.measured.is_none(), "{finding:?}");
            // The code is the same as data and as text.
            assert_eq!(
                (json!(finding.check), finding.check.to_string()),
                (json!(finding.check.code()), finding.check.code().to_owned())
            );
        }
        all.extend(found.into_iter().map(str::to_owned));
    }
    // The table covers every finding about sound.
    assert_eq!(all.len(), 14, "{all:?}");
}

#[tokio::test]
async fn unusable_files_have_different_codes_for_different_reasons() {
    let studio = Studio::open().await;
    let missing = studio.file("x", "").with_file_name("missing");
    let large = studio.file("large.wav", rf64_header(MAX_OBJECT_SIZE));
    let length = std::fs::metadata(&large).expect("large").len() + MAX_OBJECT_SIZE;
    std::fs::File::options().write(true).open(&large).and_then(|file| file.set_len(length)).expect("length");
    let cases = [
        (Plan::premium("v", &missing), vec!["recording-unreadable"]),
        (Plan::premium("v", studio.file("text.wav", "no sound")), vec!["not-a-recording"]),
        (Plan::premium("v", studio.file("cut.wav", &good()[..5000])), vec!["header"]),
        (Plan::premium("v", &large), vec!["size", "duration-limit"]),
        (studio.plan(good()).letter(&missing), vec!["letter-unreadable"]),
    ];
    for (plan, expected) in cases {
        let report = studio.report(plan).await;
        assert_eq!(codes(&report, Severity::Refusal), expected, "{report}");
        let first = report.refusals().next().expect("a refusal");
        assert!(first.file.as_ref().is_some_and(|file| first.message.contains(file.as_str()) || expected[0] == "size"));
    }
}

/// Returns the header of a wide WAV file, without the sound.
fn rf64_header(sound: u64) -> Vec<u8> {
    let mut header = b"RF64\xff\xff\xff\xffWAVEds64".to_vec();
    header.extend(28_u32.to_le_bytes());
    header.extend((sound + 72).to_le_bytes());
    header.extend(sound.to_le_bytes());
    header.extend([0; 12]);
    header.extend(&mono([])[12..36]);
    header.extend(b"data\xff\xff\xff\xff");
    header
}

#[tokio::test]
async fn the_type_of_a_letter_is_known_by_its_first_bytes() {
    let studio = Studio::open().await;
    let plan = || Plan::premium("v", studio.file("recording.wav", good()));
    let cases: [(&[u8], bool); 6] = [
        (b"%PDF-1.7", true),
        (b"\xef\xbb\xbf\n%PDF-1.4", true),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", true),
        (b"\x89PNG\r\n\x1a\n", true),
        (b"PK\x03\x04 a text processor's file", false),
        (b"x", false),
    ];
    for (bytes, is_fine) in cases {
        let report = studio.report(plan().letter(studio.file("letter.pdf", bytes))).await;
        let found = codes(&report, Severity::Advice);
        assert_eq!(!found.contains(&"letter-type"), is_fine, "{bytes:?}");
        assert!(report.is_ready() && !found.contains(&"letter-missing"));
    }
    assert!(codes(&studio.report(plan()).await, Severity::Advice).contains(&"letter-missing"));
}

#[tokio::test]
async fn on_demand_credit_for_the_premium_edition_is_advised_against() {
    let studio = Studio::telling(json!({}), json!({"resource_available_nums": {"advance": 0}})).await;
    let report = studio.report(studio.plan(good()).details(|job| job.is_ondemand_resource(true))).await;
    // The number of other credits does not matter for it.
    assert!(report.is_ready(), "{report}");
    assert!(codes(&report, Severity::Advice).contains(&"on-demand"));
}

#[tokio::test]
async fn a_short_recording_gets_advice_once() {
    for limits in [json!({"advance_advice_value": 3600}), json!({})] {
        let studio = Studio::telling(limits, json!({})).await;
        let report = studio.report(studio.plan(good())).await;
        assert_eq!(codes(&report, Severity::Advice), ["duration"]);
        let finding = report.advice().next().expect("advice");
        assert_eq!(finding.message, "0:16 min are recorded; 60:00 min are advised, some 500 sentences");
        let (measured, expected) = (finding.measured.as_deref(), finding.expected.as_deref());
        assert_eq!((measured, expected), (Some("0:16"), Some("60:00")));
    }
}
