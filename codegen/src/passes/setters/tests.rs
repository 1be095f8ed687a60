use crate::passes::sample;

#[test]
fn an_optional_property_takes_the_value_itself() {
    let code = sample::after("setters", sample::SPEC);
    let setter = "pub fn note<T>(mut self, value: T) -> Self where T: ::std::convert::TryInto<::std::string::String>,";
    assert!(code.contains(setter), "{code}");
    assert!(code.contains("self.note = value .try_into() .map(Some) .map_err("));
}

#[test]
fn a_parameter_keeps_the_reason_of_a_refusal() {
    let code = sample::after("setters", sample::SPEC);
    assert!(code.contains("map_err(|error| format!(\"token: {error}\"))"), "{code}");
    assert!(!code.contains("map_err(|_|"));
}

#[test]
fn setters_of_another_shape_are_noticed() {
    assert_eq!(sample::counts("setters", |file| sample::rename(file, "TryInto", "Into")), (7, 0));
    assert_eq!(sample::counts("setters", |file| sample::rename(file, "Option", "Maybe")), (7, 4));
}
