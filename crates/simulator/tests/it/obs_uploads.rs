//! Uploads to pre-signed URLs: accepted and refused ones, and the objects that they leave.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::time::Duration;

use md5::{Digest, Md5};
use metastudio_voice_simulator::{ObjectKind, ReceivedRequest, Server, Simulator};

use crate::common::{Bench, Job, Response, good_zip};

const ZIP: &str = "application/zip";

/// Returns the text of an element of an error.
fn element<'a>(xml: &'a str, name: &str) -> &'a str {
    let (_, rest) = xml.split_once(&format!("<{name}>")).unwrap_or_default();
    rest.split_once(&format!("</{name}>")).unwrap_or_default().0
}

#[track_caller]
fn assert_refused(response: &Response, status: u16, code: &str) {
    assert_eq!((response.status.as_u16(), element(&response.text, "Code")), (status, code), "{}", response.text);
    assert_eq!(response.header("content-type"), "application/xml");
    assert_eq!(element(&response.text, "RequestId"), response.header("x-obs-request-id"));
    assert_eq!(element(&response.text, "HostId"), response.header("x-obs-id-2"));
}

#[track_caller]
fn assert_nothing_stored(bench: &Bench, job: &Job) {
    assert_eq!(bench.simulator.object(&job.id, ObjectKind::Recording), None);
    assert_eq!(bench.simulator.jobs()[0].uploads, 0);
}

/// Sends bytes unchanged, and returns all bytes of the response. With `end` it stops writing early.
async fn raw(bench: &Bench, request: Vec<u8>, end: bool) -> String {
    let address = bench.simulator.obs_endpoint().strip_prefix("http://").unwrap().to_owned();
    let exchange = move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(&request).unwrap();
        if end {
            stream.shutdown(Shutdown::Write).unwrap();
        }
        let mut response = Vec::new();
        // The bytes read before a reset count.
        let _ = stream.read_to_end(&mut response);
        String::from_utf8(response).unwrap()
    };
    tokio::task::spawn_blocking(exchange).await.unwrap()
}

/// Returns the head of a PUT with these header lines.
fn head(url: &str, headers: &str) -> String {
    let (authority, target) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    format!("PUT /{target} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n{headers}\r\n")
}

fn files(directory: &Path) -> usize {
    let entries = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
}

fn last_to_obs(bench: &Bench) -> ReceivedRequest {
    bench.simulator.requests().into_iter().rfind(|request| request.server == Server::Obs).unwrap()
}

#[tokio::test]
async fn an_upload_is_stored_unchanged_and_the_response_has_its_digest() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    let content = vec![7; 3_000_000];
    let response = bench.put(&job.recording_url, ZIP, content.clone()).await.expect_ok();
    let md5 = hex::encode(Md5::digest(&content));
    assert_eq!(response.header("etag"), format!("\"{md5}\""));
    assert_eq!((response.header("x-obs-request-id").len(), response.text.as_str()), (32, ""));
    let object = bench.simulator.object(&job.id, ObjectKind::Recording).unwrap();
    assert_eq!((object.length, object.md5.as_str()), (3_000_000, md5.as_str()));
    assert_eq!(object.content_type.as_deref(), Some(ZIP));
    assert_eq!(object.bytes().unwrap(), content);
    assert_eq!(bench.simulator.object(&job.id, ObjectKind::Letter), None);
}

#[tokio::test]
async fn a_second_upload_replaces_the_first() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    for content in ["first", "second"] {
        bench.put(&job.recording_url, ZIP, content).await.expect_ok();
        let object = bench.simulator.object(&job.id, ObjectKind::Recording).unwrap();
        assert_eq!(object.bytes().unwrap(), content.as_bytes());
    }
    assert_eq!(bench.simulator.jobs()[0].recording_uploads, 2);
}

#[tokio::test]
async fn the_refusal_of_an_unsigned_content_type_shows_that_type() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    for wrong in ["application/zip; charset=utf-8", "application/octet-stream", "Application/Zip", ""] {
        let response = if wrong.is_empty() {
            Response::read(bench.client.put(&job.recording_url).body("x").send().await.unwrap()).await
        } else {
            bench.put(&job.recording_url, wrong, "x").await
        };
        assert_refused(&response, 403, "SignatureDoesNotMatch");
        let lines: Vec<&str> = element(&response.text, "StringToSign").lines().collect();
        assert_eq!((lines[0], lines[1], lines[2]), ("PUT", "", wrong));
    }
    assert_nothing_stored(&bench, &job);
}

#[tokio::test]
async fn an_unsigned_content_md5_is_refused() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    let request = bench.client.put(&job.recording_url).header("content-type", ZIP);
    let request = request.header("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==").body("x");
    let response = Response::read(request.send().await.unwrap()).await;
    assert_refused(&response, 403, "SignatureDoesNotMatch");
}

#[tokio::test]
async fn a_changed_upload_url_is_refused() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    for (what, url, code) in [
        ("key", job.recording_url.replace("training_data.zip", "training_data2.zip"), "SignatureDoesNotMatch"),
        ("bucket", job.recording_url.replace("voice-training", "other"), "SignatureDoesNotMatch"),
        ("expiry", job.recording_url.replace("Expires=1", "Expires=2"), "SignatureDoesNotMatch"),
        ("signature", job.recording_url.replace("Signature=", "Signature=A"), "SignatureDoesNotMatch"),
        ("key id", job.recording_url.replace("AccessKeyId=", "AccessKeyId=A"), "InvalidAccessKeyId"),
        ("no query", job.recording_url.split_once('?').unwrap().0.to_owned(), "AccessDenied"),
    ] {
        assert_ne!(url, job.recording_url, "{what}");
        assert_refused(&bench.put(&url, ZIP, "x").await, 403, code);
    }
    assert_refused(&bench.put(&job.letter_url, ZIP, "x").await, 403, "SignatureDoesNotMatch");
    assert_nothing_stored(&bench, &job);
}

#[tokio::test]
async fn an_upload_url_is_not_valid_for_a_download() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    bench.put(&job.recording_url, ZIP, "x").await.expect_ok();
    let response = bench.client.get(&job.recording_url).header("content-type", ZIP).send().await.unwrap();
    assert_refused(&Response::read(response).await, 403, "SignatureDoesNotMatch");
}

#[tokio::test]
async fn the_letter_url_accepts_only_the_configured_content_type() {
    for agreed in [None, Some("application/pdf")] {
        let bench = Bench::with(Simulator::builder().letter_content_type(agreed)).await;
        let job = bench.created().await;
        for sent in [None, Some("application/pdf"), Some("application/octet-stream")] {
            let mut request = bench.client.put(&job.letter_url).body("letter");
            if let Some(sent) = sent {
                request = request.header("content-type", sent);
            }
            let response = Response::read(request.send().await.unwrap()).await;
            assert_eq!(response.status.is_success(), sent == agreed, "{agreed:?} {sent:?}");
        }
    }
    let bench = Bench::start().await;
    let job = bench.created().await;
    bench.put(&job.letter_url, "application/octet-stream", "by default").await.expect_ok();
}

#[tokio::test]
async fn credentials_beside_a_signed_url_are_refused_and_recorded() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    bench.put(&job.recording_url, ZIP, good_zip()).await.expect_ok();
    assert!(!last_to_obs(&bench).carries_credentials());
    for name in ["Authorization", "X-Auth-Token"] {
        let request = bench.client.put(&job.recording_url).header("content-type", ZIP).header(name, "secret-value");
        let response = Response::read(request.body("x").send().await.unwrap()).await;
        assert_refused(&response, 400, "InvalidArgument");
        let received = last_to_obs(&bench);
        assert!(received.carries_credentials());
        assert_eq!((received.header(name), received.body_bytes), (Some("secret-value"), 0));
        assert!(!format!("{received:?}").contains("secret-value"));
    }
    let request = bench.client.put(&job.recording_url).header("content-type", ZIP).header("X-Project-Id", "p");
    request.body("x").send().await.unwrap();
    assert!(last_to_obs(&bench).carries_credentials());
}

#[tokio::test]
async fn the_record_keeps_no_signature_of_a_url() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    bench.put(&job.recording_url, ZIP, "12345").await.expect_ok();
    let received = last_to_obs(&bench);
    assert_eq!((received.method.as_str(), received.status, received.body_bytes), ("PUT", Some(200), 5));
    assert!(received.path.ends_with("/training_data.zip"));
    assert!(!format!("{received:?}").contains("Signature"));
}

#[tokio::test]
async fn an_expired_upload_url_is_refused_and_a_new_one_is_accepted() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    bench.put(&job.recording_url, ZIP, "x").await.expect_ok();
    bench.simulator.expire_upload_urls();
    let response = bench.put(&job.recording_url, ZIP, "y").await;
    assert_refused(&response, 403, "AccessDenied");
    assert_eq!(element(&response.text, "Message"), "Request has expired");
    assert!(element(&response.text, "Expires") < element(&response.text, "ServerTime"), "{}", response.text);
    let fresh = bench.get(&format!("/user/jobs/{}/uploading-address-url", job.id)).await.expect_ok().json();
    assert!(fresh.get("segment_url").is_none());
    let recording_url = fresh["package_url"]["training_data_uploading_url"].as_str().unwrap();
    assert_ne!(recording_url, job.recording_url);
    bench.put(recording_url, ZIP, "y").await.expect_ok();
    let letter_url = fresh["authorization_letter_uploading_url"].as_str().unwrap();
    bench.put(letter_url, "application/octet-stream", "z").await.expect_ok();
    assert_refused(&bench.put(&job.recording_url, ZIP, "y").await, 403, "AccessDenied");
}

#[tokio::test]
async fn an_upload_url_contains_its_expiry() {
    let now = || time::OffsetDateTime::now_utc().unix_timestamp();
    let bench = Bench::with(Simulator::builder().url_lifetime(Duration::from_secs(1000))).await;
    let before = now();
    let job = bench.created().await;
    let expires = job.recording_url.split_once("Expires=").unwrap().1.split('&').next().unwrap();
    let expires: i64 = expires.parse().unwrap();
    assert!((before + 1000..=now() + 1000).contains(&expires));
}

#[tokio::test]
async fn a_virtual_host_upload_stores_the_same_object() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    let path_style = head(&job.recording_url, &format!("Content-Type: {ZIP}\r\nContent-Length: 5\r\n"));
    let (_, host) = path_style.split_once("Host: ").unwrap();
    let virtual_host = path_style
        .replace("PUT /metastudio-voice-training/", "PUT /")
        .replace(host.lines().next().unwrap(), "metastudio-voice-training.obs.cn-north-4.myhuaweicloud.com");
    let response = raw(&bench, format!("{virtual_host}12345").into_bytes(), false).await;
    assert!(response.starts_with("HTTP/1.1 200 "), "{response}");
    assert_eq!(bench.simulator.object(&job.id, ObjectKind::Recording).unwrap().length, 5);
}

#[tokio::test]
async fn a_missing_or_too_large_content_length_is_refused_before_the_body() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    let five_gib = 5_u64 << 30;
    for (headers, status, code) in [
        ("Transfer-Encoding: chunked\r\n".to_owned(), "411", "MissingContentLength"),
        (String::new(), "411", "MissingContentLength"),
        (format!("Content-Length: {}\r\n", five_gib + 1), "400", "EntityTooLarge"),
    ] {
        let request = head(&job.recording_url, &format!("Content-Type: {ZIP}\r\n{headers}"));
        let response = raw(&bench, request.into_bytes(), false).await;
        assert!(response.starts_with(&format!("HTTP/1.1 {status} ")), "{response}");
        assert_eq!(element(&response, "Code"), code);
    }
    assert_nothing_stored(&bench, &job);
}

#[tokio::test]
async fn a_wrong_signature_is_refused_before_the_body() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    let headers = "Content-Type: text/plain\r\nContent-Length: 1073741824\r\n";
    let response = raw(&bench, head(&job.recording_url, headers).into_bytes(), false).await;
    assert!(response.starts_with("HTTP/1.1 403 "), "{response}");
    assert_eq!(element(&response, "Code"), "SignatureDoesNotMatch");
    assert_eq!(last_to_obs(&bench).body_bytes, 0);
}

#[tokio::test]
async fn a_body_that_ends_early_stores_nothing_and_leaves_the_old_object() {
    let directory = tempfile::tempdir().unwrap();
    let bench = Bench::with(Simulator::builder().data_dir(directory.path())).await;
    let job = bench.created().await;
    let short = head(&job.recording_url, &format!("Content-Type: {ZIP}\r\nContent-Length: 3000000\r\n"));
    let mut short = short.into_bytes();
    short.resize(short.len() + 2_999_999, 1);
    raw(&bench, short.clone(), true).await;
    assert_nothing_stored(&bench, &job);
    assert_eq!(files(directory.path()), 0);
    assert_eq!(last_to_obs(&bench).body_bytes, 2_999_999);

    bench.put(&job.recording_url, ZIP, good_zip()).await.expect_ok();
    raw(&bench, short, true).await;
    assert_eq!(bench.simulator.object(&job.id, ObjectKind::Recording).unwrap().bytes().unwrap(), good_zip());
    assert_eq!(files(directory.path()), 1);
    bench.commit(&job.id).await.expect_ok();
}

#[tokio::test]
async fn a_body_that_ends_early_is_not_counted_if_uploads_are_not_kept() {
    let bench = Bench::with(Simulator::builder().keep_uploads(false)).await;
    let job = bench.created().await;
    let short = head(&job.recording_url, &format!("Content-Type: {ZIP}\r\nContent-Length: 5\r\n"));
    raw(&bench, format!("{short}1234").into_bytes(), true).await;
    assert_nothing_stored(&bench, &job);
}
