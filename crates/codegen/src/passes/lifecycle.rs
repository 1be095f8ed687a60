//! Gives the enums with `x-lifecycle` a method that returns what a caller has to do in each state.
//!
//! Runs before the enums are opened, while their variants still carry their names on the wire.

use quote::format_ident;
use syn::{File, Item, parse_quote};

use super::{Count, tree};
use crate::generator::Fault;
use crate::spec::extension::Lifecycle;
use crate::spec::{Schema, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let items = tree::module(file, &["types"])?;
    let states: Vec<&Schema> = spec.open_enums().filter(|open| !open.lifecycle.is_empty()).collect();
    let mut found = 0;
    for open in &states {
        let Some(item) = items.iter().find_map(|item| match item {
            Item::Enum(item) if tree::same(&open.name, &item.ident) => Some(item),
            _ => None,
        }) else {
            continue;
        };
        let method = method(item, open)?;
        items.push(method);
        found += 1;
    }
    if found > 0 {
        let variants = Lifecycle::VALUES.iter().filter_map(|(value, _)| Lifecycle::read(value)).map(variant);
        let meanings = Lifecycle::VALUES.iter().map(|(_, meaning)| format!(" {meaning}"));
        items.push(parse_quote! {
            #[doc = " Describes what the caller of a job has to do in a state (`x-lifecycle` in the spec)."]
            #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
            #[non_exhaustive]
            pub enum Lifecycle {
                #(#[doc = #meanings] #variants,)*
            }
        });
    }
    Ok(Count { expected: states.len(), found })
}

fn variant(class: Lifecycle) -> syn::Ident {
    format_ident!("{class:?}")
}

fn method(item: &syn::ItemEnum, open: &Schema) -> Result<Item, Fault> {
    let mut arms: Vec<syn::Arm> = Vec::new();
    for variant in &item.variants {
        let value = tree::wire_value(variant);
        let class = open.lifecycle.iter().find(|(state, _)| *state == value).and_then(|(_, class)| *class);
        // In a state without a class the caller waits, as in an unknown one.
        let class = self::variant(class.unwrap_or(Lifecycle::Waiting));
        let variant = tree::open_variant(variant);
        arms.push(parse_quote!(Self::#variant => Lifecycle::#class,));
    }
    let name = &item.ident;
    Ok(parse_quote! {
        impl #name {
            #[doc = " Returns what the caller has to do in this state: wait, if the state is unknown."]
            pub fn lifecycle(&self) -> Lifecycle {
                match self {
                    #(#arms)*
                    Self::Unknown(_) => Lifecycle::Waiting,
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    #[test]
    fn each_state_has_its_class() {
        let code = sample::after("lifecycle", sample::SPEC);
        assert!(code.contains("Self::In => Lifecycle::Waiting, Self::Out => Lifecycle::Succeeded,"), "{code}");
        assert!(code.contains("Self::Unknown(_) => Lifecycle::Waiting,"));
    }

    #[test]
    fn a_state_without_a_class_or_with_an_unknown_one_is_a_waiting_state() {
        for (from, to) in [("OUT: succeeded", "OUT: over"), (", OUT: succeeded", "")] {
            let code = sample::after("lifecycle", &sample::changed(from, to));
            assert!(code.contains("Self::Out => Lifecycle::Waiting,"), "{code}");
        }
    }

    #[test]
    fn another_name_of_the_enum_is_noticed() {
        assert_eq!(sample::counts("lifecycle", |file| sample::rename(file, "State", "Condition")), (1, 0));
    }
}
