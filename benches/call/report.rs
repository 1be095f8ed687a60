//! The runs of each contender, and their medians side by side.

use std::fmt;

use crate::Failure;

/// One run: CPU and wall time of a call, in microseconds.
type Run = [f64; 2];

/// All runs, in the order of the contenders.
#[derive(Default)]
pub(crate) struct Table(Vec<(String, Vec<Run>)>);

impl Table {
    /// Adds a run, as a contender prints it.
    pub(crate) fn add(&mut self, name: &str, line: &str) -> Result<(), Failure> {
        let values = line.split_whitespace().map(str::parse).collect::<Result<Vec<f64>, _>>()?;
        let [cpu, wall, calls] = values[..] else { return Err(format!("{name}: {line}").into()) };
        let run = [cpu * 1e6 / calls, wall * 1e6 / calls];
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, runs)) => runs.push(run),
            None => self.0.push((name.to_owned(), vec![run])),
        }
        Ok(())
    }

    /// Returns the median, over all rounds, of the CPU time as a multiple of another contender's in the same round.
    fn ratio(&self, runs: &[Run], name: &str) -> f64 {
        let others = self.0.iter().find(|(known, _)| known == name).map_or(&[][..], |(_, runs)| runs);
        Spread::of(runs.iter().zip(others).map(|(run, other)| run[0] / other[0])).median
    }
}

/// The median of some values, and the smallest and the largest of them.
pub(crate) struct Spread {
    pub(crate) median: f64,
    smallest: f64,
    largest: f64,
}

impl Spread {
    pub(crate) fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.collect();
        values.sort_by(f64::total_cmp);
        let at = |n: usize| values.get(n).copied().unwrap_or(f64::NAN);
        Self { median: at(values.len() / 2), smallest: at(0), largest: at(values.len().saturating_sub(1)) }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:.1} ({:.1}-{:.1})", self.median, self.smallest, self.largest))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "µs per call, medians (smallest-largest); a ratio of CPU times is the median of the ratios of all rounds"
        )?;
        writeln!(f, "{:<22}{:>28}{:>28}{:>16}{:>8}", "", "CPU", "wall", "× bare reqwest", "× ours")?;
        for (name, runs) in &self.0 {
            let column = |n: usize| Spread::of(runs.iter().map(|run| run[n]));
            writeln!(
                f,
                "{name:<22}{:>28}{:>28}{:>16.3}{:>8.2}",
                column(0),
                column(1),
                self.ratio(runs, "bare reqwest"),
                self.ratio(runs, "ours"),
            )?;
        }
        Ok(())
    }
}
