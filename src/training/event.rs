//! The events of a training, and their delivery to the caller of its future: by a callback, by a stream, or by both.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use serde::{Deserialize, Serialize};

use super::preflight::report::{Report, Severity};
use super::segments::report::SegmentEvent;
use crate::text::{escaped, printable};
use crate::types::{JobId, JobState};
use crate::upload::Progress;

/// An event of a training. `Display` prints one line for a terminal; [`Checked`](Self::Checked) prints one more line
/// for each piece of advice.
///
/// ```
/// use metastudio_voice::training::Event;
///
/// fn show(event: Event) {
///     match event {
///         Event::Reading { progress } => println!("checking: {progress}"),
///         Event::Checked { report } => println!("checked; {} pieces of advice", report.advice().count()),
///         Event::Created { job_id } => println!("created job {job_id}"),
///         Event::Resumed { job_id } => println!("resuming job {job_id}"),
///         Event::Recovered { job_id } => println!("found job {job_id}"),
///         Event::Uploading { item, progress } => println!("uploading the {item}: {progress}"),
///         Event::Segment { event } => println!("{event}"),
///         Event::Uploaded { item } => println!("uploaded the {item}"),
///         Event::Submitted => println!("submitted: the credit is spent"),
///         Event::State { state } => println!("the job is in {state}"),
///         Event::Retrying { error } => eprintln!("retrying: {error}"),
///         _ => {} // events of later versions
///     }
/// }
/// ```
///
/// `Reading` and `Uploading` are frequent: a recording of 64 MB gives about 500 of them.
///
/// An event can be serialized, for example for a web page: `{"event": "state", "state": "AUDITING"}`. The fields of an
/// event stand beside its name; those of a [`SegmentEvent`] stand in the field `segment`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Event {
    /// More of the recording has been read and checked.
    Reading {
        /// The bytes that have been read.
        progress: Progress,
    },
    /// The files can be used. Nothing has been created at the service yet.
    Checked {
        /// The files' properties, and advice on what could be better.
        report: Report,
    },
    /// The service has created the job.
    Created {
        /// The job's id.
        job_id: JobId,
    },
    /// The training resumes a job that exists already.
    Resumed {
        /// The job's id.
        job_id: JobId,
    },
    /// The training has found its job: a create request got no response, but was carried out.
    Recovered {
        /// The job's id.
        job_id: JobId,
    },
    /// More of a file has been sent. A retry starts again from zero.
    Uploading {
        /// The file.
        item: Item,
        /// The bytes that have been sent.
        progress: Progress,
    },
    /// A segment was uploaded, confirmed or retried, if segments are uploaded one by one.
    Segment {
        /// The segment's event.
        #[serde(rename = "segment")]
        event: SegmentEvent,
    },
    /// OBS has accepted a file.
    Uploaded {
        /// The file.
        item: Item,
    },
    /// The job is submitted: the credit is spent, and the review begins.
    Submitted,
    /// The job has entered a state.
    State {
        /// The state.
        state: JobState,
    },
    /// A call or an upload failed with a transient error and is retried.
    Retrying {
        /// The error, in one line.
        error: String,
    },
}

/// A file that a training uploads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Item {
    /// The zip with the recording, or all segments.
    Recording,
    /// The authorization letter.
    Letter,
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Recording => "recording",
            Self::Letter => "authorization letter",
        })
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Checked { report } => {
                write!(f, "the recording is fine: {}", report.summary())?;
                report.lines(Severity::Advice).iter().try_for_each(|line| write!(f, "\nadvice: {}", escaped(line)))
            }
            Self::Reading { progress } => write!(f, "read {progress}"),
            Self::Created { job_id } => write!(f, "job {job_id} created"),
            Self::Resumed { job_id } => write!(f, "resuming job {job_id}"),
            Self::Recovered { job_id } => {
                write!(f, "job {job_id} recovered: it was created although no response came")
            }
            Self::Uploading { item, progress } => write!(f, "{item}: {progress}"),
            Self::Segment { event } => event.fmt(f),
            Self::Uploaded { item } => write!(f, "{item} uploaded"),
            Self::Submitted => f.write_str("submitted"),
            Self::State { state } => f.write_str(&printable(state.as_ref())),
            Self::Retrying { error } => write!(f, "retrying: {error}"),
        }
    }
}

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
        self.add_stream_after(None)
    }

    /// Adds a stream that begins with an earlier event, and returns it.
    pub(super) fn add_stream_after(&mut self, earlier: Option<E>) -> Events<E> {
        // Streams come and go as often as their readers connect.
        self.streams.retain(|stream| !lock(&stream.0).is_unread);
        let queue = Queue { events: earlier.into_iter().collect(), reader: None, has_ended: false, is_unread: false };
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
    use serde_json::{Value, json};

    use super::*;

    /// Returns the name of an event. A new event does not compile here before it is named below, too.
    fn name(event: &Event) -> &'static str {
        match event {
            Event::Reading { .. } => "Reading",
            Event::Checked { .. } => "Checked",
            Event::Created { .. } => "Created",
            Event::Resumed { .. } => "Resumed",
            Event::Recovered { .. } => "Recovered",
            Event::Uploading { .. } => "Uploading",
            Event::Segment { .. } => "Segment",
            Event::Uploaded { .. } => "Uploaded",
            Event::Submitted => "Submitted",
            Event::State { .. } => "State",
            Event::Retrying { .. } => "Retrying",
        }
    }

    #[test]
    fn an_event_is_the_same_after_it_was_serialized_and_read_back() {
        let progress = json!({"done": 1_000, "total": 4_000, "rate": 500.0, "eta_seconds": 6.0});
        let job = |event: &str| json!({"event": event, "job_id": "job-1"});
        let segment = json!({"event": "confirmed", "index": 3, "confirmed": 4, "total": 20});
        for (expected, variant) in [
            (json!({"event": "reading", "progress": progress}), "Reading"),
            (job("created"), "Created"),
            (job("resumed"), "Resumed"),
            (job("recovered"), "Recovered"),
            (json!({"event": "uploading", "item": "letter", "progress": progress}), "Uploading"),
            (json!({"event": "segment", "segment": segment}), "Segment"),
            (json!({"event": "uploaded", "item": "recording"}), "Uploaded"),
            (json!({"event": "submitted"}), "Submitted"),
            (json!({"event": "state", "state": "AUDITING"}), "State"),
            (json!({"event": "retrying", "error": "503"}), "Retrying"),
        ] {
            let event: Event = serde_json::from_value(expected.clone()).expect(variant);
            assert_eq!((name(&event), serde_json::to_value(&event).expect("JSON")), (variant, expected));
        }
        let report = json!({"edition": "ADVANCE", "files": [], "limits": null, "credits": 1, "findings": []});
        let checked: Event = serde_json::from_value(json!({"event": "checked", "report": report})).expect("Checked");
        let written: Value = serde_json::to_value(&checked).expect("JSON");
        assert_eq!(
            (name(&checked), &written["event"], &written["report"]["credits"]),
            ("Checked", &json!("checked"), &json!(1))
        );
    }

    #[test]
    fn the_documented_match_over_events_has_every_event() {
        let source = include_str!("event.rs");
        let (_, names) = source.split_once("fn name(").expect("the names");
        let names: Vec<&str> = names.lines().filter_map(|line| line.split_once("=> \"")?.1.split('"').next()).collect();
        assert!(names.contains(&name(&Event::Submitted)) && names.len() == 11, "{names:?}");
        for page in [source, include_str!("../guide/training.md")] {
            let sample = page.lines().map(|line| line.trim_start_matches("/// ").trim_start());
            let matched: Vec<&str> = sample
                .filter(|line| line.contains("println!("))
                .filter_map(|line| line.strip_prefix("Event::")?.split([' ', '{']).next())
                .collect();
            assert_eq!(matched, names);
        }
    }

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
