//! Measures files in pieces of any length, with the same result, and without a panic for any bytes.

use metastudio_voice::audio::{Meter, Recording};
use metastudio_voice::upload::Source;
use proptest::prelude::*;

use super::sound::{Coding, sentences_at, wav};

const CODINGS: [Coding; 8] = [
    Coding::pcm(8),
    Coding::pcm(16),
    Coding::pcm(24),
    Coding::pcm(32),
    Coding::float(32),
    Coding::float(64),
    Coding::pcm(20).in_bytes(3).extensible(),
    Coding::pcm(24).in_bytes(4).extensible(),
];

fn inspect(bytes: &[u8]) -> Option<Recording> {
    let folder = tempfile::tempdir().expect("folder");
    let path = crate::support::file(folder.path(), "a.wav", bytes);
    Recording::inspect(&Source::open(path).expect("source")).ok()
}

/// Measures a file in pieces of these lengths, over and over.
fn in_pieces(recording: &Recording, mut bytes: &[u8], lengths: &[usize]) -> Option<String> {
    let mut meter = Meter::new(recording).ok()?;
    for length in lengths.iter().cycle() {
        let (piece, rest) = bytes.split_at((*length).min(bytes.len()));
        meter.update(piece);
        bytes = rest;
        if bytes.is_empty() {
            break;
        }
    }
    Some(format!("{:?}", meter.finish()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_of_any_length_measure_the_same(
        coding in 0..CODINGS.len(),
        channels in 1..=3_u16,
        rate in prop_oneof![Just(8_000_u32), Just(11_025), Just(48_000)],
        lengths in prop::collection::vec(1..5000_usize, 1..6),
        odd in 0..7_usize,
    ) {
        let samples = sentences_at(8_000, -60.0, &[(0.2, 0.6), (0.3, 0.1)]);
        let mut bytes = wav(CODINGS[coding], rate, channels, samples[..samples.len() - odd].iter().copied());
        bytes.extend(b"LIST\x04\0\0\0\xff\xff\xff\xff");
        let recording = inspect(&bytes).expect("a recording");
        let whole = in_pieces(&recording, &bytes, &[bytes.len()]).expect("measured");
        prop_assert_eq!(&in_pieces(&recording, &bytes, &lengths).expect("measured"), &whole);
    }

    #[test]
    fn any_bytes_after_any_header_measure_the_same_in_pieces(
        tag in prop_oneof![Just(1_u16), Just(3), Just(0xFFFE), any::<u16>()],
        channels in prop_oneof![1..=8_u16, any::<u16>()],
        rate in prop_oneof![Just(8_000_u32), Just(48_000), any::<u32>()],
        align in prop_oneof![1..=64_u16, any::<u16>()],
        bits in prop_oneof![prop::sample::select(vec![8_u16, 16, 24, 32, 64]), any::<u16>()],
        sound in prop::collection::vec(any::<u8>(), 1..20_000),
        lengths in prop::collection::vec(1..3000_usize, 1..4),
    ) {
        let mut bytes = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0".to_vec();
        bytes.extend(tag.to_le_bytes());
        bytes.extend(channels.to_le_bytes());
        bytes.extend(rate.to_le_bytes());
        bytes.extend(96_000_u32.to_le_bytes());
        bytes.extend(align.to_le_bytes());
        bytes.extend(bits.to_le_bytes());
        bytes.extend(b"data");
        bytes.extend((sound.len() as u32).to_le_bytes());
        bytes.extend(sound);
        if let Some(recording) = inspect(&bytes) {
            let whole = in_pieces(&recording, &bytes, &[bytes.len()]);
            prop_assert_eq!(in_pieces(&recording, &bytes, &lengths), whole);
        }
    }

    #[test]
    fn no_file_makes_the_meter_panic(
        start in prop::sample::select(vec![&b"RIFF\0\0\0\0WAVE"[..], b"RF64\xff\xff\xff\xffWAVE", b"BW64\0\0\0\0WAVE", b""]),
        chunks in prop::collection::vec(
            (
                prop::sample::select(vec![b"fmt ", b"data", b"ds64", b"LIST", b"\0\0\0\0"]),
                any::<Option<u32>>(),
                prop::collection::vec(any::<u8>(), 0..60),
            ),
            0..6,
        ),
        lengths in prop::collection::vec(1..50_usize, 1..4),
    ) {
        let mut bytes = start.to_vec();
        for (name, length, content) in chunks {
            bytes.extend(name);
            bytes.extend(length.unwrap_or(content.len() as u32).to_le_bytes());
            bytes.extend(content);
        }
        if let Some(recording) = inspect(&bytes) {
            let whole = in_pieces(&recording, &bytes, &[bytes.len().max(1)]);
            prop_assert_eq!(in_pieces(&recording, &bytes, &lengths), whole);
        }
    }
}
