//! The forms of `spec check` that other programs read.

use std::path::PathBuf;

use serde_json::Value;

use super::support::run;

/// A spec with a harmful finding that has a fix, a broken one with a second place, and one whose message has characters
/// with a meaning in commands of GitHub Actions. Before the first column that is compared stands a character of two
/// units in UTF-16.
const FAULTS: &str = "\
openapi: 3.0.3
info: {title: '🎤', contcat: '1', version: '1'}
paths:
  /a:
    get:
      operationId: '50%,b:c'
      responses: {'200': {description: ok}}
  /b:
    get:
      operationId: B
      summary: b
      summary: b
      responses: {'200': {description: ok}}
";

/// Writes the spec into a folder, whose path the caller keeps.
fn file(folder: &tempfile::TempDir) -> PathBuf {
    let file = folder.path().join("my spec.yaml");
    std::fs::write(&file, FAULTS).expect("the spec");
    file
}

fn checked(format: &str, more: &[&str]) -> (i32, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = file(&folder);
    let mut arguments = vec!["spec", "check", "--format", format, file.to_str().expect("UTF-8")];
    arguments.extend(more);
    let (status, out, errors) = run(&arguments);
    assert_eq!(errors, "");
    (status, out.replace(&folder.path().display().to_string(), "FOLDER"))
}

#[test]
fn github_gets_a_command_for_each_finding_and_one_line_that_counts_them() {
    let (status, out) = checked("github", &[]);
    assert_eq!(status, 1);
    let commands: Vec<&str> = out.lines().collect();
    assert_eq!(
        *commands.iter().find(|command| command.contains("MV0203")).expect("an unknown key"),
        "::error file=FOLDER/my spec.yaml,line=2,endLine=2,col=20,endColumn=27,title=MV0203%3A an unknown key::unknown \
         key `contcat`%0Aat: #/info/contcat%0Ahelp: did you mean `contact`?%0Anote: the key would be silently ignored"
    );
    assert!(commands.iter().any(|command| command.contains("::`50%25,b:c` is not a valid identifier")), "{out}");
    let (last, commands) = commands.split_last().expect("lines");
    assert!(commands.iter().all(|line| line.starts_with("::error ") || line.starts_with("::warning ")), "{out}");
    assert!(last.starts_with("FOLDER/my spec.yaml: ") && last.contains(" broken, "), "{last}");
}

#[test]
fn github_gets_a_warning_for_a_finding_that_is_allowed() {
    let (_, out) = checked("github", &["--allow", "MV0203"]);
    let command = out.lines().find(|command| command.contains("MV0203")).expect("an unknown key");
    assert!(command.starts_with("::warning "), "{command}");
}

#[test]
fn a_spec_without_findings_has_no_commands_and_no_results() {
    let (status, out, _) = run(&["spec", "check", "--format", "github", "openapi/metastudio-voice.yaml"]);
    assert_eq!((status, out.as_str()), (0, "openapi/metastudio-voice.yaml: no findings\n"));
    let (status, out, _) = run(&["spec", "check", "--format", "sarif", "openapi/metastudio-voice.yaml"]);
    let log: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((status, &log["runs"][0]["results"]), (0, &serde_json::json!([])));
}

#[test]
fn sarif_has_the_rule_the_region_the_help_and_the_fix_of_a_finding() {
    let (status, out) = checked("sarif", &[]);
    assert_eq!(status, 1);
    let log: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("an index");
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert!(uri.as_str().is_some_and(|uri| uri.ends_with("/my%20spec.yaml")), "{uri}");
    }
    let unknown = results.iter().find(|result| result["ruleId"] == "MV0203").expect("an unknown key");
    let region = serde_json::json!({"startLine": 2, "startColumn": 20, "endLine": 2, "endColumn": 27});
    assert_eq!(unknown["locations"][0]["physicalLocation"]["region"], region);
    assert_eq!(unknown["level"], "error");
    let text = unknown["message"]["text"].as_str().expect("a message");
    assert!(text.contains("\nHelp: did you mean `contact`?\n"), "{text}");
    let change = &unknown["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!((&change["deletedRegion"], &change["insertedContent"]["text"]), (&region, &"contact".into()));
    let twice = results.iter().find(|result| result["ruleId"] == "MV0102").expect("a duplicate key");
    assert_eq!(twice["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 11, "{twice:#}");
}

#[test]
fn sarif_has_a_finding_that_is_allowed_as_suppressed() {
    let (_, out) = checked("sarif", &["--allow", "MV0203"]);
    let log: Value = serde_json::from_str(&out).expect("JSON");
    for result in log["runs"][0]["results"].as_array().expect("results") {
        let suppressed = result["suppressions"][0]["kind"] == "external";
        assert_eq!(suppressed, result["ruleId"] == "MV0203", "{result:#}");
    }
}

#[test]
fn a_finding_that_the_spec_allows_is_suppressed_in_the_source_with_its_reason_and_ends_with_status_0() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("spec.yaml");
    let spec = std::fs::read_to_string(super::support::root().join("openapi/metastudio-voice.yaml")).expect("the spec");
    let (tag, unused) = ("  - name: VoiceTraining\n", "  - name: Unused\n    x-allow: {MV0909: It comes soon.}\n");
    assert!(spec.contains(tag));
    std::fs::write(&file, spec.replacen(tag, &format!("{unused}{tag}"), 1)).expect("the spec");
    let checked = |format: &str| run(&["spec", "check", "--format", format, file.to_str().expect("UTF-8")]);
    let (status, out, _) = checked("sarif");
    let log: Value = serde_json::from_str(&out).expect("JSON");
    let suppression = serde_json::json!([{"kind": "inSource", "justification": "It comes soon."}]);
    assert_eq!((status, &log["runs"][0]["results"][0]["suppressions"]), (0, &suppression), "{out}");
    let (status, out, _) = checked("text");
    assert_eq!(status, 0);
    assert!(out.contains("allowed[MV0909]") && out.ends_with("no findings, 1 allowed\n"), "{out}");
    let (status, out, _) = checked("json");
    let findings: Value = serde_json::from_str(&out).expect("JSON");
    let finding = &findings[0];
    assert_eq!((status, &finding["allowed"], &finding["reason"]), (0, &true.into(), &"It comes soon.".into()));
}

#[test]
fn github_gets_a_notice_with_the_reason_for_a_finding_that_the_spec_allows() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("spec.yaml");
    let allowed = FAULTS.replacen("info: {title", "info: {x-allow: {MV0203: 'Read by our portal, only'}, title", 1);
    std::fs::write(&file, allowed).expect("the spec");
    let (_, out, _) = run(&["spec", "check", "--format", "github", file.to_str().expect("UTF-8")]);
    let command = out.lines().find(|command| command.contains("MV0203")).expect("an unknown key");
    assert!(command.starts_with("::notice ") && command.ends_with("%0Aallowed by x-allow: Read by our portal, only"));
}
