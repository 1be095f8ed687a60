//! The rows and the marks of an axis of time.

use std::ops::Range;

/// The steps of the marks that are round for a clock, in seconds.
const STEPS: [f64; 16] =
    [1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 14_400.0, 43_200.0];
/// The largest number of marks.
const MARKS: f64 = 12.0;
/// The longest row, and the largest number of rows.
const ROW: f64 = 1_800.0;
const ROWS: f64 = 24.0;
/// The shortest time of an axis, in seconds.
const SHORTEST: f64 = 1e-4;

/// Divides a recording of this many seconds into rows of equal length: of half an hour at most, unless that were too many.
pub(super) fn rows(seconds: f64) -> Vec<Range<f64>> {
    let seconds = if seconds.is_finite() { seconds.max(SHORTEST) } else { SHORTEST };
    let count = (seconds / ROW).ceil().clamp(1.0, ROWS);
    // Several rows begin at whole minutes.
    let length = if count > 1.0 { (seconds / count / 60.0).ceil() * 60.0 } else { seconds };
    let rows = (0..count as u32).map(|row| f64::from(row) * length..f64::from(row + 1) * length);
    rows.filter(|row| row.start < seconds).collect()
}

/// Returns the distance of the marks on an axis.
pub(super) fn step(time: &Range<f64>) -> f64 {
    let least = ((time.end - time.start) / MARKS).max(SHORTEST / 100.0);
    if least > STEPS[0] / 2.0 {
        return STEPS.into_iter().find(|step| *step >= least).unwrap_or((least / 86_400.0).ceil() * 86_400.0);
    }
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= least).unwrap_or(least)
}

/// Returns the marks on an axis.
pub(super) fn marks(time: &Range<f64>) -> Vec<f64> {
    let step = step(time);
    let first = (time.start / step).ceil();
    let all = (0..=MARKS as u32 + 1).map(|n| (first + f64::from(n)) * step);
    all.take_while(|mark| *mark <= time.end * (1.0 + 1e-9)).collect()
}

/// Returns the label of a mark, as `h:mm:ss` or `m:ss`, with as many decimals as the step needs.
pub(super) fn label(seconds: f64, step: f64) -> String {
    let decimals = if step >= 1.0 { 0 } else { (-(step * 1.000_001).log10().floor()) as usize };
    // Rounded before it is divided: 59.99 must not become 0:60.
    let unit = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    let rounded = (seconds * unit).round() / unit;
    let (whole, rest) = (rounded.floor(), rounded - rounded.floor());
    let whole = whole as u64;
    let fraction = if decimals > 0 { format!("{rest:.decimals$}")[1..].to_owned() } else { String::new() };
    match whole / 3600 {
        0 => format!("{}:{:02}{fraction}", whole / 60, whole % 60),
        hours => format!("{hours}:{:02}:{:02}{fraction}", whole / 60 % 60, whole % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_half_an_hour_at_most_and_cover_the_recording() {
        let count = |seconds: f64| rows(seconds).len();
        assert_eq!([0.0, 2.0, 1_800.0, 1_801.0, 3_700.0, 10_800.0].map(count), [1, 1, 1, 2, 3, 6]);
        assert_eq!(rows(3_700.0), [0.0..1_260.0, 1_260.0..2_520.0, 2_520.0..3_780.0]);
        for seconds in [1e-9, 5.0, 1_900.0, 40_000.0, 1e6, 1e12] {
            let rows = rows(seconds);
            assert!(rows.len() <= 24 && rows.last().is_some_and(|row| row.end >= seconds), "{seconds}: {rows:?}");
        }
    }

    #[test]
    fn marks_are_at_round_times() {
        assert_eq!(marks(&(0.0..60.0)), [0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0, 50.0, 55.0, 60.0]);
        assert_eq!(marks(&(1_260.0..2_520.0)).first(), Some(&1_320.0));
        for end in [1e-4, 0.01, 0.3, 2.0, 7.0, 100.0, 1_800.0, 1e6, 1e9] {
            let count = marks(&(0.0..end)).len();
            assert!((3..=14).contains(&count), "{end}: {count}");
        }
    }

    #[test]
    fn a_label_has_the_decimals_of_its_step() {
        assert_eq!(label(0.0, 5.0), "0:00");
        assert_eq!(label(3_725.0, 5.0), "1:02:05");
        assert_eq!(label(0.6, 0.2), "0:00.6");
        assert_eq!(label(59.999_999, 0.2), "1:00.0");
        assert_eq!(label(0.00005, 0.00001), "0:00.00005");
    }
}
