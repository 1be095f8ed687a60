//! What is to be trained, from what, and how the job is described.

use std::path::PathBuf;
use std::time::Duration;

use crate::types::builder::CreateTrainingJobReq;
use crate::upload::ContentType;

/// How often a job's state is asked for, unless the plan says otherwise: training takes days.
const POLL_INTERVAL: Duration = Duration::from_secs(60);

/// A voice to train. Nothing is read or checked before the training begins.
#[derive(Clone, Debug)]
#[must_use = "a plan does nothing until a client trains it"]
pub struct Plan {
    pub(super) voice_name: String,
    pub(super) recording: PathBuf,
    pub(super) letter: Option<PathBuf>,
    pub(super) letter_content_type: Option<ContentType>,
    pub(super) details: CreateTrainingJobReq,
    pub(super) app_user_id: Option<String>,
    pub(super) job_id: Option<String>,
    pub(super) poll_interval: Duration,
}

impl Plan {
    /// A voice of the premium edition (`advance-jobs`, `ADVANCE`), from one long WAV. The name has 1 to 64
    /// characters.
    pub fn premium(voice_name: impl Into<String>, recording: impl Into<PathBuf>) -> Self {
        Self {
            voice_name: voice_name.into(),
            recording: recording.into(),
            letter: None,
            letter_content_type: None,
            details: CreateTrainingJobReq::default(),
            app_user_id: None,
            job_id: None,
            poll_interval: POLL_INTERVAL,
        }
    }

    /// The signed authorization letter: a PDF, JPG or PNG. The API does not demand one, but the review may.
    pub fn letter(mut self, letter: impl Into<PathBuf>) -> Self {
        self.letter = Some(letter.into());
        self
    }

    /// The content type for the letter's upload. The service documents none for voices: without this,
    /// `application/octet-stream` is tried first (the sibling image API's), then the file's own type, then none.
    pub fn letter_content_type(mut self, content_type: ContentType) -> Self {
        self.letter_content_type = Some(content_type);
        self
    }

    /// The job's other fields: sex, tag, language, description, phone and so on.
    ///
    /// ```
    /// use metastudio_voice::training::Plan;
    /// use metastudio_voice::types::{JobTag, Sex};
    ///
    /// let plan = Plan::premium("Calm male voice", "recording.wav")
    ///     .details(|job| job.sex(Sex::Male).tag(JobTag::News).language("CN").phone("13500001111"));
    /// assert!(!format!("{plan:?}").contains("13500001111"));
    /// ```
    pub fn details(mut self, details: impl FnOnce(CreateTrainingJobReq) -> CreateTrainingJobReq) -> Self {
        self.details = details(self.details);
        self
    }

    /// One of your own users, for whom the voice is (`X-App-UserId`).
    pub fn app_user_id(mut self, app_user_id: impl Into<String>) -> Self {
        self.app_user_id = Some(app_user_id.into());
        self
    }

    /// Goes on with a job that exists instead of creating one: after a failed review, or when a training was
    /// interrupted. If the job waits for its files, they are uploaded again and it is submitted again; if it is under
    /// way, it is watched; if it has ended, its end is returned at once. Whether a job that is submitted again after
    /// a failed review spends another credit is not documented.
    ///
    /// ```no_run
    /// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
    /// use metastudio_voice::training::{Outcome, Plan};
    ///
    /// let outcome = client.train(Plan::premium("Calm male voice", "recording.wav")).await?;
    /// if let Outcome::ActionNeeded(needed) = outcome {
    ///     println!("{needed}");
    ///     let better = Plan::premium("Calm male voice", "better.wav").continue_job(&needed.job_id);
    ///     let voice = client.train(better).await?.into_voice()?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn continue_job(mut self, job_id: impl Into<String>) -> Self {
        self.job_id = Some(job_id.into());
        self
    }

    /// How often the job's state is asked for; every 60 seconds unless given.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.poll_interval = interval;
        self
    }
}
