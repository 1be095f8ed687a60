//! Trains many voices at once: a few at a time until each is submitted; all submitted jobs are watched together.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::num::NonZeroUsize;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;
use tokio::task::{JoinError, JoinSet};

use super::event::{Events, Listeners};
use super::{Event, Outcome, Plan, other_trainings, trace, workflow};
use crate::{Client, Error, ErrorKind};

/// The default number of trainings that are checked, created, uploaded and submitted at a time. It must not be more
/// than five: with wrong keys each training sends one wrong signature, and more than five in a row lock the key.
const DEFAULT_CONCURRENCY: usize = 4;

impl Client {
    /// Trains many voices, each with a journal of its own. A training that fails does not stop the others.
    ///
    /// The returned future does nothing until it is awaited. Its result has an outcome for each plan, in the same
    /// order.
    ///
    /// ```no_run
    /// # async fn sample(client: metastudio_voice::Client) {
    /// use metastudio_voice::training::Plan;
    ///
    /// let plans = ["anna", "ben"].map(|name| Plan::premium(name, format!("{name}.wav")));
    /// for outcome in client.train_all(plans).on_event(|n, event| println!("{n}: {event}")).await {
    ///     match outcome {
    ///         Ok(outcome) => println!("{outcome:?}"),
    ///         Err(error) => eprintln!("{error}"),
    ///     }
    /// }
    /// # }
    /// ```
    ///
    /// A few trainings at a time are brought to their submission ([`TrainAll::concurrency`]); submitted jobs are
    /// watched together. Build the client with [`enforce_rate_limits`](crate::ClientBuilder::enforce_rate_limits), so
    /// that many trainings keep within the service's limits.
    ///
    /// To train in the background, spawn a task:
    ///
    /// ```no_run
    /// # async fn sample(client: metastudio_voice::Client, plans: Vec<metastudio_voice::training::Plan>) {
    /// let (trainings, mut events) = client.train_all(plans).events();
    /// let outcomes = tokio::spawn(trainings.into_future());
    /// while let Some((position, event)) = events.next().await {
    ///     println!("{position}: {event}");
    /// }
    /// let outcomes = outcomes.await.expect("no panic");
    /// # }
    /// ```
    pub fn train_all(&self, plans: impl IntoIterator<Item = Plan>) -> TrainAll {
        TrainAll {
            client: self.clone(),
            plans: plans.into_iter().collect(),
            concurrency: DEFAULT_CONCURRENCY,
            listeners: Listeners::default(),
        }
    }
}

/// A batch of trainings, returned by [`Client::train_all`]. It begins when it is awaited; in a task of its own by
/// `tokio::spawn(batch.into_future())`. Dropping the future stops every training where it is; submitted jobs continue
/// at the service.
#[must_use = "nothing happens until it is awaited"]
pub struct TrainAll {
    client: Client,
    plans: Vec<Plan>,
    concurrency: usize,
    listeners: Listeners<(usize, Event)>,
}

impl TrainAll {
    /// Sets the number of trainings that are checked, created, uploaded and submitted at a time. The default is 4.
    pub fn concurrency(mut self, concurrency: NonZeroUsize) -> Self {
        self.concurrency = concurrency.get();
        self
    }

    /// Calls a function with each event of a training, and with the position of its plan, from 0.
    pub fn on_event(mut self, mut on_event: impl FnMut(usize, Event) + Send + 'static) -> Self {
        self.listeners.set_callback(move |(position, event)| on_event(position, event));
        self
    }

    /// Returns the events as a stream, each with the position of its plan, from 0. It can be combined with
    /// [`on_event`](Self::on_event).
    pub fn events(mut self) -> (Self, Events<(usize, Event)>) {
        let events = self.listeners.add_stream();
        (self, events)
    }

    async fn run(self) -> Vec<Result<Outcome, Error>> {
        // A training that waits for its turn may have a job already, which no other training must take for its own.
        let plans = self.plans.clone();
        let registered =
            tokio::task::spawn_blocking(move || other_trainings::register_all(plans.iter().map(Plan::journal_place)));
        // An error means that the runtime is shutting down, and this future with it.
        let _ = registered.await;
        let slots = Arc::new(Semaphore::new(self.concurrency));
        let credentials_refused = Arc::new(AtomicBool::new(false));
        let listeners = Arc::new(Mutex::new(self.listeners));
        let mut outcomes: Vec<Option<Result<Outcome, Error>>> = self.plans.iter().map(|_| None).collect();
        let mut trainings = JoinSet::new();
        for (position, plan) in self.plans.into_iter().enumerate() {
            let (client, slots, credentials_refused) =
                (self.client.clone(), slots.clone(), credentials_refused.clone());
            let shared = Arc::clone(&listeners);
            let mut own_listeners = Listeners::default();
            own_listeners.set_callback(move |event| {
                shared.lock().unwrap_or_else(PoisonError::into_inner).emit((position, event))
            });
            trainings.spawn(trace::in_this_span(async move {
                (position, train_one(client, plan, own_listeners, &slots, &credentials_refused).await)
            }));
        }
        while let Some(ended) = trainings.join_next().await {
            match ended.map_err(JoinError::try_into_panic) {
                Ok((position, outcome)) => outcomes[position] = Some(outcome),
                // The caller's own code panicked, such as the function that is called with events.
                Err(Ok(panic)) => std::panic::resume_unwind(panic),
                // The runtime is shutting down, and this future with it.
                Err(Err(_)) => {}
            }
        }
        let stopped = || Err(Error::new(ErrorKind::JournalUnavailable, "the runtime has stopped"));
        outcomes.into_iter().map(|outcome| outcome.unwrap_or_else(stopped)).collect()
    }
}

/// Runs one training of the batch, when its turn has come.
async fn train_one(
    client: Client,
    plan: Plan,
    listeners: Listeners<Event>,
    slots: &Arc<Semaphore>,
    credentials_refused: &AtomicBool,
) -> Result<Outcome, Error> {
    let slot = slots.clone().acquire_owned().await.ok();
    if credentials_refused.load(Ordering::Relaxed) {
        let message = "the training was not begun: another training of the batch was refused with the same credentials";
        return Err(Error::new(ErrorKind::Credentials, message)
            .with_advice("nothing was created for this training: correct the credentials, and run the batch again"));
    }
    let subject = trace::Subject::of_plan(&client, &plan);
    let outcome = subject.trace(workflow::train(client, plan, listeners, slot)).await;
    if outcome.as_ref().is_err_and(Error::is_auth) {
        credentials_refused.store(true, Ordering::Relaxed);
    }
    outcome
}

impl IntoFuture for TrainAll {
    type Output = Vec<Result<Outcome, Error>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for TrainAll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TrainAll").field("plans", &self.plans).finish_non_exhaustive()
    }
}
