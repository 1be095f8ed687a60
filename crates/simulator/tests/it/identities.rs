//! Credentials at the API: the scope and lifetime of tokens, and the effect of the clock.

use std::time::Duration;

use metastudio_voice::auth::sign::{Request, sign};
use metastudio_voice_simulator::{Disturbance, ErrorResponse, Simulator};
use reqwest::Version;
use serde_json::json;

use crate::common::{Bench, Key, Response, date};

const OUTDATED: &str = "The token must be updated.";

#[track_caller]
fn assert_outdated(response: &Response) {
    assert_eq!(response.fault(), (401, "APIGW.0307".to_owned()), "{}", response.text);
    assert_eq!(response.json()["error_msg"], OUTDATED);
}

#[track_caller]
fn assert_expired(response: &Response) {
    assert_eq!(response.fault(), (401, "APIGW.0301".to_owned()), "{}", response.text);
    let message = response.json()["error_msg"].as_str().unwrap().to_owned();
    let at = message.strip_prefix("Incorrect IAM authentication information: token expires, expires_at:");
    assert_eq!(at.expect(&message).len(), "2020-01-04T09:05:22.701000Z".len());
}

#[tokio::test]
async fn the_refusal_of_an_expired_token_shows_its_expiry() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    bench.simulator.expire_tokens();
    assert_expired(&bench.jobs_with_token(&token).await);
    assert_expired(&bench.jobs_with_token(bench.simulator.token()).await);
    let another = bench.token().await;
    bench.jobs_with_token(&another).await.expect_ok();
}

#[tokio::test]
async fn a_token_lifetime_of_zero_issues_expired_tokens() {
    let bench = Bench::with(Simulator::builder().token_lifetime(Duration::ZERO)).await;
    assert_expired(&bench.jobs_with_token(&bench.token().await).await);
    bench.jobs_with_token(bench.simulator.token()).await.expect_ok();
}

#[tokio::test]
async fn a_revoked_token_must_be_updated() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    bench.simulator.revoke_tokens();
    assert_outdated(&bench.jobs_with_token(&token).await);
    assert_outdated(&bench.jobs_with_token(bench.simulator.token()).await);
    bench.jobs_with_token(&bench.token().await).await.expect_ok();
}

#[tokio::test]
async fn a_token_of_another_region_or_of_the_account_must_be_updated() {
    let projects = [("cn-north-4", "0123456789abcdef0123456789abcdef"), ("cn-east-3", "e"), ("cn-north-41", "f")];
    let bench = Bench::with(Simulator::builder().projects(projects)).await;
    for scope in [
        json!({ "project": { "name": "cn-east-3" } }),
        json!({ "project": { "id": "f" } }),
        json!({ "domain": { "name": bench.simulator.domain() } }),
    ] {
        assert_outdated(&bench.jobs_with_token(&bench.token_for(scope).await).await);
    }
    bench.jobs_with_token(&bench.token().await).await.expect_ok();
}

#[tokio::test]
async fn the_project_in_the_path_must_be_in_the_scope_of_the_credentials() {
    let projects =
        [("cn-north-4", "0123456789abcdef0123456789abcdef"), ("cn-north-4_team", "team"), ("cn-east-3", "e")];
    let bench = Bench::with(Simulator::builder().projects(projects)).await;
    let token = bench.token_for(json!({ "project": { "name": "cn-north-4_team" } })).await;
    bench.jobs_of("team", &token).await.expect_ok();
    let wrong = (400, "MSS.00010009".to_owned());
    assert_eq!(bench.jobs_with_token(&token).await.fault(), wrong);
    assert_eq!(bench.jobs_of("team", bench.simulator.token()).await.fault(), wrong);

    let temporary = Key::of(&bench.temporary_key(&token, None).await);
    let elsewhere = bench.token_for(json!({ "project": { "id": "e" } })).await;
    let elsewhere = Key::of(&bench.temporary_key(&elsewhere, None).await);
    for (key, project, allowed) in [
        (bench.key(), "team", true),
        (bench.key(), "e", false),
        (elsewhere, "e", false),
        (temporary.clone(), "team", true),
        (temporary, bench.simulator.project_id(), false),
    ] {
        let path = format!("/v1/{project}/voice-training-manage/user/jobs");
        let response = bench.get_with(&key, bench.simulator.endpoint(), &path).await;
        assert_eq!(response.status.is_success(), allowed, "{project}: {}", response.text);
        if !allowed {
            assert_eq!(response.fault(), wrong);
        }
    }
    let (key, path) = (bench.key(), bench.path("/user/jobs"));
    let other = bench.get_signed(&key, bench.simulator.endpoint(), &path, &[("x-project-id", "team")]).await;
    assert_eq!(other.fault(), wrong);
}

#[tokio::test]
async fn a_test_can_script_the_services_own_refusals_of_tokens() {
    let bench = Bench::start().await;
    let refusals = [(400, "MSS.00010008"), (500, "MSS.00021016")];
    let responses =
        refusals.map(|(status, code)| Disturbance::Respond(ErrorResponse::new(status, code, "invalid token")));
    bench.simulator.disturb_operation("ListVoiceTrainingJob", responses).unwrap();
    for (status, code) in refusals {
        assert_eq!(bench.jobs_with_token(bench.simulator.token()).await.fault(), (status, code.to_owned()));
    }
    bench.jobs_with_token(bench.simulator.token()).await.expect_ok();
}

/// Requests the list of jobs with a signature of this number of seconds from now.
async fn jobs_signed_at(bench: &Bench, seconds_from_now: i64) -> Response {
    let (path, date) = (bench.path("/user/jobs"), date(seconds_from_now));
    let headers = [("host", bench.host()), ("x-sdk-date", date.as_str())];
    let request = Request { method: "GET", path: &path, query: "", headers: &headers, body: b"" };
    let signed = sign(&request, &date, bench.simulator.secret_key()).authorization(bench.simulator.access_key());
    let request = bench.client.get(format!("{}{path}", bench.simulator.endpoint()));
    let request = request.header("x-sdk-date", &date).header("authorization", signed);
    Response::read(request.send().await.unwrap()).await
}

#[tokio::test]
async fn a_clock_offset_shows_in_the_date_of_every_response() {
    for hours in [-2, 0, 2] {
        let bench = Bench::with(Simulator::builder().clock_offset(hours * 3600)).await;
        let by_its_clock = jobs_signed_at(&bench, hours * 3600).await.expect_ok();
        let by_ours = jobs_signed_at(&bench, 0).await;
        assert_eq!(by_ours.status == 401 && by_ours.text.contains("signature expired"), hours != 0);
        let token = bench.sign_in(&bench.right_body()).await;
        bench.jobs_with_token(token.header("x-subject-token")).await.expect_ok();
        for response in [by_its_clock, by_ours, token] {
            let format = time::macros::format_description!(
                "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
            );
            let date = time::PrimitiveDateTime::parse(response.header("date"), format).unwrap().assume_utc();
            let ahead = (date - time::OffsetDateTime::now_utc()).whole_minutes();
            assert!((hours * 60 - 10..=hours * 60 + 10).contains(&ahead), "{ahead} minutes");
        }
    }
}

#[tokio::test]
async fn tokens_of_70_000_bytes_pass_in_both_directions_over_http_1_and_2() {
    let two = reqwest::Client::builder().no_proxy().http2_prior_knowledge().http2_max_header_list_size(1 << 20);
    let one = reqwest::Client::builder().no_proxy();
    for (client, version) in [(one, Version::HTTP_11), (two, Version::HTTP_2)] {
        let mut bench = Bench::with(Simulator::builder().token_bytes(70_000)).await;
        bench.client = client.build().unwrap();
        for endpoint in [bench.simulator.endpoint(), bench.simulator.iam_endpoint()] {
            assert_eq!(bench.client.get(endpoint).send().await.unwrap().version(), version);
        }
        let token = bench.token().await;
        assert_eq!(token.len(), 70_000);
        bench.jobs_with_token(&token).await.expect_ok();
        let key = Key::of(&bench.temporary_key(&token, None).await);
        bench.jobs_with(&key).await.expect_ok();
        // A signature is the same in both versions.
        jobs_signed_at(&bench, 0).await.expect_ok();
        bench.get("/user/jobs").await.expect_ok();
    }
}

#[tokio::test]
async fn extreme_lifetimes_and_clock_offsets_do_not_overflow() {
    for seconds in [i64::MIN, i64::MAX] {
        let builder = Simulator::builder().clock_offset(seconds).token_lifetime(Duration::MAX);
        let bench = Bench::with(builder.temporary_key_lifetime(Duration::MAX)).await;
        let response = bench.sign_in(&bench.right_body()).await;
        assert_eq!(response.header("date").len(), "Sun, 06 Nov 1994 08:49:37 GMT".len());
        assert_eq!(response.json()["token"]["expires_at"].as_str().unwrap().len(), 27);
        bench.jobs_with_token(response.header("x-subject-token")).await.expect_ok();
        let key = bench.temporary_key(response.header("x-subject-token"), None).await.json();
        assert_eq!(key["credential"]["expires_at"].as_str().unwrap().len(), 27);
    }
}

#[tokio::test]
async fn the_length_of_tokens_is_limited() {
    for (asked, length) in [(0, 32), (32, 32), (100_000, 100_000), (1_000_000, 100_000)] {
        let bench = Bench::with(Simulator::builder().token_bytes(asked)).await;
        assert_eq!(bench.token().await.len(), length);
    }
}
