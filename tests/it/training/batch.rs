//! Batches of trainings: within the rate limits, each with its own journal, and none stopped by another.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use metastudio_voice::training::{Event, Journal, Plan};
use metastudio_voice::types::JobState;
use metastudio_voice::{Error, ErrorKind};
use metastudio_voice_simulator::{
    Clock, ErrorResponse, Moment, ObjectKind, ReceivedRequest, Server, Simulator, UploadDisturbance,
};

use crate::support::{TestClock, builder_of, builder_with, file, wav};

fn recordings(folder: &std::path::Path, count: usize) -> Vec<PathBuf> {
    let recording = wav(48_000);
    (0..count).map(|n| file(folder, &format!("{n}.wav"), &recording)).collect()
}

fn plan(n: usize, recording: &PathBuf, poll_interval: Duration) -> Plan {
    Plan::premium(format!("voice {n}"), recording).poll_interval(poll_interval)
}

/// In real time: a job may be created every fifth of a second.
#[tokio::test(flavor = "multi_thread")]
async fn a_batch_keeps_within_the_rate_limits_and_a_bad_recording_stops_no_other() {
    keep_to_the_rate_limits(16, [3, 9], Duration::from_secs(2)).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "slow: two hundred jobs are created at five a second"]
async fn a_batch_of_two_hundred_keeps_within_the_rate_limits_and_a_bad_recording_stops_no_other() {
    keep_to_the_rate_limits(200, [7, 99], Duration::from_secs(20)).await;
}

/// Trains many voices at once, one of them from a file without sound and one from a missing file. The poll interval
/// keeps the polls of all of them within the limit.
async fn keep_to_the_rate_limits(many: usize, [bad, missing]: [usize; 2], poll_interval: Duration) {
    let folder = tempfile::tempdir().expect("folder");
    let simulator = Simulator::builder().clock(Clock::Fast).rate_limits(true).credits(1_000);
    let simulator = simulator.start().await.expect("simulator");
    let recordings = recordings(folder.path(), many);
    std::fs::write(&recordings[bad], "no sound").expect("written");
    std::fs::remove_file(&recordings[missing]).expect("removed");
    let client = builder_of(&simulator).region("cn-north-4").enforce_rate_limits();
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
async fn refused_credentials_end_a_batch_before_wrong_signatures_lock_the_key() {
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

fn is_of(operation: &str) -> impl Fn(&ReceivedRequest) -> bool {
    move |request| request.operation == Some(operation)
}

/// The training that failed has a cause that can be corrected.
#[tokio::test]
async fn a_batch_that_is_run_again_resumes_each_training_from_its_own_journal() {
    let folder = tempfile::tempdir().expect("folder");
    let simulator = Simulator::builder().clock(Clock::Polled).start().await.expect("simulator");
    let client = builder_of(&simulator).clock(TestClock::new()).build().await.expect("client");
    let recordings = recordings(folder.path(), 3);
    let plans = || recordings.iter().enumerate().map(|(n, recording)| plan(n, recording, Duration::from_secs(1)));
    let refused = UploadDisturbance::Respond(ErrorResponse::new(400, "InvalidArgument", "no"));
    simulator.disturb_upload(Some(ObjectKind::Recording), [refused]);
    let outcomes = client.train_all(plans()).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_err()).count(), 1);
    assert_eq!((simulator.jobs().len(), simulator.credits_spent()), (3, 2));
    for _ in 0..2 {
        for (n, outcome) in client.train_all(plans()).await.into_iter().enumerate() {
            let voice = outcome.expect("an outcome").into_voice().expect("a voice");
            let journal = Journal::read(folder.path().join(format!("{n}.wav.training.json"))).expect("a journal");
            assert_eq!((journal.voice_name(), journal.job_id()), (&*format!("voice {n}"), Some(&voice.job_id)));
        }
        assert_eq!((simulator.jobs().len(), simulator.credits_spent()), (3, 3));
    }
}

/// The simulator's clock stands still, so only the submission can let the next training begin.
#[tokio::test]
async fn a_batch_brings_four_trainings_or_the_set_number_at_a_time_to_their_submission_and_watches_all_submitted_ones()
{
    let many = 8;
    for (concurrency, expected) in [(None, 4), (NonZeroUsize::new(2), 2)] {
        let folder = tempfile::tempdir().expect("folder");
        let simulator = Simulator::builder().clock(Clock::Manual).start().await.expect("simulator");
        // The number of trainings between their first call and their submission: now, and at most.
        let under_way = Arc::new(Mutex::new((0, 0)));
        let count = under_way.clone();
        simulator.on_event(move |event| {
            let (now, most) = &mut *count.lock().expect("count");
            match (event.operation, event.moment) {
                (Some("ShowTenantDurationCfg"), Moment::Arrived) => *now += 1,
                (Some("CommitVoiceTrainingJob"), Moment::CarriedOut) => *now -= 1,
                _ => {}
            }
            *most = (*now).max(*most);
        });
        let client = builder_of(&simulator).build().await.expect("client");
        let recordings = recordings(folder.path(), many);
        let plans = recordings.iter().enumerate().map(|(n, it)| plan(n, it, Duration::from_millis(5)));
        let (sender, mut submitted) = tokio::sync::mpsc::unbounded_channel();
        let mut trainings = client.train_all(plans).on_event(move |n, event| {
            if matches!(event, Event::Submitted) {
                sender.send(n).expect("a receiver");
            }
        });
        if let Some(concurrency) = concurrency {
            trainings = trainings.concurrency(concurrency);
        }
        let trainings = tokio::spawn(trainings.into_future());
        for _ in 0..many {
            submitted.recv().await.expect("submitted");
        }
        let is_watched = |id: &str| {
            let requests = simulator.requests();
            requests.iter().filter(|it| is_of("ShowVoiceTrainingJob")(it)).any(|it| it.path.ends_with(id))
        };
        while !simulator.jobs().iter().all(|job| is_watched(&job.id)) {
            tokio::task::yield_now().await;
        }
        assert!(!trainings.is_finished() && simulator.jobs().iter().all(|job| job.state == JobState::SystemAuditing));
        assert_eq!(*under_way.lock().expect("count"), (0, expected));
        (0..9).for_each(|_| simulator.advance());
        for outcome in trainings.await.expect("no panic") {
            outcome.expect("an outcome").into_voice().expect("a voice");
        }
        assert_eq!((simulator.jobs().len(), simulator.credits_spent()), (many, many as u64));
    }
}

/// The job of a premium voice passes ten states, here one for each query.
#[tokio::test]
async fn a_batch_makes_one_call_for_each_job_in_each_poll_interval_and_no_other() {
    for many in [1, 3] {
        let folder = tempfile::tempdir().expect("folder");
        let simulator = Simulator::builder().clock(Clock::Polled).start().await.expect("simulator");
        let clock = TestClock::new();
        let client = builder_of(&simulator).clock(clock.clone()).build().await.expect("client");
        let recordings = recordings(folder.path(), many);
        // The pauses of all trainings together must not take the test's clock too far from the service's.
        let interval = Duration::from_secs(1);
        let plans = recordings.iter().enumerate().map(|(n, recording)| plan(n, recording, interval));
        for outcome in client.train_all(plans).await {
            outcome.expect("an outcome").into_voice().expect("a voice");
        }
        let requests = simulator.requests();
        assert_eq!(requests.iter().filter(|it| is_of("ShowVoiceTrainingJob")(it)).count(), 10 * many);
        assert_eq!(clock.pauses(), vec![interval; 9 * many]);
        let last = requests.iter().rposition(is_of("CommitVoiceTrainingJob")).expect("a submission");
        assert!(requests[last + 1..].iter().all(is_of("ShowVoiceTrainingJob")));
    }
}
