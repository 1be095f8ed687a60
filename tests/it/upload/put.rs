//! The request that reaches OBS: exactly the bytes, exactly the headers, and nothing that OBS must not see.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use metastudio_voice::ErrorKind;
use metastudio_voice::upload::{Body, ContentType, MAX_OBJECT_SIZE, Package, Source};

use crate::support::{Sink, client, file, response, wav};

const OK: &str = "";

#[tokio::test]
async fn a_put_sends_the_bytes_the_length_the_type_and_no_credential() {
    let sink = Sink::start(|_| response(200, "application/xml", OK)).await;
    let client = client(&sink.url).await;
    let folder = tempfile::tempdir().expect("folder");
    let recording = wav(400_000);
    let source = Source::open(file(folder.path(), "a.wav", &recording)).expect("source");
    let target = "/bucket/k%20ey?Expires=1767326045&AccessKeyId=AK&Signature=399/Nhb%2Bt00%3D";
    let uploaded = client
        .uploader()
        .put(format!("{}{target}", sink.url), Body::file(source).expect("body"))
        .content_type(ContentType::WAV)
        .await
        .expect("uploaded");
    assert_eq!(uploaded.bytes, recording.len() as u64);
    let received = &sink.received()[0];
    assert_eq!((received.method.as_str(), received.target.as_str()), ("PUT", target));
    assert_eq!(received.body.as_deref(), Some(recording.as_slice()));
    assert_eq!(received.header("content-length"), Some(recording.len().to_string().as_str()));
    assert_eq!(received.header("content-type"), Some("audio/wav"));
    let mut names: Vec<&str> = received.headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "content-length", "content-type", "host", "user-agent"]);
}

#[tokio::test]
async fn a_put_without_a_content_type_sends_none() {
    let sink = Sink::start(|_| response(200, "application/xml", OK)).await;
    let client = client(&sink.url).await;
    client.uploader().put(format!("{}/k", sink.url), Body::bytes("letter")).await.expect("uploaded");
    assert_eq!(sink.received()[0].header("content-type"), None);
}

#[tokio::test]
async fn the_progress_ends_at_the_total() {
    let sink = Sink::start(|_| response(200, "application/xml", OK)).await;
    let client = client(&sink.url).await;
    let folder = tempfile::tempdir().expect("folder");
    let source = Source::open(file(folder.path(), "a.wav", wav(400_000))).expect("source");
    let reports = Arc::new(Mutex::new(Vec::new()));
    let kept = reports.clone();
    client
        .uploader()
        .put(format!("{}/k", sink.url), Body::file(source).expect("body"))
        .on_progress(move |progress| kept.lock().expect("progress").push((progress.done, progress.total)))
        .await
        .expect("uploaded");
    let reports = reports.lock().expect("progress").clone();
    assert!(reports.len() > 1 && reports.is_sorted(), "{reports:?}");
    assert_eq!(reports.last(), Some(&(800_044, 800_044)));
}

#[tokio::test]
async fn a_refusal_that_comes_before_the_body_was_sent_ends_the_upload_with_the_reason_of_obs() {
    let xml = "<?xml version=\"1.0\"?><Error><Code>SignatureDoesNotMatch</Code><Message>It does &amp; not match\
               </Message><RequestId>0000018F</RequestId><StringToSign>PUT\n\ntext/plain; charset=utf-8\n1767326045\n\
               /my-bucket/data.zip</StringToSign></Error>";
    let sink = Sink::impatient(move |_| response(403, "application/xml", xml)).await;
    let client = client(&sink.url).await;
    let folder = tempfile::tempdir().expect("folder");
    // More than the socket buffers can hold.
    let source = Source::open(file(folder.path(), "a.wav", wav(16_000_000))).expect("source");
    let sent = Arc::new(Mutex::new(0));
    let kept = sent.clone();
    let error = client
        .uploader()
        .put(format!("{}/k?Signature=SECRETSIGNATURE", sink.url), Body::file(source).expect("body"))
        .content_type(ContentType::TEXT)
        .on_progress(move |progress| *kept.lock().expect("sent") = progress.done)
        .await
        .expect_err("refused");
    assert_eq!((error.kind(), error.status()), (ErrorKind::Refused, Some(403)));
    assert_eq!((error.code(), error.request_id()), (Some("SignatureDoesNotMatch"), Some("0000018F")));
    assert!(error.to_string().contains("It does & not match"), "{error}");
    assert!(error.to_string().contains("OBS received text/plain; charset=utf-8"), "{error}");
    assert!(!format!("{error:#} {error:?}").contains("SECRETSIGNATURE"));
    assert!(*sent.lock().expect("sent") < 32_000_000, "everything was sent");
    assert!(!error.is_auth(), "a refused URL says nothing about the caller's credentials");
}

#[tokio::test]
async fn a_response_that_never_comes_is_a_timeout() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let url = format!("http://{}/k?Signature=CANARY", listener.local_addr().expect("address"));
    let silent = tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.expect("a connection");
        tokio::io::copy(&mut connection, &mut tokio::io::sink()).await.expect("reading");
    });
    let uploader = client("http://127.0.0.1:1").await.uploader().response_timeout(Duration::from_millis(50));
    let error = uploader.put(&url, Body::bytes("everything")).await.expect_err("no response");
    assert!(error.is_timeout() && error.is_transient(), "{error:?}");
    assert!(!format!("{error:#} {error:?}").contains("CANARY"));
    silent.await.expect("the connection was closed");
}

#[tokio::test]
async fn a_redirect_of_an_upload_is_not_followed() {
    let sink = Sink::start(|received| {
        let mut moved = response(307, "text/plain", OK);
        let place = if received.target == "/k" { "/elsewhere" } else { "/k" };
        moved.headers_mut().insert("location", place.parse().expect("a place"));
        moved
    })
    .await;
    let client = client(&sink.url).await;
    let error = client.uploader().put(format!("{}/k", sink.url), Body::bytes("x")).await.expect_err("moved");
    assert_eq!((error.status(), sink.received().len()), (Some(307), 1));
}

#[tokio::test]
async fn a_file_that_changes_after_its_checksum_never_arrives_whole() {
    let sink = Sink::start(|_| response(200, "application/xml", OK)).await;
    let client = client(&sink.url).await;
    let folder = tempfile::tempdir().expect("folder");
    let path = file(folder.path(), "a.wav", wav(400_000));
    let source = Source::open(&path).expect("source");
    let modified = std::fs::metadata(&path).and_then(|metadata| metadata.modified()).expect("modified");
    let zip = Package::new().add("a.wav", source).expect("package").into_body().await.expect("zip");

    // Same length, same time: only the bytes differ.
    let mut other = wav(400_000);
    other[500_000] ^= 1;
    std::fs::write(&path, other).expect("changed");
    let opened = std::fs::File::options().write(true).open(&path).expect("opened");
    opened.set_modified(modified).expect("time");

    let put = client.uploader().put(format!("{}/k", sink.url), zip).content_type(ContentType::ZIP);
    let error = put.await.expect_err("changed");
    assert_eq!(error.kind(), ErrorKind::File);
    assert!(error.to_string().contains("has changed while it was being read"), "{error}");
    assert!(sink.received().iter().all(|received| received.body.is_none()), "the archive arrived");
}

#[tokio::test]
async fn a_file_that_grows_or_shrinks_or_vanishes_before_it_is_read_is_an_error() {
    let folder = tempfile::tempdir().expect("folder");
    for (name, change) in [
        ("grows", (|path| std::fs::write(path, wav(2_000))) as fn(&std::path::Path) -> std::io::Result<()>),
        ("shrinks", |path| std::fs::write(path, wav(10))),
        ("vanishes", |path| std::fs::remove_file(path)),
    ] {
        let path = file(folder.path(), name, wav(1_000));
        let source = Source::open(&path).expect("source");
        change(&path).expect("changed");
        let package = Package::new().add("a.wav", source).expect("package");
        let error = package.into_body().await.expect_err(name);
        assert_eq!(error.kind(), ErrorKind::File, "{name}");
    }
}

#[test]
fn a_recording_over_the_limit_of_obs_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().expect("folder");
    let path = file(folder.path(), "a.wav", b"");
    // A sparse file: it has the length, but no blocks on the disk.
    std::fs::File::options().write(true).open(&path).and_then(|file| file.set_len(MAX_OBJECT_SIZE)).expect("length");
    let source = Source::open(&path).expect("source");
    assert!(Body::file(source.clone()).is_ok());
    let error = Package::new().add("a.wav", source).expect_err("too large");
    assert!(error.to_string().contains("split it"), "{error}");
}

#[tokio::test]
async fn an_upload_over_plain_http_to_another_machine_is_refused() {
    let client = client("http://127.0.0.1:1").await;
    let error = client.uploader().put("http://obs.example.com/k", Body::bytes("x")).await.expect_err("refused");
    assert!(error.to_string().contains("not https"), "{error}");
}

#[test]
fn a_name_that_leads_out_of_the_archive_is_refused() {
    let folder = tempfile::tempdir().expect("folder");
    let source = Source::open(file(folder.path(), "a.wav", wav(1))).expect("source");
    for name in ["", "/a", "../a", "a/../b", "a//b", "a\\b", "a\0b"] {
        assert!(Package::new().add(name, source.clone()).is_err(), "{name}");
    }
    let package = Package::new().add("a.wav", source.clone()).expect("one");
    assert!(package.add("a.wav", source).is_err(), "twice");
}

// B5: 2,000 files once took ten seconds, so these would have taken a quarter of an hour.
#[test]
fn a_package_of_very_many_files_is_made_at_once() {
    let source = Source::bytes("text", "x");
    let mut package = Package::new();
    for n in 0..20_000 {
        package = package.add(format!("{n}.txt"), source.clone()).expect("one more");
    }
    assert!(package.add("7.txt", source).is_err(), "twice");
}

// B8
#[tokio::test]
async fn a_url_that_http_would_change_is_refused_before_anything_is_sent() {
    let sink = Sink::start(|_| response(200, "application/xml", OK)).await;
    let client = client(&sink.url).await;
    for target in ["/a/../k", "/./k", "/%2E%2E/k", "/a\\b", "/a b", "/k?x='", "/k?a\\b", "/\u{5973}", "/k#f", "/k\n"] {
        let url = format!("{}{target}", sink.url).replace("/k", "/k?Signature=CANARY&").replace("&?", "&");
        let error = client.uploader().put(url, Body::bytes("x")).await.expect_err(target);
        assert_eq!((error.kind(), error.attempts(), error.is_transient()), (ErrorKind::UnexpectedResponse, 0, false));
        assert!(error.to_string().contains("cannot be sent as it was signed: "), "{error}");
        assert!(!format!("{error:#} {error:?}").contains("CANARY"), "{error:?}");
    }
    assert!(sink.received().is_empty());
    let target = "/b//k%2Fe%7e~!$&()*+,;=:@-._/?x=%2e%2E/../.&Signature=a+b/c%3D==";
    client.uploader().put(format!("{}{target}", sink.url), Body::bytes("x")).await.expect("uploaded");
    assert_eq!(sink.received()[0].target, target);
}
