//! Uploads single segments to the simulator, and checks which files arrive, in which order, and how often.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use metastudio_voice::training::{Segment, SegmentEvent, SegmentReport, Segments};
use metastudio_voice::types::{CreateTrainingJobRsp, CreateType, JobId, JobState};
use metastudio_voice::{Client, Error, ErrorKind};
use metastudio_voice_simulator::{Clock, Disturbance, Moment, ObjectKind, Server, Simulator};
use serde_json::json;

use crate::faults::{transient_calls, transient_uploads};
use crate::support::{TestClock, builder_of, file, wav};

const CONFIRM: &str = "ConfirmTrainingSegment";

/// A simulator, a client whose delays take no time, and a folder for segments.
struct Studio {
    simulator: Simulator,
    client: Client,
    folder: tempfile::TempDir,
}

impl Studio {
    /// Submits a job whose segments are confirmed.
    async fn submit(&self, job_id: &str) {
        let call = self.client.commit_voice_training_job().job_id(job_id).body_map(|body| body);
        call.send().await.expect("submitted");
    }

    async fn open() -> Self {
        let simulator = Simulator::builder().clock(Clock::Manual).start().await.expect("simulator");
        let client = builder_of(&simulator).clock(TestClock::new()).build().await.expect("client");
        Self { simulator, client, folder: tempfile::tempdir().expect("folder") }
    }

    /// Creates a job of the basic edition.
    async fn job(&self) -> CreateTrainingJobRsp {
        let call = self.client.create_training_basic_job();
        let call = call.body_map(|job| job.voice_name("v").create_type(CreateType::Segment));
        call.send().await.expect("job").into_inner()
    }

    /// Returns segments that differ in sound and text.
    fn segments(&self, count: u32) -> Vec<Segment> {
        (0..count).map(|n| self.segment(n)).collect()
    }

    fn segment(&self, n: u32) -> Segment {
        let audio = file(self.folder.path(), &format!("{n}.wav"), wav(48_000 + n));
        Segment::new(audio, format!("这是第{n}句话。")).expect("segment")
    }

    /// Returns the numbers of successful uploads and confirmations.
    fn counts(&self) -> (usize, usize) {
        let uploads = self.simulator.requests().iter().filter(|r| r.server == Server::Obs && r.carried_out).count();
        (uploads, self.simulator.carried_out(CONFIRM))
    }

    fn confirmed(&self) -> Vec<u32> {
        self.simulator.jobs()[0].confirmed.clone()
    }

    /// Records the steps of all segments, in the order in which the servers receive them.
    fn steps(&self) -> Steps {
        let steps = Steps::default();
        let recorded = steps.clone();
        self.simulator.on_event(move |event| {
            if event.moment == Moment::CarriedOut {
                let step = match (event.object, event.operation) {
                    (Some(ObjectKind::SegmentAudio(index)), _) => format!("audio {index}"),
                    (Some(ObjectKind::SegmentText(index)), _) => format!("text {index}"),
                    (_, Some(CONFIRM)) => "confirm".to_owned(),
                    _ => return,
                };
                recorded.0.lock().expect("steps").push(step);
            }
        });
        steps
    }
}

#[derive(Clone, Default)]
struct Steps(Arc<Mutex<Vec<String>>>);

impl Steps {
    fn all(&self) -> Vec<String> {
        self.0.lock().expect("steps").clone()
    }
}

/// Returns a list of lines, and a function that adds a line for each event.
fn lines() -> (Arc<Mutex<Vec<String>>>, impl FnMut(SegmentEvent) + Send + 'static) {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let keep = lines.clone();
    (lines, move |event| keep.lock().expect("lines").push(format!("{event}")))
}

#[tokio::test]
async fn a_job_of_twenty_segments_goes_to_its_voice() {
    let studio = Studio::open().await;
    let job = studio.job().await;
    let steps = studio.steps();
    let upload = studio.client.upload_segments(&job.job_id, studio.segments(20));
    let report = upload.upload_urls(job.segment_uploading_url).await.expect("a report");
    assert!(report.is_complete(), "{report:?}");
    assert_eq!((report.uploaded, report.expected, report.confirmed.len()), (20, Some(20), 20));
    let expected: Vec<String> =
        (0..20).flat_map(|n| [format!("audio {n}"), format!("text {n}"), "confirm".to_owned()]).collect();
    assert_eq!(steps.all(), expected, "one segment at a time, each step after the one before");
    for n in 0..20 {
        let stored = |kind| studio.simulator.object(&job.job_id, kind).expect("stored");
        let (audio, text) = (stored(ObjectKind::SegmentAudio(n)), stored(ObjectKind::SegmentText(n)));
        assert_eq!(audio.bytes().expect("bytes"), wav(48_000 + n));
        assert_eq!(text.bytes().expect("bytes"), format!("这是第{n}句话。").into_bytes());
        assert_eq!(
            (audio.content_type.as_deref(), text.content_type.as_deref()),
            (Some("audio/wav"), Some("text/plain"))
        );
    }
    assert!(studio.simulator.requests().iter().all(|r| r.server != Server::Obs || !r.carries_credentials()));
    studio.submit(&job.job_id).await;
    while studio.simulator.jobs()[0].asset_id.is_none() {
        studio.simulator.advance();
    }
    assert_eq!(studio.simulator.jobs()[0].state, JobState::Succeed);
    assert_eq!(studio.simulator.carried_out("ShowJobUploadingAddress"), 0, "the addresses of the creation were used");
}

#[tokio::test]
async fn every_segment_has_its_events() {
    let studio = Studio::open().await;
    let job = studio.job().await;
    let (first, on_event) = lines();
    studio.simulator.mismatch_segment(None, Some(1), [3, 5]);
    let segments = studio.segments(2);
    studio.client.upload_segments(&job.job_id, segments.clone()).on_event(on_event).await.expect("a report");
    let (again, on_event) = lines();
    studio.client.upload_segments(&job.job_id, segments).on_event(on_event).await.expect("a report");
    let expected = [
        "segment 0 uploaded",
        "segment 0 confirmed, 1 of 2",
        "segment 1 uploaded",
        "the speech of segment 1 does not match its text, at 3, 5: 这是第1句话。",
    ];
    assert_eq!(*first.lock().expect("lines"), expected);
    let expected = ["segment 0 was confirmed before", "segment 1 uploaded", "segment 1 confirmed, 2 of 2"];
    assert_eq!(*again.lock().expect("lines"), expected);
}

#[tokio::test]
async fn a_mismatched_segment_is_reported_and_the_others_are_uploaded() {
    let studio = Studio::open().await;
    let job = studio.job().await;
    studio.simulator.mismatch_segment(None, Some(2), [0, 7]);
    let mut segments: Segments = studio.segments(4).into_iter().collect();
    let report = studio.client.upload_segments(&job.job_id, segments.clone()).await.expect("no error");
    assert!(!report.is_complete());
    assert_eq!(report.confirmed.iter().copied().collect::<Vec<_>>(), [0, 1, 3]);
    let mismatch = &report.mismatches[0];
    assert_eq!((report.mismatches.len(), mismatch.index), (1, 2));
    assert_eq!((mismatch.text.as_str(), mismatch.positions.as_slice()), ("这是第2句话。", &[0, 7][..]));
    // Recorded again: just this one is sent.
    let better = file(studio.folder.path(), "better.wav", wav(60_000));
    segments.replace(2, Segment::new(better, mismatch.text.clone()).expect("segment"));
    let report = studio.client.upload_segments(&job.job_id, segments).await.expect("a report");
    assert_eq!((report.uploaded, report.confirmed.len(), report.mismatches.len()), (1, 4, 0));
    assert_eq!(studio.counts(), (10, 5));
    let stored = studio.simulator.object(&job.job_id, ObjectKind::SegmentAudio(2)).expect("stored");
    assert_eq!(stored.bytes().expect("bytes"), wav(60_000));
    assert!(!report.is_complete(), "the job has upload URLs for twenty");
}

#[tokio::test]
async fn confirmed_segments_are_not_sent_again_after_a_stop() {
    let studio = Studio::open().await;
    let job = studio.job().await;
    let segments = studio.segments(20);
    let (stop, mut stopped) = tokio::sync::mpsc::unbounded_channel();
    let first = studio.client.upload_segments(&job.job_id, segments.clone()).on_event(move |event| {
        if matches!(event, SegmentEvent::Confirmed { index: 6, .. }) {
            let _ = stop.send(());
        }
    });
    tokio::select! {
        biased;
        _ = stopped.recv() => {}
        outcome = first.into_future() => panic!("the upload ended before it was stopped: {outcome:?}"),
    }
    assert_eq!(studio.confirmed(), (0..=6).collect::<Vec<_>>());
    let report = studio.client.upload_segments(&job.job_id, segments.clone()).await.expect("a report");
    assert!(report.is_complete());
    assert_eq!(report.uploaded, 13);
    // The interrupted segment may have been begun, but it was never confirmed twice.
    assert_eq!(studio.simulator.carried_out(CONFIRM), 20);
    let before = studio.counts();
    let report = studio.client.upload_segments(&job.job_id, segments).await.expect("nothing to do");
    assert_eq!((report.uploaded, report.confirmed.len(), report.expected), (0, 20, None));
    assert_eq!((studio.counts(), report.is_complete()), (before, true));
}

#[tokio::test]
async fn a_confirmed_segment_is_replaced_when_asked_to() {
    let studio = Studio::open().await;
    let job = studio.job().await;
    let segments = studio.segments(3);
    studio.client.upload_segments(&job.job_id, segments.clone()).await.expect("a report");
    let again = studio.client.upload_segments(&job.job_id, segments.clone()).send_again([1]);
    // A lost response cannot be looked up, because the segment was confirmed before.
    studio.simulator.disturb_operation(CONFIRM, [Disturbance::ResetBefore]).expect("an operation");
    let report = again.await.expect("a report");
    assert_eq!((report.uploaded, report.confirmed.len()), (1, 3));
    assert_eq!((studio.counts(), studio.confirmed()), ((8, 4), vec![0, 1, 2]));
}

#[tokio::test]
async fn a_lost_confirmation_is_looked_up_before_it_is_repeated() {
    for (name, disturbance) in transient_calls() {
        let studio = Studio::open().await;
        let job = studio.job().await;
        studio.simulator.disturb_operation(CONFIRM, [disturbance]).expect("an operation");
        let report = studio.client.upload_segments(&job.job_id, studio.segments(1)).await;
        let report = report.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(report.confirmed.contains(&0), "{name}");
        assert_eq!(studio.simulator.carried_out(CONFIRM), 1, "{name}");
        assert_eq!(studio.counts().0, 2, "no file was uploaded twice: {name}");
    }
}

#[tokio::test]
async fn a_mismatch_whose_response_was_lost_is_reported() {
    let studio = Studio::open().await;
    let job = studio.job().await;
    studio.simulator.mismatch_segment(None, None, [1]);
    studio.simulator.mismatch_segment(None, None, [1]);
    studio.simulator.disturb_operation(CONFIRM, [Disturbance::ResetAfter]).expect("an operation");
    let report = studio.client.upload_segments(&job.job_id, studio.segments(1)).await.expect("no error");
    assert_eq!((report.mismatches.len(), report.mismatches[0].positions.as_slice()), (1, &[1][..]));
}

#[tokio::test]
async fn expired_upload_urls_are_refreshed_once_for_all_segments_even_if_the_fresh_ones_have_expired() {
    for (concurrency, refreshes) in [(1, 1), (8, 1), (1, 2), (8, 2)] {
        let studio = Studio::open().await;
        let job = studio.job().await;
        studio.simulator.expire_upload_urls();
        studio.simulator.expire_renewed_urls(Some(refreshes - 1));
        let upload = studio.client.upload_segments(&job.job_id, studio.segments(20));
        let upload = upload.concurrency(NonZeroUsize::new(concurrency).expect("a number"));
        let report = upload.upload_urls(job.segment_uploading_url).await.expect("a report");
        assert!(report.is_complete());
        assert_eq!(studio.simulator.carried_out("ShowJobUploadingAddress"), refreshes as usize, "{concurrency}");
        assert_eq!(studio.counts(), (40, 20));
    }
}

#[tokio::test]
async fn upload_urls_that_stay_expired_end_the_upload() {
    let studio = Studio::open().await;
    let job = studio.job().await;
    studio.simulator.expire_renewed_urls(None);
    let error = studio.client.upload_segments(&job.job_id, studio.segments(2)).await.expect_err("expired");
    assert_eq!((error.status(), error.code(), error.job_id()), (Some(403), Some("AccessDenied"), Some(&*job.job_id)));
    assert!(error.to_string().contains("confirmed segments are not sent again"), "{error}");
    assert!(!format!("{error:?}").contains("Signature="), "the error shows no URL");
    studio.simulator.expire_renewed_urls(Some(0));
    studio.client.upload_segments(&job.job_id, studio.segments(2)).await.expect("the upload resumes");
}

#[tokio::test]
async fn failed_uploads_of_segments_are_retried() {
    for (name, disturbance) in transient_uploads() {
        let studio = Studio::open().await;
        let job = studio.job().await;
        studio.simulator.disturb_upload(Some(ObjectKind::SegmentAudio(0)), [disturbance.clone()]);
        studio.simulator.disturb_upload(Some(ObjectKind::SegmentText(1)), [disturbance]);
        let report = studio.client.upload_segments(&job.job_id, studio.segments(2)).await;
        let report = report.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((report.confirmed.len(), studio.simulator.carried_out(CONFIRM)), (2, 2), "{name}");
    }
}

#[tokio::test]
async fn eight_segments_at_a_time_exceed_no_rate_limit_and_keep_the_order_of_their_steps() {
    let simulator = Simulator::builder().clock(Clock::Manual).rate_limits(true).start().await.expect("simulator");
    let client = builder_of(&simulator).region(simulator.region()).enforce_rate_limits().build().await.expect("client");
    let studio = Studio { simulator, client, folder: tempfile::tempdir().expect("folder") };
    let job = studio.job().await;
    let steps = studio.steps();
    let upload = studio.client.upload_segments(&job.job_id, studio.segments(20));
    let report = upload.concurrency(const { NonZeroUsize::new(8).unwrap() }).await.expect("a report");
    assert!(report.is_complete());
    assert_eq!((report.expected, studio.counts()), (Some(20), (40, 20)));
    assert!(studio.simulator.requests().iter().all(|request| request.status != Some(429)));
    let steps = steps.all();
    let at = |step: String| steps.iter().position(|other| *other == step).expect("a step");
    assert!((0..20).all(|n| at(format!("audio {n}")) < at(format!("text {n}"))));
    assert!(at("audio 1".to_owned()) < at("text 0".to_owned()), "several are uploaded at a time");
    studio.submit(&job.job_id).await;
}

#[tokio::test]
async fn more_segments_than_the_job_has_upload_urls_for_are_refused() {
    let studio = Studio::open().await;
    let job = studio.job().await;
    let error = studio.client.upload_segments(&job.job_id, studio.segments(21)).await.expect_err("too many");
    assert_eq!((error.kind(), error.job_id()), (ErrorKind::InvalidRequest, Some(&*job.job_id)));
    assert!(error.message().contains("21") && error.message().contains("20"), "{error}");
    assert_eq!(studio.counts(), (0, 0));
    let zip = studio.client.create_training_basic_job().body_map(|job| job.voice_name("v")).send().await.expect("job");
    let error = studio.client.upload_segments(&zip.job_id, studio.segments(1)).await.expect_err("a job with a zip");
    assert_eq!(error.code(), Some("MSS.00000003"));
}

#[tokio::test]
async fn a_job_id_may_be_a_string_of_any_kind_and_a_wrong_one_is_refused_with_the_reason() {
    let studio = Studio::open().await;
    let job = studio.job().await;
    let id = JobId::try_from(&job.job_id).expect("an id");
    let upload = |n| studio.client.upload_segments(&job.job_id, [studio.segment(n)]);
    upload(0).await.expect("a reference");
    studio.client.upload_segments(job.job_id.as_str(), []).await.expect("a str");
    studio.client.upload_segments(job.job_id.clone(), []).await.expect("a String");
    studio.client.upload_segments(id, []).await.expect("a JobId");
    let error = studio.client.upload_segments("../x", studio.segments(1)).await.expect_err("no id");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.message(), "job_id does not match the pattern `^[A-Za-z0-9_-]+$`");
}

#[tokio::test]
async fn events_and_the_report_of_an_upload_can_be_serialized_and_read_back() {
    let studio = Studio::open().await;
    let job = studio.job().await;
    studio.simulator.mismatch_segment(None, Some(1), [3]);
    studio.simulator.disturb_operation(CONFIRM, [Disturbance::ResetBefore]).expect("an operation");
    let (upload, mut stream) = studio.client.upload_segments(&job.job_id, studio.segments(2)).events();
    let report = upload.await.expect("a report");
    let mut events: Vec<SegmentEvent> = Vec::new();
    while let Some(event) = stream.next().await {
        events.push(event);
    }
    let data = serde_json::to_value(&events).expect("JSON");
    let names: Vec<_> = data.as_array().expect("a list").iter().map(|event| event["event"].clone()).collect();
    assert_eq!(names, ["uploaded", "retrying", "confirmed", "uploaded", "mismatched"]);
    assert_eq!(data[2], json!({"event": "confirmed", "index": 0, "confirmed": 1, "total": 2}));
    assert_eq!(data[4]["mismatch"], json!({"index": 1, "text": "这是第1句话。", "positions": [3]}));
    assert_eq!(serde_json::from_value::<Vec<SegmentEvent>>(data).expect("events"), events);
    let data = serde_json::to_value(&report).expect("JSON");
    assert_eq!((&data["uploaded"], &data["confirmed"]), (&json!(2), &json!([0])));
    assert_eq!(serde_json::from_value::<SegmentReport>(data).expect("a report"), report);
}

#[tokio::test]
async fn an_unusable_file_ends_the_upload_after_the_segments_that_were_begun() {
    let studio = Studio::open().await;
    let job = studio.job().await;
    let segments = studio.segments(6);
    std::fs::write(studio.folder.path().join("2.wav"), "shorter now").expect("file");
    let upload = studio.client.upload_segments(&job.job_id, segments);
    let error = upload.concurrency(const { NonZeroUsize::new(2).unwrap() }).await.expect_err("changed");
    assert_eq!((error.kind(), error.job_id()), (ErrorKind::File, Some(&*job.job_id)));
    let confirmed = studio.confirmed();
    assert!(confirmed.starts_with(&[0, 1]) && !confirmed.contains(&4), "{confirmed:?}");
    let uploaded = studio.counts().0;
    assert_eq!(uploaded, 2 * confirmed.len(), "every uploaded segment was also confirmed");
}

#[tokio::test]
async fn audio_that_the_service_refuses_ends_the_upload_with_its_error() {
    let studio = Studio::open().await;
    let job = studio.job().await;
    let audio = file(studio.folder.path(), "0.wav", "no sound");
    let segment = Segment::new(audio, "text").expect("segment");
    let error = studio.client.upload_segments(&job.job_id, [segment]).await.expect_err("refused");
    assert_eq!((error.operation(), error.code()), (Some(CONFIRM), Some("MSS.20020011")));
}

/// Creates a folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("folder");
    for (name, bytes) in files {
        file(folder.path(), name, bytes);
    }
    folder
}

#[test]
fn the_segments_of_a_folder_are_in_the_order_of_their_numbers() {
    let texts: Vec<String> = (0..12).map(|n| format!("text {n}")).collect();
    let directory = tempfile::tempdir().expect("folder");
    for (n, text) in texts.iter().enumerate().rev() {
        file(directory.path(), &format!("{n}.wav"), [1]);
        file(directory.path(), &format!("{n}.txt"), format!("\u{feff}{text}\r\n"));
    }
    file(directory.path(), "notes.md", "ignored");
    let segments = Segments::folder(directory.path()).expect("segments");
    assert_eq!((segments.len(), segments.is_empty()), (texts.len(), false));
    assert_eq!(segments.iter().map(Segment::text).collect::<Vec<_>>(), texts);
    let names: Vec<PathBuf> =
        segments.iter().map(|segment| segment.audio().path().expect("a path").to_owned()).collect();
    assert_eq!(names[11], directory.path().join("11.wav"));
    let given: Segments = segments.clone().into_iter().collect();
    assert_eq!(given.len(), texts.len());
}

#[test]
fn a_folder_with_a_gap_or_other_names_is_refused_with_the_reason() {
    let error = |files: &[(&str, &[u8])]| -> Error { Segments::folder(folder(files).path()).expect_err("refused") };
    for (files, word) in [
        (&[][..], "no 0.wav and 0.txt"),
        (&[("0.wav", &b"x"[..])][..], "no 0.txt"),
        (&[("0.txt", b"x")], "no 0.wav"),
        (&[("1.wav", b"x"), ("1.txt", b"x")], "no 0.wav and .txt"),
        (&[("0.wav", b"x"), ("0.txt", b"x"), ("2.wav", b"x"), ("2.txt", b"x")], "no 1.wav and .txt"),
        (&[("0.wav", b"x"), ("0.txt", b"\xff")], "0.txt is not UTF-8"),
        (&[("00.wav", b"x")], "00.wav is not named by its position"),
        (&[("hello.txt", b"x")], "hello.txt is not named"),
        (&[("-1.txt", b"x")], "-1.txt is not named"),
    ] {
        let error = error(files);
        assert_eq!(error.kind(), ErrorKind::File);
        assert!(error.message().contains(word), "{word}: {error}");
    }
    let error = Segments::folder(Path::new("/does/not/exist")).expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::File);
    assert_eq!(Segment::new("/does/not/exist.wav", "x").expect_err("refused").kind(), ErrorKind::File);
}
