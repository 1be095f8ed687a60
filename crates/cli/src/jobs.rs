//! `metastudio-voice jobs`: the training jobs of a project.

use clap::{Args, Subcommand};
use metastudio_voice::types::{AuditResult, OperationLogItem, TrainingJobInfo};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::connection::Connection;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::terminal::{Terminal, cell_text, confirm, or_dash};
use crate::texts;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Lists jobs, the newest first.
    List(ListArguments),
    /// Shows a job.
    Show(JobArguments),
    /// Shows who has done what with a job, and when.
    Log(JobArguments),
    /// Shows the findings of the review of a job.
    Audit(JobArguments),
    /// Deletes a job. A voice in the asset library stays.
    Delete(DeleteArguments),
}

#[derive(Args)]
pub(crate) struct ListArguments {
    #[command(flatten)]
    connection: Connection,
    /// Only jobs in this state, such as AUDIT_FAILED; several with commas between them.
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
    /// Only jobs whose voice has this in its name.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Stop after this number of jobs.
    #[arg(long, value_name = "NUMBER")]
    limit: Option<usize>,
}

#[derive(Args)]
pub(crate) struct JobArguments {
    /// Id of the job.
    job: String,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Args)]
pub(crate) struct DeleteArguments {
    #[command(flatten)]
    job: JobArguments,
    /// Do not ask.
    #[arg(long, short)]
    yes: bool,
}

pub(crate) async fn run(command: Command, terminal: Terminal) -> Result<Exit, Failure> {
    match command {
        Command::List(arguments) => list(arguments, &terminal).await,
        Command::Show(arguments) => show(arguments, &terminal).await,
        Command::Log(arguments) => log(arguments, &terminal).await,
        Command::Audit(arguments) => audit(arguments, &terminal).await,
        Command::Delete(arguments) => delete(arguments, &terminal).await,
    }
}

/// A job in the results: a stable form, without the phone number and the links, which may be valid without credentials.
#[derive(Serialize)]
struct Job<'a> {
    job_id: Option<&'a str>,
    voice_name: Option<&'a str>,
    edition: Option<&'a str>,
    state: Option<&'a str>,
    asset_id: Option<&'a str>,
    batch_name: Option<&'a str>,
    sex: Option<&'a str>,
    language: Option<&'a str>,
    tag: Option<&'a str>,
    reject_times: Option<i64>,
    failed_code: Option<&'a str>,
    failed_reason: Option<&'a str>,
    /// As the service sends it: its unit is not documented.
    create_time: Option<i64>,
    lastupdate_time: Option<i64>,
}

impl<'a> Job<'a> {
    fn of(job: &'a TrainingJobInfo) -> Self {
        Self {
            job_id: job.job_id.as_deref(),
            voice_name: job.voice_name.as_deref(),
            edition: job.job_type.as_ref().map(AsRef::as_ref),
            state: job.state.as_ref().map(AsRef::as_ref),
            asset_id: job.asset_id.as_deref(),
            batch_name: job.batch_name.as_deref(),
            sex: job.sex.as_ref().map(AsRef::as_ref),
            language: job.language.as_deref(),
            tag: job.tag.as_ref().map(AsRef::as_ref),
            reject_times: job.reject_times,
            failed_code: job.job_failed_code.as_deref(),
            failed_reason: job.job_failed_reason.as_deref(),
            create_time: job.create_time,
            lastupdate_time: job.lastupdate_time,
        }
    }

    /// Returns the names of the fields with their values, those that the service has sent.
    fn rows(&self) -> Vec<[String; 2]> {
        let fields = serde_json::to_value(self).unwrap_or_default();
        let Some(fields) = fields.as_object() else { return Vec::new() };
        let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        fields.iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| [name.clone(), text(value)]).collect()
    }
}

/// The widths of the columns but the last one. They are fixed, so that ten thousand jobs are printed as they come.
const WIDTHS: [usize; 3] = [36, 15, 11];

async fn list(arguments: ListArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let client = arguments.connection.client().await?;
    let mut request = client.list_voice_training_job();
    if let Some(state) = &arguments.state {
        request = request.state(state.as_str());
    }
    if let Some(name) = &arguments.name {
        request = request.voice_name(name.as_str());
    }
    let mut jobs = request.stream();
    let mut left = arguments.limit.unwrap_or(usize::MAX);
    let mut is_first = true;
    while left > 0
        && let Some(job) = jobs.next().await
    {
        let job = job?;
        let job = Job::of(&job);
        left -= 1;
        if terminal.is_json() {
            terminal.json(&job)?;
            continue;
        }
        if std::mem::take(&mut is_first) {
            let [id, state, edition, name] =
                [texts::JOB, texts::STATE, texts::EDITION, texts::VOICE].map(|text| text.to_string());
            terminal.line(row([&id, &state, &edition, &name]))?;
        }
        let cell = |value: Option<&str>| cell_text(&or_dash(value));
        let cells = [job.job_id, job.state, job.edition, job.voice_name].map(cell);
        terminal.line(row([&cells[0], &cells[1], &cells[2], &cells[3]]))?;
    }
    if is_first && !terminal.is_json() {
        terminal.note(texts::NO_JOBS);
    }
    Ok(Exit::Done)
}

/// Returns a row of the list. Chinese characters are two columns wide.
fn row(cells: [&str; 4]) -> String {
    let mut row = String::new();
    for (cell, width) in cells.into_iter().zip(WIDTHS.into_iter().chain([0])) {
        row.push_str(cell);
        let padding = width.saturating_sub(cell.width());
        row.extend(std::iter::repeat_n(' ', padding));
        row.push_str("  ");
    }
    row.trim_end().to_owned()
}

async fn show(arguments: JobArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let client = arguments.connection.client().await?;
    let job = client.show_voice_training_job().job_id(arguments.job.as_str()).send().await?.into_inner();
    let job = Job::of(&job);
    if terminal.is_json() {
        terminal.json(&job)?;
    } else {
        terminal.table(&[], job.rows())?;
    }
    Ok(Exit::Done)
}

/// An entry of a job's log.
#[derive(Serialize)]
struct Entry<'a> {
    time: Option<i64>,
    operator: Option<&'a str>,
    action: Option<&'a str>,
}

impl<'a> Entry<'a> {
    fn of(item: &'a OperationLogItem) -> Self {
        Self {
            time: item.time,
            operator: item.operator.as_ref().map(AsRef::as_ref),
            action: item.action.as_ref().map(AsRef::as_ref),
        }
    }
}

async fn log(arguments: JobArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let client = arguments.connection.client().await?;
    let mut entries = client.list_job_operation_log().job_id(arguments.job.as_str()).stream();
    while let Some(entry) = entries.next().await {
        let entry = entry?;
        let entry = Entry::of(&entry);
        if terminal.is_json() {
            terminal.json(&entry)?;
        } else {
            let (time, operator, action) = (or_dash(entry.time), or_dash(entry.operator), or_dash(entry.action));
            terminal.line(format_args!("{time:13}  {:10}  {}", cell_text(&operator), cell_text(&action)))?;
        }
    }
    Ok(Exit::Done)
}

/// The findings of a review, without the link to the reviewer's attachment.
#[derive(Serialize)]
struct Findings<'a> {
    reviewer: Option<&'a str>,
    attachment: Option<&'a str>,
    errors: Vec<AuditRow<'a>>,
}

#[derive(Serialize)]
struct AuditRow<'a> {
    audio: Option<&'a str>,
    text: Option<&'a str>,
    code: Option<&'a str>,
    message: Option<&'a str>,
}

impl<'a> Findings<'a> {
    fn of(result: &'a AuditResult) -> Self {
        let admin = result.admin_audit_result.as_ref();
        let errors = result.system_audit_result.iter().flat_map(|found| &found.errors).map(|error| AuditRow {
            audio: error.audio_name.as_deref(),
            text: error.text_name.as_deref(),
            code: error.error_code.as_deref(),
            message: error.error_message.as_deref(),
        });
        Self {
            reviewer: admin.and_then(|admin| admin.message.as_deref()),
            attachment: admin.and_then(|admin| admin.attachment_name.as_deref()),
            errors: errors.collect(),
        }
    }
}

async fn audit(arguments: JobArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let client = arguments.connection.client().await?;
    let result = client.show_job_audit_result().job_id(arguments.job.as_str()).send().await?.into_inner();
    let findings = Findings::of(&result);
    if terminal.is_json() {
        terminal.json(&findings)?;
        return Ok(Exit::Done);
    }
    if let Some(reviewer) = findings.reviewer {
        terminal.line(texts::REVIEWER.with(&[("message", &cell_text(reviewer))]))?;
    }
    if let Some(attachment) = findings.attachment {
        terminal.line(texts::ATTACHMENT.with(&[("name", &cell_text(attachment))]))?;
    }
    if findings.errors.is_empty() {
        terminal.note(texts::NO_FINDINGS);
        return Ok(Exit::Done);
    }
    let header = [texts::AUDIO, texts::TEXT, texts::CODE, texts::MESSAGE].map(|text| text.get());
    let rows = findings.errors.iter().map(|row| [row.audio, row.text, row.code, row.message].map(or_dash));
    terminal.table(&header, rows)?;
    Ok(Exit::Done)
}

async fn delete(arguments: DeleteArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let DeleteArguments { job: JobArguments { job, connection }, yes } = arguments;
    let client = connection.client().await?;
    let asked = client.show_voice_training_job().job_id(job.as_str()).send().await?.into_inner();
    let name = cell_text(&or_dash(asked.voice_name.as_deref()));
    let state = cell_text(&or_dash(asked.state.as_ref()));
    let question = texts::ASK_DELETE.with(&[("job", &job), ("name", &name), ("state", &state)]);
    confirm(terminal, yes, question).await?;
    client.delete_voice_training_job().job_id(job.as_str()).send().await?;
    if terminal.is_json() {
        terminal.json(&serde_json::json!({ "deleted": job }))?;
    } else {
        terminal.note(texts::DELETED.with(&[("job", &job)]));
    }
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_of_the_list_are_aligned_whatever_script_a_name_is_in() {
        let place = |row: String| row.split("ADVANCE").next().map(UnicodeWidthStr::width);
        let first = place(row(["1", "SUCCEED", "ADVANCE", "Calm"]));
        assert_eq!(place(row(["声音", "等待", "ADVANCE", "声音"])), first);
    }
}
