//! Sources of each kind, and sources that do not keep their promise.

use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use metastudio_voice::ErrorKind;
use metastudio_voice::upload::{Body, Package, Source};

use super::uploader;
use crate::support::obs::{obs, refusal};
use crate::support::{file, wav};

/// Returns a source that promises this length, and whose n-th reader gives the bytes of the function.
fn readers(len: u64, content: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static) -> Source {
    let count = AtomicUsize::new(0);
    Source::reader("the tape", len, move || Ok(Box::new(Cursor::new(content(count.fetch_add(1, Ordering::SeqCst))))))
}

#[tokio::test]
async fn a_path_bytes_and_a_reader_make_the_same_archive() {
    let folder = tempfile::tempdir().expect("folder");
    let bytes = wav(400_000);
    let given = bytes.clone();
    let path = file(folder.path(), "a.wav", &bytes);
    let sources = [
        Source::open(&path).expect("source"),
        Source::bytes("a.wav", bytes.clone()),
        readers(bytes.len() as u64, move |_| given.clone()),
    ];
    let names: Vec<_> = sources.iter().map(|source| (source.name().to_owned(), source.path().is_some())).collect();
    let path = path.display().to_string();
    assert_eq!(names, [(path, true), ("a.wav".to_owned(), false), ("the tape".to_owned(), false)]);
    let sink = obs(vec![]).await;
    for source in sources {
        assert_eq!(source.len(), bytes.len() as u64);
        let body = Package::new().add("recording.wav", source).expect("package").into_body().await.expect("body");
        uploader(&sink.url).await.put(format!("{}/k", sink.url), body).await.expect("uploaded");
    }
    let received = sink.received();
    assert!(received[0].body.as_ref().is_some_and(|body| body.len() > bytes.len()));
    assert!(received[1].body == received[0].body && received[2].body == received[0].body);
}

#[tokio::test]
async fn each_attempt_reads_its_source_from_the_beginning() {
    let opened = Arc::new(AtomicUsize::new(0));
    let count = opened.clone();
    let source = readers(300_000, move |n| {
        count.store(n + 1, Ordering::SeqCst);
        vec![7; 300_000]
    });
    let sink = obs(vec![crate::support::obs::refusal(503, "SlowDown")]).await;
    let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::file(source).expect("body"));
    put.await.expect("uploaded");
    assert_eq!(opened.load(Ordering::SeqCst), 2);
    assert!(sink.received().iter().all(|received| received.body.as_ref().is_some_and(|body| body.len() == 300_000)));
}

#[tokio::test]
async fn a_reader_of_another_length_than_promised_is_an_error_when_its_checksum_is_read() {
    for (given, expected) in [
        (vec![7; 299_999], "the tape ended after 299999 of the 300000 bytes"),
        (vec![7; 300_001], "the tape has more than the 300000 bytes"),
    ] {
        let package = Package::new().add("a.wav", readers(300_000, move |_| given.clone())).expect("package");
        let error = package.into_body().await.expect_err("another length");
        assert_eq!(error.kind(), ErrorKind::File);
        assert!(error.to_string().contains(expected), "{error}");
    }
    let error = Package::new().add("a", readers(0, |_| vec![7])).expect("package").into_body().await.expect_err("more");
    assert!(error.to_string().contains("more than the 0 bytes"), "{error}");
    Package::new().add("a", readers(0, |_| vec![])).expect("package").into_body().await.expect("nothing is fine");
}

#[tokio::test]
async fn a_reader_that_gives_other_bytes_later_never_arrives_whole() {
    type Later = fn() -> Vec<u8>;
    let cases: [(&str, Later, &str); 3] = [
        ("fewer", || vec![7; 299_999], "ended after 299999"),
        ("more", || vec![7; 300_001], "more than the 300000"),
        ("others", || vec![8; 300_000], "has changed while it was being read"),
    ];
    for (name, later, expected) in cases {
        let source = readers(300_000, move |n| if n == 0 { vec![7; 300_000] } else { later() });
        let body = Package::new().add("a.wav", source).expect("package").into_body().await.expect("body");
        let sink = obs(vec![]).await;
        let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), body);
        let error = put.on_retry(|error| panic!("{error}")).await.expect_err(name);
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::File, 1), "{name}");
        assert!(error.to_string().contains(expected), "{name}: {error}");
        assert!(sink.received().iter().all(|received| received.body.is_none()), "{name}: the archive arrived");
    }
}

#[tokio::test]
async fn a_factory_or_a_reader_that_fails_is_an_error_that_names_it() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the head is dirty"))
        }
    }
    let none = Source::reader("tape 1", 5, || Err(std::io::Error::other("no tape")));
    let broken = Source::reader("tape 2", 5, || Ok(Box::new(Broken)));
    for (source, expected) in [(none, ["tape 1", "no tape"]), (broken, ["tape 2", "the head is dirty"])] {
        let error = Package::new().add("a", source).expect("package").into_body().await.expect_err("unreadable");
        let shown = format!("{error:#}");
        assert!(error.kind() == ErrorKind::File && expected.iter().all(|text| shown.contains(text)), "{shown}");
    }
}

#[tokio::test]
async fn a_reader_that_panics_is_an_error_of_the_upload() {
    struct Panicking;
    impl Read for Panicking {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            panic!("a panic that this test expects")
        }
    }
    let source = || Source::reader("tape", 5, || Ok(Box::new(Panicking)));
    let sink = obs(vec![]).await;
    let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::file(source()).expect("body"));
    let sent = put.await.expect_err("nothing to send");
    let read = Package::new().add("a", source()).expect("package").into_body().await.expect_err("nothing to read");
    assert_eq!((sent.kind(), sent.attempts(), read.kind()), (ErrorKind::File, 1, ErrorKind::File));
}

/// Sets another modification time, as an indexer or a network storage may.
fn touch(path: &Path) {
    let file = std::fs::File::options().write(true).open(path).expect("opened");
    let modified = file.metadata().and_then(|metadata| metadata.modified()).expect("time");
    file.set_modified(modified + std::time::Duration::from_secs(7)).expect("touched");
}

/// Changes one byte of a file, and its modification time.
fn change(path: &Path, at: usize) {
    let mut bytes = std::fs::read(path).expect("bytes");
    bytes[at] ^= 1;
    std::fs::write(path, bytes).expect("written");
    touch(path);
}

// B9
#[tokio::test]
async fn a_file_that_is_only_touched_is_the_same_file() {
    let folder = tempfile::tempdir().expect("folder");
    for (name, is_archive) in [("stored", true), ("as it is", false)] {
        let bytes = wav(400_000);
        let path = file(folder.path(), name, &bytes);
        let source = Source::open(&path).expect("source");
        touch(&path);
        let body = match is_archive {
            true => Package::new().add("a.wav", source).expect("package").into_body().await.expect("body"),
            false => Body::file(source).expect("body"),
        };
        touch(&path);
        let touched = path.clone();
        let sink = crate::support::Sink::start(move |_| {
            touch(&touched);
            refusal(503, "SlowDown")
        });
        let sink = sink.await;
        let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), body);
        let error = put.await.expect_err("busy");
        assert_eq!((error.status(), error.attempts(), sink.received().len()), (Some(503), 4, 4), "{name}: {error}");
        let received = sink.received();
        assert!(received.iter().all(|one| one.body.is_some() && one.body == received[0].body), "{name}");
    }
}

// B9
#[tokio::test]
async fn a_file_whose_bytes_change_between_two_attempts_is_an_error() {
    let folder = tempfile::tempdir().expect("folder");
    // The body has no checksum of its own.
    let path = file(folder.path(), "letter", wav(400_000));
    let body = Body::file(Source::open(&path).expect("source")).expect("body");
    let changing = path.clone();
    let sink = crate::support::Sink::start(move |_| {
        change(&changing, 1_000);
        refusal(503, "SlowDown")
    });
    let sink = sink.await;
    let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), body);
    let error = put.await.expect_err("changed");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::File, 2), "{error}");
    assert!(sink.received().iter().skip(1).all(|received| received.body.is_none()), "the second arrived");
}
