//! Measures the loudness according to ITU-R BS.1770 and EBU R 128, and the power of each 100 ms on the way.
//!
//! The filter is the one of the crate `ebur128`. Its gate is not used: it sums every sample four times, because its blocks
//! of 400 ms begin every 100 ms, and the profile would sum it a fifth time. Here each sample is summed once.

use std::fmt;

use ebur128::{EbuR128, Mode};

use super::places::StepLength;

/// The number of measured parts in a block of the gate: 400 ms. Blocks overlap by three of them.
const PARTS: usize = 4;
/// The absolute threshold, in LUFS: EBU R 128 counts nothing below it.
pub(super) const LEAST: f64 = -70.0;
/// The relative threshold, as a share of the mean power: 10 LU less.
const RELATIVE: f64 = 0.1;
/// The number of levels that the gate tells apart in a LU.
const PER_LU: f64 = 10.0;
/// Up to 30 LUFS. Louder blocks, which no recording of integers has, pass the gate together.
const LEVELS: usize = 1000;

/// Measures the loudness of samples that are passed in order, in constant memory.
pub(super) struct Loudness {
    filter: EbuR128,
    /// The number of samples in 100 ms, and of those that are still missing in the current ones.
    part: usize,
    missing: usize,
    /// The length of these 100 ms, which are a whole number of frames.
    length: StepLength,
    /// The power of the last parts; the oldest is replaced.
    recent: [f64; PARTS],
    measured: usize,
    gate: Gate,
}

impl Loudness {
    /// Returns `None` if the crate does not take this format.
    pub(super) fn new(channels: u16, rate: u32) -> Option<Self> {
        // As in the crate. Of 1103 frames at 11,025 Hz, its `loudness_window` sums the last 1102.
        let frames = (rate + 5) / 10;
        let part = frames as usize * usize::from(channels);
        Some(Self {
            filter: EbuR128::new(channels.into(), rate, Mode::M).ok()?,
            part,
            missing: part,
            length: StepLength { frames, rate },
            recent: [0.0; PARTS],
            measured: 0,
            gate: Gate::new(),
        })
    }

    /// Measures the next whole frames, 100 ms at most, and returns the power of the last 100 ms if they end in these
    /// frames. The power of a loudness of 0 LUFS is 1.
    pub(super) fn update(&mut self, samples: &[f32]) -> Result<Option<f64>, ebur128::Error> {
        if samples.len() < self.missing {
            self.filter.add_frames_f32(samples)?;
            self.missing -= samples.len();
            return Ok(None);
        }
        let (last, next) = samples.split_at(self.missing);
        self.filter.add_frames_f32(last)?;
        let power = power(self.filter.loudness_window(100)?);
        self.filter.add_frames_f32(next)?;
        self.missing = self.part - next.len();
        self.recent[self.measured % PARTS] = power;
        self.measured += 1;
        if self.measured >= PARTS {
            self.gate.add(self.recent.iter().sum::<f64>() / PARTS as f64);
        }
        Ok(Some(power))
    }

    /// Returns the length of the 100 ms, which is not exact at a rate that is no multiple of 10.
    pub(super) fn length(&self) -> StepLength {
        self.length
    }

    /// Returns the integrated loudness, in LUFS. `None` if no block was as loud as -70 LUFS.
    pub(super) fn integrated(&self) -> Option<f64> {
        self.gate.mean().map(level)
    }
}

impl fmt::Debug for Loudness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loudness")
            .field("length", &self.length)
            .field("measured", &self.measured)
            .finish_non_exhaustive()
    }
}

/// Returns the loudness of this power, in LUFS.
pub(super) fn level(power: f64) -> f64 {
    10.0 * power.log10()
}

fn power(level: f64) -> f64 {
    10.0_f64.powf(level / 10.0)
}

/// Leaves out the blocks below both thresholds of EBU R 128. The second one is known only at the end, so that blocks are
/// counted by their level.
struct Gate {
    /// The number of the blocks of each level, and the sum of their powers.
    blocks: Vec<(u64, f64)>,
}

impl Gate {
    fn new() -> Self {
        Self { blocks: vec![(0, 0.0); LEVELS] }
    }

    fn add(&mut self, power: f64) {
        let above = level(power) - LEAST;
        if above >= 0.0 {
            let (count, sum) = &mut self.blocks[((above * PER_LU) as usize).min(LEVELS - 1)];
            *count += 1;
            *sum += power;
        }
    }

    /// Returns the mean power of the blocks that are no more than 10 LU below the mean of all.
    fn mean(&self) -> Option<f64> {
        let mean = |least: f64| {
            let (count, sum) = self
                .blocks
                .iter()
                .filter(|(count, sum)| *sum >= least * *count as f64)
                .fold((0, 0.0), |(count, sum), (more, power)| (count + more, sum + power));
            (count > 0).then(|| sum / count as f64)
        };
        mean(mean(0.0)? * RELATIVE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The error that EBU Tech 3341 allows a meter, in LU.
    const TOLERANCE: f64 = 0.1;

    /// Returns reproducible noise whose level changes four times a second, from silence to full scale.
    fn noise(seed: u64, frames: usize, channels: u16, rate: u32) -> Vec<f32> {
        let mut state = seed;
        let mut next = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f32 / (1 << 24) as f32
        };
        let mut samples = Vec::new();
        let mut gain = 0.0;
        for frame in 0..frames {
            if frame.is_multiple_of(rate as usize / 4) {
                gain = if next() < 0.2 { 0.0 } else { 10_f32.powf(-4.0 * next()) };
            }
            samples.extend((0..channels).map(|_| gain * (2.0 * next() - 1.0)));
        }
        samples
    }

    fn measured(samples: &[f32], channels: u16, rate: u32, step: usize) -> Option<f64> {
        let mut loudness = Loudness::new(channels, rate).expect("a usual format");
        for step in samples.chunks(step * usize::from(channels)) {
            loudness.update(step).expect("whole frames");
        }
        loudness.integrated()
    }

    fn by_the_crate(samples: &[f32], channels: u16, rate: u32) -> Option<f64> {
        let mut meter = EbuR128::new(channels.into(), rate, Mode::I).expect("a usual format");
        meter.add_frames_f32(samples).expect("whole frames");
        meter.loudness_global().ok().filter(|level| level.is_finite())
    }

    #[test]
    fn the_loudness_is_that_of_the_crate_which_keeps_every_block() {
        for (seed, rate) in [4_000, 11_025, 22_050, 44_056, 48_000].into_iter().enumerate() {
            for channels in [1, 2, 6] {
                for tenths in [3, 5, 37, 120] {
                    let frames = rate as usize * tenths / 10 + 7;
                    let samples = noise(seed as u64 + 40 * tenths as u64, frames, channels, rate);
                    let (own, expected) = (
                        measured(&samples, channels, rate, rate as usize / 100),
                        by_the_crate(&samples, channels, rate),
                    );
                    let near = match (own, expected) {
                        (Some(own), Some(expected)) => (own - expected).abs() < TOLERANCE,
                        (own, expected) => own == expected,
                    };
                    assert!(near, "{rate} Hz, {channels} channels, {tenths} tenths: {own:?}, {expected:?}");
                }
            }
        }
    }

    #[test]
    fn the_loudness_does_not_depend_on_the_steps() {
        let samples = noise(7, 100_000, 2, 22_050);
        let whole = measured(&samples, 2, 22_050, 2_205);
        for step in [1, 219, 221, 2_204] {
            assert_eq!(measured(&samples, 2, 22_050, step), whole, "{step}");
        }
    }

    #[test]
    fn each_100_ms_has_a_power_and_only_a_whole_block_a_loudness() {
        let mut loudness = Loudness::new(1, 8_000).expect("a usual format");
        let powers: Vec<usize> = (0..39).filter(|_| loudness.update(&[0.5; 80]).expect("frames").is_some()).collect();
        assert_eq!((powers, loudness.integrated()), (vec![9, 19, 29], None));
        assert!(loudness.update(&[0.5; 80]).expect("frames").is_some_and(|power| power > 0.0));
        assert!(loudness.integrated().is_some());
    }
}
