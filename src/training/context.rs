//! The context of a training under way: the client, the plan, the journal, the events, and the failures that a step
//! waits out. It knows no stage.

use std::pin::pin;
use std::time::{Duration, UNIX_EPOCH};

use tokio::sync::{OwnedSemaphorePermit, mpsc};

use super::event::Listeners;
use super::journal::{Journal, Service};
use super::other_trainings::{self, TrainingId};
use super::store::{HeldJournal, Place};
use super::stored_plan::StoredPlan;
use super::{Event, Plan, trace};
use crate::clock::Clock;
use crate::{Client, Error, ErrorKind};

/// The bounds of the poll interval; the lower one is smaller for a simulator on this machine.
const MIN_POLL: Duration = Duration::from_secs(1);
const MIN_POLL_OF_A_SIMULATOR: Duration = Duration::from_millis(1);
/// The pause before a store that is away is asked again.
const STORE_PAUSE: Duration = Duration::from_secs(60);
const MAX_POLL: Duration = Duration::from_secs(24 * 60 * 60);

/// A training under way, as its stages use it.
pub(super) struct Context {
    pub(super) client: Client,
    pub(super) plan: Plan,
    held: HeldJournal,
    /// The plan for the journal.
    stored_plan: Option<StoredPlan>,
    id: TrainingId,
    listeners: Listeners<Event>,
    /// The training's place among those of a batch that may be under way at the same time.
    slot: Option<OwnedSemaphorePermit>,
}

impl Context {
    /// Returns a context that only observes: changes of its journal are not written.
    pub(super) fn read_only(client: Client, plan: Plan, journal: Journal, listeners: Listeners<Event>) -> Self {
        let held = HeldJournal::in_memory(journal);
        let id = other_trainings::training_id(&Place::Memory);
        Self { client, plan, held, stored_plan: None, id, listeners, slot: None }
    }

    pub(super) fn new(
        client: Client,
        plan: Plan,
        held: HeldJournal,
        stored_plan: StoredPlan,
        listeners: Listeners<Event>,
        slot: Option<OwnedSemaphorePermit>,
    ) -> Self {
        let id = other_trainings::training_id(held.place());
        other_trainings::register(&id, held.journal());
        let stored_plan = held.is_stored().then_some(stored_plan);
        let client = match held.expiring_lease() {
            Some(lease) => client.with_fence(lease),
            None => client,
        };
        Self { client, plan, held, stored_plan, id, listeners, slot }
    }

    /// Returns the identity of this training among the others.
    pub(super) fn id(&self) -> &TrainingId {
        &self.id
    }

    /// Returns the poll interval within its bounds: no pause would flood the service with requests, and a pause of
    /// years would never end.
    pub(super) fn poll_interval(&self) -> Duration {
        let least = if self.client.is_loopback() { MIN_POLL_OF_A_SIMULATOR } else { MIN_POLL };
        self.plan.poll_interval.clamp(least, MAX_POLL)
    }

    /// Returns the monotonic time.
    pub(super) fn elapsed(&self) -> Duration {
        self.client.clock().elapsed()
    }

    /// Returns this machine's time of day, in seconds since 1970. It is for people; no decision uses it.
    pub(super) fn wall_clock(&self) -> u64 {
        self.client.clock().now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
    }

    /// Returns the journal.
    pub(super) fn journal(&self) -> &Journal {
        self.held.journal()
    }

    /// Returns the place of the journal.
    pub(super) fn place(&self) -> &Place {
        self.held.place()
    }

    /// Calls a function when another process requests the release of the journal's lease: the training should stop then.
    pub(super) fn on_release_request(&self, on_request: impl FnOnce() + Send + 'static) {
        self.held.on_release_request(on_request);
    }

    /// Changes the journal, in its store too, before or after a step. A store that is away is waited for.
    pub(super) async fn record(&mut self, change: impl FnOnce(&mut Journal)) -> Result<(), Error> {
        self.record_with(Patience::default(), change).await
    }

    /// Changes the journal, unless its store is away.
    pub(super) async fn record_at_once(&mut self, change: impl FnOnce(&mut Journal)) -> Result<(), Error> {
        self.record_with(Patience::new(0), change).await
    }

    async fn record_with(&mut self, mut patience: Patience, change: impl FnOnce(&mut Journal)) -> Result<(), Error> {
        let mut changed = self.held.journal().clone();
        if self.stored_plan.is_some() {
            changed.plan.clone_from(&self.stored_plan);
        }
        change(&mut changed);
        let recorded = loop {
            match Box::pin(self.held.store(&changed)).await {
                Err(error) if error.is_transient() => {
                    let pause = self.poll_interval().min(STORE_PAUSE);
                    let Self { client, listeners, .. } = self;
                    let announce = |error| listeners.emit(Event::Retrying { error });
                    if let Err(error) = patience.wait_out(error, pause, client.clock(), announce).await {
                        break Err(error);
                    }
                }
                recorded => break recorded,
            }
        };
        other_trainings::register(&self.id, self.held.journal());
        recorded
    }

    /// Ends the training: its lease is released when this returns.
    pub(super) async fn release(&mut self) {
        self.held.release().await;
    }

    /// Drops what only a training before its submission needs, as a pool may watch many jobs. The journal keeps its plan.
    pub(super) fn keep_for_watching(&mut self) {
        self.plan.drop_material();
        if self.held.journal().plan == self.stored_plan {
            self.stored_plan = None;
        }
    }

    /// Lets another training of the batch begin; from now on this one only watches.
    pub(super) fn release_slot(&mut self) {
        self.slot = None;
    }

    /// Sends an event to the caller.
    pub(super) fn emit(&mut self, event: Event) {
        trace::event(&event);
        self.listeners.emit(event);
    }

    /// Repeats a call while it fails with a transient error, so that a training survives an outage. The call must be
    /// safe to repeat.
    pub(super) async fn retry_transient<T, W>(&mut self, call: impl Fn(Client) -> W) -> Result<T, Error>
    where
        W: Future<Output = Result<T, Error>>,
    {
        let mut patience = Patience::default();
        loop {
            match call(self.client.clone()).await {
                Err(error) => self.wait_out(&mut patience, error).await?,
                done => return done,
            }
        }
    }

    /// Opens the objects that the plan's journal names. An object store that is away is waited for.
    pub(super) async fn open_objects(&mut self) -> Result<(), Error> {
        let has_digest = self.journal().submission.recording.is_some();
        let mut patience = Patience::default();
        while let Err(error) = self.plan.open_objects(has_digest).await {
            self.wait_out(&mut patience, error).await?;
        }
        Ok(())
    }

    /// Waits out a transient error: for the poll interval, or for the error's retry-after if that is longer. Returns any
    /// other error, and one after too many in a row.
    pub(super) async fn wait_out(&mut self, patience: &mut Patience, error: Error) -> Result<(), Error> {
        if !error.is_transient() {
            return Err(error);
        }
        let pause = self.poll_interval().max(error.asked_to_wait().unwrap_or_default());
        let Self { client, listeners, .. } = self;
        patience.wait_out(error, pause, client.clock(), |error| listeners.emit(Event::Retrying { error })).await?;
        self.ensure_held().await
    }

    /// Holds the lease of the journal again if it has ended. An error means that another holder has it.
    pub(super) async fn ensure_held(&mut self) -> Result<(), Error> {
        match Box::pin(self.held.ensure_held()).await {
            // The next call says so again, and is waited out as well.
            Err(error) if error.is_transient() => Ok(()),
            held => held,
        }
    }

    /// Sleeps by the client's clock.
    pub(super) async fn sleep(&mut self, pause: Duration) {
        self.client.clock().sleep(pause).await;
    }

    /// Awaits work that sends events from other threads or callbacks, and sends them to the caller.
    pub(super) async fn forward_events<T, W>(&mut self, start: impl FnOnce(EventSender) -> W) -> Result<T, Error>
    where
        W: IntoFuture<Output = Result<T, Error>>,
    {
        let (sender, events) = mpsc::unbounded_channel();
        forwarding(start(EventSender(sender)).into_future(), events, |event| self.emit(event)).await
    }

    /// Returns whether the journal outlives this process.
    pub(super) fn has_stored_journal(&self) -> bool {
        self.held.is_stored()
    }
}

/// Sends events of work that [`Context::forward_events`] awaits.
#[derive(Clone)]
pub(super) struct EventSender(mpsc::UnboundedSender<Event>);

impl EventSender {
    pub(super) fn send(&self, event: Event) {
        // The receiver is gone once the work has ended.
        let _ = self.0.send(event);
    }
}

/// Awaits work and passes on all its events, also those that it sends just before it ends.
pub(super) async fn forwarding<T, E>(
    work: impl Future<Output = T>,
    mut events: mpsc::UnboundedReceiver<E>,
    mut emit: impl FnMut(E),
) -> T {
    let mut work = pin!(work);
    let done = loop {
        tokio::select! {
            biased;
            Some(event) = events.recv() => emit(event),
            done = &mut work => break done,
        }
    };
    while let Ok(event) = events.try_recv() {
        emit(event);
    }
    done
}

impl Drop for Context {
    fn drop(&mut self) {
        other_trainings::training_ended(&self.id);
    }
}

/// Returns the service that a client uses.
pub(super) fn service(client: &Client) -> Result<Service, Error> {
    let project_id = client
        .project_id()
        .map_err(|message| Error::new(ErrorKind::InvalidRequest, message).with_advice("nothing was created"))?;
    Ok(Service { host: client.authority().to_owned(), project_id: project_id.to_string() })
}

/// The number of transient errors in a row that a step of a training survives, with a poll interval after each: an hour
/// with the default interval.
const LIMIT: u32 = 60;

/// Counts the failures of one step.
pub(super) struct Patience {
    failures: u32,
    limit: u32,
}

impl Patience {
    /// Returns the patience of a step that survives this number of failures.
    pub(super) fn new(limit: u32) -> Self {
        Self { failures: 0, limit }
    }

    /// Returns the number of failures so far.
    pub(super) fn failures(&self) -> u32 {
        self.failures
    }

    /// Waits out a failure: announces it, and pauses. Returns the error if there were too many before it.
    pub(super) async fn wait_out(
        &mut self,
        error: Error,
        pause: Duration,
        clock: &dyn Clock,
        announce: impl FnOnce(String),
    ) -> Result<(), Error> {
        announce(self.survive(error)?.to_string());
        clock.sleep(pause).await;
        Ok(())
    }

    /// Counts a failure, and returns it to be announced; as an error if there were too many before it.
    pub(super) fn survive(&mut self, error: Error) -> Result<Error, Error> {
        if self.failures >= self.limit {
            return Err(error);
        }
        self.failures += 1;
        Ok(error)
    }
}

impl Default for Patience {
    fn default() -> Self {
        Self::new(LIMIT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Row C7: the last events of an upload.
    #[tokio::test]
    async fn the_last_events_of_work_are_passed_on_before_its_result() {
        let (sender, events) = mpsc::unbounded_channel();
        let mut emitted = Vec::new();
        let work = async {
            sender.send(1).expect("a receiver");
            tokio::task::yield_now().await;
            (2..=1_000).for_each(|event| sender.send(event).expect("a receiver"));
            "done"
        };
        assert_eq!(forwarding(work, events, |event| emitted.push(event)).await, "done");
        assert_eq!(emitted, (1..=1_000).collect::<Vec<_>>());
    }
}
