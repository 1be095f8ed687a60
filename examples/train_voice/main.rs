//! Trains a voice from a recording: `cargo run --example train_voice -- [RECORDING.wav [LETTER.pdf]]`.
//!
//! The program runs against a simulator inside itself. Only `--live` uses the real service, with the credentials of the
//! environment, and asks before it spends a credit. You can stop a live training at any time: the same command resumes
//! it from the journal beside the recording.
//!
//! `RUST_LOG=metastudio_voice=debug` logs each request to the standard error.

mod speech;
mod terminal;

use std::error::Error;
use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use metastudio_voice::training::Plan;
use metastudio_voice::{Client, Credentials};
use metastudio_voice_simulator::Simulator;

use crate::terminal::say;

/// Trains a premium voice from a recording.
#[derive(Parser)]
struct Arguments {
    /// Recording: one long WAV. Without it, the program makes a short one that resembles speech.
    recording: Option<PathBuf>,
    /// Signed authorization letter: PDF, JPG or PNG.
    letter: Option<PathBuf>,
    /// Name of the voice, 1 to 64 characters.
    #[arg(long, default_value = "Gentle female voice")]
    name: String,
    /// Phone number under which the service can reach you.
    #[arg(long)]
    phone: Option<String>,
    /// Resume this existing job, which no journal knows, instead of creating one.
    #[arg(long)]
    job: Option<String>,
    /// Submit this recording and letter to the same job, after a failed review.
    #[arg(long)]
    resubmit: bool,
    /// Journal file that stores the progress of the training. By default it is beside the recording with --live, and
    /// without --live there is none.
    #[arg(long)]
    journal: Option<PathBuf>,
    /// Seconds between two polls of the job's state.
    #[arg(long, default_value = "60", value_parser = seconds)]
    poll_interval: Duration,
    /// Use the real service, with the credentials that Huawei's SDKs would find. This spends a training credit.
    #[arg(long)]
    live: bool,
    /// Region of the real service.
    #[arg(long, default_value = "cn-north-4")]
    region: String,
    /// Do not ask for confirmation before spending a credit.
    #[arg(long)]
    yes: bool,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number of seconds".to_owned())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::from_default_env();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    // These two must outlive the training: dropping them removes the recording and stops the simulator.
    let folder;
    let recording = match &arguments.recording {
        Some(recording) => recording.clone(),
        None if arguments.live => {
            return Err("--live requires a recording of a real voice: name it as the first argument".into());
        }
        None => {
            folder = tempfile::tempdir()?;
            let path = folder.path().join("recording.wav");
            let length = speech::write(&path)?;
            say(format_args!("No recording given: made {} s of something like speech.", length.as_secs()));
            path
        }
    };
    let mut plan = Plan::premium(&arguments.name, recording).poll_interval(arguments.poll_interval);
    if let Some(journal) = &arguments.journal {
        plan = plan.journal(journal);
    } else if !arguments.live {
        // The simulator ends with this program, so there is no job to resume later.
        plan = plan.without_journal();
    }
    if arguments.resubmit {
        plan = plan.resubmit();
    }
    if let Some(phone) = &arguments.phone {
        plan = plan.details(|job| job.phone(&**phone));
    }
    if let Some(letter) = &arguments.letter {
        plan = plan.letter(letter);
    }
    if let Some(job) = &arguments.job {
        plan = plan.resume_job(&**job);
    }

    let simulator;
    let client = if arguments.live {
        let client = Client::builder().region(&arguments.region).build().await?;
        if !(arguments.yes || confirmed(&arguments)?) {
            return Err("nothing was created".into());
        }
        client
    } else {
        simulator = Simulator::start().await?;
        say("Simulated: the service runs inside this program, and nothing is spent (--live for the real one).");
        plan = plan.poll_interval(Duration::from_millis(50));
        Client::builder()
            .endpoint(simulator.endpoint())
            .project_id(simulator.project_id())
            .credentials(Credentials::access_key(simulator.access_key(), simulator.secret_key())?)
            .build()
            .await?
    };

    let mut terminal = terminal::Terminal::new();
    let voice = client.train(plan).on_event(move |event| terminal.show(event)).await?.into_voice()?;
    say(format_args!("The voice \"{}\" is trained.", arguments.name));
    say(format_args!("asset_id: {}", voice.asset_id));
    Ok(())
}

/// Prints the effects of the training, and returns whether the user confirms it.
fn confirmed(arguments: &Arguments) -> std::io::Result<bool> {
    let region = &arguments.region;
    match &arguments.job {
        Some(job) => say(format_args!(
            "This uploads files to job {job} in {region} and submits it, if it waits for a submission."
        )),
        None => say(format_args!(
            "This creates a premium (ADVANCE) training job \"{}\" in {region} and submits it.",
            arguments.name
        )),
    }
    say("Submitting spends one training credit of your account.");
    if !std::io::stdin().is_terminal() {
        say("The standard input is not a terminal, so nobody can confirm: use --yes to continue.");
        return Ok(false);
    }
    print!("Continue? [y/N] ");
    std::io::stdout().flush()?;
    let mut input = String::new();
    std::io::stdin().lock().read_line(&mut input)?;
    Ok(matches!(input.trim(), "y" | "Y" | "yes"))
}
