//! Proxies from the environment. The environment of a process does not change while it has threads, so each case runs
//! in a process of its own: this test binary again, with the variables set.

use std::process::Stdio;

use metastudio_voice::{Error, ErrorKind, upload};

use super::builder;
use super::common::{Sink, answer};
use super::no_jobs;

/// Where the child calls, and where it uploads.
const TARGETS: &str = "METASTUDIO_VOICE_TEST_TARGETS";
/// The proxies that a machine may name already.
const NAMES: [&str; 4] = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"];

/// What the child does: one call and one upload, each of which prints how it went.
#[tokio::test]
async fn child() {
    let Ok(targets) = std::env::var(TARGETS) else { return };
    let (endpoint, upload) = targets.split_once(' ').expect("two targets");
    let mut builder = builder().endpoint(endpoint);
    if endpoint.starts_with("http://") && !endpoint.contains("127.0.0.1") {
        builder = builder.allow_plain_http();
    }
    // A proxy that the caller names is not used to this machine, either.
    if let (true, Ok(proxy)) = (endpoint.contains("127.0.0.1"), std::env::var("HTTP_PROXY")) {
        builder = builder.configure_http(move |http| http.proxy(reqwest::Proxy::all(&proxy).expect("proxy")));
    }
    let client = builder.build().await.expect("client");
    let shown = |outcome: Result<(), Error>| outcome.map_or_else(|error| format!("{error:#}"), |()| "fine".to_owned());
    println!("call: {}", shown(client.list_voice_training_job().send().await.map(drop)));
    let put = client.uploader().put(upload, upload::Body::bytes("letter"));
    println!("upload: {}", shown(put.await.map(drop)));
}

/// Runs [`child`] with these variables and nothing else that names a proxy.
async fn run(targets: &str, variables: &[(&str, &str)]) -> String {
    let mut command = tokio::process::Command::new(std::env::current_exe().expect("this binary"));
    command.args(["--exact", "proxy::child", "--nocapture"]).stdin(Stdio::null()).env(TARGETS, targets);
    for name in NAMES {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    let done = command.env_remove("REQUEST_METHOD").envs(variables.iter().copied()).output().await.expect("child");
    let shown = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{shown}");
    shown
}

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
async fn a_tunnel_is_asked_for_without_credentials() {
    let proxy = Sink::start(|_| answer(403, "text/plain", "")).await;
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
async fn no_proxy_of_the_environment_is_heeded() {
    let proxy = Sink::start(no_jobs).await;
    let variables = [("HTTP_PROXY", proxy.url.as_str()), ("NO_PROXY", "metastudio.test")];
    let shown = run("http://metastudio.test http://obs.test/key", &variables).await;
    assert!(shown.contains("call: ListVoiceTrainingJob: no connection"), "{shown}");
    assert_eq!(hosts(&proxy), ["obs.test"]);
}

#[tokio::test]
async fn nothing_for_this_machine_goes_to_a_proxy() {
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
    assert_eq!(error.kind(), ErrorKind::UnexpectedAnswer);
    assert!(error.message().starts_with("the upload address is not https"), "{error}");
    assert_eq!(sink.received().len(), 0);
}
