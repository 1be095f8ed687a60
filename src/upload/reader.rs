//! Reading what is sent: in large pieces on a thread of its own, into a few buffers that are used again and again.
//!
//! Reading before an upload: on a thread of its own, and watched, so that a source that gives nothing any more is not
//! waited for without end.

use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, mpsc as pool};
use std::time::Duration;

use bytes::Bytes;
use md5::{Digest, Md5};
use tokio::sync::{mpsc, oneshot};

use super::body::{Body, Part};
use super::patience::Patience;
use super::spool::Spooled;
use crate::source::{PIECE, Source, VerifiedReader};
use crate::{Error, ErrorKind};

/// How many pieces there are: one being read, one being sent, and slack.
const PIECES: usize = 4;

/// What comes from the thread.
pub(super) struct ReaderThread {
    /// The bytes of the body in order, or why there are no more.
    pub(super) pieces: mpsc::Receiver<Result<Bytes, Error>>,
    /// Comes once everything was read and is what it was: with the MD5 of it, if that was asked for.
    pub(super) over: oneshot::Receiver<Option<[u8; 16]>>,
}

/// Starts to read. It ends when the receiver of the pieces is dropped.
pub(super) fn start(body: Body, with_md5: bool) -> Result<ReaderThread, Error> {
    let (sender, pieces) = mpsc::channel(PIECES);
    let (ended, over) = oneshot::channel();
    let work = move || {
        let (home, buffers) = pool::channel();
        (0..PIECES).for_each(|_| drop(home.send(Vec::new())));
        let mut reading = Reading { sender, home, buffers, md5: with_md5.then(Md5::new) };
        for part in body.into_parts() {
            match reading.send_part(part) {
                Ok(()) => {}
                Err(Stop::Cancelled) => return,
                Err(Stop::Failed(error)) => return drop(reading.sender.blocking_send(Err(error))),
            }
        }
        // Nobody waits for it when the upload was refused.
        let _ = ended.send(reading.md5.take().map(|md5| md5.finalize().into()));
    };
    spawn(work)?;
    Ok(ReaderThread { pieces, over })
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
            Part::Spooled(spooled) => self.send_spooled(&spooled),
        }
    }

    /// Sends what is in memory, without copying it.
    fn send_bytes(&mut self, mut bytes: Bytes) -> Result<(), Stop> {
        while !bytes.is_empty() {
            let piece = bytes.split_to(bytes.len().min(PIECE));
            self.send(piece)?;
        }
        Ok(())
    }

    /// Sends a source, whose last piece only comes when it is certain that it has not changed: what arrives whole is
    /// right.
    fn send_source(&mut self, source: &Source, crc: Option<u32>) -> Result<(), Stop> {
        let mut opened = VerifiedReader::new(source, crc)?;
        while opened.left() > 0 {
            let mut buffer = self.buffer()?;
            let filled = opened.fill(&mut buffer)?;
            self.send_buffer(buffer, filled)?;
        }
        Ok(())
    }

    fn send_spooled(&mut self, spooled: &Spooled) -> Result<(), Stop> {
        let mut at = 0;
        while at < spooled.len() {
            let mut buffer = self.buffer()?;
            let filled = spooled.fill(at, &mut buffer)?;
            at += filled as u64;
            self.send_buffer(buffer, filled)?;
        }
        Ok(())
    }

    /// A buffer that nobody uses, as long as a piece.
    fn buffer(&self) -> Result<Vec<u8>, Stop> {
        let mut buffer = self.buffers.recv().map_err(|_| Stop::Cancelled)?;
        buffer.resize(PIECE, 0);
        Ok(buffer)
    }

    fn send_buffer(&mut self, buffer: Vec<u8>, filled: usize) -> Result<(), Stop> {
        self.send(Bytes::from_owner(Piece { buffer, filled, home: self.home.clone() }))
    }

    fn send(&mut self, piece: Bytes) -> Result<(), Stop> {
        if let Some(md5) = &mut self.md5 {
            md5.update(&piece);
        }
        self.sender.blocking_send(Ok(piece)).map_err(|_| Stop::Cancelled)
    }
}

/// A filled buffer, which goes home when HTTP has sent it.
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
        // When reading has ended there is no home, and the buffer just goes.
        let _ = self.home.send(std::mem::take(&mut self.buffer));
    }
}

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
fn spawn(work: impl FnOnce() + Send + 'static) -> Result<(), Error> {
    std::thread::Builder::new()
        .name("metastudio-voice-upload".to_owned())
        .spawn(work)
        .map(drop)
        .map_err(|error| Error::new(ErrorKind::File, "no thread for reading").with_source(error))
}

/// The reading has ended before its end.
pub(super) fn stopped() -> Error {
    Error::new(ErrorKind::File, "reading was stopped")
}

/// The source has given nothing for so long.
pub(super) fn starved(limit: Duration) -> Error {
    let message = format!("what is to be sent has given no bytes for {:.1} s", limit.as_secs_f64());
    Error::new(ErrorKind::File, message).with_advice("see whether the disk or the network storage can be read")
}
