//! The whole workflow while one call and one upload in four go wrong: whenever it ends with an error the same plan is run
//! again, and in the end there is one voice, one job, one submission and one credit spent.

use std::time::Duration;

use metastudio_voice::training::Plan;
use metastudio_voice_simulator::{Clock, Server, Simulator};

use crate::support::{TestClock, builder_of, file, wav};

/// How often a plan is run at most.
const TIMES: usize = 12;

#[tokio::test]
async fn a_job_is_created_once_and_paid_once_whatever_goes_wrong() {
    let (mut runs, mut disturbed_uploads) = (0, 0);
    for seed in 0..24 {
        let folder = tempfile::tempdir().expect("folder");
        let recording = file(folder.path(), "recording.wav", wav(2 * 48_000));
        let simulator = Simulator::builder().clock(Clock::Polled).chaos(seed).start().await.expect("simulator");
        let client = builder_of(&simulator).clock(TestClock::new()).timeout(Duration::from_secs(600));
        let client = client.attempt_timeout(Duration::from_secs(2)).build().await.expect("client");
        let uploader = client.uploader().answer_timeout(Duration::from_secs(2)).stall_timeout(Duration::from_secs(2));
        let client = client.with_uploader(uploader);
        let mut errors = Vec::new();
        let voice = loop {
            match client.train(Plan::premium("v", &recording)).await {
                Ok(outcome) => break outcome.into_voice().expect("a voice"),
                Err(error) => errors.push(error.to_string()),
            }
            assert!(errors.len() < TIMES, "seed {seed}: {errors:#?}");
        };
        let uploads = simulator.requests().into_iter().filter(|request| request.server == Server::Obs);
        disturbed_uploads += uploads.filter(|request| request.status != Some(200)).count();
        let jobs = simulator.jobs();
        assert_eq!((jobs.len(), jobs[0].submissions, simulator.credits_spent()), (1, 1, 1), "seed {seed}: {errors:#?}");
        assert_eq!(Some(voice.asset_id), jobs[0].asset_id);
        runs += errors.len() + 1;
    }
    println!("24 voices in {runs} runs, {disturbed_uploads} uploads disturbed");
    assert!(disturbed_uploads > 0);
}
