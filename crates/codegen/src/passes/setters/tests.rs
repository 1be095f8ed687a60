use crate::passes::sample;

#[test]
fn an_optional_property_takes_the_value_itself() {
    let code = sample::after("setters", sample::SPEC);
    let setter = "pub fn note<T>(mut self, value: T) -> Self where T: ::std::convert::TryInto<::std::string::String>,";
    assert!(code.contains(setter), "{code}");
    assert!(code.contains("self.note = value .try_into() .map(Some) .map_err("));
}

#[test]
fn a_parameter_a_property_and_a_body_tell_why_a_value_is_refused() {
    let code = sample::after("setters", sample::SPEC);
    for name in ["token", "note", "body"] {
        let told = format!("map_err(|error| crate::generated::limits::about(\"{name}\", error))");
        assert!(code.contains(&told), "{told}\n{code}");
    }
    assert!(!code.contains("map_err(|_|") && !code.contains("error converting"), "{code}");
}

#[test]
fn setters_of_another_shape_are_noticed() {
    assert_eq!(sample::counts("setters", |file| sample::rename(file, "TryInto", "Into")), (14, 0));
    assert_eq!(sample::counts("setters", |file| sample::rename(file, "Option", "Maybe")), (14, 11));
    assert_eq!(sample::counts("setters", |file| sample::rename(file, "map_err", "or_else")), (14, 3));
}
