//! What tells two recordings apart.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The length and the CRC-32 of what is uploaded, without what an archive adds to it. Of one recording it is the
/// CRC-32 of the file as it is.
///
/// It notices a file that was replaced or edited by mistake; it is no protection against someone who means to deceive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Digest {
    /// Bytes.
    pub(crate) bytes: u64,
    /// The CRC-32, as zip, gzip and PNG use it.
    pub(crate) crc32: u32,
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CRC-32 {:08x}, {} bytes", self.crc32, self.bytes)
    }
}
