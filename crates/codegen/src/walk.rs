//! Walks a file along the model of OpenAPI: visits every object once with its kind, and reports everything that does
//! not fit the model.

use crate::advice::{Advice, Place};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::fix::Plan;
use crate::foreign_key::{self, ForeignKey, Meaning};
use crate::idioms;
use crate::mismatch::wrong_type;
use crate::names::same;
use crate::openapi::{self, Key, METHODS, Object, Others, Shape};
use crate::similar::{Meant, meant};
use crate::spec::extension::ALLOW;
use crate::yaml::{Cursor, ScalarKind, Span};

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
pub(crate) struct Walk<'a> {
    root: Cursor<'a>,
    /// The kinds of the objects around the one that is visited.
    around: Vec<&'static Object>,
    pub(crate) visits: Vec<Visit<'a>>,
    pub(crate) references: Vec<Reference<'a>>,
    pub(crate) extensions: Vec<Extension<'a>>,
}

/// Walks the whole file.
pub(crate) fn walk<'a>(root: &Cursor<'a>, findings: &mut Vec<Diagnostic>) -> Walk<'a> {
    let mut walk = Walk {
        root: root.clone(),
        around: Vec::new(),
        visits: Vec::new(),
        references: Vec::new(),
        extensions: Vec::new(),
    };
    walk.value(&openapi::ROOT, root.clone(), findings);
    walk
}

impl<'a> Walk<'a> {
    fn value(&mut self, shape: &'static Shape, at: Cursor<'a>, findings: &mut Vec<Diagnostic>) {
        let kind = at.scalar().map(|scalar| scalar.kind);
        match shape {
            Shape::Any => {}
            Shape::Text => {
                self.expect(&at, shape, at.text().is_some(), findings);
            }
            Shape::Boolean => {
                self.expect(&at, shape, matches!(kind, Some(ScalarKind::Bool(_))), findings);
            }
            Shape::Size => {
                self.expect(&at, shape, matches!(kind, Some(ScalarKind::Integer(0..=0xFFFF_FFFF))), findings);
            }
            Shape::Number => {
                self.expect(&at, shape, at.number().is_some_and(f64::is_finite), findings);
            }
            Shape::Choice(choices) => {
                if self.expect(&at, shape, at.text().is_some(), findings) {
                    self.choice(choices, &at, findings);
                }
            }
            Shape::Object(object) => self.object(object, at, shape, findings),
            Shape::Reference(object) => self.object_or_reference(object, at, shape, findings),
            Shape::BooleanOr(object) => {
                if !matches!(kind, Some(ScalarKind::Bool(_))) {
                    self.object_or_reference(object, at, shape, findings);
                }
            }
            Shape::List(item) => {
                if self.expect(&at, shape, at.is_list(), findings) {
                    at.items().for_each(|at| self.value(item, at, findings));
                }
            }
            Shape::Map(value) => {
                if self.expect(&at, shape, at.map().is_some(), findings) {
                    at.entries().for_each(|(_, at)| self.value(value, at, findings));
                }
            }
            Shape::Components(value) => {
                if self.expect(&at, shape, at.map().is_some(), findings) {
                    for (name, at) in at.entries() {
                        self.component_name(name, &at, findings);
                        self.value(value, at, findings);
                    }
                }
            }
        }
    }

    /// Reports a value that does not have the shape, and returns whether it has.
    fn expect(&self, at: &Cursor<'_>, shape: &Shape, met: bool, findings: &mut Vec<Diagnostic>) -> bool {
        if !met {
            findings.push(wrong_type(&self.root, at, shape));
        }
        met
    }

    fn object_or_reference(
        &mut self,
        object: &'static Object,
        at: Cursor<'a>,
        shape: &'static Shape,
        findings: &mut Vec<Diagnostic>,
    ) {
        match at.get("$ref") {
            None => self.object(object, at, shape, findings),
            Some(reference) => {
                if let Some(allow) = at.get(ALLOW.name) {
                    self.extensions.push(Extension { object, name: ALLOW.name, at: allow });
                }
                if let Some(target) = reference.text() {
                    self.references.push(Reference { object, at, target });
                } else {
                    self.expect(&reference, &Shape::Text, false, findings);
                }
            }
        }
    }

    fn object(
        &mut self,
        object: &'static Object,
        at: Cursor<'a>,
        shape: &'static Shape,
        findings: &mut Vec<Diagnostic>,
    ) {
        if !self.expect(&at, shape, at.map().is_some(), findings) {
            return;
        }
        let before = findings.len();
        self.around.push(object);
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
                self.unknown_key(object, &at, name, &value, findings);
            }
        }
        self.around.pop();
        // An unknown key of the object may be the missing one, or hold what it should hold.
        let unknown = findings.get(before..).is_some_and(|findings| {
            findings.iter().any(|finding| {
                let code = finding.code.id;
                let parent = finding.pointer.rfind('/').map(|end| &finding.pointer[..end]);
                parent == Some(&*at.pointer)
                    && [codes::UNKNOWN_KEY.id, codes::OTHER_NOTATION.id, codes::STRAY.id].contains(&code)
            })
        });
        for key in object.keys.iter().filter(|key| key.required && at.get(key.name).is_none()) {
            let covered = unknown && matches!((object.name, key.name), ("Request Body", "content"));
            // The module `root` reports a missing version.
            if key.name != "openapi" && !covered {
                missing_key(object, key, &at, findings);
            }
        }
        self.visits.push(Visit { object, at });
    }

    fn path(&mut self, name: &str, value: Cursor<'a>, findings: &mut Vec<Diagnostic>) {
        if name.starts_with('/') {
            self.value(&openapi::PATH, value, findings);
            return;
        }
        let message = format!("the path `{name}` does not begin with a slash");
        let finding = Diagnostic::new(&codes::PATH, value.key_place(), value.pointer.clone(), message);
        // A key that belongs elsewhere is no path.
        let is_path = value.entries().any(|(key, _)| METHODS.contains(&key));
        let elsewhere = self.around.first().filter(|root| root.keys.iter().any(|key| key.name == name));
        findings.push(match elsewhere {
            Some(_) if !is_path => {
                finding.with_help(format!("if `{name}` is not a path, indent it less, like `paths:`"))
            }
            _ => {
                let plan = Plan::new("").text(value.key_place(), format!("/{name}")).certain(is_path);
                finding.with_help(format!("write `/{name}:`")).with_plan(plan)
            }
        });
    }

    fn choice(&self, choices: &[&'static str], at: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
        let value = at.text().unwrap_or_default();
        if choices.contains(&value) {
            return;
        }
        let key = at.key().map_or("value", |key| key.text.as_str());
        let message = format!("`{value}` is not a valid value of `{key}`");
        let finding = Diagnostic::new(&codes::NOT_A_CHOICE, at.place(), at.pointer.clone(), message);
        let finding = finding.with_note(format!("valid values are {}", choices.join(", ")));
        let object = self.around.last().map_or("", |object| object.name);
        let meant = meant(value, choices.iter().copied());
        findings.push(match idioms::choice(&Place { root: &self.root, at }, object, value) {
            // A word that differs by its case alone is no idiom.
            Some(Advice { help, plan }) if meant.is_none_or(|meant| !same(meant.name, value)) => {
                finding.with_help(help).with_plan(plan)
            }
            _ => finding.with_word(meant, "use one of the valid values"),
        });
    }

    fn unknown_key(
        &self,
        object: &'static Object,
        holder: &Cursor<'a>,
        name: &'a str,
        value: &Cursor<'a>,
        findings: &mut Vec<Diagnostic>,
    ) {
        let (place, pointer) = (value.key_place(), value.pointer.clone());
        if name == "<<" {
            let message = "the merge key `<<` is not supported";
            findings.push(Diagnostic::new(&codes::MERGE_KEY, place, pointer, message).with_help("write the keys out"));
            return;
        }
        // Within braces, a key and its value without a space between them are a key.
        let joined = name.split_once(':').filter(|(key, _)| object.keys.iter().any(|known| known.name == *key));
        if let Some((key, text)) = joined.filter(|_| value.scalar().is_some_and(|scalar| scalar.text.is_empty())) {
            let yaml = format!("{key}: {text}");
            let message = format!("there is no space after the colon of `{name}`");
            let plan = Plan::new("").yaml(place.clone(), &*yaml).certain(true);
            let finding = Diagnostic::new(&codes::UNKNOWN_KEY, place, pointer, message);
            findings.push(finding.with_help(format!("write `{yaml}`")).with_plan(plan));
            return;
        }
        let equal = object.keys.iter().find(|key| same(key.name, name));
        let known = ForeignKey { root: &self.root, holder, object, name, value };
        let meaning = known.meaning().filter(|_| equal.is_none());
        if let (None, Some(instead)) = (&meaning, openapi::instead(object.name, name)) {
            let message = format!("`{name}` is not a key of OpenAPI 3.0");
            let finding = Diagnostic::new(&codes::KEYWORD_3_1, place, pointer, message);
            findings.push(finding.with_help(instead).with_plan(foreign_key::keyword(holder, name, value)));
            return;
        }
        match meaning {
            Some(Meaning::Covered) => {}
            Some(Meaning::Stray(Advice { help, plan })) => {
                let message = format!("`{name}` is in the wrong place: it is not a key of {}", object.a());
                findings.push(Diagnostic::new(&codes::STRAY, place, pointer, message).with_help(help).with_plan(plan));
            }
            Some(Meaning::Instead(Advice { help, plan })) => {
                let message = format!("`{name}` is not a key of {}", object.a());
                let finding = Diagnostic::new(&codes::OTHER_NOTATION, place, pointer, message);
                findings.push(finding.with_help(help).with_plan(plan));
            }
            Some(Meaning::Key(meant)) => {
                let finding = unknown(object, name, value);
                findings.push(finding.meaning(meant, meant, holder.get(meant).is_none()));
            }
            None => {
                let known = object.keys.iter().map(|key| key.name);
                let meant = meant(name, known)
                    .map(|meant| Meant { only: meant.only && holder.get(meant.name).is_none(), ..meant });
                let of = self.around.iter().rev().skip(1).find(|object| object.keys.iter().any(|key| key.name == name));
                let otherwise = match of {
                    Some(of) => format!("`{name}` is a key of {}: indent it like the other keys there", of.a()),
                    None => format!("remove it, or begin a key of your own with `x-`: `x-{name}`"),
                };
                findings.push(unknown(object, name, value).with_word(meant, otherwise));
            }
        }
    }

    fn component_name(&self, name: &str, value: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
        let allowed = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_');
        if !name.is_empty() && name.chars().all(allowed) {
            return;
        }
        let message = format!("`{name}` is not a valid name of a component");
        let finding = Diagnostic::new(&codes::COMPONENT_NAME, value.key_place(), value.pointer.clone(), message);
        let parts: Vec<&str> = name.split(|character| !allowed(character)).filter(|part| !part.is_empty()).collect();
        let kind = value.pointer.rsplit_once('/').map_or("", |(kind, _)| kind);
        // Where references use another form of the name already, that one is meant.
        let mut named = Vec::new();
        references_to(&self.root, &[&format!("{kind}/{}", parts.concat())], &mut named);
        let new = if named.is_empty() { parts.join("_") } else { parts.concat() };
        if new.is_empty() || self.root.follow(&format!("{kind}/{new}")).is_some() {
            findings.push(finding.with_help("use letters, digits, dots, hyphens and underscores"));
            return;
        }
        let mut references = Vec::new();
        references_to(&self.root, &[&value.pointer, &format!("{kind}/{name}")], &mut references);
        let plan = references.iter().fold(Plan::new(format!("rename it to `{new}`")), |plan, place| {
            plan.text(place.clone(), format!("{kind}/{new}"))
        });
        let help = match references.len() {
            0 => format!("write `{new}`; names consist of letters, digits, dots, hyphens and underscores"),
            _ => format!("write `{new}`, here and in the references to it; spaces and other marks are not allowed"),
        };
        findings.push(finding.with_help(help).with_plan(plan.text(value.key_place(), new).certain(!named.is_empty())));
    }
}

fn unknown(object: &Object, name: &str, value: &Cursor<'_>) -> Diagnostic {
    let message = format!("unknown key `{name}`");
    Diagnostic::new(&codes::UNKNOWN_KEY, value.key_place(), value.pointer.clone(), message)
        .with_label(format!("not a key of {}", object.a()))
        .with_note("the key would be silently ignored")
}

/// Collects the places of the references to one of these targets.
fn references_to(at: &Cursor<'_>, targets: &[&str], places: &mut Vec<Span>) {
    for (name, value) in at.entries() {
        if name == "$ref" && value.text().is_some_and(|target| targets.contains(&target)) {
            places.push(value.node.span.clone());
        }
        references_to(&value, targets, places);
    }
    at.items().for_each(|item| references_to(&item, targets, places));
}

/// Required keys, each with what to write.
const REQUIRED: &[(&str, &str, &str)] = &[
    ("OpenAPI", "info", "`info: {title: …, version: '1.0.0'}`"),
    ("OpenAPI", "paths", "`paths:`, with the paths and their operations"),
    ("Info", "title", "`title:` with the name of the API"),
    ("Info", "version", "`version: '1.0.0'`, the version of this file"),
    ("License", "name", "`name:`, such as `name: MIT`"),
    ("Server", "url", "`url: https://…`"),
    ("Server Variable", "default", "`default:` with the usual value"),
    ("Tag", "name", "`name:` with the tag that operations have"),
    ("External Documentation", "url", "`url: https://…`"),
    ("Operation", "responses", "`responses:` with `'200'`, `'4XX'` and `'5XX'`"),
    ("Parameter", "name", "`name:` with the parameter's name in the request"),
    ("Parameter", "in", "`in: path`, `in: query` or `in: header`"),
    ("Request Body", "content", "`content: {application/json: {schema: {$ref: '#/components/schemas/…'}}}`"),
    ("Response", "description", "`description:`, such as `description: The job.`"),
    ("Discriminator", "propertyName", "`propertyName:` with the property that tells the alternatives apart"),
    ("Security Scheme", "type", "`type: apiKey`, `http`, `oauth2` or `openIdConnect`"),
    ("OAuth Flow", "scopes", "`scopes: {}`"),
];

fn missing_key(object: &Object, key: &Key, at: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let message = format!("missing key `{}`", key.name);
    let finding = Diagnostic::new(&codes::MISSING_KEY, at.place(), at.pointer.clone(), message);
    let what = REQUIRED.iter().find(|(owner, name, _)| (*owner, *name) == (object.name, key.name));
    let what = what.map_or_else(|| format!("`{}:`", key.name), |(_, _, what)| (*what).to_owned());
    findings.push(finding.with_label(format!("this is {}", object.a())).with_help(format!("add {what}")));
}
