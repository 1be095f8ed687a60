//! How a call is made: authenticate, send, read the answer, try again where that does no harm, and say in one error
//! type what went wrong.

mod advice;
mod answer;
mod attempt;
mod authenticate;
mod call;
mod clock;
mod codes;
mod deliver;
mod error;
mod error_code;
mod explain;
pub(crate) mod http;
mod inner;
mod limiter;
mod operation;
mod pages;
mod proof;
mod request;
mod response;
pub(crate) mod retry;
mod settings;
mod spans;

pub(crate) use answer::read_some;
pub(crate) use attempt::is_about_tls;
#[allow(unused_imports, reason = "a spec may have no such answers")]
pub(crate) use call::{call, call_empty, call_streamed};
pub use clock::{Clock, SystemClock};
pub(crate) use error::UPLOAD;
pub use error::{Error, ErrorKind};
pub use error_code::{ErrorClass, ErrorCode};
pub(crate) use explain::communication;
pub(crate) use inner::Inner;
pub(crate) use limiter::RateLimits;
pub use operation::{Idempotency, Operation};
pub use pages::Paged;
pub(crate) use pages::{Page, Start, number, numbered, pages};
pub(crate) use proof::Skew;
pub use request::Request;
pub use response::{RawResponse, Response};
pub(crate) use settings::CallSettings;

/// Reads `null` like a missing value. The generated types use it for lists.
pub(crate) fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: serde::Deserialize<'de> + Default,
{
    use serde::Deserialize;
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}
