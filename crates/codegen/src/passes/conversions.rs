//! Lets a type that is made of a text be made of whatever a caller has: `&str`, `String`, `&String`, and the type
//! itself by value or by reference. So every setter takes all of them. What is not a secret can be printed, too.

use quote::ToTokens;
use syn::{Expr, Fields, File, GenericArgument, Ident, Item, ItemImpl, PathArguments, Type, parse_quote};

use super::{Count, tree};
use crate::generator::Fault;
use crate::spec::Spec;

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let expected = spec.schemas.iter().filter(|schema| schema.made_of_text).count();
    let items = tree::module(file, &["types"])?;
    let made_of_text: Vec<Ident> = items.iter().filter_map(parsed).collect();
    let mut found = 0;
    for name in made_of_text {
        let known: Vec<(String, Source)> = items.iter().filter_map(|item| source(item, &name)).collect();
        // Any text will do for an open enum, and for a text without limits.
        let any = known.contains(&("From".to_owned(), Source::String));
        let missing = Source::ALL.iter().filter(|source| known.iter().all(|(_, known)| known != *source));
        let added: Vec<Item> = missing.map(|source| conversion(&name, *source, any)).collect();
        items.extend(added);
        items.extend(display(items, &name));
        found += usize::from(spec.schemas.iter().any(|schema| schema.made_of_text && tree::same(&schema.name, &name)));
    }
    Ok(Count { expected, found })
}

/// The source of a conversion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Str,
    String,
    StringByReference,
    OwnByReference,
}

impl Source {
    const ALL: &[Self] = &[Self::Str, Self::String, Self::StringByReference, Self::OwnByReference];
}

/// Returns `Display` for a type that wraps a text, if it lacks it. `Debug` is derived where nothing in it is a secret.
fn display(items: &[Item], name: &Ident) -> Option<Item> {
    let has_it = |item: &Item| {
        matches!(item, Item::Impl(block)
            if tree::self_type(block) == Some(name) && trait_of(block).is_some_and(|of| of == "Display"))
    };
    let may_be_printed = |item: &Item| match item {
        Item::Struct(item) => {
            let derives = item.attrs.iter().filter(|attribute| attribute.path().is_ident("derive"));
            let derives_debug =
                derives.map(|derive| derive.meta.to_token_stream().to_string()).any(|all| all.contains("Debug"));
            item.ident == *name && matches!(item.fields, Fields::Unnamed(_)) && derives_debug
        }
        _ => false,
    };
    if items.iter().any(has_it) || !items.iter().any(may_be_printed) {
        return None;
    }
    Some(parse_quote! {
        impl ::std::fmt::Display for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
    })
}

/// Returns the type of an impl of `FromStr`.
fn parsed(item: &Item) -> Option<Ident> {
    match item {
        Item::Impl(block) if trait_of(block)? == "FromStr" => tree::self_type(block).cloned(),
        _ => None,
    }
}

/// Returns the trait of a conversion to the type, `From` or `TryFrom`, and its source.
fn source(item: &Item, name: &Ident) -> Option<(String, Source)> {
    let Item::Impl(block) = item else { return None };
    let conversion = trait_of(block)?;
    let is_conversion = tree::self_type(block)? == name && ["From", "TryFrom"].contains(&&*conversion);
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
    let source = match (by_reference, &*of) {
        (true, "str") => Source::Str,
        (false, "String") => Source::String,
        (true, "String") => Source::StringByReference,
        (true, other) if *name == other => Source::OwnByReference,
        _ => return None,
    };
    Some((conversion, source))
}

fn trait_of(block: &ItemImpl) -> Option<String> {
    let (path, _) = block.trait_.as_ref()?;
    path.segments.last().map(|segment| segment.ident.to_token_stream().to_string())
}

/// Writes a conversion, which cannot fail if any text will do.
fn conversion(name: &Ident, source: Source, any: bool) -> Item {
    let (from, made): (Type, Expr) = match source {
        Source::Str => (parse_quote!(&str), parse_quote!(::std::string::String::from(value).into())),
        Source::String => (parse_quote!(::std::string::String), parse_quote!(value.as_str().into())),
        Source::StringByReference => (parse_quote!(&::std::string::String), parse_quote!(value.as_str().into())),
        // Not as a method: clippy would mind it of an enum that is `Copy`.
        Source::OwnByReference => (parse_quote!(&#name), parse_quote!(Clone::clone(value))),
    };
    if any || source == Source::OwnByReference {
        return parse_quote! {
            impl ::std::convert::From<#from> for #name {
                fn from(value: #from) -> Self {
                    #made
                }
            }
        };
    }
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
mod tests {
    use crate::passes::sample;

    #[test]
    fn a_text_with_limits_is_made_of_references_too() {
        let code = sample::after("conversions", sample::SPEC);
        for part in [
            "impl ::std::convert::TryFrom<&::std::string::String> for ThingId {",
            "impl ::std::convert::From<&ThingId> for ThingId {",
        ] {
            assert_eq!(code.matches(part).count(), 1, "{part}\n{code}");
        }
        assert_eq!(code.matches("impl ::std::convert::TryFrom<&str> for ThingId {").count(), 1, "it was there before");
    }

    #[test]
    fn a_text_with_limits_is_printed_as_it_is_and_a_secret_one_is_not() {
        let spec = sample::changed(
            "    Token:",
            "    Secret: {type: string, maxLength: 9, x-sensitive: true, description: It.}\n    Token:",
        );
        let code = sample::after("conversions", &spec);
        assert_eq!(code.matches("impl ::std::fmt::Display for ThingId {").count(), 1, "{code}");
        assert!(code.contains("pub struct Secret(") && !code.contains("Display for Secret {"), "{code}");
    }

    #[test]
    fn an_open_enum_is_made_of_references_too() {
        let code = sample::after("conversions", sample::SPEC);
        assert!(code.contains("impl ::std::convert::From<&::std::string::String> for State {"), "{code}");
        assert!(code.contains("impl ::std::convert::From<&State> for State {"), "{code}");
    }

    #[test]
    fn a_text_without_limits_is_made_of_a_str() {
        let spec = sample::changed("    Token:", "    Label: {type: string, description: It.}\n    Token:");
        let code = sample::after("conversions", &spec);
        assert!(code.contains("impl ::std::convert::From<&str> for Label {"), "{code}");
        assert!(!code.contains("TryFrom<::std::string::String> for Label"), "it has `From<String>`: {code}");
    }

    #[test]
    fn a_type_that_is_not_parsed_any_more_is_noticed() {
        assert_eq!(sample::counts("conversions", |file| sample::rename(file, "FromStr", "Parsed")), (3, 0));
    }
}
