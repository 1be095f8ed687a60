//! The documented limits of numbers, lists and objects in requests and the formats of texts (`format: date` and the
//! like), which Rust's types do not keep by themselves, and the form of the messages about them. The generated code
//! calls these functions before anything is sent, and a response may hold any text. The lengths and patterns of texts
//! are kept by types of their own.
//!
//! A message about a value by itself begins with "the value": `the value is longer than 64 characters`. Whoever knows
//! the value's name puts it there with [`about`].

use std::collections::HashSet;
use std::fmt::Display;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Puts the name of a property or parameter into a message about its value: `voice_name is longer than 64 characters`.
/// A message of another form follows the name and a colon.
#[allow(dead_code, reason = "a spec may have no parameter")]
pub(crate) fn about(name: &str, message: impl Display) -> String {
    let message = message.to_string();
    match message.strip_prefix("the value ") {
        Some(rest) => format!("{name} {rest}"),
        None => format!("{name}: {message}"),
    }
}

/// Returns the value if it passes the check.
#[allow(dead_code, reason = "a spec may limit no number")]
pub(crate) fn kept<T>(name: &str, value: T, check: impl FnOnce(&T) -> Result<(), String>) -> Result<T, String> {
    match check(&value) {
        Ok(()) => Ok(value),
        Err(reason) => Err(about(name, reason)),
    }
}

/// Checks a whole number of any type: it must be between two limits, and a multiple of `step`.
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
        Some(step) if step != 0 && number % step != 0 => Err(must_be(number, "a multiple of", step)),
        _ => Ok(()),
    }
}

/// Checks a number: it must be between two limits, each of which may be excluded itself.
#[allow(dead_code, reason = "a spec may limit no number")]
pub(crate) fn real(
    value: &impl Display,
    least: Option<(f64, bool)>,
    most: Option<(f64, bool)>,
    step: Option<f64>,
) -> Result<(), String> {
    let Some(number) = number::<f64>(value) else { return Ok(()) };
    if !number.is_finite() {
        return Err(format!("the value is {number}, which JSON has no number for"));
    }
    between(number, least, most)?;
    match step {
        // As exact as the division is.
        Some(step) if step > 0.0 && (number / step - (number / step).round()).abs() > 1e-9 => {
            Err(must_be(number, "a multiple of", step))
        }
        _ => Ok(()),
    }
}

/// Checks how many entries a list has.
#[allow(dead_code, reason = "a spec may limit no list")]
pub(crate) fn entries(count: usize, least: Option<u64>, most: Option<u64>) -> Result<(), String> {
    counted(u64::try_from(count).unwrap_or(u64::MAX), least, most, ["entry", "entries"])
}

/// Checks that no entry of a list is there twice.
#[allow(dead_code, reason = "a spec may have no such list")]
pub(crate) fn unique(entries: impl Iterator<Item = impl Serialize>) -> Result<(), String> {
    let mut before = HashSet::new();
    for (number, entry) in entries.enumerate() {
        // A value of serde_json has the keys of a map in one order.
        let text = serde_json::to_value(&entry).map_err(|error| error.to_string())?.to_string();
        if !before.insert(text) {
            return Err(format!("the value has a duplicate: entry {} repeats an earlier one", number + 1));
        }
    }
    Ok(())
}

/// Checks each entry of a list, or each value of a map.
#[allow(dead_code, reason = "a spec may limit no entry")]
pub(crate) fn each<T>(
    values: impl Iterator<Item = T>,
    mut check: impl FnMut(T) -> Result<(), String>,
) -> Result<(), String> {
    for (number, value) in values.enumerate() {
        check(value).map_err(|reason| about(&format!("entry {}", number + 1), reason))?;
    }
    Ok(())
}

/// Checks how many properties an object has.
#[allow(dead_code, reason = "a spec may limit no object")]
pub(crate) fn properties(object: &impl Serialize, least: Option<u64>, most: Option<u64>) -> Result<(), String> {
    if (least, most) == (None, None) {
        return Ok(());
    }
    let object = serde_json::to_value(object).map_err(|error| error.to_string())?;
    let count = object.as_object().map_or(0, serde_json::Map::len);
    counted(u64::try_from(count).unwrap_or(u64::MAX), least, most, ["property", "properties"])
}

fn counted(count: u64, least: Option<u64>, most: Option<u64>, [one, several]: [&str; 2]) -> Result<(), String> {
    let unit = if count == 1 { one } else { several };
    match (least, most) {
        (Some(least), _) if count < least => {
            Err(format!("the value has {count} {unit}, but must have at least {least}"))
        }
        (_, Some(most)) if count > most => Err(format!("the value has {count} {unit}, but must have at most {most}")),
        _ => Ok(()),
    }
}

/// Reads a number back: every number type writes itself as one that can be read.
fn number<N: FromStr>(value: &impl Display) -> Option<N> {
    value.to_string().parse().ok()
}

/// Checks a number against two limits, each with whether it is excluded itself.
fn between<N: PartialOrd + Display>(
    number: N,
    least: Option<(N, bool)>,
    most: Option<(N, bool)>,
) -> Result<(), String> {
    match (least, most) {
        (Some((least, false)), _) if number < least => Err(must_be(number, "at least", least)),
        (Some((least, true)), _) if number <= least => Err(must_be(number, "more than", least)),
        (_, Some((most, false))) if number > most => Err(must_be(number, "at most", most)),
        (_, Some((most, true))) if number >= most => Err(must_be(number, "less than", most)),
        _ => Ok(()),
    }
}

fn must_be(number: impl Display, relation: &str, limit: impl Display) -> String {
    format!("the value is {number}, but must be {relation} {limit}")
}

/// Checks a time of RFC 3339.
#[allow(dead_code, reason = "a spec may have no such text")]
pub(crate) fn date_time(text: &str) -> Result<(), String> {
    expect(is_rfc3339(text), "an RFC 3339 time such as `2021-01-10T08:43:17Z`")
}

/// Checks a date.
#[allow(dead_code, reason = "a spec may have no such text")]
pub(crate) fn date(text: &str) -> Result<(), String> {
    expect(is_rfc3339(&format!("{text}T00:00:00Z")), "a date such as `2021-01-10`")
}

/// Checks a UUID.
#[allow(dead_code, reason = "a spec may have no such text")]
pub(crate) fn uuid(text: &str) -> Result<(), String> {
    let groups = text.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    let digits = text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
    expect(groups && digits, "a UUID such as `123e4567-e89b-12d3-a456-426614174000`")
}

/// Checks an IP address of either version.
#[allow(dead_code, reason = "a spec may have no such text")]
pub(crate) fn ip(text: &str) -> Result<(), String> {
    expect(text.parse::<IpAddr>().is_ok(), "an IP address such as `192.0.2.1` or `2001:db8::1`")
}

/// Checks an IP address of version 4.
#[allow(dead_code, reason = "a spec may have no such text")]
pub(crate) fn ipv4(text: &str) -> Result<(), String> {
    expect(text.parse::<Ipv4Addr>().is_ok(), "an IPv4 address such as `192.0.2.1`")
}

/// Checks an IP address of version 6.
#[allow(dead_code, reason = "a spec may have no such text")]
pub(crate) fn ipv6(text: &str) -> Result<(), String> {
    expect(text.parse::<Ipv6Addr>().is_ok(), "an IPv6 address such as `2001:db8::1`")
}

#[allow(dead_code, reason = "a spec may have no such text")]
fn is_rfc3339(text: &str) -> bool {
    OffsetDateTime::parse(text, &Rfc3339).is_ok()
}

/// The message does not show the value, which may be a secret.
#[allow(dead_code, reason = "a spec may have no such text")]
fn expect(holds: bool, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(format!("the value is not {what}")) }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use serde_json::json;

    use super::*;

    fn refused(message: &str) -> Result<(), String> {
        Err(message.to_owned())
    }

    #[test]
    fn a_message_about_a_value_begins_with_its_name() {
        assert_eq!(about("limit", "the value is too long"), "limit is too long");
        assert_eq!(about("limit", "invalid digit found in string"), "limit: invalid digit found in string");
    }

    #[test]
    fn a_whole_number_outside_of_its_limits_is_refused_with_the_limit() {
        assert_eq!(whole(&5_i32, Some(0), Some(10), None), Ok(()));
        assert_eq!(whole(&NonZeroU32::MIN, Some(1), Some(100), None), Ok(()));
        assert_eq!(whole(&-5_i32, Some(0), Some(10), None), refused("the value is -5, but must be at least 0"));
        let most = format!("the value is {}, but must be at most 10", u64::MAX);
        assert_eq!(whole(&u64::MAX, None, Some(10), None), Err(most));
        assert_eq!(whole(&7_i64, None, None, Some(5)), refused("the value is 7, but must be a multiple of 5"));
    }

    #[test]
    fn a_real_number_may_not_be_a_limit_that_is_excluded_and_must_be_a_number() {
        assert_eq!(real(&0.5, Some((0.0, true)), Some((1.0, false)), Some(0.1)), Ok(()));
        assert_eq!(real(&0.0, Some((0.0, true)), None, None), refused("the value is 0, but must be more than 0"));
        assert_eq!(real(&1.0, None, Some((1.0, true)), None), refused("the value is 1, but must be less than 1"));
        assert_eq!(real(&1.5, None, Some((1.0, false)), None), refused("the value is 1.5, but must be at most 1"));
        assert_eq!(real(&f64::NAN, None, None, None), refused("the value is NaN, which JSON has no number for"));
    }

    #[test]
    fn a_list_with_too_few_or_too_many_entries_is_refused_with_its_name() {
        assert_eq!(entries(1, Some(1), Some(2)), Ok(()));
        assert_eq!(entries(1, Some(2), None), refused("the value has 1 entry, but must have at least 2"));
        let kept = kept("ids", vec![1, 2, 3], |ids| entries(ids.len(), None, Some(2)));
        assert_eq!(kept, Err("ids has 3 entries, but must have at most 2".to_owned()));
    }

    #[test]
    fn an_entry_that_is_not_allowed_is_named_by_its_number() {
        let checked = each([1, 2, 0].iter(), |number| whole(number, Some(1), None, None));
        assert_eq!(checked, refused("entry 3 is 0, but must be at least 1"));
    }

    #[test]
    fn a_duplicate_in_a_list_is_named_by_its_number() {
        assert_eq!(unique([1, 2, 3].iter()), Ok(()));
        let duplicate = |number| Err(format!("the value has a duplicate: entry {number} repeats an earlier one"));
        assert_eq!(unique(["a", "b", "a"].iter()), duplicate(3));
        assert_eq!(unique([json!({"a": 1}), json!({"a": 1})].iter()), duplicate(2));
    }

    #[test]
    fn an_object_with_too_few_or_too_many_properties_is_refused() {
        assert_eq!(properties(&json!({"a": 1}), Some(1), Some(1)), Ok(()));
        let few = refused("the value has 0 properties, but must have at least 1");
        assert_eq!(properties(&json!({}), Some(1), None), few);
        let many = refused("the value has 2 properties, but must have at most 1");
        assert_eq!(properties(&json!({"a": 1, "b": 2}), None, Some(1)), many);
    }

    #[test]
    fn a_text_that_is_not_written_as_its_format_says_is_refused_with_an_example() {
        type Check = fn(&str) -> Result<(), String>;
        let formats: [(Check, &[&str], &[&str]); 6] = [
            (
                date_time,
                &["2021-01-10T08:43:17Z", "2021-01-10t08:43:17z", "2021-01-10T08:43:17.5-00:30"],
                &["2021-01-10", "2021-01-10T08:43:17", "2021-01-10T08:43:17+0530", "2021-02-30T08:43:17Z"],
            ),
            (
                date,
                &["2021-01-10", "2024-02-29", "0000-01-01"],
                &["2021-1-10", "2021-02-29", "+021-01-10", "2021-01-10T00:00:00Z", "2021-01-10 ", "10.01.2021"],
            ),
            (
                uuid,
                &["123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000"],
                &["123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400g"],
            ),
            (ip, &["192.0.2.1", "::1"], &["192.0.2", "localhost"]),
            (ipv4, &["192.0.2.1"], &["::1"]),
            (ipv6, &["::1"], &["192.0.2.1", "[::1]"]),
        ];
        for (check, right, wrong) in formats {
            for text in right {
                assert_eq!(check(text), Ok(()), "{text}");
            }
            for text in wrong.iter().chain(&["", "é", "soon"]) {
                let message = check(text).expect_err(text);
                assert!(message.starts_with("the value is not a"), "{message}");
                let example = message.split('`').nth(1).expect("an example");
                assert_eq!(check(example), Ok(()), "{message}");
            }
        }
    }
}
