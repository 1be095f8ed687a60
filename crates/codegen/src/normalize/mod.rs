//! Normalizes the spec for progenitor: replaces constructs that a pass handles better than progenitor would.

mod hoist;
mod lists;
mod schemas;
mod styles;

use serde_yaml::Value;

pub(crate) use self::lists::UNIQUE_ITEMS;
pub(crate) use self::schemas::MIN_ITEMS;
use crate::names;

/// Returns the spec in the form that progenitor reads.
pub(crate) fn normalize(mut root: Value) -> Value {
    schemas::plain(&mut root);
    hoist::hoist(&mut root);
    lists::plain(&mut root);
    styles::plain(&mut root);
    names::keep_apart(&mut root);
    root
}
