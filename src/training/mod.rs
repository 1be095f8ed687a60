//! The workflow: from a recording and a letter to a trained voice, in one call.
//!
//! ```no_run
//! # async fn sample() -> Result<(), metastudio_voice::Error> {
//! use metastudio_voice::training::Plan;
//! use metastudio_voice::{Client, types::Sex};
//!
//! let client = Client::builder().region("cn-north-4").build().await?;
//! let plan = Plan::premium("Gentle female voice", "recording.wav")
//!     .letter("letter.pdf")
//!     .details(|job| job.sex(Sex::Female).description("It is a female voice."));
//! let voice = client.train(plan).on_event(|event| println!("{event}")).await?.into_voice()?;
//! println!("{}", voice.asset_id);
//! # Ok(())
//! # }
//! ```
//!
//! [`Client::train`] runs the whole workflow for a [`Plan`], and returns an [`Outcome`]. [`Client::train_all`] trains
//! many voices at once, [`Client::pool`] those that a service starts over time, [`Client::watch`] watches a submitted
//! job without its files, [`Client::preflight`] checks a plan without creating anything, and
//! [`Client::delete_training`] deletes a job with its journal.
//!
//! # Interruption and resumption
//! A [journal](Plan::journal) beside the recording is written before and after each step that changes something at the
//! service. After a crash, a kill or a week, run the same plan again: the training resumes where it was interrupted.
//!
//! ```text
//! check ──▶ create ──▶ upload ──▶ submit ──▶ wait ──▶ voice
//!   │          │       letter,       │         │
//!   │          │       recording     │         ├──▶ failed: an error; the job has
//!   │          │                     │         │    ended
//!   │          │                     │         │
//!   │          │                     │         └──▶ action needed: the reasons of
//!   │          │                     │              the review, file by file
//!   │          │                     │                │ Plan::resubmit
//!   │          │                     │                ▼
//!   │          │                     │              upload and submit to the same
//!   │          │                     │              job
//!   │          │                     │
//!   │          │                     └ no response? check the job's state and log
//!   │          │                       before submitting again
//!   │          │
//!   │          └ no response? search for the job (ListVoiceTrainingJob) before
//!   │            creating another
//!   │
//!   └ nothing has been created at the service
//! ```
//!
//! | the journal has | the next run |
//! |---|---|
//! | nothing, or does not exist | checks the files and creates the job |
//! | a create request without a response | searches for the job, and creates one only if there is none |
//! | a job | uploads the missing files; refuses another recording; submits corrected details |
//! | a submit request without a response | checks whether it was carried out, and submits only if it was not |
//! | a submitted job | watches it; the files are not needed any more, and other files are refused |
//! | a voice | returns the voice |
//!
//! [`JobState::lifecycle`](crate::types::JobState::lifecycle) lists the states of a job and what they mean. In an
//! unknown state the training waits, until the [deadline](Plan::deadline).
//!
//! Submitting a job spends a training credit. A training takes days, and no process needs to run for all of that time:
//! [`Client::watch`] watches the job by the journal alone.
//!
//! The guide has [a row for each way of stopping](crate::guide::training), and the few exceptions in which a recording
//! can cost a second job or credit.

mod batch;
mod context;
mod details;
mod digests;
mod event;
mod journal;
mod material;
mod other_trainings;
mod outcome;
mod ownership;
mod plan;
mod pool;
pub mod preflight;
mod restore;
mod segments;
mod stages;
pub mod store;
mod stored_plan;
mod trace;
mod watch;
mod workflow;

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

pub use batch::TrainAll;
pub use event::{Event, Events, Item};
pub use journal::{Journal, JournalStatus, StopReason};
pub use material::{Letter, LongRecording};
pub use outcome::{ActionNeeded, Outcome, Reason, Voice};
pub use plan::Plan;
pub use pool::{Follow, Followed, Pool, PoolBuilder, Resumed, Training};
pub use segments::{Mismatch, Segment, SegmentEvent, SegmentReport, Segments, UploadSegments};
pub use watch::{DeleteTraining, JournalLocation, Watch};

use self::event::Listeners;
use crate::{Client, Error};

impl Client {
    /// Trains a voice: checks the files, creates the job, uploads, submits, watches, and returns the voice.
    ///
    /// The returned future does nothing until it is awaited; see [`Train`] for a training in the background. Before
    /// anything is created, everything that can be checked is checked, as by [`preflight`](Self::preflight). A training
    /// can be stopped at any point and resumed by the same plan; after an error, [`Error::job_id`] has the job that
    /// exists.
    ///
    /// # Errors
    /// - [`ErrorKind::File`](crate::ErrorKind::File) if a file cannot be used, or differs from the one of an earlier
    ///   run,
    /// - [`ErrorKind::NoCredit`](crate::ErrorKind::NoCredit) if no credit is left,
    /// - [`ErrorKind::JournalInUse`](crate::ErrorKind::JournalInUse) if another process uses the journal,
    /// - [`ErrorKind::JournalUnavailable`](crate::ErrorKind::JournalUnavailable) if it cannot be read or written,
    /// - [`ErrorKind::JournalDamaged`](crate::ErrorKind::JournalDamaged) if it cannot be understood,
    /// - [`ErrorKind::JournalMismatch`](crate::ErrorKind::JournalMismatch) if it is of another training or contradicts
    ///   the plan,
    /// - [`ErrorKind::JobFailed`](crate::ErrorKind::JobFailed) if the service failed to train the voice,
    /// - [`ErrorKind::Stopped`](crate::ErrorKind::Stopped) if another process [deletes](Self::delete_training) the
    ///   training, whose journal is in a store,
    /// - any error of a call or an upload.
    pub fn train(&self, plan: Plan) -> Train {
        Train { client: self.clone(), plan, listeners: Listeners::default() }
    }
}

/// A training, returned by [`Client::train`].
///
/// It begins when it is awaited. Dropping the future stops the training where it is; a submitted job continues at the
/// service.
///
/// A `Train` is a builder, not a future: to train in the background, spawn a task with
/// [`into_future`](IntoFuture::into_future).
///
/// ```no_run
/// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
/// use metastudio_voice::training::Plan;
///
/// let plan = Plan::premium("Calm male voice", "recording.wav");
/// let training = tokio::spawn(client.train(plan).into_future());
/// // ... other work ...
/// let voice = training.await.expect("no panic")?.into_voice()?;
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing happens until it is awaited"]
pub struct Train {
    client: Client,
    plan: Plan,
    listeners: Listeners<Event>,
}

impl Train {
    /// Calls a function with each event as it happens. The training waits until the function returns.
    pub fn on_event(mut self, on_event: impl FnMut(Event) + Send + 'static) -> Self {
        self.listeners.set_callback(on_event);
        self
    }

    /// Returns the events as a stream, for another task or as the body of a response. It can be combined with
    /// [`on_event`](Self::on_event).
    pub fn events(mut self) -> (Self, Events) {
        let events = self.listeners.add_stream();
        (self, events)
    }
}

impl IntoFuture for Train {
    type Output = Result<Outcome, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let subject = trace::Subject::of_plan(&self.client, &self.plan);
        Box::pin(subject.trace(workflow::train(self.client, self.plan, self.listeners, None)))
    }
}

impl fmt::Debug for Train {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Train").field("plan", &self.plan).finish_non_exhaustive()
    }
}
