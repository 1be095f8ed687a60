//! The details of a voice from the command line, by the API's names.

use std::str::FromStr;

use metastudio_voice::types::{CreateTrainingJobReq, JobTag, Sex, builder};
use serde_json::{Map, Value};

use crate::texts;

/// A detail as it is given: `NAME=VALUE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Detail {
    name: String,
    value: String,
}

impl FromStr for Detail {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('=') {
            Some((name, value)) if !name.trim().is_empty() && !value.trim().is_empty() => {
                Ok(Self { name: name.trim().to_owned(), value: value.trim().to_owned() })
            }
            _ => Err(texts::NO_DETAIL.to_string()),
        }
    }
}

/// Returns the create request of a voice with these details.
///
/// A detail that the API does not know is an error, and so is a value that the spec does not list: a misspelt one would
/// cost a review.
pub(crate) fn request(
    name: &str,
    details: &[Detail],
    phone: Option<&str>,
) -> Result<builder::CreateTrainingJobReq, String> {
    let mut fields = Map::new();
    for Detail { name, value } in details {
        if name == "voice_name" {
            return Err(texts::NAME_IS_AN_OPTION.to_string());
        }
        let value = read(name, value)?;
        if fields.insert(name.clone(), value).is_some() {
            return Err(texts::DETAIL_TWICE.with(&[("name", name)]));
        }
    }
    if let Some(phone) = phone
        && fields.insert("phone".to_owned(), phone.into()).is_some()
    {
        return Err(texts::DETAIL_TWICE.with(&[("name", &"phone")]));
    }
    fields.insert("voice_name".to_owned(), name.into());
    let request = parsed(&fields).map_err(|error| texts::WRONG_DETAILS.with(&[("error", &error)]))?;
    let builder = <builder::CreateTrainingJobReq as From<CreateTrainingJobReq>>::from(request);
    Ok(builder)
}

/// Returns a detail's value as JSON: a text unless the API wants something else.
fn read(name: &str, value: &str) -> Result<Value, String> {
    let alone = |value: Value| {
        parsed(&Map::from_iter([("voice_name".to_owned(), Value::from("a name")), (name.to_owned(), value)]))
    };
    let text = alone(Value::from(value));
    let (read, request) = match text {
        Ok(request) => (Value::from(value), request),
        // A truth value, or a list of texts.
        Err(error) => match serde_json::from_str::<Value>(value).ok().map(|read| (alone(read.clone()), read)) {
            Some((Ok(request), read)) => (read, request),
            _ => return Err(texts::WRONG_DETAIL.with(&[("name", &name), ("error", &error)])),
        },
    };
    let listed: &[&str] = match name {
        "sex" => Sex::KNOWN,
        "tag" => JobTag::KNOWN,
        _ => &[],
    };
    if !listed.is_empty() && !listed.contains(&value) {
        return Err(texts::UNKNOWN_VALUE.with(&[("name", &name), ("values", &listed.join(", "))]));
    }
    // What the request does not know, it does not have.
    let known = serde_json::to_value(request).unwrap_or_default();
    if known.get(name) != Some(&read) {
        return Err(texts::UNKNOWN_DETAIL.with(&[("name", &name)]));
    }
    Ok(read)
}

fn parsed(fields: &Map<String, Value>) -> Result<CreateTrainingJobReq, serde_json::Error> {
    serde_json::from_value(Value::Object(fields.clone()))
}
