//! Keeps what is marked `x-sensitive` out of `Debug`: of the types, their builders, the operations' builders, and
//! every type that such a property or parameter holds, because it may be printed on its own.

use std::collections::{HashMap, HashSet};

use syn::visit_mut::VisitMut;
use syn::{Field, Fields, File, Generics, Ident, Item, LitStr, parse_quote};

use super::{Count, docs, tree};
use crate::{Diagnostic, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Diagnostic> {
    if let Some(pointer) = spec.stray_sensitive().into_iter().next() {
        let message = "`x-sensitive` is not carried over from here: give the object a name under components/schemas";
        return Err(Diagnostic::at(pointer, message));
    }
    let parts = spec.objects.iter().filter(|object| object.properties.iter().any(|property| property.sensitive));
    let mut named: HashSet<&str> = parts.map(|object| object.name.as_str()).collect();
    let operations = spec.operations.iter();
    let operations = operations.filter(|operation| operation.parameters.iter().any(|parameter| parameter.sensitive));
    let wholes = spec.sensitive_schemas();
    named.extend(&wholes);
    let with_builder = spec.objects.iter().filter(|object| named.contains(object.name.as_str())).count();
    let expected = named.len() + with_builder + operations.count();

    let mut hidden = Hidden { held: HashMap::new(), names: HashSet::new() };
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

/// The types that show nothing, and what their fields hold.
struct Hidden {
    held: HashMap<Ident, Vec<Ident>>,
    names: HashSet<Ident>,
}

impl Hidden {
    fn learn(&mut self, item: &mut Item, spec: &Spec, wholes: &[&str]) {
        let (name, mut fields): (&Ident, Vec<&mut Field>) = match item {
            Item::Struct(item) => (&item.ident, item.fields.iter_mut().collect()),
            Item::Enum(item) if spec.open_enums.iter().all(|open| item.ident != open.name) => {
                (&item.ident, item.variants.iter_mut().flat_map(|variant| &mut variant.fields).collect())
            }
            _ => return,
        };
        if wholes.iter().any(|whole| docs::same(whole, name)) {
            self.names.insert(name.clone());
        }
        for field in &mut fields {
            let wire = tree::wire_name(field).unwrap_or_default();
            let mut inner = Idents(Vec::new());
            inner.visit_type_mut(&mut field.ty);
            if of_object(spec, name, &wire) || of_operation(spec, name, &wire) {
                self.names.extend(inner.0.iter().cloned());
            }
            self.held.entry(name.clone()).or_default().extend(inner.0);
        }
    }

    /// What a hidden type holds is hidden too.
    fn spread(&mut self) {
        let mut open: Vec<Ident> = self.names.iter().cloned().collect();
        while let Some(name) = open.pop() {
            for inner in self.held.get(&name).into_iter().flatten() {
                if self.names.insert(inner.clone()) {
                    open.push(inner.clone());
                }
            }
        }
    }

    fn says(&self, spec: &Spec, name: &Ident, wire: &str) -> bool {
        self.names.contains(name) || of_object(spec, name, wire)
    }
}

struct Idents(Vec<Ident>);

impl VisitMut for Idents {
    fn visit_ident_mut(&mut self, ident: &mut Ident) {
        self.0.push(ident.clone());
    }
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

/// The builders' fields have no name on the wire, only Rust's.
fn same_field(spec: &str, field: &str) -> bool {
    spec == field || syn::parse_str(field).is_ok_and(|field: Ident| docs::same(spec, &field))
}

/// Writes `Debug` by hand where a field is sensitive. Returns the names of the types.
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
