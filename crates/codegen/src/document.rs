//! A file with everything that the checks need: its objects, resolved references, operations, and the schemas of
//! requests and of responses.

use std::collections::{HashMap, HashSet};

use crate::Diagnostic;
use crate::openapi::{COMPONENTS, METHODS, Object};
pub use crate::walk::{Extension, Reference, Visit};
use crate::walk::{Walk, walk};
use crate::yaml::{Cursor, Node};

/// The greatest number of references in a row that is followed, more than any spec has.
const LONGEST_CHAIN: usize = 32;
/// The greatest depth of nested `allOf` that is followed.
const DEEPEST: usize = 16;

/// A file with everything that the checks need.
pub struct Document<'a> {
    /// The whole file.
    pub root: Cursor<'a>,
    /// The objects, each with its kind.
    pub visits: Vec<Visit<'a>>,
    /// The references.
    pub references: Vec<Reference<'a>>,
    /// The extensions.
    pub extensions: Vec<Extension<'a>>,
    /// The operations, in the order of the file.
    pub operations: Vec<Operation<'a>>,
    /// The kind of the object at each pointer.
    kinds: HashMap<String, &'static Object>,
    /// The pointers of the schemas that responses contain.
    read: HashSet<String>,
    /// The pointers of the schemas that requests contain.
    sent: HashSet<String>,
}

/// An operation of the file.
pub struct Operation<'a> {
    /// The path, such as `/v1/{project_id}/things`.
    pub path: &'a str,
    /// The method in lower case.
    pub method: &'static str,
    /// The operation itself.
    pub at: Cursor<'a>,
    /// The `operationId`, if it has one.
    pub id: Option<&'a str>,
    /// The parameters, those of the path included: the place where each is listed, and the parameter itself.
    pub parameters: Vec<(Cursor<'a>, Cursor<'a>)>,
}

impl<'a> Document<'a> {
    /// Reads a file, and reports what does not fit the model of OpenAPI.
    pub fn read(root: &'a Node, findings: &mut Vec<Diagnostic>) -> Self {
        let root = Cursor::root(root);
        let Walk { visits, references, extensions, .. } = walk(&root, findings);
        let kinds = visits
            .iter()
            .map(|visit| (visit.at.pointer.clone(), visit.object))
            .chain(references.iter().map(|reference| (reference.at.pointer.clone(), reference.object)))
            .collect();
        let mut document = Self {
            root,
            visits,
            references,
            extensions,
            operations: Vec::new(),
            kinds,
            read: HashSet::new(),
            sent: HashSet::new(),
        };
        document.operations = document.find_operations();
        document.read = document.reached(|operation| document.response_schemas(operation));
        document.sent = document.reached(|operation| document.request_schemas(operation));
        document
    }

    /// Returns the objects of a kind.
    pub fn all(&self, object: &'static Object) -> impl Iterator<Item = &Cursor<'a>> {
        self.visits.iter().filter(move |visit| visit.object == object).map(|visit| &visit.at)
    }

    /// Returns the kind of the object at a pointer.
    pub fn kind(&self, pointer: &str) -> Option<&'static Object> {
        self.kinds.get(pointer).copied()
    }

    /// Returns the node itself or the target of its `$ref`; in a chain of references, the last target that exists.
    pub fn resolve(&self, at: &Cursor<'a>) -> Cursor<'a> {
        let mut found = at.clone();
        for _ in 0..LONGEST_CHAIN {
            let next = found.text_of("$ref").and_then(|target| self.root.follow(target));
            match next {
                Some(next) => found = next,
                None => break,
            }
        }
        found
    }

    /// Returns a component by its kind and name.
    pub fn component(&self, kind: &str, name: &str) -> Option<Cursor<'a>> {
        self.root.get("components")?.get(kind)?.get(name)
    }

    /// Returns the components of a kind with their names, in the order of the file.
    pub fn components(&self, kind: &str) -> impl Iterator<Item = (&'a str, Cursor<'a>)> + use<'a> {
        let all = self.root.get("components").and_then(|components| components.get(kind));
        all.into_iter().flat_map(|all| all.entries())
    }

    /// Returns the properties of a schema, its own and those of its `allOf`.
    pub fn properties(&self, schema: &Cursor<'a>) -> Vec<(&'a str, Cursor<'a>)> {
        self.members(schema, "properties").iter().flat_map(Cursor::entries).collect()
    }

    /// Returns the values of a key of a schema: those of its `allOf`, then its own.
    pub fn members(&self, schema: &Cursor<'a>, key: &str) -> Vec<Cursor<'a>> {
        self.members_within(schema, key, DEEPEST)
    }

    fn members_within(&self, schema: &Cursor<'a>, key: &str, depth: usize) -> Vec<Cursor<'a>> {
        let schema = self.resolve(schema);
        let parts = schema.get("allOf").filter(|_| depth > 0);
        let parts = parts.iter().flat_map(Cursor::items);
        let deeper = parts.flat_map(|part| self.members_within(&part, key, depth.saturating_sub(1)));
        deeper.chain(schema.get(key)).collect()
    }

    /// Returns whether references lead to a kind of components that is missing altogether. Most other findings would
    /// then only follow from that.
    pub fn is_hollow(&self) -> bool {
        let kinds = COMPONENTS.keys.iter().map(|key| format!("#/components/{}", key.name));
        let mut missing = kinds.filter(|kind| self.root.follow(kind).is_none());
        missing.any(|kind| {
            let leads_there = |target: &str| target.strip_prefix(&*kind).is_some_and(|rest| rest.starts_with('/'));
            self.references.iter().any(|reference| leads_there(reference.target))
        })
    }

    /// Returns whether a response contains the schema.
    pub fn is_read(&self, schema: &Cursor<'a>) -> bool {
        self.read.contains(&schema.pointer)
    }

    /// Returns whether a request contains the schema.
    pub fn is_sent(&self, schema: &Cursor<'a>) -> bool {
        self.sent.contains(&schema.pointer)
    }

    /// Returns the responses of an operation, each with its status.
    pub fn responses(&self, operation: &Operation<'a>) -> Vec<(&'a str, Cursor<'a>)> {
        let responses = operation.at.entries_of("responses").filter(|(status, _)| !status.starts_with("x-"));
        responses.map(|(status, response)| (status, self.resolve(&response))).collect()
    }

    /// Returns the media types of a body or response, each with its name.
    pub fn media_types(&self, body: &Cursor<'a>) -> Vec<(&'a str, Cursor<'a>)> {
        self.resolve(body).entries_of("content").collect()
    }

    fn find_operations(&self) -> Vec<Operation<'a>> {
        let items = self.root.entries_of("paths").filter(|(path, _)| path.starts_with('/'));
        items
            .flat_map(|(path, item)| METHODS.map(|method| (path, item.clone(), method)))
            .filter_map(|(path, item, method)| {
                let at = item.get(method).filter(|at| at.map().is_some())?;
                Some(Operation { path, method, id: at.text_of("operationId"), parameters: self.merged(&item, &at), at })
            })
            .collect()
    }

    /// Returns the parameters of an operation. One of its own replaces the same one of its path.
    fn merged(&self, item: &Cursor<'a>, operation: &Cursor<'a>) -> Vec<(Cursor<'a>, Cursor<'a>)> {
        let [of_path, own] = [item, operation].map(|holder| {
            let listed = holder.items_of("parameters");
            listed.map(|listed| (listed.clone(), self.resolve(&listed))).collect::<Vec<_>>()
        });
        let key = |(_, parameter): &(Cursor<'a>, Cursor<'a>)| (parameter.text_of("in"), parameter.text_of("name"));
        let replaced = |parameter: &_| own.iter().any(|other| key(other) == key(parameter));
        let mut parameters: Vec<_> = of_path.into_iter().filter(|parameter| !replaced(parameter)).collect();
        parameters.extend(own);
        parameters
    }

    fn response_schemas(&self, operation: &Operation<'a>) -> Vec<Cursor<'a>> {
        let responses = self.responses(operation);
        let bodies = responses.iter().flat_map(|(_, response)| self.media_types(response));
        bodies.filter_map(|(_, media)| media.get("schema")).collect()
    }

    fn request_schemas(&self, operation: &Operation<'a>) -> Vec<Cursor<'a>> {
        let body = operation.at.get("requestBody");
        let bodies = body.iter().flat_map(|body| self.media_types(body)).map(|(_, media)| media);
        let parameters = operation.parameters.iter().map(|(_, parameter)| parameter.clone());
        bodies.chain(parameters).filter_map(|holder| holder.get("schema")).collect()
    }

    /// Returns the pointers of the schemas that are reachable from the given ones of every operation.
    fn reached(&self, start: impl Fn(&Operation<'a>) -> Vec<Cursor<'a>>) -> HashSet<String> {
        let mut reached = HashSet::new();
        let mut next: Vec<Cursor<'a>> = self.operations.iter().flat_map(start).collect();
        while let Some(schema) = next.pop() {
            let schema = self.resolve(&schema);
            if reached.insert(schema.pointer.clone()) {
                next.extend(parts(&schema));
            }
        }
        reached
    }
}

/// Returns the schemas that a schema contains.
pub(crate) fn parts<'a>(schema: &Cursor<'a>) -> Vec<Cursor<'a>> {
    let lists = ["allOf", "oneOf", "anyOf"].into_iter().flat_map(|key| schema.items_of(key));
    let properties = schema.entries_of("properties").map(|(_, value)| value).collect::<Vec<_>>();
    let single = ["items", "additionalProperties", "not"].map(|key| schema.get(key));
    let single = single.into_iter().flatten().filter(|value| value.map().is_some());
    lists.chain(properties).chain(single).collect()
}
