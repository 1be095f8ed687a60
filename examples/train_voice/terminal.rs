//! Shows a training on a terminal: a line for each event, a progress bar for each upload.

use std::fmt::Display;
use std::io::Write;

use indicatif::{ProgressBar, ProgressStyle};
use metastudio_voice::training::Event;

/// Prints a line. It ignores errors, so that the training continues if the reader has gone (`| head`).
pub(crate) fn say(line: impl Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Shows the events of a training.
#[derive(Default)]
pub(crate) struct Terminal {
    bar: Option<ProgressBar>,
}

impl Terminal {
    /// Creates a terminal without a progress bar.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Shows an event.
    pub(crate) fn show(&mut self, event: Event) {
        let in_progress = match &event {
            Event::Reading { progress } => Some(("checksum".to_owned(), *progress)),
            Event::Uploading { item, progress } => Some((item.to_string(), *progress)),
            _ => None,
        };
        if let Some((name, progress)) = in_progress {
            let bar = self.bar.get_or_insert_with(|| bar(name, progress.total));
            return bar.set_position(progress.done);
        }
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        say(event);
    }
}

fn bar(name: String, total: u64) -> ProgressBar {
    let style = "{msg} [{bar:40}] {bytes}/{total_bytes} {bytes_per_sec} {eta}";
    let style = ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(total).with_style(style.progress_chars("=> ")).with_message(name)
}
