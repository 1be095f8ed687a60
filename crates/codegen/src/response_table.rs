//! The table of responses: everything that a program must know at run time to hold a response against the spec, and to
//! say where and how the spec is to be edited where the two differ. It is JSON, and `src/drift/` of the client reads it.
//!
//! Places are bytes of the text. An *insertion* says where another entry of a map or another item of a list goes: `at`
//! is the start of a line, and `indent` the indentation of the new lines; without `indent`, the place is behind the last
//! entry of a map or list in braces or brackets.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::Source;
use crate::document::{Document, Operation};
use crate::openapi::METHODS;
use crate::spec::{extension, is_sensitive};
use crate::yaml::{Cursor, Node, Span};

/// The greatest depth of schemas that only stand for another one.
const DEEPEST: usize = 16;

/// Returns the table of a spec that has been read.
pub(crate) fn of(source: &Source, tree: &Node) -> String {
    let document = Document::read(tree, &mut Vec::new());
    let mut table = Table { text: &source.text, document: &document, schemas: Vec::new(), known: HashMap::new() };
    let mut responses = Responses::default();
    let operations: Map<String, Value> = document
        .operations
        .iter()
        .filter_map(|operation| Some((operation.id?.to_owned(), table.operation(operation, &mut responses))))
        .collect();
    let names: Vec<&str> = document.components("schemas").map(|(name, _)| name).collect();
    let codes = document.root.get(extension::ERROR_CODES.name);
    // A path of this machine says nothing to those who use the program.
    let file = std::path::Path::new(&source.path);
    let file = if file.is_absolute() { file.file_name().map_or(file, std::path::Path::new) } else { file };
    json!({
        "file": file.to_string_lossy(),
        "json": table.is_json(),
        "operations": operations,
        "responses": responses.all,
        "schemas": table.schemas,
        "names": names,
        "codes": table.codes(),
        "add_codes": codes.and_then(|groups| table.place_in_list(&groups)),
    })
    .to_string()
}

/// The responses so far, each with its number by its pointer.
#[derive(Default)]
struct Responses {
    all: Vec<Value>,
    known: HashMap<String, usize>,
}

struct Table<'a> {
    text: &'a str,
    document: &'a Document<'a>,
    schemas: Vec<Value>,
    /// The number of each schema by its pointer.
    known: HashMap<String, usize>,
}

impl<'a> Table<'a> {
    fn operation(&mut self, operation: &Operation<'a>, responses: &mut Responses) -> Value {
        debug_assert!(METHODS.contains(&operation.method));
        let statuses: Map<String, Value> = self
            .document
            .responses(operation)
            .into_iter()
            .map(|(status, at)| (status.to_owned(), self.response(&at, responses).into()))
            .collect();
        let error = operation.at.entries_of("responses").find_map(|(status, at)| {
            let reference = at.text_of("$ref").map(str::to_owned);
            reference.filter(|_| status.starts_with(['4', '5']))
        });
        json!({
            "at": operation.at.key_place().start,
            "responses": statuses,
            "add": operation.at.get("responses").and_then(|listed| self.place_in_map(&listed)),
            "error": error,
        })
    }

    /// Returns the number of a response.
    fn response(&mut self, at: &Cursor<'a>, responses: &mut Responses) -> usize {
        if let Some(number) = responses.known.get(&at.pointer) {
            return *number;
        }
        let media = self.document.media_types(at);
        let schema =
            media.iter().find(|(media_type, _)| is_json(media_type)).and_then(|(_, media)| media.get("schema"));
        let names = at.entries_of("headers").map(|(name, _)| name.to_ascii_lowercase());
        let response = json!({
            "at": at.key_place().start,
            "pointer": at.pointer,
            "headers": names.collect::<Vec<_>>(),
            "add_header": at.get("headers").and_then(|headers| self.place_in_map(&headers)),
            "add_key": self.place_in_map(at),
            "has_body": !media.is_empty(),
            "body": schema.map(|schema| self.schema(&schema)),
        });
        let number = responses.all.len();
        responses.all.push(response);
        responses.known.insert(at.pointer.clone(), number);
        number
    }

    /// Returns the number of a schema: of the one that it refers to, if it is only another name or a description of it.
    fn schema(&mut self, at: &Cursor<'a>) -> usize {
        let at = self.meant(at);
        if let Some(number) = self.known.get(&at.pointer) {
            return *number;
        }
        let number = self.schemas.len();
        self.known.insert(at.pointer.clone(), number);
        self.schemas.push(Value::Null);
        let schema = self.described(&at);
        self.schemas[number] = schema;
        number
    }

    fn meant(&self, at: &Cursor<'a>) -> Cursor<'a> {
        let mut meant = self.document.resolve(at);
        for _ in 0..DEEPEST {
            let own = ["type", "properties", "enum", "items"].iter().any(|key| meant.node.get(key).is_some());
            let mut parts = meant.get("allOf").into_iter().flat_map(|parts| parts.items());
            match (own, parts.next(), parts.next()) {
                (false, Some(part), None) => meant = self.document.resolve(&part),
                _ => break,
            }
        }
        meant
    }

    fn described(&mut self, at: &Cursor<'a>) -> Value {
        let document = self.document;
        let name = at.pointer.strip_prefix("#/components/schemas/").filter(|name| !name.contains('/'));
        let mut schema = json!({ "at": at.key_place().start, "pointer": at.pointer, "name": name });
        let fields = schema.as_object_mut().unwrap_or_else(|| unreachable!("it is an object"));
        // Which one of a choice a value is cannot be told, so a choice takes anything.
        if ["oneOf", "anyOf", "not"].iter().any(|key| at.node.get(key).is_some()) {
            return schema;
        }
        let properties = document.properties(at);
        let own = document.members(at, "type").iter().find_map(Cursor::text);
        let kind = own.or_else(|| (!properties.is_empty()).then_some("object"));
        fields.insert("type".into(), kind.into());
        fields.insert("nullable".into(), document.members(at, "nullable").iter().any(is_true).into());
        fields.insert("sensitive".into(), is_sensitive(document, at).into());
        if let Some(place) = at.get("type").map(|kind| kind.node.span.clone()) {
            let of_type = ["format", "example"].iter().filter_map(|key| at.get(key));
            let of_type = of_type.map(|at| self.entry(&at).map(|place| place_of(&place)));
            if let Some(of_type) = of_type.collect::<Option<Vec<Value>>>() {
                fields.insert("of_type".into(), of_type.into());
                fields.insert("type_at".into(), place_of(&place));
            }
        }
        if let Some(items) = document.members(at, "items").pop() {
            fields.insert("items".into(), self.schema(&items).into());
        }
        if kind == Some("object") {
            self.object(at, properties, fields);
        }
        let values = at.get("enum").filter(|_| kind == Some("string"));
        if let Some(values) = values {
            self.values(at, &values, fields);
        }
        schema
    }

    fn object(&mut self, at: &Cursor<'a>, properties: Vec<(&'a str, Cursor<'a>)>, fields: &mut Map<String, Value>) {
        let document = self.document;
        let extra = document.members(at, "additionalProperties").pop();
        let is_map = properties.is_empty() && extra.as_ref().is_none_or(|extra| extra.node.boolean() != Some(false));
        let extra = match extra {
            Some(extra) if extra.node.is_map() => Some(self.schema(&extra)),
            _ => None,
        };
        fields.insert("extra".into(), extra.into());
        fields.insert("is_map".into(), is_map.into());
        let holders = document.members(at, "properties");
        fields.insert("add_property".into(), holders.last().and_then(|holder| self.place_in_map(holder)).into());
        fields.insert("add_schema".into(), self.behind(at).into());
        let mut required = Map::new();
        for list in document.members(at, "required") {
            let only = list.node.items().len() == 1;
            for item in list.items() {
                let Some(name) = item.text() else { continue };
                // The whole entry goes with its last item.
                let place = if only { self.entry(&list) } else { self.item(&list, &item) };
                required.insert(name.to_owned(), place.as_ref().map(place_of).into());
            }
        }
        fields.insert("required".into(), required.into());
        let mut all = Map::new();
        for (name, property) in properties {
            let schema = self.schema(&property);
            let described = json!({
                "at": property.key_place().start,
                "schema": schema,
                "nullable": property.flag("nullable"),
                "sensitive": is_sensitive(document, &property),
                "add_key": property.node.get("$ref").is_none().then(|| self.place_in_map(&property)),
            });
            all.insert(name.to_owned(), described);
        }
        fields.insert("properties".into(), all.into());
    }

    fn values(&self, at: &Cursor<'a>, values: &Cursor<'a>, fields: &mut Map<String, Value>) {
        let texts: Vec<&str> = values.node.items().iter().filter_map(Node::text).collect();
        let names = at.get(extension::ENUM_VARNAMES.name);
        let meanings = at.get(extension::ENUM_DESCRIPTIONS.name);
        let lifecycle = at.get(extension::LIFECYCLE.name);
        fields.insert("values".into(), json!(texts));
        fields.insert("add_value".into(), self.place_in_list(values).into());
        fields.insert("add_variant".into(), names.and_then(|names| self.place_in_list(&names)).into());
        fields.insert("add_meaning".into(), meanings.and_then(|meanings| self.place_in_map(&meanings)).into());
        fields.insert("add_state".into(), lifecycle.and_then(|states| self.place_in_map(&states)).into());
    }

    /// Returns the codes of error responses with their statuses. The first of several entries for a code counts.
    fn codes(&self) -> Map<String, Value> {
        let mut codes = Map::new();
        for group in self.document.root.items_of(extension::ERROR_CODES.name) {
            for (code, at) in group.entries_of("codes") {
                let listed = at.get("status");
                let statuses = listed.iter().flat_map(|listed| listed.node.items()).filter_map(Node::integer);
                let entry = json!({
                    "at": at.key_place().start,
                    "statuses": statuses.filter_map(|status| u16::try_from(status).ok()).collect::<Vec<_>>(),
                    "add": listed.as_ref().and_then(|listed| self.place_in_list(listed)),
                });
                codes.entry(code).or_insert(entry);
            }
        }
        codes
    }

    /// Returns the insertion of an entry into a map that has one.
    fn place_in_map(&self, map: &Cursor<'a>) -> Option<Value> {
        let (first, last) = (map.node.entries().first()?, map.node.entries().last()?);
        let end = last.value.span.end.max(last.key.span.end);
        if self.text.get(map.node.span.clone())?.starts_with('{') {
            return Some(json!({ "at": end }));
        }
        let indent = self.indentation(first.key.span.start)?;
        Some(json!({ "at": self.end(end, indent), "indent": indent }))
    }

    /// Returns the insertion of an item into a list that has one.
    fn place_in_list(&self, list: &Cursor<'a>) -> Option<Value> {
        let (first, last) = (list.node.items().first()?, list.node.items().last()?);
        if self.text.get(list.node.span.clone())?.starts_with('[') {
            return Some(json!({ "at": last.span.end }));
        }
        let start = line_start(self.text, first.span.start);
        let lead = self.text.get(start..first.span.start)?;
        let indent =
            lead.trim_end_matches(' ').strip_suffix('-').filter(|lead| lead.bytes().all(|byte| byte == b' '))?;
        Some(json!({ "at": self.end(last.span.end, indent.len()), "indent": indent.len() }))
    }

    /// Returns the insertion of a component beside the one that contains a schema.
    fn behind(&self, at: &Cursor<'a>) -> Option<Value> {
        let name = at.pointer.strip_prefix("#/components/schemas/")?.split('/').next()?;
        let schemas = self.document.root.get("components")?.get("schemas")?;
        let entry = schemas.node.entries().iter().find(|entry| crate::yaml::escape(&entry.key.text) == name)?;
        let end = entry.value.span.end.max(entry.key.span.end);
        if self.text.get(schemas.node.span.clone())?.starts_with('{') {
            return Some(json!({ "at": end }));
        }
        let indent = self.indentation(entry.key.span.start)?;
        Some(json!({ "at": self.end(end, indent), "indent": indent }))
    }

    /// Returns the lines of an entry of a map in block style, which ends with no comma.
    fn entry(&self, at: &Cursor<'a>) -> Option<Span> {
        let key = at.key().filter(|_| !self.is_json())?;
        let indent = self.indentation(key.span.start)?;
        Some(line_start(self.text, key.span.start)..self.end(at.node.span.end, indent))
    }

    /// Returns the range of an item of a list, with its line or its comma.
    fn item(&self, list: &Cursor<'a>, item: &Cursor<'a>) -> Option<Span> {
        let span = item.node.span.clone();
        if !self.text.get(list.node.span.clone())?.starts_with('[') {
            return Some(line_start(self.text, span.start)..next_line(self.text, span.end));
        }
        let after = self.text.get(span.end..)?;
        match after.trim_start().strip_prefix(',') {
            Some(rest) => Some(span.start..self.text.len() - rest.trim_start_matches(' ').len()),
            None => Some(self.text.get(..span.start)?.trim_end().strip_suffix(',')?.len()..span.end),
        }
    }

    fn is_json(&self) -> bool {
        self.text.trim_start().starts_with('{')
    }

    /// Returns the indentation of a key that begins its line.
    fn indentation(&self, key: usize) -> Option<usize> {
        let lead = self.text.get(line_start(self.text, key)..key)?;
        lead.bytes().all(|byte| byte == b' ').then_some(lead.len())
    }

    /// Returns the start of the line that follows a value whose key has this indentation. All lines that are indented more
    /// than the key belong to it: the place of a text of several lines ends before some of them.
    fn end(&self, place: usize, indent: usize) -> usize {
        let place = self.text.get(..place).map_or(place, |before| before.trim_end().len());
        let mut next = next_line(self.text, place);
        let mut end = next;
        while next < self.text.len() {
            let after = next_line(self.text, next);
            let line = self.text.get(next..after).unwrap_or_default().trim_end();
            let content = line.trim_start_matches(' ');
            let spaces = line.len() - content.len();
            let belongs = spaces > indent || spaces == indent && content.starts_with(['}', ']']);
            match content.is_empty() {
                true => {}
                false if belongs => end = after,
                false => break,
            }
            next = after;
        }
        end
    }
}

fn is_json(media_type: &str) -> bool {
    media_type.split(';').next().is_some_and(|name| name.trim() == "application/json")
}

fn is_true(at: &Cursor<'_>) -> bool {
    at.node.boolean() == Some(true)
}

fn place_of(place: &Span) -> Value {
    json!([place.start, place.end])
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// Returns the start of the next line, or the end of the text.
fn next_line(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |newline| at + newline + 1)
}
