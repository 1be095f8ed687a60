//! How a training ends: with a voice, or with something for the caller to do.

use std::fmt;

use super::segments::Mismatch;
use crate::text::printable;
use crate::types::{AuditError, JobId, JobState, TrainingJobInfo};
use crate::{Error, ErrorKind};

/// What to do about it.
const NEXT_STEP: &str = "mend what is named, and go on with the same job by the same plan with Plan::resubmit";
/// More reasons are not printed; all of them are in [`ActionNeeded::reasons`].
const MAX_PRINTED: usize = 50;

/// The end of a training.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// The voice is trained.
    Trained(Voice),
    /// The job waits for the caller, for example because the review wants a better recording.
    ActionNeeded(ActionNeeded),
}

impl Outcome {
    /// The voice, for callers who treat everything else as an error.
    ///
    /// # Errors
    /// [`ErrorKind::ActionNeeded`] with the reasons when there is no voice yet.
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
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Voice {
    /// The id of the voice in the asset library: what speech synthesis asks for.
    pub asset_id: String,
    /// The job that made it.
    pub job_id: JobId,
    /// All that the service says of the job.
    pub job: Box<TrainingJobInfo>,
}

/// Why a job waits for its owner. The job goes on living: [`Plan::resubmit`](super::Plan::resubmit) uploads
/// something better to it and submits it, and no second job is needed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ActionNeeded {
    /// The job that waits.
    pub job_id: JobId,
    /// The state in which it waits.
    pub state: JobState,
    /// What the automatic check found, file by file; before the submission, the segments that are not spoken as written.
    pub reasons: Vec<Reason>,
    /// What the reviewer wrote.
    pub reviewer: Option<String>,
}

/// One thing that the automatic check found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reason {
    /// The file that it is about: an audio file or a text; if it is about both, their names with `and` between.
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
    /// What the job waits for, without what to do about it.
    fn summary(&self) -> String {
        let mut found = vec![format!("the job waits in {}", printable(self.state.as_ref()))];
        found.extend(self.reviewer.as_ref().map(|reviewer| format!("the reviewer: {}", printable(reviewer))));
        found.extend(self.reasons.iter().take(MAX_PRINTED).map(ToString::to_string));
        let more = self.reasons.len().saturating_sub(MAX_PRINTED);
        found.extend((more > 0).then(|| format!("and {more} more")));
        found.join("; ")
    }
}

/// One line, which ends with what to do.
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
