//! What an attempt has handed to its connection, and what of it the socket has taken: this tells a connection that
//! hangs from a source that is slow, and a body that is on its way from one that has to be answered.
//!
//! It is the only owner of the limits of an upload. Nothing else may judge a connection by a time of its own: where the HTTP
//! client is made, the system's limits are put out of the way, or follow from the ones here.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;

use super::patience::{Patience, look};

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
