//! A spec that does not fulfil the contract of the hand-written modules gets a finding that names the gap and the
//! module.

use std::sync::LazyLock;

use metastudio_voice_codegen::{Contract, Requirement, Source, check};
use serde_yaml::Value;

static SPEC: LazyLock<Value> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("../../../../openapi/metastudio-voice.yaml")).expect("YAML"));

fn spec() -> Value {
    SPEC.clone()
}

/// Returns the code and message of the findings about the contract.
fn missed(spec: &Value) -> Vec<(String, String)> {
    // JSON is a subset of YAML, and faster to write.
    let report = check(Source::new("spec.json", serde_json::to_string(spec).expect("JSON")), Contract::CLIENT);
    let missed = report.findings().iter().filter(|finding| finding.code().id.starts_with("MV10"));
    missed
        .map(|finding| {
            assert!(
                finding.note().is_some_and(|note| note.contains("the module `")),
                "{}",
                report.render(finding, false)
            );
            assert!(finding.place().is_some());
            (finding.code().id.to_owned(), finding.message().to_owned())
        })
        .collect()
}

/// Removes an operation by its id.
fn remove_operation(spec: &mut Value, id: &str) {
    for item in spec["paths"].as_mapping_mut().expect("paths").values_mut() {
        item.as_mapping_mut()
            .expect("a path")
            .retain(|_, node| node.get("operationId").and_then(Value::as_str) != Some(id));
    }
}

#[test]
fn the_real_spec_fulfils_the_contract() {
    assert_eq!(missed(&spec()), []);
}

/// A spec without the requirements of one kind, and the expected findings: code and a part of the message.
struct Without {
    spec: Value,
    expected: Vec<(&'static str, String)>,
}

impl Without {
    fn schemas(&mut self) -> &mut Value {
        &mut self.spec["components"]["schemas"]
    }

    fn expect(&mut self, code: &'static str, message: String) {
        self.expected.push((code, message));
    }
}

#[test]
fn each_removed_requirement_is_reported_by_name() {
    let whole = || Without { spec: spec(), expected: Vec::new() };
    let [mut operations, mut streams, mut fields, mut schemas, mut values, mut open, mut texts] =
        std::array::from_fn(|_| whole());
    for requirement in Contract::CLIENT.requirements() {
        match *requirement {
            Requirement::Operation { id, .. } => {
                remove_operation(&mut operations.spec, id);
                operations.expect("MV1001", format!("the operation `{id}` is missing"));
            }
            Requirement::Stream { id, .. } => {
                for (_, item) in streams.spec["paths"].as_mapping_mut().expect("paths") {
                    for (_, node) in item.as_mapping_mut().expect("a path") {
                        if node["operationId"].as_str() == Some(id) {
                            node.as_mapping_mut().expect("an operation").remove("x-pagination");
                        }
                    }
                }
                streams.expect("MV1002", format!("`{id}` must have `x-pagination`"));
            }
            Requirement::Fields { schema, fields: names, .. } => {
                for (field, _) in names {
                    let properties = fields.schemas()[schema]["properties"].as_mapping_mut();
                    properties.expect("properties").remove(*field);
                    fields.expect("MV1002", format!("`{schema}` must have a property `{field}`"));
                }
                schemas.schemas().as_mapping_mut().expect("schemas").remove(schema);
                schemas.expect("MV1004", format!("the schema `{schema}` is missing"));
            }
            Requirement::Values { schema, values: names, .. } => {
                for value in names {
                    let list = values.schemas()[schema]["enum"].as_sequence_mut().expect("values");
                    list.retain(|known| known.as_str() != Some(value));
                    values.expect("MV1003", format!("`{schema}` must have the value `{value}`"));
                }
                open.schemas()[schema]["x-extensible-enum"] = false.into();
                open.expect("MV1004", format!("`{schema}` must be an enum with `x-extensible-enum: true`"));
            }
            Requirement::Text { schema, .. } => {
                texts.schemas()[schema]["type"] = "integer".into();
                texts.expect("MV1004", format!("`{schema}` must be a string"));
            }
            _ => unreachable!("a requirement of a kind that this test does not know"),
        }
    }
    let mut tried = 0;
    for Without { spec, expected } in [operations, streams, fields, schemas, values, open, texts] {
        let missed = missed(&spec);
        for (code, message) in expected {
            let named = missed.iter().any(|(found, text)| *found == code && text.contains(&message));
            assert!(named, "{code} {message}: {missed:?}");
            tried += 1;
        }
    }
    assert!(tried > 40, "{tried}");
}

/// A change of the schemas.
type Change = fn(&mut Value);

#[test]
fn a_change_of_the_type_of_a_required_field_is_reported() {
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
fn a_required_field_of_another_type_is_reported_with_both_types() {
    let mut spec = spec();
    spec["components"]["schemas"]["TrainingJobInfo"]["properties"]["asset_id"]["type"] = "integer".into();
    let expected = "`TrainingJobInfo.asset_id` must be of type string, not integer";
    assert_eq!(missed(&spec), [("MV1002".to_owned(), expected.to_owned())]);
}
