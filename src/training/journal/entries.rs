//! What stands in a journal.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Digest, fault, file};
use crate::Error;
use crate::training::Item;
use crate::types::{JobState, JobType};

/// The form of the file that this crate writes and reads.
const VERSION: u32 = 1;

/// A journal as it was last written: which job it is about, and how far that is.
///
/// ```no_run
/// # fn sample() -> Result<(), metastudio_voice::Error> {
/// use metastudio_voice::training::Journal;
///
/// let journal = Journal::read("recording.wav.training.json")?;
/// println!("{}: job {:?}, {:?}", journal.voice_name, journal.job_id, journal.submission.state);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Journal {
    /// The form of the file: 1.
    pub version: u32,
    /// Where the job is.
    pub service: Service,
    /// The edition of the voice.
    pub edition: JobType,
    /// The name of the voice.
    pub voice_name: String,
    /// What the job was described with, field by field as the API names them: the CRC-32 of each value. Of the phone
    /// number it is noted only that there is one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, u32>,
    /// A creation whose response has not been seen. It stays until the job is found, or known not to exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending_create: Option<PendingCreate>,
    /// The job, once it is known to exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_id: Option<String>,
    /// The current submission: one for the first submission, one more for each that follows a failed review.
    #[serde(default)]
    pub submission: Submission,
    /// The voice, once it is trained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asset_id: Option<String>,
}

/// Where a job is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Service {
    /// Host and port of the endpoint.
    pub host: String,
    /// The project.
    pub project_id: String,
}

/// A job that is being created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PendingCreate {
    /// The jobs that looked like it before the first attempt to create it. Whatever is listed later and is not among
    /// these may be the job that an attempt has made, so further attempts do not change them.
    pub known: Vec<String>,
}

/// What has been done for one submission.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Submission {
    /// 1 for the first.
    pub number: u32,
    /// What is trained from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recording: Option<Digest>,
    /// The authorization letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<Digest>,
    /// Whether what is trained from was replaced: segments that were confirmed before are sent again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub replaced: bool,
    /// What OBS has taken.
    #[serde(default)]
    pub uploaded: Vec<Item>,
    /// A submission whose response has not been seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending_submit: Option<PendingSubmit>,
    /// When it was submitted, in seconds since 1970 by this machine's clock: for people, as nothing is decided by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<u64>,
    /// The same by the service's clock, from the `Date` of its response, if it had one. The deadline is counted from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_date: Option<u64>,
    /// The state from which it was submitted, as long as the service may still show that state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_from: Option<JobState>,
    /// The state in which the job was last seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<JobState>,
}

impl Submission {
    /// The first one, in which nothing has been done.
    pub(in crate::training) fn first() -> Self {
        Self { number: 1, ..Self::default() }
    }
}

/// A submission that is under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PendingSubmit {
    /// The state from which the job is submitted.
    pub from: JobState,
    /// How often the job's log says that it was submitted before; nothing when the log may not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commits: Option<usize>,
}

impl Journal {
    /// Reads a journal, without locking it: another process may be at work with it.
    ///
    /// # Errors
    /// [`ErrorKind::Journal`](crate::ErrorKind::Journal) when there is none, or it cannot be understood.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        Self::load(path)?.ok_or_else(|| fault(path, "does not exist"))
    }

    pub(in crate::training) fn new(service: Service, edition: JobType, voice_name: String) -> Self {
        let submission = Submission::first();
        let (details, pending_create, job_id, asset_id) = Default::default();
        Self { version: VERSION, service, edition, voice_name, details, pending_create, job_id, submission, asset_id }
    }

    /// The journal, if there is one.
    pub(in crate::training) fn load(path: &Path) -> Result<Option<Self>, Error> {
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let Some(text) = file::read(path).map_err(|error| fault(path, "cannot be read").with_source(error))? else {
            return Ok(None);
        };
        let broken = |error: serde_json::Error| {
            fault(path, format_args!("is damaged (line {}, column {})", error.line(), error.column())).with_advice(
                "nothing was done: if you know the job, move the file away and go on with it (Plan::resume_job); \
                 else look for it with ListVoiceTrainingJob, so that none is created twice",
            )
        };
        let Version { version } = serde_json::from_slice(&text).map_err(broken)?;
        if version != VERSION {
            return Err(fault(path, format_args!("is of version {version}, and this crate knows {VERSION}"))
                .with_advice("go on with the version of the crate that has written it"));
        }
        serde_json::from_slice(&text).map(Some).map_err(broken)
    }

    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
