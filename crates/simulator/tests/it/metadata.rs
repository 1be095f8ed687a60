//! The metadata service: keys for programs on the server, by the rules of its present and its older versions.

use metastudio_voice_simulator::{MetadataMode, Server, Simulator};

use crate::common::{Bench, Key};

#[tokio::test]
async fn a_metadata_token_gets_a_new_temporary_key_for_each_request() {
    let bench = Bench::start().await;
    let response = bench.metadata_token("21600").await.expect_ok();
    let token = response.text;
    let response = bench.security_key(Some(&token)).await.expect_ok();
    let expires_at = response.json()["credential"]["expires_at"].as_str().unwrap().to_owned();
    assert_eq!((expires_at.len(), &expires_at[26..]), (27, "Z"));
    let (first, second) = (Key::of(&response), Key::of(&bench.security_key(Some(&token)).await.expect_ok()));
    assert_ne!(first, second);
    for key in [first, second] {
        bench.jobs_with(&key).await.expect_ok();
        bench.get_with(&key, bench.simulator.iam_endpoint(), "/v3/projects?name=cn-north-4").await.expect_ok();
    }
    bench.simulator.expire_temporary_keys();
    assert!(bench.jobs_with(&Key::of(&response)).await.text.contains("security token expires"));
}

#[tokio::test]
async fn the_metadata_service_issues_no_key_without_a_valid_token() {
    let bench = Bench::start().await;
    let token = bench.metadata_token("60").await.expect_ok().text;
    bench.simulator.expire_metadata_tokens();
    for token in [None, Some("wrong"), Some(token.as_str())] {
        let response = bench.security_key(token).await;
        assert_eq!(response.status, 401);
        assert!(!response.text.contains("Agency"));
    }
    let token = bench.metadata_token("60").await.expect_ok().text;
    bench.security_key(Some(&token)).await.expect_ok();
}

#[tokio::test]
async fn a_metadata_token_is_valid_for_a_second_to_six_hours() {
    let bench = Bench::start().await;
    for (ttl, status) in [("1", 200), ("21600", 200), ("0", 400), ("21601", 400), ("-1", 400), ("soon", 400)] {
        assert_eq!(bench.metadata_token(ttl).await.status, status, "{ttl}");
    }
    let url = format!("{}/meta-data/latest/api/token", bench.simulator.metadata_endpoint());
    assert_eq!(bench.client.put(url).send().await.unwrap().status(), 400);
}

#[tokio::test]
async fn an_old_metadata_service_issues_keys_without_tokens() {
    for status in [404, 405] {
        let bench = Bench::with(Simulator::builder().metadata(MetadataMode::NoTokens { status })).await;
        assert_eq!(bench.metadata_token("60").await.status, status);
        let key = Key::of(&bench.security_key(None).await.expect_ok());
        bench.jobs_with(&key).await.expect_ok();
    }
}

#[tokio::test]
async fn a_metadata_service_without_an_agency_refuses_with_the_documented_message() {
    let bench = Bench::with(Simulator::builder().metadata(MetadataMode::NoAgency)).await;
    let token = bench.metadata_token("60").await.expect_ok().text;
    let response = bench.security_key(Some(&token)).await;
    assert_eq!(response.status, 401);
    assert!(response.text.contains("Please configure Cloud Service Agency first"));
    bench.simulator.set_metadata(MetadataMode::Tokens);
    bench.security_key(Some(&token)).await.expect_ok();
}

#[tokio::test]
async fn a_failing_metadata_service_responds_with_503() {
    let bench = Bench::start().await;
    bench.simulator.set_metadata(MetadataMode::Failing);
    assert_eq!(bench.metadata_token("60").await.status, 503);
    assert_eq!(bench.security_key(None).await.status, 503);
}

#[tokio::test]
async fn the_metadata_service_has_two_paths_and_its_requests_are_counted() {
    let bench = Bench::start().await;
    let endpoint = bench.simulator.metadata_endpoint().to_owned();
    for (path, status) in [("/meta-data/latest/api/token", 405), ("/openstack/latest/meta_data.json", 404)] {
        assert_eq!(bench.client.get(format!("{endpoint}{path}")).send().await.unwrap().status(), status);
    }
    let token = bench.metadata_token("60").await.expect_ok().text;
    bench.security_key(Some(&token)).await.expect_ok();
    assert_eq!(bench.simulator.received(Server::Metadata, "/meta-data/latest/api/token"), 2);
    assert_eq!(bench.simulator.received(Server::Metadata, "/openstack/latest/securitykey"), 1);
    assert!(!format!("{:?}", bench.simulator.requests()).contains(&token));
}
