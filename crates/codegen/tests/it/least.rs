//! The minimal spec that the client builds with: the operations and schemas of its contract, and no others.
//!
//! It is kept in `tests/golden/least.json`. The client's `tests/own_spec.rs` builds the client with it, so that the
//! contract is known to have every operation. `UPDATE_GOLDEN=1 cargo test -p metastudio-voice-codegen least` writes the
//! file.

use std::error::Error;

use metastudio_voice_codegen::{Contract, Source, check};
use serde_yaml::Value;

const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden/least.json");

#[test]
fn the_minimal_spec_in_the_repository_matches_the_contract() -> Result<(), Box<dyn Error>> {
    let least = serde_json::to_string_pretty(&least())? + "\n";
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        std::fs::write(KEPT, &least)?;
    }
    // `assert_eq` would print both texts.
    assert!(
        std::fs::read_to_string(KEPT).unwrap_or_default().replace("\r\n", "\n") == least,
        "tests/golden/least.json does not match crates/codegen/src/contract.rs and the spec; write it with \
         `UPDATE_GOLDEN=1 cargo test -p metastudio-voice-codegen least`, and check that `cargo test --test own_spec -- \
         --include-ignored` passes"
    );
    Ok(())
}

#[test]
fn the_minimal_spec_fulfils_the_contract() {
    let report = check(Source::new("least.json", serde_json::to_string(&least()).expect("JSON")), Contract::CLIENT);
    let missed: Vec<&str> = report
        .findings()
        .iter()
        .filter(|finding| finding.code().id.starts_with("MV10"))
        .map(|finding| finding.message())
        .collect();
    assert_eq!(missed, [""; 0]);
}

/// Returns the spec with the operations of the contract, and with the schemas that they or the contract name.
fn least() -> Value {
    let mut spec: Value =
        serde_yaml::from_str(include_str!("../../../../openapi/metastudio-voice.yaml")).expect("YAML");
    let paths = spec["paths"].as_mapping_mut().expect("paths");
    for item in paths.values_mut() {
        let item = item.as_mapping_mut().expect("a path");
        item.retain(|_, node| Contract::CLIENT.operations.iter().any(|id| node["operationId"] == *id));
        for node in item.values_mut() {
            // A link may lead to an operation that is left out.
            node["responses"]["200"].as_mapping_mut().expect("a response").remove("links");
        }
    }
    paths.retain(|_, item| item.as_mapping().is_some_and(|item| !item.is_empty()));
    spec["components"].as_mapping_mut().expect("components").remove("links");
    loop {
        let text = serde_json::to_string(&spec).expect("JSON");
        let is_named = |name: &str| text.contains(&format!("\"#/components/schemas/{name}\""));
        let is_required = |name: &str| Contract::CLIENT.schemas.iter().any(|(schema, _)| *schema == name);
        let all = spec["components"]["schemas"].as_mapping_mut().expect("schemas");
        let before = all.len();
        all.retain(|name, _| name.as_str().is_some_and(|name| is_named(name) || is_required(name)));
        if all.len() == before {
            return spec;
        }
    }
}
