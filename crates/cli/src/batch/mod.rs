//! `metastudio-voice batch`: the trainings of a manifest, a few at a time, with a table of all of them.

mod manifest;
mod results;
mod table;

use std::path::PathBuf;

use clap::Args;
use metastudio_voice::training::{Event, Outcome, Pool, Training};
use serde_json::json;
use tokio::sync::mpsc;

use self::manifest::Row;
use self::results::{ResultRow, Results, Status};
use self::table::Table;
use crate::connection::Spending;
use crate::exit::Exit;
use crate::failure::{Failure, in_options};
use crate::terminal::{Terminal, confirm};
use crate::texts;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Manifest: CSV with a header, or a YAML list (.yaml). One training a row: recording, name, letter, edition, phone,
    /// job, and details by the names of the API, such as sex.
    manifest: PathBuf,
    #[command(flatten)]
    service: Spending,
    /// Result file, from which the next run goes on; the default is beside the manifest. Simulated results are not kept.
    #[arg(long, value_name = "FILE")]
    results: Option<PathBuf>,
}

/// A message of a training to the table.
enum Message {
    Event(usize, Event),
    Ended(usize, Box<Result<Outcome, metastudio_voice::Error>>),
}

pub(crate) async fn run(arguments: Arguments, terminal: Terminal) -> Result<Exit, Failure> {
    let Arguments { manifest, service, results } = arguments;
    let rows = manifest::read(&manifest)?;
    let file = service.is_lasting().then(|| results.unwrap_or_else(|| Results::beside(&manifest)));
    let mut results = Results::read(file, &rows)?;
    let open: Vec<usize> = (0..rows.len()).filter(|row| results.rows[*row].status != Status::Trained).collect();
    if open.is_empty() {
        terminal.note(texts::ALL_TRAINED.with(&[("count", &rows.len())]));
        return report(&results, &terminal);
    }
    let connected = service.connect(&terminal, |builder| builder).await?;
    if service.live {
        let region = service.connection.name();
        let question = texts::ASK_CREDITS.with(&[("count", &open.len()), ("region", &region)]);
        confirm(&terminal, service.yes, question).await?;
    }
    // A file that cannot be written is found before anything is spent.
    results.write()?;
    let pool = connected.client.pool().build();
    let messages = start(&pool, rows, &open, &service).await?;
    let ended = follow(messages, &mut results, &terminal).await;
    pool.shutdown(std::time::Duration::from_secs(5)).await;
    ended?;
    report(&results, &terminal)
}

/// Starts the open trainings, and returns the messages of all of them.
async fn start(
    pool: &Pool,
    rows: Vec<Row>,
    open: &[usize],
    service: &Spending,
) -> Result<mpsc::UnboundedReceiver<Message>, Failure> {
    let (sender, messages) = mpsc::unbounded_channel();
    for (index, row) in rows.into_iter().enumerate() {
        if !open.contains(&index) {
            continue;
        }
        let mut plan = row.plan.poll_interval(service.interval());
        if !service.is_lasting() {
            plan = plan.without_journal();
        }
        let training = pool.start(format!("row-{}", row.number), plan).await?;
        tokio::spawn(tell(index, training, sender.clone()));
    }
    Ok(messages)
}

/// Tells what happens to a training until it has ended. A receiver that has gone is no error.
async fn tell(index: usize, training: Training, sender: mpsc::UnboundedSender<Message>) {
    let mut events = training.events();
    while let Some(event) = events.next().await {
        let _ = sender.send(Message::Event(index, event));
    }
    let _ = sender.send(Message::Ended(index, Box::new(training.outcome().await)));
}

/// Shows what happens, and writes each end to the result file.
async fn follow(
    mut messages: mpsc::UnboundedReceiver<Message>,
    results: &mut Results,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let table = Table::new(terminal, &results.rows);
    while let Some(message) = messages.recv().await {
        match message {
            Message::Event(index, event) => table.show(index, &event),
            Message::Ended(index, outcome) => {
                let row = &mut results.rows[index];
                end(row, *outcome);
                table.end(index, row);
                results.write()?;
            }
        }
    }
    Ok(())
}

/// Notes the end of a training.
fn end(row: &mut ResultRow, outcome: Result<Outcome, metastudio_voice::Error>) {
    (row.message, row.asset_id) = (None, None);
    match outcome {
        Ok(Outcome::Trained(voice)) => {
            row.status = Status::Trained;
            row.job_id = Some(voice.job_id.to_string());
            row.asset_id = Some(voice.asset_id);
        }
        Ok(Outcome::ActionNeeded(needed)) => {
            row.status = Status::ActionNeeded;
            row.job_id = Some(needed.job_id.to_string());
            row.message = Some(needed.to_string());
        }
        // An outcome of a later version of the library.
        Ok(_) => row.status = Status::Open,
        Err(error) => {
            row.status = Status::Failed;
            row.job_id = error.job_id().map(str::to_owned).or(row.job_id.take());
            row.message = Some(in_options(&format!("{error:#}")));
        }
    }
}

/// Prints the results, and returns how the program ends: with the worst of them.
fn report(results: &Results, terminal: &Terminal) -> Result<Exit, Failure> {
    if terminal.is_json() {
        for row in &results.rows {
            terminal.json(&json!({ "event": "result", "result": row }))?;
        }
    } else {
        let header = [texts::ROW, texts::VOICE, texts::STATUS, texts::RESULT].map(|text| text.get());
        let rows = results.rows.iter().map(|row| {
            let result = row.asset_id.as_ref().or(row.message.as_ref()).cloned().unwrap_or_default();
            [row.row.to_string(), row.name.clone(), table::status(row.status).to_string(), result]
        });
        terminal.table(&header, rows)?;
    }
    let has = |status: Status| results.rows.iter().any(|row| row.status == status);
    Ok(match () {
        () if has(Status::Failed) || has(Status::Open) => Exit::Failed,
        () if has(Status::ActionNeeded) => Exit::ActionNeeded,
        () => Exit::Done,
    })
}
