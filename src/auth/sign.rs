//! Signs requests with SDK-HMAC-SHA256, the signature that Huawei Cloud's API gateway verifies.
//!
//! The module is pure: bytes and a date in, text out. The caller chooses the headers to sign; the gateway recomputes
//! the signature from the list in the request. The rules are those of the public signing guide, and where it is silent
//! those of Huawei's Python SDK.

use std::borrow::Cow;

use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha2::{Digest, Sha256};

/// The algorithm's name, with which the `Authorization` header and the string to sign begin.
pub const ALGORITHM: &str = "SDK-HMAC-SHA256";

/// The header with the signing time, `YYYYMMDDTHHMMSSZ` in UTC. The gateway allows 15 minutes of skew.
pub const DATE_HEADER: &str = "x-sdk-date";

/// The header whose value, if it has one, replaces the hash of a body that is not empty.
pub const CONTENT_SHA256_HEADER: &str = "x-sdk-content-sha256";

/// All characters but the unreserved ones of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The parts of an HTTP request that a signature covers.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The method; its case does not matter.
    pub method: &'a str,
    /// The path as it is sent, percent-encoded or not.
    pub path: &'a str,
    /// The query as it is sent, without the `?`; empty if there is none.
    pub query: &'a str,
    /// The headers to sign, `Host` and `X-Sdk-Date` among them. [`sign`] ignores `Authorization` and names with `_`.
    pub headers: &'a [(&'a str, &'a str)],
    /// The exact bytes of the body.
    pub body: &'a [u8],
}

/// A signature and the texts that it was computed from, which show the difference if the gateway disagrees.
#[derive(Clone, Debug)]
pub struct Signature {
    /// The canonical request.
    pub canonical_request: String,
    /// The names of the signed headers, sorted, lower-case, joined with `;`.
    pub signed_headers: String,
    /// Algorithm, date and the hash of the canonical request.
    pub string_to_sign: String,
    /// The signature: 64 lower-case hexadecimal digits.
    pub signature: String,
}

impl Signature {
    /// Returns the value of the `Authorization` header for this access key id.
    pub fn authorization(&self, access_key_id: &str) -> String {
        let Self { signed_headers, signature, .. } = self;
        [ALGORITHM, " Access=", access_key_id, ", SignedHeaders=", signed_headers, ", Signature=", signature].concat()
    }
}

/// Signs a request. `date` is the value of its `X-Sdk-Date` header.
///
/// ```
/// use metastudio_voice::auth::sign::{Request, sign};
///
/// // The worked example of the public signing guide.
/// let request = Request {
///     method: "GET",
///     path: "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs",
///     query: "limit=2&marker=13551d6b-755d-4757-b956-536f674975c0",
///     headers: &[
///         ("content-type", "application/json"),
///         ("host", "service.region.example.com"),
///         ("x-sdk-date", "20191115T033655Z"),
///     ],
///     body: b"",
/// };
/// let signed = sign(&request, "20191115T033655Z", "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc");
/// assert_eq!(signed.signature, "7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe");
/// ```
pub fn sign(request: &Request<'_>, date: &str, secret_key: &str) -> Signature {
    let (canonical_request, signed_headers) = canonical(request);
    let mut string_to_sign = String::with_capacity(112);
    for part in [ALGORITHM, "\n", date, "\n"] {
        string_to_sign.push_str(part);
    }
    push_hex(&mut string_to_sign, &Sha256::digest(canonical_request.as_bytes()));
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret_key.as_bytes()).unwrap_or_else(|_| unreachable!("HMAC takes any key"));
    mac.update(string_to_sign.as_bytes());
    let mut signature = String::with_capacity(64);
    push_hex(&mut signature, &mac.finalize().into_bytes());
    Signature { canonical_request, signed_headers, string_to_sign, signature }
}

/// Returns the canonical request and the names of the signed headers.
fn canonical(request: &Request<'_>) -> (String, String) {
    let mut headers: Vec<(Cow<'_, str>, &str)> = request
        .headers
        .iter()
        .map(|(name, value)| (lower_case(name), value.trim()))
        .filter(|(name, _)| !name.contains('_') && name != "authorization")
        .collect();
    headers.sort();

    let mut text = String::with_capacity(512);
    text.push_str(request.method);
    text.make_ascii_uppercase();
    text.push('\n');
    push_path(&mut text, request.path);
    text.push('\n');
    text.push_str(&canonical_query(request.query));
    text.push('\n');
    let mut names = String::with_capacity(64);
    for (name, value) in &headers {
        for part in [name, ":", value, "\n"] {
            text.push_str(part);
        }
        if !names.is_empty() {
            names.push(';');
        }
        names.push_str(name);
    }
    text.push('\n');
    text.push_str(&names);
    text.push('\n');
    match headers.iter().find(|(name, _)| name == CONTENT_SHA256_HEADER) {
        Some((_, declared)) if !declared.is_empty() && !request.body.is_empty() => text.push_str(declared),
        _ => push_hex(&mut text, &Sha256::digest(request.body)),
    }
    (text, names)
}

/// Returns a header's name in lower case. Most are already, and cost no copy.
fn lower_case(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => name.to_ascii_lowercase().into(),
        false => name.into(),
    }
}

/// Appends the path: decoded once, each segment encoded again, and always with a `/` at the end.
fn push_path(text: &mut String, path: &str) {
    if path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte)) {
        text.push_str(path);
    } else {
        push_encoded(text, path);
    }
    if !text.ends_with('/') {
        text.push('/');
    }
}

/// Appends a path with characters to encode or to decode.
fn push_encoded(text: &mut String, path: &str) {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    for (n, segment) in decoded.split('/').enumerate() {
        if n > 0 {
            text.push('/');
        }
        text.extend(utf8_percent_encode(segment, RESERVED));
    }
}

/// Appends a digest in lower-case hexadecimal. `hex::encode` allocates another string, character by character.
fn push_hex(text: &mut String, digest: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut digits = [b'0'; 64];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(digest) {
        pair.copy_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
    text.push_str(std::str::from_utf8(&digits).unwrap_or_else(|_| unreachable!("digits are UTF-8")));
}

/// Returns the query in canonical form: pairs sorted by their raw keys and values, encoded without `+`.
///
/// The signature covers this form, which is a valid query itself. A client sends the same pairs in the caller's order:
/// gateways sort a copy, too.
///
/// ```
/// use metastudio_voice::auth::sign::canonical_query;
///
/// assert_eq!(canonical_query("voice_name=a+b&limit=10"), "limit=10&voice_name=a%20b");
/// ```
pub fn canonical_query(query: &str) -> String {
    let mut pairs: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).collect();
    pairs.sort();
    encoded(pairs, query.len())
}

/// Returns the query in its own order, encoded without `+`.
pub(crate) fn encoded_query(query: &str) -> String {
    encoded(url::form_urlencoded::parse(query.as_bytes()), query.len())
}

fn encoded<'a>(pairs: impl IntoIterator<Item = (Cow<'a, str>, Cow<'a, str>)>, length: usize) -> String {
    let mut text = String::with_capacity(length);
    for (key, value) in pairs {
        if !text.is_empty() {
            text.push('&');
        }
        text.extend(utf8_percent_encode(&key, RESERVED));
        text.push('=');
        text.extend(utf8_percent_encode(&value, RESERVED));
    }
    text
}
