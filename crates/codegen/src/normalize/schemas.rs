//! Changes the schemas from which progenitor would make unsuitable types: a title would become a type's name, such as
//! `Option`; an enum with null among its values would become two types of one name; a list with a fixed number of
//! entries would become an array, which the passes' builders cannot fill; a `minLength` of 0 would become a comparison
//! for which rustc warns; a `format` such as `date` would become a type of a crate that the client does not depend on,
//! and lose a response with another text in it; and an optional list that is nullable or has unique entries would be no plain list. The pass
//! `null_lists` makes the client read null as an empty list, and the pass `limits` checks the entries and the formats.

use crate::formats::{CHECKED_FORMAT, Format};
use crate::yaml::{Content, Node, ScalarKind};

/// Replaces `minItems` in a list that progenitor must treat as one of any length.
pub(crate) const MIN_ITEMS: &str = "x-min-items";
/// Replaces `uniqueItems` in a list that progenitor must treat as a plain one.
pub(crate) const UNIQUE_ITEMS: &str = "x-unique-items";

/// Keys whose content is not a schema.
const DATA: [&str; 5] = ["default", "enum", "example", "examples", "info"];

pub(super) fn plain(node: &mut Node) {
    node.items_mut().iter_mut().for_each(plain);
    // If the value is a map, `title` is the name of a property.
    if node.text_of("title").is_some() {
        node.remove("title");
    }
    without_null(node);
    // A list with a fixed number of entries becomes one of any length.
    let least = node.size_of("minItems");
    if node.text_of("type") == Some("array") && least.is_some() && least == node.size_of("maxItems") {
        node.rename("minItems", MIN_ITEMS);
    }
    // No text is shorter, so rustc would warn about the comparison.
    if node.size_of("minLength") == Some(0) {
        node.remove("minLength");
    }
    without_format(node);
    for entry in node.entries_at(&[]) {
        let is_data = DATA.contains(&&*entry.key.text) || entry.key.text.starts_with("x-");
        if !is_data || is_schema(&entry.value) {
            plain(&mut entry.value);
        }
    }
}

/// Makes plain lists of the optional properties that are lists.
pub(super) fn plain_lists(root: &mut Node) {
    for schema in root.entries_at(&["components", "schemas"]) {
        let schema = &mut schema.value;
        let required = schema.get("required").cloned();
        let required: Vec<&str> = required.iter().flat_map(Node::items).filter_map(Node::text).collect();
        for property in schema.entries_at(&["properties"]) {
            if property.value.text_of("type") == Some("array") && !required.contains(&&*property.key.text) {
                property.value.remove("nullable");
                property.value.rename("uniqueItems", UNIQUE_ITEMS);
            }
        }
    }
}

/// Returns whether the value is a schema: a property or schema may have the name of a keyword.
fn is_schema(value: &Node) -> bool {
    ["type", "$ref", "allOf"].iter().any(|keyword| value.get(keyword).is_some())
}

/// Records a format that the client checks, and lets progenitor see a plain text.
fn without_format(schema: &mut Node) {
    // Only this module may set it.
    if schema.text_of(CHECKED_FORMAT).is_some() {
        schema.remove(CHECKED_FORMAT);
    }
    let text = schema.text_of("type").is_none_or(|kind| kind == "string");
    if text && schema.text_of("format").and_then(Format::read).is_some() {
        schema.rename("format", CHECKED_FORMAT);
    }
}

/// Removes null from the values of a nullable enum, because `nullable` already allows it.
fn without_null(schema: &mut Node) {
    let is_null = |value: &Node| value.scalar().is_some_and(|scalar| scalar.kind == ScalarKind::Null);
    if schema.boolean_of("nullable") == Some(true)
        && let Some(Content::List(values)) = schema.get_mut("enum").map(|values| &mut values.content)
        && !values.iter().all(is_null)
    {
        values.retain(|value| !is_null(value));
    }
}

#[cfg(test)]
mod tests {
    use crate::yaml::{sample, value};

    /// Asserts what becomes of a schema.
    fn becomes(schema: &str, expected: &str) {
        let mut schema = sample(schema);
        super::plain(&mut schema);
        assert_eq!(value(&schema), value(&sample(expected)));
    }

    #[test]
    fn titles_of_schemas_are_removed_and_properties_named_title_are_kept() {
        becomes(
            "{info: {title: A}, schemas: {title: {title: B, type: object, properties: {title: {type: string, title: C}}}}}",
            "{info: {title: A}, schemas: {title: {type: object, properties: {title: {type: string}}}}}",
        );
        becomes("{example: {title: A}, x-own: {title: B}}", "{example: {title: A}, x-own: {title: B}}");
    }

    #[test]
    fn null_is_removed_from_the_values_of_a_nullable_enum_only() {
        becomes("{nullable: true, enum: [a, null]}", "{nullable: true, enum: [a]}");
        becomes("{enum: [a, null]}", "{enum: [a, null]}");
    }

    #[test]
    fn a_min_length_of_0_is_removed() {
        becomes("{type: string, minLength: 0, maxLength: 2}", "{type: string, maxLength: 2}");
    }

    #[test]
    fn a_format_that_the_client_checks_is_hidden_from_progenitor() {
        becomes("{type: string, format: date}", "{type: string, x-checked-format: date}");
        becomes("{format: uuid}", "{x-checked-format: uuid}");
        becomes("{type: string, format: uri, x-checked-format: uuid}", "{type: string, format: uri}");
        becomes("{type: integer, format: date}", "{type: integer, format: date}");
        becomes("{properties: {format: {type: string}}}", "{properties: {format: {type: string}}}");
        becomes("{example: {format: date}}", "{example: {format: date}}");
    }

    #[test]
    fn a_list_of_a_fixed_length_becomes_one_of_any_length() {
        becomes("{type: array, minItems: 2, maxItems: 2}", "{type: array, maxItems: 2, x-min-items: 2}");
        becomes("{type: array, minItems: 1, maxItems: 2}", "{type: array, minItems: 1, maxItems: 2}");
    }
}
