//! Makes a description from the spec safe for rustdoc: no broken links, no HTML, no code that rustdoc would run as a
//! test. Names of operations and schemas in backticks become links.

use std::iter::repeat_n;

/// Returns the description as rustdoc can take it. `link` returns the link for a name in backticks.
pub(super) fn clean(text: &str, link: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut paragraph = String::new();
    let mut fence: Option<String> = None;
    let mut after_blank = true;
    let visible: String = text.chars().filter(|c| !invisible(*c)).collect();
    for line in visible.lines() {
        let content = line.trim_start_matches([' ', '\t']);
        if let Some(mark) = &fence {
            out += line;
            out.push('\n');
            if content.starts_with(mark.as_str()) && content.trim_end().chars().all(|c| mark.starts_with(c)) {
                fence = None;
            }
        } else if let Some(mark) = fence_mark(content) {
            flush(&mut paragraph, &mut out, &link);
            // Without a language, or with Rust's, rustdoc would compile and run it.
            out += &format!("{}text\n", &line[..line.len() - content.len() + mark.len()]);
            fence = Some(mark.to_owned());
        } else if content.is_empty() {
            flush(&mut paragraph, &mut out, &link);
            out.push('\n');
        } else {
            // Four spaces after an empty line would be code, which rustdoc would compile and run.
            let indent = line[..line.len() - content.len()].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
            paragraph.extend(repeat_n(' ', if after_blank { usize::min(indent, 3) } else { indent }));
            paragraph += content;
            paragraph.push('\n');
        }
        after_blank = content.is_empty();
    }
    flush(&mut paragraph, &mut out, &link);
    out.truncate(out.trim_end().len());
    out
}

/// Returns whether a character is left out: carriage returns, which Rust's comments refuse, and characters that turn
/// the direction of writing.
fn invisible(c: char) -> bool {
    matches!(c, '\r' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn fence_mark(content: &str) -> Option<&str> {
    ['`', '~'].into_iter().find_map(|mark| {
        let rest = content.trim_start_matches(mark);
        let length = content.len() - rest.len();
        (length >= 3 && !rest.contains('`')).then(|| &content[..length])
    })
}

fn flush(paragraph: &mut String, out: &mut String, link: &impl Fn(&str) -> Option<String>) {
    let mut rest = paragraph.as_str();
    let mut in_word = false;
    while let Some(c) = rest.chars().next() {
        let (length, written) = match c {
            '`' => code(rest, link),
            '\\' => (1 + rest.chars().nth(1).map_or(0, char::len_utf8), None),
            '<' => (autolink(rest).unwrap_or(1), autolink(rest).is_none().then(|| "\\<".to_owned())),
            '[' => (inline_link(rest).unwrap_or(1), inline_link(rest).is_none().then(|| "\\[".to_owned())),
            ']' => (1, Some("\\]".to_owned())),
            'h' if !in_word && url(rest) > 0 => (url(rest), Some(format!("<{}>", &rest[..url(rest)]))),
            _ => (c.len_utf8(), None),
        };
        let (taken, after) = rest.split_at(length);
        out.push_str(written.as_deref().unwrap_or(taken));
        in_word = taken.chars().next_back().is_some_and(char::is_alphanumeric);
        rest = after;
    }
    paragraph.clear();
}

/// A code span, or a backtick without a partner.
fn code(rest: &str, link: &impl Fn(&str) -> Option<String>) -> (usize, Option<String>) {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let mut from = ticks;
    while let Some(found) = rest[from..].find('`') {
        let start = from + found;
        let closing = rest[start..].len() - rest[start..].trim_start_matches('`').len();
        if closing == ticks {
            return (start + ticks, link(&rest[ticks..start]));
        }
        from = start + closing;
    }
    (ticks, Some("\\`".repeat(ticks)))
}

/// The length of `<https://…>`.
fn autolink(rest: &str) -> Option<usize> {
    let end = rest.find('>')?;
    (url(&rest[1..]) > 0 && !rest[..end].contains(char::is_whitespace)).then_some(end + 1)
}

/// The length of `[text](https://…)`.
fn inline_link(rest: &str) -> Option<usize> {
    let middle = rest.find("](")?;
    let end = middle + rest[middle..].find(')')?;
    let (text, target) = (&rest[1..middle], &rest[middle + 2..end]);
    let plain = !text.contains(['[', ']', '`', '<']) && !target.contains(char::is_whitespace);
    (plain && url(target) > 0).then_some(end + 1)
}

/// The length of the web address at the start; 0 when there is none.
fn url(rest: &str) -> usize {
    let Some(after) = rest.strip_prefix("https://").or_else(|| rest.strip_prefix("http://")) else { return 0 };
    let scheme = rest.len() - after.len();
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '[' | ']' | '(' | ')');
    let address = after.split(ends).next().unwrap_or_default();
    let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    if address.is_empty() { 0 } else { scheme + address.len() }
}

#[cfg(test)]
mod tests {
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
}
