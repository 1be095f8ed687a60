//! `metastudio-voice spec new`: the text of new parts of a spec.

mod block;
mod insert;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use metastudio_voice_codegen::document::{Document, Operation};
use metastudio_voice_codegen::yaml::{self, Cursor, Node};
use metastudio_voice_codegen::{Contract, Diagnostic, Report, Source, check};

use self::block::{Block, EXAMPLE, Method, PathParameter, indented};
use super::input::{print, read_text};
use super::save::save;
use super::texts;
use crate::exit::Exit;

/// The spec of the repository.
const SPEC: &str = "openapi/metastudio-voice.yaml";

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Prints an operation with its schemas and examples that meets every rule; `TODO` marks the texts to write.
    Operation(Arguments),
}

#[derive(Args)]
pub(crate) struct Arguments {
    /// The operationId in PascalCase, such as CreateThing.
    name: String,
    /// The method.
    #[arg(value_enum, ignore_case = true)]
    method: Method,
    /// The path with the names of its parameters in braces, such as '/v1/{project_id}/things/{thing_id}'.
    path: String,
    /// The tag; without it, the first one that the spec declares.
    #[arg(long)]
    tag: Option<String>,
    /// The spec in which the operation is to be; without it, openapi/metastudio-voice.yaml if it exists.
    #[arg(long)]
    file: Option<PathBuf>,
    /// Writes the operation into the file, in place of printing it.
    #[arg(long)]
    insert: bool,
}

pub(crate) fn run(command: &Command) -> Result<Exit, String> {
    let Command::Operation(arguments) = command;
    let file = arguments.file.clone().or_else(|| Path::new(SPEC).exists().then(|| SPEC.into()));
    let text = file.as_deref().map(read_text).transpose()?;
    match (arguments.insert, file, text) {
        (true, Some(file), Some(text)) => insert(arguments, &file, &text),
        (true, _, _) => Err(texts::NO_SPEC_HERE.with(&[("spec", &SPEC)])),
        (false, file, text) => {
            let tree = text.zip(file).map(|(text, file)| parsed(&file, text)).transpose()?;
            let block = block(arguments, tree.as_ref().map(|(_, tree)| tree))?;
            print(&printed(&block));
            Ok(Exit::Done)
        }
    }
}

/// Returns the block as a part of a spec: each key under the keys where it belongs.
fn printed(block: &Block) -> String {
    let mut text = format!("paths:\n  {}{}", block.path_key(), indented(&block.operation(), 4));
    if !block.schema_names().is_empty() {
        text += &format!("components:\n  schemas:\n{}", indented(&block.schemas(), 4));
    }
    text
}

fn insert(arguments: &Arguments, file: &Path, text: &str) -> Result<Exit, String> {
    if file.as_os_str() == "-" {
        return Err(texts::NEEDS_FILE.to_string());
    }
    let (source, tree) = parsed(file, text.to_owned())?;
    let block = block(arguments, Some(&tree))?;
    let inserted = insert::inserted(source.text(), &block).map_err(|error| format!("{}: {error}", file.display()))?;
    let new = Source::new(source.path(), inserted);
    if !is_there(&new, &block) {
        return Err(texts::NO_PLACE.with(&[("file", &file.display())]));
    }
    let [before, after] = [&source, &new].map(|source| check(source.clone(), Contract::CLIENT));
    let added = added(&before, &after);
    if !added.is_empty() {
        let refused = texts::NEW_FINDINGS.with(&[("file", &file.display())]);
        return Err(format!("{refused}\n\n{}", added.join("\n\n")));
    }
    if read_text(file)? != text {
        return Err(texts::CHANGED.with(&[("file", &file.display())]));
    }
    let mark = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    save(file, &format!("{mark}{}", new.text()))?;
    let lines: Vec<String> =
        places(&new, &block).into_iter().map(|line| format!("{}:{line}", file.display())).collect();
    let places = lines.join(", ");
    print(&(texts::INSERTED.with(&[("name", &block.name), ("places", &places)]) + "\n"));
    Ok(Exit::Done)
}

/// Returns the findings that the second report has and the first does not have. Their places may have moved, and
/// findings about what is missing may have got another pointer.
fn added(before: &Report, after: &Report) -> Vec<String> {
    let mut known: Vec<_> = before.findings().iter().map(|finding| (finding.code(), finding.message())).collect();
    let mut is_new = |finding: &&Diagnostic| {
        let same = known.iter().position(|known| *known == (finding.code(), finding.message()));
        same.map(|same| known.swap_remove(same)).is_none()
    };
    after.findings().iter().filter(|finding| is_new(finding)).map(|finding| after.render(finding, false)).collect()
}

/// Returns whether the operation and its schemas are where they belong.
fn is_there(source: &Source, block: &Block) -> bool {
    let Some(tree) = yaml::read(source.text(), &mut Vec::new()) else { return false };
    let operation = tree.get("paths").and_then(|paths| paths.get(&block.path)?.get(block.method.key()));
    let schemas = tree.get("components").and_then(|components| components.get("schemas"));
    let has = |name: &String| schemas.is_some_and(|schemas| schemas.get(name).is_some());
    operation.is_some_and(|operation| operation.text_of("operationId") == Some(&block.name))
        && block.schema_names().iter().all(has)
}

/// Returns the lines of the operation and of its first schema.
fn places(source: &Source, block: &Block) -> Vec<usize> {
    let Some(tree) = yaml::read(source.text(), &mut Vec::new()) else { return Vec::new() };
    let operation = tree.get("paths").and_then(|paths| paths.get(&block.path)?.entry(block.method.key()));
    let schemas = tree.get("components").and_then(|components| components.get("schemas"));
    let schema = block.schema_names().first().and_then(|name| schemas?.entry(name));
    let keys = operation.into_iter().chain(schema).map(|entry| entry.key.span.start);
    keys.map(|place| source.place(place).line).collect()
}

fn parsed(file: &Path, text: String) -> Result<(Source, Node), String> {
    let source = Source::new(file.to_string_lossy(), text);
    let mut findings = Vec::new();
    match yaml::read(source.text(), &mut findings) {
        Some(tree) if tree.is_map() => Ok((source, tree)),
        _ => Err(texts::NOT_A_SPEC.with(&[("file", &file.display())])),
    }
}

/// Returns the operation, or why there cannot be such a one in the spec.
fn block(arguments: &Arguments, tree: Option<&Node>) -> Result<Block, String> {
    let document = tree.map(|tree| Document::read(tree, &mut Vec::new()));
    let name = operation_id(&arguments.name)?;
    let names = path_names(&arguments.path)?;
    if let Some(tag) = arguments.tag.as_ref().filter(|tag| tag.is_empty() || tag.contains(char::is_control)) {
        return Err(texts::NOT_A_TAG.with(&[("tag", &format_args!("{tag:?}"))]));
    }
    let tag = match &document {
        Some(document) => {
            taken(document, &name, arguments)?;
            tag(document, arguments.tag.as_deref())?
        }
        None => arguments.tag.clone(),
    };
    let block = Block {
        name,
        method: arguments.method,
        path: arguments.path.clone(),
        tag,
        parameters: names.iter().filter_map(|name| parameter(document.as_ref(), &arguments.path, name)).collect(),
        errors: document.as_ref().is_none_or(|document| document.component("responses", "Error").is_some()),
    };
    let exists =
        |name: &String| document.as_ref().is_some_and(|document| document.component("schemas", name).is_some());
    match block.schema_names().into_iter().find(exists) {
        Some(schema) => Err(texts::SCHEMA_TAKEN.with(&[("schema", &schema)])),
        None => Ok(block),
    }
}

/// Returns the name if it is in PascalCase.
fn operation_id(name: &str) -> Result<String, String> {
    let pascal = pascal(name);
    match pascal == name && !name.is_empty() {
        true => Ok(pascal),
        false if pascal.is_empty() => Err(texts::NOT_A_NAME.with(&[("name", &name)])),
        false => Err(texts::NOT_PASCAL.with(&[("name", &name), ("pascal", &pascal)])),
    }
}

/// Returns a name in PascalCase: its letters and digits from the first letter on, that of each part in upper case.
fn pascal(name: &str) -> String {
    let name = name.trim_start_matches(|character: char| !character.is_ascii_alphabetic());
    let parts = name.split(|character: char| !character.is_ascii_alphanumeric());
    let parts = parts.filter_map(|part| part.split_at_checked(1));
    parts.map(|(first, rest)| first.to_ascii_uppercase() + rest).collect()
}

/// Returns the names in braces of a path, or why the path is not one.
fn path_names(path: &str) -> Result<Vec<&str>, String> {
    let bad = |why: String| Err(texts::NOT_A_PATH.with(&[("path", &path), ("why", &why)]));
    let allowed = |character: char| character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%/{}".contains(character);
    if !path.starts_with('/') {
        return bad(texts::NO_SLASH.with(&[("path", &path.trim_start_matches('/'))]));
    }
    if let Some(other) = path.chars().find(|character| !allowed(*character)) {
        return bad(texts::WRONG_CHARACTER.with(&[("character", &format_args!("{other:?}"))]));
    }
    if path.contains("//") || path.len() > 1 && path.ends_with('/') {
        return bad(texts::EMPTY_PART.to_string());
    }
    let mut names: Vec<&str> = Vec::new();
    let mut rest = path;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { return bad(texts::BRACES.to_string()) };
        let word = |character: char| character.is_ascii_alphanumeric() || "_-".contains(character);
        if pascal(name).is_empty() || !name.chars().all(word) {
            return bad(texts::NOT_A_PARAMETER.with(&[("parameter", &format_args!("{{{name}}}"))]));
        }
        if names.contains(&name) {
            return bad(texts::PARAMETER_TWICE.with(&[("parameter", &format_args!("{{{name}}}"))]));
        }
        names.push(name);
        rest = after;
    }
    match path.matches('}').count() == names.len() {
        true => Ok(names),
        false => bad(texts::BRACES.to_string()),
    }
}

/// Fails if the spec has such an operation already.
fn taken(document: &Document<'_>, name: &str, arguments: &Arguments) -> Result<(), String> {
    let folded = |name: &str| name.replace(['_', '-'], "").to_ascii_lowercase();
    let is = |operation: &Operation<'_>| format!("{} {}", operation.method.to_uppercase(), operation.path);
    let named = |operation: &&Operation<'_>| operation.id.is_some_and(|id| folded(id) == folded(name));
    if let Some(operation) = document.operations.iter().find(named) {
        return Err(texts::OPERATION_TAKEN.with(&[("name", &name), ("operation", &is(operation))]));
    }
    let shape = |path: &str| {
        path.split('{').map(|part| part.rsplit('}').next().unwrap_or_default()).collect::<Vec<_>>().join("{}")
    };
    for (path, item) in document.root.get("paths").iter().flat_map(Cursor::entries) {
        if path != arguments.path && shape(path) == shape(&arguments.path) {
            return Err(texts::OTHER_NAMES.with(&[("path", &path)]));
        }
        if let Some(there) = item.get(arguments.method.key()).filter(|_| path == arguments.path) {
            let id = there.text_of("operationId").unwrap_or("no operationId");
            let method = arguments.method.key().to_uppercase();
            return Err(texts::METHOD_TAKEN.with(&[("method", &method), ("path", &path), ("id", &id)]));
        }
    }
    Ok(())
}

/// Returns the tag if the spec declares it; without one, the first that it declares.
fn tag(document: &Document<'_>, wanted: Option<&str>) -> Result<Option<String>, String> {
    let tags = document.root.get("tags");
    let mut declared: Vec<&str> = Vec::new();
    for tag in tags.iter().flat_map(Cursor::items) {
        declared.extend(tag.text_of("name"));
    }
    match wanted {
        None => Ok(declared.first().map(|tag| (*tag).to_owned())),
        Some(tag) if declared.contains(&tag) => Ok(Some(tag.to_owned())),
        Some(tag) if declared.is_empty() => Err(texts::NO_TAGS.with(&[("tag", &tag)])),
        Some(tag) => Err(texts::NO_SUCH_TAG.with(&[("tag", &tag), ("declared", &declared.join(", "))])),
    }
}

/// Returns the parameter for a name in braces, or `None` if the path declares it for all its operations. It is, or has
/// the schema of, one that the spec has already.
fn parameter(document: Option<&Document<'_>>, path: &str, name: &str) -> Option<PathParameter> {
    let own = |schema: String, new: bool, example: &str| {
        Some(PathParameter::Own { name: name.to_owned(), schema, new, example: example.to_owned() })
    };
    let Some(document) = document else { return own(pascal(name), true, EXAMPLE) };
    let is =
        |parameter: &Cursor<'_>| parameter.text_of("in") == Some("path") && parameter.text_of("name") == Some(name);
    let of_path = document.root.get("paths").and_then(|paths| paths.get(path)?.get("parameters"));
    if of_path.iter().flat_map(Cursor::items).any(|parameter| is(&document.resolve(&parameter))) {
        return None;
    }
    if let Some((component, _)) = document.components("parameters").find(|(_, at)| is(&document.resolve(at))) {
        return Some(PathParameter::Component(component.to_owned()));
    }
    let others = document.operations.iter().flat_map(|operation| &operation.parameters);
    let of_other = others.map(|(_, parameter)| parameter).filter(|parameter| is(parameter)).find_map(|parameter| {
        let schema = parameter.get("schema")?.text_of("$ref")?.strip_prefix("#/components/schemas/")?;
        Some((schema.to_owned(), parameter.text_of("example")?))
    });
    if let Some((schema, example)) = of_other {
        return own(schema, false, example);
    }
    let free = |schema: &String| document.component("schemas", schema).is_none();
    let numbered = (2..).map(|number| format!("{}{number}", pascal(name)));
    std::iter::once(pascal(name)).chain(numbered).find(free).and_then(|schema| own(schema, true, EXAMPLE))
}

#[cfg(test)]
mod tests {
    use super::{pascal, path_names};

    #[test]
    fn names_become_pascal_case() {
        for (name, wanted) in [
            ("thing_id", "ThingId"),
            ("thingId", "ThingId"),
            ("a-b.c", "ABC"),
            ("2fa_id", "FaId"),
            ("__", ""),
            ("语音", ""),
        ] {
            assert_eq!(pascal(name), wanted, "{name}");
        }
    }

    #[test]
    fn only_a_path_is_taken_for_one() {
        assert_eq!(path_names("/v1/{project_id}/things/{thing-id}:run"), Ok(vec!["project_id", "thing-id"]));
        for path in
            ["", "v1", "/a b", "/a?b=c", "/a#b", "/a/", "//a", "/{a", "/a}", "/{}", "/{a}/{a}", "/{a b}", "/{_}", "/é"]
        {
            assert!(path_names(path).is_err(), "{path}");
        }
    }
}
