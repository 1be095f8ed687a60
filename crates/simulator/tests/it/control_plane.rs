//! The control plane, which does the same as the handle for programs in other languages.

use reqwest::Method;
use serde_json::{Value, json};

use crate::common::{Bench, Key, Response, keystone};

async fn control(bench: &Bench, method: Method, path: &str, body: &str) -> Response {
    let url = format!("{}/_simulator{path}", bench.simulator.endpoint());
    Response::read(bench.client.request(method, url).body(body.to_owned()).send().await.unwrap()).await
}

#[tokio::test]
async fn the_control_plane_returns_jobs_credits_and_clock() {
    let bench = Bench::start().await;
    let job = bench.submitted().await;
    let short = bench.post("/user/short-jobs", json!({ "job_type": "VOICE_ASSESS" })).await.expect_ok().json();
    let state = control(&bench, Method::GET, "/state", "").await.expect_ok().json();
    let expected = json!({
        "clock": "manual",
        "credits_spent": 1,
        "jobs": [{
            "job_id": job.id,
            "job_type": "ADVANCE",
            "create_type": "PACKAGE",
            "voice_name": "Gentle female voice",
            "state": "SYSTEM_AUDITING",
            "submissions": 1,
            "recording_uploads": 1,
            "letter_uploads": 0,
            "segment_uploads": 0,
            "confirmed": [],
            "asset_id": null,
        }],
        "short_jobs": [{ "job_id": short["job_id"], "state": "CREATING", "uploads": 0 }],
    });
    assert_eq!(state, expected);
}

#[tokio::test]
async fn the_control_plane_advances_the_clock() {
    let bench = Bench::start().await;
    bench.submitted().await;
    let state = control(&bench, Method::POST, "/clock/advance", "").await.expect_ok().json();
    assert_eq!(state["jobs"][0]["state"], "AUDITING");
}

#[tokio::test]
async fn the_control_plane_scripts_failures() {
    let bench = Bench::start().await;
    for (script, state) in [
        (json!({ "stage": "system", "errors": [{ "error_code": "c", "error_message": "m" }] }), "AUDIT_FAILED"),
        (json!({ "stage": "admin", "message": "m" }), "AUDIT_FAILED"),
        (json!({ "stage": "training", "code": "c", "reason": "r" }), "FAILED"),
    ] {
        let job = bench.submitted().await;
        let mut script: Value = script;
        script["job_id"] = job.id.clone().into();
        assert_eq!(control(&bench, Method::POST, "/review", &script.to_string()).await.status, 204);
        for _ in 0..20 {
            bench.simulator.advance();
        }
        assert_eq!(bench.state(&job.id), state, "{script}");
    }
    for wrong in ["", "{}", r#"{"stage":"lunch"}"#, r#"{"stage":"admin"}"#] {
        assert_eq!(control(&bench, Method::POST, "/review", wrong).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn the_control_plane_scripts_a_segment_mismatch() {
    let bench = Bench::start().await;
    let job = bench.created_segments("basic").await;
    job.put(&bench, 3).await;
    let script = json!({ "job_id": job.id, "index": 3, "positions": [0, 4096] }).to_string();
    assert_eq!(control(&bench, Method::POST, "/segment", &script).await.status, 204);
    let response = bench.confirm(&job.id, 3).await.expect_ok().json();
    assert_eq!(response, json!({ "confirm_result": false, "unmatched_index_hit": [0, 4096] }));
    for wrong in ["", "{}", r#"{"positions":[-1]}"#] {
        assert_eq!(control(&bench, Method::POST, "/segment", wrong).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn the_control_plane_offers_a_file_for_a_token() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    let offer = json!({ "job_id": job.id, "text": "the file" }).to_string();
    let offered = control(&bench, Method::POST, "/file", &offer).await.expect_ok().json();
    let token = offered["once_token"].as_str().unwrap();
    let query = format!("tenant_id={}&job_id={}&once_token={token}", bench.simulator.project_id(), job.id);
    let path = format!("/v1/voice-training-manage/common/encrypt-file-download?{query}");
    assert_eq!(bench.call(Method::GET, &path, None).await.expect_ok().text, "the file");
    assert_eq!(control(&bench, Method::POST, "/file", "{}").await.status, 400);
}

#[tokio::test]
async fn the_control_plane_expires_upload_urls() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    assert_eq!(control(&bench, Method::POST, "/uploads/expire", "").await.status, 204);
    assert_eq!(bench.put(&job.recording_url, "application/zip", "x").await.status, 403);
}

#[tokio::test]
async fn the_control_plane_lists_requests_without_its_own() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    bench.put(&job.recording_url, "application/zip", "12345").await.expect_ok();
    let requests = control(&bench, Method::GET, "/requests", "").await.expect_ok().json();
    let again = control(&bench, Method::GET, "/requests", "").await.expect_ok().json();
    assert_eq!(requests, again);
    let requests = requests["requests"].as_array().unwrap();
    let brief = |n: usize, name: &str| requests[n][name].clone();
    assert_eq!(requests.len(), 2);
    assert_eq!((brief(0, "server"), brief(0, "method")), (json!("metastudio"), json!("POST")));
    assert_eq!((brief(1, "server"), brief(1, "body_bytes"), brief(1, "status")), (json!("obs"), json!(5), json!(200)));
}

#[tokio::test]
async fn the_control_plane_expires_and_revokes_credentials() {
    let bench = Bench::start().await;
    for (path, code) in [("/tokens/expire", "APIGW.0301"), ("/tokens/revoke", "APIGW.0307")] {
        let token = bench.token().await;
        assert_eq!(control(&bench, Method::POST, path, "").await.status, 204);
        assert_eq!(bench.jobs_with_token(&token).await.fault(), (401, code.to_owned()));
    }
    let key = Key::of(&bench.temporary_key(&bench.token().await, None).await);
    assert_eq!(control(&bench, Method::POST, "/keys/expire", "").await.status, 204);
    assert_eq!(bench.jobs_with(&key).await.fault(), (401, "APIGW.0301".to_owned()));
}

#[tokio::test]
async fn the_control_plane_locks_the_account_and_changes_its_password() {
    let bench = Bench::start().await;
    assert_eq!(control(&bench, Method::POST, "/account", r#"{"locked":true}"#).await.status, 204);
    assert_eq!(keystone(&bench.sign_in(&bench.right_body()).await, 401), "The account is locked.");
    let change = r#"{"locked":false,"password":"another"}"#;
    assert_eq!(control(&bench, Method::POST, "/account", change).await.status, 204);
    assert_eq!(bench.simulator.password(), "another");
    bench.token().await;
    assert_eq!(control(&bench, Method::POST, "/account", r#"{"locked":1}"#).await.status, 400);
}

#[tokio::test]
async fn the_control_plane_changes_the_metadata_service_and_expires_its_tokens() {
    let bench = Bench::start().await;
    let token = bench.metadata_token("60").await.expect_ok().text;
    assert_eq!(control(&bench, Method::POST, "/metadata/expire", "").await.status, 204);
    assert_eq!(bench.security_key(Some(&token)).await.status, 401);
    for (mode, status) in [
        (r#"{"mode":"failing"}"#, 503),
        (r#"{"mode":"no-tokens","status":405}"#, 200),
        (r#"{"mode":"no-agency"}"#, 401),
        (r#"{"mode":"tokens"}"#, 401),
    ] {
        assert_eq!(control(&bench, Method::POST, "/metadata", mode).await.status, 204);
        assert_eq!(bench.security_key(None).await.status, status, "{mode}");
    }
    for wrong in ["", r#"{"mode":"lunch"}"#, r#"{"mode":"no-tokens"}"#] {
        assert_eq!(control(&bench, Method::POST, "/metadata", wrong).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn the_control_plane_counts_requests_by_server_and_path() {
    let bench = Bench::start().await;
    bench.token().await;
    bench.token().await;
    bench.security_key(None).await;
    bench.jobs_with(&bench.key()).await.expect_ok();
    let received = control(&bench, Method::GET, "/received", "").await.expect_ok().json();
    let jobs = bench.path("/user/jobs");
    let expected = json!({
        "iam": { "/v3/auth/tokens": 2 },
        "metadata": { "/openstack/latest/securitykey": 1 },
        "metastudio": { jobs: 1 },
    });
    assert_eq!(received, expected);
}

#[tokio::test]
async fn an_unknown_path_of_the_control_plane_is_not_found() {
    let bench = Bench::start().await;
    assert_eq!(control(&bench, Method::GET, "/nothing", "").await.status, 404);
}
