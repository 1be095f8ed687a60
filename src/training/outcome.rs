//! The end of a training: a voice, or an action that the caller has to take.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::segments::Mismatch;
use crate::text::printable;
use crate::types::{AuditError, JobId, JobState, TrainingJobInfo};
use crate::{Error, ErrorKind};

/// The caller's next step.
const NEXT_STEP: &str = "correct what is named, and submit it to the same job with the same plan and Plan::resubmit";
/// The number of reasons that are printed; all of them are in [`ActionNeeded::reasons`].
const MAX_PRINTED: usize = 50;

/// The end of a training.
///
/// It can be serialized, for example into a table of your own, as an object with the field `outcome` (`trained` or
/// `action_needed`) beside the fields of the [`Voice`] or [`ActionNeeded`]:
///
/// ```
/// use metastudio_voice::training::Outcome;
///
/// let json = r#"{"outcome": "action_needed", "job_id": "26f06524-4f75-4b3a-a853-b649a21aaf66",
///     "state": "AUDIT_FAILED", "reasons": [], "reviewer": "Too noisy."}"#;
/// let outcome: Outcome = serde_json::from_str(json)?;
/// assert!(matches!(&outcome, Outcome::ActionNeeded(needed) if needed.reviewer.as_deref() == Some("Too noisy.")));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// The voice is trained.
    Trained(Voice),
    /// The job waits for an action of the caller, for example for a better recording after a failed review.
    ActionNeeded(ActionNeeded),
}

impl Outcome {
    /// Returns the voice, and an error for any other outcome.
    ///
    /// # Errors
    /// [`ErrorKind::ActionNeeded`] with the reasons if there is no voice yet.
    pub fn into_voice(self) -> Result<Voice, Error> {
        match self {
            Self::Trained(voice) => Ok(voice),
            Self::ActionNeeded(needed) => Err(Error::new(ErrorKind::ActionNeeded, needed.summary())
                .with_job_id(&needed.job_id)
                .with_advice(NEXT_STEP)),
        }
    }
}

/// A trained voice.
///
/// [`job`](Self::job) is the service's whole response. Serialized, it holds what `Debug` hides: the phone number of the
/// job, and links to the uploaded recording and letter, which may be valid without credentials for some time. Do not
/// log it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Voice {
    /// The voice's id in the asset library, which speech synthesis takes.
    pub asset_id: String,
    /// The id of the job that trained the voice.
    pub job_id: JobId,
    /// The job in the service's last response.
    pub job: Box<TrainingJobInfo>,
}

/// A job that waits for an action of its owner, with the reasons. `Display` prints one line, which ends with the next
/// step.
///
/// The job has not ended: [`Plan::resubmit`](super::Plan::resubmit) uploads better files to the same job and submits it
/// again.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ActionNeeded {
    /// The job's id.
    pub job_id: JobId,
    /// The state in which it waits.
    pub state: JobState,
    /// The findings of the automatic check, file by file; before the submission, the segments whose speech does not
    /// match their text.
    pub reasons: Vec<Reason>,
    /// The reviewer's message.
    pub reviewer: Option<String>,
}

/// A finding of the automatic check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Reason {
    /// The file with the fault: an audio file or a text; if both are named, their names with `and` between.
    pub file: Option<String>,
    /// The service's code.
    pub code: Option<String>,
    /// The service's message.
    pub message: Option<String>,
}

impl From<AuditError> for Reason {
    fn from(error: AuditError) -> Self {
        let file = match (error.audio_name, error.text_name) {
            (Some(audio), Some(text)) => Some(format!("{audio} and {text}")),
            (audio, text) => audio.or(text),
        };
        Self { file, code: error.error_code, message: error.error_message }
    }
}

impl From<&Mismatch> for Reason {
    fn from(mismatch: &Mismatch) -> Self {
        let file = Some(format!("{}.wav", mismatch.index));
        Self { file, code: None, message: Some(mismatch.to_string()) }
    }
}

impl ActionNeeded {
    /// Returns the reasons without the next step.
    pub(super) fn summary(&self) -> String {
        let mut found = vec![format!("the job waits in {}", printable(self.state.as_ref()))];
        found.extend(self.reviewer.as_ref().map(|reviewer| format!("the reviewer: {}", printable(reviewer))));
        found.extend(self.reasons.iter().take(MAX_PRINTED).map(ToString::to_string));
        let more = self.reasons.len().saturating_sub(MAX_PRINTED);
        found.extend((more > 0).then(|| format!("and {more} more")));
        found.join("; ")
    }
}

impl fmt::Display for ActionNeeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {NEXT_STEP}", self.summary())
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [&self.file, &self.code, &self.message];
        let known: Vec<String> = parts.into_iter().flatten().map(|part| printable(part)).collect();
        f.write_str(&known.join(": "))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn an_outcome_is_the_same_after_it_was_serialized_and_read_back() {
        let voice = json!({
            "outcome": "trained",
            "asset_id": "asset-1",
            "job_id": "job-1",
            "job": {"job_id": "job-1", "phone": "13500001111", "training_input_source_url": "https://obs/r?X=S"},
        });
        let needed = json!({
            "outcome": "action_needed",
            "job_id": "job-1",
            "state": "AUDIT_FAILED",
            "reasons": [{"file": "0.wav", "code": "MSS.20020011", "message": null}],
            "reviewer": "Too noisy.",
        });
        for (expected, is_trained) in [(voice, true), (needed, false)] {
            let outcome: Outcome = serde_json::from_value(expected.clone()).expect("an outcome");
            assert_eq!(matches!(outcome, Outcome::Trained(_)), is_trained);
            let written: Value = serde_json::to_value(&outcome).expect("JSON");
            assert_eq!(written, expected);
        }
    }
}
