use super::clean;

#[track_caller]
fn becomes(text: &str, expected: &str) {
    assert_eq!(clean(text, |name| (name == "Known").then(|| "[`Known`]".to_owned())), expected);
}

#[test]
fn brackets_and_tags_are_text() {
    becomes("see [note] and a[0]", "see \\[note\\] and a\\[0\\]");
    becomes("<token> and a < b > c", "\\<token> and a \\< b > c");
    becomes("already \\[escaped\\]", "already \\[escaped\\]");
    becomes("`[x]` and ``a ` <b>``", "`[x]` and ``a ` <b>``");
}

#[test]
fn addresses_are_links() {
    becomes("See https://a.b/c_d?e=f. Then", "See <https://a.b/c_d?e=f>. Then");
    becomes("(http://a.b/c)", "(<http://a.b/c>)");
    becomes("<https://a.b> [text](https://a.b)", "<https://a.b> [text](https://a.b)");
    becomes("[text](Some::item) and [a]: https://b.c", "\\[text\\](Some::item) and \\[a\\]: <https://b.c>");
    becomes("`https://a.b` xhttps://a.b https://", "`https://a.b` xhttps://a.b https://");
}

#[test]
fn names_in_backticks_are_links() {
    becomes("Like `Known`, not `Unknown`.", "Like [`Known`], not `Unknown`.");
    becomes("a `span\nover lines` and `open", "a `span\nover lines` and \\`open");
}

#[test]
fn code_in_a_description_is_not_run_as_a_test() {
    becomes("```\nlet x = [1];\n```\nafter [x]", "```text\nlet x = [1];\n```\nafter \\[x\\]");
    becomes("~~~rust\na\n~~~", "~~~text\na\n~~~");
    becomes("Like so:\n\n    let x = 1;\n\tand", "Like so:\n\n   let x = 1;\n    and");
    becomes("- a\n    - b", "- a\n    - b");
}

#[test]
fn characters_that_rust_refuses_are_left_out() {
    becomes("a\r\nb\u{202E}c", "a\nbc");
    becomes("", "");
}
