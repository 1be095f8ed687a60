//! Makes every path to Rust's own names and to progenitor's absolute, so that a schema or an operation may have such a
//! name: with a schema `Ok` in the module, a bare `Ok(value)` would be the schema's.
//!
//! An item of the spec that has such a name has another one until the pass `own_names` (`crate::names`), so a bare
//! `Option` is always Rust's.

use quote::ToTokens;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, Expr, ExprLit, ExprPath, File, Ident, ImplItem, Item, ItemImpl, ItemUse, Lit, Macro, Pat, PatIdent,
    Path, QSelf, Token, Type, TypePath, parse_quote,
};

use super::tree::Each;
use super::{Count, tree};
use crate::generator::Fault;
use crate::names::{OF_PROGENITOR, OF_RUST};
use crate::spec::Spec;

/// The crates with which paths in the generated code begin.
const CRATES: &[&str] = &["bytes", "progenitor_client", "regress", "reqwest", "serde", "serde_json", "std"];

pub(super) fn apply(file: &mut File, _: &Spec) -> Result<Count, Fault> {
    let mut absolute = Absolute { left: Vec::new() };
    absolute.visit_file_mut(file);
    // The imports are no longer needed, except for the methods of one trait.
    let imports = |item: &Item| matches!(item, Item::Use(import) if of_progenitor(import));
    let before = file.items.len();
    file.items.retain(|item| !imports(item));
    let mut found = before - file.items.len();
    let items = tree::module(file, &["builder"])?;
    for item in items.iter_mut().filter(|item| imports(item)) {
        *item = parse_quote!(
            #[allow(unused_imports, reason = "only bodies that are forms need it")]
            use ::progenitor_client::RequestBuilderExt as _;
        );
        found += 1;
    }
    match absolute.left.first() {
        None => Ok(Count { expected: 3, found }),
        Some(macro_) => Err(Fault::pass(format!("progenitor's code has a macro that cannot be read: {macro_}"))),
    }
}

/// Returns whether an import is progenitor's: from its client library in the root, or from there in the module
/// `builder`.
fn of_progenitor(import: &ItemUse) -> bool {
    let text = import.tree.to_token_stream().to_string();
    text.starts_with("progenitor_client") || text.contains("encode_path")
}

struct Absolute {
    /// Macros with arguments that are not expressions.
    left: Vec<String>,
}

impl VisitMut for Absolute {
    /// Leaves derives and the attributes of serde alone: their names are not paths of this kind.
    fn visit_attribute_mut(&mut self, _: &mut Attribute) {}

    fn visit_item_use_mut(&mut self, _: &mut ItemUse) {}

    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        let Some(first) = path.segments.first().filter(|_| path.leading_colon.is_none()) else { return };
        let name = first.ident.to_string();
        if let Some((_, absolute)) = OF_RUST.iter().find(|(known, _)| *known == name) {
            prepend(path, absolute);
        } else if OF_PROGENITOR.contains(&&*name) {
            prepend(path, &format!("::progenitor_client::{name}"));
        } else if path.segments.len() > 1 && CRATES.contains(&&*name) {
            path.leading_colon = Some(Token![::](first.ident.span()));
        }
    }

    /// Writes out types such as `Self::Err`, which in an enum with a value `Err` could be either.
    fn visit_item_impl_mut(&mut self, block: &mut ItemImpl) {
        let types = block.items.iter().filter_map(|item| match item {
            ImplItem::Type(item) => Some((item.ident.clone(), item.ty.clone())),
            _ => None,
        });
        let types: Vec<(Ident, Type)> = types.collect();
        let mut write_out = |of: &mut Type| write_out(of, &types);
        block.items.iter_mut().for_each(|item| Each::Type(&mut write_out).visit_impl_item_mut(item));
        visit_mut::visit_item_impl_mut(self, block);
    }

    fn visit_type_path_mut(&mut self, path: &mut TypePath) {
        let before = path.path.segments.len();
        visit_mut::visit_type_path_mut(self, path);
        moved(&mut path.qself, path.path.segments.len() - before);
    }

    fn visit_expr_path_mut(&mut self, path: &mut ExprPath) {
        let before = path.path.segments.len();
        visit_mut::visit_expr_path_mut(self, path);
        moved(&mut path.qself, path.path.segments.len() - before);
    }

    /// Makes `None` in a pattern absolute, where it looks like a new name.
    fn visit_pat_mut(&mut self, pattern: &mut Pat) {
        visit_mut::visit_pat_mut(self, pattern);
        if let Pat::Ident(PatIdent { ident, subpat: None, by_ref: None, .. }) = pattern
            && ident == "None"
        {
            *pattern = parse_quote!(::std::option::Option::None);
        }
    }

    /// Parses the arguments of a macro, which are only tokens in the syntax tree.
    fn visit_macro_mut(&mut self, macro_: &mut Macro) {
        let arguments = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(macro_.tokens.clone());
        match arguments {
            Ok(mut arguments) => {
                let names_nothing = |argument: &Expr| matches!(argument, Expr::Lit(ExprLit { lit: Lit::Str(_), .. }));
                if arguments.iter().all(names_nothing) {
                    return;
                }
                arguments.iter_mut().for_each(|argument| self.visit_expr_mut(argument));
                macro_.tokens = arguments.into_token_stream();
            }
            Err(_) => self.left.push(macro_.to_token_stream().to_string()),
        }
    }
}

/// `Self::Err` becomes the type, of those that the impl names.
fn write_out(of: &mut Type, types: &[(Ident, Type)]) {
    if let Type::Path(TypePath { qself: None, path, .. }) = of
        && let [first, second] = path.segments.iter().collect::<Vec<_>>()[..]
        && first.ident == "Self"
        && let Some((_, written)) = types.iter().find(|(name, _)| *name == second.ident)
    {
        *of = written.clone();
    }
}

/// Corrects the position of the trait in `<T as Trait>::Name` after its path has become longer.
fn moved(qself: &mut Option<QSelf>, more: usize) {
    if let Some(qself) = qself.as_mut().filter(|qself| qself.position > 0) {
        qself.position += more;
    }
}

/// Puts the absolute path in the place of the first segment, with its arguments.
fn prepend(path: &mut Path, absolute: &str) {
    let Ok(mut made) = syn::parse_str::<Path>(absolute) else { return };
    let mut segments = std::mem::take(&mut path.segments).into_iter();
    if let (Some(first), Some(last)) = (segments.next(), made.segments.last_mut()) {
        last.arguments = first.arguments;
    }
    made.segments.extend(segments);
    *path = made;
}

#[cfg(test)]
mod tests {
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
        let code = sample::after(
            "absolute",
            &sample::changed("enum: [IN, OUT]", "enum: [IN, Err]").replacen("OUT: ", "Err: ", 1),
        );
        assert!(code.contains("::std::result::Result<Self, ::std::convert::Infallible>"), "{code}");
        assert!(code.contains("Self::Err => \"Err\"") && !code.contains("Self, Self::Err"), "{code}");
    }

    #[test]
    fn an_import_of_another_shape_is_noticed() {
        assert_eq!(sample::counts("absolute", |file| sample::rename(file, "encode_path", "encode")), (3, 2));
    }
}
