//! No secret is printed at any level, by this crate or by its dependencies. These tests have a process of their own, as
//! its subscriber is global.

mod credentials;
#[path = "../it/support/files.rs"]
mod files;
mod printed;
mod training;
