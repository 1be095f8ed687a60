//! Holds a response against the spec.
//!
//! The rules: what is optional may be missing; a choice (`oneOf`) takes anything; a difference in a schema that several
//! operations share is one difference; nothing is looked at within a value that the spec does not have. At most
//! [`MOST_NODES`] values of a response are looked at.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Map, Value};

use super::edit::Edit;
use super::exchange::{Body, Exchange, OF_NOTE};
use super::propose::{Proposal, is_usable, kind};
use super::table::{Operation, Property, Response, Schema, Spec};
use super::{Drift, DriftKind};
use crate::text::printable;

/// The most values of a response that are looked at.
const MOST_NODES: usize = 50_000;
/// The most differences that are told. What comes after them would not be read.
const MOST: usize = 1_000;
/// The longest part, in characters, of a name or value of the service that is told.
const LONGEST: usize = 100;

/// The differences that have been told, by their keys, and the names that their edits have taken.
#[derive(Default)]
pub(super) struct Told {
    keys: BTreeSet<String>,
    names: BTreeSet<String>,
}

/// Returns the differences of a response that have not been told.
pub(super) fn differences(spec: &Spec, exchange: &Exchange, told: &mut Told) -> Vec<Drift> {
    let Some(operation) = spec.table.operations.get(&exchange.operation) else { return Vec::new() };
    let mut comparison = Comparison { spec, exchange, told, found: Vec::new(), left: MOST_NODES };
    match spec.response(operation, exchange.status) {
        Some(response) => comparison.response(response),
        None => comparison.status(operation),
    }
    if exchange.status >= 400 {
        comparison.code();
    }
    comparison.found
}

struct Comparison<'a> {
    spec: &'a Spec,
    exchange: &'a Exchange,
    told: &'a mut Told,
    found: Vec<Drift>,
    left: usize,
}

/// A place within a response.
#[derive(Clone, Copy)]
struct Spot<'a> {
    parent: Option<&'a Spot<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Body,
    Field { owner: &'a Schema, name: &'a str, property: Option<&'a Property> },
    Item(usize),
}

impl<'a> Spot<'a> {
    fn within(parent: &'a Spot<'a>, step: Step<'a>) -> Self {
        Self { parent: Some(parent), step }
    }

    /// Returns the JSON pointer.
    fn pointer(&self) -> String {
        let mut pointer = self.parent.map(Spot::pointer).unwrap_or_default();
        match self.step {
            Step::Body => {}
            Step::Field { name, .. } => {
                pointer.push('/');
                pointer += &shown(name).replace('~', "~0").replace('/', "~1");
            }
            Step::Item(number) => {
                // Writing to a string does not fail.
                let _ = write!(pointer, "/{number}");
            }
        }
        pointer
    }

    /// Returns the name in the spec: `TrainingJobInfo.state`, and `[]` for an item of a list.
    fn subject(&self, exchange: &Exchange) -> String {
        match self.step {
            Step::Body => format!("{} {}", exchange.operation, exchange.status),
            // The keys of a map are data.
            Step::Field { owner, property: None, .. } => format!("{}.*", owner.title()),
            Step::Field { owner, name, .. } => format!("{}.{name}", owner.title()),
            Step::Item(_) => self.parent.map(|parent| parent.subject(exchange)).unwrap_or_default() + "[]",
        }
    }

    fn property(&self) -> Option<&'a Property> {
        match self.step {
            Step::Field { property, .. } => property,
            _ => None,
        }
    }
}

impl<'a> Comparison<'a> {
    /// Tells a difference, unless it has been told.
    fn tell(
        &mut self,
        kind: DriftKind,
        subject: &str,
        pointer: impl FnOnce() -> String,
        at: usize,
        message: impl FnOnce() -> String,
        edits: impl FnOnce(&mut Proposal<'_>) -> Vec<Edit>,
    ) {
        let key = format!("{} {subject}", kind.name());
        if self.told.keys.len() >= MOST || !self.told.keys.insert(key.clone()) {
            return;
        }
        let mut proposal = Proposal { spec: self.spec, exchange: self.exchange, taken: &mut self.told.names };
        let edits = edits(&mut proposal);
        self.found.push(Drift {
            kind,
            key,
            operation: self.exchange.operation.clone(),
            status: self.exchange.status,
            pointer: pointer(),
            message: message(),
            file: self.spec.table.file.clone(),
            line: self.spec.line(edits.first().map_or(at, Edit::at)),
            edits,
        });
    }

    fn status(&mut self, operation: &Operation) {
        let Exchange { operation: name, status, .. } = self.exchange;
        self.tell(
            DriftKind::Status,
            &format!("{name} {status}"),
            String::new,
            operation.at,
            || format!("{name} responds with {status}, which is not documented"),
            |proposal| proposal.status(operation),
        );
        // A success that has another status is read like the documented one.
        let success = operation.success().filter(|_| self.exchange.is_success());
        if let Some(response) = success.and_then(|number| self.spec.table.response(number)) {
            self.response(response);
        }
    }

    fn response(&mut self, response: &'a Response) {
        for name in self.exchange.headers.keys() {
            if OF_NOTE.contains(&name.as_str()) && !response.headers.contains(name) {
                self.tell(
                    DriftKind::Header,
                    &format!("{} {name}", response.pointer),
                    String::new,
                    response.at,
                    || format!("the header {name} is not documented"),
                    |proposal| proposal.header(response, name),
                );
            }
        }
        let spec = self.spec;
        let root = Spot { parent: None, step: Step::Body };
        match (&self.exchange.body, response.body.and_then(|number| spec.schema(number))) {
            (Body::Json(value), Some(schema)) => self.value(value, schema, root),
            (Body::Json(_), None) if !response.has_body => {
                self.other_body(response, "a body, where none is documented")
            }
            // A failure of a proxy has any body.
            (Body::Empty, Some(_)) if self.exchange.is_success() => self.other_body(response, "no body"),
            (Body::Other, Some(_)) if self.exchange.is_success() => {
                self.other_body(response, "a body that is not JSON")
            }
            _ => {}
        }
    }

    fn other_body(&mut self, response: &Response, what: &str) {
        let Exchange { operation, status, .. } = self.exchange;
        self.tell(
            DriftKind::Body,
            &format!("{operation} {status}"),
            String::new,
            response.at,
            || format!("the response {status} of {operation} has {what}"),
            |_| Vec::new(),
        );
    }

    fn value(&mut self, value: &Value, schema: &'a Schema, spot: Spot<'_>) {
        let Some(left) = self.left.checked_sub(1) else { return };
        self.left = left;
        let Some(expected) = schema.kind.as_deref() else { return };
        match (value, expected) {
            (Value::Null, _) => self.null(schema, spot),
            (Value::Object(fields), "object") => self.object(fields, schema, spot),
            (Value::Array(items), "array") => {
                let Some(of_items) = schema.items.and_then(|items| self.spec.schema(items)) else { return };
                for (number, item) in items.iter().enumerate() {
                    self.value(item, of_items, Spot::within(&spot, Step::Item(number)));
                }
            }
            (Value::String(text), "string") => self.text(text, schema, spot),
            (Value::Number(_), "number") | (Value::Bool(_), "boolean") => {}
            (Value::Number(number), "integer") if number.is_i64() || number.is_u64() => {}
            (other, _) => {
                let (subject, found) = (spot.subject(self.exchange), kind(other));
                self.tell(
                    DriftKind::Type,
                    &format!("{subject} {found}"),
                    || spot.pointer(),
                    spot.property().map_or(schema.at, |property| property.at),
                    || format!("{subject} has the type {found}, and {expected} is documented"),
                    |proposal| proposal.retyped(schema, other),
                );
            }
        }
    }

    fn null(&mut self, schema: &Schema, spot: Spot<'_>) {
        let property = spot.property();
        if schema.nullable || property.is_some_and(|property| property.nullable) {
            return;
        }
        let subject = spot.subject(self.exchange);
        self.tell(
            DriftKind::Null,
            &subject,
            || spot.pointer(),
            property.map_or(schema.at, |property| property.at),
            || format!("{subject} is null, which is not documented"),
            |proposal| proposal.nullable(property.and_then(|property| property.add_key.as_ref())),
        );
    }

    fn object(&mut self, fields: &Map<String, Value>, schema: &'a Schema, spot: Spot<'_>) {
        let spec = self.spec;
        for (name, value) in fields {
            let property = schema.properties.get(name);
            let known = property.map(|property| property.schema).or(schema.extra);
            let step = Step::Field { owner: schema, name, property };
            match known.and_then(|number| spec.schema(number)) {
                Some(described) => self.value(value, described, Spot::within(&spot, step)),
                None if schema.is_map => {}
                None => self.unknown_field(name, value, schema, Spot::within(&spot, step)),
            }
        }
        for name in schema.required.keys().filter(|name| !fields.contains_key(*name)) {
            let subject = format!("{}.{name}", schema.title());
            self.tell(
                DriftKind::MissingField,
                &subject,
                || spot.pointer(),
                schema.properties.get(name).map_or(schema.at, |property| property.at),
                || format!("{subject} is missing, and is documented as required"),
                |proposal| proposal.optional(schema, name),
            );
        }
    }

    fn unknown_field(&mut self, name: &str, value: &Value, schema: &Schema, spot: Spot<'_>) {
        let subject = format!("{}.{}", schema.title(), shown(name));
        let found = if value.is_null() { "null" } else { kind(value) };
        self.tell(
            DriftKind::UnknownField,
            &subject,
            || spot.pointer(),
            schema.at,
            || format!("{subject} ({found}) is not documented"),
            |proposal| if is_usable(name) { proposal.property(schema, name, value) } else { Vec::new() },
        );
    }

    fn text(&mut self, text: &str, schema: &Schema, spot: Spot<'_>) {
        let Some(values) = &schema.values else { return };
        if values.contains(text) {
            return;
        }
        let is_sensitive = schema.sensitive || is_sensitive(&spot);
        let (shown, subject) = (shown(text), schema.title());
        let told = if is_sensitive { format!("<string of {}>", text.chars().count()) } else { shown.clone() };
        let subject = if subject.starts_with('#') { spot.subject(self.exchange) } else { subject.to_owned() };
        self.tell(
            DriftKind::UnknownValue,
            &format!("{subject} {told}"),
            || spot.pointer(),
            schema.at,
            || format!("{subject} has the value {told}, which is not documented"),
            |proposal| if is_sensitive || shown != text { Vec::new() } else { proposal.value(schema, text) },
        );
    }

    fn code(&mut self) {
        let (spec, status) = (self.spec, self.exchange.status);
        let Some(code) = self.exchange.code() else { return };
        let told = shown(code);
        match spec.code(code) {
            Some(known) if known.statuses.contains(&status) => {}
            Some(known) => self.tell(
                DriftKind::CodeStatus,
                &format!("{told} {status}"),
                || "/error_code".to_owned(),
                known.at,
                || format!("the error code {told} comes with the status {status}, which is not documented for it"),
                |proposal| proposal.code_status(known.add.as_ref()),
            ),
            None => self.tell(
                DriftKind::Code,
                &told,
                || "/error_code".to_owned(),
                spec.table.add_codes.as_ref().map_or(0, |to| to.at),
                || format!("the error code {told} (status {status}) is not documented"),
                |proposal| if told == code { proposal.code(code) } else { Vec::new() },
            ),
        }
    }
}

/// Returns whether a value at this place, or what contains it, is sensitive.
fn is_sensitive(spot: &Spot<'_>) -> bool {
    spot.property().is_some_and(|property| property.sensitive) || spot.parent.is_some_and(is_sensitive)
}

/// Returns a name or a value of the service as a part of a line.
pub(super) fn shown(text: &str) -> String {
    let line = printable(text);
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
