//! Cases that depend on the environment. A process must not change its environment while it has threads, so each case
//! runs in a process of its own: this test binary again, with the variables set.

use metastudio_voice::{Error, upload};

use super::builder;

/// The variable with the URLs of the endpoint and of the upload.
const TARGETS: &str = "METASTUDIO_VOICE_TEST_TARGETS";
/// The proxies that a machine may name already.
const NAMES: [&str; 4] = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"];

/// Runs in the child: makes one call and one upload, and prints the outcome of each.
#[tokio::test]
async fn child() {
    let Ok(targets) = std::env::var(TARGETS) else { return };
    let (endpoint, upload) = targets.split_once(' ').expect("two targets");
    let mut builder = builder().endpoint(endpoint);
    if endpoint.starts_with("http://") && !endpoint.contains("127.0.0.1") {
        builder = builder.allow_plain_http();
    }
    // The client does not use a proxy of the caller to this machine, either.
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
