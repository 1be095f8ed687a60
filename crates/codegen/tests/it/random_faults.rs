//! The real spec with random faults: the generator never panics, and if it makes no code, a finding says where and why.

use metastudio_voice_codegen::{Contract, Source, generate};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;

const SPEC: &str = include_str!("../../../../openapi/metastudio-voice.yaml");

/// A change of the lines of a spec.
#[derive(Clone, Debug)]
enum Fault {
    /// Deletes a line and its block.
    Delete(Index),
    /// Duplicates a line and its block.
    Duplicate(Index),
    /// Gives a key another value.
    Retype(Index, &'static str),
    /// Gives a key another name.
    Rename(Index, &'static str),
    /// Replaces one block with another.
    Move(Index, Index),
    /// Changes a single character.
    Garble(Index, char),
    /// Cuts the file off.
    Cut(Index),
}

fn fault() -> impl Strategy<Value = Fault> {
    let value = prop::sample::select(vec![
        "7",
        "-1",
        "1.5",
        "true",
        "null",
        "[]",
        "{}",
        "''",
        "text",
        "[a, b]",
        "{a: b}",
        "'#/components/schemas/JobState'",
        "{$ref: '#/components/schemas/JobState'}",
        "{type: object}",
        "{type: array}",
        "array",
        "object",
        "string",
        "integer",
        "'^['",
        "\u{58f0}",
        "&a [*a]",
        "!t x",
        "NO",
        "2024-01-01",
    ]);
    let key = prop::sample::select(vec![
        "type",
        "$ref",
        "allOf",
        "oneOf",
        "anyOf",
        "not",
        "enum",
        "items",
        "properties",
        "required",
        "name",
        "in",
        "schema",
        "default",
        "example",
        "format",
        "pattern",
        "default",
        "'200'",
        "'4XX'",
        "parameters",
        "x-upload",
        "tpye",
        "<<",
        "body",
        "additionalProperties",
        "nullable",
        "''",
    ]);
    prop_oneof![
        3 => any::<Index>().prop_map(Fault::Delete),
        2 => any::<Index>().prop_map(Fault::Duplicate),
        4 => (any::<Index>(), value).prop_map(|(at, value)| Fault::Retype(at, value)),
        3 => (any::<Index>(), key).prop_map(|(at, key)| Fault::Rename(at, key)),
        2 => (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Fault::Move(from, to)),
        1 => (any::<Index>(), any::<char>()).prop_map(|(at, character)| Fault::Garble(at, character)),
        1 => any::<Index>().prop_map(Fault::Cut),
    ]
}

/// Returns the range of a line and the following lines that are indented further.
fn block(lines: &[String], at: usize) -> std::ops::Range<usize> {
    let depth = |line: &String| line.len() - line.trim_start().len();
    let own = depth(&lines[at]);
    let after = lines[at + 1..].iter().take_while(|line| line.trim().is_empty() || depth(line) > own).count();
    at..at + 1 + after
}

fn apply(text: &str, fault: &Fault) -> String {
    let mut lines: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
    if lines.is_empty() {
        return String::new();
    }
    let count = lines.len();
    match fault {
        Fault::Delete(at) => {
            let block = block(&lines, at.index(count));
            lines.drain(block);
        }
        Fault::Duplicate(at) => {
            let block = block(&lines, at.index(count));
            let copy = lines[block.clone()].to_vec();
            lines.splice(block.end..block.end, copy);
        }
        Fault::Retype(at, value) => {
            let block = block(&lines, at.index(count));
            if let Some((key, _)) = lines[block.start].split_once(':') {
                let line = format!("{key}: {value}");
                lines.splice(block, [line]);
            }
        }
        Fault::Rename(at, name) => {
            let at = at.index(count);
            if let Some((key, rest)) = lines[at].split_once(':') {
                let bare = key.trim_start_matches([' ', '-']);
                lines[at] = format!("{}{name}:{rest}", &key[..key.len() - bare.len()]);
            }
        }
        Fault::Move(from, to) => {
            let copy = lines[block(&lines, from.index(count))].to_vec();
            let place = block(&lines, to.index(count));
            lines.splice(place, copy);
        }
        Fault::Garble(at, character) => {
            let at = at.index(text.chars().count());
            let garbled = text.chars().enumerate().map(|(n, old)| if n == at { *character } else { old });
            return garbled.collect();
        }
        Fault::Cut(at) => return text.chars().take(at.index(text.chars().count())).collect(),
    }
    lines.join("\n") + "\n"
}

/// Breaks the spec at random in this many cases.
fn break_at_random(cases: u32) {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let held = TestRunner::new(config).run(&prop::collection::vec(fault(), 1..4), |faults| {
        holds(&faults.iter().fold(SPEC.to_owned(), |spec, fault| apply(&spec, fault)))
    });
    if let Err(failure) = held {
        panic!("{failure}");
    }
}

fn holds(broken: &str) -> Result<(), TestCaseError> {
    let report = generate(Source::new("spec.yaml", broken), Contract::CLIENT);
    let found: Vec<_> = report.findings().iter().filter(|finding| finding.is_broken()).collect();
    prop_assert_eq!(report.code().is_none(), !found.is_empty());
    prop_assert!(report.findings().iter().all(|finding| finding.code().id != "MV1104"), "{}", report.to_text(false));
    for finding in &found {
        let place = finding.place();
        prop_assert!(place.is_some(), "{}", report.render(finding, false));
        let place = place.unwrap_or_else(|| unreachable!());
        let line = broken.split('\n').nth(place.line - 1);
        prop_assert!(line.is_some_and(|line| place.column <= line.chars().count() + 1), "{place:?}");
    }
    for finding in report.findings() {
        prop_assert!(finding.help().is_some(), "{}", report.render(finding, false));
        // Every fix can be made.
        let fixed = finding.fix().map(|fix| fix.apply(broken));
        prop_assert!(fixed.is_none_or(|fixed| fixed != broken), "{}", report.render(finding, false));
    }
    // Every finding can be rendered.
    prop_assert!(!report.to_text(true).is_empty() && report.to_json().starts_with('['));
    Ok(())
}

#[test]
fn a_spec_broken_at_random_makes_code_or_a_finding_with_a_true_place() {
    break_at_random(6);
}

#[test]
#[ignore = "slow: generates from 48 specs, or from as many as PROPTEST_CASES says"]
fn many_specs_broken_at_random_make_code_or_a_finding_with_a_true_place() {
    break_at_random(std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(48));
}
