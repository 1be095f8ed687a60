//! The schema object: a subset of JSON Schema with OpenAPI's own additions.

use super::root::{DESCRIPTION, EXTERNAL_DOCS};
use super::{Object, Others, Shape, key, required};

pub(crate) static SCHEMA: Object = Object {
    name: "Schema",
    keys: &[
        key("title", Shape::Text),
        key("multipleOf", Shape::Number),
        key("maximum", Shape::Number),
        key("exclusiveMaximum", Shape::Boolean),
        key("minimum", Shape::Number),
        key("exclusiveMinimum", Shape::Boolean),
        key("maxLength", Shape::Size),
        key("minLength", Shape::Size),
        key("pattern", Shape::Text),
        key("maxItems", Shape::Size),
        key("minItems", Shape::Size),
        key("uniqueItems", Shape::Boolean),
        key("maxProperties", Shape::Size),
        key("minProperties", Shape::Size),
        key("required", Shape::List(&Shape::Text)),
        key("enum", Shape::List(&Shape::Any)),
        key("type", Shape::Choice(&["string", "integer", "number", "boolean", "array", "object"])),
        key("allOf", Shape::List(&Shape::Reference(&SCHEMA))),
        key("oneOf", Shape::List(&Shape::Reference(&SCHEMA))),
        key("anyOf", Shape::List(&Shape::Reference(&SCHEMA))),
        key("not", Shape::Reference(&SCHEMA)),
        key("items", Shape::Reference(&SCHEMA)),
        key("properties", Shape::Map(&Shape::Reference(&SCHEMA))),
        key("additionalProperties", Shape::BooleanOr(&SCHEMA)),
        DESCRIPTION,
        key("format", Shape::Text),
        key("default", Shape::Any),
        key("nullable", Shape::Boolean),
        key("discriminator", Shape::Object(&DISCRIMINATOR)),
        key("readOnly", Shape::Boolean),
        key("writeOnly", Shape::Boolean),
        key("xml", Shape::Object(&XML)),
        key("externalDocs", Shape::Object(&EXTERNAL_DOCS)),
        key("example", Shape::Any),
        key("deprecated", Shape::Boolean),
    ],
    others: Others::Extensions,
};

static DISCRIMINATOR: Object = Object {
    name: "Discriminator",
    keys: &[required("propertyName", Shape::Text), key("mapping", Shape::Map(&Shape::Text))],
    others: Others::Extensions,
};

static XML: Object = Object {
    name: "XML",
    keys: &[
        key("name", Shape::Text),
        key("namespace", Shape::Text),
        key("prefix", Shape::Text),
        key("attribute", Shape::Boolean),
        key("wrapped", Shape::Boolean),
    ],
    others: Others::Extensions,
};
