//! Keeps what is marked `x-sensitive` out of `Debug`: of the types, their builders, the operations' builders, and
//! the newtypes that hold nothing else.

use syn::{Fields, File, Item, ItemStruct, LitStr, parse_quote};

use super::{Count, tree};
use crate::spec::fold;
use crate::{Diagnostic, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Diagnostic> {
    let objects: Vec<(String, Vec<String>)> = spec
        .objects
        .iter()
        .map(|object| {
            let sensitive = object.properties.iter().filter(|property| property.sensitive);
            (object.name.clone(), sensitive.map(|property| property.name.clone()).collect::<Vec<_>>())
        })
        .filter(|(_, names)| !names.is_empty())
        .collect();
    let operations: Vec<(String, Vec<String>)> = spec
        .operations
        .iter()
        .map(|operation| {
            let sensitive = operation.parameters.iter().filter(|parameter| parameter.sensitive);
            (operation.id.clone(), sensitive.map(|parameter| parameter.name.clone()).collect::<Vec<_>>())
        })
        .filter(|(_, names)| !names.is_empty())
        .collect();
    let newtypes: Vec<(String, Vec<String>)> =
        spec.sensitive_strings().into_iter().map(|name| (name, Vec::new())).collect();

    let expected = 2 * objects.len() + operations.len() + newtypes.len();
    let found = hide(tree::module(file, &["types"])?, &objects)
        + hide(tree::module(file, &["types"])?, &newtypes)
        + hide(tree::module(file, &["types", "builder"])?, &objects)
        + hide(tree::module(file, &["builder"])?, &operations);
    Ok(Count { expected, found })
}

/// Writes the `Debug` of the listed structs by hand. Returns how many.
fn hide(items: &mut Vec<Item>, listed: &[(String, Vec<String>)]) -> usize {
    let mut written = Vec::new();
    for item in items.iter_mut() {
        let Item::Struct(item) = item else { continue };
        let name = item.ident.to_string();
        let Some((_, sensitive)) = listed.iter().find(|(schema, _)| fold(schema) == fold(&name)) else { continue };
        if tree::remove_derive(&mut item.attrs, "Debug") {
            written.push(debug(item, sensitive));
        }
    }
    let count = written.len();
    items.extend(written);
    count
}

fn debug(item: &ItemStruct, sensitive: &[String]) -> Item {
    let (generics, parameters, bounds) = item.generics.split_for_impl();
    let name = &item.ident;
    let title = LitStr::new(&name.to_string(), name.span());
    let fields = match &item.fields {
        Fields::Named(fields) => fields.named.iter().collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    let body: syn::Expr = if fields.is_empty() {
        parse_quote!(f.debug_tuple(#title).field(&format_args!("***")).finish())
    } else {
        let mut body: syn::Expr = parse_quote!(f.debug_struct(#title));
        for field in fields {
            let wire = tree::wire_name(field).unwrap_or_default();
            let hidden = sensitive.iter().any(|name| fold(name) == fold(&wire));
            let (ident, label) = (&field.ident, LitStr::new(&wire, name.span()));
            body = if hidden {
                parse_quote!(#body.field(#label, &format_args!("***")))
            } else {
                parse_quote!(#body.field(#label, &self.#ident))
            };
        }
        parse_quote!(#body.finish())
    };
    parse_quote! {
        impl #generics ::std::fmt::Debug for #name #parameters #bounds {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                #body
            }
        }
    }
}

#[cfg(test)]
mod tests;
