//! Checks for scalars that YAML 1.1 parsers read differently from YAML 1.2 parsers (MV01). The module `yaml` reports the
//! other faults of the file.

use super::{Check, at_key};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::fix::{Plan, single_quoted};
use crate::yaml::{Content, Cursor, Scalar, ScalarKind, Span};

pub(super) const CHECKS: &[Check] = &[yaml_traps, marks];

/// The keys of texts in prose, which may end with a comma or begin with any quote.
const PROSE: &[&str] = &["description", "summary", "title", "meaning", "advice", "note", "termsOfService"];

/// Reports commas and quotes that are part of a value, though they are meant to be around it.
fn marks(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let mut next = vec![document.root.clone()];
    while let Some(at) = next.pop() {
        let children = at.entries().map(|(_, child)| child).chain(at.items());
        next.extend(children.filter(|child| child.key().is_none_or(|key| !PROSE.contains(&key.text.as_str()))));
        let Some(Scalar { text, plain: true, kind: ScalarKind::Text }) = at.scalar() else { continue };
        let place = at.node.span.clone();
        if let Some(bare) = text.strip_suffix(',').filter(|bare| !bare.is_empty() && !bare.contains([' ', ','])) {
            let finding =
                Diagnostic::new(&codes::COMMA, place.clone(), at.pointer.clone(), "the comma is part of the value");
            let plan = Plan::new("remove the comma").yaml(place, bare).certain(true);
            findings.push(finding.with_help(format!("remove the comma: `{bare}`")).with_plan(plan));
        } else if let Some(inner) = typographic(text) {
            let message = "the quotes are part of the value";
            let finding = Diagnostic::new(&codes::QUOTES, place.clone(), at.pointer.clone(), message);
            let quoted = single_quoted(inner);
            let plan = Plan::new("").yaml(place, &*quoted).certain(true);
            findings.push(finding.with_help(format!("write plain quotes: `{quoted}`")).with_plan(plan));
        }
    }
}

/// Returns the text within typographic quotes, if they are around the whole text.
fn typographic(text: &str) -> Option<&str> {
    let opening = ['“', '”', '„', '‘', '’', '«', '＂', '＇'];
    let closing = ['”', '“', '’', '‘', '»', '＂', '＇'];
    let inner = text.strip_prefix(opening)?.strip_suffix(closing)?;
    (!inner.contains(opening) && !inner.contains(closing)).then_some(inner)
}

fn yaml_traps(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    walk(&document.root, findings);
}

fn walk(at: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    if let Content::Scalar(Scalar { text, plain: true, kind }) = &at.node.content
        && let Some(otherwise) = otherwise(text, *kind)
    {
        let (plan, finding) = trap(text, otherwise, at.node.span.clone(), &at.pointer);
        // With quotes, a number would become a string, and `yes` may be meant as a boolean.
        let certain = *kind == ScalarKind::Text && (otherwise != "a boolean" || at.key().is_none());
        findings.push(finding.with_plan(plan.certain(certain)));
    }
    for (name, value) in at.entries() {
        if let Some(key) = value.key().filter(|key| key.plain) {
            if at.pointer.ends_with("/responses") && is_status(name) {
                let finding = at_key(&codes::STATUS_UNQUOTED, &value, format!("the status {name} has no quotes"));
                let plan = Plan::new("").yaml(key.span.clone(), format!("'{name}'")).certain(true);
                findings.push(finding.with_help(format!("write `'{name}':`")).with_plan(plan));
            } else if let Some(otherwise) = otherwise(name, ScalarKind::Text) {
                findings.push(trap(name, otherwise, key.span.clone(), &value.pointer).1);
            }
        }
        walk(&value, findings);
    }
    at.items().for_each(|item| walk(&item, findings));
}

fn trap(text: &str, otherwise: &str, span: Span, pointer: &str) -> (Plan, Diagnostic) {
    let message = format!("YAML 1.1 parsers read `{text}` without quotes as {otherwise}");
    let plan = Plan::new("").yaml(span.clone(), format!("'{text}'")).certain(true);
    let finding = Diagnostic::new(&codes::YAML_TRAP, span, pointer, message);
    (plan.clone(), finding.with_help(format!("write `'{text}'`")).with_plan(plan))
}

fn is_status(key: &str) -> bool {
    key.len() == 3 && key.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns what YAML 1.1 reads a plain scalar as, if it differs from YAML 1.2.
fn otherwise(text: &str, kind: ScalarKind) -> Option<&'static str> {
    if matches!(kind, ScalarKind::Bool(_) | ScalarKind::Null) {
        return None;
    }
    if matches!(text, "yes" | "Yes" | "YES" | "no" | "No" | "NO" | "on" | "On" | "ON" | "off" | "Off" | "OFF") {
        return Some("a boolean");
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !digits.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let only = |allowed: &str| digits.chars().all(|character| allowed.contains(character));
    if digits.len() > 1 && digits.starts_with('0') && only("01234567_") {
        Some("an octal number")
    } else if digits.len() > 2 && digits.starts_with("0o") {
        Some("a string")
    } else if digits.len() > 2 && digits.starts_with("0b") && digits[2..].chars().all(|c| matches!(c, '0' | '1' | '_'))
    {
        Some("a binary number")
    } else if is_date(digits) {
        Some("a date")
    } else if digits.contains(':') && only("0123456789:._") && digits.split(':').all(|part| !part.is_empty()) {
        Some("a number of base 60")
    } else if digits.contains('_') && only("0123456789._") {
        Some("a number")
    } else if matches!(kind, ScalarKind::Float(_)) && digits.contains(['e', 'E']) && !digits.contains('.') {
        Some("a string")
    } else {
        None
    }
}

/// Returns whether the text is a date such as `2024-01-01`, with or without a time.
fn is_date(text: &str) -> bool {
    let (date, rest) = text.split_at_checked(10).unwrap_or((text, ""));
    let form = date.len() == 10
        && date
            .bytes()
            .enumerate()
            .all(|(n, byte)| if matches!(n, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    form && (rest.is_empty() || rest.starts_with(['T', 't', ' ']))
}
