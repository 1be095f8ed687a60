//! `x-pagination`: how a list is read page by page.

use serde_yaml::Value;

use super::Spec;

/// How many entries are asked for when neither a maximum nor a default is documented.
const PAGE: u64 = 10;

/// How a list is read page by page.
#[derive(Clone, Debug)]
pub(crate) struct Pagination {
    /// The query parameter that says how many entries to skip.
    pub(crate) offset: String,
    /// The query parameter that says how many entries a page holds.
    pub(crate) limit: String,
    /// The property of the response that holds the entries.
    pub(crate) items: String,
    /// The property of the response that holds the number of all entries.
    pub(crate) total: String,
    /// The property of an entry that identifies it.
    pub(crate) key: Option<String>,
    /// The most entries that a page may hold.
    pub(crate) most: u64,
}

impl Spec {
    /// Reads the extension. One that is incomplete is ignored; the checks find names that do not exist.
    pub(super) fn read_pagination(&self, item: &Value, operation: &Value) -> Option<Pagination> {
        let extension = operation.get("x-pagination")?;
        let text = |key: &str| extension.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
        let limit = text("limit")?;
        let lists = [operation.get("parameters"), item.get("parameters")];
        let mut parameters = lists.into_iter().flat_map(|list| list.and_then(Value::as_sequence)).flatten();
        let parameter = parameters
            .find(|parameter| self.resolve(parameter).get("name").and_then(Value::as_str) == Some(&limit))
            .and_then(|parameter| self.resolve(parameter).get("schema"))
            .map(|schema| self.resolve(schema));
        let bound = |key: &str| parameter.and_then(|schema| schema.get(key)).and_then(Value::as_u64);
        Some(Pagination {
            offset: text("offset")?,
            items: text("items")?,
            total: text("total")?,
            key: text("key"),
            most: bound("maximum").or(bound("default")).unwrap_or(PAGE),
            limit,
        })
    }
}
