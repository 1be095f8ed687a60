//! Objects of each kind of store are read whole, in bounded ranges, and refused once they were replaced.

use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use metastudio_voice::ErrorKind;
use metastudio_voice::audio::Recording;
use metastudio_voice::upload::{Place, Source};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::{ObjectStore, ObjectStoreExt};

use crate::support::{Condition, Fault, Receiver, S3, Store, archive, archive_of, bytes, wav};

const MIB: usize = 1024 * 1024;

#[tokio::test]
async fn an_object_of_each_store_makes_the_same_archive_as_its_bytes() {
    let content = bytes(5 * MIB / 2);
    let folder = tempfile::tempdir().expect("folder");
    let local = LocalFileSystem::new_with_prefix(folder.path()).expect("a folder");
    let memory = InMemory::new();
    for store in [&local as &dyn ObjectStore, &memory] {
        store.put(&"a/b.wav".into(), content.clone().into()).await.expect("stored");
    }
    let s3 = S3::start(content.clone()).await;
    let (local, memory, s3): (Arc<dyn ObjectStore>, Arc<dyn ObjectStore>, Arc<dyn ObjectStore>) =
        (Arc::new(local), Arc::new(memory), Arc::new(s3.store()));
    let expected = archive_of(content.clone()).await;
    let receiver = Receiver::start().await;
    for store in [local, memory, s3] {
        let name = store.to_string();
        let source = Source::object(store, "a/b.wav").await.expect("a source");
        assert_eq!((source.len(), source.path()), (content.len() as u64, None), "{name}");
        assert_eq!(source.name(), format!("a/b.wav in {name}"));
        receiver.put(archive(source).await.expect("read")).await.expect("sent");
        assert!(receiver.received().last() == Some(&expected), "{name}");
    }
    assert_eq!(receiver.received().len(), 3);
}

#[tokio::test]
async fn an_object_is_requested_in_ranges_of_a_mebibyte_and_at_most_four_ahead() {
    let content = bytes(12 * MIB + 5);
    let store = Store::with(content.clone(), Condition::ETag).await;
    let source = Source::object(Arc::new(store.clone()), "voices/long.wav").await.expect("a source");
    archive(source).await.expect("read");
    let requested = store.requested();
    let starts: Vec<u64> = requested.iter().map(|range| range.start / MIB as u64).collect();
    assert_eq!(starts, (0..13).collect::<Vec<_>>());
    assert!(requested[..12].iter().all(|range| range.end - range.start == MIB as u64), "{requested:?}");
    assert_eq!(requested[12], 12 * MIB as u64..content.len() as u64);
    assert!((2..=5).contains(&store.most_open()), "{}", store.most_open());
    assert!(store.conditions().iter().all(|(e_tag, version)| e_tag.is_some() && version.is_none()));
}

#[test]
fn the_memory_for_an_object_does_not_depend_on_its_length() {
    let peak = |mebibytes: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_memory")).arg(mebibytes).output().expect("it runs");
        let printed = String::from_utf8(output.stdout).expect("UTF-8");
        let peak = printed.split(' ').next().and_then(|peak| peak.parse::<u64>().ok());
        peak.unwrap_or_else(|| panic!("{printed}{}", String::from_utf8_lossy(&output.stderr)))
    };
    let (small, large) = (peak("32"), peak("1024"));
    assert!(large < small + 4 * 1024, "{small} KiB for 32 MiB, {large} KiB for 1 GiB");
}

#[tokio::test]
async fn the_header_of_a_recording_is_read_without_its_sound() {
    let store = Store::with(wav(2_000_000), Condition::ETag).await;
    let source = Source::object(Arc::new(store.clone()), "voices/long.wav").await.expect("a source");
    let recording = tokio::task::spawn_blocking(move || Recording::inspect(&source)).await.expect("no panic");
    assert_eq!(recording.expect("a recording").sample_rate, 48_000);
    let requested: Vec<_> = store.requested().iter().map(|range| (range.start, range.end)).collect();
    assert_eq!(requested, [(0, 65_536)]);
}

#[tokio::test]
async fn an_object_that_was_replaced_after_its_first_reading_is_not_sent() {
    for condition in [Condition::ETag, Condition::WeakETag, Condition::Version, Condition::Nothing] {
        let store = Store::with(bytes(6 * MIB), condition).await;
        let source = Source::object(Arc::new(store.clone()), "voices/long.wav").await.expect("a source");
        let body = archive(source).await.expect("read");
        let before = store.requested().len();
        let mut other = bytes(6 * MIB);
        other[0] ^= 1;
        store.replace(other).await;
        let receiver = Receiver::start().await;
        let error = receiver.put(body).await.expect_err("replaced");
        let text = error.to_string();
        assert!(error.kind() == ErrorKind::File && text.contains("has changed while it was being read"), "{text}");
        assert!(!error.is_transient() && receiver.received().is_empty(), "{condition:?}");
        // With an ETag, no byte of the other object was needed.
        let compared = matches!(condition, Condition::ETag | Condition::WeakETag);
        assert_eq!(store.requested().len() - before < 6, compared, "{condition:?}");
    }
}

#[tokio::test]
async fn an_object_that_was_replaced_before_its_first_reading_has_changed() {
    for length in [3 * MIB, 3 * MIB + 1, 1] {
        let store = Store::with(bytes(3 * MIB), Condition::ETag).await;
        let source = Source::object(Arc::new(store.clone()), "voices/long.wav").await.expect("a source");
        store.replace(bytes(length)).await;
        let error = archive(source).await.expect_err("replaced");
        assert!(error.to_string().contains("has changed"), "{length}: {error}");
    }
}

#[tokio::test]
async fn an_object_of_s3_that_was_replaced_has_changed_and_one_that_was_deleted_does_not_exist() {
    let s3 = S3::start(bytes(3 * MIB)).await;
    let source = Source::object(Arc::new(s3.store()), "a.wav").await.expect("a source");
    s3.replace(Some(bytes(3 * MIB - 1)));
    let error = archive(source.clone()).await.expect_err("replaced");
    assert!(error.to_string().contains("a.wav in AmazonS3(voices) has changed"), "{error}");
    s3.replace(None);
    let error = archive(source).await.expect_err("deleted");
    assert!(error.to_string().contains("a.wav in AmazonS3(voices) does not exist"), "{error}");
    let error = Source::object(Arc::new(s3.store()), "a.wav").await.expect_err("deleted");
    assert!(error.kind() == ErrorKind::File && error.to_string().contains("does not exist"), "{error}");
}

#[tokio::test]
async fn an_object_that_is_deleted_while_it_is_read_does_not_exist() {
    let store = Store::with(bytes(MIB), Condition::ETag).await;
    let source = Source::object(Arc::new(store.clone()), "voices/long.wav").await.expect("a source");
    store.delete().await;
    let error = archive(source).await.expect_err("deleted");
    assert!(error.to_string().contains("voices/long.wav in Faulty(https://store/) does not exist"), "{error}");
}

#[tokio::test]
async fn a_condition_is_an_etag_that_is_strong_or_else_a_version() {
    for (condition, expected) in [
        (Condition::WeakETag, (false, false)),
        (Condition::Version, (false, true)),
        (Condition::Nothing, (false, false)),
    ] {
        let store = Store::with(bytes(10), condition).await;
        let source = Source::object(Arc::new(store.clone()), "voices/long.wav").await.expect("a source");
        archive(source).await.expect("read");
        let (e_tag, version) = store.conditions().remove(0);
        assert_eq!((e_tag.is_some(), version.is_some()), expected, "{condition:?}");
    }
}

#[tokio::test]
async fn an_object_without_bytes_is_read_without_a_request() {
    let store = Store::with(Vec::new(), Condition::ETag).await;
    let source = Source::object(Arc::new(store.clone()), "voices/long.wav").await.expect("a source");
    assert!(source.is_empty());
    archive(source).await.expect("read");
    assert!(store.requested().is_empty());
}

#[tokio::test]
async fn a_source_tells_its_place() {
    let store = Store::with(bytes(1), Condition::Version).await;
    let source = Source::object(Arc::new(store), "voices/long.wav").await.expect("a source");
    let place = serde_json::to_value(source.place()).expect("JSON");
    let (store, version) = ("Faulty(https://store/)", "\"0\"");
    let expected =
        serde_json::json!({"kind": "object", "store": store, "location": "voices/long.wav", "version": version});
    assert_eq!(place, expected);
    assert_eq!(serde_json::from_value::<Place>(place).expect("a place"), source.place());
    assert_eq!(Source::bytes("b", "b").place(), Place::Elsewhere);
    let file = tempfile::NamedTempFile::new().expect("a file");
    let place = Source::open(file.path()).expect("a source").place();
    assert!(matches!(&place, Place::File { path, .. } if path == file.path()), "{place:?}");
    let later = serde_json::json!({"kind": "of_a_later_version", "shelf": 7});
    assert_eq!(serde_json::from_value::<Place>(later).expect("a place"), Place::Elsewhere);
}

#[tokio::test]
async fn a_reading_that_is_dropped_requests_nothing_more() {
    let store = Store::with(bytes(20 * MIB), Condition::ETag).await;
    let open = Source::object(Arc::new(store.clone()), "voices/long.wav").stall_timeout(Duration::from_secs(600));
    let source = open.await.expect("a source");
    store.fail_always(Some(Fault::Hangs));
    let reading = archive(source);
    tokio::select! {
        _ = reading => panic!("it hangs"),
        () = async { while store.most_open() < 4 { tokio::task::yield_now().await } } => {}
    }
    assert!(store.requested().len() <= 5);
}
