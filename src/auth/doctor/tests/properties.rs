//! Properties that hold for every text.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;
use crate::auth::doctor::quote::{SECRET, is_secret};
use crate::auth::doctor::skew::{describe, explains_expiry, skew};

/// A part of every secret of these tests, and of no other text.
const CANARY: &str = "CANARY";

/// A secret that a parser could take for several lines or headers.
fn secret() -> impl Strategy<Value = String> {
    let around = "[a-zA-Z0-9+/=:|;. é-]{0,12}|(\\|(host|content-type|x-sdk-date):){0,2}";
    (around, around).prop_map(|(before, after)| format!("{before}{CANARY}{after}"))
}

/// Names and values to sign, with at least one secret.
fn headers() -> impl Strategy<Value = Vec<(String, String)>> {
    let open = select(vec!["content-type", "host", "x-project-id", "x-user"]);
    let hidden = select(vec!["authorization", "Cookie", "x-auth-token", "X-Security-Token", "x-security-token"]);
    let open = proptest::collection::vec((open, "[a-z|:; /é]{0,80}"), 0..4);
    (open, proptest::collection::vec((hidden, secret()), 1..3)).prop_map(|(open, hidden)| {
        let open = open.into_iter().chain([("x-sdk-date", DATE.to_owned())]);
        open.chain(hidden).map(|(name, value)| (name.to_owned(), value)).collect()
    })
}

fn canonical(headers: &[(String, String)], body: &[u8]) -> String {
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    request("POST", "/v1/x", "a=1", &headers, body)
}

/// One damage to a message.
fn damage() -> impl Strategy<Value = (Index, usize, String)> {
    let put =
        "(\\|){0,2}|[a-z|:;,.]{0,8}|\\|(host|cookie|x-user|via):[a-z|]{0,5}|\\|\\|host;x-sdk-date\\|[0-9a-f]{0,4}";
    (any::<Index>(), 0..40_usize, put)
}

/// Replaces some characters of a text by others.
fn damaged(text: &str, (place, length, put): &(Index, usize, String)) -> String {
    let places: Vec<usize> = text.char_indices().map(|(place, _)| place).chain([text.len()]).collect();
    let at = place.index(places.len());
    let (start, end) = (places[at], places[(at + length).min(places.len() - 1)]);
    [&text[..start], put, &text[end..]].concat()
}

/// Damages a text, unless that takes a name away from a secret.
fn damaged_elsewhere(text: &str, damage: &(Index, usize, String)) -> String {
    let named = |text: &str| SECRET.map(|name| text.matches(name).count());
    let keeps_names = |other: &str| named(other).iter().zip(named(text)).all(|(after, before)| *after >= before);
    let (place, length, _) = damage;
    // A name in place of another must not count as the removed one.
    let taken = damaged(text, &(*place, *length, String::new()));
    let other = damaged(text, damage);
    if keeps_names(&taken) && keeps_names(&other) { other } else { text.to_owned() }
}

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_text_makes_the_doctor_panic(own in "\\PC*|[a-z|:;\\n]*", message in "\\PC*|[a-z|:;,.]*", at in "[0-9TZ:, ]*") {
        let _ = differences(&own, &message);
        let _ = differences(&own, &format!("canonicalRequest:{message}"));
        let _ = differences(&super::own(), &format!("canonicalRequest:POST|{message}"));
        let _ = differences(&super::own(), &format!("canonicalRequest:POST|/v1/x/|limit=10&offset=0|{message}"));
        let _ = skew(&format!("server time:{at}{message}"), Some(&own), &at);
        let _ = skew(&message, Some(&at), DATE);
    }

    #[test]
    fn every_skew_can_be_described(seconds: i64, nanoseconds: i32) {
        let skew = time::Duration::new(seconds / 2, nanoseconds);
        prop_assert!(describe(skew).starts_with("this machine's clock "));
        prop_assert_eq!(explains_expiry(skew), skew.whole_seconds().abs() > 900 || skew.abs() > time::Duration::minutes(15));
    }

    #[test]
    fn an_unchanged_request_is_recognized(headers in headers(), after in "(,[a-z |:]*)?") {
        let own = canonical(&headers, b"{}");
        let sentence = differences(&own, &(message(&own) + &after));
        prop_assert!(sentence.as_ref().is_some_and(|sentence| sentence.contains("exactly as it was signed")), "{:?}", sentence);
    }

    #[test]
    fn no_sentence_quotes_the_value_of_a_secret_header(
        signed in headers(),
        arrived in proptest::option::of(headers()),
        body in select(vec!["", "{}"]),
        damages in proptest::collection::vec(damage(), 0..4),
        length: Index,
    ) {
        let own = canonical(&signed, b"{}");
        let arrived = message(&canonical(arrived.as_ref().unwrap_or(&signed), body.as_bytes()));
        let arrived = damages.iter().fold(arrived, |text, damage| damaged_elsewhere(&text, damage));
        let cut: String = arrived.chars().take(length.index(arrived.len() * 2)).collect();
        if let Some(sentence) = differences(&own, &cut) {
            prop_assert!(!sentence.contains("CAN"), "{}", sentence);
            prop_assert!(!sentence.contains('\n') && sentence.chars().count() < 260, "{}", sentence);
        }
    }

    #[test]
    fn no_sentence_quotes_a_signed_secret_whatever_the_message_has(
        signed in headers(),
        damages in proptest::collection::vec(damage(), 0..8),
    ) {
        let own = canonical(&signed, b"{}");
        let arrived = damages.iter().fold(message(&own), |text, damage| damaged(&text, damage));
        let sentence = differences(&own, &arrived).unwrap_or_default();
        // `Authorization` is never signed.
        for (name, value) in signed.iter().filter(|(name, _)| is_secret(name) && name != "authorization") {
            prop_assert!(!sentence.contains(value.trim()), "{}: {}", name, sentence);
        }
    }
}
