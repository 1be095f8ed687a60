//! Reading: files in large pieces on a thread of their own, into a few buffers that are used again and again.

use std::fs::File;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::mpsc as pool;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use tokio::sync::{mpsc, oneshot};

use super::body::Part;
use super::put::Progress;
use super::{Body, Source};
use crate::{Error, ErrorKind};

/// The size of one piece. Smaller ones cost a thread switch each; larger ones gain nothing.
const PIECE: usize = 256 * 1024;
/// How many pieces there are: one being read, one being sent, and slack.
const PIECES: usize = 4;

/// The CRC-32 of a whole file. `go_on` is shown each piece and says whether to read on.
pub(super) fn checksum(source: &Source, mut go_on: impl FnMut(&[u8]) -> bool) -> Result<u32, Error> {
    let mut file = source.reopen()?;
    let mut hasher = crc32fast::Hasher::new();
    let mut piece = vec![0; PIECE];
    let mut left = source.len();
    while left > 0 {
        let read = fill(&mut file, &mut piece, left).map_err(|error| source.unreadable(error))?;
        if read == 0 {
            return Err(source.changed());
        }
        hasher.update(&piece[..read]);
        left -= read as u64;
        if !go_on(&piece[..read]) {
            return Err(Error::new(ErrorKind::File, "reading was stopped"));
        }
    }
    source.verify(&file)?;
    Ok(hasher.finalize())
}

/// Reads until the piece is full or `left` bytes have come or the file ends.
fn fill(file: &mut File, piece: &mut [u8], left: u64) -> io::Result<usize> {
    let wanted = piece.len().min(usize::try_from(left).unwrap_or(usize::MAX));
    let mut filled = 0;
    while filled < wanted {
        match file.read(&mut piece[filled..wanted]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// The bytes of a body, in order, as HTTP sends them.
pub(super) struct Pieces<F> {
    pieces: mpsc::Receiver<Result<Bytes, Error>>,
    progress: Progress,
    on_progress: F,
    failure: std::sync::Arc<std::sync::Mutex<Option<Error>>>,
    handed_over: Option<oneshot::Sender<()>>,
}

impl<F: FnMut(Progress)> Pieces<F> {
    /// Starts to read. A failure to read is left in `failure`, because HTTP has no place for it; `handed_over` is told
    /// when HTTP has taken the last piece.
    pub(super) fn start(
        body: Body,
        on_progress: F,
        failure: std::sync::Arc<std::sync::Mutex<Option<Error>>>,
        handed_over: oneshot::Sender<()>,
    ) -> Result<Self, Error> {
        let progress = Progress { done: 0, total: body.len() };
        let (sender, pieces) = mpsc::channel(PIECES);
        let work = move || {
            let (home, buffers) = pool::channel();
            (0..PIECES).for_each(|_| drop(home.send(Vec::new())));
            let mut reading = Reading { sender, home, buffers };
            for part in body.into_parts() {
                match reading.send_part(part) {
                    Ok(()) => {}
                    Err(Stop::Cancelled) => return,
                    Err(Stop::Failed(error)) => return drop(reading.sender.blocking_send(Err(error))),
                }
            }
        };
        std::thread::Builder::new()
            .name("metastudio-voice-upload".to_owned())
            .spawn(work)
            .map_err(|error| Error::new(ErrorKind::File, "no thread for reading").with_source(error))?;
        Ok(Self { pieces, progress, on_progress, failure, handed_over: Some(handed_over) })
    }
}

impl<F: FnMut(Progress) + Unpin> Stream for Pieces<F> {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        this.pieces.poll_recv(context).map(|piece| match piece? {
            Ok(piece) => {
                this.progress.done += piece.len() as u64;
                (this.on_progress)(this.progress);
                if this.progress.done == this.progress.total
                    && let Some(handed_over) = this.handed_over.take()
                {
                    // Nobody waits for it when the answer is there already.
                    let _ = handed_over.send(());
                }
                Some(Ok(piece))
            }
            Err(error) => {
                *this.failure.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(error);
                Some(Err(io::Error::other("the file could not be read to its end")))
            }
        })
    }
}

enum Stop {
    Cancelled,
    Failed(Error),
}

struct Reading {
    sender: mpsc::Sender<Result<Bytes, Error>>,
    home: pool::Sender<Vec<u8>>,
    buffers: pool::Receiver<Vec<u8>>,
}

impl Reading {
    fn send_part(&mut self, part: Part) -> Result<(), Stop> {
        match part {
            Part::Bytes(bytes) => self.send(bytes),
            Part::File(source, crc) => self.send_file(&source, crc),
        }
    }

    /// Sends a file, and holds its last piece back until it is certain that the file has not changed: what arrives
    /// whole is right.
    fn send_file(&mut self, source: &Source, crc: Option<u32>) -> Result<(), Stop> {
        let mut file = source.reopen().map_err(Stop::Failed)?;
        let mut hasher = crc.map(|_| crc32fast::Hasher::new());
        let mut left = source.len();
        while left > 0 {
            let Ok(mut buffer) = self.buffers.recv() else { return Err(Stop::Cancelled) };
            buffer.resize(PIECE, 0);
            let read = fill(&mut file, &mut buffer, left).map_err(|error| Stop::Failed(source.unreadable(error)))?;
            if read == 0 {
                return Err(Stop::Failed(source.changed()));
            }
            if let Some(hasher) = &mut hasher {
                hasher.update(&buffer[..read]);
            }
            left -= read as u64;
            if left == 0 {
                source.verify(&file).map_err(Stop::Failed)?;
                if hasher.take().map(crc32fast::Hasher::finalize) != crc {
                    return Err(Stop::Failed(source.changed()));
                }
            }
            self.send(Bytes::from_owner(Piece { buffer, filled: read, home: self.home.clone() }))?;
        }
        Ok(())
    }

    fn send(&mut self, piece: Bytes) -> Result<(), Stop> {
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
