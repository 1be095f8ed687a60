//! What a training remembers on disk, so that it goes on after a crash, a kill or a week.
//!
//! A small JSON file, replaced as a whole before and after each step that changes something at the service. It holds no
//! credential, no pre-signed URL and no phone number.

mod digest;
mod entries;
mod file;
mod lock;
mod writer;

pub(crate) use digest::Digest;
pub use entries::Journal;
pub(super) use entries::{PendingCreate, PendingSubmit, Service, Submission};
pub(super) use file::canonical;
pub(super) use lock::lock_of;
pub(super) use writer::{Writer, blocking, is_at};

use std::path::Path;

use crate::{Error, ErrorKind};

/// Something is wrong with a journal.
fn fault(kind: ErrorKind, path: &Path, what: impl std::fmt::Display) -> Error {
    Error::new(kind, format!("the journal {} {what}", path.display()))
}
