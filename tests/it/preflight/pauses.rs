//! Measures pauses between sentences.

use std::time::Duration;

use super::sound::{Coding, measure, noise, sentences_at, sine, wav};

const ROOM: f64 = -65.0;
/// The sample rate. Pauses do not depend on it, and a low one saves time.
const RATE: u32 = 8_000;

fn mono(samples: impl IntoIterator<Item = f64>) -> Vec<u8> {
    wav(Coding::pcm(16), RATE, 1, samples)
}

fn sentences(room: f64, lengths: &[(f64, f64)]) -> Vec<f64> {
    sentences_at(RATE, room, lengths)
}

#[test]
fn pauses_are_counted_by_their_length() {
    // Half a second is a pause between sentences, less is one within a sentence.
    let spoken = [(3.0, 2.5), (3.0, 0.3), (3.0, 1.0), (4.0, 2.0), (9.0, 5.0), (3.0, 3.0), (2.0, 4.0)];
    let measured = measure(&mono(sentences(ROOM, &spoken)));
    let pauses = &measured.pauses;
    // The last quiet has no sentence after it.
    assert_eq!((pauses.count, pauses.shorter, pauses.fitting, pauses.longer), (5, 1, 3, 1), "{pauses:?}");
    assert_eq!(pauses.median, Some(Duration::from_millis(2500)));
    assert_eq!(pauses.longest_stretch, Duration::from_secs(9));
    let quiet: f64 = spoken.iter().map(|(_, quiet)| quiet).sum();
    let all: f64 = spoken.iter().map(|(spoken, quiet)| spoken + quiet).sum();
    assert!((measured.silence - quiet / all).abs() < 0.002, "{measured:?}");
    assert!((measured.noise_floor_dbfs.expect("a floor") - ROOM).abs() < 0.5, "{measured:?}");
}

#[test]
fn pauses_are_found_in_silent_and_noisy_rooms_and_with_an_offset() {
    for room in [-90.0, -75.0, -60.0, -50.0, -42.0] {
        for offset in [0.0, 0.05] {
            let samples = sentences(room, &[(3.0, 2.5); 6]);
            let measured = measure(&mono(samples.into_iter().map(|sample| sample + offset)));
            assert_eq!((measured.pauses.count, measured.pauses.fitting), (5, 5), "{room} {offset}: {measured:?}");
        }
    }
}

#[test]
fn digital_silence_between_sounds_is_a_pause() {
    let samples: Vec<f64> = (0..4).flat_map(|_| sine(RATE, 220.0, -20.0, 2.0).chain(vec![0.0; 20_000])).collect();
    let measured = measure(&mono(samples));
    assert_eq!(
        (measured.pauses.count, measured.pauses.fitting, measured.noise_floor_dbfs),
        (3, 3, None),
        "{measured:?}"
    );
}

#[test]
fn a_click_does_not_end_a_pause() {
    let mut samples = sentences(ROOM, &[(3.0, 2.5), (3.0, 2.5)]);
    // 30 ms in the middle of the first pause.
    let middle = 8_000 * 4;
    samples[middle..middle + 240].iter_mut().enumerate().for_each(|(n, sample)| *sample = 0.1 * (n as f64).sin());
    let pauses = measure(&mono(samples)).pauses;
    assert_eq!((pauses.count, pauses.fitting), (1, 1), "{pauses:?}");
}

#[test]
fn the_quiet_before_the_first_sound_and_after_the_last_is_not_a_pause() {
    let before: Vec<f64> = noise(RATE, ROOM, 3.0).collect();
    let pauses = measure(&mono([before, sentences(ROOM, &[(5.0, 4.0)])].concat())).pauses;
    assert_eq!((pauses.count, pauses.longest_stretch), (0, Duration::from_secs(5)));
}

#[test]
fn a_recording_without_quiet_has_no_pause_and_no_noise_floor() {
    for samples in [noise(RATE, -30.0, 20.0).collect::<Vec<_>>(), sine(RATE, 220.0, -20.0, 20.0).collect()] {
        let measured = measure(&mono(samples));
        assert_eq!((measured.pauses.count, measured.noise_floor_dbfs, measured.silence), (0, None, 0.0));
        assert_eq!(measured.pauses.longest_stretch, Duration::from_secs(20));
    }
}

#[test]
fn a_measurement_is_displayed_in_one_line() {
    let line = measure(&mono(sentences(ROOM, &[(3.0, 2.5); 6]))).to_string();
    assert!(
        line.starts_with("loudness -2") && line.ends_with("noise floor -65 dBFS, 5 pauses (median 2.5 s)"),
        "{line}"
    );
    let none = measure(&mono(vec![0.0; 480])).to_string();
    assert_eq!(none, "no loudness, no sound, no pause");
}
