use syn::visit_mut::VisitMut;

use crate::passes::sample;

#[test]
fn every_2xx_is_the_success_that_the_spec_describes() {
    let code = sample::after("any_success", sample::SPEC);
    assert_eq!(code.matches("200u16..=299u16 =>").count(), 2, "{code}");
    assert!(!code.contains("200u16 =>"));
}

#[test]
fn a_second_success_keeps_its_arm() {
    let both = sample::changed(
        "'200': {description: Lent.}",
        "'200': {description: Lent.}\n        '202': {description: Soon.}",
    );
    let code = sample::after("any_success", &both);
    assert!(code.contains("200u16 => Ok(ResponseValue::empty(response)), 200u16..=299u16 => Ok("), "{code}");
}

#[test]
fn another_way_to_tell_statuses_apart_is_noticed() {
    struct Unnumbered;
    impl VisitMut for Unnumbered {
        fn visit_arm_mut(&mut self, arm: &mut syn::Arm) {
            arm.pat = syn::parse_quote!(Status::Ok);
        }
    }
    assert_eq!(sample::counts("any_success", |file| Unnumbered.visit_file_mut(file)), (2, 0));
}
