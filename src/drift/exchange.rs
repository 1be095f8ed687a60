//! A response as it is held against the spec and recorded: its operation, its status, the headers of note, and its body.

use std::collections::BTreeMap;
use std::fmt;
use std::time::SystemTime;

use reqwest::header::HeaderMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::response::RawResponse;
use crate::text::printable;

/// The longest body, in bytes, that is read here: a page of a hundred jobs has a tenth of it.
const LIMIT: usize = 1 << 20;

/// The headers that are kept with their values, which say nothing about anybody.
const KEPT: [&str; 5] = ["content-type", "date", "retry-after", "x-request-id", "content-length"];

/// The headers by which a service announces something. Such a header is told if the spec does not have it.
pub(super) const OF_NOTE: [&str; 12] = [
    "deprecation",
    "location",
    "ratelimit",
    "ratelimit-limit",
    "ratelimit-policy",
    "ratelimit-remaining",
    "ratelimit-reset",
    "retry-after",
    "sunset",
    "warning",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
];

/// A response as it is held against the spec: the operation, the status, the headers of note, and the body.
///
/// [`Recorder`](super::Recorder) writes one on each line of a transcript, and [`Exchange::read`] reads it again. `Debug`
/// does not print the body.
#[derive(Clone, Serialize, Deserialize)]
pub struct Exchange {
    /// The time of the response, RFC 3339.
    pub(super) at: String,
    pub(super) operation: String,
    pub(super) status: u16,
    /// The headers of note, in lower case.
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: Body,
}

/// The body of a response.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Body {
    Json(Value),
    Empty,
    /// Something that is not JSON, such as a web page.
    Other,
    /// It is not known: it did not arrive as a whole, it is a stream, or it is longer than 1 MiB.
    Unread,
}

impl Exchange {
    /// Reads a response. `is_whole` says whether its body has arrived as a whole.
    pub(crate) fn new(operation: &str, raw: &RawResponse, is_whole: bool, now: SystemTime) -> Self {
        let bytes = raw.body();
        let body = match bytes.len() {
            length if !is_whole || length > LIMIT => Body::Unread,
            0 => Body::Empty,
            _ => serde_json::from_slice(bytes).map_or(Body::Other, Body::Json),
        };
        Self {
            at: OffsetDateTime::from(now).format(&Rfc3339).unwrap_or_default(),
            operation: operation.to_owned(),
            status: raw.status(),
            headers: headers(raw.headers()),
            body,
        }
    }

    /// Reads a line of a transcript.
    ///
    /// # Errors
    /// Returns an error if the line is not a response as a [`Recorder`](super::Recorder) writes it.
    pub fn read(line: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(line)
    }

    /// Returns the name of the operation.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// Returns the HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the day of the response, `YYYY-MM-DD`.
    pub(super) fn day(&self) -> &str {
        self.at.get(..10).unwrap_or("1970-01-01")
    }

    /// Returns whether it is a success.
    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Returns the code of a failure, under one of the names that services have for it.
    pub(super) fn code(&self) -> Option<&str> {
        let Body::Json(body) = &self.body else { return None };
        ["error_code", "errorCode", "code"].iter().find_map(|name| body.get(name)?.as_str())
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("at", &self.at)
            .field("operation", &self.operation)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

fn headers(all: &HeaderMap) -> BTreeMap<String, String> {
    let of_note = all.iter().filter_map(|(name, value)| {
        let name = name.as_str();
        let kept = KEPT.contains(&name);
        let value = value.to_str().ok().filter(|_| kept).map_or_else(|| hidden(value.len()), printable);
        (kept || OF_NOTE.contains(&name)).then(|| (name.to_owned(), value))
    });
    of_note.collect()
}

/// Returns the text that takes the place of one that is not shown.
pub(super) fn hidden(length: usize) -> String {
    format!("<string of {length}>")
}
