//! Proxies from the environment.

use metastudio_voice::{ErrorKind, upload};

use super::child::run;
use super::{builder, no_jobs};
use crate::support::{Sink, response};

fn hosts(sink: &Sink) -> Vec<String> {
    sink.received().iter().map(|request| request.header("host").unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn a_proxy_of_the_environment_is_used_for_calls_and_uploads() {
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        let proxy = Sink::start(no_jobs).await;
        let shown = run("http://metastudio.test http://obs.test/key", &[(variable, &proxy.url)]).await;
        assert!(shown.contains("call: fine") && shown.contains("upload: fine"), "{shown}");
        assert_eq!(hosts(&proxy), ["metastudio.test", "obs.test"], "{variable}");
    }
}

#[tokio::test]
async fn the_request_for_a_tunnel_has_no_credentials() {
    let proxy = Sink::start(|_| response(403, "text/plain", "")).await;
    let shown = run("https://metastudio.test https://obs.test/key", &[("HTTPS_PROXY", &proxy.url)]).await;
    if cfg!(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls")) {
        assert!(shown.contains("call: ListVoiceTrainingJob: no connection"), "{shown}");
        assert_eq!(hosts(&proxy), ["metastudio.test:443", "obs.test:443"]);
        for request in proxy.received() {
            let names: Vec<_> = request.headers.keys().map(|name| name.as_str()).collect();
            assert_eq!((request.method.as_str(), names), ("CONNECT", vec!["host", "user-agent"]));
        }
    }
}

#[tokio::test]
async fn a_host_in_no_proxy_is_reached_without_the_proxy() {
    let proxy = Sink::start(no_jobs).await;
    let variables = [("HTTP_PROXY", proxy.url.as_str()), ("NO_PROXY", "metastudio.test")];
    let shown = run("http://metastudio.test http://obs.test/key", &variables).await;
    assert!(shown.contains("call: ListVoiceTrainingJob: no connection"), "{shown}");
    assert_eq!(hosts(&proxy), ["obs.test"]);
}

#[tokio::test]
async fn requests_to_this_machine_do_not_use_the_proxy() {
    let (proxy, service) = (Sink::start(no_jobs).await, Sink::start(no_jobs).await);
    let targets = format!("{0} {0}/key", service.url);
    let url = proxy.url.as_str();
    let shown = run(&targets, &[("HTTP_PROXY", url), ("http_proxy", url), ("ALL_PROXY", url)]).await;
    assert!(shown.contains("call: fine") && shown.contains("upload: fine"), "{shown}");
    assert_eq!((hosts(&proxy).len(), hosts(&service).len()), (0, 2));
}

#[tokio::test]
async fn a_service_elsewhere_cannot_send_an_upload_to_this_machine_in_the_clear() {
    let sink = Sink::start(no_jobs).await;
    let client = builder().endpoint("https://metastudio.test").build().await.expect("client");
    let put = client.uploader().put(format!("{}/key", sink.url), upload::Body::bytes("letter"));
    let error = put.await.expect_err("not https");
    assert_eq!(error.kind(), ErrorKind::UnexpectedResponse);
    assert!(error.message().starts_with("the upload URL is not https"), "{error}");
    assert_eq!(sink.received().len(), 0);
}
