//! Describes a recording by the chunks of its WAV file: RIFF, or one of the wide forms RF64 and BW64. The sound is not
//! read.
//!
//! These rules are the only definition of a WAV file in this project: the client reads files by them before a job
//! exists, and the simulator judges uploads by them. ffprobe and libsndfile find the same lengths, except where the
//! last block or frame is incomplete.
//!
//! - The reader refuses only files that no reader could use. The service judges sample rates, bit depths, channels and
//!   codings. Whatever its documentation does not settle is an [`Oddity`], which the preflight turns into advice.
//! - **Length.** Sound that is stored sample by sample (PCM, floating point, A-law, µ-law) has as many frames as fit
//!   its bytes: channels times the bits of a sample, rounded up to bytes. The byte rate and the block align of the
//!   header do not count, because programs write both wrongly. Every other coding has the frames that `fact` states,
//!   but no more than its blocks hold; without `fact` it has the frames of its blocks, and without blocks its byte rate
//!   gives the duration.
//! - **End.** The data chunk states where the sound ends, and the file is cut off if it ends before that. Neither the
//!   RIFF length nor anything after the sound (tags, padding, a missing padding byte) makes a recording cut off.
//! - **Unknown length.** A program that writes to a pipe cannot go back to fill in the length, and a recorder that lost
//!   power did not: such a data chunk declares 0 or one of [`PLACEHOLDERS`], and the sound reaches to the end of the
//!   file. (libsndfile finds no sound where the chunk declares 0.) A data chunk of 0 bytes that only chunks follow has
//!   no sound.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::format::{self, Codec, EXTENSIBLE, Oddity};
use crate::seconds;
use crate::source::{Source, unreadable};
use crate::{Error, ErrorKind};

/// The length that refers to `ds64` in a wide file; in RIFF, ffmpeg writes it to a pipe.
const ELSEWHERE: u64 = u32::MAX as u64;
/// The lengths that programs write when they do not know better: ffmpeg, SoX, opusdec and arecord, to a pipe.
const PLACEHOLDERS: [u64; 4] = [ELSEWHERE, 0x7FFF_F000, 0x7FFF_FFFF, 0x8000_0000];
/// The number of chunks after which the reader gives up: no recording has so many.
const MAX_CHUNKS: usize = 10_000;
/// The specified lengths of a format chunk, in bytes.
const FORMAT_LENGTHS: [u64; 3] = [16, 18, 40];

const NO_SOUND: &str = "is a WAV file without sound";

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
        read_forward(reader, len, name).map_err(|fault| fault.into_error(name))
    }

    /// Reads the header like [`inspect`](Self::inspect), and returns what is wrong with the file as data. The outer
    /// error is that of opening the file.
    pub(crate) fn examine(source: &Source) -> Result<Result<Self, Fault>, Error> {
        Ok(read(source.open_seekable()?, source.len(), source.name()))
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

/// The reason why a file is not a usable recording.
pub(crate) enum Fault {
    /// The file is something else, or has no sound: a clause about it, and advice if there is any.
    NotARecording(String, Option<String>),
    /// The file ends before its sound does.
    CutOff {
        /// The bytes of sound that the header declares.
        declared: u64,
        /// The bytes of sound that the file has.
        available: u64,
    },
    /// The file cannot be read.
    Io(io::Error),
}

impl Fault {
    fn not_a_recording(clause: &str) -> Self {
        Self::NotARecording(clause.to_owned(), None)
    }

    /// Converts the reason into an error that names the file.
    pub(crate) fn into_error(self, name: &str) -> Error {
        let (message, advice) = match self {
            Self::NotARecording(clause, advice) => (format!("{name} {clause}"), advice),
            Self::CutOff { declared, available } => {
                let message = format!(
                    "{name}: the header is inconsistent with the file: it declares {declared} bytes of sound, but the \
                     file has {available}"
                );
                let advice = "the recording was cut off or never finished: copy it again, or save it again in an audio \
                              editor";
                (message, Some(advice.to_owned()))
            }
            Self::Io(error) => return unreadable(name, error),
        };
        let error = Error::new(ErrorKind::File, message);
        match advice {
            Some(advice) => error.with_advice(advice),
            None => error,
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads the header of a file of `len` bytes and compares it with that length. Advice quotes the name.
fn read(file: impl Read + Seek, len: u64, name: &str) -> Result<Recording, Fault> {
    Chunks { file, position: 0, len, advance: seek }.inspect(name)
}

/// Reads a header like [`read`], from a source that can only be read from its beginning.
fn read_forward(file: impl Read, len: u64, name: &str) -> Result<Recording, Fault> {
    Chunks { file, position: 0, len, advance: discard }.inspect(name)
}

fn seek<F: Seek>(file: &mut F, _: u64, to: u64) -> io::Result<()> {
    file.seek(SeekFrom::Start(to)).map(drop)
}

fn discard<F: Read>(file: &mut F, from: u64, to: u64) -> io::Result<()> {
    io::copy(&mut file.by_ref().take(to - from), &mut io::sink()).map(drop)
}

struct Chunks<F> {
    file: F,
    position: u64,
    len: u64,
    /// Moves from a position to the same or a later one.
    advance: fn(&mut F, u64, u64) -> io::Result<()>,
}

/// The chunks before the sound.
#[derive(Default)]
struct Head {
    is_wide: bool,
    /// The declared length of the file after the first eight bytes.
    riff: u64,
    sizes: Option<Sizes>,
    format: Option<Format>,
    fact: Option<u64>,
}

/// The lengths in the `ds64` chunk of a wide file.
struct Sizes {
    riff: u64,
    data: u64,
    frames: u64,
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
    /// The frames in a block of `block_align` bytes, if the format states them.
    block_frames: Option<u16>,
    /// The length of the chunk, in bytes.
    length: u64,
}

impl<F: Read> Chunks<F> {
    fn inspect(&mut self, name: &str) -> Result<Recording, Fault> {
        if self.len == 0 {
            return Err(Fault::not_a_recording("is empty"));
        }
        let start = self.read_up_to(12)?;
        let is_wide = start.starts_with(b"RF64") || start.starts_with(b"BW64");
        if !(is_wide || start.starts_with(b"RIFF")) || start.get(8..) != Some(b"WAVE") {
            return Err(self.not_wav(start, name)?);
        }
        let mut head = Head { is_wide, riff: u64::from(u32_at(&start, 4)), ..Head::default() };
        for _ in 0..MAX_CHUNKS {
            let Some(header) = self.read_array::<8>()? else { break };
            let length = u64::from(u32_at(&header, 4));
            match &header[..4] {
                b"ds64" if is_wide && length >= 24 => {
                    let Some(sizes) = self.read_array::<24>()? else { break };
                    let [riff, data, frames] = [0, 8, 16].map(|place| u64_at(&sizes, place));
                    head.sizes = Some(Sizes { riff, data, frames });
                    self.skip(length, 24)?;
                }
                b"fmt " if length >= 16 => match self.format(length)? {
                    Some(format) => head.format = Some(format),
                    None => break,
                },
                b"fact" if length >= 4 => {
                    let Some(frames) = self.read_array::<4>()? else { break };
                    head.fact = Some(u64::from(u32_at(&frames, 0)));
                    self.skip(length, 4)?;
                }
                b"data" => return self.finish(head, length),
                _ => self.skip(length, 0)?,
            }
        }
        Err(Fault::not_a_recording(NO_SOUND))
    }

    fn format(&mut self, length: u64) -> Result<Option<Format>, Fault> {
        let Some(fields) = self.read_array::<16>()? else { return Ok(None) };
        let extension_length = (length - 16).min(24);
        let extension = self.read_up_to(extension_length)?;
        if (extension.len() as u64) < extension_length {
            return Ok(None);
        }
        let (tag, bits_per_sample) = (u16_at(&fields, 0), u16_at(&fields, 14));
        let mut valid_bits = bits_per_sample;
        let mut sub_format = None;
        let mut block_frames = None;
        if tag == EXTENSIBLE && extension.len() == 24 {
            valid_bits =
                Some(u16_at(&extension, 2)).filter(|bits| (1..bits_per_sample).contains(bits)).unwrap_or(valid_bits);
            sub_format = extension[8..].try_into().ok();
        } else if extension.len() >= 4 && u16_at(&extension, 0) >= 2 {
            block_frames = Some(u16_at(&extension, 2)).filter(|frames| *frames > 0);
        }
        let codec = Codec::new(tag, sub_format);
        self.skip(length, 16 + extension_length)?;
        Ok(Some(Format {
            tag,
            codec,
            channels: u16_at(&fields, 2),
            sample_rate: u32_at(&fields, 4),
            byte_rate: u32_at(&fields, 8),
            block_align: u16_at(&fields, 12),
            bits_per_sample,
            valid_bits,
            block_frames: block_frames.filter(|_| codec.is_in_blocks()),
            length,
        }))
    }

    /// Describes the recording. The position is the beginning of the data chunk's content.
    fn finish(&mut self, head: Head, length: u64) -> Result<Recording, Fault> {
        let (start, available) = (self.position, self.len - self.position);
        let Some(format) = &head.format else {
            return Err(Fault::not_a_recording("is a WAV file without a format"));
        };
        let mut oddities = Vec::new();
        if head.is_wide {
            oddities.push(Oddity::Wide);
        }
        let declared = match &head.sizes {
            Some(sizes) if length == ELSEWHERE => Some(sizes.data),
            None if length == ELSEWHERE => None,
            _ => Some(length),
        };
        let is_known = |declared: &u64| *declared != 0 && (*declared <= available || !PLACEHOLDERS.contains(declared));
        let declared = declared.filter(is_known);
        let sound = match declared {
            Some(declared) if declared > available => return Err(Fault::CutOff { declared, available }),
            Some(declared) => declared,
            None if length == 0 && self.only_chunks_follow()? => return Err(Fault::not_a_recording(NO_SOUND)),
            None => {
                oddities.push(Oddity::UnknownLength);
                available
            }
        };
        let playable = format.playable(sound, head.declared_frames())?;
        format.add_oddities(sound, &mut oddities);
        if declared.is_some() {
            oddities.extend(self.ending(&head, start + sound));
        }
        Ok(Recording {
            format: format.tag,
            codec: format.codec,
            channels: format.channels,
            sample_rate: format.sample_rate,
            bits_per_sample: format.bits_per_sample,
            valid_bits: format.valid_bits,
            block_align: playable.block_align,
            duration: playable.duration,
            bytes: self.len,
            sound: start..start + playable.bytes,
            oddities,
        })
    }

    /// Compares the RIFF length with the end of the file. `sound_end` is within the file.
    fn ending(&self, head: &Head, sound_end: u64) -> Option<Oddity> {
        let riff = head.sizes.as_ref().filter(|_| head.riff == ELSEWHERE).map_or(head.riff, |sizes| sizes.riff);
        let end = riff.saturating_add(8);
        // The padding byte of the last chunk may be missing, or not be counted.
        if end < sound_end || end > self.len.saturating_add(1) {
            Some(Oddity::FileLength { declared: riff })
        } else {
            Some(Oddity::Trailing { bytes: self.len.saturating_sub(end) }).filter(|_| self.len > end.saturating_add(1))
        }
    }

    /// Returns whether the rest of the file consists of chunks, except for one padding byte.
    fn only_chunks_follow(&mut self) -> Result<bool, Fault> {
        for _ in 0..MAX_CHUNKS {
            if self.len.saturating_sub(self.position) <= 1 {
                return Ok(true);
            }
            let Some(header) = self.read_array::<8>()? else { return Ok(false) };
            let length = u64::from(u32_at(&header, 4));
            let is_named = header[..4].iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ');
            if !is_named || length > self.len - self.position {
                return Ok(false);
            }
            self.skip(length, 0)?;
        }
        Ok(false)
    }

    /// Identifies a file that is not a WAV file by its first bytes, of which `start` is the beginning.
    fn not_wav(&mut self, mut start: Vec<u8>, name: &str) -> Result<Fault, Fault> {
        start.extend(self.read_up_to(format::BEGINNING.saturating_sub(start.len()) as u64)?);
        let kind = match format::id3_length(&start) {
            // The bytes after the tag decide what the file is.
            Some(tag) => {
                let mut rest = match usize::try_from(tag) {
                    Ok(tag) if tag < start.len() => start.split_off(tag),
                    _ => Vec::new(),
                };
                if rest.is_empty() {
                    self.skip_to(tag.max(self.position))?;
                }
                rest.extend(self.read_up_to(format::BEGINNING as u64)?);
                format::identify_tagged(&rest)
            }
            None => format::identify(&start),
        };
        Ok(match kind {
            Some(kind) => Fault::NotARecording(format!("is not a WAV file, but {}", kind.name), kind.advice(name)),
            None => Fault::not_a_recording("is not a WAV file"),
        })
    }

    /// Reads exactly `N` bytes; `None` if fewer are left.
    fn read_array<const N: usize>(&mut self) -> Result<Option<[u8; N]>, Fault> {
        let mut bytes = [0; N];
        if self.len.saturating_sub(self.position) < N as u64 {
            return Ok(None);
        }
        self.file.read_exact(&mut bytes)?;
        self.position += N as u64;
        Ok(Some(bytes))
    }

    /// Reads `count` bytes, or as many as are left. The count must be small, because the bytes are held in memory.
    fn read_up_to(&mut self, count: u64) -> Result<Vec<u8>, Fault> {
        let mut bytes = vec![0; usize::try_from(count.min(self.len - self.position)).unwrap_or_default()];
        self.file.read_exact(&mut bytes)?;
        self.position += bytes.len() as u64;
        Ok(bytes)
    }

    /// Moves past a chunk of this length, of which `read` bytes have been read, to an even position.
    fn skip(&mut self, length: u64, read: u64) -> Result<(), Fault> {
        let rest = (length - read).saturating_add(length % 2);
        self.skip_to(self.position.saturating_add(rest))
    }

    /// Moves to a position that is not before the current one, or to the end of the file.
    fn skip_to(&mut self, position: u64) -> Result<(), Fault> {
        let position = position.min(self.len);
        (self.advance)(&mut self.file, self.position, position)?;
        self.position = position;
        Ok(())
    }
}

impl Head {
    /// Returns the number of frames that the file declares, if it declares one.
    fn declared_frames(&self) -> Option<u64> {
        let wide = self.sizes.as_ref().map(|sizes| sizes.frames);
        let fact = match self.fact {
            Some(ELSEWHERE) | None => wide,
            fact => fact,
        };
        fact.filter(|frames| *frames != 0 && !PLACEHOLDERS.contains(frames))
    }
}

/// The part of the sound that can be played.
struct Playable {
    bytes: u64,
    block_align: u16,
    duration: Duration,
}

impl Format {
    /// Returns the bytes of one sample of all channels; `None` if the sound is not stored sample by sample.
    fn frame(&self) -> Option<u32> {
        let bits = match self.codec {
            Codec::Pcm | Codec::Float => self.bits_per_sample,
            // These codings have 8 bits by definition, whatever the header says.
            Codec::ALaw | Codec::MuLaw => 8,
            _ => return None,
        };
        Some(u32::from(self.channels) * u32::from(bits.div_ceil(8)))
    }

    /// Returns what can be played of this many bytes. `frames` is the number of frames that the file declares.
    fn playable(&self, bytes: u64, frames: Option<u64>) -> Result<Playable, Fault> {
        let unplayable = || Fault::not_a_recording("is a WAV file whose format cannot be played");
        let rate = u64::from(self.sample_rate);
        if self.channels == 0 || rate == 0 {
            return Err(unplayable());
        }
        let Some(frame) = self.frame() else {
            let duration = self.declared_duration(bytes, frames)?;
            return Ok(Playable { bytes, block_align: self.block_align, duration });
        };
        if matches!(self.codec, Codec::Pcm | Codec::Float) && !(1..=64).contains(&self.bits_per_sample) {
            return Err(unplayable());
        }
        // The header's field for it has 16 bits.
        let block_align = u16::try_from(frame).map_err(|_| unplayable())?;
        let frames = bytes / u64::from(frame);
        if frames == 0 {
            return Err(Fault::not_a_recording(NO_SOUND));
        }
        Ok(Playable { bytes: frames * u64::from(frame), block_align, duration: duration(frames, rate) })
    }

    /// Returns the duration of sound that is not stored sample by sample. `frames` is the number of frames that the
    /// file declares.
    fn declared_duration(&self, bytes: u64, frames: Option<u64>) -> Result<Duration, Fault> {
        if bytes == 0 {
            return Err(Fault::not_a_recording(NO_SOUND));
        }
        let in_blocks = || {
            let (frames, block) = (self.block_frames?, Some(self.block_align).filter(|block| *block > 0)?);
            Some(bytes.div_ceil(u64::from(block)).saturating_mul(u64::from(frames)))
        };
        let blocks = in_blocks();
        // The file may declare more frames than its blocks can hold.
        match frames.map(|frames| blocks.map_or(frames, |blocks| frames.min(blocks))).or(blocks) {
            Some(frames) => Ok(duration(frames, u64::from(self.sample_rate))),
            None if self.byte_rate > 0 => Ok(duration(bytes, u64::from(self.byte_rate))),
            None => Err(Fault::not_a_recording("is a WAV file that does not state its duration: save it as PCM")),
        }
    }

    /// Adds the unusual properties of the format, for this many bytes of playable sound.
    fn add_oddities(&self, bytes: u64, oddities: &mut Vec<Oddity>) {
        let (Codec::Pcm | Codec::Float, Some(frame)) = (self.codec, self.frame()) else { return };
        if !FORMAT_LENGTHS.contains(&self.length) {
            oddities.push(Oddity::FormatLength { declared: self.length });
        }
        if self.codec == Codec::Float && self.bits_per_sample == 64 {
            oddities.push(Oddity::DoublePrecision);
        }
        if u32::from(self.block_align) != frame {
            oddities.push(Oddity::BlockAlign { declared: self.block_align });
        }
        if u64::from(self.byte_rate) != u64::from(self.sample_rate) * u64::from(frame) {
            oddities.push(Oddity::ByteRate { declared: self.byte_rate });
        }
        if !bytes.is_multiple_of(u64::from(frame)) {
            oddities.push(Oddity::CutFrame);
        }
    }
}

/// Returns how long `count` items last at this many per second, rounded to the nearest nanosecond. No count and no
/// 32-bit rate makes it overflow, unlike a conversion from floating point.
fn duration(count: u64, per_second: u64) -> Duration {
    let (whole, rest) = (count / per_second, count % per_second);
    // The rate has 32 bits, so that this does not overflow either.
    let nanos = (rest * 1_000_000_000 + per_second / 2) / per_second;
    Duration::from_secs(whole).saturating_add(Duration::from_nanos(nanos))
}

fn u16_at(bytes: &[u8], offset: usize) -> u16 {
    u16::from_le_bytes([bytes[offset], bytes[offset + 1]])
}

fn u32_at(bytes: &[u8], offset: usize) -> u32 {
    u32::from(u16_at(bytes, offset)) | u32::from(u16_at(bytes, offset + 2)) << 16
}

fn u64_at(bytes: &[u8], offset: usize) -> u64 {
    u64::from(u32_at(bytes, offset)) | u64::from(u32_at(bytes, offset + 4)) << 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_rounded_to_nanoseconds_and_never_overflows() {
        assert_eq!(duration(96_000, 48_000), Duration::from_secs(2));
        assert_eq!(duration(1, 3), Duration::from_nanos(333_333_333));
        assert_eq!(duration(2, 3), Duration::from_nanos(666_666_667));
        assert_eq!(duration(u64::MAX, 1), Duration::from_secs(u64::MAX));
        assert_eq!(duration(u64::MAX, u64::from(u32::MAX)), Duration::from_secs(u64::MAX / u64::from(u32::MAX)));
    }
}
