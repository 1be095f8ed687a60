//! `spec diff`.

mod edits;
mod inputs;
mod properties;
mod reports;

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use super::support::program;

/// A small spec that has something of everything.
const SAMPLE: &str = include_str!("sample.yaml");

/// A folder with two specs.
struct Pair(TempDir);

impl Pair {
    fn of(old: &str, new: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in [("old.yaml", old), ("new.yaml", new)] {
            std::fs::write(folder.path().join(name), text).expect("a spec");
        }
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs `spec diff old.yaml new.yaml` with more arguments; returns the status and both outputs.
    fn diff(&self, arguments: &[&str]) -> (i32, String, String) {
        self.run(&[&["old.yaml", "new.yaml"], arguments].concat())
    }

    /// Runs `spec diff` in the folder.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut program = program(&[&["spec", "diff"], arguments].concat());
        let output = program.current_dir(self.path()).output().expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code().expect("a status"), text(output.stdout), text(output.stderr))
    }

    /// Returns the report as JSON.
    fn report(&self) -> Value {
        let (status, out, err) = self.diff(&["--format", "json"]);
        assert_eq!((status, err.as_str()), (0, ""), "{out}");
        serde_json::from_str(&out).expect("JSON")
    }
}

/// Returns the report about two specs.
fn report(old: &str, new: &str) -> Value {
    Pair::of(old, new).report()
}

/// Replaces texts in a spec, each of which has to be there.
fn edited(spec: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(spec.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "nothing to edit: {from}");
        text.replacen(from, to, 1)
    })
}

/// Returns the changes as `class part rule subject`.
fn lines(report: &Value) -> Vec<String> {
    let text = |change: &Value, key: &str| change[key].as_str().expect("a text").to_owned();
    let changes = report["changes"].as_array().expect("a list").iter();
    changes.map(|it| ["class", "part", "rule", "subject"].map(|key| text(it, key)).join(" ")).collect()
}
