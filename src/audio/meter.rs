//! Measures a recording from the pieces of one pass over its file.

use std::fmt;

use super::levels::Levels;
use super::loudness::Loudness;
use super::measurement::Measurement;
use super::pauses::Speech;
use super::recording::Recording;
use super::samples::Sample;

/// What is measured: less or more than this is no recording of a voice, and would take memory.
const RATES: std::ops::RangeInclusive<u32> = 4_000..=384_000;
const MOST_CHANNELS: u16 = 8;
/// Everything is measured in steps of 10 ms.
const STEPS_A_SECOND: u32 = 100;
/// The longest sample.
const LONGEST: usize = 8;

/// Measures how a recording sounds. It is shown the file's bytes from first to last, in pieces cut anywhere, and takes
/// the same little memory for any length: at most some 300 KiB.
#[derive(Debug)]
pub struct Meter {
    sample: Sample,
    /// How many bytes come before the sound, and how many of the sound are left.
    before: u64,
    left: u64,
    /// A sample that was cut in two.
    cut: [u8; LONGEST],
    cut_len: usize,
    /// 10 ms of samples, and how many there are yet.
    step: Vec<f32>,
    filled: usize,
    channels: usize,
    unusable_samples: u64,
    levels: Levels,
    loudness: Loudness,
    speech: Speech,
}

impl Meter {
    /// A meter for the file of this recording.
    ///
    /// # Errors
    /// [`NotMeasured`] when the sound is coded in a way that is not decoded here: only PCM of 8, 16, 24 and 32 bits and
    /// floating point of 32 and 64 bits is, with 1 to 8 channels and 4 to 384 kHz.
    pub fn new(recording: &Recording) -> Result<Self, NotMeasured> {
        let not = |reason| NotMeasured { reason };
        let sample = Sample::of(recording);
        let sample = sample.ok_or_else(|| {
            not(format!("sound of {} bits in {} is not measured", recording.bits_per_sample, recording.codec))
        })?;
        if !RATES.contains(&recording.sample_rate) {
            return Err(not(format!("sound with {} samples a second is not measured", recording.sample_rate)));
        }
        if recording.channels > MOST_CHANNELS {
            return Err(not(format!("sound with {} channels is not measured", recording.channels)));
        }
        let channels = usize::from(recording.channels);
        let frames = (recording.sample_rate + STEPS_A_SECOND / 2) / STEPS_A_SECOND;
        Ok(Self {
            sample,
            before: recording.sound.start,
            left: recording.sound.end.saturating_sub(recording.sound.start),
            cut: [0; LONGEST],
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

    /// The next bytes of the file. What is not sound is passed over.
    pub fn update(&mut self, bytes: &[u8]) {
        let skipped = usize::try_from(self.before).unwrap_or(usize::MAX).min(bytes.len());
        self.before -= skipped as u64;
        let bytes = &bytes[skipped..];
        let sound = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
        self.left -= sound as u64;
        self.sound(&bytes[..sound]);
    }

    fn sound(&mut self, mut bytes: &[u8]) {
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
            self.samples(&cut[..size]);
        }
        let whole = bytes.len() - bytes.len() % size;
        self.samples(&bytes[..whole]);
        let rest = &bytes[whole..];
        self.cut[..rest.len()].copy_from_slice(rest);
        self.cut_len = rest.len();
    }

    /// Whole samples.
    fn samples(&mut self, mut bytes: &[u8]) {
        let size = self.sample.bytes();
        while !bytes.is_empty() {
            let count = (bytes.len() / size).min(self.step.len() - self.filled);
            let (now, later) = bytes.split_at(count * size);
            let place = &mut self.step[self.filled..self.filled + count];
            self.unusable_samples += self.sample.decode(now, place);
            self.filled += count;
            bytes = later;
            if self.filled == self.step.len() {
                self.filled = 0;
                self.loudness.update(&self.step);
                self.speech.update(self.levels.update(&self.step));
            }
        }
    }

    /// What was measured, once the last byte was shown.
    pub fn finish(mut self) -> Measurement {
        // The last step is shorter, and too short for its own loudness.
        let rest = &self.step[..self.filled - self.filled % self.channels];
        if !rest.is_empty() {
            self.speech.update(self.levels.update(rest));
        }
        let heard = self.speech.finish();
        let level = |amplitude: f64| Some(amplitude).filter(|value| *value > 0.0).map(|value| 20.0 * value.log10());
        Measurement {
            loudness_lufs: self.loudness.integrated().map(hundredths),
            peak_dbfs: level(self.levels.peak()).map(hundredths),
            clipped_samples: self.levels.clipped_samples,
            clipped_runs: self.levels.clipped_runs,
            noise_floor_dbfs: heard.noise_floor.map(hundredths),
            silence: hundredths(100.0 * heard.silence) / 100.0,
            digital_silence: heard.digital_silence,
            dc_offset: hundredths(100.0 * self.levels.offset()) / 100.0,
            unusable_samples: self.unusable_samples,
            pauses: heard.pauses,
        }
    }
}

/// Rounded, and never minus zero.
fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0 + 0.0
}

/// Why a recording is not measured. It can be a good one all the same.
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
