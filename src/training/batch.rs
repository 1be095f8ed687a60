//! Many trainings at once: a few at a time until each is submitted, and all of them watched.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::num::NonZeroUsize;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;
use tokio::task::{JoinError, JoinSet};

use super::events::{Events, Listeners};
use super::{Event, Outcome, Plan, other_trainings, workflow};
use crate::{Client, Error, ErrorKind};

/// How many are checked, created, uploaded and submitted at a time, unless said otherwise. Not more: when the keys are
/// wrong, each makes one wrong signature, and more than five in a row lock a key.
const CONCURRENCY: usize = 4;

impl Client {
    /// Trains many voices, each with a journal of its own. One that fails does not stop the others.
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
    /// A few are under way at a time until their submission ([`TrainAll::concurrency`]); submitted jobs are watched
    /// together. Build the client with [`enforce_rate_limits`](crate::ClientBuilder::enforce_rate_limits), so that many trainings keep to
    /// the service's limits.
    pub fn train_all(&self, plans: impl IntoIterator<Item = Plan>) -> TrainAll {
        TrainAll {
            client: self.clone(),
            plans: plans.into_iter().collect(),
            concurrency: CONCURRENCY,
            listeners: Listeners::default(),
        }
    }
}

/// Many trainings, which begin when they are awaited. Dropping them stops them all, each where it is.
#[must_use = "nothing happens until it is awaited"]
pub struct TrainAll {
    client: Client,
    plans: Vec<Plan>,
    concurrency: usize,
    listeners: Listeners<(usize, Event)>,
}

impl TrainAll {
    /// How many are checked, created, uploaded and submitted at a time; 4 unless given.
    pub fn concurrency(mut self, concurrency: NonZeroUsize) -> Self {
        self.concurrency = concurrency.get();
        self
    }

    /// Calls this function with the position of a plan, from 0, and with each event of its training.
    pub fn on_event(mut self, mut on_event: impl FnMut(usize, Event) + Send + 'static) -> Self {
        self.listeners.set_callback(move |(position, event)| on_event(position, event));
        self
    }

    /// Returns the events as a stream, too, each with the position of its plan, from 0.
    pub fn events(mut self) -> (Self, Events<(usize, Event)>) {
        let events = self.listeners.add_stream();
        (self, events)
    }

    async fn run(self) -> Vec<Result<Outcome, Error>> {
        // One that has not begun yet may have a job already, which must not be taken for another's.
        let plans = self.plans.clone();
        let noted = tokio::task::spawn_blocking(move || {
            other_trainings::register_all(plans.iter().filter_map(Plan::journal_path))
        });
        // It is a precaution: if the runtime is about to end, so is this future.
        let _ = noted.await;
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
            trainings.spawn(async move {
                (position, train_one(client, plan, own_listeners, &slots, &credentials_refused).await)
            });
        }
        while let Some(ended) = trainings.join_next().await {
            match ended.map_err(JoinError::try_into_panic) {
                Ok((position, outcome)) => outcomes[position] = Some(outcome),
                // Of the caller's own code, such as what is called with events.
                Err(Ok(panic)) => std::panic::resume_unwind(panic),
                // The runtime is about to end, and this future with it.
                Err(Err(_)) => {}
            }
        }
        let stopped = || Err(Error::new(ErrorKind::JournalUnavailable, "the runtime has stopped"));
        outcomes.into_iter().map(|outcome| outcome.unwrap_or_else(stopped)).collect()
    }
}

/// One of them, when its turn has come.
async fn train_one(
    client: Client,
    plan: Plan,
    listeners: Listeners<Event>,
    slots: &Arc<Semaphore>,
    credentials_refused: &AtomicBool,
) -> Result<Outcome, Error> {
    let slot = slots.clone().acquire_owned().await.ok();
    if credentials_refused.load(Ordering::Relaxed) {
        let message = "not begun: the credentials were refused when another training of the batch used them";
        return Err(Error::new(ErrorKind::Credentials, message).with_advice("nothing was created for this one"));
    }
    let outcome = workflow::train(client, plan, listeners, slot).await;
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
