//! Archives of compressed files. Other readers open them in `zip_readers.rs`.

use std::io::Read;

use metastudio_voice::ErrorKind;
use metastudio_voice::upload::{Body, MAX_OBJECT_SIZE, Package, Source};

use super::uploader;
use crate::support::obs::{obs, refusal};
use crate::support::{file, wav};

fn files() -> Vec<(&'static str, Vec<u8>)> {
    vec![("recording.wav", wav(400_000)), ("声音/0.txt", "你好".into()), ("empty", Vec::new())]
}

async fn deflated(files: &[(&'static str, Vec<u8>)]) -> Body {
    let mut package = Package::new().deflate();
    for (name, content) in files {
        package = package.add(*name, Source::bytes(*name, content.clone())).expect("package");
    }
    package.into_body().await.expect("body")
}

#[tokio::test]
async fn a_compressed_archive_is_smaller_has_complete_headers_and_arrives_whole_each_time() {
    let sink = obs(vec![refusal(503, "SlowDown")]).await;
    let body = deflated(&files()).await;
    let length = body.len();
    assert!(length < 400_000, "{length}");
    let same = deflated(&files()).await;
    for body in [body.clone(), body, same] {
        uploader(&sink.url).await.put(format!("{}/k", sink.url), body).await.expect("uploaded");
    }
    let received: Vec<_> = sink.received().into_iter().map(|received| received.body.expect("whole")).collect();
    assert_eq!(received.len(), 4);
    assert!(received.iter().all(|body| *body == received[0] && body.len() as u64 == length));

    // Version 2.0, no flags, deflate, 1 January 1980.
    assert_eq!(received[0][..14], *b"PK\x03\x04\x14\0\0\0\x08\0\0\0\x21\0");
    assert_eq!(received[0][14..18], crc32fast::hash(&files()[0].1).to_le_bytes());
    let size = |at: usize| u32::from_le_bytes(received[0][at..at + 4].try_into().expect("four bytes")) as usize;
    assert_eq!(size(22), files()[0].1.len());
    let start = 30 + "recording.wav".len();
    let compressed = &received[0][start..start + size(18)];
    let mut unpacked = Vec::new();
    flate2::read::DeflateDecoder::new(compressed).read_to_end(&mut unpacked).expect("unpacked");
    assert!(unpacked == files()[0].1);
    assert!(received[0][start + size(18)..].starts_with(b"PK\x03\x04"), "the next file follows");
}

#[tokio::test]
async fn a_compression_leaves_nothing_in_its_folder() {
    let folder = tempfile::tempdir().expect("folder");
    let package = Package::new().deflate().temp_folder(folder.path());
    let package = package.add("a.wav", Source::bytes("a.wav", wav(400_000))).expect("package");
    let body = package.into_body().await.expect("body");
    // Windows has no files without a name.
    let names = || std::fs::read_dir(folder.path()).expect("folder").count();
    assert!(names() == 0 || cfg!(windows));
    drop(body);
    assert_eq!(names(), 0);
}

#[tokio::test]
async fn a_folder_that_cannot_be_used_for_compression_is_an_error_that_says_what_to_do() {
    let folder = tempfile::tempdir().expect("folder");
    let package = Package::new().deflate().temp_folder(folder.path().join("missing"));
    let package = package.add("a.wav", Source::bytes("a.wav", "sound")).expect("package");
    let error = package.into_body().await.expect_err("no folder");
    assert_eq!(error.kind(), ErrorKind::File);
    assert!(error.to_string().contains("temp_folder"), "{error}");
}

#[tokio::test]
async fn a_recording_over_the_limit_of_obs_may_be_compressed() {
    let folder = tempfile::tempdir().expect("folder");
    let path = file(folder.path(), "a.wav", b"");
    std::fs::File::options().write(true).open(&path).and_then(|file| file.set_len(MAX_OBJECT_SIZE)).expect("length");
    let source = Source::open(&path).expect("source");
    let error = Package::new().add("a.wav", source.clone()).expect_err("too large");
    assert!(error.to_string().contains("Package::deflate"), "{error}");
    let may_be = Package::new().deflate().add("a.wav", source);
    assert!(may_be.is_ok(), "it may become small enough");
}
