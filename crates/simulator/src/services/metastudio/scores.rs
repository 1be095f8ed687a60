//! The scores of a recording. Nothing is measured: every recording gets the same good scores, which are invented.

use super::operations::filled;
use metastudio_voice::types;

/// Returns scores that are all within their range.
pub(super) fn good() -> types::AssessResult {
    filled!(AssessResult {
        speed: score("3-6", "4.5"),
        sound: score("-26--16", "-20"),
        snr: score(">=30", "42"),
        reverb: score(">=30", "45"),
        dnsmos_ovrl: score(">=3", "3.6"),
        dnsmos_bak: score(">=3.5", "4.1"),
        suggestion: Some("The recording is good.".to_owned()),
    })
}

fn score(expected: &str, actual: &str) -> Option<types::AssessProperty> {
    Some(filled!(AssessProperty {
        expected: Some(expected.to_owned()),
        actual: Some(actual.to_owned()),
        suggestion: Some("无需调整。".to_owned()),
        suggestion_en: Some("Nothing to change.".to_owned()),
        status: Some(0),
    }))
}
