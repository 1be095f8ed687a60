//! Reads the header of a WAV recording and measures how it sounds, in one pass over its bytes.
//!
//! This module knows nothing of HTTP, of jobs, or of what the service accepts: it only measures. Code that reads the
//! file for another purpose passes each piece to a [`Meter`] on the way, whatever its length, so that nothing is read
//! twice.
//!
//! ```no_run
//! # fn sample() -> Result<(), Box<dyn std::error::Error>> {
//! use std::io::Read;
//! use metastudio_voice::audio::{Meter, Recording};
//! use metastudio_voice::upload::Source;
//!
//! let recording = Recording::inspect(&Source::open("recording.wav")?)?;
//! println!("{recording}");
//! let mut meter = Meter::new(&recording)?;
//! let mut file = std::fs::File::open("recording.wav")?;
//! let mut piece = vec![0; 256 * 1024];
//! loop {
//!     match file.read(&mut piece)? {
//!         0 => break,
//!         read => meter.update(&piece[..read]),
//!     }
//! }
//! println!("{}", meter.finish());
//! # Ok(())
//! # }
//! ```

mod format;
mod levels;
mod loudness;
mod meter;
mod places;
mod profile;
mod samples;
mod speech;
mod wav;

pub(crate) use format::ffmpeg;
pub use format::{Codec, Oddity};
pub use meter::{Analysis, Measurement, Meter, NotMeasured};
pub use places::{Places, TimeRange};
pub use profile::{Extremes, Profile};
pub use speech::Pauses;
pub(crate) use wav::Fault;
pub use wav::Recording;
