//! Quotes values, as far as they are not secret.

use super::request::Canonical;

/// The largest number of characters that a quote of a value has.
const QUOTED: usize = 60;
/// The number of characters in a quote before the first difference, if that is far inside.
const BEFORE: usize = 20;
/// The largest number of characters that a quote of a header's name has.
const NAME: usize = 30;

/// The headers whose values are secret: no sentence quotes them.
pub(super) const SECRET: [&str; 7] = [
    "authorization",
    "cookie",
    "proxy-authorization",
    "set-cookie",
    "x-auth-token",
    "x-security-token",
    "x-subject-token",
];

/// Whether the value of this header is secret.
pub(super) fn is_secret(name: &str) -> bool {
    SECRET.iter().any(|secret| secret.eq_ignore_ascii_case(name))
}

/// Whether a text may hold a secret: it names a secret header, or has the value of one that was signed.
pub(super) fn may_be_secret(text: &str, own: &Canonical<'_>) -> bool {
    let lower = text.to_ascii_lowercase();
    SECRET.iter().any(|name| lower.contains(name)) || has_secret(text, own)
}

/// Whether a text has the value of a signed secret header, or may have: the parser could take a value in which a header
/// seems to begin for several.
pub(super) fn has_secret(text: &str, own: &Canonical<'_>) -> bool {
    let seems_to_begin = |value: &str, name: &str| value.to_ascii_lowercase().contains(&format!("|{name}:"));
    let misleads = |value: &str| own.headers.iter().any(|(name, _)| seems_to_begin(value, name));
    let is_in = |value: &str| !value.is_empty() && (text.contains(value) || misleads(value));
    own.headers.iter().any(|(name, value)| is_secret(name) && is_in(value))
}

/// Returns a header's name on one line, cut.
pub(super) fn name(name: &str) -> String {
    cut(&one_line(name), 0, NAME)
}

/// Returns the signed value and the one that arrived, each on one line and cut so that the first difference shows.
pub(super) fn both(signed: &str, arrived: &str) -> (String, String) {
    let (signed, arrived) = (one_line(signed), one_line(arrived));
    let same = signed.iter().zip(&arrived).take_while(|(a, b)| a == b).count();
    let long = signed.len().max(arrived.len()) > QUOTED;
    let from = if long && same > QUOTED - BEFORE { same - BEFORE } else { 0 };
    (cut(&signed, from, QUOTED), cut(&arrived, from, QUOTED))
}

/// Returns the characters; those that print nothing or end a line are escaped.
fn one_line(text: &str) -> Vec<char> {
    let mut line = Vec::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' | '\'' | '\\' => line.push(character),
            _ => line.extend(character.escape_debug()),
        }
    }
    line
}

/// Returns at most `most` characters, from `from` on.
fn cut(text: &[char], from: usize, most: usize) -> String {
    if text.is_empty() {
        return "nothing".to_owned();
    }
    let before = (from > 0).then_some('…');
    let after = (text.len() > from.saturating_add(most)).then_some('…');
    before.into_iter().chain(text.iter().skip(from).take(most).copied()).chain(after).collect()
}
