//! Turns optional lists that are nullable or have unique entries into plain lists for progenitor. The pass `null_lists`
//! makes the client read null as an empty list, and the pass `limits` checks that entries are unique.

use serde_yaml::Value;

/// Replaces `uniqueItems` in a list that progenitor must treat as a plain one.
pub(crate) const UNIQUE_ITEMS: &str = "x-unique-items";

pub(super) fn plain(root: &mut Value) {
    let schemas = root.get_mut("components").and_then(|components| components.get_mut("schemas"));
    for schema in schemas.and_then(Value::as_mapping_mut).into_iter().flat_map(|schemas| schemas.values_mut()) {
        let required = schema.get("required").cloned().unwrap_or_default();
        let required = |name: &Value| required.as_sequence().is_some_and(|names| names.contains(name));
        let properties = schema.get_mut("properties").and_then(Value::as_mapping_mut);
        for (name, property) in properties.into_iter().flatten() {
            let list = property.get("type").and_then(Value::as_str) == Some("array");
            if list
                && !required(name)
                && let Some(property) = property.as_mapping_mut()
            {
                property.remove("nullable");
                // The pass `limits` reads the replacement.
                if let Some(unique) = property.remove("uniqueItems") {
                    property.insert(UNIQUE_ITEMS.into(), unique);
                }
            }
        }
    }
}
