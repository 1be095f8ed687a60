//! The course of a recording over time, for plots, in a fixed number of columns whatever its length.

use std::ops::Range;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::loudness::{LEAST, level};
use super::places::{Places, StepLength};
use crate::seconds;

/// The largest number of columns of the envelope and of the loudness. There are at least half as many once the recording
/// has as many parts.
const MAX_COLUMNS: usize = 8192;
const MAX_LOUDNESS: usize = 4096;
/// The number of pauses that are kept.
pub(super) const MAX_PAUSES: usize = 8192;
/// The number of parts of a step that become the shortest columns of the envelope: 1.25 ms.
const PARTS: usize = 8;
/// The number of measured 100 ms in the window of the short-term loudness: 3 s.
const WINDOW: usize = 30;
/// The number of samples that are compared side by side.
const LANES: usize = 8;

/// The course of a recording over time, for plots.
///
/// It has a fixed number of columns at most, so that the memory does not depend on the length of the recording: when all
/// are full, neighbours become one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Profile {
    /// The length of a column of the envelope. The last one may be shorter.
    #[serde(rename = "column_seconds", with = "seconds")]
    pub column: Duration,
    /// The smallest and the largest sample of each column: 8192 columns at most.
    pub envelope: Vec<Extremes>,
    /// The length of a column of the loudness: 100 ms or more.
    #[serde(rename = "loudness_column_seconds", with = "seconds")]
    pub loudness_column: Duration,
    /// The short-term loudness according to EBU R 128, in LUFS: the loudest one in each column, of which there are 4096
    /// at most. Each is that of the 3 s before, or of the time since the beginning. `None` if it is less than -70 LUFS.
    pub loudness_lufs: Vec<Option<f32>>,
    /// The pauses between sentences: if there are more than 8192, the longest of them.
    pub pauses: Places,
}

/// The smallest and the largest sample of all channels. 1 is full scale.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Extremes {
    /// The smallest sample.
    pub min: f32,
    /// The largest sample.
    pub max: f32,
}

/// Collects the profile, step by step.
#[derive(Debug)]
pub(super) struct ProfileBuilder {
    envelope: Columns<Extremes>,
    loudness: Columns<f32>,
    /// The power of the last 3 s, 100 ms each; the oldest is replaced.
    window: [f64; WINDOW],
    measured: usize,
}

impl ProfileBuilder {
    pub(super) fn new() -> Self {
        Self {
            envelope: Columns::new(MAX_COLUMNS, |one, other| Extremes {
                min: one.min.min(other.min),
                max: one.max.max(other.max),
            }),
            loudness: Columns::new(MAX_LOUDNESS, f32::max),
            window: [0.0; WINDOW],
            measured: 0,
        }
    }

    /// Adds the next step, of which `whole` is the number of samples if it is a whole one.
    pub(super) fn update(&mut self, samples: &[f32], whole: usize, channels: usize) {
        let frames = whole / channels;
        for part in 0..PARTS {
            let Range { start, end } = part * frames / PARTS..(part + 1) * frames / PARTS;
            let (start, end) = (start * channels, (end * channels).min(samples.len()));
            if start < end {
                self.envelope.add(extremes(&samples[start..end]));
            }
        }
    }

    /// Adds the power of the next 100 ms. The mean power of 30 of them is that of the 3 s of the short-term loudness, at a
    /// small part of the cost and the memory.
    pub(super) fn update_loudness(&mut self, power: f64) {
        self.window[self.measured % WINDOW] = power;
        self.measured += 1;
        let mean = self.window.iter().sum::<f64>() / self.measured.min(WINDOW) as f64;
        self.loudness.add(level(mean) as f32);
    }

    /// `part` is the length of the 100 ms that have a power.
    pub(super) fn finish(self, step: StepLength, part: StepLength, pauses: Places) -> Profile {
        let (envelope, parts) = self.envelope.finish();
        let (loudness, tenths) = self.loudness.finish();
        let round = |value: f32, digits: f32| (value * digits).round() / digits + 0.0;
        Profile {
            column: step.parts(parts, PARTS as u32),
            envelope: envelope
                .into_iter()
                .map(|Extremes { min, max }| Extremes { min: round(min, 1e4), max: round(max, 1e4) })
                .collect(),
            loudness_column: part.times(tenths),
            loudness_lufs: loudness
                .into_iter()
                .map(|level| Some(level).filter(|level| f64::from(*level) >= LEAST))
                .map(|level| level.map(|level| round(level, 1e2)))
                .collect(),
            pauses,
        }
    }
}

/// Values over time in a bounded number of columns.
#[derive(Debug)]
struct Columns<T> {
    /// An even number.
    capacity: usize,
    merge: fn(T, T) -> T,
    columns: Vec<T>,
    /// The number of values in a column.
    per_column: u64,
    /// The column that is not full yet, with the number of its values.
    open: Option<(T, u64)>,
}

impl<T: Copy> Columns<T> {
    fn new(capacity: usize, merge: fn(T, T) -> T) -> Self {
        Self { capacity, merge, columns: Vec::new(), per_column: 1, open: None }
    }

    fn add(&mut self, value: T) {
        let (merged, count) = match self.open.take() {
            Some((open, count)) => ((self.merge)(open, value), count + 1),
            None => (value, 1),
        };
        if count < self.per_column {
            self.open = Some((merged, count));
            return;
        }
        self.columns.push(merged);
        if self.columns.len() == self.capacity {
            let (pairs, _) = self.columns.as_chunks::<2>();
            self.columns = pairs.iter().map(|[one, two]| (self.merge)(*one, *two)).collect();
            self.per_column *= 2;
        }
    }

    /// Returns the columns, and the number of values in each but the last one.
    fn finish(mut self) -> (Vec<T>, u64) {
        self.columns.extend(self.open.map(|(open, _)| open));
        (self.columns, self.per_column)
    }
}

/// Returns the smallest and the largest sample. There must be one.
fn extremes(samples: &[f32]) -> Extremes {
    let (mut least, mut most) = ([samples[0]; LANES], [samples[0]; LANES]);
    let mut add = |lane: usize, sample: f32| {
        least[lane] = if sample < least[lane] { sample } else { least[lane] };
        most[lane] = if sample > most[lane] { sample } else { most[lane] };
    };
    let (chunks, rest) = samples.as_chunks::<LANES>();
    for chunk in chunks {
        chunk.iter().enumerate().for_each(|(lane, sample)| add(lane, *sample));
    }
    rest.iter().enumerate().for_each(|(lane, sample)| add(lane, *sample));
    Extremes {
        min: least.into_iter().fold(f32::INFINITY, f32::min),
        max: most.into_iter().fold(f32::NEG_INFINITY, f32::max),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_merged_when_all_columns_are_full() {
        for count in 0..100_u32 {
            let mut columns = Columns::new(8, u32::max);
            (0..count).for_each(|value| columns.add(value));
            let (columns, per_column) = columns.finish();
            assert!(columns.len() <= 8, "{count}: {columns:?}");
            let expected: Vec<u32> = (0..count)
                .collect::<Vec<_>>()
                .chunks(usize::try_from(per_column).expect("small"))
                .map(|values| *values.last().expect("a value"))
                .collect();
            assert_eq!(columns, expected, "{count}");
        }
    }
}
