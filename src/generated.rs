//! The client that `build.rs` generates from the spec. It is never edited by hand: edit `openapi/metastudio-voice.yaml`.
//! The generated code calls the modules here for parameters and properties.
//!
//! `client.rs` includes a file for each type, builder and operation, so that a build after an edit of the spec compiles
//! little more than what was edited.
//!
//! The lints hold for it as for the rest; a few narrow `allow`s stand in the code itself.

#![deny(missing_docs)]

pub(crate) mod limits;
pub(crate) mod values;

include!(concat!(env!("OUT_DIR"), "/client.rs"));

/// The spec from which the client was generated, as YAML: for a simulator, or to generate a client in another language.
pub const SPEC: &str = include_str!(concat!(env!("OUT_DIR"), "/spec.yaml"));

/// The table by which responses are held against the spec: places are bytes of [`SPEC`].
pub(crate) const RESPONSES: &str = include_str!(concat!(env!("OUT_DIR"), "/responses.json"));
