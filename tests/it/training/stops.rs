//! Each row of the guide's table of interruptions: the error, and the run after it.

use std::path::Path;
use std::sync::{Arc, Mutex};

use metastudio_voice::retry::NoRetry;
use metastudio_voice::training::{Event, Item, Outcome, Plan, Voice};
use metastudio_voice::types::Sex;
use metastudio_voice::{Client, Error, ErrorKind};
use metastudio_voice_simulator::{Disturbance, ErrorResponse, ObjectKind, ReviewFailure, UploadDisturbance};

use crate::support::studio::{Studio, fast, train, until};
use crate::support::{TestClock, builder_of, builder_with, side_by_side, wav};

const CREATE: &str = "CreateTrainingAdvanceJob";
const COMMIT: &str = "CommitVoiceTrainingJob";
const NAME: &str = "Gentle female voice";
const LETTER: &str = "%PDF-1.4 signed";
/// The number of trainings at a time, which mostly wait.
const AT_ONCE: usize = 8;

/// Recognizes the event at which a training is interrupted.
type Stage = fn(&Event) -> bool;

const CHECKED: Stage = |event| matches!(event, Event::Checked { .. });
const CREATED: Stage = |event| matches!(event, Event::Created { .. });
const IN_DOUBT: Stage = |event| matches!(event, Event::Retrying { .. });
const UPLOADED: Stage = |event| matches!(event, Event::Uploaded { item: Item::Recording });
const SUBMITTED: Stage = |event| matches!(event, Event::Submitted);

fn with_letter(studio: &Studio) -> Plan {
    studio.plan().letter(studio.file("letter.pdf", LETTER))
}

async fn voice(client: &Client, plan: Plan) -> Voice {
    train(client, plan).await.0.expect("an outcome").into_voice().expect("a voice")
}

/// Runs a plan to its voice, and asserts that there is one job, one submission and one spent credit.
async fn expect_one_voice(studio: &Studio, plan: Plan) -> Voice {
    let voice = voice(&studio.client().await, plan).await;
    assert_eq!(studio.counts(), (1, 1, 1));
    voice
}

/// Runs a plan that must fail without a change at the service, and returns the error.
async fn refused(studio: &Studio, plan: Plan) -> Error {
    let before = studio.changes();
    let error = train(&studio.client().await, plan).await.0.expect_err("refused");
    assert_eq!(studio.changes(), before, "{error}");
    error
}

fn advises(error: &Error, what: &str) -> bool {
    error.advice().is_some_and(|advice| advice.contains(what))
}

/// Returns the text of a file's digest in an error.
fn digest(bytes: impl AsRef<[u8]>) -> String {
    let bytes = bytes.as_ref();
    format!("CRC-32 {:08x}, {} bytes", crc32fast::hash(bytes), bytes.len())
}

#[tokio::test]
async fn a_training_that_is_dropped_at_any_event_resumes_with_the_same_plan() {
    let stages: [Stage; 8] = [
        |event| matches!(event, Event::Reading { .. }),
        CHECKED,
        CREATED,
        |event| matches!(event, Event::Uploading { .. }),
        |event| matches!(event, Event::Uploaded { item: Item::Letter }),
        UPLOADED,
        SUBMITTED,
        |event| matches!(event, Event::State { .. }),
    ];
    let trainings = stages.map(|stage| async move {
        let studio = Studio::open().await;
        let plan = with_letter(&studio);
        until(&studio, plan.clone(), stage).await;
        expect_one_voice(&studio, plan).await;
        assert_eq!(studio.names(), ["letter.pdf", "recording.wav", "recording.wav.training.json"]);
    });
    side_by_side(AT_ONCE, trainings).await;
}

#[tokio::test]
async fn an_outage_at_any_stage_ends_a_run_and_the_next_run_resumes() {
    let away = || ErrorResponse::text(503, "away");
    let faults = [
        (Disturbance::ResetUnread, UploadDisturbance::ResetUnread),
        (Disturbance::Respond(away()), UploadDisturbance::RespondUnread(away())),
    ];
    let cases =
        [CHECKED, CREATED, UPLOADED, SUBMITTED].into_iter().flat_map(|stage| faults.clone().map(|it| (stage, it)));
    let trainings = cases.map(|(stage, (of_calls, of_uploads))| async move {
        let studio = Arc::new(Studio::open().await);
        let client = builder_of(&studio.simulator).clock(TestClock::new()).retry_policy(NoRetry);
        let client = client.build().await.expect("client");
        let client = client.with_uploader(client.uploader().retry_policy(NoRetry));
        let (plan, there) = (studio.plan(), studio.clone());
        let training = client.train(plan.clone()).on_event(move |event| {
            if stage(&event) {
                there.simulator.disturb(vec![of_calls.clone(); 1_000]);
                there.simulator.disturb_upload(None, vec![of_uploads.clone(); 1_000]);
            }
        });
        let error = training.await.expect_err("away");
        assert!(error.is_transient(), "{error}");
        let jobs = studio.simulator.jobs().len();
        assert_eq!((error.job_id().is_some(), advises(&error, "the same plan again")), (jobs == 1, jobs == 1));
        studio.simulator.clear_disturbances();
        expect_one_voice(&studio, plan).await;
    });
    side_by_side(AT_ONCE, trainings).await;
}

#[tokio::test]
async fn wrong_keys_at_any_stage_change_nothing_and_the_same_plan_resumes_with_the_right_ones() {
    for stage in [CREATED, UPLOADED, SUBMITTED] {
        let studio = Studio::open().await;
        let plan = studio.plan();
        until(&studio, plan.clone(), stage).await;
        let before = studio.changes();
        let wrong = builder_with(&studio.simulator, "a-wrong-secret-key").build().await.expect("client");
        let error = train(&wrong, plan.clone()).await.0.expect_err("wrong keys");
        assert!(error.is_auth() && advises(&error, "the same plan again"), "{error}");
        assert_eq!((error.job_id(), studio.changes()), (Some(&*studio.simulator.jobs()[0].id), before));
        expect_one_voice(&studio, plan).await;
    }
}

#[tokio::test]
async fn a_job_is_neither_created_nor_submitted_when_the_journal_cannot_be_written() {
    for (stage, jobs) in [(CHECKED, 0), (UPLOADED, 1)] {
        let studio = Studio::open().await;
        let plan = studio.plan();
        // A folder with the temporary file's name cannot be replaced.
        let obstacle = studio.folder.path().join("recording.wav.training.json.tmp");
        let there = obstacle.clone();
        let training = studio.client().await.train(plan.clone()).on_event(move |event| {
            if stage(&event) {
                std::fs::create_dir(&there).expect("an obstacle");
            }
        });
        let error = training.await.expect_err("not written");
        assert_eq!((error.kind(), error.job_id().is_some()), (ErrorKind::JournalUnavailable, jobs == 1), "{error}");
        assert!(error.message().ends_with("cannot be written") && advises(&error, "make room"), "{error}");
        assert_eq!(studio.counts(), (jobs, 0, 0));
        std::fs::remove_dir(obstacle).expect("removed");
        expect_one_voice(&studio, plan).await;
        assert_eq!(studio.simulator.jobs()[0].recording_uploads, 1);
    }
}

#[tokio::test]
async fn a_failed_job_is_returned_again_by_the_same_plan_and_another_journal_creates_another_job() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let plan = studio.plan();
    studio.simulator.fail_training(None, "MSS.60020007", "creating the task failed");
    let first = train(&client, plan.clone()).await.0.expect_err("a failed job");
    let failed = studio.simulator.jobs()[0].id.clone();
    let again = refused(&studio, plan.clone()).await;
    let resubmitted = refused(&studio, plan.clone().resubmit()).await;
    for error in [first, again, resubmitted] {
        assert_eq!((error.kind(), error.code()), (ErrorKind::JobFailed, Some("MSS.60020007")));
        assert_eq!((error.job_id(), error.message()), (Some(&*failed), "creating the task failed"));
        assert!(!advises(&error, "the same plan again"), "{error}");
    }
    let another = voice(&client, plan.journal(studio.folder.path().join("again.json"))).await;
    assert_ne!(*another.job_id, failed);
    assert_eq!(studio.counts(), (2, 2, 2));
}

#[tokio::test]
async fn another_recording_or_letter_is_refused_with_both_digests_and_the_old_file_resumes() {
    for stage in [CREATED, SUBMITTED] {
        let studio = Studio::open().await;
        let plan = with_letter(&studio);
        until(&studio, plan.clone(), stage).await;
        for (name, what, other) in [
            ("recording.wav", "recording", &wav(96_002)[..]),
            ("letter.pdf", "authorization letter", &b"%PDF-1.4 forged"[..]),
        ] {
            let old = std::fs::read(studio.folder.path().join(name)).expect("the old one");
            studio.file(name, other);
            let error = refused(&studio, plan.clone()).await;
            let expected = format!(
                "the {what} is not the one that this training began with: it was {}, now it is {}",
                digest(&old),
                digest(other)
            );
            assert_eq!((error.kind(), error.message()), (ErrorKind::File, &*expected));
            assert!(advises(&error, "put the old file back"), "{error}");
            studio.file(name, old);
        }
        expect_one_voice(&studio, plan).await;
    }
}

#[tokio::test]
async fn a_letter_that_is_added_or_removed_before_the_submission_is_accepted_only_with_resubmit() {
    for begins_with_one in [false, true] {
        let studio = Studio::open().await;
        let (without, with) = (studio.plan(), with_letter(&studio));
        let (old, new) = if begins_with_one { (with, without) } else { (without, with) };
        until(&studio, old.clone(), CREATED).await;
        let error = refused(&studio, new.clone()).await;
        assert_eq!(error.kind(), ErrorKind::File);
        let (was, is) =
            if begins_with_one { (digest(LETTER), "none".to_owned()) } else { ("none".to_owned(), digest(LETTER)) };
        assert!(error.message().contains("the authorization letter is not the one"), "{error}");
        assert!(error.message().ends_with(&format!("it was {was}, now it is {is}")), "{error}");
        assert!(advises(&error, "Plan::resubmit"), "{error}");
        expect_one_voice(&studio, new.resubmit()).await;
        assert_eq!(studio.simulator.jobs()[0].letter_uploads, u32::from(!begins_with_one));
    }
}

#[tokio::test]
async fn a_letter_that_is_added_after_the_submission_is_refused_and_a_removed_one_is_not_needed() {
    let studio = Studio::open().await;
    let plan = studio.plan();
    until(&studio, plan.clone(), SUBMITTED).await;
    let error = refused(&studio, plan.clone().letter(studio.file("letter.pdf", LETTER))).await;
    assert_eq!(error.kind(), ErrorKind::File);
    assert!(error.message().ends_with(&format!("it was none, now it is {}", digest(LETTER))), "{error}");
    expect_one_voice(&studio, plan).await;

    let studio = Studio::open().await;
    let plan = with_letter(&studio);
    until(&studio, plan.clone(), SUBMITTED).await;
    for name in ["letter.pdf", "recording.wav"] {
        std::fs::remove_file(studio.folder.path().join(name)).expect("removed");
        train(&studio.client().await, plan.clone()).await.0.expect("an outcome").into_voice().expect("a voice");
    }
    expect_one_voice(&studio, plan).await;
}

#[tokio::test]
async fn a_detail_that_a_submission_cannot_correct_needs_a_new_job() {
    let studio = Studio::open().await;
    let plan = |batch: &'static str| studio.plan().details(|job| job.batch_name(batch));
    until(&studio, plan("first"), CREATED).await;
    let error = refused(&studio, plan("second")).await;
    assert_eq!(error.kind(), ErrorKind::JournalMismatch);
    assert!(error.message().contains("batch_name") && advises(&error, "delete_training"), "{error}");
    let deletion = studio.client().await.delete_training(studio.journal());
    deletion.await.expect("deleted");
    expect_one_voice(&studio, plan("second")).await;
    assert_eq!(studio.simulator.carried_out(CREATE), 2);
}

#[tokio::test]
async fn a_corrected_detail_alone_is_submitted_again_after_a_failed_review() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let plan = |sex| studio.plan().details(|job| job.sex(sex).batch_name("first")).resubmit();
    studio.simulator.fail_review(None, ReviewFailure::admin("This is a woman."));
    train(&client, plan(Sex::Male)).await.0.expect("an outcome").into_voice().expect_err("no voice");
    let before = studio.changes();
    let outcome = train(&client, plan(Sex::Male)).await.0.expect("an outcome");
    assert!(matches!(outcome, Outcome::ActionNeeded(_)), "{outcome:?}");
    assert_eq!(studio.changes(), before, "nothing has changed");
    let without = studio.plan().details(|job| job.sex(Sex::Female).batch_name("first"));
    let error = refused(&studio, without).await;
    assert_eq!((error.kind(), error.message()), (ErrorKind::JournalMismatch, "the job was submitted with another sex"));
    assert!(advises(&error, "Plan::resubmit"), "{error}");
    let error = refused(&studio, plan(Sex::Female).details(|job| job.batch_name("second"))).await;
    assert_eq!(error.kind(), ErrorKind::JournalMismatch);
    assert!(error.message().contains("was created with another batch_name"), "{error}");
    let voice = voice(&client, plan(Sex::Female)).await;
    assert_eq!((voice.job.sex, studio.counts()), (Some(Sex::Female), (1, 2, 1)));
}

/// The guide's sample.
#[tokio::test]
async fn a_better_recording_is_submitted_to_the_job_of_the_old_journal_after_a_failed_review() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    studio.simulator.fail_review(None, ReviewFailure::admin("Too noisy."));
    train(&client, with_letter(&studio)).await.0.expect("an outcome").into_voice().expect_err("no voice");
    let sound = wav(100_000);
    let better =
        fast(Plan::premium(NAME, studio.file("better.wav", &sound))).letter(studio.folder.path().join("letter.pdf"));
    let voice = voice(&client, better.journal(studio.journal()).resubmit()).await;
    assert_eq!(studio.counts(), (1, 2, 1));
    let stored = studio.simulator.object(&voice.job_id, ObjectKind::Recording).expect("stored").bytes().expect("bytes");
    assert!(stored.windows(sound.len()).any(|part| part == sound), "the better recording was submitted");
}

/// Renames a recording and its journal.
fn move_along(from: &Path, to: &Path) {
    for ending in ["", ".training.json"] {
        let with_it = |path: &Path| format!("{}{ending}", path.display());
        std::fs::rename(with_it(from), with_it(to)).expect("renamed");
    }
}

#[tokio::test]
async fn a_recording_that_is_moved_or_renamed_together_with_its_journal_is_the_same_training() {
    for name in ["elsewhere/recording.wav", "renamed.wav"] {
        for (stage, fault) in
            [(CREATED, Disturbance::Pass), (SUBMITTED, Disturbance::Pass), (IN_DOUBT, Disturbance::ResetAfter)]
        {
            let studio = Studio::open().await;
            studio.simulator.disturb_operation(CREATE, [fault]).expect("an operation");
            until(&studio, studio.plan(), stage).await;
            let (from, to) = (studio.folder.path().join("recording.wav"), studio.folder.path().join(name));
            std::fs::create_dir(studio.folder.path().join("elsewhere")).expect("folder");
            move_along(&from, &to);
            let first = expect_one_voice(&studio, fast(Plan::premium(NAME, &to))).await;
            move_along(&to, &from);
            assert_eq!(expect_one_voice(&studio, fast(Plan::premium(NAME, &from))).await.asset_id, first.asset_id);
        }
    }
}

#[tokio::test]
async fn a_recording_that_is_copied_or_moved_without_its_journal_creates_another_job() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    expect_one_voice(&studio, studio.plan()).await;
    let (recording, copy) = (studio.folder.path().join("recording.wav"), studio.folder.path().join("copy.wav"));
    std::fs::copy(&recording, &copy).expect("copied");
    voice(&client, fast(Plan::premium(NAME, copy))).await;
    assert_eq!(studio.counts(), (2, 2, 2));
    let elsewhere = studio.folder.path().join("elsewhere");
    std::fs::create_dir(&elsewhere).expect("folder");
    std::fs::rename(&recording, elsewhere.join("recording.wav")).expect("moved");
    voice(&client, fast(Plan::premium(NAME, elsewhere.join("recording.wav")))).await;
    assert_eq!(studio.counts(), (3, 3, 3));
}

#[tokio::test]
async fn a_job_that_was_deleted_before_its_submission_has_cost_no_credit() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let plan = studio.plan();
    until(&studio, plan.clone(), CREATED).await;
    let deleted = studio.simulator.jobs()[0].id.clone();
    client.delete_voice_training_job().job_id(&*deleted).send().await.expect("deleted");
    for plan in [plan.clone(), plan.clone().resubmit()] {
        let error = refused(&studio, plan).await;
        assert_eq!((error.kind(), error.is_not_found(), error.job_id()), (ErrorKind::JobFailed, true, Some(&*deleted)));
        assert!(advises(&error, "delete_training") && !advises(&error, "run the same plan again"), "{error}");
    }
    client.delete_training(studio.journal()).await.expect("deleted");
    assert_ne!(*expect_one_voice(&studio, plan).await.job_id, deleted);
}

/// Returns the id of the only job from the service's list.
async fn listed(client: &Client) -> String {
    let jobs = client.list_voice_training_job().voice_name(NAME).send().await.expect("a list").into_inner().jobs;
    assert_eq!(jobs.len(), 1);
    jobs[0].job_id.clone().expect("an id")
}

#[tokio::test]
async fn a_training_with_a_damaged_journal_resumes_the_job_that_the_service_lists() {
    let succeeded: Stage = |event| event.to_string() == "SUCCEED";
    for stage in [CREATED, SUBMITTED, succeeded] {
        let studio = Studio::open().await;
        let plan = studio.plan();
        until(&studio, plan.clone(), stage).await;
        let whole = std::fs::read(studio.journal()).expect("a journal");
        std::fs::write(studio.journal(), &whole[..whole.len() / 2]).expect("damaged");
        let error = refused(&studio, plan.clone()).await;
        assert!(error.kind() == ErrorKind::JournalDamaged && error.message().contains("is damaged"), "{error}");
        assert!(advises(&error, "resume_job") && advises(&error, "ListVoiceTrainingJob"), "{error}");
        std::fs::rename(studio.journal(), studio.folder.path().join("damaged.json")).expect("moved away");
        let id = listed(&studio.client().await).await;
        assert_eq!(*expect_one_voice(&studio, plan.resume_job(&*id)).await.job_id, id);
    }
}

#[tokio::test]
async fn a_job_without_a_journal_is_submitted_again_after_a_failed_review_only_with_resubmit() {
    for looks_first in [true, false] {
        let studio = Studio::open().await;
        let client = studio.client().await;
        studio.simulator.fail_review(None, ReviewFailure::admin("Too noisy."));
        train(&client, studio.plan()).await.0.expect("an outcome").into_voice().expect_err("no voice");
        std::fs::rename(studio.journal(), studio.folder.path().join("old.json")).expect("moved away");
        let plan = studio.plan().resume_job(listed(&client).await);
        if looks_first {
            let before = studio.changes();
            let outcome = train(&client, plan.clone()).await.0.expect("an outcome");
            assert!(matches!(&outcome, Outcome::ActionNeeded(needed) if needed.reviewer.is_some()), "{outcome:?}");
            assert_eq!(studio.changes(), before, "nothing is submitted");
        }
        voice(&client, plan.resubmit()).await;
        assert_eq!(studio.counts(), (1, 2, 1));
    }
}

#[tokio::test]
async fn a_training_without_a_journal_resumes_by_the_id_of_its_job() {
    let studio = Studio::open().await;
    let plan = studio.plan().without_journal();
    let created = Arc::new(Mutex::new(None));
    let keep = created.clone();
    until(&studio, plan.clone(), move |event| {
        let Event::Created { job_id } = event else { return false };
        *keep.lock().expect("id") = Some(job_id.clone());
        true
    })
    .await;
    let id = created.lock().expect("id").take().expect("an id");
    // The error of a run that is interrupted again has the id, too.
    let refusal = Disturbance::Respond(ErrorResponse::new(403, "MSS.00000403", "not allowed"));
    studio.simulator.disturb_operation(COMMIT, [refusal]).expect("an operation");
    let client = studio.client().await;
    let error = train(&client, plan.clone().resume_job(id.clone())).await.0.expect_err("refused");
    assert_eq!(error.job_id(), Some(id.as_str()));
    assert!(advises(&error, "Plan::resume_job") && !advises(&error, "the same plan again"), "{error}");
    assert_eq!(expect_one_voice(&studio, plan.resume_job(id.clone())).await.job_id, id);
    assert_eq!(studio.names(), ["recording.wav"]);
}
