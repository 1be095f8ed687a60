//! The limits of a value that the client checks before it is sent, and the limits of a schema in words.

use crate::document::Document;
use crate::formats::{CHECKED_FORMAT, Format};
use crate::normalize::{MIN_ITEMS, UNIQUE_ITEMS};
use crate::yaml::{Cursor, Node, ScalarKind};

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
    /// A text that is written as its format says.
    Text(Format),
    /// A value that may be null, and its limits otherwise.
    Nullable(Box<Limits>),
}

/// A schema where it is used, followed through references and other names to the one that says what it is.
pub(super) struct Whole<'a> {
    /// The schema that says what it is.
    pub(super) at: Cursor<'a>,
    /// Whether it has a name.
    named: bool,
    /// How many `Option`s are around the value, apart from that of a property or parameter.
    pub(super) options: usize,
}

/// The greatest number of names for one schema, more than any spec has.
const LONGEST_CHAIN: usize = 32;

impl<'a> Whole<'a> {
    /// Follows the schema of a property or parameter.
    pub(super) fn of_field(document: &Document<'a>, schema: &Cursor<'a>) -> Self {
        Self::follow(document, schema, true)
    }

    /// Follows the schema of a value that has no other place for null.
    pub(super) fn of_value(document: &Document<'a>, schema: &Cursor<'a>) -> Self {
        Self::follow(document, schema, false)
    }

    fn follow(document: &Document<'a>, schema: &Cursor<'a>, mut is_field: bool) -> Self {
        let mut whole = Self { at: schema.clone(), named: false, options: 0 };
        for _ in 0..LONGEST_CHAIN {
            if whole.at.node.get("$ref").is_some() {
                whole = Self { at: document.resolve(&whole.at), named: true, options: whole.options };
            } else {
                whole.options += usize::from(whole.at.flag("nullable") && !is_field);
                let Some(part) = only_part(&whole.at) else { break };
                whole.at = part;
            }
            is_field = false;
        }
        whole
    }

    /// Returns the format of a text that is no enum, its own or that of one of several parts.
    pub(super) fn format(&self, document: &Document<'_>) -> Option<Format> {
        if !document.members(&self.at, "enum").is_empty() {
            return None;
        }
        let formats = document.members(&self.at, CHECKED_FORMAT);
        formats.iter().filter_map(|format| Format::read(format.text()?)).next_back()
    }
}

/// How deep lists and objects are read. A schema may contain itself.
const DEPTH: usize = 8;

impl Limits {
    /// Returns the limits of a property or parameter, whose own `nullable` is an `Option` of its builder. The type of a
    /// named number checks its limits, so here it has none.
    pub(super) fn at(document: &Document<'_>, schema: &Cursor<'_>) -> Option<Self> {
        Self::within(document, &Whole::of_field(document, schema), DEPTH)
    }

    /// Returns the limits of a body, an entry of a list, or a value of a map.
    pub(super) fn of_value(document: &Document<'_>, schema: &Cursor<'_>) -> Option<Self> {
        Self::within(document, &Whole::of_value(document, schema), DEPTH)
    }

    /// Returns the limits of a map whose values have these limits.
    pub(super) fn of_values(values: Self) -> Self {
        Self::Object { least: None, most: None, values: Some(Box::new(values)) }
    }

    fn within(document: &Document<'_>, whole: &Whole<'_>, depth: usize) -> Option<Self> {
        let deeper = |inner: &Cursor<'_>| {
            let depth = depth.checked_sub(1)?;
            Self::within(document, &Whole::of_value(document, inner), depth)
        };
        // The type of a named number that may be null does not check its limits.
        let checked = whole.named && !whole.at.flag("nullable");
        let limits = Self::of(&whole.at, checked, &deeper).or_else(|| whole.format(document).map(Self::Text))?;
        Some((0..whole.options).fold(limits, |limits, _| Self::Nullable(Box::new(limits))))
    }

    /// Returns the limits of a named number.
    pub(super) fn of_named(schema: &Cursor<'_>) -> Option<Self> {
        let limits = Self::of(schema, schema.flag("nullable"), &|_| None);
        limits.filter(|limits| matches!(limits, Self::Whole { .. } | Self::Real { .. }))
    }

    /// Returns the limits of a schema, unless it is a number whose type checks them, or a text.
    fn of(schema: &Cursor<'_>, checked: bool, inner: &dyn Fn(&Cursor<'_>) -> Option<Self>) -> Option<Self> {
        let limit = |key: &str| schema.node.get(key);
        let number = |key: &str| limit(key).and_then(Node::number);
        let size = |key: &str| schema.node.size_of(key);
        let at_least_one = |least: &u64| *least > 0;
        let limits = match schema.text_of("type")? {
            // The values of an enum are its limits.
            _ if limit("enum").is_some() => return None,
            "integer" if !checked => Self::Whole {
                least: limit("minimum").and_then(|least| whole(least, f64::ceil, schema.flag("exclusiveMinimum"), 1)),
                most: limit("maximum").and_then(|most| whole(most, f64::floor, schema.flag("exclusiveMaximum"), -1)),
                step: limit("multipleOf").and_then(|step| whole(step, f64::round, false, 0)),
            },
            "number" if !checked => Self::Real {
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

/// Returns the part of an `allOf` that has no other parts.
pub(super) fn only_part<'a>(at: &Cursor<'a>) -> Option<Cursor<'a>> {
    let mut parts = at.get("allOf")?.items();
    parts.next().filter(|_| parts.next().is_none())
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
    let format = schema.text_of(CHECKED_FORMAT).and_then(Format::read);
    let mut all: Vec<String> = format.map(|format| format.in_words().to_owned()).into_iter().collect();
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
    use crate::document::Document;
    use crate::formats::Format;
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

    /// Reads the limits of the property `Used` and of the same schema as a body, in a spec with these schemas.
    fn used(used: &str, others: &str) -> [Option<Limits>; 2] {
        let root = sample(&format!("{{components: {{schemas: {{Used: {used}, {others}}}}}}}"));
        let document = Document::read(&root, &mut Vec::new());
        let used = document.component("schemas", "Used").expect("the schema");
        [Limits::at(&document, &used), Limits::of_value(&document, &used)]
    }

    fn nullable(limits: Limits) -> Limits {
        Limits::Nullable(Box::new(limits))
    }

    #[test]
    fn a_format_is_found_through_references_other_names_and_parts() {
        let day = "Day: {type: string, x-checked-format: date}, Other: {allOf: [{$ref: '#/components/schemas/Day'}]}";
        let found = Some(Limits::Text(Format::Date));
        for schema in [
            "{type: string, x-checked-format: date}",
            "{$ref: '#/components/schemas/Other'}",
            "{allOf: [{$ref: '#/components/schemas/Other'}], description: It.}",
            "{allOf: [{$ref: '#/components/schemas/Day'}, {type: string, maxLength: 30}]}",
        ] {
            assert_eq!(used(schema, day), [found.clone(), found.clone()], "{schema}");
        }
        let chosen = "{type: string, x-checked-format: date, enum: ['2021-01-10']}";
        assert_eq!(used(chosen, day), [None, None]);
        let itself = "{$ref: '#/components/schemas/Used'}";
        assert_eq!(used(itself, day), [None, None]);
    }

    #[test]
    fn a_value_that_may_be_null_has_an_option_except_where_its_property_has_one() {
        let day = "Day: {type: string, nullable: true, x-checked-format: date}";
        let text = || Limits::Text(Format::Date);
        let inline = "{type: string, nullable: true, x-checked-format: date}";
        assert_eq!(used(inline, day), [Some(text()), Some(nullable(text()))]);
        let named = "{$ref: '#/components/schemas/Day'}";
        assert_eq!(used(named, day), [Some(nullable(text())), Some(nullable(text()))]);
        let both = "{allOf: [{$ref: '#/components/schemas/Day'}], nullable: true}";
        assert_eq!(used(both, day), [Some(nullable(text())), Some(nullable(nullable(text())))]);
    }

    #[test]
    fn a_named_number_that_may_be_null_is_checked_where_it_is_used() {
        let number = |more: &str| format!("Number: {{type: integer, maximum: 3{more}}}");
        let reference = "{$ref: '#/components/schemas/Number'}";
        assert_eq!(used(reference, &number("")), [None, None]);
        let checked = Some(nullable(Limits::Whole { least: None, most: Some(3), step: None }));
        assert_eq!(used(reference, &number(", nullable: true")), [checked.clone(), checked]);
        assert_eq!(
            read("{type: integer, maximum: 3, nullable: true}"),
            Some(Limits::Whole { least: None, most: Some(3), step: None })
        );
    }
}
