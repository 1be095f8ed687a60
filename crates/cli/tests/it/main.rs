//! Tests of the program as it is built.

mod check;
mod formats;
mod new_operation;
mod schema;
mod support;
mod watch;
