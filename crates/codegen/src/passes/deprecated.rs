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
mod tests;
