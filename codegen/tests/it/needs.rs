//! A spec that lacks what the hand-written rooms use gets a finding that names it and the room.

use std::sync::LazyLock;

use metastudio_voice_codegen::{Needs, Source, Use, check};
use serde_yaml::Value;

static SPEC: LazyLock<Value> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("../../../openapi/metastudio-voice.yaml")).expect("YAML"));

fn spec() -> Value {
    SPEC.clone()
}

/// Code and message of the findings about needs.
fn missed(spec: &Value) -> Vec<(String, String)> {
    // JSON is YAML, and sooner written.
    let report = check(Source::new("spec.json", serde_json::to_string(spec).expect("JSON")), Needs::CLIENT);
    let missed = report.findings().iter().filter(|finding| finding.code().id.starts_with("MV10"));
    missed
        .map(|finding| {
            assert!(finding.note().is_some_and(|note| note.contains("src/")), "{}", report.render(finding, false));
            assert!(finding.place().is_some());
            (finding.code().id.to_owned(), finding.message().to_owned())
        })
        .collect()
}

/// Removes an operation by its name.
fn remove_operation(spec: &mut Value, id: &str) {
    for item in spec["paths"].as_mapping_mut().expect("paths").values_mut() {
        item.as_mapping_mut()
            .expect("a path")
            .retain(|_, node| node.get("operationId").and_then(Value::as_str) != Some(id));
    }
}

#[test]
fn the_real_spec_has_all_that_is_used() {
    assert_eq!(missed(&spec()), []);
}

#[test]
fn each_use_that_is_taken_away_is_named() {
    let mut tried = 0;
    let mut expect = |spec: &Value, code: &str, names: &[&str]| {
        let missed = missed(spec);
        for name in names {
            let named = missed.iter().any(|(found, message)| found == code && message.contains(&format!("`{name}`")));
            assert!(named, "{code} {name}: {missed:?}");
            tried += 1;
        }
    };
    for needed in Needs::CLIENT.uses() {
        let mut spec = spec();
        match *needed {
            Use::Operation { id, .. } => {
                remove_operation(&mut spec, id);
                expect(&spec, "MV1001", &[id]);
            }
            Use::Stream { id, .. } => {
                for (_, item) in spec["paths"].as_mapping_mut().expect("paths") {
                    for (_, node) in item.as_mapping_mut().expect("a path") {
                        if node["operationId"].as_str() == Some(id) {
                            node.as_mapping_mut().expect("an operation").remove("x-pagination");
                        }
                    }
                }
                expect(&spec, "MV1002", &[id]);
            }
            Use::Fields { schema, fields, .. } => {
                let mut without = spec.clone();
                let properties = without["components"]["schemas"][schema]["properties"].as_mapping_mut();
                properties.expect("fields").retain(|name, _| !fields.iter().any(|(field, _)| name == field));
                let names: Vec<&str> = fields.iter().map(|(field, _)| *field).collect();
                expect(&without, "MV1002", &names);
                spec["components"]["schemas"].as_mapping_mut().expect("schemas").remove(schema);
                expect(&spec, "MV1004", &[schema]);
            }
            Use::Values { schema, values, .. } => {
                let mut without = spec.clone();
                let list = without["components"]["schemas"][schema]["enum"].as_sequence_mut().expect("values");
                list.retain(|known| !values.iter().any(|value| known == value));
                expect(&without, "MV1003", values);
                spec["components"]["schemas"][schema]["x-extensible-enum"] = false.into();
                expect(&spec, "MV1004", &[schema]);
            }
            Use::Text { schema, .. } => {
                spec["components"]["schemas"][schema]["type"] = "integer".into();
                expect(&spec, "MV1004", &[schema]);
            }
            _ => unreachable!("a use of a kind that this test does not know"),
        }
    }
    assert!(tried > 40, "{tried}");
}

/// A change to the schemas.
type Change = fn(&mut Value);

#[test]
fn what_changes_the_type_of_a_field_is_named() {
    let cases: [(Change, &str, &str); 5] = [
        (
            |all| all["CreateTrainingJobRsp"]["properties"]["job_id"]["maxLength"] = 64.into(),
            "MV1002",
            "no `maxLength`",
        ),
        (
            |all| all["TrainingJobInfo"]["required"] = vec!["state"].into(),
            "MV1002",
            "`TrainingJobInfo.state` must not be",
        ),
        (|all| all["CreateTrainingJobRsp"]["required"] = vec!["other"].into(), "MV1002", "job_id` must be required"),
        (|all| all["TenantDurationCfg"]["properties"]["advance_min"]["minimum"] = 1.into(), "MV1002", "no `minimum`"),
        (
            |all| drop(["pattern", "minLength", "maxLength"].map(|key| all["JobId"].as_mapping_mut()?.remove(key))),
            "MV1004",
            "`JobId` must be a string with a `pattern`",
        ),
    ];
    for (change, code, message) in cases {
        let mut spec = spec();
        change(&mut spec["components"]["schemas"]);
        let missed = missed(&spec);
        assert!(missed.iter().any(|(found, text)| found == code && text.contains(message)), "{message}: {missed:?}");
    }
}

#[test]
fn a_field_of_another_type_is_named() {
    let mut spec = spec();
    spec["components"]["schemas"]["TrainingJobInfo"]["properties"]["asset_id"]["type"] = "integer".into();
    let expected = "`TrainingJobInfo.asset_id` must be of type string, not integer";
    assert_eq!(missed(&spec), [("MV1002".to_owned(), expected.to_owned())]);
}
