//! The named schemas, and the objects among them with their properties, including those of `allOf`.

use super::extension::{self, Lifecycle, Time};
use super::limits::{Limits, Whole, in_words, only_part};
use super::{is_sensitive, referred, source, text, texts};
use crate::document::Document;
use crate::formats::{CHECKED_FORMAT, Format};
use crate::names;
use crate::yaml::{Cursor, Node};

/// A named schema of any kind.
#[derive(Clone, Debug)]
pub(crate) struct Schema {
    /// The schema's name.
    pub(crate) name: String,
    /// Its description; empty when there is none.
    pub(crate) description: String,
    /// Its limits in words, such as `1 to 64 characters`; empty when there are none.
    pub(crate) limits: String,
    /// `x-source` in words.
    pub(crate) source: String,
    /// The values of an enum with their meanings (`x-enum-descriptions`, empty when there is none).
    pub(crate) values: Vec<(String, String)>,
    /// Whether it is an enum to which the service may add values (`x-extensible-enum`).
    pub(crate) open: bool,
    /// `x-lifecycle`: value and class. Empty when the enum has none.
    pub(crate) lifecycle: Vec<(String, Option<Lifecycle>)>,
    /// Whether it is an enum, or a choice between schemas.
    pub(super) is_choice: bool,
    /// Whether it is marked `x-sensitive`, or a sensitive property or parameter refers to it.
    pub(super) sensitive: bool,
    /// `deprecated`.
    pub(crate) deprecated: bool,
    /// The limits of a number, which its type checks.
    pub(crate) range: Option<Limits>,
    /// Whether it is a text or an enum of texts.
    pub(crate) made_of_text: bool,
    /// How many limits of a text its type checks.
    pub(crate) checks: usize,
    /// The time or date that it is.
    pub(crate) time: Option<Moment>,
    /// The format that is checked before a value is sent.
    pub(crate) format: Option<Format>,
    /// `x-values-of`.
    pub(crate) holds: Option<Values>,
}

/// The enum whose values a text holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Values {
    /// The name of the enum's schema.
    pub(crate) schema: String,
    /// What is between the values, where there may be several.
    pub(crate) separator: Option<char>,
}

/// A named object schema.
#[derive(Clone, Debug)]
pub(crate) struct Object {
    /// The schema's name.
    pub(crate) name: String,
    /// Its properties, in the order of the file.
    pub(crate) properties: Vec<Property>,
    /// The limits of the properties that it does not name, which progenitor puts into a map, the field `extra`.
    pub(crate) extra: Option<Limits>,
}

/// A property of an object schema.
#[derive(Clone, Debug)]
pub(crate) struct Property {
    /// Its name on the wire.
    pub(crate) name: String,
    /// Whether the schema requires it.
    pub(crate) required: bool,
    /// Whether it is a list.
    pub(crate) list: bool,
    /// Whether it may be absent, and then has no value: neither an empty list or map nor a default.
    pub(crate) optional: bool,
    /// `x-sensitive`.
    pub(crate) sensitive: bool,
    /// The named schema that it, or each of its items, refers to.
    pub(crate) schema: Option<String>,
    /// The description, its own or that of the schema it refers to; empty when there is none.
    pub(crate) description: String,
    /// `x-source` in words.
    pub(crate) source: String,
    /// `x-upload`.
    pub(crate) upload: Option<Upload>,
    /// `deprecated`.
    pub(crate) deprecated: bool,
    /// The limits of a number, list or object, which the builder checks.
    pub(crate) range: Option<Limits>,
    /// Whether it is a list or map that is not sent when it is empty.
    pub(crate) omitted_when_empty: bool,
    /// The time or date that it is, and how many `Option`s its type has around it.
    pub(crate) time: Option<(Moment, usize)>,
}

/// How a pre-signed URL is used.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    /// The HTTP method.
    pub(crate) method: String,
    /// The content type, when it is documented.
    pub(crate) content_type: Option<String>,
    /// The operation that gives a fresh URL.
    pub(crate) renew: Option<String>,
}

impl Schema {
    pub(super) fn read(document: &Document<'_>, name: &str, at: &Cursor<'_>) -> Self {
        let meanings = at.get(extension::ENUM_DESCRIPTIONS.name);
        let meaning = |value: &str| meanings.as_ref().map(|all| text(all, value)).unwrap_or_default();
        let lifecycle = at.node.get(extension::LIFECYCLE.name).map(Node::entries).unwrap_or_default().iter();
        let is_enum = at.node.get("enum").is_some();
        let made_of_text = is_made_of_text(at);
        let limits_of_text = ["minLength", "maxLength", "pattern"].iter().filter(|key| at.node.get(key).is_some());
        Self {
            name: name.to_owned(),
            description: text(at, "description"),
            limits: in_words(at),
            source: source(at),
            values: texts(at, "enum").map(|value| (value.to_owned(), meaning(value))).collect(),
            open: at.flag(extension::EXTENSIBLE_ENUM.name) && at.text_of("type") == Some("string"),
            lifecycle: lifecycle
                .map(|entry| (entry.key.text.clone(), entry.value.text().and_then(Lifecycle::read)))
                .collect(),
            is_choice: is_enum || ["oneOf", "anyOf"].iter().any(|key| at.node.get(key).is_some()),
            sensitive: at.flag(extension::SENSITIVE.name),
            deprecated: at.flag("deprecated"),
            range: Limits::of_named(at),
            made_of_text,
            checks: if made_of_text && !is_enum { limits_of_text.count() } else { 0 },
            time: {
                let whole = Whole::of_value(document, at);
                Moment::read(document, at, &whole).filter(|_| whole.options == 0)
            },
            format: at.text_of(CHECKED_FORMAT).and_then(Format::read).filter(|_| !is_enum),
            holds: Values::read(document, at).filter(|_| made_of_text && !is_enum),
        }
    }
}

/// Returns whether a named schema is a type that is made of a text: a text, or an enum of texts.
fn is_made_of_text(at: &Cursor<'_>) -> bool {
    at.text_of("type") == Some("string") && !at.flag("nullable")
}

/// A time or date that Rust has a type for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// A time, by `x-time-format` or `format: date-time`.
    Time(Time),
    /// A date, by `format: date`.
    Date,
}

impl Moment {
    /// Reads `x-time-format` at a schema or where it is used, unless it does not suit the type, and otherwise the format.
    fn read(document: &Document<'_>, at: &Cursor<'_>, whole: &Whole<'_>) -> Option<Self> {
        if whole.at.node.get("enum").is_some() {
            return None;
        }
        let given = [at, &whole.at].map(|at| at.text_of(extension::TIME_FORMAT.name).and_then(Time::read));
        let suits = |time: &Time| whole.at.text_of("type") == Some(time.of_type());
        let given = given.into_iter().flatten().find(suits).map(Self::Time);
        given.or_else(|| match whole.format(document)? {
            Format::DateTime => Some(Self::Time(Time::Rfc3339)),
            Format::Date => Some(Self::Date),
            _ => None,
        })
    }
}

impl Values {
    /// Reads `x-values-of`, unless it names no enum of texts.
    fn read(document: &Document<'_>, at: &Cursor<'_>) -> Option<Self> {
        let extension = at.get(extension::VALUES_OF.name)?;
        let name = text(&extension, "schema");
        // A name of Rust's has an ending by now.
        let is = |known: &str| known == name || names::given(known, false).is_some_and(|plain| plain == name);
        let (name, of) = document.components("schemas").find(|(known, _)| is(known))?;
        let separator = text(&extension, "separator").chars().next();
        let is_enum = is_made_of_text(&of) && of.node.get("enum").is_some();
        is_enum.then(|| Self { schema: name.to_owned(), separator })
    }
}

impl Object {
    /// Reads an object with its properties. A schema that is only another name of one other schema is none.
    pub(super) fn read(document: &Document<'_>, name: &str, at: &Cursor<'_>) -> Option<Self> {
        let is_alias = at.node.get("properties").is_none() && only_part(at).is_some();
        let found: Vec<(&str, Cursor<'_>)> = document.properties(at);
        if is_alias || found.is_empty() {
            return None;
        }
        let required = document.members(at, "required");
        let required: Vec<&str> = required.iter().flat_map(|names| names.node.items()).filter_map(Node::text).collect();
        let mut properties: Vec<Property> = Vec::new();
        for (property, node) in found {
            let read = Property::read(document, property, &node, required.contains(&property));
            match properties.iter_mut().find(|known| known.name == property) {
                Some(known) => known.sensitive |= read.sensitive,
                None => properties.push(read),
            }
        }
        let extra = document.members(at, "additionalProperties").into_iter().rfind(|extra| extra.node.is_map());
        let extra = extra.and_then(|extra| Limits::of_value(document, &extra)).map(Limits::of_values);
        Some(Self { name: name.to_owned(), properties, extra })
    }
}

impl Property {
    fn read(document: &Document<'_>, name: &str, at: &Cursor<'_>, required: bool) -> Self {
        let resolved = document.resolve(at);
        let part = at.get("allOf").and_then(|parts| parts.items().next());
        let whole = part.map_or_else(|| resolved.clone(), |part| document.resolve(&part));
        let kind = whole.text_of("type");
        // A named list is a type of its own.
        let list = at.text_of("type") == Some("array");
        let map = kind == Some("object") && document.members(&whole, "properties").is_empty();
        let default = [at, &whole].iter().any(|node| node.node.get("default").is_some());
        let upload = at.get(extension::UPLOAD.name);
        Self {
            name: name.to_owned(),
            required,
            list,
            optional: !(required || list || map || default || kind == Some("array")),
            sensitive: is_sensitive(document, at),
            schema: referred(at).map(ToOwned::to_owned),
            description: text(if at.node.get("$ref").is_some() { &resolved } else { at }, "description"),
            source: source(at),
            upload: upload.map(|upload| Upload {
                method: text(&upload, "method"),
                content_type: upload.text_of("content-type").map(ToOwned::to_owned),
                renew: upload.text_of("renew").map(ToOwned::to_owned),
            }),
            deprecated: at.flag("deprecated"),
            range: Limits::at(document, at),
            time: {
                let whole = Whole::of_field(document, at);
                Moment::read(document, at, &whole).map(|moment| (moment, whole.options))
            },
            omitted_when_empty: !required && (list || map || kind == Some("array")),
        }
    }
}
