//! Tests of the program as it is built.

mod check;
mod support;
