//! What a training remembers on disk, so that it goes on after a crash, a kill or a week.
//!
//! A small JSON file, replaced as a whole before and after each step that changes something at the service. It holds no
//! credential, no pre-signed URL and no phone number.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::Item;
use crate::types::{JobId, JobState, JobType};
use crate::{Error, ErrorKind};

/// A file that is larger is no journal, and is not read to its end: many times what one with all jobs of a project has.
const LIMIT: u64 = 16 * 1024 * 1024;
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
    pub(super) version: u32,
    /// Where the job is.
    pub(super) service: Service,
    /// The edition of the voice.
    pub(super) edition: JobType,
    /// The name of the voice.
    pub(super) voice_name: String,
    /// What the job was described with, field by field as the API names them: the CRC-32 of each value. Of the phone
    /// number it is noted only that there is one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) details: BTreeMap<String, u32>,
    /// A creation whose response has not been seen. It stays until the job is found, or known not to exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) pending_create: Option<PendingCreate>,
    /// The job, once it is known to exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) job_id: Option<JobId>,
    /// The current submission: one for the first submission, one more for each that follows a failed review.
    #[serde(default)]
    pub(super) submission: Submission,
    /// The voice, once it is trained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) asset_id: Option<String>,
}

/// Where a job is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Service {
    /// Host and port of the endpoint.
    pub(super) host: String,
    /// The project.
    pub(super) project_id: String,
}

/// A job that is being created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PendingCreate {
    /// The jobs that looked like it before the first attempt to create it. Whatever is listed later and is not among
    /// these may be the job that an attempt has made, so further attempts do not change them.
    pub(super) known: Vec<String>,
}

/// What has been done for one submission.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Submission {
    /// 1 for the first.
    pub(super) number: u32,
    /// What is trained from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) recording: Option<Digest>,
    /// The authorization letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) letter: Option<Digest>,
    /// Whether what is trained from was replaced: segments that were confirmed before are sent again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) replaced: bool,
    /// What OBS has taken.
    #[serde(default)]
    pub(super) uploaded: Vec<Item>,
    /// A submission whose response has not been seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) pending_submit: Option<PendingSubmit>,
    /// When it was submitted, in seconds since 1970 by this machine's clock: for people, as nothing is decided by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) submitted_at: Option<u64>,
    /// The same by the service's clock, from the `Date` of its response, if it had one. The deadline is counted from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) submitted_date: Option<u64>,
    /// The state from which it was submitted, as long as the service may still show that state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) submitted_from: Option<JobState>,
    /// The state in which the job was last seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) state: Option<JobState>,
}

impl Submission {
    /// The first one, in which nothing has been done.
    pub(super) fn first() -> Self {
        Self { number: 1, ..Self::default() }
    }
}

/// A submission that is under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PendingSubmit {
    /// The state from which the job is submitted.
    pub(super) from: JobState,
    /// How often the job's log says that it was submitted before; nothing when the log may not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) commits: Option<usize>,
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

    pub(super) fn new(service: Service, edition: JobType, voice_name: String) -> Self {
        let submission = Submission::first();
        let (details, pending_create, job_id, asset_id) = Default::default();
        Self { version: VERSION, service, edition, voice_name, details, pending_create, job_id, submission, asset_id }
    }

    /// The journal, if there is one.
    pub(super) fn load(path: &Path) -> Result<Option<Self>, Error> {
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let Some(text) = read(path).map_err(|error| fault(path, "cannot be read").with_source(error))? else {
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

/// The length and the CRC-32 of what is uploaded, without what an archive adds to it. Of one recording it is the
/// CRC-32 of the file as it is.
///
/// It notices a file that was replaced or edited by mistake; it is no protection against someone who means to deceive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Digest {
    /// Bytes.
    pub(super) bytes: u64,
    /// The CRC-32, as zip, gzip and PNG use it.
    pub(super) crc32: u32,
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CRC-32 {:08x}, {} bytes", self.crc32, self.bytes)
    }
}

/// Returns what the file holds; `None` when there is none.
pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let found = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        found => found?,
    };
    // Opening a pipe would wait for its other end, and a device may never end.
    if !found.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is larger than any journal"));
    }
    Ok(Some(bytes))
}

/// Something is wrong with a journal.
pub(super) fn fault(path: &Path, what: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Journal, format!("the journal {} {what}", path.display()))
}
