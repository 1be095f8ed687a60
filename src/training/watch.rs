//! Watches a training by its journal alone: in another process, or without the files.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::time::Duration;

use super::context::{Context, service};
use super::event::Listeners;
use super::journal::Journal;
use super::journal_store::{blocking, check_service};
use super::stages::wait;
use super::{Event, Events, Outcome, Plan};
use crate::{Client, Error, ErrorKind};

impl Client {
    /// Watches the submitted job of a journal until it ends.
    ///
    /// It needs no files, takes no lock and writes nothing, so it works whether the process that trains is running or
    /// not.
    ///
    /// ```no_run
    /// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
    /// let outcome = client.watch("recording.wav.training.json").on_event(|event| println!("{event}")).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// - [`ErrorKind::JournalUnavailable`] if there is no journal or it cannot be read,
    /// - [`ErrorKind::JournalDamaged`] if it cannot be understood,
    /// - [`ErrorKind::JournalMismatch`] if it has no submitted job, or its job is at another host or in another project
    ///   than the client's,
    /// - any error of [`train`](Self::train) after the submission.
    pub fn watch(&self, journal: impl AsRef<Path>) -> Watch {
        Watch {
            client: self.clone(),
            journal: journal.as_ref().to_owned(),
            poll_interval: None,
            deadline: None,
            listeners: Listeners::default(),
        }
    }
}

/// A watch on a submitted job, returned by [`Client::watch`]. It begins when it is awaited. Dropping it stops only the
/// watching.
#[must_use = "nothing happens until it is awaited"]
pub struct Watch {
    client: Client,
    journal: PathBuf,
    poll_interval: Option<Duration>,
    deadline: Option<Duration>,
    listeners: Listeners<Event>,
}

impl Watch {
    /// Calls a function with each new state of the job, and with each transient error.
    pub fn on_event(mut self, on_event: impl FnMut(Event) + Send + 'static) -> Self {
        self.listeners.set_callback(on_event);
        self
    }

    /// Returns the events as a stream, as [`Train::events`](super::Train::events) does.
    pub fn events(mut self) -> (Self, Events) {
        let events = self.listeners.add_stream();
        (self, events)
    }

    /// Sets the interval between two queries of the job's state, as [`Plan::poll_interval`] does.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.poll_interval = Some(interval);
        self
    }

    /// Sets how long the job may take after its submission, as [`Plan::deadline`] does.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    async fn run(self) -> Result<Outcome, Error> {
        let (path, service) = (self.journal, service(&self.client)?);
        let journal = blocking(move || {
            let journal = Journal::read(&path)?;
            check_service(&path, &journal, &service)?;
            Ok(journal)
        });
        let journal = journal.await?;
        let (Some(id), Some(_)) = (journal.job_id.clone(), journal.submission.submitted_at) else {
            return Err(Error::new(ErrorKind::JournalMismatch, "the journal has no submitted job")
                .with_advice("there is nothing to watch yet: run its plan first (Client::train)"));
        };
        let mut plan = Plan::premium(&*journal.voice_name, "");
        plan.poll_interval = self.poll_interval.unwrap_or(plan.poll_interval);
        plan.deadline = self.deadline.unwrap_or(plan.deadline);
        let mut context = Context::read_only(self.client, plan, journal, self.listeners);
        wait::wait(&mut context, &id).await.map_err(|error| error.with_job_id(&id))
    }
}

impl IntoFuture for Watch {
    type Output = Result<Outcome, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch").field("journal", &self.journal).finish_non_exhaustive()
    }
}
