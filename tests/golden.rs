//! The generated client equals the one that was last reviewed. `UPDATE_GOLDEN=1 cargo test --test golden` writes the
//! new one, for the next review.

use std::error::Error;

const GENERATED: &str = include_str!(concat!(env!("OUT_DIR"), "/whole.rs"));
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/client.rs");

#[test]
fn the_generated_client_equals_the_reviewed_one() -> Result<(), Box<dyn Error>> {
    if let Some(spec) = option_env!("METASTUDIO_VOICE_SPEC") {
        println!("skipped: the client was generated from {spec}, not from the spec of this repository");
        return Ok(());
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        std::fs::write(GOLDEN, GENERATED)?;
        return Ok(());
    }
    let reviewed = std::fs::read_to_string(GOLDEN).unwrap_or_default().replace("\r\n", "\n");
    let (mut now, mut then) = (GENERATED.lines(), reviewed.lines());
    let mut line = 0;
    loop {
        line += 1;
        match (now.next(), then.next()) {
            (None, None) => return Ok(()),
            (now, then) if now == then => {}
            (now, then) => panic!(
                "the generated client differs from the reviewed one, from line {line} of tests/golden/client.rs on\n\
                 reviewed:  {}\ngenerated: {}\n\
                 If the change is intended, run `UPDATE_GOLDEN=1 cargo test --test golden`, and review the difference.",
                then.unwrap_or("(nothing)"),
                now.unwrap_or("(nothing)"),
            ),
        }
    }
}
