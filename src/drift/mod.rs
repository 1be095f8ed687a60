//! The differences between the responses of the service and the spec that this crate was generated from, each with the
//! edit of the spec that makes it go away.
//!
//! The spec is written from public sources. Where the service responds otherwise, the client goes on: unknown fields,
//! values and codes never break a response. [`ClientBuilder::on_drift`](crate::ClientBuilder::on_drift) tells them, so that
//! the spec can follow.
//!
//! ```
//! # async fn sample() -> Result<(), metastudio_voice::Error> {
//! use metastudio_voice::Client;
//!
//! let client = Client::builder()
//!     .region("cn-north-4")
//!     .on_drift(|drift| {
//!         eprintln!("{drift}");
//!         drift.edits().iter().for_each(|edit| eprintln!("{edit}"));
//!     })
//!     .build()
//!     .await?;
//! # Ok(())
//! # }
//! ```
//!
//! # How it works
//! A client without [`on_drift`](crate::ClientBuilder::on_drift) and [`record`](crate::ClientBuilder::record) looks at one
//! empty list for each attempt; the table by which responses are compared is not even in the program. With them, each
//! response to an operation of the spec is compared when it has arrived as a whole: those of failed attempts, too. The
//! response is only looked at. A body above 1 MiB, or one that is read as a stream, is not compared. Responses of IAM, of
//! object storage, and of paths that the spec does not have are not, either.
//!
//! A [`Drift`] has a [key](Drift::key) that names the schema, not the operation: a new field of a job is one difference,
//! whether a list shows the job or a call of its own. Each is told once. It holds no value of the service but names of
//! fields and headers, error codes, and unknown values of enums that are not `x-sensitive`; all of them escaped and cut.
//!
//! The guide shows the way from a training to an edit of the spec: [`guide::drift`](crate::guide::drift).

mod compare;
mod detector;
mod edit;
mod exchange;
mod observer;
mod propose;
mod record;
mod redact;
mod table;

use std::fmt;

pub use detector::Detector;
pub(crate) use detector::Listener;
pub use edit::{Edit, apply};
pub use exchange::Exchange;
pub(crate) use observer::Observers;
pub use record::Recorder;

/// A difference between a response and the spec. `Display` is one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    kind: DriftKind,
    key: String,
    operation: String,
    status: u16,
    pointer: String,
    message: String,
    file: String,
    line: usize,
    edits: Vec<Edit>,
}

/// The kind of a [`Drift`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// An object has a field that the spec does not have.
    UnknownField,
    /// An enum has a value that the spec does not have.
    UnknownValue,
    /// A field that the spec requires is missing.
    MissingField,
    /// A value has another type.
    Type,
    /// A value is null, and the spec does not say that it may be.
    Null,
    /// The operation responds with a status that the spec does not have for it.
    Status,
    /// A failure has a code that the spec does not have.
    Code,
    /// A failure has a known code with another status.
    CodeStatus,
    /// A response has a header by which services announce something, such as `Deprecation`, and the spec does not have it.
    Header,
    /// A response has no body, a body that is not JSON, or one where none is documented.
    Body,
}

impl DriftKind {
    /// Returns the name, such as `unknown-field`.
    pub fn name(self) -> &'static str {
        match self {
            Self::UnknownField => "unknown-field",
            Self::UnknownValue => "unknown-value",
            Self::MissingField => "missing-field",
            Self::Type => "type",
            Self::Null => "null",
            Self::Status => "status",
            Self::Code => "code",
            Self::CodeStatus => "code-status",
            Self::Header => "header",
            Self::Body => "body",
        }
    }
}

impl Drift {
    /// Returns the kind.
    pub fn kind(&self) -> DriftKind {
        self.kind
    }

    /// Returns a text that is the same for the same difference in every run, such as
    /// `unknown-field TrainingJobInfo.mood`.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Returns the operation whose response showed the difference first.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// Returns the HTTP status of that response.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the place in that response, as a JSON pointer; it is empty for the response as a whole.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns the difference in a sentence without a full stop.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the path of the spec; only its file name if it is outside of the crate.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Returns the line of the spec, from 1: that of the first edit, or else that of the part that does not match.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Returns the edits of the spec, from which the difference is gone. [`apply`] makes them.
    ///
    /// There is none where only a person can decide, for example if a type that several fields share has changed.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { message, operation, status, pointer, file, line, .. } = self;
        let at = if pointer.is_empty() { String::new() } else { format!(" at {pointer}") };
        write!(f, "{message}; in a response {status} of {operation}{at}; {file}:{line}")
    }
}
