//! The body of one attempt as HTTP takes it: piece by piece from the reading thread, no faster than is allowed.
//!
//! What an attempt has handed to its connection, and what of it the socket has taken: this tells a connection that
//! hangs from a source that is slow, and a body that is on its way from one that has to be answered.
//!
//! It is the only owner of the limits of an upload. Nothing else may judge a connection by a time of its own: where the HTTP
//! client is made, the system's limits are put out of the way, or follow from the ones here.
//!
//! A limit to how many bytes are handed over in a second, so that a studio's network stays usable.

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

use super::patience::{Patience, look};
use super::progress::{Meter, Report};
use super::reader::stopped;
use crate::Error;
use crate::retry::Clock;
use crate::source::PIECE;

/// Where a failure to read is left, because HTTP has no place for it.
pub(super) type ReadFailure = Arc<Mutex<Option<Error>>>;

/// What comes from the reading thread. The stream shares it with the attempt, because a connection that hangs keeps its
/// stream until the system gives it up.
#[derive(Clone)]
pub(super) struct Chunks(Arc<Mutex<Option<Receiver>>>);

type Receiver = mpsc::Receiver<Result<Bytes, Error>>;

impl Chunks {
    pub(super) fn new(pieces: Receiver) -> Self {
        Self(Arc::new(Mutex::new(Some(pieces))))
    }

    /// The attempt is over: the thread ends, and nothing more is sent.
    pub(super) fn end(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Why there are no more pieces, where nobody has taken them to find out.
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
    pub(super) pace: Pacer,
}

/// What keeps the pieces from being handed over too fast.
#[derive(Default)]
pub(super) struct Pacer {
    throttles: Vec<Arc<Throttle>>,
    /// What is read and not handed over yet.
    rest: Bytes,
    /// How much of the rest has got its time.
    allowed: usize,
    pause: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl Pacer {
    /// As fast as all of these allow.
    pub(super) fn new(throttles: Vec<Arc<Throttle>>) -> Self {
        Self { throttles, ..Self::default() }
    }

    /// What may be handed over of the rest.
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
        if this.pace.rest.is_empty() {
            let piece = this.chunks.poll(context);
            this.stall.ask(piece.is_pending());
            match ready!(piece) {
                Some(Ok(piece)) => this.pace.rest = piece,
                Some(Err(error)) => return this.fail(error),
                // The attempt is over, or the thread has panicked: a source of the caller's own may.
                None if !this.stall.all_handed() => {
                    return this.fail(stopped());
                }
                None => return Poll::Ready(None),
            }
        }
        let slice = ready!(this.pace.poll_slice(&this.clock, context));
        let progress = this.meter.advance(slice.len() as u64, this.clock.elapsed());
        this.report.lock().unwrap_or_else(PoisonError::into_inner).tell(progress);
        Poll::Ready(Some(Ok(this.stall.hand(slice))))
    }
}

/// The counts of one attempt.
#[derive(Debug)]
pub(super) struct StallDetector {
    total: u64,
    /// Whether the connection has asked for the body.
    asked: AtomicBool,
    /// Whether the source owes the next piece.
    hungry: AtomicBool,
    handed: AtomicU64,
    taken: AtomicU64,
}

/// How long each kind of waiting may last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The socket takes nothing.
    pub(super) stall: Duration,
    /// There is no connection, or no response.
    pub(super) answer: Duration,
    /// The source gives nothing.
    pub(super) source: Duration,
}

/// What an attempt waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waiting {
    Connection,
    Source,
    Socket,
    Response,
    /// For its turn, where there is a bandwidth limit.
    Turn,
}

/// Why an attempt has to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stalled {
    /// There is no connection that takes the body.
    Unconnected,
    /// The source gives nothing any more.
    Starved,
    /// The socket takes nothing any more.
    Stalled,
    /// Everything was taken, and no answer comes.
    Unanswered,
}

impl StallDetector {
    pub(super) fn new(total: u64) -> Arc<Self> {
        Arc::new(Self {
            total,
            asked: AtomicBool::new(false),
            hungry: AtomicBool::new(false),
            handed: AtomicU64::new(0),
            taken: AtomicU64::new(0),
        })
    }

    /// The connection asks for the next piece, which the source has or owes.
    pub(super) fn ask(&self, owed: bool) {
        self.asked.store(true, Ordering::SeqCst);
        self.hungry.store(owed, Ordering::SeqCst);
    }

    /// Hands bytes to the connection. It holds them until the socket, or TLS before it, has taken the last of them.
    pub(super) fn hand(self: &Arc<Self>, bytes: Bytes) -> Bytes {
        self.handed.fetch_add(bytes.len() as u64, Ordering::SeqCst);
        Bytes::from_owner(Handed { bytes, stall: self.clone() })
    }

    /// Whether the connection has got everything, so that OBS may have it.
    pub(super) fn all_handed(&self) -> bool {
        self.handed.load(Ordering::SeqCst) == self.total
    }

    /// How many bytes the socket has taken.
    pub(super) fn taken(&self) -> u64 {
        self.taken.load(Ordering::SeqCst)
    }

    /// Whether the socket has taken everything, so that a response can be about all of it.
    pub(super) fn all_taken(&self) -> bool {
        self.taken() == self.total
    }

    /// Waits until one of the limits is over: each begins anew when the socket takes something, or when it is something
    /// else that is waited for.
    pub(super) async fn overdue(&self, limits: Limits) -> Stalled {
        // Whatever is waited for next may have the shortest limit.
        let look = look(limits.stall.min(limits.answer).min(limits.source));
        loop {
            let (waiting, taken) = self.now();
            let (limit, overdue) = match waiting {
                Waiting::Connection => (limits.answer, Stalled::Unconnected),
                Waiting::Source => (limits.source, Stalled::Starved),
                Waiting::Socket | Waiting::Turn => (limits.stall, Stalled::Stalled),
                Waiting::Response => (limits.answer, Stalled::Unanswered),
            };
            let mut patience = Patience::in_looks(limit, look);
            loop {
                let over = patience.look().await;
                if waiting == Waiting::Turn || self.now() != (waiting, taken) {
                    break;
                }
                if over {
                    return overdue;
                }
            }
        }
    }

    /// What is waited for, after how many bytes.
    fn now(&self) -> (Waiting, u64) {
        let taken = self.taken();
        let waiting = if taken == self.total {
            Waiting::Response
        } else if !self.asked.load(Ordering::SeqCst) {
            Waiting::Connection
        } else if self.handed.load(Ordering::SeqCst) != taken {
            Waiting::Socket
        } else if self.hungry.load(Ordering::SeqCst) {
            Waiting::Source
        } else {
            Waiting::Turn
        };
        (waiting, taken)
    }
}

/// Bytes on their way, which are dropped when they are taken.
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
        self.stall.taken.fetch_add(self.bytes.len() as u64, Ordering::SeqCst);
    }
}

/// What was missed within this time, because a timer came late, may be made up for.
const SLACK: Duration = Duration::from_millis(100);
/// How many slices a second is divided into.
const SLICES: u64 = 8;

/// Hands out the time in which bytes may be sent, to one upload or to several that share it.
#[derive(Debug)]
pub(super) struct Throttle {
    bytes_per_second: u64,
    /// When everything that was allowed so far is sent.
    free_at: Mutex<Duration>,
}

impl Throttle {
    /// 0 counts as 1.
    pub(super) fn new(bytes_per_second: u64) -> Self {
        Self { bytes_per_second: bytes_per_second.max(1), free_at: Mutex::default() }
    }

    /// How many bytes should be handed over at once, so that they flow evenly.
    pub(super) fn slice(&self) -> usize {
        usize::try_from(self.bytes_per_second / SLICES).unwrap_or(PIECE).clamp(1024, PIECE)
    }

    /// Takes the time for so many bytes; how long they have to wait from now on.
    pub(super) fn take(&self, bytes: usize, now: Duration) -> Duration {
        let takes = Duration::from_secs_f64(bytes as f64 / self.bytes_per_second as f64);
        let mut free_at = self.free_at.lock().unwrap_or_else(PoisonError::into_inner);
        let start = (*free_at).max(now.saturating_sub(SLACK));
        *free_at = start + takes;
        start.saturating_sub(now)
    }
}
