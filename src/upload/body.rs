//! What is sent in one PUT: parts whose lengths are known before the first byte.

use bytes::Bytes;

use super::Source;
use super::spool::Spooled;
use crate::{Error, ErrorKind};

/// The most that OBS takes in one PUT: 5 GB, which Huawei's OBS SDKs count as 5 × 1024³ bytes.
pub const MAX_OBJECT_SIZE: u64 = 5 * 1024 * 1024 * 1024;

/// The content of one upload. It can be sent again: files are opened anew each time.
#[derive(Clone, Debug)]
pub struct Body {
    parts: Vec<Part>,
    len: u64,
}

#[derive(Clone, Debug)]
pub(super) enum Part {
    Bytes(Bytes),
    /// A source, and the CRC-32 that it had when it was read before.
    Source(Source, Option<u32>),
    /// A piece of a temporary file.
    Spooled(Spooled),
}

impl Part {
    fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Source(source, _) => source.len(),
            Self::Spooled(spooled) => spooled.len(),
        }
    }
}

impl Body {
    /// A source as it is, such as a letter.
    ///
    /// # Errors
    /// [`ErrorKind::File`] when it is larger than [`MAX_OBJECT_SIZE`].
    pub fn file(source: Source) -> Result<Self, Error> {
        Self::new(vec![Part::Source(source, None)])
    }

    /// Bytes from memory.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self { len: bytes.len() as u64, parts: vec![Part::Bytes(bytes)] }
    }

    pub(super) fn new(parts: Vec<Part>) -> Result<Self, Error> {
        let len = parts.iter().map(Part::len).fold(0, u64::saturating_add);
        check_size(len)?;
        Ok(Self { parts, len })
    }

    /// The exact number of bytes that will be sent.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether nothing will be sent.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(super) fn into_parts(self) -> Vec<Part> {
        self.parts
    }
}

/// Refuses what OBS would refuse after hours of sending.
pub(super) fn check_size(len: u64) -> Result<(), Error> {
    if len <= MAX_OBJECT_SIZE {
        return Ok(());
    }
    let message = format!("{len} bytes are more than the {MAX_OBJECT_SIZE} that OBS takes in one upload");
    Err(Error::new(ErrorKind::File, message).with_advice(
        "save the recording with 16 bits a sample and one channel, compress it (Package::deflate), or split it into \
         several jobs",
    ))
}
