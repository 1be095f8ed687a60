//! The public API of the library equals the one that was last reviewed. `UPDATE_GOLDEN=1 cargo test --workspace --test
//! golden` writes the new one, for the next review.
//!
//! It is a test of this crate, because this crate has a parser of Rust anyway, and the library's tests need none.

mod public_api;
#[path = "../../../../tests/golden/reviewed.rs"]
mod reviewed;

use std::path::Path;

#[test]
fn the_public_api_equals_the_reviewed_one() {
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let golden = library.join("tests/golden");
    let generated = std::fs::read_to_string(golden.join("client.rs")).expect("the reviewed client");
    let list = public_api::list(&library.join("src"), &generated);
    reviewed::expect_reviewed(&golden.join("public-api.txt"), &list);
}
