//! Moments in the life of a request, told to whoever wants to stop the world there.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Mutex as Turn;

use crate::record::Server;
use crate::snapshot::ObjectKind;

/// A moment in the life of a request, as [`Simulator::on_event`](crate::Simulator::on_event) tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// Counts from 0, without gaps.
    pub number: u64,
    /// Where the request came in.
    pub server: Server,
    /// Huawei's name of the operation; `None` for uploads, for the metadata service, and for what the API or IAM does
    /// not have.
    pub operation: Option<&'static str>,
    /// The job in the path of the request, or the one that the upload belongs to.
    pub job_id: Option<String>,
    /// Which upload it is.
    pub object: Option<ObjectKind>,
    /// How far it is.
    pub moment: Moment,
}

/// How far a request is.
///
/// A request of the API, of IAM or of the metadata service goes from [`Arrived`](Self::Arrived) to
/// [`CarriedOut`](Self::CarriedOut) or [`Refused`](Self::Refused), an upload from [`Begun`](Self::Begun) over
/// [`HalfReceived`](Self::HalfReceived) and [`Arrived`](Self::Arrived) to the same ends. One that breaks off has no
/// further moments, and neither has one that is [disturbed](crate::Disturbance) before it is carried out and gets no
/// answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Moment {
    /// An upload's head is there and its URL is good; nothing of its body was read.
    Begun,
    /// The first half of an upload's body was received. What the client has handed to its system by now is still
    /// read: to end here, a body must be larger than what the systems buffer, which may be 16 MiB.
    HalfReceived,
    /// The whole request is there, and nothing of what it asks for has been done. It will be done, whether or not the
    /// client is still alive.
    Arrived,
    /// All that it asks for has been done; the answer is about to go out, or to be lost if that was asked for.
    CarriedOut,
    /// It was not carried out, and an error is about to go out.
    Refused,
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.number, self.server.name())?;
        if let Some(operation) = self.operation {
            write!(f, " {operation}")?;
        }
        if let Some(object) = self.object {
            write!(f, " {object:?}")?;
        }
        write!(f, " {:?}", self.moment)
    }
}

/// What a request is about, the same at each of its moments.
#[derive(Clone)]
pub(crate) struct About {
    pub(crate) server: Server,
    pub(crate) operation: Option<&'static str>,
    pub(crate) job_id: Option<String>,
    pub(crate) object: Option<ObjectKind>,
}

impl About {
    /// A call of an operation, or of none that is known.
    pub(crate) fn call(server: Server, operation: Option<&'static str>) -> Self {
        Self { server, operation, job_id: None, object: None }
    }

    /// An upload.
    pub(crate) fn upload(job_id: &str, object: ObjectKind) -> Self {
        Self { server: Server::Obs, operation: None, job_id: Some(job_id.to_owned()), object: Some(object) }
    }
}

/// Who is told.
struct Listener {
    hook: Box<dyn Fn(&Event) + Send + Sync>,
    /// The number of the next event. Held while an event is told, so that everything else waits for it.
    next: Arc<Turn<u64>>,
}

/// Tells events, one at a time.
#[derive(Default)]
pub(crate) struct Events(Mutex<Option<Arc<Listener>>>);

impl Events {
    /// From now on this is told, from number 0.
    pub(crate) fn listen(&self, hook: impl Fn(&Event) + Send + Sync + 'static) {
        let listener = Listener { hook: Box::new(hook), next: Arc::default() };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(listener));
    }

    /// Tells of a moment and waits until that is heard.
    pub(crate) async fn emit(&self, about: &About, moment: Moment) {
        let listener = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(listener) = listener else { return };
        let mut next = Arc::clone(&listener.next).lock_owned().await;
        let About { server, operation, job_id, object } = about.clone();
        let event = Event { number: *next, server, operation, job_id, object, moment };
        *next += 1;
        let heard = tokio::task::spawn_blocking(move || {
            (listener.hook)(&event);
            // Not before: when the client dies meanwhile, nobody waits here any more.
            drop(next);
        });
        // One that panics has been told.
        let _: Result<(), tokio::task::JoinError> = heard.await;
    }
}
