//! Counts levels by decibel, so that a recording of any length takes the same memory.

/// The number of bins per decibel.
const BINS_PER_DECIBEL: f64 = 10.0;

/// A histogram of powers by their level, with the exact sum of each bin.
#[derive(Clone, Debug)]
pub(super) struct Histogram {
    lowest: f64,
    bins: Vec<(u64, f64)>,
}

/// Returns the level of a power, in decibels.
pub(super) fn decibel(power: f64) -> f64 {
    10.0 * power.log10()
}

/// Returns the power of a level in decibels.
pub(super) fn power(decibel: f64) -> f64 {
    10.0_f64.powf(decibel / 10.0)
}

impl Histogram {
    /// Creates a histogram of levels from `lowest` to `highest`. Levels beyond these count as the nearest of them.
    pub(super) fn new(lowest: f64, highest: f64) -> Self {
        Self { lowest, bins: vec![(0, 0.0); ((highest - lowest) * BINS_PER_DECIBEL).ceil() as usize + 1] }
    }

    pub(super) fn add(&mut self, level: f64, power: f64) {
        // The cast saturates: a level below the lowest goes to the first bin.
        let bin = (((level - self.lowest) * BINS_PER_DECIBEL) as usize).min(self.bins.len() - 1);
        self.bins[bin].0 += 1;
        self.bins[bin].1 += power;
    }

    /// Returns the level below which this share of the counted levels lies, of those below `limit`; `None` if there are
    /// none.
    pub(super) fn level_at(&self, share: f64, limit: f64) -> Option<f64> {
        let middle = |bin: usize| self.lowest + (bin as f64 + 0.5) / BINS_PER_DECIBEL;
        let below = || (0..self.bins.len()).filter(|bin| middle(*bin) < limit);
        let all: u64 = below().map(|bin| self.bins[bin].0).sum();
        let target = share * all as f64;
        let mut counted = 0;
        below().find_map(|bin| {
            counted += self.bins[bin].0;
            (counted > 0 && counted as f64 >= target).then(|| middle(bin))
        })
    }

    /// Returns the mean of the powers in the bins whose own mean is at least `least`.
    pub(super) fn mean_from(&self, least: f64) -> Option<f64> {
        let loud = self.bins.iter().filter(|(count, sum)| *count > 0 && sum / *count as f64 >= least);
        let (count, sum) = loud.fold((0, 0.0), |(count, sum), bin| (count + bin.0, sum + bin.1));
        (count > 0).then(|| sum / count as f64)
    }
}
