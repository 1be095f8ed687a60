//! A training that is killed at any point, and then simply run again: one job, one submission, one credit, the recording
//! to the byte, and nothing left lying about.

use crate::example::example;
use crate::scene::{Ended, Scene};
use crate::syscalls;

/// No training has more events than this.
const MANY: u64 = 500;

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_any_request_before_and_after_it_and_in_the_middle_of_each_upload() {
    let program = example("train_voice");
    let mut points = Vec::new();
    for n in 0..MANY {
        let scene = Scene::new(&program).await;
        match scene.run(Some(n)).await {
            Ended::Killed(event) => {
                points.push(event);
                assert_eq!(scene.run(None).await, Ended::Trained, "after {:?}", points.last());
                scene.expect_one_of_each(points.last().expect("an event"));
            }
            Ended::Trained => {
                scene.expect_one_of_each("no kill");
                break;
            }
        }
    }
    println!("killed at {} points:\n{}", points.len(), points.join("\n"));
    assert!(points.len() >= 40, "{}", points.len());
    for moment in ["CreateTrainingAdvanceJob Arrived", "Recording HalfReceived", "Recording CarriedOut", "Letter Begun"]
    {
        assert!(points.iter().any(|point| point.ends_with(moment)), "{moment}: {points:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_again_and_again_a_little_later_each_time() {
    let scene = Scene::new(&example("train_voice")).await;
    let mut kills = 0;
    while scene.run(Some(kills)).await != Ended::Trained {
        kills += 1;
        assert!(kills < MANY);
    }
    println!("killed {kills} times");
    assert!(kills > 10, "{kills}");
    scene.expect_one_of_each("many kills");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_with_the_same_journal_is_refused_and_does_nothing() {
    let scene = Scene::new(&example("train_voice")).await;
    let refused = scene.run_with_a_second().await;
    assert!(refused.contains("recording.wav.training.json is in use by another process (process "), "{refused}");
    scene.expect_one_of_each("a second process");
}

/// Between writing the journal and making it last, between that and its new name, and before a lock is given up.
#[tokio::test(flavor = "multi_thread")]
async fn killed_at_any_step_of_writing_the_journal() {
    if !syscalls::can_be_met() {
        return println!("skipped: strace is not there, or may not trace");
    }
    let program = example("train_voice");
    let mut points = Vec::new();
    for syscall in ["fsync", "rename", "unlink"] {
        for n in 1..MANY {
            let scene = Scene::new(&program).await;
            let point = format!("{syscall} {n}");
            if syscalls::run(&scene, &format!("{syscall}:signal=KILL:when={n}")).await == Ended::Trained {
                break;
            }
            assert_eq!(scene.run(None).await, Ended::Trained, "after {point}");
            scene.expect_one_of_each(&point);
            points.push(point);
        }
    }
    println!("killed at {} points: {}", points.len(), points.join(", "));
    assert!(points.len() > 15, "{points:?}");
}

/// A disk that is full at any write of the journal: an error, and the same end when there is room again.
#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_is_full_at_any_step_of_writing_the_journal() {
    if !syscalls::can_be_met() {
        return println!("skipped: strace is not there, or may not trace");
    }
    let program = example("train_voice");
    let mut points = 0;
    for n in 1..MANY {
        let scene = Scene::new(&program).await;
        if syscalls::run(&scene, &format!("fsync:error=ENOSPC:when={n}")).await == Ended::Trained {
            break;
        }
        assert_eq!(scene.run(None).await, Ended::Trained, "after a full disk at {n}");
        scene.expect_one_of_each(&format!("a full disk at {n}"));
        points += 1;
    }
    println!("a full disk at {points} points");
    assert!(points > 8, "{points}");
}
