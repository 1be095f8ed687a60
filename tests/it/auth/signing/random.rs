//! Random requests, composed of the pieces that signers disagree about.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::TestRequest;

const PATH: &str = "/ / / / a Z9 -._~ .. . ␠ + * %20 %2F %2f %2B %25 %252F % %4 %zz %41 %7e %FF %E5%A3 é 声 😀 \
    %C3%A9 :@!$&'(),;= ? # \"<>[] \\^`{|}";

const QUERY: &str = "& & & & & & = = = = a a b B 1 10 + %20 %2B %2b %26 %3D %25 % %zz %FF %E5%A3 %EF%BB%BF é %C3%A9 声 \
    \u{fb00} 😀 ~ /?:@ %0A";

const VALUE: &str = "␠ ␠ ␠␠ \t a B 7 , : ; application/json é 声 \u{a0}";

/// The declared hashes of the body.
const HASHES: [&str; 5] = ["UNSIGNED-PAYLOAD", " UNSIGNED-PAYLOAD ", "0123456789abcdef", "", " "];

/// The names of headers. Their order differs from that of whole lines (`a:` is behind `a-b:`), and from that before
/// they become lower-case (`z` is behind `^`).
const NAMES: &str = "a a-b ab a1 z ^z user-agent x-project-id x-security-token x-app-userid content-type \
    x-sdk-content-sha256 authorization x_app_userid content_type _";

/// Some of the pieces, concatenated. `␠` stands for a space.
fn some_of(pieces: &'static str, most: usize) -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = pieces.split(' ').collect();
    vec(select(pieces), 0..=most).prop_map(|pieces| pieces.concat().replace('␠', " "))
}

pub(super) fn path() -> impl Strategy<Value = String> {
    some_of(PATH, 8).prop_map(|path| format!("/{path}"))
}

pub(super) fn query() -> impl Strategy<Value = String> {
    some_of(QUERY, 20)
}

pub(super) fn value() -> impl Strategy<Value = String> {
    some_of(VALUE, 7)
}

/// A name with some of its letters in capitals.
fn in_any_case(name: String) -> impl Strategy<Value = String> {
    vec(any::<bool>(), name.len()).prop_map(move |capital| {
        let letters = name.chars().zip(capital);
        letters.map(|(letter, capital)| if capital { letter.to_ascii_uppercase() } else { letter }).collect()
    })
}

/// `Host` and `X-Sdk-Date` and some others, in any order.
fn headers(date: String) -> impl Strategy<Value = Vec<(String, String)>> {
    let host = select(vec!["metastudio.cn-north-4.myhuaweicloud.com", "127.0.0.1:8080", " h "]);
    let names: Vec<&str> = NAMES.split(' ').collect();
    let others = subsequence(names.clone(), 0..=names.len());
    (host, others).prop_flat_map(move |(host, others)| {
        let header = |name: &str, value: BoxedStrategy<String>| (in_any_case(name.to_owned()), value);
        let mut headers =
            vec![header("host", Just(host.to_owned()).boxed()), header("x-sdk-date", Just(date.clone()).boxed())];
        headers.extend(others.into_iter().map(|name| match name {
            "x-sdk-content-sha256" => header(name, select(HASHES.map(str::to_owned).to_vec()).boxed()),
            name => header(name, value().boxed()),
        }));
        headers.prop_shuffle()
    })
}

pub(super) fn method() -> impl Strategy<Value = String> {
    select(vec!["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "X-OWN"])
        .prop_flat_map(|name| prop_oneof![Just(name.to_owned()), in_any_case(name.to_ascii_lowercase())])
}

pub(super) fn date() -> impl Strategy<Value = String> {
    (1970..2100, 1..=12, 1..=28, 0..24, 0..60, 0..60).prop_map(|(year, month, day, hour, minute, second)| {
        format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
    })
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => Just(Vec::new()),
        10 => vec(any::<u8>(), 1..40),
        1 => (vec(any::<u8>(), 1..9), 1_usize..20_000).prop_map(|(piece, times)| piece.repeat(times)),
    ]
}

/// Any request; its header names differ, even without regard to case.
pub(super) fn request() -> impl Strategy<Value = TestRequest> {
    let parts = (method(), path(), query(), date().prop_flat_map(|date| (headers(date.clone()), Just(date))), body());
    (parts, "[ -~]{1,80}").prop_map(|((method, path, query, (headers, date), body), secret)| TestRequest {
        method,
        path,
        query,
        headers,
        body,
        date,
        secret,
    })
}
