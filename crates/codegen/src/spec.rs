//! The spec as the passes need it: its operations, its extensions, its schemas and their properties.

mod describe;
mod error_codes;
mod limits;
mod objects;
mod pagination;
mod sensitive;
mod typed;

use serde_yaml::Value;

use self::describe::source;
pub(crate) use self::error_codes::{CLASSES, ErrorCode};
pub(crate) use self::limits::Limits;
use self::objects::{DEPTH, is_alias};
pub(crate) use self::pagination::Pagination;
pub(crate) use self::typed::{Time, Values};

/// The HTTP methods under which OpenAPI keeps operations.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The spec, read for generation.
#[derive(Clone, Debug)]
pub struct Spec {
    root: Value,
    /// The operations, in the order of the file.
    pub operations: Vec<Operation>,
    /// The named object schemas with their properties, in the order of the file.
    pub objects: Vec<Object>,
    /// The enums marked `x-extensible-enum`, in the order of the file.
    pub open_enums: Vec<OpenEnum>,
    /// The named schemas of any kind, in the order of the file.
    pub(crate) schemas: Vec<Schema>,
    /// The title, description and version of the spec.
    pub(crate) about: About,
    /// `x-error-codes`, in the order of the codes.
    pub(crate) error_codes: Vec<ErrorCode>,
}

/// The API as a whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    /// The title.
    pub(crate) title: String,
    /// The description; empty when there is none.
    pub(crate) description: String,
    /// The version of the spec.
    pub(crate) version: String,
}

/// A named schema of any kind.
#[derive(Clone, Debug)]
pub(crate) struct Schema {
    /// The schema's name.
    pub(crate) name: String,
    /// Its description; empty when there is none.
    pub(crate) description: String,
    /// Its limits in words, such as `1 to 64 characters`; empty when there are none.
    pub(crate) limits: String,
    /// `x-source` in words.
    pub(crate) source: String,
    /// The values of an enum with their meanings (`x-enum-descriptions`, empty when there is none).
    pub(crate) values: Vec<(String, String)>,
    /// `deprecated`.
    pub(crate) deprecated: bool,
    /// The limits of a number, which its type checks.
    pub(crate) range: Option<Limits>,
    /// Whether it is a text or an enum of texts.
    pub(crate) made_of_text: bool,
    /// How many limits of a text its type checks.
    pub(crate) checks: usize,
    /// `x-time-format`.
    pub(crate) time: Option<Time>,
    /// `x-values-of`.
    pub(crate) holds: Option<Values>,
}

/// One operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The `operationId`.
    pub id: String,
    /// The method, upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The summary; empty when there is none.
    pub summary: String,
    /// `x-idempotency`; `never` when it is absent, because that is the careful choice.
    pub idempotency: String,
    /// `x-rate-limit`: region and requests per second.
    pub rate_limits: Vec<(String, u64)>,
    /// The parameters, resolved.
    pub parameters: Vec<Parameter>,
    /// The description; empty when there is none.
    pub description: String,
    /// The address of the vendor's page (`externalDocs`).
    pub(crate) page: Option<String>,
    /// `x-source` in words.
    pub source: String,
    /// `deprecated`.
    pub deprecated: bool,
    /// The description of the request body, when there is one.
    pub(crate) body: Option<String>,
    /// The description of the success.
    pub(crate) success: String,
    /// `x-pagination`.
    pub(crate) pagination: Option<Pagination>,
    /// The kind of the request body, if it is neither JSON nor a form.
    pub(crate) raw_body: Option<RawBody>,
    /// The limits of the request body, which the request checks.
    pub(crate) body_range: Option<Limits>,
}

/// A request body that is sent as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RawBody {
    /// `application/octet-stream`.
    Bytes,
    /// `text/plain` and the like.
    Text,
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// `x-client-default`.
    pub client_default: Option<String>,
    /// `x-sensitive`.
    pub sensitive: bool,
    /// The named schema that it refers to.
    pub schema: Option<String>,
    /// Whether the caller has to give it.
    pub required: bool,
    /// The description; empty when there is none.
    pub description: String,
    /// The limits in words; empty when there are none.
    pub limits: String,
    /// `deprecated`.
    pub deprecated: bool,
    /// The limits of a number or list, which the request checks.
    pub(crate) range: Option<Limits>,
    /// The separator of a list that is sent as one parameter.
    pub(crate) separator: Option<char>,
}

/// A named object schema.
#[derive(Clone, Debug)]
pub struct Object {
    /// The schema's name.
    pub name: String,
    /// Its properties, in the order of the file.
    pub properties: Vec<Property>,
}

/// A property of an object schema.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its name on the wire.
    pub name: String,
    /// Whether the schema requires it.
    pub required: bool,
    /// Whether it is a list.
    pub list: bool,
    /// Whether it may be absent, and then has no value: neither an empty list or map nor a default.
    pub(crate) optional: bool,
    /// `x-sensitive`.
    pub sensitive: bool,
    /// The named schema that it, or each of its items, refers to.
    pub schema: Option<String>,
    /// The description, its own or that of the schema it refers to; empty when there is none.
    pub description: String,
    /// `x-source` in words.
    pub source: String,
    /// `x-upload`: method, content type and the operation that gives a fresh URL.
    pub(crate) upload: Option<Upload>,
    /// `deprecated`.
    pub deprecated: bool,
    /// The limits of a number, list or object, which the builder checks.
    pub(crate) range: Option<Limits>,
    /// Whether it is a list or map that is not sent when it is empty.
    pub(crate) omitted_when_empty: bool,
    /// `x-time-format`.
    pub(crate) time: Option<Time>,
}

/// How a pre-signed URL is used.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    /// The HTTP method.
    pub(crate) method: String,
    /// The content type, when it is documented.
    pub(crate) content_type: Option<String>,
    /// The operation that gives a fresh URL.
    pub(crate) renew: Option<String>,
}

/// An enum to which the service may add values.
#[derive(Clone, Debug)]
pub struct OpenEnum {
    /// The schema's name.
    pub name: String,
    /// Value and meaning (`x-enum-descriptions`), in the order of the file.
    pub values: Vec<(String, String)>,
    /// `x-lifecycle`: value and class. Empty when the enum has none.
    pub lifecycle: Vec<(String, String)>,
}

impl Spec {
    /// Reads the parts that the passes need. A part that is missing or wrong is ignored: the checks have found it.
    pub fn read(root: Value) -> Self {
        let about = root.get("info").map(|info| About {
            title: text(info, "title"),
            description: text(info, "description"),
            version: text(info, "version"),
        });
        let mut spec = Self {
            root,
            operations: Vec::new(),
            objects: Vec::new(),
            open_enums: Vec::new(),
            schemas: Vec::new(),
            about: about.unwrap_or_default(),
            error_codes: Vec::new(),
        };
        spec.error_codes = error_codes::read(&spec.root);
        spec.operations = spec.read_operations();
        let schemas = entries(spec.root.get("components").and_then(|c| c.get("schemas")));
        for (name, schema) in schemas {
            spec.schemas.push(spec.read_schema(name, schema));
            let properties = spec.members(schema, "properties", DEPTH);
            if properties.iter().any(|all| entries(Some(all)).next().is_some()) && !is_alias(schema) {
                spec.objects.push(spec.read_object(name, schema));
            }
            if flag(schema, "x-extensible-enum") && text(schema, "type") == "string" {
                spec.open_enums.push(read_open_enum(name, schema));
            }
        }
        spec
    }

    /// Returns the operation with this name in Rust, compared without case and underscores.
    pub fn operation(&self, rust_name: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| same(&operation.id, rust_name))
    }

    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        let Some(target) = value.get("$ref").and_then(Value::as_str) else { return value };
        let found = target
            .strip_prefix("#/")
            .and_then(|path| path.split('/').try_fold(&self.root, |node, key| node.get(unescape(key))));
        found.unwrap_or(value)
    }

    fn read_operations(&self) -> Vec<Operation> {
        let mut operations: Vec<Operation> = Vec::new();
        for (path, item) in entries(self.root.get("paths")) {
            for method in METHODS {
                let Some(node) = item.get(method) else { continue };
                let Some(id) = node.get("operationId").and_then(Value::as_str) else { continue };
                let parameters = self.parameters_of(item, node);
                operations.push(Operation {
                    id: id.to_owned(),
                    method: method.to_uppercase(),
                    path: path.to_owned(),
                    summary: text(node, "summary"),
                    idempotency: node.get("x-idempotency").and_then(Value::as_str).unwrap_or("never").to_owned(),
                    rate_limits: entries(node.get("x-rate-limit"))
                        .filter_map(|(region, limit)| Some((region.to_owned(), limit.as_u64()?)))
                        .collect(),
                    parameters: parameters
                        .into_iter()
                        .map(|parameter| Parameter {
                            name: text(parameter, "name"),
                            client_default: parameter
                                .get("x-client-default")
                                .and_then(Value::as_str)
                                .map(ToOwned::to_owned),
                            sensitive: flag(parameter, "x-sensitive")
                                || parameter.get("schema").is_some_and(|schema| self.is_sensitive(schema)),
                            schema: parameter.get("schema").and_then(referred),
                            required: flag(parameter, "required"),
                            description: text(parameter, "description"),
                            limits: parameter.get("schema").map(describe::limits).unwrap_or_default(),
                            deprecated: flag(parameter, "deprecated"),
                            range: parameter.get("schema").and_then(|schema| self.limits_at(schema)),
                            separator: self.read_separator(parameter),
                        })
                        .collect(),
                    description: text(node, "description"),
                    page: node.get("externalDocs").map(|page| text(page, "url")).filter(|url| !url.is_empty()),
                    source: source(node),
                    deprecated: flag(node, "deprecated"),
                    body: node.get("requestBody").map(|body| text(self.resolve(body), "description")),
                    success: self.read_success(node),
                    pagination: self.read_pagination(item, node),
                    raw_body: node.get("requestBody").and_then(|body| raw_body(self.resolve(body))),
                    body_range: node.get("requestBody").and_then(|body| self.body_limits(self.resolve(body))),
                });
            }
        }
        operations
    }

    /// Returns the parameters of an operation. One of its own replaces one of its path.
    fn parameters_of<'a>(&'a self, item: &'a Value, operation: &'a Value) -> Vec<&'a Value> {
        let [of_path, own] = [item, operation].map(|holder| {
            let list = holder.get("parameters").and_then(Value::as_sequence);
            list.into_iter().flatten().map(|parameter| self.resolve(parameter)).collect::<Vec<_>>()
        });
        let key = |parameter: &Value| (text(parameter, "in"), text(parameter, "name"));
        let replaced = |parameter: &Value| own.iter().any(|other| key(other) == key(parameter));
        let mut parameters: Vec<&Value> = of_path.into_iter().filter(|parameter| !replaced(parameter)).collect();
        parameters.extend(own);
        parameters
    }

    fn body_limits(&self, body: &Value) -> Option<Limits> {
        let (_, content) = entries(body.get("content")).next()?;
        self.limits_at(content.get("schema")?)
    }

    fn read_separator(&self, parameter: &Value) -> Option<char> {
        let schema = self.resolve(parameter.get("schema")?);
        let list = text(schema, "type") == "array";
        parameter.get("x-separator").and_then(Value::as_str).filter(|_| list).and_then(|text| text.chars().next())
    }

    fn read_schema(&self, name: &str, schema: &Value) -> Schema {
        let values = schema.get("enum").and_then(Value::as_sequence).into_iter().flatten().filter_map(Value::as_str);
        let meanings = schema.get("x-enum-descriptions");
        Schema {
            name: name.to_owned(),
            description: text(schema, "description"),
            limits: describe::limits(schema),
            source: source(schema),
            values: values
                .map(|value| (value.to_owned(), meanings.map(|all| text(all, value)).unwrap_or_default()))
                .collect(),
            deprecated: flag(schema, "deprecated"),
            range: limits::of_named(schema),
            made_of_text: typed::is_made_of_text(schema),
            checks: typed::checks(schema),
            time: Time::of_named(schema),
            holds: self.read_values(schema),
        }
    }

    fn read_success(&self, operation: &Value) -> String {
        let mut responses = entries(operation.get("responses"));
        let success = responses.find(|(status, _)| status.starts_with('2'));
        success.map(|(_, response)| text(self.resolve(response), "description")).unwrap_or_default()
    }
}

fn raw_body(body: &Value) -> Option<RawBody> {
    let (media_type, _) = entries(body.get("content")).next()?;
    match media_type.split(';').next().unwrap_or_default() {
        "application/octet-stream" => Some(RawBody::Bytes),
        "text/plain" | "text/x-markdown" => Some(RawBody::Text),
        _ => None,
    }
}

fn read_open_enum(name: &str, schema: &Value) -> OpenEnum {
    let values: Vec<String> = schema
        .get("enum")
        .and_then(Value::as_sequence)
        .map(|values| values.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect())
        .unwrap_or_default();
    let meaning = |value: &str| {
        schema.get("x-enum-descriptions").and_then(|all| all.get(value)).and_then(Value::as_str).unwrap_or_default()
    };
    OpenEnum {
        name: name.to_owned(),
        values: values.iter().map(|value| (value.clone(), meaning(value).to_owned())).collect(),
        lifecycle: entries(schema.get("x-lifecycle"))
            .map(|(value, class)| (value.to_owned(), class.as_str().unwrap_or_default().to_owned()))
            .collect(),
    }
}

/// Returns the letters and digits of a name in lower case. Two names are different in Rust only if these are.
pub(crate) fn fold(name: &str) -> String {
    letters(name).collect()
}

/// Returns whether two names are the same in Rust.
pub(crate) fn same(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    // The first character of the lower case is enough, and many times faster to get than all of it.
    name.chars().filter(|letter| letter.is_alphanumeric()).map(|letter| match letter.is_ascii() {
        true => letter.to_ascii_lowercase(),
        false => letter.to_lowercase().next().unwrap_or(letter),
    })
}

fn entries(map: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    map.and_then(Value::as_mapping)
        .into_iter()
        .flat_map(|map| map.iter())
        .filter_map(|(key, value)| Some((key.as_str()?, value)))
}

/// Returns the schema that a node refers to: itself, through `allOf`, or by its items.
fn referred(node: &Value) -> Option<String> {
    let whole = node.get("allOf").and_then(|parts| parts.get(0)).or_else(|| node.get("items")).unwrap_or(node);
    whole.get("$ref")?.as_str()?.strip_prefix("#/components/schemas/").map(ToOwned::to_owned)
}

fn flag(node: &Value, key: &str) -> bool {
    node.get(key).and_then(Value::as_bool).unwrap_or_default()
}

fn text(node: &Value, key: &str) -> String {
    node.get(key).and_then(Value::as_str).unwrap_or_default().trim().to_owned()
}

fn unescape(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}
