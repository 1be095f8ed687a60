//! The text of an open file, with the positions of the protocol: lines that end as the protocol says, and columns in the
//! unit that client and server have agreed on.
//!
//! Bytes are those of the text without a byte order mark, as in the tree and in findings.

use std::ops::Range;

use lsp_types::{Position, PositionEncodingKind, TextDocumentContentChangeEvent};

/// The unit in which the protocol counts columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
    Utf32,
}

impl Encoding {
    /// Returns the encoding for a client that offers these. Without an offer, the protocol demands UTF-16.
    pub(super) fn of(offered: Option<&[PositionEncodingKind]>) -> Self {
        let offers = |kind| offered.is_some_and(|offered| offered.contains(&kind));
        match () {
            () if offers(PositionEncodingKind::UTF8) => Self::Utf8,
            () if offers(PositionEncodingKind::UTF16) => Self::Utf16,
            () if offers(PositionEncodingKind::UTF32) => Self::Utf32,
            () => Self::Utf16,
        }
    }

    /// Returns the name in the protocol.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn length(self, character: char) -> usize {
        match self {
            Self::Utf8 => character.len_utf8(),
            Self::Utf16 => character.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// The text of an open file.
pub(super) struct Text {
    content: String,
    /// The byte at which each line starts, in the content with its byte order mark.
    starts: Vec<usize>,
    encoding: Encoding,
}

const BYTE_ORDER_MARK: char = '\u{feff}';

impl Text {
    pub(super) fn new(content: String, encoding: Encoding) -> Self {
        Self { starts: starts(&content), content, encoding }
    }

    /// Returns the text without a byte order mark.
    pub(super) fn as_str(&self) -> &str {
        self.content.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&self.content)
    }

    /// Returns the position of a byte. A byte within a character has the position of the character.
    pub(super) fn position(&self, byte: usize) -> Position {
        let byte = boundary(&self.content, byte.saturating_add(self.mark()));
        let line = self.starts.partition_point(|start| *start <= byte).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let before = self.content.get(start..byte).unwrap_or_default();
        Position::new(count(line), count(before.chars().map(|character| self.encoding.length(character)).sum()))
    }

    /// Returns the byte at a position. A position after the end of a line or of the text is taken for that end.
    pub(super) fn byte(&self, position: Position) -> usize {
        self.whole_byte(position).saturating_sub(self.mark())
    }

    /// Returns the range of the protocol for a range of bytes.
    pub(super) fn range(&self, span: &Range<usize>) -> lsp_types::Range {
        lsp_types::Range::new(self.position(span.start), self.position(span.end.max(span.start)))
    }

    /// Returns the bytes of the line that contains a byte, without the end of the line.
    pub(super) fn line(&self, byte: usize) -> Range<usize> {
        let text = self.as_str();
        let byte = boundary(text, byte);
        let (before, after) = text.split_at(byte);
        let start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        start..after.find(['\n', '\r']).map_or(text.len(), |end| byte + end)
    }

    /// Makes a change, and returns the bytes of the new text in its place.
    pub(super) fn change(&mut self, change: &TextDocumentContentChangeEvent) -> Range<usize> {
        let Some(range) = change.range else {
            *self = Self::new(change.text.clone(), self.encoding);
            return 0..self.as_str().len();
        };
        let start = self.whole_byte(range.start);
        let end = self.whole_byte(range.end).max(start);
        self.content.replace_range(start..end, &change.text);
        self.starts = starts(&self.content);
        let start = start.saturating_sub(self.mark());
        start..start + change.text.len()
    }

    fn mark(&self) -> usize {
        self.content.len() - self.as_str().len()
    }

    fn whole_byte(&self, position: Position) -> usize {
        let line = usize::try_from(position.line).unwrap_or(usize::MAX);
        let Some(start) = self.starts.get(line).copied() else { return self.content.len() };
        let rest = self.content.get(start..).unwrap_or_default();
        let rest = rest.split(['\n', '\r']).next().unwrap_or_default();
        let mut left = usize::try_from(position.character).unwrap_or(usize::MAX);
        for (at, character) in rest.char_indices() {
            let length = self.encoding.length(character);
            if left < length {
                return start + at;
            }
            left -= length;
        }
        start + rest.len()
    }
}

/// Returns the starts of the lines, which end with a line feed, a carriage return, or both.
fn starts(content: &str) -> Vec<usize> {
    let bytes = content.as_bytes();
    let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
}

/// Returns the start of the character to which a byte belongs; beyond the text, its end.
pub(super) fn boundary(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or_default()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    fn text(content: &str, encoding: Encoding) -> Text {
        Text::new(content.to_owned(), encoding)
    }

    #[test]
    fn a_column_is_counted_in_the_unit_of_the_encoding() {
        let columns = ENCODINGS.map(|encoding| text("a: 声😀!", encoding).position("a: 声😀".len()).character);
        assert_eq!(columns, [10, 6, 5]);
    }

    #[test]
    fn a_line_ends_with_a_line_feed_a_carriage_return_or_both() {
        let text = text("a\r\nb\rc\nd", Encoding::Utf16);
        let lines: Vec<u32> =
            "abcd".chars().map(|letter| text.position(text.as_str().find(letter).expect("it")).line).collect();
        assert_eq!(lines, [0, 1, 2, 3]);
    }

    #[test]
    fn each_byte_that_begins_a_character_is_found_again_by_its_position() {
        for content in ["", "a: 声😀!\r\n\r\n  b: é\rc", "\u{feff}a: 声\n😀", "\n\n"] {
            for encoding in ENCODINGS {
                let text = text(content, encoding);
                // The byte between `\r` and `\n` is within the end of a line.
                let begins = |at: &usize| text.as_str().is_char_boundary(*at) && !text.as_str()[..*at].ends_with('\r');
                for byte in (0..=text.as_str().len()).filter(begins) {
                    assert_eq!(text.byte(text.position(byte)), byte, "{content:?} {encoding:?}");
                }
            }
        }
    }

    #[test]
    fn a_position_beyond_a_line_or_the_text_is_its_end() {
        let text = text("ab\r\nc", Encoding::Utf16);
        assert_eq!(text.byte(Position::new(0, 99)), 2);
        assert_eq!(text.byte(Position::new(99, 0)), 5);
        assert_eq!(text.byte(Position::new(u32::MAX, u32::MAX)), 5);
    }

    #[test]
    fn a_position_within_a_surrogate_pair_is_its_character() {
        assert_eq!(text("😀b", Encoding::Utf16).byte(Position::new(0, 1)), 0);
    }

    #[test]
    fn changes_are_made_one_after_the_other() {
        let mut text = text("\u{feff}a: 😀\r\nb: 2\r\n", Encoding::Utf16);
        let change = |line, from, to, new: &str| TextDocumentContentChangeEvent {
            range: Some(lsp_types::Range::new(Position::new(line, from), Position::new(line, to))),
            range_length: None,
            text: new.to_owned(),
        };
        // The byte order mark is the first column of the first line.
        assert_eq!(text.change(&change(0, 4, 6, "x\ny")), 3..6);
        assert_eq!(text.change(&change(2, 3, 4, "")), 11..11);
        assert_eq!(text.as_str(), "a: x\ny\r\nb: \r\n");
        text.change(&TextDocumentContentChangeEvent { range: None, range_length: None, text: "c".to_owned() });
        assert_eq!(text.as_str(), "c");
    }
}
