//! Removes the styles of query parameters. progenitor repeats a parameter for each value of a list and supports no
//! other style; where all values belong in one parameter, the separator is recorded for the pass `query_lists`.

use crate::openapi::METHODS;
use crate::yaml::{Entry, Node};

/// The separator of the values of a list that is one parameter.
pub(crate) const SEPARATOR: &str = "x-separator";

pub(super) fn plain(root: &mut Node) {
    root.entries_at(&["components", "parameters"]).iter_mut().for_each(|entry| parameter(&mut entry.value));
    for Entry { value: item, .. } in root.entries_at(&["paths"]) {
        list(item);
        for method in METHODS {
            item.get_mut(method).into_iter().for_each(list);
        }
    }
}

fn list(holder: &mut Node) {
    holder.items_at("parameters").iter_mut().for_each(parameter);
}

fn parameter(parameter: &mut Node) {
    if parameter.text_of("in") != Some("query") {
        return;
    }
    // Only this module may set it.
    parameter.remove(SEPARATOR);
    let style = parameter.text_of("style").unwrap_or("form");
    let separator = match style {
        "form" => ",",
        "spaceDelimited" => " ",
        "pipeDelimited" => "|",
        _ => return,
    };
    // Only `form` is exploded by default.
    let exploded = parameter.boolean_of("explode").unwrap_or(style == "form");
    parameter.remove("style");
    parameter.remove("explode");
    if !exploded {
        let separator = Node::of_text(separator, parameter.span.clone());
        parameter.push(Entry::new(SEPARATOR, separator));
    }
}

#[cfg(test)]
mod tests {
    use super::SEPARATOR;
    use crate::yaml;

    fn separator(parameter: &str) -> Option<String> {
        let mut parameter = yaml::sample(parameter);
        super::parameter(&mut parameter);
        parameter.text_of(SEPARATOR).map(ToOwned::to_owned)
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
