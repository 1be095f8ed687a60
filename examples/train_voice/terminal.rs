//! What happens, shown on a terminal: a line for each event, a bar for each upload.

use indicatif::{ProgressBar, ProgressStyle};
use metastudio_voice::training::Event;

/// Shows events as they come.
#[derive(Default)]
pub struct Terminal {
    bar: Option<ProgressBar>,
}

impl Terminal {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Shows an event.
    pub fn show(&mut self, event: Event) {
        if let Event::Uploading { item, progress } = event {
            let bar = self.bar.get_or_insert_with(|| bar(item.to_string(), progress.total));
            return bar.set_position(progress.sent);
        }
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        println!("{event}");
    }
}

fn bar(name: String, total: u64) -> ProgressBar {
    let style = "{msg} [{bar:40}] {bytes}/{total_bytes} {bytes_per_sec} {eta}";
    let style = ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(total).with_style(style.progress_chars("=> ")).with_message(name)
}
