//! The journal: the state of a training, from which a later run resumes.
//!
//! It is a small JSON file, which `journal_store` replaces as a whole before and after each step that changes something
//! at the service. It holds no credential, no pre-signed URL and no phone number.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::Item;
use super::stored_plan::StoredPlan;
use crate::types::{JobId, JobState, JobType, Lifecycle};
use crate::{Error, ErrorKind};

/// The largest file that is read as a journal, in bytes: many times the size of one that lists all jobs of a project.
pub(super) const MAX_SIZE: u64 = 16 * 1024 * 1024;
/// The version of the file's format that this crate writes and reads.
const VERSION: u32 = 1;

/// A training's journal as it was last written: its job, and the last known state of the job.
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
    /// The version of the format: 1.
    #[serde(deserialize_with = "known_version")]
    pub(super) version: u32,
    /// The number of the last change, if the journal is a file; other stores keep it apart.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) revision: u64,
    /// The service that has the job.
    pub(super) service: Service,
    /// The edition of the voice.
    pub(super) edition: JobType,
    /// The name of the voice.
    pub(super) voice_name: String,
    /// The plan, as far as a journal may hold it. Journals of earlier versions have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) plan: Option<StoredPlan>,
    /// The CRC-32 of each value that describes the job, by the API's name of the field. A phone number has the value 0:
    /// a checksum would reveal it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) details: BTreeMap<String, u32>,
    /// A create request whose response did not arrive. It stays until the job is found, or is known not to exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) pending_create: Option<PendingCreate>,
    /// The job's id, once the job is known to exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) job_id: Option<JobId>,
    /// The current submission: the first, or the one after the last failed review.
    #[serde(default)]
    pub(super) submission: Submission,
    /// The voice's id in the asset library, once the voice is trained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) asset_id: Option<String>,
    /// The reason why the training has ended without a voice, or waits for its owner. Starting it again clears it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) stopped: Option<StopReason>,
}

/// How far a training is, as its journal tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum JournalStatus {
    /// Nothing was sent to the service yet.
    New,
    /// A create request was sent, and its response did not arrive: there may be a job.
    Creating,
    /// The job exists and is not submitted.
    Created,
    /// The job is submitted and has not ended.
    Submitted,
    /// The job waits for an action of its owner, as after a failed review.
    ActionNeeded,
    /// The voice is trained.
    Trained,
    /// The service failed to train the voice.
    Failed,
    /// The training was given up because of an error that does not pass by itself: its plan cannot be carried out.
    Stopped,
}

impl JournalStatus {
    /// All statuses, in the order in which a training passes through them.
    pub const ALL: &'static [Self] = &[
        Self::New,
        Self::Creating,
        Self::Created,
        Self::Submitted,
        Self::ActionNeeded,
        Self::Trained,
        Self::Failed,
        Self::Stopped,
    ];
    /// The statuses of trainings that go on by themselves when they are run again.
    pub const UNFINISHED: &'static [Self] = &[Self::New, Self::Creating, Self::Created, Self::Submitted];

    /// Returns the name of the status, as serde writes it: `action_needed`, for example.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Creating => "creating",
            Self::Created => "created",
            Self::Submitted => "submitted",
            Self::ActionNeeded => "action_needed",
            Self::Trained => "trained",
            Self::Failed => "failed",
            Self::Stopped => "stopped",
        }
    }
}

impl fmt::Display for JournalStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The reason why a training has ended without a voice, or waits for an action of its owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StopReason {
    /// The kind of the error; [`ErrorKind::ActionNeeded`] after a failed review.
    pub kind: ErrorKind,
    /// The error, or the findings of the review, in one line.
    pub message: String,
}

/// The service that has a job: an endpoint and a project.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Service {
    /// The endpoint's host and port.
    pub(super) host: String,
    /// The project's id.
    pub(super) project_id: String,
}

/// A job that is being created: its create request has got no response yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PendingCreate {
    /// The jobs like it that the service listed before the first attempt. A job that is listed later and is not among
    /// these may be the one that an attempt has created; therefore later attempts do not change this list.
    pub(super) known: Vec<String>,
}

/// The progress of one submission: from the uploads to the state of the submitted job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Submission {
    /// The submission's number, from 1.
    pub(super) number: u32,
    /// The digest of the recording, or of all segments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) recording: Option<Digest>,
    /// The digest of the authorization letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) letter: Option<Digest>,
    /// Whether the recording was replaced, so that segments which the service has confirmed are sent again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) replaced: bool,
    /// The files that OBS has accepted.
    #[serde(default)]
    pub(super) uploaded: Vec<Item>,
    /// A submit request whose response did not arrive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) pending_submit: Option<PendingSubmit>,
    /// The time of the submission by this machine's clock, in seconds since 1970. It is for people; no decision uses
    /// it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) submitted_at: Option<u64>,
    /// The time of the submission by the service's clock, from the `Date` header of its response. The deadline counts
    /// from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) submitted_date: Option<u64>,
    /// The state in which the job was submitted, as long as the service may still show that state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) submitted_from: Option<JobState>,
    /// The last known state of the job.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) state: Option<JobState>,
}

impl Submission {
    /// Returns the first submission, without any progress.
    pub(super) fn first() -> Self {
        Self { number: 1, ..Self::default() }
    }
}

/// A submit request that has got no response yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PendingSubmit {
    /// The state in which the job was submitted.
    pub(super) from: JobState,
    /// The number of submissions that the job's log had before this one; `None` if the log may not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) commits: Option<usize>,
}

/// Reads the version of a journal, which must be the one that this crate reads.
fn known_version<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    match u32::deserialize(deserializer)? {
        VERSION => Ok(VERSION),
        other => Err(serde::de::Error::custom(format_args!("the journal {}", of_another_version(other)))),
    }
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

fn of_another_version(version: u32) -> String {
    format!("has version {version}, but this crate reads version {VERSION}")
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

    /// Returns the last known state of the job.
    pub fn state(&self) -> Option<&JobState> {
        self.submission.state.as_ref()
    }

    /// Returns the time of the last submission, by the clock of the machine that submitted the job; `None` before that.
    pub fn submitted_at(&self) -> Option<SystemTime> {
        UNIX_EPOCH.checked_add(Duration::from_secs(self.submission.submitted_at?))
    }

    /// Returns the voice's id in the asset library, once the voice is trained.
    pub fn asset_id(&self) -> Option<&str> {
        self.asset_id.as_deref()
    }

    /// Returns how far the training is.
    pub fn status(&self) -> JournalStatus {
        let submission = &self.submission;
        let lifecycle = submission.state.as_ref().map(JobState::lifecycle);
        match lifecycle {
            Some(Lifecycle::Succeeded) => JournalStatus::Trained,
            Some(Lifecycle::Failed) => JournalStatus::Failed,
            // A job that was submitted again may still show the state of its failed review for a while.
            Some(Lifecycle::ActionNeeded)
                if submission.submitted_at.is_some() && submission.submitted_from != submission.state =>
            {
                JournalStatus::ActionNeeded
            }
            _ if self.stopped.is_some() => JournalStatus::Stopped,
            _ if submission.submitted_at.is_some() => JournalStatus::Submitted,
            _ if self.job_id.is_some() => JournalStatus::Created,
            _ if self.pending_create.is_some() => JournalStatus::Creating,
            _ => JournalStatus::New,
        }
    }

    /// Returns why the training of a [pool](super::Pool) with a store has ended without a voice, or waits for an action of
    /// its owner. Starting it again clears the reason.
    pub fn stop_reason(&self) -> Option<&StopReason> {
        self.stopped.as_ref()
    }

    /// Reads a journal without locking it, so that another process may use it at the same time.
    ///
    /// # Errors
    /// [`ErrorKind::JournalUnavailable`](crate::ErrorKind::JournalUnavailable) if there is no journal at the path or it
    /// cannot be read, [`ErrorKind::JournalDamaged`](crate::ErrorKind::JournalDamaged) if it cannot be understood.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        Self::load(path)?.ok_or_else(|| fault(ErrorKind::JournalUnavailable, path, "does not exist"))
    }

    pub(super) fn new(service: Service, edition: JobType, voice_name: String) -> Self {
        let submission = Submission::first();
        let (details, pending_create, job_id, asset_id, stopped) = Default::default();
        Self {
            version: VERSION,
            revision: 0,
            service,
            edition,
            voice_name,
            plan: None,
            details,
            pending_create,
            job_id,
            submission,
            asset_id,
            stopped,
        }
    }

    /// Reads a journal; returns `None` if there is none.
    pub(super) fn load(path: &Path) -> Result<Option<Self>, Error> {
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let unreadable = |error| fault(ErrorKind::JournalUnavailable, path, "cannot be read").caused_by(error);
        let Some(text) = read(path).map_err(unreadable)? else {
            return Ok(None);
        };
        let broken = |error: serde_json::Error| {
            let place = format!("is damaged (line {}, column {})", error.line(), error.column());
            fault(ErrorKind::JournalDamaged, path, place).with_advice(
                "nothing was changed: move the file away and resume the job by its id (Plan::resume_job), which \
                 ListVoiceTrainingJob lists; without the id the plan would create a second job",
            )
        };
        let Version { version } = serde_json::from_slice(&text).map_err(broken)?;
        if version != VERSION {
            return Err(fault(ErrorKind::JournalDamaged, path, of_another_version(version))
                .with_advice("continue with the version of this crate that wrote it"));
        }
        serde_json::from_slice(&text).map(Some).map_err(broken)
    }

    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// The length and the CRC-32 of a file's content, without the archive around it; of segments, those of all their files.
///
/// It detects a file that was replaced or edited by mistake. It does not protect against a deliberate forgery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Digest {
    /// The length in bytes.
    pub(super) bytes: u64,
    /// The CRC-32 that zip, gzip and PNG use.
    pub(super) crc32: u32,
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CRC-32 {:08x}, {} bytes", self.crc32, self.bytes)
    }
}

/// Reads a file; returns `None` if there is none.
pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let found = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        found => found?,
    };
    // Opening a pipe would wait for its other end, and reading a device may never end.
    if !found.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_SIZE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_SIZE {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is larger than any journal (16 MiB)"));
    }
    Ok(Some(bytes))
}

/// Returns an error about the journal at this path.
pub(super) fn fault(kind: ErrorKind, path: &Path, what: impl fmt::Display) -> Error {
    Error::new(kind, format!("the journal {} {what}", path.display()))
}
