//! The limits of numbers, lists and objects, which are checked where a request is made.

use serde_yaml::Value;

use super::{Spec, flag};
use crate::normalize::{MIN_ITEMS, UNIQUE_ITEMS};

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

impl Spec {
    /// Returns the limits of a property or parameter. The type of a named number checks its limits, so here it has
    /// none.
    pub(super) fn limits_at(&self, schema: &Value) -> Option<Limits> {
        self.limits_within(schema, DEPTH)
    }

    fn limits_within(&self, schema: &Value, depth: usize) -> Option<Limits> {
        let parts = schema.get("allOf").and_then(Value::as_sequence).filter(|parts| parts.len() == 1);
        let whole = parts.and_then(|parts| parts.first()).unwrap_or(schema);
        let found = self.resolve(whole);
        let named = whole.get("$ref").is_some();
        of(found, named, &|entries| depth.checked_sub(1).and_then(|depth| self.limits_within(entries, depth)))
    }
}

/// Returns the limits of a named number.
pub(super) fn of_named(schema: &Value) -> Option<Limits> {
    of(schema, false, &|_| None).filter(|limits| matches!(limits, Limits::Whole { .. } | Limits::Real { .. }))
}

fn of(schema: &Value, named: bool, entries: &dyn Fn(&Value) -> Option<Limits>) -> Option<Limits> {
    let limit = |key: &str| schema.get(key);
    let limits = match schema.get("type").and_then(Value::as_str)? {
        // The values of an enum are its limits.
        _ if schema.get("enum").is_some() => return None,
        "integer" if !named => Limits::Whole {
            least: limit("minimum").and_then(|least| whole(least, f64::ceil, flag(schema, "exclusiveMinimum"), 1)),
            most: limit("maximum").and_then(|most| whole(most, f64::floor, flag(schema, "exclusiveMaximum"), -1)),
            step: limit("multipleOf").and_then(|step| whole(step, f64::round, false, 0)),
        },
        "number" if !named => Limits::Real {
            least: limit("minimum").and_then(Value::as_f64).map(|least| (least, flag(schema, "exclusiveMinimum"))),
            most: limit("maximum").and_then(Value::as_f64).map(|most| (most, flag(schema, "exclusiveMaximum"))),
            step: limit("multipleOf").and_then(Value::as_f64),
        },
        "array" => Limits::List {
            least: limit("minItems").or(limit(MIN_ITEMS)).and_then(Value::as_u64).filter(|least| *least > 0),
            most: limit("maxItems").and_then(Value::as_u64),
            unique: is_unique(schema),
            entries: schema.get("items").and_then(entries).map(Box::new),
        },
        "object" => Limits::Object {
            least: limit("minProperties").and_then(Value::as_u64).filter(|least| *least > 0),
            most: limit("maxProperties").and_then(Value::as_u64),
            values: limit("additionalProperties")
                .filter(|values| values.is_mapping() && schema.get("properties").is_none())
                .and_then(entries)
                .map(Box::new),
        },
        _ => return None,
    };
    let nothing = matches!(
        limits,
        Limits::Whole { least: None, most: None, step: None }
            | Limits::Real { least: None, most: None, step: None }
            | Limits::List { least: None, most: None, unique: false, entries: None }
            | Limits::Object { least: None, most: None, values: None }
    );
    (!nothing).then_some(limits)
}

/// Returns whether each entry of a list may be there only once.
pub(super) fn is_unique(schema: &Value) -> bool {
    flag(schema, "uniqueItems") || flag(schema, UNIQUE_ITEMS)
}

/// Returns the limit as a whole number: the next one inside, if it is excluded or has a fraction.
fn whole(limit: &Value, inside: fn(f64) -> f64, excluded: bool, next: i128) -> Option<i128> {
    let exact = limit.as_i64().map(i128::from).or_else(|| limit.as_u64().map(i128::from));
    match exact {
        Some(exact) => Some(if excluded { exact + next } else { exact }),
        None => {
            let real = limit.as_f64().filter(|real| real.is_finite())?;
            let found = inside(real);
            // A limit with a fraction is outside itself.
            Some(if excluded && found == real { found as i128 + next } else { found as i128 })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Limits, of, of_named};

    fn read(schema: &str) -> Option<Limits> {
        let schema: serde_yaml::Value = serde_yaml::from_str(schema).expect("YAML");
        of(&schema, false, &of_named)
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
