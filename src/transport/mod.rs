//! How a call is made: authenticate, send, read the answer, try again where that does no harm, and say in one error
//! type what went wrong.

mod advice;
mod answer;
mod attempt;
mod authenticate;
mod authenticator;
mod call;
mod failure;
pub(crate) mod http;
mod limiter;
mod pages;
mod request;
pub(crate) mod retry;
mod retry_loop;
mod settings;
mod spans;

pub(crate) use crate::clock::{Clock, SystemClock};
pub(crate) use crate::error::GiveUpReason;
pub(crate) use crate::error::{Error, ErrorKind};
pub(crate) use crate::error_code::Classification;
pub(crate) use crate::error_code::{ErrorClass, ErrorCode};
pub(crate) use crate::operation::UPLOAD;
pub(crate) use crate::operation::{Idempotency, Operation};
pub(crate) use crate::response::{RawResponse, Response};
pub(crate) use answer::read_some;
pub(crate) use attempt::is_about_tls;
pub(crate) use authenticator::Skew;
#[allow(unused_imports, reason = "a spec may have no such answers")]
pub(crate) use call::{call, call_empty, call_streamed};
pub(crate) use failure::communication;
pub(crate) use limiter::RateLimits;
pub use pages::Paged;
pub(crate) use pages::{Page, Start, number, numbered, pages};
pub use request::Request;
pub(crate) use settings::CallSettings;

/// The generated code names the client's state by this path.
pub(crate) use crate::client::ClientState;

/// Reads `null` like a missing value. The generated types use it for lists.
pub(crate) fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: serde::Deserialize<'de> + Default,
{
    use serde::Deserialize;
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}
