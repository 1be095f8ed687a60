//! OpenAPI 3.0.3 as data: its objects, the keys of each object, and the shape of each key's value.
//!
//! [`crate::walk`] checks a file against it. The tables follow the specification's own order and names.

/// The keys of a path item that hold operations.
pub const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// A kind of object in OpenAPI.
pub struct Object {
    /// The name in the specification, without "Object".
    pub name: &'static str,
    /// The keys that the specification names.
    pub keys: &'static [Key],
    /// The other keys that the object may have.
    pub others: Others,
}

impl Object {
    /// Returns the name with its article.
    pub fn a(&self) -> String {
        let article = if self.name.starts_with(['A', 'E', 'I', 'O', 'X']) { "an" } else { "a" };
        format!("{article} {} object", self.name)
    }
}

/// A key of an object.
pub struct Key {
    /// The name of the key.
    pub name: &'static str,
    /// The shape of its value.
    pub shape: Shape,
    /// Whether the object must have it.
    pub required: bool,
}

/// The keys of an object that the specification does not name one by one.
pub enum Others {
    /// Only extensions.
    Extensions,
    /// Paths, which begin with a slash.
    Paths,
    /// Statuses.
    Statuses,
    /// Any name, also one that begins with `x-`.
    Names(&'static Shape),
}

/// The shape of a value.
pub enum Shape {
    /// A string.
    Text,
    /// A boolean.
    Boolean,
    /// A length or a count: an integer that is not negative.
    Size,
    /// A number.
    Number,
    /// Anything, such as an example.
    Any,
    /// One of these strings.
    Choice(&'static [&'static str]),
    /// The object.
    Object(&'static Object),
    /// The object, or a reference to one.
    Reference(&'static Object),
    /// A boolean, or the object, or a reference to one.
    BooleanOr(&'static Object),
    /// A list of values of this shape.
    List(&'static Shape),
    /// A map with any keys to values of this shape.
    Map(&'static Shape),
    /// A map of components, whose names consist of letters, digits, dots, hyphens and underscores.
    Components(&'static Shape),
}

const fn key(name: &'static str, shape: Shape) -> Key {
    Key { name, shape, required: false }
}

const fn required(name: &'static str, shape: Shape) -> Key {
    Key { name, shape, required: true }
}

impl PartialEq for &'static Object {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(*self, *other)
    }
}

// The file itself and its top-level objects: info, servers, paths, components, tags, examples.

/// The OpenAPI object.
pub static OPENAPI: Object = Object {
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

/// The Server object.
pub static SERVER: Object = Object {
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

/// The Components object.
pub static COMPONENTS: Object = Object {
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

/// The External Documentation object.
pub static EXTERNAL_DOCS: Object = Object {
    name: "External Documentation",
    keys: &[required("url", Shape::Text), DESCRIPTION],
    others: Others::Extensions,
};

/// The Example object.
pub static EXAMPLE: Object = Object {
    name: "Example",
    keys: &[key("summary", Shape::Text), DESCRIPTION, key("value", Shape::Any), key("externalValue", Shape::Text)],
    others: Others::Extensions,
};

const DESCRIPTION: Key = key("description", Shape::Text);

/// The value of a path, for [`Others::Paths`].
pub static PATH: Shape = Shape::Object(&PATH_ITEM);

/// The value of a status, for [`Others::Statuses`].
pub static STATUS: Shape = Shape::Reference(&RESPONSE);

// The objects of the exchange: path items, operations, parameters, bodies, responses, links.

/// The Path Item object.
pub static PATH_ITEM: Object = Object {
    name: "Path Item",
    keys: &[
        key("$ref", Shape::Text),
        key("summary", Shape::Text),
        DESCRIPTION,
        key("get", Shape::Object(&OPERATION)),
        key("put", Shape::Object(&OPERATION)),
        key("post", Shape::Object(&OPERATION)),
        key("delete", Shape::Object(&OPERATION)),
        key("options", Shape::Object(&OPERATION)),
        key("head", Shape::Object(&OPERATION)),
        key("patch", Shape::Object(&OPERATION)),
        key("trace", Shape::Object(&OPERATION)),
        key("servers", Shape::List(&Shape::Object(&SERVER))),
        key("parameters", Shape::List(&Shape::Reference(&PARAMETER))),
    ],
    others: Others::Extensions,
};

/// The Operation object.
pub static OPERATION: Object = Object {
    name: "Operation",
    keys: &[
        required("responses", Shape::Object(&RESPONSES)),
        key("tags", Shape::List(&Shape::Text)),
        key("summary", Shape::Text),
        DESCRIPTION,
        key("externalDocs", Shape::Object(&EXTERNAL_DOCS)),
        key("operationId", Shape::Text),
        key("parameters", Shape::List(&Shape::Reference(&PARAMETER))),
        key("requestBody", Shape::Reference(&REQUEST_BODY)),
        key("callbacks", Shape::Map(&Shape::Reference(&CALLBACK))),
        key("deprecated", Shape::Boolean),
        key("security", Shape::List(&Shape::Map(&Shape::List(&Shape::Text)))),
        key("servers", Shape::List(&Shape::Object(&SERVER))),
    ],
    others: Others::Extensions,
};

/// The Parameter object.
pub static PARAMETER: Object = Object {
    name: "Parameter",
    keys: &[
        required("name", Shape::Text),
        required("in", Shape::Choice(&["path", "query", "header", "cookie"])),
        DESCRIPTION,
        REQUIRED,
        DEPRECATED,
        key("allowEmptyValue", Shape::Boolean),
        key(
            "style",
            Shape::Choice(&["matrix", "label", "form", "simple", "spaceDelimited", "pipeDelimited", "deepObject"]),
        ),
        EXPLODE,
        ALLOW_RESERVED,
        SCHEMA_KEY,
        EXAMPLE_KEY,
        EXAMPLES,
        key("content", Shape::Map(&A_MEDIA_TYPE)),
    ],
    others: Others::Extensions,
};

/// The Header object.
pub static HEADER: Object = Object {
    name: "Header",
    keys: &[
        DESCRIPTION,
        REQUIRED,
        DEPRECATED,
        key("allowEmptyValue", Shape::Boolean),
        key("style", Shape::Choice(&["simple"])),
        EXPLODE,
        ALLOW_RESERVED,
        SCHEMA_KEY,
        EXAMPLE_KEY,
        EXAMPLES,
        key("content", Shape::Map(&A_MEDIA_TYPE)),
    ],
    others: Others::Extensions,
};

/// The Request Body object.
pub static REQUEST_BODY: Object = Object {
    name: "Request Body",
    keys: &[required("content", Shape::Map(&Shape::Object(&MEDIA_TYPE))), DESCRIPTION, REQUIRED],
    others: Others::Extensions,
};

/// The Media Type object.
pub static MEDIA_TYPE: Object = Object {
    name: "Media Type",
    keys: &[SCHEMA_KEY, EXAMPLE_KEY, EXAMPLES, key("encoding", Shape::Map(&Shape::Object(&ENCODING)))],
    others: Others::Extensions,
};

static ENCODING: Object = Object {
    name: "Encoding",
    keys: &[
        key("contentType", Shape::Text),
        key("headers", Shape::Map(&Shape::Reference(&HEADER))),
        key("style", Shape::Choice(&["form", "spaceDelimited", "pipeDelimited", "deepObject"])),
        EXPLODE,
        ALLOW_RESERVED,
    ],
    others: Others::Extensions,
};

static RESPONSES: Object = Object { name: "Responses", keys: &[], others: Others::Statuses };

/// The Response object.
pub static RESPONSE: Object = Object {
    name: "Response",
    keys: &[
        required("description", Shape::Text),
        key("headers", Shape::Map(&Shape::Reference(&HEADER))),
        key("content", Shape::Map(&A_MEDIA_TYPE)),
        key("links", Shape::Map(&Shape::Reference(&LINK))),
    ],
    others: Others::Extensions,
};

/// The Link object.
pub static LINK: Object = Object {
    name: "Link",
    keys: &[
        key("operationRef", Shape::Text),
        key("operationId", Shape::Text),
        key("parameters", Shape::Map(&Shape::Any)),
        key("requestBody", Shape::Any),
        DESCRIPTION,
        key("server", Shape::Object(&SERVER)),
    ],
    others: Others::Extensions,
};

/// The Callback object.
pub static CALLBACK: Object = Object { name: "Callback", keys: &[], others: Others::Names(&Shape::Object(&PATH_ITEM)) };

const REQUIRED: Key = key("required", Shape::Boolean);
const DEPRECATED: Key = key("deprecated", Shape::Boolean);
const EXPLODE: Key = key("explode", Shape::Boolean);
const ALLOW_RESERVED: Key = key("allowReserved", Shape::Boolean);
const SCHEMA_KEY: Key = key("schema", Shape::Reference(&SCHEMA));
const EXAMPLE_KEY: Key = key("example", Shape::Any);
const EXAMPLES: Key = key("examples", Shape::Map(&AN_EXAMPLE));

static AN_EXAMPLE: Shape = Shape::Reference(&EXAMPLE);
static A_MEDIA_TYPE: Shape = Shape::Object(&MEDIA_TYPE);

// The schema object: a subset of JSON Schema with OpenAPI's own additions.

/// The Schema object.
pub static SCHEMA: Object = Object {
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

// Security schemes: how callers authenticate.

/// The Security Scheme object.
pub static SECURITY_SCHEME: Object = Object {
    name: "Security Scheme",
    keys: &[
        required("type", Shape::Choice(&["apiKey", "http", "oauth2", "openIdConnect"])),
        DESCRIPTION,
        key("name", Shape::Text),
        key("in", Shape::Choice(&["query", "header", "cookie"])),
        key("scheme", Shape::Text),
        key("bearerFormat", Shape::Text),
        key("flows", Shape::Object(&FLOWS)),
        key("openIdConnectUrl", Shape::Text),
    ],
    others: Others::Extensions,
};

static FLOWS: Object = Object {
    name: "OAuth Flows",
    keys: &[
        key("implicit", Shape::Object(&FLOW)),
        key("password", Shape::Object(&FLOW)),
        key("clientCredentials", Shape::Object(&FLOW)),
        key("authorizationCode", Shape::Object(&FLOW)),
    ],
    others: Others::Extensions,
};

static FLOW: Object = Object {
    name: "OAuth Flow",
    keys: &[
        required("scopes", Shape::Map(&Shape::Text)),
        key("authorizationUrl", Shape::Text),
        key("tokenUrl", Shape::Text),
        key("refreshUrl", Shape::Text),
    ],
    others: Others::Extensions,
};

// Keys that OpenAPI 3.1 added, and their equivalents in 3.0.

/// Returns what to write instead of a key of 3.1, or `None` if the key is not one.
pub(crate) fn instead(object: &str, key: &str) -> Option<&'static str> {
    KEYS.iter().find(|(owner, name, _)| *owner == object && *name == key).map(|(_, _, help)| *help)
}

const NOTHING: &str = "OpenAPI 3.0 has no equivalent; state it in the description";

static KEYS: &[(&str, &str, &str)] = &[
    ("OpenAPI", "webhooks", NOTHING),
    ("OpenAPI", "jsonSchemaDialect", "remove it; OpenAPI 3.0 has one dialect"),
    ("Info", "summary", "move it to the `description`"),
    ("License", "identifier", "move the SPDX expression to `name`"),
    ("Components", "pathItems", "write the operations under `paths`"),
    ("Schema", "const", "use an `enum` of one value"),
    ("Schema", "examples", "use `example`; a schema of OpenAPI 3.0 has only one"),
    ("Schema", "$schema", "remove it"),
    ("Schema", "$id", "remove it, and refer to `#/components/schemas/…`"),
    ("Schema", "$anchor", "refer to `#/components/schemas/…` instead"),
    ("Schema", "$comment", "use a YAML comment"),
    ("Schema", "$defs", "move the schemas to `components/schemas`"),
    ("Schema", "definitions", "move the schemas to `components/schemas`"),
    ("Schema", "$dynamicRef", NOTHING),
    ("Schema", "$dynamicAnchor", NOTHING),
    ("Schema", "prefixItems", NOTHING),
    ("Schema", "contains", NOTHING),
    ("Schema", "minContains", NOTHING),
    ("Schema", "maxContains", NOTHING),
    ("Schema", "if", NOTHING),
    ("Schema", "then", NOTHING),
    ("Schema", "else", NOTHING),
    ("Schema", "dependentSchemas", NOTHING),
    ("Schema", "dependentRequired", NOTHING),
    ("Schema", "patternProperties", "use `additionalProperties` with a schema"),
    ("Schema", "propertyNames", NOTHING),
    ("Schema", "unevaluatedItems", NOTHING),
    ("Schema", "unevaluatedProperties", NOTHING),
    ("Schema", "contentEncoding", "use `format: byte` for base64"),
    ("Schema", "contentMediaType", "state it in the description"),
    ("Schema", "contentSchema", NOTHING),
    ("Schema", "types", "use one `type`, and `nullable: true` to allow null"),
];
