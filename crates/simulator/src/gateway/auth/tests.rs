//! Checks the signatures of Huawei's own signer.

use axum::http::{HeaderName, HeaderValue, Request};
use serde_json::Value;
use time::PrimitiveDateTime;

use super::{DATE, check};
use crate::builder::SimulatorBuilder;
use crate::identity::Identities;

fn vectors() -> Vec<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/sdk-hmac-sha256.json");
    let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

fn body(vector: &Value) -> Vec<u8> {
    let input = &vector["input"];
    if let Some(body) = input["body_utf8"].as_str() {
        return body.as_bytes().to_vec();
    }
    if let Some(body) = input["body_hex"].as_str() {
        return hex::decode(body).unwrap();
    }
    let repeat = &input["body_repeat"];
    let count = usize::try_from(repeat["count"].as_u64().unwrap_or_default()).unwrap();
    vec![u8::try_from(repeat["byte"].as_u64().unwrap_or_default()).unwrap(); count]
}

fn identities(vector: &Value) -> Identities {
    let builder =
        SimulatorBuilder::default().access_key(text(vector, "/credential/ak"), text(vector, "/credential/sk"));
    Identities::new(&match vector["credential"]["security_token"].as_str() {
        Some(token) => builder.security_token(token).into_settings(),
        None => builder.into_settings(),
    })
}

fn verdict(vector: &Value, changed_body: Option<&[u8]>, seconds_later: i64) -> Result<(), String> {
    let body = changed_body.map_or_else(|| body(vector), <[u8]>::to_vec);
    let mut request = Request::builder().method(text(vector, "/input/method")).uri(text(vector, "/request_uri"));
    for (name, value) in vector["headers_after_signing"].as_object().unwrap() {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        let value = HeaderValue::from_bytes(value.as_str().unwrap().as_bytes()).unwrap();
        request = request.header(name, value);
    }
    let request = request.header("authorization", text(vector, "/authorization")).body(()).unwrap();
    let (parts, ()) = request.into_parts();
    let date = text(vector, "/string_to_sign").lines().nth(1).unwrap();
    let now = PrimitiveDateTime::parse(date, DATE).unwrap().assume_utc().unix_timestamp() + seconds_later;
    check(&identities(vector), &parts, &body, now).map(drop).map_err(|refusal| refusal.why)
}

#[test]
fn every_signature_of_the_official_signer_is_accepted() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 24);
    for vector in &vectors {
        assert_eq!(verdict(vector, None, 0), Ok(()), "{}", vector["name"]);
    }
}

#[test]
fn a_security_token_must_be_that_of_the_key() {
    let named = |name: &str| vectors().into_iter().find(|vector| vector["name"] == name).unwrap();
    let mut vector = named("security_token");
    assert_eq!(verdict(&vector, None, 0), Ok(()));
    vector["credential"]["security_token"] = "another".into();
    assert!(verdict(&vector, None, 0).unwrap_err().contains("X-Security-Token"));
    vector["credential"]["security_token"] = Value::Null;
    assert!(verdict(&vector, None, 0).unwrap_err().contains("X-Security-Token"));
    let mut vector = named("create_advance_job");
    vector["credential"]["security_token"] = "wanted".into();
    assert!(verdict(&vector, None, 0).unwrap_err().contains("X-Security-Token"));
}

#[test]
fn the_signing_time_may_be_fifteen_minutes_off_but_no_more() {
    let vector = vectors().swap_remove(0);
    assert_eq!(verdict(&vector, None, 900), Ok(()));
    assert_eq!(verdict(&vector, None, -900), Ok(()));
    assert!(verdict(&vector, None, 901).unwrap_err().starts_with("signature expired, signature time:20260102T030405Z"));
    assert!(verdict(&vector, None, -901).unwrap_err().starts_with("signature expired"));
}

#[test]
fn the_refusal_of_a_changed_body_shows_the_canonical_request() {
    let vector = vectors().swap_remove(0);
    let refusal = verdict(&vector, Some(b"{}"), 0).unwrap_err();
    assert!(refusal.starts_with("verify aksk signature fail, canonicalRequest:POST|/v1/"), "{refusal}");
}
