//! A spec that does not fulfil the contract of the hand-written modules gets a finding that names the gap.

use std::collections::BTreeSet;

use metastudio_voice_codegen::{Contract, Source, check};
use serde_yaml::Value;

fn spec() -> Value {
    serde_yaml::from_str(include_str!("../../../../openapi/metastudio-voice.yaml")).expect("YAML")
}

/// Returns the codes and messages of the findings about the contract.
fn missed(spec: &Value) -> BTreeSet<String> {
    // JSON is a subset of YAML, and faster to write.
    let report = check(Source::new("spec.json", serde_json::to_string(spec).expect("JSON")), Contract::CLIENT);
    let missed = report.findings().iter().filter(|finding| finding.code().id.starts_with("MV10"));
    missed
        .map(|finding| {
            let shown = report.render(finding, false);
            assert!(finding.note().is_some_and(|note| note.contains("hand-written")), "{shown}");
            assert!(finding.place().is_some() && shown.contains("help: "), "{shown}");
            format!("{} {}", finding.code().id, finding.message())
        })
        .collect()
}

#[test]
fn the_real_spec_fulfils_the_contract() {
    assert_eq!(missed(&spec()), BTreeSet::new());
}

#[test]
fn each_removed_operation_is_reported_by_name() {
    let mut spec = spec();
    for item in spec["paths"].as_mapping_mut().expect("paths").values_mut() {
        let used = |node: &Value| Contract::CLIENT.operations.iter().any(|(id, _)| node["operationId"] == *id);
        item.as_mapping_mut().expect("a path").retain(|_, node| !used(node));
    }
    let expected = Contract::CLIENT.operations.iter().map(|(id, _)| format!("MV1001 the operation `{id}` is missing"));
    assert_eq!(missed(&spec), expected.collect());
}

#[test]
fn each_removed_parameter_and_pagination_is_reported_by_name() {
    let mut spec = spec();
    let mut expected = BTreeSet::new();
    for node in spec["paths"].as_mapping_mut().expect("paths").values_mut() {
        for operation in node.as_mapping_mut().expect("a path").values_mut() {
            let id = operation["operationId"].as_str().expect("an id").to_owned();
            let Some((_, names)) = Contract::CLIENT.operations.iter().find(|(known, _)| *known == id) else { continue };
            let operation = operation.as_mapping_mut().expect("an operation");
            let had_pages = operation.remove("x-pagination").is_some();
            operation.remove("parameters");
            for name in *names {
                let what = if *name == "x-pagination" { "" } else { "a parameter " };
                assert!(had_pages || !what.is_empty(), "{id} has no pages");
                expected.insert(format!("MV1003 `{id}` must have {what}`{name}`"));
            }
        }
    }
    assert!(missed(&spec).is_superset(&expected) && !expected.is_empty(), "{:?}", missed(&spec));
}

#[test]
fn each_removed_schema_is_reported_by_name() {
    let mut spec = spec();
    let all = spec["components"]["schemas"].as_mapping_mut().expect("schemas");
    let mut expected = BTreeSet::new();
    for (schema, _) in Contract::CLIENT.schemas {
        all.remove(*schema).expect("the schema");
        expected.insert(format!("MV1002 the schema `{schema}` is missing"));
    }
    assert_eq!(missed(&spec), expected);
}

#[test]
fn each_removed_property_and_value_is_reported_by_name() {
    let mut spec = spec();
    let mut expected = BTreeSet::new();
    for (schema, names) in Contract::CLIENT.schemas {
        let node = &mut spec["components"]["schemas"][*schema];
        for name in *names {
            let kind = match node.get_mut("enum") {
                Some(values) => {
                    values.as_sequence_mut().expect("values").retain(|value| value != *name);
                    "value"
                }
                None => {
                    node["properties"].as_mapping_mut().expect("properties").remove(*name).expect("the property");
                    "property"
                }
            };
            expected.insert(format!("MV1003 `{schema}` must have the {kind} `{name}`"));
        }
    }
    assert_eq!(missed(&spec), expected);
}
