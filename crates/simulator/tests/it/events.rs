//! The moments of a request, at which a test can pause the simulator.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use metastudio_voice::auth::sign::{Request, sign};
use metastudio_voice_simulator::{Disturbance, ErrorResponse, Event, Moment, ObjectKind, Server, UploadDisturbance};
use serde_json::json;
use tokio::task::yield_now;

use crate::common::{Bench, date, good_zip};

/// The events that a hook has received.
#[derive(Clone, Default)]
struct EventLog(Arc<Mutex<Vec<Event>>>);

impl EventLog {
    fn by(bench: &Bench) -> Self {
        let log = Self::default();
        let sink = log.clone();
        bench.simulator.on_event(move |event| sink.0.lock().unwrap().push(event.clone()));
        log
    }

    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().iter().map(ToString::to_string).collect()
    }

    fn has(&self, moment: Moment) -> bool {
        self.0.lock().unwrap().iter().any(|event| event.moment == moment)
    }
}

fn files(directory: &Path) -> usize {
    let entries = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
}

#[tokio::test]
async fn events_are_emitted_in_order_and_numbered_from_zero() {
    let bench = Bench::start().await;
    let log = EventLog::by(&bench);
    let job = bench.created().await;
    bench.put(&job.recording_url, "application/zip", good_zip()).await.expect_ok();
    bench.commit(&job.id).await.expect_ok();
    let expected = [
        "0: metastudio CreateTrainingAdvanceJob Arrived",
        "1: metastudio CreateTrainingAdvanceJob CarriedOut",
        "2: obs Recording Begun",
        "3: obs Recording HalfReceived",
        "4: obs Recording Arrived",
        "5: obs Recording CarriedOut",
        "6: metastudio CommitVoiceTrainingJob Arrived",
        "7: metastudio CommitVoiceTrainingJob CarriedOut",
    ];
    assert_eq!(log.lines(), expected);
    let events = log.0.lock().unwrap().clone();
    assert_eq!((events[0].job_id.as_deref(), events[2].job_id.as_deref()), (None, Some(&*job.id)));
    assert_eq!((events[6].job_id.as_deref(), events[2].server), (Some(&*job.id), Server::Obs));
    let again = EventLog::by(&bench);
    bench.get("/user/jobs").await.expect_ok();
    assert_eq!(again.lines()[0], "0: metastudio ListVoiceTrainingJob Arrived", "a new hook counts from 0");
    assert_eq!(log.lines(), expected);
}

#[tokio::test]
async fn iam_and_the_metadata_service_emit_events_and_the_control_plane_emits_none() {
    let bench = Bench::start().await;
    let log = EventLog::by(&bench);
    bench.token().await;
    bench.security_key(None).await;
    bench.client.get(format!("{}/_simulator/state", bench.simulator.endpoint())).send().await.unwrap();
    let expected = [
        "0: iam KeystoneCreateUserTokenByPassword Arrived",
        "1: iam KeystoneCreateUserTokenByPassword CarriedOut",
        "2: metadata Arrived",
        "3: metadata Refused",
    ];
    assert_eq!(log.lines(), expected);
}

#[tokio::test]
async fn a_request_that_is_not_carried_out_is_refused_or_has_no_further_events() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    let log = EventLog::by(&bench);
    bench.commit(&job.id).await;
    bench.simulator.disturb([Disturbance::Respond(ErrorResponse::text(503, "busy")), Disturbance::ResetBefore]);
    bench.get("/user/jobs").await;
    let list = format!("{}/v1/p/voice-training-manage/user/jobs", bench.simulator.endpoint());
    assert_eq!(bench.client.get(&list).send().await.unwrap().status(), 401);
    bench.put(&job.recording_url, "text/plain", "x").await;
    let reset = [UploadDisturbance::ResetUnread, UploadDisturbance::ResetBefore];
    bench.simulator.disturb_upload(None, reset);
    for _ in 0..2 {
        bench
            .client
            .put(&job.letter_url)
            .header("content-type", "application/octet-stream")
            .body("x")
            .send()
            .await
            .ok();
    }
    let expected = [
        "0: metastudio CommitVoiceTrainingJob Arrived",
        "1: metastudio CommitVoiceTrainingJob Refused",
        "2: metastudio ListVoiceTrainingJob Arrived",
        "3: metastudio ListVoiceTrainingJob Refused",
        "4: metastudio ListVoiceTrainingJob Arrived",
        "5: metastudio ListVoiceTrainingJob Refused",
        "6: obs Recording Refused",
        "7: obs Letter Begun",
        "8: obs Letter HalfReceived",
        "9: obs Letter Arrived",
    ];
    assert_eq!(log.lines(), expected, "a request without credentials is refused before the disturbance applies");
}

#[tokio::test]
async fn events_are_emitted_one_at_a_time() {
    let bench = Arc::new(Bench::start().await);
    let (inside, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (entered, peak) = (Arc::clone(&inside), Arc::clone(&most));
    bench.simulator.on_event(move |_| {
        peak.fetch_max(entered.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        std::thread::yield_now();
        entered.fetch_sub(1, Ordering::SeqCst);
    });
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..30 {
        let bench = Arc::clone(&bench);
        calls.spawn(async move { bench.get("/user/jobs").await.expect_ok() });
    }
    calls.join_all().await;
    assert_eq!(most.load(Ordering::SeqCst), 1);
}

/// Returns the bytes of a request that creates a job.
fn creation(bench: &Bench) -> Vec<u8> {
    let (path, date, body) = (bench.path("/user/advance-jobs"), date(0), json!({ "voice_name": "v" }).to_string());
    let headers = [("content-type", "application/json"), ("host", bench.host()), ("x-sdk-date", &date)];
    let signed = Request { method: "POST", path: &path, query: "", headers: &headers, body: body.as_bytes() };
    let signed = sign(&signed, &date, bench.simulator.secret_key()).authorization(bench.simulator.access_key());
    let mut text = format!("POST {path} HTTP/1.1\r\nauthorization: {signed}\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    format!("{text}\r\n{body}").into_bytes()
}

/// Returns the bytes of an upload with only the first `sent` bytes of its body.
fn upload(url: &str, content_type: &str, body: &[u8], sent: usize) -> Vec<u8> {
    let (authority, target) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let head = format!(
        "PUT /{target} HTTP/1.1\r\nhost: {authority}\r\ncontent-type: {content_type}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), &body[..sent]].concat()
}

/// Sends bytes, closes the connection at a moment, and waits for that moment. With `noticed` the moment lasts until the
/// server has dropped the connection.
async fn dies_at(bench: &Bench, endpoint: &str, bytes: Vec<u8>, moment: Moment, noticed: bool) -> EventLog {
    let stream = Arc::new(Mutex::new(TcpStream::connect(endpoint.strip_prefix("http://").unwrap()).unwrap()));
    let (log, client) = (EventLog::default(), Arc::clone(&stream));
    let sink = log.clone();
    bench.simulator.on_event(move |event| {
        if event.moment == moment {
            let mut client = client.lock().unwrap();
            client.shutdown(if noticed { Shutdown::Write } else { Shutdown::Both }).unwrap();
            // A reset ends the connection as well.
            let _ = client.read_to_end(&mut Vec::new());
        }
        sink.0.lock().unwrap().push(event.clone());
    });
    stream.lock().unwrap().write_all(&bytes).unwrap();
    while !log.has(moment) {
        yield_now().await;
    }
    log
}

#[tokio::test]
async fn a_call_that_has_arrived_is_carried_out_although_its_client_is_gone() {
    for moment in [Moment::Arrived, Moment::CarriedOut] {
        let bench = Bench::start().await;
        let log = dies_at(&bench, bench.simulator.endpoint(), creation(&bench), moment, true).await;
        while bench.simulator.requests()[0].status.is_none() {
            yield_now().await;
        }
        assert!(log.has(Moment::CarriedOut), "{moment:?}");
        assert_eq!((bench.simulator.jobs().len(), bench.simulator.carried_out("CreateTrainingAdvanceJob")), (1, 1));
    }
}

#[tokio::test]
async fn an_upload_that_has_arrived_is_stored_although_its_client_is_gone() {
    for moment in [Moment::Arrived, Moment::CarriedOut] {
        let bench = Bench::start().await;
        let job = bench.created().await;
        let bytes = upload(&job.recording_url, "application/zip", b"0123456789", 10);
        let log = dies_at(&bench, bench.simulator.obs_endpoint(), bytes, moment, true).await;
        while !log.has(Moment::CarriedOut) {
            yield_now().await;
        }
        let stored = bench.simulator.object(&job.id, ObjectKind::Recording).unwrap();
        assert_eq!((stored.bytes().unwrap(), bench.simulator.jobs()[0].uploads), (b"0123456789".to_vec(), 1));
        assert!(bench.simulator.requests()[1].carried_out);
    }
}

#[tokio::test]
async fn an_upload_whose_client_dies_on_the_way_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let builder = metastudio_voice_simulator::Simulator::builder().data_dir(folder.path());
    let bench = Bench::with(builder).await;
    let job = bench.created().await;
    for (moment, sent) in [(Moment::Begun, 0), (Moment::Begun, 4), (Moment::HalfReceived, 6)] {
        let bytes = upload(&job.recording_url, "application/zip", b"0123456789", sent);
        let log = dies_at(&bench, bench.simulator.obs_endpoint(), bytes, moment, false).await;
        while files(folder.path()) > 0 {
            yield_now().await;
        }
        assert!(!log.has(Moment::Arrived));
        assert_eq!(bench.simulator.object(&job.id, ObjectKind::Recording), None, "{moment:?}");
        assert_eq!(bench.simulator.jobs()[0].uploads, 0);
    }
}
