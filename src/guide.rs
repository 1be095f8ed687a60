//! Guide pages on topics that span several items. Their examples are compiled.

#[doc = include_str!("guide/credentials.md")]
pub mod credentials {}

#[doc = include_str!("guide/errors.md")]
pub mod errors {}

#[doc = include_str!("guide/preflight.md")]
pub mod preflight {}

#[doc = include_str!("guide/retries.md")]
pub mod retries {}

#[doc = include_str!("guide/tracing.md")]
pub mod tracing {}

#[doc = include_str!("guide/training.md")]
pub mod training {}
