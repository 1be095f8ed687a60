//! How bytes reach OBS: files packed into a zip on the fly and sent to a pre-signed URL, in constant memory, again and
//! again until they are there.
//!
//! This room knows nothing of MetaStudio: it is told a URL, a content type and what to send.
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
//!     .on_retry(|error| println!("once more: {error}"))
//!     .await?;
//! # Ok(())
//! # }
//! ```

mod attempt;
mod body;
mod content;
mod obs_error;
mod package;
mod patience;
mod progress;
mod put;
mod reader;
mod spans;
mod spool;
mod stream;
mod url;
mod zip;

pub use body::{Body, ContentType, MAX_OBJECT_SIZE};
pub use package::{Package, Read};
pub use progress::Progress;
pub use put::{Put, Uploaded, Uploader};

pub use crate::source::Source;
