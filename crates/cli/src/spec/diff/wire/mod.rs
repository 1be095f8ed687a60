//! Compares the requests and responses of two specs, operation by operation, and on the way everything else that the
//! spec says about them. A change is judged by the way of the data: a client can send what is still allowed, and read what
//! was allowed before.

mod descriptions;
mod exchange;
mod extensions;
mod schemas;
mod security;
mod servers;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::slice::from_ref;

use metastudio_voice_codegen::document::{Document, Operation};
use metastudio_voice_codegen::yaml::Cursor;

use super::change::{Action, Change, Changes, Class, Effect, Flow, Part, Side, Spot, What};
use super::names::Names;
use super::schema::{Effective, canonical, cut, shown};
use super::subject::{operation_name, subject};
use super::texts;
use crate::text::{Language, Text};

/// The greatest number of pairs of schemas that are compared for one operation, more than any spec has.
const MOST_PAIRS: usize = 50_000;

/// Compares two specs.
pub(super) fn compare<'a>(
    old: &Document<'a>,
    new: &Document<'a>,
    names: &Names,
    language: Language,
    changes: &mut Changes,
) {
    let (seen, told, met) = (HashSet::new(), HashSet::new(), HashSet::new());
    let mut walker = Walker { old, new, names, language, changes, operation: None, next: Vec::new(), seen, told, met };
    walker.root();
    walker.operations();
    walker.schema_names();
    walker.unused_schemas();
}

/// The walk through two specs at once.
struct Walker<'w, 'a> {
    old: &'w Document<'a>,
    new: &'w Document<'a>,
    names: &'w Names,
    /// The language of the report.
    language: Language,
    changes: &'w mut Changes,
    /// The operation that is being compared.
    operation: Option<String>,
    /// The schemas that are still to be compared for it.
    next: Vec<(Vec<Cursor<'a>>, Vec<Cursor<'a>>, Flow)>,
    /// The pairs of schemas that have been noted for it.
    seen: HashSet<(String, String)>,
    /// The pairs of other objects whose texts have been compared.
    told: HashSet<(String, String)>,
    /// The pointers of the schemas of the new spec that any operation contains.
    met: HashSet<String>,
}

/// A thing that is in one of the specs or in both, each with its place and what a report shows of it.
type Thing<'c, 'a> = Option<(&'c Cursor<'a>, String)>;

impl<'a> Walker<'_, 'a> {
    /// Adds a change of a thing, unless both specs have it and show it alike.
    fn report(
        &mut self,
        part: Part,
        class: Class,
        what: What,
        (old, new): (Thing<'_, 'a>, Thing<'_, 'a>),
        flow: Option<Flow>,
        note: Option<Text>,
    ) {
        let (action, side, at) = match (old, new) {
            (None, None) => return,
            (Some((at, old)), None) => (Action::Removed(old), Side::Old, at),
            (None, Some((at, new))) => (Action::Added(new), Side::New, at),
            (Some((_, old)), Some((at, new))) => (Action::Changed(old, new), Side::New, at),
        };
        self.add(part, class, what, action, (side, at), flow, note);
    }

    #[expect(clippy::too_many_arguments, reason = "they are the fields of a change")]
    fn add(
        &mut self,
        part: Part,
        class: Class,
        what: What,
        action: Action,
        (side, at): (Side, &Cursor<'a>),
        flow: Option<Flow>,
        note: Option<Text>,
    ) {
        let document = if side == Side::Old { self.old } else { self.new };
        let spot = Spot { side, byte: at.key_place().start, pointer: at.pointer.clone() };
        let operations = flow.zip(self.operation.clone()).into_iter().collect::<BTreeSet<_>>();
        let subject = subject(document, &at.pointer, self.language);
        self.changes.add(Change { part, class, what, subject, action, note, spot: Some(spot), operations });
    }

    /// Adds a change on the wire that is judged by its effect and the way of the data.
    fn judge(&mut self, effect: Effect, flow: Flow, what: What, things: (Thing<'_, 'a>, Thing<'_, 'a>)) {
        let note = match (effect, flow) {
            (Effect::Narrower, Flow::Sent) => Some(texts::REFUSED),
            (Effect::Wider, Flow::Read) => Some(texts::NOT_EXPECTED),
            _ => None,
        };
        self.report(Part::Wire, effect.class(flow), what, things, Some(flow), note);
    }

    /// Compares what the whole file says: its texts, servers, tags, security schemes and error codes.
    fn root(&mut self) {
        let (old, new) = (self.old.root.clone(), self.new.root.clone());
        self.texts(&old, &new);
        self.text("openapi", old.get("openapi"), new.get("openapi"));
        if let (Some(old), Some(new)) = (old.get("info"), new.get("info")) {
            self.texts(&old, &new);
            for key in ["contact", "license", "termsOfService"] {
                self.text(key, old.get(key), new.get(key));
            }
        }
        self.servers(old.get("servers"), new.get("servers"));
        self.tags(old.get("tags"), new.get("tags"));
        self.error_codes(old.get("x-error-codes"), new.get("x-error-codes"));
        self.security_schemes();
    }

    /// Compares the descriptions of the tags. Which operations have them is compared with the operations.
    fn tags(&mut self, old: Option<Cursor<'a>>, new: Option<Cursor<'a>>) {
        let named = |tags: Option<Cursor<'a>>| -> Vec<(&'a str, Cursor<'a>)> {
            let tags = tags.into_iter().flat_map(|tags| tags.items().collect::<Vec<_>>());
            tags.filter_map(|tag| Some((tag.text_of("name")?, tag))).collect()
        };
        for (name, old, new) in paired(named(old), named(new)) {
            match (&old, &new) {
                (Some(old), Some(new)) => self.texts(old, new),
                _ => {
                    self.report(Part::Source, Class::Docs, What::Thing(texts::TAG), both(&old, &new, name), None, None)
                }
            }
        }
    }

    fn operations(&mut self) {
        let (old, new) = (self.old, self.new);
        let key = |operation: &Operation<'_>| (operation.method, template(operation.path));
        let by_key: HashMap<_, _> = new.operations.iter().map(|operation| (key(operation), operation)).collect();
        let kept: HashSet<_> = old.operations.iter().map(key).filter(|key| by_key.contains_key(key)).collect();
        let gone = old.operations.iter().filter(|operation| !kept.contains(&key(operation)));
        let come = new.operations.iter().filter(|operation| !kept.contains(&key(operation)));
        // An operation that has moved keeps its id.
        let mut come: HashMap<_, _> =
            come.map(|operation| (operation.id.unwrap_or_default().to_owned(), operation)).collect();
        let mut all_come: Vec<&Operation<'a>> =
            new.operations.iter().filter(|operation| !kept.contains(&key(operation))).collect();
        for before in gone {
            let moved = before.id.filter(|id| !id.is_empty()).and_then(|id| come.remove(id));
            match moved {
                Some(after) => {
                    all_come.retain(|operation| !std::ptr::eq(*operation, after));
                    let place = |it: &Operation<'_>| format!("{} {}", it.method.to_uppercase(), it.path);
                    let things = (Some((&before.at, place(before))), Some((&after.at, place(after))));
                    self.report(Part::Wire, Class::Breaking, What::Thing(texts::PATH), things, None, None);
                    self.exchange(before, after);
                }
                None => self.whole_operation(Some(before), None),
            }
        }
        for after in all_come {
            self.whole_operation(None, Some(after));
        }
        for before in old.operations.iter().filter(|operation| kept.contains(&key(operation))) {
            if let Some(after) = by_key.get(&key(before)) {
                self.exchange(before, after);
            }
        }
    }

    /// Adds an operation that only one of the specs has.
    fn whole_operation(&mut self, old: Option<&Operation<'a>>, new: Option<&Operation<'a>>) {
        let class = if old.is_some() { Class::Breaking } else { Class::Additive };
        let thing = |it: &Operation<'a>| (it.at.clone(), format!("{} {}", it.method.to_uppercase(), it.path));
        let (old, new) = (old.map(thing), new.map(thing));
        let things =
            (old.as_ref().map(|(at, text)| (at, text.clone())), new.as_ref().map(|(at, text)| (at, text.clone())));
        self.report(Part::Wire, class, What::Thing(texts::OPERATION), things, None, None);
    }

    /// Compares the names of schemas, which are names of types in generated code.
    fn schema_names(&mut self) {
        let of = |document: &Document<'a>| document.components("schemas").collect::<Vec<_>>();
        let (old, new) = (of(self.old), of(self.new));
        let come: HashMap<&str, &str> = self.names.renamed().map(|(old, new)| (new, old)).collect();
        let (known, remain): (HashSet<&str>, HashMap<&str, &Cursor<'a>>) =
            (old.iter().map(|(name, _)| *name).collect(), new.iter().map(|(name, at)| (*name, at)).collect());
        for (name, at) in &old {
            let name = *name;
            let now = self.names.new_name(name).to_owned();
            match remain.get(now.as_str()) {
                Some(after) if now == name => self.component(at, after),
                Some(after) => {
                    let action = Action::Renamed(name.to_owned(), now.clone());
                    let note = Some(texts::TYPE_RENAMED);
                    let what = What::Thing(texts::SCHEMA);
                    self.add(Part::Source, Class::Breaking, what, action, (Side::New, after), None, note);
                    self.component(at, after);
                }
                None => {
                    let things = (Some((at, name.to_owned())), None);
                    let note = Some(texts::TYPE_GONE);
                    self.report(Part::Source, Class::Breaking, What::Thing(texts::SCHEMA), things, None, note);
                }
            }
        }
        for (name, at) in new.iter().filter(|(name, _)| !known.contains(name) && !come.contains_key(name)) {
            let things = (None, Some((at, (*name).to_owned())));
            self.report(Part::Source, Class::Additive, What::Thing(texts::SCHEMA), things, None, None);
        }
    }

    /// Compares what a component says of itself. Where it is used, another text may stand before it.
    fn component(&mut self, old: &Cursor<'a>, new: &Cursor<'a>) {
        let (was, is) = (Effective::of(self.old, from_ref(old)), Effective::of(self.new, from_ref(new)));
        self.keys_of_schema(&was, &is);
    }

    /// Compares the schemas that no operation contains. Generators make types of them all the same.
    fn unused_schemas(&mut self) {
        let (old, new) = (self.old, self.new);
        for (name, before) in old.components("schemas") {
            let after = new.component("schemas", self.names.new_name(name));
            let Some(after) = after.filter(|after| !self.met.contains(&after.pointer)) else { continue };
            let shape = |at: &Cursor<'_>| {
                let shaping = at.entries().filter(|(key, _)| !descriptions::is_text(key) && !key.starts_with("x-"));
                let mut shaping: Vec<_> = shaping.map(|(key, value)| (key.to_owned(), canonical(value.node))).collect();
                shaping.sort();
                shaping
            };
            if shape(&before) != shape(&after) {
                let things = (Some((&before, String::new())), Some((&after, String::new())));
                self.report(Part::Source, Class::Breaking, What::Thing(texts::SCHEMA), things, None, None);
            }
        }
    }
}

/// Pairs the things of two lists by their names: those of the old list in their order, then those that are new.
fn paired<K: Eq + std::hash::Hash + Clone, T: Clone>(
    old: Vec<(K, T)>,
    new: Vec<(K, T)>,
) -> Vec<(K, Option<T>, Option<T>)> {
    let after: HashMap<K, T> = new.iter().cloned().collect();
    let before: HashSet<K> = old.iter().map(|(name, _)| name.clone()).collect();
    let come: Vec<_> = new.into_iter().filter(|(name, _)| !before.contains(name)).collect();
    let kept = old.into_iter().map(|(name, it)| {
        let now = after.get(&name).cloned();
        (name, Some(it), now)
    });
    kept.chain(come.into_iter().map(|(name, it)| (name, None, Some(it)))).collect()
}

/// Returns a thing that both specs may have, which a report shows by its name.
fn both<'c, 'a>(
    old: &'c Option<Cursor<'a>>,
    new: &'c Option<Cursor<'a>>,
    name: &str,
) -> (Thing<'c, 'a>, Thing<'c, 'a>) {
    let thing = |at: &'c Option<Cursor<'a>>| at.as_ref().map(|at| (at, cut(name)));
    (thing(old), thing(new))
}

/// Returns a place with its value as a report shows it.
fn with_value<'c, 'a>(at: Option<&'c Cursor<'a>>) -> Thing<'c, 'a> {
    at.map(|at| (at, shown(at.node)))
}

/// Returns a path without the names of its parameters, which no server sees.
pub(super) fn template(path: &str) -> String {
    let (mut template, mut inside) = (String::new(), false);
    for character in path.chars() {
        match character {
            '{' => {
                inside = true;
                template.push('{');
            }
            '}' => {
                inside = false;
                template.push('}');
            }
            _ if inside => {}
            other => template.push(other),
        }
    }
    template
}
