//! The control plane, which does the same as the handle for programs in other languages.

use reqwest::Method;
use serde_json::{Value, json};

use crate::common::{Bench, Key, Response, keystone};

async fn control(bench: &Bench, method: Method, path: &str, body: &str) -> Response {
    bench.control(method, path, body).await
}

#[tokio::test]
async fn the_control_plane_returns_jobs_credits_and_clock() {
    let bench = Bench::start().await;
    let job = bench.submitted().await;
    let short = bench.post("/user/short-jobs", json!({ "job_type": "VOICE_ASSESS" })).await.expect_ok().json();
    let state = control(&bench, Method::GET, "/state", "").await.expect_ok().json();
    let shown = bench.show(&job.id).await;
    let expected = json!({
        "clock": "manual",
        "credits_spent": 1,
        "jobs": [{
            "job_id": job.id,
            "job_type": "ADVANCE",
            "create_type": "PACKAGE",
            "voice_name": "Gentle female voice",
            "state": "SYSTEM_AUDITING",
            "create_time": shown["create_time"],
            "lastupdate_time": shown["lastupdate_time"],
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

async fn post(bench: &Bench, path: &str, body: &Value) -> Response {
    bench.control(Method::POST, path, &body.to_string()).await
}

#[tokio::test]
async fn the_control_plane_seeds_a_job_and_moves_it_alone() {
    let bench = Bench::start().await;
    let other = bench.submitted().await;
    let seed = json!({
        "state": "AUDITING", "job_type": "MIDDLE", "created_ago": 86_400, "submitted_ago": 7_200, "updated_ago": 60,
        "details": { "sex": "MALE", "batch_name": "b" }, "app_user_id": "u",
    });
    let seeded = post(&bench, "/jobs", &seed).await.expect_ok().json();
    let age = seeded["lastupdate_time"].as_i64().unwrap() - seeded["create_time"].as_i64().unwrap();
    assert_eq!((&seeded["voice_name"], &seeded["job_type"], age), (&json!("Seeded voice"), &json!("MIDDLE"), 86_340));
    let id = seeded["job_id"].as_str().unwrap();
    let shown = bench.show(id).await;
    assert_eq!(
        (&shown["sex"], &shown["batch_name"], &shown["app_user_id"]),
        (&json!("MALE"), &json!("b"), &json!("u"))
    );

    let moved = post(&bench, "/jobs/advance", &json!({ "job_id": id })).await.expect_ok().json();
    assert_eq!(moved, json!({ "job_id": id, "state": "WAITING" }));
    assert_eq!(bench.state(&other.id), "SYSTEM_AUDITING");
    post(&bench, "/jobs/state", &json!({ "job_id": id, "unknown_state": "BRAND_NEW" })).await.expect_ok();
    assert_eq!(bench.show(id).await["state"], "BRAND_NEW");
}

#[tokio::test]
async fn the_control_plane_seeds_a_failure() {
    let bench = Bench::start().await;
    let failure = json!({ "stage": "system", "errors": [{ "error_code": "c", "error_message": "m" }] });
    let seed = json!({ "state": "AUDIT_FAILED", "failure": failure });
    let seeded = post(&bench, "/jobs", &seed).await.expect_ok().json();
    let result = bench.get(&format!("/user/jobs/{}/audit-result", seeded["job_id"].as_str().unwrap())).await;
    assert_eq!(result.expect_ok().json()["system_audit_result"]["errors"][0]["error_code"], "c");
}

#[tokio::test]
async fn the_control_plane_seeds_a_short_job() {
    let bench = Bench::start().await;
    let failure = json!({ "stage": "assessment", "code": "c", "reason": "r" });
    let seed = json!({ "state": "FAILED", "created_ago": 86_400, "updated_ago": 60, "failure": failure });
    let seeded = post(&bench, "/short-jobs", &seed).await.expect_ok().json();
    assert_eq!((&seeded["state"], &seeded["uploads"]), (&json!("FAILED"), &json!(0)));
    let shown = bench.get(&format!("/user/short-jobs/{}", seeded["job_id"].as_str().unwrap())).await.expect_ok().json();
    let age = shown["lastupdate_time"].as_i64().unwrap() - shown["create_time"].as_i64().unwrap();
    assert_eq!((&shown["job_failed_code"], &shown["job_failed_reason"], age), (&json!("c"), &json!("r"), 86_340));
}

#[tokio::test]
async fn the_control_plane_refuses_a_seed_or_a_move_that_cannot_be_followed_and_says_why() {
    let bench = Bench::start().await;
    for (path, body, words) in [
        ("/jobs", json!({}), "`state` or `unknown_state`"),
        ("/jobs", json!({ "state": "PROCESING" }), "for another one, give `unknown_state`"),
        ("/jobs", json!({ "unknown_state": "PROCESSING" }), "give `state`"),
        ("/jobs", json!({ "state": "WAITING", "created_ago": -1 }), "-1"),
        ("/jobs", json!({ "state": "WAITING", "created_ago": 99_999_999_999_u64 }), "1970"),
        ("/jobs", json!({ "state": "WAITING", "created_ago": 1, "submitted_ago": 2 }), "before it was created"),
        ("/jobs", json!({ "state": "WAITING", "age": 1 }), "unknown field `age`"),
        ("/jobs", json!({ "state": "WAITING", "details": { "sexx": "MALE" } }), "no field sexx"),
        ("/jobs", json!({ "state": "WAITING", "details": { "voice_name": "" } }), "voice_name"),
        ("/jobs", json!({ "state": "WAITING", "job_type": "FLEXUS" }), "FLEXUS"),
        ("/short-jobs", json!({ "state": "WAITNG" }), "for another one, give `unknown_state`"),
        ("/short-jobs", json!({ "state": "WAITING", "updated_ago": 2 }), "before the creation"),
        ("/short-jobs", json!({ "state": "WAITING", "submitted_ago": 2 }), "unknown field `submitted_ago`"),
        ("/short-jobs", json!({ "state": "FAILED", "failure": { "stage": "admin", "message": "m" } }), "assessment"),
        ("/jobs/advance", json!({ "job_id": "nobody" }), "no job nobody"),
        ("/jobs/state", json!({ "job_id": "nobody", "state": "WAITING" }), "no job nobody"),
    ] {
        let response = post(&bench, path, &body).await;
        assert_eq!(response.status, 400, "{body}");
        let error = response.json()["error"].as_str().unwrap().to_owned();
        assert!(error.contains(words), "{body}: {error}");
    }
    assert!(bench.simulator.jobs().is_empty() && bench.simulator.short_jobs().is_empty());
}

#[tokio::test]
async fn the_control_plane_stubs_an_operation_or_a_path() {
    let bench = Bench::start().await;
    for stub in [
        json!({ "operation": "ListVoiceTrainingJob", "json": { "count": 7 }, "times": 1, "headers": { "x-own": "1" } }),
        json!({ "operation": "ListVoiceTrainingJob", "error": { "error": "no-credit" }, "times": 1 }),
        json!({ "operation": "ListVoiceTrainingJob", "json": null, "status": 201, "times": 1 }),
        json!({ "method": "GET", "path": "/things/{id}", "text": "a text" }),
        json!({ "method": "GET", "path": "/bytes", "base64": "AAH/", "content_type": "audio/wav" }),
    ] {
        assert_eq!(post(&bench, "/stubs", &stub).await.status, 204, "{stub}");
    }
    let listed = bench.get("/user/jobs").await.expect_ok();
    assert_eq!((listed.json(), listed.header("x-own")), (json!({ "count": 7 }), "1"));
    assert_eq!(bench.get("/user/jobs").await.fault(), (403, "MSS.41000023".to_owned()));
    let null = bench.get("/user/jobs").await;
    assert_eq!((null.status.as_u16(), null.text.as_str()), (201, "null"));
    assert_eq!(bench.call(Method::GET, "/things/7", None).await.text, "a text");
    assert_eq!(bench.call(Method::GET, "/bytes", None).await.header("content-type"), "audio/wav");
    let requests = control(&bench, Method::GET, "/requests", "").await.json();
    assert_eq!(
        (&requests["requests"][0]["stubbed"], &requests["requests"][0]["disturbed"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(control(&bench, Method::POST, "/stubs/clear", "").await.status, 204);
    assert_eq!(bench.call(Method::GET, "/things/7", None).await.fault(), (404, "APIGW.0101".to_owned()));
}

#[tokio::test]
async fn the_control_plane_refuses_a_stub_that_no_request_could_get() {
    let bench = Bench::start().await;
    for (stub, words) in [
        (json!({}), "`operation`, or `method` and `path`"),
        (json!({ "operation": "ListJobs" }), "no operation ListJobs, only CommitShortJob"),
        (json!({ "operation": "ShowShortJob", "path": "/" }), "either `operation`"),
        (json!({ "operation": "ShowShortJob", "json": {}, "text": "" }), "at most one of"),
        (json!({ "operation": "ShowShortJob", "base64": "?" }), "`base64` cannot be read"),
        (json!({ "operation": "ShowShortJob", "times": -1 }), "-1"),
        (json!({ "operation": "ShowShortJob", "time": 1 }), "unknown field `time`"),
        (json!({ "operation": "ShowShortJob", "error": {} }), "`status`"),
    ] {
        let response = post(&bench, "/stubs", &stub).await;
        assert_eq!(response.status, 400, "{stub}");
        assert!(response.json()["error"].as_str().unwrap().contains(words), "{stub}: {}", response.text);
    }
    let large = "x".repeat(65 << 20);
    assert_eq!(bench.control(Method::POST, "/stubs", &large).await.status, 413);
}

#[tokio::test]
async fn the_control_plane_clears_disturbances_and_refuses_those_of_an_unknown_operation() {
    let bench = Bench::start().await;
    let errors =
        json!([{ "kind": "respond", "error": "throttled", "limit": 3, "retry_after": "9" }, { "kind": "web-page" }]);
    assert_eq!(post(&bench, "/disturb", &json!({ "disturbances": errors })).await.status, 204);
    let throttled = bench.get("/user/jobs").await;
    assert!(throttled.text.contains("limit:3") && throttled.header("retry-after") == "9", "{}", throttled.text);
    assert_eq!(control(&bench, Method::POST, "/disturb/clear", "").await.status, 204);
    bench.get("/user/jobs").await.expect_ok().json();
    let none = json!([]);
    for (operation, status) in [("ListJobs", 400), ("KeystoneListProjects", 204), ("ShowShortJob", 204)] {
        let response = post(&bench, "/disturb", &json!({ "operation": operation, "disturbances": none })).await;
        assert_eq!(response.status, status, "{operation}: {}", response.text);
    }
}

#[tokio::test]
async fn the_control_plane_gives_out_fixtures() {
    let bench = Bench::start().await;
    for (path, content_type, first) in [
        ("recording.wav", "audio/wav", &b"RIFF"[..]),
        ("recording.wav?seconds=1", "audio/wav", b"RIFF"),
        ("recording.zip", "application/zip", b"PK"),
        ("segments.zip?number=2", "application/zip", b"PK"),
        ("letter.pdf", "application/pdf", b"%PDF"),
    ] {
        let url = format!("{}/_simulator/fixtures/{path}", bench.simulator.endpoint());
        let response = bench.client.get(url).send().await.unwrap();
        assert_eq!(response.headers()["content-type"], content_type);
        assert!(response.bytes().await.unwrap().starts_with(first), "{path}");
    }
    for wrong in ["recording.wav?seconds=0", "recording.wav?seconds=601", "recording.wav?s=1", "segments.zip?number=x"]
    {
        let path = format!("/fixtures/{wrong}");
        assert_eq!(control(&bench, Method::GET, &path, "").await.status, 400, "{wrong}");
    }
    let job = bench.created().await;
    let url = format!("{}/_simulator/fixtures/recording.zip", bench.simulator.endpoint());
    let zip = bench.client.get(url).send().await.unwrap().bytes().await.unwrap();
    bench.put(&job.recording_url, "application/zip", zip).await.expect_ok();
    bench.commit(&job.id).await.expect_ok();
}
