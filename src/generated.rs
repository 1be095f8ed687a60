//! What `build.rs` made of the spec. Nothing here is edited by hand: edit `openapi/metastudio-voice.yaml`.
//!
//! The lints hold for it as for the rest; a few narrow `allow`s stand in the code itself.

#![deny(missing_docs)]

include!(concat!(env!("OUT_DIR"), "/client.rs"));
