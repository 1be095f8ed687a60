//! What is sent in one PUT: parts whose lengths are known before the first byte.
//!
//! The content types of uploads. They are part of a pre-signed URL's signature and must match to the byte.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use reqwest::header::HeaderValue;

use super::spool::Spooled;
use crate::source::Source;
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

/// A content type, exactly as it is sent: no `charset` is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentType(Cow<'static, str>);

impl ContentType {
    /// `application/zip`: the training data of a job.
    pub const ZIP: Self = Self(Cow::Borrowed("application/zip"));
    /// `audio/wav`: one sentence.
    pub const WAV: Self = Self(Cow::Borrowed("audio/wav"));
    /// `text/plain`: the text of one sentence.
    pub const TEXT: Self = Self(Cow::Borrowed("text/plain"));
    /// `application/octet-stream`: what the sibling image API documents for its letter; none is documented for
    /// voices.
    pub const OCTET_STREAM: Self = Self(Cow::Borrowed("application/octet-stream"));
    /// `application/pdf`.
    pub const PDF: Self = Self(Cow::Borrowed("application/pdf"));
    /// `image/jpeg`.
    pub const JPEG: Self = Self(Cow::Borrowed("image/jpeg"));
    /// `image/png`.
    pub const PNG: Self = Self(Cow::Borrowed("image/png"));

    /// Another content type.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] when it cannot be a header's value.
    pub fn new(value: impl Into<String>) -> Result<Self, Error> {
        let value = value.into();
        if value.is_empty() || HeaderValue::try_from(&value).is_err() {
            return Err(Error::new(ErrorKind::InvalidRequest, "the content type cannot be a header's value"));
        }
        Ok(Self(Cow::Owned(value)))
    }

    /// The value as it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ContentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
