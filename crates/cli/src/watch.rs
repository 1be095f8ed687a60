//! `metastudio-voice watch`: follows a training that another process has submitted.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::connection::{Connection, seconds};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::train::finished;
use crate::train::show::Show;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Journal of the training, such as recording.wav.training.json.
    journal: PathBuf,
    #[command(flatten)]
    connection: Connection,
    /// Seconds between two queries of the job's state.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    poll_interval: Option<Duration>,
    /// Seconds that the job may take after its submission.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    deadline: Option<Duration>,
}

pub(crate) async fn run(arguments: Arguments, terminal: Terminal) -> Result<Exit, Failure> {
    let client = arguments.connection.client().await?;
    let mut watch = client.watch(&arguments.journal);
    if let Some(interval) = arguments.poll_interval {
        watch = watch.poll_interval(interval);
    }
    if let Some(deadline) = arguments.deadline {
        watch = watch.deadline(deadline);
    }
    let mut show = Show::new(terminal.clone());
    let outcome = watch.on_event(move |event| show.event(&event)).await?;
    finished(&outcome, &terminal)
}
