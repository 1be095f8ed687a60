//! Findings as the diagnostics of the protocol.

use lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, PublishDiagnosticsParams,
};
use metastudio_voice_codegen::Report;

use super::file::File;
use super::text::Text;
use super::texts;

/// The name that editors show beside each diagnostic.
pub(super) const NAME: &str = "metastudio-voice";

/// Returns the diagnostics of a file as of its last check.
pub(super) fn publish(file: &File) -> PublishDiagnosticsParams {
    let diagnostics = match file.report() {
        Some(report) => report.findings().iter().map(|finding| diagnostic(finding, report, file)).collect(),
        None if file.is_too_large_spec() => vec![too_large()],
        None => Vec::new(),
    };
    PublishDiagnosticsParams::new(file.uri.clone(), diagnostics, Some(file.version))
}

/// Returns a finding as a diagnostic.
pub(super) fn diagnostic(finding: &metastudio_voice_codegen::Diagnostic, report: &Report, file: &File) -> Diagnostic {
    let parts = [
        finding.help().map(|help| texts::HELP.with(&[("help", &help)])),
        finding.note().map(|note| texts::NOTE.with(&[("note", &note)])),
        finding.allowed().map(|reason| texts::ALLOWED.with(&[("reason", &reason)])),
    ];
    let message = std::iter::once(finding.message().to_owned()).chain(parts.into_iter().flatten());
    let related = finding.related().map(|(span, label)| {
        let location = Location::new(file.uri.clone(), file.text.range(&span));
        vec![DiagnosticRelatedInformation { location, message: label.to_owned() }]
    });
    Diagnostic {
        range: range(finding, &file.text),
        severity: Some(match () {
            () if finding.allowed().is_some() => DiagnosticSeverity::INFORMATION,
            () if report.is_error(finding) => DiagnosticSeverity::ERROR,
            () => DiagnosticSeverity::WARNING,
        }),
        code: Some(NumberOrString::String(finding.code().id.to_owned())),
        source: Some(NAME.to_owned()),
        message: message.collect::<Vec<_>>().join("\n"),
        related_information: related,
        ..Diagnostic::default()
    }
}

/// Returns the range of a finding: its part in its first line, and at least one character if the line has one.
pub(super) fn range(finding: &metastudio_voice_codegen::Diagnostic, text: &Text) -> lsp_types::Range {
    let span = finding.span().unwrap_or_default();
    let line = text.line(span.start);
    let end = span.end.clamp(span.start, line.end.max(span.start));
    let next = text.as_str().get(span.start..line.end).and_then(|rest| rest.chars().next());
    text.range(&(span.start..end.max(span.start + next.map_or(0, char::len_utf8))))
}

fn too_large() -> Diagnostic {
    Diagnostic {
        severity: Some(DiagnosticSeverity::WARNING),
        source: Some(NAME.to_owned()),
        message: texts::TOO_LARGE.to_string(),
        ..Diagnostic::default()
    }
}
