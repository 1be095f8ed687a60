//! The doctor's sentences about requests that changed on the way.

mod cut;
mod properties;
mod skew;

use super::differences;
use crate::auth::sign::{Request, sign};

const DATE: &str = "20260101T120000Z";
const HEADERS: [(&str, &str); 5] = [
    ("content-type", "application/json"),
    ("host", "metastudio.cn-north-4.myhuaweicloud.com"),
    ("x-project-id", "0123456789abcdef0123456789abcdef"),
    ("x-sdk-date", DATE),
    ("x-security-token", "CANARY/token+of=a|temporary:key"),
];

/// Returns the canonical request that the tests change.
fn own() -> String {
    request("POST", "/v1/x", "limit=10&offset=0", &HEADERS, b"{}")
}

fn request(method: &str, path: &str, query: &str, headers: &[(&str, &str)], body: &[u8]) -> String {
    sign(&Request { method, path, query, headers, body }, DATE, "SK").canonical_request
}

/// Returns the gateway's message about this canonical request.
fn message(canonical: &str) -> String {
    let canonical = canonical.replace('\n', "|");
    format!("Incorrect IAM authentication information: verify aksk signature fail,canonicalRequest:{canonical}")
}

/// Returns the doctor's sentence if this text of the canonical request arrives as another.
fn replaced(from: &str, to: &str) -> String {
    assert!(own().contains(from), "{from}");
    differences(&own(), &message(&own().replace(from, to))).expect("an echo")
}

#[test]
fn equal_texts_blame_the_secret_key() {
    let same = "the request arrived exactly as it was signed: the secret key is not that of the access key";
    for after in ["", ",request id: 1|2", " more", "..."] {
        assert_eq!(differences(&own(), &format!("{}{after}", message(&own()))).as_deref(), Some(same), "{after}");
    }
}

#[test]
fn without_a_canonical_request_on_both_sides_there_is_no_diagnosis() {
    let messages =
        ["", "verify aksk signature fail", "canonicalRequest:", "canonicalRequest:see below", "canonicalRequest:x y|z"];
    for message in messages {
        assert_eq!(differences(&own(), message), None, "{message}");
    }
    for own in ["", "GET", "POST\n/v1/x/\n"] {
        assert_eq!(differences(own, &message(&self::own())), None, "{own}");
    }
}

#[test]
fn the_part_that_changed_is_named_with_both_values() {
    let cases = [
        ("POST\n", "PUT\n", "the method was changed on the way: signed POST, arrived PUT"),
        ("/v1/x/", "/gw/v1/x/", "the path was changed on the way: signed /v1/x/, arrived /gw/v1/x/"),
        (
            "limit=10&offset=0",
            "limit=10",
            "the query was changed on the way: signed limit=10&offset=0, arrived limit=10",
        ),
        ("limit=10&offset=0", "", "the query was changed on the way: signed limit=10&offset=0, arrived nothing"),
        (
            "content-type:application/json",
            "content-type:text/plain",
            "a proxy changed the signed header content-type on the way: sent application/json, arrived text/plain",
        ),
        (
            "host:metastudio.cn-north-4.myhuaweicloud.com",
            "host:10.0.0.1:8080",
            "the host was changed on the way: signed metastudio.cn-north-4.myhuaweicloud.com, arrived 10.0.0.1:8080",
        ),
    ];
    for (from, to, sentence) in cases {
        assert_eq!(replaced(from, to), sentence);
    }
}

#[test]
fn a_body_that_changed_and_one_that_is_missing_have_different_diagnoses() {
    let with = |body: &[u8]| {
        let arrived = request("POST", "/v1/x", "limit=10&offset=0", &HEADERS, body);
        differences(&own(), &message(&arrived))
    };
    assert_eq!(with(b"{ }").as_deref(), Some("the body was changed on the way"));
    assert_eq!(with(b"").as_deref(), Some("the body did not arrive"));
}

#[test]
fn a_missing_header_is_one_difference_however_the_gateway_shows_it() {
    let sentence = "the signed header x-project-id did not arrive";
    let line = format!("x-project-id:{}\n", HEADERS[2].1);
    assert_eq!(replaced(&line, ""), sentence);
    assert_eq!(replaced(&line, "x-project-id:\n"), sentence);
    let listed = own().replace(&line, "").replace("x-project-id;", "");
    assert_eq!(differences(&own(), &message(&listed)).as_deref(), Some(sentence));
}

#[test]
fn an_added_header_is_one_difference() {
    let arrived = own().replace("\n\n", "\nx-user:me\n\n").replace("x-security-token\n", "x-security-token;x-user\n");
    let sentence = differences(&own(), &message(&arrived));
    assert_eq!(sentence.as_deref(), Some("the signed header x-user was added on the way"));
}

#[test]
fn another_list_of_headers_is_a_difference_of_its_own() {
    let sentence = replaced("content-type;host;", "host;content-type;");
    assert!(
        sentence.starts_with("the list of signed headers was changed on the way: signed content-type;host;x-"),
        "{sentence}"
    );
    assert!(sentence.contains(", arrived host;content-type;x-project-id;"), "{sentence}");
}

#[test]
fn the_first_of_several_differences_is_named_and_the_others_are_counted() {
    let path = own().replace("/v1/x/", "/v2/x/");
    let two = path.replace("application/json", "text/plain");
    let sentence = differences(&own(), &message(&two)).expect("an echo");
    assert_eq!(sentence, "the path was changed on the way: signed /v1/x/, arrived /v2/x/ (and 1 more difference)");
    let four = two.replace("POST", "GET").replace("host:m", "host:n");
    let sentence = differences(&own(), &message(&four)).expect("an echo");
    assert_eq!(sentence, "the method was changed on the way: signed POST, arrived GET (and 3 more differences)");
}

#[test]
fn bars_in_values_are_not_line_ends() {
    let headers = [("content-type", "a|host:b||c|d"), ("host", "h"), ("x-sdk-date", DATE)];
    let own = request("GET", "/", "", &headers, b"");
    let sentence = differences(&own, &message(&own));
    assert!(sentence.is_some_and(|sentence| sentence.contains("secret key")));
    let arrived = own.replace("host:h", "host:i");
    let sentence = differences(&own, &message(&arrived));
    assert_eq!(sentence.as_deref(), Some("the host was changed on the way: signed h, arrived i"));
    let sentence = replaced("application/json", "a|b||c");
    assert!(sentence.ends_with("content-type on the way: sent application/json, arrived a|b||c"), "{sentence}");
    let sentence = replaced("limit=10&offset=0", "limit=10&offset=0|x=1");
    assert!(sentence.ends_with("signed limit=10&offset=0, arrived limit=10&offset=0|x=1"), "{sentence}");
}

#[test]
fn a_secret_header_is_named_without_its_value() {
    let sentence = "a proxy changed the signed header x-security-token on the way";
    assert_eq!(replaced("CANARY", "OTHER"), sentence);
    assert_eq!(replaced("temporary:key", "temporary:key|x"), sentence);
    let cookie = own().replace("host:m", "cookie:CANARY|host:CANARY\nhost:m");
    let sentence = differences(&own(), &message(&cookie)).expect("an echo");
    assert_eq!(sentence, "the signed header cookie was added on the way");
    let sentence = replaced("application/json", "application/json; authorization: CANARY");
    assert_eq!(sentence, "a proxy changed the signed header content-type on the way");
}

#[test]
fn a_value_is_quoted_on_one_line_and_around_the_difference() {
    let sentence = replaced("application/json", "a\t\u{2028}b\u{202e}");
    assert!(sentence.ends_with(r"arrived a\t\u{2028}b\u{202e}"), "{sentence}");
    let own = request("GET", &format!("{}/signed", "/a".repeat(60)), "", &HEADERS, b"");
    let sentence = differences(&own, &message(&own.replace("signed/", "arrived/"))).expect("an echo");
    let near = format!("…a{}/", "/a".repeat(9));
    assert_eq!(sentence, format!("the path was changed on the way: signed {near}signed/, arrived {near}arrived/"));
    let sentence = replaced("application/json", &"é".repeat(500));
    assert!(sentence.ends_with(&format!("arrived {}…", "é".repeat(60))), "{sentence}");
}
