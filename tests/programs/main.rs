//! The examples as programs: killed at any point, and with all output checked for secrets.

mod cargo;
#[cfg(unix)]
#[path = "../it/support/concurrent.rs"]
mod concurrent;
mod example;
#[path = "../it/support/files.rs"]
mod files;
#[cfg(unix)]
mod kills;
#[cfg(unix)]
mod scene;
mod secrets;
#[cfg(unix)]
mod syscalls;
