//! Documents the types, with their fields and their variants, and their builders.

use syn::{Fields, File, Item, Visibility};

use super::docs::{self, IN_TYPES, IN_TYPES_BUILDER, Names, SOURCE, capital, paragraphs, sentence};
use super::{Count, tree};
use crate::generator::Fault;
use crate::spec::extension::Time;
use crate::spec::{Limits, Moment, Property, Schema, Spec, Values};

/// Documents the types, their fields and their variants: descriptions, limits, what a value can be made of, the use of
/// upload URLs, and sources, which come last.
pub(super) fn types(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let expected = spec.objects.iter().map(|object| 1 + object.properties.len()).sum();
    let names = Names::read(file, spec)?;
    let mut found = 0;
    for item in tree::module(file, &["types"])? {
        match item {
            Item::Struct(item) => {
                let object = tree::object(spec, &item.ident);
                let schema = spec.schemas.iter().find(|schema| tree::same(&schema.name, &item.ident));
                let newtype = matches!(item.fields, Fields::Unnamed(_));
                let text = about(schema, newtype, &docs::said(&item.attrs), &item.ident.to_string());
                docs::set(&mut item.attrs, &names.clean(&text, IN_TYPES));
                found += usize::from(object.is_some());
                for field in item.fields.iter_mut().filter(|field| matches!(field.vis, Visibility::Public(_))) {
                    let wire = tree::wire_name(field).unwrap_or_default();
                    let property = object.and_then(|object| object.properties.iter().find(|known| known.name == wire));
                    let text = property.map_or_else(|| docs::said(&field.attrs), of_property);
                    let text = match (text.is_empty(), wire.is_empty()) {
                        (false, _) => text,
                        (true, false) => format!("`{wire}`."),
                        (true, true) => "The value.".to_owned(),
                    };
                    docs::set(&mut field.attrs, &names.clean(&text, IN_TYPES));
                    found += usize::from(property.is_some());
                }
            }
            Item::Enum(item) => {
                let schema = spec.schemas.iter().find(|schema| tree::same(&schema.name, &item.ident));
                let text = about(schema, false, &docs::said(&item.attrs), &item.ident.to_string());
                docs::set(&mut item.attrs, &names.clean(&text, IN_TYPES));
                for variant in &mut item.variants {
                    let wire = tree::wire_value(variant);
                    let values = schema.into_iter().flat_map(|schema| &schema.values);
                    let meaning =
                        values.filter(|(value, _)| *value == wire).map(|(_, meaning)| meaning.as_str()).next();
                    docs::set(
                        &mut variant.attrs,
                        &names.clean(&of_value(&wire, meaning.unwrap_or_default()), IN_TYPES),
                    );
                }
            }
            _ => {}
        }
    }
    Ok(Count { expected, found })
}

/// Returns the documentation of a value of an enum.
pub(super) fn of_value(value: &str, meaning: &str) -> String {
    if meaning.is_empty() { format!("`{value}`.") } else { sentence(&format!("`{value}`: {meaning}")) }
}

fn about(schema: Option<&Schema>, newtype: bool, said: &str, name: &str) -> String {
    let Some(schema) = schema else {
        return if said.is_empty() {
            format!("The schema {name}, which the spec does not describe.")
        } else {
            said.to_owned()
        };
    };
    let description = sentence(&schema.description);
    // Only a newtype checks its limits; the service checks those of other types.
    let limits = if newtype { sentence(&capital(&schema.limits)) } else { String::new() };
    let source = of_source(&schema.source);
    let deprecated = if schema.deprecated { "Deprecated by the service." } else { "" };
    let made_of = if newtype { made_of(schema) } else { String::new() };
    let described = paragraphs(&[&description, &limits, &made_of, deprecated, &source]);
    if schema.description.is_empty() { paragraphs(&[&format!("The schema {name}."), &described]) } else { described }
}

/// Returns the forms in which setters take a named text or number.
fn made_of(schema: &Schema) -> String {
    let others = other_forms("It can also be made from", schema);
    let taken = "Setters take it as a `&str`, a `String` or this type, each by value or by reference.";
    let taken = if schema.made_of_text { taken } else { "" };
    let read = "Responses hold plain strings instead, which need not keep the limits.";
    // Filters and times have no counterpart in responses.
    let read = match schema.format {
        Some(_) => "It is checked before a request is sent; a response may hold any text.",
        None if schema.made_of_text && others.is_empty() => read,
        None => "",
    };
    [taken, read, &others].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns the forms that the spec's extensions add, in a sentence with this beginning.
fn other_forms(begin: &str, schema: &Schema) -> String {
    match (&schema.holds, schema.time) {
        (Some(Values { schema, separator: Some(_) }), _) => {
            format!("{begin} a `{schema}`, or from several in an array, a slice or a `Vec`.")
        }
        (Some(Values { schema, separator: None }), _) => format!("{begin} a `{schema}`."),
        (None, Some(Moment::Time(Time::Rfc3339))) => {
            format!("{begin} a `SystemTime`, which is written in UTC and cut to whole seconds.")
        }
        (None, Some(Moment::Time(Time::Seconds))) => {
            format!("{begin} a `SystemTime`, which is cut to whole seconds.")
        }
        (None, Some(Moment::Time(Time::Milliseconds))) => {
            format!("{begin} a `SystemTime`, which is cut to whole milliseconds.")
        }
        (None, Some(Moment::Date)) => format!("{begin} a `Date` of the crate `time`."),
        (None, None) => String::new(),
    }
}

fn of_property(property: &Property) -> String {
    let description = sentence(&property.description);
    let description = if description.is_empty() { format!("`{}`.", property.name) } else { description };
    let upload = property.upload.as_ref().map(|upload| {
        let content = upload.content_type.as_ref().map(|kind| format!(" and `Content-Type: {kind}`"));
        let renew = upload.renew.as_ref().map(|renew| format!(" `{renew}` returns a fresh URL."));
        format!("Upload with `{}`{}.{}", upload.method, content.unwrap_or_default(), renew.unwrap_or_default())
    });
    let secret = if property.sensitive { "Sensitive: `Debug` prints `***` in its place." } else { "" };
    paragraphs(&[&description, &upload.unwrap_or_default(), secret, &of_source(&property.source)])
}

/// Returns the paragraph that names the source of a fact.
pub(super) fn of_source(source: &str) -> String {
    if source.is_empty() { String::new() } else { sentence(&format!("{SOURCE}{source}")) }
}

/// Documents the builders of the types: each setter tells the meaning of its property and the limits of its value.
pub(super) fn builders(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let expected = spec.objects.iter().map(|object| 2 + object.properties.len()).sum();
    let names = Names::read(file, spec)?;
    let object = |name: &syn::Ident| tree::object(spec, name);
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
        let mut properties = properties.filter(|property| tree::same(&property.name, &method.sig.ident));
        let text = properties.next().map(|property| {
            let Property { name, description, required, .. } = property;
            let schema = spec.schemas.iter().find(|schema| Some(&schema.name) == property.schema.as_ref());
            let limits = match (schema, &property.range) {
                (Some(schema), _) => &schema.limits,
                (None, Some(Limits::Text(format))) => format.in_words(),
                (None, _) => "",
            };
            of_setter(name, description, if *required { "Required." } else { "" }, limits, schema)
        });
        found += usize::from(text.is_some());
        let text = text.unwrap_or_else(|| format!("Sets `{}`.", method.sig.ident));
        docs::set(&mut method.attrs, &names.clean(&text, IN_TYPES_BUILDER));
    }
    Ok(Count { expected, found })
}

/// Returns the documentation of the setter of a property or parameter; `rule` and the limits follow the description.
pub(super) fn of_setter(name: &str, description: &str, rule: &str, limits: &str, schema: Option<&Schema>) -> String {
    let limits = sentence(&capital(limits));
    let rules = [rule, &limits].into_iter().filter(|rule| !rule.is_empty()).collect::<Vec<_>>().join(" ");
    let others = schema.map(|schema| other_forms("The value can also be made from", schema)).unwrap_or_default();
    paragraphs(&[&format!("Sets `{name}`."), &sentence(description), &rules, &others])
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    #[test]
    fn types_fields_and_variants_say_what_the_spec_says() {
        let code = sample::after("type_docs", sample::SPEC);
        for text in [
            "/// A thing; \\<b>see\\</b> <https://example.com/things>. ",
            "/// A thing's id. /// /// 1 to 8 characters. /// /// Setters take it as a `&str`, a `String` or this type, ",
            "/// Its name, unlike [`State`]. ",
            "/// `note`. ",
            "/// Where it is. /// /// Upload with `PUT` and `Content-Type: a/b`. [`ShowThing`](super::Client::show_thing) returns a \
         fresh URL. /// /// Sensitive: `Debug` prints `***` in its place. ",
            "/// The schema Fault. ",
            "/// `IN`: In the \\[house\\]. ",
            "/// `OUT`. ",
        ] {
            assert!(code.contains(text), "{text}\n{code}");
        }
    }

    #[test]
    fn the_source_of_a_fact_is_named() {
        let spec = sample::changed(
            "description: Its parts.,",
            "description: Its parts., x-source: {page: 'https://a.b/c', note: A guess},",
        );
        let code = sample::after("type_docs", &spec);
        assert!(code.contains("/// Its parts. /// /// Source: <https://a.b/c>. A guess. "), "{code}");
    }

    #[test]
    fn another_name_of_a_type_or_a_field_is_noticed() {
        assert_eq!(sample::counts("type_docs", |file| sample::rename(file, "Thing", "Item")), (8, 2));
        assert_eq!(sample::counts("type_docs", |file| sample::rename(file, "parts", "pieces")), (8, 7));
    }

    #[test]
    fn a_filter_and_a_time_say_what_they_can_be_made_of() {
        let more = "    Filter: {type: string, description: It., x-values-of: {schema: State, separator: ','}}\n    \
                Due: {type: string, description: It., x-time-format: rfc3339}\n    Token:";
        let code = sample::after("type_docs", &sample::changed("    Token:", more));
        assert!(code.contains("It can also be made from a [`State`], or from several in an array, "), "{code}");
        assert!(code.contains("It can also be made from a `SystemTime`, which is written in UTC and "), "{code}");
    }

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
    fn a_format_is_named_where_a_value_is_given() {
        let more = "    Day: {type: string, description: It., x-checked-format: date}\n    Token:";
        let spec = sample::changed("    Token:", more);
        let note = "note: {type: string, x-checked-format: uuid}";
        let spec = spec.replacen("note: {type: string, deprecated: true}", note, 1);
        let code = sample::after("builder_docs", &spec);
        let setter = "/// Sets `note`. /// /// A UUID such as `123e4567-e89b-12d3-a456-426614174000`. pub fn note<T>(";
        assert!(code.contains(setter), "{code}");
        let named = "/// It. /// /// A date such as `2021-01-10`. /// /// Setters take it as a `&str`, a `String` or this type, \
                     each by value or by reference. It is checked before a request is sent; a response may hold any text. \
                     It can also be made from a `Date` of the crate `time`. ";
        assert!(code.contains(named), "{code}");
    }

    #[test]
    fn another_name_of_a_builder_or_a_setter_is_noticed() {
        assert_eq!(sample::counts("builder_docs", |file| sample::rename(file, "Thing", "Item")), (10, 3));
        assert_eq!(sample::counts("builder_docs", |file| sample::rename(file, "parts", "pieces")), (10, 9));
    }
}
