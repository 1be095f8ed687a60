//! The output of commands: lines and tables for people, JSON for programs, bars while something takes long, questions.
//!
//! Results go to the standard output; everything else goes to the standard error: notes, bars, questions, errors.

use std::fmt::Display;
use std::io::{self, BufRead, IsTerminal, Write};
use std::time::Duration;

use clap::{Args, ValueEnum};
use comfy_table::{ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use metastudio_voice::upload::Progress;
use serde::Serialize;
use tokio::sync::oneshot;

use crate::failure::Failure;
use crate::texts;

/// The form of a command's results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Lines and tables for people.
    #[default]
    Table,
    /// JSON; one value a line where there are several.
    Json,
}

/// The options that all commands have.
#[derive(Args, Clone, Debug)]
pub(crate) struct Settings {
    /// Form of the results: a table for people, or JSON for programs, one value a line where there are several.
    #[arg(long, short, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    output: Format,
    /// Print the results and errors only.
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Log each request to the standard error; twice, with more detail.
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
}

impl Settings {
    /// Returns the filter of the log, if the run logs.
    pub(crate) fn log_filter(&self) -> Option<&'static str> {
        match self.verbose {
            0 => None,
            1 => Some("metastudio_voice=debug"),
            _ => Some("metastudio_voice=trace"),
        }
    }

    pub(crate) fn format(&self) -> Format {
        self.output
    }
}

/// The columns of a terminal that has no place for a bar with all figures.
const NARROW: usize = 80;

/// The terminal of a run, or what stands in its place.
#[derive(Clone, Debug)]
pub(crate) struct Terminal {
    settings: Settings,
    shows_bars: bool,
}

impl Terminal {
    pub(crate) fn new(settings: Settings) -> Self {
        let shows_bars = io::stderr().is_terminal() && !settings.quiet && settings.output == Format::Table;
        Self { settings, shows_bars }
    }

    /// Returns whether the results are JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.settings.output == Format::Json
    }

    /// Returns whether bars and other lines that change are shown.
    pub(crate) fn shows_bars(&self) -> bool {
        self.shows_bars
    }

    /// Prints a line of the results.
    pub(crate) fn line(&self, line: impl Display) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        writeln!(stdout, "{line}")?;
        // A program that reads gets each line at once.
        Ok(stdout.flush()?)
    }

    /// Prints a value as one line of JSON.
    pub(crate) fn json(&self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string(value).map_err(io::Error::other)?;
        self.line(text)
    }

    /// Prints a note, which is no result. Nobody reading it is no error.
    pub(crate) fn note(&self, note: impl Display) {
        if !self.settings.quiet {
            let _ = writeln!(io::stderr().lock(), "{note}");
        }
    }

    /// Prints a table without lines, as wide as the terminal if there is one.
    pub(crate) fn table<R: IntoIterator<Item = String>>(
        &self,
        header: &[&str],
        rows: impl IntoIterator<Item = R>,
    ) -> Result<(), Failure> {
        let mut table = Table::new();
        table.load_preset(presets::NOTHING);
        match console::Term::stdout().size_checked() {
            Some((_, columns)) => table.set_content_arrangement(ContentArrangement::Dynamic).set_width(columns),
            // A program that reads gets each row in one line.
            None => table.set_content_arrangement(ContentArrangement::Disabled),
        };
        if !header.is_empty() {
            table.set_header(header);
        }
        for row in rows {
            table.add_row(row.into_iter().map(|cell| cell_text(&cell)));
        }
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        for line in table.lines() {
            self.line(line.trim_end())?;
        }
        Ok(())
    }

    /// Asks a question that is answered by yes or no. Without somebody to ask, the answer is no.
    pub(crate) async fn confirms(&self, question: String) -> bool {
        // Not locked while it waits: whoever stops the program is told so on the same stream.
        let mut stderr = io::stderr();
        if write!(stderr, "{question} [y/N] ").and_then(|()| stderr.flush()).is_err() {
            return false;
        }
        let answer = line_of_stdin(100).await;
        if !io::stdin().is_terminal() {
            // The line that a terminal would have ended by itself.
            let _ = writeln!(stderr);
        }
        answer.is_ok_and(|answer| matches!(&*answer.to_lowercase(), "y" | "yes" | "是" | "好"))
    }

    /// Returns a bar for something that takes long, which is hidden where there is no terminal.
    pub(crate) fn bar(&self, name: impl Into<String>, total: u64) -> Bar {
        let target = if self.shows_bars { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        // A bar that is wider than the terminal would be repeated in every line.
        let style = match console::Term::stderr().size_checked() {
            Some((_, columns)) if usize::from(columns) < NARROW => "{percent}% {eta}",
            _ => "{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}",
        };
        let style = ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(Some(total), target);
        Bar(bar.with_style(style.progress_chars("=> ")).with_message(name.into()))
    }

    /// Returns a line that shows what is waited for, and for how long.
    pub(crate) fn spinner(&self, message: impl Into<String>) -> Bar {
        let target = if self.shows_bars { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let style = ProgressStyle::with_template("{spinner} {wide_msg} {elapsed}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner());
        let bar = ProgressBar::with_draw_target(None, target).with_style(style).with_message(message.into());
        if self.shows_bars {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Bar(bar)
    }
}

/// A bar on the terminal. Dropping it clears it.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// Shows how far it is.
    pub(crate) fn show(&self, progress: &Progress) {
        self.0.set_length(progress.total);
        self.0.set_position(progress.done);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// Returns a text from outside as the cell of a table: one line, without control characters.
pub(crate) fn cell_text(text: &str) -> String {
    text.chars()
        .map(|character| if character.is_control() || is_bidirectional(character) { '\u{fffd}' } else { character })
        .collect()
}

/// Returns whether a character changes the direction of the text around it, which could show another text than there is.
fn is_bidirectional(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns a cell for a value that may be missing.
pub(crate) fn or_dash(value: Option<impl Display>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

/// Reads a line from the standard input, no more than a number of bytes, without the space around it.
///
/// It waits on a thread that nobody waits for, so that a signal stops the program meanwhile.
pub(crate) async fn line_of_stdin(limit: u64) -> io::Result<String> {
    let (sender, line) = oneshot::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        let read = io::Read::take(io::stdin().lock(), limit).read_line(&mut line);
        // The receiver is gone only when the program is about to end.
        let _ = sender.send(read.map(|_| line.trim().to_owned()));
    });
    line.await.unwrap_or_else(|_| Err(io::ErrorKind::UnexpectedEof.into()))
}

/// Asks whether something that cannot be undone is to be done, unless the arguments say so.
pub(crate) async fn confirm(terminal: &Terminal, is_confirmed: bool, question: String) -> Result<(), Failure> {
    if is_confirmed || terminal.confirms(question).await {
        return Ok(());
    }
    Err(Failure::Refused(texts::NOTHING_DONE.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_one_line_and_shows_characters_that_would_move_the_text() {
        assert_eq!(cell_text("a\nb\u{1b}[31m\u{202e}声音"), "a\u{fffd}b\u{fffd}[31m\u{fffd}声音");
    }
}
