//! Messages that break off.

use super::*;

/// The gateway's message when it breaks off after so many bytes of this canonical request.
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
            let said = differences(&own, &format!("{}{mark}", cut(&own, length)));
            let said = said.expect("an echo");
            assert!(
                said.starts_with("the gateway's text breaks off before anything differs"),
                "{length}{mark}: {said}"
            );
        }
    }
}

#[test]
fn a_difference_before_the_cut_is_told() {
    let own = own();
    let arrived = own.replace("application/json", "text/plain");
    let value = arrived.find("text/plain").expect("there");
    for length in value + 1..arrived.len() {
        let said = differences(&own, &cut(&arrived, length)).expect("an echo");
        assert!(said.starts_with("a proxy changed the signed header content-type on the way"), "{length}: {said}");
        assert!(!said.contains("more difference"), "{length}: {said}");
    }
}

#[test]
fn a_header_that_the_text_did_not_reach_is_not_missed_but_one_that_it_passed_is() {
    let own = own();
    let line = format!("x-project-id:{}\n", HEADERS[2].1);
    let arrived = own.replace(&line, "");
    let host = arrived.find("x-sdk-date").expect("there");
    let said = differences(&own, &cut(&arrived, host)).expect("an echo");
    assert!(said.starts_with("the gateway's text breaks off"), "{said}");
    let passed = arrived.find("x-security-token").expect("there");
    let said = differences(&own, &cut(&arrived, passed)).expect("an echo");
    assert_eq!(said, "the signed header x-project-id did not arrive");
}

#[test]
fn a_hash_that_differs_before_it_breaks_off_is_told() {
    let own = own();
    let (start, _) = own.rsplit_once('\n').expect("lines");
    let said = differences(&own, &format!("{}|00", message(start)));
    assert_eq!(said.as_deref(), Some("the body was changed on the way"));
}
