use crate::passes::sample;

#[test]
fn a_parameter_keeps_its_limits_when_the_request_is_made() {
    let code = sample::after("limits", sample::SPEC);
    let check = "crate::generated::limits::whole(value, Some(1i128), Some(9i128), None)";
    assert!(code.contains("crate::generated::limits::kept(\"limit\", value, |value| {"), "{code}");
    assert!(code.contains(check), "{code}");
}

#[test]
fn a_property_keeps_its_limits_when_it_is_built() {
    let spec = sample::changed(
        "        note: {type: string,",
        "        age: {type: number, minimum: 0, exclusiveMinimum: true}\n        note: {type: string,",
    );
    let code = sample::after("limits", &spec);
    assert!(code.contains("crate::generated::limits::real(value, Some((0f64, true)), None, None)"), "{code}");
}

#[test]
fn a_list_that_names_each_entry_once_is_checked_and_an_object_is_counted() {
    let spec = sample::changed(
        "        note: {type: string,",
        "        ids: {type: array, maxItems: 3, uniqueItems: true, items: {type: string}}\n        labels: {type: object, maxProperties: 2, additionalProperties: {type: integer, maximum: 5}}\n        note: {type: string,",
    );
    let spec = spec.replacen("required: [name, state]", "required: [ids, name, state]", 1);
    let code = sample::after("limits", &spec);
    let list = "crate::generated::limits::entries(value.len(), None, Some(3u64)) .and_then(|()| crate::generated::limits::unique(value.iter()))";
    assert!(code.contains(list), "{code}");
    assert!(code.contains("crate::generated::limits::properties(value, None, Some(2u64))"), "{code}");
    assert!(
        code.contains(
            "crate::generated::limits::each(value.values(), |value| crate::generated::limits::whole(value, None, Some(5i128), None))"
        ),
        "{code}"
    );
}

#[test]
fn an_optional_list_that_is_left_out_has_no_entries_to_be_counted() {
    let spec = sample::changed("parts: {type: array, description", "parts: {type: array, minItems: 1, description");
    let code = sample::after("limits", &spec);
    let check = "|value| { if value.is_empty() { Ok(()) } else { crate::generated::limits::entries(value.len(), Some(1u64), None) } }";
    assert!(code.contains(check), "{code}");
}

#[test]
fn a_body_keeps_its_limits_when_the_request_is_made() {
    let spec =
        sample::changed("    Thing:\n      type: object\n", "    Thing:\n      type: object\n      minProperties: 1\n");
    let code = sample::after("limits", &spec);
    assert!(code.contains("crate::generated::limits::kept(\"body\", value, |value| crate::generated::limits::properties(value, Some(1u64), None))"), "{code}");
}

#[test]
fn a_list_that_contains_itself_is_checked_only_to_a_depth() {
    let spec = sample::changed(
        "    Token:",
        "    Tree: {type: array, maxItems: 2, description: It., items: {$ref: '#/components/schemas/Tree'}}\n    Token:",
    );
    let spec = spec.replacen(
        "        note: {type: string,",
        "        tree: {$ref: '#/components/schemas/Tree'}\n        note: {type: string,",
        1,
    );
    let code = sample::after("limits", &spec);
    assert!(code.contains("crate::generated::limits::entries(value.len(), None, Some(2u64))"), "{code}");
}

#[test]
fn a_number_with_a_name_is_made_only_through_the_check() {
    let spec = sample::changed("    Token:", "    Age: {type: integer, maximum: 150, description: It.}\n    Token:");
    let code = sample::after(
        "limits",
        &spec.replacen(
            "schema: {type: integer, minimum: 1, maximum: 9}",
            "schema: {$ref: '#/components/schemas/Age'}",
            1,
        ),
    );
    assert!(code.contains("i64); impl ::std::ops::Deref for Age") && !code.contains("pub i64"), "{code}");
    assert!(code.contains("impl ::std::convert::TryFrom<i64> for Age"), "{code}");
    assert!(!code.contains("impl ::std::convert::From<i64> for Age"), "{code}");
}

#[test]
fn statements_of_another_shape_are_noticed() {
    assert_eq!(sample::counts("limits", |file| sample::rename(file, "map_err", "or_else")), (1, 0));
}
