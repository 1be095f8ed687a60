//! Reads the fields of a JSON body. Lengths and known values are those of the spec.

use std::fmt::Display;
use std::str::FromStr;

use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::operations::Call;
use crate::http::fault::Fault;

/// The fields of a body.
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    /// Reads a body that is required.
    pub(super) fn required(call: &Call) -> Result<Self, Fault> {
        if call.body.is_empty() { Err(Fault::invalid_body("the body is missing")) } else { Self::optional(call) }
    }

    /// Reads a body that is optional.
    pub(super) fn optional(call: &Call) -> Result<Self, Fault> {
        if call.body.is_empty() {
            return Ok(Self(Map::new()));
        }
        let content_type = call.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let media_type = content_type.split(';').next().unwrap_or_default().trim();
        if !media_type.eq_ignore_ascii_case("application/json") {
            return Err(Fault::invalid_body("Content-Type must be application/json"));
        }
        match serde_json::from_slice(&call.body) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => Err(Fault::invalid_body("the body is not a JSON object")),
            Err(error) => Err(Fault::invalid_body(format!("the body is not JSON: {error}"))),
        }
    }

    /// Returns a string within the limits of the type `T`.
    pub(super) fn string<T>(&self, name: &str) -> Result<Option<String>, Fault>
    where
        T: FromStr,
        T::Err: Display,
    {
        match self.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => within::<T>(name, text).map(|()| Some(text.clone())),
            Some(_) => Err(Fault::invalid_body(format!("{name} is not a string"))),
        }
    }

    /// Returns a string that is one of the known values.
    pub(super) fn choice(&self, name: &str, known: &[&str]) -> Result<Option<String>, Fault> {
        match self.get(name) {
            None => Ok(None),
            Some(value) => chosen(name, value, known).map(Some),
        }
    }

    /// Returns a list of strings within the limits of the type `T`.
    pub(super) fn strings<T>(&self, name: &str) -> Result<Option<Vec<String>>, Fault>
    where
        T: FromStr,
        T::Err: Display,
    {
        let one = |value: &Value| match value {
            Value::String(text) => within::<T>(name, text).map(|()| text.clone()),
            _ => Err(Fault::invalid_body(format!("{name} has an item that is not a string"))),
        };
        match self.get(name) {
            None => Ok(None),
            Some(Value::Array(values)) => values.iter().map(one).collect::<Result<_, _>>().map(Some),
            Some(_) => Err(Fault::invalid_body(format!("{name} is not a list"))),
        }
    }

    /// Checks a list of known values.
    pub(super) fn choices(&self, name: &str, known: &[&str]) -> Result<(), Fault> {
        match self.get(name) {
            None => Ok(()),
            Some(Value::Array(values)) => values.iter().try_for_each(|value| chosen(name, value, known).map(drop)),
            Some(_) => Err(Fault::invalid_body(format!("{name} is not a list"))),
        }
    }

    /// Returns a boolean.
    pub(super) fn boolean(&self, name: &str) -> Result<Option<bool>, Fault> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::Bool(value)) => Ok(Some(*value)),
            Some(_) => Err(Fault::invalid_body(format!("{name} is not a boolean"))),
        }
    }

    /// Returns a field's value. `null` counts as absent.
    fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }
}

/// Checks a text against the limits of the type `T`.
pub(crate) fn within<T>(name: &str, text: &str) -> Result<(), Fault>
where
    T: FromStr,
    T::Err: Display,
{
    text.parse::<T>().map(drop).map_err(|why| Fault::invalid_parameter(format!("{name} is {why}")))
}

fn chosen(name: &str, value: &Value, known: &[&str]) -> Result<String, Fault> {
    let Value::String(text) = value else { return Err(Fault::invalid_body(format!("{name} is not a string"))) };
    if known.contains(&text.as_str()) {
        Ok(text.clone())
    } else {
        Err(Fault::invalid_parameter(format!("{name} is not one of {}", known.join(", "))))
    }
}
