//! Validates values in the file against schemas. No crate does this for the schemas of OpenAPI 3.0 and returns the
//! place in the text.

use std::cell::Cell;

use regress::Regex;

use crate::document::Document;
use crate::fix::{Plan, single_quoted};
use crate::formats::Format;
use crate::similar::similar;
use crate::yaml::{Content, Cursor, ScalarKind, Span};

/// The greatest number of comparisons, more than any example needs. A schema that contains itself would never end.
const MOST_STEPS: usize = 20_000;
/// The greatest depth of a value, more than any example has. It keeps the recursion within the stack.
const DEEPEST: usize = 64;

/// The reason why a schema does not accept a part of a value.
pub(crate) struct Fault {
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) help: String,
    /// The change of the value that is probably meant.
    pub(crate) fix: Option<Plan>,
}

impl Fault {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into(), fix: None }
    }

    /// Returns a fault of a key or value that is probably misspelt, or of another one.
    fn of_name(message: String, at: Span, meant: Option<&str>, otherwise: &str) -> Self {
        match meant {
            Some(meant) => Self {
                fix: Some(Plan::new("").text(at, meant)),
                ..Self::new(message, format!("did you mean `{meant}`?"))
            },
            None => Self::new(message, otherwise),
        }
    }

    /// Returns a fault of a value outside a limit.
    fn limit(message: String) -> Self {
        Self::new(message, "use a value within the limit, or correct the limit in the schema")
    }
}

/// Calls `fault` with each part of the value that the schema does not accept, and the reason.
pub(crate) fn validate<'a>(
    document: &Document<'a>,
    schema: &Cursor<'a>,
    value: &Cursor<'a>,
    fault: &mut dyn FnMut(&Cursor<'a>, Fault),
) {
    Validation { document, steps: Cell::new(0), depth: Cell::new(0) }.value(schema, value, true, fault);
}

struct Validation<'d, 'a> {
    document: &'d Document<'a>,
    steps: Cell<usize>,
    depth: Cell<usize>,
}

type Report<'f, 'a> = &'f mut dyn FnMut(&Cursor<'a>, Fault);

impl<'a> Validation<'_, 'a> {
    /// Validates a value. `whole` says that the schema names all allowed properties, and is not one of several parts.
    fn value(&self, schema: &Cursor<'a>, value: &Cursor<'a>, whole: bool, fault: Report<'_, 'a>) {
        self.steps.set(self.steps.get() + 1);
        if self.steps.get() > MOST_STEPS || self.depth.get() > DEEPEST {
            return;
        }
        self.depth.set(self.depth.get() + 1);
        self.inside(schema, value, whole, fault);
        self.depth.set(self.depth.get() - 1);
    }

    fn inside(&self, schema: &Cursor<'a>, value: &Cursor<'a>, whole: bool, fault: Report<'_, 'a>) {
        let schema = self.document.resolve(schema);
        if is_null(value) {
            if !nullable(&schema) {
                let message = "null is not allowed, because the schema is not `nullable`";
                fault(value, Fault::new(message, "use a value, or add `nullable: true` to the schema"));
            }
            return;
        }
        let parts: Vec<Cursor<'a>> = schema.items_of("allOf").collect();
        let alone = parts.len() == 1 && schema.get("properties").is_none();
        for part in &parts {
            self.value(part, value, whole && alone, fault);
        }
        let mut alternatives = ["oneOf", "anyOf"].into_iter().flat_map(|key| schema.items_of(key)).peekable();
        if alternatives.peek().is_some() && !alternatives.any(|part| self.takes(&part, value)) {
            let message = "the value matches none of the alternatives";
            fault(value, Fault::new(message, "use a value that one of the alternatives accepts"));
        }
        self.kind(&schema, value, whole && parts.is_empty(), fault);
        choice(&schema, value, fault);
    }

    fn takes(&self, schema: &Cursor<'a>, value: &Cursor<'a>) -> bool {
        let mut taken = true;
        self.value(schema, value, true, &mut |_, _| taken = false);
        taken
    }

    fn kind(&self, schema: &Cursor<'a>, value: &Cursor<'a>, whole: bool, fault: Report<'_, 'a>) {
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
            return fault(value, wrong_type(kind, value));
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

    fn object(&self, schema: &Cursor<'a>, value: &Cursor<'a>, whole: bool, fault: Report<'_, 'a>) {
        let properties = schema.get("properties");
        for name in schema.items_of("required").filter_map(|name| name.text()) {
            // The check of `required` reports a name that the schema does not have.
            let unknown = whole && properties.as_ref().is_none_or(|properties| properties.get(name).is_none());
            if value.get(name).is_none() && !unknown {
                let message = format!("the required property `{name}` is missing");
                fault(value, Fault::new(message, format!("add `{name}:`, or remove it from `required`")));
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
                let message = format!("the schema has no property `{name}`");
                let otherwise = "remove it, or add the property to the schema";
                fault(&part, Fault::of_name(message, part.key_place(), meant, otherwise));
            }
        }
    }
}

fn wrong_type(kind: &str, value: &Cursor<'_>) -> Fault {
    let fault = Fault::new(
        format!("expected type {kind}, found {}", value.what()),
        format!("write a value of type {kind}, or change the `type` in the schema"),
    );
    let Some(scalar) = value.scalar().filter(|scalar| !scalar.text.is_empty()) else { return fault };
    let plan = |yaml: &str| Plan::new("").yaml(value.node.span.clone(), yaml);
    let bare = match kind {
        "integer" => scalar.text.parse::<i64>().is_ok(),
        "number" => scalar.text.parse::<f64>().is_ok_and(f64::is_finite),
        "boolean" => matches!(scalar.text.as_str(), "true" | "false"),
        _ => false,
    };
    match kind {
        "string" if scalar.kind != ScalarKind::Text => {
            let quoted = single_quoted(&scalar.text);
            Fault { help: format!("put it in quotes: `{quoted}`"), fix: Some(plan(&quoted).certain(true)), ..fault }
        }
        "boolean"
            if scalar.kind == ScalarKind::Text
                && matches!(&*scalar.text.to_lowercase(), "yes" | "no" | "on" | "off") =>
        {
            let truth = if matches!(&*scalar.text.to_lowercase(), "yes" | "on") { "true" } else { "false" };
            Fault { help: format!("write `{truth}`"), fix: Some(plan(truth).certain(true)), ..fault }
        }
        _ if bare && !scalar.plain => {
            Fault { help: "remove the quotes".to_owned(), fix: Some(plan(&scalar.text).certain(true)), ..fault }
        }
        _ => fault,
    }
}

fn string<'a>(schema: &Cursor<'a>, value: &Cursor<'a>, text: &str, fault: Report<'_, 'a>) {
    size(schema, value, text.chars().count(), ["minLength", "maxLength"], "characters", fault);
    if let Some(pattern) = schema.text_of("pattern")
        && Regex::new(pattern).is_ok_and(|regex| regex.find(text).is_none())
    {
        fault(
            value,
            Fault::new(
                format!("`{text}` does not match the pattern `{pattern}`"),
                "use a value that matches, or correct the pattern",
            ),
        );
    }
    // The values of an enum are its limits.
    if let Some(format) = schema.text_of("format").and_then(Format::read)
        && schema.get("enum").is_none()
        && !format.accepts(text)
    {
        let help = format!("write {}, or correct the `format` of the schema", format.in_words());
        fault(value, Fault::new(format!("`{text}` is not {}", format.in_words()), help));
    }
}

fn choice<'a>(schema: &Cursor<'a>, value: &Cursor<'a>, fault: Report<'_, 'a>) {
    let Some(values) = schema.get("enum").filter(Cursor::is_list) else { return };
    let Some(scalar) = value.scalar() else { return };
    let listed = |listed: Cursor<'_>| {
        listed.scalar().is_some_and(|listed| listed.text == scalar.text && listed.kind == scalar.kind)
    };
    if !values.items().any(listed) {
        let meant = similar(&scalar.text, values.items().filter_map(|value| value.text()));
        let message = format!("`{}` is not a value of the enum", scalar.text);
        let otherwise = "use a value of the enum, or add this one to it";
        fault(value, Fault::of_name(message, value.node.span.clone(), meant, otherwise));
    }
}

fn nullable(schema: &Cursor<'_>) -> bool {
    let untyped = schema.get("type").is_none() && schema.get("allOf").is_none();
    schema.flag("nullable") || untyped
}

fn is_null(value: &Cursor<'_>) -> bool {
    value.scalar().is_some_and(|scalar| scalar.kind == ScalarKind::Null)
}

fn number<'a>(schema: &Cursor<'a>, value: &Cursor<'a>, fault: Report<'_, 'a>) {
    let Some(number) = value.number() else { return };
    let limit = |key: &str| schema.get(key).and_then(|limit| limit.number());
    if limit("minimum").is_some_and(|least| number < least || (number == least && schema.flag("exclusiveMinimum"))) {
        fault(value, Fault::limit(format!("{number} is outside the limit `minimum`")));
    }
    if limit("maximum").is_some_and(|most| number > most || (number == most && schema.flag("exclusiveMaximum"))) {
        fault(value, Fault::limit(format!("{number} is outside the limit `maximum`")));
    }
    if limit("multipleOf").is_some_and(|step| step > 0.0 && (number / step).fract().abs() > 1e-9) {
        fault(value, Fault::limit(format!("{number} is not a multiple of `multipleOf`")));
    }
}

fn size<'a>(
    schema: &Cursor<'a>,
    value: &Cursor<'a>,
    size: usize,
    [least, most]: [&str; 2],
    what: &str,
    fault: Report<'_, 'a>,
) {
    let limit = |key: &str| schema.get(key).and_then(|limit| limit.number());
    if limit(least).is_some_and(|least| (size as f64) < least) {
        fault(value, Fault::limit(format!("{size} {what} are fewer than `{least}` allows")));
    }
    if limit(most).is_some_and(|most| size as f64 > most) {
        fault(value, Fault::limit(format!("{size} {what} are more than `{most}` allows")));
    }
}
