//! Builds the texts that are signed.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::{Address, Parameters, Request};

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

/// Returns the text that the forms `obs` and `v2` sign.
pub(super) fn v2_string_to_sign(
    request: &Request<'_>,
    address: &Address,
    parameters: &Parameters<'_>,
    expires: &str,
) -> String {
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
pub(super) fn v4_request(request: &Request<'_>, parameters: &Parameters<'_>, names: &[&str]) -> String {
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

pub(super) fn hex_sha256(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

pub(super) fn base64_hmac_sha1(secret_key: &str, text: &str) -> String {
    let mut mac =
        Hmac::<Sha1>::new_from_slice(secret_key.as_bytes()).unwrap_or_else(|_| unreachable!("HMAC takes any key"));
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}
