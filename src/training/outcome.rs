//! How a training ends: with a voice, or with something for the caller to do.

use std::fmt;

use super::segments::Mismatch;
use crate::types::{AuditError, JobState, TrainingJobInfo};
use crate::{Error, ErrorKind};

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
            Self::ActionNeeded(needed) => Err(Error::new(ErrorKind::ActionNeeded, needed.to_string())
                .with_job_id(&needed.job_id)
                .with_advice("mend what is named, and go on with the same job: Plan::resubmit")),
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
    pub job_id: String,
    /// All that the service says of the job.
    pub job: Box<TrainingJobInfo>,
}

/// Why a job waits for its owner. The job goes on living: [`Plan::resubmit`](super::Plan::resubmit) uploads
/// something better to it and submits it, and no second job is needed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ActionNeeded {
    /// The job that waits.
    pub job_id: String,
    /// The state in which it waits.
    pub state: JobState,
    /// What the automatic check found, file by file; before the submission, the sentences that are not spoken as written.
    pub reasons: Vec<Reason>,
    /// What the reviewer wrote.
    pub reviewer: Option<String>,
}

/// One thing that the automatic check found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reason {
    /// The file that it is about: an audio file, a text, or both.
    pub file: Option<String>,
    /// The service's code.
    pub code: Option<String>,
    /// The service's message.
    pub message: Option<String>,
}

impl From<AuditError> for Reason {
    fn from(error: AuditError) -> Self {
        Self { file: error.audio_name.or(error.text_name), code: error.error_code, message: error.error_message }
    }
}

impl From<&Mismatch> for Reason {
    fn from(mismatch: &Mismatch) -> Self {
        let file = Some(format!("{}.wav", mismatch.index));
        Self { file, code: None, message: Some(mismatch.to_string()) }
    }
}

impl fmt::Display for ActionNeeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the job waits in {}", self.state)?;
        if let Some(reviewer) = &self.reviewer {
            write!(f, "; the reviewer: {reviewer}")?;
        }
        for reason in &self.reasons {
            write!(f, "; {reason}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [&self.file, &self.code, &self.message];
        let known: Vec<&str> = parts.into_iter().filter_map(Option::as_deref).collect();
        f.write_str(&known.join(": "))
    }
}
