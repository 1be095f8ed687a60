//! What a text or number stands for: a time (`x-time-format`), or values of an enum (`x-values-of`).

use serde_yaml::Value;

use super::{Spec, entries, flag, text};
use crate::names;

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    /// A number of seconds since 1970.
    Seconds,
    /// A number of milliseconds since 1970.
    Milliseconds,
    /// A text such as `2021-01-10T08:43:17Z`.
    Rfc3339,
}

impl Time {
    /// The values of `x-time-format`, each with the type of schema that it belongs to.
    pub(crate) const ALL: [(&str, &str, Self); 3] = [
        ("seconds", "integer", Self::Seconds),
        ("milliseconds", "integer", Self::Milliseconds),
        ("rfc3339", "string", Self::Rfc3339),
    ];

    /// `x-time-format` of a named schema.
    pub(super) fn of_named(schema: &Value) -> Option<Self> {
        Self::read(schema, schema).filter(|_| !flag(schema, "nullable"))
    }

    /// Reads the extension of a schema. One that does not suit the schema's type is ignored: the checks have found it.
    fn read(node: &Value, schema: &Value) -> Option<Self> {
        let (said, kind) = (text(node, "x-time-format"), text(schema, "type"));
        let known = Self::ALL.iter().find(|(name, of, _)| *name == said && *of == kind);
        known.filter(|_| schema.get("enum").is_none()).map(|(_, _, time)| *time)
    }
}

/// The enum whose values a text holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Values {
    /// The name of the enum's schema.
    pub(crate) schema: String,
    /// What is between the values, where there may be several.
    pub(crate) separator: Option<char>,
}

/// Formats of which progenitor makes types other than texts.
const NO_TEXTS: [&str; 6] = ["date", "date-time", "ip", "ipv4", "ipv6", "uuid"];

/// Whether a named schema is a type that is made of a text: a text, or an enum of texts.
pub(super) fn is_made_of_text(schema: &Value) -> bool {
    text(schema, "type") == "string" && !flag(schema, "nullable") && !NO_TEXTS.contains(&&*text(schema, "format"))
}

/// How many limits the type of a named text checks.
pub(super) fn checks(schema: &Value) -> usize {
    let limits = ["minLength", "maxLength", "pattern"].iter().filter(|limit| schema.get(limit).is_some());
    if is_made_of_text(schema) && schema.get("enum").is_none() { limits.count() } else { 0 }
}

impl Spec {
    /// `x-time-format` of a property, its own or that of the schema that it refers to.
    pub(super) fn property_time(&self, node: &Value) -> Option<Time> {
        let parts = node.get("allOf").and_then(Value::as_sequence).filter(|parts| parts.len() == 1);
        let whole = self.resolve(parts.and_then(|parts| parts.first()).unwrap_or(node));
        Time::read(node, whole).or_else(|| Time::read(whole, whole))
    }

    /// `x-values-of` of a named text. One that names no enum of texts is ignored: the checks have found it.
    pub(super) fn read_values(&self, schema: &Value) -> Option<Values> {
        let extension =
            schema.get("x-values-of").filter(|_| is_made_of_text(schema) && schema.get("enum").is_none())?;
        let name = text(extension, "schema");
        // A name of Rust's has an ending by now.
        let is = |known: &str| known == name || names::given(known, false).is_some_and(|plain| plain == name);
        let (name, of) = entries(self.root.get("components")?.get("schemas")).find(|(known, _)| is(known))?;
        let separator = text(extension, "separator").chars().next();
        let is_enum = is_made_of_text(of) && of.get("enum").is_some();
        is_enum.then(|| Values { schema: name.to_owned(), separator })
    }
}
