//! One recording, one job, one credit, whatever clocks, names and paths say. The rows are those of the project's list
//! of faults.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use metastudio_voice::training::{Event, Outcome, Plan, Segments};
use metastudio_voice::types::{JobState, JobTag, Sex};
use metastudio_voice::{Credentials, ErrorKind};
use metastudio_voice_simulator::{Disturbance, ErrorResponse, ObjectKind, ReviewFailure, Simulator};

use crate::support::studio::{Studio, fast, train, until};
use crate::support::{TestClock, builder_of, file, wav};

const CREATE: &str = "CreateTrainingAdvanceJob";
const COMMIT: &str = "CommitVoiceTrainingJob";

fn refused(status: u16) -> Disturbance {
    Disturbance::Respond(ErrorResponse::new(status, "MSS.00000403", "not allowed"))
}

/// Row A1.
#[tokio::test(flavor = "multi_thread")]
async fn a_job_whose_create_response_was_lost_is_found_whatever_the_local_clock_says() {
    for offset in [7_200, 1_200, -1_200, -7_200, 40 * 365 * 86_400] {
        for with_token in [false, true] {
            let studio = Studio::of(Simulator::builder().clock_offset(offset)).await;
            studio.simulator.disturb_operation(CREATE, [Disturbance::ResetAfter]).expect("an operation");
            let mut builder = builder_of(&studio.simulator);
            if with_token {
                builder = builder.credentials(Credentials::token(studio.simulator.token()).expect("token"));
            }
            let client = builder.build().await.expect("client");
            let voice = train(&client, studio.plan()).await.0.expect("an outcome").into_voice().expect("a voice");
            let jobs = studio.simulator.jobs();
            assert_eq!((jobs.len(), studio.simulator.credits_spent()), (1, 1), "{offset} {with_token}");
            assert_eq!(*voice.job_id, jobs[0].id);
        }
    }
}

/// Row A2.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_job_that_is_listed_only_before_the_next_create_request_is_found() {
    for lists in 1..=6 {
        let studio = Studio::open().await;
        studio.simulator.delay_listing(lists);
        studio.simulator.disturb_operation(CREATE, [Disturbance::ResetAfter]).expect("an operation");
        train(&studio.client().await, studio.plan()).await.0.expect("an outcome").into_voice().expect("a voice");
        assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1), "{lists}");
    }
}

/// Row A2, across a restart: the job may be in the first list of the second run.
#[tokio::test]
async fn a_lost_job_that_is_listed_only_in_the_next_run_is_found() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    studio.simulator.delay_listing(8);
    studio.simulator.disturb_operation(CREATE, [Disturbance::ResetAfter]).expect("an operation");
    until_retrying(&studio, studio.plan()).await;
    for _ in 0..4 {
        client.list_voice_training_job().send().await.expect("a list");
    }
    train(&client, studio.plan()).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1));
}

/// The journal keeps an attempt whose response was lost, also if a later attempt is refused.
#[tokio::test]
async fn a_create_request_in_doubt_stays_in_doubt_when_the_next_attempt_is_refused() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    studio.simulator.delay_listing(12);
    studio.simulator.disturb_operation(CREATE, [Disturbance::ResetAfter, refused(400)]).expect("an operation");
    let error = train(&client, studio.plan()).await.0.expect_err("refused");
    assert_eq!((error.status(), error.is_in_doubt()), (Some(400), true));
    train(&client, studio.plan()).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1));
}

/// Row A3.
#[cfg(unix)]
#[tokio::test]
async fn material_has_one_journal_whatever_path_leads_to_it() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let segments = studio.folder.path().join("segments");
    std::fs::create_dir_all(segments.join("sub")).expect("folder");
    for n in 0..20 {
        file(&segments, &format!("{n}.wav"), wav(48_000 + n));
        file(&segments, &format!("{n}.txt"), format!("segment {n}"));
    }
    let link = studio.folder.path().join("link");
    std::os::unix::fs::symlink(&segments, &link).expect("link");
    for path in [segments.clone(), segments.join("."), segments.join("sub/.."), link.clone(), link.join("sub/..")] {
        let plan = fast(Plan::basic("v", Segments::folder(&path).expect("segments")));
        train(&client, plan).await.0.expect("an outcome").into_voice().expect("a voice");
        assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1), "{}", path.display());
    }
    assert!(studio.folder.path().join("segments.training.json").exists());

    let recording = studio.file("recording.wav", wav(96_000));
    let alias = studio.folder.path().join("alias.wav");
    std::os::unix::fs::symlink(&recording, &alias).expect("link");
    for path in [recording.clone(), alias, link.join("../recording.wav"), segments.join("../recording.wav")] {
        train(&client, fast(Plan::premium("w", path))).await.0.expect("an outcome").into_voice().expect("a voice");
        assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (2, 2));
    }
    // When the recording is gone its folder still leads to the journal.
    std::fs::remove_file(&recording).expect("removed");
    let gone = fast(Plan::premium("w", link.join("../recording.wav")));
    train(&client, gone).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (2, 2));
}

/// Row A3, in one folder: another name of the same file.
#[tokio::test]
async fn a_recording_that_was_renamed_or_has_two_names_is_not_trained_again_under_the_same_voice_name() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    train(&client, studio.plan()).await.0.expect("an outcome").into_voice().expect("a voice");
    let recording = studio.folder.path().join("recording.wav");
    let renamed = studio.folder.path().join("renamed.wav");
    std::fs::hard_link(&recording, studio.folder.path().join("second-name.wav")).expect("a second name");
    std::fs::rename(&recording, &renamed).expect("renamed");
    for name in ["renamed.wav", "second-name.wav"] {
        let plan = || fast(Plan::premium("Gentle female voice", studio.folder.path().join(name)));
        let error = train(&client, plan()).await.0.expect_err(name);
        assert_eq!(error.kind(), ErrorKind::JournalMismatch);
        assert!(error.message().contains("recording.wav.training.json"), "{error}");
        let with_it = plan().journal(studio.folder.path().join("recording.wav.training.json"));
        train(&client, with_it).await.0.expect("an outcome").into_voice().expect("a voice");
        assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1));
    }
    // Another voice from the same recording, and the same one once more on purpose, are no mistakes.
    let other = fast(Plan::premium("Another voice", &renamed));
    train(&client, other).await.0.expect("an outcome").into_voice().expect("a voice");
    let again = fast(Plan::premium("Gentle female voice", &renamed)).journal(studio.folder.path().join("again.json"));
    train(&client, again).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (3, 3));
}

/// Returns whether the recording of a job has this sound.
pub(super) fn holds(studio: &Studio, job: &str, sound: &[u8]) -> bool {
    let stored = studio.simulator.object(job, ObjectKind::Recording).expect("stored").bytes().expect("bytes");
    stored.windows(sound.len()).any(|part| part == sound)
}

/// Row A4, in one process.
#[tokio::test(flavor = "multi_thread")]
async fn two_voices_of_one_name_keep_their_own_recordings_although_a_create_request_was_lost() {
    for lost in [Disturbance::ResetBefore, Disturbance::ResetAfter, Disturbance::ResetUnread] {
        for lag in [0, 2] {
            let studio = Studio::open().await;
            studio.simulator.delay_listing(lag);
            studio.simulator.disturb_operation(CREATE, [lost.clone()]).expect("an operation");
            let sounds = [wav(96_000), wav(100_000)];
            let plan = |n: usize| fast(Plan::premium("v", studio.file(&format!("{n}.wav"), &sounds[n])));
            let outcomes = studio.client().await.train_all([plan(0), plan(1)]).await;
            for (outcome, sound) in outcomes.into_iter().zip(&sounds) {
                let voice = outcome.expect("an outcome").into_voice().expect("a voice");
                assert!(holds(&studio, &voice.job_id, sound), "{lost:?}");
            }
            let jobs = studio.simulator.jobs();
            assert_eq!((jobs.len(), studio.simulator.credits_spent()), (2, 2), "{lost:?}");
            assert!(jobs.iter().all(|job| job.recording_uploads == 1), "{jobs:?}");
        }
    }
}

/// Writes a journal of another process, of a voice of the same name, with these fields besides.
fn journal_beside(studio: &Studio, name: &str, known: &serde_json::Value) {
    let host = studio.simulator.endpoint().trim_start_matches("http://").trim_end_matches('/').to_owned();
    let mut journal = serde_json::json!({
        "version": 1,
        "service": {"host": host, "project_id": studio.simulator.project_id()},
        "edition": "ADVANCE",
        "voice_name": "Gentle female voice",
        "submission": {"number": 1, "uploaded": []},
    });
    journal.as_object_mut().expect("an object").extend(known.as_object().expect("an object").clone());
    studio.file(name, journal.to_string());
}

/// Row A4, between processes: the other's journal is in the same folder.
#[tokio::test(flavor = "multi_thread")]
async fn a_job_of_another_journal_in_the_folder_is_not_taken_for_the_lost_one() {
    let studio = Arc::new(Studio::open().await);
    studio.simulator.disturb_operation(CREATE, [Disturbance::ResetBefore]).expect("an operation");
    let (client, other) = (studio.client().await, studio.client().await);
    let there = studio.clone();
    let training = client.train(studio.plan()).on_event(move |event| {
        if matches!(event, Event::Retrying { .. }) && there.simulator.jobs().is_empty() {
            // Another process creates its job of the same name just now.
            let create = other.create_training_advance_job().body_map(|job| job.voice_name("Gentle female voice"));
            let create = async { create.send().await.expect("created").into_inner() };
            let job = tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(create));
            // Wherever its plan has put its journal.
            journal_beside(&there, "state of the other.json", &serde_json::json!({"job_id": job.job_id}));
        }
    });
    let voice = training.await.expect("an outcome").into_voice().expect("a voice");
    let jobs = studio.simulator.jobs();
    assert_eq!((jobs.len(), studio.simulator.credits_spent()), (2, 1));
    assert_eq!((jobs[0].recording_uploads, jobs[0].state.as_str()), (0, "CREATING"));
    assert_eq!(*voice.job_id, jobs[1].id);
}

/// Row A4: a job that is only probably ours is not changed.
#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_another_training_may_have_created_is_not_changed() {
    let studio = Arc::new(Studio::open().await);
    let client = studio.client().await;
    studio.simulator.disturb_operation(CREATE, [Disturbance::ResetAfter]).expect("an operation");
    // Another process has lost the response to a create request at the same time.
    let there = studio.clone();
    let training = client.train(studio.plan()).on_event(move |event| {
        if matches!(event, Event::Retrying { .. }) {
            journal_beside(&there, "other.wav.training.json", &serde_json::json!({"pending_create": {"known": []}}));
        }
    });
    let error = training.await.expect_err("uncertain");
    let job = studio.simulator.jobs()[0].id.clone();
    assert_eq!((error.kind(), error.is_in_doubt()), (ErrorKind::ActionNeeded, true));
    assert!(error.message().contains(&job) && error.advice().is_some_and(|it| it.contains("resume_job")), "{error}");
    assert_eq!((studio.simulator.jobs().len(), studio.simulator.jobs()[0].uploads), (1, 0));
    // The owner has checked it.
    train(&client, studio.plan().resume_job(&*job)).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1));
}

/// Row A4: while one training is in doubt, another of the same name does not begin.
#[tokio::test]
async fn no_job_is_created_while_another_create_request_of_the_same_name_is_in_doubt() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    journal_beside(&studio, "other.wav.training.json", &serde_json::json!({"pending_create": {"known": []}}));
    let error = train(&client, studio.plan()).await.0.expect_err("in doubt");
    assert_eq!((error.kind(), error.is_in_doubt()), (ErrorKind::ActionNeeded, false));
    assert!(error.message().contains("other.wav.training.json"), "{error}");
    assert!(studio.simulator.jobs().is_empty());
    // As the advice says, the other training runs first.
    assert!(error.advice().is_some_and(|advice| advice.contains("run that training first")), "{error}");
    let other = fast(Plan::premium("Gentle female voice", studio.file("other.wav", wav(100_000))));
    for (plan, jobs) in [(other, 1), (studio.plan(), 2)] {
        train(&client, plan).await.0.expect("an outcome").into_voice().expect("a voice");
        assert_eq!(studio.counts(), (jobs, jobs as u32, jobs as u64));
    }
    // Or its journal is removed: here the journal of a training of this process.
    studio.simulator.disturb_operation(CREATE, [Disturbance::ResetBefore]).expect("an operation");
    let plan = |name| fast(Plan::premium("Gentle female voice", studio.file(name, wav(99_000))));
    until_retrying(&studio, plan("third.wav")).await;
    let error = train(&client, plan("fourth.wav")).await.0.expect_err("in doubt");
    assert!(error.message().contains("third.wav.training.json"), "{error}");
    std::fs::remove_file(studio.folder.path().join("third.wav.training.json")).expect("removed");
    train(&client, plan("fourth.wav")).await.0.expect("an outcome").into_voice().expect("a voice");
}

/// Row A4: a batch name makes it certain.
#[tokio::test(flavor = "multi_thread")]
async fn a_batch_name_tells_a_lost_job_from_the_job_of_another_training() {
    let studio = Studio::open().await;
    let named = crc32fast::hash(b"\"other\"");
    let pending = serde_json::json!({"details": {"batch_name": named}, "pending_create": {"known": []}});
    journal_beside(&studio, "other.wav.training.json", &pending);
    studio.simulator.disturb_operation(CREATE, [Disturbance::ResetAfter]).expect("an operation");
    let plan = studio.plan().details(|job| job.batch_name("mine"));
    train(&studio.client().await, plan).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1));
}

/// Trains until a call is retried, and drops the training.
async fn until_retrying(studio: &Studio, plan: Plan) {
    until(studio, plan, |event| matches!(event, Event::Retrying { .. })).await;
}

/// Waits until the job is in this state.
async fn until_state(studio: &Studio, state: &str) {
    while studio.simulator.jobs()[0].state.as_str() != state {
        tokio::task::yield_now().await;
    }
}

/// Row A5.
#[tokio::test]
async fn a_job_that_has_failed_its_review_before_the_lost_response_is_checked_is_not_submitted_again() {
    let studio = Studio::open().await;
    studio.simulator.fail_review(None, ReviewFailure::admin("Too noisy."));
    studio.simulator.disturb_operation(COMMIT, [Disturbance::ResetAfter]).expect("an operation");
    until_retrying(&studio, studio.plan()).await;
    until_state(&studio, "AUDIT_FAILED").await;
    studio.simulator.disturb_operation("ListJobOperationLog", vec![refused(403); 20]).expect("an operation");
    for plan in [studio.plan(), studio.plan().resubmit()] {
        let outcome = train(&studio.client().await, plan).await.0.expect("an outcome");
        assert!(matches!(outcome, Outcome::ActionNeeded(_)), "{outcome:?}");
        assert_eq!((studio.simulator.jobs()[0].submissions, studio.simulator.credits_spent()), (1, 1));
    }
}

/// Row A5: after a second submission the job may be back in its earlier state, and then only the log tells.
#[tokio::test]
async fn a_second_submission_in_doubt_is_not_repeated_when_the_log_may_not_be_read() {
    let studio = Studio::open().await;
    studio.simulator.fail_review(None, ReviewFailure::admin("Too noisy."));
    studio.simulator.fail_review(None, ReviewFailure::admin("Still too noisy."));
    train(&studio.client().await, studio.plan()).await.0.expect("an outcome").into_voice().expect_err("no voice");
    let better = studio.file("recording.wav", wav(100_000));
    let plan = || fast(Plan::premium("Gentle female voice", &better)).resubmit();
    studio.simulator.disturb_operation("ListJobOperationLog", vec![refused(403); 20]).expect("an operation");
    studio.simulator.disturb_operation(COMMIT, [Disturbance::ResetAfter]).expect("an operation");
    until_retrying(&studio, plan()).await;
    until_state(&studio, "AUDIT_FAILED").await;
    let error = train(&studio.client().await, plan()).await.0.expect_err("in doubt");
    assert_eq!((error.kind(), error.is_in_doubt()), (ErrorKind::ActionNeeded, true), "{error}");
    assert_eq!(studio.simulator.jobs()[0].submissions, 2);
    // Once the log can be read, it is certain.
    studio.simulator.clear_disturbances();
    let outcome = train(&studio.client().await, plan()).await.0.expect("an outcome");
    assert!(matches!(outcome, Outcome::ActionNeeded(_)), "{outcome:?}");
    assert_eq!((studio.simulator.jobs()[0].submissions, studio.simulator.credits_spent()), (2, 1));
}

/// Row A6.
#[tokio::test]
async fn a_job_of_another_voice_or_edition_is_not_resumed() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let anna = client.create_training_advance_job().body_map(|job| job.voice_name("Anna"));
    let anna = anna.send().await.expect("created").job_id.clone();
    let recording = studio.file("ben.wav", wav(96_000));
    for (plan, what) in [
        (Plan::premium("Ben", &recording), "its voice is \"Anna\", not \"Ben\""),
        (Plan::third_party("Anna", &recording), "its edition is \"ADVANCE\", not \"THIRD_PARTY\""),
    ] {
        let error = train(&client, fast(plan).resume_job(&*anna)).await.0.expect_err(what);
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert!(error.message().ends_with(what), "{error}");
    }
    let jobs = studio.simulator.jobs();
    assert_eq!((jobs.len(), jobs[0].uploads, studio.simulator.credits_spent()), (1, 0, 0));
    assert!(!studio.folder.path().join("ben.wav.training.json").exists());
    let plan = fast(Plan::premium("Anna", &recording)).resume_job(&*anna);
    train(&client, plan).await.0.expect("an outcome").into_voice().expect("a voice");
}

/// Row A7.
#[tokio::test]
async fn a_detail_that_was_corrected_after_an_interruption_is_submitted_or_refused() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let plan = || studio.plan().details(|job| job.sex(Sex::Male).batch_name("first").phone("13500001111"));
    until(&studio, plan(), |event| matches!(event, Event::Created { .. })).await;
    for (changed, what) in [
        (plan().details(|job| job.batch_name("second")), "was created with another batch_name"),
        (plan().details(|job| job.is_ondemand_resource(true)), "was created without is_ondemand_resource"),
        (plan().app_user_id("somebody"), "was created without app_user_id"),
    ] {
        let error = train(&client, changed).await.0.expect_err(what);
        assert_eq!(error.kind(), ErrorKind::JournalMismatch);
        assert!(error.message().contains(what), "{error}");
    }
    assert_eq!(studio.simulator.credits_spent(), 0);
    let corrected = || plan().details(|job| job.sex(Sex::Female).tag(JobTag::News).phone("13500002222"));
    let voice = train(&client, corrected()).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((voice.job.sex.clone(), voice.job.tag.clone()), (Some(Sex::Female), Some(JobTag::News)));
    assert_eq!(studio.simulator.credits_spent(), 1);
    // A submitted job cannot be corrected. Another phone number is not noticed, as the journal has none.
    for (changed, name) in [
        (plan(), "sex"),
        (corrected().details(|job| job.description("a voice")), "description"),
        (corrected().details(|job| job.batch_name("second")), "batch_name"),
        (corrected().app_user_id("somebody"), "app_user_id"),
    ] {
        let error = train(&client, changed).await.0.expect_err("too late");
        let expected = format!("the job was submitted with another {name}");
        assert_eq!((error.kind(), error.message()), (ErrorKind::JournalMismatch, &*expected));
    }
    for same in [corrected(), corrected().details(|job| job.phone("13500003333"))] {
        train(&client, same).await.0.expect("an outcome").into_voice().expect("a voice");
    }
    assert_eq!(studio.counts(), (1, 1, 1));
    let journal = std::fs::read_to_string(studio.folder.path().join("recording.wav.training.json")).expect("text");
    assert!(!journal.contains("1350000"), "{journal}");
}

/// Rows A8 and G1.
#[tokio::test]
async fn another_recording_under_the_old_name_is_refused_after_the_submission() {
    for fails in [false, true] {
        let studio = Studio::open().await;
        let client = studio.client().await;
        if fails {
            studio.simulator.fail_review(None, ReviewFailure::admin("Too noisy."));
        }
        let letter = studio.file("letter.pdf", "%PDF-1.4 signed");
        train(&client, studio.plan().letter(&letter)).await.0.expect("an outcome");
        let path = studio.file("recording.wav", wav(96_002));
        let plan = || fast(Plan::premium("Gentle female voice", &path));
        let error = train(&client, plan()).await.0.expect_err("another recording");
        assert_eq!(error.kind(), ErrorKind::File);
        assert!(error.message().contains("the recording is not the one"), "{error}");
        assert!(error.advice().is_some_and(|advice| advice.contains("Plan::resubmit")), "{error}");
        if !fails {
            // The voice is trained: there is nothing to resubmit to.
            let error = train(&client, plan().resubmit()).await.0.expect_err("another recording");
            assert_eq!(error.kind(), ErrorKind::File, "{error}");
        }
        studio.file("recording.wav", wav(96_000));
        studio.file("letter.pdf", "%PDF-1.4 forged");
        let error = train(&client, plan().letter(&letter)).await.0.expect_err("another letter");
        assert!(error.message().contains("the authorization letter is not the one"), "{error}");
        // Files that do not exist any more are not needed.
        std::fs::remove_file(&path).expect("removed");
        let outcome = train(&client, plan()).await.0.expect("an outcome");
        assert_eq!(matches!(outcome, Outcome::ActionNeeded(_)), fails);
        assert_eq!((studio.simulator.jobs().len(), studio.simulator.jobs()[0].submissions), (1, 1));
    }
}

/// Row A9.
#[tokio::test]
async fn a_journal_of_another_host_or_project_is_not_watched() {
    let studio = Studio::open().await;
    train(&studio.client().await, studio.plan()).await.0.expect("an outcome");
    let path = studio.folder.path().join("recording.wav.training.json");
    let other = Simulator::start().await.expect("simulator");
    let elsewhere = builder_of(&other).build().await.expect("client");
    let error = elsewhere.watch(&path).await.expect_err("another host");
    assert_eq!(error.kind(), ErrorKind::JournalMismatch);
    assert!(error.message().contains("its host is"), "{error}");
    let project = builder_of(&studio.simulator).project_id("ffffffffffffffffffffffffffffffff");
    let error = project.build().await.expect("client").watch(&path).await.expect_err("another project");
    assert!(error.message().contains("its project is"), "{error}");
    assert!(other.requests().is_empty());
}

/// Row G2.
#[tokio::test]
async fn a_deleted_job_is_an_error_that_says_so_and_its_training_can_be_deleted() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    studio.simulator.fail_review(None, ReviewFailure::admin("Too noisy."));
    train(&client, studio.plan()).await.0.expect("an outcome").into_voice().expect_err("no voice");
    let journal = studio.folder.path().join("recording.wav.training.json");
    let job = studio.simulator.jobs()[0].id.clone();
    client.delete_voice_training_job().job_id(&*job).send().await.expect("deleted");
    for plan in [studio.plan(), studio.plan().resubmit()] {
        let error = train(&client, plan).await.0.expect_err("deleted");
        assert_eq!((error.kind(), error.is_not_found(), error.is_transient()), (ErrorKind::JobFailed, true, false));
        assert_eq!(error.job_id(), Some(&*job));
        assert!(error.message().contains("does not exist any more"), "{error}");
        let advice = error.advice().expect("advice");
        assert!(advice.contains("delete_training") && advice.contains("another credit"), "{error}");
        assert!(!advice.contains("run the same plan again"), "{error}");
    }
    client.delete_training(&journal).await.expect("deleted");
    assert!(!journal.exists() && !Path::new(&format!("{}.lock", journal.display())).exists());
    train(&client, studio.plan()).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(studio.simulator.credits_spent(), 2, "the deleted job had been submitted");
    // A job that exists is deleted, too.
    client.delete_training(&journal).await.expect("deleted");
    assert_eq!((studio.simulator.jobs().len(), journal.exists()), (0, false));
    assert_eq!(client.delete_training(&journal).await.expect_err("none").kind(), ErrorKind::JournalUnavailable);
}

#[tokio::test]
async fn a_training_with_a_create_request_in_doubt_cannot_be_deleted() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    studio.simulator.disturb_operation(CREATE, [Disturbance::ResetAfter]).expect("an operation");
    until_retrying(&studio, studio.plan()).await;
    let journal = studio.folder.path().join("recording.wav.training.json");
    let error = client.delete_training(&journal).await.expect_err("in doubt");
    assert_eq!((error.kind(), journal.exists()), (ErrorKind::JournalMismatch, true));
    let held = studio.file("recording.wav.training.json.lock", "");
    let held = std::fs::File::open(held).expect("opened");
    held.lock().expect("locked");
    assert_eq!(client.delete_training(&journal).await.expect_err("in use").kind(), ErrorKind::JournalInUse);
}

/// Row G5.
#[tokio::test]
async fn the_journal_of_a_trained_voice_has_nothing_pending() {
    let studio = Studio::open().await;
    studio.stop_time();
    let simulator = studio.simulator.clone();
    let training = studio.client().await.train(studio.plan()).on_event(move |event| {
        // The first state that the training sees is the last one.
        while matches!(event, Event::Submitted) && simulator.jobs()[0].state != JobState::Succeed {
            simulator.advance();
        }
    });
    training.await.expect("an outcome").into_voice().expect("a voice");
    let journal = super::journal_json(studio.journal());
    let has = |pointer: &str| journal.pointer(pointer).is_some();
    assert!(!has("/pending_create") && !has("/submission/pending_submit") && !has("/submission/submitted_from"));
    assert!(has("/submission/submitted_at"));
}

/// The workflow does not use the time of day: a clock at 1970, or in the far future, changes nothing.
#[tokio::test]
async fn a_wrong_time_of_day_changes_nothing() {
    for start in [0, 4_000_000_000] {
        let studio = Studio::open().await;
        let clock = TestClock::at(std::time::UNIX_EPOCH + Duration::from_secs(start));
        let client = builder_of(&studio.simulator).clock(clock).build().await.expect("client");
        studio.simulator.disturb_operation(CREATE, [Disturbance::ResetAfter]).expect("an operation");
        studio.simulator.disturb_operation(COMMIT, [Disturbance::ResetAfter]).expect("an operation");
        let plan = studio.plan().poll_interval(Duration::from_secs(1));
        client.train(plan).await.expect("an outcome").into_voice().expect("a voice");
        assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1));
    }
}

/// A job may be deleted once it has succeeded; the voice is an asset of its own.
#[tokio::test]
async fn a_voice_is_returned_although_its_job_was_deleted_afterwards() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let voice = train(&client, studio.plan()).await.0.expect("an outcome").into_voice().expect("a voice");
    client.delete_voice_training_job().job_id(voice.job_id.clone()).send().await.expect("deleted");
    for plan in [studio.plan(), studio.plan().resubmit()] {
        let again = train(&client, plan).await.0.expect("an outcome").into_voice().expect("a voice");
        assert_eq!((&again.asset_id, &again.job_id), (&voice.asset_id, &voice.job_id));
        assert_eq!(again.job.voice_name.as_deref(), Some("Gentle female voice"));
    }
    let path = studio.folder.path().join("recording.wav.training.json");
    let watched = client.watch(path).poll_interval(Duration::from_millis(5));
    assert_eq!(watched.await.expect("an outcome").into_voice().expect("a voice").asset_id, voice.asset_id);
    assert_eq!(studio.simulator.credits_spent(), 1);
}
