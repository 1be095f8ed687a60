//! The documented limits of numbers, lists and objects in requests, which Rust's types do not keep by themselves. The
//! generated code calls these functions before anything is sent; texts keep their limits in types of their own.

use std::collections::HashSet;
use std::fmt::Display;
use std::str::FromStr;

use serde::Serialize;

/// The value, if the check lets it pass; otherwise the reason, with the name of the property or parameter before it.
#[allow(dead_code, reason = "a spec may limit no number")]
pub(crate) fn kept<T>(name: &str, value: T, check: impl FnOnce(&T) -> Result<(), String>) -> Result<T, String> {
    match check(&value) {
        Ok(()) => Ok(value),
        Err(reason) => Err(format!("{name}: {reason}")),
    }
}

/// A whole number of any type between two limits, and a multiple of `step`.
#[allow(dead_code, reason = "a spec may limit no number")]
pub(crate) fn whole(
    value: &impl Display,
    least: Option<i128>,
    most: Option<i128>,
    step: Option<i128>,
) -> Result<(), String> {
    let Some(number) = number::<i128>(value) else { return Ok(()) };
    between(number, least.map(|least| (least, false)), most.map(|most| (most, false)))?;
    match step {
        Some(step) if step != 0 && number % step != 0 => Err(format!("{number} is not a multiple of {step}")),
        _ => Ok(()),
    }
}

/// A number between two limits, which may be excluded themselves.
#[allow(dead_code, reason = "a spec may limit no number")]
pub(crate) fn real(
    value: &impl Display,
    least: Option<(f64, bool)>,
    most: Option<(f64, bool)>,
    step: Option<f64>,
) -> Result<(), String> {
    let Some(number) = number::<f64>(value) else { return Ok(()) };
    if !number.is_finite() {
        return Err(format!("{number} is no number that JSON has"));
    }
    between(number, least, most)?;
    match step {
        // As exact as the division is.
        Some(step) if step > 0.0 && (number / step - (number / step).round()).abs() > 1e-9 => {
            Err(format!("{number} is not a multiple of {step}"))
        }
        _ => Ok(()),
    }
}

/// A list with so many entries.
#[allow(dead_code, reason = "a spec may limit no list")]
pub(crate) fn entries(count: usize, least: Option<u64>, most: Option<u64>) -> Result<(), String> {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    match (least, most) {
        (Some(least), _) if count < least => Err(format!("{count} entries are fewer than {least}")),
        (_, Some(most)) if count > most => Err(format!("{count} entries are more than {most}")),
        _ => Ok(()),
    }
}

/// A list in which no entry stands twice.
#[allow(dead_code, reason = "a spec may have no such list")]
pub(crate) fn unique(entries: impl Iterator<Item = impl Serialize>) -> Result<(), String> {
    let mut before = HashSet::new();
    for (number, entry) in entries.enumerate() {
        // A value of serde_json has the keys of a map in one order.
        let text = serde_json::to_value(&entry).map_err(|error| error.to_string())?.to_string();
        if !before.insert(text) {
            return Err(format!("entry {} stands there already", number + 1));
        }
    }
    Ok(())
}

/// An object with so many properties.
#[allow(dead_code, reason = "a spec may limit no object")]
pub(crate) fn properties(object: &impl Serialize, least: Option<u64>, most: Option<u64>) -> Result<(), String> {
    if (least, most) == (None, None) {
        return Ok(());
    }
    let object = serde_json::to_value(object).map_err(|error| error.to_string())?;
    let count = object.as_object().map_or(0, serde_json::Map::len);
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    match (least, most) {
        (Some(least), _) if count < least => Err(format!("{count} properties are fewer than {least}")),
        (_, Some(most)) if count > most => Err(format!("{count} properties are more than {most}")),
        _ => Ok(()),
    }
}

/// Every number type writes itself as one that can be read.
fn number<N: FromStr>(value: &impl Display) -> Option<N> {
    value.to_string().parse().ok()
}

/// Each limit with whether it is excluded itself.
fn between<N: PartialOrd + Display>(
    number: N,
    least: Option<(N, bool)>,
    most: Option<(N, bool)>,
) -> Result<(), String> {
    match (least, most) {
        (Some((least, _)), _) if number < least => Err(format!("{number} is less than {least}")),
        (Some((least, true)), _) if number == least => Err(format!("{number} is not more than {least}")),
        (_, Some((most, _))) if number > most => Err(format!("{number} is more than {most}")),
        (_, Some((most, true))) if number == most => Err(format!("{number} is not less than {most}")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use serde_json::json;

    use super::{entries, kept, properties, real, unique, whole};

    #[test]
    fn a_whole_number_outside_of_its_limits_is_told_with_the_limit() {
        assert_eq!(whole(&5_i32, Some(0), Some(10), None), Ok(()));
        assert_eq!(whole(&NonZeroU32::MIN, Some(1), Some(100), None), Ok(()));
        assert_eq!(whole(&-5_i32, Some(0), Some(10), None), Err("-5 is less than 0".to_owned()));
        assert_eq!(whole(&u64::MAX, None, Some(10), None), Err(format!("{} is more than 10", u64::MAX)));
        assert_eq!(whole(&7_i64, None, None, Some(5)), Err("7 is not a multiple of 5".to_owned()));
    }

    #[test]
    fn a_real_number_keeps_limits_that_are_excluded_and_is_a_number() {
        assert_eq!(real(&0.5, Some((0.0, true)), Some((1.0, false)), Some(0.1)), Ok(()));
        assert_eq!(real(&0.0, Some((0.0, true)), None, None), Err("0 is not more than 0".to_owned()));
        assert_eq!(real(&1.5, None, Some((1.0, false)), None), Err("1.5 is more than 1".to_owned()));
        assert!(real(&f64::NAN, None, None, None).is_err());
    }

    #[test]
    fn a_list_keeps_its_number_of_entries_and_the_name_stands_before_the_reason() {
        assert_eq!(entries(1, Some(1), Some(2)), Ok(()));
        let kept = kept("ids", vec![1, 2, 3], |ids| entries(ids.len(), None, Some(2)));
        assert_eq!(kept, Err("ids: 3 entries are more than 2".to_owned()));
    }

    #[test]
    fn an_entry_that_stands_in_a_list_twice_is_told_with_its_number() {
        assert_eq!(unique([1, 2, 3].iter()), Ok(()));
        assert_eq!(unique(["a", "b", "a"].iter()), Err("entry 3 stands there already".to_owned()));
        assert_eq!(unique([json!({"a": 1}), json!({"a": 1})].iter()), Err("entry 2 stands there already".to_owned()));
    }

    #[test]
    fn an_object_keeps_its_number_of_properties() {
        assert_eq!(properties(&json!({"a": 1}), Some(1), Some(1)), Ok(()));
        assert_eq!(properties(&json!({}), Some(1), None), Err("0 properties are fewer than 1".to_owned()));
        assert_eq!(properties(&json!({"a": 1, "b": 2}), None, Some(1)), Err("2 properties are more than 1".to_owned()));
    }
}
