//! IAM's list of projects: its content, and the credentials that it requires.

use metastudio_voice_simulator::Simulator;
use serde_json::json;

use crate::common::{Bench, Key, Response};

async fn projects(bench: &Bench, key: &Key, query: &str) -> Response {
    bench.get_with(key, bench.simulator.iam_endpoint(), &format!("/v3/projects{query}")).await
}

#[tokio::test]
async fn the_project_of_the_region_is_found_by_its_name() {
    let bench = Bench::start().await;
    let response = projects(&bench, &bench.key(), "?name=cn-north-4").await.expect_ok();
    let (iam, id, domain_id) =
        (bench.simulator.iam_endpoint(), bench.simulator.project_id(), bench.simulator.domain_id());
    let expected = json!({
        "links": { "next": null, "previous": null, "self": format!("{iam}/v3/projects?name=cn-north-4") },
        "projects": [{
            "description": "",
            "domain_id": domain_id,
            "enabled": true,
            "id": id,
            "is_domain": false,
            "links": { "self": format!("{iam}/v3/projects/{id}") },
            "name": "cn-north-4",
            "parent_id": domain_id,
        }],
    });
    assert_eq!(response.json(), expected);
    assert_eq!(response.header("x-iam-trace-id").len(), 32);
    let nowhere = projects(&bench, &bench.key(), "?name=cn-east-3").await.expect_ok();
    assert_eq!(nowhere.json()["projects"], json!([]));
}

#[tokio::test]
async fn iam_lists_no_project_or_several() {
    let none: [(&str, &str); 0] = [];
    let bench = Bench::with(Simulator::builder().projects(none)).await;
    assert_eq!(projects(&bench, &bench.key(), "").await.json()["projects"], json!([]));
    let several = [("cn-north-4", "a"), ("cn-north-4", "b"), ("cn-east-3", "c")];
    let bench = Bench::with(Simulator::builder().projects(several)).await;
    for (query, expected) in [("", "abc"), ("?name=cn-north-4", "ab"), ("?name=cn-east-3&enabled=true", "c")] {
        let response = projects(&bench, &bench.key(), query).await.expect_ok().json();
        let ids: String =
            response["projects"].as_array().unwrap().iter().filter_map(|one| one["id"].as_str()).collect();
        assert_eq!(ids, expected, "{query}");
    }
}

#[tokio::test]
async fn the_gateway_refuses_a_wrong_signature_for_the_list_of_projects() {
    let bench = Bench::start().await;
    let wrong = Key { secret: "wrong".to_owned(), ..bench.key() };
    let response = projects(&bench, &wrong, "?name=cn-north-4").await;
    assert_eq!(response.fault(), (401, "APIGW.0301".to_owned()));
    assert!(response.text.contains("verify aksk signature fail, canonicalRequest:GET|/v3/projects/|name=cn-north-4|"));
    assert!(!response.header("x-iam-trace-id").is_empty());
    let unknown = Key { access: "NOBODY".to_owned(), ..bench.key() };
    assert!(projects(&bench, &unknown, "").await.text.contains("Get secretKey failed,ak:NOBODY,err:ak not exist"));
    let url = format!("{}/v3/projects", bench.simulator.iam_endpoint());
    let bare = Response::read(bench.client.get(url).send().await.unwrap()).await;
    assert!(bare.text.contains("x-auth-token not found"));
}

#[tokio::test]
async fn a_domain_id_other_than_the_accounts_is_refused() {
    let bench = Bench::start().await;
    let domain_id = bench.simulator.domain_id();
    for (named, status) in [(domain_id.as_str(), 200), ("another", 403)] {
        let (key, iam) = (bench.key(), bench.simulator.iam_endpoint());
        let response = bench.get_signed(&key, iam, "/v3/projects", &[("x-domain-id", named)]).await;
        assert_eq!(response.status, status);
    }
}

#[tokio::test]
async fn temporary_keys_and_tokens_can_list_projects() {
    let bench = Bench::start().await;
    let key = Key::of(&bench.temporary_key(bench.simulator.token(), None).await);
    projects(&bench, &key, "?name=cn-north-4").await.expect_ok();
    let without = Key { security_token: None, ..key };
    assert_eq!(projects(&bench, &without, "").await.fault(), (401, "APIGW.0301".to_owned()));
    for scope in
        [json!({ "project": { "name": "cn-north-4" } }), json!({ "domain": { "id": bench.simulator.domain_id() } })]
    {
        let request = bench.client.get(format!("{}/v3/projects", bench.simulator.iam_endpoint()));
        let request = request.header("x-auth-token", bench.token_for(scope).await);
        Response::read(request.send().await.unwrap()).await.expect_ok();
    }
}
