//! Keeps what subscribers print.
#![allow(unreachable_pub)]

use std::io;
use std::sync::{Arc, Mutex};

/// Everything that is printed, by any crate.
#[derive(Clone, Default)]
pub struct Printed(Arc<Mutex<Vec<u8>>>);

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
    /// Listens to everything in this process, records of `log` and of other crates included. It can be done once.
    pub fn of_this_process() -> Self {
        let printed = Self::default();
        let writer = printed.clone();
        let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false);
        let subscriber = subscriber.with_writer(move || writer.clone());
        tracing_subscriber::util::SubscriberInitExt::init(subscriber.finish());
        printed
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("printed")).into_owned()
    }
}
