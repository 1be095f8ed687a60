//! The content of one PUT: parts whose lengths are known before the first byte, and the content type.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use crc32fast::Hasher;
use reqwest::header::HeaderValue;

use super::reader::{self, Part, SOURCE_TIMEOUT, each_piece};
use crate::source::Source;
use crate::{Error, ErrorKind};

/// The largest object that OBS accepts in one PUT: 5 GB, which Huawei's OBS SDKs count as 5 × 1024³ bytes.
pub const MAX_OBJECT_SIZE: u64 = 5 * 1024 * 1024 * 1024;

/// The content of one upload. It can be sent several times: files are opened anew for each attempt.
#[derive(Clone, Debug)]
pub struct Body {
    parts: Vec<Part>,
    len: u64,
    /// The length and the CRC-32 of the files in an archive, one after the other. `None` for a body that is no archive.
    files: Option<(u64, u32)>,
}

impl Body {
    /// Makes a body of the bytes of one source, such as an authorization letter.
    ///
    /// # Errors
    /// [`ErrorKind::File`] when the source is larger than [`MAX_OBJECT_SIZE`].
    pub fn file(source: Source) -> Result<Self, Error> {
        Self::new(vec![Part::Source(source, None)], None)
    }

    /// Makes a body of bytes in memory.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self { len: bytes.len() as u64, parts: vec![Part::Bytes(bytes)], files: None }
    }

    pub(super) fn new(parts: Vec<Part>, files: Option<(u64, u32)>) -> Result<Self, Error> {
        let len = parts.iter().map(Part::len).fold(0, u64::saturating_add);
        check_size(len)?;
        Ok(Self { parts, len, files })
    }

    /// Returns the exact number of bytes that will be sent.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Returns whether the body has no bytes.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Returns the length and the CRC-32 of the content. For an archive they are those of its files, one after the other,
    /// without the headers. This reads a source whose checksum is not known yet.
    pub(crate) async fn content_checksum(&self) -> Result<(u64, u32), Error> {
        if let Some(files) = self.files {
            return Ok(files);
        }
        let (parts, len) = (self.parts.clone(), self.len);
        let crc = reader::read(SOURCE_TIMEOUT, move |activity| {
            let mut content = Hasher::new();
            for part in &parts {
                match part {
                    Part::Bytes(bytes) => content.update(bytes),
                    Part::Source(source, _) => {
                        let crc = each_piece(source, |_| activity.with_piece(|| Ok(())))?;
                        content.combine(&Hasher::new_with_initial_len(crc, source.len()));
                    }
                }
            }
            Ok(content.finalize())
        });
        Ok((len, crc.await?))
    }
}

/// Refuses a length that OBS would refuse only after hours of sending.
pub(super) fn check_size(len: u64) -> Result<(), Error> {
    if len <= MAX_OBJECT_SIZE {
        return Ok(());
    }
    let message = format!("the upload has {len} bytes, but OBS accepts at most {MAX_OBJECT_SIZE} in one upload");
    Err(Error::new(ErrorKind::File, message)
        .with_advice("save the recording with 16 bits per sample and one channel, or split it into several jobs"))
}

/// A content type, exactly as it is sent: no `charset` is added.
///
/// It is part of the signature of a pre-signed URL, so it must match to the byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentType(Cow<'static, str>);

impl ContentType {
    /// `application/zip`: the training data of a job.
    pub const ZIP: Self = Self(Cow::Borrowed("application/zip"));
    /// `audio/wav`: the recording of one segment.
    pub const WAV: Self = Self(Cow::Borrowed("audio/wav"));
    /// `text/plain`: the text of one segment.
    pub const TEXT: Self = Self(Cow::Borrowed("text/plain"));
    /// `application/octet-stream`: the type that the sibling image API documents for its letter. None is documented for
    /// the letter of a voice.
    pub const OCTET_STREAM: Self = Self(Cow::Borrowed("application/octet-stream"));
    /// `application/pdf`.
    pub const PDF: Self = Self(Cow::Borrowed("application/pdf"));
    /// `image/jpeg`.
    pub const JPEG: Self = Self(Cow::Borrowed("image/jpeg"));
    /// `image/png`.
    pub const PNG: Self = Self(Cow::Borrowed("image/png"));

    /// Makes another content type.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] when the value is empty or is not a valid header value.
    pub fn new(value: impl Into<String>) -> Result<Self, Error> {
        let value = value.into();
        if value.is_empty() || HeaderValue::try_from(&value).is_err() {
            return Err(Error::new(ErrorKind::InvalidRequest, "the content type is empty or not a valid header value"));
        }
        Ok(Self(Cow::Owned(value)))
    }

    /// Returns the value as it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ContentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
