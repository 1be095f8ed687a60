//! Examines inconsistent and unusual headers, files of other kinds, and segments with unusable texts: some are refused,
//! some get advice, and the simulator accepts every file without a refusal.

use std::time::Duration;

use metastudio_voice::audio::{Oddity, Recording};
use metastudio_voice::training::preflight::Severity;
use metastudio_voice::training::{Plan, Segment};
use metastudio_voice::upload::Source;
use serde_json::json;

use super::sound::{Coding, inspect, mono, sine};
use super::studio::{Studio, codes, good};
use super::wavs::{Coded, End, Form, TRAILERS, wav};
use crate::support::side_by_side;
use crate::support::studio::{Studio as Workshop, fast, train};

#[test]
fn the_length_of_pcm_does_not_depend_on_the_byte_rate_and_block_align_of_the_header() {
    let with = |place: usize, value: u32, width: usize| {
        let mut bytes = mono(sine(48_000, 440.0, -20.0, 2.0));
        bytes[place..place + width].copy_from_slice(&value.to_le_bytes()[..width]);
        inspect(&bytes)
    };
    for rate in [192_000, 48_000, 12_000, 0, u32::MAX] {
        let recording = with(28, rate, 4);
        assert_eq!(recording.duration, Duration::from_secs(2), "a byte rate of {rate}");
        assert_eq!(recording.oddities, [Oddity::ByteRate { declared: rate }]);
    }
    for align in [0, 1, 4, 3, 65_535] {
        let recording = with(32, align, 2);
        assert_eq!(
            (recording.duration, recording.block_align),
            (Duration::from_secs(2), 2),
            "a block align of {align}"
        );
        assert_eq!(recording.oddities, [Oddity::BlockAlign { declared: align as u16 }]);
    }
}

/// Without `fact` the blocks give the length, and without blocks the byte rate.
#[test]
fn the_length_of_a_coding_in_blocks_is_the_one_that_fact_states() {
    let adpcm = wav(Coded::Blocks(0x11, 256, 505, 4), Form::Plain, End::Whole, TRAILERS[0]).bytes;
    let without_fact = [&adpcm[..40], &adpcm[52..]].concat();
    let mut without_blocks = without_fact.clone();
    without_blocks[16] = 16;
    without_blocks.drain(36..40);
    let mut shorter = adpcm.clone();
    shorter[48..52].copy_from_slice(&1000_u32.to_le_bytes());
    for (bytes, milliseconds) in [(adpcm, 252.5), (shorter, 125.0), (without_fact, 252.5)] {
        assert_eq!(inspect(&bytes).duration.as_secs_f64(), milliseconds / 1000.0);
    }
    assert_eq!(inspect(&without_blocks).duration, Duration::from_secs_f64(1024.0 / 4055.0));
    without_blocks[28..32].fill(0);
    let error = Recording::inspect(&Source::bytes("a.wav", without_blocks)).expect_err("no length");
    assert_eq!(error.to_string(), "a.wav is a WAV file that does not state its duration: save it as PCM");
}

#[tokio::test]
async fn absurd_lengths_in_headers_are_added_up_without_overflow() {
    let mut bytes = wav(Coded::Blocks(0x11, 256, 505, 4), Form::Wide(b"RF64"), End::Whole, TRAILERS[0]).bytes;
    // The most frames that there can be, at one per second.
    bytes[36..44].copy_from_slice(&(u64::MAX - 1).to_le_bytes());
    bytes[60..64].copy_from_slice(&1_u32.to_le_bytes());
    // Neither blocks nor `fact` contradict it.
    bytes[74..76].fill(0);
    bytes[84..88].fill(0xFF);
    assert_eq!(inspect(&bytes).duration, Duration::from_secs(u64::MAX - 1));
    let studio = Studio::open().await;
    let segment = |n: usize| Segment::from_source(Source::bytes(format!("{n}.wav"), bytes.clone()), "text");
    let report = studio.report(Plan::basic("v", (0..3).map(segment).collect())).await;
    assert_eq!(report.files.len(), 3);
    assert!(report.to_string().starts_with("3 files, "), "{report}");
}

/// Returns two seconds of a tone, at a low rate to save time.
fn tone() -> Vec<u8> {
    super::sound::wav(Coding::pcm(16), 8_000, 1, sine(8_000, 440.0, -20.0, 2.0))
}

/// Returns unusual files of two seconds, with the clause about each and the command that rewrites it.
fn unusual() -> Vec<(&'static str, Vec<u8>, &'static str, &'static str)> {
    let patched = |patches: &[(usize, &[u8])]| {
        let mut bytes = tone();
        patches.iter().for_each(|(at, with)| bytes[*at..at + with.len()].copy_from_slice(with));
        bytes
    };
    let followed = |by: &[u8]| [&tone()[..], by].concat();
    let length = tone().len() as u64;
    let sizes = [length + 36 - 8, length - 44, 0].map(u64::to_le_bytes).concat();
    let wide = |name: &[u8]| {
        let head = [name, &[0xFF; 4], b"WAVEds64\x1c\0\0\0", &sizes, &[0; 4]].concat();
        [&head, &tone()[12..40], &[0xFF; 4], &tone()[44..]].concat()
    };
    let mut long_format = [&tone()[..36], &[0; 4], &tone()[36..]].concat();
    long_format[16] = 20;
    long_format[4..8].copy_from_slice(&(length as u32 + 4 - 8).to_le_bytes());
    let double = super::sound::wav(Coding::float(64), 8_000, 1, sine(8_000, 440.0, -20.0, 2.0));
    let mut cut_frame = followed(b"\x01");
    cut_frame[40..44].copy_from_slice(&(length as u32 - 44 + 1).to_le_bytes());
    cut_frame[4..8].copy_from_slice(&(length as u32 - 8 + 1).to_le_bytes());
    let again = "ffmpeg -i recording.wav -c:a pcm_s16le recording-new.wav";
    let unknown = "its header does not state the length of the sound";
    vec![
        ("RF64", wide(b"RF64"), "it is RF64, the form of WAV for more than 4 GiB", again),
        ("BW64", wide(b"BW64"), "it is RF64, the form of WAV for more than 4 GiB", again),
        ("a format of 20 bytes", long_format, "its format chunk has 20 bytes instead of 16, 18 or 40", again),
        (
            "64-bit float",
            double,
            "its samples are 64-bit floating point",
            "ffmpeg -i recording.wav -c:a pcm_s24le recording-new.wav",
        ),
        ("block align 0", patched(&[(32, &[0, 0])]), "its block align, 0, does not fit its format", again),
        ("block align 1", patched(&[(32, &[1, 0])]), "its block align, 1, does not fit its format", again),
        (
            "twice the byte rate",
            patched(&[(28, &[0, 0x7D, 0, 0])]),
            "its byte rate, 32000, does not fit its format",
            again,
        ),
        ("a cut frame", cut_frame, "its last sample is incomplete", again),
        // Written by ffmpeg to a pipe, or by a recorder that could not finish.
        ("a pipe", patched(&[(4, &[0xFF; 4]), (40, &[0xFF; 4])]), unknown, again),
        ("no length", patched(&[(4, &[0; 4]), (40, &[0; 4])]), unknown, again),
        ("no length but that of the header", patched(&[(4, &[36, 0, 0, 0]), (40, &[0; 4])]), unknown, again),
        ("SoX to a pipe", patched(&[(4, &[0x24, 0xF0, 0xFF, 0x7F]), (40, &[0, 0xF0, 0xFF, 0x7F])]), unknown, again),
        // More bytes follow the sound.
        ("two bytes", followed(b"\r\n"), "2 bytes follow that are not part of it", again),
        ("ID3v1", followed(&[b"TAG", &[0_u8; 125][..]].concat()), "128 bytes follow that are not part of it", again),
        ("zeros", followed(&[0; 512]), "512 bytes follow that are not part of it", again),
        (
            "a cut chunk",
            {
                let mut bytes = followed(b"LIST\x40\0\0\0INFO");
                bytes[4..8].copy_from_slice(&(length as u32 - 8 + 72).to_le_bytes());
                bytes
            },
            "its RIFF length, 32108, does not fit the file",
            again,
        ),
    ]
}

#[tokio::test]
async fn an_unusual_header_is_advised_against_with_the_command_that_rewrites_it() {
    let studio = Studio::open().await;
    for (name, bytes, clause, command) in unusual() {
        let report = studio.report(studio.plan(bytes)).await;
        assert!(report.is_ready(), "{name}: {report}");
        assert_eq!(report.files[0].recording.duration, Duration::from_secs(2), "{name}");
        let advice = report.advice().filter(|finding| finding.check.code() == "header").collect::<Vec<_>>();
        let [finding] = &advice[..] else { panic!("{name}: {report}") };
        let message = studio.anonymous(&finding.message);
        let expected = format!(
            "recording.wav: {clause}; no page says whether the service accepts this; to write a usual file: {command}"
        );
        assert_eq!(message, expected, "{name}");
        assert_eq!(finding.measured.as_deref(), Some(clause), "{name}");
    }
    let report = studio.report(studio.plan(good())).await;
    assert!(!codes(&report, Severity::Advice).contains(&"header"), "a usual header: {report}");
}

#[tokio::test]
async fn the_simulator_trains_every_recording_that_the_client_does_not_refuse() {
    let workshop = Workshop::open().await;
    let client = workshop.client().await;
    let in_blocks = |tag, bytes, frames, bits| {
        // Long enough for a job: 0.16 to 0.25 s for each four blocks.
        let one = wav(Coded::Blocks(tag, bytes, frames, bits), Form::Plain, End::Whole, TRAILERS[0]).bytes;
        let data = one.len() - 4 * usize::from(bytes);
        let mut long = [&one[..data], &one[data..].repeat(10)].concat();
        long[data - 4..data].copy_from_slice(&(40 * u32::from(bytes)).to_le_bytes());
        long[data - 12..data - 8].copy_from_slice(&(40 * u32::from(frames)).to_le_bytes());
        let riff = long.len() as u32 - 8;
        long[4..8].copy_from_slice(&riff.to_le_bytes());
        long
    };
    let telephone = |tag| {
        let mut bytes = tone();
        bytes[20] = tag;
        bytes
    };
    let mut cases: Vec<(&str, Vec<u8>)> = unusual().into_iter().map(|(name, bytes, ..)| (name, bytes)).collect();
    cases.extend([
        ("A-law", telephone(6)),
        ("mu-law", telephone(7)),
        ("MS ADPCM", in_blocks(2, 256, 500, 4)),
        ("IMA ADPCM", in_blocks(0x11, 256, 505, 4)),
        ("GSM", in_blocks(0x31, 65, 320, 0)),
    ]);
    let trained = side_by_side(
        8,
        cases.into_iter().enumerate().map(|(n, (name, bytes))| {
            let (client, plan) =
                (client.clone(), fast(Plan::premium(format!("voice {n}"), Source::bytes(name, bytes))));
            async move { (name, train(&client, plan).await.0.and_then(|outcome| outcome.into_voice())) }
        }),
    );
    for (name, voice) in trained.await {
        assert!(voice.is_ok(), "{name}: {voice:?}");
    }
}

#[tokio::test]
async fn a_file_of_another_kind_is_identified_with_the_command_that_converts_it() {
    let studio = Studio::open().await;
    let tag = b"ID3\x04\0\0\0\0\x01\x00".to_vec();
    let tagged = |rest: &[u8]| [&tag[..], &[0; 128], rest].concat();
    let convert = |name: &str| {
        let (stem, new) =
            name.strip_suffix(".wav").map_or((name.split('.').next().unwrap_or_default(), ""), |stem| (stem, "-new"));
        format!("; convert it: ffmpeg -i {name} {stem}{new}.wav")
    };
    let sounds: Vec<(&str, Vec<u8>, &str)> = vec![
        ("take.caf", b"caff\0\x01\0\0desc".to_vec(), "a CAF file"),
        ("take.w64", b"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\0\0".to_vec(), "a Wave64 file (W64)"),
        ("take.au", b".snd\0\0\0\x18".to_vec(), "an AU file"),
        ("rifx.wav", b"RIFX\0\0\0\x24WAVEfmt ".to_vec(), "a RIFX file, a WAV of the other byte order"),
        ("take.wma", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa\0\x62\xce\x6c".to_vec(), "a WMA file (ASF)"),
        ("take.webm", b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81".to_vec(), "a WebM or Matroska file"),
        ("take.aiff", b"FORM\0\0\0\x40AIFFCOMM".to_vec(), "an AIFF file"),
        ("take.flac", b"fLaC\0\0\0\x22".to_vec(), "a FLAC file"),
        ("take.ogg", b"OggS\0\x02".to_vec(), "an Ogg file (Vorbis or Opus)"),
        ("take.mp3", b"\xff\xfb\x90\x64\0\0".to_vec(), "an MP3 file"),
        ("tag.mp3", tagged(b"\xff\xfb\x90\x64\0\0"), "an MP3 file"),
        ("cut.mp3", tag.clone(), "an MP3 file"),
        ("take.aac", b"\xff\xf1\x50\x80\x02\x1f".to_vec(), "an AAC file"),
        ("take.m4a", b"\0\0\0\x20ftypM4A \0\0\0\0".to_vec(), "an M4A file"),
        ("take.mp4", b"\0\0\0\x20ftypisom\0\0\0\0".to_vec(), "an MP4 file (M4A)"),
        ("take.mov", b"\0\0\0\x14ftypqt  \0\0\0\0".to_vec(), "a QuickTime file"),
        ("take.amr", b"#!AMR\n\x3c".to_vec(), "an AMR file"),
        ("take.avi", b"RIFF\0\0\0\0AVI LIST".to_vec(), "an AVI file"),
        ("renamed.wav", tagged(b"fLaC\0\0\0\x22"), "a FLAC file"),
    ];
    let mut cases: Vec<(&str, Vec<u8>, String)> =
        sounds.into_iter().map(|(name, bytes, what)| (name, bytes, format!("{what}{}", convert(name)))).collect();
    let copy = |name: &str| {
        let stem = name.trim_end_matches(".wav");
        format!("an ID3 tag with a WAV file behind it; rewrite it: ffmpeg -i {name} -c copy {stem}-new.wav")
    };
    let small_tag = [b"ID3\x03\0\0\0\0\0\x05".as_slice(), &[0; 5], &good()].concat();
    cases.extend([
        ("tagged.wav", tagged(&good()), copy("tagged.wav")),
        ("small.wav", small_tag, copy("small.wav")),
        ("take.zip", b"PK\x03\x04".to_vec(), "a zip; unpack it: the client makes the archive itself".to_owned()),
        ("letter.pdf", b"%PDF-1.7".to_vec(), "a PDF".to_owned()),
        (
            "._take.wav",
            b"\0\x05\x16\x07\0\x02\0\0Mac OS X".to_vec(),
            "an AppleDouble file, which macOS keeps beside a file; give the file whose name does not begin with ._"
                .to_owned(),
        ),
    ]);
    for (name, bytes, expected) in cases {
        let report = studio.report(Plan::premium("v", studio.file(name, bytes))).await;
        assert_eq!(codes(&report, Severity::Refusal), ["not-a-recording"], "{report}");
        let message = studio.anonymous(&report.refusals().next().expect("a refusal").message);
        assert_eq!(message, format!("{name} is not a WAV file, but {expected}"));
    }
}

/// These segments do not come from a folder, which would refuse them earlier.
#[tokio::test]
async fn unusable_texts_are_all_refused_before_there_is_a_job() {
    let limits = json!({"basic_min": 1});
    let studio = Studio::telling(limits, json!({"resource_available_nums": {"basic": 1}})).await;
    let texts =
        ["", " \n\t", "\0", "a\0b", "\u{feff}", "\u{200b}\u{feff} ", "Good morning.", &"a".repeat((1 << 20) + 1)];
    let segments = texts
        .iter()
        .enumerate()
        .map(|(n, text)| Segment::from_source(Source::bytes(format!("sound {n}"), good()), (*text).to_owned()));
    let segments: Vec<Segment> = segments.collect();
    let report = studio.report(Plan::basic("v", segments.iter().cloned().collect())).await;
    let refused: Vec<_> = report.refusals().filter(|finding| finding.check.code() == "segment-text").collect();
    let files: Vec<_> = refused.iter().filter_map(|finding| finding.file.as_deref()).collect();
    assert_eq!(files, ["sound 0", "sound 1", "sound 2", "sound 3", "sound 4", "sound 5", "sound 7"]);
    assert_eq!(refused[0].message, "the text of sound 0 is empty; write the words that are spoken in the segment");
    // The upload of single segments sends nothing, either.
    let error = studio.client().await.upload_segments("job", segments).await.expect_err("no text");
    assert_eq!(error.message(), "the text of sound 0 is empty");
    assert!(studio.service.received().iter().all(|request| request.method == "GET"));
}
