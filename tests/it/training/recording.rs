//! Files that are no usable recording are refused with a reason before anything is sent.

use metastudio_voice::ErrorKind;
use metastudio_voice::audio::Recording;
use metastudio_voice::upload::Source;

use crate::support::{child, file, wav};

fn inspect(name: &str, bytes: &[u8]) -> Result<Recording, String> {
    let folder = tempfile::tempdir().expect("folder");
    let path = file(folder.path(), name, bytes);
    let source = Source::open(&path).expect("source");
    Recording::inspect(&source).map_err(|error| {
        assert_eq!(error.kind(), ErrorKind::File);
        let path = path.display().to_string();
        error.to_string().replace(&path.replace(".wav", "-new.wav"), "NEW").replace(&path, "FILE")
    })
}

fn with_u32(mut bytes: Vec<u8>, place: usize, value: u32) -> Vec<u8> {
    bytes[place..place + 4].copy_from_slice(&value.to_le_bytes());
    bytes
}

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut bytes = [name.as_slice(), &(content.len() as u32).to_le_bytes(), content].concat();
    bytes.resize(bytes.len() + bytes.len() % 2, 0);
    bytes
}

#[test]
fn a_wav_is_described_by_its_length_and_format() {
    let recording = inspect("a.wav", &wav(96_000)).expect("a recording");
    assert_eq!(recording.to_string(), "0:02 min, 48 kHz, 16 bit, mono");
    assert_eq!(recording.bytes, 44 + 192_000);
}

#[test]
fn other_chunks_before_and_after_the_sound_are_ignored() {
    let plain = wav(100);
    let before = chunk(b"bext", &[7; 603]);
    let after = [chunk(b"LIST", b"INFOISFT"), chunk(b"id3 ", b"odd")].concat();
    let bytes = [&plain[..12], &before, &plain[12..], &after].concat();
    let bytes = with_u32(bytes.clone(), 4, bytes.len() as u32 - 8);
    assert!(inspect("a.wav", &bytes).is_ok());
}

#[test]
fn a_wide_wav_takes_its_length_from_ds64() {
    let plain = wav(100);
    let mut sizes = vec![0; 28];
    sizes[8..16].copy_from_slice(&200_u64.to_le_bytes());
    let mut bytes = [&plain[..12], &chunk(b"ds64", &sizes), &plain[12..]].concat();
    bytes[..4].copy_from_slice(b"RF64");
    let data = bytes.len() - 200 - 4;
    assert!(inspect("a.wav", &with_u32(bytes, data, u32::MAX)).is_ok());
}

#[test]
fn a_file_that_is_no_recording_is_refused_with_the_reason() {
    let whole = wav(1000);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", vec![], "FILE is empty"),
        ("text", b"this is a text and not a recording".to_vec(), "FILE is not a WAV file"),
        ("short", b"RIFF".to_vec(), "FILE is not a WAV file"),
        (
            "mp3",
            [b"ID3".as_slice(), &[0; 100]].concat(),
            "FILE is not a WAV file, but an MP3 file; convert it: ffmpeg -i FILE NEW",
        ),
        (
            "m4a",
            b"\0\0\0\x20ftypM4A \0\0\0\0".to_vec(),
            "FILE is not a WAV file, but an M4A file; convert it: ffmpeg -i FILE NEW",
        ),
        ("palette", [b"RIFF\0\0\0\0PAL ".as_slice(), &[0; 100]].concat(), "FILE is not a WAV file"),
        ("no sound", wav(0), "FILE is a WAV file without sound"),
        ("no sound but a chunk", [wav(0), chunk(b"LIST", b"INFOISFT")].concat(), "FILE is a WAV file without sound"),
        ("less than a sample", with_u32(wav(1)[..45].to_vec(), 40, 1), "FILE is a WAV file without sound"),
        ("header only", whole[..36].to_vec(), "FILE is a WAV file without sound"),
        (
            "cut off",
            whole[..1000].to_vec(),
            "FILE: the header is inconsistent with the file: it declares 2000 bytes of sound, but the file has 956; \
             the recording was cut off or never finished: copy it again, or save it again in an audio editor",
        ),
        (
            "no rate",
            with_u32(with_u32(whole.clone(), 24, 0), 28, 0),
            "FILE is a WAV file whose format cannot be played",
        ),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(inspect("a.wav", &bytes).expect_err(name), expected, "{name}");
    }
}

#[test]
fn a_damaged_header_causes_no_panic() {
    let whole = wav(50);
    for place in 0..44 {
        for value in [0, 1, 0x7f, 0xff] {
            let mut bytes = whole.clone();
            bytes[place] = value;
            let _ = inspect("a.wav", &bytes);
        }
        let _ = inspect("a.wav", &whole[..place]);
    }
}

#[test]
fn a_missing_file_or_a_folder_is_refused() {
    let folder = tempfile::tempdir().expect("folder");
    let missing = Source::open(folder.path().join("missing.wav")).expect_err("missing");
    assert!(missing.to_string().ends_with("missing.wav does not exist"), "{missing}");
    let directory = Source::open(folder.path()).expect_err("a directory");
    assert!(directory.to_string().ends_with("is a directory, not a file"), "{directory}");
}

#[cfg(unix)]
#[test]
fn a_device_is_refused_without_being_opened() {
    let device = Source::open("/dev/zero").expect_err("a device");
    assert_eq!(device.to_string(), "/dev/zero is not a regular file");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let folder = tempfile::tempdir().expect("folder");
    let path = file(folder.path(), "a.wav", wav(10));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).expect("permissions");
    if std::fs::File::open(&path).is_err() {
        let refused = Source::open(&path).expect_err("no permission");
        assert!(refused.to_string().ends_with("a.wav may not be read"), "{refused}");
        return;
    }
    // This user may read everything, so the test runs again as a user who may not.
    const NOBODY: u32 = 65_534;
    let mut again = child(module_path!(), "a_file_that_may_not_be_read_is_refused");
    // The folder for temporary files may be readable for this user only.
    let its_own = tempfile::tempdir().expect("folder");
    std::fs::set_permissions(&its_own, std::fs::Permissions::from_mode(0o777)).expect("permissions");
    again.uid(NOBODY).gid(NOBODY).current_dir("/").env("TMPDIR", its_own.path());
    match again.output() {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout)),
        Err(error) => println!("skipped: this test cannot be run as nobody ({error})"),
    }
}
