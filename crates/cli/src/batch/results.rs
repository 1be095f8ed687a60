//! The result file of a batch, beside its manifest: a row for each training, written again after each change, from which
//! the next run goes on.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::manifest::{BYTE_ORDER_MARK, Row, read_text};
use crate::failure::Failure;
use crate::replace::replace;
use crate::texts;

/// How a training of a batch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    /// Not ended yet; the next run goes on with it.
    Open,
    Trained,
    /// A person has to do something; the next run looks whether it was done.
    ActionNeeded,
    /// It has ended with an error; the next run tries it again.
    Failed,
}

/// A row of the result file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ResultRow {
    pub(super) row: usize,
    pub(super) name: String,
    /// As the manifest names it.
    pub(super) recording: String,
    pub(super) status: Status,
    pub(super) job_id: Option<String>,
    pub(super) asset_id: Option<String>,
    pub(super) message: Option<String>,
}

/// The results of a batch, and their file.
#[derive(Debug)]
pub(super) struct Results {
    file: Option<PathBuf>,
    pub(super) rows: Vec<ResultRow>,
}

impl Results {
    /// Returns the path of the result file of a manifest.
    pub(super) fn beside(manifest: &Path) -> PathBuf {
        let mut name = manifest.file_name().unwrap_or_default().to_owned();
        name.push(".results.csv");
        manifest.with_file_name(name)
    }

    /// Reads the results of earlier runs. Rows of other trainings than those of the manifest are dropped.
    pub(super) fn read(file: Option<PathBuf>, manifest: &[Row]) -> Result<Self, Failure> {
        let before = match &file {
            Some(file) => read(file)?,
            None => Vec::new(),
        };
        let rows = manifest.iter().map(|row| {
            let same = |before: &&ResultRow| before.name == row.name && is_recording(file.as_deref(), row, before);
            match before.iter().find(same) {
                Some(before) => ResultRow { row: row.number, recording: row.cell.clone(), ..before.clone() },
                None => ResultRow {
                    row: row.number,
                    name: row.name.clone(),
                    recording: row.cell.clone(),
                    status: Status::Open,
                    job_id: None,
                    asset_id: None,
                    message: None,
                },
            }
        });
        let rows = rows.collect();
        Ok(Self { file, rows })
    }

    /// Writes the file: whole, or not at all.
    pub(super) fn write(&self) -> Result<(), Failure> {
        let Some(file) = &self.file else { return Ok(()) };
        let failed = |error: &dyn std::fmt::Display| {
            Failure::Usage(texts::CANNOT_WRITE_IN.with(&[("folder", &file.display()), ("error", error)]))
        };
        let mut text = csv::Writer::from_writer(Vec::new());
        for row in &self.rows {
            text.serialize(row).map_err(|error| failed(&error))?;
        }
        let mut text = text.into_inner().map_err(|error| failed(&error))?;
        // Without it, Excel takes names in Chinese for text in the encoding of its system.
        if !text.is_ascii() {
            text.splice(..0, BYTE_ORDER_MARK.bytes());
        }
        replace(file, &text).map_err(|error| failed(&error))
    }
}

/// Returns whether a row of the results has the recording of one of the manifest: under the same name, or the same file
/// under another one.
fn is_recording(results: Option<&Path>, row: &Row, before: &ResultRow) -> bool {
    let folder = results.and_then(Path::parent).unwrap_or(Path::new(""));
    let file = |path: &Path| path.canonicalize().ok();
    before.recording == row.cell
        || file(&row.recording).is_some_and(|path| file(&folder.join(&before.recording)) == Some(path))
}

fn read(file: &Path) -> Result<Vec<ResultRow>, Failure> {
    let unreadable = |error: &dyn std::fmt::Display| {
        Failure::Usage(texts::MANIFEST_UNREADABLE.with(&[("manifest", &file.display()), ("error", error)]))
    };
    let text = match read_text(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(&error)),
    };
    let text = text.trim_start_matches(BYTE_ORDER_MARK);
    let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize().collect::<Result<Vec<_>, _>>();
    rows.map_err(|error| unreadable(&error))
}
