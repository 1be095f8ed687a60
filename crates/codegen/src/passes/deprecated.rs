//! Marks with `#[deprecated]` the client's methods, the fields and the setters that the spec marks `deprecated: true`.

use syn::{Attribute, File, Item, parse_quote};

use super::{Count, docs, tree};
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let properties = spec.objects.iter().flat_map(|object| &object.properties);
    let parameters = spec.operations.iter().flat_map(|operation| &operation.parameters);
    let expected = spec.operations.iter().filter(|operation| operation.deprecated).count()
        + 2 * properties.filter(|property| property.deprecated).count()
        + parameters.filter(|parameter| parameter.deprecated).count();
    let mark = |attributes: &mut Vec<Attribute>| {
        attributes.push(parse_quote!(#[deprecated = "the service has deprecated it"]));
        1
    };
    let property = |owner: &syn::Ident, same: &dyn Fn(&str) -> bool| {
        let object = spec.objects.iter().find(|object| docs::same(&object.name, owner));
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
        let mut named = parameters.filter(|parameter| docs::same(&parameter.name, &method.sig.ident));
        if named.any(|parameter| parameter.deprecated) {
            found += mark(&mut method.attrs);
        }
    }
    for (owner, method) in tree::methods(tree::module(file, &["types", "builder"])?) {
        if property(&owner, &|name| docs::same(name, &method.sig.ident)) {
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

#[cfg(test)]
mod tests {
    use crate::passes::sample;

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
}
