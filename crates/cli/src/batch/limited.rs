//! Manifests and results are read up to a limit, whatever their length says: that of a pipe is 0.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::texts;

/// Reads a file of text with up to this many bytes. An error about its encoding names the line: a spreadsheet may have
/// saved it in that of its system.
pub(super) fn read_text(path: &Path, most: u64) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::other(texts::TOO_LARGE.with(&[("bytes", &most)])));
    }
    String::from_utf8(bytes).map_err(|error| {
        let before = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..before].iter().filter(|byte| **byte == b'\n').count() + 1;
        io::Error::new(io::ErrorKind::InvalidData, texts::NOT_UTF8.with(&[("line", &line)]))
    })
}

#[cfg(test)]
mod tests {
    use super::read_text;

    #[test]
    fn a_file_is_read_up_to_its_limit_and_one_byte_more_is_refused() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), "12345").expect("a file");
        assert_eq!(read_text(file.path(), 5).expect("a text"), "12345");
        assert_eq!(read_text(file.path(), 4).expect_err("too large").to_string(), "it has more than 4 bytes");
    }

    #[test]
    fn a_file_in_another_encoding_is_refused_with_the_line_and_what_to_do() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        // The second line is GBK; then, a file is UTF-16.
        for (bytes, line) in [(&b"recording\n\xc2\xbc\xd2\xf4.wav\n"[..], 2), (b"\xff\xfer\0e\0c\0", 1)] {
            std::fs::write(file.path(), bytes).expect("a file");
            let told = read_text(file.path(), 100).expect_err("not UTF-8").to_string();
            assert!(told.starts_with(&format!("line {line} is not UTF-8; save the file as ")), "{told}");
        }
    }
}
