//! The first pass over the files of an archive: their checksums, and their compressed form if that is wanted.

use std::path::Path;

use flate2::{Compress, Compression, FlushCompress, Status};

use super::body::{Part, check_size};
use super::reader::PIECE;
use super::spool::{Spool, Spooled};
use super::verified_reader::VerifiedReader;
use super::zip::{Entry, directory};
use super::{Body, Source};
use crate::{Error, ErrorKind};

/// zlib's own default. Recordings gain nothing from more, and at 1 next to nothing is saved (16-bit sound).
const LEVEL: u32 = 6;
/// How much compressed data is collected before it is written.
const COMPRESSED: usize = 64 * 1024;

/// Is shown each piece of each file, and says whether to read on.
pub(super) trait GoOn: FnMut(usize, &[u8]) -> bool {}

impl<F: FnMut(usize, &[u8]) -> bool> GoOn for F {}

/// The files as they are: read for their checksums now, and again for each sending.
pub(super) fn stored(files: Vec<(String, Source)>, mut go_on: impl GoOn) -> Result<Body, Error> {
    let mut archive = Archive::default();
    for (file, (name, source)) in files.into_iter().enumerate() {
        let crc = each_piece(&source, |piece| proceed(go_on(file, piece)))?;
        let entry = Entry { name, len: source.len(), crc, deflated: None };
        archive.add(entry, Part::Source(source, Some(crc)));
    }
    archive.finish()
}

/// The files compressed into a temporary file, from which each sending reads.
pub(super) fn deflated(
    files: Vec<(String, Source)>,
    folder: Option<&Path>,
    mut go_on: impl GoOn,
) -> Result<Body, Error> {
    let mut spool = Spool::new(folder)?;
    let mut buffer = Vec::with_capacity(COMPRESSED);
    let mut places = Vec::with_capacity(files.len());
    for (file, (name, source)) in files.into_iter().enumerate() {
        let start = spool.len();
        let mut deflate = Compress::new(Compression::new(LEVEL), false);
        let crc = each_piece(&source, |piece| {
            proceed(go_on(file, piece))?;
            compress(&mut deflate, piece, FlushCompress::None, &mut buffer, &mut spool)?;
            // Long before the disk is full of what could not be sent.
            check_size(spool.len())
        })?;
        compress(&mut deflate, &[], FlushCompress::Finish, &mut buffer, &mut spool)?;
        let size = spool.len() - start;
        places.push((Entry { name, len: source.len(), crc, deflated: Some(size) }, start));
    }
    let spooled = spool.finish();
    let mut archive = Archive::default();
    for (entry, start) in places {
        let part = Part::Spooled(Spooled::new(spooled.clone(), start, entry.size(), (entry.crc, entry.len)));
        archive.add(entry, part);
    }
    archive.finish()
}

/// Reads a source to its end and gives its CRC-32.
pub(super) fn each_piece(source: &Source, mut each: impl FnMut(&[u8]) -> Result<(), Error>) -> Result<u32, Error> {
    if let Some(bytes) = source.in_memory() {
        let mut hasher = crc32fast::Hasher::new();
        bytes.chunks(PIECE).try_for_each(|piece| {
            hasher.update(piece);
            each(piece)
        })?;
        return Ok(hasher.finalize());
    }
    let mut opened = VerifiedReader::new(source, None)?;
    let mut piece = vec![0; PIECE];
    while opened.left() > 0 {
        let read = opened.fill(&mut piece)?;
        each(&piece[..read])?;
    }
    Ok(opened.checksum())
}

fn proceed(go_on: bool) -> Result<(), Error> {
    if go_on { Ok(()) } else { Err(Error::new(ErrorKind::File, "reading was stopped")) }
}

/// Compresses all of the input, and with `Finish` what is still to come of what was there before.
fn compress(
    deflate: &mut Compress,
    mut input: &[u8],
    flush: FlushCompress,
    buffer: &mut Vec<u8>,
    spool: &mut Spool,
) -> Result<(), Error> {
    loop {
        let before = deflate.total_in();
        let status = deflate.compress_vec(input, buffer, flush).map_err(|error| {
            // It has no input that it refuses; a library that did must not be taken for done.
            Error::new(ErrorKind::File, "the recording cannot be compressed").with_source(error)
        })?;
        input = &input[usize::try_from(deflate.total_in() - before).unwrap_or(input.len())..];
        let full = buffer.len() == buffer.capacity();
        spool.write(buffer)?;
        buffer.clear();
        let done = match flush {
            FlushCompress::Finish => status == Status::StreamEnd,
            _ => input.is_empty() && !full,
        };
        if done {
            return Ok(());
        }
    }
}

/// The archive as far as it is known.
#[derive(Default)]
struct Archive {
    entries: Vec<Entry>,
    parts: Vec<Part>,
}

impl Archive {
    fn add(&mut self, entry: Entry, content: Part) {
        self.parts.push(Part::Bytes(entry.local_header().into()));
        self.parts.push(content);
        self.entries.push(entry);
    }

    fn finish(mut self) -> Result<Body, Error> {
        self.parts.push(Part::Bytes(directory(&self.entries).into()));
        Body::new(self.parts)
    }
}
