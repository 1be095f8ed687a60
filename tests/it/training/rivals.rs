//! Two processes that record a create request for the same voice name at the same moment. Within one process a lock
//! excludes this, so each training is a process of its own: this test binary again. The store that the two share holds
//! each of them before and after it records a create request, and before it withdraws it.

use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use metastudio_voice::training::store::{FileStore, JournalStore, Lease, Storing, Swapped};
use metastudio_voice::training::{Journal, JournalStatus, Outcome, Plan};
use metastudio_voice::{Client, Credentials};
use metastudio_voice_simulator::{Disturbance, ErrorResponse, ObjectKind};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, ChildStdin, Command};

use crate::support::store::{Changed, Steps};
use crate::support::studio::{Studio, fast};
use crate::support::{child, wav};

/// The variable with the settings of a child, a JSON array.
const SETTINGS: &str = "METASTUDIO_VOICE_TEST_RIVAL";
/// The beginning of the lines that a child prints for its parent.
const STEP: &str = "step: ";
/// The number of create requests that a training records and withdraws in one run.
const WITHDRAWALS: usize = 6;
const LIMIT: Duration = Duration::from_secs(30);

/// A store in a folder that tells three steps of a training, and waits at each of them until a line comes, or the input
/// has ended.
#[derive(Debug)]
struct Held {
    store: FileStore,
    last: Mutex<JournalStatus>,
}

impl Held {
    fn folder(path: &Path) -> Changed<Self> {
        Changed(Self { store: FileStore::folder(path), last: Mutex::new(JournalStatus::New) })
    }

    async fn hold(&self, step: &'static str) {
        let line = move || {
            eprintln!("{STEP}{step}");
            std::io::stdin().read_line(&mut String::new()).expect("the parent's line")
        };
        tokio::task::spawn_blocking(line).await.expect("no panic");
    }
}

impl Steps for Held {
    fn store(&self) -> &dyn JournalStore {
        &self.store
    }

    fn compare_and_swap<'a>(&'a self, lease: &'a Lease, version: u64, journal: &'a Journal) -> Storing<'a, Swapped> {
        Box::pin(async move {
            let status = journal.status();
            let before = std::mem::replace(&mut *self.last.lock().expect("the status"), status);
            match (before, status) {
                (JournalStatus::New, JournalStatus::Creating) => {
                    self.hold("records").await;
                    let swapped = self.store.compare_and_swap(lease, version, journal).await;
                    self.hold("recorded").await;
                    return swapped;
                }
                (JournalStatus::Creating, JournalStatus::New) => self.hold("withdraws").await,
                _ => {}
            }
            self.store.compare_and_swap(lease, version, journal).await
        })
    }
}

/// Runs in the child: trains a voice, and prints the outcome.
#[tokio::test]
async fn in_a_child_a_voice_is_trained() {
    let Ok(settings) = std::env::var(SETTINGS) else { return };
    let settings: [String; 6] = serde_json::from_str(&settings).expect("the settings");
    let [endpoint, project, key, secret, folder, name] = &settings;
    let client = Client::builder().endpoint(endpoint).project_id(project);
    let client = client.credentials(Credentials::access_key(&**key, &**secret).expect("keys"));
    let client = client.build().await.expect("client");
    let folder = Path::new(folder);
    let plan = fast(Plan::premium("v", folder.join(format!("{name}.wav"))));
    let outcome = client.train(plan.journal_in(Arc::new(Held::folder(folder)), &**name)).await;
    match outcome.and_then(Outcome::into_voice) {
        Ok(_) => eprintln!("{STEP}voice"),
        Err(error) => eprintln!("{STEP}{error:#}"),
    }
}

/// A training in a process of its own, which is killed when this is dropped.
struct Process {
    _child: Child,
    input: Option<ChildStdin>,
    output: Lines<BufReader<ChildStderr>>,
}

impl Process {
    fn start(studio: &Studio, name: &str) -> Self {
        let simulator = &studio.simulator;
        let folder = studio.folder.path().to_str().expect("UTF-8");
        let keys = [simulator.project_id(), simulator.access_key(), simulator.secret_key()];
        let settings = [&[simulator.endpoint()], &keys[..], &[folder, name]].concat();
        let mut command = Command::from(child(module_path!(), "in_a_child_a_voice_is_trained"));
        command.env(SETTINGS, serde_json::to_string(&settings).expect("JSON"));
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().expect("a child");
        let output = BufReader::new(child.stderr.take().expect("its output")).lines();
        Self { input: child.stdin.take(), output, _child: child }
    }

    /// Waits for this step, at which the process is held.
    async fn reaches(&mut self, step: &str) {
        assert_eq!(self.step().await, step);
    }

    /// Waits for the next step, or for the outcome.
    async fn step(&mut self) -> String {
        let mut printed = Vec::new();
        let step = async {
            while let Some(line) = self.output.next_line().await.expect("UTF-8") {
                if let Some(step) = line.strip_prefix(STEP) {
                    return step.to_owned();
                }
                printed.push(line);
            }
            panic!("no step: {printed:#?}")
        };
        tokio::time::timeout(LIMIT, step).await.expect("a step in time")
    }

    /// Lets the process go on.
    async fn go(&mut self) {
        self.input.as_mut().expect("its input").write_all(b"\n").await.expect("it reads");
    }

    /// Lets the process go on to this step.
    async fn go_to(&mut self, step: &str) {
        self.go().await;
        self.reaches(step).await;
    }

    /// Lets the process go on to its end, and returns the outcome.
    async fn outcome(mut self) -> String {
        self.input = None;
        loop {
            let step = self.step().await;
            if !["records", "recorded", "withdraws"].contains(&&*step) {
                return step;
            }
        }
    }
}

/// A service with recordings for two voices of the same name.
async fn studio() -> Studio {
    let studio = Studio::open().await;
    for (name, samples) in [("anna", 96_000), ("ben", 96_100)] {
        studio.file(&format!("{name}.wav"), wav(samples));
    }
    studio
}

/// Starts both trainings, each of which has recorded a create request then.
async fn both_recorded(studio: &Studio) -> [Process; 2] {
    let mut both = ["anna", "ben"].map(|name| Process::start(studio, name));
    // None of them has found the other's record before.
    for process in &mut both {
        process.reaches("records").await;
    }
    for process in &mut both {
        process.go_to("recorded").await;
    }
    both
}

fn create_requests(studio: &Studio) -> usize {
    let requests = studio.simulator.requests();
    requests.iter().filter(|request| request.operation == Some("CreateTrainingAdvanceJob")).count()
}

/// Asserts that each training has the job with its own recording, and nothing was created or paid twice.
async fn expect_one_of_each(studio: &Studio) {
    assert_eq!((studio.counts(), create_requests(studio)), ((2, 2, 2), 2));
    let store = FileStore::folder(studio.folder.path());
    for name in ["anna", "ben"] {
        let journal = store.load(name).await.expect("the store").expect("a journal").journal;
        let id = journal.job_id().expect("a job").to_string();
        let sound = std::fs::read(studio.folder.path().join(format!("{name}.wav"))).expect("a recording");
        let stored = studio.simulator.object(&id, ObjectKind::Recording).expect("stored").bytes().expect("bytes");
        assert!(stored.windows(sound.len()).any(|part| part == sound), "{name} has the recording of another");
    }
}

#[tokio::test]
async fn a_process_that_finds_the_create_request_of_another_one_beside_its_own_sends_none() {
    let studio = studio().await;
    let [mut anna, mut ben] = both_recorded(&studio).await;
    // The other one stays at its record, and may send at any moment.
    for _ in 1..WITHDRAWALS {
        anna.go_to("withdraws").await;
        anna.go_to("records").await;
        anna.go_to("recorded").await;
    }
    anna.go_to("withdraws").await;
    let outcome = anna.outcome().await;
    assert!(outcome.contains("\"ben\"") && outcome.contains("nothing was created"), "{outcome}");
    assert_eq!((studio.counts(), create_requests(&studio)), ((0, 0, 0), 0));

    ben.go_to("voice").await;
    assert_eq!((studio.counts(), create_requests(&studio)), ((1, 1, 1), 1));
    assert_eq!(Process::start(&studio, "anna").outcome().await, "voice");
    expect_one_of_each(&studio).await;
}

#[tokio::test]
async fn two_processes_that_find_the_create_requests_of_each_other_each_time_send_none_until_they_are_run_again() {
    let studio = studio().await;
    let mut both = both_recorded(&studio).await;
    for withdrawal in 1..=WITHDRAWALS {
        for process in &mut both {
            process.go_to("withdraws").await;
        }
        if withdrawal < WITHDRAWALS {
            for step in ["records", "recorded"] {
                for process in &mut both {
                    process.go_to(step).await;
                }
            }
        }
    }
    for process in both {
        let outcome = process.outcome().await;
        assert!(outcome.contains("nothing was created"), "{outcome}");
    }
    assert_eq!((studio.counts(), create_requests(&studio)), ((0, 0, 0), 0));

    assert_eq!(Process::start(&studio, "anna").outcome().await, "voice");
    assert_eq!((studio.counts(), create_requests(&studio)), ((1, 1, 1), 1));
    assert_eq!(Process::start(&studio, "ben").outcome().await, "voice");
    expect_one_of_each(&studio).await;
}

/// If both were sent, nothing could tell whose job is whose.
#[tokio::test]
async fn two_processes_that_record_at_once_and_whose_responses_are_lost_each_find_their_own_job() {
    let studio = studio().await;
    let lost = vec![Disturbance::RespondAfter(ErrorResponse::backend_timeout()); 2];
    studio.simulator.disturb_operation("CreateTrainingAdvanceJob", lost).expect("an operation");
    let [anna, ben] = both_recorded(&studio).await;
    let outcomes = tokio::join!(anna.outcome(), ben.outcome());
    for (name, outcome) in [("anna", outcomes.0), ("ben", outcomes.1)] {
        // One that gives up while the other one is in doubt has created nothing.
        if outcome != "voice" {
            assert!(outcome.contains("nothing was created"), "{outcome}");
            assert_eq!(Process::start(&studio, name).outcome().await, "voice");
        }
    }
    expect_one_of_each(&studio).await;
}
