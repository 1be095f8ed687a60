//! Converts the tree to the plain value that serde reads.

use serde_yaml::{Mapping, Number, Value};

use super::{Content, Node, Scalar, ScalarKind};

/// Returns the node as a value without places.
pub(crate) fn value(node: &Node) -> Value {
    match &node.content {
        Content::Scalar(Scalar { text, kind, .. }) => scalar(text, *kind),
        Content::List(items) => Value::Sequence(items.iter().map(value).collect()),
        Content::Map(entries) => {
            let entries = entries.iter().map(|entry| (Value::String(entry.key.text.clone()), value(&entry.value)));
            Value::Mapping(entries.collect::<Mapping>())
        }
    }
}

fn scalar(text: &str, kind: ScalarKind) -> Value {
    match kind {
        ScalarKind::Null => Value::Null,
        ScalarKind::Bool(value) => Value::Bool(value),
        ScalarKind::Float(value) => Value::Number(value.into()),
        ScalarKind::Text => Value::String(text.to_owned()),
        ScalarKind::Integer(value) => Value::Number(match (i64::try_from(value), u64::try_from(value)) {
            (Ok(value), _) => Number::from(value),
            (_, Ok(value)) => Number::from(value),
            _ => Number::from(value as f64),
        }),
    }
}
