//! Integrated loudness after ITU-R BS.1770-5 and EBU R 128: K-weighting, blocks of 400 ms, two gates.
//!
//! The filter is written here because a pass over the file with the crate `ebur128` takes more than twice as long as with
//! everything that is measured here, and does not reach 300 MB/s on one thread (`cargo bench --workspace --bench
//! preflight`). The tests hold the loudness against that crate's.

use std::f64::consts::PI;

use super::histogram::{Histogram, decibel, power};

/// Steps of 10 ms in 100 ms, by which the gating blocks move on; four of these make a block.
const STEPS: usize = 10;
/// What a level of K-weighted power lacks to loudness.
const OFFSET: f64 = -0.691;
/// Quieter blocks never count.
const ABSOLUTE_GATE: f64 = -70.0;
const LOUDEST: f64 = 30.0;
/// Nor do those so much quieter than the rest.
const RELATIVE_GATE: f64 = -10.0;
/// Filter states below this are nothing, and would only be slow.
const NOTHING: f64 = 1e-30;

/// A filter of second order, with what it remembers of the samples before.
///
/// The next state comes from the state and the sample alone, not from the output: each sample waits for the one before
/// for one multiplication and one subtraction, which is what a recording's speed hangs on.
#[derive(Clone, Copy, Debug)]
struct Biquad {
    /// What the output takes of the sample, and what the two states do.
    direct: f64,
    into: [f64; 2],
    a: [f64; 2],
    state: [f64; 2],
}

impl Biquad {
    /// From the coefficients of the transfer function.
    fn new(b: [f64; 3], a: [f64; 2]) -> Self {
        Self { direct: b[0], into: [b[1] - a[0] * b[0], b[2] - a[1] * b[0]], a, state: [0.0; 2] }
    }

    /// The head: a shelf that lifts what is above some 1.7 kHz by 4 dB.
    fn shelf(rate: f64) -> Self {
        let (k, q) = ((PI * 1_681.974_450_955_533 / rate).tan(), 0.707_175_236_955_419_6);
        let high = 10.0_f64.powf(3.999_843_853_973_347 / 20.0);
        let band = high.powf(0.499_666_774_154_541_6);
        let all = 1.0 + k / q + k * k;
        let b = [(high + band * k / q + k * k) / all, 2.0 * (k * k - high) / all, (high - band * k / q + k * k) / all];
        Self::new(b, [2.0 * (k * k - 1.0) / all, (1.0 - k / q + k * k) / all])
    }

    /// The ear: a high-pass at 38 Hz.
    fn high_pass(rate: f64) -> Self {
        let (k, q) = ((PI * 38.135_470_876_024_44 / rate).tan(), 0.500_327_037_323_877_3);
        let all = 1.0 + k / q + k * k;
        Self::new([1.0, -2.0, 1.0], [2.0 * (k * k - 1.0) / all, (1.0 - k / q + k * k) / all])
    }

    #[inline(always)]
    fn apply(&mut self, x: f64) -> f64 {
        let [first, second] = self.state;
        self.state = [(second + self.into[0] * x) - self.a[0] * first, self.into[1] * x - self.a[1] * first];
        self.direct * x + first
    }

    /// Sets to zero what is about to become a denormal number.
    fn flush_denormals(&mut self) {
        for value in &mut self.state {
            if value.abs() < NOTHING {
                *value = 0.0;
            }
        }
    }
}

/// What a channel adds to the loudness, and its filters.
#[derive(Debug)]
struct Channel {
    weight: f64,
    shelf: Biquad,
    high_pass: Biquad,
}

impl Channel {
    /// The energy of these samples as the ear weighs them.
    #[inline(always)]
    fn energy<'a>(&mut self, samples: impl Iterator<Item = &'a f32>) -> f64 {
        let (mut shelf, mut high_pass) = (self.shelf, self.high_pass);
        let mut sum = 0.0;
        for sample in samples {
            let y = high_pass.apply(shelf.apply(f64::from(*sample)));
            sum += y * y;
        }
        shelf.flush_denormals();
        high_pass.flush_denormals();
        (self.shelf, self.high_pass) = (shelf, high_pass);
        self.weight * sum
    }
}

/// Measures loudness, 10 ms at a time.
#[derive(Debug)]
pub(super) struct Loudness {
    channels: Vec<Channel>,
    /// K-weighted energy of the step under way, and of the last four.
    energy: f64,
    steps: [f64; 4],
    blocks: usize,
    loud: Histogram,
}

impl Loudness {
    pub(super) fn new(channels: u16, rate: u32) -> Self {
        let rate = f64::from(rate);
        let channel = |place| Channel {
            weight: weight(place, channels),
            shelf: Biquad::shelf(rate),
            high_pass: Biquad::high_pass(rate),
        };
        Self {
            channels: (0..channels).map(channel).collect(),
            energy: 0.0,
            steps: [0.0; 4],
            blocks: 0,
            loud: Histogram::new(ABSOLUTE_GATE, LOUDEST),
        }
    }

    /// The next 10 ms, all channels of a sample together.
    pub(super) fn update(&mut self, samples: &[f32]) {
        let count = self.channels.len();
        match &mut *self.channels {
            [only] => self.energy += only.energy(samples.iter()),
            several => {
                for (place, channel) in several.iter_mut().enumerate().filter(|(_, channel)| channel.weight > 0.0) {
                    self.energy += channel.energy(samples.iter().skip(place).step_by(count));
                }
            }
        }
        self.blocks += 1;
        if self.blocks.is_multiple_of(STEPS) {
            self.step(samples.len() / count);
        }
    }

    /// 100 ms are full: with the 300 before them they are a gating block.
    fn step(&mut self, frames: usize) {
        self.steps.rotate_left(1);
        self.steps[3] = std::mem::take(&mut self.energy);
        if self.blocks >= 4 * STEPS {
            let mean = self.steps.iter().sum::<f64>() / (4 * STEPS * frames) as f64;
            let level = OFFSET + decibel(mean);
            if level >= ABSOLUTE_GATE {
                self.loud.add(level, mean);
            }
        }
    }

    /// The loudness of all of it in LUFS; `None` when it is shorter than 400 ms or nowhere louder than -70 LUFS.
    pub(super) fn integrated(&self) -> Option<f64> {
        let ungated = self.loud.mean_from(0.0)?;
        let gated = self.loud.mean_from(ungated * power(RELATIVE_GATE))?;
        Some(OFFSET + decibel(gated))
    }
}

/// How much a channel counts in the usual order of WAV: left, right, centre, low frequencies, and two behind.
fn weight(place: u16, channels: u16) -> f64 {
    match (channels, place) {
        (1..=3, _) | (_, 0 | 1) | (5.., 2) => 1.0,
        (4, 2 | 3) | (5, 3 | 4) | (6.., 4 | 5) => 1.41,
        _ => 0.0,
    }
}
