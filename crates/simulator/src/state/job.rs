//! A training job: its metadata, its state, its history, and the view of it that a test gets.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use metastudio_voice::types::{self, JobState, JobType};

use super::edition::{CreateType, Edition, Resource};
use super::job_state::Lifecycle;
use super::objects::ObjectKind;
use super::review::{AuditError, Failure, ReviewFailure};

/// The metadata that the owner states when the job is created or submitted.
#[derive(Clone, Default)]
pub(crate) struct Metadata {
    pub(crate) voice_name: String,
    pub(crate) tag: Option<String>,
    pub(crate) sex: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) dhtms_job_id: Option<String>,
    pub(crate) batch_name: Option<String>,
    pub(crate) output_language: Option<String>,
    pub(crate) is_ondemand_resource: Option<bool>,
    pub(crate) app_user_id: Option<String>,
}

impl From<types::CreateTrainingJobReq> for Metadata {
    /// Returns the metadata of a create request, with what the API assumes where it says nothing.
    fn from(request: types::CreateTrainingJobReq) -> Self {
        Self {
            voice_name: request.voice_name.into(),
            tag: request.tag.map(|tag| tag.to_string()),
            sex: Some(request.sex.unwrap_or(types::Sex::Female).to_string()),
            language: Some(request.language.map_or_else(|| "CN".to_owned(), Into::into)),
            phone: request.phone.map(Into::into),
            dhtms_job_id: request.dhtms_job_id.map(Into::into),
            batch_name: request.batch_name.map(Into::into),
            output_language: request.output_language.map(Into::into),
            is_ondemand_resource: request.is_ondemand_resource,
            app_user_id: None,
        }
    }
}

/// An entry of the operation log.
pub(crate) struct Operation {
    pub(crate) at: Duration,
    pub(crate) action: &'static str,
    pub(crate) operator: &'static str,
    pub(crate) failure_reason: Option<String>,
}

/// The outcome of the last automatic review.
pub(crate) struct SystemAudit {
    pub(crate) at: Duration,
    pub(crate) errors: Vec<AuditError>,
}

/// The outcome of the last manual review.
pub(crate) struct AdminAudit {
    pub(crate) at: Duration,
    pub(crate) message: Option<String>,
}

pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) edition: Edition,
    pub(crate) create_type: CreateType,
    pub(crate) metadata: Metadata,
    pub(crate) state: JobState,
    /// The time from which the present state lasts. For a job that was seeded or put into its state, it is the time of
    /// that, whatever the age of the job.
    pub(crate) entered: Duration,
    pub(crate) created: Duration,
    pub(crate) updated: Duration,
    /// Whether a test has seeded the job, and no client has submitted it since.
    pub(crate) seeded: bool,
    pub(crate) submissions: u32,
    pub(crate) recording_uploads: u32,
    pub(crate) letter_uploads: u32,
    pub(crate) segment_uploads: u32,
    pub(crate) attachment_uploads: u32,
    /// The confirmed segments and their durations.
    pub(crate) confirmed: BTreeMap<u32, Duration>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) system_audit: Option<SystemAudit>,
    pub(crate) admin_audit: Option<AdminAudit>,
    pub(crate) asset_id: Option<String>,
    pub(crate) failed: Option<(String, String)>,
    /// The number of lists that the job is still missing from.
    pub(crate) unlisted: u32,
    occurrences: BTreeMap<JobState, u32>,
}

impl Job {
    pub(crate) fn new(id: String, edition: Edition, create_type: CreateType, metadata: Metadata, at: Duration) -> Self {
        let mut job = Self {
            id,
            edition,
            create_type,
            metadata,
            state: JobState::Creating,
            entered: at,
            created: at,
            updated: at,
            seeded: false,
            submissions: 0,
            recording_uploads: 0,
            letter_uploads: 0,
            segment_uploads: 0,
            attachment_uploads: 0,
            confirmed: BTreeMap::new(),
            operations: Vec::new(),
            system_audit: None,
            admin_audit: None,
            asset_id: None,
            failed: None,
            unlisted: 0,
            occurrences: BTreeMap::new(),
        };
        job.enter(JobState::Creating, at);
        job.note(at, "CREATE_JOB", "USER", None);
        job
    }

    /// Returns how often the job has entered its present state.
    pub(crate) fn occurrences(&self) -> u32 {
        self.occurrences.get(&self.state).copied().unwrap_or(1)
    }

    /// Returns the resource that pays for the job.
    pub(crate) fn resource(&self) -> Resource {
        match self.metadata.is_ondemand_resource {
            Some(true) => Resource::OnDemand,
            _ => Resource::Bought(self.edition),
        }
    }

    /// Returns the number of segments that are uploaded one by one, or `None` if all files come in a zip.
    pub(crate) fn segments(&self) -> Option<u32> {
        self.edition.segments().filter(|_| self.create_type == CreateType::Segment)
    }

    /// Counts a finished upload. A changed segment has to be confirmed again.
    pub(crate) fn uploaded(&mut self, kind: ObjectKind) {
        match kind {
            ObjectKind::Recording => self.recording_uploads += 1,
            ObjectKind::Letter => self.letter_uploads += 1,
            ObjectKind::SegmentAudio(index) | ObjectKind::SegmentText(index) => {
                self.segment_uploads += 1;
                self.confirmed.remove(&index);
            }
            ObjectKind::ReviewAttachment(_) => self.attachment_uploads += 1,
        }
    }

    /// Starts the review. The caller has checked state and files.
    pub(crate) fn submit(&mut self, at: Duration) {
        self.seeded = false;
        self.submissions += 1;
        self.system_audit = None;
        self.admin_audit = None;
        self.note(at, "COMMIT_JOB", "USER", None);
        self.enter(JobState::SystemAuditing, at);
    }

    /// Leaves a state that ends by itself, with the failure if there is one.
    pub(crate) fn step(&mut self, at: Duration, failure: Option<Failure>) {
        let Some(next) = self.state.next(self.edition.segments().is_none()) else { return };
        if let Some(failure) = failure {
            return self.fail(at, failure);
        }
        match self.state {
            JobState::SystemAuditing => {
                self.system_audit = Some(SystemAudit { at, errors: Vec::new() });
                self.note(at, "SYSTEM_AUDIT_PASS", "SYSTEM", None);
            }
            JobState::Auditing => {
                self.admin_audit = Some(AdminAudit { at, message: None });
                self.note(at, "ADMIN_AUDIT_PASS", "ADMIN", None);
            }
            JobState::Processing => self.note(at, "TRAINING_FINISH", "SYSTEM", None),
            JobState::ResultReview => self.note(at, "UPLOADING_MODEL", "SYSTEM", None),
            JobState::Uploading => {
                self.asset_id = Some(self.own_asset_id());
                self.note(at, "COMPLETE_JOB", "SYSTEM", None);
            }
            _ => {}
        }
        self.enter(next, at);
    }

    fn fail(&mut self, at: Duration, failure: Failure) {
        match failure {
            Failure::Review(ReviewFailure::System { errors }) => {
                self.system_audit = Some(SystemAudit { at, errors });
                self.note(at, "AUDIT_NOT_PASS", "SYSTEM", None);
                self.enter(JobState::AuditFailed, at);
            }
            Failure::Review(ReviewFailure::Admin { message }) => {
                self.admin_audit = Some(AdminAudit { at, message: Some(message.clone()) });
                self.note(at, "AUDIT_NOT_PASS", "ADMIN", Some(message));
                self.enter(JobState::AuditFailed, at);
            }
            Failure::Training { code, reason } | Failure::Assessment { code, reason } => {
                self.failed = Some((code, reason));
                self.enter(JobState::Failed, at);
            }
        }
    }

    /// Puts the job into a state that it reached at this moment, and that lasts from `now`. It gets there by the usual
    /// way, if that leads there, so that its log and its reviews are those of a job in this state. A submission that it
    /// lacks was at `submitted`, and spends no credit. The failure is one of a review, or of the training.
    pub(crate) fn put_into(&mut self, state: JobState, submitted: Duration, at: Duration, failure: Option<Failure>) {
        if state != JobState::Creating && self.submissions == 0 {
            let seeded = self.seeded;
            self.submit(submitted);
            self.seeded = seeded;
        }
        let failure = failure.or_else(|| match state {
            JobState::AuditFailed => Some(Failure::Review(ReviewFailure::admin("The recording is not accepted."))),
            // The code and the reason of the API's own example.
            JobState::Failed => {
                Some(Failure::Training { code: "MSS.00000000".to_owned(), reason: "error reason".to_owned() })
            }
            _ => None,
        });
        let last = match (&failure, &state) {
            (Some(Failure::Review(ReviewFailure::System { .. })), _) => JobState::SystemAuditing,
            (Some(Failure::Review(ReviewFailure::Admin { .. })), _) => JobState::Auditing,
            (Some(_), _) => JobState::Processing,
            (None, JobState::SplitFailed) => JobState::Splitting,
            (None, JobState::UserResultReview | JobState::UserReviewReject) => JobState::ResultReview,
            (None, state) => (*state).clone(),
        };
        if self.is_on_the_way(&last) {
            while self.state != last {
                self.step(at, None);
            }
        }
        self.failed = None;
        match failure {
            Some(failure) => self.fail(at, failure),
            None if self.state != state => self.enter(state, at),
            None => {}
        }
        self.asset_id = (self.state == JobState::Succeed).then(|| self.own_asset_id());
    }

    /// Returns whether the job reaches a state by itself.
    fn is_on_the_way(&self, state: &JobState) -> bool {
        let cut = self.edition.segments().is_none();
        std::iter::successors(Some(self.state.clone()), |state| state.next(cut)).any(|reached| reached == *state)
    }

    /// Returns the id of the voice that the job becomes.
    fn own_asset_id(&self) -> String {
        self.id.replace('-', "")
    }

    fn enter(&mut self, state: JobState, at: Duration) {
        *self.occurrences.entry(state.clone()).or_default() += 1;
        self.state = state;
        self.entered = at;
        self.updated = at;
    }

    fn note(&mut self, at: Duration, action: &'static str, operator: &'static str, failure_reason: Option<String>) {
        self.operations.push(Operation { at, action, operator, failure_reason });
    }
}

/// The present state of a training job.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JobSnapshot {
    /// The job's id.
    pub id: String,
    /// The edition, which the API calls `job_type`.
    pub job_type: JobType,
    /// The way in which the files are uploaded.
    pub create_type: types::CreateType,
    /// The voice's name.
    pub name: String,
    /// The state.
    pub state: JobState,
    /// The time of the creation.
    pub created: SystemTime,
    /// The time of the last change.
    pub updated: SystemTime,
    /// The number of successful submissions.
    pub submissions: u32,
    /// The number of completed uploads of all kinds.
    pub uploads: u32,
    /// The number of uploaded zips with recordings.
    pub recording_uploads: u32,
    /// The number of uploaded letters.
    pub letter_uploads: u32,
    /// The number of uploaded files of single segments.
    pub segment_uploads: u32,
    /// The confirmed segments.
    pub confirmed: Vec<u32>,
    /// The voice, once the training has succeeded.
    pub asset_id: Option<String>,
}

impl From<&Job> for JobSnapshot {
    fn from(job: &Job) -> Self {
        Self {
            id: job.id.clone(),
            job_type: job.edition.name().into(),
            create_type: job.create_type.name().into(),
            name: job.metadata.voice_name.clone(),
            state: job.state.clone(),
            created: moment(job.created),
            updated: moment(job.updated),
            submissions: job.submissions,
            uploads: job.recording_uploads + job.letter_uploads + job.segment_uploads + job.attachment_uploads,
            recording_uploads: job.recording_uploads,
            letter_uploads: job.letter_uploads,
            segment_uploads: job.segment_uploads,
            confirmed: job.confirmed.keys().copied().collect(),
            asset_id: job.asset_id.clone(),
        }
    }
}

fn moment(since_1970: Duration) -> SystemTime {
    UNIX_EPOCH.checked_add(since_1970).unwrap_or(UNIX_EPOCH)
}
