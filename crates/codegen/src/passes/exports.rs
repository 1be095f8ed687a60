//! Keeps progenitor's own names out of the public interface: its client library's types and its prelude.

use quote::ToTokens;
use syn::{File, Item, Visibility};

use super::Count;
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, _: &Spec) -> Result<Count, Fault> {
    let mut found = 0;
    let before = file.items.len();
    file.items.retain(|item| !matches!(item, Item::Mod(module) if module.ident == "prelude"));
    found += before - file.items.len();
    for item in &mut file.items {
        if let Item::Use(import) = item
            && matches!(import.vis, Visibility::Public(_))
            && import.tree.to_token_stream().to_string().starts_with("progenitor_client")
        {
            import.vis = Visibility::Inherited;
            found += 1;
        }
    }
    Ok(Count { expected: 2, found })
}

#[cfg(test)]
mod tests;
