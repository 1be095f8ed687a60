//! Sends every call through the crate's own code: progenitor's `send()` stops once it has made the request, and a
//! `send()` of the crate's own sends it, with the crate's response and error.
//!
//! The pass leaves out how progenitor reads a response: its types have no place for attempts and request ids, a status
//! that the spec does not name ends in an error, and so does any 2XX but the spec's.

use quote::quote;
use syn::{
    Block, File, GenericParam, Ident, ImplItem, ImplItemFn, Item, ReturnType, Stmt, Type, Visibility, parse_quote,
};

use super::operations::constant_name;
use super::{Count, tree};
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
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
        Stmt::Local(local) => matches!(&local.pat, syn::Pat::Ident(name) if name.ident == "request"),
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
fn call(success: &Type) -> proc_macro2::TokenStream {
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
