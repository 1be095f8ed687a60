//! Temporary keys: from a token, from an identity provider's user, and their expiry.

use metastudio_voice_simulator::Simulator;
use serde_json::json;
use std::time::Duration;
use time::PrimitiveDateTime;
use time::macros::format_description;

use crate::common::{Bench, Key, Response};

/// Returns the number of seconds until a key expires.
fn seconds_left(response: &Response) -> i64 {
    let expires_at = response.json()["credential"]["expires_at"].as_str().unwrap().to_owned();
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].000000Z");
    let at = PrimitiveDateTime::parse(&expires_at, format).unwrap().assume_utc();
    at.unix_timestamp() - time::OffsetDateTime::now_utc().unix_timestamp()
}

#[tokio::test]
async fn a_temporary_key_signs_for_the_project_of_its_token() {
    let bench = Bench::start().await;
    let response = bench.temporary_key(&bench.token().await, Some(3600)).await;
    assert_eq!(response.status, 201, "{}", response.text);
    let key = Key::of(&response);
    assert_eq!((key.access.len(), key.secret.len()), (20, 40));
    bench.jobs_with(&key).await.expect_ok();
    let another = Key::of(&bench.temporary_key(&bench.token().await, None).await);
    assert_ne!(key, another);
    let mixed = Key { security_token: another.security_token, ..key.clone() };
    assert!(bench.jobs_with(&mixed).await.text.contains("X-Security-Token does not belong to the access key"));
    let without = Key { security_token: None, ..key };
    assert_eq!(bench.jobs_with(&without).await.fault(), (401, "APIGW.0301".to_owned()));
}

#[tokio::test]
async fn a_temporary_key_is_valid_for_15_minutes_or_the_requested_time_up_to_a_day() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    for (seconds, expected) in [(None, 900), (Some(900), 900), (Some(21_600), 21_600), (Some(86_400), 86_400)] {
        let left = seconds_left(&bench.temporary_key(&token, seconds).await);
        // Some seconds may have passed since.
        assert!((expected - 60..=expected).contains(&left), "{left} of {expected}");
    }
    for seconds in [0, 899, 86_401] {
        let response = bench.temporary_key(&token, Some(seconds)).await;
        assert_eq!(response.fault(), (400, "IAM.0007".to_owned()), "{seconds}");
    }
}

#[tokio::test]
async fn the_token_in_the_header_takes_precedence_over_that_in_the_body() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    let path = "/v3.0/OS-CREDENTIAL/securitytokens";
    let with = |token: &str| json!({ "auth": { "identity": { "methods": ["token"], "token": { "id": token } } } });
    let bare = json!({ "auth": { "identity": { "methods": ["token"] } } });
    assert_eq!(bench.post_iam(path, &[("x-auth-token", &token)], &bare).await.status, 201);
    assert_eq!(bench.post_iam(path, &[("x-auth-token", &token)], &with("wrong")).await.status, 201);
    for (headers, body) in [(&[("x-auth-token", "wrong")][..], with(&token)), (&[], with("wrong")), (&[], bare.clone())]
    {
        let response = bench.post_iam(path, headers, &body).await;
        assert_eq!(response.fault(), (401, "IAM.0001".to_owned()));
        assert_eq!(response.json()["error_msg"], "The request you have made requires authentication.");
    }
    let role = json!({ "auth": { "identity": { "methods": ["assume_role"] } } });
    for body in [role, json!({})] {
        assert_eq!(bench.post_iam(path, &[], &body).await.fault(), (400, "IAM.0011".to_owned()));
    }
}

#[tokio::test]
async fn an_expired_temporary_key_is_refused_by_all_servers_and_a_new_one_is_valid() {
    let bench = Bench::start().await;
    let key = Key::of(&bench.temporary_key(bench.simulator.token(), None).await);
    bench.jobs_with(&key).await.expect_ok();
    bench.simulator.expire_temporary_keys();
    let projects = bench.get_with(&key, bench.simulator.iam_endpoint(), "/v3/projects").await;
    for response in [bench.jobs_with(&key).await, projects] {
        assert_eq!(response.fault(), (401, "APIGW.0301".to_owned()));
        assert!(response.text.contains("security token expires, expires_at:2"), "{}", response.text);
    }
    bench.jobs_with(&bench.key()).await.expect_ok();
    let another = Key::of(&bench.temporary_key(bench.simulator.token(), None).await);
    bench.jobs_with(&another).await.expect_ok();
}

#[tokio::test]
async fn a_set_key_lifetime_of_zero_overrides_the_requested_one() {
    let bench = Bench::with(Simulator::builder().temporary_key_lifetime(Duration::ZERO)).await;
    let response = bench.temporary_key(bench.simulator.token(), Some(86_400)).await;
    assert!(bench.jobs_with(&Key::of(&response)).await.text.contains("security token expires"));
}

#[tokio::test]
async fn the_fixed_key_expires_with_the_others_if_it_is_temporary() {
    let bench = Bench::with(Simulator::builder().security_token("session")).await;
    let key = Key { security_token: Some("session".to_owned()), ..bench.key() };
    bench.jobs_with(&key).await.expect_ok();
    bench.simulator.expire_temporary_keys();
    assert!(bench.jobs_with(&key).await.text.contains("security token expires"));
}

#[tokio::test]
async fn a_user_of_an_identity_provider_gets_a_token_and_a_temporary_key() {
    let bench = Bench::with(Simulator::builder().identity_provider("idp", "eyJ.id.token")).await;
    let path = "/v3.0/OS-AUTH/id-token/tokens";
    let body = json!({ "auth": { "id_token": { "id": "eyJ.id.token" } } });
    let response = bench.post_iam(path, &[("x-idp-id", "idp")], &body).await;
    assert_eq!(response.status, 201, "{}", response.text);
    let described = response.json()["token"].clone();
    assert_eq!(described["methods"], json!(["mapped"]));
    assert_eq!(described["user"]["OS-FEDERATION"]["identity_provider"]["id"], "idp");
    assert!(described.get("project").is_none());
    let unscoped = response.header("x-subject-token").to_owned();
    assert_eq!(bench.jobs_with_token(&unscoped).await.fault(), (401, "APIGW.0307".to_owned()));
    let request = bench.client.get(format!("{}/v3/projects", bench.simulator.iam_endpoint()));
    let list = Response::read(request.header("x-auth-token", &unscoped).send().await.unwrap()).await;
    assert_eq!(list.status, 401);
    let key = Key::of(&bench.temporary_key(&unscoped, None).await);
    bench.jobs_with(&key).await.expect_ok();

    let scoped =
        json!({ "auth": { "id_token": { "id": "eyJ.id.token" }, "scope": { "project": { "name": "cn-north-4" } } } });
    let response = bench.post_iam(path, &[("x-idp-id", "idp")], &scoped).await;
    assert_eq!(response.json()["token"]["project"]["id"], bench.simulator.project_id());
    bench.jobs_with_token(response.header("x-subject-token")).await.expect_ok();
}

#[tokio::test]
async fn an_unknown_identity_provider_or_id_token_is_refused() {
    let bench = Bench::with(Simulator::builder().identity_provider("idp", "right")).await;
    let path = "/v3.0/OS-AUTH/id-token/tokens";
    let body = |id: &str| json!({ "auth": { "id_token": { "id": id } } });
    let fault = async |headers: &[(&str, &str)], body| bench.post_iam(path, headers, &body).await.fault();
    assert_eq!(fault(&[("x-idp-id", "idp")], body("wrong")).await, (401, "IAM.0001".to_owned()));
    assert_eq!(fault(&[("x-idp-id", "another")], body("right")).await, (404, "IAM.0004".to_owned()));
    assert_eq!(fault(&[], body("right")).await, (400, "IAM.0007".to_owned()));
    assert_eq!(fault(&[("x-idp-id", "idp")], json!({})).await, (400, "IAM.0011".to_owned()));
}
