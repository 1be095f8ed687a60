//! Walks the chunks of a WAV file: RIFF, and its wide forms RF64 and BW64. The sound is not read.
//!
//! Refused is only what no reader could use. Sample rates, bit depths and channels are the service's to judge.

use std::io::{self, Read, Seek, SeekFrom};
use std::time::Duration;

use super::codec::{Codec, EXTENSIBLE};
use super::recording::Recording;
use crate::upload::Source;
use crate::{Error, ErrorKind};

/// The length that a recorder writes first and, when it is cut off, never mends.
const UNFINISHED: u64 = u32::MAX as u64;
/// More chunks than this are not a recording.
const MAX_CHUNKS: usize = 10_000;

/// Why a file is no usable recording.
pub(crate) enum Fault {
    /// It is something else, or has no sound.
    Wrong(String),
    /// The header does not fit the file.
    Lies(String),
    /// It cannot be read.
    Io(io::Error),
}

impl Fault {
    /// The same as an error that names the file.
    pub(crate) fn into_error(self, source: &Source) -> Error {
        let name = source.name();
        match self {
            Self::Wrong(what) => Error::new(ErrorKind::File, format!("{name} {what}")),
            Self::Lies(what) => Error::new(ErrorKind::File, format!("{name}: the header lies: {what}"))
                .with_advice("the recording was cut off or never finished: save it again in an audio editor"),
            Self::Io(error) => source.unreadable(error),
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads the header of a file that has this many bytes, and holds it against them.
pub(super) fn read(file: impl Read + Seek, len: u64) -> Result<Recording, Fault> {
    Chunks { file, at: 0, len }.inspect()
}

struct Chunks<F> {
    file: F,
    at: u64,
    len: u64,
}

struct Format {
    tag: u16,
    codec: Codec,
    channels: u16,
    sample_rate: u32,
    byte_rate: u32,
    block_align: u16,
    bits_per_sample: u16,
    valid_bits: u16,
}

impl<F: Read + Seek> Chunks<F> {
    fn inspect(&mut self) -> Result<Recording, Fault> {
        if self.len == 0 {
            return Err(Fault::Wrong("is empty".to_owned()));
        }
        let Some(start) = self.take::<12>()? else { return Err(not_wav(&[])) };
        let wide = matches!(&start[..4], b"RF64" | b"BW64");
        if !(wide || start.starts_with(b"RIFF")) || &start[8..] != b"WAVE" {
            return Err(not_wav(&start));
        }
        let mut format = None;
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
                b"fmt " => match self.format(length)? {
                    Some(read) => format = Some(read),
                    None => break,
                },
                b"data" => {
                    let length = wide_length.filter(|_| length == UNFINISHED).unwrap_or(length);
                    let format = format.ok_or_else(|| Fault::Wrong("is a WAV file without a format".to_owned()))?;
                    return self.finish(&format, length);
                }
                _ => self.skip(length)?,
            }
        }
        Err(Fault::Wrong("is a WAV file without sound".to_owned()))
    }

    fn format(&mut self, length: u64) -> Result<Option<Format>, Fault> {
        let Some(fields) = self.take::<16>()? else { return Ok(None) };
        let (tag, bits_per_sample) = (u16_at(&fields, 0), u16_at(&fields, 14));
        let mut read = 16;
        let mut valid_bits = bits_per_sample;
        let mut sub_format = None;
        if tag == EXTENSIBLE && length >= 40 {
            let Some(more) = self.take::<24>()? else { return Ok(None) };
            read += 24;
            valid_bits =
                Some(u16_at(&more, 2)).filter(|bits| (1..bits_per_sample).contains(bits)).unwrap_or(valid_bits);
            sub_format = more[8..].try_into().ok();
        }
        self.skip(length.saturating_sub(read))?;
        Ok(Some(Format {
            tag,
            codec: Codec::new(tag, sub_format),
            channels: u16_at(&fields, 2),
            sample_rate: u32_at(&fields, 4),
            byte_rate: u32_at(&fields, 8),
            block_align: u16_at(&fields, 12),
            bits_per_sample,
            valid_bits,
        }))
    }

    /// The data chunk begins here: whether as many bytes follow as it says.
    fn finish(&mut self, format: &Format, length: u64) -> Result<Recording, Fault> {
        let (start, there) = (self.at, self.len - self.at);
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
        if format.channels == 0 || format.sample_rate == 0 || format.byte_rate == 0 {
            return Err(Fault::Wrong("is a WAV file whose format cannot be played".to_owned()));
        }
        Ok(Recording {
            format: format.tag,
            codec: format.codec,
            channels: format.channels,
            sample_rate: format.sample_rate,
            bits_per_sample: format.bits_per_sample,
            valid_bits: format.valid_bits,
            block_align: format.block_align,
            duration: Duration::from_secs_f64(length as f64 / f64::from(format.byte_rate)),
            bytes: self.len,
            sound: start..start + length,
        })
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
        self.at = (self.at.saturating_add(length).saturating_add(length % 2)).min(self.len);
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
