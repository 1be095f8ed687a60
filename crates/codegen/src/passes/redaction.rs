//! Keeps everything marked `x-sensitive` out of `Debug`: of the types, their builders, the operations' builders, and
//! every type that such a property or parameter holds, because it may be printed by itself.

use std::collections::{HashMap, HashSet};

use syn::visit_mut::VisitMut;
use syn::{Field, Fields, File, Generics, Ident, Item, ItemStruct, LitStr, parse_quote};

use super::tree::Each;
use super::{Count, tree};
use crate::generator::Fault;
use crate::spec::Spec;

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    if let Some(place) = &spec.stray_sensitive {
        let message = "`x-sensitive` is not carried over from here: give the object a name under components/schemas";
        return Err(Fault::pass(message).at(place.clone()));
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
        found += written.iter().filter(|name| named.iter().any(|known| tree::same(known, name))).count();
    }
    found += hide(tree::module(file, &["builder"])?, |name, wire| of_operation(spec, name, wire)).len();
    Ok(Count { expected, found })
}

fn of_object(spec: &Spec, name: &Ident, wire: &str) -> bool {
    let object = tree::object(spec, name);
    let mut properties = object.into_iter().flat_map(|object| &object.properties);
    properties.any(|property| property.sensitive && same_field(&property.name, wire))
}

fn of_operation(spec: &Spec, name: &Ident, wire: &str) -> bool {
    let mut parameters = spec.operation(&name.to_string()).into_iter().flat_map(|operation| &operation.parameters);
    parameters.any(|parameter| parameter.sensitive && same_field(&parameter.name, wire))
}

/// Compares a name of the spec with a field's: the fields of builders have no name on the wire, only Rust's.
fn same_field(spec: &str, field: &str) -> bool {
    spec == field || syn::parse_str(field).is_ok_and(|field: Ident| tree::same(spec, &field))
}

/// The types that show nothing, and the types of their fields.
#[derive(Default)]
struct Hidden {
    held: HashMap<Ident, Vec<Ident>>,
    names: HashSet<Ident>,
}

impl Hidden {
    /// Reads the types of a type's fields, and whether one of them is sensitive.
    fn learn(&mut self, item: &mut Item, spec: &Spec, wholes: &[&str]) {
        let (name, mut fields): (&Ident, Vec<&mut Field>) = match item {
            Item::Struct(item) => (&item.ident, item.fields.iter_mut().collect()),
            Item::Enum(item) if !spec.open_enums().any(|open| tree::same(&open.name, &item.ident)) => {
                (&item.ident, item.variants.iter_mut().flat_map(|variant| &mut variant.fields).collect())
            }
            _ => return,
        };
        if wholes.iter().any(|whole| tree::same(whole, name)) {
            self.names.insert(name.clone());
        }
        for field in &mut fields {
            let wire = tree::wire_name(field).unwrap_or_default();
            let mut inner = Vec::new();
            Each::Ident(&mut |ident| inner.push(ident.clone())).visit_type_mut(&mut field.ty);
            if of_object(spec, name, &wire) || of_operation(spec, name, &wire) {
                self.names.extend(inner.iter().cloned());
            }
            self.held.entry(name.clone()).or_default().extend(inner);
        }
    }

    /// Hides the types that a hidden type holds.
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

    /// Returns whether a field of a type is hidden.
    fn says(&self, spec: &Spec, name: &Ident, wire: &str) -> bool {
        self.names.contains(name) || of_object(spec, name, wire)
    }
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
mod tests {
    use crate::passes::sample;

    /// The `Debug` that the pass has written for a type.
    fn debug<'a>(code: &'a str, name: &str) -> Option<&'a str> {
        let start = code.find(&format!("::std::fmt::Debug for {name} {{"))?;
        code[start..].split("impl ").next()
    }

    #[test]
    fn a_sensitive_property_is_hidden_in_the_type_and_in_its_builder() {
        let code = sample::after("redaction", sample::SPEC);
        assert_eq!(code.matches(".field(\"url\", &format_args!(\"***\"))").count(), 2, "{code}");
        assert!(code.contains(".field(\"name\", &self.name)"));
    }

    #[test]
    fn a_sensitive_parameter_is_hidden_and_its_type_too() {
        let code = sample::after("redaction", sample::SPEC);
        assert!(code.contains(".field(\"token\", &format_args!(\"***\"))"), "{code}");
        assert!(debug(&code, "Token").is_some_and(|debug| debug.contains("&format_args!(\"***\")")));
    }

    #[test]
    fn a_type_without_a_name_in_the_spec_is_hidden_too() {
        let spec = sample::changed("note: {type: string,", "note: {type: string, maxLength: 3, x-sensitive: true,");
        let code = sample::after("redaction", &spec);
        assert!(debug(&code, "ThingNote").is_some_and(|debug| debug.contains("***")), "{code}");
    }

    #[test]
    fn everything_in_a_sensitive_object_is_hidden() {
        let secret = "note: {allOf: [{$ref: '#/components/schemas/Secret'}], x-sensitive: true,";
        let spec = sample::changed("note: {type: string,", secret)
        + "    Secret: {type: object, properties: {word: {type: string}, lock: {$ref: '#/components/schemas/Lock'}}}
    Lock: {type: object, properties: {key: {$ref: '#/components/schemas/Key'}}}
    Key: {type: string, maxLength: 9}
";
        let code = sample::after("redaction", &spec);
        assert_eq!(code.matches(".field(\"word\", &format_args!(\"***\"))").count(), 2, "{code}");
        for name in ["Lock", "Key"] {
            assert!(debug(&code, name).is_some_and(|debug| debug.contains("***")), "{name}\n{code}");
        }
    }

    #[test]
    fn a_mark_on_a_schema_reaches_every_place_that_refers_to_it() {
        let spec = sample::changed("ThingId: {type: string,", "ThingId: {x-sensitive: true, type: string,");
        let code = sample::after("redaction", &spec);
        assert!(debug(&code, "ThingId").is_some());
        assert!(code.contains(".field(\"thing_id\", &format_args!(\"***\"))"));
    }

    #[test]
    fn a_property_that_all_of_brings_in_is_hidden() {
        let spec =
        sample::changed("schema: {$ref: '#/components/schemas/Thing'}", "schema: {$ref: '#/components/schemas/Whole'}")
            + "    Whole:
      allOf:
        - $ref: '#/components/schemas/Thing'
        - {type: object, properties: {pin: {type: string, x-sensitive: true}, url: {type: string}, name: {type: string, x-sensitive: true}}}
";
        let code = sample::after("redaction", &spec);
        assert_eq!(code.matches(".field(\"url\", &format_args!(\"***\"))").count(), 4, "{code}");
        assert_eq!(code.matches(".field(\"pin\", &format_args!(\"***\"))").count(), 2);
        assert_eq!(code.matches(".field(\"name\", &format_args!(\"***\"))").count(), 2, "a mark in any part counts");
    }

    #[test]
    fn a_mark_that_would_be_lost_is_refused() {
        let inner = "note: {type: object, properties: {pin: {type: string, x-sensitive: true}}, ";
        let is_at_the_pin = |spec: &str| {
            let place = sample::refused("redaction", spec).place.expect("a place");
            &spec[place.clone()] == "x-sensitive" && spec[..place.start].ends_with("pin: {type: string, ")
        };
        assert!(is_at_the_pin(&sample::changed("note: {type: string,", inner)));
        let body = "schema: {type: object, title: Lending, properties: {pin: {type: string, x-sensitive: true}}}";
        let spec = sample::SPEC.to_owned();
        let at = spec.rfind("schema: {$ref: '#/components/schemas/Thing'}").expect("the body");
        let spec =
            format!("{}{body}{}", &spec[..at], &spec[at + "schema: {$ref: '#/components/schemas/Thing'}".len()..]);
        assert!(is_at_the_pin(&spec));
    }

    #[test]
    fn another_shape_of_a_sensitive_item_is_noticed() {
        assert_eq!(sample::counts("redaction", |file| sample::rename(file, "url", "address")), (4, 2));
        assert_eq!(sample::counts("redaction", |file| sample::rename(file, "token", "word")), (4, 3));
        assert_eq!(sample::counts("redaction", |file| sample::rename(file, "Token", "Word")), (4, 3));
        assert_eq!(sample::counts("redaction", |file| sample::strip(file, "derive")), (4, 0));
    }
}
