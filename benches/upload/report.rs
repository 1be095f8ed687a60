//! The runs of each contender, and their medians beside ours.

use std::collections::BTreeMap;
use std::fmt;

use crate::Failure;

/// One run: wall seconds, CPU seconds, peak KiB.
type Run = [f64; 3];

/// All runs.
pub(crate) struct Table {
    mib: u64,
    runs: BTreeMap<String, Vec<Run>>,
}

impl Table {
    /// For recordings of this size.
    pub(crate) fn new(mib: u64) -> Self {
        Self { mib, runs: BTreeMap::new() }
    }

    /// Adds a run, as a contender prints it.
    pub(crate) fn add(&mut self, name: &str, line: &str) -> Result<(), Failure> {
        let values = line.split_whitespace().map(str::parse).collect::<Result<Vec<f64>, _>>()?;
        let run: Run = values.try_into().map_err(|_| format!("{name}: {line}"))?;
        self.runs.entry(name.to_owned()).or_default().push(run);
        Ok(())
    }

    fn median(&self, name: &str, column: usize) -> f64 {
        let mut values: Vec<f64> = self.runs.get(name).into_iter().flatten().map(|run| run[column]).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} MiB, medians (smallest-largest wall time)", self.mib)?;
        writeln!(
            f,
            "{:<14}{:>16}{:>9}{:>9}{:>10}{:>8}{:>8}",
            "", "wall s", "MB/s", "CPU s", "peak MiB", "wall ×", "CPU ×"
        )?;
        for (name, runs) in &self.runs {
            let wall = self.median(name, 0);
            let smallest = runs.iter().map(|run| run[0]).fold(f64::INFINITY, f64::min);
            let largest = runs.iter().map(|run| run[0]).fold(0.0, f64::max);
            writeln!(
                f,
                "{name:<14}{:>16}{:>9.0}{:>9.2}{:>10.1}{:>8.2}{:>8.2}",
                format!("{wall:.2} ({smallest:.2}-{largest:.2})"),
                self.mib as f64 * 1.048_576 / wall,
                self.median(name, 1),
                self.median(name, 2) / 1024.0,
                wall / self.median("ours", 0),
                self.median(name, 1) / self.median("ours", 1),
            )?;
        }
        Ok(())
    }
}
