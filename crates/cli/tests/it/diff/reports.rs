//! The forms of the report, and the verdict on the version.

use serde_json::Value;

use super::{Pair, SAMPLE, edited};

/// An edit of each class: a property of a request gets a lower limit, a property is new, and a text is another.
const EDITS: &[(&str, &str)] = &[
    ("maxLength: 32", "maxLength: 16"),
    (
        "        seconds:\n",
        "        size:\n          type: string\n          description: The size.\n        seconds:\n",
    ),
    ("description: A failure.", "description: Any failure."),
];

fn pair(version: &str) -> Pair {
    Pair::of(SAMPLE, &edited(SAMPLE, EDITS).replacen("version: 1.2.3", &format!("version: {version}"), 1))
}

#[test]
fn the_text_has_a_section_for_each_kind_of_user_with_the_place_of_each_change() {
    let (status, out, _) = pair("1.2.3").diff(&[]);
    assert_eq!(status, 0);
    let wanted = "\
Rust API
  additive types::Job: field `size: Option<String>` is new
            new.yaml:224:9
  additive types::builder::Job: setter `size(impl TryInto<String>)` is new
            new.yaml:224:9

Wire
  breaking Name: `maxLength` is `16`, was `32`
            new.yaml:179:7: requests that were valid are refused; sent by CreateJob
  additive Job.size: property `size` is new
            new.yaml:224:9: read by ListJobs, ShowJob

Generated code in other languages
  docs     Failure: the description is different
            new.yaml:248:7

old.yaml and new.yaml: 1 breaking, 3 additive, 1 docs
`info.version` stayed 1.2.3; a change that is breaking requires 2.0.0 or higher
";
    assert_eq!(out, wanted);
}

#[test]
fn json_has_the_verdict_and_for_each_change_its_rule_place_and_operations() {
    let report = pair("1.2.3").report();
    let rule = |it: &&Value| it["rule"] == "maxLength-changed";
    let change = report["changes"].as_array().expect("a list").iter().find(rule).expect("the change");
    assert_eq!(
        *change,
        serde_json::json!({
            "part": "wire", "class": "breaking", "rule": "maxLength-changed", "subject": "Name",
            "message": "`maxLength` is `16`, was `32`", "note": "requests that were valid are refused",
            "old": "32", "new": "16", "file": "new.yaml", "line": 179, "column": 7,
            "pointer": "#/components/schemas/Name/maxLength", "sent_by": ["CreateJob"], "read_by": [],
        })
    );
    assert_eq!(report["old"], serde_json::json!({"file": "old.yaml", "version": "1.2.3"}));
    assert_eq!((&report["class"], &report["required_version"]), (&"breaking".into(), &"2.0.0".into()));
    assert_eq!((&report["version_is_right"], &report["not_compared"]), (&false.into(), &serde_json::json!([])));
}

#[test]
fn markdown_is_an_entry_of_a_changelog_without_places() {
    let (status, out, _) = pair("2.0.0").diff(&["--format", "markdown"]);
    assert_eq!(status, 0);
    assert!(out.starts_with("## 2.0.0\n\n### Breaking: Wire\n\n- Name: `maxLength` is `16`, was `32`"), "{out}");
    assert!(out.ends_with("\nOne text has changed.\n"), "{out}");
    assert!(!out.contains("new.yaml"), "{out}");
}

#[test]
fn in_chinese_text_and_markdown_are_chinese_and_json_is_as_it_is() {
    let pair = pair("1.2.3");
    let (status, out, err) = pair.diff(&["--lang", "zh"]);
    assert_eq!((status, err.as_str()), (0, ""));
    let wanted = "\
Rust 接口
  additive types::Job：新增字段 `size: Option<String>`
            new.yaml:224:9
  additive types::builder::Job：新增设置方法 `size(impl TryInto<String>)`
            new.yaml:224:9

线上消息
  breaking Name：`maxLength` 由 `32` 改为 `16`
            new.yaml:179:7: 原本有效的请求会被拒绝; 由 CreateJob 发送
  additive Job.size：新增属性 `size`
            new.yaml:224:9: 由 ListJobs, ShowJob 读取

其他语言的生成代码
  docs     Failure：`description` 有改动
            new.yaml:248:7

old.yaml 与 new.yaml：不兼容 1 处，兼容 3 处，文字 1 处
`info.version` 仍为 1.2.3；“不兼容”级别的变化要求 2.0.0 或更高
";
    assert_eq!(out, wanted);
    let (_, out, _) = pair.diff(&["--format", "markdown", "--lang", "zh"]);
    let wanted =
        "## 1.2.3\n\n### 不兼容：线上消息\n\n- Name：`maxLength` 由 `32` 改为 `16`（原本有效的请求会被拒绝）。\n";
    assert!(out.starts_with(wanted) && out.ends_with("\n1 处文字有改动。\n"), "{out}");
    let json = |language| pair.diff(&["--format", "json", "--lang", language]).1;
    assert_eq!(json("zh"), json("en"));
}

#[test]
fn in_chinese_the_place_of_a_change_is_named_in_chinese_too() {
    let edits = [
        ("        - name: limit\n", "        - name: most\n"),
        ("        '200':\n          description: The jobs.", "        '200':\n          description: All jobs."),
    ];
    let (_, out, _) = Pair::of(SAMPLE, &edited(SAMPLE, &edits)).diff(&["--lang", "zh"]);
    assert!(out.contains("  breaking 删除：ListJobs 的参数 `limit`\n"), "{out}");
    assert!(out.contains("  docs     ListJobs 的响应 200：`description` 有改动\n"), "{out}");
}

#[test]
fn check_version_ends_with_status_1_only_if_the_version_understates_the_changes() {
    for (version, wanted) in [("1.2.3", 1), ("1.9.0", 1), ("2.0.0", 0), ("2.0.0-rc.1", 0), ("3.1.4", 0), ("next", 1)] {
        let (status, out, _) = pair(version).diff(&["--check-version"]);
        assert_eq!(status, wanted, "{version}: {out}");
    }
}

#[test]
fn a_spec_from_which_no_client_can_be_generated_is_compared_on_the_wire_and_ends_with_status_3() {
    let broken = edited(SAMPLE, &[("/schemas/Job'", "/schemas/Jbo'"), ("maxLength: 32", "maxLength: 16")]);
    let (status, out, err) = Pair::of(SAMPLE, &broken).diff(&[]);
    assert_eq!((status, err.as_str()), (3, ""));
    assert!(out.contains("not compared: no client can be generated from new.yaml"), "{out}");
    assert!(out.contains("Name: `maxLength` is `16`, was `32`"), "{out}");
    let (status, ..) = Pair::of(SAMPLE, &broken).diff(&["--check-version"]);
    assert_eq!(status, 1);
}

#[test]
fn a_changed_part_that_several_operations_share_is_told_once_with_all_of_them() {
    let new = edited(SAMPLE, &[("        code:\n          type: string", "        code:\n          type: integer")]);
    let report = Pair::of(SAMPLE, &new).report();
    let changes = report["changes"].as_array().expect("a list").iter();
    let told: Vec<&Value> = changes.filter(|it| it["part"] == "wire").collect();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!(told[0]["read_by"], serde_json::json!(["CreateJob", "DeleteJob", "ListJobs", "ShowJob"]));
}

#[test]
fn a_name_with_control_characters_does_not_reach_the_terminal() {
    let new = edited(SAMPLE, &[("        note:\n", "        \"no\\e[31mte\\nx\":\n")]);
    for format in ["text", "markdown"] {
        let (_, out, _) = Pair::of(SAMPLE, &new).diff(&["--format", format]);
        assert!(out.contains("[31mte x` is new") && !out.contains('\u{1b}'), "{out}");
    }
}

#[test]
fn a_reader_that_closes_the_pipe_is_no_failure() {
    use std::process::Stdio;
    let pair = pair("1.2.3");
    let mut program = super::program(&["spec", "diff", "old.yaml", "new.yaml"]);
    let mut child =
        program.current_dir(pair.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}
