//! The nodes of the tree.

use std::ops::Range;

use serde_yaml::{Mapping, Number, Value};

/// A range of bytes in the text.
pub type Span = Range<usize>;

/// A node of the tree.
#[derive(Clone, Debug)]
pub struct Node {
    /// The place of the node; that of a map or list reaches from its first to its last byte, and that of a block
    /// scalar (`|`, `>`) is its first character, because its text is on the lines below.
    pub span: Span,
    /// The content.
    pub content: Content,
}

/// The content of a node.
#[derive(Clone, Debug)]
pub enum Content {
    /// A scalar.
    Scalar(Scalar),
    /// A map, its entries in the order of the text.
    Map(Vec<Entry>),
    /// A list.
    List(Vec<Node>),
}

/// An entry of a map.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: Key,
    /// The value.
    pub value: Node,
}

/// The key of an entry, as text.
#[derive(Clone, Debug)]
pub struct Key {
    /// The place of the key, with its quotes.
    pub span: Span,
    /// The text, without quotes and with escapes resolved.
    pub text: String,
    /// Whether it is written without quotes.
    pub plain: bool,
}

/// A scalar value.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// The text as written, without quotes and with escapes resolved.
    pub text: String,
    /// Whether it is written without quotes.
    pub plain: bool,
    /// The meaning.
    pub kind: ScalarKind,
}

/// The meaning of a scalar in the core schema of YAML 1.2, which agrees with JSON.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ScalarKind {
    /// Null.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Integer(i128),
    /// Another number.
    Float(f64),
    /// A string.
    Text,
}

/// What can be read from a node.
impl Node {
    /// Returns the entries, if this is a map.
    pub fn entries(&self) -> &[Entry] {
        match &self.content {
            Content::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Returns the items, if this is a list.
    pub fn items(&self) -> &[Self] {
        match &self.content {
            Content::List(items) => items,
            _ => &[],
        }
    }

    /// Returns the entry of a key, if this is a map that has it.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key.text == key)
    }

    /// Returns the value of a key, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Returns whether this is a map.
    pub fn is_map(&self) -> bool {
        matches!(self.content, Content::Map(_))
    }

    /// Returns the scalar, if this is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.content {
            Content::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// Returns the text, if this is a string.
    pub fn text(&self) -> Option<&str> {
        self.scalar().filter(|scalar| scalar.kind == ScalarKind::Text).map(|scalar| scalar.text.as_str())
    }

    /// Returns the text of a key's value, if it is a string.
    pub fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    /// Returns the boolean, if this is one.
    pub fn boolean(&self) -> Option<bool> {
        match self.scalar()?.kind {
            ScalarKind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the boolean that a key has as its value.
    pub fn boolean_of(&self, key: &str) -> Option<bool> {
        self.get(key)?.boolean()
    }

    /// Returns the integer, if this is one.
    pub fn integer(&self) -> Option<i128> {
        match self.scalar()?.kind {
            ScalarKind::Integer(number) => Some(number),
            _ => None,
        }
    }

    /// Returns the length or count that a key has as its value.
    pub fn size_of(&self, key: &str) -> Option<u64> {
        self.get(key)?.integer()?.try_into().ok()
    }

    /// Returns the number, if this is one.
    pub fn number(&self) -> Option<f64> {
        match self.scalar()?.kind {
            ScalarKind::Integer(number) => Some(number as f64),
            ScalarKind::Float(number) => Some(number),
            _ => None,
        }
    }
}

/// What normalization changes. Everything that is added gets the place of what it replaces.
impl Node {
    pub(crate) fn of_text(text: impl Into<String>, span: Span) -> Self {
        Self { span, content: Content::Scalar(Scalar { text: text.into(), plain: false, kind: ScalarKind::Text }) }
    }

    pub(crate) fn of_entries(entries: Vec<Entry>, span: Span) -> Self {
        Self { span, content: Content::Map(entries) }
    }

    /// Returns the entries of the map that keys lead to, from map to map.
    pub(crate) fn entries_at(&mut self, keys: &[&str]) -> &mut [Entry] {
        let mut node = self;
        for key in keys {
            let Some(next) = node.get_mut(key) else { return &mut [] };
            node = next;
        }
        match &mut node.content {
            Content::Map(entries) => entries,
            _ => &mut [],
        }
    }

    /// Returns the items of the list at a key.
    pub(crate) fn items_at(&mut self, key: &str) -> &mut [Self] {
        self.get_mut(key).map(Self::items_mut).unwrap_or_default()
    }

    pub(crate) fn items_mut(&mut self) -> &mut [Self] {
        match &mut self.content {
            Content::List(items) => items,
            _ => &mut [],
        }
    }

    pub(crate) fn entry_mut(&mut self, key: &str) -> Option<&mut Entry> {
        self.entries_at(&[]).iter_mut().find(|entry| entry.key.text == key)
    }

    pub(crate) fn text_mut(&mut self) -> Option<&mut String> {
        match &mut self.content {
            Content::Scalar(scalar) if scalar.kind == ScalarKind::Text => Some(&mut scalar.text),
            _ => None,
        }
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        self.entry_mut(key).map(|entry| &mut entry.value)
    }

    /// Removes a key, if this is a map that has it.
    pub(crate) fn remove(&mut self, key: &str) {
        if let Content::Map(entries) = &mut self.content {
            entries.retain(|entry| entry.key.text != key);
        }
    }

    /// Gives a key another name.
    pub(crate) fn rename(&mut self, key: &str, name: &str) {
        if let Some(entry) = self.entry_mut(key) {
            name.clone_into(&mut entry.key.text);
        }
    }

    /// Adds an entry, if this is a map.
    pub(crate) fn push(&mut self, entry: Entry) {
        if let Content::Map(entries) = &mut self.content {
            entries.push(entry);
        }
    }

    /// Returns the value of a key, and adds an empty map where there is none.
    pub(crate) fn get_or_add(&mut self, key: &str) -> Option<&mut Self> {
        if self.get(key).is_none() {
            self.push(Entry::new(key, Self::of_entries(Vec::new(), self.span.clone())));
        }
        self.get_mut(key)
    }
}

impl Entry {
    /// Returns an entry whose key has the place of its value.
    pub(crate) fn new(key: impl Into<String>, value: Node) -> Self {
        Self { key: Key { span: value.span.clone(), text: key.into(), plain: true }, value }
    }
}

/// Returns the node as a value without places, which serde reads.
pub(crate) fn value(node: &Node) -> Value {
    match &node.content {
        Content::Scalar(Scalar { text, kind, .. }) => scalar(text, *kind),
        Content::List(items) => Value::Sequence(items.iter().map(value).collect()),
        Content::Map(entries) => {
            let entries = entries.iter().map(|entry| (Value::String(entry.key.text.clone()), value(&entry.value)));
            Value::Mapping(entries.collect::<Mapping>())
        }
    }
}

fn scalar(text: &str, kind: ScalarKind) -> Value {
    match kind {
        ScalarKind::Null => Value::Null,
        ScalarKind::Bool(value) => Value::Bool(value),
        ScalarKind::Float(value) => Value::Number(value.into()),
        ScalarKind::Text => Value::String(text.to_owned()),
        ScalarKind::Integer(value) => Value::Number(match (i64::try_from(value), u64::try_from(value)) {
            (Ok(value), _) => Number::from(value),
            (_, Ok(value)) => Number::from(value),
            _ => Number::from(value as f64),
        }),
    }
}
