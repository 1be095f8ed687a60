//! Checks the text of a segment as strictly as the client does before it uploads one.

use std::io::Read;

use crate::http::fault::Fault;

/// The largest text, in bytes. The service's own limit is not published.
const MAX_TEXT: u64 = 1 << 20;

/// Checks that the text is valid and not empty.
pub(crate) fn check(source: impl Read) -> Result<(), Fault> {
    let mut bytes = Vec::new();
    let read = source.take(MAX_TEXT + 1).read_to_end(&mut bytes);
    read.map_err(|error| Fault::invalid_parameter(format!("the text cannot be read: {error}")))?;
    if bytes.len() as u64 > MAX_TEXT {
        return Err(Fault::file_too_large("the text is too large"));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| Fault::invalid_parameter("the text is not UTF-8"))?;
    if text.contains('\0') {
        return Err(Fault::invalid_parameter("the text has a NUL character"));
    }
    if text.chars().all(is_invisible) { Err(Fault::invalid_parameter("the text is empty")) } else { Ok(()) }
}

/// Returns whether a character is invisible: blanks, controls, direction marks and byte order marks.
fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
