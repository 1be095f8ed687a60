//! The findings as people, editors and builds see them.

use metastudio_voice_codegen::{Code, Contract, Report, Source, generate};

/// A spec with a Chinese title before the fault, so that columns in characters differ from columns in bytes.
const SPEC: &str = "openapi: 3.0.3
info: {title: '声音', verison: '1.0.0', version: '1.0.0'}
paths: {}
components:
  schemas:
    Sex:
      tpye: string
      description: It.
      description: Again.
";

fn report() -> Report {
    generate(Source::new("openapi/my.yaml", SPEC), Contract::NONE)
}

#[test]
fn a_finding_is_rendered_in_the_style_of_rustc() {
    let report = report();
    assert_eq!(
        report.render(&report.findings()[0], false),
        "\
error[MV0203]: unknown key `verison`
 --> openapi/my.yaml:2:21
  |
2 | info: {title: '声音', verison: '1.0.0', version: '1.0.0'}
  |                       ^^^^^^^ not a key of an Info object
  |
  = at: #/info/verison
  = help: did you mean `version`? `version` is there already: keep one of the two
  = note: the key would be silently ignored"
    );
    let twice = report.findings().iter().find(|finding| finding.code().id == "MV0102").expect("found");
    assert_eq!(
        report.render(twice, false),
        "\
error[MV0102]: duplicate key `description`
 --> openapi/my.yaml:9:7
  |
8 |       description: It.
  |       ----------- first occurrence
9 |       description: Again.
  |       ^^^^^^^^^^^
  |
  = at: #/components/schemas/Sex
  = help: remove one of the two, or put what is under both under one of them"
    );
}

#[test]
fn a_line_with_a_wrong_indentation_is_shown_whatever_its_first_character_is() {
    for key in ["title", "ætitle", "声", "\u{1f399}"] {
        for spaces in 0..6 {
            let text =
                format!("openapi: 3.0.3\ninfo:\n    version: '1'\n{}{key}: a\npaths: {{}}\n", " ".repeat(spaces));
            let report = generate(Source::new("spec.yaml", &*text), Contract::NONE);
            assert!(report.code().is_none() || spaces == 4, "{text}");
            assert!(!report.to_text(false).is_empty() && report.to_json().starts_with('['));
        }
    }
}

#[test]
fn a_report_is_coloured_on_request_only() {
    let report = report();
    assert!(!report.to_text(false).contains('\u{1b}'));
    assert!(report.to_text(true).contains('\u{1b}'));
}

#[test]
fn a_finding_in_json_has_its_place_pointer_code_message_and_help() {
    let all: serde_json::Value = serde_json::from_str(&report().to_json()).expect("JSON");
    assert_eq!(
        all[0],
        serde_json::json!({
            "file": "openapi/my.yaml", "line": 2, "column": 21, "end_line": 2, "end_column": 28,
            "pointer": "#/info/verison", "code": "MV0203", "class": "harmful", "allowed": false,
            "message": "unknown key `verison`",
            "help": "did you mean `version`? `version` is there already: keep one of the two",
            "note": "the key would be silently ignored", "reason": null, "fix": null,
        })
    );
}

#[test]
fn harmful_findings_can_be_allowed_and_broken_findings_cannot() {
    let report = report().allow(["mv0203", "MV0102"]);
    let errors: Vec<&str> =
        report.findings().iter().filter(|finding| report.is_error(finding)).map(|finding| finding.code().id).collect();
    assert_eq!(errors, ["MV0102"]);
    assert!(report.to_text(false).contains("warning[MV0203]"));
}

#[test]
fn the_summary_counts_the_findings_by_class() {
    let summary = report().summary();
    assert_eq!(summary, "openapi/my.yaml: 1 broken, 2 harmful, 1 advice; run `explain MV0203` for details");
}

#[test]
fn a_code_is_found_in_upper_and_lower_case() {
    assert_eq!(Code::find("mv0203").map(|code| code.title), Some("an unknown key"));
    assert_eq!(Code::find("MV9999"), None);
}
