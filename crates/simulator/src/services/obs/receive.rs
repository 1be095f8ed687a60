//! Receives the body of an upload: into a file in large writes, or, for measurements, without keeping it.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use md5::{Digest, Md5};
use tempfile::NamedTempFile;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::http::record::Recording;

/// The size of one write, in bytes.
const WRITE: usize = 1 << 20;
/// The number of pieces that may wait for the disk.
const WAITING: usize = 4;

/// A file, and the MD5 of its content.
pub(super) type Kept = (NamedTempFile, [u8; 16]);

/// A body that has arrived whole.
pub(super) struct Received(Option<JoinHandle<io::Result<Kept>>>);

impl Received {
    /// Returns the written file, or `None` if the body is not kept.
    pub(super) async fn written(self) -> io::Result<Option<Kept>> {
        let Some(writer) = self.0 else { return Ok(None) };
        writer.await.map_err(io::Error::other)?.map(Some)
    }
}

/// The reason for which a body has not arrived.
pub(super) enum Failure {
    /// The client stopped before the end.
    Short,
    /// A disturbance stopped the reading.
    Cut,
}

/// The way in which a body is read.
pub(super) struct Reading<'a> {
    /// The length that the body must have, in bytes.
    pub(super) length: u64,
    /// The number of bytes after which a disturbance stops the reading.
    pub(super) cut: Option<u64>,
    pub(super) recording: &'a Recording,
}

/// Reads the body, and awaits `half` once half of it has arrived. With a directory, the body goes into a temporary file
/// there, which is removed unless the caller takes it.
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
        // Waits until the file is removed before the server responds.
        let _: Result<io::Result<Kept>, tokio::task::JoinError> = writer.await;
        return Err(failure);
    }
    Ok(Received(Some(writer)))
}

/// Moves the body's pieces to the writer, or only counts them.
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
            // The writer has failed and returns its error.
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
