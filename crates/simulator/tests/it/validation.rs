//! The checks of create requests.

use reqwest::Method;
use serde_json::{Value, json};

use crate::common::Bench;

fn with(name: &str, value: Value) -> Value {
    let mut body = json!({ "voice_name": "v" });
    body[name] = value;
    body
}

#[tokio::test]
async fn field_lengths_are_enforced_in_characters() {
    let bench = Bench::start().await;
    for (name, max) in [
        ("voice_name", 64),
        ("description", 128),
        ("language", 64),
        ("phone", 16),
        ("dhtms_job_id", 64),
        ("batch_name", 256),
        ("output_language", 32),
        ("custom_text", 4096),
    ] {
        for length in [1, max] {
            let response = bench.post("/user/advance-jobs", with(name, "声".repeat(length).into())).await;
            assert_eq!(response.status, 200, "{name} of {length}: {}", response.text);
        }
        for length in [0, max + 1] {
            let response = bench.post("/user/advance-jobs", with(name, "声".repeat(length).into())).await;
            assert_eq!(response.fault(), (400, "MSS.00000003".to_owned()), "{name} of {length}");
            assert!(response.json()["error_msg"].as_str().unwrap().contains(name), "{}", response.text);
        }
    }
}

#[tokio::test]
async fn known_field_values_are_accepted_and_others_refused() {
    let bench = Bench::start().await;
    for (name, good, bad) in [
        ("tag", json!("STORYTELLING"), json!("storytelling")),
        ("sex", json!("MALE"), json!("OTHER")),
        ("create_type", json!("PACKAGE"), json!("package")),
        ("supported_service", json!(["VIDEO_2D", "CHAT_2D"]), json!(["VIDEO_2D", "VIDEO_3D"])),
    ] {
        bench.post("/user/advance-jobs", with(name, good)).await.expect_ok();
        let response = bench.post("/user/advance-jobs", with(name, bad)).await;
        assert_eq!(response.fault(), (400, "MSS.00000003".to_owned()), "{name}");
        assert!(response.json()["error_msg"].as_str().unwrap().contains(name), "{}", response.text);
    }
}

#[tokio::test]
async fn the_premium_edition_refuses_single_segments() {
    let bench = Bench::start().await;
    let response = bench.post("/user/advance-jobs", with("create_type", "SEGMENT".into())).await;
    assert_eq!(response.fault(), (400, "MSS.00000003".to_owned()));
}

#[tokio::test]
async fn a_value_of_the_wrong_type_makes_the_body_invalid() {
    let bench = Bench::start().await;
    for name in ["voice_name", "tag", "sex", "language", "create_type", "is_ondemand_resource", "supported_service"] {
        let response = bench.post("/user/advance-jobs", with(name, 1.into())).await;
        assert_eq!(response.fault(), (400, "MSS.00000002".to_owned()), "{name}");
        assert!(response.json()["error_msg"].as_str().unwrap().contains(name), "{}", response.text);
    }
}

#[tokio::test]
async fn a_body_that_is_not_a_json_object_is_invalid() {
    let bench = Bench::start().await;
    for body in ["", "{", "[]", "\"voice_name\"", "null", "\u{feff}{}"] {
        let response = bench.call_raw(Method::POST, &bench.path("/user/advance-jobs"), body).await;
        assert_eq!(response.fault(), (400, "MSS.00000002".to_owned()), "{body:?}");
    }
}

#[tokio::test]
async fn a_job_without_a_voice_name_is_refused() {
    let bench = Bench::start().await;
    for body in [json!({}), json!({ "voice_name": null })] {
        let response = bench.post("/user/advance-jobs", body).await;
        assert_eq!(response.fault(), (400, "MSS.00000003".to_owned()));
        assert!(response.json()["error_msg"].as_str().unwrap().contains("voice_name"));
    }
    assert!(bench.simulator.jobs().is_empty());
}

#[tokio::test]
async fn null_and_unknown_fields_are_ignored() {
    let bench = Bench::start().await;
    bench.create(json!({ "voice_name": "v", "tag": null, "something_new": { "a": 1 } })).await;
}

#[tokio::test]
async fn a_commit_has_the_same_field_limits_as_a_create() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    for (body, code) in [
        (json!({ "voice_name": "" }), "MSS.00000003"),
        (json!({ "app_user_id": "x".repeat(257) }), "MSS.00000003"),
        (json!({ "sex": 1 }), "MSS.00000002"),
    ] {
        let response = bench.post(&format!("/user/jobs/{}", job.id), body).await;
        assert_eq!(response.fault(), (400, code.to_owned()));
    }
}
