//! A training that is killed at any point and run again ends with one job, one submission, one spent credit, the
//! recording to the byte, and no other file.
//!
//! Each point is a training of its own with two runs of a program, so a test of tens of points takes some seconds.

use metastudio_voice_simulator::{Moment, ObjectKind, Server};

use crate::concurrent::side_by_side;
use crate::scene::{Ended, LARGE, SMALL, Scene};
use crate::syscalls;
use crate::trainer::Way;

/// More than the events of any training, and than the system calls for its journal.
const MANY: u64 = 500;
/// The number of points that are tried at a time: a part of each run is waiting.
const AT_ONCE: usize = 4;

/// The recording is small, so a client that is killed in the middle of its upload may have handed all bytes to its
/// system, and then all of them arrive. The next test excludes that.
#[tokio::test(flavor = "multi_thread")]
async fn a_training_killed_at_any_request_or_upload_ends_with_one_of_each() {
    kill_at_any_event(Way::Train).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "slow: a hundred programs, besides those of the same training without a pool"]
async fn a_training_of_a_pool_killed_at_any_request_or_upload_ends_with_one_of_each() {
    kill_at_any_event(Way::Pool).await;
}

async fn kill_at_any_event(way: Way) {
    let scene = Scene::new(way, &SMALL).await;
    let events = scene.count_events().await;
    scene.expect_one_of_each("no kill");
    let points = (0..events).map(|number| async move {
        let scene = Scene::new(way, &SMALL).await;
        let Ended::Killed(event) = scene.run_until_event(number).await else {
            panic!("it ended before event {number} of {events}")
        };
        assert_eq!(scene.run().await, Ended::Trained, "after {event}");
        scene.expect_one_of_each(&event);
        event
    });
    let points = side_by_side(AT_ONCE, points).await;
    println!("killed at {} points:\n{}", points.len(), points.join("\n"));
    assert!(points.len() >= 40, "{}", points.len());
    for moment in ["CreateTrainingAdvanceJob Arrived", "Recording HalfReceived", "Recording CarriedOut", "Letter Begun"]
    {
        assert!(points.iter().any(|point| point.ends_with(moment)), "{moment}: {points:#?}");
    }
}

/// The recording is so large that the client still has a part of it to send.
#[tokio::test(flavor = "multi_thread")]
async fn a_training_killed_before_the_second_half_of_the_recording_is_sent_uploads_it_again() {
    let scene = Scene::new(Way::Train, &LARGE).await;
    let recording = Some(ObjectKind::Recording);
    let half = scene.run_until(move |event| event.object == recording && event.moment == Moment::HalfReceived).await;
    assert!(matches!(half, Ended::Killed(_)), "{half:?}");
    assert_eq!(scene.run().await, Ended::Trained);
    scene.expect_one_of_each("half of the recording");
    let requests = scene.simulator.requests();
    let of_recording = |path: &str| path.ends_with(".zip");
    let uploads = requests.iter().filter(|request| request.server == Server::Obs && of_recording(&request.path));
    let stored: Vec<bool> = uploads.map(|upload| upload.carried_out).collect();
    assert_eq!(stored, [false, true], "the first upload broke off");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_training_killed_again_and_again_ends_with_one_of_each() {
    kill_again_and_again(Way::Train).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_training_of_a_pool_killed_again_and_again_ends_with_one_of_each() {
    kill_again_and_again(Way::Pool).await;
}

async fn kill_again_and_again(way: Way) {
    let scene = Scene::new(way, &LARGE).await;
    let mut kills = 0;
    while scene.run_until_event(kills).await != Ended::Trained {
        kills += 1;
        assert!(kills < MANY);
    }
    println!("killed {kills} times");
    assert!(kills > 10, "{kills}");
    scene.expect_one_of_each("many kills");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_training_of_a_pool_sends_the_same_requests_as_one_of_its_own() {
    let mut sent = Vec::new();
    for way in [Way::Train, Way::Pool] {
        let scene = Scene::new(way, &SMALL).await;
        assert_eq!(scene.run().await, Ended::Trained);
        scene.expect_one_of_each("no kill");
        let requests = scene.simulator.requests().into_iter();
        sent.push(requests.map(|request| (request.server, request.method, request.operation)).collect::<Vec<_>>());
    }
    assert_eq!(sent[0], sent[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_with_the_same_journal_is_refused_and_changes_nothing() {
    let scene = Scene::new(Way::Train, &SMALL).await;
    let (first, refused) = scene.run_with_a_second().await;
    let expected = format!("recording.wav.training.json is in use by another process (process {first})");
    assert!(refused.contains(&expected), "{first}: {refused}");
    scene.expect_one_of_each("a second process");
}

/// Injects a fault into each of the program's system calls of a kind, each time in another training, and runs the
/// program again. Its standard error must contain these texts. Returns the number of calls.
async fn inject_at_any(
    way: Way,
    syscall: &'static str,
    fault: &'static str,
    printed_texts: &'static [&'static str],
) -> usize {
    let mut points = 0;
    // The number of calls is known once a program has met no fault.
    for first in (1..MANY).step_by(AT_ONCE) {
        let met = (first..first + AT_ONCE as u64).map(|n| async move {
            let scene = Scene::new(way, &SMALL).await;
            let Err(printed) = syscalls::run(&scene, &format!("{syscall}:{fault}:when={n}")).await else {
                return false;
            };
            let point = format!("{syscall} {n} and {fault}");
            assert!(printed_texts.iter().all(|text| printed.contains(text)), "{point}: {printed}");
            assert_eq!(scene.run().await, Ended::Trained, "after {point}");
            scene.expect_one_of_each(&point);
            true
        });
        let met = side_by_side(AT_ONCE, met).await;
        points += met.iter().filter(|met| **met).count();
        if met.contains(&false) {
            break;
        }
    }
    println!("{points} points: {syscall} and {fault}");
    points
}

/// Between write and sync of the journal, between sync and rename, and before the lock is released.
#[tokio::test(flavor = "multi_thread")]
async fn a_training_killed_at_any_step_of_writing_the_journal_ends_with_one_of_each() {
    kill_at_any_step_of_writing(Way::Train).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "slow: tens of programs, besides those of the same training without a pool"]
async fn a_training_of_a_pool_killed_at_any_step_of_writing_the_journal_ends_with_one_of_each() {
    kill_at_any_step_of_writing(Way::Pool).await;
}

async fn kill_at_any_step_of_writing(way: Way) {
    if !syscalls::can_be_traced() {
        return println!("skipped: strace is not installed, or may not trace");
    }
    let mut points = 0;
    for syscall in ["fsync", "rename", "unlink"] {
        points += inject_at_any(way, syscall, "signal=KILL", &[]).await;
    }
    assert!(points > 15, "{points}");
}

/// The error names the journal, and the training ends well when there is room again.
#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_is_full_at_any_write_of_the_journal_is_an_error_and_loses_nothing() {
    if !syscalls::can_be_traced() {
        return println!("skipped: strace is not installed, or may not trace");
    }
    let texts = &["recording.wav.training.json cannot be written", "No space left on device", "make room"];
    let points = inject_at_any(Way::Train, "fsync", "error=ENOSPC", texts).await;
    assert!(points > 8, "{points}");
}

/// A power cut leaves only what was synced to the disk.
#[tokio::test(flavor = "multi_thread")]
async fn the_journal_is_synced_to_the_disk_before_a_create_or_submit_request_is_sent() {
    if !syscalls::can_be_traced() {
        return println!("skipped: strace is not installed, or may not trace");
    }
    let scene = Scene::new(Way::Train, &SMALL).await;
    let steps = syscalls::steps(&scene).await;
    let requests: Vec<usize> = (0..steps.len()).filter(|n| steps[*n] == "request").collect();
    assert_eq!(requests.len(), 2, "{steps:?}");
    for request in requests {
        let before = &steps[request.saturating_sub(4)..request];
        assert_eq!(before, ["write", "sync the file", "rename", "sync the folder"], "{steps:?}");
    }
    scene.expect_one_of_each("no power cut");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_system_without_locks_is_an_error_before_anything_is_created() {
    if !syscalls::can_be_traced() {
        return println!("skipped: strace is not installed, or may not trace");
    }
    let scene = Scene::new(Way::Train, &SMALL).await;
    let printed = syscalls::run(&scene, "flock:error=ENOLCK").await.expect_err("no locks");
    for text in ["recording.wav.training.json cannot be locked with ", "whose file system supports locks"] {
        assert!(printed.contains(text), "{printed}");
    }
    assert!(scene.simulator.jobs().is_empty());
    assert_eq!(scene.run().await, Ended::Trained);
    scene.expect_one_of_each("a file system without locks");
}
