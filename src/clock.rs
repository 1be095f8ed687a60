//! Time, as far as calls need it: what second it is, how long something took, and waiting.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

/// What a client takes the time from. Replace it with [`ClientBuilder::clock`](crate::ClientBuilder::clock), such as in
/// tests, where no pause should really be waited for.
///
/// The time limit of a single attempt is not measured with it: the network is real.
///
/// ```
/// use std::{future::Future, pin::Pin, sync::Mutex, time::{Duration, SystemTime}};
/// use metastudio_voice::retry::Clock;
///
/// /// Remembers the pauses instead of waiting for them.
/// #[derive(Debug, Default)]
/// struct Pauses(Mutex<Vec<Duration>>);
///
/// impl Clock for Pauses {
///     fn now(&self) -> SystemTime {
///         SystemTime::now()
///     }
///     fn elapsed(&self) -> Duration {
///         self.0.lock().unwrap().iter().sum()
///     }
///     fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
///         self.0.lock().unwrap().push(pause);
///         Box::pin(std::future::ready(()))
///     }
/// }
/// ```
pub trait Clock: fmt::Debug + Send + Sync {
    /// The time of day, for signatures and for a `Retry-After` that is a date.
    fn now(&self) -> SystemTime;

    /// The time since some moment that stays the same, never going backwards.
    fn elapsed(&self) -> Duration;

    /// Waits.
    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

impl<T: Clock + ?Sized> Clock for Arc<T> {
    fn now(&self) -> SystemTime {
        (**self).now()
    }

    fn elapsed(&self) -> Duration {
        (**self).elapsed()
    }

    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        (**self).sleep(pause)
    }
}

/// The clock of the system, and tokio's timer.
#[derive(Debug)]
pub struct SystemClock(Instant);

impl SystemClock {
    /// One that starts now.
    pub fn new() -> Self {
        Self(Instant::now())
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(pause))
    }
}
