//! Finding one's way in progenitor's code: its modules, its types, their attributes.

use syn::{Attribute, Field, File, Ident, ImplItemFn, Item, ItemImpl, ItemMod, Meta, Type, Variant};

use crate::Diagnostic;

/// The items of a module, by its path from the root.
pub(super) fn module<'a>(file: &'a mut File, path: &[&str]) -> Result<&'a mut Vec<Item>, Diagnostic> {
    let mut items = &mut file.items;
    for name in path {
        let found = items.iter_mut().find_map(|item| match item {
            Item::Mod(ItemMod { ident, content: Some((_, items)), .. }) if ident == name => Some(items),
            _ => None,
        });
        items = found.ok_or_else(|| Diagnostic::at("", format!("progenitor's code has no module `{name}`")))?;
    }
    Ok(items)
}

/// The methods of the inherent impls, each with the type's name.
pub(super) fn methods(items: &mut [Item]) -> impl Iterator<Item = (Ident, &mut ImplItemFn)> {
    items
        .iter_mut()
        .filter_map(|item| match item {
            Item::Impl(block) if block.trait_.is_none() => {
                let name = self_type(block)?.clone();
                Some((name, block))
            }
            _ => None,
        })
        .flat_map(|(name, block)| {
            block.items.iter_mut().filter_map(move |item| match item {
                syn::ImplItem::Fn(method) => Some((name.clone(), method)),
                _ => None,
            })
        })
}

/// The name of the type that an impl is for.
pub(super) fn self_type(block: &ItemImpl) -> Option<&Ident> {
    match &*block.self_ty {
        Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
        _ => None,
    }
}

/// The field's name on the wire.
pub(super) fn wire_name(field: &Field) -> Option<String> {
    rename(&field.attrs).or_else(|| field.ident.as_ref().map(|ident| ident.to_string()))
}

/// The variant's value on the wire.
pub(super) fn wire_value(variant: &Variant) -> String {
    rename(&variant.attrs).unwrap_or_else(|| variant.ident.to_string())
}

fn rename(attributes: &[Attribute]) -> Option<String> {
    let mut name = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // An attribute of another shape has no rename; that is not an error here.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                name = Some(meta.value()?.parse::<syn::LitStr>()?.value());
            } else if meta.input.peek(syn::Token![=]) {
                meta.value()?.parse::<syn::Expr>()?;
            }
            Ok(())
        });
    }
    name
}

/// Takes a derive out of the attributes and says whether it was there.
pub(super) fn remove_derive(attributes: &mut [Attribute], derive: &str) -> bool {
    let mut removed = false;
    for attribute in attributes.iter_mut().filter(|attribute| attribute.path().is_ident("derive")) {
        let mut kept = syn::punctuated::Punctuated::<syn::Path, syn::Token![,]>::new();
        let listed = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident(derive) {
                removed = true;
            } else {
                kept.push(meta.path);
            }
            Ok(())
        });
        if listed.is_ok()
            && let Meta::List(list) = &mut attribute.meta
        {
            list.tokens = quote::quote!(#kept);
        }
    }
    removed
}
