//! Drift: responses that differ from the spec as those of a service may that has gone on. It is drawn from a seed.
//!
//! Nothing of it harms a client that accepts unknown fields, values, codes and headers, and any 2XX.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use fastrand::Rng;
use serde_json::{Map, Value, json};

/// The greatest number of references in a row that is followed, and of schemas within each other.
const DEEPEST: usize = 32;
/// One in so many of the places where the spec can be departed from is.
const ONE_IN: u32 = 3;
const HEADERS: [(&str, &str); 4] = [
    ("deprecation", "@1767225600"),
    ("sunset", "Thu, 31 Dec 2026 23:59:59 GMT"),
    ("warning", "299 - \"this operation goes away\""),
    ("x-ratelimit-limit", "10"),
];

/// A difference that a simulator puts into its responses.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InjectedDrift {
    /// The key that the client's [`Drift`](metastudio_voice::drift::Drift::key) has for it.
    pub key: String,
    /// The number of responses that had it.
    pub sent: usize,
}

/// The differences, and how often each was sent.
pub(crate) struct Drift(Mutex<Plan>);

#[derive(Default)]
struct Plan {
    spec: Value,
    /// The fields by the schema that gets them.
    fields: BTreeMap<String, (String, Value)>,
    /// The values by their enum. Each is sent once.
    values: BTreeMap<String, String>,
    /// The headers by the pointer of the response.
    headers: BTreeMap<String, (&'static str, &'static str)>,
    /// The statuses by operation.
    statuses: BTreeMap<String, u16>,
    /// The codes of one failure of an operation, with their keys.
    failures: BTreeMap<String, (String, String)>,
    sent: BTreeMap<String, usize>,
}

impl Drift {
    /// Draws the differences from a spec by its seed. Without a seed there is none.
    pub(crate) fn drawn_from(seed: Option<u64>, spec: &str) -> Self {
        // A spec that cannot be read is refused before.
        let spec = seed.and_then(|seed| Some((seed, serde_yaml::from_str(spec).ok()?)));
        Self(Mutex::new(spec.map(|(seed, spec)| Plan::drawn(&mut Rng::with_seed(seed), spec)).unwrap_or_default()))
    }

    /// Returns the differences in the order of their keys.
    pub(crate) fn injected(&self) -> Vec<InjectedDrift> {
        let plan = self.plan();
        plan.sent.iter().map(|(key, sent)| InjectedDrift { key: key.clone(), sent: *sent }).collect()
    }

    /// Returns the code with which the next request of an operation fails, once.
    pub(crate) fn failure(&self, operation: Option<&str>) -> Option<String> {
        let mut plan = self.plan();
        let (code, key) = plan.failures.remove(operation?)?;
        plan.count(&key);
        Some(code)
    }

    /// Returns the differences of a response outside of its body: another status, and a header.
    pub(crate) fn head(&self, operation: &str, status: u16) -> (Option<u16>, Option<(&'static str, &'static str)>) {
        let mut plan = self.plan();
        let pointer = plan.response(operation, status).map(|(pointer, _)| pointer);
        let header = pointer.and_then(|pointer| Some((*plan.headers.get(&pointer)?, pointer)));
        let other = plan.statuses.get(operation).copied().filter(|_| status == 200);
        if let Some(status) = other {
            plan.count(&format!("status {operation} {status}"));
        }
        if let Some(((name, _), pointer)) = &header {
            plan.count(&format!("header {pointer} {name}"));
        }
        (other, header.map(|(header, _)| header))
    }

    /// Puts fields and values into the body of a response.
    pub(crate) fn change(&self, operation: &str, status: u16, body: &mut Value) {
        let mut plan = self.plan();
        if plan.spec.is_null() {
            return;
        }
        let spec = std::mem::take(&mut plan.spec);
        if let Some(schema) = response(&spec, operation, status).and_then(|(_, response)| schema_of(response)) {
            plan.put_into(&spec, schema, body, 0);
        }
        plan.spec = spec;
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Plan {
    fn drawn(rng: &mut Rng, spec: Value) -> Self {
        let mut plan = Self::default();
        let mut reached = BTreeMap::new();
        for (id, operation) in operations(&spec) {
            for status in [200, 400] {
                let Some((pointer, response)) = response(&spec, id, status) else { continue };
                if let Some(schema) = schema_of(response) {
                    reach(&spec, schema, &mut reached, 0);
                }
                if rng.u32(..ONE_IN) == 0 && !plan.headers.contains_key(&pointer) {
                    let header = HEADERS[rng.usize(..HEADERS.len())];
                    plan.sent.insert(format!("header {pointer} {}", header.0), 0);
                    plan.headers.insert(pointer, header);
                }
            }
            if rng.u32(..ONE_IN) == 0 {
                let status = rng.u16(201..=203);
                plan.sent.insert(format!("status {id} {status}"), 0);
                plan.statuses.insert(id.to_owned(), status);
            }
            // Only these are sure to be repeated.
            if operation["x-idempotency"] == "safe" && rng.u32(..ONE_IN) == 0 {
                let code = format!("MSS.9{:07}", rng.u32(..10_000_000));
                let known = ("MSS.00000004".to_owned(), "code-status MSS.00000004 503".to_owned());
                let (code, key) = if rng.bool() { (code.clone(), format!("code {code}")) } else { known };
                plan.sent.insert(key.clone(), 0);
                plan.failures.insert(id.to_owned(), (code, key));
            }
        }
        for (name, schema) in reached {
            if rng.u32(..ONE_IN) != 0 {
                continue;
            }
            let number = rng.u32(..1000);
            if schema.get("enum").is_some() {
                let value = format!("DRIFT_{number}");
                plan.sent.insert(format!("unknown-value {name} {value}"), 0);
                plan.values.insert(name, value);
            } else {
                let field = format!("drift_{number}");
                plan.sent.insert(format!("unknown-field {name}.{field}"), 0);
                plan.fields.insert(name, (field, sample(rng)));
            }
        }
        plan.spec = spec;
        plan
    }

    fn count(&mut self, key: &str) {
        if let Some(sent) = self.sent.get_mut(key) {
            *sent += 1;
        }
    }

    fn response(&self, operation: &str, status: u16) -> Option<(String, &Value)> {
        response(&self.spec, operation, status)
    }

    fn put_into(&mut self, spec: &Value, schema: &Value, value: &mut Value, depth: usize) {
        let (name, schema) = meant(spec, schema);
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Object(fields) => {
                for (name, value) in fields.iter_mut() {
                    self.put_into(spec, &schema["properties"][name], value, depth + 1);
                }
                let field = name.and_then(|name| Some((self.fields.get(name)?.clone(), name)));
                if let Some(((field, value), name)) = field {
                    self.count(&format!("unknown-field {name}.{field}"));
                    fields.insert(field, value);
                }
            }
            Value::Array(items) => {
                items.iter_mut().for_each(|item| self.put_into(spec, &schema["items"], item, depth + 1));
            }
            Value::String(text) if schema.get("enum").is_some() => {
                // A client waits on an unknown state, so a final one must not be hidden.
                let states = &schema["x-lifecycle"];
                let may_change = states.is_null() || states[text.as_str()] == "waiting";
                if let Some(other) = name.filter(|_| may_change).and_then(|name| self.values.remove(name)) {
                    self.count(&format!("unknown-value {} {other}", name.unwrap_or_default()));
                    *text = other;
                }
            }
            _ => {}
        }
    }
}

/// Returns the operations with their names.
fn operations(spec: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let items =
        spec["paths"].as_object().into_iter().flatten().flat_map(|(_, item)| item.as_object().into_iter().flatten());
    items.filter_map(|(_, operation)| Some((operation["operationId"].as_str()?, operation)))
}

/// Returns the response of an operation that has this status or its range, with its pointer.
fn response<'a>(spec: &'a Value, id: &str, status: u16) -> Option<(String, &'a Value)> {
    let items = spec["paths"].as_object()?.iter();
    let mut all = items.flat_map(|(path, item)| item.as_object().into_iter().flatten().map(move |of| (path, of)));
    let (path, (method, operation)) = all.find(|(_, (_, operation))| operation["operationId"] == id)?;
    let keys = [status.to_string(), format!("{}XX", status / 100)];
    let key = keys.iter().find(|key| operation["responses"].get(key.as_str()).is_some())?;
    let response = &operation["responses"][key];
    Some(match response["$ref"].as_str() {
        Some(reference) => (reference.to_owned(), spec.pointer(reference.strip_prefix('#')?)?),
        None => {
            let path = path.replace('~', "~0").replace('/', "~1");
            (format!("#/paths/{path}/{method}/responses/{key}"), response)
        }
    })
}

fn schema_of(response: &Value) -> Option<&Value> {
    response.get("content")?.get("application/json")?.get("schema")
}

/// Returns the schema that a reference or an `allOf` with one part leads to, with its name.
fn meant<'a>(spec: &'a Value, schema: &'a Value) -> (Option<&'a str>, &'a Value) {
    let (mut name, mut schema) = (None, schema);
    for _ in 0..DEEPEST {
        let part = schema["allOf"].as_array().filter(|parts| parts.len() == 1).and_then(|parts| parts.first());
        if let Some(reference) = schema["$ref"].as_str() {
            name = reference.strip_prefix("#/components/schemas/");
            schema = reference.strip_prefix('#').and_then(|at| spec.pointer(at)).unwrap_or(&Value::Null);
        } else if let Some(part) = part {
            schema = part;
        } else {
            break;
        }
    }
    (name, schema)
}

/// Collects the named objects with properties, and the named enums that are not sensitive, which a schema contains.
fn reach<'a>(spec: &'a Value, schema: &'a Value, reached: &mut BTreeMap<String, &'a Value>, depth: usize) {
    let (name, schema) = meant(spec, schema);
    let has_content = schema.get("properties").is_some() || schema.get("enum").is_some();
    let name = name.filter(|_| has_content);
    let is_known = name.is_some_and(|name| reached.insert(name.to_owned(), schema).is_some());
    if is_known || depth > DEEPEST {
        return;
    }
    for (_, property) in schema["properties"].as_object().into_iter().flatten() {
        reach(spec, property, reached, depth + 1);
    }
    if let Some(items) = schema.get("items") {
        reach(spec, items, reached, depth + 1);
    }
}

/// Draws a value of any type.
fn sample(rng: &mut Rng) -> Value {
    match rng.u32(..8) {
        0 => json!("a text that nobody may see"),
        1 => rng.i32(..).into(),
        2 => (f64::from(rng.i16(..)) + 0.5).into(),
        3 => rng.bool().into(),
        4 => Value::Null,
        5 => json!(["one", "two"]),
        6 => json!([{ "name": "one" }, { "name": "two", "size": 2 }]),
        _ => {
            let mut inner = Map::new();
            inner.insert("name".to_owned(), "a name".into());
            inner.insert("parts".to_owned(), json!({ "first": rng.u8(..), "second": [] }));
            Value::Object(inner)
        }
    }
}
