#![doc = include_str!("../README.md")]

pub mod audio;
pub mod auth;
mod client;
mod clock;
pub mod drift;
mod error;
mod error_code;
mod generated;
mod http;
mod operation;
mod response;
mod seconds;
mod source;
mod text;
mod tls;
pub mod training;
pub mod upload;

pub use auth::Credentials;
pub use client::{ClientBuilder, Configuration, Configured, ConfiguredCredentials};
pub use error::{Error, ErrorKind};
pub use generated::{Client, SPEC, SPEC_VERSION, builder, types};
pub use http::{Paged, Request};
#[cfg(feature = "object_store")]
pub use object_store;
pub use progenitor_client::ByteStream;
pub use reqwest;
pub use response::{RawResponse, Response};

/// Retries: the policy, the budget and the clock. All of them can be replaced.
///
/// The guide says when the client retries a call, and why it never repeats a create request that the service may have
/// executed:
/// [`guide::retries`].
pub mod retry {
    pub use crate::clock::{Clock, SystemClock};
    pub use crate::http::retry::{Backoff, Execution, Failure, NoRetry, RetryBudget, RetryPolicy, TokenBucket};
}

/// The operations of the API as data: names, methods, paths, and whether a request may be repeated.
pub mod operations {
    pub use crate::generated::operations::*;
    pub use crate::operation::{Idempotency, Operation};
}

/// The codes of failed responses as data: the meaning, the sort of failure, and what to do next.
///
/// The service may respond with codes that are not in this list; errors keep them unchanged:
/// [`guide::errors`].
pub mod error_codes {
    pub use crate::error_code::{ErrorClass, ErrorCode};
    pub use crate::generated::error_codes::*;
}

/// Guide pages on topics that span several items. Their examples are compiled.
pub mod guide {
    #[doc = include_str!("guide/credentials.md")]
    pub mod credentials {}

    #[doc = include_str!("guide/drift.md")]
    pub mod drift {}

    #[doc = include_str!("guide/errors.md")]
    pub mod errors {}

    #[doc = include_str!("guide/preflight.md")]
    pub mod preflight {}

    #[doc = include_str!("guide/retries.md")]
    pub mod retries {}

    #[doc = include_str!("guide/service.md")]
    pub mod service {}

    #[doc = include_str!("guide/testing.md")]
    pub mod testing {}

    #[doc = include_str!("guide/tracing.md")]
    pub mod tracing {}

    #[doc = include_str!("guide/training.md")]
    pub mod training {}
}
