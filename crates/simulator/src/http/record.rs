//! Records every request on all ports, and keeps secrets out of `Debug`.

use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::request::Parts;

/// The number of requests kept, so that a long run does not fill the memory.
const KEPT: usize = 10_000;

/// The headers whose values are secret.
const SECRET: [&str; 6] =
    ["authorization", "cookie", "x-auth-token", "x-metadata-token", "x-security-token", "x-subject-token"];

/// The headers with which a caller names or authenticates itself. OBS needs none: the pre-signed URL is enough.
const CREDENTIALS: [&str; 4] = ["authorization", "x-auth-token", "x-security-token", "x-project-id"];

/// A server of the simulator. Each has its own port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Server {
    /// The API.
    MetaStudio,
    /// The object store.
    Obs,
    /// IAM, which knows users and projects.
    Iam,
    /// The metadata service of a cloud server.
    Metadata,
}

impl Server {
    /// Returns the server's name in the control plane.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::MetaStudio => "metastudio",
            Self::Obs => "obs",
            Self::Iam => "iam",
            Self::Metadata => "metadata",
        }
    }
}

/// A received request.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceivedRequest {
    /// The server that received the request.
    pub server: Server,
    /// The method.
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// Huawei's name of the operation. It is `None` for uploads, for the metadata service, and for operations that the
    /// API or IAM does not have.
    pub operation: Option<&'static str>,
    /// Whether the simulator carried out the operation or stored the upload, whatever response the client got.
    pub carried_out: bool,
    /// Whether a [disturbance](crate::Disturbance) other than `Pass`, scripted or drawn, applied to the request.
    pub disturbed: bool,
    /// Whether the response was that of a [stub](crate::Stub). One with the status of a success counts as carried out,
    /// although no operation was run.
    pub stubbed: bool,
    /// The status of the response, even if the client did not wait for it. It is `None` before the response, and stays
    /// `None` if the simulator reset the connection on purpose.
    pub status: Option<u16>,
    /// The number of bytes read from the body.
    pub body_bytes: u64,
    headers: Vec<(String, String)>,
}

impl ReceivedRequest {
    /// Returns the names (in lower case) and values of all headers, secrets included.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Returns the first value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Returns whether a header names or authenticates the caller. No request to OBS should have such a header.
    pub fn carries_credentials(&self) -> bool {
        self.headers().any(|(name, _)| CREDENTIALS.contains(&name))
    }

    /// Returns the headers without their secrets.
    pub(crate) fn shown(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers().map(|(name, value)| (name, if SECRET.contains(&name) { "(secret)" } else { value }))
    }
}

impl fmt::Debug for ReceivedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceivedRequest")
            .field("server", &self.server)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("operation", &self.operation)
            .field("carried_out", &self.carried_out)
            .field("disturbed", &self.disturbed)
            .field("stubbed", &self.stubbed)
            .field("status", &self.status)
            .field("body_bytes", &self.body_bytes)
            .field("headers", &self.shown().collect::<Vec<_>>())
            .finish()
    }
}

struct Entry {
    request: ReceivedRequest,
    read: Arc<AtomicU64>,
}

#[derive(Default)]
struct Entries {
    kept: VecDeque<Entry>,
    dropped: u64,
}

/// The record of all requests.
#[derive(Clone, Default)]
pub(crate) struct Record(Arc<Mutex<Entries>>);

impl Record {
    /// Records a request when its head has arrived.
    pub(crate) fn begin(&self, server: Server, parts: &Parts, operation: Option<&'static str>) -> Recording {
        let headers = parts
            .headers
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        let request = ReceivedRequest {
            server,
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            operation,
            carried_out: false,
            disturbed: false,
            stubbed: false,
            status: None,
            body_bytes: 0,
            headers,
        };
        let read = Arc::new(AtomicU64::new(0));
        let mut entries = self.lock();
        let number = entries.dropped + entries.kept.len() as u64;
        entries.kept.push_back(Entry { request, read: Arc::clone(&read) });
        if entries.kept.len() > KEPT {
            entries.kept.pop_front();
            entries.dropped += 1;
        }
        Recording { record: self.clone(), number, read }
    }

    pub(crate) fn all(&self) -> Vec<ReceivedRequest> {
        let with_bytes =
            |entry: &Entry| ReceivedRequest { body_bytes: entry.read.load(Ordering::Relaxed), ..entry.request.clone() };
        self.lock().kept.iter().map(with_bytes).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The record of a request that is being served.
pub(crate) struct Recording {
    record: Record,
    number: u64,
    read: Arc<AtomicU64>,
}

impl Recording {
    /// Counts bytes of the body that were read.
    pub(crate) fn read(&self, bytes: usize) {
        self.read.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Records whether the operation was carried out.
    pub(crate) fn carried_out(&self, carried_out: bool) {
        self.note(|request| request.carried_out = carried_out);
    }

    /// Records whether a disturbance applied.
    pub(crate) fn disturbed(&self, disturbed: bool) {
        self.note(|request| request.disturbed = disturbed);
    }

    /// Records that the response is that of a stub.
    pub(crate) fn stubbed(&self) {
        self.note(|request| request.stubbed = true);
    }

    /// Records the response.
    pub(crate) fn responded(&self, status: u16) {
        self.note(|request| request.status = Some(status));
    }

    fn note(&self, note: impl FnOnce(&mut ReceivedRequest)) {
        let mut entries = self.record.lock();
        if let Some(at) = self.number.checked_sub(entries.dropped).and_then(|at| usize::try_from(at).ok())
            && let Some(entry) = entries.kept.get_mut(at)
        {
            note(&mut entry.request);
        }
    }
}
