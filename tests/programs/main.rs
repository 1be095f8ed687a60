//! Programs: trainings that are killed at any point, and the examples with all output checked for secrets.

#[path = "../it/support/canaries.rs"]
mod canaries;
mod cargo;
#[cfg(unix)]
#[path = "../it/support/child.rs"]
mod child;
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
#[cfg(unix)]
mod trainer;
