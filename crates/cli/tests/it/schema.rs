//! `spec schema`: the JSON Schema of the spec. A validator for Python that is not ours applies it; `.ci/tools` installs it,
//! and without it the test prints that it is skipped.

use std::io::Write;
use std::process::{Command, Stdio};

use super::support::{python, root, run};

const SPEC: &str = "openapi/metastudio-voice.yaml";
const KEPT: &str = "openapi/metastudio-voice.schema.json";

#[test]
fn the_json_schema_in_the_repository_is_the_one_that_the_program_prints() {
    let (status, printed, errors) = run(&["spec", "schema"]);
    assert_eq!((status, errors.as_str()), (0, ""));
    let kept = root().join(KEPT);
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        std::fs::write(&kept, &printed).expect("the schema");
    }
    // `assert_eq` would print both texts.
    assert!(
        std::fs::read_to_string(kept).unwrap_or_default().replace("\r\n", "\n") == printed,
        "{KEPT} does not match the declarations in crates/codegen; write it with `UPDATE_GOLDEN=1 cargo test -p \
         metastudio-voice-cli schema`"
    );
}

#[test]
fn the_first_line_of_the_spec_names_the_json_schema() {
    let spec = std::fs::read_to_string(root().join(SPEC)).expect("the spec");
    assert_eq!(spec.lines().next(), Some("# yaml-language-server: $schema=metastudio-voice.schema.json"));
}

/// Edits of the spec, each with the text that it replaces and a word of the fault that a validator has to find.
const WRONG: &[(&str, &str, &str)] = &[
    ("      summary: Create a basic voice training job\n", "      sumary: Create a job\n", "sumary"),
    ("      in: path\n", "      in: body\n", "body"),
    ("      in: path\n", "", "'in' is a required property"),
    ("        type: integer\n", "        type: file\n", "file"),
    ("        format: int32\n", "        format: int23\n", "int23"),
    (
        "      x-idempotency: safe\n",
        "      x-idempotency: safe\n      x-allow: MV0702\n",
        "'MV0702' is not of type 'object'",
    ),
    ("        type: integer\n", "        type: [integer, 'null']\n", "null"),
    ("        minimum: 1\n", "        minLength: -1\n", "-1"),
    ("        minimum: 1\n", "        minimum: '1'\n", "'1'"),
    ("      x-idempotency: safe\n", "      x-idempotency: save\n", "save"),
    ("      x-idempotency: safe\n", "      x-sensitive: true\n", "False schema does not allow True"),
    ("      x-client-default: project_id\n", "      x-client-default: true\n", "True"),
    ("  title: MetaStudio Voice Training\n", "  title: 7\n", "7 is not of type 'string'"),
    ("openapi: 3.0.3\n", "openapi: 3.1.0\n", "3.1.0"),
    ("    ProjectId:\n", "    Project Id:\n", "Project Id"),
    ("  /v1/{project_id}/voice-training-manage/user/jobs:\n", "  v1/jobs:\n", "v1/jobs"),
    ("        '400':\n", "        '4xx':\n", "4xx"),
    (
        "        $ref: '#/components/schemas/ProjectId'\n",
        "        $ref: '#/components/schemas/ProjectId'\n        description: The id.\n",
        "description",
    ),
    ("        $ref: '#/components/schemas/ProjectId'\n", "        $ref: ProjectId.yaml\n", "ProjectId.yaml"),
    ("          nullable: true\n", "          nullable: yes please\n", "yes please"),
];

#[test]
fn the_json_schema_accepts_the_spec_and_refuses_wrong_edits_of_it() {
    let Some(python) = python("jsonschema, yaml") else {
        return println!("skipped: jsonschema and PyYAML are not installed; run .ci/tools");
    };
    let spec = std::fs::read_to_string(root().join(SPEC)).expect("the spec");
    let edit = |(text, other, fault): &(&str, &str, &'static str)| {
        assert!(spec.contains(text), "the spec has no `{text}`");
        (spec.replacen(text, other, 1), *fault)
    };
    let edits: Vec<(String, &str)> = WRONG.iter().map(edit).collect();
    let texts: Vec<&str> = std::iter::once(&*spec).chain(edits.iter().map(|(text, _)| &**text)).collect();
    let mut validator = Command::new(python)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/validate.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python");
    let input = serde_json::to_vec(&(run(&["spec", "schema"]).1, texts)).expect("JSON");
    validator.stdin.take().expect("the input").write_all(&input).expect("the input");
    let output = validator.wait_with_output().expect("the output");
    let faults: Vec<Vec<String>> = serde_json::from_slice(&output.stdout).expect("lists of faults");
    assert_eq!(faults[0], [""; 0], "of the spec itself");
    assert_eq!(faults.len(), edits.len() + 1);
    for ((_, wanted), found) in edits.iter().zip(&faults[1..]) {
        assert!(found.iter().any(|fault| fault.contains(wanted)), "no fault with `{wanted}`: {found:?}");
    }
}
