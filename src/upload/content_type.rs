//! The content types of uploads. They are part of a pre-signed URL's signature and must match to the byte.

use std::borrow::Cow;
use std::fmt;

use reqwest::header::HeaderValue;

use crate::{Error, ErrorKind};

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
