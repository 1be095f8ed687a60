//! Puts the properties of a builder behind a pointer. Every setter takes the builder and returns it: a dozen setters
//! would copy all properties a dozen times, which took longer than all other work on a request.

use quote::format_ident;
use syn::visit_mut::VisitMut;
use syn::{
    Expr, ExprField, Fields, File, GenericArgument, Ident, Item, ItemImpl, ItemStruct, Member, PathArguments, Type,
};
use syn::{ImplItem, parse_quote};

use super::tree::Each;
use super::{Count, redaction, tree};
use crate::generator::Fault;
use crate::spec::Spec;

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let items = tree::module(file, &["types", "builder"])?;
    let mut added = Vec::new();
    let mut boxed = Vec::new();
    for item in items.iter_mut() {
        if let Item::Struct(builder) = item
            && matches!(&builder.fields, Fields::Named(fields) if !fields.named.is_empty())
        {
            if tree::remove_derive(&mut builder.attrs, "Debug") {
                added.push(redaction::debug_of(builder));
            }
            added.push(Item::Struct(split(builder)));
            boxed.push(builder.ident.clone());
        }
    }
    items.extend(added);
    let mut found = 0;
    for item in items.iter_mut() {
        let Item::Impl(block) = item else { continue };
        if let Some(builder) = tree::self_type(block).filter(|_| !converts_from_builder(block)).cloned()
            && boxed.contains(&builder)
        {
            let properties = properties(&builder);
            Each::Expr(&mut |expr| through_pointer(expr, &properties)).visit_item_impl_mut(block);
        } else if converts_from_builder(block) && unboxed(block) {
            // A choice has a builder too, but is not one of the spec's objects.
            let of_spec = |name: &Ident| tree::object(spec, name).is_some();
            found += usize::from(tree::self_type(block).is_some_and(of_spec));
        }
    }
    let expected = spec.objects.iter().filter(|object| !object.properties.is_empty()).count();
    Ok(Count { expected, found })
}

/// Returns the name of the struct behind the pointer.
fn properties(builder: &Ident) -> Ident {
    format_ident!("{builder}Properties_")
}

/// Replaces the fields of a builder by a pointer, and returns the struct that has them.
fn split(builder: &mut ItemStruct) -> ItemStruct {
    let name = properties(&builder.ident);
    let fields = std::mem::replace(&mut builder.fields, Fields::Unnamed(parse_quote!((Box<#name>))));
    builder.semi_token = Some(syn::Token![;](builder.ident.span()));
    let Fields::Named(fields) = fields else { unreachable!("it was looked at") };
    parse_quote! {
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct #name #fields
    }
}

/// `impl TryFrom<Builder> for super::Type`
fn converts_from_builder(block: &ItemImpl) -> bool {
    let Some((path, _)) = &block.trait_ else { return false };
    let Some(segment) = path.segments.last().filter(|segment| segment.ident == "TryFrom") else { return false };
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return false };
    matches!(arguments.args.first(), Some(GenericArgument::Type(Type::Path(from))) if from.path.get_ident().is_some())
}

/// Lets the conversion take the properties from behind the pointer.
fn unboxed(block: &mut ItemImpl) -> bool {
    let methods = block.items.iter_mut().filter_map(|item| match item {
        ImplItem::Fn(method) if method.sig.ident == "try_from" => Some(method),
        _ => None,
    });
    methods.map(|method| method.block.stmts.insert(0, parse_quote!(let value = *value.0;))).count() == 1
}

/// `self.name` becomes `self.0.name`, and `Self { … }` is put behind the pointer.
fn through_pointer(expr: &mut Expr, properties: &Ident) {
    match expr {
        Expr::Field(ExprField { base, member: Member::Named(_), .. }) if matches!(&**base, Expr::Path(path) if path.path.is_ident("self")) =>
        {
            **base = parse_quote!(self.0);
        }
        Expr::Struct(made) if made.path.is_ident("Self") => {
            made.path = properties.clone().into();
            *expr = parse_quote!(Self(Box::new(#expr)));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    #[test]
    fn a_builder_is_a_pointer_to_its_properties() {
        let code = sample::after("boxed_builders", sample::SPEC);
        for part in [
            "pub struct Thing(Box<ThingProperties_>);",
            "Self(Box::new(ThingProperties_ {",
            "let value = *value.0;",
            "self.0.",
        ] {
            assert!(code.contains(part), "{part}\n{code}");
        }
    }

    #[test]
    fn debug_prints_the_properties_as_before() {
        let code = sample::after("boxed_builders", sample::SPEC);
        assert!(code.contains("f.debug_struct(\"Fault\").field(\"reason\", &self.0.reason)"), "{code}");
    }

    #[test]
    fn another_conversion_is_noticed() {
        let (expected, found) = sample::counts("boxed_builders", |file| sample::rename(file, "try_from", "convert"));
        assert!(expected > 0 && found == 0);
    }
}
