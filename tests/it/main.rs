//! Everything that the client's tests can show inside one process, by the part of the client that it is about.

mod auth;
mod calls;
mod drift;
mod faults;
mod preflight;
mod spec;
mod support;
mod testing;
mod training;
mod upload;
