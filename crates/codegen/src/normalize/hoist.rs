//! Moves inline objects and enums to the components and names them, so that the passes see each of them.

use serde_yaml::{Mapping, Value};

use crate::openapi::METHODS;
use crate::spec::fold;

/// The keys that stay with the property when its schema moves, because they describe the property itself.
const KEPT: [&str; 4] = ["description", "nullable", "deprecated", "x-sensitive"];

pub(super) fn hoist(root: &mut Value) {
    let mut hoist = Hoist { taken: names(root), made: Vec::new() };
    let schemas = root.get_mut("components").and_then(|components| components.get_mut("schemas"));
    for (name, schema) in schemas.and_then(Value::as_mapping_mut).into_iter().flatten() {
        hoist.inside(name.as_str().unwrap_or_default(), schema);
    }
    let items = root.get_mut("paths").and_then(Value::as_mapping_mut).into_iter().flat_map(|paths| paths.values_mut());
    for operation in items.flat_map(operations) {
        hoist.operation(operation);
    }
    // A moved schema may contain further inline schemas.
    let mut moved = Mapping::new();
    while let Some((name, mut schema)) = hoist.made.pop() {
        hoist.inside(&name, &mut schema);
        moved.insert(name.into(), schema);
    }
    if let Some(root) = root.as_mapping_mut().filter(|_| !moved.is_empty()) {
        let components = root.entry("components".into()).or_insert_with(|| Mapping::new().into());
        let schemas = components.as_mapping_mut().map(|components| components.entry("schemas".into()));
        let schemas = schemas.map(|schemas| schemas.or_insert_with(|| Mapping::new().into()));
        if let Some(schemas) = schemas.and_then(|schemas| schemas.as_mapping_mut()) {
            schemas.extend(moved);
        }
    }
}

struct Hoist {
    /// The names in use, folded.
    taken: Vec<String>,
    made: Vec<(String, Value)>,
}

impl Hoist {
    /// Moves the inline schemas in the schema of this name.
    fn inside(&mut self, name: &str, schema: &mut Value) {
        for (property, value) in schema.get_mut("properties").and_then(Value::as_mapping_mut).into_iter().flatten() {
            let name = format!("{name}{}", pascal(property.as_str().unwrap_or_default()));
            self.place(&name, value);
        }
        for key in ["items", "additionalProperties"] {
            if let Some(value) = schema.get_mut(key) {
                self.place(&format!("{name}Item"), value);
            }
        }
    }

    /// Moves this schema if it needs a name, and otherwise the inline schemas in it.
    fn place(&mut self, name: &str, value: &mut Value) {
        if !needs_name(value) {
            return self.inside(name, value);
        }
        let name = self.free(name);
        let reference =
            Value::from(Mapping::from_iter([("$ref".into(), format!("#/components/schemas/{name}").into())]));
        let mut kept = Mapping::new();
        for key in KEPT {
            kept.extend(value.get(key).map(|value| (key.into(), value.clone())));
        }
        if let Some(moved) = value.as_mapping_mut() {
            moved.remove("nullable");
        }
        let left = match kept.is_empty() {
            true => reference,
            false => {
                kept.insert("allOf".into(), vec![reference].into());
                kept.into()
            }
        };
        self.made.push((name, std::mem::replace(value, left)));
    }

    fn operation(&mut self, operation: &mut Value) {
        let id = operation.get("operationId").and_then(Value::as_str).map(pascal).unwrap_or_default();
        for parameter in operation.get_mut("parameters").and_then(Value::as_sequence_mut).into_iter().flatten() {
            let name = parameter.get("name").and_then(Value::as_str).map(pascal).unwrap_or_default();
            parameter.get_mut("schema").into_iter().for_each(|schema| self.place(&format!("{id}{name}"), schema));
        }
        let body = operation.get_mut("requestBody");
        body.into_iter().for_each(|body| self.content(&format!("{id}Body"), body));
        let responses = operation.get_mut("responses").and_then(Value::as_mapping_mut);
        for (status, response) in responses.into_iter().flatten() {
            let success = status.as_str().is_some_and(|status| status.starts_with('2'));
            self.content(&format!("{id}{}", if success { "Response" } else { "Error" }), response);
        }
    }

    fn content(&mut self, name: &str, holder: &mut Value) {
        let media = holder.get_mut("content").and_then(Value::as_mapping_mut);
        for schema in media.into_iter().flat_map(|media| media.values_mut()).filter_map(|media| media.get_mut("schema"))
        {
            self.place(name, schema);
        }
    }

    fn free(&mut self, name: &str) -> String {
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let free = std::iter::once(name.to_owned()).chain(numbered).find(|name| !self.taken.contains(&fold(name)));
        let free = free.unwrap_or_else(|| name.to_owned());
        self.taken.push(fold(&free));
        free
    }
}

/// Returns whether a schema becomes a type of its own.
fn needs_name(schema: &Value) -> bool {
    let object = schema.get("properties").is_some() && schema.get("allOf").is_none();
    let parts = schema.get("allOf").and_then(Value::as_sequence).map_or(0, Vec::len);
    object || schema.get("enum").is_some() || parts > 1 || (parts == 1 && schema.get("properties").is_some())
}

fn names(root: &Value) -> Vec<String> {
    let schemas = root.get("components").and_then(|components| components.get("schemas")).and_then(Value::as_mapping);
    schemas.into_iter().flat_map(|schemas| schemas.keys()).filter_map(Value::as_str).map(fold).collect()
}

fn operations(item: &mut Value) -> impl Iterator<Item = &mut Value> {
    let operations = item.as_mapping_mut().into_iter().flatten();
    operations.filter(|(method, _)| method.as_str().is_some_and(|method| METHODS.contains(&method))).map(|(_, it)| it)
}

/// Converts a name to Pascal case: `upload_url` becomes `UploadUrl`.
fn pascal(name: &str) -> String {
    let words = name.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
        })
        .collect()
}
