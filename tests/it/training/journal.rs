//! The journal: one journal, one training, one process; and a journal that cannot be read or written.

use std::time::Duration;

use metastudio_voice::training::{Event, Journal, Outcome, Plan};
use metastudio_voice::{Client, Error, ErrorKind};
use metastudio_voice_simulator::{Disturbance, ErrorResponse, ReviewFailure, Simulator};

use crate::support::studio::{Studio, fast, train, until};
use crate::support::{TestClock, builder_of, wav};

/// Asserts that nothing was created before this error, and that no lock and no temporary file is left.
fn expect_no_effect(studio: &Studio, error: &Error, kind: ErrorKind) {
    assert_eq!((error.kind(), studio.simulator.jobs().len()), (kind, 0), "{error}");
    assert!(error.advice().is_some(), "{error}");
    assert!(studio.names().iter().all(|name| !name.ends_with(".lock") && !name.ends_with(".tmp")));
}

#[tokio::test]
async fn the_journal_beside_the_recording_has_the_job_its_state_and_no_secret() {
    let studio = Studio::open().await;
    let plan = studio.plan().details(|job| job.phone("13500001111"));
    let voice = train(&studio.client().await, plan).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(studio.names(), ["recording.wav", "recording.wav.training.json"]);
    let path = studio.folder.path().join("recording.wav.training.json");
    let journal = Journal::read(&path).expect("a journal");
    assert_eq!((journal.job_id(), journal.asset_id()), (Some(&voice.job_id), Some(&*voice.asset_id)));
    assert_eq!(journal.state().map(ToString::to_string).as_deref(), Some("SUCCEED"));
    let written = super::journal_json(&path);
    assert_eq!(written["submission"]["recording"]["crc32"], crc32fast::hash(&wav(96_000)));
    let text = std::fs::read_to_string(&path).expect("text");
    for secret in ["13500001111", "Signature", studio.simulator.secret_key(), studio.simulator.access_key()] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[tokio::test]
async fn details_that_break_a_rule_or_contradict_the_plan_are_refused_after_the_submission_too() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    train(&client, studio.plan()).await.0.expect("an outcome").into_voice().expect("a voice");
    let before = studio.changes();
    for (plan, message) in [
        (studio.plan().details(|job| job.voice_name("Another voice")), "details set voice_name \"Another voice\""),
        (studio.plan().details(|job| job.batch_name("b".repeat(10_000))), "batch_name is longer than"),
    ] {
        let error = train(&client, plan).await.0.expect_err(message);
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
        assert!(error.message().contains(message), "{error}");
    }
    assert_eq!(studio.changes(), before);
}

#[tokio::test]
async fn a_plan_that_is_run_again_returns_the_same_voice_and_changes_nothing() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let first = train(&client, studio.plan()).await.0.expect("an outcome").into_voice().expect("a voice");
    let before = studio.simulator.requests().len();
    // After the submission the recording is not needed.
    std::fs::remove_file(studio.folder.path().join("recording.wav")).expect("removed");
    let plan = fast(Plan::premium("Gentle female voice", studio.folder.path().join("recording.wav")));
    let again = train(&client, plan).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(again.asset_id, first.asset_id);
    let requests = studio.simulator.requests();
    assert!(requests[before..].iter().all(|request| request.method == "GET"));
    assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1));
}

#[tokio::test]
async fn a_damaged_journal_is_an_error_and_never_a_fresh_start() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let path = studio.folder.path().join("recording.wav.training.json");
    for (text, expected) in [
        ("", "is damaged (line 1, column 0)"),
        ("{\"version\": 1, \"job_id\": \"a", "is damaged (line 1"),
        ("{\"version\": 1}", "is damaged"),
        ("[]", "is damaged"),
        ("{\"version\": 2, \"later\": true}", "has version 2, but this crate reads version 1"),
    ] {
        std::fs::write(&path, text).expect("written");
        let error = train(&client, studio.plan()).await.0.expect_err(text);
        expect_no_effect(&studio, &error, ErrorKind::JournalDamaged);
        assert!(error.message().contains(expected), "{error}");
        assert_eq!(std::fs::read_to_string(&path).expect("kept"), text, "it is kept as it is");
    }
    assert!(studio.simulator.requests().is_empty());
}

#[tokio::test]
async fn a_journal_of_another_training_is_refused() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    train(&client, studio.plan()).await.0.expect("an outcome");
    let other = Simulator::start().await.expect("simulator");
    let elsewhere = builder_of(&other).build().await.expect("client");
    let plan = |name: &str| fast(Plan::premium(name, studio.folder.path().join("recording.wav")));
    let project = builder_of(&studio.simulator).project_id("ffffffffffffffffffffffffffffffff");
    let project = project.build().await.expect("client");
    let cases: [(&Client, Plan, &str); 5] = [
        (&client, plan("Another voice"), "its voice is \"Gentle female voice\", not \"Another voice\""),
        (&elsewhere, plan("Gentle female voice"), "its host is"),
        (&project, plan("Gentle female voice"), "its project is"),
        (
            &client,
            fast(Plan::third_party("Gentle female voice", studio.folder.path().join("recording.wav"))),
            "its edition is \"ADVANCE\", not \"THIRD_PARTY\"",
        ),
        (&client, plan("Gentle female voice").resume_job("another"), "not about job another"),
    ];
    for (client, plan, expected) in cases {
        let error = train(client, plan).await.0.expect_err(expected);
        assert_eq!(error.kind(), ErrorKind::JournalMismatch);
        assert!(error.message().contains(expected), "{error}");
    }
    assert_eq!((studio.simulator.jobs().len(), other.jobs().len()), (1, 0));
}

#[tokio::test]
async fn a_second_training_with_the_same_journal_is_refused_and_the_first_continues() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let (created, mut is_created) = tokio::sync::mpsc::unbounded_channel();
    let (go_on, may_go_on) = std::sync::mpsc::channel::<()>();
    let plan = studio.plan();
    let first = client.train(plan.clone()).on_event(move |event| {
        if matches!(event, Event::Created { .. }) {
            created.send(()).expect("told");
            let _ = may_go_on.recv();
        }
    });
    let first = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("runtime");
        runtime.block_on(first.into_future())
    });
    is_created.recv().await.expect("created");
    let error = train(&client, plan).await.0.expect_err("in use");
    assert_eq!(error.kind(), ErrorKind::JournalInUse);
    let expected = format!("is in use by another process (process {})", std::process::id());
    assert!(error.message().ends_with(&expected), "{error}");
    drop(go_on);
    let joined = tokio::task::spawn_blocking(move || first.join().expect("no panic")).await.expect("joined");
    joined.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1));
    assert!(!studio.names().iter().any(|name| name.ends_with(".lock")));
}

#[tokio::test]
async fn a_lock_and_a_temporary_file_of_a_killed_process_are_reused_and_removed() {
    let studio = Studio::open().await;
    for ending in [".lock", ".tmp"] {
        studio.file(&format!("recording.wav.training.json{ending}"), "process 1 and half a journal");
    }
    train(&studio.client().await, studio.plan()).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(studio.names(), ["recording.wav", "recording.wav.training.json"]);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn no_job_is_created_when_the_journal_cannot_be_written() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    // Where nobody may write, not even root.
    let plan = studio.plan().journal("/sys/training.json");
    let error = train(&client, plan).await.0.expect_err("read-only");
    expect_no_effect(&studio, &error, ErrorKind::JournalUnavailable);
    let plan = studio.plan().journal(studio.folder.path().join("no/such/folder/training.json"));
    let error = train(&client, plan).await.0.expect_err("no folder");
    expect_no_effect(&studio, &error, ErrorKind::JournalUnavailable);
    train(&client, studio.plan()).await.0.expect("an outcome").into_voice().expect("a voice");
}

/// Row D3: a user who may write to the folder cannot make a training write to another file.
#[cfg(unix)]
#[tokio::test]
async fn a_link_or_a_foreign_file_beside_the_journal_is_never_written_to() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let beside = |ending: &str| studio.folder.path().join(format!("recording.wav.training.json{ending}"));
    let precious = studio.file("precious", "the user's");
    for target in [precious.clone(), studio.folder.path().join("nothing")] {
        for ending in [".lock", ".tmp"] {
            std::os::unix::fs::symlink(&target, beside(ending)).expect("link");
        }
        train(&client, studio.plan()).await.0.expect("an outcome").into_voice().expect("a voice");
        assert_eq!(studio.names(), ["precious", "recording.wav", "recording.wav.training.json"]);
        std::fs::remove_file(beside("")).expect("removed");
    }
    // A hard link cannot be told from a file; its content shows that it is no lock.
    std::fs::hard_link(&precious, beside(".lock")).expect("link");
    let error = train(&client, studio.plan()).await.0.expect_err("no lock");
    assert_eq!(error.kind(), ErrorKind::JournalUnavailable);
    assert!(format!("{error:#}").contains("not a lock of a journal"), "{error:#}");
    std::fs::remove_file(beside(".lock")).expect("removed");
    std::fs::hard_link(&precious, beside(".tmp")).expect("link");
    train(&client, studio.plan()).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(std::fs::read_to_string(&precious).expect("kept"), "the user's");
    // A pipe, which would never open or never end, is an error.
    for ending in ["", ".lock"] {
        let _ = std::fs::remove_file(beside(ending));
        let made = std::process::Command::new("mkfifo").arg(beside(ending)).status().expect("mkfifo");
        assert!(made.success());
        let error = train(&client, studio.plan()).await.0.expect_err("a pipe");
        assert_eq!(error.kind(), ErrorKind::JournalUnavailable, "{error}");
        std::fs::remove_file(beside(ending)).expect("removed");
    }
}

#[tokio::test]
async fn another_recording_may_be_used_after_a_create_request_was_refused() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let refusal = Disturbance::Respond(ErrorResponse::new(400, "MSS.00000003", "Invalid parameter"));
    studio.simulator.disturb_operation("CreateTrainingAdvanceJob", [refusal]).expect("an operation");
    let error = train(&client, studio.plan()).await.0.expect_err("refused");
    assert_eq!((error.status(), studio.simulator.jobs().len()), (Some(400), 0));
    let other = fast(Plan::premium("Gentle female voice", studio.file("recording.wav", wav(100_000))));
    train(&client, other).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1));
}

#[tokio::test]
async fn a_training_without_a_journal_writes_no_file() {
    let studio = Studio::open().await;
    train(&studio.client().await, studio.plan().without_journal()).await.0.expect("an outcome");
    assert_eq!(studio.names(), ["recording.wav"]);
}

#[tokio::test]
async fn a_failed_review_is_returned_again_until_a_better_recording_is_submitted() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    studio.simulator.fail_review(None, ReviewFailure::admin("Too noisy."));
    for plan in [studio.plan(), studio.plan(), studio.plan().resubmit()] {
        let outcome = train(&client, plan).await.0.expect("an outcome");
        assert!(matches!(&outcome, Outcome::ActionNeeded(needed) if needed.reviewer.is_some()), "{outcome:?}");
        assert_eq!(studio.simulator.jobs()[0].submissions, 1);
    }
    let better = studio.file("recording.wav", wav(100_000));
    let plan = || fast(Plan::premium("Gentle female voice", &better)).resubmit();
    let voice = train(&client, plan()).await.0.expect("an outcome").into_voice().expect("a voice");
    // It has been resubmitted: there is nothing more to do.
    let again = train(&client, plan()).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(voice.asset_id, again.asset_id);
    let jobs = studio.simulator.jobs();
    assert_eq!((jobs.len(), jobs[0].submissions, jobs[0].recording_uploads), (1, 2, 2));
    assert_eq!(studio.simulator.credits_spent(), 1);
}

#[tokio::test]
async fn a_letter_that_was_missing_can_be_added_to_the_same_job() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    studio.simulator.fail_review(None, ReviewFailure::admin("There is no letter."));
    train(&client, studio.plan()).await.0.expect("an outcome").into_voice().expect_err("no voice");
    let plan = studio.plan().letter(studio.file("letter.pdf", "%PDF-1.4 signed")).resubmit();
    train(&client, plan).await.0.expect("an outcome").into_voice().expect("a voice");
    let jobs = studio.simulator.jobs();
    assert_eq!((jobs.len(), jobs[0].submissions, jobs[0].letter_uploads), (1, 2, 1));
}

#[tokio::test]
async fn another_process_watches_a_job_by_the_journal_alone() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let path = studio.folder.path().join("recording.wav.training.json");
    let error = client.watch(&path).await.expect_err("no journal");
    assert_eq!(error.kind(), ErrorKind::JournalUnavailable);
    until(&studio, studio.plan(), |event| matches!(event, Event::Created { .. })).await;
    let error = client.watch(&path).await.expect_err("not submitted");
    assert_eq!((error.kind(), error.message()), (ErrorKind::JournalMismatch, "the journal has no submitted job"));
    assert!(error.advice().is_some_and(|advice| advice.contains("run its plan first")), "{error}");
    until(&studio, studio.plan(), |event| matches!(event, Event::Submitted)).await;
    let before = std::fs::read(&path).expect("journal");
    // Without the files, and while someone holds the lock.
    std::fs::remove_file(studio.folder.path().join("recording.wav")).expect("removed");
    let lock = studio.file("recording.wav.training.json.lock", "");
    let lock = std::fs::File::open(lock).expect("opened");
    lock.lock().expect("locked");
    let watching = client.watch(&path).poll_interval(Duration::from_millis(5));
    let voice = watching.await.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(Some(voice.asset_id), studio.simulator.jobs()[0].asset_id);
    assert_eq!(std::fs::read(&path).expect("journal"), before, "it is not written");
}

#[tokio::test]
async fn a_job_past_its_deadline_is_an_error_and_can_be_watched_again() {
    let simulator = Simulator::builder().clock(metastudio_voice_simulator::Clock::Manual).start().await.expect("it");
    let folder = tempfile::tempdir().expect("folder");
    let recording = crate::support::file(folder.path(), "recording.wav", wav(96_000));
    let client = builder_of(&simulator).clock(TestClock::new());
    let client = client.build().await.expect("client");
    let plan = || Plan::premium("v", &recording).deadline(Duration::from_secs(3 * 3600));
    let error = client.train(plan()).await.expect_err("too long");
    assert_eq!((error.kind(), error.is_in_doubt()), (ErrorKind::Timeout, false));
    assert_eq!(error.message(), "the job is in SYSTEM_AUDITING, 3 hours after it was submitted");
    let (stepping, watching) = (async { (0..20).for_each(|_| simulator.advance()) }, client.train(plan()));
    stepping.await;
    watching.await.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(simulator.credits_spent(), 1);
}
