//! The events of a training on the terminal: a line for each, with the time; a bar for what takes long.

use metastudio_voice::training::Event;
use metastudio_voice::training::preflight::Severity;

use crate::failure::in_options;
use crate::terminal::{Bar, Terminal, cell_text};
use crate::text::Text;
use crate::texts;

/// Shows events. A failed write is ignored: the training goes on if the reader has gone (`| head`).
pub(crate) struct Show {
    terminal: Terminal,
    bar: Option<(&'static str, Bar)>,
    wait: Option<Bar>,
}

impl Show {
    pub(crate) fn new(terminal: Terminal) -> Self {
        Self { terminal, bar: None, wait: None }
    }

    /// Shows an event.
    pub(crate) fn event(&mut self, event: &Event) {
        let progress = match event {
            Event::Reading { progress } => Some((texts::CHECKING.get(), progress)),
            Event::Uploading { item, progress } => Some((item_name(*item).get(), progress)),
            _ => None,
        };
        if self.terminal.is_json() {
            let _ = self.terminal.json(event);
            return;
        }
        if let Some((name, progress)) = progress {
            if self.bar.as_ref().is_none_or(|(shown, _)| *shown != name) {
                self.bar = Some((name, self.terminal.bar(name, progress.total)));
            }
            if let Some((_, bar)) = &self.bar {
                bar.show(progress);
            }
            return;
        }
        (self.bar, self.wait) = (None, None);
        for line in lines(event) {
            let _ = self.terminal.line(format_args!("{}  {line}", now()));
        }
        if let Event::State { state } = event {
            self.wait = Some(self.terminal.spinner(cell_text(state.as_ref())));
        }
    }
}

/// Returns the lines of an event.
pub(crate) fn lines(event: &Event) -> Vec<String> {
    let one = |line: String| vec![line];
    match event {
        Event::Checked { report } => {
            let mut lines = vec![texts::CHECKED.to_string()];
            let advice = report.findings.iter().filter(|finding| finding.severity == Severity::Advice);
            lines.extend(advice.map(|finding| texts::ADVICE.with(&[("advice", &cell_text(&finding.to_string()))])));
            lines
        }
        Event::Created { job_id } => one(texts::CREATED.with(&[("job", &job_id.as_str())])),
        Event::Resumed { job_id } => one(texts::RESUMED.with(&[("job", &job_id.as_str())])),
        Event::Recovered { job_id } => one(texts::RECOVERED.with(&[("job", &job_id.as_str())])),
        Event::Uploaded { item } => one(texts::UPLOADED.with(&[("item", &item_name(*item))])),
        Event::Submitted => one(texts::SUBMITTED.to_string()),
        Event::State { state } => one(cell_text(state.as_ref())),
        Event::Retrying { error } => one(texts::RETRYING.with(&[("error", &cell_text(&in_options(error)))])),
        // Segments, and events of a later version of the library.
        other => other.to_string().lines().map(cell_text).collect(),
    }
}

fn item_name(item: metastudio_voice::training::Item) -> Text {
    use metastudio_voice::training::Item;
    match item {
        Item::Letter => texts::LETTER,
        _ => texts::RECORDING,
    }
}

/// Returns the time of day, in this place.
fn now() -> impl std::fmt::Display {
    jiff::Zoned::now().strftime("%H:%M:%S").to_string()
}
