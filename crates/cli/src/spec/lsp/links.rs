//! The words of a spec that name something in it: references, operations in links, and the names in extensions.

use std::collections::HashSet;
use std::ops::Range;

use metastudio_voice_codegen::document::{Document, Operation};
use metastudio_voice_codegen::extension::{ENUM_DESCRIPTIONS, LIFECYCLE, PAGINATION, UPLOAD, VALUES_OF};
use metastudio_voice_codegen::openapi::{LINK, SCHEMA};
use metastudio_voice_codegen::yaml::{Cursor, Node};

/// Something in the spec that has a name.
#[derive(Clone, Debug)]
pub(super) struct Target<'a> {
    pub(super) sort: Sort,
    pub(super) at: Cursor<'a>,
    /// The place of its name: a key, or a value such as an `operationId`.
    pub(super) name: Range<usize>,
}

/// The sort of thing that a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Component,
    Operation,
    Tag,
    /// A property, a parameter, a value, or a part of a component: names of the API, which the spec cannot choose.
    Other,
}

/// A word that names something.
#[derive(Clone, Debug)]
pub(super) struct Link<'a> {
    /// The place of the word, with its quotes.
    pub(super) word: Range<usize>,
    pub(super) to: Target<'a>,
    /// Whether the word leads to a part of the target.
    pub(super) to_part: bool,
}

/// Returns all links of a spec.
pub(super) fn links<'a>(document: &Document<'a>) -> Vec<Link<'a>> {
    let mut links = Vec::new();
    references(document, &mut links);
    of_extensions(document, &mut links);
    of_operations(document, &mut links);
    of_schemas(document, &mut links);
    // An alias of YAML is the same word once more.
    let mut seen = HashSet::new();
    links.retain(|link| seen.insert((link.word.clone(), link.to.name.clone(), link.to_part)));
    links
}

/// Returns what has its name at a byte, or is named by the word there.
pub(super) fn target_at<'a>(document: &Document<'a>, links: &[Link<'a>], byte: usize) -> Option<Target<'a>> {
    let around = |span: &Range<usize>| span.start <= byte && byte <= span.end;
    let named = links.iter().find(|link| around(&link.word) && !link.to_part).map(|link| link.to.clone());
    named.or_else(|| named_things(document).into_iter().find(|thing| around(&thing.name)))
}

/// Returns the components, operations and tags.
fn named_things<'a>(document: &Document<'a>) -> Vec<Target<'a>> {
    let kinds = document.root.get("components").into_iter().flat_map(|components| components.entries());
    let components = kinds.flat_map(|(_, kind)| kind.entries()).map(|(_, at)| of_key(Sort::Component, at));
    let operations = document.operations.iter().filter_map(of_operation);
    components.chain(operations).chain(tags(document)).collect()
}

fn of_key(sort: Sort, at: Cursor<'_>) -> Target<'_> {
    Target { sort, name: at.key_place(), at }
}

fn of_operation<'a>(operation: &Operation<'a>) -> Option<Target<'a>> {
    let name = operation.at.get("operationId")?.node.span.clone();
    Some(Target { sort: Sort::Operation, name, at: operation.at.clone() })
}

fn tags<'a>(document: &Document<'a>) -> impl Iterator<Item = Target<'a>> + use<'a> {
    let tags = document.root.get("tags").into_iter().flat_map(|tags| tags.items());
    tags.filter_map(|at| Some(Target { sort: Sort::Tag, name: at.get("name")?.node.span.clone(), at }))
}

fn component<'a>(document: &Document<'a>, kind: &str, name: &str) -> Option<Target<'a>> {
    document.component(kind, name).map(|at| of_key(Sort::Component, at))
}

fn operation<'a>(document: &Document<'a>, id: &str) -> Option<Target<'a>> {
    document.operations.iter().find(|operation| operation.id == Some(id)).and_then(of_operation)
}

/// Returns the target of a pointer; of one into a component, the component as well.
fn pointed<'a>(document: &Document<'a>, pointer: &str) -> (Option<Target<'a>>, Option<Target<'a>>) {
    let steps: Vec<&str> = pointer.split('/').collect();
    let is_component = steps.get(1) == Some(&"components");
    let sort = if is_component && steps.len() == 4 { Sort::Component } else { Sort::Other };
    let target = document.root.follow(pointer).map(|at| of_key(sort, at));
    let whole = steps.get(..4).filter(|_| is_component && steps.len() > 4);
    let whole = whole.and_then(|steps| document.root.follow(&steps.join("/")));
    (target, whole.map(|at| of_key(Sort::Component, at)))
}

fn references<'a>(document: &Document<'a>, links: &mut Vec<Link<'a>>) {
    let references =
        document.references.iter().filter_map(|reference| Some((reference.at.get("$ref")?, reference.target)));
    let of_links = document.all(&LINK).filter_map(|link| link.get("operationRef"));
    let of_links = of_links.filter_map(|at| at.text().map(|text| (at.clone(), text)));
    for (at, target) in references.chain(of_links) {
        let (exact, whole) = pointed(document, target);
        add(links, &at, exact);
        links.extend(whole.map(|to| Link { word: at.node.span.clone(), to, to_part: true }));
    }
}

fn of_extensions<'a>(document: &Document<'a>, links: &mut Vec<Link<'a>>) {
    for extension in &document.extensions {
        let at = &extension.at;
        if extension.name == VALUES_OF.name {
            named(links, at.get("schema"), |name| component(document, "schemas", name));
        } else if extension.name == UPLOAD.name {
            named(links, at.get("renew"), |id| operation(document, id));
        }
    }
    for operation in &document.operations {
        if let Some(pages) = operation.at.get(PAGINATION.name) {
            for key in ["offset", "limit"] {
                named(links, pages.get(key), |name| parameter(operation, name));
            }
            let body = successful(document, operation);
            for key in ["items", "total"] {
                named(links, pages.get(key), |name| property(document, body.as_ref()?, name));
            }
            named(links, pages.get("key"), |name| property(document, &entry(document, operation)?, name));
        }
    }
}

fn of_operations<'a>(document: &Document<'a>, links: &mut Vec<Link<'a>>) {
    for link in document.all(&LINK) {
        named(links, link.get("operationId"), |id| operation(document, id));
    }
    for operation in &document.operations {
        for tag in operation.at.get("tags").iter().flat_map(Cursor::items) {
            let tag = Some(tag);
            named(links, tag, |name| tags(document).find(|tag| tag.at.text_of("name") == Some(name)));
        }
    }
    let holders = std::iter::once(&document.root).chain(document.operations.iter().map(|operation| &operation.at));
    for requirement in holders.filter_map(|holder| holder.get("security")).flat_map(|list| list.items()) {
        for (name, scheme) in requirement.entries() {
            let to = component(document, "securitySchemes", name);
            links.extend(to.map(|to| Link { word: scheme.key_place(), to, to_part: false }));
        }
    }
}

fn of_schemas<'a>(document: &Document<'a>, links: &mut Vec<Link<'a>>) {
    for schema in document.all(&SCHEMA) {
        for name in schema.get("required").iter().flat_map(Cursor::items) {
            named(links, Some(name), |name| property(document, schema, name));
        }
        if let Some(discriminator) = schema.get("discriminator") {
            named(links, discriminator.get("propertyName"), |name| property(document, schema, name));
            for (_, at) in discriminator.get("mapping").iter().flat_map(Cursor::entries) {
                named(links, Some(at), |name| match name.starts_with('#') {
                    true => pointed(document, name).0,
                    false => component(document, "schemas", name),
                });
            }
        }
        for map in [&ENUM_DESCRIPTIONS, &LIFECYCLE].iter().filter_map(|known| schema.get(known.name)) {
            for (name, at) in map.entries() {
                let mut values = schema.get("enum").into_iter().flat_map(|values| values.items());
                let value = values.find(|value| value.text() == Some(name));
                let to = value.map(|at| Target { sort: Sort::Other, name: at.node.span.clone(), at });
                links.extend(to.map(|to| Link { word: at.key_place(), to, to_part: false }));
            }
        }
    }
}

fn named<'a>(links: &mut Vec<Link<'a>>, at: Option<Cursor<'a>>, find: impl FnOnce(&str) -> Option<Target<'a>>) {
    if let Some((at, name)) = at.and_then(|at| at.text().map(|name| (at.clone(), name))) {
        add(links, &at, find(name));
    }
}

fn add<'a>(links: &mut Vec<Link<'a>>, at: &Cursor<'a>, to: Option<Target<'a>>) {
    links.extend(to.map(|to| Link { word: at.node.span.clone(), to, to_part: false }));
}

fn parameter<'a>(operation: &Operation<'a>, name: &str) -> Option<Target<'a>> {
    let found = operation.parameters.iter().find(|(_, parameter)| parameter.text_of("name") == Some(name));
    found
        .and_then(|(_, at)| Some(Target { sort: Sort::Other, name: at.get("name")?.node.span.clone(), at: at.clone() }))
}

fn property<'a>(document: &Document<'a>, schema: &Cursor<'a>, name: &str) -> Option<Target<'a>> {
    let found = document.properties(schema).into_iter().find(|(known, _)| *known == name);
    found.map(|(_, at)| of_key(Sort::Other, at))
}

/// Returns the schema of the body of an operation's successful response.
pub(super) fn successful<'a>(document: &Document<'a>, operation: &Operation<'a>) -> Option<Cursor<'a>> {
    let responses = document.responses(operation);
    let (_, response) = responses.iter().find(|(status, _)| status.starts_with('2'))?;
    document.media_types(response).first().and_then(|(_, media)| media.get("schema"))
}

/// Returns the schema of the entries of a list that is read page by page.
pub(super) fn entry<'a>(document: &Document<'a>, operation: &Operation<'a>) -> Option<Cursor<'a>> {
    let items = operation.at.get(PAGINATION.name)?.get("items")?.text()?;
    let body = successful(document, operation)?;
    let (_, list) = document.properties(&body).into_iter().find(|(name, _)| *name == items)?;
    document.members(&list, "items").into_iter().next()
}

/// Returns the spec of a tree.
pub(super) fn read(tree: &Node) -> Document<'_> {
    Document::read(tree, &mut Vec::new())
}
