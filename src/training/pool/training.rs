//! The handle of a training in a pool, and the worker's side of it.

use std::fmt;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{Notify, mpsc};
use tracing::instrument::{Instrument, Instrumented, WithDispatch, WithSubscriber};
use tracing::{Dispatch, Span};

use crate::training::context::Context;
use crate::training::event::{Event, Events, Item, Listeners};
use crate::training::journal::{Journal, JournalStatus, StopReason};
use crate::training::outcome::Outcome;
use crate::training::plan::Plan;
use crate::training::store::Place;
use crate::training::trace::{self, Subject};
use crate::training::workflow::asked_to_stop;
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

    /// Returns how far the training is; [`JournalStatus::New`] before its journal was read.
    pub fn status(&self) -> JournalStatus {
        self.0.lock().status.unwrap_or(JournalStatus::New)
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
    /// - [`ErrorKind::Stopped`] if the training was [stopped](Self::stop), here or for its
    ///   [deletion](super::Pool::delete) by another process, if its pool was shut down or dropped, or if its code
    ///   panicked,
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
    pool: Weak<dyn Handles>,
}

/// What a training shall do, for the worker.
pub(super) enum Command {
    Start(Run, Work),
    /// Stop the training with this number, which was marked as stopping before.
    Stop(u64),
    ShutDown,
}

/// A training that has not begun.
pub(super) enum Work {
    /// A plan whose journal is opened when it begins.
    Plan(Box<Plan>),
    /// A training whose journal is open.
    Open(Box<Context>),
    /// A training whose job is submitted, which need not wait for its turn.
    Submitted(Box<Context>, JobId),
}

/// Keeps the handles of trainings.
pub(super) trait Handles: Send + Sync {
    /// Returns the training with this key.
    fn get(&self, key: &str) -> Option<Training>;

    /// Returns whether no training can be started any more.
    fn is_shut_down(&self) -> bool;

    /// Takes the key and the number of a training that has ended.
    fn ended(&self, key: &str, id: u64);
}

#[derive(Default)]
struct State {
    last: Option<Event>,
    job_id: Option<JobId>,
    status: Option<JournalStatus>,
    listeners: Listeners<Event>,
    progress: Throttle,
    is_stopping: bool,
    /// Whether another process has asked for the stop.
    is_asked: bool,
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
            state.status = state.status.max(Some(JournalStatus::Created));
        }
        if let Event::Submitted = event {
            state.status = Some(JournalStatus::Submitted);
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
pub(super) struct Run {
    record: Arc<Record>,
    span: Span,
    subscriber: Dispatch,
}

impl Run {
    pub(super) fn new(
        key: String,
        id: u64,
        commands: mpsc::UnboundedSender<Command>,
        pool: Weak<dyn Handles>,
    ) -> (Self, Training) {
        let record = Arc::new(Record { key, id, state: Mutex::default(), changed: Notify::new(), commands, pool });
        let subscriber = tracing::dispatcher::get_default(Dispatch::clone);
        (Self { record: Arc::clone(&record), span: Span::none(), subscriber }, Training(record))
    }

    /// Sets the span of the training.
    pub(super) fn set_subject(&mut self, subject: Subject) {
        self.span = subject.span_in_pool();
    }

    /// Returns a piece of the training's work, in its span and with the subscriber of its start.
    pub(super) fn traced<W: Future>(&self, work: W) -> WithDispatch<Instrumented<W>> {
        work.instrument(self.span.clone()).with_subscriber(self.subscriber.clone())
    }

    /// Does something in the training's span.
    pub(super) fn in_span(&self, work: impl FnOnce()) {
        tracing::dispatcher::with_default(&self.subscriber, || self.span.in_scope(work));
    }

    pub(super) fn id(&self) -> u64 {
        self.record.id
    }

    /// Returns the receivers of the training's events.
    pub(super) fn listeners(&self) -> Listeners<Event> {
        let record = Arc::clone(&self.record);
        let mut listeners = Listeners::default();
        listeners.set_callback(move |event| record.emit(event));
        listeners
    }

    /// Notes how far the training is.
    pub(super) fn note(&self, journal: &Journal) {
        let mut state = self.record.lock();
        (state.status, state.job_id) = (Some(journal.status()), journal.job_id().cloned().or(state.job_id.take()));
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.record.lock().is_stopping
    }

    /// Does a piece of the training's work; returns `None` if the training shall stop.
    pub(super) async fn unless_stopped<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.record.until(|state| state.is_stopping) => None,
            done = work => Some(done),
        }
    }

    /// Ends the training after its journal has become free.
    pub(super) async fn end_after(self, mut context: Context, outcome: Result<Outcome, Error>) {
        let free = async {
            if let (Place::Keyed(..), Some(reason)) = (context.place(), stop_reason(&outcome)) {
                // Without it, the training is tried again when everything unfinished is resumed, and ends again.
                let _ = context.record(|journal| journal.stopped = Some(reason)).await;
            }
            context.release().await;
        };
        // A journal that is not free in time becomes free later.
        let _ = tokio::time::timeout(RELEASED_WITHIN, free).await;
        self.note(context.journal());
        drop(context);
        trace::ended(&self.span, &outcome);
        self.record.end(outcome);
    }

    /// Ends the training, whose journal is not open.
    pub(super) fn end(self, outcome: Result<Outcome, Error>) {
        self.record.end(outcome);
    }

    /// Stops the training as [`Training::stop`] does when another process asks for its journal, which was opened just now.
    pub(super) fn stop_when_asked(&self, context: &Context) {
        let record = Arc::downgrade(&self.record);
        context.on_release_request(move || {
            let Some(record) = record.upgrade() else { return };
            record.lock().is_asked = true;
            record.request_stop();
            // The worker is gone if the pool was dropped, and with it the training.
            let _ = record.commands.send(Command::Stop(record.id));
        });
    }

    /// Returns the error of a training that was stopped.
    pub(super) fn stopped(&self) -> Error {
        let state = self.record.lock();
        if state.is_asked { asked_to_stop(state.job_id.as_ref()) } else { stopped(state.job_id.as_ref()) }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        let error = match std::thread::panicking() {
            false => self.stopped(),
            true => {
                let error = Error::new(ErrorKind::Stopped, "the training's code panicked");
                self.record.lock().job_id.as_ref().map_or_else(|| error.shared(), |id| error.shared().with_job_id(id))
            }
        };
        self.record.end(Err(error));
    }
}

/// Returns the reason why a training has ended for good, or waits for its owner.
fn stop_reason(outcome: &Result<Outcome, Error>) -> Option<StopReason> {
    let error = match outcome {
        Ok(Outcome::ActionNeeded(needed)) => {
            return Some(StopReason { kind: ErrorKind::ActionNeeded, message: needed.summary() });
        }
        Ok(_) => return None,
        Err(error) => error,
    };
    let may_pass = error.is_transient() || error.is_auth() || error.is_permission() || error.is_in_doubt();
    let is_final = matches!(
        error.kind(),
        ErrorKind::File
            | ErrorKind::InvalidRequest
            | ErrorKind::JobFailed
            | ErrorKind::JournalMismatch
            | ErrorKind::Refused
            | ErrorKind::Timeout
    );
    (is_final && !may_pass).then(|| StopReason { kind: error.kind(), message: error.to_string() })
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
