//! The plan of a training: the voice, its material, and the details of the job.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::material::{Letter, LongRecording, Material, Origin};
use super::segments::segment::Segments;
use super::store::{JournalStore, Keeper, Place};
use super::stored_plan::Omitted;
use crate::source::ObjectStores;
use crate::types::builder::CreateTrainingJobReq;
use crate::types::{JobId, JobType};
use crate::upload::ContentType;

/// The default poll interval: training takes days.
const POLL_INTERVAL: Duration = Duration::from_secs(60);
/// The default deadline of a submitted job: many times the duration of a training.
const DEADLINE: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A voice to train: its name, its material and the details of its job. Nothing is read or checked before the training
/// begins.
///
/// Begin with [`premium`](Self::premium), [`third_party`](Self::third_party), [`basic`](Self::basic) or
/// [`middle`](Self::middle), by the edition of the voice.
#[derive(Clone, Debug)]
#[must_use = "a plan does nothing until a client trains it"]
pub struct Plan {
    pub(super) edition: JobType,
    pub(super) voice_name: String,
    pub(super) material: Material,
    pub(super) letter: Option<Origin>,
    pub(super) letter_content_type: Option<ContentType>,
    pub(super) details: CreateTrainingJobReq,
    pub(super) app_user_id: Option<String>,
    /// The job to resume, or the reason why its id is invalid.
    pub(super) job_id: Option<Result<JobId, String>>,
    pub(super) resubmit: bool,
    pub(super) poll_interval: Duration,
    pub(super) deadline: Duration,
    /// The parts that the journal from which the plan was made does not hold.
    pub(super) omitted: Vec<Omitted>,
    /// The stores in which the objects of a journal are opened.
    pub(super) object_stores: ObjectStores,
    journal: JournalPlace,
}

/// The place of the journal.
#[derive(Clone, Debug)]
enum JournalPlace {
    BesideRecording,
    At(PathBuf),
    In(Arc<Keeper>, String),
    None,
}

impl Plan {
    /// Creates a plan for a voice of the premium edition (`advance-jobs`, `ADVANCE`), from one long WAV. The name has 1
    /// to 64 characters.
    pub fn premium(voice_name: impl Into<String>, recording: impl Into<LongRecording>) -> Self {
        Self::of(JobType::Advance, voice_name.into(), Material::Recording(recording.into().0))
    }

    /// Creates a plan for a voice of the third-party edition (`third-party-jobs`, `THIRD_PARTY`), from one long WAV.
    pub fn third_party(voice_name: impl Into<String>, recording: impl Into<LongRecording>) -> Self {
        Self::of(JobType::ThirdParty, voice_name.into(), Material::Recording(recording.into().0))
    }

    /// Creates a plan for a voice of the basic edition (`basic-jobs`, `BASIC`), from segments. The API's page asks for
    /// 20 of them.
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

    /// Creates a plan for a voice of the edition `MIDDLE` (`middle-jobs`), which the help's English pages call
    /// *Advanced*, from segments. The API's page asks for 100 of them.
    pub fn middle(voice_name: impl Into<String>, segments: Segments) -> Self {
        Self::of(JobType::Middle, voice_name.into(), Material::Segments { segments, one_by_one: false })
    }

    /// Uploads segments one by one, as [`Client::upload_segments`](crate::Client::upload_segments) does, instead of one
    /// archive with all of them (`0.wav`, `0.txt` and so on).
    ///
    /// The service confirms each segment, so a segment whose speech does not match its text is found before the job is
    /// submitted: the training ends with [`Outcome::ActionNeeded`](super::Outcome). Record it again, and run the plan
    /// with [`resubmit`](Self::resubmit). This has no effect on a plan with one long recording.
    pub fn upload_as_segments(mut self) -> Self {
        if let Material::Segments { one_by_one, .. } | Material::Unopened { one_by_one, .. } = &mut self.material {
            *one_by_one = true;
        }
        self
    }

    pub(super) fn of(edition: JobType, voice_name: String, material: Material) -> Self {
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
            poll_interval: POLL_INTERVAL,
            deadline: DEADLINE,
            omitted: Vec::new(),
            object_stores: ObjectStores::default(),
            journal: JournalPlace::BesideRecording,
        }
    }

    /// Sets the signed authorization letter: a PDF, JPG or PNG. The API does not require one, but the review may.
    pub fn letter(mut self, letter: impl Into<Letter>) -> Self {
        self.letter = Some(letter.into().0);
        self
    }

    /// Sets the content type for the letter's upload.
    ///
    /// The service documents none for voices. By default the crate tries `application/octet-stream` (the sibling image
    /// API's), then the file's own type, then none.
    pub fn letter_content_type(mut self, content_type: ContentType) -> Self {
        self.letter_content_type = Some(content_type);
        self
    }

    /// Sets the job's other fields: sex, tag, language, description, phone and so on.
    ///
    /// The plan itself decides the name of the voice and how its files are uploaded. The check before the training
    /// refuses details that set `voice_name` or `create_type` to another value, and details with a value that breaks a
    /// rule of the API: no detail is dropped.
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

    /// Sets the user of your application for whom the voice is (`X-App-UserId`).
    pub fn app_user_id(mut self, app_user_id: impl Into<String>) -> Self {
        self.app_user_id = Some(app_user_id.into());
        self
    }

    /// Resumes a job that exists instead of creating one, if no journal has it.
    ///
    /// If the job waits for its files, the training uploads them and submits the job. If the job is in progress, the
    /// training watches it. If the job has ended, or if its review has failed and the plan has no
    /// [`resubmit`](Self::resubmit), the training returns the outcome at once. A job with another name or edition is
    /// refused.
    pub fn resume_job<T>(mut self, job_id: T) -> Self
    where
        T: TryInto<JobId, Error: fmt::Display>,
    {
        self.job_id = Some(job_id.try_into().map_err(|error| error.to_string()));
        self
    }

    /// Submits a better recording or letter to the same job after a failed review. Without this, a recording that
    /// differs from the submitted one is refused, as it is more often a mistake than intended.
    ///
    /// Nothing is submitted again while recording, letter and details are those that failed: the training ends with the
    /// same result of the review. It is not documented whether a second submission spends another credit.
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

    /// Sets the path of the journal, in which the training keeps its state.
    ///
    /// The default is the path of the recording, or of the folder with the segments, with `.training.json` at its end;
    /// material that is not on the disk has no journal. Every path to the material (by links, `.` or `..`) gives the
    /// same journal, beside the real file.
    ///
    /// A training resumes where it was interrupted if the same plan is run again with the same journal. The journal
    /// stays when the voice is trained: the plan, run again, returns the same voice, and nothing is created or spent.
    ///
    /// A recording that was renamed in its folder, or has two names there, is recognized by its length and checksum,
    /// and not trained again under the same voice name, unless the plan sets a journal here.
    ///
    /// The journal holds no credential, no pre-signed URL and no phone number. During a training there is a lock file
    /// beside it (`.lock`), and for moments a temporary file (`.tmp`).
    pub fn journal(mut self, path: impl Into<PathBuf>) -> Self {
        self.journal = JournalPlace::At(path.into());
        self
    }

    /// Keeps the journal in a store under a key, instead of in a file: for services that run on several machines, or
    /// without a lasting disk.
    ///
    /// The key identifies the training in the store, such as the number of an order: 1 to 200 ASCII letters, digits,
    /// `-`, `_` and `.`, the first of them no dot. The same plan, run again with the same key on any machine, resumes
    /// the training.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use metastudio_voice::training::Plan;
    /// use metastudio_voice::training::store::FileStore;
    ///
    /// let store = Arc::new(FileStore::folder("/var/voices"));
    /// let plan = Plan::premium("Calm male voice", "recording.wav").journal_in(store, "order-17");
    /// ```
    pub fn journal_in(self, store: Arc<dyn JournalStore>, key: impl Into<String>) -> Self {
        self.journal_kept_by(Keeper::new(store), key.into())
    }

    /// Keeps the journal in a store whose leases a keeper renews together.
    pub(super) fn journal_kept_by(mut self, keeper: Arc<Keeper>, key: String) -> Self {
        self.journal = JournalPlace::In(keeper, key);
        self
    }

    /// Keeps no journal. To continue such a training after an interruption, find its job and use
    /// [`resume_job`](Self::resume_job); the same plan, run again, creates a second job.
    pub fn without_journal(mut self) -> Self {
        self.journal = JournalPlace::None;
        self
    }

    /// Sets the interval between two queries of the job's state. The default is 60 seconds.
    ///
    /// If a create or submit request gets no response, the crate searches for its effect for this long before it sends
    /// the request again. The shortest interval is one second (one millisecond for a service on this machine, such as
    /// the simulator), the longest one day; a value outside is replaced by the nearest of them.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.poll_interval = interval;
        self
    }

    /// Sets how long the job may take after its submission. The default is 30 days, a number of this crate: the service
    /// promises none, and its help mentions about five working days for the premium edition.
    ///
    /// Two times are measured, and the longer one counts: from the start of watching, by the monotonic clock; and from
    /// the submission, by the service's own clock (the `Date` headers of its responses). This machine's time of day is
    /// not used. After the deadline the training ends with [`ErrorKind::Timeout`](crate::ErrorKind::Timeout), which is
    /// not transient.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Returns the path of the journal; `None` if the plan keeps it in a store, or keeps none. It accesses the disk.
    pub fn journal_path(&self) -> Option<PathBuf> {
        match self.journal_place() {
            Place::File(path) => Some(path),
            Place::Keyed(..) | Place::Memory => None,
        }
    }

    /// Drops the material, which only a training before its submission needs.
    pub(super) fn drop_material(&mut self) {
        self.material = Material::Recording(Origin::Missing("the recording".to_owned()));
    }

    /// Returns whether the plan sets the journal's place, so that other journals of the same recording do not matter.
    pub(super) fn names_its_journal(&self) -> bool {
        matches!(self.journal, JournalPlace::At(_) | JournalPlace::In(..))
    }

    /// Returns the journal's place. It accesses the disk.
    pub(super) fn journal_place(&self) -> Place {
        match &self.journal {
            JournalPlace::At(path) => Place::File(path.clone()),
            JournalPlace::BesideRecording => self.material.journal().map_or(Place::Memory, Place::File),
            JournalPlace::In(keeper, key) => Place::Keyed(Arc::clone(keeper), key.clone()),
            JournalPlace::None => Place::Memory,
        }
    }
}
