//! The forms of the report.

use std::fmt::Write;

use serde_json::{Value, json};

use metastudio_voice_codegen::Source;

use super::change::{Change, Class, Flow, Part, Side};
use super::{Comparison, texts};
use crate::text::{Language, Text};

/// The number of operations that a line names before it only counts them.
const NAMED: usize = 3;

/// Renders the changes as text for people.
pub(super) fn text(comparison: &Comparison, colour: bool) -> String {
    let (mut text, places, language) = (String::new(), Places::of(comparison), comparison.language);
    for part in Part::ALL {
        let changes: Vec<&Change> = comparison.changes.iter().filter(|change| change.part == part).collect();
        let missing = if part == Part::Rust { comparison.not_compared.as_slice() } else { &[] };
        if changes.is_empty() && missing.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{}", part.title().in_language(language));
        for reason in missing {
            let _ = writeln!(text, "  {}", texts::PART_NOT_COMPARED.filled(language, &[("reason", reason)]));
        }
        for change in changes {
            let class = painted(change.class, colour);
            let _ = writeln!(text, "  {class} {}", printable(&change.sentence(language)));
            let mut details: Vec<String> =
                change.note.map(|note| note.in_language(language).to_owned()).into_iter().collect();
            details.extend(operations(change, language).as_deref().map(printable));
            let place = places.find(change).map(|(file, line, column)| format!("{file}:{line}:{column}"));
            let _ = match (place, details.is_empty()) {
                (Some(place), true) => writeln!(text, "            {place}"),
                (Some(place), false) => writeln!(text, "            {place}: {}", details.join("; ")),
                (None, true) => Ok(()),
                (None, false) => writeln!(text, "            {}", details.join("; ")),
            };
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{}", summary(comparison));
    let _ = writeln!(text, "{}", comparison.verdict.sentence(language));
    text
}

/// Renders the changes as an object for programs, in English. Its keys stay as they are; more may come.
pub(super) fn json(comparison: &Comparison) -> String {
    let places = Places::of(comparison);
    let changes: Vec<Value> = comparison.changes.iter().map(|change| change_as_json(&places, change)).collect();
    let verdict = &comparison.verdict;
    let value = json!({
        "old": {"file": comparison.old.path(), "version": verdict.old},
        "new": {"file": comparison.new.path(), "version": verdict.new},
        "class": verdict.worst.map(Class::name),
        "required_version": verdict.least,
        "version_is_right": verdict.is_honest,
        "not_compared": comparison.not_compared,
        "changes": changes,
    });
    format!("{value:#}\n")
}

fn change_as_json(places: &Places<'_>, change: &Change) -> Value {
    let place = places.find(change);
    json!({
        "part": change.part.name(),
        "class": change.class.name(),
        "rule": change.rule(),
        "subject": change.subject,
        "message": change.message(Language::En),
        "note": change.note.map(|note| note.en),
        "old": change.action.before(),
        "new": change.action.after(),
        "file": place.map(|(file, ..)| file),
        "line": place.map(|(_, line, _)| line),
        "column": place.map(|(.., column)| column),
        "pointer": change.spot.as_ref().map(|spot| &spot.pointer),
        "sent_by": change.operations(Flow::Sent),
        "read_by": change.operations(Flow::Read),
    })
}

/// Renders the changes as lists for a changelog, without places: they are true only for one commit.
pub(super) fn markdown(comparison: &Comparison) -> String {
    let language = comparison.language;
    let mut text = format!("## {}\n", comparison.verdict.new);
    for reason in &comparison.not_compared {
        let _ = writeln!(text, "\n{}", texts::RUST_NOT_COMPARED.filled(language, &[("reason", reason)]));
    }
    for (class, title) in [(Class::Breaking, texts::BREAKING), (Class::Additive, texts::ADDED_AND_CHANGED)] {
        for part in Part::ALL {
            let changes: Vec<&Change> =
                comparison.changes.iter().filter(|it| it.class == class && it.part == part).collect();
            if !changes.is_empty() {
                let (title, part) = (title.in_language(language), part.title().in_language(language));
                let section = texts::SECTION.filled(language, &[("title", &title), ("part", &part)]);
                let _ = writeln!(text, "\n### {section}\n");
            }
            for change in changes {
                let note = change.note.map_or_else(String::new, |note| match language {
                    Language::En => format!(" ({})", note.en),
                    Language::Zh => format!("（{}）", note.zh),
                });
                let end = if language == Language::En { "." } else { "。" };
                let _ = writeln!(text, "- {}{note}{end}", printable(&change.sentence(language)));
            }
        }
    }
    let of_docs = comparison.changes.iter().filter(|change| change.class == Class::Docs).count();
    match (of_docs, comparison.changes.len()) {
        (_, 0) => drop(writeln!(text, "\n{}", texts::NOTHING_CHANGED.in_language(language))),
        (0, _) => {}
        (1, _) => drop(writeln!(text, "\n{}", texts::ONE_TEXT_CHANGED.in_language(language))),
        (count, _) => drop(writeln!(text, "\n{}", texts::TEXTS_CHANGED.filled(language, &[("count", &count)]))),
    }
    text
}

/// Returns a text without control characters: names of the spec may have some, and a terminal would obey them.
fn printable(text: &str) -> String {
    text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect()
}

/// Returns one line with the number of changes of each class.
fn summary(comparison: &Comparison) -> String {
    let count = |class| comparison.changes.iter().filter(|change| change.class == class).count();
    let (breaking, additive, docs) = (count(Class::Breaking), count(Class::Additive), count(Class::Docs));
    let (old, new) = (comparison.old.path(), comparison.new.path());
    let text = if comparison.changes.is_empty() { texts::NO_CHANGES } else { texts::CHANGES };
    let values: [(&str, &dyn std::fmt::Display); 5] =
        [("old", &old), ("new", &new), ("breaking", &breaking), ("additive", &additive), ("docs", &docs)];
    text.filled(comparison.language, &values)
}

/// The places of changes in both texts. The beginnings of all lines are noted once: there may be many changes.
struct Places<'c> {
    old: (&'c Source, Vec<usize>),
    new: (&'c Source, Vec<usize>),
}

impl<'c> Places<'c> {
    fn of(comparison: &'c Comparison) -> Self {
        let lines = |source: &'c Source| {
            let ends = source.text().match_indices('\n').map(|(at, _)| at + 1);
            (source, std::iter::once(0).chain(ends).collect())
        };
        Self { old: lines(&comparison.old), new: lines(&comparison.new) }
    }

    /// Returns the file, the line and the column of a change.
    fn find(&self, change: &Change) -> Option<(&'c str, usize, usize)> {
        let spot = change.spot.as_ref()?;
        let (source, starts) = if spot.side == Side::Old { &self.old } else { &self.new };
        let line = starts.partition_point(|start| *start <= spot.byte);
        let start = *starts.get(line.checked_sub(1)?)?;
        let column = source.text().get(start..spot.byte).map_or(0, |before| before.chars().count()) + 1;
        Some((source.path(), line, column))
    }
}

/// Returns who sends and who reads what has changed.
fn operations(change: &Change, language: Language) -> Option<String> {
    let listed = |few: Text, many: Text, flow: Flow| {
        let names = change.operations(flow);
        match names.len() {
            0 => None,
            count if count > NAMED => Some(many.filled(language, &[("count", &count)])),
            _ => Some(few.filled(language, &[("names", &names.join(", "))])),
        }
    };
    let sent = listed(texts::SENT, texts::SENT_BY_MANY, Flow::Sent);
    let read = listed(texts::READ, texts::READ_BY_MANY, Flow::Read);
    let both: Vec<String> = [sent, read].into_iter().flatten().collect();
    (!both.is_empty()).then(|| both.join(", "))
}

fn painted(class: Class, colour: bool) -> String {
    let name = format!("{:8}", class.name());
    let code = match class {
        Class::Breaking => "1;31",
        Class::Additive => "32",
        Class::Docs => "2",
    };
    if colour { format!("\u{1b}[{code}m{name}\u{1b}[0m") } else { name }
}
