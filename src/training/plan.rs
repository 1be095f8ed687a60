//! What is to be trained, from what, and how the job is described.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use super::material::{LongRecording, Material};
use super::segments::Segments;
use crate::types::builder::CreateTrainingJobReq;
use crate::types::{JobId, JobType};
use crate::upload::ContentType;

/// How often a job's state is asked for, unless the plan says otherwise: training takes days.
const POLL_INTERVAL: Duration = Duration::from_secs(60);
/// How long a submitted job is watched, unless the plan says otherwise: many times what training takes.
const DEADLINE: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// A voice to train. Nothing is read or checked before the training begins.
#[derive(Clone, Debug)]
#[must_use = "a plan does nothing until a client trains it"]
pub struct Plan {
    pub(super) edition: JobType,
    pub(super) voice_name: String,
    pub(super) material: Material,
    pub(super) letter: Option<PathBuf>,
    pub(super) letter_content_type: Option<ContentType>,
    pub(super) details: CreateTrainingJobReq,
    pub(super) app_user_id: Option<String>,
    /// The job to resume, or why its id cannot be one.
    pub(super) job_id: Option<Result<JobId, String>>,
    pub(super) resubmit: bool,
    pub(super) deflate: bool,
    pub(super) poll_interval: Duration,
    pub(super) deadline: Duration,
    journal: JournalPlace,
}

/// Where the journal is.
#[derive(Clone, Debug)]
enum JournalPlace {
    BesideRecording,
    At(PathBuf),
    None,
}

impl Plan {
    /// A voice of the premium edition (`advance-jobs`, `ADVANCE`), from one long WAV. The name has 1 to 64
    /// characters.
    pub fn premium(voice_name: impl Into<String>, recording: impl Into<LongRecording>) -> Self {
        Self::of(JobType::Advance, voice_name.into(), Material::Recording(recording.into().0))
    }

    /// A voice of the third-party edition (`third-party-jobs`, `THIRD_PARTY`), from one long WAV.
    pub fn third_party(voice_name: impl Into<String>, recording: impl Into<LongRecording>) -> Self {
        Self::of(JobType::ThirdParty, voice_name.into(), Material::Recording(recording.into().0))
    }

    /// A voice of the basic edition (`basic-jobs`, `BASIC`), from segments: 20 of them by the API's page.
    ///
    /// ```no_run
    /// # fn sample() -> Result<(), metastudio_voice::Error> {
    /// use metastudio_voice::training::{Plan, Segments};
    ///
    /// let plan = Plan::basic("Calm male voice", Segments::folder("segments")?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn basic(voice_name: impl Into<String>, segments: Segments) -> Self {
        Self::of(JobType::Basic, voice_name.into(), Material::Segments { segments, one_by_one: false })
    }

    /// A voice of the edition `MIDDLE` (`middle-jobs`), which the help's English pages call *Advanced*, from segments:
    /// 100 of them by the API's page.
    pub fn middle(voice_name: impl Into<String>, segments: Segments) -> Self {
        Self::of(JobType::Middle, voice_name.into(), Material::Segments { segments, one_by_one: false })
    }

    /// Uploads segments one by one and has each confirmed ([`Client::upload_segments`](crate::Client::upload_segments)),
    /// instead of one archive with all of them (`0.wav`, `0.txt` and so on). One whose speech does not match its text
    /// is found before the job is submitted: the training ends with [`Outcome::ActionNeeded`](super::Outcome), and goes on
    /// with a better recording by [`resubmit`](Self::resubmit). Changes nothing for one long recording.
    pub fn upload_as_segments(mut self) -> Self {
        if let Material::Segments { one_by_one, .. } = &mut self.material {
            *one_by_one = true;
        }
        self
    }

    fn of(edition: JobType, voice_name: String, material: Material) -> Self {
        Self {
            edition,
            voice_name,
            material,
            letter: None,
            letter_content_type: None,
            // Not as a method of the builder: a field of the request may be called `default`.
            details: Default::default(),
            app_user_id: None,
            job_id: None,
            resubmit: false,
            deflate: false,
            poll_interval: POLL_INTERVAL,
            deadline: DEADLINE,
            journal: JournalPlace::BesideRecording,
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

    /// Goes on with a job that exists instead of creating one, when there is no journal that knows it. If the job waits
    /// for its files, they are uploaded and it is submitted; if it is under way, it is watched; if it has ended, its end
    /// is returned at once, and so is what a failed review says, unless the plan also has [`resubmit`](Self::resubmit). A
    /// job of another name or edition is refused.
    pub fn resume_job<T>(mut self, job_id: T) -> Self
    where
        T: TryInto<JobId, Error: fmt::Display>,
    {
        self.job_id = Some(job_id.try_into().map_err(|error| error.to_string()));
        self
    }

    /// After a failed review: submits a better recording or letter to the same job. Without this, a recording that is
    /// not the one that was submitted is refused, as it is more often a mistake than meant.
    ///
    /// Nothing is submitted again while recording and letter are the ones that failed: the training ends with what the
    /// review says, as before. Whether a job that is submitted again spends another credit is not documented.
    ///
    /// ```no_run
    /// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
    /// use metastudio_voice::training::{Outcome, Plan};
    ///
    /// let plan = Plan::premium("Calm male voice", "recording.wav");
    /// if let Outcome::ActionNeeded(needed) = client.train(plan).await? {
    ///     println!("{needed}");
    ///     let better = Plan::premium("Calm male voice", "better.wav").journal("recording.wav.training.json");
    ///     let voice = client.train(better.resubmit()).await?.into_voice()?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn resubmit(mut self) -> Self {
        self.resubmit = true;
        self
    }

    /// Where the training remembers how far it is. Unless given, it is the path of the recording, or of the folder that the
    /// segments are in, with `.training.json` at its end; material that is not on the disk has none. Whatever way leads to
    /// the material (links, `.`, `..`), its journal is the same: beside the real file.
    ///
    /// A recording that was renamed within its folder, or has two names there, is known by its length and checksum: without
    /// a journal that is given here, it is not trained under the same voice name again.
    ///
    /// The same plan with the same journal goes on where it stopped, whatever stopped it. The journal stays when the
    /// voice is trained: run again, the plan gives the same voice, and nothing is created or spent. It holds no
    /// credential, no pre-signed URL and no phone number. While a training is under way there is a lock file beside it
    /// (`.lock`), and for moments a temporary one (`.tmp`).
    pub fn journal(mut self, path: impl Into<PathBuf>) -> Self {
        self.journal = JournalPlace::At(path.into());
        self
    }

    /// Remembers nothing on disk. Whoever stops such a training has to look for its job, and go on with
    /// [`resume_job`](Self::resume_job), so that no second one is created.
    pub fn without_journal(mut self) -> Self {
        self.journal = JournalPlace::None;
        self
    }

    /// Compresses the archive, for slow links or a recording that is larger than OBS takes: see
    /// [`Package::deflate`](crate::upload::Package::deflate) for what it costs and gains.
    pub fn deflate(mut self) -> Self {
        self.deflate = true;
        self
    }

    /// How often the job's state is asked for; every 60 seconds unless given. As long is a creation or a submission
    /// that got no response looked for before it is made again. Less than a second, or a millisecond for a simulator on this
    /// machine, counts as that, and more than a day as a day.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.poll_interval = interval;
        self
    }

    /// How long after its submission the job may take; 30 days unless given, which is this crate's number. The service
    /// promises none: the help speaks of about five working days for the premium edition.
    ///
    /// It is counted by the monotonic clock from when the watching began, and by the service's own times (the `Date` of its
    /// responses) from the submission, whichever is longer; this machine's time of day plays no part. Past it the training
    /// ends with [`ErrorKind::Timeout`](crate::ErrorKind::Timeout), which is not transient.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Whether the plan itself says where its journal is, so that what lies elsewhere is of no concern.
    pub(super) fn names_its_journal(&self) -> bool {
        matches!(self.journal, JournalPlace::At(_))
    }

    pub(super) fn journal_path(&self) -> Option<PathBuf> {
        match &self.journal {
            JournalPlace::At(path) => Some(path.clone()),
            JournalPlace::BesideRecording => self.material.journal(),
            JournalPlace::None => None,
        }
    }
}
