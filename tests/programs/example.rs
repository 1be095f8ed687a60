//! Builds the examples as programs, as cargo does for a user.

use std::path::PathBuf;

use crate::cargo::cargo;

/// Builds an example, unless it is built, and returns its path.
pub(crate) fn example(name: &str) -> PathBuf {
    let built = cargo()
        .args(["build", "--quiet", "--message-format=json", "--package", "metastudio-voice", "--example", name])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let messages = String::from_utf8(built.stdout).expect("UTF-8");
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let mut programs = messages.filter_map(|message| {
        (message["target"]["name"] == name).then(|| message["executable"].as_str().map(PathBuf::from)).flatten()
    });
    programs.next_back().expect("an executable")
}
