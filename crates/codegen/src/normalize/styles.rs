//! Removes the styles of query parameters. progenitor repeats a parameter for each value of a list and supports no
//! other style; where all values belong in one parameter, the separator is recorded for the pass `query_lists`.

use serde_yaml::{Mapping, Value};

use crate::openapi::METHODS;

pub(super) fn plain(root: &mut Value) {
    let parameters = root.get_mut("components").and_then(|components| components.get_mut("parameters"));
    parameters.and_then(Value::as_mapping_mut).into_iter().flat_map(|all| all.values_mut()).for_each(parameter);
    let items = root.get_mut("paths").and_then(Value::as_mapping_mut).into_iter().flat_map(|paths| paths.values_mut());
    for item in items.filter_map(Value::as_mapping_mut) {
        list(item);
        for method in METHODS {
            item.get_mut(method).and_then(Value::as_mapping_mut).into_iter().for_each(list);
        }
    }
}

fn list(holder: &mut Mapping) {
    holder.get_mut("parameters").and_then(Value::as_sequence_mut).into_iter().flatten().for_each(parameter);
}

fn parameter(parameter: &mut Value) {
    let Some(parameter) =
        parameter.as_mapping_mut().filter(|all| all.get("in").and_then(Value::as_str) == Some("query"))
    else {
        return;
    };
    // Only this module may set it.
    parameter.remove("x-separator");
    let style = parameter.get("style").and_then(Value::as_str).unwrap_or("form");
    let separator = match style {
        "form" => ",",
        "spaceDelimited" => " ",
        "pipeDelimited" => "|",
        _ => return,
    };
    // Only `form` is exploded by default.
    let exploded = parameter.get("explode").and_then(Value::as_bool).unwrap_or(style == "form");
    parameter.remove("style");
    parameter.remove("explode");
    if !exploded {
        parameter.insert("x-separator".into(), separator.into());
    }
}

#[cfg(test)]
mod tests {
    use serde_yaml::Value;

    fn separator(parameter: &str) -> Option<String> {
        let mut parameter: Value = serde_yaml::from_str(parameter).expect("YAML");
        super::parameter(&mut parameter);
        parameter.get("x-separator").and_then(Value::as_str).map(ToOwned::to_owned)
    }

    #[test]
    fn only_the_form_style_is_exploded_by_default() {
        assert_eq!(separator("{in: query}"), None);
        assert_eq!(separator("{in: query, explode: false}").as_deref(), Some(","));
        assert_eq!(separator("{in: query, style: pipeDelimited}").as_deref(), Some("|"));
        assert_eq!(separator("{in: query, style: spaceDelimited, explode: true}"), None);
        assert_eq!(separator("{in: header, explode: false}"), None);
    }
}
