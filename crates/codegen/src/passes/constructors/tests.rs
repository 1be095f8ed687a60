use syn::{ImplItem, Item, ReturnType, Visibility};

use crate::passes::{sample, tree};

#[test]
fn no_public_constructor_makes_a_client() {
    let (mut file, spec) = sample::before("exports", include_str!("../../../../../openapi/metastudio-voice.yaml"));
    assert!(!spec.operations.is_empty());
    for item in &file.items {
        let Item::Impl(block) = item else { continue };
        if tree::self_type(block).is_none_or(|name| name != "Client") {
            continue;
        }
        if let Some((made, _)) = &block.trait_ {
            let name = made.segments.last().map(|segment| segment.ident.to_string());
            assert_eq!(name.as_deref(), Some("ClientInfo"), "it has no Default, From or FromStr");
        }
        for item in &block.items {
            let ImplItem::Fn(method) = item else { continue };
            let returns = matches!(&method.sig.output, ReturnType::Type(_, returned) if sample_names_client(returned));
            assert!(!returns || !matches!(method.vis, Visibility::Public(_)), "{}", method.sig.ident);
        }
    }
    for (name, method) in tree::methods(tree::module(&mut file, &["builder"]).expect("builders")) {
        assert!(method.sig.ident != "new" || !matches!(method.vis, Visibility::Public(_)), "{name}");
    }
}

fn sample_names_client(returned: &syn::Type) -> bool {
    let text = quote::quote!(#returned).to_string();
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word == "Self" || word == "Client")
}

#[test]
fn another_name_of_the_constructor_is_noticed() {
    let renamed = |from: &'static str| sample::counts("constructors", |file| sample::rename(file, from, "make"));
    assert_eq!(renamed("new_with_client"), (4, 3));
    assert_eq!(renamed("new"), (4, 1));
}
