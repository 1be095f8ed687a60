//! `metastudio-voice spec schema`: a JSON Schema of the spec, by which editors complete keys, explain them and mark faults
//! without any of our programs. It is made from the declarations that the checks read: the tables of OpenAPI 3.0.3 and
//! the extensions.
//!
//! It is of draft 7, the newest one that language servers for YAML support as a whole.

use metastudio_voice_codegen::extension::{self, Extension, Form};
use metastudio_voice_codegen::openapi::{self, Object, Others, Shape};
use metastudio_voice_codegen::yaml::{self, Content, Node, ScalarKind};
use serde_json::{Map, Value, json};

use super::input::print;
use crate::exit::Exit;

pub(crate) fn run() -> Result<Exit, String> {
    print(&format!("{:#}\n", schema()));
    Ok(Exit::Done)
}

/// Returns the JSON Schema of a spec, the keys of its maps in the order of the alphabet.
fn schema() -> Value {
    let mut definitions = Definitions::default();
    let root = definitions.object(&openapi::OPENAPI);
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "`metastudio-voice spec schema` has written this file.",
        "title": "OpenAPI 3.0.3 as `metastudio-voice spec check` reads it",
        "allOf": [root],
        "definitions": definitions.done,
    });
    // Whether a map keeps the order of insertion is a feature that any crate of a build can turn on.
    schema.sort_all_objects();
    schema
}

/// The definitions of the kinds of objects, by name.
#[derive(Default)]
struct Definitions {
    done: Map<String, Value>,
}

impl Definitions {
    /// Returns a reference to the definition of an object, and adds the definition if there is none yet.
    fn object(&mut self, object: &'static Object) -> Value {
        let name = object.name.replace(' ', "");
        if !self.done.contains_key(&name) {
            // The definition of an object that contains itself refers to this entry.
            self.done.insert(name.clone(), Value::Null);
            let definition = self.definition(object);
            self.done.insert(name.clone(), definition);
        }
        json!({"$ref": format!("#/definitions/{name}")})
    }

    fn definition(&mut self, object: &'static Object) -> Value {
        let required: Vec<&str> = object.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
        let mut properties = Map::new();
        // Found only where an object may be a reference, and then refused beside other keys. An editor offers it.
        if component(object).is_some() {
            properties.insert("$ref".to_owned(), reference_to(object));
        }
        for key in object.keys {
            let value = match (object.name, key.name) {
                ("OpenAPI", "openapi") => json!({"type": "string", "pattern": r"^3\.0\.\d+$"}),
                ("Schema", "format") => {
                    json!({"enum": openapi::FORMATS.iter().flat_map(|(_, formats)| *formats).collect::<Vec<_>>()})
                }
                _ => self.shape(&key.shape),
            };
            properties.insert(key.name.to_owned(), described(value, key.meaning));
        }
        let mut patterns = Map::new();
        let mut others = Value::Bool(false);
        match object.others {
            Others::Extensions => {}
            Others::Paths => {
                patterns.insert("^/".to_owned(), self.shape(&openapi::PATH));
            }
            Others::Statuses => {
                let status = self.shape(&openapi::STATUS);
                patterns.insert("^([1-5]([0-9]{2}|XX)|default)$".to_owned(), status);
            }
            Others::Names(shape) => others = self.shape(shape),
        }
        if !matches!(object.others, Others::Names(_)) {
            self.extensions(object, &mut properties);
            patterns.insert("^x-".to_owned(), Value::Bool(true));
        }
        json!({
            "type": "object",
            "title": format!("{} object", object.name),
            "properties": properties,
            "required": required,
            "patternProperties": patterns,
            "additionalProperties": others,
        })
    }

    fn shape(&mut self, shape: &'static Shape) -> Value {
        match shape {
            Shape::Text => json!({"type": "string"}),
            Shape::Boolean => json!({"type": "boolean"}),
            Shape::Size => json!({"type": "integer", "minimum": 0, "maximum": u32::MAX}),
            Shape::Number => json!({"type": "number"}),
            Shape::Any => json!({}),
            Shape::Choice(choices) => json!({"enum": choices}),
            Shape::Object(object) => self.object(object),
            Shape::Reference(object) => self.reference(object),
            Shape::BooleanOr(object) => {
                let object = self.reference(object);
                json!({"if": {"type": "boolean"}, "else": object})
            }
            Shape::List(shape) => json!({"type": "array", "items": self.shape(shape)}),
            Shape::Map(shape) => json!({"type": "object", "additionalProperties": self.shape(shape)}),
            Shape::Components(shape) => json!({
                "type": "object",
                "propertyNames": {"pattern": "^[A-Za-z0-9._-]+$"},
                "additionalProperties": self.shape(shape),
            }),
        }
    }

    /// Returns the schema of an object or a reference to one.
    fn reference(&mut self, object: &'static Object) -> Value {
        let name = format!("{}OrReference", object.name.replace(' ', ""));
        if !self.done.contains_key(&name) {
            self.done.insert(name.clone(), Value::Null);
            let to = reference_to(object);
            let object = self.object(object);
            let definition = json!({
                "if": {"type": "object", "required": ["$ref"]},
                "then": {
                    "type": "object",
                    "title": "Reference object",
                    "properties": {"$ref": to},
                    "patternProperties": {"^x-": true},
                    "additionalProperties": false,
                },
                "else": object,
            });
            self.done.insert(name.clone(), definition);
        }
        json!({"$ref": format!("#/definitions/{name}")})
    }

    /// Adds the extensions: those that have a meaning on the object with their form, the others as refused.
    fn extensions(&mut self, object: &'static Object, properties: &mut Map<String, Value>) {
        for extension in extension::ALL {
            let value = match extension.on.is_empty() || extension.on.contains(&object) {
                true => {
                    self.done.entry(extension.name).or_insert_with(|| documented(extension));
                    json!({"$ref": format!("#/definitions/{}", extension.name)})
                }
                false => Value::Bool(false),
            };
            properties.insert(extension.name.to_owned(), value);
        }
    }
}

/// Returns the key of `components` that holds the objects of a kind.
fn component(object: &'static Object) -> Option<&'static str> {
    let holds = |shape: &Shape| matches!(shape, Shape::Components(Shape::Reference(held)) if *held == object);
    openapi::COMPONENTS.keys.iter().find(|key| holds(&key.shape)).map(|key| key.name)
}

/// Returns the schema of the `$ref` in place of an object.
fn reference_to(object: &'static Object) -> Value {
    let example = component(object).map(|kind| format!(", such as `#/components/{kind}/…`")).unwrap_or_default();
    json!({"type": "string", "pattern": "^#/", "description": format!("A reference to {}{example}.", object.a())})
}

fn documented(extension: &Extension) -> Value {
    let mut value = described(form(&extension.form), extension.meaning);
    if let Some(sample) = yaml::read(extension.sample, &mut Vec::new()) {
        value["examples"] = json!([json(&sample)]);
    }
    value
}

fn form(form: &Form) -> Value {
    match form {
        Form::Flag => json!({"type": "boolean"}),
        Form::Text => json!({"type": "string"}),
        Form::Choice(values) => {
            let (names, meanings): (Vec<&str>, Vec<&str>) = values.iter().copied().unzip();
            json!({"enum": names, "enumDescriptions": meanings})
        }
        Form::Integer(range, what) => {
            let mut value = json!({"type": "integer", "description": what});
            let bounds = [("minimum", *range.start()), ("maximum", *range.end())];
            for (name, bound) in bounds.into_iter().filter_map(|(name, bound)| Some((name, i64::try_from(bound).ok()?)))
            {
                value[name] = bound.into();
            }
            value
        }
        Form::List(item) => json!({"type": "array", "items": self::form(item)}),
        Form::Map(item) => json!({"type": "object", "additionalProperties": self::form(item)}),
        Form::Keys(keys) => {
            let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
            let properties: Map<String, Value> =
                keys.iter().map(|key| (key.name.to_owned(), self::form(&key.form))).collect();
            json!({
                "type": "object",
                "properties": properties,
                "required": required,
                "additionalProperties": false,
            })
        }
    }
}

/// Adds a description, which language servers show also beside a `$ref`, where validators ignore it. They escape Markdown
/// in it.
fn described(mut schema: Value, text: &str) -> Value {
    schema["description"] = text.into();
    if text.contains('`') {
        schema["markdownDescription"] = text.into();
    }
    schema
}

fn json(node: &Node) -> Value {
    match &node.content {
        Content::List(items) => items.iter().map(json).collect(),
        Content::Map(entries) => {
            entries.iter().map(|entry| (entry.key.text.clone(), json(&entry.value))).collect::<Map<_, _>>().into()
        }
        Content::Scalar(scalar) => match scalar.kind {
            ScalarKind::Null => Value::Null,
            ScalarKind::Bool(value) => value.into(),
            ScalarKind::Integer(value) => i64::try_from(value).map_or_else(|_| (value as f64).into(), Into::into),
            ScalarKind::Float(value) => value.into(),
            ScalarKind::Text => scalar.text.clone().into(),
        },
    }
}
