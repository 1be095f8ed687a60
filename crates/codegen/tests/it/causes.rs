//! F6: a fault of the version or of a top-level key is reported without its consequences, and other faults with it.

use metastudio_voice_codegen::{Contract, Source, check};

const SPEC: &str = include_str!("../../../../openapi/metastudio-voice.yaml");

/// Returns the code and message of each finding in the real spec with these changes.
fn found(changes: &[(&str, &str)]) -> Vec<String> {
    let spec = changes.iter().fold(SPEC.to_owned(), |spec, (from, to)| {
        assert!(spec.contains(from), "{from}");
        spec.replacen(from, to, 1)
    });
    let report = check(Source::new("spec.yaml", spec), Contract::CLIENT);
    report.findings().iter().map(|finding| format!("{} {}", finding.code(), finding.message())).collect()
}

#[test]
fn a_misspelt_top_level_key_has_one_finding() {
    for (key, slip) in [("components", "componets"), ("paths", "path"), ("openapi", "opanapi"), ("info", "inof")] {
        let found = found(&[(&format!("\n{key}:"), &format!("\n{slip}:"))]);
        assert_eq!(found, [format!("MV0209 unknown key `{slip}`, and `{key}` is missing")]);
    }
    for (key, slip) in [("schemas", "shemas"), ("responses", "reponses"), ("parameters", "Parameters")] {
        let found = found(&[(&format!("\n  {key}:"), &format!("\n  {slip}:"))]);
        assert_eq!(found, [format!("MV0209 unknown key `{slip}`, and `{key}` is missing")]);
    }
}

#[test]
fn a_fault_beside_a_misspelt_top_level_key_is_reported_too() {
    let found = found(&[
        ("\ncomponents:", "\ncomponets:"),
        ("      required:\n        - voice_name\n", "      requierd:\n        - voice_name\n"),
    ]);
    assert_eq!(found, ["MV0209 unknown key `componets`, and `components` is missing", "MV0203 unknown key `requierd`"]);
}

#[test]
fn a_file_of_another_version_has_one_finding() {
    let version = SPEC.lines().find(|line| line.starts_with("openapi: ")).expect("the version");
    assert_eq!(found(&[(version, "openapi: 3.1.0")]), ["MV0205 OpenAPI 3.1.0 is not supported"]);
    let found = found(&[(version, "swagger: '2.0'")]);
    assert_eq!(found, ["MV0205 this file is Swagger 2.0, but only OpenAPI 3.0 is supported"]);
}

#[test]
fn missing_components_have_one_finding_for_each_kind() {
    let (without, _) = SPEC.split_once("\ncomponents:").expect("components");
    let report = check(Source::new("spec.yaml", without), Contract::CLIENT);
    let found: Vec<&str> = report.findings().iter().map(|finding| finding.code().id).collect();
    assert_eq!(found, ["MV0301"; 5], "{}", report.to_text(false));
    let found = self::found(&[("\n  schemas:", "\n  x-schemas:")]);
    assert!(found.len() == 1 && found[0].starts_with("MV0301 there is no `#/components/schemas/"), "{found:?}");
}

#[test]
fn schemas_outside_components_have_one_finding() {
    let found = found(&[("\n  schemas:", "\nschemas:")]);
    assert_eq!(found, ["MV0209 misplaced key `schemas`"]);
}

#[test]
fn the_definitions_of_swagger_2_have_one_finding_and_not_one_for_each_reference() {
    let spec = SPEC.replacen("\n  schemas:", "\ndefinitions:", 1).replace("#/components/schemas/", "#/definitions/");
    let report = check(Source::new("spec.yaml", spec), Contract::CLIENT);
    let found: Vec<String> = report.findings().iter().map(|finding| finding.message().to_owned()).collect();
    assert_eq!(found, ["misplaced key `definitions`"]);
}

#[test]
fn a_definition_of_swagger_2_is_checked_like_a_schema() {
    let part = "\ndefinitions:\n  Colour:\n    type: string\n    description: It.\ncomponents:";
    let expected = ["MV0209 misplaced key `definitions`", "MV0306 unused schema `Colour`"];
    assert_eq!(found(&[("\ncomponents:", part)]), expected);
}
