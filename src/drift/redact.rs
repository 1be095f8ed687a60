//! Takes everything out of a response that is not needed to hold it against the spec.
//!
//! The rule: the names of fields, types, numbers and booleans that are documented and not `x-sensitive`, values of enums,
//! error codes and the ids of jobs and requests stay. Every other string becomes its length; other numbers become 0, and
//! other booleans true.

use serde_json::{Map, Value};

use super::compare::shown;
use super::exchange::{Body, Exchange, hidden};
use super::table::{Schema, Spec};

/// The properties whose strings stay. They identify a job, a request or a failure, and nobody.
const IDS: [&str; 3] = ["error_code", "job_id", "request_id"];

/// Returns the response without what it says about anybody.
pub(super) fn redacted(spec: &Spec, exchange: &Exchange) -> Exchange {
    let operation = spec.table.operations.get(&exchange.operation);
    let response = operation.and_then(|operation| {
        let success = || operation.success().filter(|_| exchange.is_success());
        spec.response(operation, exchange.status).or_else(|| success().and_then(|number| spec.table.response(number)))
    });
    let schema = response.and_then(|response| spec.schema(response.body?));
    let body = match &exchange.body {
        Body::Json(value) => Body::Json(known(spec, value, schema, "")),
        other => other.clone(),
    };
    Exchange { body, ..exchange.clone() }
}

/// Redacts a value that has this schema and name; without a schema, it is not documented.
fn known(spec: &Spec, value: &Value, schema: Option<&Schema>, name: &str) -> Value {
    let Some(schema) = schema.filter(|schema| !schema.sensitive) else { return unknown(value) };
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| {
                let property = schema.properties.get(name);
                let number = match property {
                    Some(property) if property.sensitive => None,
                    Some(property) => Some(property.schema),
                    None => schema.extra,
                };
                // The keys of a map are data.
                let key = if schema.is_map { hidden(name.chars().count()) } else { shown(name) };
                (key, known(spec, value, number.and_then(|number| spec.schema(number)), name))
            });
            Value::Object(fields.collect())
        }
        Value::Array(items) => {
            let of_items = schema.items.and_then(|items| spec.schema(items));
            Value::Array(items.iter().map(|item| known(spec, item, of_items, name)).collect())
        }
        Value::String(text) if schema.values.is_some() || IDS.contains(&name) => shown(text).into(),
        Value::String(_) => unknown(value),
        other if schema.kind.is_some() => other.clone(),
        other => unknown(other),
    }
}

fn unknown(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, value)| (shown(name), unknown(value))).collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.iter().map(unknown).collect()),
        Value::String(text) => hidden(text.chars().count()).into(),
        Value::Number(number) if number.is_i64() || number.is_u64() => 0.into(),
        Value::Number(_) => 0.5.into(),
        Value::Bool(_) => true.into(),
        Value::Null => Value::Null,
    }
}
