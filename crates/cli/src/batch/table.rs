//! The table of a batch while it runs: a line for each training on a terminal, and otherwise a line for each event.

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use metastudio_voice::training::Event;
use serde_json::json;

use super::results::{ResultRow, Status};
use crate::terminal::{Terminal, cell_text};
use crate::text::Text;
use crate::texts;
use crate::train::show::lines;

/// The number of lines at most: a terminal has no more.
const MAX_LINES: usize = 40;

pub(super) struct Table<'a> {
    terminal: &'a Terminal,
    names: Vec<String>,
    /// One for each training; the trainings after the last one are shown by their events.
    lines: Vec<ProgressBar>,
}

impl<'a> Table<'a> {
    pub(super) fn new(terminal: &'a Terminal, rows: &[ResultRow]) -> Self {
        let names: Vec<String> = rows.iter().map(|row| cell_text(&row.name)).collect();
        let bars = MultiProgress::with_draw_target(ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{prefix}  {wide_msg}");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_spinner());
        let count = if terminal.shows_bars() && names.len() <= MAX_LINES { names.len() } else { 0 };
        let lines = names.iter().take(count).zip(rows).map(|(name, row)| {
            let line = bars.add(ProgressBar::no_length().with_style(style.clone()).with_prefix(name.clone()));
            line.set_message(status(row.status).get());
            line
        });
        Self { terminal, lines: lines.collect(), names }
    }

    /// Shows an event. A failed write is ignored: the trainings go on if the reader has gone.
    pub(super) fn show(&self, index: usize, event: &Event) {
        if self.terminal.is_json() {
            let _ = self.terminal.json(&json!({ "row": index + 1, "event": event }));
            return;
        }
        let is_progress = matches!(event, Event::Reading { .. } | Event::Uploading { .. });
        // The first line of several says what happened.
        let text = lines(event).into_iter().next().unwrap_or_default();
        match self.lines.get(index) {
            Some(line) => line.set_message(text),
            None if is_progress => {}
            None => drop(self.terminal.line(format_args!("{}: {text}", self.names[index]))),
        }
    }

    /// Shows the end of a training.
    pub(super) fn end(&self, index: usize, row: &ResultRow) {
        let text = match row.asset_id.as_ref().or(row.message.as_ref()) {
            Some(result) => format!("{}: {}", status(row.status), cell_text(result)),
            None => status(row.status).to_string(),
        };
        match self.lines.get(index) {
            Some(line) => line.finish_with_message(text),
            None if self.terminal.is_json() => {}
            None => drop(self.terminal.line(format_args!("{}: {text}", self.names[index]))),
        }
    }
}

/// Returns the name of a status.
pub(super) fn status(status: Status) -> Text {
    match status {
        Status::Open => texts::OPEN,
        Status::Trained => texts::IS_TRAINED,
        Status::ActionNeeded => texts::ACTION_NEEDED,
        Status::Failed => texts::FAILED,
    }
}
