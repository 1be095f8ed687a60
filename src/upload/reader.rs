//! The threads that read sources: one that reads a body for an attempt, in large pieces into a few buffers that are
//! used again and again, and one that reads the files of an archive before it is sent.
//!
//! Neither is one of tokio's threads: a program waits for those when it ends, and a source may hang.

use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, mpsc as pool};
use std::time::Duration;

use bytes::Bytes;
use md5::{Digest, Md5};
use tokio::sync::{mpsc, oneshot};
use tracing::{Dispatch, Span, dispatcher};

use super::time_limit::TimeLimit;
use crate::source::{PIECE, Source, VerifiedReader};
use crate::{Error, ErrorKind};

/// The number of buffers: one is read into, one is sent, and two are slack.
const BUFFERS: usize = 4;
/// The time for which a source may give nothing, unless the caller sets another.
pub(crate) const SOURCE_TIMEOUT: Duration = Duration::from_secs(600);

/// A part of a body, whose length is known before the first byte.
#[derive(Clone, Debug)]
pub(super) enum Part {
    Bytes(Bytes),
    /// A source, and its CRC-32 if it has been read before.
    Source(Source, Option<u32>),
}

impl Part {
    pub(super) fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Source(source, _) => source.len(),
        }
    }
}

/// The thread that reads the parts of a body for one attempt.
pub(super) struct ReaderThread {
    /// The bytes of the body in order, or the reason why there are no more.
    pub(super) pieces: mpsc::Receiver<Result<Bytes, Error>>,
    /// Comes once everything was read and has not changed, with the MD5 of it if that was asked for.
    pub(super) end: oneshot::Receiver<Option<[u8; 16]>>,
}

impl ReaderThread {
    /// Starts the thread. It ends when the receiver of the pieces is dropped.
    pub(super) fn start(parts: Vec<Part>, with_md5: bool) -> Result<Self, Error> {
        let (sender, pieces) = mpsc::channel(BUFFERS);
        let (ended, end) = oneshot::channel();
        let work = move || {
            let (home, buffers) = pool::channel();
            (0..BUFFERS).for_each(|_| drop(home.send(Vec::new())));
            let mut reading = Reading { sender, home, buffers, md5: with_md5.then(Md5::new) };
            for part in parts {
                match reading.send_part(part) {
                    Ok(()) => {}
                    Err(Stop::Cancelled) => return,
                    Err(Stop::Failed(error)) => return drop(reading.sender.blocking_send(Err(error))),
                }
            }
            // The attempt does not wait for it when OBS has refused the upload.
            let _ = ended.send(reading.md5.take().map(|md5| md5.finalize().into()));
        };
        spawn(work)?;
        Ok(Self { pieces, end })
    }
}

enum Stop {
    Cancelled,
    Failed(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

struct Reading {
    sender: mpsc::Sender<Result<Bytes, Error>>,
    home: pool::Sender<Vec<u8>>,
    buffers: pool::Receiver<Vec<u8>>,
    md5: Option<Md5>,
}

impl Reading {
    fn send_part(&mut self, part: Part) -> Result<(), Stop> {
        match part {
            Part::Bytes(bytes) => self.send_bytes(bytes),
            Part::Source(source, crc) => match source.in_memory() {
                Some(bytes) => self.send_bytes(bytes.clone()),
                None => self.send_source(&source, crc),
            },
        }
    }

    /// Sends bytes in memory without copying them.
    fn send_bytes(&mut self, mut bytes: Bytes) -> Result<(), Stop> {
        while !bytes.is_empty() {
            let piece = bytes.split_to(bytes.len().min(PIECE));
            self.send(piece)?;
        }
        Ok(())
    }

    /// Sends a source. Its last piece comes only once it is certain that the source has not changed: a body that
    /// arrives whole is right.
    fn send_source(&mut self, source: &Source, crc: Option<u32>) -> Result<(), Stop> {
        let mut reader = VerifiedReader::new(source, crc)?;
        while reader.remaining() > 0 {
            let mut buffer = self.buffer()?;
            let filled = reader.fill(&mut buffer)?;
            self.send(Bytes::from_owner(Piece { buffer, filled, home: self.home.clone() }))?;
        }
        Ok(())
    }

    /// Waits for a free buffer, and gives it the length of a piece.
    fn buffer(&self) -> Result<Vec<u8>, Stop> {
        let mut buffer = self.buffers.recv().map_err(|_| Stop::Cancelled)?;
        buffer.resize(PIECE, 0);
        Ok(buffer)
    }

    fn send(&mut self, piece: Bytes) -> Result<(), Stop> {
        if let Some(md5) = &mut self.md5 {
            md5.update(&piece);
        }
        self.sender.blocking_send(Ok(piece)).map_err(|_| Stop::Cancelled)
    }
}

/// A filled buffer, which returns to the pool when HTTP has sent it.
struct Piece {
    buffer: Vec<u8>,
    filled: usize,
    home: pool::Sender<Vec<u8>>,
}

impl AsRef<[u8]> for Piece {
    fn as_ref(&self) -> &[u8] {
        &self.buffer[..self.filled]
    }
}

impl Drop for Piece {
    fn drop(&mut self) {
        // The pool is gone when the reading has ended. Then the buffer is dropped.
        let _ = self.home.send(std::mem::take(&mut self.buffer));
    }
}

/// The activity of a thread, for the future that waits for it.
#[derive(Debug, Default)]
pub(super) struct Activity {
    pieces: AtomicU64,
    is_working: AtomicBool,
}

impl Activity {
    /// Works on a piece that was read. Meanwhile the time limit of the source does not count.
    pub(super) fn with_piece<T>(&self, work: impl FnOnce() -> T) -> T {
        self.is_working.store(true, Ordering::SeqCst);
        self.pieces.fetch_add(1, Ordering::SeqCst);
        let output = work();
        self.is_working.store(false, Ordering::SeqCst);
        output
    }
}

/// Reads on a thread, and returns its result. When the source gives nothing for longer than the limit, this returns an
/// error, and the thread runs on until the source returns.
pub(super) async fn read<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce(&Activity) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let activity = Arc::new(Activity::default());
    let (ended, end) = oneshot::channel();
    let shared = activity.clone();
    spawn(move || {
        // The receiver is gone when the future was dropped or has given up.
        let _ = ended.send(work(&shared));
    })?;
    let mut end = pin!(end);
    let mut source_limit = TimeLimit::new(limit);
    let mut known = 0;
    loop {
        tokio::select! {
            biased;
            // Without a result, the thread has panicked: the caller's own reader may do that.
            end = &mut end => return end.unwrap_or_else(|_| Err(stopped())),
            has_passed = source_limit.step() => {
                let pieces = activity.pieces.load(Ordering::SeqCst);
                if pieces != known || activity.is_working.load(Ordering::SeqCst) {
                    (known, source_limit) = (pieces, TimeLimit::new(limit));
                } else if has_passed {
                    return Err(source_stalled(limit));
                }
            }
        }
    }
}

/// Reads a source to its end, calls the function with each piece, and returns the CRC-32.
pub(super) fn each_piece(source: &Source, mut each: impl FnMut(&[u8]) -> Result<(), Error>) -> Result<u32, Error> {
    if let Some(bytes) = source.in_memory() {
        let mut hasher = crc32fast::Hasher::new();
        bytes.chunks(PIECE).try_for_each(|piece| {
            hasher.update(piece);
            each(piece)
        })?;
        return Ok(hasher.finalize());
    }
    let mut reader = VerifiedReader::new(source, None)?;
    let mut piece = vec![0; PIECE];
    while reader.remaining() > 0 {
        let filled = reader.fill(&mut piece)?;
        each(&piece[..filled])?;
    }
    Ok(reader.checksum())
}

/// Returns the work for another thread, in the span and with the subscriber of this one.
pub(crate) fn in_this_span<T>(work: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let (span, subscriber) = (Span::current(), dispatcher::get_default(Dispatch::clone));
    move || dispatcher::with_default(&subscriber, || span.in_scope(work))
}

fn spawn(work: impl FnOnce() + Send + 'static) -> Result<(), Error> {
    std::thread::Builder::new()
        .name("metastudio-voice-upload".to_owned())
        .spawn(in_this_span(work))
        .map(drop)
        .map_err(|error| Error::new(ErrorKind::File, "no thread could be started to read the source").caused_by(error))
}

/// Returns the error for a reading that ended before the end of its source.
pub(crate) fn stopped() -> Error {
    Error::new(ErrorKind::File, "reading the source was stopped")
}

/// Returns the error for a source that has given nothing for so long.
pub(crate) fn source_stalled(limit: Duration) -> Error {
    let message = format!("the source of the upload has given no bytes for {:.1} s", limit.as_secs_f64());
    Error::new(ErrorKind::File, message).with_advice("check that the disk or the network storage can be read")
}
