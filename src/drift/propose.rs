//! The edits of the spec that make a difference go away, in the style of `openapi/README.md`: a description, an example
//! and a source for everything that is new.
//!
//! The rule: no value of the service is in them but the names of fields, the values of enums, the codes, and the names of
//! headers. A new string is marked `x-sensitive` until somebody decides otherwise.

use std::collections::BTreeSet;

use serde_json::Value;

use super::edit::{Edit, Yaml, add_entry, add_item, remove, replace};
use super::exchange::{Exchange, OF_NOTE};
use super::table::{Insertion, Operation, Response, Schema, Spec};

const UNKNOWN: &str = "Not documented, and seen in a response.";
/// The greatest depth of new schemas; what is deeper is described as an object of anything.
const DEEPEST: usize = 4;

/// What the edits of one response know.
pub(super) struct Proposal<'a> {
    pub(super) spec: &'a Spec,
    pub(super) exchange: &'a Exchange,
    /// The names of schemas that earlier edits have taken.
    pub(super) taken: &'a mut BTreeSet<String>,
}

impl Proposal<'_> {
    /// Adds a property to an object.
    pub(super) fn property(&mut self, owner: &Schema, name: &str, value: &Value) -> Vec<Edit> {
        let mut schemas = Vec::new();
        let property = self.described(owner.title(), name, value, 0, &mut schemas);
        let property = add_entry(self.spec, owner.add_property.as_ref(), name, &property);
        let beside = owner.add_schema.as_ref();
        let schemas = schemas.iter().map(|(name, schema)| add_entry(self.spec, beside, name, schema));
        all(std::iter::once(property).chain(schemas))
    }

    /// Returns the description of a property with this value, and adds the schemas that it needs.
    fn described(
        &mut self,
        owner: &str,
        name: &str,
        value: &Value,
        depth: usize,
        schemas: &mut Vec<(String, Yaml)>,
    ) -> Yaml {
        let mut described = match value {
            Value::Object(fields) => {
                let schema = self.object(owner, name, std::iter::once(fields), depth, schemas);
                let example = ("example", Yaml::Map(Vec::new()));
                vec![("allOf", Yaml::List(vec![schema])), ("description", Yaml::text(UNKNOWN)), example]
            }
            Value::Array(items) => {
                let items = self.items(owner, name, items, depth, schemas);
                vec![
                    ("type", Yaml::text("array")),
                    ("nullable", Yaml::raw(true)),
                    ("description", Yaml::text(UNKNOWN)),
                    ("items", items),
                    ("example", Yaml::List(Vec::new())),
                ]
            }
            scalar => {
                let mut described = vec![("type", Yaml::text(kind(scalar)))];
                described.extend(scalar.is_null().then(|| ("nullable", Yaml::raw(true))));
                described.push(("description", Yaml::text(UNKNOWN)));
                described.push(("example", example(scalar)));
                described
            }
        };
        if holds_text(value) {
            described.push(("x-sensitive", Yaml::raw(true)));
        }
        described.push(("x-source", self.source()));
        Yaml::Map(described.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    fn items(
        &mut self,
        owner: &str,
        name: &str,
        items: &[Value],
        depth: usize,
        schemas: &mut Vec<(String, Yaml)>,
    ) -> Yaml {
        match items.iter().find(|item| !item.is_null()) {
            Some(Value::Object(_)) => {
                self.object(owner, name, items.iter().filter_map(Value::as_object), depth, schemas)
            }
            Some(Value::Array(inner)) if depth < DEEPEST => {
                let items = self.items(owner, name, inner, depth + 1, schemas);
                Yaml::map([("type", Yaml::text("array")), ("items", items)])
            }
            Some(Value::Array(_)) | None => Yaml::map([("type", Yaml::text("string"))]),
            Some(scalar) => Yaml::map([("type", Yaml::text(kind(scalar)))]),
        }
    }

    /// Adds the schema of objects with these fields, and returns the reference to it.
    fn object<'v>(
        &mut self,
        owner: &str,
        name: &str,
        objects: impl Iterator<Item = &'v serde_json::Map<String, Value>>,
        depth: usize,
        schemas: &mut Vec<(String, Yaml)>,
    ) -> Yaml {
        let title = self.free_name(owner, name);
        let mut properties: Vec<(String, Yaml)> = Vec::new();
        for (name, value) in objects.filter(|_| depth < DEEPEST).flatten() {
            if !properties.iter().any(|(known, _)| known == name) && is_usable(name) {
                let described = self.described(&title, name, value, depth + 1, schemas);
                properties.push((name.clone(), described));
            }
        }
        let mut schema =
            vec![("type".to_owned(), Yaml::text("object")), ("description".to_owned(), Yaml::text(UNKNOWN))];
        if !properties.is_empty() {
            schema.push(("properties".to_owned(), Yaml::Map(properties)));
        }
        schemas.push((title.clone(), Yaml::Map(schema)));
        Yaml::map([("$ref", Yaml::text(format!("#/components/schemas/{title}")))])
    }

    /// Returns a name for a new schema, and takes it.
    fn free_name(&mut self, owner: &str, name: &str) -> String {
        let mut base: String = owner.rsplit('/').next().unwrap_or_default().to_owned();
        for word in name.split(|character: char| !character.is_ascii_alphanumeric()) {
            let mut letters = word.chars();
            base.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            base.extend(letters);
        }
        base.retain(|character| character.is_ascii_alphanumeric());
        let is_free =
            |name: &str, taken: &BTreeSet<String>| !self.spec.table.names.contains(name) && !taken.contains(name);
        let numbered = (2..).map(|number| format!("{base}{number}"));
        let mut names = std::iter::once(base.clone()).chain(numbered);
        let free = names.find(|name| is_free(name, self.taken)).unwrap_or(base);
        self.taken.insert(free.clone());
        free
    }

    fn source(&self) -> Yaml {
        Yaml::map([
            ("artefact", Yaml::text(format!("A response to {}", self.exchange.operation))),
            ("date", Yaml::text(self.exchange.day())),
        ])
    }

    /// Adds a value to an enum, with everything that is kept for each value.
    pub(super) fn value(&self, of: &Schema, value: &str) -> Vec<Edit> {
        let text = Yaml::text(value);
        let optional = |to: &Option<Insertion>, edit: &dyn Fn(&Insertion) -> Option<Edit>| match to {
            Some(to) => vec![edit(to)],
            None => Vec::new(),
        };
        let mut edits = vec![add_item(self.spec, of.add_value.as_ref(), &text)];
        let variant = Yaml::text(variant(value));
        edits.extend(optional(&of.add_variant, &|to| add_item(self.spec, Some(to), &variant)));
        edits.extend(optional(&of.add_meaning, &|to| add_entry(self.spec, Some(to), value, &Yaml::text(UNKNOWN))));
        // An unknown state counts as this.
        edits.extend(optional(&of.add_state, &|to| add_entry(self.spec, Some(to), value, &Yaml::text("waiting"))));
        all(edits)
    }

    /// Makes a required property optional.
    pub(super) fn optional(&self, owner: &Schema, name: &str) -> Vec<Edit> {
        let place = owner.required.get(name).copied().flatten();
        all([place.and_then(|place| remove(self.spec, place.range()))])
    }

    /// Allows null.
    pub(super) fn nullable(&self, to: Option<&Insertion>) -> Vec<Edit> {
        all([add_entry(self.spec, to, "nullable", &Yaml::raw(true))])
    }

    /// Gives a schema another type, if it is not one that others refer to, and the type is a single value's.
    pub(super) fn retyped(&self, schema: &Schema, value: &Value) -> Vec<Edit> {
        let is_single = !matches!(value, Value::Object(_) | Value::Array(_) | Value::Null);
        let Some(place) = schema.type_at.filter(|_| is_single && schema.name.is_none()) else { return Vec::new() };
        let of_type = schema.of_type.iter().map(|place| remove(self.spec, place.range()));
        all(std::iter::once(replace(self.spec, place.range(), kind(value))).chain(of_type))
    }

    /// Adds a response with this status, and with the headers of note that came with it.
    pub(super) fn status(&self, operation: &Operation) -> Vec<Edit> {
        let Exchange { status, .. } = *self.exchange;
        let headers = self.exchange.headers.keys().filter(|name| OF_NOTE.contains(&name.as_str()));
        let headers: Vec<(String, Yaml)> = headers.map(|name| (name.clone(), self.described_header())).collect();
        let mut described = match (&operation.error, status) {
            (Some(error), 400..) => Yaml::map([("$ref", Yaml::text(error))]),
            (_, 200..300) => {
                let success = operation.success().and_then(|number| self.spec.table.response(number));
                // All successes of an operation have one schema, and only that of JSON has a name.
                if success.is_some_and(|success| success.has_body && success.body.is_none()) {
                    return Vec::new();
                }
                let schema = success.and_then(|success| self.spec.schema(success.body?)?.name.as_deref());
                let description = ("description", Yaml::text(UNKNOWN));
                match schema {
                    Some(name) => {
                        let schema = Yaml::map([("$ref", Yaml::text(format!("#/components/schemas/{name}")))]);
                        let media = Yaml::map([("application/json", Yaml::map([("schema", schema)]))]);
                        Yaml::map([description, ("content", media)])
                    }
                    None => Yaml::map([description]),
                }
            }
            _ => Yaml::map([("description", Yaml::text(UNKNOWN))]),
        };
        match &mut described {
            Yaml::Map(entries) if !headers.is_empty() && !entries.iter().any(|(key, _)| key == "$ref") => {
                entries.push(("headers".to_owned(), Yaml::Map(headers)));
            }
            _ => {}
        }
        all([add_entry(self.spec, operation.add.as_ref(), &status.to_string(), &described)])
    }

    fn described_header(&self) -> Yaml {
        let schema = Yaml::map([("type", Yaml::text("string"))]);
        Yaml::map([("description", Yaml::text(UNKNOWN)), ("schema", schema), ("x-source", self.source())])
    }

    /// Adds a header to a response.
    pub(super) fn header(&self, response: &Response, name: &str) -> Vec<Edit> {
        let header = self.described_header();
        all([match &response.add_header {
            Some(to) => add_entry(self.spec, Some(to), name, &header),
            None => add_entry(self.spec, response.add_key.as_ref(), "headers", &Yaml::map([(name, header)])),
        }])
    }

    /// Adds a group with this error code.
    pub(super) fn code(&self, code: &str) -> Vec<Edit> {
        let status = self.exchange.status;
        let service = match code.split('.').next() {
            Some("APIGW" | "APIG") => "APIGW",
            Some("IAM") => "IAM",
            _ => "MetaStudio",
        };
        let class = match status {
            401 => "credentials",
            403 => "permission",
            404 => "not-found",
            409 => "conflict",
            429 => "throttled",
            500.. => "server",
            _ => "request",
        };
        let entry = Yaml::map([
            ("status", Yaml::List(vec![Yaml::raw(status)])),
            ("class", Yaml::text(class)),
            ("meaning", Yaml::text(UNKNOWN)),
        ]);
        let group = Yaml::map([
            ("service", Yaml::text(service)),
            ("x-source", self.source()),
            ("codes", Yaml::map([(code, entry)])),
        ]);
        all([add_item(self.spec, self.spec.table.add_codes.as_ref(), &group)])
    }

    /// Adds the status to those of an error code.
    pub(super) fn code_status(&self, to: Option<&Insertion>) -> Vec<Edit> {
        all([add_item(self.spec, to, &Yaml::raw(self.exchange.status))])
    }
}

/// Returns the edits, or none if one of them cannot be made.
fn all(edits: impl IntoIterator<Item = Option<Edit>>) -> Vec<Edit> {
    edits.into_iter().collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// Returns whether a name can be that of a property in the spec.
pub(super) fn is_usable(name: &str) -> bool {
    name.len() <= 128
        && name.chars().any(|letter| letter.is_ascii_alphanumeric())
        && !name.chars().any(char::is_control)
}

/// Returns the name of a value's type in JSON Schema. Of null, the type is not known.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::Null | Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn example(value: &Value) -> Yaml {
    match kind(value) {
        "boolean" => Yaml::raw(true),
        "integer" => Yaml::raw(0),
        "number" => Yaml::raw("0.5"),
        _ => Yaml::text("text"),
    }
}

/// Returns whether a value is a string, or a list of strings.
fn holds_text(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(holds_text) || items.is_empty(),
        value => value.is_string() || value.is_null(),
    }
}

/// Returns a name for a value in code, in PascalCase.
fn variant(value: &str) -> String {
    let words = value.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name: String = words
        .map(|word| {
            let (first, rest) = word.split_at(1);
            let rest = if rest.chars().any(|letter| letter.is_ascii_lowercase()) {
                rest.to_owned()
            } else {
                rest.to_ascii_lowercase()
            };
            first.to_ascii_uppercase() + &rest
        })
        .collect();
    match name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        true => name,
        false => format!("Value{name}"),
    }
}
