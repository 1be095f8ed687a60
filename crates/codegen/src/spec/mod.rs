//! The spec as the passes need it, read once from the document of the normalized tree: its operations, its schemas and
//! their properties, its extensions. A part that is missing or wrong is ignored: the checks have found it.

pub mod extension;
mod limits;
mod operation;
mod schema;

use std::collections::HashSet;

use self::extension::ErrorClass;
pub(crate) use self::limits::Limits;
pub(crate) use self::operation::{Operation, Pagination, Parameter, RawBody};
pub(crate) use self::schema::{Moment, Object, Property, Schema, Values};
use crate::document::Document;
use crate::names::same;
use crate::openapi::SCHEMA;
use crate::yaml::{Cursor, Node, Span};

/// The spec, read for generation.
#[derive(Clone, Debug)]
pub(crate) struct Spec {
    pub(crate) about: About,
    /// The operations, in the order of the file.
    pub(crate) operations: Vec<Operation>,
    /// The named schemas of any kind, in the order of the file.
    pub(crate) schemas: Vec<Schema>,
    /// The named object schemas with their properties, in the order of the file.
    pub(crate) objects: Vec<Object>,
    /// `x-error-codes`, in the order of the codes.
    pub(crate) error_codes: Vec<ErrorCode>,
    /// The place of an `x-sensitive` that no pass finds, because its object has no name.
    pub(crate) stray_sensitive: Option<Span>,
}

/// The API as a whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    /// The title.
    pub(crate) title: String,
    /// The description; empty when there is none.
    pub(crate) description: String,
    /// The version of the spec.
    pub(crate) version: String,
}

/// A code of an error response.
#[derive(Clone, Debug)]
pub(crate) struct ErrorCode {
    /// The code as it is printed.
    pub(crate) code: String,
    /// The service that responds with it.
    pub(crate) service: String,
    /// The statuses that come with it.
    pub(crate) statuses: Vec<u16>,
    /// The sort of failure that it is.
    pub(crate) class: ErrorClass,
    /// The meaning, in a sentence.
    pub(crate) meaning: String,
    /// What to do next.
    pub(crate) advice: Option<String>,
    /// `x-source` of its group, in words.
    pub(crate) source: String,
}

impl Spec {
    /// Reads the document of a normalized tree.
    pub(crate) fn read(document: &Document<'_>) -> Self {
        let named: Vec<(&str, Cursor<'_>)> = document.components("schemas").collect();
        let about = document.root.get("info").map(|info| About {
            title: text(&info, "title"),
            description: text(&info, "description"),
            version: text(&info, "version"),
        });
        let mut spec = Self {
            about: about.unwrap_or_default(),
            operations: document.operations.iter().filter_map(|found| Operation::read(document, found)).collect(),
            schemas: named.iter().map(|(name, at)| Schema::read(document, name, at)).collect(),
            objects: named.iter().filter_map(|(name, at)| Object::read(document, name, at)).collect(),
            error_codes: ErrorCode::read_all(&document.root),
            stray_sensitive: stray_sensitive(document),
        };
        let properties =
            spec.properties().filter(|property| property.sensitive).filter_map(|property| property.schema.clone());
        let parameters =
            spec.parameters().filter(|parameter| parameter.sensitive).filter_map(|parameter| parameter.schema.clone());
        let held: HashSet<String> = properties.chain(parameters).collect();
        spec.schemas.iter_mut().for_each(|schema| schema.sensitive |= held.contains(&schema.name));
        spec
    }

    /// Returns the operation with this name in Rust, compared without case and underscores.
    pub(crate) fn operation(&self, rust_name: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| same(&operation.id, rust_name))
    }

    /// Returns the parameters of all operations.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.operations.iter().flat_map(|operation| &operation.parameters)
    }

    /// Returns the properties of all objects.
    pub(crate) fn properties(&self) -> impl Iterator<Item = &Property> {
        self.objects.iter().flat_map(|object| &object.properties)
    }

    /// Returns the enums to which the service may add values, in the order of the file.
    pub(crate) fn open_enums(&self) -> impl Iterator<Item = &Schema> {
        self.schemas.iter().filter(|schema| schema.open)
    }

    /// Returns the named schemas that are marked `x-sensitive` or that a sensitive property or parameter refers to,
    /// without enums, whose values the spec itself shows, and without choices, which print their content.
    pub(crate) fn sensitive_schemas(&self) -> Vec<&str> {
        let sensitive = self.schemas.iter().filter(|schema| schema.sensitive && !schema.is_choice);
        sensitive.map(|schema| schema.name.as_str()).collect()
    }
}

impl ErrorCode {
    /// Reads the codes in their order. The first of several entries for a code counts.
    fn read_all(root: &Cursor<'_>) -> Vec<Self> {
        let mut codes: Vec<Self> = Vec::new();
        for group in root.items_of(extension::ERROR_CODES.name) {
            for (code, at) in group.entries_of("codes") {
                let place = codes.binary_search_by(|known| known.code.as_str().cmp(code));
                if let (Err(place), Some(read)) = (place, Self::read(&group, code, &at)) {
                    codes.insert(place, read);
                }
            }
        }
        codes
    }

    /// Returns nothing for an entry that is incomplete or of another shape.
    fn read(group: &Cursor<'_>, code: &str, at: &Cursor<'_>) -> Option<Self> {
        let statuses = at.node.get("status").map(Node::items).unwrap_or_default().iter();
        let statuses: Option<Vec<u16>> = statuses.map(|status| status.integer()?.try_into().ok()).collect();
        Some(Self {
            code: code.to_owned(),
            service: text(group, "service"),
            statuses: statuses.filter(|statuses| !statuses.is_empty())?,
            class: ErrorClass::read(&text(at, "class"))?,
            meaning: Some(text(at, "meaning")).filter(|meaning| !meaning.is_empty())?,
            advice: Some(text(at, "advice")).filter(|advice| !advice.is_empty()),
            source: source(group),
        })
    }
}

/// Returns the place of the first `x-sensitive` in an object without a name.
fn stray_sensitive(document: &Document<'_>) -> Option<Span> {
    let name = extension::SENSITIVE.name;
    let marks = document.extensions.iter().filter(|found| found.name == name && found.object == &SCHEMA);
    let marked = marks.filter_map(|mark| Some((mark.at.pointer.strip_suffix(name)?.strip_suffix('/')?, mark)));
    let stray = marked.filter(|(pointer, _)| {
        let pointer = pointer.strip_suffix("/items").unwrap_or(pointer);
        let steps: Vec<&str> = pointer.strip_suffix("/schema").unwrap_or(pointer).split('/').skip(1).collect();
        match steps[..] {
            ["components", "parameters", _] | ["paths", _, "parameters", _] | ["paths", _, _, "parameters", _] => false,
            ["components", "schemas", _, ref deeper @ ..] => {
                let inner = deeper.iter().copied().skip_while(|step| *step == "allOf" || step.parse::<usize>().is_ok());
                !matches!(inner.collect::<Vec<_>>()[..], [] | ["properties", _])
            }
            // No code is generated for headers.
            _ => steps.contains(&"schema") && !steps.contains(&"headers"),
        }
    });
    stray.map(|(_, mark)| mark.at.key_place()).next()
}

/// Returns the text of a key without the space around it; empty when there is none.
fn text(at: &Cursor<'_>, key: &str) -> String {
    at.text_of(key).unwrap_or_default().trim().to_owned()
}

/// Returns the strings of the list at a key.
fn texts<'a>(at: &Cursor<'a>, key: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    at.node.get(key).into_iter().flat_map(Node::items).filter_map(Node::text)
}

/// Returns `x-source` in words: the page or artefact, its date, and the note.
fn source(at: &Cursor<'_>) -> String {
    let Some(source) = at.get(extension::SOURCE.name) else { return String::new() };
    let origin = ["page", "artefact", "date"].map(|key| text(&source, key));
    let origin = origin.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let note = text(&source, "note");
    if note.is_empty() { origin } else { format!("{origin}. {note}") }
}

/// Returns the named schema that a node refers to: itself, through `allOf`, or by its items.
fn referred<'a>(at: &Cursor<'a>) -> Option<&'a str> {
    let node = at.node;
    let part = node.get("allOf").and_then(|parts| parts.items().first());
    let whole = part.or_else(|| node.get("items")).unwrap_or(node);
    whole.text_of("$ref")?.strip_prefix("#/components/schemas/")
}

/// Returns whether a node, its items, or the schema that it refers to is marked `x-sensitive`.
pub(crate) fn is_sensitive(document: &Document<'_>, at: &Cursor<'_>) -> bool {
    let schema = referred(at).and_then(|name| document.component("schemas", name));
    let marked = |at: &Cursor<'_>| at.flag(extension::SENSITIVE.name);
    marked(at) || at.get("items").is_some_and(|items| marked(&items)) || schema.is_some_and(|schema| marked(&schema))
}
