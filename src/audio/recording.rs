//! What a recording is, as the header of its file says.

use std::fmt;
use std::ops::Range;
use std::time::Duration;

use serde::{Serialize, Serializer};

use super::Codec;
use super::header::{self, Fault};
use crate::Error;
use crate::upload::Source;

/// What a recording is, as its header says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Recording {
    /// The format tag: 1 is PCM, 3 floating point, 0xFFFE extensible.
    pub format: u16,
    /// How the sound is coded: the format tag, or what an extensible header says instead.
    pub codec: Codec,
    /// Channels.
    pub channels: u16,
    /// Samples a second.
    pub sample_rate: u32,
    /// Bits a sample, as it is stored.
    pub bits_per_sample: u16,
    /// Bits of each sample that count: fewer than are stored only where an extensible header says so.
    pub valid_bits: u16,
    /// Bytes of one sample of all channels.
    pub block_align: u16,
    /// How long it plays.
    #[serde(rename = "seconds", serialize_with = "seconds")]
    pub duration: Duration,
    /// The file's length in bytes.
    pub bytes: u64,
    /// Where in the file the sound is, in bytes.
    pub sound: Range<u64>,
}

fn seconds<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(duration.as_secs_f64())
}

impl Recording {
    /// Reads the header of a WAV file and holds it against the file's length.
    ///
    /// # Errors
    /// [`ErrorKind::File`](crate::ErrorKind::File) when the file is no WAV, has no sound, or is not as long as its
    /// header says.
    pub fn inspect(source: &Source) -> Result<Self, Error> {
        Self::examine(source)?.map_err(|fault| fault.into_error(source))
    }

    /// Like [`inspect`](Self::inspect), and what is wrong with the file as data. The error is that of opening it.
    pub(crate) fn examine(source: &Source) -> Result<Result<Self, Fault>, Error> {
        Ok(header::read(source.open_seekable()?, source.len()))
    }
}

impl fmt::Display for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (minutes, seconds) = (self.duration.as_secs() / 60, self.duration.as_secs() % 60);
        let channels = match self.channels {
            1 => "mono".to_owned(),
            2 => "stereo".to_owned(),
            more => format!("{more} channels"),
        };
        let rate = f64::from(self.sample_rate) / 1000.0;
        write!(f, "{minutes}:{seconds:02} min, {rate} kHz, {} bit, {channels}", self.bits_per_sample)?;
        match self.codec {
            Codec::Pcm => Ok(()),
            other => write!(f, ", {other}"),
        }
    }
}
