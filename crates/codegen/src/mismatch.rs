//! Explains a value that does not have the shape that OpenAPI requires: what is wrong, and what to write instead.

use crate::advice::{Advice, Place};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::fix::{Plan, flow, single_quoted, written};
use crate::idioms;
use crate::openapi::{EXTERNAL_DOCS, Object, SERVER, Shape};
use crate::yaml::{Content, Cursor, Scalar, ScalarKind};

/// Reports a value that does not have this shape.
pub(crate) fn wrong_type(root: &Cursor<'_>, at: &Cursor<'_>, shape: &Shape) -> Diagnostic {
    let wanted = match shape {
        Shape::Text | Shape::Choice(_) => "a string",
        Shape::Boolean => "true or false",
        Shape::Size => "an integer that is 0 or more",
        Shape::Number => "a number",
        Shape::List(_) => "a list",
        Shape::BooleanOr(_) => "true, false or a map",
        _ => "a map",
    };
    let key = at.key().map_or_else(String::new, |key| format!("`{}` ", key.text));
    let message = match (shape, at.scalar()) {
        (Shape::Size, Some(Scalar { text, kind: ScalarKind::Integer(_) | ScalarKind::Float(_), .. })) => {
            format!("{key}must be {wanted}, not {text}")
        }
        _ => format!("{key}must be {wanted}, not {}", at.what()),
    };
    let place = Place { root, at };
    let Advice { help, plan } = match shape {
        Shape::Text => text(&place),
        Shape::Choice(_) => choice(&place),
        Shape::Boolean => boolean(&place).unwrap_or_else(|| no_boolean(&place)),
        Shape::Size | Shape::Number => number(&place, matches!(shape, Shape::Size)),
        Shape::List(item) => list(&place, item),
        Shape::BooleanOr(object) => boolean(&place).unwrap_or_else(|| map(&place, Some(object))),
        Shape::Object(object) | Shape::Reference(object) => map(&place, Some(object)),
        _ => map(&place, None),
    };
    Diagnostic::new(&codes::WRONG_TYPE, at.place(), at.pointer.clone(), message).with_help(help).with_plan(plan)
}

/// Returns the scalar, unless its value is left out.
fn there<'a>(place: &Place<'_, 'a>) -> Option<&'a Scalar> {
    place.at.scalar().filter(|scalar| !scalar.text.is_empty() || !scalar.plain)
}

fn nothing(place: &Place<'_, '_>, what: &str) -> Advice {
    Advice::of(match place.key() {
        "" => format!("write {what} here, or remove the entry"),
        key => format!("write {what} after `{key}:`, or remove the key"),
    })
}

fn text(place: &Place<'_, '_>) -> Advice {
    match (there(place), &place.at.node.content) {
        (Some(scalar), _) => {
            let quoted = single_quoted(&scalar.text);
            let plan = Plan::new("").yaml(place.at.node.span.clone(), &*quoted);
            Advice::with(format!("put it in quotes: `{quoted}`"), plan.certain(scalar.kind != ScalarKind::Null))
        }
        (None, Content::Scalar(_)) => nothing(place, "a string"),
        (None, Content::List(_)) => Advice::of("write one string; a text with brackets needs quotes"),
        (None, Content::Map(_)) => Advice::of("write one string; a text with braces or with `: ` needs quotes"),
    }
}

fn choice(place: &Place<'_, '_>) -> Advice {
    if place.key() == "type" && place.at.is_list() {
        let names: Vec<&str> = place.at.items().filter_map(|item| Some(item.scalar()?.text.as_str())).collect();
        let others: Vec<&&str> = names.iter().filter(|name| **name != "null").collect();
        let help = "OpenAPI 3.0 allows one type; write `nullable: true` beside it to allow null";
        return match (others.as_slice(), place.parent()) {
            ([one], Some(parent)) if place.at.node.span.len() > 1 => {
                let title = format!("write `type: {one}`");
                let plan = Plan::new(title).yaml(place.at.node.span.clone(), written(one)).certain(true);
                match names.len() > 1 && parent.get("nullable").is_none() {
                    true => Advice::with(
                        format!("write `type: {one}` and `nullable: true`; OpenAPI 3.0 allows one type"),
                        plan.beside(&parent, "type", "nullable", "true")
                            .titled(format!("write `type: {one}` and `nullable: true`")),
                    ),
                    false => Advice::with(format!("write `type: {one}`; OpenAPI 3.0 allows one type"), plan),
                }
            }
            _ => Advice::of(help),
        };
    }
    match (there(place), place.key()) {
        (Some(scalar), "type") if scalar.kind == ScalarKind::Null => {
            Advice::of("write the type of the other values, and `nullable: true` beside it to allow null")
        }
        (Some(_), _) => Advice::of("write one of the values that the key allows, as a string"),
        (None, _) => nothing(place, "one value"),
    }
}

/// Returns the boolean that a word means.
fn truth(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" | "y" | "on" | "1" => Some(true),
        "false" | "no" | "n" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// Returns what to do about a value that means a boolean.
fn boolean(place: &Place<'_, '_>) -> Option<Advice> {
    let scalar = there(place).filter(|_| !place.key().starts_with("exclusive") || place.at.number().is_none())?;
    let truth = truth(&scalar.text)?;
    let help = match scalar.plain {
        true => format!("write `{truth}`"),
        false => format!("remove the quotes: `{truth}`"),
    };
    let plan = Plan::new("").yaml(place.at.node.span.clone(), truth.to_string());
    Some(Advice::with(help, plan.certain(scalar.kind == ScalarKind::Text)))
}

fn no_boolean(place: &Place<'_, '_>) -> Advice {
    let key = place.key();
    match (there(place), key) {
        (Some(_), "exclusiveMinimum" | "exclusiveMaximum") if place.at.number().is_some() => {
            let limit = if key == "exclusiveMinimum" { "minimum" } else { "maximum" };
            let value = &place.at.scalar().map_or("", |scalar| &scalar.text);
            let help = format!("write `{limit}: {value}` and `{key}: true`; a number here is OpenAPI 3.1");
            match (place.parent(), place.at.key()) {
                (Some(parent), Some(own)) if parent.get(limit).is_none() => {
                    let plan = Plan::new(format!("write `{limit}: {value}` and `{key}: true`"));
                    let plan = plan.text(own.span.clone(), limit).beside(&parent, key, key, "true");
                    Advice::with(help, plan.certain(true))
                }
                _ => Advice::of(help),
            }
        }
        (_, "required") if place.at.is_list() => {
            Advice::of("write `required: true`; the names of required properties belong in the `required` of a schema")
        }
        (Some(scalar), "deprecated") if scalar.kind == ScalarKind::Text => {
            Advice::of("write `deprecated: true`, and say in the description what to use instead")
        }
        (Some(_), _) => Advice::of("write `true` or `false`, without quotes"),
        (None, _) => nothing(place, "`true` or `false`"),
    }
}

fn number(place: &Place<'_, '_>, size: bool) -> Advice {
    let what = if size { "a whole number that is 0 or more" } else { "a number" };
    let Some(scalar) = there(place) else { return nothing(place, what) };
    let key = place.key();
    if place.at.number().is_some_and(|number| number < 0.0) {
        return Advice::of(format!("write {what}; without `{key}`, there is no such limit"));
    }
    let plan = |number: &str| Plan::new("").yaml(place.at.node.span.clone(), number).certain(true);
    let digits = scalar.text.bytes().all(|byte| byte.is_ascii_digit()) && scalar.text.len() < 10;
    if !scalar.plain && (digits || (!size && scalar.text.parse::<f64>().is_ok_and(f64::is_finite))) {
        return Advice::with("remove the quotes", plan(&scalar.text));
    }
    let plain: String = scalar.text.chars().filter(|character| !matches!(character, '_' | ',' | ' ')).collect();
    if plain != scalar.text && !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit()) && plain.len() < 10
    {
        return Advice::with(format!("write `{plain}`"), plan(&plain));
    }
    if let Some(whole) = scalar.text.strip_suffix(".0").filter(|whole| whole.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Advice::with(format!("write `{whole}`"), plan(whole));
    }
    Advice::of(format!("write {what}, or remove `{key}`"))
}

fn list(place: &Place<'_, '_>, item: &Shape) -> Advice {
    let key = place.key();
    if key == "required" {
        return required(place);
    }
    match &place.at.node.content {
        Content::Scalar(_) => match there(place) {
            Some(scalar) => one_for_list(place, scalar, item),
            None => {
                // A scheme of `security` without scopes.
                let scopes =
                    place.above(2).is_some_and(|security| security.key().is_some_and(|key| key.text == "security"));
                match (scopes, place.at.key()) {
                    (true, Some(name)) => Advice::with(
                        format!("write `{}: []`", name.text),
                        Plan::new(format!("write `{}: []`", name.text)).value(name.span.clone(), "[]").certain(true),
                    ),
                    _ => nothing(place, "a list, each entry with a dash,"),
                }
            }
        },
        Content::Map(entries) => {
            let object = match item {
                Shape::Object(object) | Shape::Reference(object) => Some(*object),
                _ => None,
            };
            let is_item = |name: &str| {
                name == "$ref" || object.is_some_and(|object| object.keys.iter().any(|key| key.name == name))
            };
            let names: Vec<&str> = entries.iter().map(|entry| entry.key.text.as_str()).collect();
            match (key, names.first()) {
                ("enum", _) => Advice::of(format!(
                    "list the values: `enum: [{}]`; their meanings belong in `x-enum-descriptions`",
                    names.join(", ")
                )),
                ("security", Some(first)) => Advice::with(
                    format!("put a dash before each alternative: `- {first}: []`"),
                    Plan::new("put it into a list").listed(place.at.node.span.clone()).certain(names.len() == 1),
                ),
                (_, Some(first)) if names.iter().all(|name| is_item(name)) => Advice::with(
                    format!("put a dash before `{first}:`, because `{key}` is a list"),
                    Plan::new("put it into a list").listed(place.at.node.span.clone()).certain(true),
                ),
                (_, Some(first)) if object.is_some() => {
                    Advice::of(format!("write a list: `- name: {first}`, with its other keys below `name`"))
                }
                _ => Advice::of("write a list: each entry on a line of its own, after a dash"),
            }
        }
        Content::List(_) => Advice::of("write a list"),
    }
}

/// Returns what to do about a single value in place of a list of them.
fn one_for_list(place: &Place<'_, '_>, scalar: &Scalar, item: &Shape) -> Advice {
    let values: Vec<&str> = scalar.text.split(',').map(str::trim).filter(|value| !value.is_empty()).collect();
    let entry = |value: &str| match item {
        Shape::Object(object) if *object == &SERVER => format!("{{url: {}}}", written(value)),
        Shape::Object(object) if object.name == "Tag" => format!("{{name: {}}}", written(value)),
        Shape::Reference(object) => match idioms::kind_of(object).and_then(|kind| place.reference(kind, value)) {
            Some(target) => format!("{{$ref: '{target}'}}"),
            None => format!("{{…: {value}}}"),
        },
        Shape::Map(_) => format!("{{{}: []}}", written(value)),
        _ if scalar.kind != ScalarKind::Text => value.to_owned(),
        _ => written(value),
    };
    let new = format!("[{}]", values.iter().map(|value| entry(value)).collect::<Vec<_>>().join(", "));
    let help = format!("write a list: `{}: {new}`", place.key());
    match new.contains('…') || values.is_empty() {
        true => Advice::of(help),
        false => {
            let plan = Plan::new("").yaml(place.at.node.span.clone(), &*new);
            let words = values.iter().all(|value| !value.contains(' '));
            Advice::with(help, plan.certain(words && scalar.kind == ScalarKind::Text))
        }
    }
}

/// Returns what to do about a `required` of a schema that is no list.
fn required(place: &Place<'_, '_>) -> Advice {
    let parent = place.parent();
    let property = parent.as_ref().and_then(|parent| parent.key()).map_or("", |key| key.text.as_str());
    let is_property = place.above(2).is_some_and(|node| node.key().is_some_and(|key| key.text == "properties"));
    let flag = there(place).and_then(|scalar| truth(&scalar.text));
    match (flag, parent, place.above(3).filter(|_| is_property)) {
        (Some(false), Some(parent), _) => Advice {
            help: "remove it; a property that the `required` of its object does not list is optional".to_owned(),
            plan: Plan::new("remove `required: false`").certain(true).without(&parent, place.at),
        },
        (Some(true), Some(parent), Some(owner)) => {
            let help = format!(
                "remove it, and list the property in its object, beside `properties`: `required: [{property}]`"
            );
            let plan = Plan::new(format!("list `{property}` in the `required` of its object")).certain(true);
            let plan = plan.without(&parent, place.at);
            let name = written(property);
            match owner.get("required") {
                None => Advice {
                    help,
                    plan: plan.map(|plan| plan.beside(&owner, "properties", "required", format!("[{name}]"))),
                },
                Some(list) if list.is_list() && list.node.items().iter().any(|item| item.text() == Some(property)) => {
                    Advice { help, plan }
                }
                Some(list) if list.node.items().last().is_some() => {
                    Advice { help, plan: plan.map(|plan| plan.after(&list, name)) }
                }
                Some(_) => Advice::of(help),
            }
        }
        (Some(true), _, _) if property == "schema" => {
            Advice::of("move it beside `schema`; in a schema, `required` lists the names of properties")
        }
        (Some(_), _, _) => Advice::of("remove it; in a schema, `required` lists the names of required properties"),
        (None, _, _) => match (there(place), &place.at.node.content) {
            (Some(scalar), _) => one_for_list(place, scalar, &Shape::Text),
            (_, Content::Map(entries)) => {
                let names: Vec<&str> = entries.iter().map(|entry| entry.key.text.as_str()).collect();
                Advice::of(format!("list the names: `required: [{}]`", names.join(", ")))
            }
            _ => Advice::of("list the names of required properties, or remove the key"),
        },
    }
}

fn map(place: &Place<'_, '_>, object: Option<&'static Object>) -> Advice {
    let key = place.key();
    let Some(scalar) = there(place) else {
        return match &place.at.node.content {
            Content::List(items) => list_for_map(place, items.len(), object),
            _ => Advice::of(match key {
                "" => "write its content after the dash, or remove the entry".to_owned(),
                key => format!("indent its content further than `{key}:`, or remove the key"),
            }),
        };
    };
    let value = scalar.text.as_str();
    if key == "$ref" {
        return Advice::of(format!("put it under a name: `name: {{$ref: '{value}'}}`"));
    }
    let replaced = |yaml: String, certain: bool| {
        let help = match place.at.key() {
            Some(key) if key.plain => format!("write `{}: {yaml}`", key.text),
            Some(key) => format!("write `'{}': {yaml}`", key.text),
            None => format!("write `{yaml}`"),
        };
        Advice::with(help, Plan::new("").yaml(place.at.node.span.clone(), &*yaml).certain(certain))
    };
    let kind = object.and_then(idioms::kind_of);
    if let Some(target) = kind.and_then(|kind| place.reference(kind, value)) {
        return replaced(format!("{{$ref: '{target}'}}"), true);
    }
    let name = object.map_or("", |object| object.name);
    let own = |key: &str| replaced(format!("{{{key}: {}}}", flow(place.at.node)), true);
    match name {
        "Schema" => match idioms::type_of(value) {
            Some(meant) => replaced(format!("{{{meant}}}"), true),
            None => Advice::of(format!(
                "write a schema: `{key}: {{type: string}}`, or `{key}: {{$ref: '#/components/schemas/…'}}`"
            )),
        },
        "Response" | "Header" => own("description"),
        "Example" => own("value"),
        "License" | "Tag" => own("name"),
        "Server" => own("url"),
        "Server Variable" => own("default"),
        "Contact" if value.contains('@') => own("email"),
        "Contact" if value.starts_with("http") => own("url"),
        "Contact" => own("name"),
        "Discriminator" => Advice::of(format!(
            "OpenAPI 3 writes `discriminator: {{propertyName: {value}}}`, but the client ignores it: remove it, and \
             describe one object with optional properties"
        )),
        _ if object == Some(&EXTERNAL_DOCS) => own("url"),
        "Media Type" => match place.reference("schemas", value) {
            Some(target) => replaced(format!("{{schema: {{$ref: '{target}'}}}}"), true),
            None => Advice::of(format!("write `{key}: {{schema: {{$ref: '#/components/schemas/…'}}}}`")),
        },
        "Request Body" => Advice::of(idioms::BODY),
        _ if key.is_empty()
            && place.parent().is_some_and(|list| list.key().is_some_and(|key| key.text == "security")) =>
        {
            replaced(format!("{{{}: []}}", written(value)), true)
        }
        _ if key == "content" => Advice::of(format!("write `content: {{{value}: {{schema: …}}}}`")),
        _ => Advice::of(match key {
            "" => "write a map, with keys such as `name:`".to_owned(),
            key => format!("write a map: its keys below `{key}:`, indented further"),
        }),
    }
}

/// Returns what to do about a list in place of a map.
fn list_for_map(place: &Place<'_, '_>, length: usize, object: Option<&'static Object>) -> Advice {
    let key = place.key();
    Advice::of(match (key, object) {
        ("properties", _) => "write a map from names to schemas: `name: {type: string}`, without dashes".to_owned(),
        ("examples", None) => "give each example a name: `examples: {one: {value: …}}`".to_owned(),
        ("content", _) => "write a map from media types: `content: {application/json: {schema: …}}`".to_owned(),
        ("responses", _) => "write a map from statuses, without dashes: `'200': {description: …}`".to_owned(),
        ("scopes", _) => "write a map from scopes to their meanings: `scopes: {read: Reads everything.}`".to_owned(),
        ("items", _) => {
            "write one schema for all entries of the list: `items: {type: string}`, without a dash".to_owned()
        }
        (_, Some(_)) if length == 1 => "remove the dash and the brackets; it is one object, not a list".to_owned(),
        ("", _) => "write a map, with keys such as `name:`".to_owned(),
        (key, _) => format!("write a map: names with a colon below `{key}:`, without dashes"),
    })
}
