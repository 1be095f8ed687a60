//! The lock of a key after wrong signatures.

use metastudio_voice_simulator::{Clock, Simulator};
use reqwest::Method;

use crate::common::{Bench, Key, Response, date};

async fn locking() -> Bench {
    Bench::with(Simulator::builder().clock(Clock::Manual).key_lock(true)).await
}

/// Requests the list of jobs with a wrong signature of this key.
async fn wrong(bench: &Bench, access_key: &str) -> Response {
    let url = format!("{}{}", bench.simulator.endpoint(), bench.path("/user/jobs"));
    let signature = format!("SDK-HMAC-SHA256 Access={access_key}, SignedHeaders=x-sdk-date, Signature=0");
    let request = bench.client.get(url).header("x-sdk-date", date(0)).header("authorization", signature);
    Response::read(request.send().await.unwrap()).await
}

/// Returns the message of a refusal.
#[track_caller]
fn refusal(response: &Response) -> String {
    assert_eq!(response.fault(), (401, "APIGW.0301".to_owned()), "{}", response.text);
    response.json()["error_msg"].as_str().unwrap().to_owned()
}

#[track_caller]
fn assert_locked(response: &Response) {
    assert_eq!(refusal(response), "Incorrect IAM authentication information: the access key is locked");
}

#[tokio::test]
async fn a_key_locked_by_five_wrong_signatures_is_refused_even_with_a_right_signature() {
    let bench = locking().await;
    bench.get("/user/jobs").await.expect_ok();
    for _ in 0..5 {
        let message = refusal(&wrong(&bench, bench.simulator.access_key()).await);
        assert!(message.contains("verify aksk signature fail"), "{message}");
    }
    assert_locked(&bench.get("/user/jobs").await);
    assert_locked(&bench.call(Method::GET, "/nowhere", None).await);
    assert_locked(&wrong(&bench, bench.simulator.access_key()).await);
    assert_eq!(bench.simulator.carried_out("ListVoiceTrainingJob"), 1);
}

#[tokio::test]
async fn a_right_signature_resets_the_count_of_wrong_ones() {
    let bench = locking().await;
    for _ in 0..3 {
        for _ in 0..4 {
            refusal(&wrong(&bench, bench.simulator.access_key()).await);
        }
        bench.get("/user/jobs").await.expect_ok();
    }
}

#[tokio::test]
async fn only_wrong_signatures_of_the_key_count_for_its_lock() {
    let bench = locking().await;
    let url = format!("{}{}", bench.simulator.endpoint(), bench.path("/user/jobs"));
    let late =
        format!("SDK-HMAC-SHA256 Access={}, SignedHeaders=x-sdk-date, Signature=0", bench.simulator.access_key());
    for _ in 0..8 {
        refusal(&wrong(&bench, "NOBODY").await);
        let response = bench.client.get(&url).header("x-auth-token", "wrong").send().await.unwrap();
        refusal(&Response::read(response).await);
        let expired = bench.client.get(&url).header("x-sdk-date", date(-3600)).header("authorization", &late);
        let message = refusal(&Response::read(expired.send().await.unwrap()).await);
        assert!(message.contains("signature expired"), "{message}");
    }
    bench.get("/user/jobs").await.expect_ok();
}

#[tokio::test]
async fn a_token_is_valid_while_the_key_is_locked_and_does_not_unlock_it() {
    let bench = locking().await;
    for _ in 0..5 {
        refusal(&wrong(&bench, bench.simulator.access_key()).await);
    }
    let url = format!("{}{}", bench.simulator.endpoint(), bench.path("/user/jobs"));
    let response = bench.client.get(url).header("x-auth-token", bench.simulator.token()).send().await.unwrap();
    Response::read(response).await.expect_ok();
    assert_locked(&bench.get("/user/jobs").await);
}

#[tokio::test]
async fn a_key_has_one_lock_for_all_servers() {
    let bench = locking().await;
    let iam = bench.simulator.iam_endpoint().to_owned();
    let (key, wrong) = (bench.key(), Key { secret: "wrong".to_owned(), ..bench.key() });
    for _ in 0..3 {
        refusal(&bench.get_with(&wrong, &iam, "/v3/projects").await);
    }
    for _ in 0..2 {
        refusal(&bench.jobs_with(&wrong).await);
    }
    assert_locked(&bench.get_with(&key, &iam, "/v3/projects").await);
    assert_locked(&bench.jobs_with(&key).await);
}

#[tokio::test]
async fn each_permanent_or_temporary_key_has_its_own_lock() {
    let bench = locking().await;
    let token = bench.simulator.token();
    let temporary = Key::of(&bench.temporary_key(token, None).await);
    let another = Key::of(&bench.temporary_key(token, None).await);
    let wrong = Key { secret: "wrong".to_owned(), ..temporary.clone() };
    for _ in 0..4 {
        refusal(&bench.jobs_with(&wrong).await);
        bench.jobs_with(&another).await.expect_ok();
    }
    refusal(&bench.jobs_with(&wrong).await);
    assert_locked(&bench.jobs_with(&temporary).await);
    bench.jobs_with(&another).await.expect_ok();
    bench.jobs_with(&bench.key()).await.expect_ok();
}

#[tokio::test]
async fn an_expired_key_does_not_count_as_a_wrong_signature() {
    let bench = locking().await;
    let key = Key::of(&bench.temporary_key(bench.simulator.token(), None).await);
    bench.simulator.expire_temporary_keys();
    for _ in 0..8 {
        assert!(refusal(&bench.jobs_with(&key).await).contains("security token expires"));
    }
}

#[tokio::test]
async fn no_key_is_locked_if_the_key_lock_is_disabled() {
    let bench = Bench::with(Simulator::builder().key_lock(false)).await;
    for _ in 0..8 {
        refusal(&wrong(&bench, bench.simulator.access_key()).await);
    }
    bench.get("/user/jobs").await.expect_ok();
}
