//! Finds the mistake behind a text that is not YAML. The parser stops where it can no longer go on; the mistake is often
//! before that. A mistake counts as found if the text can be parsed further once it is mended.

use std::ops::Range;

use saphyr_parser::{Event, Parser};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::fix::{Plan, single_quoted};

/// The number of lines before the place where the parser gave up that are searched.
const BEFORE: usize = 3;
/// The widths that editors show a tab with.
const TABS: [usize; 3] = [2, 4, 8];
/// The greatest size of a text, in bytes, that is parsed again to find the mistake.
const LARGEST: usize = 4 << 20;

/// Reports each conflict that a merge has left in the text.
pub(super) fn conflicts(text: &str, findings: &mut Vec<Diagnostic>) -> bool {
    let before = findings.len();
    let mut open: Option<Range<usize>> = None;
    for line in lines(text) {
        let content = text.get(line.clone()).unwrap_or_default();
        let is = |mark: &str| {
            content.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\r']))
        };
        if is("<<<<<<<") {
            open = Some(line);
        } else if is(">>>>>>>")
            && let Some(start) = open.take()
        {
            let finding = Diagnostic::new(&codes::SYNTAX, start, "#", "a merge has left a conflict here");
            findings.push(
                finding
                    .with_related(line, "the conflict ends here")
                    .with_help("keep one of the two sides, or both, and remove the three lines with `<<<<<<<`, `=======` and `>>>>>>>`"),
            );
        }
    }
    findings.len() > before
}

/// Returns the ranges of the lines, without their line ends.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + use<'_> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let range = start..start + line.trim_end_matches('\r').len();
        start += line.len() + 1;
        range
    })
}

/// A line with the mistake.
struct Line<'t> {
    start: usize,
    text: &'t str,
}

/// A way to mend a line.
struct Mended {
    /// The part of the line that is replaced, in bytes of the text, and what with.
    edit: (Range<usize>, String),
    message: &'static str,
    help: String,
    /// Whether nothing else can be meant, if the whole text can be parsed then.
    certain: bool,
}

/// Returns a finding about the mistake, if it is a known one. The parser has given up at this byte.
pub(super) fn find(text: &str, at: usize) -> Option<Diagnostic> {
    if text.len() > LARGEST {
        return None;
    }
    let all: Vec<Range<usize>> = lines(text).collect();
    let last = all.iter().rposition(|line| line.start <= at).unwrap_or_default();
    if let Some(finding) = tabs(text, &all, last) {
        return Some(finding);
    }
    let nearest = (last.saturating_sub(BEFORE)..=last).rev().filter_map(|number| all.get(number));
    let nearest: Vec<Line<'_>> =
        nearest.filter_map(|line| Some(Line { start: line.start, text: text.get(line.clone())? })).collect();
    let mend: [fn(&Line<'_>) -> Option<Mended>; 11] =
        [marker, comment, extra, unquoted_reference, other_space, comma, closed, quoted, spaced, dashed, colon];
    // Each way is tried in each of the lines, because a later one would also mend what an earlier one explains.
    for way in mend {
        for mended in nearest.iter().filter_map(way) {
            if let Some(finding) = accepted(text, at, mended) {
                return Some(finding);
            }
        }
    }
    indented(text, &all, last, at)
}

/// Returns the finding if the text can be parsed further with the change.
fn accepted(text: &str, at: usize, mended: Mended) -> Option<Diagnostic> {
    let Mended { edit: (range, new), message, help, certain } = mended;
    let mut changed = text.to_owned();
    changed.replace_range(range.clone(), &new);
    let whole = match error(&changed) {
        None => true,
        // The place after the change.
        Some(next) if next + range.len() > at + new.len() + 1 => false,
        Some(_) => return None,
    };
    let finding = Diagnostic::new(&codes::SYNTAX, shown(text, &range), "#", format!("invalid YAML: {message}"));
    let plan = Plan::new(help.clone()).yaml(range, new).certain(certain && whole);
    Some(finding.with_help(help).with_plan(plan))
}

/// Returns the place to show for a change: what it replaces, or the character before an insertion.
fn shown(text: &str, range: &Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    match (range.is_empty(), before) {
        (true, Some(before)) if before != '\n' => range.start - before.len_utf8()..range.start,
        _ => range.clone(),
    }
}

/// Returns the byte at which the parser gives up, if it does.
fn error(text: &str) -> Option<usize> {
    events(text).err()
}

/// Returns the content of a text as the parser sees it, or the byte at which it gives up.
fn events(text: &str) -> Result<Vec<String>, usize> {
    let mut events = Vec::new();
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::StreamEnd, _)) => break,
            Ok((event, _)) => events.push(format!("{event:?}")),
            Err(error) => {
                let at = error.marker().index();
                return Err(text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte));
            }
        }
    }
    Ok(events)
}

/// Reports tabs in the indentation, or between a key and its value.
fn tabs(text: &str, all: &[Range<usize>], last: usize) -> Option<Diagnostic> {
    let lead = |line: &Range<usize>| {
        let content = text.get(line.clone()).unwrap_or_default();
        let length = content.len() - content.trim_start_matches([' ', '\t']).len();
        content.get(..length).is_some_and(|lead| lead.contains('\t')).then_some(line.start..line.start + length)
    };
    let near = all.get(last.saturating_sub(BEFORE)..(last + 2).min(all.len()))?;
    if let Some(first) = near.iter().find_map(lead) {
        let message = "invalid YAML: the indentation has a tab";
        let finding = Diagnostic::new(&codes::SYNTAX, first.clone(), "#", message)
            .with_help("replace each tab with spaces; YAML is indented with spaces only");
        let with = |width: usize| {
            let spaces = " ".repeat(width);
            let edits = all.iter().filter_map(lead);
            edits
                .map(|lead| (lead.clone(), text.get(lead).unwrap_or_default().replace('\t', &spaces)))
                .collect::<Vec<_>>()
        };
        let parsed: Vec<(usize, Vec<String>)> = TABS
            .into_iter()
            .filter_map(|width| {
                let mut changed = text.to_owned();
                with(width).into_iter().rev().for_each(|(range, new)| changed.replace_range(range, &new));
                Some((width, events(&changed).ok()?))
            })
            .collect();
        let Some((width, content)) = parsed.first() else { return Some(finding) };
        let alike = parsed.iter().all(|(_, other)| other == content);
        let plan = Plan::new("replace the tabs with spaces").certain(alike);
        let plan = with(*width).into_iter().fold(plan, |plan, (range, new)| plan.yaml(range, new));
        return Some(finding.with_plan(plan));
    }
    let line = near.iter().rev().find(|line| text.get((*line).clone()).is_some_and(|line| line.contains(":\t")))?;
    let start = line.start + text.get(line.clone())?.find(":\t")? + 1;
    let rest = text.get(start..line.end)?;
    let length = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let finding = Diagnostic::new(&codes::SYNTAX, start..start + 1, "#", "invalid YAML: a tab after the colon");
    let plan = Plan::new("replace the tab with a space").yaml(start..start + length, " ").certain(true);
    Some(finding.with_help("replace the tab with a space").with_plan(plan))
}

/// Quotes a reference that YAML reads as a comment, within braces.
fn unquoted_reference(line: &Line<'_>) -> Option<Mended> {
    let at = line.text.find(": #/")? + 2;
    let rest = line.text.get(at..)?;
    let length = rest.find([' ', ',', '}', ']']).unwrap_or(rest.len());
    let target = rest.get(..length)?;
    Some(Mended {
        edit: (line.start + at..line.start + at + length, format!("'{target}'")),
        message: "`#` without quotes begins a comment",
        help: format!("put it in quotes: `'{target}'`"),
        certain: true,
    })
}

/// The parts of a line: before the key, the key, and the value without a comment.
fn parts<'t>(line: &Line<'t>) -> Option<(usize, &'t str, &'t str)> {
    let content = line.text.trim_start_matches([' ', '-']);
    let lead = line.text.len() - content.len();
    let (key, value) = content.split_once(": ")?;
    let start = lead + key.len() + 2;
    let skipped = value.len() - value.trim_start().len();
    let value = value.trim();
    let value =
        if value.starts_with(['\'', '"']) { value } else { value.split(" #").next().unwrap_or(value).trim_end() };
    (!value.is_empty()).then_some((line.start + start + skipped, key, value))
}

/// Turns a comment of another language into one of YAML.
fn comment(line: &Line<'_>) -> Option<Mended> {
    let lead = line.text.len() - line.text.trim_start_matches(' ').len();
    line.text.get(lead..)?.strip_prefix("//")?;
    Some(Mended {
        edit: (line.start + lead..line.start + lead + 2, "#".to_owned()),
        message: "`//` begins no comment",
        help: "write `#` in place of `//`".to_owned(),
        certain: true,
    })
}

/// Removes a bracket or a brace that closes nothing.
fn extra(line: &Line<'_>) -> Option<Mended> {
    let (start, _, value) = parts(line)?;
    let (open, close) = match value.chars().next()? {
        '[' => ('[', ']'),
        '{' => ('{', '}'),
        _ => return None,
    };
    let bare = value.strip_suffix(close)?;
    if bare.matches(close).count() < bare.matches(open).count() {
        return None;
    }
    let at = start + bare.len();
    Some(Mended {
        edit: (at..at + 1, String::new()),
        message: "a bracket or brace closes nothing",
        help: format!("remove the last `{close}`"),
        certain: false,
    })
}

/// Closes a bracket or a brace.
fn closed(line: &Line<'_>) -> Option<Mended> {
    let (start, _, value) = parts(line)?;
    let close = match value.chars().next()? {
        '[' => ']',
        '{' => '}',
        _ => return None,
    };
    if value.contains(close) {
        return None;
    }
    let end = start + value.len();
    let message = if close == ']' { "the bracket is not closed" } else { "the brace is not closed" };
    Some(Mended {
        edit: (end..end, close.to_string()),
        message,
        help: format!("add `{close}` at the end: `{value}{close}`"),
        certain: false,
    })
}

/// Puts a value in quotes that cannot stand without them, or whose quotes are wrong.
fn quoted(line: &Line<'_>) -> Option<Mended> {
    let (start, _, value) = parts(line)?;
    let first = value.chars().next()?;
    let (message, inner): (_, String) = match first {
        '\'' | '"' => {
            let inner = value.strip_prefix(first)?;
            match inner.strip_suffix(first) {
                Some(inner) if first == '\'' => ("a quote within quotes ends the text", inner.replace("''", "'")),
                Some(inner) => ("within double quotes, a quote and a backslash need a backslash", inner.to_owned()),
                None if inner.contains(first) => ("the text goes on after its quotes", value.to_owned()),
                None => ("the quote is not closed", inner.to_owned()),
            }
        }
        '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' | ',' | ']' | '}' => {
            ("a text that begins with this character needs quotes", value.to_owned())
        }
        '[' | '{' if value.ends_with([']', '}']) => return None,
        '[' | '{' => ("a text that begins with a bracket or a brace needs quotes", value.to_owned()),
        _ if value.contains(": ") || value.ends_with(':') => ("a text with `: ` needs quotes", value.to_owned()),
        _ => return None,
    };
    let new = single_quoted(&inner);
    let shown = if new.chars().count() <= 60 {
        format!("put the text in quotes: `{new}`")
    } else {
        "put the text in quotes".to_owned()
    };
    Some(Mended {
        edit: (start..start + value.len(), new),
        message,
        help: shown,
        certain: !matches!(first, '[' | '{' | '*' | '&' | '!' | '"' | '\'') && !value.contains("  "),
    })
}

/// Returns the length of the word that a line begins with, if it can be a key.
fn word(content: &str) -> Option<usize> {
    let length =
        content.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$'))).unwrap_or(content.len());
    (length > 0).then_some(length)
}

/// Adds the space after a colon.
fn spaced(line: &Line<'_>) -> Option<Mended> {
    let content = line.text.trim_start_matches([' ', '-']);
    let at = line.text.len() - content.len() + word(content)?;
    let rest = line.text.get(at..)?.strip_prefix(':')?;
    if rest.is_empty() || rest.starts_with([' ', '/']) {
        return None;
    }
    let at = line.start + at + 1;
    Some(Mended {
        edit: (at..at, " ".to_owned()),
        message: "there is no space after the colon",
        help: "add a space after the colon".to_owned(),
        certain: true,
    })
}

/// Adds the colon after a key.
fn colon(line: &Line<'_>) -> Option<Mended> {
    let content = line.text.trim_start_matches([' ', '-']);
    let length = word(content)?;
    let at = line.text.len() - content.len() + length;
    let rest = line.text.get(at..)?;
    if !rest.is_empty() && !rest.starts_with(' ') || rest.contains(": ") {
        return None;
    }
    let key = content.get(..length)?;
    let at = line.start + at;
    Some(Mended {
        edit: (at..at, ":".to_owned()),
        message: "there is no colon after the key",
        help: format!("add a colon: `{key}:`; a text of several lines is indented further than its key"),
        certain: false,
    })
}

/// Adds the space after a dash.
fn dashed(line: &Line<'_>) -> Option<Mended> {
    let content = line.text.trim_start_matches(' ');
    let rest = content.strip_prefix('-')?;
    if rest.is_empty() || rest.starts_with([' ', '-']) || rest.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let at = line.start + line.text.len() - rest.len();
    Some(Mended {
        edit: (at..at, " ".to_owned()),
        message: "there is no space after the dash",
        help: "add a space after the dash".to_owned(),
        certain: true,
    })
}

/// Removes a line that a merge has left.
fn marker(line: &Line<'_>) -> Option<Mended> {
    let is = |mark: &str| line.text.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if !["<<<<<<<", "|||||||", "=======", ">>>>>>>"].into_iter().any(is) {
        return None;
    }
    Some(Mended {
        edit: (line.start..line.start + line.text.len(), String::new()),
        message: "a merge has left this line",
        help: "remove it, and look for what else the merge has left around it".to_owned(),
        certain: false,
    })
}

/// Removes a comma at the end of a line, as it is in JSON.
fn comma(line: &Line<'_>) -> Option<Mended> {
    let (start, _, value) = parts(line)?;
    let bare = value.strip_suffix(',').filter(|bare| bare.ends_with(['}', ']', '"', '\'']))?;
    let at = start + bare.len();
    Some(Mended {
        edit: (at..at + 1, String::new()),
        message: "there is a comma at the end of the line",
        help: "remove the comma; entries on lines of their own have none between them".to_owned(),
        certain: true,
    })
}

/// Replaces a space of another kind after a colon, or several in the indentation.
fn other_space(line: &Line<'_>) -> Option<Mended> {
    let found = line.text.char_indices().find(|(at, character)| {
        character.is_whitespace()
            && !character.is_ascii()
            && line.text.get(..*at).is_some_and(|before| before.ends_with(':'))
    });
    let Some((at, character)) = found else { return plain_space(line) };
    let at = line.start + at;
    Some(Mended {
        edit: (at..at + character.len_utf8(), " ".to_owned()),
        message: "the space after the colon is of another kind, such as a non-breaking one",
        help: "replace it with a plain space".to_owned(),
        certain: true,
    })
}

/// Replaces spaces of other kinds in the indentation.
fn plain_space(line: &Line<'_>) -> Option<Mended> {
    let length = line.text.len() - line.text.trim_start().len();
    let lead = line.text.get(..length)?;
    if lead.bytes().all(|byte| byte == b' ') {
        return None;
    }
    Some(Mended {
        edit: (line.start..line.start + length, " ".repeat(lead.chars().count())),
        message: "the indentation has a space of another kind, such as a non-breaking one",
        help: "replace it with plain spaces".to_owned(),
        certain: true,
    })
}

/// Gives a line the indentation of the one before or after it.
fn indented(text: &str, all: &[Range<usize>], last: usize, at: usize) -> Option<Diagnostic> {
    let indent = |number: usize| {
        let content = text.get(all.get(number)?.clone())?;
        let bare = content.trim_start_matches(' ');
        (!bare.trim().is_empty() && !bare.starts_with('#')).then_some(content.len() - bare.len())
    };
    let own = indent(last)?;
    let before = (0..last).rev().find_map(|number| Some((number, indent(number)?)));
    let after = (last + 1..all.len()).find_map(|number| Some((number, indent(number)?)));
    let start = all.get(last)?.start;
    for (number, wanted) in before.into_iter().chain(after).filter(|(_, wanted)| *wanted != own) {
        let mended = Mended {
            edit: (start..start + own, " ".repeat(wanted)),
            message: "the indentation of this line does not fit",
            help: format!("indent it by {wanted} spaces, like line {}", number + 1),
            certain: false,
        };
        if let Some(mut finding) = accepted(text, at, mended) {
            let first = text.get(start + own..).and_then(|content| content.chars().next());
            finding.span = Some(start + own..start + own + first.map_or(0, char::len_utf8));
            return Some(finding);
        }
    }
    None
}
