//! The spans and events of a call: OpenTelemetry's names, and every attempt. (No secret at any level: tests/secrets.)

use std::sync::Mutex;

use metastudio_voice::reqwest::Method;
use tracing::instrument::WithSubscriber;
use tracing_subscriber::layer::SubscriberExt;

use crate::support::spans::Kept;
use crate::support::{Sink, TestClock, builder, client, json, response};

const PATH: &str = "/v1/{project_id}/voice-training-manage/user/jobs/{job_id}";

#[tokio::test]
async fn a_call_is_a_span_and_every_attempt_is_one_inside_it() {
    let calls = Mutex::new(0);
    let sink = Sink::start(move |_| {
        *calls.lock().expect("calls") += 1;
        match *calls.lock().expect("calls") {
            1 => json(503, &serde_json::json!({"error_code": "MSS.00000004", "error_msg": "m"})),
            _ => json(200, &serde_json::json!({"job_id": "j"})),
        }
    })
    .await;
    let client = builder(&sink.url).clock(TestClock::new()).build().await.expect("client");
    let kept = Kept::default();
    let subscriber = tracing_subscriber::registry().with(kept.clone());
    client.show_voice_training_job().job_id("j").send().with_subscriber(subscriber).await.expect("job");

    let [call] = &kept.named("call")[..] else { panic!("{:?}", kept.all()) };
    let port = sink.url.rsplit(':').next();
    for (name, value) in [
        ("otel.name", "ShowVoiceTrainingJob"),
        ("rpc.service", "MetaStudio"),
        ("rpc.method", "ShowVoiceTrainingJob"),
        ("http.request.method", "GET"),
        ("url.template", PATH),
        ("http.response.status_code", "200"),
        ("huaweicloud.request_id", "req-1"),
        ("huaweicloud.attempts", "2"),
    ] {
        assert_eq!(call.field(name), Some(value), "{name}");
    }
    assert_eq!((call.field("error.type"), call.field("otel.status_code")), (None, None));

    let [first, second] = &kept.named("attempt")[..] else { panic!("{:?}", kept.all()) };
    for attempt in [first, second] {
        assert_eq!(attempt.within, ["call"]);
        assert_eq!(attempt.field("otel.name"), Some(&*format!("GET {PATH}")));
        assert_eq!((attempt.field("otel.kind"), attempt.field("http.request.method")), (Some("client"), Some("GET")));
        assert_eq!((attempt.field("server.address"), attempt.field("server.port")), (Some("127.0.0.1"), port));
        assert_eq!(attempt.field("huaweicloud.request_id"), Some("req-1"));
    }
    assert_eq!(
        (first.field("http.response.status_code"), first.field("error.type")),
        (Some("503"), Some("MSS.00000004"))
    );
    assert_eq!((first.field("http.request.resend_count"), first.field("otel.status_code")), (None, Some("ERROR")));
    assert_eq!((second.field("http.response.status_code"), second.field("error.type")), (Some("200"), None));
    assert_eq!(second.field("http.request.resend_count"), Some("1"));

    let [retry] = &kept.named("retrying")[..] else { panic!("{:?}", kept.all()) };
    assert_eq!((retry.within.as_slice(), retry.field("attempt")), (&["call".to_owned()][..], Some("1")));
    assert!(retry.field("pause_ms").is_some());
}

/// D4.
#[tokio::test]
async fn a_text_of_the_service_cannot_begin_a_line_or_fill_the_log() {
    let code = format!("X.1\n\u{1b}[2J{}", "x".repeat(60_000));
    let sink = Sink::start(move |_| {
        let mut refusal = json(400, &serde_json::json!({"error_code": code, "error_msg": "a\r\nb\u{202e}"}));
        refusal.headers_mut().insert("x-request-id", "r".repeat(6_000).parse().expect("a header"));
        refusal
    })
    .await;
    let client = client(&sink.url).await;
    let kept = Kept::default();
    let subscriber = tracing_subscriber::registry().with(kept.clone());
    let call = client.list_voice_training_job().send().with_subscriber(subscriber);
    let error = call.await.expect_err("refused");
    assert!(error.code().is_some_and(|code| code.len() > 60_000), "nothing is taken from a program");
    let shown = format!("{error} {error:#}");
    let fields = kept.all().into_iter().flat_map(|emitted| emitted.fields.into_values());
    for text in fields.chain([shown]) {
        assert!(!text.chars().any(|c| c.is_control() || c == '\u{202e}') && text.len() < 5_000, "{text}");
    }
}

#[tokio::test]
async fn the_span_of_a_failed_call_says_how_it_failed() {
    let refusing = Sink::start(|_| response(403, "text/plain", "no")).await;
    let nobody = "http://127.0.0.1:9".to_owned();
    for (url, sort, status, attempt_sort) in
        [(refusing.url.clone(), "refused", Some("403"), "refused"), (nobody, "connection", None, "connect")]
    {
        let client = client(&url).await;
        let kept = Kept::default();
        let subscriber = tracing_subscriber::registry().with(kept.clone());
        client.request(Method::GET, "/v1/new").send().with_subscriber(subscriber).await.expect_err("an error");
        let (call, attempt) = (&kept.named("call")[0], &kept.named("attempt")[0]);
        assert_eq!((call.field("error.type"), attempt.field("error.type")), (Some(sort), Some(attempt_sort)));
        assert_eq!((call.field("http.response.status_code"), call.field("otel.status_code")), (status, Some("ERROR")));
        assert_eq!((call.field("otel.name"), call.field("rpc.method")), (Some("GET /v1/new"), None));
    }
}
