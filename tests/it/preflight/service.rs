//! Checks plans against the limits and credits of the service, with services that do not state them or cannot be asked.

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::training::Plan;
use metastudio_voice::training::preflight::Severity;
use metastudio_voice::{Client, Credentials, ErrorKind};
use metastudio_voice_simulator::Simulator;
use serde_json::json;

use super::studio::{Studio, codes, good};
use crate::support::{builder_without_project, response};

async fn client_of(simulator: &Simulator) -> Client {
    let keys = Credentials::access_key(simulator.access_key(), simulator.secret_key()).expect("keys");
    let builder = Client::builder().endpoint(simulator.endpoint()).credentials(keys);
    builder.project_id(simulator.project_id()).build().await.expect("client")
}

#[tokio::test]
async fn a_preflight_reports_the_limits_and_credits_of_the_simulator_and_creates_nothing() {
    let studio = Studio::open().await;
    let simulator = Simulator::builder().credits(3).start().await.expect("simulator");
    let report = client_of(&simulator).await.preflight(studio.plan(good())).await.expect("a report");
    let limits = report.limits.expect("limits");
    assert_eq!((limits.min_seconds, limits.max_seconds, limits.advised_seconds), (Some(1), Some(10_800), Some(3600)));
    assert_eq!((report.credits, report.is_ready()), (Some(3), true));
    assert!(simulator.jobs().is_empty() && simulator.credits_spent() == 0);
}

#[tokio::test]
async fn without_a_credit_no_job_is_created() {
    let studio = Studio::open().await;
    let simulator = Simulator::builder().credits(0).start().await.expect("simulator");
    let client = client_of(&simulator).await;
    let report = client.preflight(studio.plan(good())).await.expect("a report");
    let refusal = report.refusals().next().expect("a refusal");
    assert_eq!(refusal.message, "no training credit is left for the edition ADVANCE");
    assert_eq!((refusal.measured.as_deref(), &*refusal.source), (Some("0"), "ShowVoiceTrainingQuotas"));
    let error = client.train(studio.plan(good())).await.expect_err("no credit");
    assert_eq!((error.kind(), error.message()), (ErrorKind::NoCredit, refusal.message.as_str()));
    assert_eq!(error.advice(), Some("nothing was created"));
    assert!(simulator.jobs().is_empty());
}

#[tokio::test]
async fn a_missing_credit_is_only_advice_for_a_job_that_is_resumed() {
    let studio = Studio::telling(json!({}), json!({"resource_available_nums": {"advance": 0}})).await;
    let report = studio.report(studio.plan(good()).resume_job("job-1")).await;
    assert!(report.is_ready(), "{report}");
    assert!(codes(&report, Severity::Advice).contains(&"credit"));
}

#[tokio::test]
async fn limits_that_the_service_does_not_state_are_not_checked() {
    let refused =
        |status: u16| move || crate::support::json(status, &json!({"error_code": "MSS.00000003", "error_msg": "no"}));
    let silent: Vec<Box<dyn Fn() -> Response<Body> + Send + Sync>> = vec![
        Box::new(refused(403)),
        Box::new(refused(404)),
        Box::new(refused(500)),
        Box::new(|| crate::support::json(200, &json!({}))),
    ];
    for response in silent {
        let response = std::sync::Arc::new(response);
        let again = response.clone();
        let studio = Studio::responding(move || response(), move || again()).await;
        let report = studio.report(studio.plan(good())).await;
        assert!(report.is_ready() && report.credits.is_none(), "{report}");
        assert_eq!(report.limits.and_then(|limits| limits.min_seconds), None);
    }
    // No help page describes the response about credits, so an unexpected one does not prevent a training.
    let limits = || crate::support::json(200, &json!({"advance_max": 0}));
    let studio = Studio::responding(limits, || response(200, "text/html", "<html>")).await;
    let report = studio.report(studio.plan(good())).await;
    assert!(report.is_ready() && report.credits.is_none(), "a maximum of 0 is not a limit: {report}");
}

#[tokio::test]
async fn a_preflight_fails_if_the_service_cannot_be_asked_and_the_error_lists_the_refusals() {
    let studio = Studio::responding(|| response(401, "application/json", "{}"), || response(200, "", "{}")).await;
    let error = studio.preflight(studio.plan(good())).await.expect_err("wrong keys");
    assert!(error.is_auth() && error.advice().is_none_or(|advice| !advice.contains("problems")), "{error}");
    assert_eq!(studio.service.received().len(), 1, "a wrong key is used once");
    let error = studio.preflight(studio.plan("no sound").app_user_id("")).await.expect_err("wrong keys");
    let advice = error.advice().unwrap_or_default();
    assert!(error.is_auth() && advice.contains("the plan has problems, too: (1) app_user_id"), "{error}");
    assert!(advice.contains("(2) ") && advice.contains("is not a WAV file"), "{error}");
}

#[tokio::test]
async fn a_client_without_a_project_is_refused_without_a_request() {
    let studio = Studio::open().await;
    let token = Credentials::token("a-token").expect("a token");
    let builder = builder_without_project().endpoint(&studio.service.url).credentials(token);
    let Ok(client) = builder.build().await else { panic!("a client without a project") };
    let report = client.preflight(Plan::premium("v", studio.file("a.wav", good()))).await.expect("a report");
    assert_eq!(codes(&report, Severity::Refusal), ["project"]);
    assert!(studio.service.received().is_empty() && report.files[0].measurement.is_some());
}
