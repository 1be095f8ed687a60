//! The generated client equals the one that was last reviewed. `UPDATE_GOLDEN=1 cargo test --workspace --test golden`
//! writes the new one, for the next review.

mod reviewed;

use std::path::Path;

const GENERATED: &str = include_str!(concat!(env!("OUT_DIR"), "/whole.rs"));

#[test]
fn the_generated_client_equals_the_reviewed_one() {
    if let Some(spec) = option_env!("METASTUDIO_VOICE_SPEC") {
        return println!("skipped: the client was generated from {spec}, not from the spec of this repository");
    }
    reviewed::expect_reviewed(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/client.rs"), GENERATED);
}
