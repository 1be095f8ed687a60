//! `metastudio-voice train`: from a recording to a voice, in one command that can be stopped and run again.

mod details;
pub(crate) mod show;

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};
use metastudio_voice::drift::Recorder;
use metastudio_voice::training::{ActionNeeded, Outcome, Plan, Segments};
use serde_json::json;

use crate::connection::{Spending, seconds};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::terminal::{Terminal, cell_text, confirm, or_dash};
use crate::texts;

pub(crate) use self::details::Detail;
use self::show::Show;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Recording: one long WAV; for the basic and the middle edition, a folder with 0.wav, 0.txt, 1.wav and so on.
    recording: PathBuf,
    /// Signed authorization letter: PDF, JPG or PNG.
    letter: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
    #[command(flatten)]
    service: Spending,
    /// Show what would be sent, and check it as far as possible without creating anything.
    #[arg(long, conflicts_with_all = ["resubmit"])]
    dry_run: bool,
    /// Keep the responses of the service in this file, without what they say about anybody, for `doctor`.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

/// The options of a plan that several commands have.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Options {
    /// Name of the voice, 1 to 64 characters; the default is the name of the recording's file.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Edition of the training; a folder is trained as the middle one unless this says basic.
    #[arg(long, value_enum, value_name = "EDITION")]
    pub(crate) edition: Option<Edition>,
    /// Details of the voice by the names of the API, such as sex=MALE language=CN.
    #[arg(long, value_name = "NAME=VALUE", num_args = 1..)]
    pub(crate) details: Vec<Detail>,
    /// Phone number at which the service can reach you; no journal holds it.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) phone: Option<String>,
    /// Resume this existing job, which no journal knows, instead of creating one.
    #[arg(long, value_name = "ID")]
    pub(crate) job: Option<String>,
    /// Submit this recording and letter to the same job, after a failed review.
    #[arg(long)]
    pub(crate) resubmit: bool,
    /// File that keeps the progress of the training, from which the next run goes on; the default is beside the recording.
    #[arg(long, value_name = "FILE")]
    pub(crate) journal: Option<PathBuf>,
    /// Seconds that the job may take after its submission.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) deadline: Option<Duration>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Edition {
    /// ADVANCE: one long recording.
    Premium,
    /// THIRD_PARTY: one long recording.
    ThirdParty,
    /// BASIC: 20 segments with their texts.
    Basic,
    /// MIDDLE: 100 segments with their texts.
    Middle,
}

/// Makes the plan of a training.
pub(crate) fn plan(recording: &Path, letter: Option<&Path>, options: &Options) -> Result<Plan, Failure> {
    let name = name_of(recording, options)?;
    let details = details::request(&name, &options.details, options.phone.as_deref()).map_err(Failure::Usage)?;
    let is_folder = recording.is_dir();
    let edition = options.edition.unwrap_or(if is_folder { Edition::Middle } else { Edition::Premium });
    let mut plan = match edition {
        Edition::Premium => Plan::premium(name, recording),
        Edition::ThirdParty => Plan::third_party(name, recording),
        Edition::Basic | Edition::Middle if !is_folder => {
            return Err(Failure::Usage(texts::NEEDS_FOLDER.with(&[("path", &recording.display())])));
        }
        Edition::Basic => Plan::basic(name, Segments::folder(recording)?),
        Edition::Middle => Plan::middle(name, Segments::folder(recording)?),
    };
    if let Some(letter) = letter {
        plan = plan.letter(letter);
    }
    plan = plan.details(|_| details);
    if let Some(job) = &options.job {
        plan = plan.resume_job(&**job);
    }
    if options.resubmit {
        plan = plan.resubmit();
    }
    if let Some(journal) = &options.journal {
        plan = plan.journal(journal);
    }
    if let Some(deadline) = options.deadline {
        plan = plan.deadline(deadline);
    }
    Ok(plan)
}

/// Opens a recording of responses.
fn recorder(path: &Path) -> Result<Recorder, Failure> {
    Recorder::open(path)
        .map_err(|error| Failure::Usage(texts::CANNOT_RECORD.with(&[("file", &path.display()), ("error", &error)])))
}

/// Checks a detail by itself.
pub(crate) fn check_detail(detail: &Detail) -> Result<(), String> {
    details::request("a name", std::slice::from_ref(detail), None).map(drop)
}

/// Returns the name of a voice: the one that the options give, or that of the recording's file without its ending.
pub(crate) fn name_of(recording: &Path, options: &Options) -> Result<String, Failure> {
    if let Some(name) = &options.name {
        return Ok(name.clone());
    }
    let name = recording.file_stem().and_then(|name| name.to_str()).map(str::trim);
    name.filter(|name| !name.is_empty())
        .map(str::to_owned)
        .ok_or_else(|| Failure::Usage(texts::NEEDS_NAME.with(&[("path", &recording.display())])))
}

pub(crate) async fn run(arguments: Arguments, terminal: Terminal) -> Result<Exit, Failure> {
    let Arguments { recording, letter, options, service, dry_run, record } = arguments;
    let mut plan = plan(&recording, letter.as_deref(), &options)?.poll_interval(service.interval());
    if !service.is_lasting() && options.journal.is_none() {
        // The simulator ends with this program, so there is no job to resume later.
        plan = plan.without_journal();
    }
    let recorder = record.as_deref().map(recorder).transpose()?;
    let connected = service.connect(&terminal, |builder| match &recorder {
        Some(recorder) => builder.record(recorder),
        None => builder,
    });
    let connected = connected.await?;
    let client = connected.client.clone();
    if dry_run {
        return rehearse(&client, plan, &options, &terminal).await;
    }
    if service.live {
        let region = service.connection.name();
        let question = match &options.job {
            Some(job) => texts::ASK_JOB.with(&[("job", job), ("region", &region)]),
            None => texts::ASK_CREDIT.with(&[("region", &region)]),
        };
        confirm(&terminal, service.yes, question).await?;
    }
    let mut show = Show::new(terminal.clone());
    let outcome = client.train(plan).on_event(move |event| show.event(&event)).await;
    if let Some(Err(error)) = recorder.map(Recorder::finish) {
        // The training does not fail because of it.
        terminal.note(texts::NOT_RECORDED.with(&[("error", &error)]));
    }
    finished(&outcome?, &terminal)
}

/// Shows what would be sent, without creating anything.
async fn rehearse(
    client: &metastudio_voice::Client,
    plan: Plan,
    options: &Options,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let journal = plan.journal_path();
    let request = plan.request()?;
    let report = client.preflight(plan).await?;
    let mut request = serde_json::to_value(&request).unwrap_or_default();
    if let Some(phone) = request.get_mut("phone").filter(|phone| !phone.is_null()) {
        *phone = json!("***");
    }
    if terminal.is_json() {
        terminal.json(&json!({
            "dry_run": true,
            "edition": report.edition,
            "job_id": options.job,
            "request": request,
            "journal": journal,
            "preflight": report,
        }))?;
    } else {
        terminal.line(texts::WOULD_CREATE.with(&[("edition", &report.edition), ("request", &request)]))?;
        terminal
            .line(texts::WOULD_KEEP.with(&[("journal", &or_dash(journal.map(|path| path.display().to_string())))]))?;
        terminal.line(report.to_string().trim_end())?;
    }
    Ok(if report.is_ready() { Exit::Done } else { Exit::Refused })
}

/// Shows the outcome of a training.
pub(crate) fn finished(outcome: &Outcome, terminal: &Terminal) -> Result<Exit, Failure> {
    match outcome {
        Outcome::Trained(voice) => {
            if terminal.is_json() {
                terminal.json(&json!({ "event": "trained", "asset_id": voice.asset_id, "job_id": voice.job_id }))?;
            } else {
                terminal.line(texts::TRAINED)?;
                terminal.line(format_args!("asset_id: {}", voice.asset_id))?;
            }
            Ok(Exit::Done)
        }
        Outcome::ActionNeeded(needed) => {
            if terminal.is_json() {
                terminal.json(&json!({ "event": "action_needed", "needed": needed }))?;
            } else {
                for line in needed_lines(needed) {
                    terminal.line(line)?;
                }
                terminal.note(texts::RESUBMIT);
            }
            Ok(Exit::ActionNeeded)
        }
        // An outcome of a later version of the library.
        other => {
            terminal.line(format_args!("{other:?}"))?;
            Ok(Exit::Done)
        }
    }
}

/// Returns the lines about a job that waits for a person: where it waits, and why.
fn needed_lines(needed: &ActionNeeded) -> Vec<String> {
    let state = cell_text(needed.state.as_ref());
    let mut lines = vec![texts::WAITS.with(&[("job", &needed.job_id.as_str()), ("state", &state)])];
    lines.extend(needed.reviewer.as_ref().map(|message| texts::REVIEWER.with(&[("message", &cell_text(message))])));
    lines.extend(needed.reasons.iter().map(|reason| format!("- {}", cell_text(&reason.to_string()))));
    lines
}
