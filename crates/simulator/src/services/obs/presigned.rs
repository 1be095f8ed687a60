//! Verifies pre-signed OBS requests: the address, the signature in each of three forms, and the expiry. It is pure: it
//! does no I/O and reads no clock.
//!
//! The forms are those of Huawei's own OBS SDKs: `obs` (`AccessKeyId`, `Expires`, `Signature`), `v2` (the same with
//! `AWSAccessKeyId`) and `v4` (`X-Amz-…`).

use std::borrow::Cow;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use time::PrimitiveDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

const V4_DATE: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
/// The reserved characters of keys and paths, which keep their slashes.
const RESERVED_IN_PATH: &AsciiSet = &RESERVED.remove(b'/');

/// The query parameters that belong to the resource and are therefore signed, besides all that begin with `x-obs-`.
const SUB_RESOURCES: [&str; 50] = [
    "CDNNotifyConfiguration",
    "acl",
    "append",
    "attname",
    "backtosource",
    "cors",
    "customdomain",
    "delete",
    "deletebucket",
    "directcoldaccess",
    "encryption",
    "inventory",
    "length",
    "lifecycle",
    "location",
    "logging",
    "metadata",
    "modify",
    "name",
    "notification",
    "object-lock",
    "partNumber",
    "policy",
    "position",
    "quota",
    "rename",
    "replication",
    "response-cache-control",
    "response-content-disposition",
    "response-content-encoding",
    "response-content-language",
    "response-content-type",
    "response-expires",
    "restore",
    "storageClass",
    "storagePolicy",
    "storageinfo",
    "tagging",
    "torrent",
    "truncate",
    "uploadId",
    "uploads",
    "versionId",
    "versioning",
    "versions",
    "website",
    "x-amz-security-token",
    "x-image-process",
    "x-image-save-bucket",
    "x-image-save-object",
];

/// A request as OBS receives it. It has no `Debug`, because its query is a secret.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The method.
    pub method: &'a str,
    /// The value of the `Host` header.
    pub host: &'a str,
    /// The path as the client sent it.
    pub path: &'a str,
    /// The query as the client sent it, without the `?`.
    pub query: &'a str,
    /// The headers.
    pub headers: &'a [(&'a str, &'a str)],
}

impl<'a> Request<'a> {
    fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// The key pair whose signatures are accepted. It has no `Debug`, because it is a secret.
#[derive(Clone, Copy)]
pub struct KeyPair<'a> {
    /// The access key id.
    pub access_key: &'a str,
    /// The secret key.
    pub secret_key: &'a str,
}

/// The object that a request addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The bucket.
    pub bucket: String,
    /// The key, percent-decoded.
    pub key: String,
}

impl Address {
    /// Parses a virtual-host name (`bucket.obs.region…`), or else the path (`/bucket/key`).
    pub fn of(host: &str, path: &str) -> Self {
        let path = percent_decode_str(path.strip_prefix('/').unwrap_or(path)).decode_utf8_lossy();
        match host.split_once(".obs.") {
            Some((bucket, _)) => Self { bucket: bucket.to_owned(), key: path.into_owned() },
            None => {
                let (bucket, key) = path.split_once('/').unwrap_or((&path, ""));
                Self { bucket: bucket.to_owned(), key: key.to_owned() }
            }
        }
    }
}

/// The reason for which a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The query has no signature.
    Unsigned,
    /// The parameters of the signature are incomplete, contradictory or unreadable.
    Malformed(&'static str),
    /// The access key id is not known.
    UnknownKey,
    /// The signature does not match the request.
    Mismatch {
        /// The text that the client should have signed.
        string_to_sign: String,
    },
    /// The signature is right but has expired.
    Expired {
        /// The Unix second at which it expired.
        at: i64,
    },
}

/// The parameters of a signature, in either version.
enum Signed<'a> {
    V2 { access_key: Cow<'a, str>, expires: Cow<'a, str>, signature: Cow<'a, str> },
    V4(V4<'a>),
}

struct V4<'a> {
    credential: Cow<'a, str>,
    date: Cow<'a, str>,
    expires: Cow<'a, str>,
    signed_headers: Cow<'a, str>,
    signature: Cow<'a, str>,
}

/// The query's parameters, decoded, with `+` as a space.
type Parameters<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

/// Verifies that the signature of a request is right and has not expired at `now`, a Unix second.
///
/// # Errors
///
/// Returns the [`Refusal`] that names the first fault.
pub fn verify(request: &Request<'_>, keys: &KeyPair<'_>, now: i64) -> Result<Address, Refusal> {
    let parameters: Parameters<'_> = url::form_urlencoded::parse(request.query.as_bytes()).collect();
    let address = Address::of(request.host, request.path);
    let expires_at = match signed(&parameters)? {
        Signed::V2 { access_key, expires, signature } => {
            let at: i64 = expires.parse().map_err(|_| Refusal::Malformed("Expires is not a Unix time"))?;
            known_key(&access_key, keys)?;
            let text = v2_string_to_sign(request, &address, &parameters, &expires);
            let wanted = base64_hmac_sha1(keys.secret_key, &text);
            same(&wanted, &signature, text)?;
            at
        }
        Signed::V4(v4) => verify_v4(request, keys, &parameters, &v4)?,
    };
    // A signature is still valid in its last second.
    if now > expires_at { Err(Refusal::Expired { at: expires_at }) } else { Ok(address) }
}

fn verify_v4(
    request: &Request<'_>,
    keys: &KeyPair<'_>,
    parameters: &Parameters<'_>,
    v4: &V4<'_>,
) -> Result<i64, Refusal> {
    let (access_key, scope) =
        v4.credential.split_once('/').ok_or(Refusal::Malformed("X-Amz-Credential has no scope"))?;
    let issued =
        PrimitiveDateTime::parse(&v4.date, V4_DATE).map_err(|_| Refusal::Malformed("X-Amz-Date is not a date"))?;
    let lifetime: u32 = v4.expires.parse().map_err(|_| Refusal::Malformed("X-Amz-Expires is not a number"))?;
    let parts: Vec<&str> = scope.split('/').collect();
    let [day, region, service @ "s3", terminator @ "aws4_request"] = parts.as_slice() else {
        return Err(Refusal::Malformed("X-Amz-Credential has another scope than date/region/s3/aws4_request"));
    };
    if !v4.date.starts_with(day) {
        return Err(Refusal::Malformed("X-Amz-Credential and X-Amz-Date are of different days"));
    }
    known_key(access_key, keys)?;
    let names: Vec<&str> = v4.signed_headers.split(';').collect();
    if !names.contains(&"host") {
        return Err(Refusal::Malformed("X-Amz-SignedHeaders does not list host"));
    }
    let canonical = v4_request(request, parameters, &names);
    let text = format!("AWS4-HMAC-SHA256\n{}\n{scope}\n{}", v4.date, hex_sha256(&canonical));
    let secret = format!("AWS4{}", keys.secret_key).into_bytes();
    let key = [day, region, service, terminator].into_iter().fold(secret, |key, part| hmac_sha256(&key, part));
    same(&hex::encode(hmac_sha256(&key, &text)), &v4.signature, text)?;
    Ok(issued.assume_utc().unix_timestamp() + i64::from(lifetime))
}

/// Finds the parameters of the signature. Each may occur once, and all must be of one form.
fn signed<'a>(parameters: &Parameters<'a>) -> Result<Signed<'a>, Refusal> {
    let find = |name: &str| -> Result<Option<Cow<'a, str>>, Refusal> {
        let mut values = parameters.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone());
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(Refusal::Malformed("a parameter of the signature occurs twice")),
            (value, None) => Ok(value),
        }
    };
    let need = |name| find(name)?.ok_or(Refusal::Malformed("the signature's parameters are incomplete"));
    match (find("AccessKeyId")?, find("AWSAccessKeyId")?, find("X-Amz-Algorithm")?) {
        (None, None, None) if find("Signature")?.is_none() && find("X-Amz-Signature")?.is_none() => {
            Err(Refusal::Unsigned)
        }
        (Some(access_key), None, None) | (None, Some(access_key), None) => {
            Ok(Signed::V2 { access_key, expires: need("Expires")?, signature: need("Signature")? })
        }
        (None, None, Some(algorithm)) if algorithm == "AWS4-HMAC-SHA256" => Ok(Signed::V4(V4 {
            credential: need("X-Amz-Credential")?,
            date: need("X-Amz-Date")?,
            expires: need("X-Amz-Expires")?,
            signed_headers: need("X-Amz-SignedHeaders")?,
            signature: need("X-Amz-Signature")?,
        })),
        _ => Err(Refusal::Malformed("the query has the parameters of no form of signature, or of several")),
    }
}

fn known_key(access_key: &str, keys: &KeyPair<'_>) -> Result<(), Refusal> {
    if access_key == keys.access_key { Ok(()) } else { Err(Refusal::UnknownKey) }
}

fn same(wanted: &str, given: &str, string_to_sign: String) -> Result<(), Refusal> {
    if bool::from(wanted.as_bytes().ct_eq(given.as_bytes())) {
        Ok(())
    } else {
        Err(Refusal::Mismatch { string_to_sign })
    }
}

fn hmac_sha256(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| unreachable!("HMAC takes any key"));
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// Returns the text that the forms `obs` and `v2` sign.
fn v2_string_to_sign(request: &Request<'_>, address: &Address, parameters: &Parameters<'_>, expires: &str) -> String {
    let header = |name| request.header(name).unwrap_or_default();
    let mut text = format!("{}\n{}\n{}\n{expires}\n", request.method, header("content-md5"), header("content-type"));
    for (name, value) in extension_headers(request) {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "{name}:{value}");
    }
    let _ = write!(text, "/{}/{}", address.bucket, utf8_percent_encode(&address.key, RESERVED_IN_PATH));
    let mut resources: Vec<_> = parameters
        .iter()
        .filter(|(name, _)| SUB_RESOURCES.contains(&name.as_ref()) || name.to_ascii_lowercase().starts_with("x-obs-"))
        .collect();
    resources.sort();
    for (n, (name, value)) in resources.into_iter().enumerate() {
        text.push(if n == 0 { '?' } else { '&' });
        text.push_str(name);
        if !value.is_empty() {
            text.push('=');
            text.push_str(value);
        }
    }
    text
}

/// Returns the headers that are signed because of their prefix, sorted, with the values of one name joined by commas.
fn extension_headers(request: &Request<'_>) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for (name, value) in request.headers {
        let name = name.to_ascii_lowercase();
        if !name.starts_with("x-obs-") && !name.starts_with("x-amz-") {
            continue;
        }
        match headers.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => {
                values.push(',');
                values.push_str(value.trim());
            }
            None => headers.push((name, value.trim().to_owned())),
        }
    }
    headers.sort();
    headers
}

/// Returns the canonical request of the form `v4`. A missing signed header counts as empty.
fn v4_request(request: &Request<'_>, parameters: &Parameters<'_>, names: &[&str]) -> String {
    let encode = |text| utf8_percent_encode(text, RESERVED).to_string();
    let mut query: Vec<(String, String)> = parameters
        .iter()
        .filter(|(name, _)| name != "X-Amz-Signature")
        .map(|(name, value)| (encode(name), encode(value)))
        .collect();
    query.sort();
    let query: Vec<String> = query.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let path = percent_decode_str(request.path).decode_utf8_lossy();
    let mut text =
        format!("{}\n{}\n{}\n", request.method, utf8_percent_encode(&path, RESERVED_IN_PATH), query.join("&"));
    for name in names {
        let value = if *name == "host" { request.host } else { request.header(name).unwrap_or_default() };
        let _ = writeln!(text, "{name}:{value}");
    }
    let _ = write!(text, "\n{}\nUNSIGNED-PAYLOAD", names.join(";"));
    text
}

fn hex_sha256(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

fn base64_hmac_sha1(secret_key: &str, text: &str) -> String {
    let mut mac =
        Hmac::<Sha1>::new_from_slice(secret_key.as_bytes()).unwrap_or_else(|_| unreachable!("HMAC takes any key"));
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}
