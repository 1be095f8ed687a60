//! What goes in as a spec comes out as code, or as findings: never as a panic.
#![allow(missing_docs)]

use metastudio_voice_codegen::{Diagnostic, generate};

const SPEC: &str = include_str!("../../openapi/metastudio-voice.yaml");

fn findings(spec: &str) -> Vec<Diagnostic> {
    generate(spec).expect_err("the spec is broken")
}

/// The real spec with one change.
fn changed(from: &str, to: &str) -> String {
    assert!(SPEC.contains(from), "{from}");
    SPEC.replacen(from, to, 1)
}

#[test]
fn the_same_spec_makes_the_same_code() {
    assert_eq!(generate(SPEC), generate(SPEC));
}

#[test]
fn an_operation_added_to_the_spec_becomes_a_method() {
    let added = "\x20 /v1/{project_id}/voice-training-manage/user/new-things:
    get:
      operationId: ShowNewThing
      summary: Show something new
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
    let code = generate(&changed("\ncomponents:\n", &format!("\n{added}"))).expect("code");
    assert!(code.contains("pub fn show_new_thing(&self)"));
    assert!(code.contains("SHOW_NEW_THING"));
}

#[test]
fn a_value_added_to_an_enum_becomes_a_variant_with_its_meaning() {
    let code = generate(&changed("        - ECOMMERCE\n", "        - ASMR\n        - ECOMMERCE\n")).expect("code");
    assert!(code.contains("\"ASMR\" => Some(Self::Asmr)"));
}

#[test]
fn the_generated_code_has_no_way_round_authentication_and_no_foreign_header() {
    let code = generate(SPEC).expect("code");
    assert!(!code.contains("api-version"));
    assert!(!code.contains("pub fn new(baseurl"));
    assert!(code.contains("pub(crate) fn new_with_client("));
    assert_eq!(code.matches("async fn send_generated(").count(), 21);
    assert_eq!(code.matches("pub async fn send(").count(), 21);
}

#[test]
fn broken_yaml_is_found_with_its_line() {
    let found = findings("openapi: 3.0.3\ninfo:\n  title: [unclosed\n");
    assert!(found[0].place.is_some_and(|(line, _)| line >= 3), "{found:?}");
    let twice = findings("openapi: 3.0.3\nopenapi: 3.0.3\n");
    assert!(twice[0].message.contains("duplicate"), "{twice:?}");
}

#[test]
fn what_the_passes_cannot_use_is_named_with_its_pointer() {
    let cases = [
        (changed("'#/components/schemas/CreateTrainingJobRsp'", "'#/components/schemas/Missing'"), "Missing"),
        (changed("operationId: CommitVoiceTrainingJob", "operationId: showVoiceTraining_Job"), "same Rust name"),
        (
            changed("x-idempotency: reconcile", "x-idempotency: sometimes"),
            "`sometimes` is not a value of x-idempotency",
        ),
        (changed("        SUCCEED: succeeded", "        SUCCEED: done"), "`done` is not a lifecycle class"),
        (changed("        SUCCEED: succeeded", "        SUCCEDE: succeeded"), "`SUCCEDE` is not a value of the enum"),
    ];
    for (spec, expected) in cases {
        let found = findings(&spec);
        let shown: Vec<String> = found.iter().map(|finding| finding.render("spec.yaml")).collect();
        assert!(shown.iter().any(|line| line.contains(expected)), "{expected}: {shown:?}");
    }
}

#[test]
fn what_the_generator_cannot_take_is_named_by_its_pointer() {
    let jobs = "#/paths/~1v1~1{project_id}~1voice-training-manage~1user~1jobs~1{job_id}~1audit-result/get";
    let cases = [
        (
            changed("    AuditError:\n      type: object", "    AuditError:\n      type: objcet"),
            "#/components/schemas/AuditError: the client cannot be generated: not yet implemented: invalid type: objcet",
        ),
        (
            changed("      description: The edition of a job.", "      description: [1]"),
            "#/components/schemas/JobType: ",
        ),
        (
            changed("/user/jobs/{job_id}/audit-result:", "/user/jobs/{job}/audit-result:"),
            &jobs.replace("{job_id}", "{job}"),
        ),
    ];
    for (spec, expected) in cases {
        let found = findings(&spec);
        assert!(found[0].render("spec.yaml").contains(expected), "{expected}: {found:?}");
        // The place is the line after the last step of the pointer, where its content begins.
        let last = expected.split(": ").next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        let (line, _) = found[0].place.expect("a place");
        assert_eq!(spec.lines().nth(line - 2).map(str::trim), Some(&*format!("{last}:")), "{line}");
    }
}

#[test]
fn what_makes_progenitor_panic_is_a_finding() {
    let cases = [
        changed("type: integer\n          format: int64", "type: intger\n          format: int64"),
        changed(
            "        '400':\n          $ref: '#/components/responses/Error'",
            "        default: {description: d, content: {application/json: {schema: {type: string}}}}",
        ),
        changed("/user/jobs/{job_id}/audit-result", "/user/jobs/{job}/audit-result"),
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n".to_owned(),
        "[]".to_owned(),
        String::new(),
    ];
    for spec in cases {
        assert!(!findings(&spec)[0].message.is_empty());
    }
}
