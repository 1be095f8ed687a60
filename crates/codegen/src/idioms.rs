//! Idioms of Swagger 2.0, of JSON Schema and of other notations, and their equivalents in OpenAPI 3.0.

use crate::advice::{Advice, Place};
use crate::fix::{Plan, flow, written};
use crate::openapi::{COMPONENTS, Object, Shape};

/// The form of a request body.
pub(crate) const BODY: &str =
    "write `requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/…'}}}}`";

/// Returns the kind of components that hold objects of this kind.
pub(crate) fn kind_of(object: &'static Object) -> Option<&'static str> {
    COMPONENTS.keys.iter().find_map(|key| match &key.shape {
        Shape::Components(Shape::Reference(of)) if *of == object => Some(key.name),
        _ => None,
    })
}

/// The names of types elsewhere, and the keys that have the same meaning here.
const TYPES: &[(&[&str], &str)] = &[
    (&["string", "str", "text", "char", "varchar", "nvarchar"], "type: string"),
    (&["integer", "int", "uint", "short", "bigint", "smallint", "byte"], "type: integer"),
    (&["int32", "i32"], "type: integer, format: int32"),
    (&["int64", "i64", "long"], "type: integer, format: int64"),
    (&["number", "decimal", "numeric", "real"], "type: number"),
    (&["float", "f32"], "type: number, format: float"),
    (&["double", "f64"], "type: number, format: double"),
    (&["boolean", "bool"], "type: boolean"),
    (&["array", "list", "set", "sequence"], "type: array"),
    (&["object", "map", "dict", "struct", "hash"], "type: object"),
    (&["file", "binary", "blob"], "type: string, format: binary"),
    (&["base64"], "type: string, format: byte"),
    (&["uri", "url"], "type: string, format: uri"),
    (&["email"], "type: string, format: email"),
    (&["password"], "type: string, format: password"),
    (&["datetime", "timestamp"], "type: string, format: date-time"),
    (&["date"], "type: string, format: date"),
    (&["uuid", "guid"], "type: string, format: uuid"),
];

/// Returns the keys of a schema that a type of another notation means, such as `type: integer`.
pub(crate) fn type_of(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase().replace(['-', '_'], "");
    TYPES.iter().find(|(words, _)| words.contains(&&*word)).map(|(_, meant)| *meant)
}

/// Returns what to write instead of a value that `type`, `in` or `style` cannot have.
pub(crate) fn choice(place: &Place<'_, '_>, object: &str, value: &str) -> Option<Advice> {
    let at = place.at;
    let parent = place.parent()?;
    let whole = || at.node.span.clone();
    match (object, place.key(), value.to_lowercase().as_str()) {
        ("Schema", "type", "null") => Some(Advice::of("write `nullable: true` beside the type of the other values")),
        ("Schema", "type", "enum") => Some(Advice::with(
            "write `type: string`, and list the values in `enum`",
            Plan::new("").yaml(whole(), "string").certain(parent.get("enum").is_some()),
        )),
        ("Schema", "type", "any") => {
            Some(Advice::of("write the type of the values; a client cannot do much with any value"))
        }
        ("Schema", "type", _) => {
            if let Some(meant) = type_of(value) {
                let (kind, format) = meant
                    .trim_start_matches("type: ")
                    .split_once(", format: ")
                    .unwrap_or((meant.trim_start_matches("type: "), ""));
                let plan = Plan::new("").yaml(whole(), kind).certain(true);
                return Some(match format.is_empty() || parent.get("format").is_some() {
                    true => Advice::with(format!("write `type: {kind}`"), plan),
                    false => Advice::with(
                        format!("write `type: {kind}` and `format: {format}`"),
                        plan.beside(&parent, "type", "format", format)
                            .titled(format!("write `type: {kind}` and `format: {format}`")),
                    ),
                });
            }
            let target = place.reference("schemas", value)?;
            let key = at.key()?.span.clone();
            let plan = match parent.entries().count() {
                1 => Plan::new(format!("write `$ref: '{target}'`"))
                    .text(key, "$ref")
                    .yaml(whole(), format!("'{target}'")),
                _ => Plan::new(format!("write `allOf: [{{$ref: '{target}'}}]`"))
                    .text(key, "allOf")
                    .yaml(whole(), format!("[{{$ref: '{target}'}}]")),
            };
            Some(Advice::with(
                match parent.entries().count() {
                    1 => format!("write `$ref: '{target}'` in place of `type`"),
                    _ => format!("write `allOf: [{{$ref: '{target}'}}]` in place of `type`"),
                },
                plan.certain(parent.get("allOf").is_none()),
            ))
        }
        ("Parameter", "in", "body") => {
            let schema = parent.get("schema").map(|schema| flow(schema.node)).filter(|schema| schema.len() < 80);
            let required = if parent.flag("required") { "required: true, " } else { "" };
            Some(Advice::of(format!(
                "remove the parameter, and write in the operation: `requestBody: {{{required}content: \
                 {{application/json: {{schema: {}}}}}}}`",
                schema.unwrap_or_else(|| "…".to_owned())
            )))
        }
        ("Parameter", "in", "formdata" | "form") => {
            let name = written(parent.text_of("name").unwrap_or("name"));
            let kind =
                parent.text_of("type").or_else(|| parent.get("schema")?.node.text_of("type")).unwrap_or("string");
            Some(Advice::of(match kind {
                "file" => "remove the parameter, and write in the operation: `requestBody: {required: true, content: \
                           {application/octet-stream: {schema: {type: string, format: binary}}}}`"
                    .to_owned(),
                kind => format!(
                    "remove the parameter, and write in the operation: `requestBody: {{required: true, content: \
                     {{application/x-www-form-urlencoded: {{schema: {{type: object, properties: {{{name}: {{type: \
                     {kind}}}}}}}}}}}}}`, with all fields of the form among the `properties`"
                ),
            }))
        }
        (_, "in", "url" | "uri" | "route") => {
            Some(Advice::with("write `in: path`", Plan::new("").yaml(whole(), "path")))
        }
        (_, "in", "querystring" | "get" | "search" | "params") => {
            Some(Advice::with("write `in: query`", Plan::new("").yaml(whole(), "query")))
        }
        (_, "in", "post") => Some(Advice::of(BODY)),
        ("Security Scheme", "type", scheme @ ("basic" | "bearer" | "jwt" | "digest")) => {
            let scheme = if scheme == "jwt" { "bearer" } else { scheme };
            let plan = Plan::new(format!("write `type: http` and `scheme: {scheme}`")).yaml(whole(), "http");
            let help = format!("write `type: http` and `scheme: {scheme}`");
            match parent.get("scheme") {
                None => Some(Advice::with(help, plan.beside(&parent, "type", "scheme", scheme).certain(true))),
                Some(_) => Some(Advice::with(help, plan.certain(true))),
            }
        }
        ("Security Scheme", "type", "token" | "header" | "key") => {
            Some(Advice::with("write `type: apiKey`", Plan::new("").yaml(whole(), "apiKey")))
        }
        (_, "style", "csv") => {
            Some(Advice::of("write `style: form` and `explode: false` for values with commas between them"))
        }
        (_, "style", "ssv") => Some(Advice::with(
            "write `style: spaceDelimited`",
            Plan::new("").yaml(whole(), "spaceDelimited").certain(true),
        )),
        (_, "style", "pipes") => Some(Advice::with(
            "write `style: pipeDelimited`",
            Plan::new("").yaml(whole(), "pipeDelimited").certain(true),
        )),
        (_, "style", "multi") => Some(Advice::with(
            "remove the style; a list is repeated without one",
            Plan::new("").yaml(whole(), "form").certain(true),
        )),
        _ => None,
    }
}

/// An extension of other tools, with the key that means the same here.
const EXTENSIONS: &[(&str, &str)] = &[
    ("x-nullable", "nullable"),
    ("x-isnullable", "nullable"),
    ("x-example", "example"),
    ("x-examples", "examples"),
    ("x-deprecated", "deprecated"),
    ("x-read-only", "readOnly"),
    ("x-enumnames", "x-enum-varnames"),
    ("x-enum-names", "x-enum-varnames"),
    ("x-ms-secret", "x-sensitive"),
    ("x-secret", "x-sensitive"),
    ("x-servers", "servers"),
];

/// Returns the key that means the same as an extension of other tools, in objects that have this key.
pub(crate) fn extension(object: &Object, name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let meant = EXTENSIONS.iter().find(|(other, _)| *other == lower).map(|(_, meant)| *meant)?;
    (meant.starts_with("x-") || object.keys.iter().any(|key| key.name == meant)).then_some(meant)
}
