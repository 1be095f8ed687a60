//! Documents the types, their fields and their variants: descriptions, limits, what a value can be made of, the use of
//! upload URLs, and sources, which come last.

use syn::{Fields, File, Item, Visibility};

use super::docs::{self, IN_TYPES, Names, SOURCE, capital, paragraphs, sentence};
use super::{Count, tree};
use crate::spec::{Schema, Time, Values};
use crate::{Fault, Property, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let expected = spec.objects.iter().map(|object| 1 + object.properties.len()).sum();
    let names = Names::read(file, spec)?;
    let mut found = 0;
    for item in tree::module(file, &["types"])? {
        match item {
            Item::Struct(item) => {
                let object = spec.objects.iter().find(|object| docs::same(&object.name, &item.ident));
                let schema = spec.schemas.iter().find(|schema| docs::same(&schema.name, &item.ident));
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
                let schema = spec.schemas.iter().find(|schema| docs::same(&schema.name, &item.ident));
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
    let read = if schema.made_of_text && others.is_empty() { read } else { "" };
    [taken, read, &others].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns the forms that the spec's extensions add, in a sentence with this beginning.
pub(super) fn other_forms(begin: &str, schema: &Schema) -> String {
    match (&schema.holds, schema.time) {
        (Some(Values { schema, separator: Some(_) }), _) => {
            format!("{begin} a `{schema}`, or from several in an array, a slice or a `Vec`.")
        }
        (Some(Values { schema, separator: None }), _) => format!("{begin} a `{schema}`."),
        (None, Some(Time::Rfc3339)) => {
            format!("{begin} a `SystemTime`, which is written in UTC and cut to whole seconds.")
        }
        (None, Some(Time::Seconds)) => format!("{begin} a `SystemTime`, which is cut to whole seconds."),
        (None, Some(Time::Milliseconds)) => format!("{begin} a `SystemTime`, which is cut to whole milliseconds."),
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
}
