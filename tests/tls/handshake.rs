//! Certificates and HTTP versions.

use hyper::Version;
use metastudio_voice::{Client, ErrorKind, upload};

use super::builder;
use super::server::Server;

/// Builds a client that trusts the server's authority.
pub(crate) async fn trusting(server: &Server) -> Client {
    let authority = reqwest::Certificate::from_der(&server.authority).expect("certificate");
    let configured = builder().configure_http(move |http| http.no_proxy().tls_certs_merge([authority.clone()]));
    configured.endpoint(&server.url).build().await.expect("client")
}

async fn upload(client: &Client, server: &Server) {
    let letter = upload::Body::bytes("letter");
    client.uploader().put(format!("{}/key", server.url), letter).await.expect("uploaded");
}

#[tokio::test]
async fn calls_use_http_2_on_one_connection_where_it_is_offered_and_uploads_use_http_1() {
    let server = Server::start(&["h2", "http/1.1"], 0).await;
    let client = trusting(&server).await;
    for _ in 0..5 {
        client.list_voice_training_job().send().await.expect("a list");
    }
    assert_eq!((server.requests(), server.connections()), (vec![("GET".to_owned(), Version::HTTP_2); 5], 1));
    upload(&client, &server).await;
    assert_eq!(server.requests().last(), Some(&("PUT".to_owned(), Version::HTTP_11)));
}

#[tokio::test]
async fn http_1_is_used_where_nothing_else_is_offered() {
    for protocols in [&["http/1.1"][..], &[]] {
        let server = Server::start(protocols, 0).await;
        let client = trusting(&server).await;
        client.list_voice_training_job().send().await.expect("a list");
        upload(&client, &server).await;
        let expected = ["GET", "PUT"].map(|method| (method.to_owned(), Version::HTTP_11));
        assert_eq!(server.requests(), expected);
    }
}

#[tokio::test]
async fn a_response_header_as_long_as_a_token_is_accepted_over_http_2() {
    let server = Server::start(&["h2"], 256 * 1024).await;
    trusting(&server).await.list_voice_training_job().send().await.expect("a list");
    assert_eq!(server.requests(), [("GET".to_owned(), Version::HTTP_2)]);
}

#[tokio::test]
async fn an_unknown_authority_is_an_error_that_names_the_certificate_and_nothing_is_sent() {
    let server = Server::start(&["h2", "http/1.1"], 0).await;
    let client = builder().endpoint(&server.url).build().await.expect("client");
    let call = client.list_voice_training_job().send().await.expect_err("unknown authority");
    let put = client.uploader().put(format!("{}/key", server.url), upload::Body::bytes("letter"));
    for error in [call, put.await.expect_err("unknown authority")] {
        assert!(error.kind() == ErrorKind::Connection && error.is_connect(), "{error:?}");
        // C7: the authority stays unknown, so a retry does not help.
        assert!(!error.is_transient(), "{error:?}");
        let rustls = cfg!(any(feature = "rustls", feature = "rustls-ring"));
        let expected = if rustls { "invalid peer certificate" } else { "certificate" };
        assert!(format!("{error:#}").contains(expected), "{error:#}");
    }
    assert_eq!((server.requests(), server.connections()), (Vec::new(), 2));
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let server = Server::start(&["h2", "http/1.1"], 0).await;
    let authority = reqwest::Certificate::from_der(&server.authority).expect("certificate");
    let configured = builder().configure_http(move |http| http.no_proxy().tls_certs_merge([authority.clone()]));
    let endpoint = server.url.replace("127.0.0.1", "localhost");
    let client = configured.endpoint(endpoint).build().await.expect("client");
    let error = client.list_voice_training_job().send().await.expect_err("another name");
    assert!(error.is_connect() && format!("{error:#}").contains("certificate"), "{error:#}");
    assert!(server.requests().is_empty());
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn no_provider_is_installed_where_reqwest_brings_its_own() {
    builder().region("cn-north-4").build().await.expect("client");
    assert!(tokio_rustls::rustls::crypto::CryptoProvider::get_default().is_none());
}
