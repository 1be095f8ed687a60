//! Parses the text into the tree.

use std::collections::HashMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span as Marks, StrInput, Tag};

use super::{Content, Entry, Key, Node, Scalar, ScalarKind, Span, scalar};
use crate::codes;
use crate::diagnostic::Diagnostic;

/// The greatest depth of nesting, more than any spec has. It keeps the recursion within the stack.
const DEEPEST: usize = 100;
/// The greatest number of nodes with all aliases expanded, more than any spec has.
const MOST_NODES: usize = 500_000;

/// Parses the single document in the text, and reports its faults. Returns `None` if it cannot be parsed.
pub fn read(text: &str, findings: &mut Vec<Diagnostic>) -> Option<Node> {
    let mut reader = Reader {
        parser: Parser::new_from_str(text),
        bytes: text.char_indices().map(|(at, _)| at).chain([text.len()]).collect(),
        anchors: HashMap::new(),
        nodes: 0,
        findings,
    };
    match reader.document() {
        Ok(root) => root,
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}

struct Reader<'a, 'f> {
    parser: Parser<'a, StrInput<'a>>,
    /// The byte offset of each character.
    bytes: Vec<usize>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
    findings: &'f mut Vec<Diagnostic>,
}

type Read<T> = Result<T, Box<Diagnostic>>;

impl<'a> Reader<'a, '_> {
    fn document(&mut self) -> Read<Option<Node>> {
        loop {
            match self.next()? {
                Some((Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _)) => {}
                Some((Event::StreamEnd | Event::DocumentEnd, _)) | None => {
                    return Err(Box::new(Diagnostic::new(&codes::EMPTY, 0..0, "#", "the file is empty")));
                }
                Some((event, marks)) => {
                    let root = self.node(event, marks, 0)?;
                    return self.end().map(|()| Some(root));
                }
            }
        }
    }

    /// Fails if another document follows.
    fn end(&mut self) -> Read<()> {
        while let Some((event, marks)) = self.next()? {
            if matches!(event, Event::DocumentStart(_)) {
                let message = "a second document begins here, but a spec is a single document";
                let start = self.byte(marks.start);
                return Err(Box::new(Diagnostic::new(&codes::EMPTY, start..start, "#", message)));
            }
        }
        Ok(())
    }

    fn next(&mut self) -> Read<Option<(Event<'a>, Marks)>> {
        match self.parser.next_event() {
            Some(Ok((Event::StreamEnd, _))) | None => Ok(None),
            Some(Ok(event)) => Ok(Some(event)),
            Some(Err(error)) => Err(self.syntax(&error)),
        }
    }

    fn node(&mut self, event: Event<'a>, marks: Marks, depth: usize) -> Read<Node> {
        let span = self.span(marks);
        self.nodes += 1;
        if depth > DEEPEST || self.nodes > MOST_NODES {
            let message = match depth > DEEPEST {
                true => format!("the file is nested more than {DEEPEST} levels deep"),
                false => format!("the file has more than {MOST_NODES} nodes with its aliases expanded"),
            };
            return Err(Box::new(Diagnostic::new(&codes::TOO_LARGE, span, "#", message)));
        }
        let (node, anchor) = match event {
            Event::Alias(id) => return self.alias(id, span),
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain;
                let kind = match (self.tag(tag.as_deref(), &span), plain) {
                    (Some(kind), _) => kind,
                    (None, true) => scalar::resolve(&text),
                    (None, false) => ScalarKind::Text,
                };
                let span = self.trimmed(span, style);
                (Node { span, content: Content::Scalar(Scalar { text: text.into_owned(), plain, kind }) }, anchor)
            }
            Event::SequenceStart(anchor, tag) => {
                self.tag(tag.as_deref(), &span);
                let mut items = Vec::new();
                let mut end = span.end;
                while let Some((event, marks)) = self.next()? {
                    if matches!(event, Event::SequenceEnd) {
                        break;
                    }
                    let item = self.node(event, marks, depth + 1)?;
                    end = item.span.end;
                    items.push(item);
                }
                (Node { span: span.start..end, content: Content::List(items) }, anchor)
            }
            Event::MappingStart(anchor, tag) => {
                self.tag(tag.as_deref(), &span);
                let mut entries = Vec::new();
                let mut end = span.end;
                while let Some((event, marks)) = self.next()? {
                    if matches!(event, Event::MappingEnd) {
                        break;
                    }
                    let key = self.key(event, marks, depth)?;
                    let Some((event, marks)) = self.next()? else { break };
                    let value = self.node(event, marks, depth + 1)?;
                    end = value.span.end.max(key.span.end);
                    self.insert(&mut entries, key, value);
                }
                (Node { span: span.start..end, content: Content::Map(entries) }, anchor)
            }
            _ => return Err(Box::new(Diagnostic::new(&codes::SYNTAX, span, "#", "invalid YAML"))),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn insert(&mut self, entries: &mut Vec<Entry>, key: Key, value: Node) {
        if let Some(first) = entries.iter().find(|entry| entry.key.text == key.text) {
            let message = format!("duplicate key `{}`", key.text);
            self.findings.push(
                Diagnostic::new(&codes::DUPLICATE_KEY, key.span, "", message)
                    .with_related(first.key.span.clone(), "first occurrence")
                    .with_help("remove one of the two"),
            );
            return;
        }
        entries.push(Entry { key, value });
    }

    fn key(&mut self, event: Event<'a>, marks: Marks, depth: usize) -> Read<Key> {
        let node = self.node(event, marks, depth + 1)?;
        match node.content {
            Content::Scalar(Scalar { text, plain, kind }) if kind != ScalarKind::Null || !plain => {
                Ok(Key { span: node.span, text, plain })
            }
            _ => Err(Box::new(Diagnostic::new(&codes::KEY, node.span, "#", "a key must be a string"))),
        }
    }

    fn alias(&mut self, id: usize, span: Span) -> Read<Node> {
        let Some(node) = self.anchors.get(&id).cloned() else {
            return Err(Box::new(Diagnostic::new(
                &codes::SYNTAX,
                span,
                "#",
                "the alias refers to an anchor that is not complete",
            )));
        };
        self.nodes += size(&node);
        Ok(node)
    }

    /// Returns the meaning that a tag such as `!!str` gives to a scalar, and reports an unknown tag.
    fn tag(&mut self, tag: Option<&Tag>, span: &Span) -> Option<ScalarKind> {
        let tag = tag?;
        match tag.suffix.as_str() {
            "str" if tag.is_yaml_core_schema() => Some(ScalarKind::Text),
            _ if tag.is_yaml_core_schema() => None,
            _ => {
                let message = format!("the tag `{}{}` has no meaning in a spec", tag.handle, tag.suffix);
                self.findings.push(Diagnostic::new(&codes::TAG, span.clone(), "", message));
                None
            }
        }
    }

    fn syntax(&self, error: &ScanError) -> Box<Diagnostic> {
        let at = self.byte(*error.marker());
        let finding = Diagnostic::new(&codes::SYNTAX, at..at, "#", format!("invalid YAML: {}", error.info()));
        Box::new(
            finding.with_help("check this line and the one before it: indentation, quotes, brackets, `: ` in a text"),
        )
    }

    fn byte(&self, mark: Marker) -> usize {
        self.bytes.get(mark.index()).or(self.bytes.last()).copied().unwrap_or_default()
    }

    fn span(&self, marks: Marks) -> Span {
        let start = self.byte(marks.start);
        start..self.byte(marks.end).max(start)
    }

    /// Cuts the span of a block scalar to its first character, because its text is on the lines below.
    fn trimmed(&self, span: Span, style: ScalarStyle) -> Span {
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded => span.start..span.start + 1,
            _ => span,
        }
    }
}

fn size(node: &Node) -> usize {
    match &node.content {
        Content::Scalar(_) => 1,
        Content::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Content::Map(entries) => 1 + entries.iter().map(|entry| size(&entry.value)).sum::<usize>(),
    }
}
