//! Faults of an archive: a submission refuses them with the documented code.

use std::io::Write;

use metastudio_voice_simulator::Simulator;
use zip::CompressionMethod::{Deflated, Stored};
use zip::write::SimpleFileOptions;

use crate::common::{Bench, good_zip, stored, wav, zip};

/// Uploads an archive, submits the job, and returns the code of the refusal, or an empty text if the job is accepted.
async fn verdict(bench: &Bench, archive: Vec<u8>) -> String {
    let job = bench.created().await;
    bench.put(&job.recording_url, "application/zip", archive).await.expect_ok();
    let response = bench.commit(&job.id).await;
    if response.status.is_success() {
        return String::new();
    }
    assert_eq!(response.status, 400, "{}", response.text);
    assert_eq!(bench.state(&job.id), "CREATING");
    response.fault().1
}

/// Returns a WAV with one part of it changed.
fn patched(at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut wav = wav(2);
    wav[at..at + bytes.len()].copy_from_slice(bytes);
    wav
}

#[tokio::test]
async fn any_legal_zip_with_one_wav_is_accepted() {
    let bench = Bench::start().await;
    let wav = wav(2);
    let mut with_prefix = b"anything before it".to_vec();
    with_prefix.extend(good_zip());
    let mut listed = wav[..36].to_vec();
    listed.extend(b"LIST\x04\0\0\0INFO");
    listed.extend(&wav[36..]);
    let mut followed = wav.clone();
    followed.extend(b"LIST\x04\0\0\0INFO");
    let mut streamed = zip::ZipWriter::new_stream(Vec::new());
    streamed.start_file("voice.wav", SimpleFileOptions::default().compression_method(Stored)).unwrap();
    streamed.write_all(&wav).unwrap();
    let streamed = streamed.finish().unwrap().into_inner();
    for (what, archive) in [
        ("sizes after the sound", streamed),
        ("stored", zip(Stored, false, &[("voice.wav", &wav)])),
        ("deflated", zip(Deflated, false, &[("voice.wav", &wav)])),
        ("stored zip64", zip(Stored, true, &[("voice.wav", &wav)])),
        ("deflated zip64", zip(Deflated, true, &[("voice.wav", &wav)])),
        ("in a folder, in capitals", stored(&[("take 1/VOICE.WAV", &wav)])),
        ("a name in Chinese", stored(&[("声音.wav", &wav)])),
        ("something before the archive", with_prefix),
        ("a chunk before the sound", stored(&[("voice.wav", &listed)])),
        ("a chunk after the sound", stored(&[("voice.wav", &followed)])),
        // The client accepts these, and no documentation forbids them.
        ("a length that was never filled in", stored(&[("voice.wav", &patched(40, &[0xff; 4]))])),
        ("compressed sound", stored(&[("voice.wav", &patched(20, &[7, 0]))])),
    ] {
        assert_eq!(verdict(&bench, archive).await, "", "{what}");
    }
}

#[tokio::test]
async fn a_recording_that_cannot_be_read_is_a_wrong_audio_format() {
    let bench = Bench::start().await;
    let whole = wav(2);
    for (what, content) in [
        ("empty file", Vec::new()),
        ("not a WAV", b"ID3 this is not a RIFF file at all, but something else".to_vec()),
        ("header cut off", whole[..30].to_vec()),
        ("sound cut off", whole[..whole.len() - 1].to_vec()),
        ("no sound at all", wav(0)),
        ("no channels", patched(22, &[0, 0])),
        ("no sample rate", patched(24, &[0; 8])),
        ("no bytes in a sample", patched(32, &[0; 4])),
        ("no bits in a sample", patched(34, &[0; 2])),
    ] {
        assert_eq!(verdict(&bench, stored(&[("voice.wav", &content)])).await, "MSS.20020011", "{what}");
    }
}

#[tokio::test]
async fn a_file_other_than_a_wav_is_a_wrong_file_type() {
    let bench = Bench::start().await;
    let wav = wav(2);
    for (what, archive) in [
        ("another type", stored(&[("voice.mp3", &wav)])),
        ("a text beside it", stored(&[("voice.wav", &wav), ("voice.txt", b"hello")])),
        ("no extension", stored(&[("wav", &wav)])),
        ("litter of an operating system", stored(&[("__MACOSX/._voice", b"x"), ("voice.wav", &wav)])),
        ("a folder", stored(&[("take/", b""), ("take/voice.wav", &wav)])),
    ] {
        assert_eq!(verdict(&bench, archive).await, "MSS.20020012", "{what}");
    }
}

#[tokio::test]
async fn a_zip_with_no_recording_or_two_has_a_wrong_number_of_files() {
    let bench = Bench::start().await;
    let wav = wav(2);
    assert_eq!(verdict(&bench, stored(&[])).await, "MSS.20020016");
    assert_eq!(verdict(&bench, stored(&[("1.wav", &wav), ("2.wav", &wav)])).await, "MSS.20020016");
}

#[tokio::test]
async fn an_upload_that_is_not_an_archive_is_an_invalid_parameter() {
    let bench = Bench::start().await;
    let zip = good_zip();
    for (what, archive) in
        [("one byte", vec![0]), ("a bare WAV", wav(2)), ("an archive cut off", zip[..zip.len() - 30].to_vec())]
    {
        assert_eq!(verdict(&bench, archive).await, "MSS.00000003", "{what}");
    }
}

#[tokio::test]
async fn a_flipped_bit_in_the_recording_fails_the_checksum() {
    let bench = Bench::start().await;
    let mut archive = good_zip();
    archive[2000] ^= 1;
    assert_eq!(verdict(&bench, archive).await, "MSS.20020011");
}

#[tokio::test]
async fn a_job_without_an_upload_cannot_be_submitted() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    bench.put(&job.letter_url, "application/octet-stream", "letter").await.expect_ok();
    let response = bench.commit(&job.id).await;
    assert_eq!(response.fault(), (400, "MSS.00000003".to_owned()));
    assert!(response.text.contains("uploaded"), "{}", response.text);
}

#[tokio::test]
async fn a_submission_finds_no_upload_if_uploads_are_not_kept() {
    let bench = Bench::with(Simulator::builder().keep_uploads(false)).await;
    let job = bench.created().await;
    let put = bench.put(&job.recording_url, "application/zip", good_zip()).await.expect_ok();
    assert_eq!(put.header("etag"), "");
    assert_eq!(bench.simulator.jobs()[0].recording_uploads, 1);
    assert_eq!(bench.simulator.requests().last().unwrap().body_bytes, good_zip().len() as u64);
    assert_eq!(bench.commit(&job.id).await.fault(), (400, "MSS.00000003".to_owned()));
}
