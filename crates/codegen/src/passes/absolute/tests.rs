use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use crate::names::{OF_PROGENITOR, OF_RUST};
use crate::passes::sample;

/// The names of Rust's and progenitor's that no path leads to, anywhere outside of attributes.
fn bare(tokens: TokenStream, found: &mut BTreeSet<String>) {
    let mut before = [String::new(), String::new()];
    for token in tokens {
        match &token {
            TokenTree::Group(group) if before[1] != "#" => bare(group.stream(), found),
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                let known = OF_RUST.iter().any(|(known, _)| *known == name) || OF_PROGENITOR.contains(&&*name);
                // Behind `::`, and what a trait calls one of its types, is no bare name.
                if known && before[1] != ":" && before[1] != "type" {
                    found.insert(name);
                }
            }
            _ => {}
        }
        before = [std::mem::take(&mut before[1]), token.to_string()];
    }
}

#[test]
fn no_bare_name_of_rusts_is_left_in_the_generated_code() {
    let (mut file, spec) = sample::generated(sample::SPEC);
    crate::passes::apply(&mut file, &spec).expect("every count is right");
    let mut found = BTreeSet::new();
    bare(file.to_token_stream(), &mut found);
    assert_eq!(found, BTreeSet::new());
}

#[test]
fn arguments_of_macros_and_patterns_are_absolute_too() {
    let code = sample::after("absolute", sample::SPEC);
    assert!(code.contains("::progenitor_client::encode_path(&"), "{code}");
    assert!(code.contains("if let ::std::option::Option::Some(value) = x_colour"), "{code}");
    assert!(!code.contains("use progenitor_client") && code.contains("RequestBuilderExt as _;"));
}

#[test]
fn an_enum_may_have_a_value_of_the_name_that_a_trait_gives_a_type() {
    let code =
        sample::after("absolute", &sample::changed("enum: [IN, OUT]", "enum: [IN, Err]").replacen("OUT: ", "Err: ", 1));
    assert!(code.contains("::std::result::Result<Self, ::std::convert::Infallible>"), "{code}");
    assert!(code.contains("Self::Err => \"Err\"") && !code.contains("Self, Self::Err"), "{code}");
}

#[test]
fn an_import_of_another_shape_is_noticed() {
    assert_eq!(sample::counts("absolute", |file| sample::rename(file, "encode_path", "encode")), (3, 2));
}
