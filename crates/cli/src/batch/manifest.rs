//! The manifest of a batch: one training a row, as CSV with a header, or as a YAML list. Cells are separated by commas,
//! semicolons or tabs.
//!
//! Columns: `recording`, `name`, `letter`, `edition`, `phone`, `job`; every other column is a detail of the voice by the
//! API's name, such as `sex`. Empty cells count as missing. Paths are relative to the manifest's folder.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use metastudio_voice::training::Plan;

use crate::failure::Failure;
use crate::limited::{self, Unreadable};
use crate::texts;
use crate::train::{self, Detail, Edition, Options};

/// The greatest size of a manifest or a result file in bytes: far more than a year of trainings.
const LARGEST: u64 = 16 << 20;

/// With it, spreadsheets know that a file is UTF-8: Excel writes it, and needs it.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The column that every manifest has.
const RECORDING: &str = "recording";

/// A training of a batch.
#[derive(Debug)]
pub(super) struct Row {
    /// The position in the manifest, from 1.
    pub(super) number: usize,
    pub(super) name: String,
    /// The recording as the manifest names it, and its path from where the program runs.
    pub(super) cell: String,
    pub(super) recording: PathBuf,
    pub(super) plan: Plan,
}

/// The cells of a row by their columns.
type Cells = BTreeMap<String, String>;

/// Reads a manifest. An error names the row and the column.
pub(super) fn read(manifest: &Path) -> Result<Vec<Row>, Failure> {
    let unreadable = |error: &dyn std::fmt::Display| {
        Failure::Usage(texts::MANIFEST_UNREADABLE.with(&[("manifest", &manifest.display()), ("error", error)]))
    };
    let text = read_text(manifest).map_err(|error| unreadable(&error))?;
    let text = text.trim_start_matches(BYTE_ORDER_MARK);
    let ending = manifest.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let rows = match ending.as_deref() {
        Some("yaml" | "yml") => of_yaml(text).map_err(|error| unreadable(&error))?,
        _ => of_csv(text).map_err(|error| unreadable(&error))?,
    };
    if rows.is_empty() {
        return Err(unreadable(&texts::NO_ROWS));
    }
    let folder = manifest.parent().unwrap_or(Path::new(""));
    let rows = rows.into_iter().enumerate().map(|(index, cells)| row(manifest, folder, index + 1, cells));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    check_distinct(manifest, &rows)?;
    Ok(rows)
}

/// Reads the text of a manifest or a result file, up to the limit.
pub(super) fn read_text(file: &Path) -> io::Result<String> {
    limited::read_text(File::open(file)?, LARGEST).map_err(|reason| match reason {
        Unreadable::Failed(error) => error,
        Unreadable::TooLarge => io::Error::other(texts::TOO_LARGE.with(&[("bytes", &LARGEST)])),
        Unreadable::NotUtf8 { line } => io::Error::other(texts::NOT_UTF8.with(&[("line", &line)])),
    })
}

fn of_yaml(text: &str) -> Result<Vec<Cells>, String> {
    serde_saphyr::from_str(text).map_err(|error| error.to_string())
}

fn of_csv(text: &str) -> Result<Vec<Cells>, String> {
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.trim(csv::Trim::All).comment(Some(b'#')).delimiter(delimiter(text));
    let mut reader = reader.from_reader(text.as_bytes());
    let columns = reader.headers().map_err(|error| error.to_string())?.clone();
    if !columns.is_empty() && !columns.iter().any(|column| column == RECORDING) {
        let there = columns.iter().collect::<Vec<_>>().join(", ");
        return Err(texts::NO_COLUMN.with(&[("column", &RECORDING), ("columns", &there)]));
    }
    // Of two cells, one would be lost. YAML refuses this by itself.
    let twice =
        columns.iter().enumerate().find(|(at, column)| columns.iter().take(*at).any(|before| before == *column));
    if let Some((_, column)) = twice {
        return Err(texts::COLUMN_TWICE.with(&[("column", &column)]));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        // The message of the crate has the line, and how many cells it has.
        let record = record.map_err(|error| error.to_string())?;
        rows.push(
            columns.iter().zip(record.iter()).map(|(column, cell)| (column.to_owned(), cell.to_owned())).collect(),
        );
    }
    Ok(rows)
}

/// Returns what separates the cells: the one that the header has most often. Spreadsheets write what is usual in their
/// country, and no column has any of these in its name.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or_default();
    // Of equals, the last.
    let found = [b';', b'\t', b','].into_iter().max_by_key(|mark| header.bytes().filter(|byte| byte == mark).count());
    found.unwrap_or(b',')
}

/// Makes the plan of a row.
fn row(manifest: &Path, folder: &Path, number: usize, mut cells: Cells) -> Result<Row, Failure> {
    let wrong = |column: &str, error: &dyn std::fmt::Display| {
        let place =
            [("manifest", &manifest.display() as &dyn std::fmt::Display), ("row", &number), ("column", &column)];
        Failure::Usage(texts::WRONG_CELL.with(&[place[0], place[1], place[2], ("error", error)]))
    };
    cells.retain(|_, cell| !cell.trim().is_empty());
    let mut take = |column: &str| cells.remove(column);
    let cell = take(RECORDING).ok_or_else(|| wrong(RECORDING, &texts::EMPTY_CELL))?;
    let recording = folder.join(&cell);
    let letter = take("letter").map(|letter| folder.join(letter));
    let edition = take("edition")
        .map(|edition| Edition::from_str(&edition, true).map_err(|error| wrong("edition", &error)))
        .transpose()?;
    let (name, phone, job) = (take("name"), take("phone"), take("job"));
    let details = cells
        .iter()
        .map(|(column, cell)| format!("{column}={cell}").parse::<Detail>().map_err(|error| wrong(column, &error)))
        .collect::<Result<Vec<_>, _>>()?;
    // One by one, so that the error names the column.
    for (detail, column) in details.iter().zip(cells.keys()) {
        train::check_detail(detail).map_err(|error| wrong(column, &error))?;
    }
    let options = Options { name, edition, details, phone, job, ..Options::default() };
    let name = train::name_of(&recording, &options).map_err(|failure| wrong("name", &said(&failure)))?;
    let plan = train::plan(&recording, letter.as_deref(), &options);
    let plan = plan.map_err(|failure| wrong("recording", &said(&failure)))?;
    Ok(Row { number, name, cell, recording, plan })
}

fn said(failure: &Failure) -> String {
    failure.message().unwrap_or_default()
}

/// Refuses a voice or a recording that two rows name: the second would spend another credit for the same voice.
fn check_distinct(manifest: &Path, rows: &[Row]) -> Result<(), Failure> {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let mut recordings: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for row in rows {
        let file = row.recording.canonicalize().unwrap_or_else(|_| row.recording.clone());
        let twice = [("name", names.insert(&row.name, row.number)), ("recording", recordings.insert(file, row.number))];
        for (column, before) in twice {
            if let Some(before) = before {
                let text = texts::TWICE.with(&[
                    ("manifest", &manifest.display()),
                    ("column", &column),
                    ("first", &before),
                    ("second", &row.number),
                ]);
                return Err(Failure::Usage(text));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a manifest beside two recordings, and returns the names or the message.
    fn names(file: &str, text: &str) -> Result<Vec<String>, String> {
        names_of(file, text.as_bytes())
    }

    fn names_of(file: &str, text: &[u8]) -> Result<Vec<String>, String> {
        let folder = tempfile::tempdir().expect("a folder");
        for recording in ["a.wav", "b.wav"] {
            std::fs::write(folder.path().join(recording), "RIFF").expect("a file");
        }
        let manifest = folder.path().join(file);
        std::fs::write(&manifest, text).expect("a file");
        let rows = read(&manifest).map_err(|failure| said(&failure).replace(&manifest.display().to_string(), "M"))?;
        Ok(rows.into_iter().map(|row| row.name).collect())
    }

    #[test]
    fn a_manifest_is_csv_or_yaml_and_a_voice_without_a_name_has_that_of_its_recording() {
        let csv = "\u{feff}recording,name,sex,letter\na.wav,Calm voice,MALE,\nb.wav,,,\n";
        assert_eq!(names("m.csv", csv).as_deref(), Ok(&["Calm voice".to_owned(), "b".to_owned()][..]));
        for mark in [";", "\t"] {
            let csv = csv.replace(',', mark);
            assert_eq!(names("m.csv", &csv).as_deref(), Ok(&["Calm voice".to_owned(), "b".to_owned()][..]), "{csv}");
        }
        let yaml = "- recording: a.wav\n  name: Calm voice\n  sex: MALE\n- {recording: b.wav, phone: '135'}\n";
        assert_eq!(names("m.yaml", yaml).as_deref(), Ok(&["Calm voice".to_owned(), "b".to_owned()][..]));
    }

    #[test]
    fn a_fault_of_a_manifest_names_the_row_and_the_column() {
        let fault = |text: &str| names("m.csv", text).expect_err("a fault");
        assert!(fault("recording,sx\na.wav,\nb.wav,MALE\n").starts_with("M, row 2, column sx: "));
        assert!(fault("recording,sex\na.wav,MAEL\n").starts_with("M, row 1, column sex: "));
        assert!(fault("recording,name\n,x\n").starts_with("M, row 1, column recording: "));
        assert!(fault("name,sex\nx,\n").ends_with("it has no column recording; it has name, sex"));
        assert!(fault("recording,edition\na.wav,golden\n").starts_with("M, row 1, column edition: "));
        assert!(fault("recording,sex,sex\na.wav,MALE,FEMALE\n").ends_with("the column sex is there twice"));
        assert!(fault("recording\n").starts_with("M "));
        let told = names_of("m.csv", b"recording\n\xc2\xbc\xd2\xf4.wav\n").expect_err("GBK");
        assert!(told.contains("line 2 is not UTF-8; save the file as "), "{told}");
        assert!(fault("").starts_with("M "));
        // The second row has too many cells.
        assert!(fault("recording\na.wav\nb.wav,x\n").contains("line: 3"), "{}", fault("recording\na.wav\nb.wav,x\n"));
        assert!(names("m.yaml", "- recording: [a").expect_err("a fault").starts_with("M "));
    }

    #[test]
    fn a_voice_or_a_recording_that_two_rows_name_is_refused() {
        let fault = |text: &str| names("m.csv", text).expect_err("a fault");
        assert_eq!(fault("recording,name\na.wav,v\nb.wav,v\n"), "M: the rows 1 and 2 have the same name");
        assert_eq!(fault("recording,name\na.wav,v\n./a.wav,w\n"), "M: the rows 1 and 2 have the same recording");
    }
}
