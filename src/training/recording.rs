//! Whether a file is a whole WAV: its chunks are walked, its sound is not read.
//!
//! Refused is only what no reader could use. Sample rates, bit depths and channels are the service's to judge.

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::time::Duration;

use crate::upload::Source;
use crate::{Error, ErrorKind};

/// The length that a recorder writes first and, when it is cut off, never mends.
const UNFINISHED: u64 = u32::MAX as u64;
/// More chunks than this are not a recording.
const MAX_CHUNKS: usize = 10_000;

/// What a recording is, as its header says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recording {
    /// The format tag: 1 is PCM, 3 floating point, 0xFFFE extensible.
    pub format: u16,
    /// Channels.
    pub channels: u16,
    /// Samples a second.
    pub sample_rate: u32,
    /// Bits a sample.
    pub bits_per_sample: u16,
    /// How long it plays.
    pub duration: Duration,
    /// The file's length in bytes.
    pub bytes: u64,
}

impl Recording {
    /// Reads the header of a WAV file and holds it against the file's length.
    ///
    /// # Errors
    /// [`ErrorKind::File`] when the file is no WAV, has no sound, or is not as long as its header says.
    pub fn inspect(source: &Source) -> Result<Self, Error> {
        let mut reader = Chunks { file: BufReader::new(source.reopen()?), at: 0, len: source.len() };
        reader.inspect().map_err(|fault| {
            let name = source.name();
            match fault {
                Fault::Wrong(what) => Error::new(ErrorKind::File, format!("{name} {what}")),
                Fault::Lies(what) => Error::new(ErrorKind::File, format!("{name}: the header lies: {what}"))
                    .with_advice("the recording was cut off or never finished: save it again in an audio editor"),
                Fault::Io(error) => source.unreadable(error),
            }
        })
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
        write!(f, "{minutes}:{seconds:02} min, {rate} kHz, {} bit, {channels}", self.bits_per_sample)
    }
}

enum Fault {
    Wrong(String),
    Lies(String),
    Io(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

struct Chunks {
    file: BufReader<File>,
    at: u64,
    len: u64,
}

struct Sound {
    channels: u16,
    sample_rate: u32,
    byte_rate: u32,
    bits_per_sample: u16,
    format: u16,
}

impl Chunks {
    fn inspect(&mut self) -> Result<Recording, Fault> {
        if self.len == 0 {
            return Err(Fault::Wrong("is empty".to_owned()));
        }
        let Some(start) = self.take::<12>()? else { return Err(not_wav(&[])) };
        let wide = matches!(&start[..4], b"RF64" | b"BW64");
        if !(wide || start.starts_with(b"RIFF")) || &start[8..] != b"WAVE" {
            return Err(not_wav(&start));
        }
        let mut sound = None;
        let mut wide_length = None;
        for _ in 0..MAX_CHUNKS {
            let Some(header) = self.take::<8>()? else { break };
            let length = u64::from(u32_at(&header, 4));
            match &header[..4] {
                b"ds64" if wide => {
                    let Some(sizes) = self.take::<16>()? else { break };
                    wide_length = Some(u64::from(u32_at(&sizes, 8)) | u64::from(u32_at(&sizes, 12)) << 32);
                    self.skip(length.saturating_sub(16))?;
                }
                b"fmt " => {
                    let Some(fields) = self.take::<16>()? else { break };
                    sound = Some(Sound {
                        format: u16_at(&fields, 0),
                        channels: u16_at(&fields, 2),
                        sample_rate: u32_at(&fields, 4),
                        byte_rate: u32_at(&fields, 8),
                        bits_per_sample: u16_at(&fields, 14),
                    });
                    self.skip(length.saturating_sub(16))?;
                }
                b"data" => {
                    let length = wide_length.filter(|_| length == UNFINISHED).unwrap_or(length);
                    let sound = sound.ok_or_else(|| Fault::Wrong("is a WAV file without a format".to_owned()))?;
                    return self.finish(sound, length);
                }
                _ => self.skip(length)?,
            }
        }
        Err(Fault::Wrong("is a WAV file without sound".to_owned()))
    }

    /// The data chunk begins here: whether as many bytes follow as it says.
    fn finish(&mut self, sound: Sound, length: u64) -> Result<Recording, Fault> {
        let there = self.len - self.at;
        if length == 0 && there == 0 {
            return Err(Fault::Wrong("is a WAV file without sound".to_owned()));
        }
        if length > there {
            return Err(Fault::Lies(format!("it promises {length} bytes of sound, the file has {there}")));
        }
        self.skip(length)?;
        if !self.only_chunks_follow()? {
            return Err(Fault::Lies(format!("it promises {length} bytes of sound, the file has up to {there}")));
        }
        if length == 0 {
            return Err(Fault::Wrong("is a WAV file without sound".to_owned()));
        }
        let Sound { format, channels, sample_rate, byte_rate, bits_per_sample } = sound;
        if channels == 0 || sample_rate == 0 || byte_rate == 0 {
            return Err(Fault::Wrong("is a WAV file whose format cannot be played".to_owned()));
        }
        let duration = Duration::from_secs_f64(length as f64 / f64::from(byte_rate));
        Ok(Recording { format, channels, sample_rate, bits_per_sample, duration, bytes: self.len })
    }

    /// Whether what is left is chunks to the last byte, one byte of padding aside.
    fn only_chunks_follow(&mut self) -> Result<bool, Fault> {
        for _ in 0..MAX_CHUNKS {
            if self.len.saturating_sub(self.at) <= 1 {
                return Ok(true);
            }
            let Some(header) = self.take::<8>()? else { return Ok(false) };
            let length = u64::from(u32_at(&header, 4));
            let named = header[..4].iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ');
            if !named || length > self.len - self.at {
                return Ok(false);
            }
            self.skip(length)?;
        }
        Ok(false)
    }

    fn take<const N: usize>(&mut self) -> Result<Option<[u8; N]>, Fault> {
        let mut bytes = [0; N];
        if self.len.saturating_sub(self.at) < N as u64 {
            return Ok(None);
        }
        self.file.read_exact(&mut bytes)?;
        self.at += N as u64;
        Ok(Some(bytes))
    }

    /// Goes past a chunk's bytes, to an even place.
    fn skip(&mut self, length: u64) -> Result<(), Fault> {
        self.at = (self.at + length + length % 2).min(self.len);
        self.file.seek(SeekFrom::Start(self.at))?;
        Ok(())
    }
}

fn not_wav(start: &[u8]) -> Fault {
    let known = [
        (&b"ID3"[..], "an MP3"),
        (&b"\xff\xfb"[..], "an MP3"),
        (&b"fLaC"[..], "a FLAC"),
        (&b"OggS"[..], "an Ogg"),
        (&b"FORM"[..], "an AIFF"),
        (&b"PK\x03\x04"[..], "a zip"),
    ];
    let what = known.iter().find(|(magic, _)| start.starts_with(magic)).map(|(_, name)| *name);
    let m4a = start.get(4..8) == Some(b"ftyp");
    match what.or(m4a.then_some("an MP4")) {
        Some(what) => Fault::Wrong(format!("is not a WAV file, but looks like {what}: save it as WAV")),
        None => Fault::Wrong("is not a WAV file".to_owned()),
    }
}

fn u16_at(bytes: &[u8], place: usize) -> u16 {
    u16::from_le_bytes([bytes[place], bytes[place + 1]])
}

fn u32_at(bytes: &[u8], place: usize) -> u32 {
    u32::from(u16_at(bytes, place)) | u32::from(u16_at(bytes, place + 2)) << 16
}
