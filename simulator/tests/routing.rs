//! What is there, what is not there yet, and what every answer carries.

mod common;

use std::collections::HashSet;

use common::{Answer, Bench};
use metastudio_voice::operations::ALL;
use reqwest::Method;
use serde_json::json;

const SIMULATED: [&str; 9] = [
    "CreateTrainingAdvanceJob",
    "CommitVoiceTrainingJob",
    "ListVoiceTrainingJob",
    "ShowVoiceTrainingJob",
    "DeleteVoiceTrainingJob",
    "ShowJobUploadingAddress",
    "ShowJobAuditResult",
    "ListJobOperationLog",
    "ShowTenantDurationCfg",
];

#[tokio::test]
async fn every_operation_of_the_api_is_simulated_or_says_that_it_is_not() {
    let bench = Bench::start().await;
    for operation in ALL {
        let path = operation.path.replace("{project_id}", bench.simulator.project_id()).replace("{job_id}", "nobody");
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
        let answer = bench.call(method, &path, Some(&json!({}))).await;
        if SIMULATED.contains(&operation.id) {
            assert!([200, 400, 404].contains(&answer.status.as_u16()), "{}: {}", operation.id, answer.text);
            continue;
        }
        assert_eq!(answer.fault(), (501, "SIMULATOR.NOT_IMPLEMENTED".to_owned()), "{}", operation.id);
        assert_eq!(answer.json()["error_msg"], format!("the simulator does not have {} yet", operation.id));
    }
    let known: HashSet<&str> = ALL.iter().map(|operation| operation.id).collect();
    assert!(SIMULATED.iter().all(|id| known.contains(id)));
}

#[tokio::test]
async fn a_path_or_method_that_the_api_does_not_have_is_the_gateways_404() {
    let bench = Bench::start().await;
    for (method, path) in [
        (Method::GET, "/".to_owned()),
        (Method::GET, "/v2/x".to_owned()),
        (Method::GET, bench.path("/user/nothing")),
        (Method::PATCH, bench.path("/user/jobs")),
        (Method::GET, bench.path("/user/advance-jobs")),
        (Method::GET, bench.path("/user/jobs/")),
    ] {
        let answer = bench.call(method.clone(), &path, None).await;
        assert_eq!(answer.fault(), (404, "APIGW.0101".to_owned()), "{method} {path}");
        assert_eq!(answer.json()["request_id"].as_str().unwrap(), answer.header("x-request-id"));
    }
}

#[tokio::test]
async fn a_path_that_is_no_text_is_an_invalid_parameter() {
    let bench = Bench::start().await;
    // It cannot be signed either, so a token must do.
    let url = format!("{}{}", bench.simulator.endpoint(), bench.path("/user/jobs/%ff"));
    let request = bench.client.get(url).header("x-auth-token", bench.simulator.token());
    let answer = Answer::read(request.send().await.unwrap()).await;
    assert_eq!(answer.fault(), (400, "MSS.00000003".to_owned()));
}

#[tokio::test]
async fn without_credentials_nothing_is_said_of_what_exists() {
    let bench = Bench::start().await;
    for path in ["/v2/x".to_owned(), bench.path("/quotas"), bench.path("/user/jobs"), "/_simulators".to_owned()] {
        let response = bench.client.get(format!("{}{path}", bench.simulator.endpoint())).send().await.unwrap();
        assert_eq!(Answer::read(response).await.fault(), (401, "APIGW.0301".to_owned()), "{path}");
    }
}

#[tokio::test]
async fn every_answer_has_a_request_id_of_its_own() {
    let bench = Bench::start().await;
    let mut ids = HashSet::new();
    for path in [bench.path("/user/jobs"), bench.path("/quotas"), "/nowhere".to_owned()] {
        let answer = bench.call(Method::GET, &path, None).await;
        assert_eq!(answer.header("x-request-id").len(), 32);
        ids.insert(answer.header("x-request-id").to_owned());
    }
    let response = bench.client.get(bench.simulator.endpoint()).send().await.unwrap();
    ids.insert(Answer::read(response).await.header("x-request-id").to_owned());
    assert_eq!(ids.len(), 4);
}

#[tokio::test]
async fn a_body_of_more_than_12_mb_is_refused() {
    let bench = Bench::start().await;
    let path = bench.path("/user/advance-jobs");
    let large = " ".repeat((12 << 20) + 1);
    let answer = bench.call_raw(Method::POST, &path, &large).await;
    assert_eq!(answer.fault(), (413, "APIGW.0201".to_owned()));
    let answer = bench.call_raw(Method::POST, &path, &large[1..]).await;
    assert_eq!(answer.fault(), (400, "MSS.00000002".to_owned()), "12 MB are read");
}

#[tokio::test]
async fn ids_are_the_same_in_every_run() {
    let (one, two) = (Bench::start().await, Bench::start().await);
    assert_eq!(one.created().await.id, two.created().await.id);
}
