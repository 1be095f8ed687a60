//! `metastudio-voice segments`: a folder of segments, checked, and uploaded to a job that exists.

use std::path::PathBuf;

use clap::Args;
use metastudio_voice::audio::Recording;
use metastudio_voice::training::Segments;
use serde_json::json;

use crate::connection::Connection;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::terminal::{Terminal, cell_text, confirm};
use crate::texts;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Folder with 0.wav, 0.txt, 1.wav, 1.txt and so on.
    folder: PathBuf,
    /// Upload the segments to this job, which was created for segments, and have each confirmed.
    #[arg(long, value_name = "ID")]
    job: Option<String>,
    /// Do not ask before the upload.
    #[arg(long, short, requires = "job")]
    yes: bool,
    #[command(flatten)]
    connection: Connection,
}

pub(crate) async fn run(arguments: Arguments, terminal: Terminal) -> Result<Exit, Failure> {
    let folder = arguments.folder.clone();
    // Storage may hang, which must not keep Ctrl-C from being seen.
    let read = tokio::task::spawn_blocking(move || read(folder)).await;
    let (segments, lengths) = read.map_err(|error| Failure::Usage(error.to_string()))??;
    if !terminal.is_json() && arguments.job.is_none() {
        let header = [texts::SEGMENT, texts::SECONDS, texts::TEXT].map(|text| text.get());
        let rows = segments.iter().zip(&lengths).enumerate().map(|(position, (segment, length))| {
            [position.to_string(), format!("{length:.1}"), first_of(segment.text())]
        });
        terminal.table(&header, rows)?;
    }
    let total: f64 = lengths.iter().sum();
    let Some(job) = arguments.job else {
        if terminal.is_json() {
            for (position, (segment, seconds)) in segments.iter().zip(&lengths).enumerate() {
                terminal.json(&json!({ "segment": position, "seconds": seconds, "text": segment.text() }))?;
            }
        } else {
            terminal.note(
                texts::SEGMENTS_READ.with(&[("count", &segments.len()), ("seconds", &format_args!("{total:.1}"))]),
            );
        }
        return Ok(Exit::Done);
    };
    let client = arguments.connection.client().await?;
    let question = texts::ASK_SEGMENTS.with(&[("count", &segments.len()), ("job", &cell_text(&job))]);
    confirm(&terminal, arguments.yes, question).await?;
    let show = terminal.clone();
    let report = client
        .upload_segments(&*job, segments.iter().cloned())
        .on_event(move |event| {
            // The upload goes on if the reader has gone.
            let _ = if show.is_json() { show.json(&event) } else { show.line(cell_text(&event.to_string())) };
        })
        .await?;
    for mismatch in &report.mismatches {
        terminal.note(texts::RECORD_AGAIN.with(&[("mismatch", &cell_text(&mismatch.to_string()))]));
    }
    Ok(if report.mismatches.is_empty() { Exit::Done } else { Exit::ActionNeeded })
}

/// Reads the segments of a folder, and their lengths in seconds.
fn read(folder: PathBuf) -> Result<(Segments, Vec<f64>), Failure> {
    let segments = Segments::folder(folder)?;
    let lengths = segments.iter().map(|segment| Ok(Recording::inspect(segment.audio())?.duration.as_secs_f64()));
    let lengths = lengths.collect::<Result<Vec<_>, metastudio_voice::Error>>()?;
    Ok((segments, lengths))
}

/// Returns the beginning of a text, in one line.
fn first_of(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut first: String = cell_text(text).chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        first.push('…');
    }
    first
}
