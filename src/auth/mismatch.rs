//! Finds the part of a request that the gateway received otherwise than it was signed.
//!
//! If a signature is wrong, the gateway repeats in its message the canonical request that it computed itself, with `|`
//! for line ends. A part that differs from the client's own was changed on the way. If nothing differs, the secret key
//! is wrong. The module is pure: text in, text out.

/// The text before the canonical request in a message.
const MARKER: &str = "canonicalRequest:";
const SAME: &str = "the request arrived exactly as it was signed: the secret key is not that of the access key";
const BREAKS_OFF: &str = "the gateway's text breaks off before anything differs: the secret key may be wrong";
const OTHER_HEADERS: &str = "a signed header was added or removed on the way";
/// The digest of an empty body.
const NO_BODY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Returns in one sentence why the gateway found the signature wrong; `None` if its message does not show it.
///
/// `own` is the [`canonical request`](super::sign::Signature::canonical_request) that the client signed, and `message`
/// is the gateway's message as it arrived. The message may break off, and more text may follow.
///
/// The sentence names the first part that differs, and quotes nothing of either text but the name of a header that the
/// client signed: a value can be secret, and the end of one is uncertain, because it may contain `|`.
pub(crate) fn first_difference(own: &str, message: &str) -> Option<String> {
    let (_, arrived) = message.split_once(MARKER)?;
    let arrived = arrived.trim_start();
    let (method, _) = arrived.split_once('|')?;
    if method.is_empty() || !method.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let signed = own.replace('\n', "|");
    if arrived.starts_with(&signed) {
        return Some(SAME.to_owned());
    }
    if signed.starts_with(arrived.trim_end_matches(['.', '…', ' '])) {
        return Some(BREAKS_OFF.to_owned());
    }
    let lines: Vec<&str> = own.split('\n').collect();
    let mut rest = arrived;
    let is_changed = |line: &&str| match rest.strip_prefix(*line).and_then(|rest| rest.strip_prefix('|')) {
        Some(next) => {
            rest = next;
            false
        }
        None => true,
    };
    let first = lines.iter().position(is_changed)?;
    let after_headers = lines.iter().skip(3).position(|line| line.is_empty())? + 3;
    Some(match first {
        0 => "the method was changed on the way".to_owned(),
        1 => "the path was changed on the way".to_owned(),
        2 => "the query was changed on the way".to_owned(),
        _ if first < after_headers => header(lines.get(first..after_headers)?, rest),
        _ if first == after_headers => OTHER_HEADERS.to_owned(),
        _ if first == after_headers + 1 => "the list of signed headers was changed on the way".to_owned(),
        _ if rest.starts_with(NO_BODY) => "the body did not arrive".to_owned(),
        _ => "the body was changed on the way".to_owned(),
    })
}

/// Returns the sentence about the first of these signed headers, in the place of which another text arrived.
fn header(signed: &[&str], arrived: &str) -> String {
    let mut names = signed.iter().filter_map(|line| line.split(':').next());
    let name = names.next().unwrap_or_default();
    let value = |name: &str| arrived.strip_prefix(name).and_then(|rest| rest.strip_prefix(':'));
    let is_next = arrived.starts_with('|') || names.any(|later| value(later).is_some());
    match value(name) {
        Some(value) if !value.starts_with('|') => format!("a proxy changed the signed header {name} on the way"),
        None if !is_next => OTHER_HEADERS.to_owned(),
        _ => format!("the signed header {name} did not arrive"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::{Index, select};

    use super::{BREAKS_OFF, OTHER_HEADERS, SAME, first_difference};
    use crate::auth::sign::{Request, sign};

    const DATE: &str = "20260101T120000Z";
    const HEADERS: [(&str, &str); 5] = [
        ("content-type", "a|host:b||c|d"),
        ("host", "metastudio.cn-north-4.myhuaweicloud.com"),
        ("x-project-id", "0123456789abcdef"),
        ("x-sdk-date", DATE),
        ("x-security-token", "token"),
    ];

    fn canonical(query: &str, headers: &[(&str, &str)], body: &[u8]) -> String {
        sign(&Request { method: "POST", path: "/v1/x", query, headers, body }, DATE, "SK").canonical_request
    }

    /// Returns the canonical request that the tests change.
    fn own() -> String {
        canonical("limit=10&offset=0", &HEADERS, b"{}")
    }

    /// Returns the gateway's message about this canonical request.
    fn message(canonical: &str) -> String {
        format!("verify aksk signature fail,canonicalRequest:{}", canonical.replace('\n', "|"))
    }

    /// Returns the sentence if this text of the canonical request arrives as another.
    fn replaced(from: &str, to: &str) -> String {
        assert!(own().contains(from), "{from}");
        first_difference(&own(), &message(&own().replacen(from, to, 1))).expect("an echo")
    }

    #[test]
    fn equal_texts_blame_the_secret_key() {
        for after in ["", ",request id: 1|2", " more", "..."] {
            assert_eq!(first_difference(&own(), &(message(&own()) + after)).as_deref(), Some(SAME), "{after}");
        }
    }

    #[test]
    fn without_a_canonical_request_in_the_message_there_is_no_diagnosis() {
        for message in ["", "signature fail", "canonicalRequest:", "canonicalRequest:see", "canonicalRequest:x y|z"] {
            assert_eq!(first_difference(&own(), message), None, "{message}");
        }
    }

    #[test]
    fn the_first_part_that_differs_is_named() {
        let cases = [
            ("POST\n", "PUT\n", "the method was changed on the way"),
            ("/v1/x/", "/gw/v1/x/", "the path was changed on the way"),
            ("limit=10&offset=0", "limit=10", "the query was changed on the way"),
            ("limit=10&offset=0", "", "the query was changed on the way"),
            ("a|host:b", "text/plain", "a proxy changed the signed header content-type on the way"),
            ("||c|d\n", "||c\n", "a proxy changed the signed header content-type on the way"),
            ("host:metastudio", "host:10", "a proxy changed the signed header host on the way"),
            ("x-project-id:0123456789abcdef\n", "", "the signed header x-project-id did not arrive"),
            ("x-project-id:0123456789abcdef\n", "x-project-id:\n", "the signed header x-project-id did not arrive"),
            ("x-security-token:token\n", "", "the signed header x-security-token did not arrive"),
            (
                "x-security-token:token",
                "x-security-token:other",
                "a proxy changed the signed header x-security-token on the way",
            ),
            ("x-sdk-date:2", "via:1\nx-sdk-date:2", OTHER_HEADERS),
            ("\n\n", "\nx-user:me\n\n", OTHER_HEADERS),
            ("content-type;host;", "host;content-type;", "the list of signed headers was changed on the way"),
        ];
        for (from, to, sentence) in cases {
            assert_eq!(replaced(from, to), sentence, "{from} -> {to}");
        }
        let with = |body: &[u8]| first_difference(&own(), &message(&canonical("limit=10&offset=0", &HEADERS, body)));
        assert_eq!(with(b"{ }").as_deref(), Some("the body was changed on the way"));
        assert_eq!(with(b"").as_deref(), Some("the body did not arrive"));
    }

    #[test]
    fn a_text_that_breaks_off_shows_a_difference_only_before_its_end() {
        let whole = message(&own());
        let start = whole.len() - own().len();
        for length in start + "POST|".len()..whole.len() {
            for mark in ["", "...", "…"] {
                let sentence = first_difference(&own(), &format!("{}{mark}", &whole[..length]));
                assert_eq!(sentence.as_deref(), Some(BREAKS_OFF), "{length}{mark}");
            }
        }
        let other = message(&own().replace("host:metastudio", "host:other"));
        let value = other.find("host:other").expect("there") + "host:other".len();
        for length in value..other.len() {
            let sentence = first_difference(&own(), &other[..length]).expect("an echo");
            assert_eq!(sentence, "a proxy changed the signed header host on the way", "{length}");
        }
    }

    /// Names and values of headers. Every value, and every name that is not signed, has a mark.
    fn headers(names: &'static [&'static str]) -> impl Strategy<Value = Vec<(String, String)>> {
        let value = "[a-z|:;/é]{0,8}(\\|(host|x-user):){0,2}MARK[a-z|:;/é]{0,8}";
        proptest::collection::vec((select(names).prop_map(ToOwned::to_owned), value), 0..4)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_sentence_quotes_a_value_or_a_header_that_was_not_signed(
            signed in headers(&["content-type", "host", "x-user", "x-auth-token"]),
            arrived in headers(&["content-type", "host", "x-user", "x-auth-token", "x-MARK"]),
            is_other in any::<bool>(),
            damages in proptest::collection::vec((any::<Index>(), "[|]{0,2}[a-z:;]{0,6}|\\PC{0,3}"), 0..4),
            length: Index,
        ) {
            let canonical = |headers: &[(String, String)]| {
                let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                canonical("MARK=MARK", &headers, b"MARK")
            };
            let own = canonical(&signed);
            let mut text: Vec<char> = message(&if is_other { canonical(&arrived) } else { own.clone() }).chars().collect();
            for (place, put) in damages {
                let at = place.index(text.len());
                text.splice(at..at, put.chars());
            }
            let cut: String = text.iter().take(length.index(2 * text.len())).collect();
            let sentence = first_difference(&own, &cut).unwrap_or_default();
            let unnamed = signed.iter().fold(sentence.clone(), |text, (name, _)| text.replace(name, "NAME"));
            prop_assert!(!sentence.contains("MARK") && sentence.lines().count() < 2, "{}", sentence);
            prop_assert!(unnamed.bytes().all(|byte| b" ':abcdefghijklmnopqrstuvwxyzNAME".contains(&byte)), "{}", sentence);
        }

        #[test]
        fn no_text_makes_the_comparison_panic(own in "\\PC*|[a-z|:;\\n]*", message in "\\PC*|[a-z|:;,.]*") {
            let _ = first_difference(&own, &format!("canonicalRequest:{message}"));
            let _ = first_difference(&self::own(), &format!("canonicalRequest:POST|{message}"));
            let _ = first_difference(&self::own(), &format!("canonicalRequest:POST|/v1/x/|limit=10&offset=0|{message}"));
        }
    }
}
