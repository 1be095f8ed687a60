//! Many trainings at once: within the rate limits, each with its own journal, and none stopped by another.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use metastudio_voice::training::{Event, Plan};
use metastudio_voice::{Error, ErrorKind};
use metastudio_voice_simulator::{Clock, Server, Simulator};

use crate::support::{builder_of, builder_with, file, wav};

fn recordings(folder: &std::path::Path, count: usize) -> Vec<PathBuf> {
    let recording = wav(48_000);
    (0..count).map(|n| file(folder, &format!("{n}.wav"), &recording)).collect()
}

fn plan(n: usize, recording: &PathBuf, poll_interval: Duration) -> Plan {
    Plan::premium(format!("voice {n}"), recording).poll_interval(poll_interval)
}

/// Real time: a job may be created every fifth of a second, and these wait twice.
#[tokio::test(flavor = "multi_thread")]
async fn trainings_keep_to_the_rate_limits_and_the_bad_ones_stop_no_other() {
    keep_to_the_rate_limits(16, [3, 9], Duration::from_secs(2)).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "slow: two hundred jobs are created at five a second"]
async fn two_hundred_trainings_keep_to_the_rate_limits_and_the_bad_ones_stop_no_other() {
    keep_to_the_rate_limits(200, [7, 99], Duration::from_secs(20)).await;
}

/// Trains so many voices at once, two of them from a file without sound and from one that is missing. The polls are rare
/// enough that those of all together stay within the limit.
async fn keep_to_the_rate_limits(many: usize, [bad, missing]: [usize; 2], poll_interval: Duration) {
    let folder = tempfile::tempdir().expect("folder");
    let simulator = Simulator::builder().clock(Clock::Fast).rate_limits(true).credits(1_000);
    let simulator = simulator.start().await.expect("simulator");
    let recordings = recordings(folder.path(), many);
    std::fs::write(&recordings[bad], "no sound").expect("written");
    std::fs::remove_file(&recordings[missing]).expect("removed");
    let client = builder_of(&simulator).region("cn-north-4").rate_limits();
    let client = client.timeout(Duration::from_secs(600)).build().await.expect("client");
    let events = Arc::new(Mutex::new(vec![0; many]));
    let count = events.clone();
    let plans = recordings.iter().enumerate().map(|(n, recording)| plan(n, recording, poll_interval));
    let outcomes = client
        .train_all(plans)
        .concurrency(NonZeroUsize::new(16).expect("more than none"))
        .on_event(move |n, event| {
            if matches!(event, Event::Submitted) {
                count.lock().expect("count")[n] += 1;
            }
        })
        .await;

    assert_eq!(outcomes.len(), many);
    for (n, outcome) in outcomes.into_iter().enumerate() {
        let submitted = events.lock().expect("count")[n];
        if [bad, missing].contains(&n) {
            assert_eq!((outcome.expect_err("a bad recording").kind(), submitted), (ErrorKind::File, 0));
        } else {
            let voice = outcome.expect("an outcome").into_voice().expect("a voice");
            assert_eq!((voice.job.voice_name, submitted), (Some(format!("voice {n}")), 1));
        }
    }
    let good = many - 2;
    assert_eq!((simulator.jobs().len(), simulator.credits_spent()), (good, good as u64));
    let requests = simulator.requests();
    let throttled = requests.iter().filter(|request| request.status == Some(429)).count();
    println!("{good} voices, {} requests, {throttled} throttled", requests.len());
    assert_eq!(throttled, 0);
}

#[tokio::test]
async fn refused_credentials_end_a_batch_before_they_lock_the_key() {
    let folder = tempfile::tempdir().expect("folder");
    let simulator = Simulator::start().await.expect("simulator");
    let client = builder_with(&simulator, "a-wrong-secret-key").build().await.expect("client");
    let recordings = recordings(folder.path(), 20);
    let outcomes =
        client.train_all(recordings.iter().enumerate().map(|(n, recording)| plan(n, recording, Duration::ZERO))).await;
    let errors: Vec<Error> = outcomes.into_iter().map(|outcome| outcome.expect_err("refused")).collect();
    let sent = simulator.requests().iter().filter(|request| request.server == Server::MetaStudio).count();
    assert!(sent < 5, "{sent} wrong signatures");
    assert!(errors.iter().all(|error| error.is_auth() || error.kind() == ErrorKind::Credentials));
    assert_eq!(errors.iter().filter(|error| error.is_auth()).count(), sent);
}
