//! Huawei's own SDK for Python signs the same random requests. Needs `.ci/tools`; without it the test says so.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::{Asked, random};

/// The same ones each time.
const REQUESTS: usize = 500;

/// A request about which the two are known to agree. They do not about
/// - `Authorization` among the headers, which the SDK's signer signs (its client then does not call the signer);
/// - `Content-Type` other than JSON, because the SDK then adds `X-Sdk-Content-Sha256: UNSIGNED-PAYLOAD`;
/// - one header name in two cases, an empty path (the SDK fails), a declared hash that is not ASCII (the SDK encodes it
///   twice): such requests are not made in the first place.
///
/// With an empty body the two agree to ignore `X-Sdk-Content-Sha256`, but Huawei's SDKs for Go and Java do not.
fn agreed(mut asked: Asked) -> Asked {
    asked.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("authorization"));
    for (name, value) in &mut asked.headers {
        if name.eq_ignore_ascii_case("content-type") {
            *value = format!("application/json{value}");
        }
    }
    asked
}

#[test]
fn huaweis_own_python_sdk_gives_the_same_signature() {
    let tools = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tools/bin/python");
    let python = if tools.exists() { tools } else { "python3".into() };
    let home = tempfile::tempdir().expect("folder");
    // The SDK writes into the home folder when it is imported.
    let command = |arguments: [&str; 2]| {
        let mut command = Command::new(&python);
        command.args(arguments).env("HOME", home.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
        command
    };
    let there = command(["-c", "import huaweicloudsdkcore"]).stderr(Stdio::null()).status();
    if !there.is_ok_and(|status| status.success()) {
        println!("skipped: Huawei's SDK for Python is not here; .ci/tools installs it");
        return;
    }
    let mut runner = TestRunner::deterministic();
    let mut random = || random::request().new_tree(&mut runner).expect("a request").current();
    let requests: Vec<Asked> = (0..REQUESTS).map(|_| agreed(random())).collect();
    let shown = |asked: &Asked| {
        let Asked { method, path, query, headers, body, secret, .. } = asked;
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
    for (asked, theirs) in requests.iter().zip(theirs) {
        let ours = asked.sign();
        assert_eq!(ours.authorization("AKID"), theirs, "{asked:?}\n{}", ours.canonical_request);
    }
}
