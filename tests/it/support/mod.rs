//! Servers, clients, clocks and recordings that several modules of tests use.

mod child;
mod client;
mod clock;
mod concurrent;
mod files;
pub(crate) mod obs;
pub(crate) mod operations;
mod sink;
pub(crate) mod spans;
pub(crate) mod store;
pub(crate) mod studio;

pub(crate) use child::child;
pub(crate) use client::{PROJECT, builder, builder_of, builder_with, builder_without_project, client, client_of};
pub(crate) use clock::TestClock;
pub(crate) use concurrent::side_by_side;
pub(crate) use files::{file, wav};
pub(crate) use sink::{Received, Sink, ends, json, response};
