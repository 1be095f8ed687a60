//! Makes the URL of each request from the endpoint, which was parsed once, instead of parsing the whole URL for every
//! call.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::{Expr, File, LitStr, Pat, Stmt, Token, parse_quote};

use super::{Count, tree};
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let mut found = 0;
    for (builder, method) in tree::methods(tree::module(file, &["builder"])?) {
        if method.sig.ident != "send" || spec.operation(&builder.to_string()).is_none() {
            continue;
        }
        for statement in &mut method.block.stmts {
            if let Stmt::Local(local) = statement
                && matches!(&local.pat, Pat::Ident(name) if name.ident == "url")
                && let Some(init) = &mut local.init
                && let Expr::Macro(format) = &*init.expr
                && let Ok(path) = path.parse2(format.mac.tokens.clone())
            {
                *init.expr = parse_quote!(client.inner.url(#path));
                found += 1;
            }
        }
    }
    Ok(Count { expected: spec.operations.len(), found })
}

/// Returns only the path of `"{}/v1/{}", client.baseurl, encode_path(…),`.
fn path(tokens: ParseStream<'_>) -> syn::Result<TokenStream> {
    let whole: LitStr = tokens.parse()?;
    tokens.parse::<Token![,]>()?;
    let base: Expr = tokens.parse()?;
    let template = whole.value();
    let path = template.strip_prefix("{}").filter(|_| base.to_token_stream().to_string() == "client . baseurl");
    let path = LitStr::new(path.ok_or_else(|| tokens.error("another base"))?, whole.span());
    tokens.parse::<Option<Token![,]>>()?;
    let values: TokenStream = tokens.parse()?;
    Ok(if values.is_empty() { quote!(#path) } else { quote!(&format!(#path, #values)) })
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    #[test]
    fn the_endpoint_is_not_parsed_for_every_request() {
        let code = sample::after("request_url", sample::SPEC);
        assert!(code.contains("url(&format!(\"/things/{}\", encode_path("), "{code}");
        assert!(code.contains("let url = client.inner.url(\"/things\");"), "{code}");
        assert!(!code.contains("client.baseurl,"), "{code}");
    }

    #[test]
    fn another_name_of_the_base_is_noticed() {
        assert_eq!(sample::counts("request_url", |file| sample::rename(file, "url", "address")), (2, 0));
    }
}
