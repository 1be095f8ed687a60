//! The spec itself, and the types that are generated from it.

mod client;
mod document;
mod setters;
