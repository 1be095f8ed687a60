//! The whole workflow while one call and one upload in four goes wrong: whatever comes of it, there is one job at most,
//! and one credit at most is spent.
#![allow(missing_docs)]

mod common;
#[path = "common/operations.rs"]
mod operations;

use std::time::Duration;

use common::{TestClock, file, wav};
use metastudio_voice::training::Plan;
use metastudio_voice_simulator::{Clock, Server, Simulator};

const STATES: usize = 12;

#[tokio::test]
async fn a_job_is_created_once_and_paid_once_whatever_goes_wrong() {
    let folder = tempfile::tempdir().expect("folder");
    let recording = file(folder.path(), "recording.wav", wav(2 * 48_000));
    let (mut trained, mut in_doubt, mut disturbed_uploads) = (0, 0, 0);
    for seed in 0..12 {
        let simulator = Simulator::builder().clock(Clock::Manual).chaos(seed).start().await.expect("simulator");
        let client = operations::builder(&simulator).clock(TestClock::new()).timeout(Duration::from_secs(600));
        let client = client.attempt_timeout(Duration::from_secs(2)).build().await.expect("client");
        let mut plan = Plan::premium("v", &recording).poll_interval(Duration::from_millis(1));
        let mut errors = Vec::new();
        let voice = loop {
            let training = client.train(plan.clone());
            let stepping = async {
                loop {
                    tokio::time::sleep(Duration::from_millis(3)).await;
                    simulator.advance();
                }
            };
            let outcome = tokio::select! {
                outcome = training => outcome,
                () = stepping => unreachable!("it never ends"),
            };
            match outcome {
                Ok(outcome) => break Some(outcome.into_voice().expect("a voice")),
                Err(error) => {
                    let (job, doubt) = (error.job_id().map(ToOwned::to_owned), error.is_in_doubt());
                    errors.push(error.to_string());
                    match job {
                        // What an error says about the job that exists is enough to go on.
                        Some(job) if errors.len() < STATES => plan = plan.continue_job(job),
                        // Nothing was created, for sure: it may begin again.
                        None if !doubt && errors.len() < STATES => {}
                        _ => break None,
                    }
                }
            }
        };
        let uploads = simulator.requests().into_iter().filter(|request| request.server == Server::Obs);
        disturbed_uploads += uploads.filter(|request| request.status != Some(200)).count();
        let (jobs, credits) = (simulator.jobs().len(), simulator.credits_spent());
        assert!(jobs <= 1 && credits <= 1, "seed {seed}: {jobs} jobs, {credits} credits, {errors:#?}");
        match voice {
            Some(_) => trained += 1,
            None => in_doubt += 1,
        }
        assert_eq!(voice.is_some(), credits == 1 && jobs == 1 && simulator.jobs()[0].asset_id.is_some(), "{errors:#?}");
    }
    println!("{trained} voices, {in_doubt} left in doubt, {disturbed_uploads} uploads disturbed");
    assert!(disturbed_uploads > 0);
    assert!(trained >= 8, "{trained}");
}
