//! How bytes reach OBS: files packed into a stored zip on the fly and sent to a pre-signed URL, in constant memory.
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
//!     .on_progress(|progress| println!("{} of {} bytes", progress.done, progress.total))
//!     .await?;
//! # Ok(())
//! # }
//! ```

mod answer;
mod body;
mod content;
mod content_type;
mod package;
mod put;
mod reader;
mod source;
mod zip;

pub use body::{Body, MAX_OBJECT_SIZE};
pub use content_type::ContentType;
pub use package::{Package, Read};
pub use put::{Progress, Put, Uploaded, Uploader};
pub use source::Source;
