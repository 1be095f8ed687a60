//! A training by its journal alone, in another process or without the files: it is watched, or deleted.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::context::{Context, service};
use super::event::Listeners;
use super::journal::Journal;
use super::stages::wait::{self, is_gone};
use super::store::{HeldJournal, JournalStore, Keeper, Place, check_service};
use super::{Event, Events, Outcome, Plan, other_trainings, trace};
use crate::{Client, Error, ErrorKind};

/// The place of a journal: a file, or a store with a key.
///
/// ```
/// use std::sync::Arc;
/// use metastudio_voice::training::JournalLocation;
/// use metastudio_voice::training::store::FileStore;
///
/// let file = JournalLocation::from("recording.wav.training.json");
/// let stored = JournalLocation::in_store(Arc::new(FileStore::folder("/var/voices")), "order-17");
/// ```
#[derive(Clone)]
pub struct JournalLocation {
    place: Place,
}

impl JournalLocation {
    /// Creates the place of a journal in a store.
    pub fn in_store(store: Arc<dyn JournalStore>, key: impl Into<String>) -> Self {
        Self { place: Place::Keyed(Keeper::new(store), key.into()) }
    }
}

impl<P: AsRef<Path>> From<P> for JournalLocation {
    fn from(path: P) -> Self {
        Self { place: Place::File(path.as_ref().to_owned()) }
    }
}

impl fmt::Debug for JournalLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("JournalLocation").field(&self.place.describe()).finish()
    }
}

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
    /// The journal is a path or, if it is in a store, a [`JournalLocation`].
    ///
    /// # Errors
    /// - [`ErrorKind::JournalUnavailable`] if there is no journal or it cannot be read,
    /// - [`ErrorKind::JournalDamaged`] if it cannot be understood,
    /// - [`ErrorKind::JournalMismatch`] if it has no submitted job, or its job is at another host or in another project
    ///   than the client's,
    /// - any error of [`train`](Self::train) after the submission.
    pub fn watch(&self, journal: impl Into<JournalLocation>) -> Watch {
        Watch {
            client: self.clone(),
            journal: journal.into(),
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
    journal: JournalLocation,
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
        let (place, service) = (self.journal.place, service(&self.client)?);
        let journal = place.load_existing().await?;
        check_service(&place, &journal, &service)?;
        trace::journal(&self.client, &journal);
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
        Box::pin(trace::Subject::of_journal(&self.client, &self.journal.place).trace(self.run()))
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch").field("journal", &self.journal).finish_non_exhaustive()
    }
}

impl Client {
    /// Deletes the job of a journal at the service, and then the journal.
    ///
    /// The same plan, run again, creates another job, whose submission costs another credit. A job that does not exist
    /// any more counts as deleted. The recording, the letter, and a voice in the asset library stay.
    ///
    /// A process that trains with a journal in a [store](JournalLocation::in_store) is asked to stop, and waited for: up to
    /// the duration of a lease, a minute. A training whose journal is a file of its own is not disturbed.
    ///
    /// ```no_run
    /// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
    /// client.delete_training("recording.wav.training.json").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// - [`ErrorKind::JournalUnavailable`] if there is no journal or it cannot be read,
    /// - [`ErrorKind::JournalInUse`] if a training uses it, and in a store has not stopped within the time,
    /// - [`ErrorKind::JournalMismatch`] if its job is at another host or in another project than the client's, or if a
    ///   create request got no response, so that the job is not known: run the plan first, which searches for the job,
    /// - any error of the call. It is not documented whether the service deletes a job in each of its states.
    ///
    /// After an error the journal stays.
    pub fn delete_training(&self, journal: impl Into<JournalLocation>) -> DeleteTraining {
        DeleteTraining { client: self.clone(), journal: journal.into() }
    }
}

/// The deletion of a training, returned by [`Client::delete_training`]. It begins when it is awaited.
#[must_use = "nothing happens until it is awaited"]
pub struct DeleteTraining {
    client: Client,
    journal: JournalLocation,
}

impl DeleteTraining {
    async fn run(self) -> Result<(), Error> {
        delete(&self.client, self.journal.place).await
    }
}

/// Deletes the job of a journal at the service, and then the journal.
pub(super) async fn delete(client: &Client, place: Place) -> Result<(), Error> {
    let service = service(client)?;
    // Another process has deleted the training.
    let Some(held) = HeldJournal::take_over(place).await? else { return Ok(()) };
    check_service(held.place(), held.journal(), &service)?;
    let Journal { job_id: known, pending_create, .. } = held.journal();
    match known.clone() {
        Some(id) => match client.delete_voice_training_job().job_id(id.clone()).send().await {
            Ok(_) => {}
            Err(error) if is_gone(&error) => {}
            Err(error) => {
                return Err(error.with_job_id(&id).and_advice("the journal was kept: delete the training again"));
            }
        },
        None if pending_create.is_some() => {
            let message = "the journal has a create request without a response: whether there is a job is unknown";
            return Err(Error::new(ErrorKind::JournalMismatch, message)
                .with_advice("run its plan first (Client::train), which searches for the job"));
        }
        None => {}
    }
    let id = other_trainings::training_id(held.place());
    held.remove().await?;
    other_trainings::forget(&id);
    Ok(())
}

impl IntoFuture for DeleteTraining {
    type Output = Result<(), Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for DeleteTraining {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeleteTraining").field("journal", &self.journal).finish_non_exhaustive()
    }
}
