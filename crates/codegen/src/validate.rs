//! Validates values in the file against schemas. No crate does this for the schemas of OpenAPI 3.0 and returns the
//! place in the text.

use std::cell::Cell;

use regress::Regex;

use crate::document::Document;
use crate::formats::Format;
use crate::walk::similar;
use crate::yaml::{Content, Cursor, ScalarKind};

/// The greatest number of comparisons, more than any example needs. A schema that contains itself would never end.
const MOST_STEPS: usize = 20_000;
/// The greatest depth of a value, more than any example has. It keeps the recursion within the stack.
const DEEPEST: usize = 64;

/// Calls `fault` with each part of the value that the schema does not accept, and the reason.
pub(crate) fn validate<'a>(
    document: &Document<'a>,
    schema: &Cursor<'a>,
    value: &Cursor<'a>,
    fault: &mut dyn FnMut(&Cursor<'a>, String),
) {
    Validation { document, steps: Cell::new(0), depth: Cell::new(0) }.value(schema, value, true, fault);
}

struct Validation<'d, 'a> {
    document: &'d Document<'a>,
    steps: Cell<usize>,
    depth: Cell<usize>,
}

type Fault<'f, 'a> = &'f mut dyn FnMut(&Cursor<'a>, String);

impl<'a> Validation<'_, 'a> {
    /// Validates a value. `whole` says that the schema names all allowed properties, and is not one of several parts.
    fn value(&self, schema: &Cursor<'a>, value: &Cursor<'a>, whole: bool, fault: Fault<'_, 'a>) {
        self.steps.set(self.steps.get() + 1);
        if self.steps.get() > MOST_STEPS || self.depth.get() > DEEPEST {
            return;
        }
        self.depth.set(self.depth.get() + 1);
        self.inside(schema, value, whole, fault);
        self.depth.set(self.depth.get() - 1);
    }

    fn inside(&self, schema: &Cursor<'a>, value: &Cursor<'a>, whole: bool, fault: Fault<'_, 'a>) {
        let schema = self.document.resolve(schema);
        if is_null(value) {
            if !nullable(&schema) {
                fault(value, "null is not allowed, because the schema is not `nullable`".to_owned());
            }
            return;
        }
        let parts: Vec<Cursor<'a>> = schema.get("allOf").iter().flat_map(Cursor::items).collect();
        let alone = parts.len() == 1 && schema.get("properties").is_none();
        for part in &parts {
            self.value(part, value, whole && alone, fault);
        }
        let alternatives = ["oneOf", "anyOf"].map(|key| schema.get(key));
        let mut alternatives = alternatives.iter().flatten().flat_map(Cursor::items).peekable();
        if alternatives.peek().is_some() && !alternatives.any(|part| self.takes(&part, value)) {
            fault(value, "the value matches none of the alternatives".to_owned());
        }
        self.kind(&schema, value, whole && parts.is_empty(), fault);
        choice(&schema, value, fault);
    }

    fn takes(&self, schema: &Cursor<'a>, value: &Cursor<'a>) -> bool {
        let mut taken = true;
        self.value(schema, value, true, &mut |_, _| taken = false);
        taken
    }

    fn kind(&self, schema: &Cursor<'a>, value: &Cursor<'a>, whole: bool, fault: Fault<'_, 'a>) {
        let Some(kind) = schema.text_of("type") else { return };
        let scalar = value.scalar().map(|scalar| scalar.kind);
        let fits = match kind {
            "string" => scalar == Some(ScalarKind::Text),
            "integer" => matches!(scalar, Some(ScalarKind::Integer(_))),
            "number" => value.number().is_some(),
            "boolean" => matches!(scalar, Some(ScalarKind::Bool(_))),
            "array" => value.is_list(),
            "object" => value.map().is_some(),
            _ => true,
        };
        if !fits {
            return fault(value, format!("expected type {kind}, found {}", value.what()));
        }
        match &value.node.content {
            Content::Scalar(scalar) if kind == "string" => string(schema, value, &scalar.text, fault),
            Content::Scalar(_) => number(schema, value, fault),
            Content::List(items) => {
                size(schema, value, items.len(), ["minItems", "maxItems"], "entries", fault);
                let schema = schema.get("items");
                value.items().for_each(|item| schema.iter().for_each(|schema| self.value(schema, &item, true, fault)));
            }
            Content::Map(entries) => {
                size(schema, value, entries.len(), ["minProperties", "maxProperties"], "properties", fault);
                self.object(schema, value, whole, fault);
            }
        }
    }

    fn object(&self, schema: &Cursor<'a>, value: &Cursor<'a>, whole: bool, fault: Fault<'_, 'a>) {
        let properties = schema.get("properties");
        for name in schema.get("required").iter().flat_map(Cursor::items).filter_map(|name| name.text()) {
            if value.get(name).is_none() {
                fault(value, format!("the required property `{name}` is missing"));
            }
        }
        let additional = schema.get("additionalProperties");
        for (name, part) in value.entries() {
            let known = properties.as_ref().and_then(|properties| properties.get(name));
            if let Some(known) = known {
                self.value(&known, &part, true, fault);
            } else if let Some(additional) = additional.as_ref().filter(|additional| additional.map().is_some()) {
                self.value(additional, &part, true, fault);
            } else if let Some(properties) = properties.as_ref().filter(|_| whole && additional.is_none()) {
                let meant = similar(name, properties.entries().map(|(name, _)| name));
                let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
                fault(&part, format!("the schema has no property `{name}`{meant}"));
            }
        }
    }
}

fn string<'a>(schema: &Cursor<'a>, value: &Cursor<'a>, text: &str, fault: Fault<'_, 'a>) {
    size(schema, value, text.chars().count(), ["minLength", "maxLength"], "characters", fault);
    if let Some(pattern) = schema.text_of("pattern")
        && Regex::new(pattern).is_ok_and(|regex| regex.find(text).is_none())
    {
        fault(value, format!("`{text}` does not match the pattern `{pattern}`"));
    }
    // The values of an enum are its limits.
    if let Some(format) = schema.text_of("format").and_then(Format::read)
        && schema.get("enum").is_none()
        && !format.accepts(text)
    {
        fault(value, format!("`{text}` is not {}", format.in_words()));
    }
}

fn choice<'a>(schema: &Cursor<'a>, value: &Cursor<'a>, fault: Fault<'_, 'a>) {
    let Some(values) = schema.get("enum").filter(Cursor::is_list) else { return };
    let Some(scalar) = value.scalar() else { return };
    let listed = |listed: Cursor<'_>| {
        listed.scalar().is_some_and(|listed| listed.text == scalar.text && listed.kind == scalar.kind)
    };
    if !values.items().any(listed) {
        let meant = similar(&scalar.text, values.items().filter_map(|value| value.text()));
        let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
        fault(value, format!("`{}` is not a value of the enum{meant}", scalar.text));
    }
}

fn nullable(schema: &Cursor<'_>) -> bool {
    let untyped = schema.get("type").is_none() && schema.get("allOf").is_none();
    schema.flag("nullable") || untyped
}

fn is_null(value: &Cursor<'_>) -> bool {
    value.scalar().is_some_and(|scalar| scalar.kind == ScalarKind::Null)
}

fn number<'a>(schema: &Cursor<'a>, value: &Cursor<'a>, fault: Fault<'_, 'a>) {
    let Some(number) = value.number() else { return };
    let limit = |key: &str| schema.get(key).and_then(|limit| limit.number());
    if limit("minimum").is_some_and(|least| number < least || (number == least && schema.flag("exclusiveMinimum"))) {
        fault(value, format!("{number} is outside the limit `minimum`"));
    }
    if limit("maximum").is_some_and(|most| number > most || (number == most && schema.flag("exclusiveMaximum"))) {
        fault(value, format!("{number} is outside the limit `maximum`"));
    }
    if limit("multipleOf").is_some_and(|step| step > 0.0 && (number / step).fract().abs() > 1e-9) {
        fault(value, format!("{number} is not a multiple of `multipleOf`"));
    }
}

fn size<'a>(
    schema: &Cursor<'a>,
    value: &Cursor<'a>,
    size: usize,
    [least, most]: [&str; 2],
    what: &str,
    fault: Fault<'_, 'a>,
) {
    let limit = |key: &str| schema.get(key).and_then(|limit| limit.number());
    if limit(least).is_some_and(|least| (size as f64) < least) {
        fault(value, format!("{size} {what} are fewer than `{least}` allows"));
    }
    if limit(most).is_some_and(|most| size as f64 > most) {
        fault(value, format!("{size} {what} are more than `{most}` allows"));
    }
}
