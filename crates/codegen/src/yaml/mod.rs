//! Parses the spec into a tree in which every node has its place in the text.
//!
//! Checks and generator share one parser: the checks read this tree, and the generator gets the value that [`value`]
//! makes of it, so that every finding is about the same spec that the client is generated from.

mod cursor;
mod read;
mod scalar;
mod value;

use std::ops::Range;

pub(crate) use cursor::{Cursor, unescape};
pub(crate) use read::read;
pub(crate) use value::value;

/// A range of bytes in the text.
pub(crate) type Span = Range<usize>;

/// A node of the tree.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// The place of the node; that of a map or list reaches from its first to its last byte.
    pub(crate) span: Span,
    pub(crate) content: Content,
}

/// The content of a node.
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
    /// Whether it is written without quotes.
    pub(crate) plain: bool,
}

/// A scalar value.
#[derive(Clone, Debug)]
pub(crate) struct Scalar {
    /// The text as written, without quotes and with escapes resolved.
    pub(crate) text: String,
    /// Whether it is written without quotes.
    pub(crate) plain: bool,
    pub(crate) kind: ScalarKind,
}

/// The meaning of a scalar in the core schema of YAML 1.2, which agrees with JSON.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ScalarKind {
    Null,
    Bool(bool),
    Integer(i128),
    Float(f64),
    Text,
}
