//! The metadata service of an instance.

use metastudio_voice::ErrorKind;
use metastudio_voice::auth::{Chain, CredentialsProvider, Metadata};
use metastudio_voice_simulator::{MetadataMode, Simulator};

use super::{at, list, simulator, started};
use crate::support::{Sink, response};

#[tokio::test]
async fn an_instance_calls_with_the_keys_of_its_agency() {
    let simulator = simulator().await;
    let metadata = Metadata::at(simulator.metadata_endpoint());
    let client = at(&simulator).credentials_provider(metadata).build().await.expect("client");
    list(&client).await.expect("jobs");
}

#[tokio::test]
async fn an_instance_without_metadata_tokens_calls_with_the_keys_of_its_agency() {
    for status in [404, 405, 503] {
        let simulator = started(Simulator::builder().metadata(MetadataMode::NoTokens { status })).await;
        let metadata = Metadata::at(simulator.metadata_endpoint());
        let client = at(&simulator).credentials_provider(metadata).build().await.expect("client");
        list(&client).await.expect("jobs");
    }
}

#[tokio::test]
async fn an_instance_without_an_agency_is_an_error_with_advice() {
    let simulator = started(Simulator::builder().metadata(MetadataMode::NoAgency)).await;
    let error = Metadata::at(simulator.metadata_endpoint()).provide().await.expect_err("no agency");
    assert_eq!((error.kind(), error.message()), (ErrorKind::Credentials, "this instance has no agency"));
    assert_eq!(error.advice(), Some("give the instance an agency"));
}

#[tokio::test]
async fn a_metadata_service_that_fails_or_is_absent_is_an_error() {
    let simulator = started(Simulator::builder().metadata(MetadataMode::Failing)).await;
    let error = Metadata::at(simulator.metadata_endpoint()).provide().await.expect_err("failing");
    assert!(error.message().contains("the metadata service responds with status 5"), "{error}");
    drop(simulator);
    let error = Metadata::at("http://127.0.0.1:9").provide().await.expect_err("no service");
    assert_eq!(error.message(), "the metadata service cannot be reached: this is no ECS instance");
}
#[tokio::test]
async fn a_metadata_service_that_has_provided_keys_is_unavailable_and_not_absent() {
    let simulator = simulator().await;
    let metadata = Metadata::at(simulator.metadata_endpoint());
    metadata.provide().await.expect("keys");
    simulator.set_metadata(MetadataMode::Failing);
    let failing = metadata.provide().await.expect_err("failing");
    drop(simulator);
    let gone = metadata.provide().await.expect_err("no service");
    assert_eq!(gone.message(), "the metadata service cannot be reached");
    let page = Sink::start(|_| response(200, "text/html", "<html>")).await;
    let page = Metadata::at(&page.url).provide().await.expect_err("a page");
    for error in [failing, gone, page] {
        assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Credentials, true), "{error}");
    }
    let absent = Metadata::at("http://127.0.0.1:9").provide().await.expect_err("no service");
    assert!(!absent.is_transient(), "{absent}");
}

/// Takes the three seconds of the provider's time limit.
#[tokio::test]
async fn a_metadata_service_that_does_not_respond_is_unavailable() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback");
    let endpoint = format!("http://{}", silent.local_addr().expect("address"));
    let chain = Chain::new().then(Metadata::at(endpoint)).then(Metadata::at("http://127.0.0.1:9"));
    let error = chain.provide().await.expect_err("no response");
    assert_eq!((error.message(), error.is_transient()), ("the metadata service does not respond", true));
}

#[tokio::test]
async fn keys_of_an_instance_have_an_expiry() {
    let simulator = simulator().await;
    let keys = Metadata::at(simulator.metadata_endpoint()).provide().await.expect("keys");
    assert!(keys.expires_at().is_some_and(|end| end > std::time::SystemTime::now()), "{keys:?}");
}
