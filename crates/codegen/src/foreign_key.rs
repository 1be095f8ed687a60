//! A key that OpenAPI 3.0 does not have in an object: of Swagger 2.0, of JSON Schema or of another notation, or in the
//! wrong object; and what to write instead.

use crate::advice::{Advice, Place};
use crate::fix::{Plan, flow, is_short};
use crate::idioms::{BODY, kind_of, type_of};
use crate::openapi::{METHODS, Object, SCHEMA};
use crate::similar::similar;
use crate::yaml::{Cursor, Node};

/// Keys of other notations, each with the key that means the same in the object.
const SYNONYMS: &[(&str, &[&str], &str)] = &[
    ("Schema", &["desc", "doc", "summary", "help", "text"], "description"),
    ("Schema", &["values", "options", "choices", "allowedValues", "oneof"], "enum"),
    ("Schema", &["regex", "regexp", "match", "matches"], "pattern"),
    ("Schema", &["minLen", "minSize", "minLenght"], "minLength"),
    ("Schema", &["maxLen", "maxSize"], "maxLength"),
    ("Schema", &["minValue", "gte", "lowerBound"], "minimum"),
    ("Schema", &["maxValue", "lte", "upperBound"], "maximum"),
    ("Schema", &["fields", "props", "attributes", "members"], "properties"),
    ("Schema", &["defaultValue"], "default"),
    ("Schema", &["allowNull", "isNullable", "null", "canBeNull"], "nullable"),
    ("Schema", &["sample", "eg"], "example"),
    ("Schema", &["extends", "inherits"], "allOf"),
    ("Schema", &["sensitive", "secret"], "x-sensitive"),
    ("Schema", &["extensible", "extensible-enum"], "x-extensible-enum"),
    ("Schema", &["unique"], "uniqueItems"),
    ("Schema", &["element", "elements", "item"], "items"),
    ("Schema", &["datatype", "kind"], "type"),
    ("Operation", &["id", "nickname"], "operationId"),
    ("Operation", &["notes", "desc", "doc"], "description"),
    ("Operation", &["params", "arguments"], "parameters"),
    ("Operation", &["returns"], "responses"),
    ("Operation", &["auth", "authorizations"], "security"),
    ("Operation", &["idempotency"], "x-idempotency"),
    ("Parameter", &["where", "location"], "in"),
    ("Parameter", &["desc", "doc"], "description"),
    ("Response", &["desc", "message", "summary"], "description"),
    ("Components", &["models", "types", "definitions"], "schemas"),
    ("Components", &["securityDefinitions", "auth", "security"], "securitySchemes"),
    ("Components", &["params"], "parameters"),
    ("Components", &["bodies"], "requestBodies"),
    ("Info", &["name"], "title"),
    ("Server", &["uri", "endpoint"], "url"),
    ("Example", &["example"], "value"),
    ("External Documentation", &["uri", "href", "link"], "url"),
    ("Security Scheme", &["headerName", "header"], "name"),
    ("Server Variable", &["values"], "enum"),
];

/// An unknown key of an object.
pub(crate) struct ForeignKey<'c, 'a> {
    pub(crate) root: &'c Cursor<'a>,
    /// The object that has the key.
    pub(crate) holder: &'c Cursor<'a>,
    pub(crate) object: &'static Object,
    pub(crate) name: &'a str,
    pub(crate) value: &'c Cursor<'a>,
}

/// What an unknown key is.
pub(crate) enum Meaning {
    /// It has an equivalent.
    Instead(Advice),
    /// It is a schema or content that belongs elsewhere.
    Stray(Advice),
    /// It means this key.
    Key(&'static str),
    /// The finding of another key covers it.
    Covered,
}

impl<'a> ForeignKey<'_, 'a> {
    /// Returns the meaning of the key, if it is an idiom of another notation.
    pub(crate) fn meaning(&self) -> Option<Meaning> {
        let instead = |advice| Some(Meaning::Instead(advice));
        if let Some(advice) = self.reference() {
            return instead(advice);
        }
        match (self.object.name, self.name) {
            ("OpenAPI", "host" | "basePath" | "schemes") => Some(self.servers()),
            ("OpenAPI" | "Operation" | "Path Item", "consumes" | "produces") => instead(Advice {
                help: "remove it; a media type is a key of `content`: `content: {application/json: {schema: …}}`"
                    .to_owned(),
                plan: self.without(),
            }),
            ("Operation", "schemes") => instead(Advice {
                help: "remove it; the URLs in `servers` begin with the scheme".to_owned(),
                plan: self.without(),
            }),
            ("Operation", "body" | "request" | "payload") => instead(match self.value.get("content") {
                Some(_) => Advice::with(
                    "did you mean `requestBody`?",
                    Plan::new("").text(self.value.key_place(), "requestBody").certain(self.lacks("requestBody")),
                ),
                None => Advice::of(BODY),
            }),
            ("Operation", "response") if self.value.map().is_some() => Some(Meaning::Key("responses")),
            ("Operation", status) if is_status(status) => {
                instead(Advice::of(format!("indent it under `responses:`, as `'{status}':`")))
            }
            ("Path Item", name) if self.of_operation(name) => {
                instead(Advice::of(format!("put `{name}` under a method, such as `get:` or `post:`")))
            }
            ("Parameter", "collectionFormat") => instead(self.collection()),
            ("Schema", "collectionFormat") => instead(Advice::of(
                "remove it here; beside the `in` of the parameter, write `explode: false` for commas",
            )),
            ("Parameter" | "Header", name) if of_schema(name) && self.lacks("schema") => Some(self.as_schema()),
            ("Media Type", name) if self.is_moved(name) && self.lacks("schema") => Some(self.as_schema()),
            ("Media Type", name) if of_schema(name) => instead(Advice::of(format!("put `{name}` into the `schema`"))),
            ("Parameter" | "Header", name) if of_schema(name) => {
                instead(Advice::of(format!("put `{name}` into the `schema` of the parameter")))
            }
            ("Response" | "Request Body", "schema") => Some(Meaning::Stray(self.as_content())),
            ("Response", "examples" | "example") => instead(Advice::of(
                "put it under the media type: `content: {application/json: {schema: …, example: …}}`",
            )),
            ("Response" | "Request Body", name) if name.contains('/') => Some(Meaning::Stray(self.media_type())),
            ("Response" | "Request Body", "type" | "properties" | "items" | "allOf" | "body" | "$ref") => {
                instead(Advice::of("describe the body under `content: {application/json: {schema: …}}`"))
            }
            ("Request Body", "name" | "in") => {
                instead(Advice { help: "remove it; a body has no name and no place".to_owned(), plan: self.without() })
            }
            ("Security Scheme", "flow" | "scopes" | "authorizationUrl" | "tokenUrl") => instead(Advice::of(
                "write `flows: {clientCredentials: {tokenUrl: …, scopes: {…}}}`; the flow is `implicit`, `password`, \
                 `clientCredentials` (`application` in Swagger 2) or `authorizationCode` (`accessCode`)",
            )),
            ("Schema" | "Parameter", "optional") => instead(Advice {
                help: "remove it; what is not `required` is optional".to_owned(),
                plan: self.without(),
            }),
            ("Schema", "min" | "max") => Some(Meaning::Key(self.limit())),
            ("Schema", "length" | "size") => {
                instead(Advice::of("write `minLength` and `maxLength`, or `minItems` and `maxItems`"))
            }
            ("Schema", "name") => instead(Advice {
                help:
                    "remove it; the name of a property is its key under `properties`, that of a schema its key under \
                       `components/schemas`"
                        .to_owned(),
                plan: self.without(),
            }),
            ("Schema", "in" | "explode" | "style") => {
                instead(Advice::of("move it out of the schema, to the parameter"))
            }
            ("Schema", "schema") if self.value.map().is_some() => {
                instead(Advice::of("remove the line `schema:`, and indent what is below it one level less"))
            }
            ("Schema", "dependencies" | "additionalItems" | "id") => {
                instead(Advice::of("OpenAPI 3.0 has no equivalent; state it in the description"))
            }
            ("Schema", _) if self.is_property() => instead(self.as_property()),
            (object, name) => {
                let synonym = SYNONYMS.iter().find(|(owner, names, _)| *owner == object && names.contains(&name));
                synonym.map(|(_, _, meant)| Meaning::Key(meant))
            }
        }
    }

    fn lacks(&self, key: &str) -> bool {
        self.holder.get(key).is_none()
    }

    fn without(&self) -> Option<Plan> {
        Plan::new(format!("remove `{}`", self.name)).without(self.holder, self.value)
    }

    fn of_operation(&self, name: &str) -> bool {
        !METHODS.contains(&name)
            && matches!(name, "responses" | "operationId" | "requestBody" | "tags" | "deprecated" | "security")
    }

    /// Returns what to do about `ref`, or `schema` with a text, in place of `$ref`.
    fn reference(&self) -> Option<Advice> {
        let kind = kind_of(self.object)?;
        let text = self.value.text()?;
        let like = matches!(
            self.name.to_lowercase().trim_start_matches(['$', '@', '_']),
            "ref" | "reference" | "schemaref" | "href"
        );
        let nested = self.name == "schema" && self.object == &SCHEMA;
        if !(like || nested) {
            return None;
        }
        let place = Place { root: self.root, at: self.value };
        let target = place.reference(kind, text).or_else(|| {
            let name = text.rsplit(['/', '#']).next()?;
            place.reference(kind, name)
        });
        let new = target.clone().unwrap_or_else(|| format!("#/components/{kind}/{text}"));
        let plan = Plan::new(format!("write `$ref: '{new}'`"))
            .text(self.value.key_place(), "$ref")
            .yaml(self.value.node.span.clone(), format!("'{new}'"));
        Some(Advice::with(format!("write `$ref: '{new}'`"), plan.certain(target.is_some())))
    }

    /// Returns what to do about the address in the form of Swagger 2.
    fn servers(&self) -> Meaning {
        let first = self.holder.entries().find(|(name, _)| matches!(*name, "host" | "basePath" | "schemes"));
        if first.is_some_and(|(name, _)| name != self.name) {
            return Meaning::Covered;
        }
        let parts = || self.holder.entries().filter(|(name, _)| matches!(*name, "host" | "basePath" | "schemes"));
        if !self.lacks("servers") {
            let plan = parts().fold(Plan::new("remove the address of Swagger 2"), |plan, (_, entry)| {
                plan.without_entry(&entry.key_place(), &entry.node.span)
            });
            let help = "remove `host`, `basePath` and `schemes`; `servers` has the whole URL";
            return Meaning::Instead(Advice::with(help, plan));
        }
        let text = |key: &str| self.holder.text_of(key).unwrap_or_default();
        let schemes: Vec<&str> = self.holder.items_of("schemes").filter_map(|scheme| scheme.node.text()).collect();
        let scheme = if schemes.is_empty() || schemes.contains(&"https") { "https" } else { schemes[0] };
        let host = if text("host").is_empty() { "…" } else { text("host") };
        let url = format!("{scheme}://{host}{}", text("basePath").trim_end_matches('/'));
        let yaml = format!("servers: [{{url: '{url}'}}]");
        let mut plan = Plan::new(format!("write `{yaml}`")).certain(host != "…");
        for (n, (_, entry)) in parts().enumerate() {
            let key = entry.key_place();
            plan = match n {
                0 => plan.yaml(key.start..entry.node.span.end.max(key.end), &*yaml),
                _ => plan.without_entry(&key, &entry.node.span),
            };
        }
        Meaning::Instead(Advice::with(format!("write `{yaml}` in place of `host`, `basePath` and `schemes`"), plan))
    }

    /// Returns what to do about `collectionFormat`.
    fn collection(&self) -> Advice {
        let key = self.value.key_place();
        let whole = key.start..self.value.node.span.end.max(key.end);
        let write = |yaml: &str| {
            let plan = Plan::new(format!("write `{yaml}`")).yaml(whole.clone(), yaml).certain(true);
            Advice::with(format!("write `{yaml}` in place of it"), plan)
        };
        match self.value.text() {
            Some("csv") if self.holder.text_of("in") == Some("query") => write("explode: false"),
            Some("ssv") => write("style: spaceDelimited"),
            Some("pipes") => write("style: pipeDelimited"),
            Some("multi" | "csv") => Advice {
                help: "remove it; this is what OpenAPI 3 does without it".to_owned(),
                plan: self.without().map(|plan| plan.certain(true)),
            },
            _ => Advice::of("use `style` and `explode`: no `style` to repeat a list, `explode: false` for commas"),
        }
    }

    /// Returns whether a key belongs into the schema beside it.
    fn is_moved(&self, name: &str) -> bool {
        let of_media_type = self.object.name == "Media Type" && matches!(name, "$ref" | "description");
        of_media_type || of_schema(name)
    }

    /// Returns what to do about keys of a schema that stand beside it.
    fn as_schema(&self) -> Meaning {
        // The help for such a parameter says where its schema belongs.
        if matches!(self.holder.text_of("in"), Some("body" | "formData")) {
            return Meaning::Covered;
        }
        let moved = self
            .holder
            .entries()
            .filter(|(name, _)| self.is_moved(name) && self.object.keys.iter().all(|key| key.name != *name));
        let moved: Vec<(&str, Cursor<'_>)> = moved.collect();
        if moved.first().is_some_and(|(name, _)| *name != self.name) {
            return Meaning::Covered;
        }
        let entries: Vec<String> =
            moved.iter().map(|(name, at)| format!("{name}: {}", schema_value(name, at.node))).collect();
        let yaml = format!("schema: {{{}}}", entries.join(", "));
        let help = format!("put it into a schema: `{yaml}`");
        if !moved.iter().all(|(_, at)| is_short(at.node)) {
            return Meaning::Stray(Advice::of("put it, and what describes the value with it, into a `schema:`"));
        }
        let mut plan = Plan::new(format!("write `{yaml}`")).certain(true);
        for (n, (_, at)) in moved.iter().enumerate() {
            let key = at.key_place();
            plan = match n {
                0 => plan.yaml(key.start..at.node.span.end.max(key.end), &*yaml),
                _ => plan.without_entry(&key, &at.node.span),
            };
        }
        Meaning::Stray(Advice::with(help, plan))
    }

    /// Returns what to do about a schema that stands directly in a body or response.
    fn as_content(&self) -> Advice {
        if !self.lacks("content") {
            return Advice::of("put it into the media type: `content: {application/json: {schema: …}}`");
        }
        let schema = match self
            .value
            .text()
            .and_then(|text| Place { root: self.root, at: self.value }.reference("schemas", text))
        {
            Some(target) => format!("{{$ref: '{target}'}}"),
            None => flow(self.value.node),
        };
        if !is_short(self.value.node) {
            return Advice::of("put it under the media type: `content: {application/json: {schema: …}}`");
        }
        let yaml = format!("content: {{application/json: {{schema: {schema}}}}}");
        let key = self.value.key_place();
        let plan = Plan::new(format!("write `{yaml}`")).yaml(key.start..self.value.node.span.end.max(key.end), &*yaml);
        Advice::with(format!("write `{yaml}`"), plan.certain(true))
    }

    /// Returns what to do about a media type that stands directly in a body or response.
    fn media_type(&self) -> Advice {
        let help = format!("put it under `content:`, one level deeper: `content: {{{}: …}}`", self.name);
        if !self.lacks("content") || !is_short(self.value.node) {
            return Advice::of(help);
        }
        let key = self.value.key_place();
        let yaml = format!("content: {{{}: {}}}", self.name, flow(self.value.node));
        let plan = Plan::new(format!("put `{}` under `content`", self.name));
        Advice::with(help, plan.yaml(key.start..self.value.node.span.end.max(key.end), yaml).certain(true))
    }

    /// Returns whether the key looks like the name of a property, because its value looks like a schema.
    fn is_property(&self) -> bool {
        let known =
            self.value.entries().any(|(name, _)| SCHEMA.keys.iter().any(|key| key.name == name) || name == "$ref");
        known && similar(self.name, SCHEMA.keys.iter().map(|key| key.name)).is_none()
    }

    fn as_property(&self) -> Advice {
        Advice::of(match self.lacks("properties") {
            true => format!("put it under `properties:`, one level deeper: `properties: {{{}: …}}`", self.name),
            false => format!("indent `{}` like the names under `properties:`", self.name),
        })
    }

    /// Returns the limit that `min` or `max` is for values of this type.
    fn limit(&self) -> &'static str {
        match (self.name, self.holder.text_of("type")) {
            ("min", Some("string")) => "minLength",
            ("min", Some("array")) => "minItems",
            ("min", _) => "minimum",
            (_, Some("string")) => "maxLength",
            (_, Some("array")) => "maxItems",
            _ => "maximum",
        }
    }
}

/// Returns whether a key is a status, such as `200` or `4XX`.
fn is_status(key: &str) -> bool {
    let rest = key.get(1..).unwrap_or_default();
    key.len() == 3
        && key.starts_with(|first: char| ('1'..='5').contains(&first))
        && (rest.bytes().all(|byte| byte.is_ascii_digit()) || rest.eq_ignore_ascii_case("xx"))
}

/// Returns whether a key describes a value, as a schema does.
fn of_schema(name: &str) -> bool {
    name != "description" && name != "example" && SCHEMA.keys.iter().any(|key| key.name == name)
}

/// Returns the value of a key of a schema, in one line.
fn schema_value(name: &str, node: &Node) -> String {
    match (name, node.text().and_then(type_of)) {
        ("type", Some(meant)) => meant.trim_start_matches("type: ").to_owned(),
        _ => flow(node),
    }
}

/// Returns the change for a key of OpenAPI 3.1 that has one equivalent in 3.0.
pub(crate) fn keyword(holder: &Cursor<'_>, name: &str, value: &Cursor<'_>) -> Option<Plan> {
    let key = value.key_place();
    match name {
        "examples" if holder.get("example").is_none() && value.items().count() == 1 => {
            let only = value.items().next().filter(|only| is_short(only.node))?;
            let yaml = format!("example: {}", flow(only.node));
            let plan = Plan::new(format!("write `{yaml}`"));
            Some(plan.yaml(key.start..value.node.span.end.max(key.end), yaml).certain(true))
        }
        "$schema" | "$id" | "$anchor" | "jsonSchemaDialect" => {
            Plan::new(format!("remove `{name}`")).certain(name != "$anchor").without(holder, value)
        }
        _ => None,
    }
}
