//! What is unusual about a WAV file that can be read.

use std::fmt;

use serde::Serialize;

/// What is unusual about a WAV file that can be read all the same. Readers differ in whether they take it, and no page
/// says whether the service does. `Display` is a clause about the file, such as `its byte rate is 96000`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case", tag = "oddity")]
#[non_exhaustive]
pub enum Oddity {
    /// It is RF64 or BW64, the forms for more than 4 GiB.
    Wide,
    /// Its header does not tell how long the sound is, which then goes to the end of the file: it was written to a pipe,
    /// or the recorder could not finish it.
    UnknownLength,
    /// The RIFF length does not fit the file: the file ends before it, or the sound after it.
    FileLength {
        /// The length that the header tells.
        told: u64,
    },
    /// Bytes follow that are no part of the WAV file.
    Trailing {
        /// How many.
        bytes: u64,
    },
    /// The format chunk has none of the lengths that are specified: 16, 18 and 40 bytes.
    FormatLength {
        /// Its length.
        told: u64,
    },
    /// Samples are of floating point with 64 bits.
    DoublePrecision,
    /// The header's block align is not the length of a sample of all channels.
    BlockAlign {
        /// What the header says.
        told: u16,
    },
    /// The header's byte rate is not that of its format.
    ByteRate {
        /// What the header says.
        told: u32,
    },
    /// The last sample is cut in two.
    CutFrame,
}

impl fmt::Display for Oddity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wide => f.write_str("it is RF64, the form of WAV for more than 4 GiB"),
            Self::UnknownLength => f.write_str("its header does not tell how long the sound is"),
            Self::FileLength { told } => write!(f, "its RIFF length, {told}, does not fit the file"),
            Self::Trailing { bytes: 1 } => f.write_str("1 byte follows that is no part of it"),
            Self::Trailing { bytes } => write!(f, "{bytes} bytes follow that are no part of it"),
            Self::FormatLength { told } => write!(f, "its format chunk has {told} bytes instead of 16, 18 or 40"),
            Self::DoublePrecision => f.write_str("its samples are of floating point with 64 bits"),
            Self::BlockAlign { told } => write!(f, "its block align, {told}, does not fit its format"),
            Self::ByteRate { told } => write!(f, "its byte rate, {told}, does not fit its format"),
            Self::CutFrame => f.write_str("its last sample is cut in two"),
        }
    }
}
