//! Parses the text into the tree.

use std::collections::HashMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span as Marks, StrInput, Tag};

use super::{Content, Entry, Key, Node, Scalar, ScalarKind, Span, mistakes, scalar};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::fix::{Plan, single_quoted};

/// The greatest depth of nesting, more than any spec has. It keeps the recursion within the stack.
const DEEPEST: usize = 100;
/// The greatest number of nodes with all aliases expanded, more than any spec has.
const MOST_NODES: usize = 500_000;

/// Parses the single document in the text, and reports its faults. Returns `None` if it cannot be parsed.
pub fn read(text: &str, findings: &mut Vec<Diagnostic>) -> Option<Node> {
    if mistakes::conflicts(text, findings) {
        return None;
    }
    let mut reader = Reader {
        text,
        parser: Parser::new_from_str(text),
        bytes: text.char_indices().map(|(at, _)| at).chain([text.len()]).collect(),
        anchors: HashMap::new(),
        nodes: 0,
        end: 0,
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
    text: &'a str,
    parser: Parser<'a, StrInput<'a>>,
    /// The byte offset of each character.
    bytes: Vec<usize>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
    /// The end of the last list or map.
    end: usize,
    findings: &'f mut Vec<Diagnostic>,
}

type Read<T> = Result<T, Box<Diagnostic>>;

impl<'a> Reader<'a, '_> {
    fn document(&mut self) -> Read<Option<Node>> {
        loop {
            match self.next()? {
                Some((Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _)) => {}
                Some((Event::StreamEnd | Event::DocumentEnd, _)) | None => {
                    let finding = Diagnostic::new(&codes::EMPTY, 0..0, "#", "the file is empty");
                    let help = "begin with `openapi: 3.0.3`, `info: {title: …, version: '1.0.0'}` and `paths:`";
                    return Err(Box::new(finding.with_help(help)));
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
                let finding = Diagnostic::new(&codes::EMPTY, start..start, "#", message);
                let help = "remove the line `---`, and the second document if it is another spec";
                return Err(Box::new(finding.with_help(help)));
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
            let help = match depth > DEEPEST {
                true => "remove brackets or indentation; if the content is needed, move a part of it into a component",
                false => "write out fewer aliases (`*name`); refer to components with `$ref` instead",
            };
            return Err(Box::new(Diagnostic::new(&codes::TOO_LARGE, span, "#", message).with_help(help)));
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
                        self.end = self.byte(marks.end);
                        break;
                    }
                    let item = self.node(event, marks, depth + 1)?;
                    end = item.span.end;
                    items.push(item);
                }
                let end = self.closed(span.start, end);
                (Node { span: span.start..end, content: Content::List(items) }, anchor)
            }
            Event::MappingStart(anchor, tag) => {
                self.tag(tag.as_deref(), &span);
                let mut entries = Vec::new();
                let mut merged = Vec::new();
                let mut end = span.end;
                while let Some((event, marks)) = self.next()? {
                    if matches!(event, Event::MappingEnd) {
                        self.end = self.byte(marks.end);
                        break;
                    }
                    let key = self.key(event, marks, depth)?;
                    let Some((event, marks)) = self.next()? else { break };
                    let value = self.node(event, marks, depth + 1)?;
                    end = value.span.end.max(key.span.end);
                    let value = self.unquoted(&key, value);
                    match key.plain && key.text == "<<" && (value.is_map() || !value.items().is_empty()) {
                        true => merged.extend(self.merged(&key, value)),
                        false => self.insert(&mut entries, key, value),
                    }
                }
                for entry in merged {
                    if entries.iter().all(|known: &Entry| known.key.text != entry.key.text) {
                        entries.push(entry);
                    }
                }
                let end = self.closed(span.start, end);
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
            let alike = super::value(&first.value) == super::value(&value);
            let plan = Plan::new(format!("remove the second `{}`", key.text)).certain(true);
            let plan = plan.without_entry(&key.span, &value.span).only_if(alike);
            self.findings.push(
                Diagnostic::new(&codes::DUPLICATE_KEY, key.span, "", message)
                    .with_related(first.key.span.clone(), "first occurrence")
                    .with_help(match alike {
                        true => "remove one of the two, which say the same",
                        false => "remove one of the two, or put what is under both under one of them",
                    })
                    .with_plan(plan),
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
            content => {
                let written = self.text.get(node.span.clone()).unwrap_or_default();
                let finding = Diagnostic::new(&codes::KEY, node.span.clone(), "#", "a key must be a string");
                Err(Box::new(match content {
                    Content::Scalar(_) => finding.with_help("write a name before the colon"),
                    _ if written.contains('\n') => finding.with_help("remove the `?`, and write a name as the key"),
                    _ => {
                        let quoted = single_quoted(written);
                        let plan = Plan::new("").yaml(node.span, &*quoted);
                        finding.with_help(format!("put it in quotes: `{quoted}:`")).with_plan(plan)
                    }
                }))
            }
        }
    }

    fn alias(&mut self, id: usize, span: Span) -> Read<Node> {
        let Some(node) = self.anchors.get(&id).cloned() else {
            return Err(Box::new(
                Diagnostic::new(&codes::SYNTAX, span, "#", "the alias refers to an anchor that is not complete")
                    .with_help("write the content out; a part cannot contain itself"),
            ));
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
                let finding = Diagnostic::new(&codes::TAG, span.clone(), "", message);
                self.findings.push(finding.with_help(match tag.suffix.as_str() {
                    "include" | "import" | "ref" => "copy the content of the other file here; a spec is one file",
                    _ => "remove the tag; a text that begins with `!` needs quotes",
                }));
                None
            }
        }
    }

    /// Reports a merge key, and returns the entries that it stands for, so that the checks go on as if they were there.
    fn merged(&mut self, key: &Key, value: Node) -> Vec<Entry> {
        let message = "the merge key `<<` is not supported";
        let finding = Diagnostic::new(&codes::MERGE_KEY, key.span.clone(), "", message);
        self.findings.push(finding.with_help("write the keys out here, or use `allOf: [{$ref: …}]`"));
        let maps = match value.content {
            Content::List(maps) => maps,
            content => vec![Node { content, span: value.span }],
        };
        let entries = maps.into_iter().flat_map(|map| match map.content {
            Content::Map(entries) => entries,
            _ => Vec::new(),
        });
        entries.collect()
    }

    /// Returns the end of a list or map: that of its bracket, if it has one.
    fn closed(&self, start: usize, end: usize) -> usize {
        let bracket = self.text.get(start..).is_some_and(|text| text.starts_with(['[', '{']));
        if bracket { self.end.max(end) } else { end }
    }

    /// Reports a reference that is a comment because it has no quotes, and returns it as the value of the key.
    fn unquoted(&mut self, key: &Key, node: Node) -> Node {
        let empty = matches!(&node.content, Content::Scalar(Scalar { text, plain: true, .. }) if text.is_empty());
        let rest = self.text.get(key.span.end..).filter(|_| empty).unwrap_or_default();
        let line = rest.split(['\r', '\n']).next().unwrap_or_default();
        let comment = line.trim_start().strip_prefix(':').map(str::trim_start).filter(|rest| rest.starts_with("#/"));
        let Some(comment) = comment else { return node };
        let target = comment.split(' ').next().unwrap_or_default();
        let start = key.span.end + line.len() - comment.len();
        let span = start..start + target.len();
        let message = format!("`{}` has no value: `#` without quotes begins a comment", key.text);
        let plan = Plan::new("put it in quotes").yaml(span.clone(), format!("'{target}'")).certain(true);
        let finding = Diagnostic::new(&codes::WRONG_TYPE, span.clone(), "", message);
        self.findings.push(finding.with_help(format!("put it in quotes: `'{target}'`")).with_plan(plan));
        Node::of_text(target, span)
    }

    fn syntax(&self, error: &ScanError) -> Box<Diagnostic> {
        let at = self.byte(*error.marker());
        if let Some(finding) = mistakes::find(self.text, at) {
            return Box::new(finding);
        }
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
