//! A node together with the path to it.

use std::borrow::Cow;

use super::{Content, Entry, Key, Node, Scalar, ScalarKind, Span};

/// A node, its key, and its JSON pointer.
#[derive(Clone, Debug)]
pub struct Cursor<'a> {
    /// The node.
    pub node: &'a Node,
    key: Option<&'a Key>,
    /// `#`, or `#/paths/…`.
    pub pointer: String,
}

impl<'a> Cursor<'a> {
    /// Returns the root of a file.
    pub fn root(node: &'a Node) -> Self {
        Self { node, key: None, pointer: "#".to_owned() }
    }

    /// Returns the value of a key, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<Self> {
        self.node.entry(key).map(|entry| self.child(entry))
    }

    /// Returns the keys and values, if this is a map.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, Self)> + use<'a> {
        Self::children(self.clone(), self.node.entries())
    }

    /// Returns the keys and values of a key's value, if that is a map.
    pub fn entries_of(&self, key: &str) -> impl Iterator<Item = (&'a str, Self)> + use<'a> {
        let map = self.get(key);
        let entries = map.as_ref().map_or(&[][..], |map| map.node.entries());
        Self::children(map.unwrap_or_else(|| self.clone()), entries)
    }

    fn children(parent: Self, entries: &'a [Entry]) -> impl Iterator<Item = (&'a str, Self)> + use<'a> {
        entries.iter().map(move |entry| (entry.key.text.as_str(), parent.child(entry)))
    }

    /// Returns the items, if this is a list.
    pub fn items(&self) -> impl Iterator<Item = Self> + use<'a> {
        Self::listed(self.pointer.clone(), self.node.items())
    }

    /// Returns the items of a key's value, if that is a list.
    pub fn items_of(&self, key: &str) -> impl Iterator<Item = Self> + use<'a> {
        let (pointer, nodes) = self.get(key).map_or((String::new(), &[][..]), |list| (list.pointer, list.node.items()));
        Self::listed(pointer, nodes)
    }

    fn listed(pointer: String, nodes: &'a [Node]) -> impl Iterator<Item = Self> + use<'a> {
        let items = nodes.iter().enumerate();
        items.map(move |(n, node)| Self { node, key: None, pointer: format!("{pointer}/{n}") })
    }

    fn child(&self, entry: &'a Entry) -> Self {
        let pointer = format!("{}/{}", self.pointer, escape(&entry.key.text));
        Self { node: &entry.value, key: Some(&entry.key), pointer }
    }

    /// Returns the node that a pointer such as `#/components/schemas/JobState` leads to.
    pub fn follow(&self, pointer: &str) -> Option<Self> {
        let mut found = self.clone();
        for step in pointer.strip_prefix('#')?.split('/').skip(1) {
            let step = unescape(step);
            found = match &found.node.content {
                Content::List(_) => found.items().nth(step.parse().ok()?)?,
                _ => found.get(&step)?,
            };
        }
        Some(found)
    }

    /// Returns the place of the value; for a map or list, that of its key, which an editor of the spec looks for.
    pub fn place(&self) -> Span {
        match (&self.node.content, self.key) {
            (Content::Scalar(scalar), Some(key)) if scalar.kind == ScalarKind::Null && scalar.plain => key.span.clone(),
            (Content::Scalar(_), _) => self.node.span.clone(),
            (_, Some(key)) => key.span.clone(),
            (Content::Map(entries), None) => {
                entries.first().map_or_else(|| self.node.span.clone(), |entry| entry.key.span.clone())
            }
            (Content::List(_), None) => self.node.span.start..self.node.span.start + 1,
        }
    }

    /// Returns the place of the key, or of the value if there is no key.
    pub fn key_place(&self) -> Span {
        self.key.map_or_else(|| self.place(), |key| key.span.clone())
    }

    /// Returns the key, if the node is the value of one.
    pub fn key(&self) -> Option<&'a Key> {
        self.key
    }

    /// Returns the entries, if this is a map.
    pub fn map(&self) -> Option<&'a [Entry]> {
        self.node.is_map().then(|| self.node.entries())
    }

    /// Returns whether this is a list.
    pub fn is_list(&self) -> bool {
        matches!(self.node.content, Content::List(_))
    }

    /// Returns the scalar, if this is one.
    pub fn scalar(&self) -> Option<&'a Scalar> {
        self.node.scalar()
    }

    /// Returns the text, if this is a string.
    pub fn text(&self) -> Option<&'a str> {
        self.node.text()
    }

    /// Returns the text of a key's value, if it is a string.
    pub fn text_of(&self, key: &str) -> Option<&'a str> {
        self.node.text_of(key)
    }

    /// Returns the number, if this is one.
    pub fn number(&self) -> Option<f64> {
        self.node.number()
    }

    /// Returns whether a key's value is `true`.
    pub fn flag(&self, key: &str) -> bool {
        self.node.boolean_of(key) == Some(true)
    }

    /// Returns the name of the node's type, with its article.
    pub fn what(&self) -> &'static str {
        match &self.node.content {
            Content::Map(_) => "a map",
            Content::List(_) => "a list",
            Content::Scalar(scalar) => match scalar.kind {
                ScalarKind::Null => "null",
                ScalarKind::Bool(_) => "a boolean",
                ScalarKind::Integer(_) => "an integer",
                ScalarKind::Float(_) => "a number",
                ScalarKind::Text => "a string",
            },
        }
    }
}

/// Escapes a key as a step of a JSON pointer.
pub(crate) fn escape(key: &str) -> Cow<'_, str> {
    match key.contains(['~', '/']) {
        true => key.replace('~', "~0").replace('/', "~1").into(),
        false => key.into(),
    }
}

/// Unescapes a step of a JSON pointer.
pub(crate) fn unescape(step: &str) -> Cow<'_, str> {
    match step.contains('~') {
        true => step.replace("~1", "/").replace("~0", "~").into(),
        false => step.into(),
    }
}
