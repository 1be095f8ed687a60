//! No secret is printed at any level: not by this crate, and not by those below it. Apart from the other tests, because
//! the subscriber that listens is the whole process's.

mod credentials;
#[path = "../it/support/files.rs"]
mod files;
mod printed;
mod training;
