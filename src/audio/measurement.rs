//! The measured sound of a recording.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::seconds;

/// The measured sound of a recording. Levels are rounded to a hundredth of a decibel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Measurement {
    /// The integrated loudness according to ITU-R BS.1770 and EBU R 128, in LUFS. `None` if the sound is shorter than
    /// 400 ms or nowhere louder than -70 LUFS.
    pub loudness_lufs: Option<f64>,
    /// The largest sample, in dBFS. `None` if all samples are zero.
    pub peak_dbfs: Option<f64>,
    /// The number of samples in runs of three or more at full scale.
    pub clipped_samples: u64,
    /// The number of these runs.
    pub clipped_runs: u64,
    /// The level of the quiet parts, in dBFS (RMS, the median over pieces of 10 ms). `None` if no part is quiet, or
    /// every quiet part is digital silence.
    pub noise_floor_dbfs: Option<f64>,
    /// The share of the time that is quiet, from 0 to 1.
    pub silence: f64,
    /// The time during which every sample is zero.
    #[serde(rename = "digital_silence_seconds", with = "seconds")]
    pub digital_silence: Duration,
    /// The mean of all samples, as a share of full scale.
    pub dc_offset: f64,
    /// The number of floating-point samples that are not numbers, or at least a million times full scale. They count as
    /// silence.
    pub unusable_samples: u64,
    /// The pauses between sentences.
    pub pauses: Pauses,
}

/// The pauses between the spoken sentences.
///
/// A pause is half a second or more of quiet between two sounds. Clicks of less than 50 ms do not end it. The quiet
/// before the first sound and after the last one is not a pause. A moment is quiet if its level is below the one that
/// lies two fifths of the way, in decibels, from the noise of the room to the voice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Pauses {
    /// The number of pauses.
    pub count: u64,
    /// The number of pauses that are shorter than 2 s.
    pub shorter: u64,
    /// The number of pauses that last 2 to 3 s, give or take a fifth of a second.
    pub fitting: u64,
    /// The number of pauses that are longer than 3 s.
    pub longer: u64,
    /// The length that half of the pauses do not exceed; at most 10 s. `None` if there are no pauses.
    #[serde(rename = "median_seconds", with = "seconds::optional")]
    pub median: Option<Duration>,
    /// The longest time without a pause.
    #[serde(rename = "longest_stretch_seconds", with = "seconds")]
    pub longest_stretch: Duration,
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
