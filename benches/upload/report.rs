//! The runs of each contender: their medians, and the goals beside the measured figures.

use std::collections::BTreeMap;
use std::fmt;

use crate::Failure;

/// One run: wall seconds, CPU seconds, peak KiB.
type Run = [f64; 3];

const WALL: usize = 0;
const CPU: usize = 1;
const PEAK: usize = 2;
const OURS: &str = "ours";

/// All runs of all contenders.
pub(crate) struct Table {
    mib: u64,
    tls: bool,
    runs: BTreeMap<String, Vec<Run>>,
}

impl Table {
    /// Makes a table for recordings of this size.
    pub(crate) fn new(mib: u64, tls: bool) -> Self {
        Self { mib, tls, runs: BTreeMap::new() }
    }

    /// Adds a run, as a contender prints it.
    pub(crate) fn add(&mut self, name: &str, line: &str) -> Result<(), Failure> {
        self.runs.entry(name.to_owned()).or_default().push(read(name, line)?);
        Ok(())
    }

    fn column(&self, name: &str, column: usize) -> Vec<f64> {
        self.runs.get(name).into_iter().flatten().map(|run| run[column]).collect()
    }

    /// Returns the median, over all rounds, of one contender's figure as a multiple of another's.
    fn ratio(&self, name: &str, of: &str, column: usize) -> f64 {
        let pairs = self.column(name, column).into_iter().zip(self.column(of, column));
        // A time that is too short to be measured counts as half of the shortest that can be.
        median(pairs.map(|(one, other)| one / other.max(0.005)).collect())
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tls = if self.tls { "TLS" } else { "plain HTTP" };
        writeln!(f, "{} MiB over {tls}, medians (smallest-largest wall time); × is a multiple of ours", self.mib)?;
        writeln!(
            f,
            "{:<14}{:>18}{:>9}{:>9}{:>10}{:>8}{:>8}",
            "", "wall s", "MB/s", "CPU s", "peak MiB", "wall ×", "CPU ×"
        )?;
        for name in self.runs.keys() {
            let walls = self.column(name, WALL);
            let smallest = walls.iter().copied().fold(f64::INFINITY, f64::min);
            let largest = walls.iter().copied().fold(0.0, f64::max);
            let wall = median(walls);
            writeln!(
                f,
                "{name:<14}{:>18}{:>9.0}{:>9.2}{:>10.1}{:>8.2}{:>8.2}",
                format!("{wall:.2} ({smallest:.2}-{largest:.2})"),
                self.mib as f64 * 1.048_576 / wall,
                median(self.column(name, CPU)),
                median(self.column(name, PEAK)) / 1024.0,
                self.ratio(name, OURS, WALL),
                self.ratio(name, OURS, CPU),
            )?;
        }
        writeln!(f)?;
        if self.runs.contains_key("python") {
            figure(f, "throughput against python", self.ratio("python", OURS, WALL), AtLeast(4.0))?;
            figure(f, "CPU against python", self.ratio(OURS, "python", CPU), AtMost(0.25))?;
        }
        figure(f, "CPU against bare reqwest", self.ratio(OURS, "bare-reqwest", CPU), AtMost(1.5))?;
        if self.runs.contains_key("zip-and-curl") {
            figure(f, "throughput against zip and curl", self.ratio("zip-and-curl", OURS, WALL), AtLeast(40.0))?;
        }
        figure(f, "peak memory, MiB", median(self.column(OURS, PEAK)) / 1024.0, AtMost(20.0))
    }
}

/// The peak memory of this crate, by the size of the recording in MiB.
#[derive(Default)]
pub(crate) struct Peaks(BTreeMap<u64, Vec<f64>>);

impl Peaks {
    pub(crate) fn add(&mut self, mib: u64, line: &str) -> Result<(), Failure> {
        self.0.entry(mib).or_default().push(read(OURS, line)?[PEAK] / 1024.0);
        Ok(())
    }
}

impl fmt::Display for Peaks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "peak memory of this crate in MiB, medians (smallest-largest)")?;
        let mut medians = Vec::new();
        for (mib, peaks) in &self.0 {
            let smallest = peaks.iter().copied().fold(f64::INFINITY, f64::min);
            let largest = peaks.iter().copied().fold(0.0, f64::max);
            medians.push(median(peaks.clone()));
            writeln!(f, "{mib:>6} MiB: {:.2} ({smallest:.2}-{largest:.2})", median(peaks.clone()))?;
        }
        writeln!(f)?;
        let (first, last) = (medians.first().copied().unwrap_or(f64::NAN), medians.last().copied().unwrap_or(f64::NAN));
        figure(f, "peak memory, MiB", first.max(last), AtMost(20.0))?;
        figure(f, "the largest against the smallest, MiB", (last - first).abs(), AtMost(1.0))
    }
}

/// A goal for a figure.
enum Goal {
    AtLeast(f64),
    AtMost(f64),
}

use Goal::{AtLeast, AtMost};

fn figure(f: &mut fmt::Formatter<'_>, label: &str, value: f64, goal: Goal) -> fmt::Result {
    let (sign, limit, reached) = match goal {
        AtLeast(limit) => ('≥', limit, value >= limit),
        AtMost(limit) => ('≤', limit, value <= limit),
    };
    let reached = if reached { "reached" } else { "MISSED" };
    writeln!(f, "{label:<40}{value:>8.2}   {sign} {limit:<6}{reached}")
}

fn read(name: &str, line: &str) -> Result<Run, Failure> {
    let values = line.split_whitespace().map(str::parse).collect::<Result<Vec<f64>, _>>()?;
    values.try_into().map_err(|_| format!("{name}: {line}").into())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
