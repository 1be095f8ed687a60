//! Removes keywords from which progenitor would make unsuitable types: a title would become a type's name, such as
//! `Option`; an enum with null among its values would become two types of one name; a list with a fixed number of
//! entries would become an array, which the passes' builders cannot fill; and a `minLength` of 0 would become a
//! comparison for which rustc warns.

use serde_yaml::{Mapping, Value};

/// Replaces `minItems` in a list that progenitor must treat as one of any length.
pub(crate) const MIN_ITEMS: &str = "x-min-items";

/// Keys whose content is not a schema.
const DATA: [&str; 5] = ["default", "enum", "example", "examples", "info"];

pub(super) fn plain(node: &mut Value) {
    match node {
        Value::Sequence(nodes) => nodes.iter_mut().for_each(plain),
        Value::Mapping(keywords) => {
            // If the value is a map, `title` is the name of a property.
            if keywords.get("title").is_some_and(Value::is_string) {
                keywords.remove("title");
            }
            without_null(keywords);
            of_any_length(keywords);
            // No text is shorter, so rustc would warn about the comparison.
            if keywords.get("minLength").and_then(Value::as_u64) == Some(0) {
                keywords.remove("minLength");
            }
            for (name, value) in keywords {
                let is_data = |name: &str| DATA.contains(&name) || name.starts_with("x-");
                if !name.as_str().is_some_and(is_data) || is_schema(value) {
                    plain(value);
                }
            }
        }
        _ => {}
    }
}

/// Returns whether the value is a schema: a property or schema may have the name of a keyword.
fn is_schema(value: &Value) -> bool {
    ["type", "$ref", "allOf"].iter().any(|keyword| value.get(keyword).is_some())
}

/// Removes null from the values of a nullable enum, because `nullable` already allows it.
fn without_null(keywords: &mut Mapping) {
    let nullable = keywords.get("nullable").and_then(Value::as_bool) == Some(true);
    if let Some(values) = keywords.get_mut("enum").and_then(Value::as_sequence_mut)
        && nullable
        && values.iter().any(|value| !value.is_null())
    {
        values.retain(|value| !value.is_null());
    }
}

/// Replaces `minItems` of a list with a fixed number of entries.
fn of_any_length(keywords: &mut Mapping) {
    let size = |key: &str| keywords.get(key).and_then(Value::as_u64);
    if keywords.get("type").and_then(Value::as_str) == Some("array")
        && size("minItems").is_some_and(|least| size("maxItems") == Some(least))
        && let Some(least) = keywords.remove("minItems")
    {
        keywords.insert(MIN_ITEMS.into(), least);
    }
}

#[cfg(test)]
mod tests {
    use serde_yaml::Value;

    use super::plain;

    fn plained(schema: &str) -> Value {
        let mut schema = serde_yaml::from_str(schema).expect("YAML");
        plain(&mut schema);
        schema
    }

    fn yaml(text: &str) -> Value {
        serde_yaml::from_str(text).expect("YAML")
    }

    #[test]
    fn titles_of_schemas_are_removed_and_properties_named_title_are_kept() {
        let spec = "{info: {title: A}, schemas: {title: {title: B, type: object, properties: {title: {type: string, title: C}}}}}";
        let expected = "{info: {title: A}, schemas: {title: {type: object, properties: {title: {type: string}}}}}";
        assert_eq!(plained(spec), yaml(expected));
        assert_eq!(
            plained("{example: {title: A}, x-own: {title: B}}"),
            yaml("{example: {title: A}, x-own: {title: B}}")
        );
    }

    #[test]
    fn null_is_removed_from_the_values_of_a_nullable_enum_only() {
        assert_eq!(plained("{nullable: true, enum: [a, null]}"), yaml("{nullable: true, enum: [a]}"));
        assert_eq!(plained("{enum: [a, null]}"), yaml("{enum: [a, null]}"));
    }

    #[test]
    fn a_min_length_of_0_is_removed() {
        assert_eq!(plained("{type: string, minLength: 0, maxLength: 2}"), yaml("{type: string, maxLength: 2}"));
    }

    #[test]
    fn a_list_of_a_fixed_length_becomes_one_of_any_length() {
        let list = "{type: array, minItems: 2, maxItems: 2}";
        assert_eq!(plained(list), yaml("{type: array, maxItems: 2, x-min-items: 2}"));
        assert_eq!(plained("{type: array, minItems: 1, maxItems: 2}"), yaml("{type: array, minItems: 1, maxItems: 2}"));
    }
}
