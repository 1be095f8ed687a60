use crate::passes::sample;

#[test]
fn each_state_has_its_class() {
    let code = sample::after("lifecycle", sample::SPEC);
    assert!(code.contains("Self::In => Lifecycle::Waiting, Self::Out => Lifecycle::Succeeded,"), "{code}");
    assert!(code.contains("Self::Unknown(_) => Lifecycle::Waiting,"));
}

#[test]
fn a_state_without_a_class_and_an_unknown_class_are_refused() {
    let finding = sample::refused("lifecycle", &sample::changed("OUT: succeeded", "OUT: over"));
    assert_eq!(finding.pointer, "#/components/schemas/State/x-lifecycle/OUT");
    let finding = sample::refused("lifecycle", &sample::changed(", OUT: succeeded", ""));
    assert_eq!(finding.message, "`OUT` has no class");
}

#[test]
fn another_name_of_the_enum_is_noticed() {
    assert_eq!(sample::counts("lifecycle", |file| sample::rename(file, "State", "Condition")), (1, 0));
}
