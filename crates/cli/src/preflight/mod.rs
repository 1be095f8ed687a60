//! `metastudio-voice preflight`: checks recordings before a job is created, and shows where their faults are.

mod catalogue;
mod html;
mod text;
mod texts;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use metastudio_voice::training::preflight::check_recordings;
use metastudio_voice::types::JobType;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::replace::replace;
use crate::terminal::{Terminal, cell_text};

#[derive(Args)]
pub(crate) struct Arguments {
    /// Recordings: WAV files; of an edition that takes segments, the segments of one voice.
    #[arg(required = true, value_name = "RECORDING")]
    recordings: Vec<PathBuf>,
    /// Edition of the voice, with whose guidance the recordings are compared.
    #[arg(long, value_enum, default_value_t = Edition::Premium)]
    edition: Edition,
    /// Also write a page with plots: one file, which needs no network and no script.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Edition {
    /// ADVANCE: one long recording.
    Premium,
    /// THIRD_PARTY: one long recording.
    ThirdParty,
    /// BASIC: 20 segments.
    Basic,
    /// MIDDLE: 100 segments.
    Middle,
}

impl From<Edition> for JobType {
    fn from(edition: Edition) -> Self {
        match edition {
            Edition::Premium => Self::Advance,
            Edition::ThirdParty => Self::ThirdParty,
            Edition::Basic => Self::Basic,
            Edition::Middle => Self::Middle,
        }
    }
}

/// Checks recordings. The program's status tells whether one of them is refused.
pub(crate) async fn run(arguments: Arguments, terminal: Terminal) -> Result<Exit, Failure> {
    let Arguments { mut recordings, edition, html } = arguments;
    let mut seen = HashSet::new();
    // One that is named twice is checked once, whatever the paths.
    recordings.retain(|recording| seen.insert(recording.canonicalize().unwrap_or_else(|_| recording.clone())));
    if let Some(page) = &html {
        refuse_page(page, &recordings)?;
    }
    let mut bar = None;
    let (shown, names) = (terminal.clone(), recordings.clone());
    let mut check = check_recordings(edition.into(), &recordings).on_progress(move |n, progress| {
        if !matches!(&bar, Some((of, _)) if *of == n) {
            let name = names.get(n).map(|name| cell_text(&name.display().to_string())).unwrap_or_default();
            bar = Some((n, shown.bar(name, progress.total)));
        }
        if let Some((_, bar)) = &bar {
            bar.show(&progress);
        }
    });
    if html.is_some() {
        check = check.with_profile();
    }
    let mut report = check.await?;
    if let Some(file) = &html {
        let page = html::page(&report).map_err(Failure::Usage)?;
        replace(file, page.as_bytes()).map_err(|error| {
            let file = cell_text(&file.display().to_string());
            Failure::Usage(texts::CANNOT_WRITE.with(&[("file", &file), ("error", &error)]))
        })?;
        // The page shows them.
        report.files.iter_mut().for_each(|file| file.profile = None);
    }
    if terminal.is_json() {
        terminal.json(&report)?;
    } else {
        text::lines(&report).iter().try_for_each(|line| terminal.line(line))?;
    }
    Ok(if report.is_ready() { Exit::Done } else { Exit::Found })
}

/// Refuses a page that is a folder, or would replace one of the recordings.
fn refuse_page(page: &Path, recordings: &[PathBuf]) -> Result<(), Failure> {
    if page.is_dir() {
        let page = cell_text(&page.display().to_string());
        return Err(Failure::Usage(texts::IS_FOLDER.with(&[("file", &page)])));
    }
    let Ok(target) = page.canonicalize() else { return Ok(()) };
    let is_same = |recording: &&PathBuf| recording.canonicalize().is_ok_and(|recording| recording == target);
    match recordings.iter().find(is_same) {
        Some(recording) => {
            let [page, recording] = [page, recording].map(|path| cell_text(&path.display().to_string()));
            Err(Failure::Usage(texts::WOULD_REPLACE.with(&[("page", &page), ("recording", &recording)])))
        }
        None => Ok(()),
    }
}
