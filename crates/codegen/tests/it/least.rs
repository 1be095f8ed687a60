//! The minimal spec that the client builds with: the names of its contract, and no others.
//!
//! It is kept in `tests/golden/least.json`. The client's `tests/own_spec.rs` builds the client with it, so that the
//! contract is known to be complete. `UPDATE_GOLDEN=1 cargo test -p metastudio-voice-codegen least` writes the
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
fn the_minimal_spec_has_no_errors() {
    let report = check(Source::new("least.json", serde_json::to_string(&least()).expect("JSON")), Contract::CLIENT);
    let errors: Vec<&str> = match report.has_errors() {
        true => report.findings().iter().map(|finding| finding.message()).collect(),
        false => Vec::new(),
    };
    assert_eq!(errors, [""; 0]);
}

/// Returns the spec with what the contract names and what that refers to, and nothing else.
fn least() -> Value {
    let mut spec: Value =
        serde_yaml::from_str(include_str!("../../../../openapi/metastudio-voice.yaml")).expect("YAML");
    let named = spec["components"]["parameters"].clone();
    let paths = spec["paths"].as_mapping_mut().expect("paths");
    for item in paths.values_mut() {
        let item = item.as_mapping_mut().expect("a path");
        let names = |node: &Value| {
            let used = Contract::CLIENT.operations.iter().find(|(id, _)| node["operationId"] == *id);
            used.map(|(_, names)| *names)
        };
        item.retain(|_, node| names(node).is_some());
        for node in item.values_mut() {
            let names = names(node).expect("a used operation");
            // A link may lead to an operation that is left out.
            node["responses"]["200"].as_mapping_mut().expect("a response").remove("links");
            if !names.contains(&"x-pagination") {
                node.as_mapping_mut().expect("an operation").remove("x-pagination");
            }
            let parameters = node.get_mut("parameters").and_then(Value::as_sequence_mut);
            parameters.into_iter().for_each(|all| all.retain(|parameter| is_used(&named, parameter, names)));
        }
    }
    paths.retain(|_, item| item.as_mapping().is_some_and(|item| !item.is_empty()));
    let all = spec["components"]["schemas"].as_mapping_mut().expect("schemas");
    for (schema, names) in Contract::CLIENT.schemas {
        let schema = all.get_mut(*schema).expect("the schema");
        let mut ends = Vec::new();
        if let Some(states) = schema.get("x-lifecycle").and_then(Value::as_mapping) {
            // The check of `x-lifecycle` requires a succeeded state.
            ends.extend(
                states.iter().find(|(_, class)| class.as_str() == Some("succeeded")).map(|(state, _)| state.clone()),
            );
        }
        let is_used = |value: &Value| names.iter().any(|name| value == name) || ends.contains(value);
        if let Some(values) = schema.get_mut("enum").and_then(Value::as_sequence_mut) {
            values.retain(is_used);
            for map in ["x-enum-descriptions", "x-lifecycle"] {
                let map = schema.get_mut(map).and_then(Value::as_mapping_mut);
                map.into_iter().for_each(|map| map.retain(|value, _| is_used(value)));
            }
            schema.as_mapping_mut().expect("a schema").remove("x-enum-varnames");
        }
        if let Some(properties) = schema.get_mut("properties").and_then(Value::as_mapping_mut) {
            properties.retain(|name, _| is_used(name));
            // Without properties, the generator would not make a struct.
            if names.is_empty() {
                schema["properties"]["other"] = serde_yaml::from_str("{type: string, description: It.}").expect("YAML");
            }
        }
    }
    without_examples(&mut spec);
    spec["components"].as_mapping_mut().expect("components").remove("links");
    // The schemas that are left, and those to which their properties refer.
    loop {
        let text = serde_json::to_string(&spec).expect("JSON");
        let is_used = |name: &str| {
            Contract::CLIENT.schemas.iter().any(|(schema, _)| *schema == name)
                || text.contains(&format!("\"#/components/schemas/{name}\""))
        };
        let all = spec["components"]["schemas"].as_mapping_mut().expect("schemas");
        let before = all.len();
        all.retain(|name, _| name.as_str().is_some_and(is_used));
        if all.len() == before {
            return spec;
        }
    }
}

/// Returns whether a parameter is used: in the path, by a module, or for the pages of a list.
fn is_used(named: &Value, parameter: &Value, names: &[&str]) -> bool {
    let reference = parameter["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
    let parameter = reference.map_or(parameter, |name| &named[name]);
    let name = parameter["name"].as_str().expect("a name");
    let is_of_pages = names.contains(&"x-pagination") && matches!(name, "offset" | "limit");
    parameter["in"] == "path" || names.contains(&name) || is_of_pages
}

fn without_examples(node: &mut Value) {
    match node {
        Value::Mapping(map) => {
            map.remove("example");
            map.remove("examples");
            map.values_mut().for_each(without_examples);
        }
        Value::Sequence(list) => list.iter_mut().for_each(without_examples),
        _ => {}
    }
}
