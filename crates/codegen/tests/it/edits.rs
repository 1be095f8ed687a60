//! Random legitimate edits of the real spec: new schemas, operations, parameters, bodies and properties, with names
//! that have a meaning in Rust or in this crate. Each operation comes with a call of it, and the request on the wire.
//!
//! `tests/own_spec.rs` includes this file too, and makes the calls.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const SPEC: &str = include_str!("../../../../openapi/metastudio-voice.yaml");

/// Schemas with names of Rust's prelude, its keywords, this crate, and the crates that it uses.
const SCHEMAS: &[&str] = &[
    "Default",
    "Date",
    "SystemTime",
    "Time",
    "Ok",
    "Err",
    "Some",
    "None",
    "Box",
    "Option",
    "Result",
    "String",
    "Vec",
    "Clone",
    "Copy",
    "Send",
    "Sync",
    "Sized",
    "Drop",
    "Fn",
    "FnOnce",
    "Iterator",
    "IntoIterator",
    "Extend",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "ToString",
    "ToOwned",
    "AsRef",
    "PartialEq",
    "Eq",
    "Ord",
    "Debug",
    "Hash",
    "Self",
    "Type",
    "Error",
    "Client",
    "Request",
    "Response",
    "Builder",
    "Defaults",
    "Plan",
    "Credentials",
    "Paged",
    "Uploader",
    "ConversionError",
    "ByteStream",
    "ResponseValue",
    "RequestBuilderExt",
    "Deserialize",
    "Serialize",
    "Value",
    "Map",
    "HashMap",
    "T",
    "V",
    "D",
    "E",
    "U8",
    "Bool",
    "Str",
    "lowercase",
    "2fa",
];

/// Operations, each with its method of the client.
const OPERATIONS: &[(&str, &str)] = &[
    ("Train", "train_"),
    ("TrainAll", "train_all_"),
    ("Preflight", "preflight_"),
    ("Uploader", "uploader_"),
    ("Request", "request_"),
    ("Builder", "builder_"),
    ("Client", "client_"),
    ("Clone", "clone_"),
    ("New", "new_"),
    ("Watch", "watch_"),
    ("WithTimeout", "with_timeout_"),
    ("Result", "result"),
    ("Option", "option"),
    ("Default", "default"),
    ("Box", "box_"),
    ("Ok", "ok"),
    ("Err", "err"),
    ("Some", "some"),
    ("None", "none"),
    ("String", "string"),
    ("Vec", "vec"),
    ("Self", "self_"),
    ("Type", "type_"),
    ("Fn", "fn_"),
    ("Async", "async_"),
    ("Send", "send"),
    ("Error", "error"),
    ("All", "all"),
    ("ToString", "to_string"),
    ("Into", "into_"),
    ("lower-case", "lower_case"),
];

/// Parameters, each with the method that sets it.
const PARAMETERS: &[(&str, &str)] = &[
    ("send", "send_"),
    ("new", "new_"),
    ("made", "made_"),
    ("stream", "stream_"),
    ("clone", "clone_"),
    ("client", "client_"),
    ("body", "body_"),
    ("body_map", "body_map_"),
    ("url", "url_"),
    ("request", "request_"),
    ("header_map", "header_map_"),
    ("type", "type_"),
    ("self", "self_"),
    ("value", "value"),
    ("format", "format"),
    ("default", "default"),
];

/// The description of a parameter, a value for it, and the text after its name in the query; `@` is the name again.
const STYLES: &[(&str, &str, &str)] = &[
    ("schema: {type: string}", "\"a b\"", "a%20b"),
    ("schema: {type: boolean}", "true", "true"),
    ("schema: {type: string, format: date}", "\"2021-01-10\"", "2021-01-10"),
    ("schema: {type: string, format: uuid, maxLength: 36}", UUID, UUID_SENT),
    ("schema: {type: array, items: {type: string, format: ipv4}}", "vec![\"192.0.2.1\".to_owned()]", "192.0.2.1"),
    ("schema: {type: integer, minimum: 1, maximum: 9}", "9_u64", "9"),
    ("schema: {type: number, maximum: 2}", "1.5", "1.5"),
    ("schema: {type: string, enum: [Ok, Err]}", "\"Ok\"", "Ok"),
    ("schema: {type: array, items: {type: integer}}", "vec![1, 2]", "1&@=2"),
    ("schema: {type: array, uniqueItems: true, items: {type: integer, maximum: 2}}", "vec![1, 2]", "1&@=2"),
    ("explode: false, schema: {type: array, maxItems: 2, items: {type: integer}}", "vec![1, 2]", "1%2C2"),
    ("style: form, explode: false, schema: {type: array, items: {type: string}}", "vec![\"a\".to_owned()]", "a"),
    ("style: spaceDelimited, schema: {type: array, items: {type: integer}}", "vec![1, 2]", "1%202"),
    ("style: pipeDelimited, schema: {type: array, items: {type: integer}}", "vec![1, 2]", "1%7C2"),
    ("style: pipeDelimited, explode: true, schema: {type: array, items: {type: integer}}", "vec![1, 2]", "1&@=2"),
];

const UUID: &str = "\"123e4567-e89b-12d3-a456-426614174000\"";
const UUID_SENT: &str = "123e4567-e89b-12d3-a456-426614174000";

/// The media type and schema of a body, the call that sets it, and its content on the wire.
const BODIES: &[(&str, &str, &str, &str)] = &[
    (
        "application/json",
        "{$ref: '#/components/schemas/EditedBody'}",
        ".body_map(|body| body.a(\"x\"))",
        "{\"a\":\"x\"}",
    ),
    ("application/json", "{type: array, items: {type: string}}", ".body(vec![\"x\".to_owned()])", "[\"x\"]"),
    (
        "application/json",
        "{type: array, minItems: 1, uniqueItems: true, items: {type: string}}",
        ".body(vec![\"x\".to_owned()])",
        "[\"x\"]",
    ),
    (
        "application/json",
        "{type: object, minProperties: 1, maxProperties: 2, additionalProperties: {type: integer, maximum: 5}}",
        ".body(std::collections::HashMap::from([(\"k\".to_owned(), 5)]))",
        "{\"k\":5}",
    ),
    ("application/json", "{type: string}", ".body(\"x\")", "\"x\""),
    ("application/json", "{type: integer}", ".body(7)", "7"),
    ("application/json", "{type: boolean}", ".body(true)", "true"),
    (
        "application/json",
        "{type: object, additionalProperties: {type: string}}",
        ".body(std::collections::HashMap::from([(\"k\".to_owned(), \"v\".to_owned())]))",
        "{\"k\":\"v\"}",
    ),
    (
        "application/json",
        "{allOf: [{$ref: '#/components/schemas/EditedBody'}, {$ref: '#/components/schemas/EditedForm'}]}",
        ".body_map(|body| body.a(\"x\").f(\"y\"))",
        "{\"a\":\"x\",\"f\":\"y\"}",
    ),
    (
        "application/json",
        "{type: string, nullable: true, format: date}",
        ".body(\"2021-01-10\".to_owned())",
        "\"2021-01-10\"",
    ),
    (
        "application/json",
        "{type: object, additionalProperties: {type: string, format: date}}",
        ".body(std::collections::HashMap::from([(\"k\".to_owned(), \"2021-01-10\".to_owned())]))",
        "{\"k\":\"2021-01-10\"}",
    ),
    ("text/plain", "{type: string, format: date}", ".body(\"2021-01-10\")", "2021-01-10"),
    ("application/octet-stream", "{type: string, format: binary}", ".body(vec![b'x', b'y'])", "xy"),
    ("text/plain", "{type: string}", ".body(\"x y\")", "x y"),
    (
        "application/x-www-form-urlencoded",
        "{$ref: '#/components/schemas/EditedForm'}",
        ".body_map(|body| body.f(\"x\"))",
        "f=x",
    ),
];

/// Schemas of every kind.
const KINDS: &[&str] = &[
    "{type: object, description: It., properties: {a: {type: string, description: It.}}}",
    "{type: object, description: It., additionalProperties: {type: string}}",
    "{type: array, description: It., maxItems: 3, items: {type: string}}",
    "{type: array, description: It., uniqueItems: true, items: {type: string}}",
    "{type: object, description: It., maxProperties: 3, additionalProperties: {type: number, minimum: 0}}",
    "{type: string, description: It.}",
    "{type: string, description: It., minLength: 1, maxLength: 10}",
    "{type: string, description: It., format: date-time}",
    "{type: string, description: It., format: date, maxLength: 10}",
    "{type: string, description: It., format: uuid, nullable: true}",
    "{type: array, description: It., items: {type: string, format: date, nullable: true}}",
    "{type: integer, description: It., nullable: true, maximum: 3}",
    "{type: string, description: It., enum: [A, Ok, None, Self, Default, type]}",
    "{type: string, description: It., enum: [Err, UNKNOWN, Some], x-extensible-enum: true, x-enum-descriptions: {Err: E., UNKNOWN: U., Some: S.}}",
    "{type: integer, description: It., minimum: 1, maximum: 10}",
    "{type: integer, description: It., enum: [1, 2]}",
    "{type: number, description: It., minimum: 0, exclusiveMinimum: true}",
    "{type: boolean, description: It.}",
    "{description: It., allOf: [{$ref: '#/components/schemas/EditedForm'}, {type: object, properties: {b: {type: integer, maximum: 3, description: It.}}}]}",
];

/// Properties to add to the create request, which the hand-written module `training` fills in.
const PROPERTIES: &[&str] =
    &["default", "clone", "try_into", "into", "from", "new", "builder", "type", "self", "drop", "build", "map", "eq"];

/// A set of edits of the spec.
#[derive(Clone, Debug)]
pub(crate) struct Edits {
    schemas: Vec<(&'static str, &'static str)>,
    properties: Vec<&'static str>,
    pub(crate) calls: Vec<Call>,
}

/// An added operation, and a call of it.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    operation: (&'static str, &'static str),
    parameter: (&'static str, &'static str),
    style: (&'static str, &'static str, &'static str),
    body: (&'static str, &'static str, &'static str, &'static str),
}

/// Generates edits with at most this many schemas, operations and properties each.
pub(crate) fn edits(most: usize) -> impl Strategy<Value = Edits> {
    let few = |all: usize| 1..=most.min(all);
    let schemas = subsequence(SCHEMAS, few(SCHEMAS.len()));
    let kinds = prop::collection::vec(select(KINDS), SCHEMAS.len());
    let operations = subsequence(OPERATIONS, few(OPERATIONS.len()));
    let rest = (select(PARAMETERS), select(STYLES), select(BODIES));
    let rest = prop::collection::vec(rest, OPERATIONS.len());
    let properties = subsequence(PROPERTIES, few(PROPERTIES.len()));
    (schemas, kinds, operations, rest, properties).prop_map(|(schemas, kinds, operations, rest, properties)| Edits {
        schemas: schemas.into_iter().zip(kinds).collect(),
        properties,
        calls: operations
            .into_iter()
            .zip(rest)
            .map(|(operation, (parameter, style, body))| Call { operation, parameter, style, body })
            .collect(),
    })
}

impl Edits {
    /// Returns the real spec with these edits.
    pub(crate) fn spec(&self) -> String {
        let operations: String = self.calls.iter().enumerate().map(|(number, call)| call.described(number)).collect();
        let mut schemas = "
    EditedForm: {type: object, description: It., properties: {f: {type: string, description: It.}}}
    EditedBody:
      type: object
      description: It.
      minProperties: 1
      properties:
        a: {type: string, description: It.}
"
        .to_owned();
        for (number, (name, _)) in self.schemas.iter().enumerate() {
            schemas +=
                &format!("        p{number}: {{allOf: [{{$ref: '#/components/schemas/{name}'}}], description: It.}}\n");
        }
        for (name, kind) in &self.schemas {
            schemas += &format!("    {name}: {kind}\n");
        }
        let properties =
            self.properties.iter().map(|name| format!("        {name}: {{type: string, description: It.}}\n"));
        let request = "    CreateTrainingJobReq:\n";
        let (before, after) = SPEC.split_once(request).expect("the create request");
        let (head, tail) = after.split_once("      properties:\n").expect("its properties");
        let spec = format!("{before}{request}{head}      properties:\n{}{tail}", properties.collect::<String>());
        let spec = spec.replacen("\ncomponents:\n", &format!("\n{operations}components:\n"), 1);
        spec.replacen("\n  schemas:\n", &format!("\n  schemas:{schemas}"), 1)
    }
}

impl Call {
    fn described(&self, number: usize) -> String {
        let (id, name, style) = (self.operation.0, self.parameter.0, self.style.0);
        let (media_type, schema, ..) = self.body;
        format!(
            "  /v1/{{project_id}}/edited/{number}:
    post:
      operationId: {id}
      summary: It
      description: It. Unlike `{id}` and `Option`.
      tags: [VoiceTraining]
      x-idempotency: never
      parameters:
        - $ref: '#/components/parameters/ProjectId'
        - {{name: {name}, in: query, description: It., {style}}}
      requestBody: {{required: true, description: It., content: {{{media_type}: {{schema: {schema}}}}}}}
      responses:
        '200': {{description: It.}}
        '4XX': {{$ref: '#/components/responses/Error'}}
        '5XX': {{$ref: '#/components/responses/Error'}}
"
        )
    }

    /// Returns the call in Rust.
    #[allow(dead_code, reason = "the other program that includes this file makes no calls")]
    pub(crate) fn code(&self) -> String {
        let (method, setter, value, body) = (self.operation.1, self.parameter.1, self.style.1, self.body.2);
        format!("client.{method}().{setter}({value}){body}.send().await?;")
    }

    /// Returns the request on the wire: target, content type and body.
    #[allow(dead_code, reason = "the other program that includes this file makes no calls")]
    pub(crate) fn wire(&self, number: usize) -> [String; 3] {
        let (name, value) = (self.parameter.0, self.style.2.replace('@', self.parameter.0));
        [format!("/v1/p/edited/{number}?{name}={value}"), self.body.0.to_owned(), self.body.3.to_owned()]
    }
}
