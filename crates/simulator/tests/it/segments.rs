//! Segments that are uploaded and confirmed one by one.

use metastudio_voice_simulator::ObjectKind;
use reqwest::Method;
use serde_json::{Value, json};

use crate::common::{Bench, Response, Segments, wav};

async fn confirmed(bench: &Bench, job_id: &str) -> Value {
    let response = bench.get(&format!("/user/training-segment?job_id={job_id}")).await.expect_ok().json();
    response["confirmed_index"].clone()
}

#[track_caller]
fn assert_invalid(response: &Response, word: &str) {
    assert_eq!(response.fault(), (400, "MSS.00000003".to_owned()));
    assert!(response.text.contains(word), "{}", response.text);
}

#[tokio::test]
async fn a_job_of_twenty_segments_is_confirmed_and_trained() {
    let bench = Bench::start().await;
    let job = bench.created_segments("basic").await;
    assert_eq!((job.audio.len(), job.text.len()), (20, 20));
    for index in 0..20 {
        let response = bench.commit(&job.id).await;
        assert_invalid(&response, &format!("not confirmed: {index}"));
        job.put(&bench, index as usize).await;
        let response = bench.confirm(&job.id, index).await.expect_ok().json();
        assert_eq!(response, json!({ "confirm_result": true, "unmatched_index_hit": [] }));
        assert_eq!(confirmed(&bench, &job.id).await, json!((0..=index).collect::<Vec<_>>()));
    }
    bench.commit(&job.id).await.expect_ok();
    for _ in 0..20 {
        bench.simulator.advance();
    }
    let shown = bench.show(&job.id).await;
    assert_eq!((&shown["state"], &shown["create_type"]), (&json!("SUCCEED"), &json!("SEGMENT")));
    assert!(shown.get("training_input_source_url").is_none());
    let snapshot = &bench.simulator.jobs()[0];
    assert_eq!((snapshot.segment_uploads, snapshot.confirmed.len()), (40, 20));
}

#[tokio::test]
async fn a_middle_job_has_a_hundred_segments_and_new_urls_are_for_the_same_files() {
    let bench = Bench::start().await;
    let job = bench.created_segments("middle").await;
    let fresh = bench.get(&format!("/user/jobs/{}/uploading-address-url", job.id)).await.expect_ok().json();
    assert!(fresh.get("package_url").is_none());
    assert!(fresh["authorization_letter_uploading_url"].is_string());
    let fresh = Segments::of(&job.id, &fresh["segment_url"]);
    assert_eq!((fresh.audio.len(), fresh.text.len()), (100, 100));
    let key = |url: &str| url.split_once('?').unwrap().0.to_owned();
    assert_eq!(key(&fresh.audio[99]), key(&job.audio[99]));
    fresh.put(&bench, 99).await;
    assert_eq!(bench.confirm(&job.id, 99).await.expect_ok().json()["confirm_result"], true);
    assert_eq!(confirmed(&bench, &job.id).await, json!([99]), "in any order");
}

#[tokio::test]
async fn each_file_of_a_segment_has_its_own_content_type() {
    let bench = Bench::start().await;
    let job = bench.created_segments("basic").await;
    for (url, right) in [(&job.audio[0], "audio/wav"), (&job.text[0], "text/plain")] {
        for sent in ["audio/wav", "audio/x-wav", "text/plain", "text/plain; charset=utf-8", "application/zip"] {
            assert_eq!(bench.put(url, sent, "x").await.status, if sent == right { 200 } else { 403 }, "{right} {sent}");
        }
    }
    let audio = bench.simulator.object(&job.id, ObjectKind::SegmentAudio(0)).unwrap();
    assert_eq!((audio.bytes().unwrap().as_slice(), audio.content_type.as_deref()), (&b"x"[..], Some("audio/wav")));
    assert!(bench.simulator.object(&job.id, ObjectKind::SegmentText(0)).is_some());
    assert!(bench.simulator.object(&job.id, ObjectKind::SegmentAudio(1)).is_none());
}

#[tokio::test]
async fn a_segment_is_confirmed_only_with_valid_audio_and_text() {
    let bench = Bench::start().await;
    let job = bench.created_segments("basic").await;
    assert_invalid(&bench.confirm(&job.id, 0).await, "audio of segment 0");
    bench.put(&job.audio[0], "audio/wav", "not a WAV").await.expect_ok();
    assert_invalid(&bench.confirm(&job.id, 0).await, "text of segment 0");
    bench.put(&job.text[0], "text/plain", "你好").await.expect_ok();
    assert_eq!(bench.confirm(&job.id, 0).await.fault(), (400, "MSS.20020011".to_owned()));
    bench.put(&job.audio[0], "audio/wav", wav(0)).await.expect_ok();
    assert_eq!(bench.confirm(&job.id, 0).await.fault(), (400, "MSS.20020011".to_owned()));
    bench.put(&job.audio[0], "audio/wav", wav(1)).await.expect_ok();
    // The checks are as strict as the client's.
    let texts = [
        (&b" \n"[..], "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xe2\x80\x8b", "empty"),
        (b"a\0b", "NUL"),
        (b"\xff", "UTF-8"),
    ];
    for (text, word) in texts {
        bench.put(&job.text[0], "text/plain", text).await.expect_ok();
        assert_invalid(&bench.confirm(&job.id, 0).await, word);
    }
    assert_eq!(confirmed(&bench, &job.id).await, json!([]));
}

#[tokio::test]
async fn a_segment_mismatch_applies_once_and_revokes_the_confirmation() {
    let bench = Bench::start().await;
    let job = bench.created_segments("basic").await;
    job.put(&bench, 0).await;
    job.put(&bench, 1).await;
    bench.confirm(&job.id, 0).await.expect_ok();
    bench.simulator.mismatch_segment(None, Some(0), [2, 5]);
    assert_eq!(
        bench.confirm(&job.id, 1).await.expect_ok().json()["confirm_result"],
        true,
        "the mismatch is for another segment"
    );
    let response = bench.confirm(&job.id, 0).await.expect_ok().json();
    assert_eq!(response, json!({ "confirm_result": false, "unmatched_index_hit": [2, 5] }));
    assert_eq!(confirmed(&bench, &job.id).await, json!([1]));
    assert_eq!(bench.confirm(&job.id, 0).await.expect_ok().json()["confirm_result"], true);
}

#[tokio::test]
async fn a_segment_that_is_uploaded_again_must_be_confirmed_again() {
    let bench = Bench::start().await;
    let job = bench.created_segments("basic").await;
    for url in [&job.audio[0], &job.text[0]] {
        job.put(&bench, 0).await;
        bench.confirm(&job.id, 0).await.expect_ok();
        assert_eq!(confirmed(&bench, &job.id).await, json!([0]));
        let content_type = if url.contains(".wav?") { "audio/wav" } else { "text/plain" };
        bench.put(url, content_type, "x").await.expect_ok();
        assert_eq!(confirmed(&bench, &job.id).await, json!([]));
    }
}

#[tokio::test]
async fn only_segments_that_the_job_has_can_be_confirmed() {
    let bench = Bench::start().await;
    let job = bench.created_segments("basic").await;
    assert_invalid(&bench.confirm(&job.id, 20).await, "below 20");
    assert_invalid(&bench.confirm(&job.id, 1025).await, "0 to 1024");
    assert_eq!(bench.confirm("nobody", 0).await.fault(), (404, "MSS.41000003".to_owned()));
    for (query, word) in [
        ("", "job_id is missing"),
        ("index=0", "job_id is missing"),
        (&format!("job_id={}", job.id), "index is missing"),
        (&format!("job_id={}&index=-1", job.id), "index"),
        (&format!("job_id={}&index=zero", job.id), "index"),
        ("job_id=&index=0", "job_id"),
        (&format!("job_id={}&index=0", "x".repeat(65)), "job_id"),
    ] {
        let path = bench.path(&format!("/user/training-segment?{query}"));
        assert_invalid(&bench.call(Method::POST, &path, None).await, word);
    }
    assert_invalid(&bench.get("/user/training-segment").await, "job_id is missing");
    assert_eq!(bench.get("/user/training-segment?job_id=nobody").await.status, 404);
}

#[tokio::test]
async fn a_job_with_a_zip_has_no_segments_to_confirm() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    assert_invalid(&bench.confirm(&job.id, 0).await, "SEGMENT");
    assert_invalid(&bench.get(&format!("/user/training-segment?job_id={}", job.id)).await, "SEGMENT");
}

#[tokio::test]
async fn no_segment_is_confirmed_during_a_review() {
    let bench = Bench::start().await;
    let job = bench.created_segments("basic").await;
    for index in 0..20 {
        job.put(&bench, index).await;
        bench.confirm(&job.id, index as u32).await.expect_ok();
    }
    bench.commit(&job.id).await.expect_ok();
    assert_invalid(&bench.confirm(&job.id, 0).await, "SYSTEM_AUDITING");
}

#[tokio::test]
async fn the_segments_of_a_deleted_job_are_gone() {
    let bench = Bench::start().await;
    let job = bench.created_segments("basic").await;
    job.put(&bench, 7).await;
    let path = bench.simulator.object(&job.id, ObjectKind::SegmentAudio(7)).unwrap().path;
    assert!(path.exists());
    bench.call(Method::DELETE, &bench.path(&format!("/user/jobs/{}", job.id)), None).await.expect_ok();
    assert!(!path.exists());
    assert_eq!(bench.put(&job.audio[7], "audio/wav", "x").await.status, 403);
}
