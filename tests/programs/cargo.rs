//! Cargo, started by a test.

use std::process::Command;

/// Cargo with the environment that a person would start it in: also when this test was not started by cargo, and
/// without what cargo tells a test about its package.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    // Without it rustup follows the toolchain files that some crates bring.
    if let Some(toolchain) = option_env!("RUSTUP_TOOLCHAIN") {
        cargo.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    // Some build scripts (ring's) ask to run again when these differ: they would in this build, and once more in the next
    // one that is started by hand.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "OUT_DIR"].iter().any(|prefix| text.starts_with(prefix)) {
            cargo.env_remove(&name);
        }
    }
    cargo
}
