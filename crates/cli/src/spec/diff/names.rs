//! The schemas that have another name in the new spec.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use metastudio_voice_codegen::document::Document;
use metastudio_voice_codegen::yaml::{Content, Cursor, Node};

use super::schema::canonical;

/// The names of the schemas that are renamed: the new one for each old one.
#[derive(Debug, Default)]
pub(super) struct Names {
    new: BTreeMap<String, String>,
}

/// How often references are followed when the shapes of two schemas are compared.
const DEPTH: usize = 3;

/// How many schemas of the same shape are considered for one that is gone.
const MOST_ALIKE: usize = 50;

/// The keys that describe a schema and do not shape its values.
const TEXTS: &[&str] = &["description", "title", "example", "externalDocs", "deprecated"];

impl Names {
    /// Finds the schemas whose name is gone while another name has come, with the same shape or in the same places.
    pub(super) fn find(old: &Document<'_>, new: &Document<'_>) -> Self {
        let of = |document: &Document<'_>| document.components("schemas").map(|(name, _)| name.to_owned()).collect();
        let (before, after): (BTreeSet<String>, BTreeSet<String>) = (of(old), of(new));
        let gone: Vec<&String> = before.difference(&after).collect();
        let come: Vec<&String> = after.difference(&before).collect();
        if gone.is_empty() || come.is_empty() {
            return Self::default();
        }
        let (old_places, new_places) = (places(old, &gone), places(new, &come));
        let (mut old_shapes, mut new_shapes) = (Shapes::of(old), Shapes::of(new));
        // What may be another name for a schema: one of the same shape, or one in a place of the old one.
        let (mut by_shape, mut by_place) = (HashMap::<String, Vec<&String>>::new(), HashMap::<&str, &String>::new());
        for come in &come {
            by_shape.entry(new_shapes.of_name(come, DEPTH)).or_default().push(come);
            by_place.extend(new_places.get(come.as_str()).into_iter().flatten().map(|place| (place.as_str(), *come)));
        }
        let nowhere = BTreeSet::new();
        let mut pairs = Vec::new();
        for gone in &gone {
            let were = old_places.get(gone.as_str()).unwrap_or(&nowhere);
            let shape = old_shapes.of_name(gone, DEPTH);
            let of_shape = by_shape.get(&shape).map(Vec::as_slice).unwrap_or_default();
            let in_place = were.iter().filter_map(|place| by_place.get(place.as_str()).copied());
            let candidates: BTreeSet<&String> = in_place.chain(of_shape.iter().take(MOST_ALIKE).copied()).collect();
            for come in candidates {
                let are = new_places.get(come.as_str()).unwrap_or(&nowhere);
                let shared = were.intersection(are).count();
                let is_same = new_shapes.of_name(come, DEPTH) == shape;
                if is_same || shared > 0 && were == are && old_shapes.kind(gone) == new_shapes.kind(come) {
                    pairs.push((is_same, shared, *gone, come));
                }
            }
        }
        // The best pairs first: the same shape, then the most places in common.
        pairs.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| (a.2, a.3).cmp(&(b.2, b.3))));
        let (mut names, mut taken) = (BTreeMap::new(), BTreeSet::new());
        for (_, _, gone, come) in pairs {
            if !names.contains_key(gone) && taken.insert(come) {
                names.insert(gone.clone(), come.clone());
            }
        }
        Self { new: names }
    }

    /// Returns the name in the new spec of a schema of the old one.
    pub(super) fn new_name<'n>(&'n self, old: &'n str) -> &'n str {
        self.new.get(old).map_or(old, String::as_str)
    }

    /// Returns the renamed schemas, each with its old and its new name.
    pub(super) fn renamed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.new.iter().map(|(old, new)| (old.as_str(), new.as_str()))
    }
}

/// Returns the places from which each of the schemas is referred to.
fn places<'n>(document: &Document<'_>, names: &[&'n String]) -> HashMap<&'n str, BTreeSet<String>> {
    let mut places: HashMap<&str, BTreeSet<String>> =
        names.iter().map(|name| (name.as_str(), BTreeSet::new())).collect();
    for reference in &document.references {
        let target = reference.target.strip_prefix("#/components/schemas/");
        if let Some(places) = target.and_then(|target| places.get_mut(target)) {
            places.insert(reference.at.pointer.clone());
        }
    }
    places
}

/// The shapes of the schemas of a spec.
struct Shapes<'d, 'a> {
    schemas: HashMap<&'a str, Cursor<'a>>,
    known: HashMap<(String, usize), String>,
    document: &'d Document<'a>,
}

impl<'d, 'a> Shapes<'d, 'a> {
    fn of(document: &'d Document<'a>) -> Self {
        Self { schemas: document.components("schemas").collect(), known: HashMap::new(), document }
    }

    /// Returns the type that is written in a schema.
    fn kind(&self, name: &str) -> Option<&'a str> {
        self.schemas.get(name)?.text_of("type")
    }

    fn of_name(&mut self, name: &str, depth: usize) -> String {
        let key = (name.to_owned(), depth);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let schema = self.schemas.get(name).map(|it| it.node);
        let shape = schema.map_or_else(|| "nothing".to_owned(), |schema| self.of_node(schema, depth));
        // A hash keeps shapes of shapes short.
        let shape = digest(&shape);
        self.known.insert(key, shape.clone());
        shape
    }

    fn of_node(&mut self, node: &Node, depth: usize) -> String {
        if let Some(target) = node.text_of("$ref") {
            let name = target.strip_prefix("#/components/schemas/");
            return match name {
                Some(name) if depth > 0 => self.of_name(name, depth - 1),
                Some(_) => "a schema".to_owned(),
                None => self.document.root.follow(target).map_or_else(|| target.to_owned(), |it| canonical(it.node)),
            };
        }
        match &node.content {
            Content::Scalar(_) => canonical(node),
            Content::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.of_node(item, depth)).collect();
                format!("[{}]", items.join(", "))
            }
            Content::Map(entries) => {
                let shaping = entries.iter().filter(|it| {
                    let key = it.key.text.as_str();
                    let is_text = TEXTS.contains(&key) && !it.value.is_map();
                    !is_text && !key.starts_with("x-") && key != "externalDocs"
                });
                let mut entries: Vec<String> =
                    shaping.map(|it| format!("{:?}: {}", it.key.text, self.of_node(&it.value, depth))).collect();
                entries.sort();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }
}

fn digest(text: &str) -> String {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
