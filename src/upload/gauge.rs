//! What an attempt has handed to its connection, and what of it the socket has taken: this tells a connection that
//! hangs from a source that is slow, and a body that is on its way from one that has to be answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::Notify;
use tokio::time::Instant;

/// The counts of one attempt.
#[derive(Debug)]
pub(super) struct Gauge {
    total: u64,
    handed: AtomicU64,
    taken: AtomicU64,
    started: Instant,
    /// When the socket last took something, or had to begin to; in microseconds from the start.
    moved: AtomicU64,
    all_taken: Notify,
}

/// Why an attempt has to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Overdue {
    /// The socket takes nothing any more.
    Stalled,
    /// Everything was taken, and no answer comes.
    Unanswered,
}

impl Gauge {
    pub(super) fn new(total: u64) -> Arc<Self> {
        Arc::new(Self {
            total,
            handed: AtomicU64::new(0),
            taken: AtomicU64::new(0),
            started: Instant::now(),
            moved: AtomicU64::new(0),
            all_taken: Notify::new(),
        })
    }

    /// Hands bytes to the connection. It holds them until the socket, or TLS before it, has taken the last of them.
    pub(super) fn hand(self: &Arc<Self>, bytes: Bytes) -> Bytes {
        // In this order, and the other way round in `overdue`: what is waited for is never older than it seems.
        if self.handed.load(Ordering::SeqCst) == self.taken.load(Ordering::SeqCst) {
            self.move_on();
        }
        self.handed.fetch_add(bytes.len() as u64, Ordering::SeqCst);
        Bytes::from_owner(Handed { bytes, gauge: self.clone() })
    }

    /// Whether the connection has got everything, so that OBS may have it.
    pub(super) fn all_handed(&self) -> bool {
        self.handed.load(Ordering::SeqCst) == self.total
    }

    /// Waits until the socket has taken nothing for `stall`, or the answer has not come within `answer` after it took
    /// the last byte. Waiting for the source does not count.
    pub(super) async fn overdue(&self, stall: Duration, answer: Duration) -> Overdue {
        let stall = stall.max(Duration::from_millis(1));
        loop {
            let handed = self.handed.load(Ordering::SeqCst);
            let taken = self.taken.load(Ordering::SeqCst);
            let moved = self.started + Duration::from_micros(self.moved.load(Ordering::SeqCst));
            if taken == self.total {
                tokio::time::sleep_until(later(moved, answer)).await;
                return Overdue::Unanswered;
            }
            let now = Instant::now();
            let waits_for_socket = handed != taken;
            let limit = later(if waits_for_socket { moved } else { now }, stall);
            if waits_for_socket && now >= limit {
                return Overdue::Stalled;
            }
            tokio::select! {
                () = tokio::time::sleep_until(limit) => {}
                () = self.all_taken.notified() => {}
            }
        }
    }

    fn take(&self, bytes: u64) {
        self.move_on();
        if self.taken.fetch_add(bytes, Ordering::SeqCst) + bytes == self.total {
            self.all_taken.notify_one();
        }
    }

    fn move_on(&self) {
        let since = u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.moved.fetch_max(since, Ordering::SeqCst);
    }
}

/// The time after this one; so late that it never comes when there is no such time.
fn later(time: Instant, by: Duration) -> Instant {
    time.checked_add(by).unwrap_or_else(|| time + Duration::from_secs(10 * 365 * 24 * 60 * 60))
}

/// Bytes on their way, which are dropped when they are taken.
struct Handed {
    bytes: Bytes,
    gauge: Arc<Gauge>,
}

impl AsRef<[u8]> for Handed {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Handed {
    fn drop(&mut self) {
        self.gauge.take(self.bytes.len() as u64);
    }
}
