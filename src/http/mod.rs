//! How a call is made: authenticate, send, read the response, retry where that is safe, and report a failure in one
//! error type.

mod attempt;
mod authenticate;
mod call;
pub(crate) mod clients;
mod failure;
mod fence;
mod pages;
mod rate_limit;
mod request;
pub(crate) mod retry;
mod trace;

// The generated code and the other modules know these items by this module.
pub(crate) use attempt::retry_after;
pub(crate) use authenticate::{Authentication, Project, ProjectOrigin};
pub(crate) use call::{CallContext, CallSettings};
#[allow(unused_imports, reason = "a spec may have no such responses")]
pub(crate) use call::{call, call_empty, call_streamed};
pub(crate) use failure::communication;
pub(crate) use fence::{Fence, closed};
pub use pages::Paged;
pub(crate) use pages::{Page, Start, number, numbered, pages};
pub(crate) use rate_limit::RateLimits;
pub use request::Request;

/// Reads `null` like a missing value. The generated types use it for lists.
pub(crate) fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: serde::Deserialize<'de> + Default,
{
    use serde::Deserialize;
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}
