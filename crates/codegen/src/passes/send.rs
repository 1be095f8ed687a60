//! The operations' `send()`: the request that it makes, and how it is sent.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::{
    Block, Expr, File, GenericParam, Ident, ImplItem, ImplItemFn, Item, LitStr, Pat, ReturnType, Stmt, Token, Type,
    Visibility, parse_quote,
};

use super::operations::constant_name;
use super::{Count, tree};
use crate::generator::Fault;
use crate::spec::Spec;

/// Removes the `api-version` header, which progenitor puts on every request and the service does not know, and the
/// memory that progenitor reserves for it: most requests have no header of their own.
pub(super) fn api_version(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
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

/// Makes the URL of each request from the endpoint, which was parsed once, instead of parsing the whole URL for every
/// call.
pub(super) fn request_url(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
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

/// Sends every call through the crate's own code: progenitor's `send()` stops once it has made the request, and a
/// `send()` of the crate's own sends it, with the crate's response and error.
///
/// The pass leaves out how progenitor reads a response: its types have no place for attempts and request ids, a status
/// that the spec does not name ends in an error, and so does any 2XX but the spec's.
pub(super) fn send(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    // Nothing calls progenitor's hooks any more.
    let before = file.items.len();
    file.items.retain(|item| !is_hooks(item));
    let mut found = before - file.items.len();
    for item in tree::module(file, &["builder"])? {
        let Item::Impl(block) = item else { continue };
        let Some(operation) = tree::self_type(block).and_then(|name| spec.operation(&name.to_string())) else {
            continue;
        };
        let Some(GenericParam::Lifetime(lifetime)) = block.generics.params.first() else { continue };
        let lifetime = lifetime.lifetime.clone();
        let constant = constant_name(&operation.id);
        let mut public: Vec<ImplItem> = Vec::new();
        for item in &mut block.items {
            if let ImplItem::Fn(method) = item
                && method.sig.ident == "send"
                && let ReturnType::Type(_, returned) = &method.sig.output
                && let Some(success) = success(returned)
                && stop_at_request(method)
            {
                let documentation = std::mem::take(&mut method.attrs);
                let call = call(&success);
                let body: Block = parse_quote!({
                    crate::http::#call(&super::operations::#constant, self.made()).await
                });
                public.push(parse_quote! {
                    #(#documentation)*
                    pub async fn send(self) -> ::std::result::Result<crate::Response<#success>, crate::Error> #body
                });
                method.vis = Visibility::Inherited;
                method.sig.asyncness = None;
                method.sig.ident = Ident::new("made", method.sig.ident.span());
                method.sig.output = parse_quote! {
                    -> ::std::result::Result<(&#lifetime super::Client, ::reqwest::Request), Error>
                };
                found += 1;
            }
        }
        block.items.extend(public);
    }
    Ok(Count { expected: 1 + spec.operations.len(), found })
}

/// `impl ClientHooks<Inner> for &Client {}`
fn is_hooks(item: &Item) -> bool {
    let name = |path: &syn::Path| path.segments.last().is_some_and(|segment| segment.ident == "ClientHooks");
    matches!(item, Item::Impl(block) if block.trait_.as_ref().is_some_and(|(path, _)| name(path)))
}

/// Removes the statements after the one that makes the request. Returns whether there was one.
fn stop_at_request(method: &mut ImplItemFn) -> bool {
    let makes = |statement: &Stmt| match statement {
        Stmt::Local(local) => matches!(&local.pat, Pat::Ident(name) if name.ident == "request"),
        _ => false,
    };
    let Some(at) = method.block.stmts.iter().position(makes) else { return false };
    method.block.stmts.truncate(at + 1);
    if let Some(Stmt::Local(local)) = method.block.stmts.last_mut() {
        // `mut` was for the statements that are removed.
        local.attrs.clear();
        local.pat = parse_quote!(request);
    }
    method.block.stmts.push(Stmt::Expr(parse_quote!(Ok((client, request))), None));
    true
}

/// Returns the function that carries out a call with a success of this type.
fn call(success: &Type) -> TokenStream {
    match success {
        Type::Path(path) if path.path.is_ident("ByteStream") => quote!(call_streamed),
        Type::Tuple(tuple) if tuple.elems.is_empty() => quote!(call_empty),
        _ => quote!(call),
    }
}

/// The `T` of `Result<ResponseValue<T>, E>`.
fn success(returned: &Type) -> Option<Type> {
    first_argument(&first_argument(returned)?)
}

fn first_argument(returned: &Type) -> Option<Type> {
    let Type::Path(path) = returned else { return None };
    let syn::PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else { return None };
    match arguments.args.first()? {
        syn::GenericArgument::Type(success) => Some(success.clone()),
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

    #[test]
    fn every_call_goes_through_the_http_module_and_has_our_error() {
        let code = sample::after("send", sample::SPEC);
        for part in [
            "pub async fn send(self) -> ::std::result::Result<crate::Response<types::Thing>, crate::Error> {",
            "crate::http::call(&super::operations::SHOW_THING, self.made())",
            "crate::http::call_empty(&super::operations::",
        ] {
            let squeeze = |text: &str| text.replace([' ', ','], "");
            assert!(squeeze(&code).contains(&squeeze(part)), "{part}\n{code}");
        }
        assert_eq!(code.matches("pub async fn").count(), 2);
    }

    #[test]
    fn the_generated_code_does_not_read_the_response() {
        let code = sample::after("send", sample::SPEC);
        assert_eq!(code.matches("Ok((client, request))").count(), 2, "{code}");
        assert!(
            !code.contains("impl ClientHooks") && !code.contains("client.exec(") && !code.contains("match response"),
            "{code}"
        );
    }

    #[test]
    fn another_name_of_the_method_is_noticed() {
        assert_eq!(sample::counts("send", |file| sample::rename(file, "send", "call")), (3, 1));
    }

    #[test]
    fn another_name_of_the_request_is_noticed() {
        assert_eq!(sample::counts("send", |file| sample::rename(file, "request", "prepared")), (3, 1));
    }
}
