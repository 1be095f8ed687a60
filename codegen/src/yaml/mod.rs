//! The spec as a tree in which every node knows its place in the text.
//!
//! One reader for everything: the checks look at this tree, and the generator gets what [`value`] makes of it, so that
//! no finding is about something else than what is generated.

mod cursor;
mod read;
mod scalar;
mod value;

use std::ops::Range;

pub(crate) use cursor::{Cursor, unescape};
pub(crate) use read::read;
pub(crate) use value::value;

/// Bytes of the text.
pub(crate) type Span = Range<usize>;

/// A node of the tree.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// Where it stands; a map or list from its first to its last byte.
    pub(crate) span: Span,
    pub(crate) content: Content,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Scalar(Scalar),
    Map(Vec<Entry>),
    List(Vec<Node>),
}

/// An entry of a map.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: Key,
    pub(crate) value: Node,
}

/// The key of an entry, as text.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) span: Span,
    pub(crate) text: String,
    /// Written without quotes.
    pub(crate) plain: bool,
}

/// A single value.
#[derive(Clone, Debug)]
pub(crate) struct Scalar {
    /// As written, without quotes and with escapes resolved.
    pub(crate) text: String,
    /// Written without quotes.
    pub(crate) plain: bool,
    pub(crate) kind: ScalarKind,
}

/// What a scalar means by the core schema of YAML 1.2, which JSON agrees with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ScalarKind {
    Null,
    Bool(bool),
    Integer(i128),
    Float(f64),
    Text,
}
