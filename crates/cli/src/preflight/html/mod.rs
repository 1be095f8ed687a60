//! The report as one HTML file: no script, and nothing from a network.

mod axis;
mod place;
mod plot;
mod recording;

use std::fmt::{Display, Write};

use metastudio_voice::training::preflight::{Finding, Report, Severity};

use super::catalogue::{Area, explain};
use super::text::{findings_of, other_findings};
use super::texts;
use crate::terminal::cell_text;
use crate::text::{Language, Text};

/// Writes a report, whose recordings have profiles, as a page.
pub(super) fn page(report: &Report) -> Result<String, String> {
    let text = |text: Text| text.get();
    let mut page = String::new();
    let title = match &*report.files {
        [file] => format!("{} – {}", text(texts::TITLE), escape(&cell_text(&file.name))),
        _ => text(texts::TITLE).to_owned(),
    };
    // Writing to a string does not fail.
    let _ = writeln!(
        page,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>\n{}</style>\n</head>\n\
         <body>\n<main>\n<h1>{}</h1>",
        if Language::current() == Language::Zh { "zh-CN" } else { "en" },
        include_str!("style.css"),
        text(texts::TITLE)
    );
    let rest = other_findings(report);
    if report.files.len() > 1 {
        contents(&mut page, report);
    }
    if !rest.is_empty() {
        if !report.files.is_empty() {
            let _ = writeln!(page, "<h2>{}</h2>", text(texts::OTHER));
        }
        place::list(&mut page, &rest, true);
    }
    for (n, file) in report.files.iter().enumerate() {
        recording::section(&mut page, n, file, &findings_of(report, file))?;
    }
    let _ = writeln!(page, "<footer>\n<p>{}</p>\n<p>{}</p>\n</footer>\n</main>", text(texts::ABOUT), text(texts::DATA));
    let _ = writeln!(page, "<script type=\"application/json\" id=\"report\">{}</script>", data(report)?);
    page.push_str("</body>\n</html>\n");
    Ok(page)
}

/// Writes the table of all recordings.
fn contents(page: &mut String, report: &Report) {
    let text = |text: Text| text.get();
    let [file, length, result] = [texts::FILE, texts::LENGTH, texts::RESULT].map(text);
    let _ = writeln!(page, "<table class=\"files\">\n<tr><th>{file}</th><th>{length}</th><th>{result}</th></tr>");
    for (n, file) in report.files.iter().enumerate() {
        let verdict = Verdict::of(&findings_of(report, file));
        let _ = writeln!(
            page,
            "<tr><td><a href=\"#recording-{n}\">{}</a></td><td>{}</td><td class=\"{}\">{}</td></tr>",
            escape(&cell_text(&file.name)),
            recording::length(file.recording.duration),
            verdict.class(),
            verdict.short()
        );
    }
    page.push_str("</table>\n");
}

/// The report as JSON for an element of the page, without the profiles, which the plots show.
fn data(report: &Report) -> Result<String, String> {
    let mut report = report.clone();
    report.files.iter_mut().for_each(|file| file.profile = None);
    let json = serde_json::to_string(&report).map_err(|error| format!("cannot write the report as JSON: {error}"))?;
    // No text can end the element, begin a comment in it, or turn round the text after it.
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<' | '>' | '&' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                let _ = write!(escaped, "\\u{:04x}", u32::from(character));
            }
            other => escaped.push(other),
        }
    }
    Ok(escaped)
}

/// The judgement of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Refused,
    /// The sound has a fault, which a voice would learn.
    Improve,
    /// Only pauses, length or format differ from the advice.
    Usable,
    Good,
}

impl Verdict {
    fn of(findings: &[(usize, &Finding)]) -> Self {
        if findings.iter().any(|(_, finding)| finding.severity == Severity::Refusal) {
            return Self::Refused;
        }
        let areas = findings.iter().filter_map(|(_, finding)| Some(explain(&finding.check)?.area));
        match areas.min() {
            Some(Area::File | Area::Sound) => Self::Improve,
            _ if findings.is_empty() => Self::Good,
            _ => Self::Usable,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Improve => "improve",
            Self::Usable => "usable",
            Self::Good => "good",
        }
    }

    fn short(self) -> &'static str {
        let text = match self {
            Self::Refused => Text { en: "cannot be used", zh: "不可用" },
            Self::Improve => Text { en: "improve the sound first", zh: "请先改进声音" },
            Self::Usable => Text { en: "sounds good, with advice", zh: "声音良好，有建议" },
            Self::Good => Text { en: "good", zh: "良好" },
        };
        text.get()
    }

    fn sentence(self) -> &'static str {
        let text = match self {
            Self::Refused => {
                Text { en: "This recording cannot be used for a training.", zh: "此录音不能用于训练。" }
            }
            Self::Improve => Text {
                en: "The sound has faults that a voice would learn. Improve them before a training credit is spent.",
                zh: "声音存在会被音色学到的问题，请在使用训练额度之前改进。",
            },
            Self::Usable => Text {
                en: "The sound has no fault. The points below would make the voice better.",
                zh: "声音没有问题。改进以下各点可以提升音色效果。",
            },
            Self::Good => Text {
                en: "The recording follows all advice: nothing needs to be improved.",
                zh: "录音符合全部建议，无需改进。",
            },
        };
        text.get()
    }
}

/// Escapes a text for HTML and SVG, also in attributes.
fn escape(text: &str) -> Escaped<'_> {
    Escaped(text)
}

struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for character in self.0.chars() {
            match character {
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '&' => f.write_str("&amp;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                // A change of the direction of writing would turn round the text after it.
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => f.write_char('\u{fffd}')?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}
