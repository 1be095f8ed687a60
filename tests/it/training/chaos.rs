//! The whole workflow while one call and one upload in four go wrong: whenever it ends with an error the same plan is run
//! again, and in the end there is one voice, one job, one submission and one credit spent.

use std::time::Duration;

use metastudio_voice::training::Plan;
use metastudio_voice_simulator::{Clock, Server, Simulator};

use crate::support::{TestClock, builder_of, file, side_by_side, wav};

/// How often a plan is run at most.
const TIMES: usize = 12;
/// How long a silence is waited out: many times what an answer takes here that comes.
const PATIENCE: Duration = Duration::from_millis(250);

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_created_once_and_paid_once_whatever_goes_wrong() {
    whatever_goes_wrong(0..24).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "slow: two hundred trainings"]
async fn a_job_is_created_once_and_paid_once_in_two_hundred_trainings() {
    whatever_goes_wrong(24..224).await;
}

async fn whatever_goes_wrong(seeds: std::ops::Range<u64>) {
    let voices = seeds.end - seeds.start;
    let ended = side_by_side(16, seeds.map(trained)).await;
    let (runs, uploads) = ended.into_iter().fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
    println!("{voices} voices in {runs} runs, {uploads} uploads disturbed");
    assert!(uploads > 0);
}

/// Trains a voice in the chaos of this seed; the number of runs that it took, and of uploads that were disturbed.
async fn trained(seed: u64) -> (usize, usize) {
    let folder = tempfile::tempdir().expect("folder");
    let recording = file(folder.path(), "recording.wav", wav(2 * 48_000));
    let simulator = Simulator::builder().clock(Clock::Polled).chaos(seed).start().await.expect("simulator");
    let client = builder_of(&simulator).clock(TestClock::new()).timeout(Duration::from_secs(600));
    let client = client.attempt_timeout(PATIENCE).build().await.expect("client");
    let client = client.with_uploader(client.uploader().answer_timeout(PATIENCE).stall_timeout(PATIENCE));
    let mut errors = Vec::new();
    let voice = loop {
        match client.train(Plan::premium("v", &recording)).await {
            Ok(outcome) => break outcome.into_voice().expect("a voice"),
            Err(error) => errors.push(error.to_string()),
        }
        assert!(errors.len() < TIMES, "seed {seed}: {errors:#?}");
    };
    let jobs = simulator.jobs();
    assert_eq!((jobs.len(), jobs[0].submissions, simulator.credits_spent()), (1, 1, 1), "seed {seed}: {errors:#?}");
    assert_eq!(Some(voice.asset_id), jobs[0].asset_id);
    let requests = simulator.requests();
    let uploads = requests.iter().filter(|request| request.server == Server::Obs && request.status != Some(200));
    (errors.len() + 1, uploads.count())
}
