//! The named schemas, and the objects among them with their properties, including those of `allOf`.

use super::extension::{self, Lifecycle, Time};
use super::{is_sensitive, referred, source, text, texts};
use crate::document::Document;
use crate::names;
use crate::normalize::{MIN_ITEMS, UNIQUE_ITEMS};
use crate::yaml::{Cursor, Node, ScalarKind};

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
    /// `x-time-format`.
    pub(crate) time: Option<Time>,
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
    /// `x-time-format`.
    pub(crate) time: Option<Time>,
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

/// Formats of which progenitor makes types other than texts.
const NO_TEXTS: [&str; 6] = ["date", "date-time", "ip", "ipv4", "ipv6", "uuid"];

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
            time: time(at, at).filter(|_| !at.flag("nullable")),
            holds: Values::read(document, at).filter(|_| made_of_text && !is_enum),
        }
    }
}

/// Returns whether a named schema is a type that is made of a text: a text, or an enum of texts.
fn is_made_of_text(at: &Cursor<'_>) -> bool {
    let format = at.text_of("format").unwrap_or_default();
    at.text_of("type") == Some("string") && !at.flag("nullable") && !NO_TEXTS.contains(&format)
}

/// Reads `x-time-format`, unless it does not suit the type of the schema.
fn time(at: &Cursor<'_>, schema: &Cursor<'_>) -> Option<Time> {
    let time = at.text_of(extension::TIME_FORMAT.name).and_then(Time::read)?;
    (schema.text_of("type") == Some(time.of_type()) && schema.node.get("enum").is_none()).then_some(time)
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
        Some(Self { name: name.to_owned(), properties })
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
                let whole = only_part(at).map_or(resolved, |part| document.resolve(&part));
                time(at, &whole).or_else(|| time(&whole, &whole))
            },
            omitted_when_empty: !required && (list || map || kind == Some("array")),
        }
    }
}

/// Returns the part of an `allOf` that has no other parts.
pub(super) fn only_part<'a>(at: &Cursor<'a>) -> Option<Cursor<'a>> {
    let mut parts = at.get("allOf")?.items();
    parts.next().filter(|_| parts.next().is_none())
}

/// The limits of a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Limits {
    /// A whole number.
    Whole { least: Option<i128>, most: Option<i128>, step: Option<i128> },
    /// A number; each limit with whether it is excluded itself.
    Real { least: Option<(f64, bool)>, most: Option<(f64, bool)>, step: Option<f64> },
    /// A list: how many entries, whether each only once, and the limits of each entry.
    List { least: Option<u64>, most: Option<u64>, unique: bool, entries: Option<Box<Limits>> },
    /// An object: how many properties, and the limits of their values if the spec does not name the properties.
    Object { least: Option<u64>, most: Option<u64>, values: Option<Box<Limits>> },
}

/// How deep lists and objects are read. A schema may contain itself.
const DEPTH: usize = 8;

impl Limits {
    /// Returns the limits of a property or parameter. The type of a named number checks its limits, so here it has
    /// none.
    pub(super) fn at(document: &Document<'_>, schema: &Cursor<'_>) -> Option<Self> {
        Self::within(document, schema, DEPTH)
    }

    fn within(document: &Document<'_>, schema: &Cursor<'_>, depth: usize) -> Option<Self> {
        let whole = only_part(schema).unwrap_or_else(|| schema.clone());
        let named = whole.node.get("$ref").is_some();
        let deeper = |inner: &Cursor<'_>| depth.checked_sub(1).and_then(|depth| Self::within(document, inner, depth));
        Self::of(&document.resolve(&whole), named, &deeper)
    }

    /// Returns the limits of a named number.
    pub(super) fn of_named(schema: &Cursor<'_>) -> Option<Self> {
        Self::of(schema, false, &|_| None).filter(|limits| matches!(limits, Self::Whole { .. } | Self::Real { .. }))
    }

    fn of(schema: &Cursor<'_>, named: bool, inner: &dyn Fn(&Cursor<'_>) -> Option<Self>) -> Option<Self> {
        let limit = |key: &str| schema.node.get(key);
        let number = |key: &str| limit(key).and_then(Node::number);
        let size = |key: &str| schema.node.size_of(key);
        let at_least_one = |least: &u64| *least > 0;
        let limits = match schema.text_of("type")? {
            // The values of an enum are its limits.
            _ if limit("enum").is_some() => return None,
            "integer" if !named => Self::Whole {
                least: limit("minimum").and_then(|least| whole(least, f64::ceil, schema.flag("exclusiveMinimum"), 1)),
                most: limit("maximum").and_then(|most| whole(most, f64::floor, schema.flag("exclusiveMaximum"), -1)),
                step: limit("multipleOf").and_then(|step| whole(step, f64::round, false, 0)),
            },
            "number" if !named => Self::Real {
                least: number("minimum").map(|least| (least, schema.flag("exclusiveMinimum"))),
                most: number("maximum").map(|most| (most, schema.flag("exclusiveMaximum"))),
                step: number("multipleOf"),
            },
            "array" => Self::List {
                least: size("minItems").or(size(MIN_ITEMS)).filter(at_least_one),
                most: size("maxItems"),
                unique: is_unique(schema),
                entries: schema.get("items").and_then(|items| inner(&items)).map(Box::new),
            },
            "object" => Self::Object {
                least: size("minProperties").filter(at_least_one),
                most: size("maxProperties"),
                values: schema
                    .get("additionalProperties")
                    .filter(|values| values.node.is_map() && limit("properties").is_none())
                    .and_then(|values| inner(&values))
                    .map(Box::new),
            },
            _ => return None,
        };
        let nothing = matches!(
            limits,
            Self::Whole { least: None, most: None, step: None }
                | Self::Real { least: None, most: None, step: None }
                | Self::List { least: None, most: None, unique: false, entries: None }
                | Self::Object { least: None, most: None, values: None }
        );
        (!nothing).then_some(limits)
    }
}

/// Returns the limits of a schema in words: `1 to 64 characters`, `0 to 99`, `at most 10 entries`.
pub(super) fn in_words(schema: &Cursor<'_>) -> String {
    let number = |key: &str| {
        let limit = schema.node.get(key).or_else(|| schema.node.get(MIN_ITEMS).filter(|_| key == "minItems"))?;
        limit.integer().map(|whole| whole.to_string()).or_else(|| limit.number().map(|real| real.to_string()))
    };
    let kinds = [
        ("minLength", "maxLength", " characters"),
        ("minimum", "maximum", ""),
        ("minItems", "maxItems", " entries"),
        ("minProperties", "maxProperties", " properties"),
    ];
    let mut all: Vec<String> = Vec::new();
    for (least, most, unit) in kinds {
        all.extend(match (number(least), number(most)) {
            (Some(least), Some(most)) if least == most => Some(format!("exactly {least}{unit}")),
            (Some(least), Some(most)) => Some(format!("{least} to {most}{unit}")),
            (Some(least), None) => Some(format!("at least {least}{unit}")),
            (None, Some(most)) => Some(format!("at most {most}{unit}")),
            (None, None) => None,
        });
    }
    if is_unique(schema) {
        all.push("each entry once".to_owned());
    }
    all.extend(schema.text_of("pattern").map(|pattern| format!("matching `{pattern}`")));
    all.join(", ")
}

/// Returns whether each entry of a list may be there only once.
fn is_unique(schema: &Cursor<'_>) -> bool {
    schema.flag("uniqueItems") || schema.flag(UNIQUE_ITEMS)
}

/// Returns the limit as a whole number: the next one inside, if it is excluded or has a fraction.
fn whole(limit: &Node, inside: fn(f64) -> f64, excluded: bool, next: i128) -> Option<i128> {
    match limit.scalar()?.kind {
        ScalarKind::Integer(exact) => Some(if excluded { exact + next } else { exact }),
        ScalarKind::Float(real) if real.is_finite() => {
            let found = inside(real);
            // A limit with a fraction is outside itself.
            Some(if excluded && found == real { found as i128 + next } else { found as i128 })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Limits;
    use crate::yaml::{Cursor, sample};

    fn read(schema: &str) -> Option<Limits> {
        Limits::of(&Cursor::root(&sample(schema)), false, &Limits::of_named)
    }

    #[test]
    fn a_limit_that_is_excluded_or_has_a_fraction_is_the_next_whole_number_inside() {
        let whole = |least, most| Some(Limits::Whole { least, most, step: None });
        assert_eq!(read("{type: integer, minimum: 1, maximum: 9}"), whole(Some(1), Some(9)));
        assert_eq!(read("{type: integer, minimum: 1, exclusiveMinimum: true}"), whole(Some(2), None));
        assert_eq!(
            read("{type: integer, minimum: 0.5, maximum: 9.5, exclusiveMaximum: true}"),
            whole(Some(1), Some(9))
        );
        assert_eq!(read("{type: integer, maximum: 9.0, exclusiveMaximum: true}"), whole(None, Some(8)));
    }

    #[test]
    fn a_schema_that_limits_nothing_has_no_limits() {
        assert_eq!(read("{type: integer}"), None);
        assert_eq!(read("{type: string, maxLength: 3}"), None);
        assert_eq!(read("{type: integer, maximum: 3, enum: [1]}"), None);
        assert_eq!(read("{type: array, minItems: 0, items: {type: string}}"), None);
    }

    #[test]
    fn a_list_has_the_limits_of_its_entries() {
        let entries = Limits::Whole { least: Some(1), most: None, step: None };
        let list = Limits::List { least: None, most: Some(3), unique: false, entries: Some(Box::new(entries)) };
        assert_eq!(read("{type: array, maxItems: 3, items: {type: integer, minimum: 1}}"), Some(list));
    }

    #[test]
    fn an_object_has_the_limits_of_its_values_when_it_names_no_properties() {
        let values = Limits::Whole { least: None, most: Some(5), step: None };
        let object = Limits::Object { least: Some(1), most: None, values: Some(Box::new(values)) };
        let schema = "{type: object, minProperties: 1, additionalProperties: {type: integer, maximum: 5}}";
        assert_eq!(read(schema), Some(object));
        assert_eq!(read(&schema.replace("minProperties: 1", "properties: {a: {type: string}}")), None);
        assert_eq!(read("{type: object, properties: {a: {type: string}}}"), None);
    }
}
