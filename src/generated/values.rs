//! Values between programs and how the API writes them.
//!
//! Times and dates are RFC 3339, or a number of seconds or milliseconds since 1970. Several values in one parameter are a list in
//! the query whose values are not repeated (`explode: false`), as in `ids=a,b`, `ids=a%20b` or `ids=a|b`, or a text that
//! holds values of an enum (`x-values-of`).

use std::fmt::Display;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use time::format_description::well_known::Rfc3339;
use time::{Date, OffsetDateTime};

const NANOS: i128 = 1_000_000_000;

/// Writes a time as RFC 3339 in UTC, cut to whole seconds: `2021-01-10T08:43:17Z`.
#[allow(dead_code, reason = "a spec may have no such time")]
pub(crate) fn rfc3339(time: SystemTime) -> Result<String, String> {
    let whole = i64::try_from(since_1970(time).div_euclid(NANOS)).ok();
    let time = whole.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    let text = time.and_then(|time| time.format(&Rfc3339).ok());
    text.ok_or_else(|| "the value is a time outside of the years 0 to 9999".to_owned())
}

/// Writes a time as whole seconds since 1970.
#[allow(dead_code, reason = "a spec may have no such time")]
pub(crate) fn seconds(time: SystemTime) -> String {
    since_1970(time).div_euclid(NANOS).to_string()
}

/// Writes a time as whole milliseconds since 1970.
#[allow(dead_code, reason = "a spec may have no such time")]
pub(crate) fn milliseconds(time: SystemTime) -> String {
    since_1970(time).div_euclid(NANOS / 1_000).to_string()
}

/// Reads RFC 3339.
#[allow(dead_code, reason = "a spec may have no such time")]
pub(crate) fn from_rfc3339(text: &str) -> Option<SystemTime> {
    at(OffsetDateTime::parse(text, &Rfc3339).ok()?.unix_timestamp_nanos())
}

/// Writes a date as RFC 3339 does: `2021-01-10`.
#[allow(dead_code, reason = "a spec may have no such date")]
pub(crate) fn date(date: Date) -> Result<String, String> {
    let text = date.midnight().assume_utc().format(&Rfc3339).ok();
    let date = text.as_deref().and_then(|text| text.split_once('T')).map(|(date, _)| date.to_owned());
    date.ok_or_else(|| "the value is a date outside of the years 0 to 9999".to_owned())
}

/// Reads a date as RFC 3339 writes it.
#[allow(dead_code, reason = "a spec may have no such date")]
pub(crate) fn from_date(text: &str) -> Option<Date> {
    OffsetDateTime::parse(&format!("{text}T00:00:00Z"), &Rfc3339).ok().map(OffsetDateTime::date)
}

/// Reads a number of seconds since 1970.
#[allow(dead_code, reason = "a spec may have no such time")]
pub(crate) fn from_seconds(number: &str) -> Option<SystemTime> {
    at(number.parse::<i128>().ok()?.checked_mul(NANOS)?)
}

/// Reads a number of milliseconds since 1970.
#[allow(dead_code, reason = "a spec may have no such time")]
pub(crate) fn from_milliseconds(number: &str) -> Option<SystemTime> {
    at(number.parse::<i128>().ok()?.checked_mul(NANOS / 1_000)?)
}

/// Returns the nanoseconds from 1970 to a time, negative before it.
fn since_1970(time: SystemTime) -> i128 {
    let nanos = |duration: Duration| i128::try_from(duration.as_nanos()).unwrap_or(i128::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => nanos(since),
        Err(before) => -nanos(before.duration()),
    }
}

/// Returns the time so many nanoseconds after 1970, if the system has it.
fn at(nanos: i128) -> Option<SystemTime> {
    let seconds = u64::try_from(nanos.unsigned_abs() / NANOS.unsigned_abs()).ok()?;
    let rest = u32::try_from(nanos.unsigned_abs() % NANOS.unsigned_abs()).ok()?;
    let distance = Duration::new(seconds, rest);
    if nanos < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) }
}

/// Returns the one parameter, or none if there are no values.
///
/// A value that contains the separator is refused: the service could not tell it from two.
#[allow(dead_code, reason = "a spec may have no such parameter")]
pub(crate) fn joined<'a, T: Display + 'a>(
    name: &'static str,
    separator: char,
    values: impl IntoIterator<Item = &'a T>,
) -> Result<Vec<(&'static str, String)>, String> {
    let text = held(Some(separator), values).map_err(|message| super::limits::about(name, message))?;
    Ok(text.map(|text| (name, text)).into_iter().collect())
}

/// Returns the text that holds these values, or nothing if there are none. Without a separator there is one value,
/// which may contain anything.
#[allow(dead_code, reason = "a spec may have no such text")]
pub(crate) fn held<'a, T: Display + 'a>(
    separator: Option<char>,
    values: impl IntoIterator<Item = &'a T>,
) -> Result<Option<String>, String> {
    let mut held: Option<String> = None;
    for value in values {
        let value = value.to_string();
        if let Some(separator) = separator.filter(|separator| value.contains(*separator)) {
            // Not the entry itself, which may be a secret.
            return Err(format!("the value has an entry that contains `{separator}`, which separates the entries"));
        }
        held = Some(match (held, separator) {
            (Some(before), Some(separator)) => format!("{before}{separator}{value}"),
            (Some(before), None) => before + &value,
            (None, _) => value,
        });
    }
    Ok(held)
}

/// The message about a list of values that is empty where a text has to hold one.
#[allow(dead_code, reason = "a spec may have no such text")]
pub(crate) const EMPTY: &str = "the value is an empty list: give at least one value, or leave it out";

#[cfg(test)]
mod tests {
    use super::*;

    fn after(seconds: u64, millis: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds) + Duration::from_millis(millis)
    }

    #[test]
    fn a_time_is_written_in_whole_units_at_or_before_it() {
        let time = after(1_610_268_197, 999);
        assert_eq!(rfc3339(time), Ok("2021-01-10T08:43:17Z".to_owned()));
        assert_eq!((seconds(time), milliseconds(time)), ("1610268197".to_owned(), "1610268197999".to_owned()));
        let before = UNIX_EPOCH - Duration::from_millis(1);
        assert_eq!(rfc3339(before), Ok("1969-12-31T23:59:59Z".to_owned()));
        assert_eq!((seconds(before), milliseconds(before)), ("-1".to_owned(), "-1".to_owned()));
    }

    #[test]
    fn a_time_that_rfc_3339_cannot_write_is_refused() {
        let far = UNIX_EPOCH + Duration::from_secs(300_000_000_000);
        assert_eq!(rfc3339(far), Err("the value is a time outside of the years 0 to 9999".to_owned()));
    }

    #[test]
    fn a_time_is_read_in_each_form() {
        assert_eq!(from_rfc3339("2021-01-10T08:43:17Z"), Some(after(1_610_268_197, 0)));
        assert_eq!(from_rfc3339("2021-01-10T09:43:17.5+01:00"), Some(after(1_610_268_197, 500)));
        assert_eq!(from_seconds("1610268197"), Some(after(1_610_268_197, 0)));
        assert_eq!(from_milliseconds("1610268197001"), Some(after(1_610_268_197, 1)));
        assert_eq!(from_seconds("-1"), Some(UNIX_EPOCH - Duration::from_secs(1)));
    }

    #[test]
    fn a_date_is_written_as_it_is_read() {
        let date_of = |year, day| Date::from_ordinal_date(year, day).expect("a date");
        assert_eq!(date(date_of(2021, 10)), Ok("2021-01-10".to_owned()));
        assert_eq!(from_date("2021-01-10"), Some(date_of(2021, 10)));
        assert_eq!(from_date("0000-12-31"), Some(date_of(0, 366)));
        assert_eq!(date(date_of(-1, 1)), Err("the value is a date outside of the years 0 to 9999".to_owned()));
        for text in ["", "soon", "2021-1-10", "2021-13-10", "2021-02-29", "2021-01-10T00:00:00Z", "+2021-01-10"] {
            assert_eq!(from_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_text_that_is_no_time_is_none() {
        for text in ["", "soon", "2021-01-10", "2021-13-10T08:43:17Z"] {
            assert_eq!((from_rfc3339(text), from_seconds(text)), (None, None), "{text}");
        }
        assert_eq!(from_seconds(&i128::MAX.to_string()), None);
        assert_eq!(from_milliseconds(&u128::MAX.to_string()), None);
    }

    #[test]
    fn values_are_joined_into_one_parameter_and_none_make_none() {
        assert_eq!(joined("ids", ',', &[1, 2]), Ok(vec![("ids", "1,2".to_owned())]));
        assert_eq!(joined("ids", ',', &[] as &[i32]), Ok(Vec::new()));
    }

    #[test]
    fn a_value_with_the_separator_in_it_is_refused_with_its_name() {
        let message = "ids has an entry that contains `|`, which separates the entries";
        assert_eq!(joined("ids", '|', &["a|b"]), Err(message.to_owned()));
    }

    #[test]
    fn a_value_that_is_alone_may_contain_anything() {
        assert_eq!(held(None, &["a,b"]), Ok(Some("a,b".to_owned())));
        assert_eq!(held(None, &[] as &[&str]), Ok(None));
    }
}
