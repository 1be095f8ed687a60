//! SDK-HMAC-SHA256, the signature that Huawei Cloud's API gateway checks. Pure: bytes and a date in, text out.
//!
//! Which headers are signed is the caller's choice; the gateway recomputes from the list that is declared.
//! The rules are those of the public signing guide, and where it is silent those of Huawei's Python SDK.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha2::{Digest, Sha256};

/// The algorithm's name, as it begins the `Authorization` header and the string to sign.
pub const ALGORITHM: &str = "SDK-HMAC-SHA256";

/// The header that carries the signing time, `YYYYMMDDTHHMMSSZ` in UTC; the gateway allows 15 minutes of skew.
pub const DATE_HEADER: &str = "x-sdk-date";

/// A header that, when it is present, replaces the hash of a body that is not empty.
pub const CONTENT_SHA256_HEADER: &str = "x-sdk-content-sha256";

/// Everything but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// An HTTP request as the signature sees it.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The method; its case does not matter.
    pub method: &'a str,
    /// The path as it goes over the wire, percent-encoded or not.
    pub path: &'a str,
    /// The query as it goes over the wire, without the `?`; empty when there is none.
    pub query: &'a str,
    /// The headers to sign, `Host` and `X-Sdk-Date` among them. `Authorization` and names with `_` are left out.
    pub headers: &'a [(&'a str, &'a str)],
    /// The exact bytes of the body.
    pub body: &'a [u8],
}

/// A signature and the texts that led to it, which tell what differs when the gateway disagrees.
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
    /// The value of the `Authorization` header for this access key id.
    pub fn authorization(&self, access_key_id: &str) -> String {
        format!(
            "{ALGORITHM} Access={access_key_id}, SignedHeaders={}, Signature={}",
            self.signed_headers, self.signature
        )
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
    let digest = hex::encode(Sha256::digest(canonical_request.as_bytes()));
    let string_to_sign = format!("{ALGORITHM}\n{date}\n{digest}");
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret_key.as_bytes()).unwrap_or_else(|_| unreachable!("HMAC takes any key"));
    mac.update(string_to_sign.as_bytes());
    let signature = hex::encode(mac.finalize().into_bytes());
    Signature { canonical_request, signed_headers, string_to_sign, signature }
}

/// The canonical request and the signed header names.
fn canonical(request: &Request<'_>) -> (String, String) {
    let mut headers: Vec<(String, &str)> = request
        .headers
        .iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim()))
        .filter(|(name, _)| !name.contains('_') && name != "authorization")
        .collect();
    headers.sort();
    let payload = match headers.iter().find(|(name, _)| name == CONTENT_SHA256_HEADER) {
        Some((_, declared)) if !request.body.is_empty() => (*declared).to_owned(),
        _ => hex::encode(Sha256::digest(request.body)),
    };

    let mut text = String::with_capacity(512);
    text.push_str(&request.method.to_ascii_uppercase());
    text.push('\n');
    push_path(&mut text, request.path);
    text.push('\n');
    text.push_str(&canonical_query(request.query));
    text.push('\n');
    let mut names = String::with_capacity(64);
    for (name, value) in &headers {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name}:{value}");
        if !names.is_empty() {
            names.push(';');
        }
        names.push_str(name);
    }
    let _ = write!(text, "\n{names}\n{payload}");
    (text, names)
}

/// The path: decoded once, each segment encoded again, always ending in `/`.
fn push_path(text: &mut String, path: &str) {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    for (n, segment) in decoded.split('/').enumerate() {
        if n > 0 {
            text.push('/');
        }
        text.extend(utf8_percent_encode(segment, RESERVED));
    }
    if !text.ends_with('/') {
        text.push('/');
    }
}

/// The query in canonical form: pairs sorted by their raw keys and values, encoded without `+`.
///
/// It is a valid query itself: sending exactly this text leaves nothing for a gateway to read differently.
///
/// ```
/// use metastudio_voice::auth::sign::canonical_query;
///
/// assert_eq!(canonical_query("voice_name=a+b&limit=10"), "limit=10&voice_name=a%20b");
/// ```
pub fn canonical_query(query: &str) -> String {
    let mut pairs: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).collect();
    pairs.sort();
    let mut text = String::with_capacity(query.len());
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
