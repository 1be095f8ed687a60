//! `METASTUDIO_VOICE_SPEC`: a crate that depends on this one builds it with a spec of its own.
#![allow(missing_docs)]

#[path = "it/support/sink.rs"]
#[expect(dead_code)]
mod sink;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;

use metastudio_voice_codegen::{Needs, Use};
use serde_yaml::Value;
use sink::{Sink, json};

const SPEC: &str = include_str!("../openapi/metastudio-voice.yaml");

/// The consumer's own operation and types.
const OPERATION: &str = "
  /v1/{project_id}/things/{thing_id}:
    get:
      operationId: ShowNewThing
      summary: Show something new
      description: Shows something new.
      tags: [VoiceTraining]
      x-idempotency: safe
      parameters:
        - $ref: '#/components/parameters/ProjectId'
        - name: thing_id
          in: path
          required: true
          description: The thing's id.
          schema: {$ref: '#/components/schemas/JobId'}
      responses:
        '200':
          description: The thing.
          content: {application/json: {schema: {$ref: '#/components/schemas/NewThing'}}}
        '4XX': {$ref: '#/components/responses/Error'}
        '5XX': {$ref: '#/components/responses/Error'}
components:
";
const TYPES: &str = "
  schemas:
    NewThing:
      type: object
      description: Something new.
      properties:
        mood: {allOf: [{$ref: '#/components/schemas/Mood'}], description: Its mood.}
        parts: {type: array, nullable: true, description: Its parts., items: {type: string}}
    Mood:
      type: string
      description: A mood.
      enum: [GOOD]
      x-extensible-enum: true
      x-enum-descriptions: {GOOD: A good one.}
";

/// The builds share a folder, so that they come one after the other.
static BUILDING: Mutex<()> = Mutex::new(());

/// Runs cargo on the consumer with this spec.
fn cargo(arguments: &[&str], spec: &Path) -> Output {
    cargo_allowing("", arguments, spec)
}

/// The same, with these harmful findings allowed.
fn cargo_allowing(allowed: &str, arguments: &[&str], spec: &Path) -> Output {
    let consumer = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/consumer");
    // The same versions as here: nothing is looked up.
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock"), consumer.join("Cargo.lock"))
        .expect("copied");
    Command::new(env!("CARGO"))
        .args(["--config", "net.offline=true", arguments[0], "--manifest-path"])
        .arg(consumer.join("Cargo.toml"))
        .args(&arguments[1..])
        .env("METASTUDIO_VOICE_SPEC", spec)
        .env("METASTUDIO_VOICE_ALLOW", allowed)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumer"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs")
}

fn shown(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout))
}

fn write(name: &str, spec: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, spec).expect("written");
    path
}

fn extended() -> String {
    SPEC.replacen("\ncomponents:\n", OPERATION, 1).replacen("\n  schemas:\n", TYPES, 1)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consumer_adds_an_operation_without_forking() {
    let sink = Sink::start(|_| json(200, &serde_json::json!({"mood": "NEW", "parts": null}))).await;
    let url = sink.url.clone();
    let build = move || {
        let _alone = BUILDING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let spec = write("extended.yaml", &extended());
        let built = cargo(&["run", "--quiet", "--", &url], &spec);

        // Another spec at the same address, and a spec at another address, are noticed.
        write("extended.yaml", &extended().replacen("operationId: ShowNewThing", "operationID: ShowNewThing", 1));
        let edited = cargo(&["build"], &spec);
        let plain = cargo(&["build"], &write("plain.yaml", SPEC));
        let missing = cargo(&["build"], Path::new("/no/such/spec.yaml"));
        (built, edited, plain, missing)
    };
    let (built, edited, plain, missing) = tokio::task::spawn_blocking(build).await.expect("built");

    assert!(built.status.success(), "{}", shown(&built));
    assert!(shown(&built).contains("ShowNewThing: Some(Unknown(\"NEW\")), []"), "{}", shown(&built));
    assert_eq!(sink.received()[0].target, "/v1/p/things/a-1");

    let (text, path) = (shown(&edited), "extended.yaml");
    assert!(!edited.status.success());
    assert!(text.contains("error[MV0203]: unknown key `operationID`") && text.contains("did you mean `operationId`?"));
    assert!(text.contains(path) && !text.contains("panicked") && !text.contains("--- stdout"), "{text}");

    assert!(!plain.status.success());
    assert!(shown(&plain).contains("no method named `show_new_thing`"), "{}", shown(&plain));

    assert!(!missing.status.success());
    assert!(shown(&missing).contains("the spec /no/such/spec.yaml cannot be read"), "{}", shown(&missing));
}

#[test]
fn a_harmful_finding_stops_the_build_unless_it_is_allowed() {
    let _alone = BUILDING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let property = "          description: The name of an attached file. 1 to 256 characters.\n";
    let spec = write("limited.yaml", &SPEC.replacen(property, &format!("          maxLength: 64\n{property}"), 1));
    let stopped = cargo(&["check", "-p", "metastudio-voice"], &spec);
    assert!(!stopped.status.success() && shown(&stopped).contains("error[MV0702]"), "{}", shown(&stopped));
    let allowed = cargo_allowing("MV0702", &["check", "-p", "metastudio-voice"], &spec);
    assert!(allowed.status.success() && shown(&allowed).contains("warning[MV0702]"), "{}", shown(&allowed));
}

#[test]
fn the_rooms_build_with_a_spec_that_has_only_what_they_are_declared_to_use() {
    let _alone = BUILDING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let spec = serde_json::to_string_pretty(&least()).expect("JSON");
    let built = cargo(&["check", "-p", "metastudio-voice"], &write("least.json", &spec));
    assert!(built.status.success(), "codegen/src/needs is not complete: {}", shown(&built));
}

/// The spec without all that the rooms do not use.
fn least() -> Value {
    let mut spec: Value = serde_yaml::from_str(SPEC).expect("YAML");
    let uses = Needs::CLIENT.uses();
    let named = spec["components"]["parameters"].clone();
    let operations =
        |id: &str| uses.iter().any(|used| matches!(used, Use::Operation { id: known, .. } if *known == id));
    for item in spec["paths"].as_mapping_mut().expect("paths").values_mut() {
        for node in item.as_mapping_mut().expect("a path").values_mut() {
            let responses = node.get_mut("responses").and_then(|responses| responses.get_mut("200"));
            responses.and_then(Value::as_mapping_mut).into_iter().for_each(|response| drop(response.remove("links")));
        }
        item.as_mapping_mut().expect("a path").retain(|_, node| node["operationId"].as_str().is_some_and(operations));
        for node in item.as_mapping_mut().expect("a path").values_mut() {
            let id = node["operationId"].as_str().expect("an id").to_owned();
            if !uses.iter().any(|used| matches!(used, Use::Stream { id: known, .. } if *known == id)) {
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
        uses.iter().any(|used| match used {
            Use::Fields { schema, .. } | Use::Values { schema, .. } | Use::Text { schema, .. } => name == schema,
            _ => false,
        })
    });
    for (name, schema) in all.iter_mut() {
        for used in uses {
            match used {
                Use::Fields { schema: known, fields, .. } if name == known => {
                    let properties = schema["properties"].as_mapping_mut().expect("properties");
                    properties.retain(|name, _| fields.iter().any(|(known, _)| name == known));
                    schema.as_mapping_mut().expect("a schema").remove("example");
                    // An object without properties would be no object.
                    if fields.is_empty() {
                        schema["properties"]["other"] = strings.clone();
                    }
                }
                Use::Values { schema: known, values, .. } if name == known => {
                    let listed = |value: &Value| values.iter().any(|known| value == known);
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

/// Whether a parameter of this operation is used: in the path, by a room, or for going through pages.
fn is_used(named: &Value, parameter: &Value, operation: &str) -> bool {
    let reference = parameter["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
    let parameter = reference.map_or(parameter, |name| &named[name]);
    let name = parameter["name"].as_str().expect("a name");
    parameter["in"] == "path"
        || Needs::CLIENT.uses().iter().any(|used| match used {
            Use::Operation { id, parameters, .. } => *id == operation && parameters.contains(&name),
            Use::Stream { id, .. } => *id == operation && matches!(name, "offset" | "limit"),
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
