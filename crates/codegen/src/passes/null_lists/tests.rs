use crate::passes::sample;

#[test]
fn null_is_an_empty_list_where_the_list_is_optional() {
    let code = sample::after("null_lists", sample::SPEC);
    assert!(code.contains("#[serde(deserialize_with = \"crate::http::null_as_default\")] pub parts:"), "{code}");
    let required = sample::changed("required: [name, state]", "required: [name, state, parts]");
    assert!(!sample::after("null_lists", &required).contains("null_as_default"));
}

#[test]
fn another_way_to_leave_out_an_empty_list_is_noticed() {
    assert_eq!(sample::counts("null_lists", |file| sample::strip(file, "Vec::is_empty")), (1, 0));
}
