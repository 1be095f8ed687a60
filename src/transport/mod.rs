//! How a call is made: authenticate, send, read the answer, and say in one error type what went wrong.

mod advice;
mod answer;
mod call;
mod error;
mod hooks;
pub(crate) mod http;
mod operation;

pub(crate) use answer::read_some;
pub(crate) use call::{call, communication};
pub(crate) use error::UPLOAD;
pub use error::{Error, ErrorKind};
pub(crate) use hooks::Inner;
pub use operation::{Idempotency, Operation};

/// Reads `null` like a missing value. The generated types use it for lists.
pub(crate) fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: serde::Deserialize<'de> + Default,
{
    use serde::Deserialize;
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}
