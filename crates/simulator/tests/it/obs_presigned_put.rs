//! Pre-signed uploads: every signature of Huawei's own OBS SDK is accepted, and only for the request that it was made
//! for.

use metastudio_voice_simulator::presigned::{Address, KeyPair, Refusal, Request, verify};
use serde_json::Value;

/// A request of a test vector, which a test can change.
#[derive(Clone, Debug)]
struct Upload {
    form: String,
    method: String,
    host: String,
    path: String,
    query: String,
    headers: Vec<(String, String)>,
    access_key: String,
    secret_key: String,
    issued_at: i64,
    expires_at: i64,
    address: Address,
    string_to_sign: String,
}

impl Upload {
    fn of(vector: &Value) -> Self {
        let text = |name: &str| vector[name].as_str().unwrap().to_owned();
        let url = text("url");
        let (host, rest) = url.strip_prefix("https://").unwrap().split_once('/').unwrap();
        let (path, query) = rest.split_once('?').unwrap();
        let headers = vector["request_headers"].as_object().unwrap();
        let issued_at = vector["issued_at"].as_i64().unwrap();
        Self {
            form: text("signature_type"),
            method: text("method"),
            host: host.to_owned(),
            path: format!("/{path}"),
            query: query.to_owned(),
            headers: headers.iter().map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect(),
            access_key: text("ak"),
            secret_key: text("sk"),
            issued_at,
            expires_at: issued_at + vector["expires_in"].as_i64().unwrap(),
            address: Address { bucket: text("bucket"), key: text("key") },
            string_to_sign: text("string_to_sign"),
        }
    }

    fn verdict_at(&self, now: i64) -> Result<Address, Refusal> {
        let headers: Vec<(&str, &str)> =
            self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let request =
            Request { method: &self.method, host: &self.host, path: &self.path, query: &self.query, headers: &headers };
        verify(&request, &KeyPair { access_key: &self.access_key, secret_key: &self.secret_key }, now)
    }

    fn verdict(&self) -> Result<Address, Refusal> {
        self.verdict_at(self.issued_at)
    }

    /// Sets a header, or removes it.
    fn header(&mut self, name: &str, value: Option<&str>) {
        self.headers.retain(|(known, _)| known != name);
        self.headers.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    }

    /// Returns whether the signature covers a header: always in the older forms, and if it is listed in `v4`.
    fn signs(&self, name: &str) -> bool {
        self.form != "v4" || self.query.contains(name)
    }

    /// Replaces a parameter's value, and returns whether the parameter is there.
    fn parameter(&mut self, name: &str, value: &str) -> bool {
        let prefix = format!("{name}=");
        let mut pairs: Vec<String> = self.query.split('&').map(str::to_owned).collect();
        let Some(pair) = pairs.iter_mut().find(|pair| pair.starts_with(&prefix)) else { return false };
        let before = std::mem::replace(pair, format!("{prefix}{value}"));
        assert_ne!(before, *pair);
        self.query = pairs.join("&");
        true
    }
}

fn vectors() -> Vec<(String, Upload)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/obs-presigned-put.json");
    let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    assert_eq!(Some(vectors.len() as u64), file["count"].as_u64());
    vectors.iter().map(|vector| (vector["name"].as_str().unwrap().to_owned(), Upload::of(vector))).collect()
}

/// Checks that a change makes every vector that it applies to refused, and that it applies to one at least.
fn each_is_refused(change: impl Fn(&mut Upload) -> bool) {
    let mut applied = 0;
    for (name, original) in vectors() {
        let mut upload = original.clone();
        if !change(&mut upload) {
            continue;
        }
        applied += 1;
        let refusal = upload.verdict().expect_err(&name);
        assert!(matches!(refusal, Refusal::Mismatch { .. }), "{name}: {refusal:?}");
    }
    assert!(applied > 0, "the change applied to no vector");
}

#[test]
fn every_signature_of_the_official_sdk_is_accepted_and_names_its_object() {
    for (name, upload) in vectors() {
        assert_eq!(upload.verdict(), Ok(upload.address.clone()), "{name}");
    }
}

#[test]
fn a_refusal_has_the_same_string_to_sign_as_the_official_sdk() {
    for (name, mut upload) in vectors() {
        upload.secret_key.push('x');
        let refusal = Refusal::Mismatch { string_to_sign: upload.string_to_sign.clone() };
        assert_eq!(upload.verdict(), Err(refusal), "{name}");
    }
}

#[test]
fn a_presigned_url_with_another_method_is_refused() {
    for method in ["GET", "POST", "put", "DELETE"] {
        each_is_refused(|upload| {
            upload.method = method.to_owned();
            true
        });
    }
}

#[test]
fn a_presigned_url_with_another_content_type_is_refused() {
    for value in ["application/octet-stream", "application/zip; charset=utf-8", "APPLICATION/ZIP"] {
        each_is_refused(|upload| {
            upload.header("Content-Type", Some(value));
            upload.signs("content-type")
        });
    }
}

#[test]
fn a_missing_or_unsigned_content_type_is_refused() {
    each_is_refused(|upload| {
        let had = upload.headers.iter().any(|(name, _)| name == "Content-Type");
        upload.header("Content-Type", if had { None } else { Some("application/zip") });
        had || upload.signs("content-type")
    });
}

#[test]
fn a_changed_missing_or_added_content_md5_is_refused() {
    for value in [Some("AAAAAAAAAAAAAAAAAAAAAA=="), None] {
        each_is_refused(|upload| {
            let had = upload.headers.iter().any(|(name, _)| name == "Content-MD5");
            upload.header("Content-MD5", value);
            (had || value.is_some()) && upload.signs("content-md5")
        });
    }
}

#[test]
fn a_presigned_url_with_another_key_is_refused() {
    for path in ["/voice/26f0/data2.zip", "/voice/26f0", "/", "/voice%2F26f0%2Fdata.zip/"] {
        each_is_refused(|upload| {
            upload.path = path.to_owned();
            true
        });
    }
}

#[test]
fn a_presigned_url_with_another_bucket_is_refused() {
    each_is_refused(|upload| {
        upload.host = upload.host.replacen("my-bucket", "my-bucket2", 1);
        true
    });
}

#[test]
fn a_presigned_url_with_another_expiry_is_refused() {
    each_is_refused(|upload| {
        let later = (upload.expires_at + 1).to_string();
        upload.parameter("Expires", &later) || upload.parameter("X-Amz-Expires", "360000")
    });
}

#[test]
fn a_presigned_url_with_another_issue_date_or_scope_is_refused() {
    each_is_refused(|upload| upload.parameter("X-Amz-Date", "20260102T025406Z"));
    each_is_refused(|upload| {
        upload.parameter("X-Amz-Credential", "AKIDEXAMPLE0000TEST1/20260102/cn-north-1/s3/aws4_request")
    });
}

#[test]
fn a_presigned_url_with_another_signature_is_refused() {
    for value in ["5509f79ua64YzuEbvjLl5pSnpgN%3D", "", "0"] {
        each_is_refused(|upload| upload.parameter("Signature", value) || upload.parameter("X-Amz-Signature", value));
    }
}

#[test]
fn a_changed_missing_or_added_security_token_is_refused() {
    each_is_refused(|upload| upload.parameter("x-amz-security-token", "another"));
    each_is_refused(|upload| {
        let without: Vec<&str> = upload.query.split('&').filter(|pair| !pair.contains("-security-token")).collect();
        let without = without.join("&");
        std::mem::replace(&mut upload.query, without.clone()) != without
    });
    for name in ["x-obs-security-token", "x-amz-security-token"] {
        each_is_refused(|upload| {
            let had = upload.query.contains("-security-token");
            upload.query.push_str(&format!("&{name}=added"));
            !had
        });
    }
}

#[test]
fn an_added_extension_header_or_sub_resource_is_refused() {
    each_is_refused(|upload| {
        upload.header("x-obs-acl", Some("public-read"));
        upload.form != "v4"
    });
    each_is_refused(|upload| {
        upload.query.push_str("&acl");
        true
    });
}

#[test]
fn a_presigned_url_is_valid_until_its_last_second() {
    for (name, upload) in vectors() {
        assert!(upload.verdict_at(upload.expires_at).is_ok(), "{name}");
        let expired = Err(Refusal::Expired { at: upload.expires_at });
        assert_eq!(upload.verdict_at(upload.expires_at + 1), expired, "{name}");
    }
}

#[test]
fn a_wrong_signature_that_has_also_expired_is_refused_as_wrong() {
    for (name, mut upload) in vectors() {
        upload.method = "GET".to_owned();
        let refusal = upload.verdict_at(i64::MAX);
        assert!(matches!(refusal, Err(Refusal::Mismatch { .. })), "{name}: {refusal:?}");
    }
}

#[test]
fn an_unknown_key_is_refused_as_unknown_and_not_as_a_wrong_signature() {
    for (name, mut upload) in vectors() {
        upload.access_key = "SOMEBODYELSE".to_owned();
        assert_eq!(upload.verdict(), Err(Refusal::UnknownKey), "{name}");
    }
}

#[test]
fn a_query_with_no_signature_or_an_incomplete_one_is_refused() {
    let (_, upload) = vectors().swap_remove(0);
    let with_query = |query: &str| Upload { query: query.to_owned(), ..upload.clone() };
    assert_eq!(with_query("").verdict(), Err(Refusal::Unsigned));
    assert_eq!(with_query("prefix=x").verdict(), Err(Refusal::Unsigned));
    for half in [
        "AccessKeyId=AKIDEXAMPLE0000TEST1",
        "AccessKeyId=AKIDEXAMPLE0000TEST1&Expires=x&Signature=y",
        "Signature=y",
        "X-Amz-Signature=y",
        "X-Amz-Algorithm=AWS4-HMAC-SHA1",
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a&X-Amz-Date=b&X-Amz-Expires=c&X-Amz-SignedHeaders=d\
         &X-Amz-Signature=e",
    ] {
        assert!(matches!(with_query(half).verdict(), Err(Refusal::Malformed(_))), "{half}");
    }
    let twice = format!("{}&Signature=x", upload.query);
    assert!(matches!(with_query(&twice).verdict(), Err(Refusal::Malformed(_))));
    let both = format!("{}&X-Amz-Algorithm=AWS4-HMAC-SHA256", upload.query);
    assert!(matches!(with_query(&both).verdict(), Err(Refusal::Malformed(_))));
}

#[test]
fn path_style_and_virtual_host_addresses_name_the_same_object() {
    let virtual_host = Address::of("my-bucket.obs.cn-north-4.myhuaweicloud.com", "/a/b%20c.zip");
    assert_eq!(virtual_host, Address { bucket: "my-bucket".to_owned(), key: "a/b c.zip".to_owned() });
    assert_eq!(Address::of("127.0.0.1:8080", "/my-bucket/a/b%20c.zip"), virtual_host);
}
