//! Levels counted by decibel, so that a recording of any length takes the same room.

/// Bins of a decibel.
const FINE: f64 = 10.0;

/// Powers, counted by their level, with the exact sum of each bin.
#[derive(Clone, Debug)]
pub(super) struct Histogram {
    lowest: f64,
    bins: Vec<(u64, f64)>,
}

/// The level of a power.
pub(super) fn decibel(power: f64) -> f64 {
    10.0 * power.log10()
}

/// The power of a level.
pub(super) fn power(decibel: f64) -> f64 {
    10.0_f64.powf(decibel / 10.0)
}

impl Histogram {
    /// One that counts levels from `lowest` to `highest`; others are counted as these.
    pub(super) fn new(lowest: f64, highest: f64) -> Self {
        Self { lowest, bins: vec![(0, 0.0); ((highest - lowest) * FINE).ceil() as usize + 1] }
    }

    pub(super) fn add(&mut self, level: f64, power: f64) {
        // A float that does not fit becomes the nearest number that does.
        let place = (((level - self.lowest) * FINE) as usize).min(self.bins.len() - 1);
        self.bins[place].0 += 1;
        self.bins[place].1 += power;
    }

    /// The level below which this share of those counted is, of those below `limit`; `None` when there are none.
    pub(super) fn level_at(&self, share: f64, limit: f64) -> Option<f64> {
        let middle = |place: usize| self.lowest + (place as f64 + 0.5) / FINE;
        let below = || (0..self.bins.len()).filter(|place| middle(*place) < limit);
        let all: u64 = below().map(|place| self.bins[place].0).sum();
        let wanted = share * all as f64;
        let mut seen = 0;
        below().find_map(|place| {
            seen += self.bins[place].0;
            (seen > 0 && seen as f64 >= wanted).then(|| middle(place))
        })
    }

    /// The mean of the powers in those bins whose own mean is at least this.
    pub(super) fn mean_from(&self, least: f64) -> Option<f64> {
        let loud = self.bins.iter().filter(|(count, sum)| *count > 0 && sum / *count as f64 >= least);
        let (count, sum) = loud.fold((0, 0.0), |(count, sum), bin| (count + bin.0, sum + bin.1));
        (count > 0).then(|| sum / count as f64)
    }
}
