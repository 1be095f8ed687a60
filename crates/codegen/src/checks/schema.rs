//! Checks that schemas have a type that the client can have, and keywords, limits, values, names, defaults and examples
//! that fit it (MV06).

use regress::Regex;

use super::{Check, at_key, at_value, key};
use crate::codes::{self, Code};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::fix::{Plan, single_quoted};
use crate::formats::Format;
use crate::names::fold;
use crate::openapi::{FORMATS, HEADER, MEDIA_TYPE, PARAMETER, SCHEMA};
use crate::similar::similar;
use crate::validate::validate;
use crate::yaml::{Cursor, ScalarKind};

pub(super) const CHECKS: &[Check] = &[schemas, each_other, names, example_twice, examples];

/// The checks of a schema by itself.
const OF_SCHEMA: &[fn(&Document<'_>, &Cursor<'_>, &mut Vec<Diagnostic>)] =
    &[items, required, says_what_it_is, keywords, format, limits, pattern, values, alternatives, inline, default];

fn schemas(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for schema in document.all(&SCHEMA) {
        OF_SCHEMA.iter().for_each(|check| check(document, schema, findings));
    }
}

fn items(_: &Document<'_>, schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    if schema.text_of("type") == Some("array") && schema.get("items").is_none() {
        let place = schema.get("type").unwrap_or_else(|| schema.clone());
        let finding = at_value(&codes::ARRAY_ITEMS, &place, "the list has no `items`");
        findings.push(finding.with_help("add `items`, such as `items: {type: string}`"));
    }
}

fn required(document: &Document<'_>, schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let known: Vec<&str> = document.properties(schema).into_iter().map(|(name, _)| name).collect();
    for name in schema.items_of("required") {
        let Some(text) = name.text().filter(|text| !known.contains(text)) else { continue };
        let finding =
            at_value(&codes::REQUIRED_UNKNOWN, &name, format!("the required property `{text}` does not exist"));
        findings.push(finding.with_meant(similar(text, known.iter().copied()), "add the property, or remove the name"));
    }
}

/// Reports objects that require themselves, directly or through others, so that no value is ever complete.
fn each_other(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for (name, schema) in document.components("schemas") {
        // One finding for each property that leads back, in each of the objects.
        for (property, found) in needed(document, &schema) {
            if found.pointer == schema.pointer || leads_to(document, &found, &schema) {
                let other = key(&found);
                let message = match found.pointer == schema.pointer {
                    true => format!("`{name}` requires itself"),
                    false => format!("`{name}` requires `{other}`, which requires `{name}` in turn"),
                };
                let finding = at_key(&codes::REQUIRED_EACH_OTHER, &property, message);
                findings.push(
                    finding.with_help("remove one of the properties from `required`, or make it nullable or a list"),
                );
            }
        }
    }
}

fn leads_to(document: &Document<'_>, from: &Cursor<'_>, to: &Cursor<'_>) -> bool {
    let mut seen: Vec<String> = Vec::new();
    let mut next = vec![from.clone()];
    while let Some(schema) = next.pop() {
        if schema.pointer == to.pointer {
            return true;
        }
        if !seen.contains(&schema.pointer) {
            next.extend(needed(document, &schema).into_iter().map(|(_, found)| found));
            seen.push(schema.pointer);
        }
    }
    false
}

/// Returns the objects that every value of this one contains, each with the property that holds it.
fn needed<'a>(document: &Document<'a>, schema: &Cursor<'a>) -> Vec<(Cursor<'a>, Cursor<'a>)> {
    let parts = schema.items_of("allOf").map(|part| document.resolve(&part));
    let holders: Vec<Cursor<'a>> = parts.chain([schema.clone()]).collect();
    let required = holders.iter().filter_map(|holder| holder.get("required"));
    let required: Vec<&str> = required.flat_map(|names| names.items()).filter_map(|name| name.text()).collect();
    let properties = holders.iter().filter_map(|holder| holder.get("properties"));
    let held = properties.flat_map(|properties| properties.entries()).filter(|(name, _)| required.contains(name));
    held.filter(|(_, property)| !property.flag("nullable"))
        .filter_map(|(_, property)| {
            let part = property.get("allOf").and_then(|parts| parts.items().next());
            let whole = document.resolve(&part.unwrap_or_else(|| property.clone()));
            (!whole.flag("nullable")).then_some((property, whole))
        })
        .collect()
}

fn says_what_it_is(_: &Document<'_>, schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let says = ["type", "allOf", "oneOf", "anyOf", "not"].iter().any(|key| schema.get(key).is_some());
    // The walk reports a misspelt `type` as an unknown key.
    let misspelt = schema.entries().any(|(key, _)| similar(key, ["type"].into_iter()).is_some());
    if says || misspelt || schema.map().is_none() {
        return;
    }
    let meant = if schema.get("properties").is_some() || schema.get("required").is_some() {
        "object"
    } else if schema.get("items").is_some() {
        "array"
    } else {
        "string"
    };
    let finding = at_key(&codes::TYPE_MISSING, schema, "the schema has no type");
    findings.push(
        finding
            .with_help(format!("add `type: {meant}`"))
            .with_note("it would accept any value and become a `serde_json::Value`"),
    );
}

/// Keywords that limit a value, and the types that they apply to.
pub(super) const LIMITS: &[(&str, &[&str])] = &[
    ("minLength", &["string"]),
    ("maxLength", &["string"]),
    ("pattern", &["string"]),
    ("minimum", &["integer", "number"]),
    ("maximum", &["integer", "number"]),
    ("minItems", &["array"]),
    ("maxItems", &["array"]),
    ("minProperties", &["object"]),
    ("maxProperties", &["object"]),
];

/// Other keywords, and the types that they apply to.
const OTHERS: &[(&str, &[&str])] = &[
    ("exclusiveMinimum", &["integer", "number"]),
    ("exclusiveMaximum", &["integer", "number"]),
    ("multipleOf", &["integer", "number"]),
    ("items", &["array"]),
    ("uniqueItems", &["array"]),
    ("properties", &["object"]),
    ("additionalProperties", &["object"]),
    ("required", &["object"]),
];

/// Returns the keyword that limits values of a type as another keyword limits those of its own.
fn equivalent(keyword: &str, kind: &str) -> Option<&'static str> {
    let least = matches!(keyword, "minLength" | "minimum" | "minItems" | "minProperties");
    if !least && !matches!(keyword, "maxLength" | "maximum" | "maxItems" | "maxProperties") {
        return None;
    }
    match (kind, least) {
        ("string", true) => Some("minLength"),
        ("string", false) => Some("maxLength"),
        ("array", true) => Some("minItems"),
        ("array", false) => Some("maxItems"),
        // `maxLength` of a number limits its digits.
        _ => None,
    }
}

fn keywords(_: &Document<'_>, schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(kind) = schema.text_of("type") else { return };
    for (keyword, kinds) in LIMITS.iter().chain(OTHERS).filter(|(_, kinds)| !kinds.contains(&kind)) {
        if let Some(at) = schema.get(keyword) {
            let message = format!("`{keyword}` does not apply to type {kind}");
            let finding = at_key(&codes::KEYWORD_MISPLACED, &at, message);
            // The walk reports a `required` that is no list.
            if *keyword == "required" && !at.is_list() {
                continue;
            }
            let plan = Plan::new(format!("remove `{keyword}`")).without(schema, &at);
            let equivalent = equivalent(keyword, kind).filter(|other| schema.get(other).is_none());
            findings.push(match (*keyword, equivalent) {
                ("required", _) => finding.with_help("list the property in the `required` of its parent"),
                (_, Some(other)) => finding.meaning(other, other, true),
                _ => finding
                    .with_help(format!("it applies to type {}; remove it, or change the type", kinds.join(" or ")))
                    .with_plan(plan),
            });
        }
    }
    if let Some(not) = schema.get("not") {
        let finding = at_key(&codes::NOT, &not, "`not` is not supported");
        findings.push(finding.with_help("state the restriction in the description"));
    }
}

const TYPES: &[&str] = &["string", "integer", "number", "boolean", "array", "object"];

fn format(_: &Document<'_>, schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let (Some(at), Some(kind)) = (schema.get("format"), schema.text_of("type")) else { return };
    // The walk reports a type that does not exist.
    let Some(format) = at.text().filter(|_| TYPES.contains(&kind)) else { return };
    let known = FORMATS.iter().find(|(owner, _)| *owner == kind).map_or(&[][..], |(_, formats)| formats);
    if !known.contains(&format) {
        let finding = at_value(&codes::FORMAT, &at, format!("unknown format `{format}` for type {kind}"));
        let otherwise = match known.is_empty() {
            true => format!("type {kind} has no formats; remove it"),
            false => format!("known formats are {}", known.join(", ")),
        };
        findings.push(finding.with_meant(similar(format, known.iter().copied()), otherwise));
    } else if let Some(checked) = Format::read(format)
        && let Some(value) = schema.items_of("enum").find_map(|value| {
            let text = value.text()?;
            (!checked.accepts(text)).then_some(value)
        })
    {
        let message = format!(
            "the enum has the value `{}`, which is not {}",
            value.text().unwrap_or_default(),
            checked.in_words()
        );
        let finding = at_value(&codes::LIMITS, &at, message).with_related(value.place(), "the value");
        findings.push(finding.with_help("remove the format, or the value"));
    }
}

const PAIRS: &[(&str, &str)] =
    &[("minLength", "maxLength"), ("minItems", "maxItems"), ("minProperties", "maxProperties"), ("minimum", "maximum")];

fn limits(_: &Document<'_>, schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    for (least, most) in PAIRS {
        pair(schema, least, most, findings);
    }
    if let Some(step) = schema.get("multipleOf")
        && step.number().is_some_and(|step| step <= 0.0)
    {
        let finding = at_value(&codes::LIMITS, &step, "`multipleOf` must be greater than 0");
        let plan = Plan::new("remove `multipleOf`").without(schema, &step);
        findings.push(finding.with_help("write the step between two values, or remove it").with_plan(plan));
    }
}

fn pair(schema: &Cursor<'_>, least: &str, most: &str, findings: &mut Vec<Diagnostic>) {
    let (low, high) = (schema.get(least), schema.get(most));
    let (Some(low), Some(high)) = (low, high) else { return };
    let (Some(smallest), Some(largest)) = (low.number(), high.number()) else { return };
    let open = schema.flag("exclusiveMinimum") || schema.flag("exclusiveMaximum");
    if smallest > largest || (smallest == largest && open && least == "minimum") {
        let message = format!("no value satisfies both `{least}: {smallest}` and `{most}: {largest}`");
        let finding = at_value(&codes::LIMITS, &low, message).with_related(high.place(), "the other limit");
        findings.push(match (smallest > largest, low.scalar(), high.scalar()) {
            (true, Some(least_text), Some(most_text)) => {
                let plan = Plan::new(format!("exchange `{least}` and `{most}`"))
                    .yaml(low.node.span.clone(), &*most_text.text)
                    .yaml(high.node.span.clone(), &*least_text.text);
                finding
                    .with_help(format!("exchange the two, or correct one of them: `{least}` is the lower limit"))
                    .with_plan(plan)
            }
            _ => finding.with_help("correct one of the limits, or remove the exclusive one"),
        });
    }
}

fn pattern(_: &Document<'_>, schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(pattern) = schema.get("pattern") else { return };
    let of_unicode = |text: &str| ["\\p{", "\\P{", "\\u{"].into_iter().find(|class| text.contains(class));
    let delimited = pattern.text().and_then(|text| text.strip_prefix('/')?.strip_suffix('/'));
    if let Some(inner) = delimited.filter(|inner| inner.starts_with('^') || inner.ends_with('$')) {
        let finding = at_value(&codes::REGEX, &pattern, "the slashes around the pattern are part of it");
        let plan = Plan::new("").text(pattern.node.span.clone(), inner).certain(true);
        findings.push(finding.with_help(format!("write `{inner}`, without the slashes")).with_plan(plan));
        return;
    }
    let anchors = [("\\A", "^"), ("\\Z", "$"), ("\\z", "$")];
    if let Some((anchor, instead)) = anchors
        .into_iter()
        .find(|(anchor, _)| pattern.text().is_some_and(|text| text.starts_with(anchor) || text.ends_with(anchor)))
    {
        let letter = &anchor[1..];
        let message = format!("`{anchor}` is no anchor here: it matches the letter `{letter}`");
        findings.push(at_value(&codes::REGEX, &pattern, message).with_help(format!("write `{instead}` in its place")));
        return;
    }
    if let Some(class) = pattern.text().and_then(of_unicode) {
        let (escape, letter) = (&class[..2], &class[1..2]);
        let message = format!("`{class}…}}` is not a Unicode escape here: `{escape}` matches the letter `{letter}`");
        let finding = at_value(&codes::REGEX, &pattern, message);
        findings.push(finding.with_help("list the characters, such as `[\\u4e00-\\u9fff]` in single quotes"));
    } else if let Some(Err(error)) = pattern.text().map(Regex::new) {
        let finding = at_value(&codes::REGEX, &pattern, format!("invalid regular expression: {error}"));
        findings.push(finding.with_help("use ECMAScript syntax, in single quotes"));
    }
}

fn values(_: &Document<'_>, schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(list) = schema.get("enum").filter(Cursor::is_list) else { return };
    if list.items().next().is_none() {
        let finding = at_key(&codes::ENUM_EMPTY, &list, "the enum has no values");
        findings.push(finding.with_help("list the values, or remove `enum`"));
    }
    let mut seen: Vec<Cursor<'_>> = Vec::new();
    for value in list.items() {
        let Some(scalar) = value.scalar() else {
            let message = format!("an enum value must be a scalar, not {}", value.what());
            findings.push(
                at_value(&codes::ENUM_TYPE, &value, message)
                    .with_help("list plain values; the meaning of each belongs in `x-enum-descriptions`"),
            );
            continue;
        };
        let kind = schema.text_of("type").unwrap_or_default();
        let null = scalar.kind == ScalarKind::Null && schema.flag("nullable");
        let fits = match kind {
            "string" => scalar.kind == ScalarKind::Text,
            "integer" => matches!(scalar.kind, ScalarKind::Integer(_)),
            "number" => value.number().is_some(),
            "boolean" => matches!(scalar.kind, ScalarKind::Bool(_)),
            _ => true,
        };
        if !fits && !null {
            let message = format!("the value `{}` is {}, but the enum is of type {kind}", scalar.text, value.what());
            let finding = at_value(&codes::ENUM_TYPE, &value, message);
            let plan = |yaml: &str| Plan::new("").yaml(value.node.span.clone(), yaml);
            let number = !scalar.plain && scalar.text.parse::<f64>().is_ok_and(f64::is_finite);
            let whole = scalar.text.parse::<i64>().is_ok();
            findings.push(match kind {
                "string" if scalar.kind == ScalarKind::Null && scalar.plain => finding
                    .with_help("to allow null, remove it and write `nullable: true`; as a text, put it in quotes"),
                "string" => {
                    let quoted = single_quoted(&scalar.text);
                    finding.with_help(format!("put it in quotes: `{quoted}`")).with_plan(plan(&quoted).certain(true))
                }
                "integer" if number && whole => {
                    finding.with_help("remove the quotes").with_plan(plan(&scalar.text).certain(true))
                }
                "number" if number => {
                    finding.with_help("remove the quotes").with_plan(plan(&scalar.text).certain(true))
                }
                _ => finding.with_help(format!("write a value of type {kind}, or change the `type`")),
            });
        }
        let same = |other: &&Cursor<'_>| {
            other.scalar().is_some_and(|other| other.text == scalar.text && other.kind == scalar.kind)
        };
        if let Some(first) = seen.iter().find(same) {
            let finding = at_value(&codes::ENUM_DUPLICATE, &value, format!("duplicate enum value `{}`", scalar.text));
            let plan = Plan::new("remove the duplicate").certain(true).without(&list, &value);
            // The names of the values are in the same order, so there must be none for the duplicate.
            let names = schema.get("x-enum-varnames").map(|names| names.items().count());
            let plan = plan.filter(|_| names.is_none_or(|names| names + 1 == list.items().count()));
            let finding = finding.with_related(first.place(), "first occurrence");
            findings.push(finding.with_help("remove one of the two").with_plan(plan));
        }
        seen.push(value);
    }
}

fn alternatives(document: &Document<'_>, schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    for key in ["anyOf", "oneOf"] {
        if let Some(union) = schema.get(key) {
            findings.push(union_of(document, key, &union));
        }
    }
    // The walk reports a discriminator that is no map.
    if let Some(discriminator) = schema.get("discriminator").filter(|discriminator| discriminator.map().is_some()) {
        let finding = at_key(&codes::DISCRIMINATOR, &discriminator, "the discriminator is ignored");
        findings.push(finding.with_help("describe one object with optional properties"));
    }
}

fn union_of(document: &Document<'_>, key: &str, union: &Cursor<'_>) -> Diagnostic {
    let object = |part: Cursor<'_>| part.text_of("type") == Some("object") || part.get("properties").is_some();
    let scalars = !union.items().any(|part| object(document.resolve(&part)));
    let finding = at_key(&codes::UNION, union, format!("`{key}` becomes a type that is hard to use"));
    let null = |part: &Cursor<'_>| part.text_of("type") == Some("null");
    if union.items().count() == 2 && union.items().any(|part| null(&part)) {
        let other = union.items().find(|part| !null(part));
        let target = other.as_ref().and_then(|other| other.text_of("$ref"));
        return finding.with_help(match target {
            Some(target) => format!("write `allOf: [{{$ref: '{target}'}}]` and `nullable: true` in place of `{key}`"),
            None => format!("write the keys of the other alternative in place of `{key}`, and `nullable: true`"),
        });
    }
    match (key, scalars) {
        (_, true) => finding.with_help("for an enum that can grow, use `enum` with `x-extensible-enum: true`"),
        _ => finding.with_help("describe one object with optional properties"),
    }
    .with_note(match key {
        "anyOf" => "it would become a struct of all alternatives, which fails for every scalar",
        _ => "it would become an enum whose variants have no names, tried in order",
    })
}

fn inline(_: &Document<'_>, schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let component = schema.pointer.strip_prefix("#/components/schemas/").is_some_and(|name| !name.contains('/'));
    let what = if schema.get("enum").is_some() {
        "enum"
    } else if schema.text_of("type") == Some("object") && schema.get("properties").is_some() {
        "object"
    } else {
        return;
    };
    if !component {
        let finding = at_key(&codes::INLINE, schema, format!("the {what} has no name"));
        findings.push(finding.with_help("put it under `components/schemas` and refer to it"));
    }
}

/// The name, folded, of the type that the generated code has beside those of the schemas.
const TAKEN: &str = "lifecycle";

fn names(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    distinct(document.components("schemas"), "schemas", at_key, findings);
    for (name, schema) in document.components("schemas").filter(|(name, _)| fold(name) == TAKEN) {
        let message = format!("the generated code already has a type named `{name}`");
        let finding = at_key(&codes::TYPE_NAME_TAKEN, &schema, message);
        findings.push(finding.with_help("give the schema another name"));
    }
    for name in document.all(&PARAMETER).filter_map(|parameter| parameter.get("name")) {
        if name.text().is_some_and(|text| fold(text).is_empty()) {
            let message = format!("the name `{}` needs at least one letter or digit", name.text().unwrap_or_default());
            findings.push(at_value(&codes::NAME_EMPTY, &name, message).with_help("use letters and digits"));
        }
    }
    for schema in document.all(&SCHEMA) {
        let properties = schema.entries_of("properties");
        distinct(properties, "properties", at_key, findings);
        let values: Vec<(&str, Cursor<'_>)> =
            schema.items_of("enum").filter_map(|value| Some((value.text()?, value))).collect();
        // The generator names a variant even for a value without letters, such as an empty one.
        distinct(values.into_iter().filter(|(value, _)| !fold(value).is_empty()), "values", at_value, findings);
    }
}

type Place = fn(&'static Code, &Cursor<'_>, String) -> Diagnostic;

fn distinct<'a>(
    names: impl Iterator<Item = (&'a str, Cursor<'a>)>,
    what: &str,
    place: Place,
    findings: &mut Vec<Diagnostic>,
) {
    let mut seen: Vec<(String, &str, Cursor<'_>)> = Vec::new();
    for (name, at) in names {
        let folded = fold(name);
        if folded.is_empty() {
            let message = format!("the name `{name}` needs at least one letter or digit");
            findings.push(place(&codes::NAME_EMPTY, &at, message).with_help("use letters and digits"));
            continue;
        }
        match seen.iter().find(|(other, _, _)| *other == folded) {
            // Another check reports the same name twice.
            Some((_, other, _)) if *other == name => {}
            Some((_, other, first)) => {
                let message = format!("the {what} `{other}` and `{name}` become the same name in Rust");
                let first = place(&codes::NAMES_FOLD, first, String::new()).span.unwrap_or_default();
                let finding = place(&codes::NAMES_FOLD, &at, message).with_related(first, "first occurrence");
                findings.push(finding.with_help(match what {
                    "schemas" => "rename one of them, so that they differ in more than case and marks",
                    _ => {
                        "keep one of them if both are the same; if the service has both, describe one in the text only"
                    }
                }));
            }
            None => seen.push((folded, name, at)),
        }
    }
}

fn default(document: &Document<'_>, schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(default) = schema.get("default") else { return };
    validate(document, schema, &default, &mut |at, fault| {
        let finding = at_value(&codes::DEFAULT_INVALID, at, format!("invalid default: {}", fault.message));
        findings.push(match fault.fix {
            Some(plan) => finding.with_help(fault.help).with_plan(plan),
            None => finding.with_help("use a value that the schema allows"),
        });
    });
}

fn example_twice(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for holder in document.all(&MEDIA_TYPE).chain(document.all(&PARAMETER)) {
        if let (Some(_), Some(examples)) = (holder.get("example"), holder.get("examples")) {
            let finding = at_key(&codes::EXAMPLE_TWICE, &examples, "`example` and `examples` are mutually exclusive");
            let plan =
                holder.get("example").and_then(|example| Plan::new("remove `example`").without(holder, &example));
            findings.push(finding.with_help("keep one of them").with_plan(plan));
        }
    }
}

fn examples(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for schema in document.all(&SCHEMA) {
        if let Some(example) = schema.get("example") {
            valid(document, schema, &example, findings);
        }
    }
    for kind in [&MEDIA_TYPE, &PARAMETER, &HEADER] {
        for holder in document.all(kind) {
            let Some(schema) = holder.get("schema") else { continue };
            if let Some(example) = holder.get("example") {
                valid(document, &schema, &example, findings);
            }
            for (_, example) in holder.entries_of("examples") {
                if let Some(value) = document.resolve(&example).get("value") {
                    valid(document, &schema, &value, findings);
                }
            }
        }
    }
}

fn valid<'a>(document: &Document<'a>, schema: &Cursor<'a>, value: &Cursor<'a>, findings: &mut Vec<Diagnostic>) {
    validate(document, schema, value, &mut |at, fault| {
        let finding = at_value(&codes::EXAMPLE_INVALID, at, format!("invalid example: {}", fault.message));
        let finding = finding.with_note(format!("the schema is {}", document.resolve(schema).pointer));
        findings.push(finding.with_help(fault.help).with_plan(fault.fix));
    });
}
