//! Compares the signature with every published vector. Huawei's own Python signer computed them.

use metastudio_voice::auth::sign::{Request, sign};
use serde_json::Value;

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} is missing in {value}"))
}

fn body(input: &Value) -> Vec<u8> {
    if let Some(text) = input["body_utf8"].as_str() {
        return text.as_bytes().to_vec();
    }
    if let Some(digits) = input["body_hex"].as_str() {
        return hex::decode(digits).expect("hexadecimal");
    }
    let repeat = &input["body_repeat"];
    let byte = repeat["byte"].as_u64().expect("a byte") as u8;
    vec![byte; repeat["count"].as_u64().expect("a count") as usize]
}

#[test]
fn every_vector_gives_the_published_signature() {
    let file: Value = serde_json::from_str(include_str!("../../../data/sdk-hmac-sha256.json")).expect("JSON");
    let vectors = file["vectors"].as_array().expect("vectors");
    assert_eq!(Some(vectors.len() as u64), file["count"].as_u64());
    for vector in vectors {
        let name = text(vector, "name");
        let headers = vector["headers_after_signing"].as_object().expect("headers");
        let headers: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (name.as_str(), value.as_str().expect("text"))).collect();
        let date = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("x-sdk-date")).expect("a date").1;
        let (path, query) = text(vector, "request_uri").split_once('?').unwrap_or((text(vector, "request_uri"), ""));
        let body = body(&vector["input"]);
        let method = text(&vector["input"], "method");
        let request = Request { method, path, query, headers: &headers, body: &body };
        let signed = sign(&request, date, text(&vector["credential"], "sk"));
        assert_eq!(signed.canonical_request, text(vector, "canonical_request"), "{name}");
        assert_eq!(signed.string_to_sign, text(vector, "string_to_sign"), "{name}");
        assert_eq!(signed.signed_headers, text(vector, "signed_headers"), "{name}");
        assert_eq!(signed.signature, text(vector, "signature"), "{name}");
        let authorization = signed.authorization(text(&vector["credential"], "ak"));
        assert_eq!(authorization, text(vector, "authorization"), "{name}");
    }
}
