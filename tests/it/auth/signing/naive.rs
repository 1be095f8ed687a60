//! A second, naive implementation of the signature, from the rules alone: own percent-coding, own order, own HMAC.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::TestRequest;

pub(super) fn canonical_request(request: &TestRequest) -> String {
    let mut signed = BTreeMap::new();
    for (name, value) in &request.headers {
        let name: Vec<u8> = name.bytes().map(|byte| byte.to_ascii_lowercase()).collect();
        let name = String::from_utf8(name).expect("a name");
        if name != "authorization" && !name.contains('_') {
            assert!(signed.insert(name, trimmed(value)).is_none(), "a name that occurs twice has no rule");
        }
    }
    let names: Vec<&str> = signed.keys().map(String::as_str).collect();
    let lines: Vec<String> = signed.iter().map(|(name, value)| format!("{name}:{value}")).collect();
    // A declared hash counts if the body is not empty.
    let hash = match signed.get("x-sdk-content-sha256").map(String::as_str) {
        None | Some("") => hex(&Sha256::digest(&request.body)),
        Some(_) if request.body.is_empty() => hex(&Sha256::digest(b"")),
        Some(declared) => declared.to_owned(),
    };
    let method = request.method.to_uppercase();
    let parts =
        [method, path(&request.path), query(&request.query), lines.join("\n"), String::new(), names.join(";"), hash];
    parts.join("\n")
}

pub(super) fn string_to_sign(request: &TestRequest) -> String {
    format!("SDK-HMAC-SHA256\n{}\n{}", request.date, hex(&Sha256::digest(canonical_request(request))))
}

pub(super) fn signature(request: &TestRequest) -> String {
    hex(&hmac(request.secret.as_bytes(), string_to_sign(request).as_bytes()))
}

/// Implements RFC 2104 to the letter.
fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut key = if key.len() > 64 { Sha256::digest(key).to_vec() } else { key.to_vec() };
    key.resize(64, 0);
    let padded = |pad: u8| key.iter().map(|byte| byte ^ pad).collect::<Vec<u8>>();
    let inner = Sha256::digest([&padded(0x36), text].concat());
    Sha256::digest([padded(0x5c), inner.to_vec()].concat()).to_vec()
}

fn path(path: &str) -> String {
    let mut text = String::new();
    for character in decode(path, false).chars() {
        match character {
            '/' => text.push('/'),
            other => text.push_str(&encode(&other.to_string())),
        }
    }
    if text.ends_with('/') { text } else { text + "/" }
}

/// Sorts keys, and the values of each, by their characters before encoding.
pub(super) fn query(query: &str) -> String {
    let mut values: BTreeMap<Vec<char>, Vec<Vec<char>>> = BTreeMap::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let at = pair.find('=');
        let key = decode(&pair[..at.unwrap_or(pair.len())], true);
        let value = at.map_or_else(String::new, |at| decode(&pair[at + 1..], true));
        values.entry(key.chars().collect()).or_default().push(value.chars().collect());
    }
    let mut pairs = Vec::new();
    for (key, mut values) in values {
        values.sort();
        for value in values {
            pairs.push(format!("{}={}", encode(&String::from_iter(&key)), encode(&String::from_iter(value))));
        }
    }
    pairs.join("&")
}

fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(byte.into()),
            _ => encoded += &format!("%{byte:02X}"),
        }
    }
    encoded
}

/// Decodes percent-encodings and leaves everything else as it is; bytes that are no UTF-8 become U+FFFD.
fn decode(text: &str, plus_is_space: bool) -> String {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let (mut decoded, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 2;
            }
            (b'+', ..) if plus_is_space => decoded.push(b' '),
            (byte, ..) => decoded.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn trimmed(value: &str) -> String {
    let mut characters: Vec<char> = value.chars().collect();
    while characters.last().is_some_and(|last| last.is_whitespace()) {
        characters.pop();
    }
    while characters.first().is_some_and(|first| first.is_whitespace()) {
        characters.remove(0);
    }
    characters.into_iter().collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
