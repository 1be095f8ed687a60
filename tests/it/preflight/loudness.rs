//! Compares the loudness with that of the signals of EBU Tech 3341, shortened.

use super::sound::{Coding, measure, sine, wav};

/// The error that EBU Tech 3341 allows a meter, in decibels.
const TOLERANCE: f64 = 0.1;
/// The error of a steady sound: of the gain of 0.69 dB, and the rounding to a hundredth.
const STEADY: f64 = 0.02;

/// A level and a length in seconds.
type Part = (f64, f64);

fn loudness(rate: u32, channels: u16, samples: impl IntoIterator<Item = f64>) -> f64 {
    measure(&wav(Coding::float(32), rate, channels, samples)).loudness_lufs.expect("loudness")
}

/// Returns the same signal in both channels, in parts of a level and a length.
fn stereo(parts: &[Part]) -> Vec<f64> {
    let part =
        |(level, seconds): &(f64, f64)| sine(48_000, 1000.0, *level, *seconds / 2.0).flat_map(|sample| [sample; 2]);
    parts.iter().flat_map(part).collect()
}

#[test]
fn the_signals_of_ebu_tech_3341_have_the_expected_loudness() {
    let cases: [(&str, f64, Vec<Part>); 5] = [
        ("1", -23.0, vec![(-23.0, 20.0)]),
        ("2", -33.0, vec![(-33.0, 20.0)]),
        ("3", -23.0, vec![(-36.0, 10.0), (-23.0, 60.0), (-36.0, 10.0)]),
        ("4", -23.0, vec![(-72.0, 10.0), (-36.0, 10.0), (-23.0, 60.0), (-36.0, 10.0), (-72.0, 10.0)]),
        ("5", -23.0, vec![(-26.0, 20.0), (-20.0, 20.1), (-26.0, 20.0)]),
    ];
    for (case, expected, parts) in cases {
        let measured = loudness(48_000, 2, stereo(&parts));
        assert!((measured - expected).abs() <= TOLERANCE, "case {case}: {measured}");
    }
    let around = sine(48_000, 1000.0, 0.0, 2.5)
        .flat_map(|sample| [-28.0, -28.0, -24.0, -30.0, -30.0].map(|level: f64| sample * 10_f64.powf(level / 20.0)));
    let measured = loudness(48_000, 5, around);
    assert!((measured + 23.0).abs() <= TOLERANCE, "case 6: {measured}");
}

#[test]
fn a_tone_of_minus_20_dbfs_in_one_channel_has_minus_23_lufs() {
    // Its power is 3.01 dB below its peak, and the formula subtracts the filter's gain of 0.69 dB at 1 kHz.
    let measured = loudness(48_000, 1, sine(48_000, 1000.0, -20.0, 5.0));
    assert!((measured + 23.01).abs() < STEADY, "{measured}");
}

#[test]
fn a_sound_that_is_too_short_or_too_quiet_has_no_loudness() {
    let of = |seconds, level| measure(&wav(Coding::float(32), 48_000, 1, sine(48_000, 1000.0, level, seconds)));
    assert_eq!(of(0.39, -20.0).loudness_lufs, None);
    assert!(of(0.4, -20.0).loudness_lufs.is_some());
    assert_eq!(of(2.0, -80.0).loudness_lufs, None);
}
