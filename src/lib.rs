#![doc = include_str!("../README.md")]

pub mod auth;
mod client;
mod generated;
pub mod training;
mod transport;
pub mod upload;

pub use auth::Credentials;
pub use client::ClientBuilder;
pub use generated::{Client, builder, types};
pub use progenitor_client::{ByteStream, ResponseValue};
pub use reqwest;
pub use transport::{Error, ErrorKind};

/// The operations of the API as data: names, methods, paths, and what a retry may do.
pub mod operations {
    pub use crate::generated::operations::*;
    pub use crate::transport::{Idempotency, Operation};
}
