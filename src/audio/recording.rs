//! A recording as the header of its file describes it.

use std::fmt;
use std::io::Read;
use std::ops::Range;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::header::{self, Fault};
use super::{Codec, Oddity, seconds};
use crate::Error;
use crate::upload::Source;

/// A recording, as the header of its file describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Recording {
    /// The format tag: 1 is PCM, 3 floating point, 0xFFFE extensible.
    pub format: u16,
    /// The coding of the sound, by the format tag or by the sub-format of an extensible header.
    pub codec: Codec,
    /// The number of channels.
    pub channels: u16,
    /// The number of samples per second.
    pub sample_rate: u32,
    /// The number of bits in which a sample is stored.
    pub bits_per_sample: u16,
    /// The number of bits of each sample that count. It is less than `bits_per_sample` only in a file with an
    /// extensible header.
    pub valid_bits: u16,
    /// The bytes of one sample of all channels, as the format implies them, even if the header says otherwise. For a
    /// coding in blocks, the header's value.
    pub block_align: u16,
    /// The duration. For PCM and floating point it follows from the bytes of the sound; for other codings it is the one
    /// that the `fact` chunk states, or else the one that the header implies.
    #[serde(rename = "seconds", with = "seconds")]
    pub duration: Duration,
    /// The length of the file, in bytes.
    pub bytes: u64,
    /// The position of the sound in the file, in bytes.
    pub sound: Range<u64>,
    /// The unusual properties of the file. Some readers do not accept them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub oddities: Vec<Oddity>,
}

impl Recording {
    /// Reads the header of a WAV file and compares it with the length of the file.
    ///
    /// # Errors
    /// [`ErrorKind::File`](crate::ErrorKind::File) if the file is not a WAV file, has no sound, or ends before its
    /// sound does.
    pub fn inspect(source: &Source) -> Result<Self, Error> {
        Self::examine(source)?.map_err(|fault| fault.into_error(source.name()))
    }

    /// Reads the header from a reader, which is read only once, from its beginning.
    ///
    /// `len` is the length of the whole file in bytes. No more bytes are read than the header needs, in small pieces.
    /// Messages use the name.
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
    /// The errors of [`inspect`](Self::inspect), and [`ErrorKind::File`](crate::ErrorKind::File) if the reader fails or
    /// has fewer bytes.
    pub fn from_reader(name: &str, len: u64, reader: impl Read) -> Result<Self, Error> {
        header::read_forward(reader, len, name).map_err(|fault| fault.into_error(name))
    }

    /// Reads the header like [`inspect`](Self::inspect), and returns what is wrong with the file as data. The outer
    /// error is that of opening the file.
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
