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
        let used = |node: &Value| Contract::CLIENT.operations.iter().any(|id| node["operationId"] == *id);
        item.as_mapping_mut().expect("a path").retain(|_, node| !used(node));
    }
    let expected = Contract::CLIENT.operations.iter().map(|id| format!("MV1001 the operation `{id}` is missing"));
    assert_eq!(missed(&spec), expected.collect());
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
fn each_removed_property_that_is_named_as_text_is_reported_by_name() {
    let mut spec = spec();
    let mut expected = BTreeSet::new();
    for (schema, names) in Contract::CLIENT.schemas {
        for name in *names {
            let properties = spec["components"]["schemas"][*schema]["properties"].as_mapping_mut();
            properties.expect("properties").remove(*name).expect("the property");
            expected.insert(format!("MV1003 `{schema}` must have a property `{name}`"));
        }
    }
    assert_eq!(expected.len(), 14);
    assert_eq!(missed(&spec), expected);
}
