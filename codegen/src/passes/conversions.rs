//! Lets a type that is made of a text be made of whatever a caller has: `&str`, `String`, `&String`, and the type
//! itself by value or by reference. So every setter takes all of them.

use quote::ToTokens;
use syn::{File, GenericArgument, Ident, Item, ItemImpl, PathArguments, Type, parse_quote};

use super::{Count, docs, tree};
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let expected = spec.schemas.iter().filter(|schema| schema.made_of_text).count();
    let items = tree::module(file, &["types"])?;
    let made_of_text: Vec<Ident> = items.iter().filter_map(|item| parsed(item)).collect();
    let mut found = 0;
    for name in made_of_text {
        let known: Vec<Source> = items.iter().filter_map(|item| source(item, &name)).collect();
        let missing = Source::ALL.into_iter().filter(|source| !known.contains(source));
        let added: Vec<Item> = missing.map(|source| conversion(&name, source)).collect();
        items.extend(added);
        found += usize::from(spec.schemas.iter().any(|schema| schema.made_of_text && docs::same(&schema.name, &name)));
    }
    Ok(Count { expected, found })
}

/// What a value is made of, besides itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Str,
    String,
    StringByReference,
    OwnByReference,
}

impl Source {
    const ALL: [Self; 4] = [Self::Str, Self::String, Self::StringByReference, Self::OwnByReference];
}

/// The type that has a `FromStr`.
fn parsed(item: &Item) -> Option<Ident> {
    match item {
        Item::Impl(block) if trait_of(block)? == "FromStr" => tree::self_type(block).cloned(),
        _ => None,
    }
}

/// What this `From` or `TryFrom` makes the type of.
fn source(item: &Item, name: &Ident) -> Option<Source> {
    let Item::Impl(block) = item else { return None };
    let is_conversion = tree::self_type(block)? == name && ["From", "TryFrom"].contains(&&*trait_of(block)?);
    let (path, _) = block.trait_.as_ref().filter(|_| is_conversion)?;
    let PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else { return None };
    let Some(GenericArgument::Type(from)) = arguments.args.first() else { return None };
    let named = |of: &Type| match of {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        _ => None,
    };
    let (by_reference, of) = match from {
        Type::Reference(reference) => (true, named(&reference.elem)?),
        other => (false, named(other)?),
    };
    match (by_reference, &*of) {
        (true, "str") => Some(Source::Str),
        (false, "String") => Some(Source::String),
        (true, "String") => Some(Source::StringByReference),
        (true, other) if *name == other => Some(Source::OwnByReference),
        _ => None,
    }
}

fn trait_of(block: &ItemImpl) -> Option<String> {
    let (path, _) = block.trait_.as_ref()?;
    path.segments.last().map(|segment| segment.ident.to_token_stream().to_string())
}

fn conversion(name: &Ident, source: Source) -> Item {
    let from: Type = match source {
        Source::Str => parse_quote!(&str),
        Source::String => parse_quote!(::std::string::String),
        Source::StringByReference => parse_quote!(&::std::string::String),
        Source::OwnByReference => {
            return parse_quote! {
                impl ::std::convert::From<&#name> for #name {
                    fn from(value: &#name) -> Self {
                        value.clone()
                    }
                }
            };
        }
    };
    parse_quote! {
        impl ::std::convert::TryFrom<#from> for #name {
            type Error = <#name as ::std::str::FromStr>::Err;
            fn try_from(value: #from) -> ::std::result::Result<Self, <#name as ::std::str::FromStr>::Err> {
                value.parse()
            }
        }
    }
}

#[cfg(test)]
mod tests;
