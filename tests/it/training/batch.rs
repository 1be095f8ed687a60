//! Many trainings at once: within the rate limits, each with its own journal, and none stopped by another.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use metastudio_voice::training::{Event, Plan};
use metastudio_voice::{Error, ErrorKind};
use metastudio_voice_simulator::{Clock, Server, Simulator};

use crate::support::{builder_of, builder_with, file, wav};

const MANY: usize = 200;

fn recordings(folder: &std::path::Path, count: usize) -> Vec<PathBuf> {
    let recording = wav(48_000);
    (0..count).map(|n| file(folder, &format!("{n}.wav"), &recording)).collect()
}

fn plan(n: usize, recording: &PathBuf) -> Plan {
    // Rarely enough that the polls of all stay within the limit.
    Plan::premium(format!("voice {n}"), recording).poll_interval(Duration::from_secs(20))
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_trainings_keep_to_the_rate_limits_and_the_bad_ones_stop_no_other() {
    let folder = tempfile::tempdir().expect("folder");
    let simulator = Simulator::builder().clock(Clock::Fast).rate_limits(true).credits(1_000);
    let simulator = simulator.start().await.expect("simulator");
    let recordings = recordings(folder.path(), MANY);
    std::fs::write(&recordings[7], "no sound").expect("written");
    std::fs::remove_file(&recordings[99]).expect("removed");
    let client = builder_of(&simulator).region("cn-north-4").rate_limits();
    let client = client.timeout(Duration::from_secs(600)).build().await.expect("client");
    let events = Arc::new(Mutex::new(vec![0; MANY]));
    let count = events.clone();
    let plans = recordings.iter().enumerate().map(|(n, recording)| plan(n, recording));
    let outcomes = client
        .train_all(plans)
        .concurrency(NonZeroUsize::new(16).expect("more than none"))
        .on_event(move |n, event| {
            if matches!(event, Event::Submitted) {
                count.lock().expect("count")[n] += 1;
            }
        })
        .await;

    assert_eq!(outcomes.len(), MANY);
    for (n, outcome) in outcomes.into_iter().enumerate() {
        let submitted = events.lock().expect("count")[n];
        match (n, outcome) {
            (7 | 99, outcome) => {
                assert_eq!((outcome.expect_err("a bad recording").kind(), submitted), (ErrorKind::File, 0));
            }
            (_, outcome) => {
                let voice = outcome.expect("an outcome").into_voice().expect("a voice");
                assert_eq!((voice.job.voice_name, submitted), (Some(format!("voice {n}")), 1));
            }
        }
    }
    let good = MANY - 2;
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
    let outcomes = client.train_all(recordings.iter().enumerate().map(|(n, recording)| plan(n, recording))).await;
    let errors: Vec<Error> = outcomes.into_iter().map(|outcome| outcome.expect_err("refused")).collect();
    let sent = simulator.requests().iter().filter(|request| request.server == Server::MetaStudio).count();
    assert!(sent < 5, "{sent} wrong signatures");
    assert!(errors.iter().all(|error| error.is_auth() || error.kind() == ErrorKind::Credentials));
    assert_eq!(errors.iter().filter(|error| error.is_auth()).count(), sent);
}
