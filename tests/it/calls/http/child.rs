//! What depends on the environment. That of a process does not change while it has threads, so each case runs in a
//! process of its own: this test binary again, with the variables set.

use metastudio_voice::{Error, upload};

use super::builder;

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
pub(super) async fn run(targets: &str, variables: &[(&str, &str)]) -> String {
    let mut command = tokio::process::Command::from(crate::support::child(module_path!(), "child"));
    command.env(TARGETS, targets);
    for name in NAMES {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    let done = command.env_remove("REQUEST_METHOD").envs(variables.iter().copied()).output().await.expect("child");
    let shown = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{shown}");
    shown
}
