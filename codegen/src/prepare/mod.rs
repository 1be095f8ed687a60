//! What progenitor gets to see instead of what the file says, where a pass does better than progenitor would.

mod hoist;
mod lists;

use serde_yaml::Value;

/// The spec as progenitor gets it.
pub(crate) fn prepare(mut root: Value) -> Value {
    hoist::hoist(&mut root);
    lists::plain(&mut root);
    root
}
