//! Admits the callers of the API and of IAM: checks a token or an SDK-HMAC-SHA256 signature, the lock of the key, and the
//! scope of both. The error messages are the gateway's.

use axum::http::HeaderMap;
use axum::http::request::Parts;
use metastudio_voice::auth::sign::{ALGORITHM, CONTENT_SHA256_HEADER, DATE_HEADER, Request, sign};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

use super::App;
use crate::http::fault::Fault;
use crate::state::clock::timestamp;
use crate::state::identity::{AccessKey, BadToken, Identities, Scope};

const DATE: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");
/// The permitted offset of the signing time, in seconds.
const SKEW: i64 = 15 * 60;

/// An authenticated caller: the scope of its token, and the scope of its key.
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) token: Option<Scope>,
    pub(super) key: Option<Scope>,
}

impl Caller {
    /// Refuses a caller whose token is not for a project of this region.
    pub(super) fn of_region(self, identities: &Identities) -> Result<Self, Fault> {
        match &self.token {
            Some(Scope::Project(id)) if !identities.in_region(id) => Err(Fault::outdated_token()),
            Some(Scope::Account | Scope::Nothing) => Err(Fault::outdated_token()),
            _ => Ok(self),
        }
    }

    /// Returns whether all credentials of the caller are valid for this project.
    pub(super) fn may_use(&self, identities: &Identities, project_id: &str) -> bool {
        let for_it = |scope: &Scope| match scope {
            Scope::Project(id) => id == project_id,
            Scope::Account => true,
            Scope::Nothing => false,
        };
        identities.in_region(project_id) && [&self.token, &self.key].into_iter().flatten().all(for_it)
    }
}

/// Checks the credentials of a request to the API or to IAM.
pub(super) fn identify(app: &App, parts: &Parts, body: &[u8]) -> Result<Caller, Fault> {
    let verdict = check(&app.identities, parts, body, app.now());
    if let Some(access_key) = named_key(&app.identities, parts) {
        let right = match &verdict {
            Ok(_) => Some(true),
            Err(refusal) => (refusal.kind == Kind::WrongSignature).then_some(false),
        };
        if !app.key_admits(access_key, right) {
            return Err(Fault::unauthenticated("the access key is locked"));
        }
    }
    verdict.map_err(|refusal| match refusal.kind {
        Kind::OutdatedToken => Fault::outdated_token(),
        Kind::WrongSignature | Kind::Other => Fault::unauthenticated(&refusal.why),
    })
}

/// The reason for which a caller is refused.
struct Refusal {
    /// The gateway's message.
    why: String,
    kind: Kind,
}

/// The kind of a refusal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The signature was made with a known key, and is wrong.
    WrongSignature,
    /// The token was valid before.
    OutdatedToken,
    /// Any other reason.
    Other,
}

impl Refusal {
    fn other(why: impl Into<String>) -> Self {
        Self { why: why.into(), kind: Kind::Other }
    }

    fn signature(why: &str) -> Self {
        Self { why: format!("verify aksk signature fail, {why}"), kind: Kind::WrongSignature }
    }
}

/// Returns the known key that the signature of a request names.
fn named_key(identities: &Identities, parts: &Parts) -> Option<String> {
    let named = signature(parts).and_then(Authorization::parse)?;
    identities.key(named.access_key).map(|key| key.id)
}

/// Checks the token and the signature of a request. Each must be right if it is there, and one must be there.
fn check(identities: &Identities, parts: &Parts, body: &[u8], now: i64) -> Result<Caller, Refusal> {
    let token = parts.headers.get("x-auth-token");
    let token = token.map(|token| check_token(identities, token.as_bytes(), now)).transpose()?;
    let key = match signature(parts) {
        Some(authorization) => Some(check_signature(identities, parts, body, authorization, now)?),
        None if token.is_some() => None,
        None => return Err(Refusal::other("x-auth-token not found")),
    };
    Ok(Caller { token, key })
}

/// Returns the scope of a token.
fn check_token(identities: &Identities, token: &[u8], now: i64) -> Result<Scope, Refusal> {
    identities.token(token, now).map_err(|bad| match bad {
        BadToken::Unknown => Refusal::other("decrypt token fail"),
        BadToken::Expired(at) => Refusal::other(format!("token expires, expires_at:{}", timestamp(at))),
        BadToken::Revoked => Refusal { why: String::new(), kind: Kind::OutdatedToken },
    })
}

/// Returns the `Authorization` header, if it is a signature of this algorithm.
fn signature(parts: &Parts) -> Option<&str> {
    let authorization = parts.headers.get("authorization").and_then(|value| value.to_str().ok());
    authorization.filter(|value| value.starts_with(ALGORITHM))
}

/// Returns the scope of the key that signed a request.
fn check_signature(
    identities: &Identities,
    parts: &Parts,
    body: &[u8],
    authorization: &str,
    now: i64,
) -> Result<Scope, Refusal> {
    let failed = Refusal::signature;
    let declared = Authorization::parse(authorization).ok_or_else(|| failed("Authorization is malformed"))?;
    let Some(key) = identities.key(declared.access_key) else {
        let why = format!("Get secretKey failed,ak:{},err:ak not exist", declared.access_key);
        return Err(Refusal::other(why));
    };
    let mut headers = Vec::new();
    for name in declared.signed_headers.split(';') {
        let value = single(&parts.headers, name);
        headers.push((name, value.ok_or_else(|| failed(&format!("signed header {name} is missing or repeated")))?));
    }
    let signed = |wanted: &str| headers.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    let date = signed(DATE_HEADER).ok_or_else(|| failed("X-Sdk-Date is not signed"))?;
    if !security_token_fits(&key, signed("x-security-token"), &parts.headers) {
        return Err(failed("X-Security-Token does not belong to the access key"));
    }
    if let Some(at) = key.expired(now) {
        return Err(Refusal::other(format!("security token expires, expires_at:{}", timestamp(at))));
    }
    check_date(date, now).map_err(|why| why.map_or_else(|| failed("X-Sdk-Date is malformed"), Refusal::other))?;
    if let Some(digest) = signed(CONTENT_SHA256_HEADER)
        && digest != "UNSIGNED-PAYLOAD"
        && digest != hex::encode(Sha256::digest(body))
    {
        return Err(failed("X-Sdk-Content-Sha256 is not the digest of the body"));
    }
    let request = Request {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or_default(),
        headers: &headers,
        body,
    };
    let right = sign(&request, date, &key.secret);
    let equal = same(right.signature.as_bytes(), declared.signature.as_bytes());
    // The lists differ if names are out of order, in capitals, or of headers that are not to be signed.
    if equal && right.signed_headers == declared.signed_headers {
        return Ok(key.scope);
    }
    Err(failed(&format!("canonicalRequest:{}", right.canonical_request.replace('\n', "|"))))
}

/// Checks that the signing time is near enough. The error is `None` if it is not a time.
fn check_date(date: &str, now: i64) -> Result<(), Option<String>> {
    let at = PrimitiveDateTime::parse(date, DATE).map_err(|_| None)?.assume_utc().unix_timestamp();
    if now.abs_diff(at) <= SKEW.unsigned_abs() {
        return Ok(());
    }
    let server = OffsetDateTime::from_unix_timestamp(now).ok().and_then(|now| now.format(DATE).ok());
    Err(Some(format!("signature expired, signature time:{date},server time:{}", server.unwrap_or_default())))
}

/// Returns whether a temporary key comes with its signed token, or a permanent key without a token.
fn security_token_fits(key: &AccessKey, signed: Option<&str>, headers: &HeaderMap) -> bool {
    match (&key.security_token, signed) {
        (Some(wanted), Some(signed)) => same(wanted.as_bytes(), signed.as_bytes()),
        (None, None) => !headers.contains_key("x-security-token"),
        _ => false,
    }
}

/// Returns a header's value if the header occurs exactly once and is text.
fn single<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => std::str::from_utf8(value.as_bytes()).ok(),
        _ => None,
    }
}

fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

/// The parts of an `Authorization` header.
struct Authorization<'a> {
    access_key: &'a str,
    signed_headers: &'a str,
    signature: &'a str,
}

impl<'a> Authorization<'a> {
    /// Parses exactly `SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…`.
    fn parse(value: &'a str) -> Option<Self> {
        let mut parts = value.strip_prefix(ALGORITHM)?.strip_prefix(' ')?.split(", ");
        let mut part = |name: &str| parts.next()?.strip_prefix(name)?.strip_prefix('=');
        let parsed =
            Self { access_key: part("Access")?, signed_headers: part("SignedHeaders")?, signature: part("Signature")? };
        parts.next().is_none().then_some(parsed)
    }
}

#[cfg(test)]
mod tests {
    //! Checks the signatures of Huawei's own signer.

    use axum::http::{HeaderName, HeaderValue, Request};
    use serde_json::Value;
    use time::PrimitiveDateTime;

    use super::{DATE, check};
    use crate::settings::Settings;
    use crate::state::identity::Identities;

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
        Identities::new(&Settings {
            access_key: text(vector, "/credential/ak").to_owned(),
            secret_key: text(vector, "/credential/sk").to_owned(),
            security_token: vector["credential"]["security_token"].as_str().map(str::to_owned),
            ..Settings::default()
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
        assert!(
            verdict(&vector, None, 901).unwrap_err().starts_with("signature expired, signature time:20260102T030405Z")
        );
        assert!(verdict(&vector, None, -901).unwrap_err().starts_with("signature expired"));
    }

    #[test]
    fn the_refusal_of_a_changed_body_shows_the_canonical_request() {
        let vector = vectors().swap_remove(0);
        let refusal = verdict(&vector, Some(b"{}"), 0).unwrap_err();
        assert!(refusal.starts_with("verify aksk signature fail, canonicalRequest:POST|/v1/"), "{refusal}");
    }
}
