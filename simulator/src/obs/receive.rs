//! Takes in the body of an upload: straight to a file in large writes, or, for measurements, to nowhere.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use md5::{Digest, Md5};
use tempfile::NamedTempFile;
use tokio::sync::mpsc;

use crate::record::Recording;

/// How much is written at once.
const WRITE: usize = 1 << 20;
/// How many pieces may wait for the disk.
const WAITING: usize = 4;

/// A body that came in whole.
pub(super) struct Received {
    /// The file and the MD5 of its content, unless it went nowhere.
    pub(super) kept: Option<(NamedTempFile, [u8; 16])>,
}

/// Why a body is not there.
pub(super) enum Failure {
    /// The client stopped short.
    Short,
    /// The disk would not take it.
    Disk(io::Error),
}

/// Reads the body, which must be exactly `length` bytes long. With a directory it is kept in a file there.
pub(super) async fn receive(
    mut body: Incoming,
    length: u64,
    directory: Option<PathBuf>,
    recording: &Recording,
) -> Result<Received, Failure> {
    let Some(directory) = directory else {
        pump(&mut body, length, recording, None).await?;
        return Ok(Received { kept: None });
    };
    let (pieces, queue) = mpsc::channel(WAITING);
    let writer = tokio::task::spawn_blocking(move || write(queue, directory));
    let pumped = pump(&mut body, length, recording, Some(pieces)).await;
    let written = writer.await.map_err(io::Error::other).and_then(|written| written).map_err(Failure::Disk);
    // The temporary file goes with `written` when the body was short.
    pumped?;
    Ok(Received { kept: Some(written?) })
}

/// Moves the body's pieces to the writer, or counts them.
async fn pump(
    body: &mut Incoming,
    length: u64,
    recording: &Recording,
    pieces: Option<mpsc::Sender<Bytes>>,
) -> Result<(), Failure> {
    let mut total = 0_u64;
    while let Some(frame) = body.frame().await {
        let Ok(piece) = frame.map_err(|_| Failure::Short)?.into_data() else { continue };
        total += piece.len() as u64;
        recording.read(piece.len());
        if let Some(pieces) = &pieces
            && pieces.send(piece).await.is_err()
        {
            // The writer has given up and says why.
            return Ok(());
        }
    }
    if total == length { Ok(()) } else { Err(Failure::Short) }
}

fn write(mut queue: mpsc::Receiver<Bytes>, directory: PathBuf) -> io::Result<(NamedTempFile, [u8; 16])> {
    let mut file = BufWriter::with_capacity(WRITE, NamedTempFile::new_in(directory)?);
    let mut md5 = Md5::new();
    while let Some(piece) = queue.blocking_recv() {
        md5.update(&piece);
        file.write_all(&piece)?;
    }
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok((file, md5.finalize().into()))
}
