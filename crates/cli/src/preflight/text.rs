//! The report as lines: each recording with its measurement and its findings.

use metastudio_voice::training::preflight::{FileReport, Finding, Report, Severity};

use super::catalogue::{Explanation, explain};
use super::texts;
use crate::terminal::cell_text;
use crate::text::Language;

/// The number of places in a line.
const SHOWN: usize = 3;

/// Returns the findings about a file of a report, with their numbers in it. What is about no file is about the only one.
pub(super) fn findings_of<'a>(report: &'a Report, file: &FileReport) -> Vec<(usize, &'a Finding)> {
    let is_only = report.files.len() == 1;
    let findings = report.findings.iter().enumerate();
    let is_about = |finding: &Finding| match &finding.file {
        Some(name) => *name == file.name,
        None => is_only,
    };
    findings.filter(|(_, finding)| is_about(finding)).collect()
}

/// Returns the findings that are about none of the files of a report.
pub(super) fn other_findings(report: &Report) -> Vec<(usize, &Finding)> {
    let of_files: Vec<usize> = report.files.iter().flat_map(|file| findings_of(report, file)).map(|(n, _)| n).collect();
    report.findings.iter().enumerate().filter(|(n, _)| !of_files.contains(n)).collect()
}

/// Returns a report as lines.
pub(super) fn lines(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    for file in &report.files {
        lines.push(format!("{}: {}", cell_text(&file.name), file.recording));
        lines.extend(file.measurement.as_ref().map(|measurement| format!("  {measurement}")));
        let findings = findings_of(report, file);
        lines.extend(findings.iter().map(|(_, finding)| format!("  {}", line(finding))));
        if findings.is_empty() {
            lines.push(format!("  {}", texts::NOTHING));
        }
    }
    lines.extend(other_findings(report).iter().map(|(_, finding)| line(finding)));
    lines
}

fn line(finding: &Finding) -> String {
    let kind = if finding.severity == Severity::Refusal { texts::REFUSED } else { texts::ADVICE };
    let explanation = explain(&finding.check).filter(|explanation| !explanation.needs_message);
    match (Language::current(), explanation) {
        (Language::Zh, Some(explanation)) => format!("{kind}：{}", in_chinese(finding, &explanation)),
        // The library's message.
        _ => format!("{kind}: {finding}"),
    }
}

fn in_chinese(finding: &Finding, explanation: &Explanation) -> String {
    let mut line = explanation.title.zh.to_owned();
    if let Some(measured) = &finding.measured {
        line += &format!("（实测 {}）", cell_text(measured));
    }
    line += "。";
    line += explanation.remedy.zh;
    let shown: Vec<String> = finding.at.iter().take(SHOWN).map(ToString::to_string).collect();
    let more = (finding.at.len() - shown.len()) as u64 + finding.at_left_out;
    if !shown.is_empty() {
        line += &format!("位置：{}", shown.join("、"));
        if more > 0 {
            line += &format!("，另有 {more} 处");
        }
    }
    line
}
