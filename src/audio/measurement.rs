//! What a recording sounds like, in numbers.

use std::fmt;
use std::time::Duration;

use serde::{Serialize, Serializer};

/// What a recording sounds like, in numbers. Levels are rounded to a hundredth of a decibel.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Measurement {
    /// Integrated loudness after ITU-R BS.1770 and EBU R 128, in LUFS. `None` when the sound is shorter than 400 ms or
    /// nowhere louder than -70 LUFS.
    pub loudness_lufs: Option<f64>,
    /// The largest sample, in dBFS. `None` when all are zero.
    pub peak_dbfs: Option<f64>,
    /// How many samples stand in rows of three or more at full scale.
    pub clipped_samples: u64,
    /// How many such rows there are.
    pub clipped_runs: u64,
    /// The level of the quiet parts, in dBFS (RMS, the median of pieces of 10 ms). `None` when no part is quiet, or
    /// every quiet part is digital silence.
    pub noise_floor_dbfs: Option<f64>,
    /// Which share of the time is quiet, from 0 to 1.
    pub silence: f64,
    /// For how long every sample is zero.
    #[serde(rename = "digital_silence_seconds", serialize_with = "seconds")]
    pub digital_silence: Duration,
    /// The mean of all samples, as a share of full scale.
    pub dc_offset: f64,
    /// Samples of floating point that are no numbers, or a million times full scale. They are taken as silence.
    pub unusable_samples: u64,
    /// The pauses between sentences.
    pub pauses: Pauses,
}

/// The pauses between sentences: quiet of half a second and more between two sounds. Clicks of less than 50 ms do not
/// end it; what is quiet before the first sound and after the last is none.
///
/// Quiet is what is nearer to the room's own noise than to the voice: two fifths of the way, in decibels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Pauses {
    /// How many there are.
    pub count: u64,
    /// How many are shorter than 2 s.
    pub shorter: u64,
    /// How many last 2 to 3 s, give or take a fifth of a second.
    pub fitting: u64,
    /// How many are longer than 3 s.
    pub longer: u64,
    /// The length that half of them do not exceed; at most 10 s. `None` when there are none.
    #[serde(rename = "median_seconds", serialize_with = "maybe_seconds")]
    pub median: Option<Duration>,
    /// The longest time without one.
    #[serde(rename = "longest_stretch_seconds", serialize_with = "seconds")]
    pub longest_stretch: Duration,
}

fn seconds<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(duration.as_secs_f64())
}

fn maybe_seconds<S: Serializer>(duration: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
    duration.map(|duration| duration.as_secs_f64()).serialize(serializer)
}

impl fmt::Display for Measurement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.loudness_lufs {
            Some(loudness) => write!(f, "loudness {loudness:.1} LUFS")?,
            None => f.write_str("no loudness")?,
        }
        match self.peak_dbfs {
            Some(peak) => write!(f, ", peak {peak:.1} dBFS")?,
            None => f.write_str(", no sound")?,
        }
        if let Some(noise_floor) = self.noise_floor_dbfs {
            write!(f, ", noise floor {noise_floor:.0} dBFS")?;
        }
        match (self.pauses.count, self.pauses.median) {
            (1, Some(median)) => write!(f, ", 1 pause of {:.1} s", median.as_secs_f64()),
            (count, Some(median)) => write!(f, ", {count} pauses (median {:.1} s)", median.as_secs_f64()),
            _ => f.write_str(", no pause"),
        }
    }
}
