//! A case: a change of a valid spec, and the place of the expected finding.

use metastudio_voice_codegen::{Contract, Diagnostic, Report, Source, check, generate};

pub(crate) const BASE: &str = include_str!("base.yaml");

/// A change of the base, and the places where it has findings of one code.
pub(crate) struct Case {
    pub(crate) code: &'static str,
    /// The help of the first finding, if the case states it.
    help: Option<&'static str>,
    /// Lines of the base that occur once, each part with its replacement. `«` marks the place of an expected finding.
    changes: Vec<(String, String)>,
}

/// Reads the cases of a file. A case is its code, and the change of the base as in a diff: lines that stay begin with a
/// blank, lines that go with `-`, and lines that come with `+`. `...` stands between the changes of two places. A line that
/// begins with `=` is the help of the first finding.
pub(crate) fn read(text: &'static str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if line.starts_with("MV") {
            cases.push(Case { code: line, help: None, changes: vec![Default::default()] });
            continue;
        }
        if let Some(help) = line.strip_prefix("= ") {
            cases.last_mut().expect("a code comes first").help = Some(help);
            continue;
        }
        let changes = &mut cases.last_mut().expect("a code comes first").changes;
        if line == "..." {
            changes.push(Default::default());
            continue;
        }
        let (kind, content) = line.split_at(1);
        assert!([" ", "-", "+"].contains(&kind), "{line}");
        let (from, to) = changes.last_mut().expect("each case has a change");
        if kind != "+" {
            *from += &format!("{}\n", content.replace('«', ""));
        }
        if kind != "-" {
            *to += &format!("{content}\n");
        }
    }
    cases
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

    /// Returns the changed base, or what is wrong with the case.
    fn marked(&self) -> Result<String, String> {
        let code = self.code;
        let mut marked = format!("\n{BASE}");
        for (from, to) in &self.changes {
            let (from, to) = (format!("\n{from}"), format!("\n{to}"));
            if marked.matches(&from).count() != 1 {
                return Err(format!("{code}: the base has this part {} times: {from}", marked.matches(&from).count()));
            }
            marked = marked.replacen(&from, &to, 1);
        }
        Ok(marked[1..].to_owned())
    }

    /// Returns the findings of the checks.
    pub(crate) fn report(&self) -> Report {
        check(Source::new("spec.yaml", self.marked().expect("a case").replace('«', "")), Contract::NONE)
    }

    fn fault(&self, make: fn(Source, Contract) -> Report) -> Option<String> {
        let code = self.code;
        let marked = match self.marked() {
            Ok(marked) => marked,
            Err(fault) => return Some(fault),
        };
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
        let helped =
            self.help.is_none_or(|help| report.findings().first().and_then(|first| first.help()) == Some(help));
        (found != expected || !helped).then(|| {
            let help = self.help.unwrap_or("any help");
            format!("expected {expected:?} with {help}, found {found:?}\n{:?}\n{}", self.changes, report.to_text(false))
        })
    }
}

/// Generates the code, and asserts that there is code exactly if no finding is broken.
pub(crate) fn generated(source: Source, contract: Contract) -> Report {
    let report = generate(source, contract);
    let broken = report.findings().iter().any(Diagnostic::is_broken);
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
