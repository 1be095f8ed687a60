//! What `build.rs` made of the spec. Nothing here is edited by hand: edit `openapi/metastudio-voice.yaml`.

#![allow(missing_docs, unreachable_pub, unused_imports, unused_mut, unreachable_patterns)]
#![allow(clippy::all, rustdoc::broken_intra_doc_links, rustdoc::private_intra_doc_links)]

include!(concat!(env!("OUT_DIR"), "/client.rs"));
