//! Compares the signatures of random requests with those of Huawei's own SDK for Python, which `.ci/tools` installs.
//! Without it the test prints that it is skipped.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::{TestRequest, random};

/// The number of requests, which are the same in each run.
const REQUESTS: usize = 500;

/// Returns a request for which the two signers are known to agree. They disagree about
/// - `Authorization` among the headers, which the SDK's signer signs (its client then does not call the signer);
/// - `Content-Type` other than JSON, because the SDK then adds `X-Sdk-Content-Sha256: UNSIGNED-PAYLOAD`;
/// - one header name in two cases, an empty path (the SDK fails), a declared hash that is not ASCII (the SDK encodes it
///   twice): `random` creates no such requests.
///
/// With an empty body both ignore `X-Sdk-Content-Sha256`, but Huawei's SDKs for Go and Java do not.
fn agreed(mut request: TestRequest) -> TestRequest {
    request.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("authorization"));
    for (name, value) in &mut request.headers {
        if name.eq_ignore_ascii_case("content-type") {
            *value = format!("application/json{value}");
        }
    }
    request
}

#[test]
fn huaweis_own_python_sdk_gives_the_same_signature() {
    let tools = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tools/bin/python");
    let python = if tools.exists() { tools } else { "python3".into() };
    let home = tempfile::tempdir().expect("folder");
    // The SDK writes into the home folder on import.
    let command = |arguments: [&str; 2]| {
        let mut command = Command::new(&python);
        command.args(arguments).env("HOME", home.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
        command
    };
    let there = command(["-c", "import huaweicloudsdkcore"]).stderr(Stdio::null()).status();
    if !there.is_ok_and(|status| status.success()) {
        println!("skipped: Huawei's SDK for Python is not installed; .ci/tools installs it");
        return;
    }
    let mut runner = TestRunner::deterministic();
    let mut random = || random::request().new_tree(&mut runner).expect("a request").current();
    let requests: Vec<TestRequest> = (0..REQUESTS).map(|_| agreed(random())).collect();
    let shown = |request: &TestRequest| {
        let TestRequest { method, path, query, headers, body, secret, .. } = request;
        let body = hex::encode(body);
        json!({ "method": method, "path": path, "query": query, "headers": headers, "body": body,
            "access_key": "AKID", "secret_key": secret })
    };
    let input = Value::from_iter(requests.iter().map(shown)).to_string();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/official_signer.py");
    let mut signer = command(["-B", script]).spawn().expect("Python");
    signer.stdin.take().expect("its input").write_all(input.as_bytes()).expect("all requests");
    let output = signer.wait_with_output().expect("its output");
    assert!(output.status.success());
    let theirs: Vec<String> = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(theirs.len(), REQUESTS);
    for (request, theirs) in requests.iter().zip(theirs) {
        let ours = request.sign();
        assert_eq!(ours.authorization("AKID"), theirs, "{request:?}\n{}", ours.canonical_request);
    }
}
