//! The minimal spec that the client builds with: the contract of its hand-written modules, and no more.
//!
//! It is kept in `tests/golden/least.json`. The client's `tests/own_spec.rs` builds the client with it, so that the
//! contract is known to be complete. `UPDATE_GOLDEN=1 cargo test -p metastudio-voice-codegen least` writes the file.

use std::error::Error;

use metastudio_voice_codegen::{Contract, Requirement, Source, check};
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
        "tests/golden/least.json does not match crates/codegen/src/contract and the spec; write it with `UPDATE_GOLDEN=1 \
         cargo test -p metastudio-voice-codegen least`, and check that `cargo test --test own_spec -- \
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

/// Returns the spec without everything that the hand-written modules do not use.
fn least() -> Value {
    let mut spec: Value =
        serde_yaml::from_str(include_str!("../../../../openapi/metastudio-voice.yaml")).expect("YAML");
    let requirements = Contract::CLIENT.requirements();
    let named = spec["components"]["parameters"].clone();
    let operations = |id: &str| {
        requirements
            .iter()
            .any(|requirement| matches!(requirement, Requirement::Operation { id: known, .. } if *known == id))
    };
    for item in spec["paths"].as_mapping_mut().expect("paths").values_mut() {
        for node in item.as_mapping_mut().expect("a path").values_mut() {
            let responses = node.get_mut("responses").and_then(|responses| responses.get_mut("200"));
            responses.and_then(Value::as_mapping_mut).into_iter().for_each(|response| drop(response.remove("links")));
        }
        item.as_mapping_mut().expect("a path").retain(|_, node| node["operationId"].as_str().is_some_and(operations));
        for node in item.as_mapping_mut().expect("a path").values_mut() {
            let id = node["operationId"].as_str().expect("an id").to_owned();
            if !requirements
                .iter()
                .any(|requirement| matches!(requirement, Requirement::Stream { id: known, .. } if *known == id))
            {
                node.as_mapping_mut().expect("an operation").remove("x-pagination");
            }
            let parameters = node.get_mut("parameters").and_then(Value::as_sequence_mut);
            parameters.into_iter().for_each(|all| all.retain(|parameter| is_used(&named, parameter, &id)));
        }
    }
    spec["paths"]
        .as_mapping_mut()
        .expect("paths")
        .retain(|_, item| item.as_mapping().is_some_and(|item| !item.is_empty()));
    let strings: Value = serde_yaml::from_str("{type: string, description: It.}").expect("YAML");
    let all = spec["components"]["schemas"].as_mapping_mut().expect("schemas");
    all.retain(|name, _| {
        requirements.iter().any(|requirement| match requirement {
            Requirement::Fields { schema, .. }
            | Requirement::Values { schema, .. }
            | Requirement::Text { schema, .. } => name == schema,
            _ => false,
        })
    });
    for (name, schema) in all.iter_mut() {
        for requirement in requirements {
            match requirement {
                Requirement::Fields { schema: known, fields, .. } if name == known => {
                    let properties = schema["properties"].as_mapping_mut().expect("properties");
                    properties.retain(|name, _| fields.iter().any(|(known, _)| name == known));
                    schema.as_mapping_mut().expect("a schema").remove("example");
                    // Without properties, the generator would not make a struct.
                    if fields.is_empty() {
                        schema["properties"]["other"] = strings.clone();
                    }
                }
                Requirement::Values { schema: known, values, .. } if name == known => {
                    // The check of `x-lifecycle` requires a succeeded state.
                    let ends = |(_, class): &(&Value, &Value)| class.as_str() == Some("succeeded");
                    let end = schema.get("x-lifecycle").and_then(Value::as_mapping);
                    let end = end.and_then(|states| states.iter().find(ends)).map(|(state, _)| state.clone());
                    let listed =
                        |value: &Value| values.iter().any(|known| value == known) || end.as_ref() == Some(value);
                    schema["enum"].as_sequence_mut().expect("values").retain(listed);
                    for map in ["x-enum-descriptions", "x-lifecycle"] {
                        if let Some(map) = schema.get_mut(map).and_then(Value::as_mapping_mut) {
                            map.retain(|value, _| listed(value));
                        }
                    }
                    schema.as_mapping_mut().expect("a schema").remove("x-enum-varnames");
                    schema.as_mapping_mut().expect("a schema").remove("example");
                }
                _ => {}
            }
        }
    }
    without_examples(&mut spec);
    spec["components"].as_mapping_mut().expect("components").remove("links");
    spec
}

/// Returns whether a parameter of this operation is used: in the path, by a module, or for the pages of a list.
fn is_used(named: &Value, parameter: &Value, operation: &str) -> bool {
    let reference = parameter["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
    let parameter = reference.map_or(parameter, |name| &named[name]);
    let name = parameter["name"].as_str().expect("a name");
    parameter["in"] == "path"
        || Contract::CLIENT.requirements().iter().any(|requirement| match requirement {
            Requirement::Operation { id, parameters, .. } => *id == operation && parameters.contains(&name),
            Requirement::Stream { id, .. } => *id == operation && matches!(name, "offset" | "limit"),
            _ => false,
        })
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
