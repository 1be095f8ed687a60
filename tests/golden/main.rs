//! The generated client and the public API equal those that were last reviewed. `UPDATE_GOLDEN=1 cargo test --workspace
//! --test golden` writes the new ones, for the next review.

mod public_api;

const GENERATED: &str = include_str!(concat!(env!("OUT_DIR"), "/whole.rs"));

/// Compares a text with the reviewed one, or writes it in its place.
fn expect_reviewed(name: &str, text: &str) {
    if let Some(spec) = option_env!("METASTUDIO_VOICE_SPEC") {
        return println!("skipped: the client was generated from {spec}, not from the spec of this repository");
    }
    let path = format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        return std::fs::write(path, text).expect("a new golden file");
    }
    let reviewed = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    let (now, then): (Vec<_>, Vec<_>) = (text.lines().collect(), reviewed.lines().collect());
    if now == then {
        return;
    }
    let start = now.iter().zip(&then).take_while(|(now, then)| now == then).count();
    let (now, then) = (&now[start..], &then[start..]);
    let end = now.iter().rev().zip(then.iter().rev()).take_while(|(now, then)| now == then).count();
    let shown = |mark, lines: &[&str]| -> String {
        lines[..lines.len() - end].iter().take(40).map(|line| format!("{mark}{line}\n")).collect()
    };
    panic!(
        "tests/golden/{name} differs from line {} on:\n{}{}If the change is intended, run `UPDATE_GOLDEN=1 cargo test \
         --workspace --test golden`, and review the difference.",
        start + 1,
        shown("-", then),
        shown("+", now),
    );
}

#[test]
fn the_generated_client_equals_the_reviewed_one() {
    expect_reviewed("client.rs", GENERATED);
}

#[test]
fn the_public_api_equals_the_reviewed_one() {
    expect_reviewed("public-api.txt", &public_api::list(GENERATED));
}
