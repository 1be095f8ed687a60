//! What a recording is, as the header of its file says.

use std::fmt;
use std::io::Read;
use std::ops::Range;
use std::time::Duration;

use serde::{Serialize, Serializer};

use super::header::{self, Fault};
use super::{Codec, Oddity};
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
    /// Bytes of one sample of all channels: what the format implies, where the header says something else. For a coding
    /// in blocks what the header says.
    pub block_align: u16,
    /// How long it plays. Of PCM and floating point it is what the bytes of the sound make; of other codings what the
    /// `fact` chunk states, or else what the header implies.
    #[serde(rename = "seconds", serialize_with = "seconds")]
    pub duration: Duration,
    /// The file's length in bytes.
    pub bytes: u64,
    /// Where in the file the sound is, in bytes.
    pub sound: Range<u64>,
    /// What is unusual about the file. Not every reader may take it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub oddities: Vec<Oddity>,
}

fn seconds<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(duration.as_secs_f64())
}

impl Recording {
    /// Reads the header of a WAV file and holds it against the file's length.
    ///
    /// # Errors
    /// [`ErrorKind::File`](crate::ErrorKind::File) when the file is no WAV, has no sound, or ends before its sound does.
    pub fn inspect(source: &Source) -> Result<Self, Error> {
        Self::examine(source)?.map_err(|fault| fault.into_error(source.name()))
    }

    /// Like [`inspect`](Self::inspect) of what can be read once, from its beginning: `len` bytes, of which no more are
    /// read than it takes, in small pieces. The name is for messages.
    ///
    /// ```
    /// use metastudio_voice::audio::Recording;
    ///
    /// let mut wav = b"RIFF\x28\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\xbb\0\0\0\x77\x01\0\x02\0\x10\0".to_vec();
    /// wav.extend(b"data\x04\0\0\0\x01\0\x02\0");
    /// let recording = Recording::from_reader("0.wav", wav.len() as u64, &*wav)?;
    /// assert_eq!((recording.sample_rate, recording.sound.clone()), (48_000, 44..48));
    /// # Ok::<(), metastudio_voice::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`inspect`](Self::inspect), and when the reader fails or has fewer bytes.
    pub fn from_reader(name: &str, len: u64, reader: impl Read) -> Result<Self, Error> {
        header::read_forward(reader, len, name).map_err(|fault| fault.into_error(name))
    }

    /// Like [`inspect`](Self::inspect), and what is wrong with the file as data. The error is that of opening it.
    pub(crate) fn examine(source: &Source) -> Result<Result<Self, Fault>, Error> {
        Ok(header::read(source.open_seekable()?, source.len(), source.name()))
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
