//! Writes a recording for experiments: sentences of synthetic syllables, with pauses between them. It does not sound
//! like a voice, but has the levels, pauses and format of one.

use std::f64::consts::TAU;
use std::path::Path;
use std::time::Duration;

use hound::{SampleFormat, WavSpec, WavWriter};

const RATE: u32 = 48_000;
const SENTENCES: usize = 5;
/// The number of syllables in a sentence.
const SYLLABLES: usize = 9;
/// The pause after a sentence, in seconds.
const PAUSE: f64 = 2.2;
/// The first two formants of some vowels, in Hz.
const VOWELS: [(f64, f64); 5] = [(730.0, 1090.0), (270.0, 2290.0), (300.0, 870.0), (530.0, 1840.0), (570.0, 840.0)];

/// Writes the recording, 48 kHz, 16 bit, mono, and returns its duration.
pub(crate) fn write(path: &Path) -> Result<Duration, hound::Error> {
    let spec = WavSpec { channels: 1, sample_rate: RATE, bits_per_sample: 16, sample_format: SampleFormat::Int };
    let mut wav = WavWriter::create(path, spec)?;
    let mut noise = 1_u32;
    for syllable in 0..SENTENCES * SYLLABLES {
        let (first, second) = VOWELS[(syllable * 7 + syllable / 3) % VOWELS.len()];
        let pitch = 190.0 + 25.0 * ((syllable * 5) % 4) as f64;
        let length = f64::from(RATE) * (0.16 + 0.03 * (syllable % 3) as f64);
        for n in 0..length as usize {
            let time = n as f64 / f64::from(RATE);
            let envelope = (n as f64 / length * TAU / 2.0).sin();
            let voice: f64 = (1..24).map(|k| harmonic(pitch, k, first, second, time)).sum();
            wav.write_sample(sample(envelope * voice + breath(&mut noise)))?;
        }
        if (syllable + 1) % SYLLABLES == 0 {
            for _ in 0..(f64::from(RATE) * PAUSE) as usize {
                wav.write_sample(sample(breath(&mut noise)))?;
            }
        }
    }
    let samples = wav.duration();
    wav.finalize()?;
    Ok(Duration::from_secs(u64::from(samples / RATE)))
}

/// Returns a sample of one harmonic of the pitch, amplified by the formants near it.
fn harmonic(pitch: f64, k: u32, first: f64, second: f64, time: f64) -> f64 {
    let frequency = pitch * f64::from(k);
    let resonance = |formant: f64, width: f64| 1.0 / (1.0 + ((frequency - formant) / width).powi(2));
    let loudness = resonance(first, 90.0) + 0.5 * resonance(second, 120.0) + 0.02;
    loudness * (TAU * frequency * time).sin() * 0.18
}

/// Returns a sample of quiet background noise.
fn breath(state: &mut u32) -> f64 {
    *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    (f64::from(*state) / f64::from(u32::MAX) - 0.5) * 0.002
}

fn sample(value: f64) -> i16 {
    (value.clamp(-1.0, 1.0) * f64::from(i16::MAX)) as i16
}
