//! What `build.rs` made of the spec. Nothing here is edited by hand: edit `openapi/metastudio-voice.yaml`.

include!(concat!(env!("OUT_DIR"), "/client.rs"));
