//! An open file: its text, and what the checks say about it.

use std::ops::Range;

use lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Uri};
use metastudio_voice_codegen::yaml::{self, Node};
use metastudio_voice_codegen::{Contract, Report, Source, check, generate};

use super::text::{Encoding, Text};

/// The greatest size in bytes of a file that is checked while it is edited, ten times that of a large spec.
const LARGEST: usize = 2 << 20;

/// An open file.
pub(super) struct File {
    pub(super) uri: Uri,
    pub(super) version: i32,
    pub(super) text: Text,
    /// Whether it is a spec. It stays one when the line that says so is edited.
    is_spec: bool,
    /// Whether the text has changed since the last check.
    stale: bool,
    /// Whether the text has been saved since the generator ran on it.
    saved: bool,
    /// The bytes of the last change.
    changed: Range<usize>,
    report: Option<Report>,
    /// The tree without the lines that were changed last, if the text is not YAML.
    partial: Option<Node>,
    /// The last tree of an earlier text.
    earlier: Option<Node>,
}

impl File {
    /// Opens a file. It is a spec if it declares a version of OpenAPI, or has one of these names.
    pub(super) fn open(item: TextDocumentItem, encoding: Encoding, names: &[String]) -> Self {
        let named = last_segment(&item.uri).is_some_and(|name| names.contains(&name));
        let text = Text::new(item.text, encoding);
        Self {
            uri: item.uri,
            version: item.version,
            is_spec: named || declares_openapi(text.as_str()),
            stale: true,
            saved: false,
            changed: 0..0,
            text,
            report: None,
            partial: None,
            earlier: None,
        }
    }

    /// Makes changes one after the other.
    pub(super) fn change(&mut self, version: i32, changes: &[TextDocumentContentChangeEvent]) {
        for change in changes {
            self.changed = self.text.change(change);
        }
        self.version = version;
        (self.stale, self.saved) = (true, false);
        self.is_spec |= declares_openapi(self.text.as_str());
    }

    /// Returns whether the file is a spec of a size that can be checked while it is edited.
    pub(super) fn is_checked(&self) -> bool {
        self.is_spec && !self.is_too_large()
    }

    /// Returns whether the file is a spec that is not checked because of its size.
    pub(super) fn is_too_large_spec(&self) -> bool {
        self.is_spec && self.is_too_large()
    }

    fn is_too_large(&self) -> bool {
        self.text.as_str().len() > LARGEST
    }

    /// Notes that the file has been saved. The next check runs the generator as well, which finds a few faults more.
    pub(super) fn save(&mut self) {
        self.saved = true;
    }

    /// Returns whether the text has changed since the last check.
    pub(super) fn is_stale(&self) -> bool {
        self.stale
    }

    /// Returns whether the text has changed since the last check, or has been saved.
    pub(super) fn is_due(&self) -> bool {
        self.stale || self.saved
    }

    /// Runs the checks; after the file was saved, the generator, too.
    pub(super) fn check(&mut self) {
        match std::mem::take(&mut self.saved) {
            true => self.run(generate),
            false => self.run(check),
        }
    }

    fn run(&mut self, run: impl FnOnce(Source, Contract) -> Report) {
        self.stale = false;
        if !self.is_checked() {
            (self.report, self.partial) = (None, None);
            return;
        }
        let text = self.text.as_str();
        let report = run(Source::new(self.uri.as_str(), text), contract(text));
        let before = self.report.replace(report);
        let tree_before = self.partial.take();
        if self.report.as_ref().is_some_and(|report| report.tree().is_none()) {
            self.partial = self.read_without_changes();
            self.earlier = before.and_then(|report| report.tree().cloned()).or(tree_before).or(self.earlier.take());
        }
    }

    /// Returns the last report, which is about the text unless it is stale.
    pub(super) fn report(&self) -> Option<&Report> {
        self.report.as_ref()
    }

    /// Returns the tree of the text. If the text is not YAML, the lines that were changed last are missing in it.
    pub(super) fn tree(&self) -> Option<&Node> {
        self.report.as_ref().and_then(Report::tree).or(self.partial.as_ref())
    }

    /// Returns the tree of the text or of an earlier one, whose names are mostly the same.
    pub(super) fn any_tree(&self) -> Option<&Node> {
        self.tree().or(self.earlier.as_ref())
    }

    /// Returns the tree of the text without the line of a byte.
    pub(super) fn tree_without_line(&self, byte: usize) -> Option<Node> {
        yaml::read(&without(self.text.as_str(), self.text.line(byte)), &mut Vec::new())
    }

    /// Returns the tree of the text without the last of the lines that were changed, or without all of them.
    fn read_without_changes(&self) -> Option<Node> {
        let text = self.text.as_str();
        // The change of a whole line ends at the start of the next one.
        let changed = text.get(self.changed.clone()).unwrap_or_default().trim_end_matches(['\n', '\r']);
        let last = self.text.line(self.changed.start + changed.len());
        let all = self.text.line(self.changed.start).start..last.end;
        [last, all].into_iter().find_map(|lines| yaml::read(&without(text, lines), &mut Vec::new()))
    }
}

/// Returns a text with spaces in place of some of its lines, so that the others keep their places.
fn without(text: &str, lines: Range<usize>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for byte in bytes.get_mut(lines).unwrap_or_default().iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')) {
        *byte = b' ';
    }
    // Lines consist of whole characters.
    String::from_utf8(bytes).unwrap_or_default()
}

/// Returns what the client needs of a spec. A spec that has none of the client's operations describes another API, and
/// everything would be missing in it.
fn contract(text: &str) -> Contract {
    let client = Contract::CLIENT;
    match client.operations.iter().any(|(id, _)| text.contains(id)) {
        true => client,
        false => Contract::NONE,
    }
}

fn last_segment(uri: &Uri) -> Option<String> {
    let segment = uri.path().segments().next_back()?;
    segment.decode().into_string().ok().map(std::borrow::Cow::into_owned)
}

/// Returns whether the text has the top-level key `openapi`. It need not be YAML.
fn declares_openapi(text: &str) -> bool {
    let colon = |rest: &str| rest.trim_start_matches([' ', '\t']).starts_with(':');
    if text.trim_start().starts_with('{') {
        return text.match_indices("\"openapi\"").any(|(at, key)| text.get(at + key.len()..).is_some_and(colon));
    }
    let keys = ["openapi", "'openapi'", "\"openapi\""];
    text.split(['\n', '\r']).any(|line| keys.iter().any(|key| line.strip_prefix(key).is_some_and(colon)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_a_spec_if_it_has_the_top_level_key_openapi() {
        for text in ["openapi: 3.0.3\n", "# comment\r\n'openapi' : 3", "{\"openapi\": \"3.0.3\"}", "a: [\nopenapi:"] {
            assert!(declares_openapi(text), "{text}");
        }
        for text in ["", "swagger: '2.0'", "a:\n  openapi: 3", "overlay: 1.0.0\nextends: openapi.yaml", "{\"a\": 1}"] {
            assert!(!declares_openapi(text), "{text}");
        }
    }

    fn file(text: &str) -> File {
        let uri = "file:///a%20b/my%20spec.yaml".parse().expect("a URI");
        File::open(TextDocumentItem::new(uri, "yaml".into(), 1, text.into()), Encoding::Utf8, &["my spec.yaml".into()])
    }

    #[test]
    fn a_file_with_a_name_from_the_command_line_is_a_spec() {
        assert!(file("a: 1").is_checked());
    }

    #[test]
    fn the_tree_of_a_text_that_is_not_yaml_is_without_the_lines_that_were_changed_last() {
        let mut file = file("openapi: 3.0.3\ninfo:\n  title: a\n");
        file.check();
        let change = |start, end, text: &str| {
            let range = lsp_types::Range::new(lsp_types::Position::new(1, start), lsp_types::Position::new(1, end));
            TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: text.to_owned() }
        };
        file.change(2, &[change(0, 0, "x: {ä\n")]);
        file.check();
        let tree = file.tree().expect("a tree");
        let info = tree.entry("info").expect("info");
        assert_eq!(file.text.as_str().get(info.key.span.clone()), Some("info"));
    }

    #[test]
    fn a_file_that_is_too_large_is_not_checked() {
        let mut file = file(&"a: 1\n".repeat(LARGEST / 4));
        file.check();
        assert!(file.is_too_large_spec() && file.report().is_none());
    }
}
