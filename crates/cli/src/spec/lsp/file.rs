//! An open file: its text, and what the checks say about it.

use std::cell::OnceCell;
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
    /// The number of the text, which no other text of the server has.
    edition: u64,
    /// Whether it is a spec. It stays one when the line that says so is edited.
    is_spec: bool,
    /// Whether the text is still to be checked.
    changed: bool,
    /// Whether the generator is still to run on the text.
    saved: bool,
    /// The bytes of the last change.
    last_change: Range<usize>,
    /// The result of the checks of this text.
    report: Option<Box<Report>>,
    /// Whether the generator had a part in the report.
    generated: bool,
    /// The tree of this text, where it was needed before the report came.
    tree: OnceCell<Option<Node>>,
    /// The last tree of an earlier text.
    earlier: Option<Tree>,
}

/// A tree and its owner.
enum Tree {
    Reported(Box<Report>),
    Read(Node),
}

impl Tree {
    fn node(&self) -> Option<&Node> {
        match self {
            Self::Reported(report) => report.tree(),
            Self::Read(node) => Some(node),
        }
    }
}

/// A text to check.
pub(super) struct Task {
    pub(super) uri: String,
    edition: u64,
    text: String,
    /// Whether the generator runs, too.
    pub(super) generate: bool,
}

impl Task {
    /// Runs the checks, and the generator if it is to run.
    pub(super) fn run(self) -> Checked {
        let source = Source::new(&*self.uri, &*self.text);
        let contract = contract(&self.text);
        let report = match self.generate {
            true => generate(source, contract),
            false => check(source, contract),
        };
        Checked { uri: self.uri, edition: self.edition, generated: self.generate, report: Box::new(report) }
    }
}

/// The result of the checks of a text.
pub(super) struct Checked {
    pub(super) uri: String,
    edition: u64,
    pub(super) generated: bool,
    report: Box<Report>,
}

impl File {
    /// Opens a file. It is a spec if it declares a version of OpenAPI, or has one of these names.
    pub(super) fn open(item: TextDocumentItem, encoding: Encoding, names: &[String], edition: u64) -> Self {
        let named = last_segment(&item.uri).is_some_and(|name| names.contains(&name));
        let text = Text::new(item.text, encoding);
        Self {
            uri: item.uri,
            version: item.version,
            is_spec: named || declares_openapi(text.as_str()),
            text,
            edition,
            changed: true,
            saved: false,
            last_change: 0..0,
            report: None,
            generated: false,
            tree: OnceCell::new(),
            earlier: None,
        }
    }

    /// Makes changes one after the other.
    pub(super) fn change(&mut self, version: i32, changes: &[TextDocumentContentChangeEvent], edition: u64) {
        for change in changes {
            self.last_change = self.text.change(change);
        }
        (self.version, self.edition, self.changed, self.saved) = (version, edition, true, false);
        self.is_spec |= declares_openapi(self.text.as_str());
        let reported = self.report.take().filter(|report| report.tree().is_some());
        let read = self.tree.take().flatten().map(Tree::Read);
        self.earlier = reported.map(Tree::Reported).or(read).or(self.earlier.take());
    }

    /// Notes that the file has been saved: the generator, which finds a few faults more, runs on the text, too.
    pub(super) fn save(&mut self) {
        self.saved = true;
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

    /// Returns whether the text is still to be checked, or generated from.
    pub(super) fn is_due(&self, generate: bool) -> bool {
        if generate { self.saved && !self.changed } else { self.changed }
    }

    /// Returns the task that is due.
    pub(super) fn task(&mut self, generate: bool) -> Task {
        *(if generate { &mut self.saved } else { &mut self.changed }) = false;
        let text = self.text.as_str().to_owned();
        Task { uri: self.uri.to_string(), edition: self.edition, text, generate }
    }

    /// Takes the result of a task. Returns whether it says something new about the text.
    pub(super) fn take(&mut self, checked: Checked) -> bool {
        // The generator may end before the checks that began before it.
        let known = self.report.is_some() && self.generated && !checked.generated;
        if checked.edition != self.edition || known {
            return false;
        }
        (self.report, self.generated) = (Some(checked.report), checked.generated);
        true
    }

    /// Returns the result of the checks of this text, if they have ended.
    pub(super) fn report(&self) -> Option<&Report> {
        self.report.as_deref()
    }

    /// Returns the tree of the text. If the text is not YAML, the lines that were changed last are missing in it.
    pub(super) fn tree(&self) -> Option<&Node> {
        let reported = self.report().and_then(Report::tree);
        let read = || yaml::read(self.text.as_str(), &mut Vec::new()).or_else(|| self.read_without_changes());
        reported.or_else(|| self.tree.get_or_init(read).as_ref())
    }

    /// Returns the tree of the text or of an earlier one, whose names are mostly the same, unless there is none yet.
    pub(super) fn any_tree(&self) -> Option<&Node> {
        let reported = self.report().and_then(Report::tree);
        let read = || self.tree.get().and_then(Option::as_ref);
        reported.or_else(read).or_else(|| self.earlier.as_ref().and_then(Tree::node))
    }

    /// Returns the tree of the text without the line of a byte.
    pub(super) fn tree_without_line(&self, byte: usize) -> Option<Node> {
        yaml::read(&without(self.text.as_str(), self.text.line(byte)), &mut Vec::new())
    }

    /// Returns the tree of the text without the last of the lines that were changed, or without all of them.
    fn read_without_changes(&self) -> Option<Node> {
        let text = self.text.as_str();
        // The change of a whole line ends at the start of the next one.
        let changed = text.get(self.last_change.clone()).unwrap_or_default().trim_end_matches(['\n', '\r']);
        let last = self.text.line(self.last_change.start + changed.len());
        let all = self.text.line(self.last_change.start).start..last.end;
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
        File::open(
            TextDocumentItem::new(uri, "yaml".into(), 1, text.into()),
            Encoding::Utf8,
            &["my spec.yaml".into()],
            1,
        )
    }

    #[test]
    fn a_file_with_a_name_from_the_command_line_is_a_spec() {
        assert!(file("a: 1").is_checked());
    }

    #[test]
    fn the_tree_of_a_text_that_is_not_yaml_is_without_the_lines_that_were_changed_last() {
        let mut file = file("openapi: 3.0.3\ninfo:\n  title: a\n");
        let change = |start, end, text: &str| {
            let range = lsp_types::Range::new(lsp_types::Position::new(1, start), lsp_types::Position::new(1, end));
            TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: text.to_owned() }
        };
        file.change(2, &[change(0, 0, "x: {ä\n")], 2);
        let tree = file.tree().expect("a tree");
        let info = tree.entry("info").expect("info");
        assert_eq!(file.text.as_str().get(info.key.span.clone()), Some("info"));
    }

    #[test]
    fn a_file_that_is_too_large_is_not_checked() {
        let file = file(&"a: 1\n".repeat(LARGEST / 4));
        assert!(file.is_too_large_spec() && !file.is_checked());
    }

    #[test]
    fn a_result_for_an_earlier_text_or_with_less_than_is_known_is_not_taken() {
        let mut file = file("openapi: 3.0.3\n");
        let (first, of_generator) = (file.task(false).run(), file.task(true).run());
        assert!(file.take(of_generator) && !file.take(first));
        let earlier = file.task(false).run();
        file.change(2, &[], 2);
        assert!(!file.take(earlier) && file.report().is_none() && file.any_tree().is_some());
    }
}
