//! Reads a recording line by line, with a limit for each, and holds its responses against the spec.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use metastudio_voice::SPEC_VERSION;
use metastudio_voice::drift::{Detector, Drift, Exchange};
use serde_json::Value;

use super::report::Report;
use super::texts;
use crate::failure::Failure;

/// The longest line, in bytes: a response of 1 MiB, whose characters may be escaped.
const LONGEST: u64 = 8 << 20;

/// The differences of a recording.
pub(super) struct Found {
    pub(super) responses: usize,
    pub(super) drifts: Vec<Drift>,
}

/// Returns the differences of a recording. A line that is cut off or of another kind is told and ignored.
pub(super) fn drifts(path: &Path, detector: &Detector, report: &Report<'_>) -> Result<Found, Failure> {
    let file = &path.display();
    let unreadable = |error| Failure::Usage(texts::UNREADABLE.with(&[("file", file), ("error", &error)]));
    let mut lines = BufReader::new(File::open(path).map_err(unreadable)?);
    let mut drifts = Vec::new();
    let mut responses = 0_usize;
    for number in 1_usize.. {
        let Some(line) = line(&mut lines).map_err(unreadable)? else { break };
        let note = serde_json::from_str::<Value>(&line).unwrap_or_default();
        match (number, note.get("recorder"), note.get("left_out"), Exchange::read(&line)) {
            // Each run that has written it begins with such a line, after an empty one.
            (_, Some(_), ..) => {
                let recorded = note.get("spec").and_then(Value::as_str).unwrap_or_default();
                if recorded != SPEC_VERSION {
                    report.note(
                        texts::OTHER_VERSION.with(&[("recorded", &shown(recorded)), ("compared", &SPEC_VERSION)]),
                    );
                }
            }
            (1, None, ..) => return Err(Failure::Usage(texts::NO_RECORDING.with(&[("file", file)]))),
            // What follows may have no end.
            _ if line.len() as u64 >= LONGEST => {
                report.note(texts::LONG_LINE.with(&[("file", file), ("line", &number)]));
                break;
            }
            (_, _, Some(count), _) => report.note(texts::LEFT_OUT.with(&[("count", count)])),
            _ if line.trim().is_empty() => {}
            (.., Ok(exchange)) => {
                responses += 1;
                drifts.extend(detector.compare(&exchange));
            }
            (.., Err(_)) => report.note(texts::WRONG_LINE.with(&[("file", file), ("line", &number)])),
        }
    }
    Ok(Found { responses, drifts })
}

/// Returns the next line, of one that is too long the beginning.
fn line(lines: &mut impl BufRead) -> std::io::Result<Option<String>> {
    let mut line = Vec::new();
    let length = lines.by_ref().take(LONGEST).read_until(b'\n', &mut line)?;
    Ok((length > 0).then(|| String::from_utf8_lossy(&line).into_owned()))
}

fn shown(version: &str) -> String {
    version.chars().take(40).flat_map(char::escape_default).collect()
}
