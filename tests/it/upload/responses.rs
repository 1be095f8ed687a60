//! Responses: which of them confirm an upload, the advice of refusals, and servers that do not keep to HTTP.

use std::time::Duration;

use metastudio_voice::ErrorKind;
use metastudio_voice::upload::{Body, Source};

use super::uploader;
use crate::support::obs::{Conduct, Rude, obs, refusal, taken_as, with};
use crate::support::{Sink, file, response};

/// More bytes than the sockets between two processes can hold.
const LARGE: usize = 12 << 20;
const MD5: &str = "0cc175b9c0f1b6a831c399e269772661";

fn success(headers: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\n{headers}content-length: 0\r\n\r\n").into_bytes()
}

// B1
#[tokio::test]
async fn a_success_before_the_whole_body_was_accepted_is_retried() {
    // With an ETag, up to 64 MiB, the client once waited for it forever.
    let (plain, tagged) = (success(""), success(&format!("etag: \"{MD5}\"\r\n")));
    let conducts = [plain, tagged].map(|says| Conduct::says(162, says));
    for early in conducts.iter().cloned().chain(conducts.iter().cloned().map(Conduct::and_stays)) {
        let server = Rude::start(vec![early]).await;
        let put = uploader(&server.url).await.put(format!("{}/k", server.url), Body::bytes(vec![0; LARGE]));
        assert_eq!((put.await.expect("uploaded").attempts, server.connections()), (2, 2));
    }
    let server = Rude::start(vec![conducts[1].clone().and_stays(); 4]).await;
    let put = uploader(&server.url).await.put(format!("{}/k", server.url), Body::bytes(vec![0; LARGE]));
    let error = put.await.expect_err("OBS does not have it");
    assert_eq!((error.kind(), error.status(), error.attempts()), (ErrorKind::Connection, Some(200), 4));
    assert!(error.is_transient() && error.is_in_doubt(), "{error}");
    assert!(error.to_string().contains("it does not confirm the whole upload"), "{error}");
}

// B6
#[tokio::test]
async fn a_success_that_is_a_web_page_does_not_confirm_an_upload() {
    for (kind, page) in [("text/html", "<html>Sign in</html>"), ("application/json", "{}"), ("text/plain", "welcome")] {
        let sink = obs(vec![response(200, kind, page)]).await;
        let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("x"));
        assert_eq!(put.await.expect("uploaded").attempts, 2, "{page}");

        let sink = Sink::start(move |_| response(200, kind, page)).await;
        let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("x"));
        let error = put.await.expect_err("OBS does not have it");
        assert_eq!((error.kind(), error.status()), (ErrorKind::UnexpectedResponse, Some(200)), "{error}");
        assert!(
            error.is_transient() && error.is_in_doubt() && error.to_string().contains("the response is not from OBS"),
            "{error}"
        );
    }
}

// B6
#[tokio::test]
async fn a_success_without_an_etag_confirms_an_upload_if_it_is_empty_or_xml() {
    let with_etag = with(response(200, "text/html", "<html>"), "etag", "\"of a bucket that is odd\"");
    let xml = "<?xml version=\"1.0\"?><PutObjectResult/>";
    for response in [response(204, "text/html", ""), response(200, "application/xml", xml), with_etag] {
        let sink = obs(vec![response]).await;
        let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("x"));
        assert_eq!(put.await.expect("uploaded").attempts, 1);
    }
}

// B7
#[tokio::test]
async fn a_refusal_about_the_account_says_so_and_no_fresh_url_is_fetched() {
    for (code, advice) in [
        ("InArrearOrInsufficientBalance", "in arrears"),
        ("InsufficientStorageSpace", "quota"),
        ("NotSignedUp", "not registered"),
        ("DeregisterUserId", "closed"),
        ("AccountProblem", "frozen"),
        ("Unauthorized", "real-name"),
    ] {
        let sink = Sink::start(move |_| refusal(403, code)).await;
        // By its own parameters the URL has expired.
        let put = uploader(&sink.url).await.put(format!("{}/k?Expires=1", sink.url), Body::bytes("x"));
        let error = put.await.expect_err("refused");
        assert!(error.to_string().contains(advice) && !error.to_string().contains("the upload URL"), "{error}");
        let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("x"));
        let error = put.refresh_url(|| async { panic!("another URL") }).await.expect_err("refused");
        assert_eq!((error.code(), error.attempts(), error.is_transient()), (Some(code), 1, false), "{error}");
        let advice = error.advice().unwrap_or_default();
        assert!(advice.contains("a fresh upload URL does not help"), "{error}");
    }
}

// B7
#[tokio::test]
async fn a_redirect_is_named_in_the_error_and_a_temporary_one_of_obs_is_retried() {
    let moved = |code| with(refusal(307, code), "location", "http://127.0.0.1:1/elsewhere");
    let sink = obs(vec![moved("TemporaryRedirect")]).await;
    let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("x"));
    assert_eq!(put.await.expect("uploaded").attempts, 2);
    for (code, attempts) in [("TemporaryRedirect", 4), ("", 1)] {
        let sink = Sink::start(move |_| moved(code)).await;
        let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("x"));
        let error = put.await.expect_err("moved");
        assert_eq!((error.status(), error.attempts(), sink.received().len()), (Some(307), attempts, attempts as usize));
        let shown = error.to_string();
        assert!(shown.contains("redirects are never followed") && shown.contains("fresh upload URL"), "{error}");
        assert!(!shown.contains("elsewhere:") && !shown.contains("127.0.0.1:1"), "{error}");
    }
    let sink = Sink::start(|_| with(response(302, "text/html", ""), "location", "https://portal.example/")).await;
    let error = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("x")).await.expect_err("moved");
    assert!(error.to_string().contains("the upload URL redirects elsewhere"), "{error}");
}

#[tokio::test]
async fn an_upload_ends_whatever_the_server_sends_and_only_a_success_for_the_whole_body_counts() {
    let long = |name: &str, length: usize| format!("{name}: \"{}\"\r\n", "a".repeat(length));
    let half = |text: &str| format!("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{text}");
    const ALL: u64 = u64::MAX;
    let nothing = Conduct::says(ALL, success(""));
    // The conduct of the server, and the number of attempts of the upload.
    let cases = [
        (nothing.clone(), 1),
        (Conduct::says(ALL, "HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000) + "HTTP/1.1 200 OK\r\n\r\n"), 1),
        (Conduct::says(ALL, "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"), 1),
        (Conduct::says(0, "HTTP/1.1 100 Continue\r\n\r\n"), 2),
        (Conduct::says(ALL, "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"), 0),
        // Half a head, and half a body of a response that may be a page.
        (Conduct::says(ALL, "HTTP/1.1 200 OK\r\nx-obs-req"), 2),
        (Conduct::says(ALL, "HTTP/1.1 2"), 2),
        (Conduct::says(ALL, half("")), 2),
        (Conduct::says(ALL, half("<html>")), 2),
        (Conduct::says(ALL, half("<?xml version=\"1.0\"?>")), 1),
        (Conduct::says(ALL, "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n"), 2),
        // More bytes than promised, two lengths, and no HTTP at all.
        (Conduct::says(ALL, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nsurplus"), 1),
        (Conduct::says(ALL, "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx"), 2),
        (Conduct::says(ALL, "SSH-2.0-OpenSSH_9\r\n"), 2),
        (Conduct::says(ALL, vec![0; 1 << 20]), 2),
        // Invalid ETags: of 300 KB, which is ignored, of a megabyte, which breaks the head, and an empty one.
        (Conduct::says(ALL, success(&long("etag", 300_000))), 1),
        (Conduct::says(ALL, success(&long("etag", 1 << 20))), 2),
        (Conduct::says(ALL, success(&long("etag", 0))), 1),
        (Conduct::says(ALL, success("etag: \u{fc}\r\n")), 1),
        (Conduct::says(ALL, success(&long("x-obs-request-id", 300_000))), 1),
        // A refusal whose body never ends, breaks off, or has an unusual size, and one with an unusual status.
        (Conduct::says(ALL, "HTTP/1.1 503 Busy\r\ncontent-length: 9\r\n\r\n<Err"), 2),
        (Conduct::says(ALL, format!("HTTP/1.1 503 Busy\r\n\r\n{}", "<a>".repeat(100_000))), 2),
        (Conduct::says(ALL, "HTTP/1.1 599 \r\n\r\n"), 2),
        (Conduct::says(ALL, "HTTP/1.1 999 \r\n\r\n"), 0),
    ];
    for (conduct, attempts) in cases {
        for length in [0, 1, 300_000] {
            let says = String::from_utf8_lossy(&conduct.says[..conduct.says.len().min(60)]).into_owned();
            let server = Rude::start(vec![conduct.clone()]).await;
            let put = uploader(&server.url)
                .await
                .put(format!("{}/k?Signature=CANARY", server.url), Body::bytes(vec![7; length]));
            match put.await {
                Ok(uploaded) => {
                    assert_eq!((uploaded.attempts, uploaded.verified), (attempts, false), "{says} {length}");
                    assert!(uploaded.etag.is_none_or(|etag| etag.len() < 2_000), "{says}");
                }
                Err(error) => {
                    assert_eq!(attempts, 0, "{says} {length}: {error}");
                    assert!(error.to_string().len() < 2_000 && !format!("{error:#} {error:?}").contains("CANARY"));
                }
            }
        }
    }
}

#[tokio::test]
async fn a_response_that_never_ends_does_not_block_the_upload() {
    // The beginning of these is enough, so the client does not wait for the rest.
    let page = format!("HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n<html>{}", "x".repeat(2_000));
    let etag = format!("HTTP/1.1 200 OK\r\netag: \"{MD5}\"\r\ncontent-length: 99999\r\n\r\n");
    for (says, attempts) in [(page, 2), (etag, 1)] {
        let server = Rude::start(vec![Conduct::says(u64::MAX, says).and_stays()]).await;
        let put = uploader(&server.url).await.put(format!("{}/k", server.url), Body::bytes("a"));
        assert_eq!(put.await.expect("uploaded").attempts, attempts);
    }
    // Interim heads without a final one.
    let endless = "HTTP/1.1 100 Continue\r\n\r\n".repeat(3);
    let server = Rude::start(vec![Conduct::says(u64::MAX, endless).and_stays()]).await;
    let uploader = uploader(&server.url).await.response_timeout(Duration::from_millis(200));
    assert!(uploader.put(format!("{}/k", server.url), Body::bytes("a")).await.expect("uploaded").attempts > 1);
}

#[tokio::test]
async fn an_empty_file_that_has_grown_is_not_uploaded_as_an_empty_file() {
    let folder = tempfile::tempdir().expect("folder");
    let path = file(folder.path(), "letter.pdf", "");
    let grown = Body::file(Source::open(&path).expect("source")).expect("body");
    std::fs::write(&path, "%PDF").expect("written");
    let more = Source::reader("tape", 0, || Ok(Box::new(std::io::Cursor::new(b"more"))));
    let more = Body::file(more).expect("body");
    let empty = Body::file(Source::open(file(folder.path(), "empty", "")).expect("source")).expect("body");
    let sink = Sink::start(|_| taken_as("\"d41d8cd98f00b204e9800998ecf8427e\"")).await;
    for body in [grown, more] {
        let error = uploader(&sink.url).await.put(format!("{}/k", sink.url), body).await.expect_err("not empty");
        assert_eq!((error.kind(), sink.received().len()), (ErrorKind::File, 0), "{error}");
    }
    let uploaded = uploader(&sink.url).await.put(format!("{}/k", sink.url), empty).await.expect("uploaded");
    assert!(uploaded.verified && uploaded.bytes == 0);
}
