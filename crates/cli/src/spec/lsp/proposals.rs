//! The words that the declarations of OpenAPI and of the extensions, and the names in the spec, allow at a place.

use metastudio_voice_codegen::document::Document;
use metastudio_voice_codegen::extension::{
    self, ENUM_DESCRIPTIONS, Form, Key as Part, LIFECYCLE, PAGINATION, UPLOAD, VALUES_OF,
};
use metastudio_voice_codegen::openapi::{self, COMPONENTS, FORMATS, Object, Others, Shape};
use metastudio_voice_codegen::yaml::{Cursor, Node};

use super::kind::{Declared, Kind, Step};
use super::links;
use super::summary::summary;
use super::texts;

/// A word that can be typed.
pub(super) struct Proposal {
    pub(super) name: String,
    pub(super) sort: Sort,
    /// A few words beside the name.
    pub(super) detail: Option<String>,
    /// A text in Markdown.
    pub(super) documentation: Option<String>,
}

/// The sort of word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A string, or a key whose value is on its line.
    Text,
    /// A key whose value is a map or a list.
    Map,
    /// A word that is not a string, such as `true`.
    Word,
    /// The pointer of a reference.
    Reference,
    /// The sample of an extension.
    Sample,
}

impl Proposal {
    fn new(name: impl Into<String>, sort: Sort) -> Self {
        Self { name: name.into(), sort, detail: None, documentation: None }
    }

    fn text(name: impl Into<String>) -> Self {
        Self::new(name, Sort::Text)
    }

    fn with_detail(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    fn with_documentation(self, documentation: impl Into<String>) -> Self {
        Self { documentation: Some(documentation.into()), ..self }
    }
}

/// The statuses that responses mostly have.
const STATUSES: [&str; 10] = ["200", "201", "202", "204", "400", "401", "404", "409", "4XX", "5XX"];

/// The media types that the client sends and reads.
const MEDIA_TYPES: [&str; 4] =
    ["application/json", "application/x-www-form-urlencoded", "text/plain", "application/octet-stream"];

/// Returns the keys that a map can have beside those that it has.
pub(super) fn keys(path: &[Step], there: &[String], tree: Option<&Node>) -> Vec<Proposal> {
    let kind = Kind::at(path);
    let mut proposals = match kind {
        Kind::Shape(Shape::Map(_)) => names_of_map(path, tree),
        Kind::Form(Form::Keys(keys)) => keys.iter().map(of_part).collect(),
        Kind::Form(Form::Map(_)) => values_of_enum(path, tree),
        _ => match kind.object() {
            // Everything beside a `$ref` is ignored.
            Some(_) if there.iter().any(|key| key == "$ref") => Vec::new(),
            Some(object) => of_object(object, kind.may_refer() && there.is_empty()),
            None => Vec::new(),
        },
    };
    proposals.retain(|proposal| !there.contains(&proposal.name));
    proposals
}

fn of_object(object: &'static Object, may_refer: bool) -> Vec<Proposal> {
    let reference = may_refer
        .then(|| Proposal::text("$ref").with_detail(texts::REFERS_TO.with(&[("object", &texts::object(object))])));
    let mut keys: Vec<&openapi::Key> = object.keys.iter().collect();
    keys.sort_by_key(|key| !key.required);
    let keys = keys.into_iter().map(|key| {
        let kind = Kind::Shape(&key.shape);
        Proposal::new(key.name, sort_of_key(kind))
            .with_detail(kind.words_for_key(key.required))
            .with_documentation(key.meaning)
    });
    let statuses = STATUSES.iter().filter(|_| matches!(object.others, Others::Statuses));
    let statuses = statuses.map(|status| Proposal::new(*status, Sort::Map).with_detail(texts::A_STATUS.get()));
    let extensions = extension::ALL.iter().filter(|known| known.on.is_empty() || known.on.contains(&object));
    // A callback may have paths with any name, so that `x-` has no meaning there.
    let extensions = extensions.filter(|_| !matches!(object.others, Others::Names(_)));
    let extensions = extensions.map(|known| {
        Proposal::new(known.name, sort_of_key(Kind::Form(&known.form)))
            .with_detail(Kind::Form(&known.form).words())
            .with_documentation(format!("{}\n\n```yaml\n{}: {}\n```", known.meaning, known.name, known.sample))
    });
    reference.into_iter().chain(keys).chain(statuses).chain(extensions).collect()
}

fn of_part(key: &'static Part) -> Proposal {
    let kind = Kind::Form(&key.form);
    Proposal::new(key.name, sort_of_key(kind)).with_detail(kind.words_for_key(key.required))
}

fn sort_of_key(kind: Kind) -> Sort {
    if kind.is_map() || kind.is_list() { Sort::Map } else { Sort::Text }
}

/// Returns the names that a map with free keys can have.
fn names_of_map(path: &[Step], tree: Option<&Node>) -> Vec<Proposal> {
    let is = |step: Option<&Step>, name: &str| matches!(step, Some(Step::Key(key)) if key == name);
    match path {
        [.., Step::Key(last)] if last == "content" => MEDIA_TYPES
            .iter()
            .map(|name| Proposal::new(*name, Sort::Map).with_detail(texts::A_MEDIA_TYPE.get()))
            .collect(),
        [.., before, Step::Item(_)] if is(Some(before), "security") => {
            let Some(tree) = tree else { return Vec::new() };
            names(&Cursor::root(tree), "#/components/securitySchemes").map(Proposal::text).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns the values of the `enum` beside an extension that says something about each of them.
fn values_of_enum(path: &[Step], tree: Option<&Node>) -> Vec<Proposal> {
    let [schema @ .., Step::Key(name)] = path else { return Vec::new() };
    let is = name == LIFECYCLE.name || name == ENUM_DESCRIPTIONS.name;
    let schema = tree.filter(|_| is).and_then(|tree| follow(tree, schema));
    schema.map(|schema| enum_of(&schema)).unwrap_or_default()
}

fn enum_of(schema: &Cursor<'_>) -> Vec<Proposal> {
    let values = schema.get("enum").into_iter().flat_map(|values| values.items());
    let proposals = values.filter_map(|value| {
        let scalar = value.scalar()?;
        let sort = if value.text().is_some() { Sort::Text } else { Sort::Word };
        let meaning =
            schema.get(ENUM_DESCRIPTIONS.name).and_then(|all| all.text_of(&scalar.text).map(ToOwned::to_owned));
        Some(Proposal { documentation: meaning, ..Proposal::new(scalar.text.clone(), sort) })
    });
    proposals.collect()
}

/// Returns the values that can stand at a place.
pub(super) fn values(path: &[Step], tree: Option<&Node>) -> Vec<Proposal> {
    match Kind::at(path) {
        Kind::Shape(Shape::Choice(choices)) => choices.iter().map(|choice| Proposal::text(*choice)).collect(),
        Kind::Shape(Shape::Boolean | Shape::BooleanOr(_)) | Kind::Form(Form::Flag) => {
            ["true", "false"].map(|word| Proposal::new(word, Sort::Word)).into()
        }
        Kind::Form(Form::Choice(values)) => {
            values.iter().map(|(name, meaning)| Proposal::text(*name).with_documentation(*meaning)).collect()
        }
        Kind::Target(object) => tree.map(|tree| targets(&links::read(tree), object)).unwrap_or_default(),
        kind => {
            let named = tree.map(|tree| named(path, tree)).unwrap_or_default();
            let sample = || match (declared(path), path.last()) {
                (Declared::Extension(known), Some(Step::Key(_))) if !matches!(kind, Kind::Any) => {
                    vec![Proposal::new(known.sample, Sort::Sample).with_documentation(known.meaning)]
                }
                _ => Vec::new(),
            };
            if named.is_empty() { sample() } else { named }
        }
    }
}

/// Returns the components of a kind, as targets of a `$ref`.
fn targets(document: &Document<'_>, object: &'static Object) -> Vec<Proposal> {
    let holds = |shape: &Shape| match shape {
        Shape::Components(Shape::Reference(held)) => *held == object,
        _ => false,
    };
    let kinds = COMPONENTS.keys.iter().filter(|key| holds(&key.shape));
    let components = kinds.flat_map(|key| {
        document.components(key.name).map(|(name, at)| {
            let pointer = format!("#/components/{}/{name}", key.name);
            Proposal::new(pointer, Sort::Reference).with_detail(key.name).with_documentation(summary(document, &at))
        })
    });
    components.collect()
}

/// Returns the names in the spec that can stand at a place: properties, tags, operations, values.
fn named(path: &[Step], tree: &Node) -> Vec<Proposal> {
    let document = links::read(tree);
    let at = |path: &[Step]| follow(tree, path);
    let properties = |schema: Option<Cursor<'_>>| -> Vec<Proposal> {
        let properties = schema.map(|schema| document.properties(&schema)).unwrap_or_default();
        properties
            .into_iter()
            .map(|(name, at)| Proposal::text(name).with_documentation(summary(&document, &at)))
            .collect()
    };
    let others = |list: &[Step], n: usize| -> Vec<String> {
        let items = at(list).into_iter().flat_map(|list| list.items()).enumerate().filter(|(other, _)| *other != n);
        items.filter_map(|(_, item)| item.text().map(ToOwned::to_owned)).collect()
    };
    let operations = || -> Vec<Proposal> {
        let all = document.operations.iter();
        let all = all.filter_map(|one| Some((one.id?, format!("{} {}", one.method.to_uppercase(), one.path))));
        all.map(|(id, detail)| Proposal::text(id).with_detail(detail)).collect()
    };
    match (path, declared(path)) {
        ([schema @ .., Step::Key(_), Step::Item(n)], Declared::Key(object, key)) => {
            let mut proposals = match (object.name, key.name) {
                ("Schema", "required") => properties(at(schema)),
                ("Operation", "tags") => {
                    let tags = document.root.get("tags").into_iter().flat_map(|tags| tags.items());
                    tags.filter_map(|tag| tag.text_of("name")).map(Proposal::text).collect()
                }
                _ => Vec::new(),
            };
            let others = others(&path[..path.len() - 1], *n);
            proposals.retain(|proposal| !others.contains(&proposal.name));
            proposals
        }
        ([holder @ .., Step::Key(_)], Declared::Key(object, key)) => match (object.name, key.name) {
            ("Schema", "default" | "example") => at(holder).map(|schema| enum_of(&schema)).unwrap_or_default(),
            ("Schema", "format") => {
                let kind = at(holder).and_then(|schema| schema.text_of("type"));
                let formats = FORMATS.iter().filter(|(owner, _)| kind.is_none_or(|kind| kind == *owner));
                formats.flat_map(|(_, formats)| *formats).map(|format| Proposal::text(*format)).collect()
            }
            ("Link", "operationId") => operations(),
            ("Discriminator", "propertyName") => properties(at(&holder[..holder.len().saturating_sub(1)])),
            ("OpenAPI", "openapi") => vec![Proposal::text("3.0.3")],
            _ => Vec::new(),
        },
        ([holder @ .., Step::Key(extension), Step::Key(_)], Declared::Part(key)) => {
            let operation = || {
                let at = at(holder)?;
                document.operations.iter().find(|operation| operation.at.pointer == at.pointer)
            };
            match (extension.as_str(), key.name) {
                (name, "schema") if name == VALUES_OF.name => {
                    let schemas = document.components("schemas");
                    let enums =
                        schemas.filter(|(_, at)| at.get("enum").is_some() && at.text_of("type") == Some("string"));
                    enums.map(|(name, at)| Proposal::text(name).with_documentation(summary(&document, &at))).collect()
                }
                (name, "renew") if name == UPLOAD.name => operations(),
                (name, "offset" | "limit") if name == PAGINATION.name => {
                    let parameters = operation().into_iter().flat_map(|operation| &operation.parameters);
                    let query = parameters.filter(|(_, parameter)| parameter.text_of("in") == Some("query"));
                    query.filter_map(|(_, parameter)| parameter.text_of("name")).map(Proposal::text).collect()
                }
                (name, "items" | "total") if name == PAGINATION.name => {
                    properties(operation().and_then(|operation| links::successful(&document, operation)))
                }
                (name, "key") if name == PAGINATION.name => {
                    properties(operation().and_then(|operation| links::entry(&document, operation)))
                }
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

/// Returns the declaration of the last key of a path.
pub(super) fn declared(path: &[Step]) -> Declared {
    let mut kind = Kind::file();
    let mut declared = Declared::Name;
    for step in path {
        match step {
            Step::Key(name) => (declared, kind) = kind.key(name),
            Step::Item(_) => kind = kind.item(),
        }
    }
    declared
}

/// Returns the value to which the steps lead.
pub(super) fn follow<'a>(tree: &'a Node, path: &[Step]) -> Option<Cursor<'a>> {
    path.iter().try_fold(Cursor::root(tree), |at, step| match step {
        Step::Key(name) => at.get(name),
        Step::Item(n) => at.items().nth(*n),
    })
}

fn names<'a>(root: &Cursor<'a>, pointer: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    root.follow(pointer).into_iter().flat_map(|all| all.entries()).map(|(name, _)| name)
}
