//! A whole training against the simulator: its result, its state after a failure, and effects that it never has.

use std::path::Path;
use std::sync::Arc;

use metastudio_voice::training::{Event, Item, Outcome, Plan};
use metastudio_voice::types::{JobState, Sex};
use metastudio_voice::upload::{ContentType, MAX_OBJECT_SIZE};
use metastudio_voice::{Client, Credentials, Error, ErrorKind};
use metastudio_voice_simulator::{AuditError, ObjectKind, ReviewFailure, Server, Simulator};

use crate::support::studio::{Studio, fast, train, until};
use crate::support::{builder_with, wav};

/// Returns the first line of each event, without progress and the job's id.
fn steps(events: &[Event]) -> Vec<String> {
    let passing =
        |event: &&Event| !matches!(event, Event::Reading { .. } | Event::Uploading { .. } | Event::Created { .. });
    let steps = events.iter().filter(passing);
    steps.map(|event| event.to_string().lines().next().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn a_recording_and_a_letter_become_a_voice() {
    let studio = Studio::open().await;
    let letter = studio.file("letter.pdf", "%PDF-1.4 signed");
    let plan = studio.plan().letter(letter).details(|job| job.sex(Sex::Female).phone("13500001111"));
    let (outcome, events) = train(&studio.client().await, plan).await;
    let voice = outcome.expect("an outcome").into_voice().expect("a voice");

    let job = &studio.simulator.jobs()[0];
    assert_eq!(Some(&voice.asset_id), job.asset_id.as_ref());
    assert_eq!((&*voice.job_id, job.name.as_str()), (&job.id, "Gentle female voice"));
    assert_eq!((job.submissions, job.recording_uploads, job.letter_uploads), (1, 1, 1));
    assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1));
    let letter = studio.simulator.object(&job.id, ObjectKind::Letter).expect("the letter");
    assert_eq!(letter.bytes().expect("bytes"), b"%PDF-1.4 signed");
    let recording = studio.simulator.object(&job.id, ObjectKind::Recording).expect("the recording");
    assert_eq!(recording.content_type.as_deref(), Some("application/zip"));
    let zip = recording.bytes().expect("bytes");
    let sound = wav(96_000);
    assert!(zip.windows(sound.len()).any(|part| part == sound), "the zip holds the recording as it is");

    let steps = steps(&events);
    let first = ["the recording is fine: 0:02 min, 48 kHz, 16 bit, mono", "authorization letter uploaded"];
    assert_eq!(steps[..2], first);
    assert_eq!(steps[2..4], ["recording uploaded", "submitted"]);
    assert_eq!(steps.last().map(String::as_str), Some("SUCCEED"));
    let sent = events.iter().rev().find_map(|event| match event {
        Event::Uploading { item: Item::Recording, progress } => Some((progress.done, progress.total)),
        _ => None,
    });
    assert_eq!(sent, Some((zip.len() as u64, zip.len() as u64)));
}

#[tokio::test]
async fn no_credential_reaches_the_object_store() {
    let studio = Studio::open().await;
    let letter = studio.file("letter.png", "png");
    train(&studio.client().await, studio.plan().letter(letter)).await.0.expect("trained");
    let requests = studio.simulator.requests();
    let (obs, api): (Vec<_>, Vec<_>) = requests.iter().partition(|request| request.server == Server::Obs);
    assert_eq!(obs.len(), 2);
    for request in obs {
        assert!(!request.carries_credentials(), "{request:?}");
        let names: Vec<&str> = request.headers().map(|(name, _)| name).collect();
        assert!(names.iter().all(|name| !name.starts_with("x-")), "{names:?}");
    }
    assert!(api.iter().all(|request| request.header("authorization").is_some()));
}

#[tokio::test]
async fn a_file_or_voice_name_with_spaces_quotes_or_other_alphabets_is_accepted() {
    let studio = Studio::open().await;
    let names = ["two words.wav", "it's \"quoted\".wav", "温柔女声.wav", "no extension", "ends.WAV"];
    let client = studio.client().await;
    let plan = |name| fast(Plan::premium("温柔 \"女\" 声", studio.file(name, wav(96_000))));
    let trainings = names.map(|name| tokio::spawn(client.train(plan(name)).into_future()));
    for training in trainings {
        let voice = training.await.expect("no panic").expect("trained").into_voice().expect("a voice");
        assert_eq!(voice.job.voice_name.as_deref(), Some("温柔 \"女\" 声"));
    }
    let jobs = studio.simulator.jobs();
    let digests: Vec<String> =
        jobs.iter().filter_map(|job| Some(studio.simulator.object(&job.id, ObjectKind::Recording)?.md5)).collect();
    assert_eq!(digests.len(), names.len());
    assert!(digests.iter().all(|digest| *digest == digests[0]), "the same recording makes the same archive");
}

#[tokio::test]
async fn a_recording_with_chunks_of_odd_length_before_its_sound_is_accepted() {
    let studio = Studio::open().await;
    let plain = wav(96_000);
    // A broadcast recorder's notes: 603 bytes and a byte of padding.
    let notes = [b"bext".as_slice(), &603_u32.to_le_bytes(), &[b'n'; 603], &[0]].concat();
    let mut recording = [&plain[..12], &notes, &plain[12..], b"LIST\x03\0\0\0abc\0"].concat();
    let length = recording.len() as u32 - 8;
    recording[4..8].copy_from_slice(&length.to_le_bytes());
    let plan = fast(Plan::premium("v", studio.file("notes.wav", recording)));
    train(&studio.client().await, plan).await.0.expect("an outcome").into_voice().expect("a voice");
}

/// Runs a plan that must fail before a job is created, and returns the error.
async fn refused(studio: &Studio, plan: Plan) -> Error {
    let (outcome, events) = train(&studio.client().await, plan).await;
    assert!(studio.simulator.jobs().is_empty(), "a job was created");
    assert!(events.is_empty(), "{events:?}");
    let error = outcome.expect_err("a bad plan");
    assert_eq!(error.job_id(), None);
    error
}

#[tokio::test]
async fn a_plan_with_a_fault_is_refused_before_a_job_exists() {
    let studio = Studio::open().await;
    let good = studio.file("good.wav", wav(96_000));
    let plan = |name: &str, path: &Path| fast(Plan::premium(name, path));
    let huge = studio.file("huge.wav", b"");
    let length = MAX_OBJECT_SIZE + 1;
    std::fs::File::options().write(true).open(&huge).and_then(|file| file.set_len(length)).expect("length");
    let missing = studio.folder.path().join("missing");
    let cases: Vec<(Plan, ErrorKind, &str)> = vec![
        (plan("v", &missing), ErrorKind::File, "does not exist"),
        (plan("v", studio.folder.path()), ErrorKind::File, "is a directory"),
        (plan("v", &studio.file("text.wav", "no sound")), ErrorKind::File, "is not a WAV file"),
        (plan("v", &studio.file("empty.wav", "")), ErrorKind::File, "is empty"),
        (plan("v", &studio.file("cut.wav", &wav(96_000)[..5_000])), ErrorKind::File, "the header is inconsistent"),
        (plan("v", &huge), ErrorKind::File, "is not a WAV file"),
        (plan("v", &studio.file("blink.wav", wav(480))), ErrorKind::File, "takes no less than"),
        (plan("", &good), ErrorKind::InvalidRequest, "the voice's name is empty"),
        (plan(&"x".repeat(65), &good), ErrorKind::InvalidRequest, "the voice's name is longer than 64 characters"),
        (plan("v", &good).details(|job| job.phone("1".repeat(17))), ErrorKind::InvalidRequest, "phone"),
        (plan("v", &good).app_user_id(""), ErrorKind::InvalidRequest, "app_user_id"),
        (plan("v", &good).letter(&missing), ErrorKind::File, "does not exist"),
        (plan("v", &good).letter(studio.file("letter.pdf", "")), ErrorKind::File, "letter.pdf is empty"),
    ];
    for (plan, kind, expected) in cases {
        let error = refused(&studio, plan).await;
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(expected), "{expected}: {error}");
    }
}

#[tokio::test]
async fn a_real_recording_over_the_limit_of_obs_is_refused_before_a_job_exists() {
    let studio = Studio::open().await;
    // A wide WAV whose sound fills a sparse file.
    let sound = MAX_OBJECT_SIZE;
    let mut header = b"RF64\xff\xff\xff\xffWAVEds64".to_vec();
    header.extend(28_u32.to_le_bytes());
    header.extend((sound + 72).to_le_bytes());
    header.extend(sound.to_le_bytes());
    header.extend([0; 12]);
    header.extend(&wav(0)[12..36]);
    header.extend(b"data\xff\xff\xff\xff");
    let length = header.len() as u64 + sound;
    let path = studio.file("long.wav", header);
    std::fs::File::options().write(true).open(&path).and_then(|file| file.set_len(length)).expect("length");
    let error = refused(&studio, fast(Plan::premium("v", path))).await;
    assert!(error.advice().is_some_and(|advice| advice.contains("split it")), "{error}");
}

#[tokio::test]
async fn wrong_keys_are_refused_before_a_job_exists_and_sent_once() {
    let studio = Studio::open().await;
    let client = builder_with(&studio.simulator, "a-wrong-secret-key").build().await.expect("client");
    let (outcome, _) = train(&client, studio.plan()).await;
    let error = outcome.expect_err("wrong keys");
    assert!(error.is_auth() && error.status() == Some(401), "{error}");
    assert_eq!(error.code(), Some("APIGW.0301"));
    assert!(error.advice().is_some_and(|advice| advice.contains("secret key")), "{error}");
    assert_eq!((studio.simulator.requests().len(), studio.simulator.jobs().len()), (1, 0));
}

#[tokio::test]
async fn a_failed_review_returns_the_reasons_file_by_file_and_the_job_stays() {
    let studio = Studio::open().await;
    let fault = AuditError::new("MSS.20020011", "the audio format is wrong").audio_name("recording.wav");
    studio.simulator.fail_review(None, ReviewFailure::system([fault]));
    let outcome = train(&studio.client().await, studio.plan()).await.0.expect("an outcome");
    let Outcome::ActionNeeded(needed) = &outcome else { panic!("{outcome:?}") };
    let reason = &needed.reasons[0];
    assert_eq!(reason.to_string(), "recording.wav: MSS.20020011: the audio format is wrong");
    let error = outcome.into_voice().expect_err("no voice");
    assert_eq!(error.kind(), ErrorKind::ActionNeeded);
    assert_eq!(error.job_id(), Some(studio.simulator.jobs()[0].id.as_str()));
    assert_eq!(studio.simulator.jobs()[0].state, JobState::AuditFailed);
}

#[tokio::test]
async fn after_a_failed_review_the_same_job_takes_a_better_recording_for_the_same_credit() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    studio.simulator.fail_review(None, ReviewFailure::admin("Too noisy."));
    let Outcome::ActionNeeded(needed) = train(&client, studio.plan()).await.0.expect("an outcome") else {
        panic!("no review")
    };
    let better = fast(Plan::premium("Gentle female voice", studio.file("better.wav", wav(100_000))));
    let (outcome, events) = train(&client, better.resume_job(needed.job_id.clone()).resubmit()).await;
    let voice = outcome.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(voice.job_id, needed.job_id);
    assert!(!events.iter().any(|event| matches!(event, Event::Created { .. })));
    let jobs = studio.simulator.jobs();
    assert_eq!((jobs.len(), jobs[0].submissions, jobs[0].recording_uploads), (1, 2, 2));
    assert_eq!(studio.simulator.credits_spent(), 1);
    let stored =
        studio.simulator.object(&needed.job_id, ObjectKind::Recording).expect("stored").bytes().expect("bytes");
    let sound = wav(100_000);
    assert!(stored.windows(sound.len()).any(|part| part == sound), "the better recording was submitted");
}

#[tokio::test]
async fn a_job_that_is_submitted_or_has_ended_is_only_watched() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    until(&studio, studio.plan(), |event| matches!(event, Event::Submitted)).await;
    let job = studio.simulator.jobs()[0].id.clone();
    // Nothing is read or uploaded, so the recording need not exist.
    let gone = studio.folder.path().join("gone.wav");
    let plan = || fast(Plan::premium("Gentle female voice", &gone).resume_job(&*job));
    let first = train(&client, plan()).await.0.expect("an outcome").into_voice().expect("a voice");
    let (again, events) = train(&client, plan()).await;
    assert_eq!(again.expect("an outcome").into_voice().expect("a voice").asset_id, first.asset_id);
    assert_eq!(steps(&events)[1..], ["SUCCEED"]);
    let job = &studio.simulator.jobs()[0];
    assert_eq!((job.submissions, job.recording_uploads, studio.simulator.jobs().len()), (1, 1, 1));
}

#[tokio::test]
async fn a_job_id_that_the_service_does_not_know_creates_no_job() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let error = train(&client, studio.plan().resume_job("nobody")).await.0.expect_err("no such job");
    assert_eq!((error.status(), studio.simulator.jobs().len()), (Some(404), 0));
    for bad in ["", "..", "a/b"] {
        let error = train(&client, studio.plan().resume_job(bad)).await.0.expect_err(bad);
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    }
    assert_eq!(studio.simulator.requests().len(), 1);
}

#[tokio::test]
async fn an_endpoint_that_is_not_the_service_is_refused_before_anything_is_created() {
    let page =
        crate::support::Sink::start(|_| crate::support::response(200, "text/html", "<html><title>Sign in</title>"))
            .await;
    let studio = Studio::open().await;
    let error = train(&crate::support::client(&page.url).await, studio.plan()).await.0.expect_err("a page");
    assert_eq!((error.kind(), error.message()), (ErrorKind::UnexpectedResponse, "the response is a web page"));
    assert!(page.received().iter().all(|request| request.method == "GET"));
    let gone = page.url.clone();
    drop(page);
    let error = train(&crate::support::client(&gone).await, studio.plan()).await.0.expect_err("nobody there");
    assert!(error.is_connect(), "{error:?}");
}

#[tokio::test]
async fn the_reviewers_message_is_returned() {
    let studio = Studio::open().await;
    studio.simulator.fail_review(None, ReviewFailure::admin("The letter is not signed."));
    let outcome = train(&studio.client().await, studio.plan()).await.0.expect("an outcome");
    let error = outcome.into_voice().expect_err("no voice");
    assert!(error.message().contains("the reviewer: The letter is not signed."), "{error}");
}

#[tokio::test]
async fn the_letter_is_sent_with_the_type_that_its_url_was_signed_for() {
    for signed_for in [Some("application/octet-stream"), Some("application/pdf"), None] {
        let builder = Simulator::builder().letter_content_type(signed_for);
        let studio = Studio::of(builder).await;
        let plan = studio.plan().letter(studio.file("letter.PDF", "%PDF-1.4"));
        train(&studio.client().await, plan).await.0.expect("trained").into_voice().expect("a voice");
        let job = &studio.simulator.jobs()[0];
        let letter = studio.simulator.object(&job.id, ObjectKind::Letter).expect("the letter");
        assert_eq!(letter.content_type.as_deref(), signed_for);
    }
    let builder = Simulator::builder().letter_content_type(Some("application/pdf"));
    let studio = Studio::of(builder).await;
    let plan = studio.plan().letter(studio.file("letter", "%PDF-1.4")).letter_content_type(ContentType::PNG);
    let error = train(&studio.client().await, plan).await.0.expect_err("the wrong type");
    assert_eq!((error.code(), error.operation()), (Some("SignatureDoesNotMatch"), Some("upload")));
    assert!(error.job_id().is_some() && error.to_string().contains("image/png"), "{error}");
}

#[tokio::test]
async fn an_expired_upload_url_is_refreshed_and_no_second_job_is_created() {
    let studio = Arc::new(Studio::open().await);
    let expiring = studio.clone();
    let client = studio.client().await;
    let training = client.train(studio.plan()).on_event(move |event| {
        if matches!(event, Event::Created { .. }) {
            expiring.simulator.expire_upload_urls();
        }
    });
    training.await.expect("trained").into_voice().expect("a voice");
    assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1));
    let refreshes =
        |request: &&metastudio_voice_simulator::ReceivedRequest| request.path.ends_with("uploading-address-url");
    assert_eq!(studio.simulator.requests().iter().filter(refreshes).count(), 1);
}

#[tokio::test]
async fn a_recording_that_changes_after_the_job_was_created_never_arrives_and_is_never_submitted() {
    let studio = Studio::open().await;
    let path = studio.file("recording.wav", wav(96_000));
    let changing = path.clone();
    let client = studio.client().await;
    let training = client.train(fast(Plan::premium("v", path))).on_event(move |event| {
        if matches!(event, Event::Created { .. }) {
            std::fs::write(&changing, wav(96_001)).expect("changed");
        }
    });
    let error = training.await.expect_err("changed");
    assert_eq!(error.kind(), ErrorKind::File);
    let job = &studio.simulator.jobs()[0];
    assert_eq!(error.job_id(), Some(job.id.as_str()));
    assert_eq!((job.state.as_str(), job.recording_uploads, studio.simulator.credits_spent()), ("CREATING", 0, 0));
    assert!(error.advice().is_some_and(|advice| advice.contains("the same plan again")), "{error}");

    let plan = || fast(Plan::premium("v", studio.folder.path().join("recording.wav")));
    let error = train(&client, plan()).await.0.expect_err("another recording");
    let digests = [wav(96_000), wav(96_001)].map(|wav| format!("{:08x}, {} bytes", crc32fast::hash(&wav), wav.len()));
    assert!(digests.iter().all(|digest| error.message().contains(digest)), "{error}");
    assert_eq!(error.kind(), ErrorKind::File);
    assert_eq!((studio.simulator.jobs().len(), studio.simulator.jobs()[0].recording_uploads), (1, 0));
    train(&client, plan().resubmit()).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1));
}

#[tokio::test]
async fn a_dropped_training_stops_and_submits_nothing() {
    let studio = Studio::open().await;
    until(&studio, studio.plan(), |event| matches!(event, Event::Created { .. })).await;
    assert_eq!(studio.simulator.credits_spent(), 0);
}

#[tokio::test]
async fn a_token_trains_a_voice_as_a_key_does() {
    let studio = Studio::open().await;
    let token = Credentials::token(studio.simulator.token()).expect("token");
    let builder = Client::builder().endpoint(studio.simulator.endpoint()).project_id(studio.simulator.project_id());
    let client = builder.credentials(token).build().await.expect("client");
    train(&client, studio.plan()).await.0.expect("trained").into_voice().expect("a voice");
}

/// Rows D4 and G4.
#[tokio::test]
async fn a_text_of_the_service_is_printed_as_one_line_and_shortened() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let hostile = format!("\u{1b}[2J\u{1b}[31mnoisy\nerror: forged\r\u{202e} {}", "long ".repeat(20_000));
    let fault = AuditError::new("MSS.20020011\n", &*hostile).audio_name("0.wav").text_name("0\u{7}.txt");
    studio.simulator.fail_review(None, ReviewFailure::system([fault]));
    let Outcome::ActionNeeded(needed) = train(&client, studio.plan()).await.0.expect("an outcome") else {
        panic!("no review")
    };
    let shown = needed.to_string();
    assert!(shown.contains("0.wav and 0\\u{7}.txt: MSS.20020011: \\u{1b}[2J"), "{shown}");
    assert!(shown.ends_with("with the same plan and Plan::resubmit"), "{shown}");
    assert!(!shown.contains(|character: char| character.is_control()) && shown.len() < 1_500, "{shown}");
    assert_eq!(needed.reasons[0].message.as_deref(), Some(&*hostile), "the field has the whole text");

    let other = fast(Plan::premium("w", studio.file("other.wav", wav(96_000))));
    studio.simulator.fail_training(None, "MSS.60020007\u{1b}", &hostile);
    let error = train(&client, other).await.0.expect_err("failed");
    let shown = format!("{error:#}");
    assert!(!shown.contains(|character: char| character.is_control()) && shown.len() < 1_500, "{shown}");
}
