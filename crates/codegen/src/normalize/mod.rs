//! Normalizes the spec for progenitor: replaces constructs that a pass handles better than progenitor would. The tree
//! keeps its places, so that a finding about a schema that has got a name is shown where the schema is written.

mod hoist;
mod schemas;
mod styles;

pub(crate) use self::schemas::{MIN_ITEMS, UNIQUE_ITEMS};
pub(crate) use self::styles::SEPARATOR;
use crate::names;
use crate::yaml::Node;

/// Returns the spec in the form that progenitor reads.
pub(crate) fn normalize(mut root: Node) -> Node {
    schemas::plain(&mut root);
    hoist::hoist(&mut root);
    schemas::plain_lists(&mut root);
    styles::plain(&mut root);
    names::keep_apart(&mut root);
    root
}
