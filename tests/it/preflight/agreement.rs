//! Compares the readers of WAV files: the simulator accepts the files that the client accepts, and finds the same
//! lengths, and so do widely used readers.

use std::collections::HashMap;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use metastudio_voice::Client;
use metastudio_voice::audio::{Meter, Recording};
use metastudio_voice::upload::{ContentType, Package, Source};
use metastudio_voice_simulator::{Clock, Simulator};

use super::wavs::{CODINGS, Coded, End, FORMS, Form, RATE, TRAILERS, Wav, all, some, wav};
use crate::support::{builder_of, side_by_side};

fn inspect(wav: &Wav) -> Option<Recording> {
    Recording::inspect(&Source::bytes("a.wav", wav.bytes.clone())).ok()
}

/// Compares some thousands of files with how they were made, and with hound, which reads fewer of them.
#[test]
fn every_wav_is_accepted_or_refused_and_as_long_as_it_was_made() {
    let (mut accepted, mut refused, mut by_hound) = (0, 0, 0);
    for wav in all() {
        let recording = inspect(&wav);
        let duration = recording.as_ref().map(|recording| recording.duration);
        assert_eq!(duration, wav.expected, "{}", wav.name);
        let read_once = Recording::from_reader("a.wav", wav.bytes.len() as u64, &*wav.bytes).ok();
        assert_eq!(read_once, recording, "{}", wav.name);
        match &recording {
            Some(recording) => {
                accepted += 1;
                assert!(recording.sound.end <= recording.bytes, "{}", wav.name);
            }
            None => refused += 1,
        }
        // Hound believes every length in a header.
        if let (Some(recording), false) = (&recording, matches!(wav.form, Form::Unknown(_)))
            && let Ok(reader) = hound::WavReader::new(Cursor::new(&wav.bytes))
        {
            by_hound += 1;
            let frames = u64::from(reader.duration());
            let whole = (recording.sound.end - recording.sound.start) / u64::from(recording.block_align);
            assert_eq!(frames, whole, "{}", wav.name);
        }
    }
    let counts = (accepted, refused, by_hound);
    assert!(accepted > 1500 && refused > 800 && by_hound > 200, "accepted, refused, read by hound: {counts:?}");
}

/// Uploads and submits each file. All are too short for a job, so the simulator states their lengths, and the next one
/// can be uploaded to the same job.
#[tokio::test]
async fn the_simulator_accepts_the_files_that_the_client_accepts_and_finds_the_same_lengths() {
    const JOBS: usize = 8;
    let simulator = Simulator::builder().clock(Clock::Manual).start().await.expect("simulator");
    let client = builder_of(&simulator).build().await.expect("client");
    let mut shares: Vec<Vec<Wav>> = (0..JOBS).map(|_| Vec::new()).collect();
    some().enumerate().for_each(|(n, wav)| shares[n % JOBS].push(wav));
    let judged = side_by_side(JOBS, shares.into_iter().map(|share| judge(client.clone(), share))).await;
    let judged: usize = judged.into_iter().sum();
    assert!(judged > 400, "{judged} files");
}

/// Compares the simulator's verdict on files with the client's.
async fn judge(client: Client, wavs: Vec<Wav>) -> usize {
    let job = client.create_training_advance_job().body_map(|job| job.voice_name("v")).send().await.expect("job");
    let url = job.training_data_uploading_url.clone().expect("a URL");
    for wav in &wavs {
        let package = Package::new().add("recording.wav", Source::bytes("a.wav", wav.bytes.clone())).expect("package");
        let body = package.into_body().await.expect("an archive");
        let put = client.uploader().put(url.to_string(), body).content_type(ContentType::ZIP);
        put.await.expect("uploaded");
        let commit = client.commit_voice_training_job().job_id(&*job.job_id).body_map(|body| body);
        let error = commit.send().await.expect_err("too short for a job");
        match inspect(wav) {
            Some(recording) => {
                let lasts = format!("the recording lasts {:.3} s", recording.duration.as_secs_f64());
                assert!(error.message().starts_with(&lasts), "{}: {lasts}, but {error}", wav.name);
            }
            None => assert_eq!(error.code(), Some("MSS.20020011"), "{}: {error}", wav.name),
        }
    }
    wavs.len()
}

/// The lengths of files in seconds, by their numbers, as far as a peer can read them.
type Lengths = HashMap<usize, f64>;

const SOUNDFILE: &str = "
import sys, soundfile
for line in sys.stdin:
    number, path = line.rstrip('\\n').split(' ', 1)
    try:
        with soundfile.SoundFile(path) as sound:
            print(number, sound.frames / sound.samplerate)
    except Exception:
        pass
";

/// Measures all files with Python's soundfile, in one process.
fn soundfile(files: &[(usize, std::path::PathBuf)]) -> Option<Lengths> {
    let tools = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tools/bin/python");
    let python = if tools.exists() { tools } else { "python3".into() };
    let is_there = Command::new(&python).args(["-c", "import soundfile"]).stderr(Stdio::null()).status();
    if !is_there.is_ok_and(|status| status.success()) {
        println!("soundfile is not installed: lengths are not compared with libsndfile's");
        return None;
    }
    let lines: String = files.iter().map(|(number, path)| format!("{number} {}\n", path.display())).collect();
    let mut python = Command::new(python);
    python.args(["-c", SOUNDFILE]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut python = python.spawn().expect("python");
    python.stdin.take().expect("stdin").write_all(lines.as_bytes()).expect("written");
    let printed = String::from_utf8(python.wait_with_output().expect("it ends").stdout).expect("text");
    let line = |line: &str| {
        let (number, seconds) = line.split_once(' ')?;
        Some((number.parse().ok()?, seconds.parse().ok()?))
    };
    Some(printed.lines().filter_map(line).collect())
}

/// Measures files with ffprobe, in one process each.
fn ffprobe(files: &[(usize, std::path::PathBuf)]) -> Option<Lengths> {
    if Command::new("ffprobe").arg("-version").stdout(Stdio::null()).status().is_err() {
        println!("ffprobe is not installed: lengths are not compared with its");
        return None;
    }
    let seconds = |path: &Path| {
        let arguments = ["-v", "quiet", "-show_entries", "stream=duration", "-of", "csv=p=0"];
        let output = Command::new("ffprobe").args(arguments).arg(path).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse().ok()
    };
    Some(files.iter().filter_map(|(number, path)| Some((*number, seconds(path)?))).collect())
}

#[test]
fn ffprobe_and_libsndfile_find_the_same_lengths_where_they_are_installed() {
    let folder = tempfile::tempdir().expect("folder");
    let accepted: Vec<Wav> = some().filter(|wav| wav.expected.is_some()).collect();
    let files = accepted.iter().enumerate().map(|(n, wav)| {
        let path = folder.path().join(format!("{n}.wav"));
        std::fs::write(&path, &wav.bytes).expect("file");
        (n, path)
    });
    let files: Vec<_> = files.collect();
    // Every sixth file is enough for ffprobe, which takes a process each.
    let few: Vec<_> = files.iter().filter(|(n, _)| n % 6 == 0).cloned().collect();
    for (peer, lengths) in [("libsndfile", soundfile(&files)), ("ffprobe", ffprobe(&few))] {
        let Some(lengths) = lengths else { continue };
        let mut compared = 0;
        for (n, seconds) in &lengths {
            let wav = &accepted[*n];
            if differs(peer, wav) {
                continue;
            }
            compared += 1;
            let expected = wav.expected.unwrap_or_default().as_secs_f64();
            // ffprobe counts an incomplete frame as one.
            let most = 1.01 / f64::from(RATE);
            assert!((seconds - expected).abs() < most, "{peer}: {seconds} instead of {expected}: {}", wav.name);
        }
        println!("{peer} finds {compared} of {} recordings as long", lengths.len());
        assert!(compared * 5 >= lengths.len() * 3, "{peer}: only {compared} of {}", lengths.len());
    }
}

/// Returns whether a peer is known to find another length.
fn differs(peer: &str, wav: &Wav) -> bool {
    let has_cut_block = matches!(wav.form, Form::Unknown(_)) || wav.end == End::HalfFrame;
    let in_blocks = matches!(wav.coded, Coded::Blocks(..) | Coded::Mp3);
    match peer {
        _ if in_blocks && has_cut_block => true,
        // libsndfile finds no sound where the length is 0.
        "libsndfile" => wav.form == Form::Unknown(0),
        // ffprobe reads 24 bits in four bytes as 24 bits in three.
        _ => matches!(wav.coded, Coded::Extensible(1, 32, 24)),
    }
}

/// Changes headers at random, from a fixed seed. Nothing panics, both ways of reading agree, and the sound of an
/// accepted file lies within the file.
#[test]
fn no_header_makes_the_reader_panic() {
    let seeds: Vec<Wav> =
        FORMS.into_iter().flat_map(|form| CODINGS.map(|coded| wav(coded, form, End::Whole, TRAILERS[1]))).collect();
    const LENGTHS: [u32; 10] =
        [0, 1, 2, 16, 0x7FFF_F000, 0x7FFF_FFFF, 0x8000_0000, u32::MAX - 8, u32::MAX - 1, u32::MAX];
    let mut random = fastrand::Rng::with_seed(14);
    for round in 0..20_000 {
        let mut bytes = seeds[random.usize(..seeds.len())].bytes.clone();
        for _ in 0..random.usize(1..5) {
            let at = random.usize(..bytes.len().min(120));
            match random.u8(..5) {
                0 => bytes[at] = random.u8(..),
                1 => bytes[at] ^= 1 << random.u8(..8),
                2 if at + 4 <= bytes.len() => {
                    bytes[at..at + 4].copy_from_slice(&LENGTHS[random.usize(..LENGTHS.len())].to_le_bytes());
                }
                3 => bytes.insert(at, random.u8(..)),
                _ => drop(bytes.remove(at)),
            }
        }
        if random.u8(..4) == 0 {
            bytes.truncate(random.usize(1..bytes.len()));
        }
        let recording = Recording::inspect(&Source::bytes("a.wav", bytes.clone())).ok();
        let read_once = Recording::from_reader("a.wav", bytes.len() as u64, &*bytes).ok();
        assert_eq!(recording, read_once, "round {round}");
        if let Some(recording) = recording {
            assert!(
                recording.sound.start < recording.sound.end && recording.sound.end <= bytes.len() as u64,
                "{round}"
            );
            if let Ok(mut meter) = Meter::new(&recording) {
                meter.update(&bytes[..bytes.len().min(300)]);
                meter.finish();
            }
        }
        // The stated length is not the reader's.
        let len = [0, 50, u64::from(u32::MAX), u64::MAX][random.usize(..4)];
        let _ = Recording::from_reader("a.wav", len, &*bytes);
    }
}
