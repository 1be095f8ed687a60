//! Each check finds its fault, at its place, and nothing else. The cases are small faults of one spec, by code, in a
//! file for each group of codes.

mod case;

use std::collections::BTreeSet;

use metastudio_voice_codegen::{Class, Code, Contract, Diagnostic, Report, Source, check};

use case::Case;

/// The cases of the checks, in the groups of their codes.
const GROUPS: &[&str] = &[
    include_str!("file.diff"),
    include_str!("structure.diff"),
    include_str!("reference.diff"),
    include_str!("operation.diff"),
    include_str!("exchange.diff"),
    include_str!("schema.diff"),
    include_str!("read_side.diff"),
    include_str!("extension.diff"),
    include_str!("document.diff"),
];

/// Returns the cases of the checks. Only the generation finds those of the generator.
fn of_checks() -> impl Iterator<Item = Case> {
    GROUPS.iter().flat_map(|text| case::read(text))
}

fn of_generator() -> Vec<Case> {
    case::read(include_str!("generator.diff"))
}

#[test]
fn the_base_spec_of_the_cases_has_no_findings() {
    let report = case::generated(Source::new("spec.yaml", case::BASE), Contract::NONE);
    assert_eq!(case::found(&report), [""; 0]);
}

#[test]
fn an_enum_whose_values_a_text_holds_is_used() {
    let filter = "    Filter: {type: string, description: It., x-values-of: {schema: Pitch, separator: ','}}\n    \
                  Pitch: {type: string, description: It., enum: [LOW], x-extensible-enum: true, \
                  x-enum-descriptions: {LOW: Deep.}}\n    Colour:\n";
    let spec = case::BASE.replacen("    Colour:\n", filter, 1);
    let (plain, held) =
        ("schema: {type: string}, example: ball}", "schema: {$ref: '#/components/schemas/Filter'}, example: LOW}");
    let report = case::generated(Source::new("spec.yaml", spec.replacen(plain, held, 1)), Contract::NONE);
    assert_eq!(case::found(&report), [""; 0]);
}

#[test]
fn each_check_finds_its_fault_at_its_place_and_nothing_else() {
    let faults: Vec<String> = of_checks().filter_map(|case| case.checked()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn each_finding_says_what_to_do() {
    for case in of_checks() {
        for finding in case.report().findings() {
            assert!(finding.help().is_some_and(|help| !help.is_empty()), "{} {}", case.code, finding.message());
        }
    }
}

/// Returns the code and message of each finding that is not mere advice.
fn errors(report: &Report) -> Vec<(&'static str, &str)> {
    let errors = report.findings().iter().filter(|finding| finding.code().class != Class::Advice);
    errors.map(|finding| (finding.code().id, finding.message())).collect()
}

#[test]
fn each_fix_removes_its_finding_and_adds_none() {
    let faults: Vec<String> = of_checks().flat_map(|case| faults_of_fixes(&case.report())).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// Returns the fixes that leave their finding, add another one, or break the text.
fn faults_of_fixes(report: &Report) -> Vec<String> {
    let before = errors(report);
    let mut faults = Vec::new();
    for (finding, fix) in report.findings().iter().filter_map(|finding| Some((finding, finding.fix()?))) {
        let text = fix.apply(report.source().text());
        let fixed = check(Source::new("spec.yaml", &*text), Contract::NONE);
        let same = |other: &&Diagnostic| {
            (other.code(), other.message(), other.pointer()) == (finding.code(), finding.message(), finding.pointer())
        };
        let count = |report: &Report| report.findings().iter().filter(same).count();
        let left = count(&fixed) >= count(report);
        // Where the text was no YAML, the checks have not run before. A value that can be read now may have another fault.
        let added = fixed.findings().iter().find(|other| {
            let error = other.code().class != Class::Advice && !before.contains(&(other.code().id, other.message()));
            error && report.tree().is_some() && other.pointer() != finding.pointer()
        });
        if fixed.tree().is_none() || left || added.is_some() {
            let (before, after) = (report.to_text(false), fixed.to_text(false));
            faults.push(format!("{} {:?}\nbefore: {before}\nafter: {after}", finding.code(), fix));
        }
    }
    faults
}

#[test]
fn each_fix_keeps_the_line_ends_of_the_text_and_everything_around_it() {
    for case in of_checks() {
        let report = case.report();
        let crlf = report.source().text().replace('\n', "\r\n");
        let with_crlf = check(Source::new("spec.yaml", &*crlf), Contract::NONE);
        for (finding, other) in report.findings().iter().zip(with_crlf.findings()) {
            let (Some(fix), Some(fix_of_crlf)) = (finding.fix(), other.fix()) else { continue };
            let (text, text_of_crlf) = (fix.apply(report.source().text()), fix_of_crlf.apply(&crlf));
            assert_eq!(text.replace('\n', "\r\n"), text_of_crlf, "{} {}", finding.code(), fix.title);
        }
    }
}

/// Asserts that the generation reports nothing in these cases that the checks do not, except in the generator's own.
fn assert_generated(cases: impl Iterator<Item = Case>) {
    let faults: Vec<String> = cases.filter_map(|case| case.generated()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
#[ignore = "slow: generates from each of the specs"]
fn the_generator_accepts_every_case_that_the_checks_accept() {
    assert_generated(of_checks().chain(of_generator()));
}

#[test]
fn the_generator_accepts_some_cases_that_the_checks_accept() {
    assert_generated(of_checks().step_by(12).chain(of_generator()));
}

#[test]
fn every_check_has_a_case() {
    let tried: BTreeSet<&str> = of_checks().chain(of_generator()).map(|case| case.code).collect();
    // Codes that a spec cannot trigger by itself, and those of the contract, which the module `contract` tests.
    let elsewhere = ["MV1001", "MV1002", "MV1003", "MV1102", "MV1103", "MV1104"];
    let untried: Vec<&str> =
        Code::all().map(|code| code.id).filter(|id| !tried.contains(id) && !elsewhere.contains(id)).collect();
    assert!(untried.is_empty(), "{untried:?}");
}

#[test]
fn the_cases_of_a_file_have_codes_of_one_group() {
    for text in GROUPS {
        let groups: BTreeSet<&str> = case::read(text).iter().map(|case| &case.code[..4]).collect();
        assert_eq!(groups.len(), 1, "{groups:?}");
    }
}

#[test]
fn codes_are_unique_and_in_order() {
    let ids: Vec<&str> = Code::all().map(|code| code.id).collect();
    assert!(ids.is_sorted_by(|one, next| one < next), "{ids:?}");
    assert!(Code::all().all(|code| !code.title.is_empty() && code.explanation.len() > 30));
}
