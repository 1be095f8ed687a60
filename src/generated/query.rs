//! Lists in the query whose values stand in one parameter (`explode: false`): `ids=a,b`, `ids=a%20b`, `ids=a|b`.

use std::fmt::Display;

/// The one parameter, or none when there are no values.
///
/// A value with the separator in it is refused: the service could not tell it from two.
#[allow(dead_code, reason = "a spec may have no such parameter")]
pub(crate) fn joined<'a, T: Display + 'a>(
    name: &'static str,
    separator: char,
    values: impl IntoIterator<Item = &'a T>,
) -> Result<Vec<(&'static str, String)>, String> {
    let mut texts = Vec::new();
    for value in values {
        let text = value.to_string();
        if text.contains(separator) {
            return Err(format!("{name}: a value contains `{separator}`, which separates the values"));
        }
        texts.push(text);
    }
    Ok(if texts.is_empty() { Vec::new() } else { vec![(name, texts.join(&separator.to_string()))] })
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn values_are_joined_into_one_parameter_and_none_make_none() {
        assert_eq!(joined("ids", ',', &[1, 2]), Ok(vec![("ids", "1,2".to_owned())]));
        assert_eq!(joined("ids", ',', &[] as &[i32]), Ok(Vec::new()));
    }

    #[test]
    fn a_value_with_the_separator_in_it_is_refused() {
        assert!(joined("ids", '|', &["a|b"]).is_err_and(|reason| reason.starts_with("ids: ")));
    }
}
