//! Compares the loudness with the signals of EBU Tech 3341, a quarter as long, and with another implementation.

use ebur128::{EbuR128, Mode};

use super::sound::{Coding, measure, noise, sine, wav};

/// The error that EBU Tech 3341 allows a meter, in decibels.
const TOLERANCE: f64 = 0.1;

/// A level and a length in seconds.
type Part = (f64, f64);

fn loudness(rate: u32, channels: u16, samples: impl IntoIterator<Item = f64>) -> f64 {
    measure(&wav(Coding::float(32), rate, channels, samples)).loudness_lufs.expect("loudness")
}

/// Returns the same signal in both channels, in parts of a level and a length.
fn stereo(parts: &[Part]) -> Vec<f64> {
    let part =
        |(level, seconds): &(f64, f64)| sine(48_000, 1000.0, *level, *seconds / 4.0).flat_map(|sample| [sample; 2]);
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
    assert!((measured + 23.01).abs() < 0.02, "{measured}");
}

#[test]
fn another_implementation_measures_the_same_loudness() {
    let mut compared = 0;
    for rate in [8_000, 44_100, 48_000] {
        for channels in [1, 2, 4, 5, 6_u16] {
            for seed in 0..2_u32 {
                let samples = varied(rate, channels, seed);
                let ours = loudness(rate, channels, samples.iter().map(|sample| f64::from(*sample)));
                let mut other = EbuR128::new(channels.into(), rate, Mode::I).expect("a meter");
                other.add_frames_f32(&samples).expect("frames");
                let theirs = other.loudness_global().expect("loudness");
                assert!((ours - theirs).abs() < 0.03, "{rate} Hz, {channels} channels, {seed}: {ours}, {theirs}");
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 30);
}

/// Returns a second of noise and tones that swell and fade, differently in every channel.
fn varied(rate: u32, channels: u16, seed: u32) -> Vec<f32> {
    let (low, high) = (60.0 + 40.0 * f64::from(seed), 900.0 + 700.0 * f64::from(seed));
    let tone = sine(rate, low, -18.0, 1.0).zip(sine(rate, high, -24.0, 1.0)).zip(noise(rate, -45.0, 1.0));
    let frame = |(n, ((low, high), noise)): (usize, ((f64, f64), f64))| {
        let time = n as f64 / f64::from(rate);
        (0..channels).map(move |channel| {
            let swell = (time * (0.7 + 0.3 * f64::from(channel)) + f64::from(seed)).sin().powi(4);
            ((low + high) * swell + noise) as f32
        })
    };
    tone.enumerate().flat_map(frame).collect()
}

#[test]
fn a_sound_that_is_too_short_or_too_quiet_has_no_loudness() {
    let of = |seconds, level| measure(&wav(Coding::float(32), 48_000, 1, sine(48_000, 1000.0, level, seconds)));
    assert_eq!(of(0.39, -20.0).loudness_lufs, None);
    assert!(of(0.4, -20.0).loudness_lufs.is_some());
    assert_eq!(of(2.0, -80.0).loudness_lufs, None);
}
