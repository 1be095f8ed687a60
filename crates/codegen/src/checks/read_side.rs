//! Checks that schemas of responses are open, because a client that rejects an unknown value loses the whole response,
//! and that schemas of requests leave choices to the caller (MV07).

use super::{Check, at_key, at_value, key, schema};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::fix::Plan;
use crate::openapi::SCHEMA;
use crate::yaml::{Cursor, ScalarKind};

pub(super) const CHECKS: &[Check] = &[schemas];

fn schemas(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for schema in document.all(&SCHEMA) {
        if document.is_read(schema) {
            read(document, schema, findings);
        }
        if document.is_sent(schema) {
            sent(document, schema, findings);
        }
    }
}

fn read(document: &Document<'_>, schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    if let Some(values) = schema.get("enum").filter(|_| !schema.flag("x-extensible-enum")) {
        let finding = at_key(&codes::READ_CLOSED_ENUM, &values, "a response contains this enum, and it is closed");
        findings.push(
            finding
                .with_help("add `x-extensible-enum: true`")
                .with_plan(opened(schema))
                .with_note("the first value that the service adds would make every response with it fail"),
        );
    }
    let kind = schema.text_of("type").unwrap_or_default();
    let limits = schema::LIMITS.iter().filter(|(_, kinds)| kinds.contains(&kind));
    for limit in limits.filter_map(|(limit, _)| schema.get(limit)) {
        let message = format!("a response contains this value, and `{}` limits it", key(&limit));
        let finding = at_key(&codes::READ_LIMIT, &limit, message);
        findings.push(
            finding
                .with_help("state the limit in the description; only requests need limits")
                .with_plan(Plan::new(format!("remove `{}`", key(&limit))).without(schema, &limit))
                .with_note("a value outside the limit would make the whole response fail"),
        );
    }
    if let Some(additional) = schema.get("additionalProperties")
        && additional.scalar().is_some_and(|scalar| scalar.kind == ScalarKind::Bool(false))
    {
        let message = "a response contains this object, and it rejects new properties";
        let finding = at_value(&codes::READ_ADDITIONAL, &additional, message);
        let plan = Plan::new("remove `additionalProperties: false`").certain(true).without(schema, &additional);
        findings.push(finding.with_help("remove `additionalProperties: false`").with_plan(plan));
    }
    lists(document, schema, findings);
    one_way(document, schema, "writeOnly", "a response", findings);
}

/// Returns the change that opens an enum.
fn opened(schema: &Cursor<'_>) -> Option<Plan> {
    let mark = "x-extensible-enum";
    match schema.get(mark) {
        None => {
            let plan = Plan::new(format!("add `{mark}: true`")).certain(true);
            Some(plan.beside(schema, "enum", mark, "true")).filter(|_| schema.text_of("type") == Some("string"))
        }
        Some(flag) if flag.node.boolean() == Some(false) => {
            Some(Plan::new(format!("write `{mark}: true`")).yaml(flag.node.span.clone(), "true"))
        }
        Some(_) => None,
    }
}

/// Reports required properties that are meant for the other direction only.
fn one_way(document: &Document<'_>, schema: &Cursor<'_>, flag: &str, way: &str, findings: &mut Vec<Diagnostic>) {
    let required = schema.get("required");
    for name in schema.items_of("required") {
        let property = schema.get("properties").and_then(|properties| properties.get(name.text()?));
        let Some(property) = property else { continue };
        if property.flag(flag) || document.resolve(&property).flag(flag) {
            let message = format!("{way} would require `{}`, which is `{flag}`", name.text().unwrap_or_default());
            let finding = at_value(&codes::ONE_WAY_REQUIRED, &name, message);
            let plan = required.as_ref().and_then(|required| {
                Plan::new(format!("remove `{}` from `required`", name.text().unwrap_or_default()))
                    .without(required, &name)
            });
            findings.push(finding.with_help("remove it from `required`").with_plan(plan));
        }
    }
}

fn lists(document: &Document<'_>, schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let required: Vec<&str> = schema.items_of("required").filter_map(|name| name.text()).collect();
    for (name, property) in schema.entries_of("properties") {
        let list = document.resolve(&property);
        let nullable = property.flag("nullable") || list.flag("nullable");
        if list.text_of("type") == Some("array") && !nullable && !required.contains(&name) {
            let message = format!("a response contains the optional list `{name}`, and it is not nullable");
            let finding = at_key(&codes::READ_LIST, &property, message);
            let finding = finding.with_help("add `nullable: true`; the client reads null as an empty list");
            let plan = Plan::new("add `nullable: true`").beside(&property, "type", "nullable", "true").certain(true);
            findings.push(
                finding.with_plan(plan.only_if(property.get("type").is_some() && property.get("nullable").is_none())),
            );
        }
    }
}

fn sent(document: &Document<'_>, schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    one_way(document, schema, "readOnly", "a request", findings);
    for (name, property) in schema.entries_of("properties") {
        let default = property.get("default").or_else(|| document.resolve(&property).get("default"));
        if let Some(default) = default {
            let message = format!("clients would always send the default of `{name}`");
            let finding = at_key(&codes::SENT_DEFAULT, &default, message);
            let plan =
                property.get("default").and_then(|default| Plan::new("remove `default`").without(&property, &default));
            let help = "remove it, and state in the description what the service assumes";
            findings.push(finding.with_help(help).with_plan(plan));
        }
    }
}
