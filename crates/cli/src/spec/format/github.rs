//! Findings as commands of GitHub Actions, which shows them beside the lines of a pull request.

use metastudio_voice_codegen::{Diagnostic, Report};

/// Returns a command for each finding, followed by the line that counts them.
pub(crate) fn text(report: &Report) -> String {
    let mut text: String = report.findings().iter().map(|finding| command(report, finding)).collect();
    text += &escaped(&report.summary(), false);
    text.push('\n');
    text
}

fn command(report: &Report, finding: &Diagnostic) -> String {
    let level = match finding.allowed() {
        Some(_) => "notice",
        None if report.is_error(finding) => "error",
        None => "warning",
    };
    let mut properties = vec![("file", report.source().path().to_owned())];
    if let Some((place, span)) = finding.place().zip(finding.span()) {
        let end = report.source().place(span.end);
        properties.extend([("line", place.line.to_string()), ("endLine", end.line.to_string())]);
        // With several lines, the columns would be refused.
        if end.line == place.line {
            properties.extend([("col", place.column.to_string()), ("endColumn", end.column.to_string())]);
        }
    }
    properties.push(("title", format!("{}: {}", finding.code(), finding.code().title)));
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", escaped(value, true))).collect();
    let more = [
        ("at", Some(finding.pointer())),
        ("help", finding.help()),
        ("note", finding.note()),
        ("allowed by x-allow", finding.allowed()),
    ];
    let more = more.into_iter().filter_map(|(name, text)| Some((name, text.filter(|text| !text.is_empty())?)));
    let message: String = std::iter::once(finding.message().to_owned())
        .chain(more.map(|(name, text)| format!("\n{name}: {text}")))
        .collect();
    format!("::{level} {}::{}\n", properties.join(","), escaped(&message, false))
}

/// Escapes a message, or the value of a property, in which more characters have a meaning.
fn escaped(text: &str, property: bool) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    match property {
        true => text.replace(':', "%3A").replace(',', "%2C"),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_text_ends_neither_the_line_nor_the_property_nor_the_command() {
        assert_eq!(escaped("50%\r\na:b,c", false), "50%25%0D%0Aa:b,c");
        assert_eq!(escaped("50%\r\na::b,c=d", true), "50%25%0D%0Aa%3A%3Ab%2Cc=d");
    }
}
