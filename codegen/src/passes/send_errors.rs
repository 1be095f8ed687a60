//! Sends every call through the transport: `send()` returns the crate's own response and error, and the call has a place
//! where its status, request id and attempts are kept.

use quote::quote;
use syn::{Block, File, Ident, ImplItem, Item, ReturnType, Type, Visibility, parse_quote};

use super::operations::constant_name;
use super::{Count, tree};
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let mut found = 0;
    for item in tree::module(file, &["builder"])? {
        let Item::Impl(block) = item else { continue };
        let Some(operation) = tree::self_type(block).and_then(|name| spec.operation(&name.to_string())) else {
            continue;
        };
        let constant = constant_name(&operation.id);
        let mut public = Vec::new();
        for item in &mut block.items {
            if let ImplItem::Fn(method) = item
                && method.sig.ident == "send"
                && let ReturnType::Type(_, returned) = &method.sig.output
                && let Some(success) = success(returned)
            {
                let documentation = method.attrs.clone();
                let call = if is_stream(&success) { quote!(call_streamed) } else { quote!(call) };
                let body: Block = parse_quote!({
                    crate::transport::#call(&super::operations::#constant, self.send_generated()).await
                });
                public.push(parse_quote! {
                    #(#documentation)*
                    pub async fn send(self) -> ::std::result::Result<crate::Response<#success>, crate::Error> #body
                });
                method.attrs.clear();
                method.vis = Visibility::Inherited;
                method.sig.ident = Ident::new("send_generated", method.sig.ident.span());
                found += 1;
            }
        }
        block.items.extend(public);
    }
    Ok(Count { expected: spec.operations.len(), found })
}

/// The `T` of `Result<ResponseValue<T>, E>`.
fn success(returned: &Type) -> Option<Type> {
    first_argument(&first_argument(returned)?)
}

fn is_stream(success: &Type) -> bool {
    matches!(success, Type::Path(path) if path.path.is_ident("ByteStream"))
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
mod tests;
