//! Material in an object store: it is read in ranges of a bounded size, a few of them ahead, each on the condition that
//! the object is still the one whose length was asked for.
//!
//! The rule: no text of the store reaches a message. The errors of `object_store` may contain URLs with signatures, and
//! responses that quote a key. A message has the kind of the failure, the status of the response, and the location.
//!
//! Requests run on the runtime in which the source was made, also those for a thread that reads.

use std::collections::VecDeque;
use std::error::Error as StdError;
use std::fmt::Display;
use std::future::{Future, poll_fn};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use futures_core::Stream;
use object_store::path::Path as Location;
use object_store::{GetOptions, GetRange, ObjectMeta, ObjectStore};
use tokio::runtime::Handle;
use tokio::task::AbortHandle;
use tracing::Instrument;
use tracing::instrument::WithSubscriber;

use super::fault::changed;
use crate::error_code::Classification;
use crate::text::printable;
use crate::{Error, ErrorKind};

/// The size of a range that is read to its end, in bytes.
const RANGE: u64 = 1024 * 1024;
/// The number of ranges that are requested before they are needed.
const AHEAD: usize = 4;
/// The size of a range for a header, in bytes.
const HEADER_RANGE: u64 = 64 * 1024;
/// The number of attempts for a range. An attempt has the retries of the store in it.
const ATTEMPTS: u32 = 4;
/// The time for which a store may give nothing, unless the caller sets another.
pub(super) const STALL_TIMEOUT: Duration = Duration::from_secs(60);
/// The pause before the second attempt as a fraction of the time for which the store may give nothing: half a second of
/// a minute. Each further pause is four times as long.
const PAUSE_FRACTION: u32 = 120;

/// An object, as it was when its length was asked for.
pub(super) struct Object {
    store: Arc<dyn ObjectStore>,
    location: Location,
    /// The location and the store, for messages.
    pub(super) name: String,
    pub(super) len: u64,
    pub(super) e_tag: Option<String>,
    pub(super) version: Option<String>,
    runtime: Handle,
    stall_timeout: Duration,
}

impl Object {
    /// Asks the store for the length, the ETag and the version of an object.
    pub(super) async fn open(
        store: Arc<dyn ObjectStore>,
        location: Location,
        stall_timeout: Duration,
    ) -> Result<Self, Error> {
        let name = format!("{} in {}", printable(location.as_ref()), name_of(&store));
        let runtime = Handle::try_current().map_err(|_| {
            Error::new(ErrorKind::File, format!("{name} cannot be read outside of a Tokio runtime"))
                .with_advice("make the source in a task of the runtime that is to send the requests")
        })?;
        let stall_timeout = stall_timeout.max(Duration::from_millis(1));
        let mut object = Self { store, location, name, len: 0, e_tag: None, version: None, runtime, stall_timeout };
        let (meta, _) = object.read(None, &AtomicU64::new(0)).await?;
        (object.len, object.e_tag, object.version) = (meta.size, meta.e_tag, meta.version);
        Ok(object)
    }

    /// Returns the store's name, without secrets.
    pub(super) fn store(&self) -> String {
        name_of(&self.store)
    }

    /// Returns the location in the store.
    pub(super) fn location(&self) -> &str {
        self.location.as_ref()
    }

    /// Returns a reader that reads ahead.
    pub(super) fn reader(self: &Arc<Self>) -> ObjectReader {
        ObjectReader::new(self.clone(), RANGE, AHEAD)
    }

    /// Returns a reader for the header, which requests little and nothing ahead.
    pub(super) fn header_reader(self: &Arc<Self>) -> ObjectReader {
        ObjectReader::new(self.clone(), HEADER_RANGE, 0)
    }

    /// Reads a range, or without one only what the store says of the object. Failures that may pass are retried a few
    /// times. The counter counts every sign of life.
    async fn read(&self, range: Option<&Range<u64>>, life: &AtomicU64) -> Result<(ObjectMeta, Vec<u8>), Error> {
        let started = Instant::now();
        let mut pause = self.stall_timeout / PAUSE_FRACTION;
        let mut attempts = 0;
        loop {
            attempts += 1;
            life.fetch_add(1, Ordering::Relaxed);
            match self.attempt(range, life).await {
                Err(error) if error.is_transient() && attempts < ATTEMPTS => {
                    tokio::time::sleep(pause).await;
                    pause *= 4;
                }
                Err(error) => return Err(error.with_attempts(attempts, started.elapsed())),
                read => return read,
            }
        }
    }

    async fn attempt(&self, range: Option<&Range<u64>>, life: &AtomicU64) -> Result<(ObjectMeta, Vec<u8>), Error> {
        let Some(range) = range else {
            let options = GetOptions { head: true, ..GetOptions::default() };
            return Ok((self.in_time(self.store.get_opts(&self.location, options)).await?.meta, Vec::new()));
        };
        let options = GetOptions {
            range: Some(GetRange::Bounded(range.clone())),
            if_match: self.e_tag.clone().filter(|e_tag| is_strong(e_tag)),
            // Only where there is no ETag: reading a certain version may need another permission than reading.
            version: self.version.clone().filter(|_| self.e_tag.is_none()),
            ..GetOptions::default()
        };
        let result = self.in_time(self.store.get_opts(&self.location, options)).await?;
        life.fetch_add(1, Ordering::Relaxed);
        if result.meta.size != self.len || differ(self.e_tag.as_deref(), result.meta.e_tag.as_deref()) {
            return Err(self.changed());
        }
        if result.range != *range {
            return Err(self.unreadable("the store gave another range than was asked for"));
        }
        let length = range.end - range.start;
        let meta = result.meta.clone();
        let mut stream = result.into_stream();
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
        while let Some(chunk) = self.in_time(next(&mut stream)).await? {
            life.fetch_add(1, Ordering::Relaxed);
            if bytes.len() as u64 + chunk.len() as u64 > length {
                return Err(self.unreadable("the store gave more bytes than were asked for"));
            }
            bytes.extend_from_slice(&chunk);
        }
        match bytes.len() as u64 == length {
            true => Ok((meta, bytes)),
            false => Err(self.unreadable("the store gave fewer bytes than were asked for").transient_if(true)),
        }
    }

    /// Awaits the store for as long as it may give nothing.
    async fn in_time<T>(&self, work: impl Future<Output = object_store::Result<T>>) -> Result<T, Error> {
        match tokio::time::timeout(self.stall_timeout, work).await {
            Ok(done) => done.map_err(|error| self.failure(&error)),
            Err(_) => {
                let reason = format!("the store gave nothing for {:.1} s", self.stall_timeout.as_secs_f64());
                Err(self.unreadable(&reason).transient_if(true).with_advice("check that the store can be reached"))
            }
        }
    }

    /// Converts an error of the store, without any text of it.
    fn failure(&self, error: &object_store::Error) -> Error {
        use object_store::Error as Store;
        let status = status(error);
        // Neither is a reason to give up a training for good. `is_auth` is about the service's credentials.
        let refused = Classification { is_permission: true, ..Classification::default() };
        match error {
            Store::Precondition { .. } => self.changed(),
            Store::NotFound { .. } => Error::new(ErrorKind::File, format!("{} does not exist", self.name))
                .with_advice("check the location, and whether the store has a prefix"),
            Store::PermissionDenied { .. } => Error::new(ErrorKind::File, format!("{} may not be read", self.name))
                .classified(refused)
                .with_advice("give the store's credentials the permission to read the object"),
            Store::Unauthenticated { .. } => self
                .unreadable("the store did not accept the credentials")
                .classified(refused)
                .with_advice("correct the credentials of the store"),
            Store::NotSupported { .. } | Store::NotImplemented { .. } => {
                self.unreadable("the store does not support reading a range")
            }
            // Where there is no condition, the range of an object that is shorter now is refused.
            _ if status == Some(416) => self.changed(),
            _ => {
                let reason = match status {
                    Some(status) => format!("the store responded with status {status}"),
                    None => cause(error).unwrap_or_else(|| "the request to the store failed".to_owned()),
                };
                let is_transient = status.is_none_or(|status| matches!(status, 408 | 429 | 500..));
                self.unreadable(&reason).transient_if(is_transient).with_advice("check that the store can be reached")
            }
        }
    }

    fn unreadable(&self, reason: &str) -> Error {
        Error::new(ErrorKind::File, format!("{} cannot be read: {reason}", self.name))
    }

    /// Returns the error for an object that was replaced.
    pub(super) fn changed(&self) -> Error {
        changed(&self.name).with_advice("leave the object as it is until it is uploaded, then start again")
    }
}

/// Returns whether an ETag can be a condition of a request. A weak one never matches there.
fn is_strong(e_tag: &str) -> bool {
    !e_tag.starts_with("W/")
}

/// Returns whether two ETags are of different bytes. Some stores leave out the quotes, or the whole ETag, in one of two
/// responses.
pub(super) fn differ(before: Option<&str>, now: Option<&str>) -> bool {
    let opaque = |e_tag: &str| e_tag.trim_start_matches("W/").trim_matches('"').to_owned();
    before.zip(now).is_some_and(|(before, now)| opaque(before) != opaque(now))
}

async fn next<S: Stream<Item = object_store::Result<T>> + Unpin + ?Sized, T>(
    stream: &mut S,
) -> object_store::Result<Option<T>> {
    poll_fn(|context| std::pin::Pin::new(&mut *stream).poll_next(context)).await.transpose()
}

/// Returns the name that a store gives itself, without what may be a secret in a URL: its user and its query.
pub(super) fn name_of(store: &impl Display) -> String {
    let name = printable(&store.to_string());
    let mut parts = name.split("://");
    let mut clean = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let host = part.find('/').unwrap_or(part.len());
        let part = part[..host].rfind('@').map_or(part, |at| &part[at + 1..]);
        let query = part.find(['?', '#']).unwrap_or(part.len());
        let after = part[query..].find([' ', ')', ',']).map_or("", |end| &part[query + end..]);
        clean.extend(["://", &part[..query], after]);
    }
    clean
}

/// Returns the status of a response that an error is about. Only the three digits are taken from the text.
fn status(error: &object_store::Error) -> Option<u16> {
    let text = error.to_string();
    let (_, after) = text.split_once("status code: ")?;
    after.get(..3)?.parse().ok().filter(|status| (100..600).contains(status))
}

/// Returns the cause that the system or the HTTP client knows, in words of theirs that hold no address.
fn cause(error: &object_store::Error) -> Option<String> {
    let mut source = StdError::source(error);
    let mut cause = None;
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<io::Error>().filter(|error| error.kind() != io::ErrorKind::Other) {
            return Some(error.kind().to_string());
        }
        if let Some(error) = error.downcast_ref::<reqwest::Error>() {
            let known = [(error.is_timeout(), "no response in time"), (error.is_connect(), "no connection")];
            cause = known.into_iter().find_map(|(applies, cause)| applies.then(|| cause.to_owned())).or(cause);
        }
        source = error.source();
    }
    cause
}

/// Reads an object on a thread that may block, and seeks in it. It holds one range, and those that were requested ahead.
pub(super) struct ObjectReader {
    object: Arc<Object>,
    range: u64,
    ahead: usize,
    position: u64,
    /// The position of the first byte that was not requested yet.
    requested: u64,
    pending: VecDeque<Pending>,
    current: Vec<u8>,
    /// The position of the first byte in the current range.
    start: u64,
}

impl ObjectReader {
    fn new(object: Arc<Object>, range: u64, ahead: usize) -> Self {
        let (pending, current) = (VecDeque::new(), Vec::new());
        Self { object, range, ahead, position: 0, requested: 0, pending, current, start: 0 }
    }

    /// Returns the bytes of the current range from the position on.
    fn rest(&self) -> &[u8] {
        let offset = self.position.checked_sub(self.start).and_then(|offset| usize::try_from(offset).ok());
        offset.and_then(|offset| self.current.get(offset..)).unwrap_or_default()
    }

    /// Makes the range with the position the current one.
    fn advance(&mut self) -> Result<(), Error> {
        // Its memory is free before the next range is requested.
        self.current = Vec::new();
        while self.pending.front().is_some_and(|pending| !pending.range.contains(&self.position)) {
            self.pending.pop_front();
        }
        if self.pending.is_empty() {
            self.requested = self.position;
        }
        self.request(self.ahead.max(1));
        let Some(first) = self.pending.pop_front() else { return Ok(()) };
        self.start = first.range.start;
        self.current = first.wait(&self.object)?;
        self.request(self.ahead);
        Ok(())
    }

    /// Requests ranges until so many are pending.
    fn request(&mut self, count: usize) {
        while self.pending.len() < count && self.requested < self.object.len {
            let end = self.requested.saturating_add(self.range).min(self.object.len);
            self.pending.push_back(Pending::start(self.object.clone(), self.requested..end));
            self.requested = end;
        }
    }
}

impl Read for ObjectReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() || self.position >= self.object.len {
            return Ok(0);
        }
        if self.rest().is_empty() {
            self.advance().map_err(io::Error::other)?;
        }
        let rest = self.rest();
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        self.position += length as u64;
        Ok(length)
    }
}

impl Seek for ObjectReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(target) => Some(target),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
            SeekFrom::End(offset) => self.object.len.checked_add_signed(offset),
        };
        self.position = target.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}

/// A range that was requested. Dropping it stops the request.
struct Pending {
    range: Range<u64>,
    read: Receiver<Result<Vec<u8>, Error>>,
    /// Counts the signs of life of the request.
    life: Arc<AtomicU64>,
    task: AbortHandle,
}

impl Pending {
    fn start(object: Arc<Object>, range: Range<u64>) -> Self {
        let (sender, read) = channel();
        let life = Arc::new(AtomicU64::new(0));
        let (of_task, requested, runtime) = (life.clone(), range.clone(), object.runtime.clone());
        let request = async move {
            let read = object.read(Some(&requested), &of_task).await.map(|(_, bytes)| bytes);
            // The receiver is gone when nobody needs the range any more.
            let _ = sender.send(read);
        };
        let task = runtime.spawn(request.in_current_span().with_current_subscriber()).abort_handle();
        Self { range, read, life, task }
    }

    /// Waits for the bytes. The limits of the request hold only while its runtime runs, so a request without any sign of
    /// life is given up here. The wait has many short steps, so that the time of a stopped process does not count.
    fn wait(self, object: &Object) -> Result<Vec<u8>, Error> {
        const STEPS: u32 = 32;
        let step = (object.stall_timeout * 2 / STEPS).max(Duration::from_millis(1));
        let (mut known, mut steps) = (0, 0);
        loop {
            match self.read.recv_timeout(step) {
                Ok(read) => return read,
                Err(RecvTimeoutError::Disconnected) => {
                    let reason = "the Tokio runtime in which the source was made has ended";
                    // Not an error of the file, because of which a training would be given up for good.
                    return Err(Error::new(ErrorKind::Stopped, format!("{} cannot be read: {reason}", object.name))
                        .with_advice("make the source in the runtime that uses it"));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            let life = self.life.load(Ordering::Relaxed);
            steps = if life == known { steps + 1 } else { 0 };
            known = life;
            if steps >= STEPS {
                return Err(object
                    .unreadable("the Tokio runtime in which the source was made does not run its requests")
                    .with_advice("read the source on another thread (tokio::task::spawn_blocking)"));
            }
        }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_store_has_neither_user_nor_query() {
        for (store, name) in [
            ("AmazonS3(voices)", "AmazonS3(voices)"),
            ("LocalFileSystem(file:///var/voices/)", "LocalFileSystem(file:///var/voices/)"),
            ("Obs(https://AK:SK@obs.example.com/voices?Signature=s&x=1)", "Obs(https://obs.example.com/voices)"),
            ("A(https://a?s=1, https://u@b/@c#t)", "A(https://a, https://b/@c)"),
            ("a\nb", "a b"),
        ] {
            assert_eq!(name_of(&store), name);
        }
    }

    #[test]
    fn a_weak_etag_is_no_condition() {
        assert!(is_strong("\"a\"") && !is_strong("W/\"a\""));
    }

    #[test]
    fn etags_are_compared_without_their_notation() {
        for (before, now, expected) in [
            (Some("\"a\""), Some("\"b\""), true),
            (Some("\"a\""), Some("a"), false),
            (Some("W/\"a\""), Some("\"a\""), false),
            (Some("\"a\""), None, false),
            (None, Some("\"a\""), false),
        ] {
            assert_eq!(differ(before, now), expected, "{before:?} {now:?}");
        }
    }
}
