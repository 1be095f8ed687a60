//! A case: a change of a valid spec, and the place of the expected finding.

use metastudio_voice_codegen::{Class, Contract, Report, Source, check, generate};

pub(crate) const BASE: &str = include_str!("base.yaml");

pub(crate) struct Case {
    pub(crate) code: &'static str,
    /// Parts of the base that occur once, each with its replacement. `«` marks the place of an expected finding.
    pub(crate) changes: &'static [(&'static str, &'static str)],
}

pub(crate) const fn case(code: &'static str, changes: &'static [(&'static str, &'static str)]) -> Case {
    Case { code, changes }
}

impl Case {
    /// Runs the checks alone, and returns what differs from the expectation.
    pub(crate) fn checked(&self) -> Option<String> {
        self.fault(check)
    }

    /// Runs the checks and the generation, and returns what differs from the expectation.
    pub(crate) fn generated(&self) -> Option<String> {
        self.fault(generated)
    }

    fn fault(&self, make: fn(Source, Contract) -> Report) -> Option<String> {
        let code = self.code;
        let mut marked = BASE.to_owned();
        for (from, to) in self.changes {
            if marked.matches(from).count() != 1 {
                return Some(format!("{code}: the base has this part {} times: {from}", marked.matches(from).count()));
            }
            marked = marked.replacen(from, to, 1);
        }
        let mut expected: Vec<String> = Vec::new();
        let mut spec = String::new();
        for part in marked.split_inclusive('«') {
            let Some(before) = part.strip_suffix('«') else {
                spec += part;
                break;
            };
            spec += before;
            let line = spec.matches('\n').count() + 1;
            let column = spec.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            expected.push(format!("{code} {line}:{column}"));
        }
        let report = make(Source::new("spec.yaml", spec), Contract::NONE);
        let found = found(&report);
        (found != expected)
            .then(|| format!("expected {expected:?}, found {found:?}\n{:?}\n{}", self.changes, report.to_text(false)))
    }
}

/// Generates the code, and asserts that there is code exactly if no finding is broken.
pub(crate) fn generated(source: Source, contract: Contract) -> Report {
    let report = generate(source, contract);
    let broken = report.findings().iter().any(|finding| finding.code().class == Class::Broken);
    assert_eq!(report.code().is_none(), broken, "{}", report.to_text(false));
    report
}

/// Returns the code, line and column of each finding.
pub(crate) fn found(report: &Report) -> Vec<String> {
    let place = |finding: &metastudio_voice_codegen::Diagnostic| {
        finding.place().map_or("nowhere".to_owned(), |place| format!("{}:{}", place.line, place.column))
    };
    report.findings().iter().map(|finding| format!("{} {}", finding.code(), place(finding))).collect()
}
