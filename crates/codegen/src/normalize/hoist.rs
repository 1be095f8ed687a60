//! Moves inline objects and enums to the components and names them, so that the passes see each of them.

use crate::names::fold;
use crate::openapi::METHODS;
use crate::yaml::{Content, Entry, Node};

/// The keys that stay with the property when its schema moves, because they describe the property itself.
const KEPT: [&str; 4] = ["description", "nullable", "deprecated", "x-sensitive"];

pub(super) fn hoist(root: &mut Node) {
    let taken = root.entries_at(&["components", "schemas"]).iter().map(|entry| fold(&entry.key.text)).collect();
    let mut hoist = Hoist { taken, made: Vec::new() };
    for Entry { key, value } in root.entries_at(&["components", "schemas"]) {
        hoist.inside(&key.text, value);
    }
    for operation in root.entries_at(&["paths"]).iter_mut().flat_map(operations) {
        hoist.operation(operation);
    }
    // A moved schema may contain further inline schemas.
    let mut moved = Vec::new();
    while let Some(mut entry) = hoist.made.pop() {
        hoist.inside(&entry.key.text, &mut entry.value);
        moved.push(entry);
    }
    if !moved.is_empty()
        && let Some(schemas) = root.get_or_add("components").and_then(|components| components.get_or_add("schemas"))
    {
        moved.into_iter().for_each(|entry| schemas.push(entry));
    }
}

struct Hoist {
    /// The names in use, folded.
    taken: Vec<String>,
    made: Vec<Entry>,
}

impl Hoist {
    /// Moves the inline schemas in the schema of this name.
    fn inside(&mut self, name: &str, schema: &mut Node) {
        for property in schema.entries_at(&["properties"]) {
            let name = format!("{name}{}", pascal(&property.key.text));
            self.place(&name, property);
        }
        for key in ["items", "additionalProperties"] {
            if let Some(entry) = schema.entry_mut(key) {
                self.place(&format!("{name}Item"), entry);
            }
        }
    }

    /// Moves the schema of this entry if it needs a name, and otherwise the inline schemas in it.
    fn place(&mut self, name: &str, entry: &mut Entry) {
        let schema = &mut entry.value;
        if !needs_name(schema) {
            return self.inside(name, schema);
        }
        let name = self.free(name);
        let span = schema.span.clone();
        let target = Node::of_text(format!("#/components/schemas/{name}"), span.clone());
        let reference = Node::of_entries(vec![Entry::new("$ref", target)], span.clone());
        let mut kept: Vec<Entry> = KEPT.iter().filter_map(|key| schema.entry(key).cloned()).collect();
        schema.remove("nullable");
        let left = match kept.is_empty() {
            true => reference,
            false => {
                let parts = Node { span: span.clone(), content: Content::List(vec![reference]) };
                kept.push(Entry::new("allOf", parts));
                Node::of_entries(kept, span)
            }
        };
        // An editor of the spec finds the schema at its key.
        let mut moved = Entry::new(name, std::mem::replace(schema, left));
        moved.key.span = entry.key.span.clone();
        self.made.push(moved);
    }

    fn operation(&mut self, operation: &mut Node) {
        let id = operation.text_of("operationId").map(pascal).unwrap_or_default();
        for parameter in operation.items_at("parameters") {
            let name = parameter.text_of("name").map(pascal).unwrap_or_default();
            parameter.entry_mut("schema").into_iter().for_each(|schema| self.place(&format!("{id}{name}"), schema));
        }
        let body = operation.get_mut("requestBody");
        body.into_iter().for_each(|body| self.content(&format!("{id}Body"), body));
        for Entry { key, value } in operation.entries_at(&["responses"]) {
            let kind = if key.text.starts_with('2') { "Response" } else { "Error" };
            self.content(&format!("{id}{kind}"), value);
        }
    }

    fn content(&mut self, name: &str, holder: &mut Node) {
        let media = holder.entries_at(&["content"]);
        for schema in media.iter_mut().filter_map(|media| media.value.entry_mut("schema")) {
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
fn needs_name(schema: &Node) -> bool {
    let object = schema.get("properties").is_some() && schema.get("allOf").is_none();
    let parts = schema.get("allOf").map_or(0, |parts| parts.items().len());
    object || schema.get("enum").is_some() || parts > 1 || (parts == 1 && schema.get("properties").is_some())
}

fn operations(item: &mut Entry) -> impl Iterator<Item = &mut Node> {
    let operations = item.value.entries_at(&[]).iter_mut().filter(|entry| METHODS.contains(&&*entry.key.text));
    operations.map(|entry| &mut entry.value)
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

#[cfg(test)]
mod tests {
    use crate::yaml::sample;

    #[test]
    fn a_schema_that_gets_a_name_keeps_its_place() {
        let text = "{components: {schemas: {Thing: {properties: {mood: {enum: [A]}}}}}}";
        let mut root = sample(text);
        super::hoist(&mut root);
        let moved = root.entries_at(&["components", "schemas"]).last().expect("the schema");
        assert_eq!((&*moved.key.text, &text[moved.key.span.clone()]), ("ThingMood", "mood"));
    }
}
