//! Each check finds its fault, at its place, and nothing else. The cases are small faults of one spec, by code.

mod case;
mod document;
mod exchange;
mod extension;
mod file;
mod generator;
mod operation;
mod read_side;
mod reference;
mod schema;
mod structure;

use std::collections::BTreeSet;

use metastudio_voice_codegen::{Code, Contract, Source};

use case::Case;

/// Returns the cases of the checks. Only the generation finds those of the generator.
fn of_checks() -> impl Iterator<Item = &'static Case> {
    [
        file::CASES,
        structure::CASES,
        reference::CASES,
        operation::CASES,
        exchange::CASES,
        schema::CASES,
        read_side::CASES,
        extension::CASES,
        document::CASES,
    ]
    .into_iter()
    .flatten()
}

fn all() -> impl Iterator<Item = &'static Case> {
    of_checks().chain(generator::CASES)
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
    let faults: Vec<String> = of_checks().filter_map(Case::checked).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// Asserts that the generation reports nothing in these cases that the checks do not, except in the generator's own.
fn assert_generated<'a>(cases: impl Iterator<Item = &'a Case>) {
    let faults: Vec<String> = cases.filter_map(Case::generated).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
#[ignore = "slow: generates from each of the specs"]
fn the_generator_accepts_every_case_that_the_checks_accept() {
    assert_generated(all());
}

#[test]
fn the_generator_accepts_some_cases_that_the_checks_accept() {
    assert_generated(all().step_by(12).chain(generator::CASES));
}

#[test]
fn every_check_has_a_case() {
    let tried: BTreeSet<&str> = all().map(|case| case.code).collect();
    // Codes that a spec cannot trigger by itself, and those of the contract, which the module `contract` tests.
    let elsewhere = ["MV1001", "MV1002", "MV1003", "MV1102", "MV1103", "MV1104"];
    let untried: Vec<&str> =
        Code::all().map(|code| code.id).filter(|id| !tried.contains(id) && !elsewhere.contains(id)).collect();
    assert!(untried.is_empty(), "{untried:?}");
}

#[test]
fn codes_are_unique_and_in_order() {
    let ids: Vec<&str> = Code::all().map(|code| code.id).collect();
    assert!(ids.is_sorted_by(|one, next| one < next), "{ids:?}");
    assert!(Code::all().all(|code| !code.title.is_empty() && code.explanation.len() > 30));
}
