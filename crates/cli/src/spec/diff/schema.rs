//! A schema as it applies in one place: with everything that its `$ref` and `allOf` bring.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};

use metastudio_voice_codegen::document::Document;
use metastudio_voice_codegen::yaml::{Content, Cursor, Node, ScalarKind};

/// All schemas to which a value has to conform.
pub(super) struct Effective<'a> {
    /// The schemas, the outermost first.
    parts: Vec<Cursor<'a>>,
}

impl<'a> Effective<'a> {
    /// Reads the schemas that apply together in one place.
    pub(super) fn of(document: &Document<'a>, schemas: &[Cursor<'a>]) -> Self {
        let (mut parts, mut seen) = (Vec::new(), HashSet::new());
        let mut next: Vec<Cursor<'a>> = schemas.iter().rev().cloned().collect();
        while let Some(schema) = next.pop() {
            let schema = document.resolve(&schema);
            if seen.insert(schema.pointer.clone()) {
                let all_of = schema.get("allOf");
                let mut deeper: Vec<_> = all_of.iter().flat_map(Cursor::items).collect();
                deeper.reverse();
                next.append(&mut deeper);
                parts.push(schema);
            }
        }
        Self { parts }
    }

    /// Returns the outermost schema.
    pub(super) fn outermost(&self) -> Option<&Cursor<'a>> {
        self.parts.first()
    }

    /// Returns the pointers of all schemas.
    pub(super) fn pointers(&self) -> impl Iterator<Item = String> {
        self.parts.iter().map(|part| part.pointer.clone())
    }

    /// Returns the keys of all schemas, each once.
    pub(super) fn keys(&self) -> Vec<&'a str> {
        let mut seen = HashSet::new();
        self.parts.iter().flat_map(Cursor::entries).map(|(key, _)| key).filter(|key| seen.insert(*key)).collect()
    }

    /// Returns the value of a key in the outermost schema that has it.
    pub(super) fn first(&self, key: &str) -> Option<Cursor<'a>> {
        self.parts.iter().find_map(|part| part.get(key))
    }

    /// Returns the values of a key.
    pub(super) fn all(&self, key: &str) -> Vec<Cursor<'a>> {
        self.parts.iter().filter_map(|part| part.get(key)).collect()
    }

    /// Returns the place where a flag is set, if it is.
    pub(super) fn flag(&self, key: &str) -> Option<Cursor<'a>> {
        self.all(key).into_iter().find(|value| value.node.boolean() == Some(true))
    }

    /// Returns the type; where none is written, that of which the schema has the keys.
    pub(super) fn kind(&self) -> Option<&'a str> {
        let written = self.first("type").and_then(|kind| kind.text());
        let has = |key: &str| self.first(key).is_some();
        written
            .or_else(|| (has("properties") || has("additionalProperties")).then_some("object"))
            .or_else(|| has("items").then_some("array"))
    }

    /// Returns whether generators make a type with a name of the schema, instead of one of the language's own.
    pub(super) fn is_named(&self) -> bool {
        ["properties", "enum", "oneOf", "anyOf"].iter().any(|key| self.first(key).is_some())
    }

    /// Returns the values of the enum in their canonical form, if there is one; of several, those that all have.
    pub(super) fn values(&self) -> Option<BTreeMap<String, Cursor<'a>>> {
        let enums = self.all("enum").into_iter();
        let read = |values: Cursor<'a>| values.items().map(|it| (canonical(it.node), it)).collect::<BTreeMap<_, _>>();
        enums.map(read).reduce(|mut values, others| {
            values.retain(|value, _| others.contains_key(value));
            values
        })
    }

    /// Returns the properties, each with the schemas that apply to it.
    pub(super) fn properties(&self) -> Vec<(&'a str, Vec<Cursor<'a>>)> {
        let mut properties: Vec<(&str, Vec<Cursor<'a>>)> = Vec::new();
        let mut known = HashMap::new();
        for (name, schema) in self.all("properties").iter().flat_map(Cursor::entries) {
            let at = *known.entry(name).or_insert(properties.len());
            match properties.get_mut(at) {
                Some((_, schemas)) => schemas.push(schema),
                None => properties.push((name, vec![schema])),
            }
        }
        properties
    }

    /// Returns the place that says that a property is required, if it is.
    pub(super) fn required(&self, name: &str) -> Option<Cursor<'a>> {
        self.all("required").iter().flat_map(Cursor::items).find(|it| it.text() == Some(name))
    }

    /// Returns the tightest of the values of a limit. A limit that limits nothing counts as none.
    pub(super) fn limit(&self, key: &str, is_upper: bool) -> Option<Cursor<'a>> {
        let limits = self.all(key).into_iter().filter(|value| value.number().is_some());
        let tighter = |a: &Cursor<'a>, b: &Cursor<'a>| if is_upper { order(b, a) } else { order(a, b) };
        let tightest = limits.max_by(tighter)?;
        let is_none = key.starts_with("min") && key != "minimum" && tightest.node.integer() == Some(0);
        (!is_none).then_some(tightest)
    }
}

/// Compares two numbers, whole ones exactly.
pub(super) fn order(a: &Cursor<'_>, b: &Cursor<'_>) -> Ordering {
    match (a.node.integer(), b.node.integer()) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => a.number().partial_cmp(&b.number()).unwrap_or(Ordering::Equal),
    }
}

/// Returns a value in a form that is the same for the same meaning: the keys of maps are sorted.
pub(super) fn canonical(node: &Node) -> String {
    match &node.content {
        Content::Scalar(scalar) => match scalar.kind {
            ScalarKind::Null => "null".to_owned(),
            ScalarKind::Bool(value) => value.to_string(),
            ScalarKind::Integer(value) => value.to_string(),
            ScalarKind::Float(value) => value.to_string(),
            ScalarKind::Text => format!("{:?}", scalar.text),
        },
        Content::List(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(", "))
        }
        Content::Map(entries) => {
            let mut entries: Vec<String> =
                entries.iter().map(|entry| format!("{:?}: {}", entry.key.text, canonical(&entry.value))).collect();
            entries.sort();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// The greatest length of a value in a report, in characters.
const LONGEST: usize = 80;

/// Returns a value for a report: a text without quotes, on one line, and not too long.
pub(super) fn shown(node: &Node) -> String {
    let text = match node.scalar() {
        Some(scalar) => scalar.text.clone(),
        None => canonical(node),
    };
    cut(&text)
}

/// Returns a text on one line, without control characters, cut to a length that a report bears.
pub(super) fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
    let line: String = line.chars().filter(|it| !it.is_control()).collect();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
