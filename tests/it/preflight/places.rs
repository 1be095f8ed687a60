//! Finds the places of clipping, silence, noise and pauses, and the course of a recording over time.

use std::time::Duration;

use metastudio_voice::audio::{Analysis, Meter, Places, Recording};
use metastudio_voice::upload::Source;

use super::sound::{Coding, inspect, mono, noise, sentences, sentences_at, sine, wav};

const ROOM: f64 = -65.0;

fn analyse(bytes: &[u8]) -> Analysis {
    let mut meter = Meter::new(&inspect(bytes)).expect("a meter").with_profile();
    meter.update(bytes);
    meter.analysis()
}

/// Returns the starts and ends in milliseconds.
fn millis(places: &Places) -> Vec<(u128, u128)> {
    places.at.iter().map(|range| (range.start.as_millis(), range.end.as_millis())).collect()
}

#[test]
fn a_clipped_place_is_found_where_it_is() {
    let mut samples = sentences(ROOM, &[(3.0, 2.5); 3]);
    // Two bursts within half a second are one place; another one is far away.
    for start in [48_000, 60_000, 300_000] {
        samples[start..start + 100].fill(1.0);
    }
    let analysis = analyse(&mono(samples));
    assert_eq!(millis(&analysis.clipping), [(1000, 1260), (6250, 6260)]);
    assert_eq!((analysis.measurement.clipped_runs, analysis.clipping.left_out), (3, 0));
}

#[test]
fn pauses_and_stretches_are_found_where_they_are() {
    let before: Vec<f64> = noise(8_000, ROOM, 1.0).collect();
    let spoken = sentences_at(8_000, ROOM, &[(3.0, 2.5), (3.0, 0.3), (3.0, 1.0), (4.0, 5.0), (2.0, 4.0)]);
    let analysis = analyse(&wav(Coding::pcm(16), 8_000, 1, [before, spoken].concat()));
    let profile = analysis.profile.expect("a profile");
    assert_eq!(millis(&profile.pauses), [(4_000, 6_500), (12_800, 13_800), (17_800, 22_800)]);
    assert_eq!(millis(&analysis.unfitting_pauses), [(12_800, 13_800), (17_800, 22_800)]);
    let stretches = [(1_000, 4_000), (6_500, 12_800), (13_800, 17_800), (22_800, 24_800)];
    assert_eq!(millis(&analysis.stretches), stretches);
    assert_eq!(analysis.measurement.pauses.longest_stretch, Duration::from_millis(6_300));
    let quiet = [(0, 1_000), (4_000, 6_500), (12_800, 13_800), (17_800, 22_800), (24_800, 28_800)];
    assert_eq!(millis(&analysis.quiet), quiet);
}

#[test]
fn the_noisiest_pauses_digital_silence_and_unusable_samples_are_found_where_they_are() {
    let mut samples =
        [sentences(ROOM, &[(2.0, 2.5); 60]), sentences(-55.0, &[(2.0, 2.5)]), sentences(ROOM, &[(2.0, 2.0)])].concat();
    samples[48_000..48_480].fill(f64::NAN);
    samples[48_000 * 3..48_000 * 4].fill(0.0);
    let analysis = analyse(&wav(Coding::float(32), 48_000, 1, samples));
    assert_eq!((analysis.noisy_pauses.at.len(), analysis.noisy_pauses.left_out), (50, 11));
    assert_eq!(millis(&analysis.noisy_pauses).last(), Some(&(272_000, 274_500)));
    assert_eq!(millis(&analysis.digital_silence), [(1_000, 1_010), (3_000, 4_000)]);
    assert_eq!(millis(&analysis.unusable_samples), [(1_000, 1_010)]);
}

#[test]
fn places_are_exact_at_a_rate_without_a_whole_number_of_samples_in_10_ms() {
    // 100 steps of 221 samples are 1.0023 s: after 10 minutes, the difference would be more than a second.
    let rate = 22_050;
    let mut samples = vec![0.1; 22_050 * 600];
    samples[22_050 * 599..22_050 * 599 + 10].fill(1.0);
    let analysis = analyse(&wav(Coding::pcm(16), rate, 1, samples));
    let at = analysis.clipping.at[0];
    let expected = Duration::from_secs(599);
    assert!(at.start <= expected && expected < at.end && at.length() < Duration::from_millis(11), "{at:?}");
}

#[test]
fn the_envelope_has_the_extremes_of_every_part() {
    // 40 s of a quiet tone with one sample that is loud.
    let mut samples: Vec<f64> = sine(48_000, 220.0, -40.0, 40.0).collect();
    samples[48_000 * 30] = -0.9;
    let profile = analyse(&mono(samples)).profile.expect("a profile");
    let columns = profile.envelope.len();
    assert!((4_096..=8_192).contains(&columns), "{columns}");
    let length = profile.column * u32::try_from(columns).expect("few");
    assert!(length >= Duration::from_secs(40) && length < Duration::from_millis(40_010), "{length:?}");
    let loud: Vec<usize> = (0..columns).filter(|column| profile.envelope[*column].min < -0.5).collect();
    assert_eq!(loud, [(30.0 / profile.column.as_secs_f64()) as usize]);
    assert!(profile.envelope.iter().all(|column| column.max > 0.0 && column.max < 0.011));
}

#[test]
fn the_loudness_over_time_is_the_one_of_three_seconds() {
    // EBU Tech 3341: a tone of 1 kHz at -23 dBFS in both channels has -23 LUFS.
    let tone = |level, seconds| sine(48_000, 1_000.0, level, seconds).flat_map(|sample| [sample; 2]);
    let profile = analyse(&wav(Coding::pcm(24), 48_000, 2, tone(-23.0, 10.0).chain(tone(-33.0, 10.0)))).profile;
    let profile = profile.expect("a profile");
    assert_eq!((profile.loudness_column, profile.loudness_lufs.len()), (Duration::from_millis(100), 200));
    for (tenth, expected) in [(0, -23.0), (40, -23.0), (99, -23.0), (131, -33.0), (199, -33.0)] {
        let level = profile.loudness_lufs[tenth].expect("a level");
        assert!((level - expected).abs() < 0.1, "{tenth}: {level}");
    }
    let silent = analyse(&mono(vec![0.0; 48_000])).profile.expect("a profile");
    assert!(silent.loudness_lufs.iter().all(Option::is_none));
}

#[test]
fn the_profile_does_not_depend_on_the_pieces_and_changes_no_measurement() {
    let bytes = wav(Coding::pcm(24), 44_100, 2, sentences_at(44_100, ROOM, &[(1.0, 0.7); 4]));
    let whole = analyse(&bytes);
    for length in [1, 7, 4_096] {
        let mut meter = Meter::new(&inspect(&bytes)).expect("a meter").with_profile();
        bytes.chunks(length).for_each(|piece| meter.update(piece));
        assert_eq!(meter.analysis(), whole, "{length}");
    }
    let mut meter = Meter::new(&inspect(&bytes)).expect("a meter");
    meter.update(&bytes);
    let mut with_profile = meter.analysis();
    with_profile.profile.clone_from(&whole.profile);
    assert_eq!(with_profile, whole);
    let data = serde_json::to_string(&whole).expect("serialized");
    assert_eq!(serde_json::from_str::<Analysis>(&data).expect("an analysis"), whole, "it can be read back");
}

#[test]
fn a_recording_of_ten_samples_has_a_profile() {
    let bytes = mono((0..10).map(|n| f64::from(n) / 20.0));
    let profile = analyse(&bytes).profile.expect("a profile");
    assert_eq!((profile.envelope.len(), profile.envelope[0].max, profile.loudness_lufs.len()), (1, 0.45, 0));
    let recording = Recording::inspect(&Source::bytes("a.wav", bytes)).expect("a recording");
    let nothing = Meter::new(&recording).expect("a meter").with_profile().analysis();
    assert_eq!(nothing.profile.expect("a profile").envelope, []);
}
