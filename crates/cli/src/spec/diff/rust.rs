//! Compares the public API of two generated clients.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use metastudio_voice_codegen::document::Document;
use metastudio_voice_codegen::yaml::Cursor;
use syn::{Item, Type};

use super::change::{Action, Change, Changes, Class, Part, Side, Spot, What};
use super::names::Names;
use super::signature::{Impls, add_impl, definition, lines, words};
use super::texts::{FIELD, ITEM, METHOD, NO_RUST, SETTER, TRAIT, TYPE, VARIANT};
use super::wire::template;
use crate::text::{Language, Text};

/// What the library makes public of the generated client.
const PUBLIC: &[&str] = &["Client", "SPEC_VERSION", "builder", "error_codes", "operations", "types"];

/// A public item.
struct Entry {
    /// The signature without members, such as `struct JobId`.
    head: String,
    /// Whether programs have to be ready for more members.
    is_open: bool,
    /// The members, each by its kind and name.
    members: BTreeMap<(Text, String), String>,
}

/// The public items of a client, by their paths.
type Api = BTreeMap<String, Entry>;

/// Compares two generated clients, and finds the place in the spec for each change.
///
/// # Errors
/// If one of them is no Rust, which it says.
pub(super) fn compare(
    (old_code, new_code): (&str, &str),
    (old, new): (&Document<'_>, &Document<'_>),
    names: &Names,
    language: Language,
    changes: &mut Changes,
) -> Result<(), String> {
    let read = |code: &str| -> Result<Api, String> {
        let file = syn::parse_file(code).map_err(|error| NO_RUST.filled(language, &[("error", &error)]))?;
        let mut api = Api::new();
        let public = |item: &Item| definition(item).is_some_and(|(name, _)| PUBLIC.contains(&name.as_str()));
        let is_known = |item: &Item| matches!(item, Item::Impl(_)) || public(item);
        read_items(&file.items.into_iter().filter(is_known).collect::<Vec<_>>(), "", &mut api);
        Ok(api)
    };
    let (before, after) = (read(old_code)?, read(new_code)?);
    let mut report = Report { places: [Places::of(old), Places::of(new)], changes };
    let renames = Renames::find(&before, &after, (old, new), names);
    for (path, now) in &renames.paths {
        if path.starts_with("types::") && path.matches("::").count() == 1 || path.starts_with("builder::") {
            let action = Action::Renamed(path.clone(), now.clone());
            report.add(Class::Breaking, TYPE, path, action, (Side::New, now, None));
        }
    }
    let before: BTreeMap<String, (String, Entry)> =
        before.into_iter().map(|(path, entry)| (renames.path(&path).to_owned(), (path, entry))).collect();
    for (path, (old_path, was)) in &before {
        match after.get(path) {
            Some(is) => report.entry((old_path, path), was, is, &renames),
            None => {
                let action = Action::Removed(was.head.clone());
                report.add(Class::Breaking, ITEM, path, action, (Side::Old, path, None));
            }
        }
    }
    for (path, is) in after.iter().filter(|(path, _)| !before.contains_key(*path)) {
        report.add(Class::Additive, ITEM, path, Action::Added(is.head.clone()), (Side::New, path, None));
    }
    Ok(())
}

/// Reads the public items of a module, and the impls of its types.
fn read_items(items: &[Item], path: &str, api: &mut Api) {
    let within = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}::{name}") };
    for item in items {
        let Some((name, true)) = definition(item) else { continue };
        let mut traits = BTreeSet::new();
        match item {
            Item::Mod(module) => {
                let inner = module.content.as_ref().map(|(_, items)| items.as_slice()).unwrap_or_default();
                read_items(inner, &within(&name), api);
            }
            _ => {
                let (kind, all) = (kind(item), lines(item, &mut traits));
                let (head, members) =
                    all.split_first().map_or((String::new(), &[][..]), |(head, rest)| (head.clone(), rest));
                let mut members: BTreeMap<_, _> = members.iter().map(|it| ((kind, member(it)), it.clone())).collect();
                members.extend(traits.into_iter().map(|it| ((TRAIT, it.clone()), it)));
                let is_open = head.starts_with("non_exhaustive ");
                api.insert(within(&name), Entry { head, is_open, members });
            }
        }
    }
    for item in items {
        let Item::Impl(block) = item else { continue };
        let Type::Path(of) = &*block.self_ty else { continue };
        let Some(name) = of.path.segments.last().map(|it| it.ident.to_string()) else { continue };
        // An impl stands beside its type, or at the end of the module around it.
        let segments =
            of.path.segments.iter().map(|it| it.ident.to_string()).filter(|it| it != "self" && it != "super");
        let full = within(&segments.collect::<Vec<_>>().join("::"));
        let key = if api.contains_key(&full) { full } else { within(&name) };
        let Some(entry) = api.get_mut(&key) else { continue };
        let is_builder = path.ends_with("builder");
        let mut impls = Impls::default();
        add_impl(&mut impls, block, is_builder, |_| false);
        for (kind, lines) in [METHOD, SETTER, TRAIT].into_iter().zip(impls) {
            entry.members.extend(
                lines.into_iter().map(|line| ((kind, if kind == TRAIT { line.clone() } else { member(&line) }), line)),
            );
        }
    }
}

fn kind(item: &Item) -> Text {
    match item {
        Item::Enum(_) => VARIANT,
        Item::Trait(_) => METHOD,
        _ => FIELD,
    }
}

/// Returns the word for what an item is, such as `struct`.
fn word(head: &str) -> Option<&str> {
    head.trim_start_matches("non_exhaustive ").split(' ').next()
}

/// Returns the name of a member by its signature.
fn member(line: &str) -> String {
    let line = line.trim_start_matches("pub ").trim_start_matches("async ").trim_start_matches("const ");
    let line = line.trim_start_matches("fn ");
    line.split(|it: char| !it.is_alphanumeric() && it != '_' && it != '#').next().unwrap_or_default().to_owned()
}

/// What has another name because its schema or operation has: the new name for each old one.
struct Renames {
    /// The paths of types, builders and constants.
    paths: BTreeMap<String, String>,
    /// The same without their modules, as signatures show them.
    idents: HashMap<String, String>,
    /// The methods of the client.
    methods: HashMap<String, String>,
}

impl Renames {
    fn find(before: &Api, after: &Api, (old, new): (&Document<'_>, &Document<'_>), names: &Names) -> Self {
        let by_place: HashMap<_, _> = new.operations.iter().map(|it| ((it.method, template(it.path)), it.id)).collect();
        let operations: Vec<(&str, &str)> = old
            .operations
            .iter()
            .filter_map(|it| Some((it.id?, (*by_place.get(&(it.method, template(it.path)))?)?)))
            .filter(|(old, new)| old != new)
            .collect();
        let (were, are) = (by_name(before), by_name(after));
        let mut paths = BTreeMap::new();
        let schemas = names.renamed().map(|pair| (pair, true));
        for ((old, new), is_schema) in schemas.chain(operations.iter().map(|pair| (*pair, false))) {
            let of = |all: &HashMap<String, Vec<String>>, name: &str| all.get(&fold(name)).cloned().unwrap_or_default();
            let gone = of(&were, old).into_iter().filter(|path| !after.contains_key(path));
            for path in gone.filter(|path| path.starts_with("types::") == is_schema) {
                let come = of(&are, new).into_iter().filter(|now| !before.contains_key(now));
                if let Some(now) = come.into_iter().find(|now| module(now) == module(&path)) {
                    paths.insert(path, now);
                }
            }
        }
        let is_ambiguous = |name: &str| before.keys().any(|path| last(path) == name && !paths.contains_key(path));
        let idents = paths.iter().map(|(old, new)| (last(old), last(new)));
        let idents = idents.filter(|(old, _)| !is_ambiguous(old)).collect();
        let method = |api: &Api, id: &str| {
            let members = &api.get("Client")?.members;
            members.keys().find(|(kind, name)| *kind == METHOD && fold(name) == fold(id)).map(|(_, name)| name.clone())
        };
        let methods = operations.iter().filter_map(|(old, new)| Some((method(before, old)?, method(after, new)?)));
        Self { methods: methods.collect(), idents, paths }
    }

    /// Returns the new path of an item.
    fn path<'p>(&'p self, path: &'p str) -> &'p str {
        self.paths.get(path).map_or(path, String::as_str)
    }

    /// Returns the new name of a member.
    fn member(&self, path: &str, kind: Text, name: &str) -> String {
        match (path, kind) {
            ("Client", METHOD) => self.methods.get(name).map_or(name, String::as_str).to_owned(),
            (_, TRAIT) => self.text(name),
            _ => name.to_owned(),
        }
    }

    /// Returns a signature with the new names of types.
    fn text(&self, text: &str) -> String {
        if self.idents.is_empty() {
            return text.to_owned();
        }
        let (mut renamed, mut rest) = (String::new(), text);
        for word in words(text).filter(|word| !word.is_empty()) {
            let Some((before, after)) = rest.split_once(word) else { continue };
            renamed += before;
            renamed += self.idents.get(word).map_or(word, String::as_str);
            rest = after;
        }
        renamed + rest
    }

    /// Returns a member's signature with the new names of types, but with the name that it had.
    fn signature(&self, line: &str, name: &str) -> String {
        match line.split_once(name) {
            Some((before, after)) => format!("{before}{name}{}", self.text(after)),
            None => self.text(line),
        }
    }
}

/// Returns the paths of items by their folded names.
fn by_name(api: &Api) -> HashMap<String, Vec<String>> {
    let mut paths: HashMap<String, Vec<String>> = HashMap::new();
    for path in api.keys() {
        paths.entry(fold(&last(path))).or_default().push(path.clone());
    }
    paths
}

fn module(path: &str) -> Option<&str> {
    path.rsplit_once("::").map(|(module, _)| module)
}

fn last(path: &str) -> String {
    path.rsplit("::").next().unwrap_or_default().to_owned()
}

/// Returns a name without what naming conventions differ in.
fn fold(name: &str) -> String {
    name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The places of schemas, operations and their members, by folded names.
struct Places<'a> {
    document: &'a Document<'a>,
    schemas: HashMap<String, Cursor<'a>>,
    operations: HashMap<String, usize>,
}

impl<'a> Places<'a> {
    fn of(document: &'a Document<'a>) -> Self {
        let operations = document.operations.iter().enumerate();
        Self {
            document,
            schemas: document.components("schemas").map(|(name, at)| (fold(name), at)).collect(),
            operations: operations.filter_map(|(at, it)| Some((fold(it.id?), at))).collect(),
        }
    }

    /// Returns the place of a public item, or of its member.
    fn find(&self, path: &str, member: Option<&str>) -> Option<Cursor<'a>> {
        let name = fold(&last(path));
        if path.starts_with("types::") {
            let schema = self.schemas.get(&name)?;
            let Some(member) = member.map(fold) else { return Some(schema.clone()) };
            let properties = self.document.properties(schema);
            let property = properties.into_iter().find(|(name, _)| fold(name) == member).map(|(_, at)| at);
            let values = self.document.members(schema, "enum");
            let value =
                || values.iter().flat_map(Cursor::items).find(|at| at.text().is_some_and(|it| fold(it) == member));
            return property.or_else(value).or_else(|| Some(schema.clone()));
        }
        let name = if path == "Client" { fold(member?) } else { name };
        let operation = self.document.operations.get(*self.operations.get(&name)?)?;
        let mut parameters = operation.parameters.iter();
        let named =
            |member: &str| parameters.find(|(_, it)| it.text_of("name").is_some_and(|it| fold(it) == fold(member)));
        let parameter = member.filter(|_| path != "Client").and_then(named).map(|(_, at)| at.clone());
        parameter.or_else(|| Some(operation.at.clone()))
    }
}

struct Report<'r> {
    places: [Places<'r>; 2],
    changes: &'r mut Changes,
}

impl Report<'_> {
    /// Compares an item that both clients have.
    fn entry(&mut self, (old_path, path): (&str, &str), was: &Entry, is: &Entry, renames: &Renames) {
        if renames.text(&was.head) != is.head {
            let action = Action::Changed(was.head.clone(), is.head.clone());
            self.add(Class::Breaking, ITEM, path, action, (Side::New, path, None));
            // Where a struct has become an enum, every member is another.
            if word(&was.head) != word(&is.head) {
                return;
            }
        }
        for ((kind, name), old) in &was.members {
            let kind = *kind;
            let now = renames.member(path, kind, name);
            match is.members.get(&(kind, now.clone())) {
                Some(_) if now != *name && kind == METHOD => {
                    let action = Action::Renamed(name.clone(), now.clone());
                    self.add(Class::Breaking, kind, path, action, (Side::New, path, Some(&now)));
                }
                Some(new) if new == old || *new == renames.signature(old, name) || *new == renames.text(old) => {}
                Some(new) => {
                    let action = Action::Changed(old.clone(), new.clone());
                    self.add(Class::Breaking, kind, path, action, (Side::New, path, Some(name)));
                }
                None => {
                    let action = Action::Removed(old.clone());
                    self.add(Class::Breaking, kind, old_path, action, (Side::Old, old_path, Some(name)));
                }
            }
        }
        let known: HashSet<(Text, String)> =
            was.members.keys().map(|(kind, name)| (*kind, renames.member(path, *kind, name))).collect();
        for ((kind, name), new) in &is.members {
            let kind = *kind;
            if !known.contains(&(kind, name.clone())) {
                let has_all = matches!(kind, FIELD | VARIANT) && !was.is_open;
                let class = if has_all { Class::Breaking } else { Class::Additive };
                self.add(class, kind, path, Action::Added(new.clone()), (Side::New, path, Some(name)));
            }
        }
    }

    fn add(
        &mut self,
        class: Class,
        what: Text,
        subject: &str,
        action: Action,
        (side, path, member): (Side, &str, Option<&str>),
    ) {
        let places = if side == Side::Old { &self.places[0] } else { &self.places[1] };
        let spot = places.find(path, member).map(|at| Spot { side, byte: at.key_place().start, pointer: at.pointer });
        let (subject, operations) = (subject.to_owned(), Default::default());
        self.changes.add(Change {
            part: Part::Rust,
            class,
            what: What::Thing(what),
            subject,
            action,
            note: None,
            spot,
            operations,
        });
    }
}
