//! Measures integrated loudness according to ITU-R BS.1770-5 and EBU R 128: K-weighting, blocks of 400 ms, two gates.
//!
//! The filter is written here because a pass over the file with the crate `ebur128` takes more than twice as long as
//! one with all measurements of this module, and does not reach 300 MB/s on one thread (`cargo bench --workspace
//! --bench preflight`). The tests compare the loudness with that crate's.

use std::f64::consts::PI;

use super::speech::{Histogram, decibel, power};

/// The number of 10 ms steps in 100 ms, by which the gating blocks advance; a block has four times as many.
const STEPS: usize = 10;
/// The difference between the level of K-weighted power and loudness, in decibels.
const OFFSET: f64 = -0.691;
/// The loudness below which a block never counts, in LUFS.
const ABSOLUTE_GATE: f64 = -70.0;
const LOUDEST: f64 = 30.0;
/// The distance below the mean at which a block does not count, in decibels.
const RELATIVE_GATE: f64 = -10.0;
/// The filter state below which it is set to zero: denormal numbers are slow.
const NEGLIGIBLE: f64 = 1e-30;

/// A second-order filter with its state.
///
/// The next state depends on the state and the sample alone, not on the output. Each sample therefore waits for the one
/// before it for only one multiplication and one subtraction, and that latency decides the speed of the whole filter.
#[derive(Clone, Copy, Debug)]
struct Biquad {
    /// The factors of the sample: in the output, and in the two states.
    direct: f64,
    into: [f64; 2],
    a: [f64; 2],
    state: [f64; 2],
}

impl Biquad {
    /// Creates a filter from the coefficients of its transfer function.
    fn new(b: [f64; 3], a: [f64; 2]) -> Self {
        Self { direct: b[0], into: [b[1] - a[0] * b[0], b[2] - a[1] * b[0]], a, state: [0.0; 2] }
    }

    /// Creates the first filter, which models the head: a shelf that raises frequencies above some 1.7 kHz by 4 dB.
    fn shelf(rate: f64) -> Self {
        let (k, q) = ((PI * 1_681.974_450_955_533 / rate).tan(), 0.707_175_236_955_419_6);
        let high = 10.0_f64.powf(3.999_843_853_973_347 / 20.0);
        let band = high.powf(0.499_666_774_154_541_6);
        let all = 1.0 + k / q + k * k;
        let b = [(high + band * k / q + k * k) / all, 2.0 * (k * k - high) / all, (high - band * k / q + k * k) / all];
        Self::new(b, [2.0 * (k * k - 1.0) / all, (1.0 - k / q + k * k) / all])
    }

    /// Creates the second filter, which models the ear: a high-pass at 38 Hz.
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

    /// Sets states to zero that are about to become denormal numbers.
    fn flush_denormals(&mut self) {
        for value in &mut self.state {
            if value.abs() < NEGLIGIBLE {
                *value = 0.0;
            }
        }
    }
}

/// The weight of a channel in the loudness, and its filters.
#[derive(Debug)]
struct Channel {
    weight: f64,
    shelf: Biquad,
    high_pass: Biquad,
}

impl Channel {
    /// Returns the K-weighted energy of the samples.
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
    /// The K-weighted energy of the current 100 ms, and of the four 100 ms before it.
    energy: f64,
    hops: [f64; 4],
    steps: usize,
    blocks: Histogram,
}

impl Loudness {
    pub(super) fn new(channels: u16, rate: u32) -> Self {
        let rate = f64::from(rate);
        let channel = |index| Channel {
            weight: weight(index, channels),
            shelf: Biquad::shelf(rate),
            high_pass: Biquad::high_pass(rate),
        };
        Self {
            channels: (0..channels).map(channel).collect(),
            energy: 0.0,
            hops: [0.0; 4],
            steps: 0,
            blocks: Histogram::new(ABSOLUTE_GATE, LOUDEST),
        }
    }

    /// Measures the next 10 ms; the channels of a sample are interleaved.
    pub(super) fn update(&mut self, samples: &[f32]) {
        let count = self.channels.len();
        match &mut *self.channels {
            [only] => self.energy += only.energy(samples.iter()),
            several => {
                for (index, channel) in several.iter_mut().enumerate().filter(|(_, channel)| channel.weight > 0.0) {
                    self.energy += channel.energy(samples.iter().skip(index).step_by(count));
                }
            }
        }
        self.steps += 1;
        if self.steps.is_multiple_of(STEPS) {
            self.end_hop(samples.len() / count);
        }
    }

    /// Ends 100 ms. With the 300 ms before them they are a gating block.
    fn end_hop(&mut self, frames: usize) {
        self.hops.rotate_left(1);
        self.hops[3] = std::mem::take(&mut self.energy);
        if self.steps >= 4 * STEPS {
            let mean = self.hops.iter().sum::<f64>() / (4 * STEPS * frames) as f64;
            let level = OFFSET + decibel(mean);
            if level >= ABSOLUTE_GATE {
                self.blocks.add(level, mean);
            }
        }
    }

    /// Returns the integrated loudness in LUFS; `None` if the sound is shorter than 400 ms or nowhere louder than -70
    /// LUFS.
    pub(super) fn integrated(&self) -> Option<f64> {
        let ungated = self.blocks.mean_from(0.0)?;
        let gated = self.blocks.mean_from(ungated * power(RELATIVE_GATE))?;
        Some(OFFSET + decibel(gated))
    }
}

/// Returns the weight of a channel in the usual order of WAV: left, right, centre, low frequencies, and two behind.
fn weight(index: u16, channels: u16) -> f64 {
    match (channels, index) {
        (1..=3, _) | (_, 0 | 1) | (5.., 2) => 1.0,
        (4, 2 | 3) | (5, 3 | 4) | (6.., 4 | 5) => 1.41,
        _ => 0.0,
    }
}
