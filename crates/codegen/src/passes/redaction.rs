//! Keeps everything marked `x-sensitive` out of `Debug`: of the types, their builders, the operations' builders, and
//! every type that such a property or parameter holds, because it may be printed by itself.

mod hidden;

use std::collections::HashSet;

use syn::{Fields, File, Generics, Ident, Item, ItemStruct, LitStr, parse_quote};

use self::hidden::Hidden;
use super::{Count, docs, tree};
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    if let Some(pointer) = spec.stray_sensitive().into_iter().next() {
        let message = "`x-sensitive` is not carried over from here: give the object a name under components/schemas";
        return Err(Fault::pass(message).at(pointer));
    }
    let parts = spec.objects.iter().filter(|object| object.properties.iter().any(|property| property.sensitive));
    let mut named: HashSet<&str> = parts.map(|object| object.name.as_str()).collect();
    let operations = spec.operations.iter();
    let operations = operations.filter(|operation| operation.parameters.iter().any(|parameter| parameter.sensitive));
    let wholes = spec.sensitive_schemas();
    named.extend(&wholes);
    let with_builder = spec.objects.iter().filter(|object| named.contains(object.name.as_str())).count();
    let expected = named.len() + with_builder + operations.count();

    let mut hidden = Hidden::default();
    for item in tree::module(file, &["types"])? {
        hidden.learn(item, spec, &wholes);
    }
    for item in tree::module(file, &["builder"])? {
        hidden.learn(item, spec, &[]);
    }
    hidden.spread();
    let mut found = 0;
    for path in [&["types"][..], &["types", "builder"]] {
        let written = hide(tree::module(file, path)?, |name, wire| hidden.says(spec, name, wire));
        found += written.iter().filter(|name| named.iter().any(|known| docs::same(known, name))).count();
    }
    found += hide(tree::module(file, &["builder"])?, |name, wire| of_operation(spec, name, wire)).len();
    Ok(Count { expected, found })
}

fn of_object(spec: &Spec, name: &Ident, wire: &str) -> bool {
    let object = spec.objects.iter().find(|object| docs::same(&object.name, name));
    let mut properties = object.into_iter().flat_map(|object| &object.properties);
    properties.any(|property| property.sensitive && same_field(&property.name, wire))
}

fn of_operation(spec: &Spec, name: &Ident, wire: &str) -> bool {
    let mut parameters = spec.operation(&name.to_string()).into_iter().flat_map(|operation| &operation.parameters);
    parameters.any(|parameter| parameter.sensitive && same_field(&parameter.name, wire))
}

/// Compares a name of the spec with a field's: the fields of builders have no name on the wire, only Rust's.
fn same_field(spec: &str, field: &str) -> bool {
    spec == field || syn::parse_str(field).is_ok_and(|field: Ident| docs::same(spec, &field))
}

/// Writes `Debug` out where a field is sensitive. Returns the names of the types.
fn hide(items: &mut Vec<Item>, sensitive: impl Fn(&Ident, &str) -> bool) -> Vec<Ident> {
    let mut written = Vec::new();
    for item in items.iter_mut() {
        let none = Fields::Unit;
        let (name, attributes, generics, fields) = match item {
            Item::Struct(item) => (&item.ident, &mut item.attrs, &item.generics, &item.fields),
            Item::Enum(item) => (&item.ident, &mut item.attrs, &item.generics, &none),
            _ => continue,
        };
        let wires = fields.iter().map(|field| tree::wire_name(field).unwrap_or_default());
        let wires: Vec<(String, bool)> = wires.map(|wire| (wire.clone(), sensitive(name, &wire))).collect();
        let any = wires.iter().any(|(_, hidden)| *hidden) || (wires.is_empty() && sensitive(name, ""));
        if any && tree::remove_derive(attributes, "Debug") {
            written.push((name.clone(), debug(name, generics, fields, &wires)));
        }
    }
    items.extend(written.iter().map(|(_, debug)| debug.clone()));
    written.into_iter().map(|(name, _)| name).collect()
}

/// Returns `Debug` as it would be derived, written out.
pub(super) fn debug_of(item: &ItemStruct) -> Item {
    let wires = item.fields.iter().map(|field| (tree::wire_name(field).unwrap_or_default(), false));
    debug(&item.ident, &item.generics, &item.fields, &wires.collect::<Vec<_>>())
}

fn debug(name: &Ident, generics: &Generics, fields: &Fields, wires: &[(String, bool)]) -> Item {
    let (generics, parameters, bounds) = generics.split_for_impl();
    let title = LitStr::new(&name.to_string(), name.span());
    let body: syn::Expr = if let Fields::Named(fields) = fields {
        let mut body: syn::Expr = parse_quote!(f.debug_struct(#title));
        for (field, (wire, hidden)) in fields.named.iter().zip(wires) {
            let (ident, label) = (&field.ident, LitStr::new(wire, name.span()));
            body = if *hidden {
                parse_quote!(#body.field(#label, &format_args!("***")))
            } else {
                parse_quote!(#body.field(#label, &self.#ident))
            };
        }
        parse_quote!(#body.finish())
    } else {
        parse_quote!(f.debug_tuple(#title).field(&format_args!("***")).finish())
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
