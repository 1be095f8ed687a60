//! Disturbances of calls: what the client sees, and whether the operation was carried out.

use std::time::Duration;

use metastudio_voice::auth::sign::{Request, sign};
use metastudio_voice_simulator::{Clock, Disturbance, ErrorResponse, Simulator};
use reqwest::Method;
use serde_json::json;

use crate::common::{Bench, date};

/// The outcome of a call as the client sees it.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    /// A whole response: its status, and the beginning of its body.
    Response(u16, String),
    /// The connection broke before any response.
    Broken,
    /// The response began and broke off.
    BrokeOff(u16),
    /// The client got nothing within a fifth of a second.
    Nothing,
    /// The response began, and did not end in that time.
    Endless(u16),
}

async fn create(bench: &Bench) -> Seen {
    let (path, date, body) = (bench.path("/user/advance-jobs"), date(0), json!({ "voice_name": "v" }).to_string());
    let headers = [("content-type", "application/json"), ("host", bench.host()), ("x-sdk-date", &date)];
    let signed = Request { method: "POST", path: &path, query: "", headers: &headers, body: body.as_bytes() };
    let signed = sign(&signed, &date, bench.simulator.secret_key()).authorization(bench.simulator.access_key());
    let mut request = bench.client.post(format!("{}{path}", bench.simulator.endpoint()));
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let request = request.header("authorization", signed).body(body).timeout(Duration::from_millis(200));
    let response = match request.send().await {
        Ok(response) => response,
        Err(error) if error.is_timeout() => return Seen::Nothing,
        Err(_) => return Seen::Broken,
    };
    let status = response.status().as_u16();
    match response.text().await {
        Ok(text) => Seen::Response(status, text.chars().take(8).collect()),
        Err(error) if error.is_timeout() => Seen::Endless(status),
        Err(_) => Seen::BrokeOff(status),
    }
}

#[tokio::test]
async fn each_call_disturbance_has_its_documented_effect_and_the_record_shows_it() {
    let error = || ErrorResponse::new(503, "X.1", "busy");
    let busy = || Seen::Response(503, "{\"error_".to_owned());
    let cases = [
        (Disturbance::Pass, Seen::Response(200, "{\"author".to_owned()), 1),
        (Disturbance::Respond(error()), busy(), 0),
        (Disturbance::RespondAfter(error()), busy(), 1),
        (Disturbance::Respond(ErrorResponse::text(502, "Bad Gateway")), Seen::Response(502, "Bad Gate".to_owned()), 0),
        (Disturbance::ResetUnread, Seen::Broken, 0),
        (Disturbance::ResetBefore, Seen::Broken, 0),
        (Disturbance::ResetAfter, Seen::Broken, 1),
        (Disturbance::HangBefore, Seen::Nothing, 0),
        (Disturbance::HangAfter, Seen::Nothing, 1),
        (Disturbance::Truncated, Seen::BrokeOff(200), 1),
        (Disturbance::Malformed, Seen::Response(200, "{\"author".to_owned()), 1),
        (Disturbance::WebPage, Seen::Response(200, "<!DOCTYP".to_owned()), 0),
        (Disturbance::Drip { pause: Duration::from_millis(150) }, Seen::Endless(200), 1),
    ];
    for (disturbance, seen, carried_out) in cases {
        // First on a new connection, then on one that has been used.
        for used in [false, true] {
            let bench = Bench::start().await;
            let before = usize::from(used);
            if used {
                create(&bench).await;
            }
            bench.simulator.disturb([disturbance.clone()]);
            assert_eq!(create(&bench).await, seen, "{disturbance:?}");
            let done = bench.simulator.carried_out("CreateTrainingAdvanceJob") - before;
            assert_eq!((done, bench.simulator.jobs().len()), (carried_out, carried_out + before), "{disturbance:?}");
            assert!(matches!(create(&bench).await, Seen::Response(200, _)), "the next request passes");
            let disturbed = bench.simulator.requests().iter().map(|request| request.disturbed).collect::<Vec<_>>();
            assert_eq!(disturbed[before..], [disturbance != Disturbance::Pass, false], "{disturbance:?}");
        }
    }
}

#[tokio::test]
async fn a_disturbance_of_an_operation_that_does_not_exist_is_refused_and_disturbs_nothing() {
    let bench = Bench::start().await;
    for (name, shown) in [("CreateTrainingAdvancedJob", "CreateTrainingAdvancedJob"), ("a\nb", "a\\nb")] {
        let error = bench.simulator.disturb_operation(name, [Disturbance::ResetBefore]).expect_err(name).to_string();
        let words = format!("neither the spec nor IAM has an operation {shown}, only ");
        assert!(error.starts_with(&words), "{error}");
        for known in ["CreateTrainingAdvanceJob", "KeystoneListProjects"] {
            assert!(error.contains(known), "{error}");
        }
    }
    assert!(matches!(create(&bench).await, Seen::Response(200, _)));
    bench.simulator.disturb_operation("KeystoneListProjects", [Disturbance::ResetBefore]).unwrap();
}

#[tokio::test]
async fn a_malformed_body_is_not_json() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    for path in [format!("/user/jobs/{}", job.id), "/user/jobs".to_owned()] {
        bench.simulator.disturb([Disturbance::Malformed]);
        let response = bench.get(&path).await.expect_ok();
        assert!(serde_json::from_str::<serde_json::Value>(&response.text).is_err(), "{}", response.text);
    }
    bench.simulator.disturb([Disturbance::Malformed]);
    let deleted = bench.call(Method::DELETE, &bench.path(&format!("/user/jobs/{}", job.id)), None).await.expect_ok();
    assert_eq!(deleted.text, "{\"");
}

#[tokio::test]
async fn a_request_whose_connection_was_reset_has_no_status() {
    let bench = Bench::start().await;
    for disturbance in [Disturbance::ResetUnread, Disturbance::ResetBefore, Disturbance::ResetAfter] {
        bench.simulator.disturb([disturbance.clone()]);
        assert_eq!(create(&bench).await, Seen::Broken);
        assert_eq!(bench.simulator.requests().last().unwrap().status, None, "{disturbance:?}");
    }
}

#[tokio::test]
async fn a_response_without_a_body_does_not_drip() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    bench.simulator.disturb([Disturbance::Drip { pause: Duration::from_millis(1) }]);
    let deleted = bench.call(Method::DELETE, &bench.path(&format!("/user/jobs/{}", job.id)), None).await.expect_ok();
    assert_eq!(deleted.text, "");
}

#[tokio::test]
async fn a_reset_over_http_2_breaks_only_the_stream() {
    let client = reqwest::Client::builder().no_proxy().http2_prior_knowledge().build().unwrap();
    let bench = Bench { client, ..Bench::start().await };
    for (disturbance, done) in [
        (Disturbance::ResetUnread, 0),
        (Disturbance::ResetBefore, 0),
        (Disturbance::ResetAfter, 1),
        (Disturbance::Truncated, 1),
    ] {
        let before = bench.simulator.jobs().len();
        bench.simulator.disturb([disturbance.clone()]);
        let seen = create(&bench).await;
        assert!(matches!(seen, Seen::Broken | Seen::BrokeOff(200)), "{disturbance:?}: {seen:?}");
        assert_eq!(bench.simulator.jobs().len() - before, done, "{disturbance:?}");
        assert!(matches!(create(&bench).await, Seen::Response(200, _)));
    }
}

#[tokio::test]
async fn a_call_disturbance_applies_only_to_its_operation() {
    let bench = Bench::start().await;
    let refusal = Disturbance::Respond(ErrorResponse::new(429, "APIGW.0308", "over").retry_after("7"));
    bench.simulator.disturb_operation("ListVoiceTrainingJob", [Disturbance::Pass, refusal]).unwrap();
    let statuses = [
        bench.get("/user/jobs").await.status,
        bench.get("/user/tenant-duration-cfg").await.status,
        bench.get("/user/jobs").await.status,
        bench.get("/user/jobs").await.status,
    ];
    assert_eq!(statuses.map(|status| status.as_u16()), [200, 200, 429, 200]);
    bench.simulator.disturb([Disturbance::ResetAfter]);
    bench.simulator.clear_disturbances();
    bench.get("/user/jobs").await.expect_ok();
}

#[tokio::test]
async fn retry_after_is_sent_unchanged() {
    let bench = Bench::start().await;
    for value in ["7", "Tue, 24 Nov 2026 10:00:00 GMT"] {
        bench.simulator.disturb([Disturbance::Respond(ErrorResponse::text(503, "busy").retry_after(value))]);
        assert_eq!(bench.get("/user/jobs").await.header("retry-after"), value);
    }
}

#[tokio::test]
async fn the_control_plane_accepts_call_disturbances_as_json() {
    let bench = Bench::start().await;
    let url = format!("{}/_simulator/disturb", bench.simulator.endpoint());
    let post = async |body: serde_json::Value| {
        bench.client.post(&url).body(body.to_string()).send().await.unwrap().status().as_u16()
    };
    let script = json!({ "operation": "ListVoiceTrainingJob", "disturbances": [
        { "kind": "respond", "status": 429, "code": "APIGW.0308", "message": "over", "retry_after": "2" },
        { "kind": "pass" },
        { "kind": "web-page" },
        { "kind": "drip", "pause_ms": 1 },
    ]});
    assert_eq!(post(script).await, 204);
    assert_eq!(bench.get("/user/jobs").await.fault(), (429, "APIGW.0308".to_owned()));
    bench.get("/user/jobs").await.expect_ok();
    assert!(bench.get("/user/jobs").await.text.starts_with("<!DOCTYPE"));
    assert_eq!(bench.get("/user/jobs").await.expect_ok().json()["jobs"], json!([]), "a dripping response is complete");
    for wrong in [json!({}), json!({ "disturbances": [{ "kind": "lunch" }] })] {
        assert_eq!(post(wrong).await, 400);
    }
    let listed = bench.client.get(format!("{}/_simulator/requests", bench.simulator.endpoint())).send().await.unwrap();
    let listed: serde_json::Value = serde_json::from_str(&listed.text().await.unwrap()).unwrap();
    let first = &listed["requests"][0];
    assert_eq!((&first["operation"], &first["carried_out"]), (&json!("ListVoiceTrainingJob"), &json!(false)));
}

#[tokio::test]
async fn a_seed_disturbs_the_same_calls_in_every_run() {
    let run = async || {
        let bench = Bench::with(Simulator::builder().clock(Clock::Manual).chaos(42)).await;
        let mut seen = Vec::new();
        for _ in 0..60 {
            seen.push(create(&bench).await);
        }
        // Ids are the same in every run, so whole responses are equal.
        (seen, bench.simulator.carried_out("CreateTrainingAdvanceJob"))
    };
    let (first, again) = (run().await, run().await);
    assert_eq!(first, again);
    let disturbed = first.0.iter().filter(|seen| !matches!(seen, Seen::Response(200, _))).count();
    assert!((5..30).contains(&disturbed), "{disturbed}");
}

#[tokio::test]
async fn rate_limits_are_enforced_only_if_enabled() {
    let bench = Bench::with(Simulator::builder().clock(Clock::Manual).region("cn-east-3").rate_limits(true)).await;
    let mut responses = Vec::new();
    for _ in 0..30 {
        responses.push(create(&bench).await);
    }
    let refused = Seen::Response(429, "{\"error_".to_owned());
    assert!(responses.contains(&refused), "{responses:?}");
    let created = responses.iter().filter(|response| matches!(response, Seen::Response(200, _))).count();
    assert_eq!(created, bench.simulator.carried_out("CreateTrainingAdvanceJob"));
    assert!(created >= 3);
    let unlimited = Bench::with(Simulator::builder().clock(Clock::Manual).region("cn-east-3")).await;
    for _ in 0..30 {
        assert!(matches!(create(&unlimited).await, Seen::Response(200, _)));
    }
}
