//! Opens the enums marked `x-extensible-enum`: a value that the spec does not list is read as `Unknown` and written
//! back as it came, and the rest of the response is not lost.
//!
//! Runs after the types are documented, and keeps the documentation of each variant. A value `UNKNOWN` of the spec's
//! own becomes `Unknown_`.

use quote::quote;
use syn::{Attribute, File, Ident, Item, LitStr, parse_quote};

use super::{Count, docs, tree};
use crate::generator::Fault;
use crate::spec::Spec;

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let items = tree::module(file, &["types"])?;
    let mut found = 0;
    for open in spec.open_enums() {
        let place =
            items.iter().position(|item| matches!(item, Item::Enum(found) if tree::same(&open.name, &found.ident)));
        let Some(Item::Enum(closed)) = place.and_then(|place| items.get(place).cloned()) else { continue };
        let place = place.unwrap_or_default();
        let replaced = write(&closed);
        items.retain(|item| match item {
            Item::Enum(other) => other.ident != closed.ident,
            Item::Impl(block) => {
                block.trait_.is_none() || tree::self_type(block).is_none_or(|name| *name != closed.ident)
            }
            _ => true,
        });
        items.splice(place..place, replaced.items);
        found += 1;
    }
    Ok(Count { expected: spec.open_enums().count(), found })
}

fn write(closed: &syn::ItemEnum) -> File {
    let name = &closed.ident;
    let note = "New values may come at any time: they are read as [`Self::Unknown`] and written back unchanged.";
    let mut documentation: Vec<Attribute> = Vec::new();
    docs::set(&mut documentation, &docs::with_paragraph(&docs::said(&closed.attrs), note));
    let variants: Vec<Ident> = closed.variants.iter().map(tree::open_variant).collect();
    let values: Vec<LitStr> =
        closed.variants.iter().map(|variant| LitStr::new(&tree::wire_value(variant), name.span())).collect();
    let meanings = closed.variants.iter().map(|variant| &variant.attrs);
    let meanings = meanings.map(|attributes| -> Vec<_> {
        attributes.iter().filter(|attribute| attribute.path().is_ident("doc")).collect()
    });
    let documented = meanings.zip(&variants).map(|(meaning, variant)| quote!(#(#meaning)* #variant,));
    let unknown = " A value that the spec does not list, as the service wrote it.";
    let known = " The values that the spec lists, as they are on the wire.";
    let as_str = " Returns the value as it is on the wire.";
    parse_quote! {
        #(#documentation)*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum #name {
            #(#documented)*
            #[doc = #unknown]
            Unknown(::std::string::String),
        }
        impl #name {
            #[doc = #known]
            pub const KNOWN: &'static [&'static str] = &[#(#values),*];
            #[doc = #as_str]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::Unknown(value) => value,
                }
            }
            fn known(value: &str) -> ::std::option::Option<Self> {
                match value {
                    #(#values => Some(Self::#variants),)*
                    _ => None,
                }
            }
        }
        impl ::std::convert::From<&str> for #name {
            fn from(value: &str) -> Self {
                Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
            }
        }
        impl ::std::convert::From<::std::string::String> for #name {
            fn from(value: ::std::string::String) -> Self {
                Self::known(&value).unwrap_or(Self::Unknown(value))
            }
        }
        impl ::std::str::FromStr for #name {
            type Err = ::std::convert::Infallible;
            fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
                Ok(value.into())
            }
        }
        impl ::std::convert::AsRef<str> for #name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl ::std::fmt::Display for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl ::serde::Serialize for #name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                <::std::string::String as ::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    #[test]
    fn a_value_that_is_not_listed_has_a_variant() {
        let code = sample::after("open_enums", sample::SPEC);
        assert!(code.contains("#[non_exhaustive] pub enum State {"), "{code}");
        assert!(code.contains("Unknown(::std::string::String),"));
        assert!(code.contains("/// `IN`: In the \\[house\\]. In,"), "each variant keeps its documentation");
        assert_eq!(code.matches("for State {").count(), 7, "progenitor's own impls are gone");
    }

    #[test]
    fn a_value_of_the_name_that_keeps_the_unknown_ones_gets_an_underscore() {
        let spec = sample::changed("enum: [IN, OUT]", "enum: [IN, OUT, UNKNOWN]");
        let code =
            sample::after("open_enums", &spec.replacen("OUT: succeeded}", "OUT: succeeded, UNKNOWN: failed}", 1));
        assert!(code.contains("\"UNKNOWN\" => Some(Self::Unknown_)"), "{code}");
        assert!(code.contains("Self::Unknown_ => Lifecycle::Failed,"), "{code}");
    }

    #[test]
    fn another_name_of_the_enum_is_noticed() {
        assert_eq!(sample::counts("open_enums", |file| sample::rename(file, "State", "Condition")), (1, 0));
    }

    #[test]
    fn the_source_stays_the_last_paragraph() {
        let spec = sample::changed(
            "description: Where a thing stands.",
            "description: Where it is.\n      x-source: {page: P}",
        );
        let code = sample::after("open_enums", &spec);
        assert!(code.contains("written back unchanged. /// /// Source: P. #[derive"), "{code}");
    }
}
