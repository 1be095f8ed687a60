//! `metastudio-voice spec fix`.

use std::collections::HashSet;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;
use metastudio_voice_codegen::{Contract, Diagnostic, Fix, Report, Source, check};

use super::input::{print, read_text};
use super::save::save;
use super::texts;
use crate::exit::Exit;

/// The greatest number of rounds. Each mends something that the one before has uncovered; no spec needs as many.
const MOST_ROUNDS: usize = 64;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The spec, in YAML or JSON; `-` reads the standard input and writes the standard output.
    file: PathBuf,
    /// Makes the probable fixes, too. Without it, only those are made besides which nothing else can be meant.
    #[arg(long)]
    all: bool,
    /// Says what would be done, and writes nothing.
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, String> {
    let path = arguments.file.to_string_lossy().into_owned();
    let whole = read_text(&arguments.file)?;
    // The places of findings count without the byte order mark, which stays.
    let text = whole.strip_prefix('\u{feff}').unwrap_or(&whole);
    let mark = &whole[..whole.len() - text.len()];
    let Fixed { text: fixed, done, report } = fixed(&path, text, arguments.all);
    let told = told(&path, &done, &report, arguments);
    let piped = arguments.file.as_os_str() == "-";
    if !arguments.dry_run && !piped && !done.is_empty() {
        if read_text(&arguments.file)? != whole {
            return Err(texts::CHANGED.with(&[("file", &path)]));
        }
        save(&arguments.file, &format!("{mark}{fixed}"))?;
    }
    match piped {
        true => {
            if !arguments.dry_run {
                print(&format!("{mark}{fixed}"));
            }
            // A failed write is ignored: nobody reads any more.
            let _ = std::io::stderr().lock().write_all(told.as_bytes());
        }
        false => print(&told),
    }
    let left = !report.is_clean() || (arguments.dry_run && !done.is_empty());
    Ok(if left { Exit::Found } else { Exit::Done })
}

/// A fix that was made.
struct Done {
    /// The line at which the finding was.
    line: usize,
    code: &'static str,
    title: String,
}

/// A text with its fixes.
struct Fixed {
    text: String,
    done: Vec<Done>,
    /// The findings that are left.
    report: Report,
}

/// Makes the fixes of a text until there are no more.
fn fixed(path: &str, text: &str, all: bool) -> Fixed {
    let mut done = Vec::new();
    let mut report = check(Source::new(path, text), Contract::CLIENT);
    let mut seen = HashSet::from([text.to_owned()]);
    for _ in 0..MOST_ROUNDS {
        let fixes: Vec<(&Diagnostic, &Fix)> = candidates(&report, all).collect();
        // All of them at once, or else the first one that helps.
        let together = Fix::apply_all(report.source().text(), fixes.iter().map(|(_, fix)| *fix));
        let alone =
            fixes.iter().enumerate().map(|(number, (_, fix))| (vec![number], fix.apply(report.source().text())));
        let next = std::iter::once(together).chain(alone).find_map(|(chosen, text)| {
            let next = check(Source::new(path, &*text), Contract::CLIENT);
            (!chosen.is_empty() && !seen.contains(&text) && helps(&report, &next, &fixes, &chosen))
                .then_some((chosen, next))
        });
        let Some((chosen, next)) = next else { break };
        done.extend(chosen.iter().filter_map(|number| fixes.get(*number)).map(|(finding, fix)| Done {
            line: finding.place().map_or(0, |place| place.line),
            code: finding.code().id,
            title: fix.title.clone(),
        }));
        seen.insert(next.source().text().to_owned());
        report = next;
    }
    Fixed { text: report.source().text().to_owned(), done, report }
}

/// Returns the findings with the fixes to make, the severest first, so that theirs are made where two touch each other.
fn candidates(report: &Report, all: bool) -> impl Iterator<Item = (&Diagnostic, &Fix)> {
    let mut findings: Vec<&Diagnostic> =
        report.findings().iter().filter(|finding| finding.allowed().is_none()).collect();
    findings.sort_by_key(|finding| (finding.code().class, finding.fix().is_none_or(|fix| !fix.certain)));
    findings
        .into_iter()
        .filter_map(|finding| Some((finding, finding.fix()?)))
        .filter(move |(_, fix)| all || fix.certain)
}

/// Returns whether the findings whose fixes were chosen are gone, and the text is YAML if it was.
fn helps(before: &Report, after: &Report, fixes: &[(&Diagnostic, &Fix)], chosen: &[usize]) -> bool {
    let readable = after.tree().is_some() || before.tree().is_none();
    let count = |report: &Report, finding: &Diagnostic| {
        let same = |other: &&Diagnostic| (other.code(), other.message()) == (finding.code(), finding.message());
        report.findings().iter().filter(same).count()
    };
    let gone = |(finding, _): &(&Diagnostic, &Fix)| {
        // A mistake in the syntax may be followed by another one of its kind.
        let further =
            before.tree().is_none() && after.findings().first().map(Diagnostic::place) > Some(finding.place());
        further || count(after, finding) < count(before, finding)
    };
    readable && chosen.iter().filter_map(|number| fixes.get(*number)).all(gone)
}

/// Says what was done and what is left.
fn told(path: &str, done: &[Done], report: &Report, arguments: &Arguments) -> String {
    let mut told: String =
        done.iter().map(|Done { line, code, title }| format!("{path}:{line}: {code}: {title}\n")).collect();
    let count = match (done.len(), arguments.dry_run) {
        (0, _) => texts::NO_FIXES,
        (1, false) => texts::FIX_MADE,
        (1, true) => texts::FIX_WOULD,
        (_, false) => texts::FIXES_MADE,
        (_, true) => texts::FIXES_WOULD,
    };
    told += &(count.with(&[("file", &path), ("count", &done.len())]) + "\n");
    if report.findings().is_empty() {
        return told;
    }
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    told += &format!("\n{}\n\n", texts::LEFT);
    told += &report.to_text(colour);
    let probable = report.findings().iter().filter(|finding| finding.allowed().is_none() && finding.fix().is_some());
    match (probable.count(), arguments.all) {
        (0, _) | (_, true) => told,
        (1, false) => told + texts::PROBABLE_FIX.get() + "\n",
        (count, false) => told + &texts::PROBABLE_FIXES.with(&[("count", &count)]) + "\n",
    }
}
