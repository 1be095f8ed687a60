//! Seeds: training jobs and short jobs that exist before a client does anything, in any state and of any age.

use std::time::Duration;

use metastudio_voice::types::builder::CreateTrainingJobReq;
use metastudio_voice::types::{self, JobState, JobType, ShortJobType};

use super::edition::{CreateType, Edition};
use super::instruction::{InstructionError, shortened};
use super::job::{Job, Metadata};
use super::review::{Failure, ReviewFailure};
use super::short_job::ShortJob;

/// A training job that exists before a client does anything, in any state and of any age.
///
/// [`Simulator::seed`](crate::Simulator::seed) adds it to a simulator that runs, and
/// [`SimulatorBuilder::seed`](crate::SimulatorBuilder::seed) to one that is to start. Each seed makes a job of its own
/// with the next id, the same in every run.
///
/// The job has the history of a job that reached its state by the usual way: its log, its reviews, its voice or its
/// failure. It spends no credit, as it was submitted before the simulator started, and it has no files. Its state lasts
/// from the moment of the seeding, however old the job is.
///
/// ```
/// use std::time::Duration;
/// use metastudio_voice::types::{JobState, JobType, Sex};
/// use metastudio_voice_simulator::{Clock, Seed, Simulator};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let simulator = Simulator::builder().clock(Clock::Manual).start().await?;
/// let day = Duration::from_secs(24 * 60 * 60);
/// let seed = Seed::new(JobState::Processing).edition(JobType::Middle).created_ago(5 * day).updated_ago(2 * day);
/// let job_id = simulator.seed(seed.details(|job| job.voice_name("Calm male voice").sex(Sex::Male)))?;
/// assert_eq!(simulator.advance_job(&job_id)?, JobState::ResultReview);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a seed does nothing until a simulator gets it"]
pub struct Seed {
    state: JobState,
    edition: JobType,
    details: CreateTrainingJobReq,
    app_user_id: Option<String>,
    created_ago: Duration,
    submitted_ago: Option<Duration>,
    updated_ago: Option<Duration>,
    failure: Option<Failure>,
}

impl Seed {
    /// Creates a seed of a premium job (`ADVANCE`) in this state, called `Seeded voice`, that is created now.
    ///
    /// The state may be one that the spec does not list, [`JobState::Unknown`], to see what a program does with it.
    pub fn new(state: JobState) -> Self {
        Self {
            state: known(state),
            edition: JobType::Advance,
            details: types::CreateTrainingJobReq::builder().voice_name("Seeded voice"),
            app_user_id: None,
            created_ago: Duration::ZERO,
            submitted_ago: None,
            updated_ago: None,
            failure: None,
        }
    }

    /// Sets the edition: one of those that can be created.
    pub fn edition(mut self, edition: JobType) -> Self {
        self.edition = edition;
        self
    }

    /// Sets the details of the job, such as its name, as a create request has them.
    pub fn details(mut self, details: impl FnOnce(CreateTrainingJobReq) -> CreateTrainingJobReq) -> Self {
        self.details = details(self.details);
        self
    }

    /// Sets the user of the application for whom the job was created (`X-App-UserId`).
    pub fn app_user_id(mut self, app_user_id: impl Into<String>) -> Self {
        self.app_user_id = Some(app_user_id.into());
        self
    }

    /// Sets how long ago the job was created. The default is now.
    pub fn created_ago(mut self, age: Duration) -> Self {
        self.created_ago = age;
        self
    }

    /// Sets how long ago the job was submitted. The default is the time of the creation.
    pub fn submitted_ago(mut self, age: Duration) -> Self {
        self.submitted_ago = Some(age);
        self
    }

    /// Sets how long ago the job reached its state, which is its last update. The default is the time of the
    /// submission.
    pub fn updated_ago(mut self, age: Duration) -> Self {
        self.updated_ago = Some(age);
        self
    }

    /// Sets the failure of the review, for a job in `AUDIT_FAILED`. The default is one of the manual review.
    pub fn review_failure(mut self, failure: ReviewFailure) -> Self {
        self.failure = Some(Failure::Review(failure));
        self
    }

    /// Sets the code and the reason of the failure, for a job in `FAILED`. The default is those of the API's example.
    pub fn failure(mut self, code: impl Into<String>, reason: impl Into<String>) -> Self {
        self.failure = Some(Failure::Training { code: code.into(), reason: reason.into() });
        self
    }

    /// Returns the job.
    pub(crate) fn into_job(self, id: String, now: Duration) -> Result<Job, InstructionError> {
        let wrong = |message: String| InstructionError::new(format!("the seed cannot be used: {message}"));
        let [created, submitted, updated] = self.times(now).map_err(wrong)?;
        let edition = Edition::of(&self.edition)
            .ok_or_else(|| wrong(format!("no operation creates a job of the edition {}", self.edition)))?;
        self.check_failure().map_err(wrong)?;
        let details = types::CreateTrainingJobReq::try_from(self.details).map_err(|error| wrong(error.to_string()))?;
        let create_type = CreateType::of(details.create_type.as_ref(), edition)
            .ok_or_else(|| wrong(format!("create_type must be PACKAGE for {}", edition.name())))?;
        if details.is_ondemand_resource == Some(true) && edition != Edition::Middle {
            return Err(wrong("is_ondemand_resource is for the MIDDLE edition only".to_owned()));
        }
        let app_user_id = self.app_user_id.map(|id| id.parse::<types::AppUserId>()).transpose();
        let app_user_id = app_user_id.map_err(|error| wrong(format!("app_user_id: {error}")))?;
        let metadata = Metadata { app_user_id: app_user_id.map(Into::into), ..Metadata::from(details) };
        let mut job = Job::new(id, edition, create_type, metadata, created);
        job.seeded = true;
        job.put_into(self.state, submitted, updated, self.failure);
        job.entered = now;
        Ok(job)
    }

    /// Returns the times of the creation, the submission and the last update.
    fn times(&self, now: Duration) -> Result<[Duration; 3], String> {
        let submitted_ago = self.submitted_ago.unwrap_or(self.created_ago);
        let updated_ago = self.updated_ago.unwrap_or(submitted_ago);
        if self.state == JobState::Creating && self.submitted_ago.is_some() {
            return Err("a job in CREATING has not been submitted".to_owned());
        }
        if submitted_ago > self.created_ago {
            return Err("the job was submitted before it was created".to_owned());
        }
        if updated_ago > submitted_ago {
            return Err("the last update was before the submission".to_owned());
        }
        let before = |age: Duration| now.checked_sub(age).ok_or("the job was created before 1970");
        Ok([before(self.created_ago)?, before(submitted_ago)?, before(updated_ago)?])
    }

    fn check_failure(&self) -> Result<(), String> {
        match (&self.failure, &self.state) {
            (None, _)
            | (Some(Failure::Review(_)), JobState::AuditFailed)
            | (Some(Failure::Training { .. }), JobState::Failed) => Ok(()),
            (Some(Failure::Review(_)), state) => Err(format!("a review has failed, and the state is {state}")),
            (Some(_), state) => Err(format!("the training has failed, and the state is {state}")),
        }
    }
}

/// A short job that exists before a client does anything, in any state and of any age.
///
/// [`Simulator::seed_short_job`](crate::Simulator::seed_short_job) adds it. Its state lasts from the moment of the
/// seeding, however old the job is. It has no file, and the scores of a job in `SUCCEED` are those that every recording
/// gets.
///
/// ```
/// use std::time::Duration;
/// use metastudio_voice::types::JobState;
/// use metastudio_voice_simulator::{Clock, ShortJobSeed, Simulator};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let simulator = Simulator::builder().clock(Clock::Manual).start().await?;
/// let hour = Duration::from_secs(60 * 60);
/// let id = simulator.seed_short_job(ShortJobSeed::new(JobState::Processing).created_ago(hour))?;
/// assert_eq!(simulator.advance_job(&id)?, JobState::Succeed);
/// let shown = simulator.client().await?.show_short_job().job_id(id).send().await?;
/// assert!(shown.assess_result.is_some());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a seed does nothing until a simulator gets it"]
pub struct ShortJobSeed {
    state: JobState,
    created_ago: Duration,
    updated_ago: Option<Duration>,
    failure: Option<(String, String)>,
}

impl ShortJobSeed {
    /// Creates a seed of a short job of the type `VOICE_ASSESS` in this state that is created now.
    ///
    /// The state may be one that the spec does not list, [`JobState::Unknown`], or one of training jobs.
    pub fn new(state: JobState) -> Self {
        Self { state: known(state), created_ago: Duration::ZERO, updated_ago: None, failure: None }
    }

    /// Sets how long ago the job was created. The default is now.
    pub fn created_ago(mut self, age: Duration) -> Self {
        self.created_ago = age;
        self
    }

    /// Sets how long ago the job reached its state, which is its last update. The default is the time of the creation.
    pub fn updated_ago(mut self, age: Duration) -> Self {
        self.updated_ago = Some(age);
        self
    }

    /// Sets the code and the reason of the failure, for a job in `FAILED`. The default is those of the API's example.
    pub fn failure(mut self, code: impl Into<String>, reason: impl Into<String>) -> Self {
        self.failure = Some((code.into(), reason.into()));
        self
    }

    /// Returns the job.
    pub(crate) fn into_job(self, id: String, now: Duration) -> Result<ShortJob, InstructionError> {
        let wrong = |message: String| InstructionError::new(format!("the seed cannot be used: {message}"));
        let updated_ago = self.updated_ago.unwrap_or(self.created_ago);
        if updated_ago > self.created_ago {
            return Err(wrong("the last update was before the creation".to_owned()));
        }
        if self.failure.is_some() && self.state != JobState::Failed {
            return Err(wrong(format!(
                "the assessment has failed, and the state is {}",
                shortened(self.state.as_str())
            )));
        }
        let before = |age| now.checked_sub(age).ok_or_else(|| wrong("the job was created before 1970".to_owned()));
        let mut job = ShortJob::new(id, ShortJobType::VoiceAssess.to_string(), before(self.created_ago)?);
        job.put_into(self.state, before(updated_ago)?, self.failure);
        job.entered = now;
        Ok(job)
    }
}

/// Returns the state with this name, which an unknown value may have.
pub(super) fn known(state: JobState) -> JobState {
    match state {
        JobState::Unknown(name) => name.into(),
        known => known,
    }
}
