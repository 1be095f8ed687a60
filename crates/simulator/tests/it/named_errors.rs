//! The documented errors that a test can set by name.

use metastudio_voice::error_codes::ErrorCode;
use metastudio_voice_simulator::{ErrorResponse, ObjectKind};

use crate::common::{Bench, good_zip};

fn of_calls() -> Vec<ErrorResponse> {
    vec![
        ErrorResponse::throttled(10),
        ErrorResponse::no_credit(),
        ErrorResponse::job_missing(),
        ErrorResponse::too_many_jobs(),
        ErrorResponse::invalid_parameter(),
        ErrorResponse::invalid_body(),
        ErrorResponse::wrong_project(),
        ErrorResponse::internal_error(),
        ErrorResponse::signature_refused(),
        ErrorResponse::token_refused(),
        ErrorResponse::token_outdated(),
        ErrorResponse::not_permitted(),
        ErrorResponse::operation_missing(),
        ErrorResponse::backend_timeout(),
    ]
}

fn of_uploads() -> Vec<ErrorResponse> {
    vec![
        ErrorResponse::obs_slow_down(),
        ErrorResponse::obs_internal_error(),
        ErrorResponse::obs_request_timeout(),
        ErrorResponse::obs_unavailable(),
    ]
}

#[test]
fn a_named_error_has_a_code_that_the_spec_lists_with_its_status() {
    for error in of_calls() {
        let code = error.code.as_deref().unwrap();
        let known = ErrorCode::find(code).unwrap_or_else(|| panic!("{code} is not known"));
        assert!(known.statuses.contains(&error.status), "{code}: {} is none of {:?}", error.status, known.statuses);
    }
}

#[tokio::test]
async fn a_named_error_disturbs_a_call_as_it_is() {
    let bench = Bench::start().await;
    for error in of_calls() {
        bench.simulator.disturb([error.clone()]);
        let response = bench.get("/user/jobs").await;
        assert_eq!(response.fault(), (error.status, error.code.unwrap()));
        assert_eq!(response.json()["error_msg"], error.message);
    }
    assert_eq!(bench.simulator.carried_out("ListVoiceTrainingJob"), 0);
}

#[tokio::test]
async fn a_named_error_of_obs_disturbs_an_upload() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    for error in of_uploads() {
        bench.simulator.disturb_upload(Some(ObjectKind::Recording), [error.clone()]);
        let response = bench.put(&job.recording_url, "application/zip", good_zip()).await;
        assert_eq!(response.status, error.status);
        assert!(response.text.contains(&format!("<Code>{}</Code>", error.code.unwrap())), "{}", response.text);
    }
    assert!(bench.simulator.object(&job.id, ObjectKind::Recording).is_none());
}

#[tokio::test]
async fn the_page_of_a_gateway_is_html_without_a_code() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    bench.simulator.disturb([ErrorResponse::gateway_page()]);
    bench.simulator.disturb_upload(None, [ErrorResponse::gateway_page()]);
    for response in [bench.get("/user/jobs").await, bench.put(&job.recording_url, "application/zip", "x").await] {
        assert_eq!((response.status.as_u16(), response.header("content-type")), (502, "text/html"));
        assert!(response.text.starts_with("<!DOCTYPE html>"), "{}", response.text);
    }
}

#[tokio::test]
async fn the_simulators_own_refusals_are_the_named_errors() {
    let bench = Bench::start().await;
    let missing = bench.get("/user/jobs/nobody").await.json();
    assert_eq!(missing["error_msg"], ErrorResponse::job_missing().message);
    let unknown = bench.get("/lunch").await.json();
    assert_eq!(unknown["error_msg"], ErrorResponse::operation_missing().message);
}
