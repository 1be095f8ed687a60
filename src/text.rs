//! Texts from outside, made fit for a line of a log or a terminal.
//!
//! The rule: every text of the service, of a proxy, a file or a variable is printed through [`printable`], so that it
//! can neither begin a line of its own, nor move the cursor, nor fill the screen. Texts for programs, such as
//! [`Error::response`](crate::Error::response), stay as they were received.

use std::borrow::Cow;
use std::fmt::Write;
use std::time::Duration;

/// The longest text, in characters, that is printed.
const LONGEST: usize = 500;

/// Returns the text as one line without control characters, and no longer than 500 characters.
pub(crate) fn printable(text: &str) -> String {
    // Reads no more than is printed: the text may be megabytes.
    let mut line = String::new();
    let mut left = LONGEST;
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
            left = left.saturating_sub(1);
        }
        for character in word.chars() {
            if left == 0 {
                line.push('…');
                return line;
            }
            left -= 1;
            push(&mut line, character);
        }
    }
    line
}

/// Returns the text with control characters escaped, whatever its length. It is for texts that this crate composes.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len() + 16);
    text.chars().for_each(|character| push(&mut line, character));
    Cow::Owned(line)
}

/// Writes a time in words, for a time that may be very long.
pub(crate) fn in_words(time: Duration) -> String {
    match time.as_secs() {
        seconds if seconds < 2 * 60 => format!("{seconds} s"),
        seconds if seconds < 2 * 3600 => format!("{} minutes", seconds / 60),
        seconds if seconds < 2 * 86_400 => format!("{} hours", seconds / 3600),
        seconds => format!("{} days", seconds / 86_400),
    }
}

fn push(line: &mut String, character: char) {
    if is_harmful(character) {
        // Writing to a string does not fail.
        let _ = write!(line, "{}", character.escape_default());
    } else {
        line.push(character);
    }
}

/// Returns whether a terminal or a log viewer may do anything but show the character: control characters, separators of
/// lines and paragraphs, changes of the writing direction, and invisible characters.
fn is_harmful(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(character, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_from_outside_becomes_one_line() {
        for (text, line) in [
            ("plain", "plain"),
            ("女声 “quoted” é", "女声 “quoted” é"),
            ("two\nlines\r\n\tand a tab", "two lines and a tab"),
            ("\u{1b}[2Jcleared\u{7}", "\\u{1b}[2Jcleared\\u{7}"),
            ("a\u{202e}gnp.exe", "a\\u{202e}gnp.exe"),
            ("nul\0byte", "nul\\u{0}byte"),
            ("\u{85}next line\u{2028}separator", "next line separator"),
            ("c1 \u{9b}31m", "c1 \\u{9b}31m"),
            (" \n ", ""),
        ] {
            assert_eq!(printable(text), line, "{text:?}");
            assert!(!escaped(text).chars().any(char::is_control), "{text:?}");
        }
    }

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        let line = printable(&"ü".repeat(100_000));
        assert_eq!(line.chars().count(), LONGEST + 1);
        assert!(line.ends_with('…'));
        assert_eq!(printable(&"x".repeat(LONGEST)), "x".repeat(LONGEST));
        assert!(printable(&"a b\n".repeat(100_000)).chars().count() <= LONGEST + 2);
    }

    #[test]
    fn a_text_without_control_characters_is_not_copied() {
        assert!(matches!(escaped("as it is"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_long_time_is_written_in_its_unit() {
        let cases =
            [(0, "0 s"), (119, "119 s"), (3_600, "60 minutes"), (7_200, "2 hours"), (946_080_000, "10950 days")];
        for (seconds, words) in cases {
            assert_eq!(in_words(Duration::from_secs(seconds)), words);
        }
        assert!(in_words(Duration::MAX).ends_with(" days"));
    }
}
