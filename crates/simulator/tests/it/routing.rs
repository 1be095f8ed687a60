//! Routing: known and unknown paths, and the headers of every response.

use std::collections::HashSet;

use metastudio_voice::operations::ALL;
use reqwest::Method;
use serde_json::json;

use crate::common::{Bench, Response};

/// A query with all parameters that some operation requires.
const QUERY: &str = "job_id=nobody&index=0&tenant_id=nobody&once_token=";

#[tokio::test]
async fn every_operation_of_the_api_has_a_response() {
    let bench = Bench::start().await;
    for operation in ALL {
        let path = bench.filled(operation.path, "nobody");
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
        let response = bench.call(method, &format!("{path}?{QUERY}{}", "0".repeat(64)), Some(&json!({}))).await;
        if !response.status.is_success() {
            assert!([400, 404].contains(&response.status.as_u16()), "{}: {}", operation.id, response.text);
            assert!(response.fault().1.starts_with("MSS."), "{}: {}", operation.id, response.text);
        }
    }
}

#[tokio::test]
async fn an_unknown_path_or_method_is_the_gateways_404() {
    let bench = Bench::start().await;
    for (method, path) in [
        (Method::GET, "/".to_owned()),
        (Method::GET, "/v2/x".to_owned()),
        (Method::GET, bench.path("/user/nothing")),
        (Method::PATCH, bench.path("/user/jobs")),
        (Method::GET, bench.path("/user/advance-jobs")),
        (Method::GET, bench.path("/user/jobs/")),
    ] {
        let response = bench.call(method.clone(), &path, None).await;
        assert_eq!(response.fault(), (404, "APIGW.0101".to_owned()), "{method} {path}");
        assert_eq!(response.json()["request_id"].as_str().unwrap(), response.header("x-request-id"));
    }
}

#[tokio::test]
async fn a_path_that_is_not_utf_8_is_an_invalid_parameter() {
    let bench = Bench::start().await;
    // Such a path cannot be signed either, so the request has a token.
    let url = format!("{}{}", bench.simulator.endpoint(), bench.path("/user/jobs/%ff"));
    let request = bench.client.get(url).header("x-auth-token", bench.simulator.token());
    let response = Response::read(request.send().await.unwrap()).await;
    assert_eq!(response.fault(), (400, "MSS.00000003".to_owned()));
}

#[tokio::test]
async fn an_id_that_no_job_can_have_is_an_invalid_parameter() {
    let bench = Bench::start().await;
    for id in ["x".repeat(65), "a%20b".to_owned(), "%00".to_owned(), "%E5%A3%B0".to_owned()] {
        for rest in [format!("/user/jobs/{id}"), format!("/user/short-jobs/{id}")] {
            let url = format!("{}{}", bench.simulator.endpoint(), bench.path(&rest));
            let request = bench.client.get(url).header("x-auth-token", bench.simulator.token());
            let response = Response::read(request.send().await.unwrap()).await;
            assert_eq!(response.fault(), (400, "MSS.00000003".to_owned()), "{rest}");
        }
    }
}

#[tokio::test]
async fn only_operations_that_declare_the_callers_user_check_it() {
    let bench = Bench::start().await;
    for (rest, status) in [("/user/jobs", 400), ("/quotas", 200), ("/user/tenant-duration-cfg", 200)] {
        let url = format!("{}{}", bench.simulator.endpoint(), bench.path(rest));
        let request = bench.client.get(url).header("x-auth-token", bench.simulator.token());
        let response = request.header("x-app-userid", "x".repeat(257)).send().await.unwrap();
        assert_eq!(response.status(), status, "{rest}");
    }
}

#[tokio::test]
async fn a_request_without_credentials_does_not_learn_which_paths_exist() {
    let bench = Bench::start().await;
    for path in ["/v2/x".to_owned(), bench.path("/quotas"), bench.path("/user/jobs"), "/_simulators".to_owned()] {
        let response = bench.client.get(format!("{}{path}", bench.simulator.endpoint())).send().await.unwrap();
        assert_eq!(Response::read(response).await.fault(), (401, "APIGW.0301".to_owned()), "{path}");
    }
}

#[tokio::test]
async fn every_response_has_its_own_request_id() {
    let bench = Bench::start().await;
    let mut ids = HashSet::new();
    for path in [bench.path("/user/jobs"), bench.path("/quotas"), "/nowhere".to_owned()] {
        let response = bench.call(Method::GET, &path, None).await;
        assert_eq!(response.header("x-request-id").len(), 32);
        ids.insert(response.header("x-request-id").to_owned());
    }
    let response = bench.client.get(bench.simulator.endpoint()).send().await.unwrap();
    ids.insert(Response::read(response).await.header("x-request-id").to_owned());
    assert_eq!(ids.len(), 4);
}

#[tokio::test]
async fn a_body_of_more_than_12_mb_is_refused() {
    let bench = Bench::start().await;
    let path = bench.path("/user/advance-jobs");
    let large = " ".repeat((12 << 20) + 1);
    let response = bench.call_raw(Method::POST, &path, &large).await;
    assert_eq!(response.fault(), (413, "APIGW.0201".to_owned()));
    let response = bench.call_raw(Method::POST, &path, &large[1..]).await;
    assert_eq!(response.fault(), (400, "MSS.00000002".to_owned()), "12 MB are read");
}

#[tokio::test]
async fn job_ids_are_the_same_in_every_run() {
    let (one, two) = (Bench::start().await, Bench::start().await);
    assert_eq!(one.created().await.id, two.created().await.id);
}
