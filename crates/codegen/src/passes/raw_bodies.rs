//! Takes a body of `application/octet-stream` as bytes, and one of `text/plain` as a text: progenitor takes any
//! `reqwest::Body`, which can be a stream that can be sent only once. Bytes can be signed and sent again, and their
//! builder can be cloned.

use syn::{File, ImplItem, ImplItemFn, Item, Type, parse_quote};

use super::{Count, tree};
use crate::generator::Fault;
use crate::spec::{RawBody, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let expected = spec.operations.iter().filter(|operation| operation.raw_body.is_some()).count();
    let mut found = 0;
    let items = tree::module(file, &["builder"])?;
    for operation in &spec.operations {
        let Some(raw) = operation.raw_body else { continue };
        let value: Type = match raw {
            RawBody::Bytes => parse_quote!(::bytes::Bytes),
            RawBody::Text => parse_quote!(::std::string::String),
        };
        let is_of = |name: &syn::Ident| crate::names::same(&operation.id, &name.to_string());
        let mut changed = [false, false];
        for item in items.iter_mut() {
            match item {
                Item::Struct(builder) if is_of(&builder.ident) => {
                    let mut fields = builder.fields.iter_mut();
                    if let Some(field) = fields.find(|field| field.ident.as_ref().is_some_and(|name| name == "body")) {
                        field.ty = parse_quote!(::std::result::Result<#value, ::std::string::String>);
                        builder.attrs.push(parse_quote!(#[derive(Clone)]));
                        changed[0] = true;
                    }
                }
                Item::Impl(block) if block.trait_.is_none() && tree::self_type(block).is_some_and(is_of) => {
                    for item in &mut block.items {
                        if let ImplItem::Fn(method) = item
                            && method.sig.ident == "body"
                        {
                            *method = setter(&value);
                            changed[1] = true;
                        }
                    }
                }
                _ => {}
            }
        }
        found += usize::from(changed == [true, true]);
    }
    Ok(Count { expected, found })
}

fn setter(value: &Type) -> ImplItemFn {
    parse_quote! {
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<#value>,
            <V as ::std::convert::TryInto<#value>>::Error: ::std::fmt::Display,
        {
            self.body = value.try_into().map_err(|error| crate::generated::limits::about("body", error));
            self
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    fn with_body(media_type: &str, schema: &str) -> String {
        sample::changed(
            "content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}\n      responses",
            &format!("content: {{{media_type}: {{schema: {schema}}}}}\n      responses"),
        )
    }

    #[test]
    fn a_body_of_bytes_takes_bytes_and_can_be_cloned() {
        let code =
            sample::after("raw_bodies", &with_body("application/octet-stream", "{type: string, format: binary}"));
        assert!(code.contains("body: ::std::result::Result<::bytes::Bytes, ::std::string::String>"), "{code}");
        assert!(code.contains("V: ::std::convert::TryInto<::bytes::Bytes>"), "{code}");
        assert!(code.contains("#[derive(Debug)] #[derive(Clone)] pub struct LendThing"), "{code}");
    }

    #[test]
    fn a_body_of_text_takes_text() {
        let code = sample::after("raw_bodies", &with_body("text/plain; charset=utf-8", "{type: string}"));
        assert!(code.contains("V: ::std::convert::TryInto<::std::string::String>"), "{code}");
    }
}
