use crate::passes::{operations, sample};

#[test]
fn an_operation_is_a_constant_with_the_facts_of_the_spec() {
    let code = sample::after("operations", sample::SPEC);
    let constant = "/// Show a thing. pub const SHOW_THING: Operation = Operation { id: \"ShowThing\", method: \"GET\", \
                    path: \"/things/{thing_id}\", idempotency: Idempotency::Safe, rate_limits: &[(\"here\", 5u32)], };";
    assert!(code.contains(constant), "{code}");
    assert!(code.contains("pub const ALL: &[Operation] = &[SHOW_THING, LEND_THING];"));
}

#[test]
fn an_operation_of_unknown_idempotency_is_never_repeated() {
    let code = sample::after("operations", &sample::changed("x-idempotency: safe", "x-idempotency: seldom"));
    assert!(
        code.contains(
            "id: \"ShowThing\", method: \"GET\", path: \"/things/{thing_id}\", idempotency: Idempotency::Never"
        )
    );
}

#[test]
fn names_of_constants_are_cut_at_capitals() {
    for (id, constant) in [("ShowThing", "SHOW_THING"), ("Show2DThing", "SHOW2_DTHING"), ("show-it", "SHOW_IT")] {
        assert_eq!(operations::constant_name(id).to_string(), constant);
    }
}
