//! Several values in one parameter: a list in the query whose values are not repeated (`explode: false`), as in
//! `ids=a,b`, `ids=a%20b` or `ids=a|b`, and a text that holds values of an enum (`x-values-of`).

use std::fmt::Display;

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
    use super::{held, joined};

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
