//! A training that is killed at any point, and then simply run again: one job, one submission, one credit, the recording
//! to the byte, and nothing left lying about.
//!
//! Each point is a training of its own, with two runs of a program: tests that try tens of them take some seconds.

use metastudio_voice_simulator::{Moment, ObjectKind, Server};

use crate::concurrent::side_by_side;
use crate::example::example;
use crate::scene::{Ended, LARGE, SMALL, Scene};
use crate::syscalls;

/// No training has more events than this, nor more calls of the system for its journal.
const MANY: u64 = 500;
/// How many points are tried at a time: a part of each run is waiting.
const AT_ONCE: usize = 4;

/// The recording is small, so a client that is killed in the middle of its upload may have handed all of it to its system,
/// and then all of it arrives. The next test makes sure that it does not.
#[tokio::test(flavor = "multi_thread")]
async fn killed_at_any_request_before_and_after_it_and_in_the_middle_of_each_upload() {
    let program = example("train_voice");
    let scene = Scene::new(&program, &SMALL).await;
    let events = scene.count_events().await;
    scene.expect_one_of_each("no kill");
    let points = (0..events).map(|number| {
        let program = program.clone();
        async move {
            let scene = Scene::new(&program, &SMALL).await;
            let Ended::Killed(event) = scene.run_until_event(number).await else {
                panic!("it ended before event {number} of {events}")
            };
            assert_eq!(scene.run().await, Ended::Trained, "after {event}");
            scene.expect_one_of_each(&event);
            event
        }
    });
    let points = side_by_side(AT_ONCE, points).await;
    println!("killed at {} points:\n{}", points.len(), points.join("\n"));
    assert!(points.len() >= 40, "{}", points.len());
    for moment in ["CreateTrainingAdvanceJob Arrived", "Recording HalfReceived", "Recording CarriedOut", "Letter Begun"]
    {
        assert!(points.iter().any(|point| point.ends_with(moment)), "{moment}: {points:#?}");
    }
}

/// With a recording so large that the client still has some of it to send.
#[tokio::test(flavor = "multi_thread")]
async fn killed_before_the_second_half_of_the_recording_is_sent() {
    let scene = Scene::new(&example("train_voice"), &LARGE).await;
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
async fn killed_again_and_again_a_little_later_each_time() {
    let scene = Scene::new(&example("train_voice"), &LARGE).await;
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
async fn a_second_process_with_the_same_journal_is_refused_and_does_nothing() {
    let scene = Scene::new(&example("train_voice"), &SMALL).await;
    let (first, refused) = scene.run_with_a_second().await;
    let expected = format!("recording.wav.training.json is in use by another process (process {first})");
    assert!(refused.contains(&expected), "{first}: {refused}");
    scene.expect_one_of_each("a second process");
}

/// Lets the program meet something at each of its calls of this kind, each time in another training, and runs it again;
/// it must have said this on its standard error. Says how many calls there were.
async fn met_at_any(syscall: &'static str, what: &'static str, said: &'static [&'static str]) -> usize {
    let program = example("train_voice");
    let mut points = 0;
    // How many calls there are is known when a program has not met anything.
    for first in (1..MANY).step_by(AT_ONCE) {
        let met = (first..first + AT_ONCE as u64).map(|n| {
            let program = program.clone();
            async move {
                let scene = Scene::new(&program, &SMALL).await;
                let Err(printed) = syscalls::run(&scene, &format!("{syscall}:{what}:when={n}")).await else {
                    return false;
                };
                let point = format!("{syscall} {n} and {what}");
                assert!(said.iter().all(|said| printed.contains(said)), "{point}: {printed}");
                assert_eq!(scene.run().await, Ended::Trained, "after {point}");
                scene.expect_one_of_each(&point);
                true
            }
        });
        let met = side_by_side(AT_ONCE, met).await;
        points += met.iter().filter(|met| **met).count();
        if met.contains(&false) {
            break;
        }
    }
    println!("{points} points: {syscall} and {what}");
    points
}

/// Between writing the journal and making it last, between that and its new name, and before a lock is given up.
#[tokio::test(flavor = "multi_thread")]
async fn killed_at_any_step_of_writing_the_journal() {
    if !syscalls::can_be_met() {
        return println!("skipped: strace is not there, or may not trace");
    }
    let mut points = 0;
    for syscall in ["fsync", "rename", "unlink"] {
        points += met_at_any(syscall, "signal=KILL", &[]).await;
    }
    assert!(points > 15, "{points}");
}

/// A disk that is full at any write of the journal: an error, and the same end when there is room again.
#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_is_full_at_any_step_of_writing_the_journal() {
    if !syscalls::can_be_met() {
        return println!("skipped: strace is not there, or may not trace");
    }
    let said = &["recording.wav.training.json cannot be written", "No space left on device", "make room"];
    let points = met_at_any("fsync", "error=ENOSPC", said).await;
    assert!(points > 8, "{points}");
}

/// What a power cut leaves is what lasts on the disk by then.
#[tokio::test(flavor = "multi_thread")]
async fn the_journal_lasts_on_the_disk_before_a_creation_and_a_submission_are_sent() {
    if !syscalls::can_be_met() {
        return println!("skipped: strace is not there, or may not trace");
    }
    let scene = Scene::new(&example("train_voice"), &SMALL).await;
    let steps = syscalls::steps(&scene).await;
    let requests: Vec<usize> = (0..steps.len()).filter(|n| steps[*n] == "request").collect();
    assert_eq!(requests.len(), 2, "{steps:?}");
    for request in requests {
        let before = &steps[request.saturating_sub(4)..request];
        assert_eq!(before, ["write", "make the file last", "rename", "make the name last"], "{steps:?}");
    }
    scene.expect_one_of_each("no power cut");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_system_without_locks_is_an_error_before_anything_is_created() {
    if !syscalls::can_be_met() {
        return println!("skipped: strace is not there, or may not trace");
    }
    let scene = Scene::new(&example("train_voice"), &SMALL).await;
    let printed = syscalls::run(&scene, "flock:error=ENOLCK").await.expect_err("no locks");
    for said in ["recording.wav.training.json cannot be locked with ", "its file system know locks"] {
        assert!(printed.contains(said), "{printed}");
    }
    assert!(scene.simulator.jobs().is_empty());
    assert_eq!(scene.run().await, Ended::Trained);
    scene.expect_one_of_each("a file system without locks");
}
