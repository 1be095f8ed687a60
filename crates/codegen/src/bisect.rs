//! Finds the part of a spec for which the generator fails: tries each part alone, and returns the smallest that fails.

use crate::generator::Fault;
use crate::yaml::{Entry, Node};

/// Returns the fault of the smallest part that fails when tried alone, with its place.
///
/// `attempt` generates code from a spec, or returns why it cannot. Schemas are tried first, since operations use them.
pub(crate) fn find_cause(root: &Node, attempt: impl Fn(&Node) -> Result<(), Fault>) -> Option<Fault> {
    let schemas = root.get("components").and_then(|components| components.get("schemas"));
    let schemas = schemas.map(Node::entries).unwrap_or_default();
    let mut found: Option<(usize, Fault)> = None;
    for schema in schemas {
        let needed = closure(schemas, schema);
        let smaller = found.as_ref().is_none_or(|(size, _)| needed.len() < *size);
        let size = needed.len();
        if smaller && let Err(fault) = attempt(&with_schemas(root, needed)) {
            found = Some((size, fault.at(schema.key.span.clone())));
        }
    }
    if let Some((_, fault)) = found {
        return Some(fault);
    }
    for item in root.get("paths").map(Node::entries).unwrap_or_default() {
        for operation in item.value.entries().iter().filter(|entry| entry.value.get("responses").is_some()) {
            if let Err(fault) = attempt(&with_operation(root, item, operation)) {
                return Some(fault.at(operation.key.span.clone()));
            }
        }
    }
    None
}

/// Returns a schema and all schemas that it refers to, directly or through others.
fn closure<'a>(schemas: &'a [Entry], schema: &'a Entry) -> Vec<&'a Entry> {
    let mut needed = vec![schema];
    let mut next = 0;
    while let Some(schema) = needed.get(next).copied() {
        let mut names = Vec::new();
        references(&schema.value, &mut names);
        for referred in names.into_iter().filter_map(|name| schemas.iter().find(|schema| schema.key.text == name)) {
            if needed.iter().all(|known| known.key.text != referred.key.text) {
                needed.push(referred);
            }
        }
        next += 1;
    }
    needed
}

fn references<'a>(node: &'a Node, found: &mut Vec<&'a str>) {
    found.extend(node.text_of("$ref").and_then(|target| target.strip_prefix("#/components/schemas/")));
    node.entries().iter().for_each(|entry| references(&entry.value, found));
    node.items().iter().for_each(|item| references(item, found));
}

/// Returns the spec without operations and with these schemas only.
fn with_schemas(root: &Node, schemas: Vec<&Entry>) -> Node {
    let span = || root.span.clone();
    let schemas = Node::of_entries(schemas.into_iter().cloned().collect(), span());
    let components = Node::of_entries(vec![Entry::new("schemas", schemas)], span());
    replaced(root, &[Entry::new("paths", Node::of_entries(Vec::new(), span())), Entry::new("components", components)])
}

/// Returns the spec with this operation only.
fn with_operation(root: &Node, item: &Entry, operation: &Entry) -> Node {
    let kept = [Some(operation), item.value.entry("parameters")].into_iter().flatten().cloned().collect();
    let item = Entry { key: item.key.clone(), value: Node::of_entries(kept, item.value.span.clone()) };
    replaced(root, &[Entry::new("paths", Node::of_entries(vec![item], root.span.clone()))])
}

/// Returns the spec with these entries in place of its own.
fn replaced(root: &Node, by: &[Entry]) -> Node {
    let others = root.entries().iter().filter(|entry| by.iter().all(|new| new.key.text != entry.key.text));
    Node::of_entries(others.chain(by).cloned().collect(), root.span.clone())
}
