//! Disturbances of uploads: what the client sees, and what is stored.

use std::time::Duration;

use metastudio_voice_simulator::{Clock, ErrorResponse, ObjectKind, Simulator, UploadDisturbance};
use reqwest::Method;
use serde_json::{Value, json};

use crate::common::{Bench, Job, Response};

/// The outcome of an upload as the client sees it.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    /// A whole response: its status, and the code in it.
    Response(u16, String),
    /// The connection broke before any response.
    Broken,
    /// The client got nothing within a quarter of a second.
    Nothing,
}

async fn put(bench: &Bench, url: &str, body: Vec<u8>) -> (Seen, Option<Response>) {
    let request = bench.client.put(url).header("content-type", "application/zip").body(body);
    match request.timeout(Duration::from_millis(250)).send().await {
        Ok(response) => {
            let response = Response::read(response).await;
            let code = response.text.split_once("<Code>").and_then(|(_, rest)| rest.split_once('<'));
            (Seen::Response(response.status.as_u16(), code.unwrap_or_default().0.to_owned()), Some(response))
        }
        Err(error) if error.is_timeout() => (Seen::Nothing, None),
        Err(_) => (Seen::Broken, None),
    }
}

fn stored(bench: &Bench, job: &Job) -> Option<u64> {
    bench.simulator.object(&job.id, ObjectKind::Recording).map(|object| object.length)
}

#[tokio::test]
async fn each_upload_disturbance_has_its_documented_effect() {
    const LENGTH: u64 = 3_000_000;
    let slow_down = || ErrorResponse::new(503, "SlowDown", "Please reduce your request rate.");
    let seen_response = |status, code: &str| Seen::Response(status, code.to_owned());
    let cases = [
        (UploadDisturbance::Pass, seen_response(200, ""), true),
        (UploadDisturbance::RespondUnread(slow_down()), seen_response(503, "SlowDown"), false),
        (UploadDisturbance::Respond(slow_down()), seen_response(503, "SlowDown"), false),
        (
            UploadDisturbance::Respond(ErrorResponse::new(400, "RequestTimeout", "idle")),
            seen_response(400, "RequestTimeout"),
            false,
        ),
        (UploadDisturbance::RespondAfter(slow_down()), seen_response(503, "SlowDown"), true),
        (UploadDisturbance::RespondAfter(ErrorResponse::text(502, "Bad Gateway")), seen_response(502, ""), true),
        (UploadDisturbance::EarlySuccess { after: 1 }, seen_response(200, ""), false),
        (UploadDisturbance::WebPage, seen_response(200, ""), false),
        (UploadDisturbance::Arrears, seen_response(403, "InArrearOrInsufficientBalance"), false),
        (UploadDisturbance::QuotaExceeded, seen_response(403, "InsufficientStorageSpace"), false),
        (UploadDisturbance::ResetUnread, Seen::Broken, false),
        (UploadDisturbance::ResetMiddle { after: 1 }, Seen::Broken, false),
        (UploadDisturbance::ResetMiddle { after: 1_000_000 }, Seen::Broken, false),
        (UploadDisturbance::ResetMiddle { after: u64::MAX }, Seen::Broken, false),
        (UploadDisturbance::ResetBefore, Seen::Broken, false),
        (UploadDisturbance::ResetAfter, Seen::Broken, true),
        (UploadDisturbance::Stall { after: 0 }, Seen::Nothing, false),
        (UploadDisturbance::Stall { after: 1_000_000 }, Seen::Nothing, false),
        (UploadDisturbance::HangBefore, Seen::Nothing, false),
        (UploadDisturbance::HangAfter, Seen::Nothing, true),
        (UploadDisturbance::Slow { pause: Duration::from_millis(1) }, seen_response(200, ""), true),
        (UploadDisturbance::Slow { pause: Duration::from_secs(600) }, Seen::Nothing, true),
        (UploadDisturbance::WrongEtag, seen_response(200, ""), true),
        (UploadDisturbance::EncryptedEtag, seen_response(200, ""), true),
    ];
    for (disturbance, seen, is_stored) in cases {
        let bench = Bench::start().await;
        let job = bench.created().await;
        bench.simulator.disturb_upload(None, [disturbance.clone()]);
        assert_eq!(put(&bench, &job.recording_url, vec![7; LENGTH as usize]).await.0, seen, "{disturbance:?}");
        assert_eq!(stored(&bench, &job), is_stored.then_some(LENGTH), "{disturbance:?}");
        let request = bench.simulator.requests().pop().unwrap();
        let passes = disturbance == UploadDisturbance::Pass;
        assert_eq!((request.carried_out, request.disturbed), (is_stored, !passes), "{disturbance:?}");
        assert_eq!(bench.simulator.jobs()[0].uploads, u32::from(is_stored), "{disturbance:?}");
        assert_eq!(
            put(&bench, &job.recording_url, b"next".to_vec()).await.0,
            seen_response(200, ""),
            "the next one passes"
        );
        assert_eq!(stored(&bench, &job), Some(4));
    }
}

#[tokio::test]
async fn a_stalled_upload_is_not_read_further() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    bench.simulator.disturb_upload(None, [UploadDisturbance::Stall { after: 300_000 }]);
    // The body is larger than the buffers of the systems, so that the client cannot send it all.
    let (seen, _) = put(&bench, &job.recording_url, vec![0; 32 << 20]).await;
    let read = bench.simulator.requests().pop().unwrap().body_bytes;
    assert_eq!(seen, Seen::Nothing);
    assert!((300_000..1_000_000).contains(&read), "{read}");
}

#[tokio::test]
async fn a_refused_upload_keeps_the_old_object() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    put(&bench, &job.recording_url, b"first".to_vec()).await;
    bench.simulator.disturb_upload(None, [UploadDisturbance::Respond(ErrorResponse::new(500, "InternalError", "m"))]);
    put(&bench, &job.recording_url, b"second one".to_vec()).await;
    assert_eq!(stored(&bench, &job), Some(5));
}

#[tokio::test]
async fn upload_errors_have_the_form_of_obs() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    let busy = ErrorResponse::new(503, "SlowDown", "a < b").retry_after("3");
    bench.simulator.disturb_upload(None, [UploadDisturbance::Respond(busy)]);
    let response = put(&bench, &job.recording_url, b"x".to_vec()).await.1.unwrap();
    assert_eq!((response.header("content-type"), response.header("retry-after")), ("application/xml", "3"));
    assert!(response.text.contains("<Message>a &lt; b</Message>"), "{}", response.text);
    assert!(response.text.contains(response.header("x-obs-request-id")));
}

#[tokio::test]
async fn an_etag_can_be_wrong_or_encrypted() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    let etag = async |disturbance| {
        bench.simulator.disturb_upload(None, [disturbance]);
        let response = put(&bench, &job.recording_url, b"x".to_vec()).await.1.unwrap();
        (response.header("etag").to_owned(), response.header("x-obs-server-side-encryption").to_owned())
    };
    let right = etag(UploadDisturbance::Pass).await;
    let wrong = etag(UploadDisturbance::WrongEtag).await;
    let encrypted = etag(UploadDisturbance::EncryptedEtag).await;
    assert!(right.0 != wrong.0 && right.0 != encrypted.0);
    assert_eq!((right.1.as_str(), wrong.1.as_str(), encrypted.1.as_str()), ("", "", "kms"));
    assert!([wrong.0, encrypted.0].iter().all(|etag| etag.len() == 34), "as long as an MD5 in quotation marks");
}

#[tokio::test]
async fn an_upload_disturbance_applies_only_to_its_object_and_with_a_valid_url() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    let refusal = || UploadDisturbance::Respond(ErrorResponse::new(503, "SlowDown", "m"));
    bench.simulator.disturb_upload(Some(ObjectKind::Letter), [refusal()]);
    assert_eq!(put(&bench, &job.recording_url, b"x".to_vec()).await.0, Seen::Response(200, String::new()));
    let letter = async || bench.put(&job.letter_url, "application/octet-stream", "x").await.status.as_u16();
    assert_eq!(bench.put(&job.letter_url, "text/plain", "x").await.status, 403, "the refusal of the URL comes first");
    assert_eq!((letter().await, letter().await), (503, 200));
    bench.simulator.disturb_upload(None, [refusal()]);
    bench.simulator.clear_disturbances();
    assert_eq!(letter().await, 200);
}

#[tokio::test]
async fn an_early_success_has_an_etag_and_comes_before_the_end_of_the_body() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    bench.simulator.disturb_upload(None, [UploadDisturbance::EarlySuccess { after: 100_000 }]);
    let (seen, response) = put(&bench, &job.recording_url, vec![0; 32 << 20]).await;
    let read = bench.simulator.requests().pop().unwrap().body_bytes;
    assert_eq!((seen, response.unwrap().header("etag").len()), (Seen::Response(200, String::new()), 34));
    assert!((100_000..1_000_000).contains(&read), "{read}");
}

#[tokio::test]
async fn a_redirect_has_a_location_that_must_not_be_followed() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    bench.simulator.disturb_upload(None, [UploadDisturbance::Redirect]);
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let request = client.put(&job.recording_url).header("content-type", "application/zip").body("x");
    let response = Response::read(request.send().await.unwrap()).await;
    assert_eq!((response.status.as_u16(), response.header("location")), (307, "http://127.0.0.1:1/elsewhere"));
    assert!(response.text.contains("<Code>TemporaryRedirect</Code>"), "{}", response.text);
    assert_eq!(stored(&bench, &job), None);
}

async fn control(bench: &Bench, path: &str, body: Value) -> u16 {
    let url = format!("{}/_simulator{path}", bench.simulator.endpoint());
    bench.client.request(Method::POST, url).body(body.to_string()).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn the_control_plane_accepts_upload_disturbances_as_json() {
    let bench = Bench::start().await;
    let job = bench.created_segments("basic").await;
    let script = json!({ "object": "segment-audio", "index": 3, "disturbances": [
        { "kind": "respond", "status": 503, "code": "SlowDown", "message": "m" },
        { "kind": "slow", "pause_ms": 1 },
        { "kind": "reset-middle", "after": 1 },
    ]});
    assert_eq!(control(&bench, "/uploads/disturb", script).await, 204);
    let audio = async |index: usize| {
        let request = bench.client.put(&job.audio[index]).header("content-type", "audio/wav").body("xxx");
        request.send().await.map(|response| response.status().as_u16()).unwrap_or_default()
    };
    assert_eq!(
        [audio(2).await, audio(3).await, audio(3).await, audio(3).await, audio(3).await],
        [200, 503, 200, 0, 200]
    );
    for wrong in [
        json!({}),
        json!({ "disturbances": [{ "kind": "lunch" }] }),
        json!({ "object": "segment-audio", "disturbances": [] }),
        json!({ "object": "letter", "index": 1, "disturbances": [] }),
        json!({ "index": 1, "disturbances": [] }),
    ] {
        assert_eq!(control(&bench, "/uploads/disturb", wrong.clone()).await, 400, "{wrong}");
    }
}

#[tokio::test]
async fn a_seed_disturbs_the_same_uploads_in_every_run() {
    let run = async || {
        let bench = Bench::with(Simulator::builder().clock(Clock::Manual).chaos(5)).await;
        let job = loop {
            // The seed disturbs calls of the API too, so each attempt is signed again.
            let created = bench.post("/user/advance-jobs", json!({ "voice_name": "v" }));
            let created = tokio::spawn(created_or_none(created.await));
            if let Ok(Some(url)) = created.await {
                break url;
            }
        };
        let mut seen = Vec::new();
        for _ in 0..60 {
            seen.push(put(&bench, &job, vec![1; 200_000]).await.0);
        }
        seen
    };
    let (first, again) = (run().await, run().await);
    assert_eq!(first, again);
    let disturbed = first.iter().filter(|seen| !matches!(seen, Seen::Response(200, _))).count();
    assert!((5..30).contains(&disturbed), "{disturbed}");
    assert!(!first.contains(&Seen::Nothing));
}

async fn created_or_none(response: Response) -> Option<String> {
    let body: Value = serde_json::from_str(&response.text).ok()?;
    body["training_data_uploading_url"].as_str().map(str::to_owned)
}

#[tokio::test]
async fn renewed_upload_urls_can_be_already_expired() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    let renewed = async || {
        let response = bench.get(&format!("/user/jobs/{}/uploading-address-url", job.id)).await.expect_ok().json();
        let url = response["package_url"]["training_data_uploading_url"].as_str().unwrap().to_owned();
        put(&bench, &url, b"x".to_vec()).await.0
    };
    let (expired, good) = (Seen::Response(403, "AccessDenied".to_owned()), Seen::Response(200, String::new()));
    bench.simulator.expire_renewed_urls(Some(2));
    assert_eq!(
        [renewed().await, renewed().await, renewed().await],
        [expired, Seen::Response(403, "AccessDenied".into()), good]
    );
    assert_eq!(
        put(&bench, &job.recording_url, b"x".to_vec()).await.0,
        Seen::Response(200, String::new()),
        "the first URLs stay valid"
    );
    for (script, status) in [(json!({}), 403), (json!({ "responses": 0 }), 200), (json!({ "responses": 1 }), 403)] {
        assert_eq!(control(&bench, "/uploads/expire-renewed", script).await, 204);
        assert!(matches!(renewed().await, Seen::Response(got, _) if got == status));
    }
    assert_eq!(renewed().await, Seen::Response(200, String::new()));
    bench.simulator.expire_renewed_urls(None);
    bench.simulator.expire_upload_urls();
    assert!(matches!(renewed().await, Seen::Response(403, _)));
    bench.simulator.expire_renewed_urls(Some(0));
    assert_eq!(renewed().await, Seen::Response(200, String::new()));
}
