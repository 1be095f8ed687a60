//! Removes the `api-version` header, which progenitor puts on every request and the service does not know, and the
//! memory that progenitor reserves for it: most requests have no header of their own.

use quote::ToTokens;
use syn::{Expr, File, Pat, Stmt, parse_quote};

use super::{Count, tree};
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let mut found = 0;
    for (_, method) in tree::methods(tree::module(file, &["builder"])?) {
        if method.sig.ident == "send" {
            let before = method.block.stmts.len();
            method.block.stmts.retain(|statement| !statement.to_token_stream().to_string().contains("\"api-version\""));
            found += before - method.block.stmts.len();
            found += method.block.stmts.iter_mut().filter_map(headers).map(|headers| *headers = none()).count();
        }
    }
    Ok(Count { expected: 2 * spec.operations.len(), found })
}

fn none() -> Expr {
    parse_quote!(::reqwest::header::HeaderMap::new())
}

/// The expression that creates the headers of a request.
fn headers(statement: &mut Stmt) -> Option<&mut Expr> {
    match statement {
        Stmt::Local(local) if matches!(&local.pat, Pat::Ident(name) if name.ident == "header_map") => {
            Some(&mut *local.init.as_mut()?.expr)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    #[test]
    fn no_request_carries_the_header() {
        let (file, _) = sample::before("api_version", sample::SPEC);
        assert!(sample::text(&file).contains("\"api-version\""));
        let code = sample::after("api_version", sample::SPEC);
        assert!(!code.contains("\"api-version\"") && !code.contains("with_capacity"), "{code}");
    }

    #[test]
    fn another_name_of_the_header_is_noticed() {
        assert_eq!(sample::counts("api_version", |file| sample::rename(file, "api-version", "x-api-version")), (4, 2));
    }
}
