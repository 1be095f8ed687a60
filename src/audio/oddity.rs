//! The unusual properties of a WAV file that can be read.

use std::fmt;

use serde::{Deserialize, Serialize};

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
