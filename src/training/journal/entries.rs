//! What stands in a journal.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::{Digest, fault, file};
use crate::training::Item;
use crate::types::{JobId, JobState, JobType};
use crate::{Error, ErrorKind};

/// The form of the file that this crate writes and reads.
const VERSION: u32 = 1;

/// A journal as it was last written: which job it is about, and how far that is.
///
/// ```no_run
/// # fn sample() -> Result<(), metastudio_voice::Error> {
/// use metastudio_voice::training::Journal;
///
/// let journal = Journal::read("recording.wav.training.json")?;
/// println!("{}: job {:?}, {:?}", journal.voice_name(), journal.job_id(), journal.state());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// The form of the file: 1.
    pub(in crate::training) version: u32,
    /// Where the job is.
    pub(in crate::training) service: Service,
    /// The edition of the voice.
    pub(in crate::training) edition: JobType,
    /// The name of the voice.
    pub(in crate::training) voice_name: String,
    /// What the job was described with, field by field as the API names them: the CRC-32 of each value. Of the phone
    /// number it is noted only that there is one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(in crate::training) details: BTreeMap<String, u32>,
    /// A creation whose response has not been seen. It stays until the job is found, or known not to exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::training) pending_create: Option<PendingCreate>,
    /// The job, once it is known to exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::training) job_id: Option<JobId>,
    /// The current submission: one for the first submission, one more for each that follows a failed review.
    #[serde(default)]
    pub(in crate::training) submission: Submission,
    /// The voice, once it is trained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::training) asset_id: Option<String>,
}

/// Where a job is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(in crate::training) struct Service {
    /// Host and port of the endpoint.
    pub(in crate::training) host: String,
    /// The project.
    pub(in crate::training) project_id: String,
}

/// A job that is being created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::training) struct PendingCreate {
    /// The jobs that looked like it before the first attempt to create it. Whatever is listed later and is not among
    /// these may be the job that an attempt has made, so further attempts do not change them.
    pub(in crate::training) known: Vec<String>,
}

/// What has been done for one submission.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::training) struct Submission {
    /// 1 for the first.
    pub(in crate::training) number: u32,
    /// What is trained from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::training) recording: Option<Digest>,
    /// The authorization letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::training) letter: Option<Digest>,
    /// Whether what is trained from was replaced: segments that were confirmed before are sent again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(in crate::training) replaced: bool,
    /// What OBS has taken.
    #[serde(default)]
    pub(in crate::training) uploaded: Vec<Item>,
    /// A submission whose response has not been seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::training) pending_submit: Option<PendingSubmit>,
    /// When it was submitted, in seconds since 1970 by this machine's clock: for people, as nothing is decided by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::training) submitted_at: Option<u64>,
    /// The same by the service's clock, from the `Date` of its response, if it had one. The deadline is counted from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::training) submitted_date: Option<u64>,
    /// The state from which it was submitted, as long as the service may still show that state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::training) submitted_from: Option<JobState>,
    /// The state in which the job was last seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::training) state: Option<JobState>,
}

impl Submission {
    /// The first one, in which nothing has been done.
    pub(in crate::training) fn first() -> Self {
        Self { number: 1, ..Self::default() }
    }
}

/// A submission that is under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::training) struct PendingSubmit {
    /// The state from which the job is submitted.
    pub(in crate::training) from: JobState,
    /// How often the job's log says that it was submitted before; nothing when the log may not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::training) commits: Option<usize>,
}

impl Journal {
    /// Returns the name of the voice.
    pub fn voice_name(&self) -> &str {
        &self.voice_name
    }

    /// Returns the edition of the voice.
    pub fn edition(&self) -> &JobType {
        &self.edition
    }

    /// Returns the job's id, once the job is known to exist.
    pub fn job_id(&self) -> Option<&JobId> {
        self.job_id.as_ref()
    }

    /// Returns the state in which the job was last seen.
    pub fn state(&self) -> Option<&JobState> {
        self.submission.state.as_ref()
    }

    /// Returns when the job was last submitted, by the clock of the machine that submitted it; `None` before that.
    pub fn submitted_at(&self) -> Option<SystemTime> {
        UNIX_EPOCH.checked_add(Duration::from_secs(self.submission.submitted_at?))
    }

    /// Returns the id of the voice in the asset library, once the voice is trained.
    pub fn asset_id(&self) -> Option<&str> {
        self.asset_id.as_deref()
    }

    /// Reads a journal, without locking it: another process may be at work with it.
    ///
    /// # Errors
    /// [`ErrorKind::JournalUnavailable`](crate::ErrorKind::JournalUnavailable) when there is none or it cannot be read,
    /// [`ErrorKind::JournalDamaged`](crate::ErrorKind::JournalDamaged) when it cannot be understood.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        Self::load(path)?.ok_or_else(|| fault(ErrorKind::JournalUnavailable, path, "does not exist"))
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
        let unreadable = |error| fault(ErrorKind::JournalUnavailable, path, "cannot be read").with_source(error);
        let Some(text) = file::read(path).map_err(unreadable)? else {
            return Ok(None);
        };
        let broken = |error: serde_json::Error| {
            let place = format!("is damaged (line {}, column {})", error.line(), error.column());
            fault(ErrorKind::JournalDamaged, path, place).with_advice(
                "nothing was done: if you know the job, move the file away and go on with it (Plan::resume_job); \
                 else look for it with ListVoiceTrainingJob, so that none is created twice",
            )
        };
        let Version { version } = serde_json::from_slice(&text).map_err(broken)?;
        if version != VERSION {
            let what = format!("is of version {version}, and this crate knows {VERSION}");
            return Err(fault(ErrorKind::JournalDamaged, path, what)
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
