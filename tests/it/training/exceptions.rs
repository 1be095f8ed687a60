//! Each exception in the guide that can cost a second job or credit: the cost, and the prevention.

use std::fmt;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use metastudio_voice::retry;
use metastudio_voice::training::{Outcome, Plan, Voice};
use metastudio_voice::upload::Source;
use metastudio_voice::{Client, Error};
use metastudio_voice_simulator::{Disturbance, ErrorResponse, JobSnapshot, Simulator, UploadDisturbance};

use super::identity::holds;
use super::waiting::polled;
use crate::support::studio::{Studio, fast, train};
use crate::support::{TestClock, builder_of, file, wav};

const CREATE: &str = "CreateTrainingAdvanceJob";

type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A clock that runs an action when the pauses have reached a time.
struct Eventful {
    clock: Arc<TestClock>,
    at: Duration,
    happens: Box<dyn Fn() -> Work + Send + Sync>,
}

impl Eventful {
    fn at(seconds: u64, happens: impl Fn() -> Work + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self { clock: TestClock::new(), at: Duration::from_secs(seconds), happens: Box::new(happens) })
    }
}

impl fmt::Debug for Eventful {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.clock.fmt(f)
    }
}

impl retry::Clock for Eventful {
    fn now(&self) -> SystemTime {
        self.clock.now()
    }

    fn elapsed(&self) -> Duration {
        self.clock.elapsed()
    }

    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let before = self.clock.elapsed();
        let slept = self.clock.sleep(pause);
        let is_now = before < self.at && self.clock.elapsed() >= self.at;
        Box::pin(async move {
            slept.await;
            if is_now {
                (self.happens)().await;
            }
        })
    }
}

/// Returns the number of jobs and of spent credits.
fn costs(simulator: &Simulator) -> (usize, u64) {
    (simulator.jobs().len(), simulator.credits_spent())
}

fn voice(outcome: Result<Outcome, Error>) -> Voice {
    outcome.expect("an outcome").into_voice().expect("a voice")
}

/// The late effect of a create request without a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Late {
    /// The request is carried out late.
    CarriedOut,
    /// The job is listed late.
    Listed,
}

impl Late {
    /// Causes the effect.
    async fn happen(self, client: Client) {
        match self {
            Self::CarriedOut => {
                client.create_training_advance_job().body_map(|job| job.voice_name("v")).send().await.expect("a job");
            }
            Self::Listed => while client.list_voice_training_job().send().await.expect("jobs").jobs.is_empty() {},
        }
    }
}

#[tokio::test]
async fn a_lost_job_that_appears_after_a_poll_interval_costs_a_second_job_and_no_credit() {
    for late in [Late::CarriedOut, Late::Listed] {
        for (seconds, poll_interval, jobs) in [(60, None, 1), (61, None, 2), (61, Some(70), 1)] {
            let (simulator, _folder, recording) = polled().await;
            let there = builder_of(&simulator).build().await.expect("client");
            let clock = Eventful::at(seconds, move || Box::pin(late.happen(there.clone())));
            let client = builder_of(&simulator).clock(clock).build().await.expect("client");
            let lost = if late == Late::CarriedOut { Disturbance::ResetBefore } else { Disturbance::ResetAfter };
            simulator.disturb_operation(CREATE, [lost]).expect("an operation");
            simulator.delay_listing(if late == Late::CarriedOut { 0 } else { 50 });
            let mut plan = Plan::premium("v", &recording);
            if let Some(seconds) = poll_interval {
                plan = plan.poll_interval(Duration::from_secs(seconds));
            }
            let voice = voice(client.train(plan).await);
            assert_eq!(costs(&simulator), (jobs, 1), "{late:?} after {seconds} s, {poll_interval:?}");
            let others = simulator.jobs().into_iter().filter(|job| job.id != *voice.job_id);
            for JobSnapshot { id, state, uploads, .. } in others {
                assert_eq!((state.as_str(), uploads), ("CREATING", 0));
                client.delete_voice_training_job().job_id(&*id).send().await.expect("deleted");
                assert_eq!(costs(&simulator), (1, 1));
            }
        }
    }
}

/// The other machine leaves no journal here, so nothing tells its job from ours.
#[tokio::test]
async fn a_job_of_another_machine_that_is_like_our_lost_one_is_taken_for_it_unless_both_have_batch_names() {
    // A list that shows no batch may be one that shows none of ours, either.
    for (ours, theirs, jobs) in [(None, None, 1), (Some("ours"), Some("theirs"), 2), (Some("ours"), None, 1)] {
        let (simulator, _folder, recording) = polled().await;
        let there = builder_of(&simulator).build().await.expect("client");
        let clock = Eventful::at(1, move || {
            let there = there.clone();
            Box::pin(async move {
                let create = there.create_training_advance_job().body_map(|job| match theirs {
                    Some(batch) => job.voice_name("v").batch_name(batch),
                    None => job.voice_name("v"),
                });
                create.send().await.expect("their job");
            })
        });
        let client = builder_of(&simulator).clock(clock).build().await.expect("client");
        simulator.disturb_operation(CREATE, [Disturbance::ResetBefore]).expect("an operation");
        let mut plan = Plan::premium("v", &recording);
        if let Some(batch) = ours {
            plan = plan.details(|job| job.batch_name(batch));
        }
        let voice = voice(client.train(plan).await);
        assert_eq!(costs(&simulator), (jobs, 1), "{ours:?} {theirs:?}");
        let their_job = &simulator.jobs()[0];
        let taken = jobs == 1;
        assert_eq!((their_job.id == *voice.job_id, their_job.recording_uploads == 1), (taken, taken));
    }
}

#[tokio::test]
async fn a_plan_without_its_old_journal_costs_a_second_job_and_credit() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let folder = studio.folder.path();
    let run = async |plan: Plan, cost: usize| {
        // The second run of a plan with a journal costs nothing.
        for _ in 0..2 {
            voice(train(&client, plan.clone()).await.0);
            assert_eq!(costs(&studio.simulator), (cost, cost as u64));
        }
    };
    let plan = |path: &Path| fast(Plan::premium("Gentle female voice", path));
    let recording = studio.file("recording.wav", wav(48_000));
    run(plan(&recording), 1).await;
    std::fs::remove_file(folder.join("recording.wav.training.json")).expect("deleted");
    run(plan(&recording), 2).await;
    run(plan(&recording).journal(folder.join("another.json")), 3).await;
    std::fs::copy(&recording, folder.join("copy.wav")).expect("copied");
    run(plan(&folder.join("copy.wav")), 4).await;
    let moved = folder.join("elsewhere").join("recording.wav");
    std::fs::create_dir(folder.join("elsewhere")).expect("folder");
    std::fs::rename(&recording, &moved).expect("moved");
    run(plan(&moved), 5).await;
    // With its journal it costs nothing.
    run(plan(&moved).journal(folder.join("recording.wav.training.json")), 5).await;
}

#[tokio::test]
async fn a_plan_without_a_journal_costs_a_job_and_a_credit_in_each_run() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let in_memory = || fast(Plan::premium("In memory", Source::bytes("recording.wav", wav(48_000))));
    let given = || in_memory().journal(studio.folder.path().join("in memory.json"));
    let plans = [studio.plan().without_journal(), studio.plan().without_journal(), in_memory(), in_memory()];
    for (plan, cost) in plans.into_iter().chain([given(), given()]).zip([1, 2, 3, 4, 5, 5]) {
        voice(train(&client, plan).await.0);
        assert_eq!(costs(&studio.simulator), (cost, cost as u64));
    }
}

/// The places of two journals that are not in the same folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Journals {
    InTwoFolders,
    Nowhere,
}

/// Returns plans for two voices of one name from these sounds.
fn two(folders: [&Path; 2], sounds: &[Vec<u8>; 2], journals: Journals) -> [Plan; 2] {
    [0, 1].map(|n| {
        let plan = fast(Plan::premium("v", file(folders[n], "recording.wav", &sounds[n])));
        if journals == Journals::Nowhere { plan.without_journal() } else { plan }
    })
}

#[tokio::test]
async fn a_training_with_a_lost_response_does_not_take_the_job_of_another_training_of_this_process() {
    for lost in [Disturbance::ResetBefore, Disturbance::ResetAfter] {
        for journals in [Journals::InTwoFolders, Journals::Nowhere] {
            let (studio, elsewhere) = (Studio::open().await, tempfile::tempdir().expect("folder"));
            let client = studio.client().await;
            let sounds = [wav(48_000), wav(48_100)];
            let [first, second] = two([studio.folder.path(), elsewhere.path()], &sounds, journals);
            // The first one's job waits for its recording, and is listed only when the second one searches for its own.
            studio.simulator.delay_listing(2);
            let refused = UploadDisturbance::Respond(ErrorResponse::new(400, "InvalidArgument", "no"));
            studio.simulator.disturb_upload(None, [refused]);
            let error = train(&client, first.clone()).await.0.expect_err("refused");
            let job = error.job_id().expect("a job").to_owned();
            studio.simulator.disturb_operation(CREATE, [lost.clone()]).expect("an operation");
            let theirs = voice(train(&client, second).await.0);
            assert_ne!(*theirs.job_id, job, "{lost:?} {journals:?}");
            let first = if journals == Journals::Nowhere { first.resume_job(&*job) } else { first };
            assert_eq!(*voice(train(&client, first).await.0).job_id, job);
            assert_eq!(costs(&studio.simulator), (2, 2), "{lost:?} {journals:?}");
            assert!(holds(&studio, &job, &sounds[0]) && holds(&studio, &theirs.job_id, &sounds[1]));
        }
    }
}

#[tokio::test]
async fn two_trainings_of_one_process_that_lose_their_responses_at_once_get_a_job_each() {
    for lost in [Disturbance::ResetBefore, Disturbance::ResetAfter] {
        for journals in [Journals::InTwoFolders, Journals::Nowhere] {
            let (studio, elsewhere) = (Studio::open().await, tempfile::tempdir().expect("folder"));
            let sounds = [wav(48_000), wav(48_100)];
            studio.simulator.delay_listing(2);
            studio.simulator.disturb_operation(CREATE, [lost.clone(), lost.clone()]).expect("an operation");
            let plans = two([studio.folder.path(), elsewhere.path()], &sounds, journals);
            let outcomes = studio.client().await.train_all(plans).await;
            for (outcome, sound) in outcomes.into_iter().zip(&sounds) {
                let voice = voice(outcome);
                assert!(holds(&studio, &voice.job_id, sound), "{lost:?} {journals:?}");
            }
            assert_eq!(costs(&studio.simulator), (2, 2), "{lost:?} {journals:?}");
        }
    }
}

/// No later run searches for the job of the first training.
#[tokio::test]
async fn a_create_request_in_doubt_without_a_journal_does_not_block_a_later_training_of_that_name() {
    let studio = Studio::open().await;
    let plan =
        || fast(Plan::premium("Gentle female voice", studio.file("recording.wav", wav(48_000)))).without_journal();
    let lost = [Disturbance::ResetBefore, Disturbance::ResetBefore, Disturbance::ResetBefore];
    studio.simulator.disturb_operation(CREATE, lost).expect("an operation");
    let client = studio.client().await;
    let error = train(&client, plan()).await.0.expect_err("lost");
    assert!(error.is_in_doubt() && studio.simulator.jobs().is_empty(), "{error}");
    voice(train(&client, plan()).await.0);
    assert_eq!(costs(&studio.simulator), (1, 1));
}
