//! Lets the compiler point out a builder that is dropped unused, and a method whose result is not read.
//!
//! A builder is marked as a type, so that every method which returns one is covered.

use syn::{File, Item, parse_quote};

use super::{Count, docs, tree};
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let states = spec.open_enums.iter().filter(|open| !open.lifecycle.is_empty()).count();
    let expected = spec.operations.len() + spec.objects.len() + spec.open_enums.len() + states;
    let mut found = 0;
    for item in tree::module(file, &["builder"])? {
        if let Item::Struct(item) = item {
            item.attrs.push(parse_quote!(#[must_use = "nothing is sent before `send()` is awaited"]));
            found += usize::from(spec.operation(&item.ident.to_string()).is_some());
        }
    }
    for item in tree::module(file, &["types", "builder"])? {
        if let Item::Struct(item) = item {
            item.attrs.push(parse_quote!(#[must_use = "a builder makes nothing before `try_into()`"]));
            found += usize::from(spec.objects.iter().any(|object| docs::same(&object.name, &item.ident)));
        }
    }
    for (owner, method) in tree::methods(tree::module(file, &["types"])?) {
        let open = spec.open_enums.iter().any(|open| docs::same(&open.name, &owner));
        if open && (method.sig.ident == "as_str" || method.sig.ident == "lifecycle") {
            method.attrs.push(parse_quote!(#[must_use]));
            found += 1;
        }
    }
    Ok(Count { expected, found })
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    #[test]
    fn builders_and_methods_without_effects_are_marked() {
        let code = sample::after("must_use", sample::SPEC);
        assert_eq!(code.matches("#[must_use = \"nothing is sent before `send()` is awaited\"] pub struct").count(), 2);
        assert_eq!(code.matches("#[must_use = \"a builder makes nothing before `try_into()`\"] pub struct").count(), 2);
        for method in ["as_str", "lifecycle"] {
            assert!(code.contains(&format!("#[must_use] pub fn {method}(")), "{code}");
        }
    }

    #[test]
    fn another_name_of_a_builder_is_noticed() {
        assert_eq!(sample::counts("must_use", |file| sample::rename(file, "ShowThing", "Showing")), (6, 5));
        assert_eq!(sample::counts("must_use", |file| sample::rename(file, "Thing", "Item")), (6, 5));
        assert_eq!(sample::counts("must_use", |file| sample::rename(file, "as_str", "text")), (6, 5));
    }
}
