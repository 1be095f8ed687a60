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
