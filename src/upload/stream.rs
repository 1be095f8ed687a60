//! The body of one attempt as HTTP sends it: piece by piece from the reading thread, no faster than the bandwidth
//! limit, and watched for stalls.
//!
//! The [`StallDetector`] counts the bytes that an attempt has handed to its connection, and those that the socket has
//! accepted. This tells a connection that hangs from a slow source, and a body that is still on its way from one that
//! waits for its response.
//!
//! The stall detector alone owns the time limits of an upload. Nothing else may judge a connection by a limit of its
//! own: where the HTTP client is built, the system's limits are turned off, or follow from the limits here.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use tokio::sync::mpsc;

use super::progress::{Meter, Report};
use super::reader::stopped;
use super::time_limit::{TimeLimit, step};
use crate::Error;
use crate::http::{Fence, closed};
use crate::retry::Clock;
use crate::source::PIECE;

/// The place for a failure to read, because HTTP has none.
pub(super) type ReadFailure = Arc<Mutex<Option<Error>>>;

/// The pieces from the reading thread. The stream shares them with the attempt, because a connection that hangs keeps
/// its stream until the system gives it up.
#[derive(Clone)]
pub(super) struct Chunks(Arc<Mutex<Option<Receiver>>>);

type Receiver = mpsc::Receiver<Result<Bytes, Error>>;

impl Chunks {
    pub(super) fn new(pieces: Receiver) -> Self {
        Self(Arc::new(Mutex::new(Some(pieces))))
    }

    /// Ends the reading thread. Nothing more is sent.
    pub(super) fn end(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Returns the failure to read, if no connection has taken the pieces to find it.
    pub(super) fn failure(&self) -> Option<Error> {
        let mut pieces = self.0.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        std::iter::from_fn(|| pieces.try_recv().ok()).find_map(Result::err)
    }

    fn poll(&self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        match &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(pieces) => pieces.poll_recv(context),
            None => Poll::Ready(None),
        }
    }
}

/// The bytes of a body, in order, as HTTP sends them.
pub(super) struct BodyStream {
    pub(super) chunks: Chunks,
    pub(super) meter: Meter,
    pub(super) stall: Arc<StallDetector>,
    pub(super) report: Arc<Mutex<Report>>,
    pub(super) failure: ReadFailure,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) fence: Option<Arc<dyn Fence>>,
    pub(super) pacer: Pacer,
}

impl BodyStream {
    fn fail(&self, error: Error) -> Poll<Option<io::Result<Bytes>>> {
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
        Poll::Ready(Some(Err(io::Error::other("the body could not be read to its end"))))
    }
}

impl Stream for BodyStream {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        // The connection asks for more even if nobody awaits the attempt any more.
        if this.fence.as_ref().is_some_and(|fence| !fence.is_open()) {
            return this.fail(closed());
        }
        if this.pacer.rest.is_empty() {
            let piece = this.chunks.poll(context);
            this.stall.ask(piece.is_pending());
            match ready!(piece) {
                Some(Ok(piece)) => this.pacer.rest = piece,
                Some(Err(error)) => return this.fail(error),
                // The attempt has ended, or the thread has panicked: the caller's own reader may do that.
                None if !this.stall.all_handed() => {
                    return this.fail(stopped());
                }
                None => return Poll::Ready(None),
            }
        }
        let slice = ready!(this.pacer.poll_slice(&this.clock, context));
        let progress = this.meter.advance(slice.len() as u64, this.clock.elapsed());
        this.report.lock().unwrap_or_else(PoisonError::into_inner).send(progress);
        Poll::Ready(Some(Ok(this.stall.hand(slice))))
    }
}

/// Holds bytes back until all throttles allow them.
#[derive(Default)]
pub(super) struct Pacer {
    throttles: Vec<Arc<Throttle>>,
    /// The bytes that are read and not yet handed to the connection.
    rest: Bytes,
    /// The number of bytes in the rest that the throttles have allowed.
    allowed: usize,
    pause: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl Pacer {
    /// Makes a pacer that is as fast as all of these throttles allow.
    pub(super) fn new(throttles: Vec<Arc<Throttle>>) -> Self {
        Self { throttles, ..Self::default() }
    }

    /// Returns the part of the rest that the connection may have now.
    fn poll_slice(&mut self, clock: &Arc<dyn Clock>, context: &mut Context<'_>) -> Poll<Bytes> {
        if self.throttles.is_empty() {
            return Poll::Ready(std::mem::take(&mut self.rest));
        }
        if self.allowed == 0 {
            let slice = self.throttles.iter().map(|throttle| throttle.slice()).min();
            self.allowed = slice.unwrap_or(usize::MAX).min(self.rest.len());
            let now = clock.elapsed();
            let pause = self.throttles.iter().map(|throttle| throttle.take(self.allowed, now)).max();
            if let Some(pause) = pause.filter(|pause| !pause.is_zero()) {
                let clock = clock.clone();
                self.pause = Some(Box::pin(async move { clock.sleep(pause).await }));
            }
        }
        if let Some(pause) = &mut self.pause {
            ready!(pause.as_mut().poll(context));
            self.pause = None;
        }
        Poll::Ready(self.rest.split_to(std::mem::take(&mut self.allowed)))
    }
}

/// The time that a late timer has missed and that the throttle lets the upload catch up on.
const SLACK: Duration = Duration::from_millis(100);
/// The number of slices in a second.
const SLICES: u64 = 8;

/// Limits the bytes per second of one upload, or of several that share it, so that a studio's network stays usable.
#[derive(Debug)]
pub(super) struct Throttle {
    bytes_per_second: u64,
    /// The time at which all allowed bytes are sent.
    free_at: Mutex<Duration>,
}

impl Throttle {
    /// Makes a throttle. Zero bytes count as one.
    pub(super) fn new(bytes_per_second: u64) -> Self {
        Self { bytes_per_second: bytes_per_second.max(1), free_at: Mutex::default() }
    }

    /// Returns the number of bytes to hand over at once, so that they flow evenly.
    fn slice(&self) -> usize {
        usize::try_from(self.bytes_per_second / SLICES).unwrap_or(PIECE).clamp(1024, PIECE)
    }

    /// Reserves the time for some bytes. Returns how long they have to wait from now on.
    fn take(&self, bytes: usize, now: Duration) -> Duration {
        let duration = Duration::from_secs_f64(bytes as f64 / self.bytes_per_second as f64);
        let mut free_at = self.free_at.lock().unwrap_or_else(PoisonError::into_inner);
        let start = (*free_at).max(now.saturating_sub(SLACK));
        *free_at = start + duration;
        start.saturating_sub(now)
    }
}

/// Counts the bytes of one attempt on their way to the socket.
#[derive(Debug)]
pub(super) struct StallDetector {
    total: u64,
    /// Whether the connection has asked for the body.
    asked: AtomicBool,
    /// Whether the source owes the next piece.
    source_owes: AtomicBool,
    /// The bytes that the connection has.
    handed: AtomicU64,
    /// The bytes that the socket has accepted.
    accepted: AtomicU64,
}

/// The time limits of an attempt, one for each kind of waiting.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The socket accepts nothing.
    pub(super) stall: Duration,
    /// There is no connection, or no response.
    pub(super) response: Duration,
    /// The source gives nothing.
    pub(super) source: Duration,
}

/// The state in which an attempt waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waiting {
    Connection,
    Source,
    Socket,
    Response,
    /// The throttle holds the bytes back.
    Throttle,
}

/// The reason why an attempt has exceeded its limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stalled {
    /// No connection accepts the body.
    Connection,
    /// The source gives no more bytes.
    Source,
    /// The socket accepts no more bytes.
    Socket,
    /// The socket has accepted everything, and no response comes.
    Response,
}

impl StallDetector {
    pub(super) fn new(total: u64) -> Arc<Self> {
        Arc::new(Self {
            total,
            asked: AtomicBool::new(false),
            source_owes: AtomicBool::new(false),
            handed: AtomicU64::new(0),
            accepted: AtomicU64::new(0),
        })
    }

    /// Notes that the connection asks for the next piece, and whether the source still owes it.
    fn ask(&self, source_owes: bool) {
        self.asked.store(true, Ordering::SeqCst);
        self.source_owes.store(source_owes, Ordering::SeqCst);
    }

    /// Hands bytes to the connection, which holds them until the socket, or TLS before it, has accepted the last of
    /// them.
    fn hand(self: &Arc<Self>, bytes: Bytes) -> Bytes {
        self.handed.fetch_add(bytes.len() as u64, Ordering::SeqCst);
        Bytes::from_owner(Handed { bytes, stall: self.clone() })
    }

    /// Returns whether the connection has all bytes, so that OBS may have them.
    pub(super) fn all_handed(&self) -> bool {
        self.handed.load(Ordering::SeqCst) == self.total
    }

    /// Returns how many bytes the socket has accepted.
    pub(super) fn accepted(&self) -> u64 {
        self.accepted.load(Ordering::SeqCst)
    }

    /// Returns whether the socket has accepted all bytes, so that a response can be about all of them.
    pub(super) fn all_accepted(&self) -> bool {
        self.accepted() == self.total
    }

    /// Waits until the attempt exceeds one of the limits. Each limit starts again when the socket accepts bytes, and
    /// when the attempt waits for something else.
    pub(super) async fn stalled(&self, limits: Limits) -> Stalled {
        // The next state may have the shortest limit.
        let step = step(limits.stall.min(limits.response).min(limits.source));
        loop {
            let (waiting, accepted) = self.now();
            let (limit, stalled) = match waiting {
                Waiting::Connection => (limits.response, Stalled::Connection),
                Waiting::Source => (limits.source, Stalled::Source),
                Waiting::Socket | Waiting::Throttle => (limits.stall, Stalled::Socket),
                Waiting::Response => (limits.response, Stalled::Response),
            };
            let mut limit = TimeLimit::with_step(limit, step);
            loop {
                let has_passed = limit.step().await;
                if waiting == Waiting::Throttle || self.now() != (waiting, accepted) {
                    break;
                }
                if has_passed {
                    return stalled;
                }
            }
        }
    }

    /// Returns the current state, and the number of accepted bytes.
    fn now(&self) -> (Waiting, u64) {
        let accepted = self.accepted();
        let waiting = if accepted == self.total {
            Waiting::Response
        } else if !self.asked.load(Ordering::SeqCst) {
            Waiting::Connection
        } else if self.handed.load(Ordering::SeqCst) != accepted {
            Waiting::Socket
        } else if self.source_owes.load(Ordering::SeqCst) {
            Waiting::Source
        } else {
            Waiting::Throttle
        };
        (waiting, accepted)
    }
}

/// Bytes that the connection has. It drops them when the socket has accepted them.
struct Handed {
    bytes: Bytes,
    stall: Arc<StallDetector>,
}

impl AsRef<[u8]> for Handed {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Handed {
    fn drop(&mut self) {
        self.stall.accepted.fetch_add(self.bytes.len() as u64, Ordering::SeqCst);
    }
}
