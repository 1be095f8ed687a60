//! Uploads to OBS: files are packed into a zip archive while they are sent to a pre-signed URL, in constant memory, and
//! transient failures are retried.
//!
//! This module knows nothing of MetaStudio: the caller gives it a URL, a content type and a body.
//!
//! ```no_run
//! # async fn sample(client: metastudio_voice::Client, url: String) -> Result<(), metastudio_voice::Error> {
//! use metastudio_voice::upload::{ContentType, Package, Source};
//!
//! let zip = Package::new().add("recording.wav", Source::open("recording.wav")?)?.into_body().await?;
//! let uploaded = client
//!     .uploader()
//!     .put(&url, zip)
//!     .content_type(ContentType::ZIP)
//!     .on_progress(|progress| println!("{progress}"))
//!     .on_retry(|error| println!("retrying: {error}"))
//!     .await?;
//! # Ok(())
//! # }
//! ```

mod attempt;
mod body;
mod obs_error;
mod package;
mod progress;
mod put;
mod reader;
mod spans;
mod stream;
mod time_limit;
mod url;
mod zip;

pub use attempt::Uploaded;
pub use body::{Body, ContentType, MAX_OBJECT_SIZE};
pub use package::Package;
pub use progress::Progress;
pub use put::{Put, Uploader};
pub(crate) use reader::{SOURCE_TIMEOUT, in_this_span, source_stalled, stopped};
pub(crate) use time_limit::within;

#[cfg(feature = "object_store")]
pub use crate::source::OpenObject;
pub use crate::source::{Place, Source};
