//! Checks the requests that no issued URL permits: a signed Content-MD5, and methods other than PUT and GET.

use std::time::Duration;

use axum::http::Request;
use reqsign_core::{Context, SignRequest};
use reqsign_huaweicloud_obs::{Credential, RequestSigner};
use reqwest::{Client, Method};

use super::issue::{ACCESS_KEY, BUCKET, SECRET_KEY};
use super::object_key;
use crate::edition::{CreateType, Edition};
use crate::job::Metadata;
use crate::{ObjectKind, Simulator};

/// Starts a simulator with one job, and returns it with the job's id and the key of the job's recording.
async fn bench() -> (Simulator, String, String) {
    let simulator = Simulator::start().await.unwrap();
    let id = simulator.app.state().create(Edition::Advance, CreateType::Package, Metadata::default()).id.clone();
    let key = object_key(simulator.project_id(), &id, ObjectKind::Recording);
    (simulator, id, key)
}

/// Sends a request with a body, pre-signed together with its headers.
async fn send(
    simulator: &Simulator,
    method: Method,
    bucket: &str,
    key: &str,
    headers: &[(&str, &str)],
    body: &'static str,
) -> (u16, String) {
    let mut request = Request::builder().method(method.clone()).uri(format!("{}/{key}", simulator.obs_endpoint()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let (mut parts, ()) = request.body(()).unwrap().into_parts();
    let credential = Credential::new(ACCESS_KEY.to_owned(), SECRET_KEY.to_owned(), None);
    let signer = RequestSigner::new(bucket);
    let lifetime = Some(Duration::from_secs(60));
    signer.sign_request(&Context::new(), &mut parts, Some(&credential), lifetime).await.unwrap();
    let query = parts.uri.query().unwrap();
    let url = format!("{}/{bucket}/{key}?{query}", simulator.obs_endpoint());
    let client = Client::builder().no_proxy().build().unwrap();
    let mut request = client.request(method, url).body(body);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

#[tokio::test]
async fn a_signed_content_md5_is_compared_with_the_body() {
    let (simulator, id, key) = bench().await;
    for (digest, status, code) in [
        ("AAAAAAAAAAAAAAAAAAAAAA==", 400, "BadDigest"),
        ("not base64", 400, "InvalidDigest"),
        ("AAAA", 400, "InvalidDigest"),
        ("XUFAKrxLKna5cZ2REBfFkg==", 200, ""),
    ] {
        let response = send(&simulator, Method::PUT, BUCKET, &key, &[("content-md5", digest)], "hello").await;
        assert_eq!(response.0, status, "{digest}");
        assert!(response.1.contains(code), "{response:?}");
        assert_eq!(simulator.object(&id, ObjectKind::Recording).is_some(), status == 200);
    }
}

#[tokio::test]
async fn other_methods_buckets_and_keys_have_their_own_errors() {
    let (simulator, id, key) = bench().await;
    let project = simulator.project_id();
    for (method, bucket, key, status, code) in [
        (Method::POST, BUCKET, key.clone(), 405, "MethodNotAllowed"),
        (Method::PUT, "another", key.clone(), 404, "NoSuchBucket"),
        (Method::PUT, BUCKET, format!("{project}/{id}/another"), 404, "NoSuchKey"),
        (Method::PUT, BUCKET, format!("{project}/{id}/segments/00.wav"), 404, "NoSuchKey"),
        (Method::PUT, BUCKET, format!("{project}/{id}/segments/0.mp3"), 404, "NoSuchKey"),
        (Method::PUT, BUCKET, format!("{project}/{id}/another/0"), 404, "NoSuchKey"),
        (Method::PUT, BUCKET, format!("another/{id}/training_data.zip"), 404, "NoSuchKey"),
        (Method::PUT, BUCKET, format!("{project}/nobody/training_data.zip"), 403, "AccessDenied"),
        (Method::GET, BUCKET, key.clone(), 404, "NoSuchKey"),
    ] {
        let response = send(&simulator, method, bucket, &key, &[], "hello").await;
        assert_eq!(response.0, status, "{key}: {response:?}");
        assert!(response.1.contains(&format!("<Code>{code}</Code>")), "{response:?}");
    }
    assert!(simulator.object(&id, ObjectKind::Recording).is_none());
}
