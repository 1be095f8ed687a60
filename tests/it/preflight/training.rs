//! Makes the checks of the preflight as the first stage of a training.

use std::sync::{Arc, Mutex};

use metastudio_voice::ErrorKind;
use metastudio_voice::training::preflight::Severity;
use metastudio_voice::training::{Event, Plan};
use serde_json::json;

use super::studio::{Studio, codes, good};

#[tokio::test]
async fn a_training_fails_with_all_refusals_in_one_error() {
    let studio =
        Studio::telling(json!({"advance_min": 1800}), json!({"resource_available_nums": {"advance": 0}})).await;
    let events = Arc::new(Mutex::new(Vec::new()));
    let keep = events.clone();
    let plan = studio.plan(good()).app_user_id("");
    let training = studio.client().await.train(plan);
    let error = training.on_event(move |event| keep.lock().expect("events").push(event)).await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest, "the kind of the first");
    let expected = "3 problems prevent the training: (1) app_user_id is shorter than 1 character; (2) the recording \
                    lasts 16 s, but the service takes no less than 1800 s; (3) no training credit is left for the \
                    edition ADVANCE";
    assert_eq!(error.message(), expected);
    assert_eq!(error.advice(), Some("nothing was created"));
    // The recording is not read in vain.
    assert!(events.lock().expect("events").is_empty());
    assert!(studio.service.received().iter().all(|request| request.method == "GET"));
}

#[tokio::test]
async fn a_training_emits_the_advice_before_the_job_exists() {
    let studio = Studio::open().await;
    let events = Arc::new(Mutex::new(Vec::new()));
    let keep = events.clone();
    let plan = Plan::premium("v", studio.file("recording.wav", good()));
    // The service refuses to create anything.
    let training = studio.client().await.train(plan);
    training.on_event(move |event| keep.lock().expect("events").push(event)).await.expect_err("refused");
    let events = events.lock().expect("events");
    let Some(Event::Checked { report }) = events.last() else { panic!("{events:?}") };
    assert_eq!(codes(report, Severity::Advice), ["letter-missing", "segments"]);
    let lines = events.last().map(ToString::to_string).unwrap_or_default();
    let expected = [
        "the recording is fine: 0:16 min, 48 kHz, 16 bit, mono",
        "advice: there is no authorization letter: the review may ask for one, signed by hand, as PDF, JPG or PNG",
        "advice: 3 sentences with pauses between them were found; at least 500 are advised",
    ];
    assert_eq!(lines.lines().collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn a_preflight_reports_its_progress_to_the_last_byte() {
    let studio = Studio::open().await;
    let last = Arc::new(Mutex::new(None));
    let keep = last.clone();
    let preflight = studio.client().await.preflight(studio.plan(good()));
    preflight.on_progress(move |progress| *keep.lock().expect("last") = Some(progress)).await.expect("a report");
    let last = last.lock().expect("last").expect("progress");
    assert_eq!((last.done, last.total), (good().len() as u64, good().len() as u64));
}
