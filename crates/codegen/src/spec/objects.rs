//! Reads the objects and their properties, including those of `allOf`.

use serde_yaml::Value;

use super::describe::source;
use super::{Object, Property, Spec, Upload, entries, flag, referred, text};

/// How deep `allOf` may be nested.
pub(super) const DEPTH: usize = 5;

/// Returns whether a schema is only another name of one other schema.
pub(super) fn is_alias(schema: &Value) -> bool {
    schema.get("properties").is_none()
        && schema.get("allOf").and_then(Value::as_sequence).is_some_and(|parts| parts.len() == 1)
}

impl Spec {
    pub(super) fn read_object(&self, name: &str, schema: &Value) -> Object {
        let required = self.members(schema, "required", DEPTH).into_iter().filter_map(Value::as_sequence).flatten();
        let required: Vec<&str> = required.filter_map(Value::as_str).collect();
        let mut properties: Vec<Property> = Vec::new();
        for (property, node) in self.members(schema, "properties", DEPTH).into_iter().flat_map(|all| entries(Some(all)))
        {
            let read = self.read_property(property, node, required.contains(&property));
            match properties.iter_mut().find(|known| known.name == property) {
                Some(known) => known.sensitive |= read.sensitive,
                None => properties.push(read),
            }
        }
        Object { name: name.to_owned(), properties }
    }

    fn read_property(&self, name: &str, node: &Value, required: bool) -> Property {
        let resolved = self.resolve(node);
        let described = if node.get("$ref").is_some() { resolved } else { node };
        let whole = node.get("allOf").and_then(|parts| parts.get(0));
        let whole = whole.map_or(resolved, |whole| self.resolve(whole));
        let kind = whole.get("type").and_then(Value::as_str);
        // A named list is a type of its own.
        let list = node.get("type").and_then(Value::as_str) == Some("array");
        let map = kind == Some("object") && self.members(whole, "properties", DEPTH).is_empty();
        let default = [node, whole].iter().any(|node| node.get("default").is_some());
        Property {
            name: name.to_owned(),
            required,
            list,
            optional: !(required || list || map || default || kind == Some("array")),
            sensitive: self.is_sensitive(node),
            schema: referred(node),
            description: text(described, "description"),
            source: source(node),
            upload: node.get("x-upload").map(|upload| Upload {
                method: text(upload, "method"),
                content_type: upload.get("content-type").and_then(Value::as_str).map(ToOwned::to_owned),
                renew: upload.get("renew").and_then(Value::as_str).map(ToOwned::to_owned),
            }),
            deprecated: flag(node, "deprecated"),
            range: self.limits_at(node),
            time: self.property_time(node),
            omitted_when_empty: !required && (list || map || kind == Some("array")),
        }
    }

    /// Returns the values of a schema under a key, its own and through `allOf`.
    pub(super) fn members<'a>(&'a self, schema: &'a Value, key: &str, depth: usize) -> Vec<&'a Value> {
        let schema = self.resolve(schema);
        let parts = schema.get("allOf").and_then(Value::as_sequence).into_iter().flatten();
        let deeper = parts.filter(|_| depth > 0).flat_map(|part| self.members(part, key, depth.saturating_sub(1)));
        deeper.chain(schema.get(key)).collect()
    }
}
