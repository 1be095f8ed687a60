//! The body of one attempt as HTTP takes it: piece by piece from the reading thread, no faster than is allowed.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::sync::mpsc;

use super::progress::{Meter, Report};
use super::stall::StallDetector;
use super::throttle::Throttle;
use crate::retry::Clock;
use crate::{Error, ErrorKind};

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

/// The reading has ended before its end.
pub(super) fn stopped() -> Error {
    Error::new(ErrorKind::File, "reading was stopped")
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
