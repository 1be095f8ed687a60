//! Quick fixes: the changes that resolve findings, or allow them.

use lsp_types::{CodeAction, CodeActionKind, CodeActionOrCommand, TextEdit};
use metastudio_voice_codegen::document::Document;
use metastudio_voice_codegen::extension::ALLOW;
use metastudio_voice_codegen::{Class, Diagnostic, Fix, Report};

use super::client::Client;
use super::diagnostics::{diagnostic, range};
use super::file::File;
use super::links::read;
use super::texts;

/// Returns the changes that resolve the findings in a range, and one that makes all certain changes of the file.
pub(super) fn actions(
    file: &File,
    within: &lsp_types::Range,
    only: Option<&[CodeActionKind]>,
    client: &Client,
) -> Option<Vec<CodeActionOrCommand>> {
    let report = file.report()?;
    let wanted = |kind: &CodeActionKind| only.is_none_or(|only| only.iter().any(|asked| covers(asked, kind)));
    let here = report.findings().iter().filter(|finding| touches(&range(finding, &file.text), within));
    let here: Vec<&Diagnostic> = here.filter(|_| wanted(&CodeActionKind::QUICKFIX)).collect();
    let fixes =
        here.iter().filter_map(|finding| Some(quick_fix(file, report, finding, finding.fix()?.clone(), client)));
    let document = file.tree().filter(|_| !here.is_empty()).map(read);
    let allowing = here.iter().filter_map(|finding| {
        let fix = allow(file.text.as_str(), document.as_ref()?, finding)?;
        Some(quick_fix(file, report, finding, fix, client))
    });
    // An editor shows the change of the whole file only to someone who asks for it.
    let all = only.is_some() && wanted(&CodeActionKind::SOURCE_FIX_ALL);
    let all = all.then(|| fix_all(file, report, client)).flatten();
    Some(fixes.chain(allowing).chain(all).map(CodeActionOrCommand::CodeAction).collect())
}

/// Returns the change that allows a finding with `x-allow` in the object to which it belongs, if it can be allowed. The
/// reason is empty, which is a finding until it is written.
fn allow(text: &str, document: &Document<'_>, finding: &Diagnostic) -> Option<Fix> {
    let about_allow = finding.pointer().split('/').any(|step| step == ALLOW.name);
    if finding.code().class == Class::Broken || finding.allowed().is_some() || about_allow {
        return None;
    }
    let mut owner = finding.pointer();
    while document.kind(owner).is_none() {
        owner = owner.get(..owner.rfind('/')?)?;
    }
    let owner = document.root.follow(owner)?;
    let there = owner.get(ALLOW.name);
    // The entry goes before the first key: of `x-allow` if there is one, else of the object.
    let first = there.as_ref().unwrap_or(&owner).map()?.first()?.key.span.start;
    let (before, after) = text.split_at_checked(first)?;
    let id = finding.code().id;
    let json = after.starts_with('"');
    let entry = if json { format!("\"{id}\": \"\"") } else { format!("{id}: ''") };
    let entry = match (there.is_some(), json) {
        (true, _) => entry,
        (false, true) => format!("\"{}\": {{{entry}}}", ALLOW.name),
        (false, false) => format!("{}: {{{entry}}}", ALLOW.name),
    };
    let separator = if before.trim_end().ends_with('{') { ", ".to_owned() } else { next_line(before) };
    Some(Fix {
        title: texts::ALLOW_HERE.with(&[("id", &id)]),
        edits: vec![(first..first, entry + &separator)],
        certain: false,
    })
}

/// Returns what leads to the same column of the next line.
fn next_line(before: &str) -> String {
    let end = if before.contains("\r\n") { "\r\n" } else { "\n" };
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count());
    format!("{end}{}", " ".repeat(column))
}

fn quick_fix(file: &File, report: &Report, finding: &Diagnostic, fix: Fix, client: &Client) -> CodeAction {
    CodeAction {
        title: capitalized(&fix.title),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic(finding, report, file)]),
        edit: Some(client.changes(file, edits(file, &fix).collect())),
        is_preferred: Some(fix.certain),
        ..CodeAction::default()
    }
}

/// Returns a change with all certain ones that do not overlap, if there is one.
fn fix_all(file: &File, report: &Report, client: &Client) -> Option<CodeAction> {
    let mut fixes: Vec<&Fix> = report.findings().iter().filter_map(Diagnostic::fix).filter(|fix| fix.certain).collect();
    fixes.sort_by_key(|fix| fix.edits.first().map(|(span, _)| span.start));
    let mut end = 0;
    let mut all = Vec::new();
    for fix in fixes {
        let bounds = fix.edits.first().zip(fix.edits.last()).map(|((first, _), (last, _))| first.start..last.end);
        let Some(bounds) = bounds.filter(|bounds| bounds.start >= end) else { continue };
        // Two insertions at the same place would depend on their order.
        end = bounds.end + usize::from(bounds.is_empty());
        all.extend(edits(file, fix));
    }
    (!all.is_empty()).then(|| CodeAction {
        title: texts::FIX_ALL.to_string(),
        kind: Some(CodeActionKind::SOURCE_FIX_ALL),
        edit: Some(client.changes(file, all)),
        ..CodeAction::default()
    })
}

fn edits<'a>(file: &'a File, fix: &'a Fix) -> impl Iterator<Item = TextEdit> + use<'a> {
    fix.edits.iter().map(|(span, text)| TextEdit::new(file.text.range(span), text.clone()))
}

/// Returns whether a kind that is asked for includes another: `source` includes `source.fixAll`.
fn covers(asked: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(asked.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || asked.as_str().is_empty())
}

fn touches(one: &lsp_types::Range, other: &lsp_types::Range) -> bool {
    one.start <= other.end && other.start <= one.end
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
