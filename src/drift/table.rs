//! The spec as responses are held against it: its text, and the table that `build.rs` has made of it. It is read once, and
//! only in a program that uses it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::error::{Error, ErrorKind};
use crate::generated::{RESPONSES, SPEC};

/// The spec that the client was generated from.
static BUILT_IN: LazyLock<Arc<Spec>> = LazyLock::new(|| {
    let table = serde_json::from_str(RESPONSES).unwrap_or_default();
    Arc::new(Spec { text: without_mark(SPEC).into(), table })
});

/// The text of a spec and its table.
pub(super) struct Spec {
    pub(super) text: Box<str>,
    pub(super) table: Table,
}

impl Spec {
    pub(super) fn built_in() -> Arc<Self> {
        Arc::clone(&BUILT_IN)
    }

    pub(super) fn read(text: &str, table: &str) -> Result<Arc<Self>, Error> {
        let table = serde_json::from_str(table).map_err(|error| {
            Error::new(ErrorKind::Configuration, "the table of responses cannot be read")
                .caused_by(error)
                .with_advice("make it from the spec's text with the generator of this version")
        })?;
        Ok(Arc::new(Self { text: without_mark(text).into(), table }))
    }

    /// Returns the line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().iter().take(at);
        before.filter(|byte| **byte == b'\n').count() + 1
    }

    pub(super) fn schema(&self, number: usize) -> Option<&Schema> {
        self.table.schemas.get(number)
    }

    /// Returns the response of an operation that a status has: its own, or that of its range.
    pub(super) fn response(&self, operation: &Operation, status: u16) -> Option<&Response> {
        let own = operation.responses.get(&status.to_string());
        let range = || operation.responses.get(&format!("{}XX", status / 100));
        let number = own.or_else(range).or_else(|| operation.responses.get("default"))?;
        self.table.responses.get(*number)
    }

    /// Returns the entry of an error code. The prefix `APIG.` stands for `APIGW.`.
    pub(super) fn code(&self, code: &str) -> Option<&Code> {
        let codes = &self.table.codes;
        codes.get(code).or_else(|| codes.get(&format!("APIGW.{}", code.strip_prefix("APIG.")?)))
    }
}

/// Returns a text without its byte order mark, with which no place counts.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The table. Places are bytes of the text; a list or an object is referred to by its number.
#[derive(Default, Deserialize)]
pub(super) struct Table {
    /// The path of the spec.
    pub(super) file: String,
    /// Whether the text is JSON.
    pub(super) json: bool,
    pub(super) operations: BTreeMap<String, Operation>,
    responses: Vec<Response>,
    schemas: Vec<Schema>,
    /// The names of all schemas.
    pub(super) names: BTreeSet<String>,
    codes: BTreeMap<String, Code>,
    pub(super) add_codes: Option<Insertion>,
}

/// Where another entry of a map, or another item of a list, goes.
#[derive(Clone, Deserialize)]
pub(super) struct Insertion {
    /// The start of a line; without `indent`, the end of the last entry of a map or list in braces or brackets.
    pub(super) at: usize,
    pub(super) indent: Option<usize>,
}

/// A range of bytes.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct Place(usize, usize);

impl Place {
    pub(super) fn range(self) -> Range<usize> {
        self.0..self.1
    }
}

#[derive(Deserialize)]
pub(super) struct Operation {
    pub(super) at: usize,
    responses: BTreeMap<String, usize>,
    pub(super) add: Option<Insertion>,
    /// The reference that its responses of failures have in common.
    pub(super) error: Option<String>,
}

impl Operation {
    /// Returns the number of its first documented success.
    pub(super) fn success(&self) -> Option<usize> {
        self.responses.iter().find(|(status, _)| status.starts_with('2')).map(|(_, number)| *number)
    }
}

#[derive(Deserialize)]
pub(super) struct Response {
    pub(super) at: usize,
    pub(super) pointer: String,
    /// The documented headers, in lower case.
    pub(super) headers: BTreeSet<String>,
    pub(super) add_header: Option<Insertion>,
    pub(super) add_key: Option<Insertion>,
    pub(super) has_body: bool,
    /// The schema of the body, if it is JSON.
    pub(super) body: Option<usize>,
}

impl Table {
    pub(super) fn response(&self, number: usize) -> Option<&Response> {
        self.responses.get(number)
    }
}

/// A schema of something that is read. Without a `type` it takes anything.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct Schema {
    pub(super) at: usize,
    pub(super) pointer: String,
    /// The name of the component, if it is one.
    pub(super) name: Option<String>,
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    pub(super) type_at: Option<Place>,
    pub(super) nullable: bool,
    pub(super) sensitive: bool,
    pub(super) items: Option<usize>,
    /// Whether the names of its properties are not documented, because they are data.
    pub(super) is_map: bool,
    /// The schema of properties that have no entry.
    pub(super) extra: Option<usize>,
    pub(super) properties: BTreeMap<String, Property>,
    pub(super) add_property: Option<Insertion>,
    /// Where another component goes.
    pub(super) add_schema: Option<Insertion>,
    /// The required properties, each with the range whose removal makes it optional.
    pub(super) required: BTreeMap<String, Option<Place>>,
    /// The values of an enum.
    pub(super) values: Option<BTreeSet<String>>,
    pub(super) add_value: Option<Insertion>,
    pub(super) add_variant: Option<Insertion>,
    pub(super) add_meaning: Option<Insertion>,
    pub(super) add_state: Option<Insertion>,
    /// The entries that go when the type changes.
    pub(super) of_type: Vec<Place>,
}

impl Schema {
    /// Returns the name, or the pointer of a schema that has none.
    pub(super) fn title(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.pointer)
    }
}

#[derive(Deserialize)]
pub(super) struct Property {
    pub(super) at: usize,
    pub(super) schema: usize,
    pub(super) nullable: bool,
    pub(super) sensitive: bool,
    /// Where another key goes, unless the property is a reference.
    pub(super) add_key: Option<Insertion>,
}

#[derive(Deserialize)]
pub(super) struct Code {
    pub(super) at: usize,
    pub(super) statuses: BTreeSet<u16>,
    pub(super) add: Option<Insertion>,
}

#[cfg(test)]
mod tests {
    use super::Spec;
    use crate::operations::ALL;

    #[test]
    fn the_table_of_the_build_has_each_operation_of_the_build() {
        let spec = Spec::built_in();
        assert_eq!(spec.table.operations.len(), ALL.len());
        assert!(ALL.iter().all(|operation| spec.table.operations.contains_key(operation.id)));
    }
}
