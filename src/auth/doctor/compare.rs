//! Compares the signed request with the one that arrived, part by part.

use super::echo::Echo;
use super::quote::{both, has_secret, is_secret, may_be_secret, name as short};
use super::request::Canonical;

/// The hash of an empty body.
const NO_BODY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Returns the differences, one sentence for each, in the order of the canonical request. Added headers precede those
/// that changed.
pub(super) fn compare(own: &Canonical<'_>, echo: &Echo<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let parts =
        [("method", own.method, Some(echo.method)), ("path", own.path, echo.path), ("query", own.query, echo.query)];
    for (what, signed, arrived) in parts {
        if let Some(arrived) = arrived.filter(|arrived| *arrived != signed) {
            let hide = may_be_secret(signed, own) || may_be_secret(arrived, own);
            found.push(changed(&format!("the {what} was changed"), "signed", signed, arrived, hide));
        }
    }
    let added = added(own, echo);
    found.extend(added.iter().map(|name| format!("the signed header {} was added on the way", short(name))));
    let mut missing = Vec::new();
    for name in names(own) {
        let signed = values(&own.headers, name);
        match values(&echo.headers, name) {
            None if is_missing(echo, name) => {
                missing.push(name);
                found.push(format!("the signed header {} did not arrive", short(name)));
            }
            Some(arrived) if Some(&arrived) != signed.as_ref() => {
                found.push(header(own, name, &signed.unwrap_or_default(), &arrived));
            }
            _ => {}
        }
    }
    if let Some(arrived) = echo.names.filter(|arrived| *arrived != own.names)
        && !explained(own, arrived, &added, &missing)
    {
        let hide = has_secret(own.names, own) || has_secret(arrived, own);
        found.push(changed("the list of signed headers was changed", "signed", own.names, arrived, hide));
    }
    match echo.hash {
        Some(hash) if hash.eq_ignore_ascii_case(own.hash) => {}
        Some(NO_BODY) => found.push("the body did not arrive".to_owned()),
        Some(_) => found.push("the body was changed on the way".to_owned()),
        None => {}
    }
    found
}

/// Returns the sentence about a part that changed.
fn changed(what: &str, verb: &str, signed: &str, arrived: &str, hide: bool) -> String {
    if hide {
        return format!("{what} on the way");
    }
    let (signed, arrived) = both(signed, arrived);
    format!("{what} on the way: {verb} {signed}, arrived {arrived}")
}

/// Returns the sentence about a header with another value.
fn header(own: &Canonical<'_>, name: &str, signed: &str, arrived: &str) -> String {
    if arrived.is_empty() {
        return format!("the signed header {} did not arrive", short(name));
    }
    let hide = is_secret(name) || may_be_secret(signed, own) || may_be_secret(arrived, own);
    match name {
        "host" => changed("the host was changed", "signed", signed, arrived, hide),
        _ => changed(&format!("a proxy changed the signed header {}", short(name)), "sent", signed, arrived, hide),
    }
}

/// Returns the names of the signed headers, each once.
fn names<'a>(own: &Canonical<'a>) -> Vec<&'a str> {
    let mut names: Vec<_> = own.headers.iter().map(|(name, _)| *name).collect();
    names.dedup();
    names
}

/// Returns the values of a header, joined; `None` if it does not exist.
fn values(headers: &[(&str, &str)], name: &str) -> Option<String> {
    let values = headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| *value);
    let values: Vec<_> = values.collect();
    (!values.is_empty()).then(|| values.join(", "))
}

/// Whether a header is missing, and not merely unread: the text continues behind its place.
fn is_missing(echo: &Echo<'_>, name: &str) -> bool {
    !echo.more || echo.headers.last().is_some_and(|(last, _)| *last > name)
}

/// Returns the headers that arrived as signed although the client did not sign them.
fn added<'a>(own: &Canonical<'_>, echo: &Echo<'a>) -> Vec<&'a str> {
    let mut added: Vec<_> = echo.headers.iter().map(|(name, _)| *name).filter(|name| !own.has(name)).collect();
    added.dedup();
    added
}

/// Whether the added and the missing headers explain another list of names.
fn explained(own: &Canonical<'_>, arrived: &str, added: &[&str], missing: &[&str]) -> bool {
    let mut expected: Vec<_> = own.names.split(';').filter(|name| !missing.contains(name)).collect();
    expected.extend(added);
    expected.sort_unstable();
    let mut arrived: Vec<_> = arrived.split(';').collect();
    arrived.sort_unstable();
    (!added.is_empty() || !missing.is_empty()) && arrived == expected
}
