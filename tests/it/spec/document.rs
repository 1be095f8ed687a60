//! The spec and the code agree.

use metastudio_voice::operations;
use metastudio_voice::types;
use metastudio_voice::upload::ContentType;
use serde_json::{Value, json};

fn spec() -> Value {
    serde_yaml::from_str(include_str!("../../../openapi/metastudio-voice.yaml")).expect("YAML")
}

/// Every node of the spec with its pointer.
fn walk<'a>(node: &'a Value, pointer: String, visit: &mut dyn FnMut(&str, &'a Value)) {
    visit(&pointer, node);
    match node {
        Value::Object(map) => map.iter().for_each(|(key, child)| walk(child, format!("{pointer}/{key}"), visit)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(n, child)| walk(child, format!("{pointer}/{n}"), visit))
        }
        _ => {}
    }
}

fn resolve<'a>(spec: &'a Value, node: &'a Value) -> &'a Value {
    match node["$ref"].as_str() {
        Some(target) => spec.pointer(target.trim_start_matches('#')).unwrap_or_else(|| panic!("{target}")),
        None => node,
    }
}

fn schema_name(media: &Value) -> &str {
    media["schema"]["$ref"].as_str().map(|name| name.trim_start_matches("#/components/schemas/")).unwrap_or_default()
}

#[test]
fn the_documented_create_request_and_response_are_in_the_spec_verbatim() {
    let spec = spec();
    let examples = &spec["components"]["examples"];
    let request = json!({
        "tag": "ECOMMERCE", "description": "It is a female voice.", "sex": "FEMALE",
        "voice_name": "Gentle female voice", "language": "CN", "create_type": "PACKAGE",
    });
    let response = json!({
        "job_id": "abcdefg",
        "training_data_uploading_url": "https://my-bucket/data.zip",
        "segment_uploading_url": {
            "audio_uploading_url": ["https://my-bucket/data0.wav"],
            "txt_uploading_url": ["https://my-bucket/data0.txt"],
        },
        "authorization_letter_uploading_url": "https://my-bucket/data",
    });
    assert_eq!(examples["CreateDocumented"]["value"], request);
    assert_eq!(examples["CreatedDocumented"]["value"], response);
}

#[test]
fn the_client_has_every_operation_of_the_spec() {
    let spec = spec();
    let items = spec["paths"].as_object().expect("paths").values().filter_map(Value::as_object);
    let documented = items.flat_map(|item| item.values()).filter(|node| node["operationId"].is_string());
    assert_eq!(operations::ALL.len(), documented.count());
    for operation in operations::ALL {
        let node = &spec["paths"][operation.path][operation.method.to_lowercase()];
        assert_eq!(node["operationId"].as_str(), Some(operation.id));
        assert_eq!(node["x-idempotency"], json!(format!("{:?}", operation.idempotency).to_lowercase()));
        let limits = node["x-rate-limit"].as_object().cloned().unwrap_or_default();
        assert_eq!(limits.len(), operation.rate_limits.len(), "{}", operation.id);
        for (region, limit) in operation.rate_limits {
            assert_eq!(limits[*region], json!(limit));
        }
    }
}

/// Reads a value as a generated type and writes it again: nothing may be lost.
macro_rules! round_trip {
    ($name:expr, $value:expr, $($type:ident),* $(,)?) => {
        match $name {
            $(stringify!($type) => {
                let typed: types::$type = serde_json::from_value($value.clone())
                    .unwrap_or_else(|error| panic!("{}: {error}: {}", $name, $value));
                Some(serde_json::to_value(typed).expect("JSON"))
            })*
            _ => None,
        }
    };
}

/// The same without its empty lists: an empty list is not written.
fn without_empty_lists(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.iter().filter(|(_, child)| !child.as_array().is_some_and(Vec::is_empty));
            kept.map(|(key, child)| (key.clone(), without_empty_lists(child))).collect()
        }
        Value::Array(list) => list.iter().map(without_empty_lists).collect(),
        other => other.clone(),
    }
}

#[test]
fn every_example_of_a_body_decodes_into_its_generated_type_without_loss() {
    let spec = spec();
    let mut seen = 0;
    let mut visit = |pointer: &str, media: &Value| {
        let name = schema_name(media);
        for (example, node) in media["examples"].as_object().into_iter().flatten().filter(|_| !name.is_empty()) {
            let value = &resolve(&spec, node)["value"];
            let written = round_trip!(
                name,
                value,
                CreateTrainingJobReq,
                CreateTrainingJobRsp,
                CommitJobReq,
                ListTrainingJobsInfo,
                TrainingJobInfo,
                ShowJobUploadingAddressRsp,
                AuditResult,
                ListJobOperationLogRsp,
                ConfirmTrainingSegmentRsp,
                ShowConfirmedTrainingSegmentRsp,
                SetJobBatchNameReq,
                TenantDurationCfg,
                ShowVoiceTrainingQuotasRsp,
                ShowUserReviewAttachmentUploadingAddressRsp,
                CreateShortJobReq,
                CreateShortJobRsp,
                ShowShortJobRsp,
                ErrorResponse,
            );
            let written = written.unwrap_or_else(|| panic!("{pointer}: add {name} to the types of this test"));
            assert_eq!(written, without_empty_lists(value), "{pointer}/{example}");
            seen += 1;
        }
    };
    walk(&spec, "#".to_owned(), &mut visit);
    assert!(seen > 30, "{seen} examples");
}

#[test]
fn the_uploads_use_the_content_types_of_the_spec() {
    let known = [ContentType::ZIP, ContentType::WAV, ContentType::TEXT, ContentType::OCTET_STREAM];
    let mut of_spec = std::collections::BTreeSet::new();
    let spec = spec();
    walk(&spec, "#".to_owned(), &mut |pointer, node| {
        let upload = &node["x-upload"];
        if upload.is_null() {
            return;
        }
        assert_eq!((&upload["method"], &node["x-sensitive"]), (&json!("PUT"), &json!(true)), "{pointer}");
        of_spec.extend(upload["content-type"].as_str().map(ToOwned::to_owned));
        if let Some(renew) = upload["renew"].as_str() {
            assert!(operations::ALL.iter().any(|operation| operation.id == renew), "{pointer}: {renew}");
        }
    });
    let known: std::collections::BTreeSet<String> = known.iter().map(ToString::to_string).collect();
    assert_eq!(of_spec, known);
}

#[test]
fn every_operation_names_its_source_and_every_source_has_a_place_and_a_date() {
    let spec = spec();
    for operation in operations::ALL {
        let node = &spec["paths"][operation.path][operation.method.to_lowercase()];
        assert!(node["x-source"].is_object() && node["externalDocs"]["url"].is_string(), "{}", operation.id);
    }
    walk(&spec, "#".to_owned(), &mut |pointer, node| {
        let source = &node["x-source"];
        if !source.is_null() {
            assert!(source["page"].is_string() != source["artefact"].is_string(), "{pointer}: a page or an artefact");
            let date = source["date"].as_str().unwrap_or_else(|| panic!("{pointer}: no date"));
            assert!(date.len() == 10 && date.starts_with("20"), "{pointer}: {date}");
        }
    });
}

#[test]
fn every_link_leads_to_an_operation_and_fills_its_parameters() {
    let spec = spec();
    let links = spec["components"]["links"].as_object().expect("links");
    assert!(!links.is_empty());
    for (name, link) in links {
        let target = link["operationId"].as_str().expect("an operationId");
        let operation = operations::ALL.iter().find(|operation| operation.id == target);
        let path = operation.unwrap_or_else(|| panic!("{name}: {target}")).path;
        for (parameter, value) in link["parameters"].as_object().expect("parameters") {
            assert!(path.contains(&format!("{{{parameter}}}")), "{name}: {parameter}");
            let known = ["$request.path.project_id", "$response.body#/job_id"];
            assert!(value.as_str().is_some_and(|value| known.contains(&value)), "{name}: {value}");
        }
    }
}

/// `{:?}` of each value of an enum: its variant's name.
macro_rules! variants {
    ($name:expr, $values:expr, $($type:ident),* $(,)?) => {
        match $name {
            $(stringify!($type) => {
                assert_eq!(types::$type::KNOWN, $values.as_slice());
                $values.iter().map(|value| format!("{:?}", types::$type::from(*value))).collect::<Vec<String>>()
            })*
            other => panic!("add {other} to the enums of this test"),
        }
    };
}

#[test]
fn the_variants_of_enums_have_the_names_of_the_spec_and_their_values_have_meanings() {
    let spec = spec();
    let texts = |node: &Value| -> Vec<String> {
        let list = node.as_array().into_iter().flatten();
        list.filter_map(|value| value.as_str().map(ToOwned::to_owned)).collect()
    };
    for (name, schema) in spec["components"]["schemas"].as_object().expect("schemas") {
        if schema["enum"].is_null() {
            continue;
        }
        assert_eq!(schema["x-extensible-enum"], json!(true), "{name}");
        let values = texts(&schema["enum"]);
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let variants = variants!(
            name.as_str(),
            values,
            JobState,
            JobType,
            JobTag,
            CreateType,
            Sex,
            SupportedServiceEnum,
            ChardMode,
            ShortJobType,
            SortDir,
            SortKey,
            OperationAction,
            Operator,
            ResourceOperationType,
            ResourceSource,
            ResourceType,
        );
        assert_eq!(variants, texts(&schema["x-enum-varnames"]), "{name}");
        for value in values {
            assert!(schema["x-enum-descriptions"][value].is_string(), "{name}: {value}");
        }
    }
}

#[tokio::test]
async fn the_client_signs_the_headers_that_the_spec_names() {
    let sink = crate::support::Sink::start(|_| crate::support::json(200, &json!({"job_id": "j"}))).await;
    let keys = metastudio_voice::Credentials::temporary_access_key("AK", "SK", "TOKEN").expect("keys");
    let builder = metastudio_voice::Client::builder().endpoint(&sink.url).project_id("p").credentials(keys);
    let client = builder.build().await.expect("client");
    client.create_training_advance_job().body_map(|job| job.voice_name("v")).send().await.expect("created");
    let authorization = sink.received()[0].header("authorization").expect("signed").to_owned();
    let signed = authorization.split_once("SignedHeaders=").and_then(|(_, rest)| rest.split_once(',')).expect("list").0;
    let named = &spec()["components"]["securitySchemes"]["akskAuth"]["x-huaweicloud-signature"]["signed-headers"];
    let mut named: Vec<&str> = named.as_array().expect("list").iter().filter_map(Value::as_str).collect();
    named.sort_unstable();
    assert_eq!(signed.split(';').collect::<Vec<_>>(), named);
}

#[test]
fn the_error_codes_are_those_of_the_spec() {
    let spec = spec();
    let groups = spec["x-error-codes"].as_array().expect("groups");
    let mut seen = 0;
    for group in groups {
        for (code, entry) in group["codes"].as_object().expect("codes") {
            let known = metastudio_voice::error_codes::ErrorCode::find(code).unwrap_or_else(|| panic!("{code}"));
            assert_eq!(json!((known.code, known.service)), json!((code, &group["service"])));
            assert_eq!(json!((known.statuses, known.meaning)), json!((&entry["status"], &entry["meaning"])));
            assert_eq!(json!(known.advice), entry["advice"], "{code}");
            assert_eq!(json!(format!("{:?}", known.class).to_lowercase()), without_hyphens(&entry["class"]), "{code}");
            seen += 1;
        }
    }
    assert_eq!(seen, metastudio_voice::error_codes::ALL.len());
}

fn without_hyphens(class: &Value) -> Value {
    json!(class.as_str().expect("a class").replace('-', ""))
}

/// Row G6: a program can refuse to be compiled with another spec, as `openapi/README.md` shows.
const _: () = assert!(matches!(metastudio_voice::SPEC_VERSION.as_bytes(), b"0.2.0"), "another spec");

#[test]
fn the_version_of_the_spec_is_a_constant_that_a_program_can_assert() {
    assert_eq!(spec()["info"]["version"].as_str(), Some(metastudio_voice::SPEC_VERSION));
}
