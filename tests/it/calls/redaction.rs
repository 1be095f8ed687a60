//! `Debug` shows nothing that the spec marks `x-sensitive`. The tests read the marks from the spec, and try each of its
//! objects and operations.

use std::collections::{BTreeMap, BTreeSet};

use metastudio_voice::{Client, builder, types};
use serde_json::{Map, Value, json as value};

use crate::support::{Sink, client, json};

const SPEC: &str = include_str!("../../../openapi/metastudio-voice.yaml");
/// The text in every sensitive value.
const CANARY: &str = "CANARY";

/// Returns both forms of `Debug`.
fn shown(thing: &impl std::fmt::Debug) -> String {
    format!("{thing:?}\n{thing:#?}")
}

type Shown = Result<(Value, String), serde_json::Error>;

/// Reads a value of each type from JSON. Returns it with the `Debug` of the value and of its builder.
macro_rules! objects {
    ($($name:ident)*) => {
        fn objects() -> Vec<(&'static str, fn(Value) -> Shown)> {
            vec![$((stringify!($name), |from| {
                let read: types::$name = serde_json::from_value(from)?;
                let all = shown(&read) + &shown(&types::builder::$name::from(read.clone()));
                Ok((serde_json::to_value(&read)?, all))
            })),*]
        }
    };
}

objects! {
    AdminAuditResult AssessProperty AssessResult AttachmentUploadingAddress AuditError AuditResult CommitJobReq
    ConfirmTrainingSegmentRsp CreateShortJobReq CreateShortJobRsp CreateTrainingJobReq CreateTrainingJobRsp
    ErrorResponse ListJobOperationLogRsp ListTrainingJobsInfo OpExternalInfo OperationLogItem PackageUrl
    ResourceAvailableNums SegmentUploadingUrl SetJobBatchNameReq ShowConfirmedTrainingSegmentRsp
    ShowJobUploadingAddressRsp ShowShortJobRsp ShowUserReviewAttachmentUploadingAddressRsp ShowVoiceTrainingQuotasRsp
    SystemAuditResult TenantDurationCfg TrainingJobInfo VoiceTrainingAllocatedResource VoiceTrainingResource
}

/// Returns the `Debug` of the builders whose operations take something sensitive, as a parameter or in the body.
fn operations(client: &Client, bodies: &BTreeMap<String, Value>) -> Vec<(&'static str, String)> {
    let token = format!("{CANARY}{}", "0".repeat(64 - CANARY.len()));
    let create = read::<types::CreateTrainingJobReq>(bodies);
    let commit = read::<types::CommitJobReq>(bodies);
    let encrypted: builder::ShowEncryptFile<'_> = client.show_encrypt_file().once_token(token).job_id("job");
    vec![
        ("CreateTrainingBasicJob", shown(&client.create_training_basic_job().body(create.clone()))),
        ("CreateTrainingMiddleJob", shown(&client.create_training_middle_job().body(create.clone()))),
        ("CreateTrainingAdvanceJob", shown(&client.create_training_advance_job().body(create.clone()))),
        ("CreateTrainingThirdPartyJob", shown(&client.create_training_third_party_job().body(create))),
        ("CommitVoiceTrainingJob", shown(&client.commit_voice_training_job().body(commit))),
        ("ShowEncryptFile", shown(&encrypted)),
    ]
}

fn read<T: serde::de::DeserializeOwned>(bodies: &BTreeMap<String, Value>) -> T {
    let name = std::any::type_name::<T>().rsplit("::").next().unwrap_or_default();
    serde_json::from_value(bodies[name].clone()).expect("a body")
}

/// The named strings that are sensitive wherever they stand.
fn newtypes() -> Vec<(&'static str, String)> {
    let token = format!("{CANARY}{}", "0".repeat(64 - CANARY.len()));
    vec![
        ("OnceToken", shown(&types::OnceToken::try_from(token).expect("a token"))),
        ("Phone", shown(&types::Phone::try_from(CANARY).expect("a number"))),
    ]
}

struct Spec(Value);

impl Spec {
    fn read() -> Self {
        Self(serde_yaml::from_str(SPEC).expect("the spec"))
    }

    fn schemas(&self) -> &Map<String, Value> {
        self.0["components"]["schemas"].as_object().expect("schemas")
    }

    fn resolve<'a>(&'a self, node: &'a Value) -> &'a Value {
        let whole = node.get("allOf").map_or(node, |parts| &parts[0]);
        match whole.get("$ref").and_then(Value::as_str) {
            Some(target) => self.resolve(self.0.pointer(&target[1..]).expect(target)),
            None => whole,
        }
    }

    /// Returns a value of a schema, with the canary wherever it is sensitive, and counts the canaries.
    fn example(&self, node: &Value, canaries: &mut usize) -> Value {
        let schema = self.resolve(node);
        let sensitive = node["x-sensitive"] == true || schema["x-sensitive"] == true;
        match schema["type"].as_str().expect("a type") {
            "object" => {
                let properties = schema["properties"].as_object().expect("properties");
                properties.iter().map(|(name, node)| (name.clone(), self.example(node, canaries))).collect()
            }
            "array" if sensitive => {
                *canaries += 1;
                value!([format!("https://b/{CANARY}")])
            }
            "array" => value!([self.example(&schema["items"], canaries)]),
            "string" if sensitive => {
                *canaries += 1;
                value!(CANARY)
            }
            "string" if schema["enum"].is_array() => schema["enum"][0].clone(),
            "string" => value!("text"),
            "integer" => value!(1),
            "boolean" => value!(true),
            other => panic!("a sensitive value may be of the type {other}"),
        }
    }

    /// Returns every object with its example and the number of canaries in it.
    fn examples(&self) -> BTreeMap<String, (Value, usize)> {
        let objects = self.schemas().iter().filter(|(_, schema)| schema["type"] == "object");
        let example = |schema: &Value| {
            let mut canaries = 0;
            (self.example(schema, &mut canaries), canaries)
        };
        objects.map(|(name, schema)| (name.clone(), example(schema))).collect()
    }

    /// Returns the operations that take something sensitive.
    fn operations(&self) -> BTreeSet<String> {
        let paths = self.0["paths"].as_object().expect("paths").values();
        let operations = paths.filter_map(Value::as_object).flat_map(Map::values).filter(|node| node.is_object());
        let takes = |operation: &&Value| {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let mut canaries = parameters.filter(|node| self.resolve(node)["x-sensitive"] == true).count();
            if let Some(schema) = operation.pointer("/requestBody/content/application~1json/schema") {
                self.example(schema, &mut canaries);
            }
            canaries > 0
        };
        operations.filter(takes).filter_map(|operation| operation["operationId"].as_str().map(String::from)).collect()
    }

    /// Returns the named strings that a sensitive property or parameter refers to.
    fn strings(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        walk(&self.0, &mut |node| {
            if node["x-sensitive"] == true {
                let node = node.get("schema").unwrap_or(node);
                let target = node.pointer("/allOf/0/$ref").or_else(|| node.get("$ref")).and_then(Value::as_str);
                names.extend(target.and_then(|target| target.rsplit('/').next()).map(String::from));
            }
        });
        names
    }
}

fn walk(node: &Value, visit: &mut impl FnMut(&Value)) {
    visit(node);
    match node {
        Value::Object(map) => map.values().for_each(|child| walk(child, visit)),
        Value::Array(list) => list.iter().for_each(|child| walk(child, visit)),
        _ => {}
    }
}

fn names<T>(listed: &[(&'static str, T)]) -> BTreeSet<String> {
    listed.iter().map(|(name, _)| (*name).to_owned()).collect()
}

#[test]
fn no_type_and_no_builder_shows_a_sensitive_property() {
    let examples = Spec::read().examples();
    assert_eq!(names(&objects()), examples.keys().cloned().collect(), "list every object of the spec above");
    let mut all = 0;
    for (name, try_it) in objects() {
        let (example, canaries) = &examples[name];
        let (written, shown) = try_it(example.clone()).expect(name);
        assert_eq!(written.to_string().matches(CANARY).count(), *canaries, "{name} holds them");
        assert!(!shown.contains(CANARY), "{shown}");
        assert_eq!(shown.contains("***"), *canaries > 0, "{shown}");
        all += canaries;
    }
    let mut marks = 0;
    walk(&Spec::read().0["components"]["schemas"], &mut |node| marks += usize::from(node["x-sensitive"] == true));
    assert!(marks > 0 && all >= marks, "{all} canaries for {marks} marks");
}

#[tokio::test]
async fn no_operation_shows_a_sensitive_parameter_or_body() {
    let spec = Spec::read();
    let bodies = spec.examples().into_iter().map(|(name, (example, _))| (name, example)).collect();
    let sink = Sink::start(|_| json(200, &value!({}))).await;
    let client = client(&sink.url).await;
    let operations = operations(&client, &bodies);
    assert_eq!(names(&operations), spec.operations(), "list every operation that takes something sensitive above");
    for (name, shown) in operations {
        assert!(!shown.contains(CANARY) && shown.contains("***"), "{name}: {shown}");
    }
}

#[test]
fn no_sensitive_named_string_shows_its_value() {
    let newtypes = newtypes();
    assert_eq!(names(&newtypes), Spec::read().strings(), "list every sensitive string above");
    for (name, shown) in newtypes {
        assert!(!shown.contains(CANARY) && shown.contains("***"), "{name}: {shown}");
    }
}
