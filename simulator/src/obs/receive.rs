//! Takes in the body of an upload: straight to a file in large writes, or, for measurements, to nowhere.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use md5::{Digest, Md5};
use tempfile::NamedTempFile;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::record::Recording;

/// How much is written at once.
const WRITE: usize = 1 << 20;
/// How many pieces may wait for the disk.
const WAITING: usize = 4;

/// A file, and the MD5 of its content.
pub(super) type Kept = (NamedTempFile, [u8; 16]);

/// A body that came in whole.
pub(super) struct Received(Option<JoinHandle<io::Result<Kept>>>);

impl Received {
    /// What it was written to, unless it went nowhere.
    pub(super) async fn written(self) -> io::Result<Option<Kept>> {
        let Some(writer) = self.0 else { return Ok(None) };
        writer.await.map_err(io::Error::other)?.map(Some)
    }
}

/// Why a body is not there.
pub(super) enum Failure {
    /// The client stopped short.
    Short,
    /// No more of it was to be read.
    Cut,
}

/// How a body is read.
pub(super) struct Reading<'a> {
    /// How long it must be.
    pub(super) length: u64,
    /// After how many bytes nothing more is read, if it is not to be read to its end.
    pub(super) cut: Option<u64>,
    pub(super) recording: &'a Recording,
}

/// Reads the body; half of it being there is told. With a directory it is kept in a file there, which goes unless it
/// is taken.
pub(super) async fn receive(
    body: &mut Incoming,
    reading: &Reading<'_>,
    directory: Option<PathBuf>,
    half: impl Future<Output = ()>,
) -> Result<Received, Failure> {
    let Some(directory) = directory else {
        pump(body, reading, None, half).await?;
        return Ok(Received(None));
    };
    let (pieces, queue) = mpsc::channel(WAITING);
    let writer = tokio::task::spawn_blocking(move || write(queue, directory));
    if let Err(failure) = pump(body, reading, Some(pieces), half).await {
        // The file goes before that is answered.
        let _: Result<io::Result<Kept>, tokio::task::JoinError> = writer.await;
        return Err(failure);
    }
    Ok(Received(Some(writer)))
}

/// Moves the body's pieces to the writer, or counts them.
async fn pump(
    body: &mut Incoming,
    reading: &Reading<'_>,
    pieces: Option<mpsc::Sender<Bytes>>,
    half: impl Future<Output = ()>,
) -> Result<(), Failure> {
    let mut half = Some(half);
    let mut total = 0_u64;
    loop {
        if total >= reading.length.div_ceil(2)
            && let Some(half) = half.take()
        {
            half.await;
        }
        if reading.cut.is_some_and(|cut| total >= cut) {
            return Err(Failure::Cut);
        }
        let Some(frame) = body.frame().await else { break };
        let Ok(piece) = frame.map_err(|_| Failure::Short)?.into_data() else { continue };
        total += piece.len() as u64;
        reading.recording.read(piece.len());
        if let Some(pieces) = &pieces
            && pieces.send(piece).await.is_err()
        {
            // The writer has given up and says why.
            return Ok(());
        }
    }
    match reading.cut {
        Some(_) => Err(Failure::Cut),
        None if total == reading.length => Ok(()),
        None => Err(Failure::Short),
    }
}

fn write(mut queue: mpsc::Receiver<Bytes>, directory: PathBuf) -> io::Result<Kept> {
    let mut file = BufWriter::with_capacity(WRITE, NamedTempFile::new_in(directory)?);
    let mut md5 = Md5::new();
    while let Some(piece) = queue.blocking_recv() {
        md5.update(&piece);
        file.write_all(&piece)?;
    }
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok((file, md5.finalize().into()))
}
