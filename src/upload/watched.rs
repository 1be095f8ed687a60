//! Reading before an upload: on a thread of its own, and watched, so that a source that gives nothing any more is not
//! waited for without end.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::oneshot;

use super::patience::Patience;
use super::stream::stopped;
use crate::{Error, ErrorKind};

/// How long a source may give nothing, unless the caller says otherwise.
pub(super) const SOURCE_TIMEOUT: Duration = Duration::from_secs(600);

/// What the thread is doing.
#[derive(Debug, Default)]
pub(super) struct Activity {
    pieces: AtomicU64,
    elsewhere: AtomicBool,
}

impl Activity {
    /// Something is done with a piece that was read: the source is not waited for meanwhile.
    pub(super) fn with_piece<T>(&self, work: impl FnOnce() -> T) -> T {
        self.elsewhere.store(true, Ordering::SeqCst);
        self.pieces.fetch_add(1, Ordering::SeqCst);
        let done = work();
        self.elsewhere.store(false, Ordering::SeqCst);
        done
    }
}

/// Reads on a thread, which goes on alone when the source gives nothing for too long.
pub(super) async fn read<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce(&Activity) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let activity = Arc::new(Activity::default());
    let (ended, end) = oneshot::channel();
    let doing = activity.clone();
    spawn(move || {
        // Nobody waits for it any more when the reading was given up.
        let _ = ended.send(work(&doing));
    })?;
    let mut end = pin!(end);
    let mut patience = Patience::new(limit);
    let mut seen = 0;
    loop {
        tokio::select! {
            biased;
            // Without an end, the thread has panicked: a source of the caller's own may.
            end = &mut end => return end.unwrap_or_else(|_| Err(stopped())),
            over = patience.look() => {
                let pieces = activity.pieces.load(Ordering::SeqCst);
                if pieces != seen || activity.elsewhere.load(Ordering::SeqCst) {
                    (seen, patience) = (pieces, Patience::new(limit));
                } else if over {
                    return Err(starved(limit));
                }
            }
        }
    }
}

/// Starts a thread. It is none of tokio's: those are waited for when a program ends, and a source may hang.
pub(super) fn spawn(work: impl FnOnce() + Send + 'static) -> Result<(), Error> {
    std::thread::Builder::new()
        .name("metastudio-voice-upload".to_owned())
        .spawn(work)
        .map(drop)
        .map_err(|error| Error::new(ErrorKind::File, "no thread for reading").with_source(error))
}

/// The source has given nothing for so long.
pub(super) fn starved(limit: Duration) -> Error {
    let message = format!("what is to be sent has given no bytes for {:.1} s", limit.as_secs_f64());
    Error::new(ErrorKind::File, message).with_advice("see whether the disk or the network storage can be read")
}
