//! Texts that are read up to a limit, whatever the length of their file says: that of a pipe is 0.

use std::io::{self, Read};

/// Why a text cannot be read.
#[derive(Debug)]
pub(crate) enum Unreadable {
    /// The file cannot be opened or read.
    Failed(io::Error),
    /// It has more bytes than the limit.
    TooLarge,
    /// It is in another encoding, from this line on. A spreadsheet or an editor may have saved it in that of its system.
    NotUtf8 { line: usize },
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Reads a text of up to this many bytes.
pub(crate) fn read_text(source: impl Read, most: u64) -> Result<String, Unreadable> {
    let mut bytes = Vec::new();
    source.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    decode(bytes, most)
}

/// Returns bytes as a text of up to this many.
pub(crate) fn decode(bytes: Vec<u8>, most: u64) -> Result<String, Unreadable> {
    if bytes.len() as u64 > most {
        return Err(Unreadable::TooLarge);
    }
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        Unreadable::NotUtf8 { line: before.iter().filter(|byte| **byte == b'\n').count() + 1 }
    })
}

#[cfg(test)]
mod tests {
    use super::{Unreadable, read_text};

    #[test]
    fn a_text_is_read_up_to_its_limit_and_one_byte_more_is_refused() {
        assert_eq!(read_text(&b"12345"[..], 5).expect("a text"), "12345");
        assert!(matches!(read_text(&b"12345"[..], 4), Err(Unreadable::TooLarge)));
        assert!(matches!(read_text(std::io::repeat(b'0'), 100), Err(Unreadable::TooLarge)));
    }

    #[test]
    fn a_text_in_another_encoding_is_refused_with_the_line() {
        // The second line is GBK; then, a text is UTF-16.
        for (bytes, wanted) in [(&b"recording\n\xc2\xbc\xd2\xf4.wav\n"[..], 2), (b"\xff\xfer\0e\0c\0", 1)] {
            assert!(matches!(read_text(bytes, 100), Err(Unreadable::NotUtf8 { line }) if line == wanted), "{bytes:?}");
        }
    }
}
