//! Tests of the program as it is built.

#[path = "../../../../tests/it/support/canaries.rs"]
mod canaries;
mod check;
mod diff;
mod doctor;
mod fix;
mod formats;
#[cfg(unix)]
mod interrupts;
mod lsp;
mod narrow;
mod new_operation;
mod preflight;
mod preflight_page;
mod schema;
mod secrets;
mod service;
mod support;
mod transcripts;
mod used;
mod watch;
