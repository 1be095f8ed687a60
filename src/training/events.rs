//! The delivery of events to the caller of a future: by a callback, by a stream, or by both.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use futures_core::Stream;

use super::Event;
use super::segments::SegmentEvent;

/// The events of a training, of a batch or of a watch, as a [`Stream`].
///
/// The stream ends when the future that it belongs to has ended or was dropped. It is `'static` and [`Send`], so
/// another task can read it, and it can be the body of a response. Dropping it does not stop the training.
///
/// Events are queued until they are read. An event of progress replaces the unread event of the same progress before
/// it, so that a slow reader costs no memory; no other event is replaced.
///
/// ```no_run
/// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
/// use metastudio_voice::training::Plan;
///
/// let (training, mut events) = client.train(Plan::premium("Calm male voice", "recording.wav")).events();
/// let printing = tokio::spawn(async move {
///     while let Some(event) = events.next().await {
///         println!("{event}");
///     }
/// });
/// let outcome = training.await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a stream does nothing unless it is read"]
pub struct Events<E = Event>(Arc<Mutex<Queue<E>>>);

impl<E> Events<E> {
    /// Returns the next event, or `None` if there will be no more.
    ///
    /// The future can be dropped before it is ready, as in a `select!`, without losing an event.
    pub async fn next(&mut self) -> Option<E> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<E> Stream for Events<E> {
    type Item = E;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<E>> {
        let mut queue = lock(&self.0);
        match queue.events.pop_front() {
            Some(event) => Poll::Ready(Some(event)),
            None if queue.has_ended => Poll::Ready(None),
            None => {
                queue.reader = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl<E> Drop for Events<E> {
    fn drop(&mut self) {
        let mut queue = lock(&self.0);
        queue.is_unread = true;
        queue.events.clear();
    }
}

impl<E> fmt::Debug for Events<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("waiting", &lock(&self.0).events.len()).finish_non_exhaustive()
    }
}

/// The events that have not been read yet.
struct Queue<E> {
    events: VecDeque<E>,
    reader: Option<Waker>,
    has_ended: bool,
    /// Whether the stream was dropped.
    is_unread: bool,
}

fn lock<E>(queue: &Mutex<Queue<E>>) -> MutexGuard<'_, Queue<E>> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The relation of an event to an earlier one.
pub(super) enum Relation {
    /// The events are independent, as those of two trainings of a batch.
    Unrelated,
    /// The event makes the earlier one superfluous.
    Replaces,
    /// Both events are kept.
    Follows,
}

/// An event that can be queued.
pub(super) trait Queued {
    fn relation_to(&self, earlier: &Self) -> Relation;
}

impl Queued for Event {
    fn relation_to(&self, earlier: &Self) -> Relation {
        match (self, earlier) {
            (Self::Reading { .. }, Self::Reading { .. }) => Relation::Replaces,
            (Self::Uploading { item: now, .. }, Self::Uploading { item: before, .. }) if now == before => {
                Relation::Replaces
            }
            (Self::Retrying { error: now }, Self::Retrying { error: before }) if now == before => Relation::Replaces,
            _ => Relation::Follows,
        }
    }
}

impl Queued for (usize, Event) {
    fn relation_to(&self, earlier: &Self) -> Relation {
        if self.0 == earlier.0 { self.1.relation_to(&earlier.1) } else { Relation::Unrelated }
    }
}

impl Queued for SegmentEvent {
    fn relation_to(&self, earlier: &Self) -> Relation {
        match (self, earlier) {
            (Self::Retrying { .. }, Self::Retrying { .. }) if self == earlier => Relation::Replaces,
            _ => Relation::Follows,
        }
    }
}

/// The sending end of a stream of events. The stream ends when it is dropped.
struct Sender<E>(Arc<Mutex<Queue<E>>>);

impl<E: Queued> Sender<E> {
    fn send(&self, event: E) {
        let mut queue = lock(&self.0);
        if queue.is_unread {
            return;
        }
        let related = queue.events.iter_mut().rev().find_map(|earlier| match event.relation_to(earlier) {
            Relation::Unrelated => None,
            Relation::Replaces => Some(Some(earlier)),
            Relation::Follows => Some(None),
        });
        match related.flatten() {
            Some(earlier) => *earlier = event,
            None => queue.events.push_back(event),
        }
        let reader = queue.reader.take();
        drop(queue);
        if let Some(reader) = reader {
            reader.wake();
        }
    }
}

impl<E> Drop for Sender<E> {
    fn drop(&mut self) {
        let mut queue = lock(&self.0);
        queue.has_ended = true;
        let reader = queue.reader.take();
        drop(queue);
        if let Some(reader) = reader {
            reader.wake();
        }
    }
}

/// The receivers of a future's events: its callback and its streams.
pub(super) struct Listeners<E> {
    on_event: Option<Box<dyn FnMut(E) + Send>>,
    streams: Vec<Sender<E>>,
}

impl<E> Default for Listeners<E> {
    fn default() -> Self {
        Self { on_event: None, streams: Vec::new() }
    }
}

impl<E: Queued + Clone> Listeners<E> {
    /// Sets the callback; it replaces an earlier one.
    pub(super) fn set_callback(&mut self, on_event: impl FnMut(E) + Send + 'static) {
        self.on_event = Some(Box::new(on_event));
    }

    /// Adds a stream and returns it.
    pub(super) fn add_stream(&mut self) -> Events<E> {
        let queue = Queue { events: VecDeque::new(), reader: None, has_ended: false, is_unread: false };
        let queue = Arc::new(Mutex::new(queue));
        self.streams.push(Sender(Arc::clone(&queue)));
        Events(queue)
    }

    /// Delivers an event to all receivers.
    pub(super) fn emit(&mut self, event: E) {
        for stream in &self.streams {
            stream.send(event.clone());
        }
        if let Some(on_event) = &mut self.on_event {
            on_event(event);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::JobState;

    fn retrying(error: &str) -> Event {
        Event::Retrying { error: error.to_owned() }
    }

    fn state(state: &str) -> Event {
        Event::State { state: JobState::from(state.to_owned()) }
    }

    fn waiting(events: Events) -> Vec<String> {
        lock(&events.0).events.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_event_of_progress_replaces_the_unread_one_before_it_and_other_events_are_kept() {
        let mut listeners = Listeners::default();
        let events = listeners.add_stream();
        for event in [retrying("a"), retrying("a"), retrying("b"), state("WAITING"), retrying("b"), retrying("b")] {
            listeners.emit(event);
        }
        let [a, b] = ["a", "b"].map(|error| retrying(error).to_string());
        assert_eq!(waiting(events), [a, b.clone(), "WAITING".to_owned(), b]);
    }

    #[test]
    fn an_unread_event_of_another_training_of_a_batch_is_never_replaced() {
        let mut listeners = Listeners::default();
        let events = listeners.add_stream();
        for (training, event) in [(0, retrying("a")), (1, retrying("a")), (0, retrying("a")), (1, retrying("b"))] {
            listeners.emit((training, event));
        }
        let waiting: Vec<_> = lock(&events.0).events.iter().map(|(training, _)| *training).collect();
        assert_eq!(waiting, [0, 1, 1]);
    }

    #[tokio::test]
    async fn a_stream_of_events_ends_when_its_future_is_gone_and_costs_nothing_when_it_is_dropped() {
        let mut listeners = Listeners::default();
        let (mut read, dropped) = (listeners.add_stream(), listeners.add_stream());
        let queue = Arc::clone(&dropped.0);
        drop(dropped);
        let reading = tokio::spawn(async move {
            let mut count = 0;
            while read.next().await.is_some() {
                count += 1;
            }
            count
        });
        tokio::task::yield_now().await;
        listeners.emit(state("WAITING"));
        listeners.emit(state("SUCCEED"));
        drop(listeners);
        assert_eq!(reading.await.expect("it ends"), 2);
        assert!(lock(&queue).events.is_empty());
    }
}
