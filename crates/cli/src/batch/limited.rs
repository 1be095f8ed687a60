//! Manifests and results are read up to a limit, whatever their length says: that of a pipe is 0.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::texts;

/// Reads a file of text with up to this many bytes.
pub(crate) fn read_text(path: &Path, most: u64) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(most + 1).read_to_string(&mut text)?;
    match text.len() as u64 > most {
        true => Err(io::Error::other(texts::TOO_LARGE.with(&[("bytes", &most)]))),
        false => Ok(text),
    }
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
}
