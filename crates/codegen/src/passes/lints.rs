//! Lets rustc's and clippy's lints see the generated code: removes progenitor's sweeping `allow`s, and adds a narrow
//! one, with its reason, where the code needs it.

use syn::visit_mut::VisitMut;
use syn::{Attribute, Expr, FieldValue, File, Item, Member, parse_quote};

use super::{Count, tree};
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let mut found = 0;
    for item in &mut file.items {
        let Item::Mod(module) = item else { continue };
        let sweeping: Attribute = parse_quote!(#[allow(clippy::all)]);
        let before = module.attrs.len();
        module.attrs.retain(|attribute| *attribute != sweeping);
        found += before - module.attrs.len();
    }
    for (_, method) in tree::methods(tree::module(file, &["builder"])?) {
        if method.sig.ident == "new" {
            let mut shorten = Shorten(0);
            shorten.visit_impl_item_fn_mut(method);
            found += shorten.0;
        } else if method.sig.ident == "made" {
            let reason = "there may be no headers, and the error is progenitor's";
            method.attrs.push(parse_quote!(#[allow(unused_mut, clippy::result_large_err, reason = #reason)]));
            found += 1;
        }
    }
    Ok(Count { expected: 2 + 2 * spec.operations.len(), found })
}

/// `client: client` becomes `client`.
struct Shorten(usize);

impl VisitMut for Shorten {
    fn visit_field_value_mut(&mut self, field: &mut FieldValue) {
        if let (Member::Named(name), Expr::Path(value)) = (&field.member, &field.expr)
            && field.colon_token.is_some()
            && value.path.is_ident(name)
        {
            field.colon_token = None;
            self.0 += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    #[test]
    fn every_allow_that_is_left_has_its_reason() {
        let code = sample::after("lints", sample::SPEC);
        assert!(!code.contains("clippy::all"));
        let allows = code.matches("#[allow(").count();
        let explained = code.matches("reason = \"").count();
        // progenitor's own narrow ones, on imports.
        let own = code.matches("#[allow(unused_imports)]").count();
        assert_eq!((allows - explained, own), (3, 3), "{code}");
        assert!(!code.contains("client: client"));
    }

    #[test]
    fn other_allows_are_noticed() {
        assert_eq!(sample::counts("lints", |file| sample::strip(file, "clippy :: all")), (6, 4));
        assert_eq!(sample::counts("lints", |file| sample::rename(file, "made", "make")), (6, 4));
        assert_eq!(sample::counts("lints", |file| sample::rename(file, "new", "start")), (6, 4));
    }
}
