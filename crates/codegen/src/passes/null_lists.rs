//! Reads `null` as an empty list where the spec has an optional list: `default` alone covers only a missing list.

use quote::ToTokens;
use syn::{File, Item, parse_quote};

use super::{Count, docs, tree};
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let properties = spec.objects.iter().flat_map(|object| &object.properties);
    let expected = properties.filter(|property| property.list && !property.required).count();
    let mut found = 0;
    for item in tree::module(file, &["types"])? {
        let Item::Struct(item) = item else { continue };
        let object = spec.objects.iter().find(|object| docs::same(&object.name, &item.ident));
        for field in &mut item.fields {
            let optional_list = field.attrs.iter().any(|attribute| {
                attribute.path().is_ident("serde") && attribute.to_token_stream().to_string().contains("Vec::is_empty")
            });
            if optional_list {
                field.attrs.push(parse_quote!(#[serde(deserialize_with = "crate::http::null_as_default")]));
                let wire = tree::wire_name(field);
                let mut properties = object.into_iter().flat_map(|object| &object.properties);
                found += usize::from(properties.any(|property| Some(&property.name) == wire.as_ref()));
            }
        }
    }
    Ok(Count { expected, found })
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    #[test]
    fn null_is_an_empty_list_where_the_list_is_optional() {
        let code = sample::after("null_lists", sample::SPEC);
        assert!(code.contains("#[serde(deserialize_with = \"crate::http::null_as_default\")] pub parts:"), "{code}");
        let required = sample::changed("required: [name, state]", "required: [name, state, parts]");
        assert!(!sample::after("null_lists", &required).contains("null_as_default"));
    }

    #[test]
    fn another_way_to_leave_out_an_empty_list_is_noticed() {
        assert_eq!(sample::counts("null_lists", |file| sample::strip(file, "Vec::is_empty")), (1, 0));
    }
}
