//! Writes the responses of a client to a file, one on each line, without what they say about anybody.
//!
//! A thread of its own writes, so that a slow disk delays no call. It has a queue of [`QUEUE`] responses; one that does
//! not fit is left out, and the next line says how many were. Each line is written in one step, so that the file can be
//! read after the process was killed.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::json;

use super::exchange::Exchange;
use super::observer::Observer;
use super::redact::redacted;
use super::table::Spec;
use crate::SPEC_VERSION;

/// The beginning of a recording.
const BEGINNING: &[u8; 12] = b"{\"recorder\":";
/// The responses that may wait to be written.
const QUEUE: usize = 256;
/// The longest time for which the last lines are waited for.
const LAST_LINES: Duration = Duration::from_secs(5);

/// Writes the responses of a client to a file, as JSON Lines, without what they say about anybody.
///
/// The names of fields stay, and so do documented numbers and booleans, values of enums, error codes, and the ids of jobs
/// and requests. Every other string is replaced by its length; sensitive values and those of fields that the spec does not
/// have are gone. Requests are not written at all. So the file can be attached to a bug report, and
/// `metastudio-voice doctor FILE` finds in it what it would have found in the responses.
///
/// ```no_run
/// # async fn sample() -> Result<(), Box<dyn std::error::Error>> {
/// use metastudio_voice::{Client, drift::Recorder};
///
/// let recorder = Recorder::open("responses.jsonl")?;
/// let client = Client::builder().region("cn-north-4").record(&recorder).build().await?;
/// client.show_voice_training_quotas().send().await?;
/// recorder.finish()?;
/// # Ok(())
/// # }
/// ```
pub struct Recorder {
    shared: Arc<Shared>,
    done: Receiver<io::Result<()>>,
}

struct Shared {
    /// There is none after the end.
    lines: Mutex<Option<SyncSender<String>>>,
    left_out: AtomicU64,
}

impl Recorder {
    /// Creates the file, or goes on with the recording that is there, and starts the thread that writes it.
    ///
    /// # Errors
    /// Returns an error if the file cannot be created or read, or if it is not a recording.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let mut file = File::options().read(true).append(true).create(true).open(path)?;
        let mut first = [0; BEGINNING.len()];
        let length = file.metadata()?.len();
        if length > 0
            && (length < first.len() as u64 || !file.read_exact(&mut first).is_ok_and(|()| first == *BEGINNING))
        {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "the file is there, and is not a recording"));
        }
        // A line that was being written when the process was killed ends here.
        let end = if length > 0 { "\n" } else { "" };
        let first = json!({ "recorder": env!("CARGO_PKG_VERSION"), "spec": SPEC_VERSION });
        file.write_all(format!("{end}{first}\n").as_bytes())?;
        let (lines, received) = sync_channel::<String>(QUEUE);
        let (end, done) = sync_channel(1);
        let write = move || {
            let written = received.iter().try_for_each(|line| file.write_all(line.as_bytes()));
            // The receiver may be gone.
            let _ = end.send(written.and_then(|()| file.sync_all()));
        };
        std::thread::Builder::new().name("metastudio-voice-recorder".to_owned()).spawn(write)?;
        let shared = Shared { lines: Mutex::new(Some(lines)), left_out: AtomicU64::new(0) };
        Ok(Self { shared: Arc::new(shared), done })
    }

    pub(crate) fn observer(&self) -> Arc<dyn Observer> {
        Arc::clone(&self.shared) as Arc<dyn Observer>
    }

    /// Ends the recording, and waits until everything is in the file, for five seconds at most. Without it, the last lines
    /// may be missing if the process ends at once. Later responses are not recorded.
    ///
    /// # Errors
    /// Returns an error if a line could not be written, such as on a full disk, or was not written in time.
    pub fn finish(self) -> io::Result<()> {
        self.shared.lines.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.done.recv_timeout(LAST_LINES).unwrap_or_else(|_| {
            Err(io::Error::new(io::ErrorKind::TimedOut, "the last responses were not written within 5 seconds"))
        })
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").finish_non_exhaustive()
    }
}

impl Observer for Shared {
    fn observe(&self, exchange: &Exchange) {
        let Ok(line) = serde_json::to_string(&redacted(&Spec::built_in(), exchange)) else { return };
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(lines) = &*lines else { return };
        let left_out = self.left_out.swap(0, Ordering::Relaxed);
        let note = if left_out > 0 { format!("{}\n", json!({ "left_out": left_out })) } else { String::new() };
        if lines.try_send(format!("{note}{line}\n")).is_err() {
            self.left_out.fetch_add(left_out + 1, Ordering::Relaxed);
        }
    }
}
