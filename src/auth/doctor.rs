//! The signature doctor: finds out why the gateway did not accept a signature.
//!
//! If a signature is wrong, the gateway repeats in its message the canonical request that it computed itself, with `|`
//! for line ends. A part that differs from the client's own was changed on the way. If nothing differs, the secret key
//! is wrong. The module is pure: text in, text out.

mod compare;
mod echo;
mod quote;
mod request;
pub(crate) mod skew;

use compare::compare;
use echo::Echo;
use request::Canonical;

/// The text before the canonical request in a message.
const MARKER: &str = "canonicalRequest:";
const SAME: &str = "the request arrived exactly as it was signed: the secret key is not that of the access key";
const BREAKS_OFF: &str = "the gateway's text breaks off before anything differs: the secret key may be wrong";

/// Returns in one sentence why the gateway found the signature wrong; `None` if its message does not show it.
///
/// `own` is the [`canonical request`](super::sign::Signature::canonical_request) that the client signed, and `message`
/// is the gateway's message as it arrived, with nothing removed. The message may break off, and more text may follow.
///
/// The sentence quotes no value of a secret header.
pub(crate) fn differences(own: &str, message: &str) -> Option<String> {
    let (_, text) = message.split_once(MARKER)?;
    let signed = Canonical::parse(own)?;
    if text.trim_start().starts_with(&own.replace('\n', "|")) {
        return Some(SAME.to_owned());
    }
    let echo = Echo::parse(text, &signed)?;
    let found = compare(&signed, &echo);
    Some(match found.split_first() {
        Some((first, [])) => first.clone(),
        Some((first, [_])) => format!("{first} (and 1 more difference)"),
        Some((first, more)) => format!("{first} (and {} more differences)", more.len()),
        None if echo.hash.is_some() => SAME.to_owned(),
        None => BREAKS_OFF.to_owned(),
    })
}

#[cfg(test)]
mod tests;
