//! A clock on which pauses take no time.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use metastudio_voice::retry::Clock;

/// Goes on only by the pauses that are asked for, and remembers them.
#[derive(Debug, Default)]
pub(crate) struct TestClock {
    pauses: Mutex<Vec<Duration>>,
    started: Option<SystemTime>,
}

impl TestClock {
    /// One that shows the time of day.
    pub(crate) fn new() -> Arc<Self> {
        Arc::default()
    }

    /// One that stands at this time of day.
    pub(crate) fn at(started: SystemTime) -> Arc<Self> {
        Arc::new(Self { started: Some(started), ..Self::default() })
    }

    pub(crate) fn pauses(&self) -> Vec<Duration> {
        self.pauses.lock().expect("pauses").clone()
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        self.started.unwrap_or_else(SystemTime::now) + self.elapsed()
    }

    fn elapsed(&self) -> Duration {
        self.pauses().iter().sum()
    }

    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.pauses.lock().expect("pauses").push(pause);
        Box::pin(tokio::task::yield_now())
    }
}
