//! Finds modules, types and attributes in progenitor's code, and the parts of the spec that they come from.

use proc_macro2::Span;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, Expr, Field, FieldValue, File, GenericArgument, Ident, ImplItemFn, Item, ItemImpl, ItemMod, Meta,
    PathArguments, Type, Variant, parse_quote,
};

use crate::generator::Fault;
use crate::names;
use crate::spec::{Object, Spec};

/// Returns the items of a module, by its path from the root, and adds the module if progenitor has left it out as
/// empty.
pub(super) fn module<'a>(file: &'a mut File, path: &[&str]) -> Result<&'a mut Vec<Item>, Fault> {
    path.iter().try_fold(&mut file.items, |items, name| {
        let is = |item: &Item| matches!(item, Item::Mod(ItemMod { ident, content: Some(_), .. }) if ident == name);
        let at = items.iter().position(is).unwrap_or_else(|| {
            let name = Ident::new(name, Span::call_site());
            items.push(parse_quote!(#[doc = " Nothing."] pub mod #name {}));
            items.len() - 1
        });
        match items.get_mut(at) {
            Some(Item::Mod(ItemMod { content: Some((_, items)), .. })) => Ok(items),
            _ => Err(Fault::pass(format!("progenitor's code has no module `{name}`"))),
        }
    })
}

/// Returns the methods of the inherent impls, each with the type's name.
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

/// Calls a function with each node of a kind that another node contains, the inner ones first. It may change them.
///
/// All passes share this one visitor, because rustc compiles all of syn's tree for each type that visits it: a visitor for
/// each pass took a twentieth of this crate's build.
pub(super) enum Each<'f> {
    Expr(&'f mut dyn FnMut(&mut Expr)),
    FieldValue(&'f mut dyn FnMut(&mut FieldValue)),
    Ident(&'f mut dyn FnMut(&mut Ident)),
    Type(&'f mut dyn FnMut(&mut Type)),
}

impl VisitMut for Each<'_> {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        if let Self::Expr(call) = self {
            call(expr);
        }
    }

    fn visit_field_value_mut(&mut self, field: &mut FieldValue) {
        visit_mut::visit_field_value_mut(self, field);
        if let Self::FieldValue(call) = self {
            call(field);
        }
    }

    fn visit_ident_mut(&mut self, ident: &mut Ident) {
        if let Self::Ident(call) = self {
            call(ident);
        }
    }

    fn visit_type_mut(&mut self, of: &mut Type) {
        visit_mut::visit_type_mut(self, of);
        if let Self::Type(call) = self {
            call(of);
        }
    }
}

/// Returns the name of the type that an impl is for.
pub(crate) fn self_type(block: &ItemImpl) -> Option<&Ident> {
    match &*block.self_ty {
        Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
        _ => None,
    }
}

/// Returns whether a name of the spec and a name in Rust mean the same thing.
pub(super) fn same(name: &str, rust: &Ident) -> bool {
    let rust = rust.to_string();
    // A name that begins with a digit gets an `x`.
    let numeric = name.starts_with(|first: char| first.is_numeric());
    names::same(name, &rust) || (numeric && rust.strip_prefix(['x', 'X']).is_some_and(|rust| names::same(name, rust)))
}

/// Returns the object of the spec that has become a type.
pub(super) fn object<'s>(spec: &'s Spec, name: &Ident) -> Option<&'s Object> {
    spec.objects.iter().find(|object| same(&object.name, name))
}

/// Returns the `X` of `Wrapper<X>`.
pub(super) fn argument<'a>(wrapped: &'a Type, wrapper: &str) -> Option<&'a Type> {
    let Type::Path(path) = wrapped else { return None };
    let segment = path.path.segments.last().filter(|segment| segment.ident == wrapper)?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}

/// Returns the field's name on the wire.
pub(super) fn wire_name(field: &Field) -> Option<String> {
    rename(&field.attrs).or_else(|| field.ident.as_ref().map(|ident| ident.to_string()))
}

/// Returns the variant's value on the wire.
pub(super) fn wire_value(variant: &Variant) -> String {
    rename(&variant.attrs).unwrap_or_else(|| variant.ident.to_string())
}

/// Returns the variant's name in an open enum, where `Unknown` keeps the values that the spec does not list.
pub(super) fn open_variant(variant: &Variant) -> Ident {
    match variant.ident == "Unknown" {
        true => Ident::new("Unknown_", variant.ident.span()),
        false => variant.ident.clone(),
    }
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

/// Removes a derive from the attributes, and returns whether it was there.
pub(super) fn remove_derive(attributes: &mut [Attribute], derive: &str) -> bool {
    let mut removed = false;
    for attribute in attributes.iter_mut().filter(|attribute| attribute.path().is_ident("derive")) {
        let mut kept = syn::punctuated::Punctuated::<syn::Path, syn::Token![,]>::new();
        let listed = attribute.parse_nested_meta(|meta| {
            if meta.path.segments.last().is_some_and(|segment| segment.ident == derive) {
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
