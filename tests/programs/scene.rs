//! A recording, a letter, a simulator whose jobs change their state with each query, and the program that is killed.

use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use metastudio_voice::training::Journal;
use metastudio_voice_simulator::{Clock, Event, ObjectKind, Simulator};

use crate::files::{file, wav};
use crate::trainer::{self, Way};

/// A recording of a second.
pub(crate) static SMALL: LazyLock<Vec<u8>> = LazyLock::new(|| wav(48_000));
/// A recording that is larger than the systems' buffers (on Linux up to 4 MiB at the sender, besides the receive
/// buffer), so that a client still has a part to send when half of the recording has arrived. The sound is that of
/// [`SMALL`], after a large chunk without sound, which takes no time to check.
pub(crate) static LARGE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let (sound, junk) = (&*SMALL, vec![7; 24 << 20]);
    let mut bytes = [&sound[..12], b"JUNK", &(junk.len() as u32).to_le_bytes(), &junk, &sound[12..]].concat();
    let length = bytes.len() as u32 - 8;
    bytes[4..8].copy_from_slice(&length.to_le_bytes());
    bytes
});
const LETTER: &str = "%PDF-1.4 signed";

/// The end of a run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// It has trained the voice.
    Trained,
    /// It was killed at this event.
    Killed(String),
}

pub(crate) struct Scene {
    pub(crate) simulator: Simulator,
    pub(crate) folder: tempfile::TempDir,
    way: Way,
    recording: &'static [u8],
}

impl Scene {
    pub(crate) async fn new(way: Way, recording: &'static [u8]) -> Self {
        let folder = tempfile::tempdir().expect("folder");
        file(folder.path(), "recording.wav", recording);
        file(folder.path(), "letter.pdf", LETTER);
        let simulator = Simulator::builder().clock(Clock::Polled).start().await.expect("simulator");
        Self { simulator, folder, way, recording }
    }

    /// The command that runs the program.
    pub(crate) fn command(&self) -> Command {
        self.prepared(trainer::program())
    }

    /// The command that runs another program, whose last arguments are the program and its arguments.
    pub(crate) fn command_under(&self, mut other: Command) -> Command {
        let program = trainer::program();
        other.arg(program.get_program()).args(program.get_args());
        self.prepared(other)
    }

    fn prepared(&self, mut command: Command) -> Command {
        command
            .current_dir(&self.folder)
            .env(trainer::WAY, self.way.name())
            .env("HUAWEICLOUD_SDK_REGION_METASTUDIO_CN_NORTH_4", self.simulator.endpoint())
            .env("HUAWEICLOUD_SDK_AK", self.simulator.access_key())
            .env("HUAWEICLOUD_SDK_SK", self.simulator.secret_key())
            .env("HUAWEICLOUD_SDK_PROJECT_ID", self.simulator.project_id())
            .env_remove("HUAWEICLOUD_SDK_SECURITY_TOKEN")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub(crate) async fn run(&self) -> Ended {
        self.run_until(|_| false).await
    }

    /// Runs the program to its end, and returns the number of the simulator's events.
    pub(crate) async fn count_events(&self) -> u64 {
        let count = Arc::new(AtomicU64::new(0));
        let counting = count.clone();
        let ended = self
            .run_until(move |event| {
                counting.store(event.number + 1, Ordering::Relaxed);
                false
            })
            .await;
        assert_eq!(ended, Ended::Trained);
        count.load(Ordering::Relaxed)
    }

    /// Runs the program, and kills it at the event with this number.
    pub(crate) async fn run_until_event(&self, number: u64) -> Ended {
        self.run_until(move |event| event.number == number).await
    }

    /// Runs the program, and kills it at the first event of the simulator that matches.
    pub(crate) async fn run_until(&self, matches_event: impl Fn(&Event) -> bool + Send + Sync + 'static) -> Ended {
        let child: Arc<Mutex<Option<Child>>> = Arc::default();
        let killed = Arc::new(Mutex::new(None));
        let (victim, note) = (child.clone(), killed.clone());
        self.simulator.on_event(move |event| {
            if matches_event(event)
                && note.lock().expect("note").is_none()
                && let Some(child) = victim.lock().expect("child").as_mut()
            {
                child.kill().expect("killed");
                child.wait().expect("dead");
                *note.lock().expect("note") = Some(event.to_string());
            }
        });
        {
            // While this lock is held, an event waits until the program has started.
            let mut begun = child.lock().expect("child");
            *begun = Some(self.command().spawn().expect("it runs"));
        }
        let waiting = child.clone();
        tokio::task::spawn_blocking(move || wait(&waiting)).await.expect("waited");
        let ended = child.lock().expect("child").take().expect("a child").wait_with_output().expect("its end");
        match killed.lock().expect("note").take() {
            Some(event) => Ended::Killed(event),
            None => {
                assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
                Ended::Trained
            }
        }
    }

    /// Runs the program and, while its job is being created, a second one. Returns the first one's process id, and the
    /// second one's standard error.
    pub(crate) async fn run_with_a_second(&self) -> (u32, String) {
        let printed = Arc::new(Mutex::new(String::new()));
        let (keep, second) = (printed.clone(), Mutex::new(Some(self.command())));
        self.simulator.on_event(move |event| {
            if event.operation == Some("CreateTrainingAdvanceJob")
                && let Some(mut second) = second.lock().expect("second").take()
            {
                let ended = second.output().expect("it runs");
                assert!(!ended.status.success());
                *keep.lock().expect("printed") = String::from_utf8_lossy(&ended.stderr).into_owned();
            }
        });
        let first = self.command().spawn().expect("it runs");
        let process = first.id();
        let ended = tokio::task::spawn_blocking(|| first.wait_with_output()).await.expect("no panic").expect("its end");
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        let printed = printed.lock().expect("printed");
        (process, printed.clone())
    }

    /// Asserts that there is one job, one submission, one spent credit and no other file.
    pub(crate) fn expect_one_of_each(&self, after: &str) {
        let jobs = self.simulator.jobs();
        let job = jobs.first().unwrap_or_else(|| panic!("no job after {after}"));
        let counts = (jobs.len(), job.submissions, self.simulator.credits_spent());
        assert_eq!(counts, (1, 1, 1), "jobs, submissions and credits after {after}");
        let stored = |kind| self.simulator.object(&job.id, kind).expect("an object").bytes().expect("bytes");
        let zip = stored(ObjectKind::Recording);
        let header = 30 + "recording.wav".len();
        assert!(zip[header..].starts_with(self.recording), "the recording arrived to the byte after {after}");
        assert_eq!(stored(ObjectKind::Letter), LETTER.as_bytes(), "after {after}");
        let mut names: Vec<String> = std::fs::read_dir(&self.folder)
            .expect("folder")
            .map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        assert_eq!(names, ["letter.pdf", "recording.wav", "recording.wav.training.json"], "after {after}");
        let journal = Journal::read(self.folder.path().join("recording.wav.training.json")).expect("a journal");
        assert_eq!(journal.asset_id(), job.asset_id.as_deref());
    }
}

/// Waits for the end of a child process without locking it.
fn wait(child: &Mutex<Option<Child>>) {
    let mut output = {
        let mut child = child.lock().expect("child");
        child.as_mut().and_then(|child| child.stdout.take()).expect("its output")
    };
    // The output ends when the program ends.
    std::io::copy(&mut output, &mut std::io::sink()).expect("read");
}
