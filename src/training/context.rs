//! What the stages of a training stand on: the client, the plan, the journal and the events. It knows no stage.

use std::pin::pin;
use std::time::{Duration, UNIX_EPOCH};

use tokio::sync::{OwnedSemaphorePermit, mpsc};

use super::events::Listeners;
use super::journal::{Journal, Service};
use super::journal_store::JournalStore;
use super::other_trainings::{self, TrainingId};
use super::{Event, Plan};
use crate::{Client, Error, ErrorKind};

/// How often in a row something may fail in passing, with the poll interval between: an hour at the usual one.
pub(super) const PATIENCE: u32 = 60;
/// The bounds of the poll interval: the service's, and those of a simulator on this machine.
const MIN_POLL: Duration = Duration::from_secs(1);
const MIN_POLL_OF_A_SIMULATOR: Duration = Duration::from_millis(1);
const MAX_POLL: Duration = Duration::from_secs(24 * 60 * 60);

/// A training under way.
pub(super) struct Context {
    pub(super) client: Client,
    pub(super) plan: Plan,
    store: JournalStore,
    id: TrainingId,
    listeners: Listeners<Event>,
    slot: Option<OwnedSemaphorePermit>,
}

impl Context {
    /// One that only looks: what it would write down goes nowhere.
    pub(super) fn read_only(client: Client, plan: Plan, journal: Journal, listeners: Listeners<Event>) -> Self {
        let store = JournalStore::in_memory(journal);
        Self { client, plan, store, id: other_trainings::training_id(None), listeners, slot: None }
    }

    pub(super) fn new(
        client: Client,
        plan: Plan,
        store: JournalStore,
        listeners: Listeners<Event>,
        slot: Option<OwnedSemaphorePermit>,
    ) -> Self {
        let id = other_trainings::training_id(store.path());
        other_trainings::register(&id, store.journal());
        Self { client, plan, store, id, listeners, slot }
    }

    /// Who this training is among the others.
    pub(super) fn id(&self) -> &TrainingId {
        &self.id
    }

    /// How often the service is asked, within bounds: no pause at all would be a flood of requests, and one of years a
    /// training that nobody hears of again.
    pub(super) fn poll_interval(&self) -> Duration {
        let least = if self.client.is_loopback() { MIN_POLL_OF_A_SIMULATOR } else { MIN_POLL };
        self.plan.poll_interval.clamp(least, MAX_POLL)
    }

    /// The pause after a failure that may pass: as long as the service asks for, if it asks for more than the usual one.
    pub(super) fn pause_after(&self, failure: &Error) -> Duration {
        self.poll_interval().max(failure.asked_to_wait().unwrap_or_default())
    }

    /// The time since some moment, never going backwards.
    pub(super) fn elapsed(&self) -> Duration {
        self.client.clock().elapsed()
    }

    /// This machine's time of day, in seconds since 1970: for people, as nothing is decided by it.
    pub(super) fn wall_clock(&self) -> u64 {
        self.client.clock().now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
    }

    /// What has been done so far.
    pub(super) fn journal(&self) -> &Journal {
        self.store.journal()
    }

    /// Writes down what has been done, or is about to be.
    pub(super) async fn record(&mut self, change: impl FnOnce(&mut Journal)) -> Result<(), Error> {
        let recorded = self.store.record(change).await;
        other_trainings::register(&self.id, self.store.journal());
        recorded
    }

    /// Lets another training begin: from here on this one only watches.
    pub(super) fn release_slot(&mut self) {
        self.slot = None;
    }

    /// Tells the caller.
    pub(super) fn emit(&mut self, event: Event) {
        self.listeners.emit(event);
    }

    /// Makes a call that does no harm when it is made twice, again and again while it fails in passing: a training
    /// outlives an outage.
    pub(super) async fn retry_transient<T, W>(&mut self, call: impl Fn(Client) -> W) -> Result<T, Error>
    where
        W: Future<Output = Result<T, Error>>,
    {
        let mut failures = 0;
        loop {
            match call(self.client.clone()).await {
                Err(error) if error.is_transient() && failures < PATIENCE => {
                    failures += 1;
                    self.emit(Event::Retrying { error: error.to_string() });
                    self.sleep(self.pause_after(&error)).await;
                }
                outcome => return outcome,
            }
        }
    }

    /// Waits.
    pub(super) async fn sleep(&mut self, pause: Duration) {
        self.client.clock().sleep(pause).await;
    }

    /// Awaits something that tells what happens, and passes on what it tells.
    pub(super) async fn forward_events<T, W>(&mut self, start: impl FnOnce(EventSender) -> W) -> Result<T, Error>
    where
        W: IntoFuture<Output = Result<T, Error>>,
    {
        let (sender, told) = mpsc::unbounded_channel();
        forwarding(start(EventSender(sender)).into_future(), told, |event| self.emit(event)).await
    }

    /// Whether its journal outlives this process.
    pub(super) fn has_journal_on_disk(&self) -> bool {
        self.store.is_on_disk()
    }
}

/// Tells what happens to whoever follows.
#[derive(Clone)]
pub(super) struct EventSender(mpsc::UnboundedSender<Event>);

impl EventSender {
    pub(super) fn send(&self, event: Event) {
        // Nobody listens any more once it is over.
        let _ = self.0.send(event);
    }
}

/// Awaits work that tells what happens, and passes on all of it: also what it tells in the moment in which it is done.
pub(super) async fn forwarding<T, E>(
    work: impl Future<Output = T>,
    mut told: mpsc::UnboundedReceiver<E>,
    mut emit: impl FnMut(E),
) -> T {
    let mut work = pin!(work);
    let done = loop {
        tokio::select! {
            biased;
            Some(event) = told.recv() => emit(event),
            done = &mut work => break done,
        }
    };
    while let Ok(event) = told.try_recv() {
        emit(event);
    }
    done
}

impl Drop for Context {
    fn drop(&mut self) {
        other_trainings::training_ended(&self.id);
    }
}

/// Where a client's jobs are.
pub(super) fn service(client: &Client) -> Result<Service, Error> {
    let project_id = client
        .project_id()
        .map_err(|message| Error::new(ErrorKind::InvalidRequest, message).with_advice("nothing was created"))?;
    Ok(Service { host: client.authority().to_owned(), project_id: project_id.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    // C7: the last events of an upload.
    #[tokio::test]
    async fn what_is_told_in_the_last_moment_is_passed_on_before_the_result() {
        let (sender, told) = mpsc::unbounded_channel();
        let mut emitted = Vec::new();
        let work = async {
            sender.send(1).expect("somebody listens");
            tokio::task::yield_now().await;
            (2..=1_000).for_each(|event| sender.send(event).expect("somebody listens"));
            "done"
        };
        assert_eq!(forwarding(work, told, |event| emitted.push(event)).await, "done");
        assert_eq!(emitted, (1..=1_000).collect::<Vec<_>>());
    }
}
