//! Parses the canonical request in the gateway's message, as far as it goes.
//!
//! `|` stands for line ends, but values may contain it, too. So the client's own request guides the parser: it takes a
//! part that is the same as a whole, and a header's line begins only with the name of a signed header.

use super::quote::{SECRET, is_secret};
use super::request::Canonical;
use crate::auth::sign::DATE_HEADER;

/// The request as the gateway received it. A part is `None` if the text ends before it, or breaks off in it without a
/// difference.
#[derive(Debug)]
pub(super) struct Echo<'a> {
    pub(super) method: &'a str,
    pub(super) path: Option<&'a str>,
    pub(super) query: Option<&'a str>,
    /// The names and values, as far as the parser could read them.
    pub(super) headers: Vec<(&'a str, &'a str)>,
    /// Whether there may be more headers.
    pub(super) more: bool,
    pub(super) names: Option<&'a str>,
    pub(super) hash: Option<&'a str>,
}

impl<'a> Echo<'a> {
    /// Parses a text; `None` means that it does not begin like a canonical request.
    pub(super) fn parse(text: &'a str, own: &Canonical<'a>) -> Option<Self> {
        let (method, text) = text.trim_start().split_once('|')?;
        if method.is_empty() || !method.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return None;
        }
        let mut echo =
            Self { method, path: None, query: None, headers: Vec::new(), more: true, names: None, hash: None };
        let (path, text) = part(text, own.path);
        let Some(text) = text else {
            echo.path = reached(path, own.path);
            return Some(echo);
        };
        echo.path = Some(path);
        let end = End::find(text, own);
        let text = end.as_ref().map_or_else(|| uncut(text), |end| end.before);
        echo.more = end.is_none();
        if let Some(end) = &end {
            (echo.names, echo.hash) = (end.names, end.hash);
        }
        let known = |name: &str| {
            let names = own.names.split(';').chain(echo.names.unwrap_or_default().split(';')).chain(SECRET);
            !name.is_empty() && names.into_iter().any(|known| known.eq_ignore_ascii_case(name))
        };
        let (query, lines) = query(text, own.query, &known);
        echo.query = if echo.more && lines.is_none() { reached(query, own.query) } else { Some(query) };
        let (headers, stopped) = headers(lines.unwrap_or_default(), own, &known, echo.more);
        echo.headers = headers;
        echo.more |= stopped;
        Some(echo)
    }
}

/// Returns a text without the marks of a cut at its end.
fn uncut(text: &str) -> &str {
    text.trim_end_matches(['.', '…', ' '])
}

/// Returns the last part of a text, unless it breaks off while it is still the same as the client's.
fn reached<'a>(last: &'a str, own: &str) -> Option<&'a str> {
    let last = uncut(last);
    (!own.starts_with(last)).then_some(last)
}

/// Returns the next part of a text and the rest behind it, if there is any.
fn part<'a>(text: &'a str, own: &'a str) -> (&'a str, Option<&'a str>) {
    match text.strip_prefix(own).and_then(|rest| rest.strip_prefix('|')) {
        Some(rest) => (own, Some(rest)),
        None => text.split_once('|').map_or((text, None), |(part, rest)| (part, Some(rest))),
    }
}

/// Returns the query, which ends where a header begins, and the rest from there.
fn query<'a>(text: &'a str, own: &'a str, known: &impl Fn(&str) -> bool) -> (&'a str, Option<&'a str>) {
    let (query, rest) = part(text, own);
    if query == own && rest.is_some_and(|rest| name_of(rest, known).is_some()) {
        return (query, rest);
    }
    let splits = text.match_indices('|').filter_map(|(place, _)| text.split_at_checked(place));
    let mut splits = splits.filter_map(|(query, rest)| Some((query, rest.strip_prefix('|')?)));
    splits.find(|(_, rest)| name_of(rest, known).is_some()).map_or((query, rest), |(query, rest)| (query, Some(rest)))
}

/// Returns the name with which a text begins, if it begins with a header.
fn name_of<'a>(text: &'a str, known: &impl Fn(&str) -> bool) -> Option<&'a str> {
    // A name ends with its line.
    let name = text.split([':', '|']).next().filter(|name| known(name))?;
    text.strip_prefix(name)?.starts_with(':').then_some(name)
}

/// Returns the headers, and whether the parser stopped before the last. It stops at a secret one that differs from the
/// client's: the end of its value is uncertain, and the parser must take no part of it for something else.
fn headers<'a>(
    all: &'a str,
    own: &Canonical<'a>,
    known: &impl Fn(&str) -> bool,
    cut: bool,
) -> (Vec<(&'a str, &'a str)>, bool) {
    // The places where values begin and end.
    let mut found: Vec<(&str, usize, usize)> = Vec::new();
    let mut stopped = false;
    let mut next = Some(all);
    while let Some(text) = next.filter(|text| !text.is_empty()) {
        if cut && own.headers.iter().any(|header| breaks_off(text, header)) {
            break;
        }
        let at = all.len() - text.len();
        let whole = own.headers.iter().filter(|header| is_next(text, header));
        if let Some((name, value)) = whole.max_by_key(|(_, value)| value.len()) {
            let start = at + name.len() + 1;
            let end = start + value.len();
            found.push((name, start, end));
            next = all.get(end + 1..);
            continue;
        }
        let (line, rest) = text.split_once('|').map_or((text, None), |(line, rest)| (line, Some(rest)));
        next = rest;
        match name_of(text, known) {
            Some(name) if is_secret(name) => {
                found.push((name, at + name.len() + 1, all.len()));
                stopped = true;
                break;
            }
            Some(name) => found.push((name, at + name.len() + 1, at + line.len())),
            // The value before it goes on.
            None => found.iter_mut().next_back().into_iter().for_each(|(_, _, end)| *end = at + line.len()),
        }
    }
    let found = found.into_iter().filter_map(|(name, start, end)| Some((name, all.get(start..end)?)));
    (found.collect(), stopped)
}

/// Whether a text begins with this whole header.
fn is_next(text: &str, (name, value): &(&str, &str)) -> bool {
    let rest = text.strip_prefix(name).and_then(|rest| rest.strip_prefix(':')?.strip_prefix(value));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('|'))
}

/// Whether a text is the beginning of this header, or the whole of it.
fn breaks_off(text: &str, (name, value): &(&str, &str)) -> bool {
    match text.strip_prefix(name) {
        Some("") => true,
        Some(rest) => rest.strip_prefix(':').is_some_and(|rest| value.starts_with(rest)),
        None => name.starts_with(text),
    }
}

/// The end of a canonical request, after the headers.
struct End<'a> {
    before: &'a str,
    names: Option<&'a str>,
    hash: Option<&'a str>,
}

impl<'a> End<'a> {
    /// Looks for an empty line, the names of the headers and the hash, after the path.
    fn find(text: &'a str, own: &Canonical<'a>) -> Option<Self> {
        let splits = text.match_indices('|').filter_map(|(place, _)| text.split_at_checked(place));
        splits.filter_map(|(before, rest)| Self::parse(before, rest.strip_prefix("||")?, own)).next()
    }

    fn parse(before: &'a str, rest: &'a str, own: &Canonical<'a>) -> Option<Self> {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.;".contains(&byte);
        let Some((names, rest)) = rest.split_once('|') else {
            let last = uncut(rest).bytes().all(is_part);
            return last.then(|| Self { before, names: reached(rest, own.names), hash: None });
        };
        if names.is_empty() || !names.bytes().all(is_part) {
            return None;
        }
        let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
        let hash = rest.get(..length)?;
        let digits = hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let dated = names.split(';').any(|name| name == DATE_HEADER);
        if names != own.names && !(digits && (dated || length == 64)) {
            return None;
        }
        let whole = length == 64 || hash == own.hash || !uncut(rest.get(length..)?).is_empty();
        let hash = if whole { Some(hash) } else { reached(hash, own.hash) };
        Some(Self { before, names: Some(names), hash })
    }
}
