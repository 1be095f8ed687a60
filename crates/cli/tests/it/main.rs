//! Tests of the program as it is built.

mod check;
mod formats;
mod schema;
mod support;
mod watch;
