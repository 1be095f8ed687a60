//! Walks a file along the model of OpenAPI: visits every object once with its kind, and reports everything that does
//! not fit the model.

use crate::codes;
use crate::diagnostic::{Diagnostic, Fix};
use crate::names::fold;
use crate::openapi::{self, Object, Others, Shape};
use crate::yaml::{Cursor, ScalarKind};

/// An object of the file, and its kind.
pub struct Visit<'a> {
    /// The kind.
    pub object: &'static Object,
    /// The object itself.
    pub at: Cursor<'a>,
}

/// A `$ref` of the file.
pub struct Reference<'a> {
    /// The kind of object that is required in its place.
    pub object: &'static Object,
    /// The map that contains `$ref`.
    pub at: Cursor<'a>,
    /// The value of `$ref`.
    pub target: &'a str,
}

/// An `x-` key of the file.
pub struct Extension<'a> {
    /// The kind of the object that has it.
    pub object: &'static Object,
    /// The key.
    pub name: &'a str,
    /// The value.
    pub at: Cursor<'a>,
}

/// The objects, references and extensions of a file.
#[derive(Default)]
pub(crate) struct Walk<'a> {
    pub(crate) visits: Vec<Visit<'a>>,
    pub(crate) references: Vec<Reference<'a>>,
    pub(crate) extensions: Vec<Extension<'a>>,
}

/// Walks the whole file.
pub(crate) fn walk<'a>(root: &Cursor<'a>, findings: &mut Vec<Diagnostic>) -> Walk<'a> {
    let mut walk = Walk::default();
    walk.object(&openapi::OPENAPI, root.clone(), findings);
    walk
}

impl<'a> Walk<'a> {
    fn value(&mut self, shape: &'static Shape, at: Cursor<'a>, findings: &mut Vec<Diagnostic>) {
        match shape {
            Shape::Any => {}
            Shape::Text => {
                expect(&at, "a string", at.text().is_some(), findings);
            }
            Shape::Boolean => {
                let is = at.scalar().is_some_and(|scalar| matches!(scalar.kind, ScalarKind::Bool(_)));
                expect(&at, "true or false", is, findings);
            }
            Shape::Size => {
                let is = at.scalar().is_some_and(|scalar| matches!(scalar.kind, ScalarKind::Integer(0..=0xFFFF_FFFF)));
                expect(&at, "an integer that is 0 or more", is, findings);
            }
            Shape::Number => {
                expect(&at, "a number", at.number().is_some_and(f64::is_finite), findings);
            }
            Shape::Choice(choices) => choice(choices, &at, findings),
            Shape::Object(object) => self.object(object, at, findings),
            Shape::Reference(object) => self.object_or_reference(object, at, findings),
            Shape::BooleanOr(object) => {
                if !at.scalar().is_some_and(|scalar| matches!(scalar.kind, ScalarKind::Bool(_))) {
                    self.object_or_reference(object, at, findings);
                }
            }
            Shape::List(shape) => {
                if expect(&at, "a list", at.is_list(), findings) {
                    at.items().for_each(|item| self.value(shape, item, findings));
                }
            }
            Shape::Map(shape) => {
                if expect(&at, "a map", at.map().is_some(), findings) {
                    at.entries().for_each(|(_, value)| self.value(shape, value, findings));
                }
            }
            Shape::Components(shape) => {
                if expect(&at, "a map", at.map().is_some(), findings) {
                    for (name, value) in at.entries() {
                        component_name(name, &value, findings);
                        self.value(shape, value, findings);
                    }
                }
            }
        }
    }

    fn object_or_reference(&mut self, object: &'static Object, at: Cursor<'a>, findings: &mut Vec<Diagnostic>) {
        match at.get("$ref") {
            None => self.object(object, at, findings),
            Some(reference) => {
                if let Some(target) = reference.text() {
                    self.references.push(Reference { object, at, target });
                } else {
                    expect(&reference, "a string", false, findings);
                }
            }
        }
    }

    fn object(&mut self, object: &'static Object, at: Cursor<'a>, findings: &mut Vec<Diagnostic>) {
        if !expect(&at, "a map", at.map().is_some(), findings) {
            return;
        }
        for key in object.keys.iter().filter(|key| key.required && at.get(key.name).is_none()) {
            // The module `root` reports a missing version.
            if key.name != "openapi" {
                let message = format!("missing key `{}`", key.name);
                let finding = Diagnostic::new(&codes::MISSING_KEY, at.place(), at.pointer.clone(), message);
                findings.push(finding.with_label(format!("this is {}", object.a())));
            }
        }
        for (name, value) in at.entries() {
            if let Some(key) = object.keys.iter().find(|key| key.name == name) {
                self.value(&key.shape, value, findings);
            } else if let Others::Names(shape) = object.others {
                self.value(shape, value, findings);
            } else if name.starts_with("x-") {
                self.extensions.push(Extension { object, name, at: value });
            } else if matches!(object.others, Others::Paths) {
                self.path(name, value, findings);
            } else if matches!(object.others, Others::Statuses) {
                self.value(&openapi::STATUS, value, findings);
            } else {
                unknown_key(object, name, &value, findings);
            }
        }
        self.visits.push(Visit { object, at });
    }

    fn path(&mut self, name: &str, value: Cursor<'a>, findings: &mut Vec<Diagnostic>) {
        if name.starts_with('/') {
            self.value(&openapi::PATH, value, findings);
        } else {
            let message = format!("the path `{name}` does not begin with a slash");
            let finding = Diagnostic::new(&codes::PATH, value.key_place(), value.pointer.clone(), message);
            findings.push(finding.with_help(format!("write `/{name}:`")));
        }
    }
}

fn expect(at: &Cursor<'_>, wanted: &str, met: bool, findings: &mut Vec<Diagnostic>) -> bool {
    if !met {
        let key = at.key().map_or_else(String::new, |key| format!("`{}` ", key.text));
        let message = format!("{key}must be {wanted}, not {}", at.what());
        let finding = Diagnostic::new(&codes::WRONG_TYPE, at.place(), at.pointer.clone(), message);
        findings.push(match at.scalar() {
            Some(scalar) if wanted == "a string" && !scalar.text.is_empty() => {
                finding.with_help(format!("put it in quotes: `'{}'`", scalar.text))
            }
            Some(scalar) if scalar.kind == ScalarKind::Text && !scalar.plain && wanted != "a map" => {
                finding.with_help("remove the quotes")
            }
            _ => finding,
        });
    }
    met
}

fn choice(choices: &[&'static str], at: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    if !expect(at, "a string", at.text().is_some(), findings) {
        if at.is_list()
            && let Some(last) = findings.last_mut()
        {
            last.help = Some("OpenAPI 3.0 allows one type; write `nullable: true` beside it to allow null".to_owned());
        }
        return;
    }
    let value = at.text().unwrap_or_default();
    if !choices.contains(&value) {
        let key = at.key().map_or("value", |key| key.text.as_str());
        let message = format!("`{value}` is not a valid value of `{key}`");
        let finding = Diagnostic::new(&codes::NOT_A_CHOICE, at.place(), at.pointer.clone(), message);
        let finding = finding.with_note(format!("valid values are {}", choices.join(", ")));
        findings.push(match similar(value, choices.iter().copied()) {
            Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
            None if value == "null" => finding.with_help("write `nullable: true` beside the type of the other values"),
            None => finding,
        });
    }
}

fn unknown_key(object: &Object, name: &str, value: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let (place, pointer) = (value.key_place(), value.pointer.clone());
    if name == "<<" {
        let message = "the merge key `<<` is not supported";
        findings.push(Diagnostic::new(&codes::MERGE_KEY, place, pointer, message).with_help("write the keys out"));
        return;
    }
    if let Some(instead) = openapi::instead(object.name, name) {
        let message = format!("`{name}` is not a key of OpenAPI 3.0");
        findings.push(Diagnostic::new(&codes::KEYWORD_3_1, place, pointer, message).with_help(instead));
        return;
    }
    let message = format!("unknown key `{name}`");
    let finding = Diagnostic::new(&codes::UNKNOWN_KEY, place, pointer, message)
        .with_label(format!("not a key of {}", object.a()))
        .with_note("the key would be silently ignored");
    findings.push(match similar(name, object.keys.iter().map(|key| key.name)) {
        Some(meant) => finding.with_help(format!("did you mean `{meant}`?")).with_fix(Fix {
            title: format!("replace `{name}` with `{meant}`"),
            edits: vec![(value.key_place(), meant.to_owned())],
            certain: false,
        }),
        None => finding.with_help(format!("custom keys begin with `x-`: `x-{name}`")),
    });
}

fn component_name(name: &str, value: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let allowed = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_');
    if name.is_empty() || !name.chars().all(allowed) {
        let message = format!("`{name}` is not a valid name of a component");
        let finding = Diagnostic::new(&codes::COMPONENT_NAME, value.key_place(), value.pointer.clone(), message);
        findings.push(finding.with_help("use letters, digits, dots, hyphens and underscores"));
    }
}

/// Returns the known name that is probably meant by `name`.
pub(crate) fn similar<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let folded = fold(name);
    known
        .map(|known| (strsim::damerau_levenshtein(&folded, &fold(known)), known))
        .filter(|(distance, known)| *distance <= (name.len().min(known.len()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}
