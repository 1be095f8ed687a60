//! The result of a generation or a check: code, findings, or both.

use std::collections::HashSet;

use crate::codes::Class;
use crate::diagnostic::{as_json, as_text};
use crate::files::Files;
use crate::yaml::Node;
use crate::{Diagnostic, Source, response_table};

/// The result of a generation or of a check.
#[derive(Clone, Debug)]
pub struct Report {
    pub(crate) source: Source,
    pub(crate) tree: Option<Node>,
    pub(crate) files: Option<Files>,
    pub(crate) findings: Vec<Diagnostic>,
    pub(crate) allowed: HashSet<&'static str>,
}

impl Report {
    /// Returns the generated client as one text. After [`generate`](crate::generate) it is `None` exactly when a
    /// finding [is broken](Diagnostic::is_broken), after [`check`](crate::check) always.
    pub fn code(&self) -> Option<&str> {
        self.files.as_ref().map(|files| &*files.whole)
    }

    /// Returns the generated client in many files, each with its path under `OUT_DIR` and its code: `client.rs`, which
    /// includes the others, and the folder `client/` with a file for each type, builder and operation.
    ///
    /// If a build script writes only the files that have changed, rustc has less to do after an edit of the spec.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().flat_map(|files| &files.parts).map(|(path, code)| (&**path, &**code))
    }

    /// Returns the table by which a program holds responses against the spec, as JSON, unless the text is not YAML. Its
    /// places are bytes of the text. `Detector::of_spec` of the client reads it.
    pub fn response_table(&self) -> Option<String> {
        self.tree.as_ref().map(|tree| response_table::of(&self.source, tree))
    }

    /// Returns the text that was read.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Returns the tree of the text, unless the text is not YAML. Misspelt top-level keys are renamed in it.
    pub fn tree(&self) -> Option<&Node> {
        self.tree.as_ref()
    }

    /// Returns all findings, in the order of the file.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// Turns the findings of these checks into warnings. Only [`Class::Harmful`] findings can be allowed; a
    /// [`Class::Broken`] one stays an error.
    #[must_use]
    pub fn allow<'a>(mut self, codes: impl IntoIterator<Item = &'a str>) -> Self {
        let known = codes.into_iter().filter_map(|id| crate::Code::find(id.trim()));
        self.allowed.extend(known.map(|code| code.id));
        self
    }

    /// Returns whether the finding stops a build: it is broken, or it is harmful and not allowed.
    pub fn is_error(&self, finding: &Diagnostic) -> bool {
        match finding.code.class {
            _ if finding.is_broken() => true,
            Class::Broken => true,
            Class::Harmful => finding.allowed.is_none() && !self.is_allowed(finding),
            Class::Advice => false,
        }
    }

    /// Returns whether nothing is left to do: each finding is one that the spec allows with a reason, by `x-allow`.
    pub fn is_clean(&self) -> bool {
        self.findings.iter().all(|finding| finding.allowed.is_some())
    }

    /// Returns whether any finding stops a build.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| self.is_error(finding))
    }

    /// Renders a finding as text: message, file with line and column, the line with a caret, pointer, help, note.
    pub fn render(&self, finding: &Diagnostic, colour: bool) -> String {
        as_text(finding, &self.source, self.is_allowed(finding), colour)
    }

    /// Renders all findings as text, followed by a line that counts them.
    pub fn to_text(&self, colour: bool) -> String {
        let mut text = String::new();
        for finding in &self.findings {
            text += &self.render(finding, colour);
            text += "\n\n";
        }
        text + &self.summary() + "\n"
    }

    /// Renders all findings as a JSON array. Lines and columns count from 1; the end is the first column after the
    /// finding.
    pub fn to_json(&self) -> String {
        let all = self.findings.iter().map(|finding| as_json(finding, &self.source, self.is_allowed(finding)));
        let all = serde_json::Value::Array(all.collect());
        format!("{all:#}\n")
    }

    /// Returns one line with the number of findings of each class. Those that the spec allows are counted apart.
    pub fn summary(&self) -> String {
        let left = || self.findings.iter().filter(|finding| finding.allowed.is_none());
        let count = |class| left().filter(|finding| finding.code.class == class).count();
        let (broken, harmful, advice) = (count(Class::Broken), count(Class::Harmful), count(Class::Advice));
        let path = &self.source.path;
        let allowed = match self.findings.len() - left().count() {
            0 => String::new(),
            allowed => format!(", {allowed} allowed"),
        };
        match left().next() {
            None => format!("{path}: no findings{allowed}"),
            Some(first) => {
                let id = first.code.id;
                format!(
                    "{path}: {broken} broken, {harmful} harmful, {advice} advice{allowed}; run `explain {id}` for \
                     details"
                )
            }
        }
    }

    fn is_allowed(&self, finding: &Diagnostic) -> bool {
        finding.code.class == Class::Harmful && !finding.is_broken() && self.allowed.contains(finding.code.id)
    }
}
