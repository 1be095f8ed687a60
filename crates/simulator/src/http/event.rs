//! The moments of a request, at which a test can pause the simulator.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Mutex as Turn;

use super::record::Server;
use crate::state::objects::ObjectKind;

/// A moment of a request, as [`Simulator::on_event`](crate::Simulator::on_event) reports it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// The number of the event, counted from 0 without gaps.
    pub number: u64,
    /// The server that received the request.
    pub server: Server,
    /// Huawei's name of the operation. It is `None` for uploads, for the metadata service, and for operations that the
    /// API or IAM does not have.
    pub operation: Option<&'static str>,
    /// The job in the path of the request, or the job that the upload belongs to.
    pub job_id: Option<String>,
    /// The object that is uploaded, if the request is an upload.
    pub object: Option<ObjectKind>,
    /// The moment that the request has reached.
    pub moment: Moment,
}

/// A moment that a request reaches.
///
/// A request to the API, to IAM or to the metadata service goes from [`Arrived`](Self::Arrived) to
/// [`CarriedOut`](Self::CarriedOut) or [`Refused`](Self::Refused). An upload goes through [`Begun`](Self::Begun),
/// [`HalfReceived`](Self::HalfReceived) and [`Arrived`](Self::Arrived) to the same ends. A request that breaks off has
/// no further moments. Neither has one that a [disturbance](crate::Disturbance) leaves without a response before it is
/// carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Moment {
    /// The head of an upload has arrived and its URL is valid. The simulator has read nothing of the body.
    Begun,
    /// The simulator has received the first half of an upload's body. It still reads all bytes that the client has
    /// already handed to its system, so an upload that is to end here needs a body larger than the buffers of the
    /// systems, which may hold 16 MiB.
    HalfReceived,
    /// The whole request has arrived, and the simulator has done nothing of it yet. It will carry out the request even
    /// if the client dies.
    Arrived,
    /// The simulator has carried out the request, and is about to send the response, or to lose it if a disturbance
    /// says so.
    CarriedOut,
    /// The simulator has not carried out the request, and is about to send an error.
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

/// The part of an event that is the same at every moment of a request.
#[derive(Clone)]
pub(crate) struct About {
    pub(crate) server: Server,
    pub(crate) operation: Option<&'static str>,
    pub(crate) job_id: Option<String>,
    pub(crate) object: Option<ObjectKind>,
}

impl About {
    /// Describes a call of an operation, or of none that is known.
    pub(crate) fn call(server: Server, operation: Option<&'static str>) -> Self {
        Self { server, operation, job_id: None, object: None }
    }

    /// Describes an upload.
    pub(crate) fn upload(job_id: &str, object: ObjectKind) -> Self {
        Self { server: Server::Obs, operation: None, job_id: Some(job_id.to_owned()), object: Some(object) }
    }
}

/// The receiver of events.
struct Listener {
    hook: Box<dyn Fn(&Event) + Send + Sync>,
    /// The number of the next event. It is locked while the hook runs, so that all other events wait.
    next: Arc<Turn<u64>>,
}

/// Emits events, one at a time.
#[derive(Default)]
pub(crate) struct Events(Mutex<Option<Arc<Listener>>>);

impl Events {
    /// Sends all events from now on to this hook, numbered from 0.
    pub(crate) fn listen(&self, hook: impl Fn(&Event) + Send + Sync + 'static) {
        let listener = Listener { hook: Box::new(hook), next: Arc::default() };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(listener));
    }

    /// Emits an event and waits until the hook returns.
    pub(crate) async fn emit(&self, about: &About, moment: Moment) {
        let listener = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(listener) = listener else { return };
        let mut next = Arc::clone(&listener.next).lock_owned().await;
        let About { server, operation, job_id, object } = about.clone();
        let event = Event { number: *next, server, operation, job_id, object, moment };
        *next += 1;
        let hook_call = tokio::task::spawn_blocking(move || {
            (listener.hook)(&event);
            // Dropped here and not by the caller, who stops waiting if the client dies meanwhile.
            drop(next);
        });
        // A hook that panics has received the event.
        let _: Result<(), tokio::task::JoinError> = hook_call.await;
    }
}
