//! Cargo, started by a test.

use std::process::Command;

/// Returns a command for cargo with the environment of a person's shell: without the variables that cargo sets for a
/// test.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    // Without it rustup follows the toolchain files of some crates.
    if let Some(toolchain) = option_env!("RUSTUP_TOOLCHAIN") {
        cargo.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    // Some build scripts (ring's) run again if these differ: in this build, and again in the next one from a shell.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "OUT_DIR"].iter().any(|prefix| text.starts_with(prefix)) {
            cargo.env_remove(&name);
        }
    }
    cargo
}
