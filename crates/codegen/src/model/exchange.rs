//! The objects of the exchange: path items, operations, parameters, bodies, responses, links.

use super::root::{DESCRIPTION, EXAMPLE, EXTERNAL_DOCS, SERVER};
use super::{Key, Object, Others, SCHEMA, Shape, key, required};

pub(crate) static PATH_ITEM: Object = Object {
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

pub(crate) static OPERATION: Object = Object {
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

pub(crate) static PARAMETER: Object = Object {
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

pub(crate) static HEADER: Object = Object {
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

pub(crate) static REQUEST_BODY: Object = Object {
    name: "Request Body",
    keys: &[required("content", Shape::Map(&Shape::Object(&MEDIA_TYPE))), DESCRIPTION, REQUIRED],
    others: Others::Extensions,
};

pub(crate) static MEDIA_TYPE: Object = Object {
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

pub(crate) static RESPONSE: Object = Object {
    name: "Response",
    keys: &[
        required("description", Shape::Text),
        key("headers", Shape::Map(&Shape::Reference(&HEADER))),
        key("content", Shape::Map(&A_MEDIA_TYPE)),
        key("links", Shape::Map(&Shape::Reference(&LINK))),
    ],
    others: Others::Extensions,
};

pub(crate) static LINK: Object = Object {
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

pub(crate) static CALLBACK: Object =
    Object { name: "Callback", keys: &[], others: Others::Names(&Shape::Object(&PATH_ITEM)) };

const REQUIRED: Key = key("required", Shape::Boolean);
const DEPRECATED: Key = key("deprecated", Shape::Boolean);
const EXPLODE: Key = key("explode", Shape::Boolean);
const ALLOW_RESERVED: Key = key("allowReserved", Shape::Boolean);
const SCHEMA_KEY: Key = key("schema", Shape::Reference(&SCHEMA));
const EXAMPLE_KEY: Key = key("example", Shape::Any);
const EXAMPLES: Key = key("examples", Shape::Map(&AN_EXAMPLE));

static AN_EXAMPLE: Shape = Shape::Reference(&EXAMPLE);
static A_MEDIA_TYPE: Shape = Shape::Object(&MEDIA_TYPE);
