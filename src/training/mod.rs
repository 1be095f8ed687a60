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
//! Submitting a job spends a training credit. Training takes days: whoever awaits it must stay alive that long.

mod checks;
mod event;
mod outcome;
mod plan;
mod recording;
mod run;
mod segments;
mod uploads;
mod watch;

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

pub use event::{Event, Item};
pub use outcome::{ActionNeeded, Outcome, Reason, Voice};
pub use plan::Plan;
pub use recording::Recording;
pub use segments::{Mismatch, SegmentEvent, Segmented, Sentence, Sentences, UploadSegments};

use crate::{Client, Error};

impl Client {
    /// Trains a voice: checks the files, creates the job, uploads, submits, watches, and gives the voice.
    ///
    /// Nothing is created before everything that can be checked is checked. When it fails later,
    /// [`Error::job_id`] tells which job exists.
    ///
    /// # Errors
    /// [`ErrorKind::File`](crate::ErrorKind::File) when a file cannot be used,
    /// [`ErrorKind::JobFailed`](crate::ErrorKind::JobFailed) when training failed, and whatever a call or an upload
    /// can fail with.
    pub fn train(&self, plan: Plan) -> Training {
        Training { client: self.clone(), plan, on_event: Box::new(|_| ()) }
    }
}

/// A training, which begins when it is awaited. Dropping it stops watching; a submitted job goes on.
#[must_use = "nothing happens until it is awaited"]
pub struct Training {
    client: Client,
    plan: Plan,
    on_event: Box<dyn FnMut(Event) + Send>,
}

impl Training {
    /// Called with everything that happens, as it happens.
    pub fn on_event(mut self, on_event: impl FnMut(Event) + Send + 'static) -> Self {
        self.on_event = Box::new(on_event);
        self
    }
}

impl IntoFuture for Training {
    type Output = Result<Outcome, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(run::run(self.client, self.plan, self.on_event))
    }
}

impl fmt::Debug for Training {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Training").field("plan", &self.plan).finish_non_exhaustive()
    }
}
