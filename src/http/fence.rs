//! A fence before the network: while it is closed, no attempt is sent, and one that is under way is given up.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

use crate::{Error, ErrorKind};

/// Tells whether a caller may still act on the service, for example whether it still holds its lease.
pub(crate) trait Fence: fmt::Debug + Send + Sync {
    /// Returns whether requests may be sent now.
    fn is_open(&self) -> bool;
}

/// Awaits an attempt as long as the fence is open, which is checked each time before the attempt does anything. Returns
/// `None` if it has closed.
///
/// A process that was stopped, and a machine that was suspended, go on where they were. The check keeps them from
/// finishing what they had begun long ago.
pub(super) fn while_open<T>(
    fence: Option<&dyn Fence>,
    mut attempt: Pin<&mut impl Future<Output = T>>,
) -> impl Future<Output = Option<T>> {
    poll_fn(move |context| match fence.is_none_or(Fence::is_open) {
        true => attempt.as_mut().poll(context).map(Some),
        false => Poll::Ready(None),
    })
}

/// Returns the error of an attempt that a closed fence has kept back.
pub(crate) fn closed() -> Error {
    Error::new(ErrorKind::JournalUnavailable, "the lease of the training's journal has ended")
        .transient_if(true)
        .with_advice("nothing more was sent, as another process may go on with the training")
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    #[derive(Debug)]
    struct Gate(AtomicBool);

    impl Fence for Gate {
        fn is_open(&self) -> bool {
            self.0.load(Ordering::Relaxed)
        }
    }

    #[tokio::test]
    async fn an_attempt_does_nothing_more_once_its_fence_has_closed() {
        let gate = Gate(AtomicBool::new(true));
        let (before, after) = (AtomicBool::new(false), AtomicBool::new(false));
        let attempt = async {
            before.store(true, Ordering::Relaxed);
            gate.0.store(false, Ordering::Relaxed);
            tokio::task::yield_now().await;
            after.store(true, Ordering::Relaxed);
        };
        assert_eq!(while_open(Some(&gate), pin!(attempt)).await, None);
        assert!(before.into_inner() && !after.into_inner());
        assert_eq!(while_open(Some(&gate), pin!(async { unreachable!("the fence is closed") })).await, None::<()>);
    }
}
