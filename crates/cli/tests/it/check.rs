//! `spec check` and `spec explain`.

use super::support::{program, run};

const SPEC: &str = "openapi/metastudio-voice.yaml";

#[test]
fn a_spec_without_findings_ends_with_status_0() {
    let (status, out, _) = run(&["spec", "check", SPEC]);
    assert_eq!((status, out.as_str()), (0, "openapi/metastudio-voice.yaml: no findings\n"));
}

#[test]
fn a_file_that_does_not_exist_is_named_and_ends_with_status_2() {
    let (status, out, err) = run(&["spec", "check", "no-such.yaml"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("cannot read no-such.yaml"), "{err}");
}

#[test]
fn an_unknown_code_is_refused_with_the_command_that_lists_all_codes() {
    let (status, _, err) = run(&["spec", "explain", "MV9999"]);
    assert_eq!(status, 2);
    assert!(err.contains("`metastudio-voice spec explain` lists all codes"), "{err}");
}

#[test]
fn messages_of_spec_are_chinese_with_a_chinese_locale() {
    let mut check = program(&["spec", "check", "no-such.yaml"]);
    let output = check.env("LC_ALL", "zh_CN.UTF-8").output().expect("the program runs");
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(told.starts_with("错误: 无法读取 no-such.yaml："), "{told}");
}
