//! Tests of the program as it is built.

mod check;
mod schema;
mod support;
