//! Measures the samples of 10 ms: the peak, the clipping, the offset and the power.

use super::speech::Level;

/// The number of samples in a row at full scale from which they count as clipped; one or two may be merely loud.
const CLIPPED_FROM: u64 = 3;
/// The number of sums that are computed side by side, for the machine's wide registers.
const LANES: usize = 16;

/// Measures peaks, clipping and the offset of the samples, 10 ms at a time.
#[derive(Debug)]
pub(super) struct Levels {
    full_scale: f32,
    peak: f32,
    sum: f64,
    samples: u64,
    /// For each channel, the number of samples at full scale up to now.
    runs: Vec<u64>,
    is_clipping: bool,
    pub(super) clipped_samples: u64,
    pub(super) clipped_runs: u64,
}

impl Levels {
    pub(super) fn new(channels: u16, full_scale: f32) -> Self {
        Self {
            full_scale,
            peak: 0.0,
            sum: 0.0,
            samples: 0,
            runs: vec![0; usize::from(channels)],
            is_clipping: false,
            clipped_samples: 0,
            clipped_runs: 0,
        }
    }

    /// Measures the next 10 ms; the channels of a sample are interleaved.
    pub(super) fn update(&mut self, samples: &[f32]) -> Level {
        let (peak, sum, squares) = scan(samples);
        self.peak = self.peak.max(peak);
        self.sum += sum;
        self.samples += samples.len() as u64;
        if self.is_clipping || peak >= self.full_scale {
            self.count_clipped(samples);
        }
        let count = samples.len().max(1) as f64;
        let mean = sum / count;
        Level { power: (squares / count - mean * mean).max(0.0), is_digital_silence: peak == 0.0 }
    }

    fn count_clipped(&mut self, samples: &[f32]) {
        for frame in samples.chunks_exact(self.runs.len()) {
            for (run, sample) in self.runs.iter_mut().zip(frame) {
                if sample.abs() < self.full_scale {
                    *run = 0;
                    continue;
                }
                *run += 1;
                if *run == CLIPPED_FROM {
                    self.clipped_runs += 1;
                    self.clipped_samples += CLIPPED_FROM;
                } else if *run > CLIPPED_FROM {
                    self.clipped_samples += 1;
                }
            }
        }
        self.is_clipping = self.runs.iter().any(|run| *run > 0);
    }

    /// Returns the largest sample, as a share of full scale.
    pub(super) fn peak(&self) -> f64 {
        f64::from(self.peak)
    }

    /// Returns the mean of all samples, as a share of full scale.
    pub(super) fn offset(&self) -> f64 {
        self.sum / self.samples.max(1) as f64
    }
}

/// Returns the largest sample, the sum of the samples, and the sum of their squares.
fn scan(samples: &[f32]) -> (f32, f64, f64) {
    let (mut peaks, mut sums, mut squares) = ([0.0_f32; LANES], [0.0_f32; LANES], [0.0_f32; LANES]);
    let mut add = |lane: usize, sample: f32| {
        let size = sample.abs();
        peaks[lane] = if size > peaks[lane] { size } else { peaks[lane] };
        sums[lane] += sample;
        squares[lane] += sample * sample;
    };
    let (chunks, rest) = samples.as_chunks::<LANES>();
    for chunk in chunks {
        chunk.iter().enumerate().for_each(|(lane, sample)| add(lane, *sample));
    }
    rest.iter().enumerate().for_each(|(lane, sample)| add(lane, *sample));
    let total = |lanes: [f32; LANES]| lanes.iter().map(|lane| f64::from(*lane)).sum();
    (peaks.into_iter().fold(0.0, f32::max), total(sums), total(squares))
}
