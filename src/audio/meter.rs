//! Measures a recording in one pass over its file, piece by piece.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::levels::Levels;
use super::loudness::Loudness;
use super::places::{JoinedPlaces, Places, StepLength};
use super::profile::{MAX_PAUSES, Profile, ProfileBuilder};
use super::samples::Sample;
use super::speech::{Pauses, Speech};
use super::wav::Recording;
use crate::seconds;

/// The measured sample rates. A recording of a voice has no other, and a higher one would take more memory.
const RATES: std::ops::RangeInclusive<u32> = 4_000..=384_000;
const MAX_CHANNELS: u16 = 8;
/// The number of steps in which a second is measured.
const STEPS_PER_SECOND: u32 = 100;
/// The number of steps between two clipped samples that still belong to one place: half a second.
const NEAR: u64 = 50;
/// The length of the longest sample, in bytes.
const MAX_SAMPLE_BYTES: usize = 8;

/// Measures how a recording sounds.
///
/// The caller passes all bytes of the file in order, in pieces of any length. The memory does not depend on the length
/// of the recording. It is some 400 KiB for 48 kHz and one channel. A good third of that is 400 ms of filtered sound,
/// which are 10 MB for 384 kHz and 8 channels.
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
    /// The number of whole steps up to now.
    steps: u64,
    /// The number of unusable samples in them.
    unusable_before: u64,
    digital_silence_steps: u64,
    step_length: StepLength,
    /// The number of frames up to now, in whole steps.
    frames: u64,
    levels: Levels,
    /// `None` if it does not measure this format.
    loudness: Option<Loudness>,
    speech: Speech,
    clipping: JoinedPlaces,
    digital_silence: JoinedPlaces,
    unusable: JoinedPlaces,
    profile: Option<ProfileBuilder>,
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
            steps: 0,
            unusable_before: 0,
            digital_silence_steps: 0,
            step_length: StepLength { frames, rate: recording.sample_rate },
            frames: 0,
            levels: Levels::new(recording.channels, sample.full_scale(recording.valid_bits)),
            loudness: Loudness::new(recording.channels, recording.sample_rate),
            speech: Speech::new(),
            clipping: JoinedPlaces::new(NEAR),
            digital_silence: JoinedPlaces::new(0),
            unusable: JoinedPlaces::new(NEAR),
            profile: None,
        })
    }

    /// Turns on the [`Profile`], which plots need. It is off by default; with it, the meter takes up to 6 MiB more,
    /// whatever the length of the recording.
    #[must_use]
    pub fn with_profile(mut self) -> Self {
        self.profile = Some(ProfileBuilder::new());
        self.speech.keep_pauses(MAX_PAUSES);
        self
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
                self.end_step(self.filled);
            }
        }
    }

    /// Measures the first samples of the current step, and begins the next one.
    fn end_step(&mut self, count: usize) {
        let samples = &self.step[..count];
        let power = self.loudness.as_mut().map_or(Ok(None), |loudness| loudness.update(samples)).unwrap_or_else(|_| {
            self.loudness = None;
            None
        });
        if let Some(profile) = &mut self.profile {
            profile.update(samples, self.step.len(), self.channels);
            if let Some(power) = power {
                profile.update_loudness(power);
            }
        }
        let clipped_before = self.levels.clipped_samples;
        let level = self.levels.update(samples);
        let clipped = self.levels.clipped_samples - clipped_before;
        if clipped > 0 {
            self.clipping.add(self.steps, clipped);
        }
        if level.is_digital_silence {
            self.digital_silence_steps += 1;
            self.digital_silence.add(self.steps, 1);
        }
        let unusable = self.unusable_samples - self.unusable_before;
        if unusable > 0 {
            self.unusable_before = self.unusable_samples;
            self.unusable.add(self.steps, unusable);
        }
        self.speech.update(level);
        self.frames += (count / self.channels) as u64;
        self.steps += 1;
        self.filled = 0;
    }

    /// Returns the measurement. Call it after the last byte was passed to [`update`](Self::update).
    pub fn finish(self) -> Measurement {
        self.analysis().measurement
    }

    /// Returns the measurement with the places, and with the profile if it is on. Call it after the last byte was passed
    /// to [`update`](Self::update).
    ///
    /// ```
    /// use metastudio_voice::audio::{Meter, Recording};
    ///
    /// let mut wav = b"RIFF\x2c\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\xbb\0\0\0\x77\x01\0\x02\0\x10\0".to_vec();
    /// wav.extend(b"data\x08\0\0\0\xff\x7f\xff\x7f\xff\x7f\xff\x7f");
    /// let recording = Recording::from_reader("0.wav", wav.len() as u64, &*wav)?;
    /// let mut meter = Meter::new(&recording)?.with_profile();
    /// meter.update(&wav);
    /// let analysis = meter.analysis();
    /// assert_eq!(analysis.clipping.at[0].to_string(), "0:00:00.0");
    /// assert!(analysis.profile.is_some_and(|profile| profile.envelope[0].max > 0.99));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn analysis(mut self) -> Analysis {
        let whole_frames = self.filled - self.filled % self.channels;
        if whole_frames > 0 {
            self.end_step(whole_frames);
        }
        let step = self.step_length;
        let loudness_part = self.loudness.as_ref().map_or(step, Loudness::length);
        let end = StepLength { frames: 1, ..step }.times(self.frames);
        let speech = self.speech.finish(step, end);
        let level = |amplitude: f64| Some(amplitude).filter(|value| *value > 0.0).map(|value| 20.0 * value.log10());
        let measurement = Measurement {
            loudness_lufs: self.loudness.as_ref().and_then(Loudness::integrated).map(hundredths),
            peak_dbfs: level(self.levels.peak()).map(hundredths),
            clipped_samples: self.levels.clipped_samples,
            clipped_runs: self.levels.clipped_runs,
            noise_floor_dbfs: speech.noise_floor.map(hundredths),
            silence: hundredths(100.0 * speech.silence) / 100.0,
            digital_silence: step.times(self.digital_silence_steps).min(end),
            dc_offset: hundredths(100.0 * self.levels.offset()) / 100.0,
            unusable_samples: self.unusable_samples,
            pauses: speech.pauses,
        };
        Analysis {
            measurement,
            clipping: self.clipping.finish(step, end),
            digital_silence: self.digital_silence.finish(step, end),
            unusable_samples: self.unusable.finish(step, end),
            quiet: speech.quiet,
            noisy_pauses: speech.noisy_pauses,
            unfitting_pauses: speech.unfitting_pauses,
            stretches: speech.stretches,
            profile: self.profile.map(|profile| profile.finish(step, loudness_part, speech.all_pauses)),
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

/// The measured sound of a recording. Levels are rounded to a hundredth of a decibel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Measurement {
    /// The integrated loudness according to ITU-R BS.1770 and EBU R 128, in LUFS. Its relative threshold, 10 LU below the
    /// mean, is as exact as 0.1 LU. `None` if the sound is shorter than 400 ms or nowhere louder than -70 LUFS.
    pub loudness_lufs: Option<f64>,
    /// The largest sample, in dBFS. `None` if all samples are zero.
    pub peak_dbfs: Option<f64>,
    /// The number of samples in runs of three or more at full scale.
    pub clipped_samples: u64,
    /// The number of these runs.
    pub clipped_runs: u64,
    /// The level of the quiet parts, in dBFS (RMS, the median over pieces of 10 ms). `None` if no part is quiet, or
    /// every quiet part is digital silence.
    pub noise_floor_dbfs: Option<f64>,
    /// The share of the time that is quiet, from 0 to 1.
    pub silence: f64,
    /// The time during which every sample is zero.
    #[serde(rename = "digital_silence_seconds", with = "seconds")]
    pub digital_silence: Duration,
    /// The mean of all samples, as a share of full scale.
    pub dc_offset: f64,
    /// The number of floating-point samples that are not numbers, or at least a million times full scale. They count as
    /// silence.
    pub unusable_samples: u64,
    /// The pauses between sentences.
    pub pauses: Pauses,
}

impl fmt::Display for Measurement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.loudness_lufs {
            Some(loudness) => write!(f, "loudness {loudness:.1} LUFS")?,
            None => f.write_str("no loudness")?,
        }
        match self.peak_dbfs {
            Some(peak) => write!(f, ", peak {peak:.1} dBFS")?,
            None => f.write_str(", no sound")?,
        }
        if let Some(noise_floor) = self.noise_floor_dbfs {
            write!(f, ", noise floor {noise_floor:.0} dBFS")?;
        }
        match (self.pauses.count, self.pauses.median) {
            (1, Some(median)) => write!(f, ", 1 pause of {:.1} s", median.as_secs_f64()),
            (count, Some(median)) => write!(f, ", {count} pauses (median {:.1} s)", median.as_secs_f64()),
            _ => f.write_str(", no pause"),
        }
    }
}

/// The measured sound of a recording, with the places at which something was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Analysis {
    /// The measurement.
    pub measurement: Measurement,
    /// The clipped places. Those with the most clipped samples are the worst. Runs within half a second are one place.
    pub clipping: Places,
    /// The places in which every sample is zero. The longest are the worst.
    pub digital_silence: Places,
    /// The places with samples that are not numbers. Those with the most are the worst, and those within half a second are
    /// one place.
    pub unusable_samples: Places,
    /// The quiet places of half a second or more, also before the first sound and after the last one. The longest are the
    /// worst.
    pub quiet: Places,
    /// The pauses that are not digital silence. Those with the most noise are the worst.
    pub noisy_pauses: Places,
    /// The pauses that do not last 2 to 3 s, give or take a fifth of a second. Those farthest from it are the worst.
    pub unfitting_pauses: Places,
    /// The stretches between two pauses. The longest are the worst.
    pub stretches: Places,
    /// The course over time, if it is [turned on](Meter::with_profile).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
}
