//! The formats of recordings: the coding of the sound in a WAV file, its unusual properties, and files that are not WAV
//! files, by their first bytes.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The format tag of an extensible header, whose real tag is in the sub-format.
pub(super) const EXTENSIBLE: u16 = 0xFFFE;
/// The bytes that follow the tag in the sub-format of every coding that has a tag.
const SUB_FORMAT: [u8; 14] = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

/// The coding of the sound in a WAV file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Codec {
    /// Integers, lossless.
    Pcm,
    /// Floating point, lossless.
    Float,
    /// A-law of telephony, lossy.
    ALaw,
    /// µ-law of telephony, lossy.
    MuLaw,
    /// ADPCM, Microsoft's or IMA's, lossy.
    Adpcm,
    /// GSM 6.10 of mobile telephony, lossy.
    Gsm,
    /// MP3 inside a WAV file, lossy.
    Mp3,
    /// Another coding, by its format tag.
    Other(u16),
    /// A coding that only a newer version of this crate knows, in a report that was read back.
    #[serde(other)]
    Unknown,
}

impl Codec {
    /// Returns the coding of a format tag, or of the sub-format if the tag refers to it.
    pub(super) fn new(tag: u16, sub_format: Option<[u8; 16]>) -> Self {
        match (tag, sub_format) {
            (EXTENSIBLE, Some(guid)) if guid[2..] == SUB_FORMAT && guid[..2] != EXTENSIBLE.to_le_bytes() => {
                Self::new(u16::from_le_bytes([guid[0], guid[1]]), None)
            }
            (1, _) => Self::Pcm,
            (3, _) => Self::Float,
            (6, _) => Self::ALaw,
            (7, _) => Self::MuLaw,
            (0x02 | 0x11, _) => Self::Adpcm,
            (0x31, _) => Self::Gsm,
            (0x55, _) => Self::Mp3,
            (other, _) => Self::Other(other),
        }
    }

    /// Returns whether this coding keeps all of the sound; `None` if the coding is unknown.
    pub fn is_lossless(self) -> Option<bool> {
        match self {
            Self::Pcm | Self::Float => Some(true),
            Self::ALaw | Self::MuLaw | Self::Adpcm | Self::Gsm | Self::Mp3 => Some(false),
            Self::Other(_) | Self::Unknown => None,
        }
    }

    /// Returns whether the format chunk of this coding states how many frames a block has.
    pub(super) fn is_in_blocks(self) -> bool {
        matches!(self, Self::Adpcm | Self::Gsm)
    }
}

impl fmt::Display for Codec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pcm => f.write_str("PCM"),
            Self::Float => f.write_str("floating point"),
            Self::ALaw => f.write_str("A-law"),
            Self::MuLaw => f.write_str("µ-law"),
            Self::Adpcm => f.write_str("ADPCM"),
            Self::Gsm => f.write_str("GSM"),
            Self::Mp3 => f.write_str("MP3"),
            Self::Other(tag) => write!(f, "format {tag:#06x}"),
            Self::Unknown => f.write_str("an unknown format"),
        }
    }
}

/// An unusual property of a WAV file that can be read all the same.
///
/// Readers differ in whether they accept it, and no page says whether the service does. `Display` writes a clause about
/// the file, such as `its byte rate, 96000, does not fit its format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "oddity")]
#[non_exhaustive]
pub enum Oddity {
    /// The file is RF64 or BW64, the forms for more than 4 GiB.
    Wide,
    /// The header does not state the length of the sound, which then reaches to the end of the file. The file was
    /// written to a pipe, or the recorder could not finish it.
    UnknownLength,
    /// The RIFF length does not fit the file: the file ends before it, or the sound after it.
    FileLength {
        /// The length that the header declares, in bytes.
        declared: u64,
    },
    /// Bytes follow that are not part of the WAV file.
    Trailing {
        /// The number of these bytes.
        bytes: u64,
    },
    /// The format chunk has none of the specified lengths of 16, 18 and 40 bytes.
    FormatLength {
        /// The length of the chunk, in bytes.
        declared: u64,
    },
    /// The samples are 64-bit floating point.
    DoublePrecision,
    /// The block align in the header is not the length of one sample of all channels.
    BlockAlign {
        /// The block align that the header declares, in bytes.
        declared: u16,
    },
    /// The byte rate in the header does not follow from its format.
    ByteRate {
        /// The byte rate that the header declares, in bytes per second.
        declared: u32,
    },
    /// The last sample is incomplete.
    CutFrame,
    /// A property that only a newer version of this crate knows, in a report that was read back.
    #[serde(other)]
    Unknown,
}

impl fmt::Display for Oddity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wide => f.write_str("it is RF64, the form of WAV for more than 4 GiB"),
            Self::UnknownLength => f.write_str("its header does not state the length of the sound"),
            Self::FileLength { declared } => write!(f, "its RIFF length, {declared}, does not fit the file"),
            Self::Trailing { bytes: 1 } => f.write_str("1 byte follows that is not part of it"),
            Self::Trailing { bytes } => write!(f, "{bytes} bytes follow that are not part of it"),
            Self::FormatLength { declared } => {
                write!(f, "its format chunk has {declared} bytes instead of 16, 18 or 40")
            }
            Self::DoublePrecision => f.write_str("its samples are 64-bit floating point"),
            Self::BlockAlign { declared } => write!(f, "its block align, {declared}, does not fit its format"),
            Self::ByteRate { declared } => write!(f, "its byte rate, {declared}, does not fit its format"),
            Self::CutFrame => f.write_str("its last sample is incomplete"),
            Self::Unknown => f.write_str("it is unusual in a way that this version does not know"),
        }
    }
}

/// The number of bytes at the beginning of a file that are looked at.
pub(super) const BEGINNING: usize = 36;

/// A kind of file other than WAV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Foreign {
    /// The name of the kind, with its article.
    pub(super) name: &'static str,
    remedy: Remedy,
}

/// The way to make a WAV file of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Remedy {
    /// Converting its sound to PCM.
    Convert,
    /// Writing the same sound with another header.
    Rewrap,
    /// Following this advice.
    Advice(&'static str),
    None,
}

impl Foreign {
    const fn sound(name: &'static str) -> Self {
        Self { name, remedy: Remedy::Convert }
    }

    const fn with_advice(name: &'static str, advice: &'static str) -> Self {
        Self { name, remedy: Remedy::Advice(advice) }
    }

    /// Returns the command or the sentence that leads to a WAV file. `file` is the file's name.
    pub(super) fn advice(self, file: &str) -> Option<String> {
        match self.remedy {
            Remedy::Convert => Some(format!("convert it: {}", ffmpeg(file, ""))),
            Remedy::Rewrap => Some(format!("rewrite it: {}", ffmpeg(file, "-c copy "))),
            Remedy::Advice(advice) => Some(advice.to_owned()),
            Remedy::None => None,
        }
    }
}

/// Returns the ffmpeg command that makes a WAV file of a file, with these options.
pub(crate) fn ffmpeg(name: &str, options: &str) -> String {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains(['/', '\\']) => (stem, extension),
        _ => (name, ""),
    };
    let new = if extension.eq_ignore_ascii_case("wav") { "-new.wav" } else { ".wav" };
    let target = format!("{stem}{new}");
    match (quoted(name), quoted(&target)) {
        (Some(name), Some(target)) => format!("ffmpeg -i {name} {options}{target}"),
        _ => format!("ffmpeg -i FILE {options}NEW.wav"),
    }
}

/// Quotes a name for a shell; `None` if no quoting works in all shells.
fn quoted(name: &str) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+:=@,".contains(c) || (cfg!(windows) && c == '\\');
    if name.starts_with('-') || name.chars().any(|c| c.is_control() || "\"$`!%\\".contains(c) && !is_plain(c)) {
        return None;
    }
    Some(if name.chars().all(is_plain) { name.to_owned() } else { format!("\"{name}\"") })
}

/// Returns the length of the ID3v2 tag that a file begins with, if there is one.
pub(super) fn id3_length(start: &[u8]) -> Option<u64> {
    let header = start.strip_prefix(b"ID3")?.get(..7)?;
    let (flags, size) = (header[2], &header[3..]);
    // Each byte of the length carries seven bits.
    let length = size.iter().fold(0_u64, |length, byte| length << 7 | u64::from(byte & 0x7F));
    let footer = if flags & 0x10 == 0 { 0 } else { 10 };
    Some(10 + length + footer)
}

/// Identifies a file that begins with an ID3v2 tag, by the bytes that follow the tag.
pub(super) fn identify_tagged(rest: &[u8]) -> Option<Foreign> {
    let wave = matches!(rest.get(..4), Some(b"RIFF" | b"RF64" | b"BW64")) && rest.get(8..12) == Some(b"WAVE");
    if wave {
        return Some(Foreign { name: "an ID3 tag with a WAV file behind it", remedy: Remedy::Rewrap });
    }
    // ID3v2 tags are made for MP3, which may have padding between the tag and its first frame.
    identify(rest).or(Some(Foreign::sound("an MP3 file")))
}

/// Identifies a file by its first bytes, if it is of a kind that people mistake for a recording.
pub(super) fn identify(start: &[u8]) -> Option<Foreign> {
    const MARKS: [(&[u8], Foreign); 19] = [
        (b"fLaC", Foreign::sound("a FLAC file")),
        (b"OggS", Foreign::sound("an Ogg file (Vorbis or Opus)")),
        (b"caff", Foreign::sound("a CAF file")),
        (b"RIFX", Foreign::sound("a RIFX file, a WAV of the other byte order")),
        (b"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\0\0", Foreign::sound("a Wave64 file (W64)")),
        (b".snd", Foreign::sound("an AU file")),
        (b"dns.", Foreign::sound("an AU file")),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa\0\x62\xce\x6c", Foreign::sound("a WMA file (ASF)")),
        (b"\x1a\x45\xdf\xa3", Foreign::sound("a WebM or Matroska file")),
        (b"#!AMR", Foreign::sound("an AMR file")),
        (b"wvpk", Foreign::sound("a WavPack file")),
        (b"MAC ", Foreign::sound("a Monkey's Audio file")),
        (b"ADIF", Foreign::sound("an AAC file")),
        (b"PK\x03\x04", Foreign::with_advice("a zip", "unpack it: the client makes the archive itself")),
        (b"7z\xbc\xaf\x27\x1c", Foreign::with_advice("a 7-Zip archive", "unpack it")),
        (b"Rar!", Foreign::with_advice("a RAR archive", "unpack it")),
        (b"\x1f\x8b", Foreign::with_advice("a gzip file", "unpack it")),
        (b"%PDF-", Foreign { name: "a PDF", remedy: Remedy::None }),
        (
            b"\0\x05\x16\x07",
            Foreign::with_advice(
                "an AppleDouble file, which macOS keeps beside a file",
                "give the file whose name does not begin with ._",
            ),
        ),
    ];
    if let Some((_, kind)) = MARKS.iter().find(|(mark, _)| start.starts_with(mark)) {
        return Some(*kind);
    }
    let form = start.get(8..12);
    if start.starts_with(b"FORM") && matches!(form, Some(b"AIFF" | b"AIFC")) {
        return Some(Foreign::sound("an AIFF file"));
    }
    if start.starts_with(b"RIFF") && form == Some(b"AVI ") {
        return Some(Foreign::sound("an AVI file"));
    }
    if start.get(4..8) == Some(b"ftyp") {
        return Some(match form {
            Some(b"qt  ") => Foreign::sound("a QuickTime file"),
            Some(b"M4A " | b"M4B ") => Foreign::sound("an M4A file"),
            _ => Foreign::sound("an MP4 file (M4A)"),
        });
    }
    identify_mpeg(start)
}

/// Identifies a file that begins with an MPEG frame: eleven or twelve one bits, then version and layer.
fn identify_mpeg(start: &[u8]) -> Option<Foreign> {
    let [0xFF, second, third, ..] = start else { return None };
    let (is_frame, version, layer) = (second & 0xE0 == 0xE0, second >> 3 & 3, second >> 1 & 3);
    let (bit_rate, rate) = (third >> 4, third >> 2 & 3);
    match layer {
        _ if !is_frame || version == 1 => None,
        0 if second & 0xF0 == 0xF0 => Some(Foreign::sound("an AAC file")),
        // Layer I is not in use, and the byte order mark of UTF-16 looks like it.
        0 | 3 => None,
        _ if bit_rate == 15 || rate == 3 => None,
        _ => Some(Foreign::sound("an MP3 file")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ffmpeg_command_can_be_pasted_into_a_shell() {
        for (name, command) in [
            ("day 1/take.caf", "ffmpeg -i \"day 1/take.caf\" \"day 1/take.wav\""),
            ("take.WAV", "ffmpeg -i take.WAV take-new.wav"),
            ("声音.m4a", "ffmpeg -i 声音.m4a 声音.wav"),
            ("v1.2/take", "ffmpeg -i v1.2/take v1.2/take.wav"),
            ("$(reboot).m4a", "ffmpeg -i FILE NEW.wav"),
            ("a\"b.m4a", "ffmpeg -i FILE NEW.wav"),
            ("-y.m4a", "ffmpeg -i FILE NEW.wav"),
            ("a;b.m4a", "ffmpeg -i \"a;b.m4a\" \"a;b.wav\""),
        ] {
            assert_eq!(ffmpeg(name, ""), command);
        }
    }

    #[test]
    fn an_mpeg_frame_is_known_by_its_header() {
        let name = |bytes: &[u8]| identify(bytes).map(|kind| kind.name);
        for mp3 in [[0xFF, 0xFB, 0x90], [0xFF, 0xF3, 0x40], [0xFF, 0xFA, 0xB0], [0xFF, 0xE3, 0x18]] {
            assert_eq!(name(&mp3), Some("an MP3 file"), "{mp3:x?}");
        }
        assert_eq!((name(&[0xFF, 0xF1, 0x50]), name(&[0xFF, 0xF9, 0x4C])), (Some("an AAC file"), Some("an AAC file")));
        // A JPEG, padding, and a byte order mark.
        for other in [&[0xFF, 0xD8, 0xFF][..], &[0xFF; 12], &[0xFF, 0xFE, b'h'], &[0xFF]] {
            assert_eq!(name(other), None, "{other:x?}");
        }
    }

    #[test]
    fn the_length_of_an_id3_tag_is_read_from_seven_bits_of_each_byte() {
        assert_eq!(id3_length(b"ID3\x04\0\0\0\0\x02\x01rest"), Some(10 + 257));
        assert_eq!(id3_length(b"ID3\x04\0\x10\0\0\0\x05"), Some(25), "with a footer");
        assert_eq!((id3_length(b"ID3\x04\0"), id3_length(b"RIFF")), (None, None));
    }
}
