//! The findings, with links to their places in the plots.

use std::fmt::Write;

use metastudio_voice::audio::TimeRange;
use metastudio_voice::training::preflight::{Finding, Severity};

use super::escape;
use crate::preflight::catalogue::explain;
use crate::preflight::texts;
use crate::terminal::cell_text;
use crate::text::Language;

/// Returns the id of a finding.
pub(super) fn id(finding: usize) -> String {
    format!("finding-{finding}")
}

/// Returns the id of a place of a finding.
pub(super) fn place_id(finding: usize, place: usize) -> String {
    format!("finding-{finding}-at-{place}")
}

/// Returns the title of a finding: its check in a few words, or its code.
pub(super) fn title(finding: &Finding) -> String {
    match explain(&finding.check) {
        Some(explanation) => explanation.title.get().to_owned(),
        None => escape(&cell_text(finding.check.code())).to_string(),
    }
}

/// Returns the label of a finding in a plot.
pub(super) fn label(finding: &Finding) -> String {
    match explain(&finding.check) {
        Some(explanation) => explanation.label.get().to_owned(),
        None => escape(&cell_text(finding.check.code())).to_string(),
    }
}

/// Returns whether the finding is a refusal, as the class of its element.
pub(super) fn class(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::Refusal => "refusal",
        _ => "advice",
    }
}

/// Writes a list of findings: refusals first, then in the order of the harm to a voice.
pub(super) fn list(page: &mut String, findings: &[(usize, &Finding)], names_files: bool) {
    let mut findings = findings.to_vec();
    findings.sort_by_key(|(_, finding)| {
        let area = explain(&finding.check).map(|explanation| explanation.area);
        (finding.severity != Severity::Refusal, area.is_none(), area)
    });
    page.push_str("<ul class=\"findings\">\n");
    for (n, finding) in findings {
        // Writing to a string does not fail.
        let _ = write!(page, "<li id=\"{}\" class=\"{}\"><h3>", id(n), class(finding));
        if let Some(file) = finding.file.as_deref().filter(|_| names_files) {
            let _ = write!(page, "<span class=\"file\">{}</span> ", escape(&cell_text(file)));
        }
        let _ = writeln!(page, "{}</h3>", title(finding));
        values(page, finding);
        let explanation = explain(&finding.check);
        if explanation.is_none_or(|explanation| explanation.needs_message) {
            let _ = writeln!(page, "<p lang=\"en\" class=\"message\">{}</p>", escape(&cell_text(&finding.message)));
        }
        if let Some(explanation) = explanation {
            let _ = writeln!(page, "<p>{}</p>", explanation.remedy.get());
        }
        places(page, n, finding);
        page.push_str("</li>\n");
    }
    page.push_str("</ul>\n");
}

fn values(page: &mut String, finding: &Finding) {
    let Some(measured) = &finding.measured else { return };
    let _ = write!(page, "<p class=\"values\">{} <b>{}</b>", texts::MEASURED.get(), escape(&cell_text(measured)));
    // The expected values have words, which are English; the explanation in Chinese has them, too.
    if let (Language::En, Some(expected)) = (Language::current(), &finding.expected) {
        let _ = write!(page, ", {} <b>{}</b>", texts::ADVISED.en, escape(&cell_text(expected)));
    }
    page.push_str("</p>\n");
}

fn places(page: &mut String, n: usize, finding: &Finding) {
    if finding.at.is_empty() {
        return;
    }
    let _ = write!(page, "<p class=\"places\">{}", texts::PLACES.get());
    for (place, at) in finding.at.iter().enumerate() {
        let _ = write!(page, " <a href=\"#{}\">{}</a>", place_id(n, place), range(*at));
    }
    if finding.at_left_out > 0 {
        let left_out = finding.at_left_out;
        let _ = match Language::current() {
            Language::En => write!(page, " and {left_out} more that are not as bad"),
            Language::Zh => write!(page, " 另有 {left_out} 处较轻，未列出"),
        };
    }
    page.push_str("</p>\n");
}

/// Returns a range with the dash of its kind.
pub(super) fn range(at: TimeRange) -> String {
    at.to_string().replace('-', "\u{2013}")
}
