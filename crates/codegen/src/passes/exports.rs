//! Keeps progenitor's own names out of the public interface: its client library's types and its prelude.

use quote::ToTokens;
use syn::{File, Item, Visibility};

use super::Count;
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, _: &Spec) -> Result<Count, Fault> {
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
    use crate::passes::sample;

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
