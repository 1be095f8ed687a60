//! Marks progenitor's samples of calls as text: they name values that are not there, so no test can run them.

use syn::{Expr, ExprLit, File, Item, Lit, LitStr, Meta};

use super::{Count, tree};
use crate::{Diagnostic, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Diagnostic> {
    let mut found = 0;
    for item in &mut file.items {
        if !matches!(item, Item::Impl(block) if tree::self_type(block).is_some_and(|name| name == "Client")) {
            continue;
        }
        for (_, method) in tree::methods(std::slice::from_mut(item)) {
            for attribute in method.attrs.iter_mut().filter(|attribute| attribute.path().is_ident("doc")) {
                if let Meta::NameValue(text) = &mut attribute.meta
                    && let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &mut text.value
                    && text.value().contains("```ignore")
                {
                    *text = LitStr::new(&text.value().replace("```ignore", "```text"), text.span());
                    found += 1;
                }
            }
        }
    }
    Ok(Count { expected: spec.operations.len(), found })
}
