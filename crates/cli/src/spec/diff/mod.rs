//! `metastudio-voice spec diff`: what changes between two specs.

mod change;
mod names;
mod report;
mod revision;
mod rust;
mod schema;
mod signature;
mod subject;
mod texts;
mod version;
mod wire;

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use metastudio_voice_codegen::document::Document;
use metastudio_voice_codegen::{Class as FindingClass, Contract, Report, Source, generate};

use self::change::{Change, Changes};
use self::names::Names;
use self::version::Verdict;
use super::input::print;
use crate::exit::Exit;
use crate::text::Language;

/// Exit status: 0 compared, 1 with --check-version if `info.version` understates the changes, 2 a spec cannot be read,
/// 3 the Rust API is not compared because no client can be generated from one of the specs.
#[derive(Args)]
#[command(
    after_help = "Exit status: 0 compared; 1 with --check-version, if info.version understates the changes; 2 a spec \
                        cannot be read; 3 no client can be generated from one of the specs, so that the Rust API is not \
                        compared."
)]
pub(crate) struct Arguments {
    /// The spec as it was: a file, `REVISION:PATH` of git, or a revision of the file that --file names.
    old: String,
    /// The spec as it is, given in the same ways; without it, the file that --file names.
    new: Option<String>,
    /// The spec of which a revision is meant.
    #[arg(long, value_name = "FILE", default_value = "openapi/metastudio-voice.yaml")]
    file: PathBuf,
    /// The form of the report.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Ends with status 1 if `info.version` understates the changes.
    #[arg(long)]
    check_version: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for people.
    Text,
    /// An object with all changes.
    Json,
    /// A list for a changelog.
    Markdown,
}

/// The result of a comparison.
struct Comparison {
    old: Source,
    new: Source,
    changes: Vec<Change>,
    verdict: Verdict,
    /// Why the Rust API is not compared.
    not_compared: Vec<String>,
    /// The language of the report.
    language: Language,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, String> {
    let old = revision::spec(&arguments.old, &arguments.file)?;
    let file = arguments.file.to_string_lossy();
    let new = revision::spec(arguments.new.as_deref().unwrap_or(&file), &arguments.file)?;
    let language = match arguments.format {
        Format::Json => Language::En,
        Format::Text | Format::Markdown => Language::current(),
    };
    let comparison = compare(old, new, language)?;
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    print(&match arguments.format {
        Format::Text => report::text(&comparison, colour),
        Format::Json => report::json(&comparison),
        Format::Markdown => report::markdown(&comparison),
    });
    Ok(match () {
        () if arguments.check_version && !comparison.verdict.is_honest => Exit::Found,
        () if !comparison.not_compared.is_empty() => Exit::ActionNeeded,
        () => Exit::Done,
    })
}

/// Compares two specs.
fn compare(old: Source, new: Source, language: Language) -> Result<Comparison, String> {
    // Each takes most of the time, and they have nothing to do with each other.
    let (old, new) = std::thread::scope(|scope| {
        let old = scope.spawn(|| generate(old, Contract::NONE));
        let new = generate(new, Contract::NONE);
        (old.join(), new)
    });
    let old = old.map_err(|_| texts::NOT_COMPARED.to_string())?;
    let (old_tree, new_tree) = (tree(&old)?, tree(&new)?);
    let (old_document, new_document) =
        (Document::read(old_tree, &mut Vec::new()), Document::read(new_tree, &mut Vec::new()));
    let names = Names::find(&old_document, &new_document);
    let mut changes = Changes::default();
    let mut not_compared = Vec::new();
    match (old.code(), new.code()) {
        (Some(before), Some(after)) => {
            let documents = (&old_document, &new_document);
            not_compared.extend(rust::compare((before, after), documents, &names, language, &mut changes).err());
        }
        _ => not_compared.extend([&old, &new].into_iter().filter_map(|report| why_not(report, language))),
    }
    wire::compare(&old_document, &new_document, &names, language, &mut changes);
    let changes = changes.sorted();
    let version = |document: &Document<'_>| {
        let version = document.root.get("info").and_then(|info| info.get("version"));
        version.and_then(|it| it.scalar()).map(|it| it.text.clone()).unwrap_or_default()
    };
    let verdict = Verdict::of(&version(&old_document), &version(&new_document), &changes);
    let (old, new) = (old.source().clone(), new.source().clone());
    Ok(Comparison { old, new, changes, verdict, not_compared, language })
}

/// Returns the tree of a spec that is one.
fn tree(report: &Report) -> Result<&metastudio_voice_codegen::yaml::Node, String> {
    let path = report.source().path();
    let is_spec = |tree: &&metastudio_voice_codegen::yaml::Node| {
        tree.get("openapi").and_then(|it| it.scalar()).is_some_and(|it| it.text.starts_with("3.0"))
    };
    report.tree().filter(is_spec).ok_or_else(|| {
        let first = report.findings().iter().find(|finding| finding.code().class == FindingClass::Broken);
        let place = |finding: &metastudio_voice_codegen::Diagnostic| {
            finding.place().map_or_else(String::new, |place| format!(":{}", place.line))
        };
        match first {
            Some(finding) => {
                let place = format!("{path}{}", place(finding));
                texts::BROKEN.with(&[("place", &place), ("finding", &finding.message())])
            }
            None => texts::NOT_COMPARABLE.with(&[("file", &path)]),
        }
    })
}

/// Returns why no client can be generated from a spec, if none can.
fn why_not(report: &Report, language: Language) -> Option<String> {
    if report.code().is_some() {
        return None;
    }
    let path = report.source().path();
    let first = report.findings().iter().find(|finding| finding.code().class == FindingClass::Broken);
    let reason = first.map_or_else(String::new, |finding| {
        let line =
            finding.place().map_or_else(String::new, |place| texts::AT_LINE.filled(language, &[("line", &place.line)]));
        texts::WITH_REASON.filled(language, &[("finding", &finding.message()), ("line", &line)])
    });
    Some(texts::NO_CLIENT.filled(language, &[("file", &path), ("reason", &reason)]))
}
