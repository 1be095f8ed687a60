//! The output of this process's subscriber.

use std::io;
use std::sync::{Arc, LazyLock, Mutex};

/// The output of all crates in this process, including records of `log`. A process has one such subscriber, so the
/// tests share it.
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
    /// Sets the subscriber, if none is set yet.
    pub(crate) fn of_this_process() -> Self {
        PRINTED.clone()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("printed")).into_owned()
    }
}
