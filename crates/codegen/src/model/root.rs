//! The file itself and its top-level objects: info, servers, paths, components, tags, examples.

use super::exchange::{CALLBACK, PATH_ITEM};
use super::{
    HEADER, Key, LINK, Object, Others, PARAMETER, REQUEST_BODY, RESPONSE, SCHEMA, SECURITY_SCHEME, Shape, key, required,
};

pub(crate) static OPENAPI: Object = Object {
    name: "OpenAPI",
    keys: &[
        required("openapi", Shape::Text),
        required("info", Shape::Object(&INFO)),
        required("paths", Shape::Object(&PATHS)),
        key("servers", Shape::List(&Shape::Object(&SERVER))),
        key("components", Shape::Object(&COMPONENTS)),
        key("security", Shape::List(&Shape::Map(&Shape::List(&Shape::Text)))),
        key("tags", Shape::List(&Shape::Object(&TAG))),
        key("externalDocs", Shape::Object(&EXTERNAL_DOCS)),
    ],
    others: Others::Extensions,
};

static INFO: Object = Object {
    name: "Info",
    keys: &[
        required("title", Shape::Text),
        required("version", Shape::Text),
        DESCRIPTION,
        key("termsOfService", Shape::Text),
        key("contact", Shape::Object(&CONTACT)),
        key("license", Shape::Object(&LICENSE)),
    ],
    others: Others::Extensions,
};

static CONTACT: Object = Object {
    name: "Contact",
    keys: &[key("name", Shape::Text), key("url", Shape::Text), key("email", Shape::Text)],
    others: Others::Extensions,
};

static LICENSE: Object = Object {
    name: "License",
    keys: &[required("name", Shape::Text), key("url", Shape::Text)],
    others: Others::Extensions,
};

pub(crate) static SERVER: Object = Object {
    name: "Server",
    keys: &[required("url", Shape::Text), DESCRIPTION, key("variables", Shape::Map(&Shape::Object(&SERVER_VARIABLE)))],
    others: Others::Extensions,
};

static SERVER_VARIABLE: Object = Object {
    name: "Server Variable",
    keys: &[required("default", Shape::Text), key("enum", Shape::List(&Shape::Text)), DESCRIPTION],
    others: Others::Extensions,
};

static PATHS: Object = Object { name: "Paths", keys: &[], others: Others::Paths };

pub(crate) static COMPONENTS: Object = Object {
    name: "Components",
    keys: &[
        key("schemas", Shape::Components(&Shape::Reference(&SCHEMA))),
        key("responses", Shape::Components(&Shape::Reference(&RESPONSE))),
        key("parameters", Shape::Components(&Shape::Reference(&PARAMETER))),
        key("examples", Shape::Components(&Shape::Reference(&EXAMPLE))),
        key("requestBodies", Shape::Components(&Shape::Reference(&REQUEST_BODY))),
        key("headers", Shape::Components(&Shape::Reference(&HEADER))),
        key("securitySchemes", Shape::Components(&Shape::Reference(&SECURITY_SCHEME))),
        key("links", Shape::Components(&Shape::Reference(&LINK))),
        key("callbacks", Shape::Components(&Shape::Reference(&CALLBACK))),
    ],
    others: Others::Extensions,
};

static TAG: Object = Object {
    name: "Tag",
    keys: &[required("name", Shape::Text), DESCRIPTION, key("externalDocs", Shape::Object(&EXTERNAL_DOCS))],
    others: Others::Extensions,
};

pub(crate) static EXTERNAL_DOCS: Object = Object {
    name: "External Documentation",
    keys: &[required("url", Shape::Text), DESCRIPTION],
    others: Others::Extensions,
};

pub(crate) static EXAMPLE: Object = Object {
    name: "Example",
    keys: &[key("summary", Shape::Text), DESCRIPTION, key("value", Shape::Any), key("externalValue", Shape::Text)],
    others: Others::Extensions,
};

pub(super) const DESCRIPTION: Key = key("description", Shape::Text);

/// The value of a path, for [`Others::Paths`].
pub(crate) static PATH: Shape = Shape::Object(&PATH_ITEM);

/// The value of a status, for [`Others::Statuses`].
pub(crate) static STATUS: Shape = Shape::Reference(&RESPONSE);
