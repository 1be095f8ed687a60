//! The handle of a training in a pool, and the worker's side of it.

use std::fmt;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{Notify, mpsc};

use crate::training::context::Context;
use crate::training::event::{Event, Events, Item, Listeners};
use crate::training::outcome::Outcome;
use crate::training::plan::Plan;
use crate::types::JobId;
use crate::upload::Progress;
use crate::{Error, ErrorKind};

/// The time that a journal gets to become free.
const RELEASED_WITHIN: Duration = Duration::from_secs(5);

/// A training of a [`Pool`](super::Pool), returned by [`Pool::start`](super::Pool::start).
///
/// It is a handle: all clones are the same training, and dropping them stops nothing.
///
/// ```no_run
/// # async fn sample(pool: metastudio_voice::training::Pool) -> Result<(), metastudio_voice::Error> {
/// use metastudio_voice::training::Plan;
///
/// let training = pool.start("order-17", Plan::premium("Calm male voice", "recording.wav")).await?;
/// let mut events = training.events();
/// tokio::spawn(async move {
///     while let Some(event) = events.next().await {
///         println!("{event}");
///     }
/// });
/// let voice = training.outcome().await?.into_voice()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Training(pub(super) Arc<Record>);

impl Training {
    /// Returns the key under which the training was started.
    pub fn key(&self) -> &str {
        &self.0.key
    }

    /// Returns the events as a stream, which begins with the last event. There can be any number of streams.
    ///
    /// The stream is `'static` and ends with the training, so it can be the body of a response with server-sent events.
    /// Dropping it stops nothing. A file gives about 100 events of progress at most.
    pub fn events(&self) -> Events {
        self.0.events()
    }

    /// Returns the last event; `None` before the training has begun.
    pub fn last_event(&self) -> Option<Event> {
        self.0.lock().last.clone()
    }

    /// Returns the id of the job, once the job is known to exist.
    pub fn job_id(&self) -> Option<JobId> {
        self.0.lock().job_id.clone()
    }

    /// Returns whether the training has ended or was stopped, so that [`outcome`](Self::outcome) returns at once.
    pub fn has_ended(&self) -> bool {
        self.0.lock().outcome.is_some()
    }

    /// Waits for the end of the training. Any number of tasks can wait, and each gets the outcome. When it returns, the
    /// journal is free.
    ///
    /// # Errors
    /// - any error of [`Client::train`](crate::Client::train),
    /// - [`ErrorKind::Stopped`] if the training was [stopped](Self::stop) or its pool was shut down or dropped, or if
    ///   its code panicked,
    /// - [`ErrorKind::Credentials`] if it was not begun because the service has just refused the pool's credentials.
    pub async fn outcome(&self) -> Result<Outcome, Error> {
        self.0.ended().await;
        match &self.0.lock().outcome {
            Some(Ok(outcome)) => Ok(outcome.clone()),
            Some(Err(error)) => Err(error.shared()),
            // `ended` has waited for it.
            None => Err(stopped(None)),
        }
    }

    /// Stops the training, whether it is queued, uploads or watches its job. When it returns, the journal is free and
    /// nothing more is sent for this training.
    ///
    /// A submitted job goes on at the service. The same plan, started again, resumes the training where it was stopped.
    /// Stopping a training that has ended has no effect.
    pub async fn stop(&self) {
        self.0.request_stop();
        // The worker is gone if the pool was dropped, and with it the training.
        let _ = self.0.commands.send(Command::Stop(self.0.id));
        self.0.ended().await;
    }
}

impl fmt::Debug for Training {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.0.lock();
        f.debug_struct("Training")
            .field("key", &self.0.key)
            .field("job_id", &state.job_id.as_ref().map(|id| &***id))
            .field("has_ended", &state.outcome.is_some())
            .finish_non_exhaustive()
    }
}

/// The state that the handles and the worker share.
pub(super) struct Record {
    pub(super) key: String,
    pub(super) id: u64,
    state: Mutex<State>,
    /// Notified when the training has ended, and when it shall stop.
    changed: Notify,
    commands: mpsc::UnboundedSender<Command>,
    pool: Weak<dyn Keeper>,
}

/// What a training shall do, for the worker.
pub(super) enum Command {
    Start(Run, Box<Plan>),
    /// Stop the training with this number, which was marked as stopping before.
    Stop(u64),
    ShutDown,
}

/// Keeps the handles of trainings.
pub(super) trait Keeper: Send + Sync {
    /// Takes the key and the number of a training that has ended.
    fn ended(&self, key: &str, id: u64);
}

#[derive(Default)]
struct State {
    last: Option<Event>,
    job_id: Option<JobId>,
    listeners: Listeners<Event>,
    progress: Throttle,
    is_stopping: bool,
    outcome: Option<Result<Outcome, Error>>,
}

impl Record {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn events(&self) -> Events {
        let mut state = self.lock();
        let last = state.last.clone();
        match state.outcome {
            Some(_) => Listeners::default().add_stream_after(last),
            None => state.listeners.add_stream_after(last),
        }
    }

    fn emit(&self, event: Event) {
        let mut state = self.lock();
        if !state.progress.lets_pass(&event) {
            return;
        }
        if let Event::Created { job_id } | Event::Resumed { job_id } | Event::Recovered { job_id } = &event {
            state.job_id = Some(job_id.clone());
        }
        state.last = Some(event.clone());
        state.listeners.emit(event);
    }

    pub(super) fn request_stop(&self) {
        self.lock().is_stopping = true;
        self.changed.notify_waiters();
    }

    pub(super) async fn ended(&self) {
        self.until(|state| state.outcome.is_some()).await;
    }

    async fn until(&self, is_so: impl Fn(&State) -> bool) {
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            if is_so(&self.lock()) {
                return;
            }
            changed.await;
        }
    }

    fn end(&self, outcome: Result<Outcome, Error>) {
        let listeners = {
            let mut state = self.lock();
            if state.outcome.is_some() {
                return;
            }
            state.outcome = Some(outcome);
            std::mem::take(&mut state.listeners)
        };
        if let Some(pool) = self.pool.upgrade() {
            pool.ended(&self.key, self.id);
        }
        self.changed.notify_waiters();
        // The streams end here.
        drop(listeners);
    }
}

/// The worker's side of a training: whoever owns it carries the training on. Dropping it ends the training as stopped.
pub(super) struct Run(Arc<Record>);

impl Run {
    pub(super) fn new(
        key: String,
        id: u64,
        commands: mpsc::UnboundedSender<Command>,
        pool: Weak<dyn Keeper>,
    ) -> (Self, Training) {
        let record = Arc::new(Record { key, id, state: Mutex::default(), changed: Notify::new(), commands, pool });
        (Self(Arc::clone(&record)), Training(record))
    }

    pub(super) fn id(&self) -> u64 {
        self.0.id
    }

    /// Returns the receivers of the training's events.
    pub(super) fn listeners(&self) -> Listeners<Event> {
        let record = Arc::clone(&self.0);
        let mut listeners = Listeners::default();
        listeners.set_callback(move |event| record.emit(event));
        listeners
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.0.lock().is_stopping
    }

    /// Does a piece of the training's work; returns `None` if the training shall stop.
    pub(super) async fn unless_stopped<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.0.until(|state| state.is_stopping) => None,
            done = work => Some(done),
        }
    }

    /// Ends the training after its journal has become free.
    pub(super) async fn end_after(self, context: Context, outcome: Result<Outcome, Error>) {
        // A journal that is not free in time becomes free later.
        let _ = tokio::time::timeout(RELEASED_WITHIN, context.close()).await;
        self.0.end(outcome);
    }

    /// Ends the training, whose journal is not open.
    pub(super) fn end(self, outcome: Result<Outcome, Error>) {
        self.0.end(outcome);
    }

    /// Ends the training as stopped.
    pub(super) fn end_stopped(self) {
        let error = self.stopped();
        self.0.end(Err(error));
    }

    /// Returns the error of a training that was stopped.
    pub(super) fn stopped(&self) -> Error {
        stopped(self.0.lock().job_id.as_ref())
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        let error = match std::thread::panicking() {
            false => self.stopped(),
            true => {
                let error = Error::new(ErrorKind::Stopped, "the training's code panicked");
                self.0.lock().job_id.as_ref().map_or_else(|| error.shared(), |id| error.shared().with_job_id(id))
            }
        };
        self.0.end(Err(error));
    }
}

fn stopped(job_id: Option<&JobId>) -> Error {
    let error = Error::new(ErrorKind::Stopped, "the training was stopped");
    let error = error.with_advice("start the same plan again to resume it; a submitted job goes on at the service");
    match job_id {
        Some(id) => error.with_job_id(id),
        None => error,
    }
}

/// Lets about 100 events of progress pass for each file.
#[derive(Default)]
struct Throttle {
    /// The file, where `None` is the reading before all uploads, and its last hundredth.
    last: Option<(Option<Item>, u64)>,
}

impl Throttle {
    fn lets_pass(&mut self, event: &Event) -> bool {
        let (file, Progress { done, total, .. }) = match event {
            Event::Reading { progress } => (None, *progress),
            Event::Uploading { item, progress } => (Some(*item), *progress),
            _ => return true,
        };
        let hundredth = u128::from(done) * 100 / u128::from(total.max(1));
        let now = Some((file, u64::try_from(hundredth).unwrap_or(u64::MAX)));
        let passes = self.last != now;
        self.last = now;
        passes
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn progress(done: u64, total: u64) -> Progress {
        serde_json::from_value(json!({"done": done, "total": total})).expect("progress")
    }

    #[test]
    fn each_attempt_of_a_file_gives_about_100_events_of_progress_with_its_first_and_last_one() {
        let mut throttle = Throttle::default();
        let attempt: Vec<Event> = (0..=10_000)
            .map(|done| Event::Uploading { item: Item::Recording, progress: progress(done, 10_000) })
            .collect();
        for _ in 0..2 {
            let passed: Vec<&Event> = attempt.iter().filter(|event| throttle.lets_pass(event)).collect();
            assert_eq!(passed.len(), 101);
            for (event, expected) in [(passed[0], 0), (passed[100], 10_000)] {
                assert!(matches!(event, Event::Uploading { progress, .. } if progress.done == expected));
            }
        }
    }

    #[test]
    fn the_progress_of_another_file_and_all_other_events_pass() {
        let mut throttle = Throttle::default();
        let at = |item| Event::Uploading { item, progress: progress(1, 1_000) };
        let reading = Event::Reading { progress: progress(0, 0) };
        for event in [&reading, &at(Item::Letter), &at(Item::Recording), &Event::Submitted, &Event::Submitted] {
            assert!(throttle.lets_pass(event), "{event}");
        }
        assert!(!throttle.lets_pass(&at(Item::Recording)));
    }
}
