use crate::passes::sample;

/// The sample with a list in the query.
fn with_list(more: &str) -> String {
    let list = format!(
        "- {{name: ids, in: query, description: It., {more}schema: {{type: array, items: {{type: integer}}}}}}"
    );
    sample::changed("- {name: limit,", &format!("{list}\n        - {{name: limit,"))
}

#[test]
fn a_list_that_is_not_exploded_is_joined_before_it_is_sent() {
    let code = sample::after("query_lists", &with_list("x-separator: ',', "));
    assert!(code.contains("crate::generated::query::joined(\"ids\", ',', ids.iter()"), "{code}");
    assert!(code.contains(".query(&ids)"), "{code}");
}

#[test]
fn a_list_that_is_exploded_stays_as_it_is() {
    let code = sample::after("query_lists", &with_list(""));
    assert!(code.contains("QueryParam::new(\"ids\", &ids)") && !code.contains("joined"), "{code}");
}
