//! Puts attributes on items, by which the compiler helps their users: `must_use`, `deprecated`, `non_exhaustive`, and no
//! `allow` that is wider than the code needs.

use syn::visit_mut::VisitMut;
use syn::{Attribute, Expr, FieldValue, Fields, File, Item, Member, parse_quote};

use super::tree::Each;
use super::{Count, tree};
use crate::generator::Fault;
use crate::spec::Spec;

/// Lets the compiler point out a builder that is dropped unused, and a method whose result is not read.
///
/// A builder is marked as a type, so that every method which returns one is covered.
pub(super) fn must_use(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let states = spec.open_enums().filter(|open| !open.lifecycle.is_empty()).count();
    let expected = spec.operations.len() + spec.objects.len() + spec.open_enums().count() + states;
    let mut found = 0;
    for item in tree::module(file, &["builder"])? {
        if let Item::Struct(item) = item {
            item.attrs.push(parse_quote!(#[must_use = "nothing is sent before `send()` is awaited"]));
            found += usize::from(spec.operation(&item.ident.to_string()).is_some());
        }
    }
    for item in tree::module(file, &["types", "builder"])? {
        if let Item::Struct(item) = item {
            item.attrs.push(parse_quote!(#[must_use = "a builder makes nothing before `try_into()`"]));
            found += usize::from(tree::object(spec, &item.ident).is_some());
        }
    }
    for (owner, method) in tree::methods(tree::module(file, &["types"])?) {
        let open = spec.open_enums().any(|open| tree::same(&open.name, &owner));
        if open && (method.sig.ident == "as_str" || method.sig.ident == "lifecycle") {
            method.attrs.push(parse_quote!(#[must_use]));
            found += 1;
        }
    }
    Ok(Count { expected, found })
}

/// Marks with `#[deprecated]` the client's methods, the fields and the setters that the spec marks `deprecated: true`.
pub(super) fn deprecated(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let properties = spec.properties();
    let parameters = spec.parameters();
    let expected = spec.operations.iter().filter(|operation| operation.deprecated).count()
        + 2 * properties.filter(|property| property.deprecated).count()
        + parameters.filter(|parameter| parameter.deprecated).count();
    let mark = |attributes: &mut Vec<Attribute>| {
        attributes.push(parse_quote!(#[deprecated = "the service has deprecated it"]));
        1
    };
    let property = |owner: &syn::Ident, same: &dyn Fn(&str) -> bool| {
        let object = tree::object(spec, owner);
        let mut properties = object.into_iter().flat_map(|object| &object.properties);
        properties.any(|property| property.deprecated && same(&property.name))
    };
    let mut found = 0;
    for (owner, method) in tree::methods(&mut file.items) {
        let operation = spec.operation(&method.sig.ident.to_string());
        if owner == "Client" && operation.is_some_and(|operation| operation.deprecated) {
            found += mark(&mut method.attrs);
        }
    }
    for (owner, method) in tree::methods(tree::module(file, &["builder"])?) {
        let parameters = spec.operation(&owner.to_string()).into_iter().flat_map(|operation| &operation.parameters);
        let mut named = parameters.filter(|parameter| tree::same(&parameter.name, &method.sig.ident));
        if named.any(|parameter| parameter.deprecated) {
            found += mark(&mut method.attrs);
        }
    }
    for (owner, method) in tree::methods(tree::module(file, &["types", "builder"])?) {
        if property(&owner, &|name| tree::same(name, &method.sig.ident)) {
            found += mark(&mut method.attrs);
        }
    }
    let mut owners = Vec::new();
    for item in tree::module(file, &["types"])? {
        let Item::Struct(item) = item else { continue };
        let before = found;
        for field in &mut item.fields {
            if property(&item.ident, &|name| tree::wire_name(field).as_deref() == Some(name)) {
                found += mark(&mut field.attrs);
            }
        }
        if found > before {
            item.attrs.push(allowed());
            owners.push(item.ident.clone());
        }
    }
    for path in [&["types"][..], &["types", "builder"]] {
        for item in tree::module(file, path)? {
            if let Item::Impl(block) = item
                && block.trait_.is_some()
                && tree::self_type(block).is_some_and(|name| owners.contains(name))
            {
                block.attrs.push(allowed());
            }
        }
    }
    Ok(Count { expected, found })
}

/// Allows generated code to use a deprecated field.
fn allowed() -> Attribute {
    parse_quote!(#[allow(deprecated, reason = "a deprecated property is still read and written")])
}

/// Lets the service's objects grow: callers cannot write the structs as literals, only use their builders, so a new
/// field breaks nobody.
pub(super) fn non_exhaustive(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let mut found = 0;
    for item in tree::module(file, &["types"])? {
        if let Item::Struct(item) = item
            && matches!(item.fields, Fields::Named(_))
        {
            item.attrs.push(parse_quote!(#[non_exhaustive]));
            found += usize::from(tree::object(spec, &item.ident).is_some());
        }
    }
    Ok(Count { expected: spec.objects.len(), found })
}

/// Lets rustc's and clippy's lints see the generated code: removes progenitor's sweeping `allow`s, and adds a narrow
/// one, with its reason, where the code needs it.
pub(super) fn lints(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
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
            Each::FieldValue(&mut |field| found += usize::from(shorten(field))).visit_impl_item_fn_mut(method);
        } else if method.sig.ident == "made" {
            let reason = "there may be no headers, and the error is progenitor's";
            method.attrs.push(parse_quote!(#[allow(unused_mut, clippy::result_large_err, reason = #reason)]));
            found += 1;
        }
    }
    Ok(Count { expected: 2 + 2 * spec.operations.len(), found })
}

/// `client: client` becomes `client`.
fn shorten(field: &mut FieldValue) -> bool {
    let repeated = matches!((&field.member, &field.expr),
        (Member::Named(name), Expr::Path(value)) if field.colon_token.is_some() && value.path.is_ident(name));
    if repeated {
        field.colon_token = None;
    }
    repeated
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    #[test]
    fn builders_and_methods_without_effects_are_marked() {
        let code = sample::after("must_use", sample::SPEC);
        assert_eq!(code.matches("#[must_use = \"nothing is sent before `send()` is awaited\"] pub struct").count(), 2);
        assert_eq!(code.matches("#[must_use = \"a builder makes nothing before `try_into()`\"] pub struct").count(), 2);
        for method in ["as_str", "lifecycle"] {
            assert!(code.contains(&format!("#[must_use] pub fn {method}(")), "{code}");
        }
    }

    #[test]
    fn another_name_of_a_builder_is_noticed() {
        assert_eq!(sample::counts("must_use", |file| sample::rename(file, "ShowThing", "Showing")), (6, 5));
        assert_eq!(sample::counts("must_use", |file| sample::rename(file, "Thing", "Item")), (6, 5));
        assert_eq!(sample::counts("must_use", |file| sample::rename(file, "as_str", "text")), (6, 5));
    }

    #[test]
    fn items_that_the_spec_deprecates_are_deprecated() {
        let code = sample::after("deprecated", sample::SPEC);
        let mark = "#[deprecated = \"the service has deprecated it\"]";
        assert_eq!(code.matches(mark).count(), 4, "{code}");
        for place in ["pub fn lend_thing(", "pub note: ", "pub fn note<T>(", "pub fn x_colour<V>("] {
            assert!(code.contains(&format!("{mark} {place}")), "{place}\n{code}");
        }
    }

    #[test]
    fn the_generated_code_itself_may_use_a_deprecated_field() {
        let code = sample::after("deprecated", sample::SPEC);
        let allowed = "#[allow(deprecated, reason = \"a deprecated property is still read and written\")]";
        for place in ["impl ::std::convert::TryFrom<Thing> for super::Thing", "impl ::std::fmt::Debug for Thing"] {
            assert!(code.contains(&format!("{allowed} {place}")), "{place}\n{code}");
        }
        assert!(!code.contains(&format!("{allowed} impl ::std::convert::TryFrom<Fault>")));
    }

    #[test]
    fn another_name_of_a_deprecated_item_is_noticed() {
        assert_eq!(sample::counts("deprecated", |file| sample::rename(file, "lend_thing", "lend")), (4, 3));
        assert_eq!(sample::counts("deprecated", |file| sample::rename(file, "note", "remark")), (4, 2));
        assert_eq!(sample::counts("deprecated", |file| sample::rename(file, "x_colour", "colour")), (4, 3));
    }

    #[test]
    fn objects_may_grow() {
        let code = sample::after("non_exhaustive", sample::SPEC);
        for object in ["Thing", "Fault"] {
            assert!(code.contains(&format!("#[non_exhaustive] pub struct {object} {{")), "{code}");
        }
    }

    #[test]
    fn another_name_of_an_object_is_noticed() {
        assert_eq!(sample::counts("non_exhaustive", |file| sample::rename(file, "Thing", "Item")), (2, 1));
    }

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
