//! The places of a recording at which something was found, of which no more than a fixed number are kept.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;
use std::ops::Range;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::seconds;

/// The number of places of one kind that are kept.
pub(super) const MAX_PLACES: usize = 50;

/// A part of a recording, in seconds from its beginning.
///
/// `Display` writes `h:mm:ss.s`: of a part of a second or more the start and the end, of a shorter one the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TimeRange {
    /// The time at which the part begins.
    #[serde(with = "seconds")]
    pub start: Duration,
    /// The time at which the part ends.
    #[serde(with = "seconds")]
    pub end: Duration,
}

impl TimeRange {
    /// Creates a range from its start and its end. A range that would end before its start has no length.
    pub fn new(start: Duration, end: Duration) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Returns the length of the part.
    pub fn length(&self) -> Duration {
        self.end.saturating_sub(self.start)
    }
}

impl fmt::Display for TimeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Time(self.start))?;
        if self.length() >= Duration::from_secs(1) {
            write!(f, "-{}", Time(self.end))?;
        }
        Ok(())
    }
}

/// Writes a time as `h:mm:ss.s`. The tenths are cut, as a clock shows them.
struct Time(Duration);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, tenths) = (self.0.as_secs(), self.0.subsec_millis() / 100);
        write!(f, "{}:{:02}:{:02}.{tenths}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }
}

/// The places at which something was found: the 50 worst of them, in the order of time.
///
/// The description of each kind says which places are the worst. Places that are nearly adjacent may be one range.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Places {
    /// The places, in the order of time.
    pub at: Vec<TimeRange>,
    /// The number of places that are not listed, because there are more than 50.
    #[serde(default)]
    pub left_out: u64,
}

/// The length of the steps in which a recording is measured, as a number of frames at a sample rate.
#[derive(Clone, Copy, Debug)]
pub(super) struct StepLength {
    pub(super) frames: u32,
    pub(super) rate: u32,
}

impl StepLength {
    /// Returns the length of a number of steps.
    pub(super) fn times(self, steps: u64) -> Duration {
        self.parts(steps, 1)
    }

    /// Returns the length of `count` parts of a step, of which a step has `per_step`.
    pub(super) fn parts(self, count: u64, per_step: u32) -> Duration {
        let nanos = u128::from(count) * u128::from(self.frames) * 1_000_000_000;
        let nanos = nanos / (u128::from(per_step) * u128::from(self.rate.max(1)));
        Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
    }
}

/// Keeps the places of the highest rank, up to a fixed number. Of places of the same rank it keeps the earlier ones.
#[derive(Clone, Debug)]
pub(super) struct WorstPlaces {
    capacity: usize,
    /// The rank, the first step and the one after the last: the least rank comes first.
    kept: BinaryHeap<Reverse<(u64, Reverse<u64>, u64)>>,
    left_out: u64,
}

impl WorstPlaces {
    pub(super) fn new(capacity: usize) -> Self {
        Self { capacity, kept: BinaryHeap::new(), left_out: 0 }
    }

    pub(super) fn add(&mut self, steps: Range<u64>, rank: u64) {
        let place = Reverse((rank, Reverse(steps.start), steps.end));
        if self.kept.len() < self.capacity {
            self.kept.push(place);
            return;
        }
        self.left_out += 1;
        if let Some(mut least) = self.kept.peek_mut()
            && place < *least
        {
            *least = place;
        }
    }

    /// Returns the places as times, none of which is after `end`.
    pub(super) fn finish(self, step: StepLength, end: Duration) -> Places {
        let mut steps: Vec<_> = self.kept.into_iter().map(|Reverse((_, Reverse(start), end))| start..end).collect();
        steps.sort_unstable_by_key(|steps| steps.start);
        let time = |steps| step.times(steps).min(end);
        let at = steps.into_iter().map(|steps| TimeRange::new(time(steps.start), time(steps.end))).collect();
        Places { at, left_out: self.left_out }
    }
}

/// Joins steps that are near to each other to places. The rank of a place is the sum of those of its steps.
#[derive(Clone, Debug)]
pub(super) struct JoinedPlaces {
    /// The number of steps between two steps that still belong to one place.
    gap: u64,
    open: Option<(Range<u64>, u64)>,
    worst: WorstPlaces,
}

impl JoinedPlaces {
    pub(super) fn new(gap: u64) -> Self {
        Self { gap, open: None, worst: WorstPlaces::new(MAX_PLACES) }
    }

    /// Adds a step, which must be after all those before.
    pub(super) fn add(&mut self, step: u64, rank: u64) {
        match &mut self.open {
            Some((steps, sum)) if step - steps.end <= self.gap => {
                steps.end = step + 1;
                *sum += rank;
            }
            open => {
                if let Some((steps, sum)) = open.replace((step..step + 1, rank)) {
                    self.worst.add(steps, sum);
                }
            }
        }
    }

    pub(super) fn finish(mut self, step: StepLength, end: Duration) -> Places {
        if let Some((steps, sum)) = self.open.take() {
            self.worst.add(steps, sum);
        }
        self.worst.finish(step, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEP: StepLength = StepLength { frames: 480, rate: 48_000 };

    fn starts(places: &Places) -> Vec<u128> {
        places.at.iter().map(|range| range.start.as_millis() / 10).collect()
    }

    #[test]
    fn the_places_of_the_highest_rank_are_kept_in_the_order_of_time() {
        let mut worst = WorstPlaces::new(3);
        for (start, rank) in [(10, 5), (20, 1), (30, 7), (40, 5), (50, 5)] {
            worst.add(start..start + 1, rank);
        }
        let places = worst.finish(STEP, Duration::MAX);
        assert_eq!((starts(&places), places.left_out), (vec![10, 30, 40], 2));
    }

    #[test]
    fn steps_near_to_each_other_are_one_place() {
        let mut joined = JoinedPlaces::new(2);
        [3, 4, 7, 11, 12].into_iter().for_each(|step| joined.add(step, 1));
        let places = joined.finish(STEP, Duration::from_millis(125));
        let range = |start, end| TimeRange::new(Duration::from_millis(start), Duration::from_millis(end));
        assert_eq!(places.at, [range(30, 80), range(110, 125)]);
    }

    #[test]
    fn a_time_is_written_in_hours_minutes_and_tenths_of_a_second() {
        let range = |start, end| TimeRange::new(Duration::from_millis(start), Duration::from_millis(end)).to_string();
        assert_eq!(range(0, 40), "0:00:00.0");
        assert_eq!(range(3_725_990, 3_726_989), "1:02:05.9");
        assert_eq!(range(3_725_000, 3_726_000), "1:02:05.0-1:02:06.0");
        assert_eq!(TimeRange::new(Duration::from_secs(2), Duration::ZERO).length(), Duration::ZERO);
    }

    #[test]
    fn the_length_of_steps_is_exact_for_rates_that_have_no_whole_step() {
        let step = StepLength { frames: 221, rate: 22_050 };
        assert_eq!(step.times(22_050), Duration::from_secs(221));
        assert_eq!(StepLength { frames: u32::MAX, rate: 1 }.times(u64::MAX), Duration::from_nanos(u64::MAX));
    }
}
