//! Keeps what the subscriber of this process prints.

use std::io;
use std::sync::{Arc, LazyLock, Mutex};

/// Everything that is printed in this process, by any crate, records of `log` included. A process has one such
/// subscriber, so the tests share it.
static PRINTED: LazyLock<Printed> = LazyLock::new(|| {
    let printed = Printed::default();
    let writer = printed.clone();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false);
    let subscriber = subscriber.with_writer(move || writer.clone());
    tracing_subscriber::util::SubscriberInitExt::init(subscriber.finish());
    printed
});

#[derive(Clone, Default)]
pub(crate) struct Printed(Arc<Mutex<Vec<u8>>>);

impl io::Write for Printed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("printed").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Printed {
    /// Begins to listen, if nobody did before.
    pub(crate) fn of_this_process() -> Self {
        PRINTED.clone()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("printed")).into_owned()
    }
}
