//! The spec: the operations of the API, and for each the response that its examples show.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use metastudio_voice::SPEC;
use metastudio_voice::operations::ALL;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

const METHODS: [&str; 8] = ["delete", "get", "head", "options", "patch", "post", "put", "trace"];
/// The greatest number of references in a row that is followed.
const LONGEST_CHAIN: usize = 32;

/// The spec that the client was built with. It is read once.
static OF_THE_CLIENT: LazyLock<Result<Arc<Spec>, String>> = LazyLock::new(|| Spec::parse(SPEC).map(Arc::new));

/// The operations of a spec.
pub(crate) struct Spec {
    by_path: matchit::Router<Vec<Arc<Operation>>>,
    names: BTreeSet<&'static str>,
}

/// An operation of the spec.
pub(crate) struct Operation {
    /// The name in the spec. It lives as long as the process, since records and events outlive the simulator.
    pub(crate) id: &'static str,
    method: &'static str,
    /// The requests per second that are allowed in a region.
    pub(crate) rate_limits: BTreeMap<String, u32>,
    /// Whether the operation has the header `X-App-UserId`.
    pub(crate) takes_app_user: bool,
    pub(crate) body: RequestBody,
    /// The response that the examples show, or the reason why there is none.
    pub(crate) example: Result<Example, String>,
}

/// The body of an operation's requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequestBody {
    /// A JSON object that must be there.
    Required,
    /// A JSON object that may be missing.
    Optional,
    /// No body, or another one.
    Other,
}

/// The response that the examples of an operation show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Example {
    pub(crate) status: u16,
    pub(crate) content_type: Option<String>,
    pub(crate) body: Bytes,
}

/// The operation of a request.
pub(crate) struct Route {
    pub(crate) operation: Arc<Operation>,
    /// The parameters of the path, decoded, or `None` if they are not UTF-8.
    pub(crate) parameters: Option<BTreeMap<String, String>>,
}

impl Route {
    /// Returns a parameter of the path.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.as_ref()?.get(name).map(String::as_str)
    }
}

impl Spec {
    /// Returns the spec that the client was built with.
    pub(crate) fn of_the_client() -> Result<Arc<Self>, String> {
        OF_THE_CLIENT.clone()
    }

    /// Reads a spec in YAML or JSON.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let document = Document(serde_yaml::from_str(text).map_err(|error| error.to_string())?);
        let (mut by_path, mut names) = (matchit::Router::new(), BTreeSet::new());
        for (path, item) in document.0["paths"].as_object().ok_or("it has no `paths`")? {
            let methods = METHODS.into_iter().filter(|method| item.get(method).is_some());
            let operations = methods.map(|method| document.operation(item, method)).collect::<Result<_, _>>();
            let operations: Vec<_> = operations.map_err(|why| format!("{path}: {why}"))?;
            names.extend(operations.iter().map(|operation| operation.id));
            by_path.insert(path, operations).map_err(|error| format!("{path}: {error}"))?;
        }
        Ok(Self { by_path, names })
    }

    /// Returns whether there is an operation with this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Returns the names of all operations, in alphabetical order.
    pub(crate) fn operations(&self) -> impl Iterator<Item = &'static str> {
        self.names.iter().copied()
    }

    /// Returns the operation of a request.
    pub(crate) fn route(&self, method: &str, path: &str) -> Option<Route> {
        let found = self.by_path.at(path).ok()?;
        let operation = found.value.iter().find(|operation| operation.method.eq_ignore_ascii_case(method))?;
        let decoded = |value| percent_decode_str(value).decode_utf8().ok().map(String::from);
        let parameters = found.params.iter().map(|(name, value)| Some((name.to_owned(), decoded(value)?)));
        Some(Route { operation: Arc::clone(operation), parameters: parameters.collect() })
    }
}

/// The tree of a spec.
struct Document(Value);

impl Document {
    fn operation(&self, item: &Value, method: &'static str) -> Result<Arc<Operation>, String> {
        let node = &item[method];
        let id = node["operationId"].as_str().ok_or_else(|| format!("{method} has no `operationId`"))?;
        let id = ALL.iter().map(|known| known.id).find(|known| *known == id).unwrap_or_else(|| id.to_owned().leak());
        let limits = node["x-rate-limit"].as_object().into_iter().flatten();
        let limit = |limit: &Value| limit.as_u64().and_then(|limit| u32::try_from(limit).ok());
        let mut parameters = [item, node].into_iter().filter_map(|of| of["parameters"].as_array()).flatten();
        let takes_app_user = parameters.any(|parameter| {
            let parameter = self.resolve(parameter);
            parameter["in"] == "header"
                && parameter["name"].as_str().is_some_and(|name| name.eq_ignore_ascii_case("x-app-userid"))
        });
        let body = self.resolve(&node["requestBody"]);
        let schema = self.resolve(&body["content"]["application/json"]["schema"]);
        let body = match (schema["type"] == "object", body["required"] == true) {
            (true, true) => RequestBody::Required,
            (true, false) => RequestBody::Optional,
            (false, _) => RequestBody::Other,
        };
        Ok(Arc::new(Operation {
            id,
            method,
            rate_limits: limits.filter_map(|(region, value)| Some((region.clone(), limit(value)?))).collect(),
            takes_app_user,
            body,
            example: self.example(node).map_err(|why| format!("The simulator does not implement {id} yet, and {why}")),
        }))
    }

    /// Returns the first response of a success, with its example.
    fn example(&self, operation: &Value) -> Result<Example, String> {
        let mut responses = operation["responses"].as_object().into_iter().flatten();
        let (status, response) = responses
            .find(|(status, _)| status.starts_with('2'))
            .ok_or("the spec has no response of a success for it: add one to its `responses`, such as '200'")?;
        let response = self.resolve(response);
        let content = response["content"].as_object().into_iter().flatten();
        let is_json = |media_type: &str| media_type == "application/json";
        // JSON first, as a client that accepts it gets it.
        let (content_type, body) = match content.min_by_key(|(media_type, _)| !is_json(media_type)) {
            None => (None, Bytes::new()),
            Some((media_type, media)) => {
                let example = self.example_of_media(media).ok_or_else(|| {
                    format!("the spec has no example for it: add `example` to {media_type} in its response {status}")
                })?;
                let body = match example {
                    Value::String(text) if !is_json(media_type) => text,
                    value => value.to_string(),
                };
                (Some(media_type.clone()), Bytes::from(body))
            }
        };
        // `2XX` is any of them.
        Ok(Example { status: status.parse().unwrap_or(200), content_type, body })
    }

    fn example_of_media(&self, media: &Value) -> Option<Value> {
        let named = || media["examples"].as_object()?.values().find_map(|example| self.resolve(example).get("value"));
        media
            .get("example")
            .or_else(named)
            .cloned()
            .or_else(|| self.example_of_schema(&media["schema"], &mut Vec::new()))
    }

    /// Returns the example of a schema, or builds one from those of its parts. Optional properties may have none, and
    /// neither has a schema `within` itself.
    fn example_of_schema<'a>(&'a self, schema: &'a Value, within: &mut Vec<&'a Value>) -> Option<Value> {
        let schema = self.resolve(schema);
        if within.iter().any(|outer| std::ptr::eq(*outer, schema)) {
            return None;
        }
        within.push(schema);
        let example = self.example_of_parts(schema, within);
        within.pop();
        example
    }

    fn example_of_parts<'a>(&'a self, schema: &'a Value, within: &mut Vec<&'a Value>) -> Option<Value> {
        if let Some(example) = schema.get("example").or_else(|| schema["enum"].get(0)) {
            return Some(example.clone());
        }
        if schema["type"] == "array" {
            return self.example_of_schema(&schema["items"], within).map(|item| Value::Array(vec![item]));
        }
        let properties = schema["properties"].as_object().into_iter().flatten();
        let properties = properties
            .filter_map(|(name, property)| Some((name.clone(), self.example_of_schema(property, within)?)))
            .collect::<Map<_, _>>();
        let own = (!properties.is_empty()).then_some(Value::Object(properties));
        let parts = schema["allOf"].as_array().into_iter().flatten();
        let parts = parts.filter_map(|part| self.example_of_schema(part, within)).collect::<Vec<_>>();
        let whole = parts.into_iter().chain(own).reduce(|one, next| match (one, next) {
            (Value::Object(mut one), Value::Object(next)) => {
                one.extend(next);
                Value::Object(one)
            }
            (one, _) => one,
        })?;
        let mut required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        required.all(|name| whole.get(name).is_some()).then_some(whole)
    }

    /// Returns the target of a reference, or the node itself if it is none.
    fn resolve<'a>(&'a self, node: &'a Value) -> &'a Value {
        let mut node = node;
        for _ in 0..LONGEST_CHAIN {
            let Some(target) = node["$ref"].as_str().and_then(|target| target.strip_prefix('#')) else { break };
            node = self.0.pointer(target).unwrap_or(&Value::Null);
        }
        node
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the example of an operation with these responses, in a spec with these schemas.
    fn example(responses: &str, schemas: &str) -> Result<(u16, String), String> {
        let spec = format!(
            "{{paths: {{'/a/{{b}}': {{get: {{operationId: ShowA, responses: {responses}}}}}}}, \
             components: {{schemas: {schemas}, responses: {{A: {{content: {{text/plain: {{example: a text}}}}}}}}, \
             examples: {{A: {{value: [7]}}}}}}}}"
        );
        let route = Spec::parse(&spec).expect("valid").route("GET", "/a/%41").expect("valid");
        assert_eq!(route.parameter("b"), Some("A"));
        let example = route.operation.example.as_ref().map_err(Clone::clone)?;
        Ok((example.status, String::from_utf8(example.body.to_vec()).expect("valid")))
    }

    /// Returns the example of a response in JSON.
    fn of_json(media: &str, schemas: &str) -> Option<Value> {
        let (status, body) =
            example(&format!("{{'200': {{content: {{application/json: {media}}}}}}}"), schemas).ok()?;
        assert_eq!(status, 200);
        serde_json::from_str(&body).ok()
    }

    #[test]
    fn the_first_response_of_a_success_counts() {
        let responses = |success| format!("{{'400': {{content: {{text/plain: {{}}}}}}, {success}}}");
        for (success, expected) in [
            ("'204': {description: None.}", (204, "")),
            ("2XX: {$ref: '#/components/responses/A'}", (200, "a text")),
            ("'202': {content: {text/plain: {example: no}, application/json: {example: {}}}}", (202, "{}")),
        ] {
            assert_eq!(example(&responses(success), "{}"), Ok((expected.0, expected.1.to_owned())), "{success}");
        }
        assert!(example(&responses("'302': {}"), "{}").unwrap_err().contains("`responses`"));
    }

    #[test]
    fn an_example_of_the_media_type_comes_before_those_of_the_schema() {
        let schema = "schema: {type: integer, example: 3}";
        assert_eq!(of_json(&format!("{{{schema}, example: 1}}"), "{}"), Some(1.into()));
        assert_eq!(of_json(&format!("{{{schema}, examples: {{a: {{value: 2}}}}}}"), "{}"), Some(2.into()));
        assert_eq!(of_json("{examples: {a: {$ref: '#/components/examples/A'}}}", "{}"), Some(vec![7].into()));
        assert_eq!(of_json(&format!("{{{schema}}}"), "{}"), Some(3.into()));
    }

    #[test]
    fn an_example_is_built_from_the_parts_of_a_schema() {
        let media = "{schema: {$ref: '#/components/schemas/A'}}";
        for (schema, expected) in [
            ("{properties: {n: {example: 1}, none: {$ref: '#/components/schemas/B'}}}", Some(r#"{"n":1}"#)),
            ("{required: [none], properties: {n: {example: 1}, none: {$ref: '#/components/schemas/B'}}}", None),
            ("{type: array, items: {enum: [ONE, TWO]}}", Some(r#"["ONE"]"#)),
            ("{allOf: [{properties: {n: {example: 1}}}], properties: {m: {example: 2}}}", Some(r#"{"m":2,"n":1}"#)),
            ("{type: object}", None),
            ("{properties: {a: {$ref: '#/components/schemas/A'}, b: {$ref: '#/components/schemas/A'}}}", None),
        ] {
            let built = of_json(media, &format!("{{A: {schema}, B: {{type: string}}}}"));
            let expected = expected.map(|text| serde_json::from_str::<Value>(text).expect("JSON"));
            assert_eq!(built, expected, "{schema}");
        }
    }
}
