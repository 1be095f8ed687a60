//! OpenAPI 3.0.3 as data: its objects, the keys of each object, and the shape of each key's value.
//!
//! The walk over the tree checks a file against it. The tables follow the specification's own order and names.

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
    /// The meaning, in a sentence of Markdown.
    pub meaning: &'static str,
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

const fn key(name: &'static str, shape: Shape, meaning: &'static str) -> Key {
    Key { name, shape, required: false, meaning }
}

const fn required(name: &'static str, shape: Shape, meaning: &'static str) -> Key {
    Key { name, shape, required: true, meaning }
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
        required("openapi", Shape::Text, "The version of OpenAPI, `3.0.3`."),
        required("info", Shape::Object(&INFO), "The title, the version and the description of the API."),
        required("paths", Shape::Object(&PATHS), "The operations, by path and method."),
        key("servers", Shape::List(&Shape::Object(&SERVER)), "The endpoints of the service."),
        key(
            "components",
            Shape::Object(&COMPONENTS),
            "The parts that operations share by `$ref`: schemas, parameters, responses and others.",
        ),
        key(
            "security",
            Shape::List(&Shape::Map(&Shape::List(&Shape::Text))),
            "The ways to authenticate: one of the list is enough, with all of its schemes.",
        ),
        key("tags", Shape::List(&Shape::Object(&TAG)), "The groups of operations."),
        key("externalDocs", Shape::Object(&EXTERNAL_DOCS), "A link to further documentation."),
    ],
    others: Others::Extensions,
};

static INFO: Object = Object {
    name: "Info",
    keys: &[
        required("title", Shape::Text, "The name of the API."),
        required("version", Shape::Text, "The version of this file, in quotes: `'1.2.0'`."),
        DESCRIPTION,
        key("termsOfService", Shape::Text, "The URL of the terms of service."),
        key("contact", Shape::Object(&CONTACT), "The contact for questions about the API."),
        key("license", Shape::Object(&LICENSE), "The licence of the API."),
    ],
    others: Others::Extensions,
};

static CONTACT: Object = Object {
    name: "Contact",
    keys: &[
        key("name", Shape::Text, "The name of the person or organization."),
        key("url", Shape::Text, "The URL of the contact."),
        key("email", Shape::Text, "The address for mail."),
    ],
    others: Others::Extensions,
};

static LICENSE: Object = Object {
    name: "License",
    keys: &[
        required("name", Shape::Text, "The name of the licence."),
        key("url", Shape::Text, "The URL of the licence."),
    ],
    others: Others::Extensions,
};

/// The Server object.
pub static SERVER: Object = Object {
    name: "Server",
    keys: &[
        required("url", Shape::Text, "The URL of the endpoint; names in braces are `variables`."),
        DESCRIPTION,
        key(
            "variables",
            Shape::Map(&Shape::Object(&SERVER_VARIABLE)),
            "The variables of the URL, by the names in braces.",
        ),
    ],
    others: Others::Extensions,
};

static SERVER_VARIABLE: Object = Object {
    name: "Server Variable",
    keys: &[
        required("default", Shape::Text, "The value unless the caller sets another."),
        key("enum", Shape::List(&Shape::Text), "The only values; some generators refuse every other."),
        DESCRIPTION,
    ],
    others: Others::Extensions,
};

static PATHS: Object = Object { name: "Paths", keys: &[], others: Others::Paths };

/// The Components object.
pub static COMPONENTS: Object = Object {
    name: "Components",
    keys: &[
        key(
            "schemas",
            Shape::Components(&Shape::Reference(&SCHEMA)),
            "The types, by name; the names are those of the types in code.",
        ),
        key("responses", Shape::Components(&Shape::Reference(&RESPONSE)), "Responses, by name."),
        key("parameters", Shape::Components(&Shape::Reference(&PARAMETER)), "Parameters, by name."),
        key("examples", Shape::Components(&Shape::Reference(&EXAMPLE)), "Examples, by name."),
        key("requestBodies", Shape::Components(&Shape::Reference(&REQUEST_BODY)), "Request bodies, by name."),
        key("headers", Shape::Components(&Shape::Reference(&HEADER)), "Response headers, by name."),
        key(
            "securitySchemes",
            Shape::Components(&Shape::Reference(&SECURITY_SCHEME)),
            "The ways to authenticate, by name.",
        ),
        key("links", Shape::Components(&Shape::Reference(&LINK)), "Links to operations, by name."),
        key("callbacks", Shape::Components(&Shape::Reference(&CALLBACK)), "Requests that the service sends, by name."),
    ],
    others: Others::Extensions,
};

static TAG: Object = Object {
    name: "Tag",
    keys: &[
        required("name", Shape::Text, "The name by which operations refer to the tag."),
        DESCRIPTION,
        key("externalDocs", Shape::Object(&EXTERNAL_DOCS), "A link to further documentation."),
    ],
    others: Others::Extensions,
};

/// The External Documentation object.
pub static EXTERNAL_DOCS: Object = Object {
    name: "External Documentation",
    keys: &[required("url", Shape::Text, "The URL of the page."), DESCRIPTION],
    others: Others::Extensions,
};

/// The Example object.
pub static EXAMPLE: Object = Object {
    name: "Example",
    keys: &[
        key("summary", Shape::Text, "The point of the example, in a few words."),
        DESCRIPTION,
        key("value", Shape::Any, "The example itself."),
        key("externalValue", Shape::Text, "The URL of the example."),
    ],
    others: Others::Extensions,
};

const DESCRIPTION: Key = key("description", Shape::Text, "The description, in Markdown; it becomes documentation.");

/// The value of a path, for [`Others::Paths`].
pub static PATH: Shape = Shape::Object(&PATH_ITEM);

/// The whole file.
pub static ROOT: Shape = Shape::Object(&OPENAPI);

/// The value of a status, for [`Others::Statuses`].
pub static STATUS: Shape = Shape::Reference(&RESPONSE);

// The objects of the exchange: path items, operations, parameters, bodies, responses, links.

/// The Path Item object.
pub static PATH_ITEM: Object = Object {
    name: "Path Item",
    keys: &[
        key("$ref", Shape::Text, "A reference to a path item."),
        key("summary", Shape::Text, "A few words about all operations of the path."),
        DESCRIPTION,
        key("get", Shape::Object(&OPERATION), "The operation that reads."),
        key("put", Shape::Object(&OPERATION), "The operation that replaces."),
        key("post", Shape::Object(&OPERATION), "The operation that creates or acts."),
        key("delete", Shape::Object(&OPERATION), "The operation that deletes."),
        key("options", Shape::Object(&OPERATION), "The operation that tells the options."),
        key("head", Shape::Object(&OPERATION), "The operation that reads without a body."),
        key("patch", Shape::Object(&OPERATION), "The operation that changes a part."),
        key("trace", Shape::Object(&OPERATION), "The operation that echoes the request."),
        key("servers", Shape::List(&Shape::Object(&SERVER)), "Other endpoints for this path."),
        key("parameters", Shape::List(&Shape::Reference(&PARAMETER)), "The parameters of all operations of the path."),
    ],
    others: Others::Extensions,
};

/// The Operation object.
pub static OPERATION: Object = Object {
    name: "Operation",
    keys: &[
        required("responses", Shape::Object(&RESPONSES), "The responses, by status."),
        key("tags", Shape::List(&Shape::Text), "The names of the operation's groups."),
        key("summary", Shape::Text, "The operation in a few words."),
        DESCRIPTION,
        key("externalDocs", Shape::Object(&EXTERNAL_DOCS), "A link to the page of the operation."),
        key("operationId", Shape::Text, "The name of the operation, which becomes a method of the client."),
        key("parameters", Shape::List(&Shape::Reference(&PARAMETER)), "The parameters in path, query and headers."),
        key("requestBody", Shape::Reference(&REQUEST_BODY), "The body that is sent."),
        key("callbacks", Shape::Map(&Shape::Reference(&CALLBACK)), "Requests that the service sends later, by name."),
        key("deprecated", Shape::Boolean, "Whether the operation should no longer be used."),
        key(
            "security",
            Shape::List(&Shape::Map(&Shape::List(&Shape::Text))),
            "The ways to authenticate, in place of those of the whole file.",
        ),
        key("servers", Shape::List(&Shape::Object(&SERVER)), "Other endpoints for this operation."),
    ],
    others: Others::Extensions,
};

/// The Parameter object.
pub static PARAMETER: Object = Object {
    name: "Parameter",
    keys: &[
        required("name", Shape::Text, "The name on the wire; for a path parameter, the name in braces."),
        required(
            "in",
            Shape::Choice(&["path", "query", "header", "cookie"]),
            "The place of the parameter in the request.",
        ),
        DESCRIPTION,
        REQUIRED,
        DEPRECATED,
        key("allowEmptyValue", Shape::Boolean, "Whether a query parameter may be empty."),
        key(
            "style",
            Shape::Choice(&["matrix", "label", "form", "simple", "spaceDelimited", "pipeDelimited", "deepObject"]),
            "The form in which a list or an object is written.",
        ),
        EXPLODE,
        ALLOW_RESERVED,
        SCHEMA_KEY,
        EXAMPLE_KEY,
        EXAMPLES,
        key("content", Shape::Map(&A_MEDIA_TYPE), "The value as a media type, in place of `schema`."),
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
        key("allowEmptyValue", Shape::Boolean, "Whether the header may be empty."),
        key("style", Shape::Choice(&["simple"]), "The form in which the value is written."),
        EXPLODE,
        ALLOW_RESERVED,
        SCHEMA_KEY,
        EXAMPLE_KEY,
        EXAMPLES,
        key("content", Shape::Map(&A_MEDIA_TYPE), "The value as a media type, in place of `schema`."),
    ],
    others: Others::Extensions,
};

/// The Request Body object.
pub static REQUEST_BODY: Object = Object {
    name: "Request Body",
    keys: &[
        required("content", Shape::Map(&Shape::Object(&MEDIA_TYPE)), "The body, by media type."),
        DESCRIPTION,
        REQUIRED,
    ],
    others: Others::Extensions,
};

/// The Media Type object.
pub static MEDIA_TYPE: Object = Object {
    name: "Media Type",
    keys: &[
        SCHEMA_KEY,
        EXAMPLE_KEY,
        EXAMPLES,
        key("encoding", Shape::Map(&Shape::Object(&ENCODING)), "The form of each property of the body."),
    ],
    others: Others::Extensions,
};

static ENCODING: Object = Object {
    name: "Encoding",
    keys: &[
        key("contentType", Shape::Text, "The media type of the property."),
        key("headers", Shape::Map(&Shape::Reference(&HEADER)), "The headers of the part, by name."),
        key(
            "style",
            Shape::Choice(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
            "The form in which the value is written.",
        ),
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
        required("description", Shape::Text, "The meaning of the response."),
        key("headers", Shape::Map(&Shape::Reference(&HEADER)), "The headers, by name."),
        key("content", Shape::Map(&A_MEDIA_TYPE), "The body, by media type."),
        key("links", Shape::Map(&Shape::Reference(&LINK)), "Operations that may follow, by name."),
    ],
    others: Others::Extensions,
};

/// The Link object.
pub static LINK: Object = Object {
    name: "Link",
    keys: &[
        key("operationRef", Shape::Text, "A reference to the operation."),
        key("operationId", Shape::Text, "The operation to which the link leads."),
        key(
            "parameters",
            Shape::Map(&Shape::Any),
            "The parameters of that operation, by name, each with its value or an expression.",
        ),
        key("requestBody", Shape::Any, "The body of that operation, or an expression."),
        DESCRIPTION,
        key("server", Shape::Object(&SERVER), "The endpoint of that operation."),
    ],
    others: Others::Extensions,
};

/// The Callback object.
pub static CALLBACK: Object = Object { name: "Callback", keys: &[], others: Others::Names(&Shape::Object(&PATH_ITEM)) };

const REQUIRED: Key = key("required", Shape::Boolean, "Whether it must be there; `false` if left out.");
const DEPRECATED: Key = key("deprecated", Shape::Boolean, "Whether it should no longer be used.");
const EXPLODE: Key =
    key("explode", Shape::Boolean, "Whether a list is repeated, in place of one value with separators.");
const ALLOW_RESERVED: Key = key("allowReserved", Shape::Boolean, "Whether reserved characters are sent as they are.");
const SCHEMA_KEY: Key = key("schema", Shape::Reference(&SCHEMA), "The schema of the value.");
const EXAMPLE_KEY: Key = key("example", Shape::Any, "An example of the value.");
const EXAMPLES: Key = key("examples", Shape::Map(&AN_EXAMPLE), "Examples, by name.");

static AN_EXAMPLE: Shape = Shape::Reference(&EXAMPLE);
static A_MEDIA_TYPE: Shape = Shape::Object(&MEDIA_TYPE);

// The schema object: a subset of JSON Schema with OpenAPI's own additions.

/// The Schema object.
pub static SCHEMA: Object = Object {
    name: "Schema",
    keys: &[
        key("title", Shape::Text, "A title; the name of the schema is enough."),
        key("multipleOf", Shape::Number, "The number is a multiple of this."),
        key("maximum", Shape::Number, "The greatest number."),
        key("exclusiveMaximum", Shape::Boolean, "Whether `maximum` itself is excluded."),
        key("minimum", Shape::Number, "The least number."),
        key("exclusiveMinimum", Shape::Boolean, "Whether `minimum` itself is excluded."),
        key("maxLength", Shape::Size, "The greatest number of characters."),
        key("minLength", Shape::Size, "The least number of characters."),
        key(
            "pattern",
            Shape::Text,
            "The regular expression that the string matches somewhere; `^` and `$` bind it to the ends.",
        ),
        key("maxItems", Shape::Size, "The greatest number of items."),
        key("minItems", Shape::Size, "The least number of items."),
        key("uniqueItems", Shape::Boolean, "Whether all items differ."),
        key("maxProperties", Shape::Size, "The greatest number of properties."),
        key("minProperties", Shape::Size, "The least number of properties."),
        key("required", Shape::List(&Shape::Text), "The names of the properties that an object must have."),
        key("enum", Shape::List(&Shape::Any), "The values."),
        key(
            "type",
            Shape::Choice(&["string", "integer", "number", "boolean", "array", "object"]),
            "The type of the value.",
        ),
        key("allOf", Shape::List(&Shape::Reference(&SCHEMA)), "The value matches each of these schemas."),
        key("oneOf", Shape::List(&Shape::Reference(&SCHEMA)), "The value matches exactly one of these schemas."),
        key("anyOf", Shape::List(&Shape::Reference(&SCHEMA)), "The value matches at least one of these schemas."),
        key("not", Shape::Reference(&SCHEMA), "The value does not match this schema."),
        key("items", Shape::Reference(&SCHEMA), "The schema of each item of a list."),
        key("properties", Shape::Map(&Shape::Reference(&SCHEMA)), "The properties of an object, by name."),
        key(
            "additionalProperties",
            Shape::BooleanOr(&SCHEMA),
            "The schema of all other properties, or whether there may be any.",
        ),
        DESCRIPTION,
        key("format", Shape::Text, "The meaning of a string or the size of a number, such as `uri` or `int64`."),
        key("default", Shape::Any, "The value that counts if none is sent."),
        key("nullable", Shape::Boolean, "Whether the value may be null."),
        key(
            "discriminator",
            Shape::Object(&DISCRIMINATOR),
            "The property that tells which schema of `oneOf` or `anyOf` applies.",
        ),
        key("readOnly", Shape::Boolean, "Whether only responses have the property."),
        key("writeOnly", Shape::Boolean, "Whether only requests have the property."),
        key("xml", Shape::Object(&XML), "The form of the value in XML."),
        key("externalDocs", Shape::Object(&EXTERNAL_DOCS), "A link to further documentation."),
        key("example", Shape::Any, "An example of the value."),
        key("deprecated", Shape::Boolean, "Whether the value should no longer be used."),
    ],
    others: Others::Extensions,
};

static DISCRIMINATOR: Object = Object {
    name: "Discriminator",
    keys: &[
        required("propertyName", Shape::Text, "The property that holds the name of the schema."),
        key("mapping", Shape::Map(&Shape::Text), "The schemas, by the values of the property."),
    ],
    others: Others::Extensions,
};

static XML: Object = Object {
    name: "XML",
    keys: &[
        key("name", Shape::Text, "The name of the element or attribute."),
        key("namespace", Shape::Text, "The URI of the namespace."),
        key("prefix", Shape::Text, "The prefix of the name."),
        key("attribute", Shape::Boolean, "Whether the value is an attribute."),
        key("wrapped", Shape::Boolean, "Whether an element stands around the list."),
    ],
    others: Others::Extensions,
};

/// The known formats by type: OpenAPI's own, and widely used ones that need no support of the generator.
pub const FORMATS: &[(&str, &[&str])] = &[
    ("integer", &["int32", "int64", "uint32", "uint64", "int8", "uint8", "int16", "uint16"]),
    ("number", &["float", "double"]),
    (
        "string",
        &[
            "byte",
            "binary",
            "password",
            "uri",
            "uri-reference",
            "email",
            "hostname",
            "ip",
            "ipv4",
            "ipv6",
            "date-time",
            "date",
            "uuid",
        ],
    ),
];

// Security schemes: how callers authenticate.

/// The Security Scheme object.
pub static SECURITY_SCHEME: Object = Object {
    name: "Security Scheme",
    keys: &[
        required("type", Shape::Choice(&["apiKey", "http", "oauth2", "openIdConnect"]), "The kind of authentication."),
        DESCRIPTION,
        key("name", Shape::Text, "The name of the header, query parameter or cookie of an `apiKey`."),
        key("in", Shape::Choice(&["query", "header", "cookie"]), "The place of an `apiKey`."),
        key("scheme", Shape::Text, "The scheme of the Authorization header of `http`, such as `bearer`."),
        key("bearerFormat", Shape::Text, "The format of the bearer token."),
        key("flows", Shape::Object(&FLOWS), "The flows of `oauth2`."),
        key("openIdConnectUrl", Shape::Text, "The discovery URL of `openIdConnect`."),
    ],
    others: Others::Extensions,
};

static FLOWS: Object = Object {
    name: "OAuth Flows",
    keys: &[
        key("implicit", Shape::Object(&FLOW), "The implicit flow."),
        key("password", Shape::Object(&FLOW), "The flow with the password of the resource owner."),
        key("clientCredentials", Shape::Object(&FLOW), "The flow with the credentials of the client."),
        key("authorizationCode", Shape::Object(&FLOW), "The flow with an authorization code."),
    ],
    others: Others::Extensions,
};

static FLOW: Object = Object {
    name: "OAuth Flow",
    keys: &[
        required("scopes", Shape::Map(&Shape::Text), "The scopes, each with its meaning."),
        key("authorizationUrl", Shape::Text, "The URL of the authorization."),
        key("tokenUrl", Shape::Text, "The URL that returns tokens."),
        key("refreshUrl", Shape::Text, "The URL that refreshes tokens."),
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
