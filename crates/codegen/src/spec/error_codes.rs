//! `x-error-codes`: the meanings of the codes of error responses.

use std::collections::BTreeMap;

use serde_yaml::Value;

use super::describe::source;
use super::{entries, text};

/// The classes of codes.
pub(crate) const CLASSES: [&str; 11] = [
    "request",
    "credentials",
    "token",
    "permission",
    "not-found",
    "conflict",
    "exhausted",
    "file",
    "throttled",
    "server",
    "presigned-url",
];

/// A code of an error response.
#[derive(Clone, Debug)]
pub(crate) struct ErrorCode {
    /// The code as it is printed.
    pub(crate) code: String,
    /// The service that responds with it.
    pub(crate) service: String,
    /// The statuses that come with it.
    pub(crate) statuses: Vec<u16>,
    /// What sort of failure it is, one of [`CLASSES`].
    pub(crate) class: String,
    /// What it says, in a sentence.
    pub(crate) meaning: String,
    /// What to do next.
    pub(crate) advice: Option<String>,
    /// `x-source` of its group, in words.
    pub(crate) source: String,
}

/// Reads the codes in their order. An entry that is incomplete or of another shape is ignored: the checks have found
/// it.
pub(super) fn read(root: &Value) -> Vec<ErrorCode> {
    let groups = root.get("x-error-codes").and_then(Value::as_sequence).into_iter().flatten();
    let mut codes = BTreeMap::new();
    for (group, code, entry) in groups.flat_map(|group| entries(group.get("codes")).map(move |(c, e)| (group, c, e))) {
        let (class, meaning, advice) = (text(entry, "class"), text(entry, "meaning"), text(entry, "advice"));
        let statuses = entry.get("status").and_then(Value::as_sequence).into_iter().flatten();
        let statuses: Option<Vec<u16>> = statuses.map(|status| u16::try_from(status.as_u64()?).ok()).collect();
        let known = CLASSES.contains(&&*class);
        if let Some(statuses) = statuses.filter(|statuses| known && !statuses.is_empty() && !meaning.is_empty()) {
            codes.entry(code.to_owned()).or_insert_with(|| ErrorCode {
                code: code.to_owned(),
                service: text(group, "service"),
                statuses,
                class,
                meaning,
                advice: Some(advice).filter(|advice| !advice.is_empty()),
                source: source(group),
            });
        }
    }
    codes.into_values().collect()
}
