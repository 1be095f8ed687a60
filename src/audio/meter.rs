//! Measures a recording in one pass over its file, piece by piece.

use std::fmt;

use super::levels::Levels;
use super::loudness::Loudness;
use super::measurement::Measurement;
use super::pauses::Speech;
use super::recording::Recording;
use super::samples::Sample;

/// The measured sample rates. A recording of a voice has no other, and a higher one would take more memory.
const RATES: std::ops::RangeInclusive<u32> = 4_000..=384_000;
const MAX_CHANNELS: u16 = 8;
/// The number of steps in which a second is measured.
const STEPS_PER_SECOND: u32 = 100;
/// The length of the longest sample, in bytes.
const MAX_SAMPLE_BYTES: usize = 8;

/// Measures how a recording sounds.
///
/// The caller passes all bytes of the file in order, in pieces of any length. The memory does not depend on the length
/// of the recording: it is at most some 300 KiB.
#[derive(Debug)]
pub struct Meter {
    sample: Sample,
    /// The number of bytes before the sound that are still to come.
    before: u64,
    /// The number of bytes of the sound that are still to come.
    left: u64,
    /// The beginning of a sample that continues in the next piece.
    cut: [u8; MAX_SAMPLE_BYTES],
    cut_len: usize,
    /// 10 ms of samples, of which `filled` are there yet.
    step: Vec<f32>,
    filled: usize,
    channels: usize,
    unusable_samples: u64,
    levels: Levels,
    loudness: Loudness,
    speech: Speech,
}

impl Meter {
    /// Creates a meter for the file of this recording.
    ///
    /// # Errors
    /// [`NotMeasured`] if the meter cannot decode the sound. It decodes PCM of 8, 16, 24 and 32 bits and floating point
    /// of 32 and 64 bits, with 1 to 8 channels and 4 to 384 kHz.
    pub fn new(recording: &Recording) -> Result<Self, NotMeasured> {
        let not_measured = |reason| NotMeasured { reason };
        let sample = Sample::of(recording).ok_or_else(|| {
            let Recording { bits_per_sample, codec, .. } = recording;
            not_measured(format!("sound of {bits_per_sample} bits in {codec} is not measured"))
        })?;
        if !RATES.contains(&recording.sample_rate) {
            let rate = recording.sample_rate;
            return Err(not_measured(format!("sound with {rate} samples per second is not measured")));
        }
        if recording.channels > MAX_CHANNELS {
            return Err(not_measured(format!("sound with {} channels is not measured", recording.channels)));
        }
        let channels = usize::from(recording.channels);
        let frames = (recording.sample_rate + STEPS_PER_SECOND / 2) / STEPS_PER_SECOND;
        Ok(Self {
            sample,
            before: recording.sound.start,
            left: recording.sound.end.saturating_sub(recording.sound.start),
            cut: [0; MAX_SAMPLE_BYTES],
            cut_len: 0,
            step: vec![0.0; frames as usize * channels],
            filled: 0,
            channels,
            unusable_samples: 0,
            levels: Levels::new(recording.channels, sample.full_scale(recording.valid_bits)),
            loudness: Loudness::new(recording.channels, recording.sample_rate),
            speech: Speech::new(),
        })
    }

    /// Measures the next bytes of the file. Bytes that are not sound are ignored.
    pub fn update(&mut self, bytes: &[u8]) {
        let skipped = usize::try_from(self.before).unwrap_or(usize::MAX).min(bytes.len());
        self.before -= skipped as u64;
        let bytes = &bytes[skipped..];
        let sound = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
        self.left -= sound as u64;
        self.update_sound(&bytes[..sound]);
    }

    fn update_sound(&mut self, mut bytes: &[u8]) {
        let size = self.sample.bytes();
        if self.cut_len > 0 {
            let missing = (size - self.cut_len).min(bytes.len());
            self.cut[self.cut_len..self.cut_len + missing].copy_from_slice(&bytes[..missing]);
            self.cut_len += missing;
            bytes = &bytes[missing..];
            if self.cut_len < size {
                return;
            }
            let cut = self.cut;
            self.cut_len = 0;
            self.update_samples(&cut[..size]);
        }
        let whole = bytes.len() - bytes.len() % size;
        self.update_samples(&bytes[..whole]);
        let rest = &bytes[whole..];
        self.cut[..rest.len()].copy_from_slice(rest);
        self.cut_len = rest.len();
    }

    /// Measures whole samples.
    fn update_samples(&mut self, mut bytes: &[u8]) {
        let size = self.sample.bytes();
        while !bytes.is_empty() {
            let count = (bytes.len() / size).min(self.step.len() - self.filled);
            let (now, later) = bytes.split_at(count * size);
            let samples = &mut self.step[self.filled..self.filled + count];
            self.unusable_samples += self.sample.decode(now, samples);
            self.filled += count;
            bytes = later;
            if self.filled == self.step.len() {
                self.filled = 0;
                self.loudness.update(&self.step);
                self.speech.update(self.levels.update(&self.step));
            }
        }
    }

    /// Returns the measurement. Call it after the last byte was passed to [`update`](Self::update).
    pub fn finish(mut self) -> Measurement {
        // The last step may be shorter; it is then too short for its own loudness.
        let rest = &self.step[..self.filled - self.filled % self.channels];
        if !rest.is_empty() {
            self.speech.update(self.levels.update(rest));
        }
        let speech = self.speech.finish();
        let level = |amplitude: f64| Some(amplitude).filter(|value| *value > 0.0).map(|value| 20.0 * value.log10());
        Measurement {
            loudness_lufs: self.loudness.integrated().map(hundredths),
            peak_dbfs: level(self.levels.peak()).map(hundredths),
            clipped_samples: self.levels.clipped_samples,
            clipped_runs: self.levels.clipped_runs,
            noise_floor_dbfs: speech.noise_floor.map(hundredths),
            silence: hundredths(100.0 * speech.silence) / 100.0,
            digital_silence: speech.digital_silence,
            dc_offset: hundredths(100.0 * self.levels.offset()) / 100.0,
            unusable_samples: self.unusable_samples,
            pauses: speech.pauses,
        }
    }
}

/// Rounds to two decimals, and never to minus zero.
fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0 + 0.0
}

/// The reason why a recording is not measured. The recording can be a good one all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotMeasured {
    reason: String,
}

impl fmt::Display for NotMeasured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for NotMeasured {}
