//! Keeps out of the public interface what callers must not use: constructors that would make a client without
//! authentication, and progenitor's own names.

use quote::ToTokens;
use syn::{File, ImplItem, Item, Visibility, parse_quote};

use super::{Count, tree};
use crate::generator::Fault;
use crate::spec::Spec;

/// Removes the constructors that would make a client without authentication.
///
/// `Client::new` builds an HTTP client that follows redirects, and panics if it cannot. `new_with_client` stays, but
/// only for the crate. So does the `new` of each operation's builder: callers use the client's methods instead.
pub(super) fn constructors(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let mut found = 0;
    for item in &mut file.items {
        let Item::Impl(block) = item else { continue };
        if block.trait_.is_some() || tree::self_type(block).is_none_or(|name| name != "Client") {
            continue;
        }
        block.items.retain(|item| {
            let public_new = matches!(item, ImplItem::Fn(method) if method.sig.ident == "new");
            found += usize::from(public_new);
            !public_new
        });
        for item in &mut block.items {
            if let ImplItem::Fn(method) = item
                && method.sig.ident == "new_with_client"
                && matches!(method.vis, Visibility::Public(_))
            {
                method.vis = parse_quote!(pub(crate));
                found += 1;
            }
        }
    }
    for (_, method) in tree::methods(tree::module(file, &["builder"])?) {
        if method.sig.ident == "new" && matches!(method.vis, Visibility::Public(_)) {
            method.vis = parse_quote!(pub(super));
            found += 1;
        }
    }
    Ok(Count { expected: 2 + spec.operations.len(), found })
}

/// Hides progenitor's own names: its client library's types and its prelude.
pub(super) fn exports(file: &mut File, _: &Spec) -> Result<Count, Fault> {
    let mut found = 0;
    let before = file.items.len();
    file.items.retain(|item| !matches!(item, Item::Mod(module) if module.ident == "prelude"));
    found += before - file.items.len();
    for item in &mut file.items {
        if let Item::Use(import) = item
            && matches!(import.vis, Visibility::Public(_))
            && import.tree.to_token_stream().to_string().starts_with("progenitor_client")
        {
            import.vis = Visibility::Inherited;
            found += 1;
        }
    }
    Ok(Count { expected: 2, found })
}

#[cfg(test)]
mod tests {
    use syn::{ImplItem, Item, ReturnType, Visibility};

    use crate::passes::{sample, tree};

    #[test]
    fn no_public_constructor_makes_a_client() {
        let (mut file, spec) = sample::before("exports", include_str!("../../../../openapi/metastudio-voice.yaml"));
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
                let returns =
                    matches!(&method.sig.output, ReturnType::Type(_, returned) if sample_names_client(returned));
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

    #[test]
    fn progenitors_names_are_private() {
        let code = sample::after("exports", sample::SPEC);
        assert!(!code.contains("pub use progenitor_client") && code.contains("use progenitor_client::"));
        assert!(!code.contains("mod prelude"));
    }

    #[test]
    fn another_name_of_the_prelude_is_noticed() {
        assert_eq!(sample::counts("exports", |file| sample::rename(file, "prelude", "all")), (2, 1));
        assert_eq!(sample::counts("exports", |file| sample::rename(file, "progenitor_client", "runtime")), (2, 1));
    }
}
