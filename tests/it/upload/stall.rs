//! Connections that stall, and waits that are not stalls.

use std::io::{Cursor, Read};
use std::time::Duration;

use metastudio_voice::ErrorKind;
use metastudio_voice::retry::NoRetry;
use metastudio_voice::upload::{Body, Package, Source};

use super::{Log, uploader};
use crate::support::Sink;
use crate::support::obs::{Rude, endless, taken};

/// A body of more bytes than the sockets between two processes can hold.
fn large() -> Body {
    Body::bytes(vec![0; 32 << 20])
}

#[tokio::test]
async fn a_connection_that_accepts_nothing_is_closed_and_the_upload_is_retried() {
    let server = Rude::deaf(1).await;
    let log = Log::new();
    let failures = log.clone();
    let uploader = uploader(&server.url).await.stall_timeout(Duration::from_millis(300));
    let put = uploader.put(format!("{}/k?Signature=CANARY", server.url), large());
    let uploaded = put.on_retry(move |error| failures.add((error.kind(), error.to_string()))).await.expect("uploaded");
    assert_eq!((uploaded.attempts, server.connections()), (2, 2));
    let [(kind, line)] = &log.all()[..] else { panic!("{:?}", log.all()) };
    assert_eq!(*kind, ErrorKind::Timeout);
    assert!(line.contains("the connection accepted no bytes for 0.3 s") && !line.contains("CANARY"), "{line}");
}

#[tokio::test]
async fn a_stalled_upload_is_not_in_doubt() {
    let server = Rude::deaf(9).await;
    let uploader = uploader(&server.url).await.retry_policy(NoRetry);
    let put = uploader.put(format!("{}/k", server.url), large()).stall_timeout(Duration::from_millis(200));
    let error = put.await.expect_err("stalled");
    assert!(error.is_timeout() && error.is_transient() && !error.is_in_doubt(), "{error}");
}

#[tokio::test]
async fn a_stalled_attempt_stops_reading_its_source() {
    let server = Rude::deaf(9).await;
    let (source, dropped) = endless();
    let uploader = uploader(&server.url).await.retry_policy(NoRetry);
    let put = uploader.put(format!("{}/k", server.url), Body::file(source).expect("body"));
    put.stall_timeout(Duration::from_millis(200)).await.expect_err("stalled");
    tokio::task::spawn_blocking(move || dropped.recv()).await.expect("waiting").expect("the reader was dropped");
}

/// Gives its first bytes at once, and each of the others after a pause.
struct Slow(Cursor<Vec<u8>>, Duration);

impl Read for Slow {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.0.position() > 0 {
            std::thread::sleep(self.1);
        }
        self.0.read(buffer)
    }
}

#[tokio::test]
async fn a_slow_source_is_not_a_stalled_connection() {
    let sink = Sink::start(|_| taken()).await;
    let stall = Duration::from_millis(200);
    let bytes = vec![7; 300_000];
    let given = bytes.clone();
    let source = Source::reader("slow", 300_000, move || Ok(Box::new(Slow(Cursor::new(given.clone()), stall * 3))));
    let uploader = uploader(&sink.url).await.retry_policy(NoRetry).stall_timeout(stall);
    uploader.put(format!("{}/k", sink.url), Body::file(source).expect("body")).await.expect("uploaded");
    assert_eq!(sink.received()[0].body.as_deref(), Some(bytes.as_slice()));
}

#[tokio::test]
async fn a_slow_response_is_not_a_stalled_connection() {
    let stall = Duration::from_millis(300);
    let router = axum::Router::new().fallback(move |request: axum::extract::Request| async move {
        axum::body::to_bytes(request.into_body(), usize::MAX).await.expect("a body");
        tokio::time::sleep(stall * 3).await;
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let url = format!("http://{}", listener.local_addr().expect("address"));
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    let uploader = uploader(&url).await.retry_policy(NoRetry).stall_timeout(stall);
    uploader.put(format!("{url}/k"), Body::bytes(vec![0; 300_000])).await.expect("uploaded");
    server.abort();
}

#[tokio::test]
async fn a_bandwidth_limit_is_not_a_stalled_connection() {
    let sink = Sink::start(|_| taken()).await;
    let client = crate::support::builder(&sink.url).retry_policy(NoRetry).build().await.expect("client");
    // On the system's clock: two slices, a second apart.
    let uploader = client.uploader().stall_timeout(Duration::from_millis(200)).bandwidth_limit(1024);
    uploader.put(format!("{}/k", sink.url), Body::bytes(vec![0; 2048])).await.expect("uploaded");
}

/// A pipe without a writer.
struct Silent(std::sync::mpsc::Receiver<()>);

impl Read for Silent {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        let _ = self.0.recv();
        Ok(0)
    }
}

#[tokio::test]
async fn a_source_that_gives_nothing_is_an_error_of_the_upload() {
    let sink = Sink::start(|_| taken()).await;
    for len in [0, 300_000] {
        let (open, ends) = std::sync::mpsc::channel();
        let ends = std::sync::Mutex::new(Some(ends));
        let source = Source::reader("the pipe", len, move || {
            let ends = ends.lock().expect("ends").take().expect("one reading");
            Ok(Box::new(Silent(ends)))
        });
        let uploader = uploader(&sink.url).await.source_timeout(Duration::from_millis(100));
        let put = uploader.put(format!("{}/k", sink.url), Body::file(source).expect("body"));
        let error = put.await.expect_err("nothing to send");
        assert_eq!((error.kind(), error.attempts(), error.is_transient()), (ErrorKind::File, 1, false), "{error}");
        assert!(error.to_string().contains("has given no bytes for 0.1 s"), "{error}");
        drop(open);
    }
}

#[tokio::test]
async fn a_source_that_gives_nothing_is_an_error_of_the_package() {
    let limit = Duration::from_millis(200);
    let (open, ends) = std::sync::mpsc::channel();
    let ends = std::sync::Mutex::new(Some(ends));
    let source = Source::reader("the pipe", 300_000, move || {
        let ends = ends.lock().expect("ends").take().expect("one reading");
        Ok(Box::new(Silent(ends)))
    });
    let package = Package::new().source_timeout(limit).add("a.wav", source).expect("package");
    let error = package.into_body().await.expect_err("nothing to read");
    assert!(error.kind() == ErrorKind::File && error.to_string().contains("given no bytes for 0.2 s"), "{error}");
    drop(open);
}

#[tokio::test]
async fn a_connection_that_is_never_made_is_a_timeout() {
    // The server neither accepts nor speaks TLS.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let url = format!("https://{}/k?Signature=CANARY", listener.local_addr().expect("address"));
    let uploader = uploader("http://127.0.0.1:1").await.retry_policy(NoRetry);
    let uploader = uploader.response_timeout(Duration::from_millis(100));
    let error = uploader.put(url, Body::bytes("x")).await.expect_err("no connection");
    assert!(error.is_timeout() && error.is_transient() && !error.is_in_doubt(), "{error}");
    assert!(error.to_string().contains("no connection within 0.1 s"), "{error}");
}

#[tokio::test]
async fn a_fresh_url_that_never_comes_is_a_timeout() {
    let sink = Sink::start(|_| crate::support::obs::refusal(403, "AccessDenied")).await;
    let uploader = uploader(&sink.url).await.response_timeout(Duration::from_millis(300));
    let put = uploader.put(format!("{}/k", sink.url), Body::bytes("x"));
    let error = put.refresh_url(std::future::pending).await.expect_err("no fresh URL");
    assert!(error.is_timeout() && error.to_string().contains("no fresh upload URL came within 0.3 s"), "{error}");
}

/// The traced process: it makes three uploads, of which two have the same limit.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn traced_child() {
    let Ok(url) = std::env::var("METASTUDIO_VOICE_TEST_TRACED") else { return };
    let uploader = uploader(&url).await;
    for stall in [60, 300, 330] {
        let put = uploader.put(format!("{url}/k"), Body::bytes("x")).stall_timeout(Duration::from_secs(stall));
        put.await.expect("uploaded");
    }
}

// B3: TCP_USER_TIMEOUT was always a minute, which ended connections within a longer stall timeout.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_limit_of_the_system_for_a_stalled_connection_follows_the_stall_timeout() {
    let sink = Sink::start(|_| taken()).await;
    let folder = tempfile::tempdir().expect("folder");
    let trace = folder.path().join("trace");
    let child = crate::support::child(module_path!(), "traced_child");
    let mut strace = tokio::process::Command::new("strace");
    strace.args(["-f", "-qq", "-e", "trace=setsockopt", "-o"]).arg(&trace).arg(child.get_program());
    strace.args(child.get_args()).env("METASTUDIO_VOICE_TEST_TRACED", &sink.url);
    let Ok(done) = strace.output().await else { return println!("skipped: strace is not installed") };
    let Ok(trace) = std::fs::read_to_string(trace) else { return println!("skipped: strace may not trace") };
    assert!(done.status.success() && sink.received().len() == 3, "{done:?}");
    let limits = trace.lines().filter_map(|line| line.split_once("TCP_USER_TIMEOUT, [")?.1.split_once(']'));
    let limits: Vec<&str> = limits.map(|(milliseconds, _)| milliseconds).collect();
    // The third goes through the connection of the second.
    assert_eq!(limits, ["120000", "480000"], "{trace}");
}

/// Stops a process, continues it after more than the stall timeout below, and says so.
#[cfg(unix)]
const STOP: &str = "kill -STOP $0; sleep 1.2; kill -CONT $0; echo it continues";

/// The stopped process: it uploads more bytes than sockets hold, and stops itself when they are full.
#[cfg(unix)]
#[tokio::test]
async fn stopped_child() {
    let Ok(url) = std::env::var("METASTUDIO_VOICE_TEST_STOPPED") else { return };
    let uploader = uploader(&url).await.stall_timeout(Duration::from_secs(1));
    let put = uploader.put(format!("{url}/k"), large());
    let mut progress = put.progress();
    tokio::spawn(async move {
        // The sockets are full once nothing moves.
        while tokio::time::timeout(Duration::from_millis(50), progress.changed()).await.is_ok() {}
        let own = std::process::id().to_string();
        tokio::process::Command::new("sh").args(["-c", STOP, &own]).status().await.expect("sh");
    });
    println!("{}", put.await.map_or_else(|error| error.to_string(), |uploaded| format!("in {}", uploaded.attempts)));
}

// B4
#[cfg(unix)]
#[tokio::test]
async fn a_process_that_was_stopped_continues_its_upload_on_the_same_connection() {
    use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let url = format!("http://{}", listener.local_addr().expect("address"));
    let mut child = tokio::process::Command::from(crate::support::child(module_path!(), "stopped_child"));
    child.env("METASTUDIO_VOICE_TEST_STOPPED", &url).stdout(std::process::Stdio::piped()).kill_on_drop(true);
    let mut child = child.spawn().expect("child");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let (mut connection, _) = listener.accept().await.expect("a connection");
    let length = crate::support::obs::head(&mut connection).await;
    while lines.next_line().await.expect("a line").expect("it was stopped") != "it continues" {}
    let read = tokio::io::copy(&mut (&mut connection).take(length), &mut tokio::io::sink()).await.expect("the body");
    assert_eq!(read, length);
    connection.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.expect("a response");
    let mut rest = Vec::new();
    while let Some(line) = lines.next_line().await.expect("a line") {
        rest.push(line);
    }
    assert!(rest.iter().any(|line| line.contains("in 1")), "{rest:?}");
}
