//! Measures the same sound in every coding that is decoded, and checks that the other codings are refused.

use metastudio_voice::audio::Codec;

use super::sound::{Coding, inspect, measure, mono, sine, try_measure, wav};

const CODINGS: [Coding; 12] = [
    Coding::pcm(16),
    Coding::pcm(24),
    Coding::pcm(32),
    Coding::float(32),
    Coding::float(64),
    Coding::pcm(16).extensible(),
    Coding::pcm(24).extensible(),
    Coding::pcm(24).in_bytes(4).extensible(),
    Coding::pcm(12).in_bytes(2),
    Coding::pcm(20).in_bytes(3).extensible(),
    Coding::float(32).extensible(),
    Coding::float(64).extensible(),
];

#[test]
fn a_tone_measures_the_same_in_every_coding() {
    for coding in CODINGS {
        let bytes = wav(coding, 48_000, 1, sine(48_000, 1000.0, -20.0, 3.0));
        let measured = measure(&bytes);
        let loudness = measured.loudness_lufs.expect("loudness");
        assert!((loudness + 23.0).abs() < 0.06, "{coding:?}: {loudness}");
        assert!((measured.peak_dbfs.expect("a peak") + 20.0).abs() < 0.05, "{coding:?}: {measured:?}");
        assert!(measured.dc_offset.abs() < 0.0005 && measured.clipped_runs == 0, "{coding:?}: {measured:?}");
    }
    let coarse = measure(&wav(Coding::pcm(8), 48_000, 1, sine(48_000, 1000.0, -20.0, 3.0)));
    assert!((coarse.loudness_lufs.expect("loudness") + 23.0).abs() < 0.1, "{coarse:?}");
}

#[test]
fn a_tone_measures_the_same_at_every_sample_rate() {
    for rate in [8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000] {
        let bytes = wav(Coding::pcm(24), rate, 1, sine(rate, 1000.0, -20.0, 3.0));
        let loudness = measure(&bytes).loudness_lufs.expect("loudness");
        assert!((loudness + 23.0).abs() < 0.06, "{rate}: {loudness}");
    }
}

#[test]
fn an_extensible_header_states_the_bits_that_count() {
    let recording = inspect(&wav(Coding::pcm(24).in_bytes(4).extensible(), 48_000, 1, [0.5; 480]));
    assert_eq!((recording.format, recording.codec), (0xFFFE, Codec::Pcm));
    assert_eq!((recording.bits_per_sample, recording.valid_bits, recording.block_align), (32, 24, 4));
    assert_eq!(recording.sound, 68..68 + 4 * 480);
    let float = inspect(&wav(Coding::float(32).extensible(), 44_100, 2, [0.5; 480]));
    assert_eq!((float.codec, float.valid_bits), (Codec::Float, 32));
    assert_eq!(float.to_string(), "0:00 min, 44.1 kHz, 32 bit, stereo, floating point");
}

#[test]
fn a_coding_that_is_not_decoded_is_refused_with_the_reason() {
    let with = |tag: u16, bits: u16| {
        let mut bytes = mono([0.1; 480]);
        bytes[20..22].copy_from_slice(&tag.to_le_bytes());
        bytes[34..36].copy_from_slice(&bits.to_le_bytes());
        bytes
    };
    let cases = [
        (with(6, 8), Codec::ALaw, "sound of 8 bits in A-law is not measured"),
        (with(7, 8), Codec::MuLaw, "sound of 8 bits in µ-law is not measured"),
        (with(2, 4), Codec::Adpcm, "sound of 4 bits in ADPCM is not measured"),
        (with(0x11, 4), Codec::Adpcm, "sound of 4 bits in ADPCM is not measured"),
        (with(0x55, 0), Codec::Mp3, "sound of 0 bits in MP3 is not measured"),
        (with(0x161, 16), Codec::Other(0x161), "sound of 16 bits in format 0x0161 is not measured"),
        (with(0x31, 0), Codec::Gsm, "sound of 0 bits in GSM is not measured"),
        // An extensible header that is too short for a sub-format, and samples of unusual lengths.
        (with(0xFFFE, 16), Codec::Other(0xFFFE), "sound of 16 bits in format 0xfffe is not measured"),
        (with(1, 40), Codec::Pcm, "sound of 40 bits in PCM is not measured"),
        (with(3, 16), Codec::Float, "sound of 16 bits in floating point is not measured"),
    ];
    for (bytes, codec, expected) in cases {
        assert_eq!(inspect(&bytes).codec, codec);
        assert_eq!(try_measure(&bytes).expect_err(expected).to_string(), expected);
    }
    let many = wav(Coding::pcm(16), 48_000, 9, [0.1; 900]);
    assert_eq!(try_measure(&many).expect_err("channels").to_string(), "sound with 9 channels is not measured");
    let slow = wav(Coding::pcm(16), 100, 1, [0.1; 900]);
    assert_eq!(try_measure(&slow).expect_err("rate").to_string(), "sound with 100 samples per second is not measured");
}

#[test]
fn clipping_is_found_in_every_coding() {
    // A sine that is six decibels too loud follows one that is just loud enough.
    let samples = || {
        let fine = sine(48_000, 100.0, -0.01, 0.5);
        fine.chain(sine(48_000, 100.0, 6.0, 0.5).map(|sample| sample.clamp(-1.0, 1.0)))
    };
    for coding in CODINGS {
        let measured = measure(&wav(coding, 48_000, 1, samples()));
        assert_eq!(measured.clipped_runs, 100, "{coding:?}: {measured:?}");
        // It is beyond full scale for two thirds of the time.
        assert!((15_900..16_200).contains(&measured.clipped_samples), "{coding:?}: {measured:?}");
        assert_eq!(measured.peak_dbfs.map(f64::round), Some(0.0));
    }
}

#[test]
fn two_samples_at_full_scale_are_not_clipped_and_three_are() {
    let with = |run: usize| measure(&mono([vec![0.1; 478], vec![1.0; run], vec![0.1; 500]].concat()));
    assert_eq!((with(2).clipped_runs, with(2).clipped_samples), (0, 0));
    // These runs cross the border of the steps of 10 ms.
    assert_eq!((with(3).clipped_runs, with(3).clipped_samples), (1, 3));
    assert_eq!((with(9).clipped_runs, with(9).clipped_samples), (1, 9));
}

#[test]
fn clipping_is_counted_for_each_channel_by_itself() {
    // The channels take turns: neither has two samples at full scale in a row.
    let turns = (0..4800).flat_map(|n| if n % 2 == 0 { [1.0, 0.0] } else { [0.0, 1.0] });
    assert_eq!(measure(&wav(Coding::pcm(16), 48_000, 2, turns)).clipped_runs, 0);
    let left = (0..4800).flat_map(|n| if n < 100 { [1.0, 0.0] } else { [0.0, 0.0] });
    assert_eq!(measure(&wav(Coding::pcm(16), 48_000, 2, left)).clipped_samples, 100);
}

#[test]
fn an_offset_and_digital_silence_are_measured() {
    let measured = measure(&mono(sine(48_000, 100.0, -20.0, 1.0).map(|sample| sample + 0.03).chain(vec![0.0; 24_000])));
    assert!((measured.dc_offset - 0.02).abs() < 0.0002, "{measured:?}");
    assert_eq!(measured.digital_silence.as_millis(), 500);
    let nothing = measure(&mono(vec![0.0; 48_000]));
    assert_eq!((nothing.loudness_lufs, nothing.peak_dbfs, nothing.silence), (None, None, 1.0));
    assert_eq!((nothing.pauses.count, nothing.noise_floor_dbfs), (0, None));
}

#[test]
fn samples_that_are_not_numbers_are_counted_and_become_silence() {
    let samples = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e30, -1e300];
    for coding in [Coding::float(32), Coding::float(64)] {
        let tone = sine(48_000, 1000.0, -20.0, 2.0);
        let measured = measure(&wav(coding, 48_000, 1, samples.into_iter().chain(tone)));
        assert_eq!(measured.unusable_samples, 5);
        assert!((measured.loudness_lufs.expect("loudness") + 23.0).abs() < 0.06, "{measured:?}");
    }
}
