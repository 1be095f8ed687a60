//! A response body that breaks off, or that arrives byte by byte.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

/// A response body that is not delivered as usual.
pub(super) struct FaultyBody {
    pieces: VecDeque<Bytes>,
    pace: Option<Interval>,
    /// Whether the server has had the time to send the pieces.
    sent: bool,
}

impl FaultyBody {
    /// Creates a body that breaks off after these bytes.
    pub(super) fn truncated(bytes: Bytes) -> Self {
        Self { pieces: VecDeque::from([bytes]), pace: None, sent: false }
    }

    /// Creates a body that arrives byte by byte, with this pause before each byte.
    pub(super) fn dripping(bytes: Bytes, pause: Duration) -> Self {
        let pause = pause.max(Duration::from_millis(1));
        let mut pace = interval_at(Instant::now() + pause, pause);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { pieces: (0..bytes.len()).map(|at| bytes.slice(at..=at)).collect(), pace: Some(pace), sent: true }
    }
}

impl Body for FaultyBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(pace) = &mut self.pace {
            ready!(pace.poll_tick(context));
        }
        if let Some(piece) = self.pieces.pop_front() {
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        if self.pace.is_some() {
            return Poll::Ready(None);
        }
        if !std::mem::replace(&mut self.sent, true) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(io::Error::other("a disturbance truncates the body"))))
    }
}
