//! Reads the fields of a JSON body, the parameters of a query, and the header `X-App-UserId`. Lengths and known values are
//! those of the spec.

use std::borrow::Cow;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use metastudio_voice::types;
use serde_json::{Map, Value};

use super::call::Call;
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
pub(super) fn within<T>(name: &str, text: &str) -> Result<(), Fault>
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

/// The parameters of a query, decoded.
pub(super) struct Query<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Query<'a> {
    pub(super) fn parse(query: &'a str) -> Self {
        Self(url::form_urlencoded::parse(query.as_bytes()).collect())
    }

    /// Returns a text within the limits of the type `T`.
    pub(super) fn text<T>(&self, name: &str) -> Result<Option<&str>, Fault>
    where
        T: FromStr,
        T::Err: Display,
    {
        let Some(text) = self.single(name)? else { return Ok(None) };
        within::<T>(name, text).map(|()| Some(text))
    }

    /// Returns a text that is required.
    pub(super) fn required<T>(&self, name: &str) -> Result<&str, Fault>
    where
        T: FromStr,
        T::Err: Display,
    {
        self.text::<T>(name)?.ok_or_else(|| missing(name))
    }

    /// Returns a whole number that is required.
    pub(super) fn required_number(&self, name: &str, range: RangeInclusive<u32>) -> Result<u32, Fault> {
        self.number(name, range)?.ok_or_else(|| missing(name))
    }

    /// Returns a whole number within a range.
    pub(super) fn number(&self, name: &str, range: RangeInclusive<u32>) -> Result<Option<u32>, Fault> {
        let Some(text) = self.single(name)? else { return Ok(None) };
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|number| digits && range.contains(number));
        let fault =
            || Fault::invalid_parameter(format!("{name} is not a number from {} to {}", range.start(), range.end()));
        number.ok_or_else(fault).map(Some)
    }

    /// Returns a boolean, which must be `true` or `false`.
    pub(super) fn boolean(&self, name: &str) -> Result<Option<bool>, Fault> {
        let Some(text) = self.single(name)? else { return Ok(None) };
        text.parse().map(Some).map_err(|_| Fault::invalid_parameter(format!("{name} is neither true nor false")))
    }

    /// Returns the requested part of a list.
    pub(super) fn page(&self) -> Result<Page, Fault> {
        let offset = self.number("offset", 0..=i32::MAX.unsigned_abs())?.unwrap_or(0);
        let limit = self.number("limit", 1..=100)?.unwrap_or(10);
        Ok(Page { offset, limit })
    }

    fn single(&self, name: &str) -> Result<Option<&str>, Fault> {
        let mut values = self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_ref());
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(Fault::invalid_parameter(format!("{name} occurs twice"))),
            (value, None) => Ok(value),
        }
    }
}

fn missing(name: &str) -> Fault {
    Fault::invalid_parameter(format!("{name} is missing"))
}

/// The requested part of a list.
pub(super) struct Page {
    offset: u32,
    limit: u32,
}

impl Page {
    pub(super) fn of<T>(&self, all: impl IntoIterator<Item = T>) -> Vec<T> {
        let (offset, limit) = (usize::try_from(self.offset), usize::try_from(self.limit));
        all.into_iter().skip(offset.unwrap_or(usize::MAX)).take(limit.unwrap_or(usize::MAX)).collect()
    }
}

/// Returns the caller's own user from the header.
pub(super) fn app_user_id(headers: &HeaderMap) -> Result<Option<String>, Fault> {
    let Some(value) = headers.get("x-app-userid") else { return Ok(None) };
    let text = value.to_str().map_err(|_| Fault::invalid_parameter("X-App-UserId is not ASCII"))?;
    within::<types::AppUserId>("X-App-UserId", text).map(|()| Some(text.to_owned()))
}
