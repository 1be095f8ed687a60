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
//! # What survives what
//! A [journal](Plan::journal) beside the recording is written before and after each step that changes something. After
//! a crash, a kill or a week the same plan is simply run again: it goes on where it was.
//!
//! ```text
//!   check ──▶ create ──▶ upload letter ──▶ upload recording ──▶ submit ──▶ watch ──▶ voice
//!     │          │                                                │          │
//!     │          └ no answer? look for the job first              │          ├──▶ failed: an error, the job is over
//!     │            (ListVoiceTrainingJob), then create again      │          │
//!     │                                                           │          └──▶ action needed: the review's reasons,
//!     └ nothing exists at the service yet                         │                 file by file
//!                                                                 │                    │ Plan::resubmit
//!                 no answer? look at the job's state and log ─────┘                    ▼
//!                                                                    upload and submit to the same job
//! ```
//!
//! | the journal says | so the next run |
//! |---|---|
//! | nothing, or there is none | checks the files and creates the job |
//! | a creation without an answer | looks for the job, and creates one only if there is none |
//! | a job | uploads what has not been uploaded; refuses a recording that is another one; submits corrected details |
//! | a submission without an answer | looks whether it was carried out, and submits only if it was not |
//! | a submitted job | watches it; the files are not needed any more, and other ones are refused |
//! | a voice | gives the voice |
//!
//! What the states of a job mean stands at [`JobState::lifecycle`](crate::types::JobState::lifecycle): an unknown state
//! is waited for, until the [deadline](Plan::deadline).
//!
//! Submitting a job spends a training credit. Training takes days, which need not be awaited in one process:
//! [`Client::watch`] watches from the journal alone.

mod batch;
mod context;
mod delete;
mod details;
mod digests;
mod event;
mod events;
mod journal;
mod journal_store;
mod material;
mod other_trainings;
mod outcome;
mod ownership;
mod plan;
pub mod preflight;
mod segments;
mod stages;
mod watch;
mod workflow;

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

pub use batch::TrainAll;
pub use delete::DeleteTraining;
pub use event::{Event, Item};
pub use events::Events;
pub use journal::Journal;
pub use material::LongRecording;
pub use outcome::{ActionNeeded, Outcome, Reason, Voice};
pub use plan::Plan;
pub use segments::{Mismatch, Segment, SegmentEvent, SegmentReport, Segments, UploadSegments};
pub use watch::Watch;

use self::events::Listeners;
use crate::{Client, Error};

impl Client {
    /// Trains a voice: checks the files, creates the job, uploads, submits, watches, and gives the voice.
    ///
    /// Nothing is created before everything that can be checked is checked, as [`preflight`](Self::preflight) does. When
    /// it fails later, [`Error::job_id`] tells which job exists, and the same plan goes on with it: it may be stopped
    /// anywhere and run again.
    ///
    /// # Errors
    /// [`ErrorKind::File`](crate::ErrorKind::File) when a file cannot be used or is not the one from before,
    /// [`ErrorKind::NoCredit`](crate::ErrorKind::NoCredit) when no credit is left,
    /// [`ErrorKind::JournalInUse`](crate::ErrorKind::JournalInUse) when another process has the journal,
    /// [`ErrorKind::JournalUnavailable`](crate::ErrorKind::JournalUnavailable) when it cannot be read or written,
    /// [`ErrorKind::JournalDamaged`](crate::ErrorKind::JournalDamaged) when it cannot be understood,
    /// [`ErrorKind::JournalMismatch`](crate::ErrorKind::JournalMismatch) when it is about another training or contradicts the
    /// plan,
    /// [`ErrorKind::JobFailed`](crate::ErrorKind::JobFailed) when training failed, and whatever a call or an upload
    /// can fail with.
    pub fn train(&self, plan: Plan) -> Train {
        Train { client: self.clone(), plan, listeners: Listeners::default() }
    }
}

/// A training, which begins when it is awaited. Dropping it stops it where it is; a submitted job goes on.
#[must_use = "nothing happens until it is awaited"]
pub struct Train {
    client: Client,
    plan: Plan,
    listeners: Listeners<Event>,
}

impl Train {
    /// Calls this function with each event, as it happens. The training waits until the function returns.
    pub fn on_event(mut self, on_event: impl FnMut(Event) + Send + 'static) -> Self {
        self.listeners.set_callback(on_event);
        self
    }

    /// Returns the events as a stream, too: for another task, or as the body of a response.
    pub fn events(mut self) -> (Self, Events) {
        let events = self.listeners.add_stream();
        (self, events)
    }
}

impl IntoFuture for Train {
    type Output = Result<Outcome, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(workflow::train(self.client, self.plan, self.listeners, None))
    }
}

impl fmt::Debug for Train {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Train").field("plan", &self.plan).finish_non_exhaustive()
    }
}
