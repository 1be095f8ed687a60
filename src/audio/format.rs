//! The format of a WAV file: the coding of its sound, and its unusual properties.

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
