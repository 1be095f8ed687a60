//! Documents the builders of the types: each setter tells the meaning of its property and the limits of its value.

use syn::{File, Item};

use super::docs::{self, IN_TYPES_BUILDER, Names, capital, paragraphs, sentence};
use super::type_docs::other_forms;
use super::{Count, tree};
use crate::{Fault, Property, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let expected = spec.objects.iter().map(|object| 2 + object.properties.len()).sum();
    let names = Names::read(file, spec)?;
    let object = |name: &syn::Ident| spec.objects.iter().find(|object| docs::same(&object.name, name));
    let mut found = 0;
    for (name, method) in tree::methods(tree::module(file, &["types"])?) {
        if method.sig.ident == "builder" {
            docs::set(&mut method.attrs, "Returns a builder: set properties, then convert it with `try_into()`.");
            found += usize::from(object(&name).is_some());
        }
    }
    let items = tree::module(file, &["types", "builder"])?;
    for item in items.iter_mut() {
        if let Item::Struct(item) = item {
            let name = &item.ident;
            let text =
                format!("Builds a [`{name}`](super::{name}): set properties, then convert it with `try_into()`.");
            found += usize::from(object(name).is_some());
            docs::set(&mut item.attrs, &text);
        }
    }
    for (name, method) in tree::methods(items) {
        let properties = object(&name).into_iter().flat_map(|object| &object.properties);
        let mut properties = properties.filter(|property| docs::same(&property.name, &method.sig.ident));
        let text = properties.next().map(|property| of_setter(property, spec));
        found += usize::from(text.is_some());
        let text = text.unwrap_or_else(|| format!("Sets `{}`.", method.sig.ident));
        docs::set(&mut method.attrs, &names.clean(&text, IN_TYPES_BUILDER));
    }
    Ok(Count { expected, found })
}

fn of_setter(property: &Property, spec: &Spec) -> String {
    let (set, description) = (format!("Sets `{}`.", property.name), sentence(&property.description));
    let required = if property.required { "Required." } else { "" };
    let schema = spec.schemas.iter().find(|schema| Some(&schema.name) == property.schema.as_ref());
    let limits = schema.map(|schema| sentence(&capital(&schema.limits))).unwrap_or_default();
    let rules = [required, &limits].into_iter().filter(|rule| !rule.is_empty()).collect::<Vec<_>>().join(" ");
    paragraphs(&[
        &set,
        &description,
        &rules,
        &schema.map(|schema| other_forms("The value can also be made from", schema)).unwrap_or_default(),
    ])
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    #[test]
    fn a_setter_says_what_its_property_is() {
        let code = sample::after("builder_docs", sample::SPEC);
        for text in [
            "/// Sets `name`. /// /// Its name, unlike [`State`](super::super::types::State). /// /// Required. pub fn name<T>(",
            "/// Sets `note`. pub fn note<T>(",
            "/// Sets `url`. /// /// Where it is. pub fn url<T>(",
            "/// Builds a [`Thing`](super::Thing): set properties, then convert it with `try_into()`. ",
            "/// Returns a builder: set properties, then convert it with `try_into()`. pub fn builder() ",
        ] {
            assert!(code.contains(text), "{text}\n{code}");
        }
    }

    #[test]
    fn a_setter_names_the_limits_of_its_schema() {
        let spec =
            sample::changed("note: {type: string, deprecated: true}", "note: {$ref: '#/components/schemas/ThingId'}");
        let code = sample::after("builder_docs", &spec);
        assert!(
            code.contains("/// Sets `note`. /// /// A thing's id. /// /// 1 to 8 characters. pub fn note<T>("),
            "{code}"
        );
    }

    #[test]
    fn another_name_of_a_builder_or_a_setter_is_noticed() {
        assert_eq!(sample::counts("builder_docs", |file| sample::rename(file, "Thing", "Item")), (10, 3));
        assert_eq!(sample::counts("builder_docs", |file| sample::rename(file, "parts", "pieces")), (10, 9));
    }
}
