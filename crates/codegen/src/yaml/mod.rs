//! Parses the spec into a tree in which every node has its place in the text.
//!
//! Checks and generator share one parser and one tree, so that every finding is about the spec that the client is
//! generated from. Only progenitor gets another form: the value, without places, of the normalized tree.

mod cursor;
mod mistakes;
mod node;
mod read;
mod scalar;

pub use cursor::Cursor;
pub(crate) use cursor::{escape, unescape};
pub(crate) use node::value;
pub use node::{Content, Entry, Key, Node, Scalar, ScalarKind, Span};
pub use read::read;

/// Returns the tree of a text that is YAML.
#[cfg(test)]
pub(crate) fn sample(text: &str) -> Node {
    read(text, &mut Vec::new()).expect("YAML")
}
