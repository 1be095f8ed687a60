//! The clock of a client: the time of day, elapsed time, and waiting.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

/// The source of time of a client.
///
/// Replace it with [`ClientBuilder::clock`](crate::ClientBuilder::clock), for example in tests that should not really
/// wait for pauses. The time limit of a single attempt does not use it: the network is real.
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
    /// Returns the time of day, for signatures and for a `Retry-After` that is a date.
    fn now(&self) -> SystemTime;

    /// Returns the time since some moment that stays the same. It never goes backwards.
    fn elapsed(&self) -> Duration;

    /// Waits for this time.
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

/// The clock of the system, with tokio's timer.
#[derive(Debug)]
pub struct SystemClock(Instant);

impl SystemClock {
    /// Returns a clock whose elapsed time starts now.
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
