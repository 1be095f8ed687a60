//! Messages that break off.

use super::*;

/// Returns the gateway's message, broken off after this number of bytes of the canonical request.
fn cut(canonical: &str, length: usize) -> String {
    let whole = message(canonical);
    let start = whole.len() - canonical.len();
    whole[..start + length].to_owned()
}

#[test]
fn a_text_that_breaks_off_anywhere_without_a_difference_says_so() {
    let own = own();
    let first = own.find('\n').expect("lines");
    for length in first + 1..own.len() {
        for mark in ["", "...", "…"] {
            let sentence = differences(&own, &format!("{}{mark}", cut(&own, length)));
            let sentence = sentence.expect("an echo");
            assert!(
                sentence.starts_with("the gateway's text breaks off before anything differs"),
                "{length}{mark}: {sentence}"
            );
        }
    }
}

#[test]
fn a_difference_before_the_cut_is_named() {
    let own = own();
    let arrived = own.replace("application/json", "text/plain");
    let value = arrived.find("text/plain").expect("there");
    for length in value + 1..arrived.len() {
        let sentence = differences(&own, &cut(&arrived, length)).expect("an echo");
        assert!(
            sentence.starts_with("a proxy changed the signed header content-type on the way"),
            "{length}: {sentence}"
        );
        assert!(!sentence.contains("more difference"), "{length}: {sentence}");
    }
}

#[test]
fn a_header_is_missing_only_if_the_text_continues_behind_its_place() {
    let own = own();
    let line = format!("x-project-id:{}\n", HEADERS[2].1);
    let arrived = own.replace(&line, "");
    let host = arrived.find("x-sdk-date").expect("there");
    let sentence = differences(&own, &cut(&arrived, host)).expect("an echo");
    assert!(sentence.starts_with("the gateway's text breaks off"), "{sentence}");
    let passed = arrived.find("x-security-token").expect("there");
    let sentence = differences(&own, &cut(&arrived, passed)).expect("an echo");
    assert_eq!(sentence, "the signed header x-project-id did not arrive");
}

#[test]
fn a_hash_that_differs_before_the_text_breaks_off_is_a_difference() {
    let own = own();
    let (start, _) = own.rsplit_once('\n').expect("lines");
    let sentence = differences(&own, &format!("{}|00", message(start)));
    assert_eq!(sentence.as_deref(), Some("the body was changed on the way"));
}
