use crate::passes::sample;

#[test]
fn each_state_has_its_class() {
    let code = sample::after("lifecycle", sample::SPEC);
    assert!(code.contains("Self::In => Lifecycle::Waiting, Self::Out => Lifecycle::Succeeded,"), "{code}");
    assert!(code.contains("Self::Unknown(_) => Lifecycle::Waiting,"));
}

#[test]
fn a_state_without_a_class_or_with_an_unknown_one_is_a_waiting_state() {
    for (from, to) in [("OUT: succeeded", "OUT: over"), (", OUT: succeeded", "")] {
        let code = sample::after("lifecycle", &sample::changed(from, to));
        assert!(code.contains("Self::Out => Lifecycle::Waiting,"), "{code}");
    }
}

#[test]
fn another_name_of_the_enum_is_noticed() {
    assert_eq!(sample::counts("lifecycle", |file| sample::rename(file, "State", "Condition")), (1, 0));
}
