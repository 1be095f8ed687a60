//! Walks the chunks of a WAV file: RIFF, and its wide forms RF64 and BW64. The sound is not read.
//!
//! These rules are the only opinion of a WAV in this project: the client reads files by them before a job exists, and the
//! simulator what was uploaded. ffprobe and libsndfile find the same lengths, a last block or frame that is cut aside.
//!
//! - Refused is only what no reader could use. Sample rates, bit depths, channels and codings are the service's to judge;
//!   what no page of its documentation settles is an [`Oddity`], of which preflight makes advice.
//! - **Length.** Sound that is stored sample by sample (PCM, floating point, A-law, µ-law) has as many frames as fit its
//!   bytes: channels times the bits of a sample, rounded up to bytes. Neither the byte rate nor the block align of the
//!   header counts, as programs write both wrongly. Every other coding has the frames that `fact` states, but no more than
//!   its blocks hold, or else those of its blocks, or else plays as long as its byte rate says.
//! - **End.** The data chunk tells where the sound ends, and the file is cut off when it ends before that. What follows
//!   the sound, and the RIFF length, never make a recording cut off: tags, filling, a missing byte of padding.
//! - **Unknown length.** A program that writes to a pipe cannot go back to fill in the length, and a recorder that lost
//!   its power did not: such a data chunk says 0 or one of [`PLACEHOLDERS`], and the sound goes to the end of the file.
//!   (libsndfile finds no sound where it says 0.) A data chunk of 0 bytes that only chunks follow has no sound.

use std::io::{self, Read, Seek, SeekFrom};
use std::time::Duration;

use super::codec::{Codec, EXTENSIBLE};
use super::foreign;
use super::oddity::Oddity;
use super::recording::Recording;
use crate::{Error, ErrorKind};

/// A length that stands in `ds64` instead; in RIFF, what ffmpeg writes to a pipe.
const ELSEWHERE: u64 = u32::MAX as u64;
/// Lengths that programs write when they cannot know better: ffmpeg's, SoX's, opusdec's and arecord's to a pipe.
const PLACEHOLDERS: [u64; 4] = [ELSEWHERE, 0x7FFF_F000, 0x7FFF_FFFF, 0x8000_0000];
/// More chunks than this are not a recording.
const MAX_CHUNKS: usize = 10_000;
/// The lengths of a format chunk that are specified.
const FORMAT_LENGTHS: [u64; 3] = [16, 18, 40];

const NO_SOUND: &str = "is a WAV file without sound";

/// Why a file is no usable recording.
pub(crate) enum Fault {
    /// It is something else, or has no sound: what it is, and what to do if something helps.
    Wrong(String, Option<String>),
    /// It ends before its sound does.
    CutOff(String),
    /// It cannot be read.
    Io(io::Error),
}

impl Fault {
    fn wrong(what: &str) -> Self {
        Self::Wrong(what.to_owned(), None)
    }

    /// The same as an error that names the file.
    pub(crate) fn into_error(self, name: &str) -> Error {
        let (message, advice) = match self {
            Self::Wrong(what, advice) => (format!("{name} {what}"), advice),
            Self::CutOff(what) => {
                let advice = "the recording was cut off or never finished: copy it again, or save it again in an audio \
                              editor";
                (format!("{name}: the header lies: {what}"), Some(advice.to_owned()))
            }
            Self::Io(error) => {
                return Error::new(ErrorKind::File, format!("{name} cannot be read")).with_source(error);
            }
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

/// Reads the header of a file that has this many bytes, and holds it against them. The name is for what is advised.
pub(super) fn read(file: impl Read + Seek, len: u64, name: &str) -> Result<Recording, Fault> {
    Chunks { file, at: 0, len, go: seek }.inspect(name)
}

/// The same of something that can only be read from its beginning.
pub(super) fn read_forward(file: impl Read, len: u64, name: &str) -> Result<Recording, Fault> {
    Chunks { file, at: 0, len, go: discard }.inspect(name)
}

fn seek<F: Seek>(file: &mut F, _: u64, to: u64) -> io::Result<()> {
    file.seek(SeekFrom::Start(to)).map(drop)
}

fn discard<F: Read>(file: &mut F, from: u64, to: u64) -> io::Result<()> {
    io::copy(&mut file.by_ref().take(to - from), &mut io::sink()).map(drop)
}

struct Chunks<F> {
    file: F,
    at: u64,
    len: u64,
    /// Goes from a place to one further on, or to the same.
    go: fn(&mut F, u64, u64) -> io::Result<()>,
}

/// What stands before the sound.
#[derive(Default)]
struct Head {
    is_wide: bool,
    /// The length of the file after the first eight bytes.
    riff: u64,
    sizes: Option<Sizes>,
    format: Option<Format>,
    fact: Option<u64>,
}

/// The lengths of a wide file.
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
    /// Frames in a block of `block_align` bytes, if the format says.
    block_frames: Option<u16>,
    /// How long the chunk is.
    length: u64,
}

impl<F: Read> Chunks<F> {
    fn inspect(&mut self, name: &str) -> Result<Recording, Fault> {
        if self.len == 0 {
            return Err(Fault::wrong("is empty"));
        }
        let start = self.up_to(12)?;
        let is_wide = start.starts_with(b"RF64") || start.starts_with(b"BW64");
        if !(is_wide || start.starts_with(b"RIFF")) || start.get(8..) != Some(b"WAVE") {
            return Err(self.not_wav(start, name)?);
        }
        let mut head = Head { is_wide, riff: u64::from(u32_at(&start, 4)), ..Head::default() };
        for _ in 0..MAX_CHUNKS {
            let Some(header) = self.take::<8>()? else { break };
            let length = u64::from(u32_at(&header, 4));
            match &header[..4] {
                b"ds64" if is_wide && length >= 24 => {
                    let Some(sizes) = self.take::<24>()? else { break };
                    let [riff, data, frames] = [0, 8, 16].map(|place| u64_at(&sizes, place));
                    head.sizes = Some(Sizes { riff, data, frames });
                    self.skip(length, 24)?;
                }
                b"fmt " if length >= 16 => match self.format(length)? {
                    Some(format) => head.format = Some(format),
                    None => break,
                },
                b"fact" if length >= 4 => {
                    let Some(frames) = self.take::<4>()? else { break };
                    head.fact = Some(u64::from(u32_at(&frames, 0)));
                    self.skip(length, 4)?;
                }
                b"data" => return self.finish(head, length),
                _ => self.skip(length, 0)?,
            }
        }
        Err(Fault::wrong(NO_SOUND))
    }

    fn format(&mut self, length: u64) -> Result<Option<Format>, Fault> {
        let Some(fields) = self.take::<16>()? else { return Ok(None) };
        let wanted = (length - 16).min(24);
        let more = self.up_to(wanted)?;
        if (more.len() as u64) < wanted {
            return Ok(None);
        }
        let (tag, bits_per_sample) = (u16_at(&fields, 0), u16_at(&fields, 14));
        let mut valid_bits = bits_per_sample;
        let mut sub_format = None;
        let mut block_frames = None;
        if tag == EXTENSIBLE && more.len() == 24 {
            valid_bits =
                Some(u16_at(&more, 2)).filter(|bits| (1..bits_per_sample).contains(bits)).unwrap_or(valid_bits);
            sub_format = more[8..].try_into().ok();
        } else if more.len() >= 4 && u16_at(&more, 0) >= 2 {
            block_frames = Some(u16_at(&more, 2)).filter(|frames| *frames > 0);
        }
        let codec = Codec::new(tag, sub_format);
        self.skip(length, 16 + wanted)?;
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

    /// The data chunk begins here.
    fn finish(&mut self, head: Head, length: u64) -> Result<Recording, Fault> {
        let (start, there) = (self.at, self.len - self.at);
        let Some(format) = &head.format else { return Err(Fault::wrong("is a WAV file without a format")) };
        let mut oddities = Vec::new();
        if head.is_wide {
            oddities.push(Oddity::Wide);
        }
        let told = match &head.sizes {
            Some(sizes) if length == ELSEWHERE => Some(sizes.data),
            None if length == ELSEWHERE => None,
            _ => Some(length),
        };
        // Where the length is unknown it is all that is there.
        let told = told.filter(|told| *told != 0 && (*told <= there || !PLACEHOLDERS.contains(told)));
        let sound = match told {
            Some(told) if told > there => {
                return Err(Fault::CutOff(format!("it promises {told} bytes of sound, the file has {there}")));
            }
            Some(told) => told,
            None if length == 0 && self.only_chunks_follow()? => return Err(Fault::wrong(NO_SOUND)),
            None => {
                oddities.push(Oddity::UnknownLength);
                there
            }
        };
        let playable = format.playable(sound, head.fact_or_wide())?;
        format.add_oddities(sound, &mut oddities);
        if told.is_some() {
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

    /// Whether the RIFF length agrees with the file's end. The sound ends at this place, within the file.
    fn ending(&self, head: &Head, sound_end: u64) -> Option<Oddity> {
        let riff = head.sizes.as_ref().filter(|_| head.riff == ELSEWHERE).map_or(head.riff, |sizes| sizes.riff);
        let end = riff.saturating_add(8);
        // The last chunk's byte of padding may be missing, or not be counted.
        if end < sound_end || end > self.len.saturating_add(1) {
            Some(Oddity::FileLength { told: riff })
        } else {
            Some(Oddity::Trailing { bytes: self.len.saturating_sub(end) }).filter(|_| self.len > end.saturating_add(1))
        }
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
            self.skip(length, 0)?;
        }
        Ok(false)
    }

    /// What the file is, if it is no WAV file. These are its first bytes.
    fn not_wav(&mut self, mut start: Vec<u8>, name: &str) -> Result<Fault, Fault> {
        start.extend(self.up_to(foreign::BEGINNING.saturating_sub(start.len()) as u64)?);
        let kind = match foreign::id3_length(&start) {
            // The tag comes before something else, which is what the file is.
            Some(tag) => {
                let mut rest = match usize::try_from(tag) {
                    Ok(tag) if tag < start.len() => start.split_off(tag),
                    _ => Vec::new(),
                };
                if rest.is_empty() {
                    self.skip_to(tag.max(self.at))?;
                }
                rest.extend(self.up_to(foreign::BEGINNING as u64)?);
                foreign::tagged(&rest)
            }
            None => foreign::kind(&start),
        };
        Ok(match kind {
            Some(kind) => Fault::Wrong(format!("is not a WAV file, but {}", kind.what), kind.advice(name)),
            None => Fault::wrong("is not a WAV file"),
        })
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

    /// So many bytes, or as many as are left. Only for a few.
    fn up_to(&mut self, count: u64) -> Result<Vec<u8>, Fault> {
        let mut bytes = vec![0; usize::try_from(count.min(self.len - self.at)).unwrap_or_default()];
        self.file.read_exact(&mut bytes)?;
        self.at += bytes.len() as u64;
        Ok(bytes)
    }

    /// Goes past a chunk's bytes, of which so many have been read, to an even place.
    fn skip(&mut self, length: u64, read: u64) -> Result<(), Fault> {
        let rest = (length - read).saturating_add(length % 2);
        self.skip_to(self.at.saturating_add(rest))
    }

    /// Goes to a place that is not before this one, or to the file's end.
    fn skip_to(&mut self, place: u64) -> Result<(), Fault> {
        let place = place.min(self.len);
        (self.go)(&mut self.file, self.at, place)?;
        self.at = place;
        Ok(())
    }
}

impl Head {
    /// How many frames the file says that it has, if it says so.
    fn fact_or_wide(&self) -> Option<u64> {
        let wide = self.sizes.as_ref().map(|sizes| sizes.frames);
        let fact = match self.fact {
            Some(ELSEWHERE) | None => wide,
            fact => fact,
        };
        fact.filter(|frames| *frames != 0 && !PLACEHOLDERS.contains(frames))
    }
}

/// What can be played of the sound.
struct Playable {
    bytes: u64,
    block_align: u16,
    duration: Duration,
}

impl Format {
    /// Bytes of one sample of all channels; `None` where the sound is not stored sample by sample.
    fn frame(&self) -> Option<u32> {
        let bits = match self.codec {
            Codec::Pcm | Codec::Float => self.bits_per_sample,
            // Whatever the header says: it is what they are.
            Codec::ALaw | Codec::MuLaw => 8,
            _ => return None,
        };
        Some(u32::from(self.channels) * u32::from(bits.div_ceil(8)))
    }

    /// What can be played of so many bytes. The file says that they are so many frames, if it says so.
    fn playable(&self, bytes: u64, told: Option<u64>) -> Result<Playable, Fault> {
        let unplayable = || Fault::wrong("is a WAV file whose format cannot be played");
        let rate = u64::from(self.sample_rate);
        if self.channels == 0 || rate == 0 {
            return Err(unplayable());
        }
        let Some(frame) = self.frame() else {
            return Ok(Playable { bytes, block_align: self.block_align, duration: self.told_duration(bytes, told)? });
        };
        if matches!(self.codec, Codec::Pcm | Codec::Float) && !(1..=64).contains(&self.bits_per_sample) {
            return Err(unplayable());
        }
        // The header's own field for it has 16 bits.
        let block_align = u16::try_from(frame).map_err(|_| unplayable())?;
        let frames = bytes / u64::from(frame);
        if frames == 0 {
            return Err(Fault::wrong(NO_SOUND));
        }
        Ok(Playable { bytes: frames * u64::from(frame), block_align, duration: seconds(frames, rate) })
    }

    /// How long something plays that is not stored sample by sample.
    fn told_duration(&self, bytes: u64, told: Option<u64>) -> Result<Duration, Fault> {
        if bytes == 0 {
            return Err(Fault::wrong(NO_SOUND));
        }
        let in_blocks = || {
            let (frames, block) = (self.block_frames?, Some(self.block_align).filter(|block| *block > 0)?);
            Some(bytes.div_ceil(u64::from(block)).saturating_mul(u64::from(frames)))
        };
        let blocks = in_blocks();
        // Blocks hold no more than they hold, whatever the file says.
        match told.map(|told| blocks.map_or(told, |blocks| told.min(blocks))).or(blocks) {
            Some(frames) => Ok(seconds(frames, u64::from(self.sample_rate))),
            None if self.byte_rate > 0 => Ok(seconds(bytes, u64::from(self.byte_rate))),
            None => Err(Fault::wrong("is a WAV file that does not tell how long it plays: save it as PCM")),
        }
    }

    /// What is unusual about the format of so many bytes of sound that can be played.
    fn add_oddities(&self, bytes: u64, oddities: &mut Vec<Oddity>) {
        let (Codec::Pcm | Codec::Float, Some(frame)) = (self.codec, self.frame()) else { return };
        if !FORMAT_LENGTHS.contains(&self.length) {
            oddities.push(Oddity::FormatLength { told: self.length });
        }
        if self.codec == Codec::Float && self.bits_per_sample == 64 {
            oddities.push(Oddity::DoublePrecision);
        }
        if u32::from(self.block_align) != frame {
            oddities.push(Oddity::BlockAlign { told: self.block_align });
        }
        if u64::from(self.byte_rate) != u64::from(self.sample_rate) * u64::from(frame) {
            oddities.push(Oddity::ByteRate { told: self.byte_rate });
        }
        if !bytes.is_multiple_of(u64::from(frame)) {
            oddities.push(Oddity::CutFrame);
        }
    }
}

/// How long so many of something last of which there are so many in a second, to the nearest nanosecond. Neither number
/// can make it overflow, unlike a conversion from floating point.
fn seconds(count: u64, in_a_second: u64) -> Duration {
    let (whole, rest) = (count / in_a_second, count % in_a_second);
    // The rate has 32 bits, so that this does not overflow either.
    let nanos = (rest * 1_000_000_000 + in_a_second / 2) / in_a_second;
    Duration::from_secs(whole).saturating_add(Duration::from_nanos(nanos))
}

fn u16_at(bytes: &[u8], place: usize) -> u16 {
    u16::from_le_bytes([bytes[place], bytes[place + 1]])
}

fn u32_at(bytes: &[u8], place: usize) -> u32 {
    u32::from(u16_at(bytes, place)) | u32::from(u16_at(bytes, place + 2)) << 16
}

fn u64_at(bytes: &[u8], place: usize) -> u64 {
    u64::from(u32_at(bytes, place)) | u64::from(u32_at(bytes, place + 4)) << 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_rounded_to_nanoseconds_and_never_overflows() {
        assert_eq!(seconds(96_000, 48_000), Duration::from_secs(2));
        assert_eq!(seconds(1, 3), Duration::from_nanos(333_333_333));
        assert_eq!(seconds(2, 3), Duration::from_nanos(666_666_667));
        assert_eq!(seconds(u64::MAX, 1), Duration::from_secs(u64::MAX));
        assert_eq!(seconds(u64::MAX, u64::from(u32::MAX)), Duration::from_secs(u64::MAX / u64::from(u32::MAX)));
    }
}
