//! The four editions: the files that each accepts, and the checks of its archive.

use reqwest::StatusCode;
use serde_json::json;

use crate::common::{Bench, good_zip, segments, stored, stored_files, wav, wav_at};

/// The path and `job_type` of each edition, and whether segments can be uploaded one by one.
const EDITIONS: [(&str, &str, bool); 4] = [
    ("basic", "BASIC", true),
    ("middle", "MIDDLE", true),
    ("advance", "ADVANCE", false),
    ("third-party", "THIRD_PARTY", false),
];

/// Creates a job whose files come in a zip, and returns its id and the zip's URL.
async fn create(bench: &Bench, edition: &str) -> (String, String) {
    let response = bench.post(&format!("/user/{edition}-jobs"), json!({ "voice_name": "v" })).await.expect_ok().json();
    let text = |name: &str| response[name].as_str().unwrap().to_owned();
    assert!(response.get("segment_uploading_url").is_none());
    (text("job_id"), text("training_data_uploading_url"))
}

/// Uploads an archive, submits the job, and returns the code of the refusal, or an empty text if the job is accepted.
async fn verdict(bench: &Bench, edition: &str, archive: Vec<u8>) -> String {
    let (id, url) = create(bench, edition).await;
    bench.put(&url, "application/zip", archive).await.expect_ok();
    let response = bench.commit(&id).await;
    if response.status.is_success() { String::new() } else { response.fault().1 }
}

#[tokio::test]
async fn a_job_shows_its_edition_and_accepts_single_segments_if_the_edition_does() {
    let bench = Bench::start().await;
    for (path, job_type, segments) in EDITIONS {
        let (id, _) = create(&bench, path).await;
        let shown = bench.show(&id).await;
        assert_eq!((&shown["job_type"], &shown["create_type"]), (&json!(job_type), &json!("PACKAGE")));
        let body = json!({ "voice_name": "v", "create_type": "SEGMENT" });
        let response = bench.post(&format!("/user/{path}-jobs"), body).await;
        if segments {
            let id = response.expect_ok().json()["job_id"].as_str().unwrap().to_owned();
            assert_eq!(bench.show(&id).await["create_type"], "SEGMENT");
        } else {
            assert_eq!(response.fault(), (400, "MSS.00000003".to_owned()), "{path}");
        }
    }
}

#[tokio::test]
async fn a_zip_for_a_segment_edition_must_have_all_segments() {
    let bench = Bench::start().await;
    assert_eq!(verdict(&bench, "basic", stored_files(&segments(20))).await, "");
    assert_eq!(verdict(&bench, "middle", stored_files(&segments(100))).await, "");
    for (edition, number) in [("basic", 19), ("basic", 21), ("middle", 20), ("basic", 0)] {
        let verdict = verdict(&bench, edition, stored_files(&segments(number))).await;
        assert_eq!(verdict, "MSS.20020016", "{edition} of {number}");
    }
    assert_eq!(verdict(&bench, "basic", good_zip()).await, "MSS.20020016");
}

#[tokio::test]
async fn a_fault_in_one_of_many_segments_is_found_and_named() {
    let bench = Bench::start().await;
    for (what, at, name, content, code) in [
        ("another type", 5, "2.mp3", wav(1), "MSS.20020012"),
        ("litter of an operating system", 39, "__MACOSX", Vec::new(), "MSS.20020012"),
        ("a text for a recording", 4, "2b.txt", b"x".to_vec(), "MSS.20020016"),
        ("numbers that begin with 1", 0, "20.wav", wav(1), "MSS.00000003"),
        ("a folder", 0, "a/0.wav", wav(1), "MSS.00000003"),
        ("capitals", 0, "0.WAV", wav(1), "MSS.00000003"),
        ("not a WAV", 38, "19.wav", b"RIFF".to_vec(), "MSS.20020011"),
        ("an empty WAV", 38, "19.wav", wav(0), "MSS.20020011"),
        ("no text", 39, "19.txt", b" \n".to_vec(), "MSS.00000003"),
        ("not UTF-8", 39, "19.txt", vec![0xc4, 0xe3], "MSS.00000003"),
        ("a book", 39, "19.txt", vec![b'x'; (1 << 20) + 1], "MSS.20020024"),
    ] {
        let mut files = segments(20);
        files[at] = (name.to_owned(), content);
        let (id, url) = create(&bench, "basic").await;
        bench.put(&url, "application/zip", stored_files(&files)).await.expect_ok();
        let response = bench.commit(&id).await;
        assert_eq!(response.fault(), (400, code.to_owned()), "{what}");
        if at == 38 {
            assert!(response.text.contains("19.wav"), "{}", response.text);
        }
        assert_eq!(bench.state(&id), "CREATING");
    }
}

#[tokio::test]
async fn a_job_made_of_segments_skips_the_splitting_states() {
    let bench = Bench::start().await;
    let (segment_job, url) = create(&bench, "basic").await;
    bench.put(&url, "application/zip", stored_files(&segments(20))).await.expect_ok();
    let (long_job, url) = create(&bench, "third-party").await;
    bench.put(&url, "application/zip", stored(&[("v.wav", &wav_at(100, 30))])).await.expect_ok();
    bench.commit(&segment_job).await.expect_ok();
    bench.commit(&long_job).await.expect_ok();
    bench.simulator.advance();
    bench.simulator.advance();
    assert_eq!((bench.state(&segment_job).as_str(), bench.state(&long_job).as_str()), ("WAITING", "WAITING_SPLIT"));
    for _ in 0..20 {
        bench.simulator.advance();
    }
    assert!(bench.show(&segment_job).await.get("asset_id").is_some());
    assert_eq!(bench.state(&long_job), "SUCCEED");
}

#[tokio::test]
async fn the_third_party_edition_has_its_own_duration_limits() {
    let bench = Bench::start().await;
    let limits = bench.get("/user/tenant-duration-cfg").await.expect_ok().json();
    assert_eq!((&limits["cmww_min"], &limits["cmww_max"]), (&json!(30), &json!(10_800)));
    for name in ["basic", "middle", "advance", "cmww", "short_assess"] {
        assert!(limits[format!("{name}_min")].as_i64() < limits[format!("{name}_max")].as_i64(), "{name}");
    }
    for (seconds, code) in [(29, "MSS.00000003"), (30, "")] {
        assert_eq!(verdict(&bench, "third-party", stored(&[("v.wav", &wav_at(100, seconds))])).await, code);
    }
    assert_eq!(verdict(&bench, "third-party", stored_files(&segments(20))).await, "MSS.20020012");
}

#[tokio::test]
async fn every_edition_checks_the_same_fields() {
    let bench = Bench::start().await;
    for (path, ..) in EDITIONS {
        for (body, code) in [
            (json!({}), "MSS.00000003"),
            (json!({ "voice_name": "x".repeat(65) }), "MSS.00000003"),
            (json!({ "voice_name": "v", "tag": "news" }), "MSS.00000003"),
            (json!({ "voice_name": 1 }), "MSS.00000002"),
            (json!([]), "MSS.00000002"),
        ] {
            let response = bench.post(&format!("/user/{path}-jobs"), body).await;
            assert_eq!(response.fault(), (400, code.to_owned()), "{path}");
        }
    }
    assert!(bench.simulator.jobs().is_empty());
}

#[tokio::test]
async fn only_the_middle_edition_can_be_paid_for_on_demand() {
    let bench = Bench::start().await;
    for (path, job_type, _) in EDITIONS {
        let body = json!({ "voice_name": "v", "is_ondemand_resource": true });
        let response = bench.post(&format!("/user/{path}-jobs"), body).await;
        assert_eq!(response.status == StatusCode::OK, job_type == "MIDDLE", "{path}: {}", response.text);
    }
}
