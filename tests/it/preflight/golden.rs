//! Compares a report, as data and as text, with the reviewed files. `UPDATE_GOLDEN=1` rewrites them.

use std::path::Path;

use metastudio_voice::audio::{Codec, Oddity};
use metastudio_voice::training::preflight::{Check, Report, Severity};
use serde_json::{Value, json};

use super::sound::{Coding, sentences, wav};
use super::studio::Studio;

fn compare(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/preflight").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, actual).expect("written");
    }
    let reviewed = std::fs::read_to_string(&path).expect("a golden file").replace("\r\n", "\n");
    assert_eq!(actual, reviewed, "UPDATE_GOLDEN=1 accepts the change");
}

#[tokio::test]
async fn a_report_is_the_reviewed_one() {
    let limits = json!({"advance_min": 1, "advance_max": 7200, "advance_advice_value": 3600});
    let studio = Studio::telling(limits, json!({"resource_available_nums": {"advance": 0}})).await;
    let samples = sentences(-65.0, &[(3.0, 1.0), (3.0, 2.5), (16.0, 1.5), (3.0, 0.7), (2.0, 1.0)]);
    let stereo = samples.into_iter().flat_map(|sample| [sample; 2]);
    let report = studio.report(studio.plan(wav(Coding::pcm(24), 44_100, 2, stereo))).await;
    let data = serde_json::to_string_pretty(&report).expect("serialized");
    compare("report.json", &(studio.anonymous(&data) + "\n"));
    compare("report.txt", &(studio.anonymous(&report.to_string()) + "\n"));
    assert_eq!(serde_json::from_str::<Report>(&data).expect("a report"), report, "a report can be read back");
}

#[test]
fn a_report_of_a_newer_version_can_be_read() {
    let reviewed = include_str!("report.json");
    let mut data: Value = serde_json::from_str(reviewed).expect("JSON");
    data["findings"][0]["check"] = json!("breath");
    data["findings"][0]["confidence"] = json!(0.5);
    data["files"][0]["measurement"]["breaths"] = json!({"count": 3});
    data["files"][0]["recording"]["codec"] = json!("opus");
    data["files"][0]["recording"]["oddities"] =
        json!([{"oddity": "byte_rate", "declared": 1}, {"oddity": "new", "n": 1}]);
    data["schema"] = json!(2);
    let report = serde_json::from_value::<Report>(data).expect("a report");
    let finding = &report.findings[0];
    assert_eq!((&finding.check, finding.check.code()), (&Check::Unknown("breath".to_owned()), "breath"));
    assert_eq!((finding.severity, &*finding.source), (Severity::Refusal, "ShowVoiceTrainingQuotas"));
    let recording = &report.files[0].recording;
    assert_eq!(
        (recording.codec, &*recording.oddities),
        (Codec::Unknown, &[Oddity::ByteRate { declared: 1 }, Oddity::Unknown][..])
    );
    assert!(!report.is_ready());
    let again = serde_json::to_value(&report).expect("JSON");
    assert_eq!(again["findings"][0]["check"], json!("breath"), "an unknown code is kept");
}
