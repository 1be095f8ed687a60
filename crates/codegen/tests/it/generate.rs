//! The generation turns a spec into code, or into findings.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use metastudio_voice_codegen::{Class, Contract, Report, Source, generate};

const SPEC: &str = include_str!("../../../../openapi/metastudio-voice.yaml");

/// The report of the real spec.
static REAL: LazyLock<Report> = LazyLock::new(|| report(SPEC));
static CODE: LazyLock<String> = LazyLock::new(|| sound(&REAL));

fn report(spec: &str) -> Report {
    generate(Source::new("spec.yaml", spec), Contract::CLIENT)
}

fn code(spec: &str) -> String {
    sound(&report(spec))
}

/// Returns the code of a report, which must have no findings.
fn sound(report: &Report) -> String {
    assert!(report.findings().is_empty(), "{}", report.to_text(false));
    report.code().expect("code").to_owned()
}

/// Returns the real spec with one change.
fn changed(from: &str, to: &str) -> String {
    assert!(SPEC.contains(from), "{from}");
    SPEC.replacen(from, to, 1)
}

#[test]
fn the_same_spec_makes_the_same_code() {
    assert_eq!(code(SPEC), *CODE);
}

#[test]
fn a_spec_in_json_makes_the_same_code_as_in_yaml() {
    let json: serde_yaml::Value = serde_yaml::from_str(SPEC).expect("YAML");
    let json = serde_json::to_string_pretty(&json).expect("JSON");
    assert_eq!(code(&json), *CODE);
}

#[test]
fn an_operation_added_to_the_spec_becomes_a_method() {
    let added = "\x20 /v1/{project_id}/voice-training-manage/user/new-things:
    get:
      operationId: ShowNewThing
      summary: Show something new
      description: Shows something new.
      tags: [VoiceTraining]
      x-idempotency: safe
      parameters:
        - $ref: '#/components/parameters/ProjectId'
      responses:
        '200': {description: Done.}
        '400': {$ref: '#/components/responses/Error'}
        '4XX': {$ref: '#/components/responses/Error'}
        '5XX': {$ref: '#/components/responses/Error'}
components:
";
    let code = code(&changed("\ncomponents:\n", &format!("\n{added}")));
    assert!(code.contains("pub fn show_new_thing(&self)"));
    assert!(code.contains("SHOW_NEW_THING"));
}

#[test]
fn a_value_added_to_an_enum_becomes_a_variant() {
    let changed = changed("        - ECOMMERCE\n", "        - ASMR\n        - ECOMMERCE\n");
    let report = report(&changed);
    assert!(report.code().is_some_and(|code| code.contains("\"ASMR\" => ::std::option::Option::Some(Self::Asmr)")));
    // The new value has no description and no name for other languages, which the findings report.
    let found: Vec<&str> = report.findings().iter().map(|finding| finding.code().id).collect();
    assert_eq!(found, ["MV0807", "MV0804"]);
}

#[test]
fn inline_objects_and_enums_become_named_types() {
    let inline = "        inline:
          type: object
          description: Inline.
          properties:
            mood: {type: string, description: Inline., enum: [A, B], x-extensible-enum: true}
";
    let start = SPEC.find("        confirm_result:\n").expect("the property");
    let spec = format!("{}{inline}{}", &SPEC[..start], &SPEC[start..]);
    let report = report(&spec);
    assert!(report.findings().iter().all(|finding| finding.code().class != Class::Broken), "{}", report.to_text(false));
    let code = report.code().expect("code");
    assert!(code.contains("pub struct ConfirmTrainingSegmentRspInline"));
    assert!(code.contains("pub enum ConfirmTrainingSegmentRspInlineMood"));
}

#[test]
fn a_time_by_its_format_is_read_as_one_by_its_extension_is_and_is_checked_before_it_is_sent() {
    let described = "When the credit expires, RFC 3339 in UTC, 20 characters.\n          example: '2021-01-10T08:43:17Z'\n          ";
    let spec = changed(&format!("{described}x-time-format: rfc3339"), &format!("{described}format: date-time"));
    let code = code(&spec);
    let read = "pub fn expire_time(&self) -> ::std::option::Option<::std::time::SystemTime>";
    assert!(CODE.contains(read) && code.contains(read));
    assert!(!CODE.contains("limits::date_time(value)") && code.contains("limits::date_time(value)"));
    assert!(!code.contains("chrono"));
}

#[test]
fn the_generated_code_does_not_bypass_authentication_and_adds_no_header() {
    let code = &*CODE;
    assert!(!code.contains("api-version"));
    assert!(!code.contains("pub fn new(baseurl"));
    assert!(code.contains("pub(crate) fn new_with_client("));
    let (paths, _) = SPEC.split_once("\ncomponents:").expect("components");
    let operations = paths.matches("operationId: ").count();
    assert_eq!(code.matches("Ok((client, request))").count(), operations);
    assert_eq!(code.matches("pub async fn send(").count(), operations);
}

#[test]
fn a_report_has_all_findings_in_the_order_of_the_file() {
    let spec = changed("operationId: CommitVoiceTrainingJob", "operationId: showVoiceTraining_Job");
    let spec = spec.replacen("      required:\n        - voice_name\n", "      requierd:\n        - voice_name\n", 1);
    let spec = spec.replacen("'#/components/schemas/AuditResult'", "'#/components/schemas/AuditResults'", 1);
    let report = report(&spec);
    let found: Vec<&str> = report.findings().iter().map(|finding| finding.code().id).collect();
    for code in ["MV0402", "MV0203", "MV0301", "MV1001"] {
        assert!(found.contains(&code), "{code}: {found:?}");
    }
    let places: Vec<_> = report.findings().iter().map(|finding| finding.place()).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(report.code().is_none());
}

#[test]
fn a_file_that_is_not_a_spec_has_a_finding() {
    for spec in
        ["", "[]", "7", "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n", "\u{feff}", "%", "a: *b", "\0"]
    {
        let report = report(spec);
        assert!(report.code().is_none() && !report.findings()[0].message().is_empty(), "{spec:?}");
    }
}

#[test]
fn schemas_that_contain_each_other_are_reported_as_a_cycle() {
    // The response of the create operations, whose body is the target of links.
    let cycle = "    CreateTrainingJobRsp:
      allOf: [{$ref: '#/components/schemas/Round'}]
      description: It.
    Round:
      allOf: [{$ref: '#/components/schemas/CreateTrainingJobRsp'}]
      description: It.
    Before:
";
    let spec = changed("    CreateTrainingJobRsp:\n", cycle);
    let found: Vec<&str> = report(&spec).findings().iter().map(|finding| finding.code().id).collect::<Vec<_>>();
    assert!(found.contains(&"MV0305"), "{found:?}");
}

#[test]
fn a_schema_may_have_properties_of_its_own_type() {
    let tree = "    CreateTrainingJobRsp:
      x-kept: true
      type: object
      description: It.
      required: [job_id]
      properties:
        job_id: {type: string, description: It.}
        training_data_uploading_url: {type: string, description: It.}
        segment_uploading_url: {allOf: [{$ref: '#/components/schemas/SegmentUploadingUrl'}], description: It.}
        authorization_letter_uploading_url: {type: string, description: It.}
        parent: {allOf: [{$ref: '#/components/schemas/CreateTrainingJobRsp'}], description: It., x-sensitive: true}
        children: {type: array, nullable: true, description: It., items: {$ref: '#/components/schemas/CreateTrainingJobRsp'}}
        named: {type: object, description: It., additionalProperties: {$ref: '#/components/schemas/CreateTrainingJobRsp'}}
";
    let start = SPEC.find("    CreateTrainingJobRsp:\n").expect("the schema");
    let end = start + SPEC[start..].find("    SegmentUploadingUrl:\n").expect("the next schema");
    let report = report(&format!("{}{tree}{}", &SPEC[..start], &SPEC[end..]));
    assert!(report.code().is_some(), "{}", report.to_text(false));
}

/// Returns the files of the client, by their paths.
fn files(report: &Report) -> BTreeMap<String, String> {
    report.files().map(|(path, code)| (path.to_owned(), code.to_owned())).collect()
}

#[test]
fn the_files_of_the_client_put_together_are_the_whole_client() {
    let mut files = files(&REAL);
    let root = files.remove("client.rs").expect("the root");
    assert!(files.len() > 100, "{}", files.len());
    let whole = files.iter().fold(root, |root, (path, code)| {
        let include = format!("include!(concat!(env!(\"OUT_DIR\"), \"/{path}\"));\n");
        assert_eq!(root.matches(&include).count(), 1, "{path}");
        root.replacen(&include, code, 1)
    });
    assert!(whole == *CODE, "the files and the whole are not the same code");
}

#[test]
fn one_more_line_in_a_description_changes_only_the_files_of_the_described_item() {
    let before = files(&REAL);
    for (description, expected) in [
        (
            "      description: A voice training job. No source marks a field as always present.\n",
            &["client/types.TrainingJobInfo.rs"][..],
        ),
        (
            "          description: The job's id. 1 to 64 characters.\n          example: abcdefg\n        app_user_id:\n",
            &["client/types.TrainingJobInfo.rs", "client/types.builder.TrainingJobInfo.rs"],
        ),
        (
            "      description: >-\n        Deletes the job. Which states allow it is not documented.",
            &["client/Client.rs"],
        ),
    ] {
        let more = if description.contains(">-\n") {
            description.replace(">-\n", ">-\n        More.\n\n")
        } else {
            let (first, rest) = description.split_once('\n').expect("a line");
            let indent = " ".repeat(first.len() - first.trim_start().len() + 2);
            format!(
                "{}\n\n{indent}More.\n{rest}",
                first.replace("description: ", &format!("description: >-\n{indent}"))
            )
        };
        let after = files(&report(&changed(description, &more)));
        let paths: BTreeSet<&str> = before.keys().chain(after.keys()).map(|path| &**path).collect();
        let differ: Vec<&str> = paths.into_iter().filter(|path| before.get(*path) != after.get(*path)).collect();
        assert_eq!(differ, expected, "{more}");
    }
}
