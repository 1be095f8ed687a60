//! Removes the `api-version` header, which progenitor puts on every request and the service does not know.

use quote::ToTokens;
use syn::File;

use super::{Count, tree};
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let mut found = 0;
    for (_, method) in tree::methods(tree::module(file, &["builder"])?) {
        if method.sig.ident == "send" {
            let before = method.block.stmts.len();
            method.block.stmts.retain(|statement| !statement.to_token_stream().to_string().contains("\"api-version\""));
            found += before - method.block.stmts.len();
        }
    }
    Ok(Count { expected: spec.operations.len(), found })
}

#[cfg(test)]
mod tests;
