//! Removes the constructors that would make a client without authentication.
//!
//! `Client::new` builds an HTTP client that follows redirects, and panics if it cannot. `new_with_client` stays, but
//! only for the crate. So does the `new` of each operation's builder: callers use the client's methods instead.

use syn::{File, ImplItem, Item, Visibility, parse_quote};

use super::{Count, tree};
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let mut found = 0;
    for item in &mut file.items {
        let Item::Impl(block) = item else { continue };
        if block.trait_.is_some() || tree::self_type(block).is_none_or(|name| name != "Client") {
            continue;
        }
        block.items.retain(|item| {
            let public_new = matches!(item, ImplItem::Fn(method) if method.sig.ident == "new");
            found += usize::from(public_new);
            !public_new
        });
        for item in &mut block.items {
            if let ImplItem::Fn(method) = item
                && method.sig.ident == "new_with_client"
                && matches!(method.vis, Visibility::Public(_))
            {
                method.vis = parse_quote!(pub(crate));
                found += 1;
            }
        }
    }
    for (_, method) in tree::methods(tree::module(file, &["builder"])?) {
        if method.sig.ident == "new" && matches!(method.vis, Visibility::Public(_)) {
            method.vis = parse_quote!(pub(super));
            found += 1;
        }
    }
    Ok(Count { expected: 2 + spec.operations.len(), found })
}

#[cfg(test)]
mod tests;
