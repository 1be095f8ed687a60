//! Writes documentation: the attributes, the links to operations and types, and descriptions from the spec made safe for
//! rustdoc: no broken links, no HTML, no code that rustdoc would run as a test.

use std::iter::repeat_n;

use syn::{Attribute, File, Item, parse_quote};

use super::tree;
use crate::generator::Fault;
use crate::spec::Spec;

/// The operations and types that a text may link to.
pub(super) struct Names {
    /// Each operation's id and the client's method.
    operations: Vec<(String, String)>,
    types: Vec<String>,
}

impl Names {
    pub(super) fn read(file: &mut File, spec: &Spec) -> Result<Self, Fault> {
        let methods = tree::methods(&mut file.items).filter(|(name, _)| name == "Client");
        let operations = methods.filter_map(|(_, method)| {
            let method = method.sig.ident.to_string();
            Some((spec.operation(&method)?.id.clone(), method))
        });
        let operations = operations.collect();
        let types = tree::module(file, &["types"])?.iter().filter_map(|item| match item {
            Item::Struct(item) => Some(item.ident.to_string()),
            Item::Enum(item) => Some(item.ident.to_string()),
            _ => None,
        });
        Ok(Self { operations, types: types.collect() })
    }

    /// Returns a description as the documentation of an item; `up` is the path from the item's module to the root.
    /// Inside `types` itself, the types need no path.
    pub(super) fn clean(&self, text: &str, up: &str) -> String {
        clean(text, |name| {
            if let Some((_, method)) = self.operations.iter().find(|(id, _)| id == name) {
                return Some(format!("[`{name}`]({up}Client::{method})"));
            }
            let known = self.types.iter().any(|known| known == name);
            known.then(|| if up == IN_TYPES { format!("[`{name}`]") } else { format!("[`{name}`]({up}types::{name})") })
        })
    }
}

/// The paths to the root from the modules `types`, `types::builder` and `builder`, and from the root itself.
pub(super) const IN_TYPES: &str = "super::";
pub(super) const IN_TYPES_BUILDER: &str = "super::super::";
pub(super) const IN_BUILDER: &str = "self::super::";
pub(super) const IN_ROOT: &str = "self::";

/// Returns a description without links.
pub(super) fn plain(text: &str) -> String {
    clean(text, |_| None)
}

/// Joins paragraphs, without the empty ones.
pub(super) fn paragraphs(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("\n\n")
}

/// Ends a text with a full stop, unless it ends with code.
pub(super) fn sentence(text: &str) -> String {
    let last = text.lines().next_back().unwrap_or_default().trim_start();
    let ends = text.ends_with(['.', '!', '?', ':', '。']) || last.starts_with("```") || last.starts_with("~~~");
    if text.is_empty() || ends { text.to_owned() } else { format!("{text}.") }
}

/// Returns a text with a capital at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// Returns whether an item is documented.
pub(super) fn documented(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("doc"))
}

/// Returns the documentation as one text.
pub(super) fn said(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    lines.map(|line| line.strip_prefix(' ').map(ToOwned::to_owned).unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// The beginning of the paragraph that names the source of a fact.
pub(super) const SOURCE: &str = "Source: ";

/// Adds a paragraph to a text. The paragraph with the source stays the last one: it is of no use to whoever uses the
/// item.
pub(super) fn with_paragraph(text: &str, paragraph: &str) -> String {
    match text.rsplit_once("\n\n") {
        Some((before, last)) if last.starts_with(SOURCE) => paragraphs(&[before, paragraph, last]),
        _ => paragraphs(&[text, paragraph]),
    }
}

/// Replaces the documentation.
pub(super) fn set(attributes: &mut Vec<Attribute>, text: &str) {
    attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    let lines = lines.map(|line| -> Attribute { parse_quote!(#[doc = #line]) });
    attributes.splice(0..0, lines);
}

/// Returns the description as rustdoc can take it. `link` returns the link for a name in backticks.
fn clean(text: &str, link: impl Fn(&str) -> Option<String>) -> String {
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
