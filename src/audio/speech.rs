//! Finds speech and the pauses in it.
//!
//! The limit between quiet and sound depends on the levels of speech and of background noise, which are known only at the
//! end. Detectors for several limits therefore run from the beginning, and the one that fits is chosen at the end. The
//! memory that this takes does not depend on the length of the recording.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::places::{MAX_PLACES, Places, StepLength, WorstPlaces};
use crate::seconds;

/// The limits for which a detector runs, in dBFS, from the lowest to the highest.
const LIMITS: [f64; 21] = {
    let mut limits = [0.0; 21];
    let mut index = 0;
    while index < 21 {
        limits[index] = -80.0 + 3.0 * index as f64;
        index += 1;
    }
    limits
};
/// The bounds of the histogram of levels, in dBFS.
const QUIETEST: f64 = -120.0;
const LOUDEST: f64 = 10.0;
/// The least distance between room and voice, in decibels. With less, the two cannot be told apart.
const MIN_RANGE: f64 = 15.0;
/// The position of the limit on the way from room to voice.
const FROM_ROOM_TO_VOICE: f64 = 0.4;
/// The shortest sound, in steps of 10 ms. A shorter one is a click.
const MIN_SOUND: u64 = 5;
/// The shortest pause, in steps of 10 ms. A shorter quiet belongs to the sentence.
const MIN_PAUSE: u64 = 50;
/// The pauses that count as 2 to 3 s, in steps of 10 ms: a fifth of a second more or less, because voices fade.
const FITTING: std::ops::RangeInclusive<u64> = 180..=320;
/// The range of levels in steps of a hundredth of a decibel, by which pauses are ranked.
const RANKS_PER_DECIBEL: f64 = 100.0;
/// The length as which longer pauses count for the median, in steps of 10 ms.
const MAX_PAUSE: usize = 1000;

/// The pauses between the spoken sentences.
///
/// A pause is half a second or more of quiet between two sounds. Clicks of less than 50 ms do not end it. The quiet
/// before the first sound and after the last one is not a pause. A moment is quiet if its level is below the one that
/// lies two fifths of the way, in decibels, from the background noise to the voice.
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

/// The level of 10 ms of sound.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level {
    /// The mean power of the sound without its offset; 1 is full scale.
    pub(super) power: f64,
    /// Whether every sample is zero.
    pub(super) is_digital_silence: bool,
}

/// Follows the levels, 10 ms at a time.
#[derive(Debug)]
pub(super) struct Speech {
    levels: Histogram,
    steps: u64,
    detectors: Vec<PauseDetector>,
}

/// The noise floor, the silence and the pauses of a whole recording.
pub(super) struct SpeechSummary {
    pub(super) noise_floor: Option<f64>,
    pub(super) silence: f64,
    pub(super) pauses: Pauses,
    /// The longest quiet parts, also those that are not between two sounds.
    pub(super) quiet: Places,
    /// The pauses with the highest level.
    pub(super) noisy_pauses: Places,
    /// The pauses that are farthest from the advised length.
    pub(super) unfitting_pauses: Places,
    /// The longest stretches without a pause.
    pub(super) stretches: Places,
    /// The longest of all pauses.
    pub(super) all_pauses: Places,
}

impl Speech {
    pub(super) fn new() -> Self {
        Self {
            levels: Histogram::new(QUIETEST, LOUDEST),
            steps: 0,
            detectors: vec![PauseDetector::new(); LIMITS.len()],
        }
    }

    /// Keeps this number of pauses of every length.
    pub(super) fn keep_pauses(&mut self, number: usize) {
        self.detectors.iter_mut().for_each(|detector| detector.all_pauses = WorstPlaces::new(number));
    }

    pub(super) fn update(&mut self, level: Level) {
        self.steps += 1;
        let decibel = if level.is_digital_silence { f64::NEG_INFINITY } else { decibel(level.power).max(QUIETEST) };
        if !level.is_digital_silence {
            self.levels.add(decibel);
        }
        for (detector, limit) in self.detectors.iter_mut().zip(LIMITS) {
            detector.update(decibel < limit, level.power);
        }
    }

    /// Returns the summary. No place is after `end`.
    pub(super) fn finish(mut self, step: StepLength, end: Duration) -> SpeechSummary {
        let any = f64::INFINITY;
        let (room, voice) = (self.levels.level_at(0.02, any), self.levels.level_at(0.95, any));
        let range = room.zip(voice).filter(|(room, voice)| voice - room >= MIN_RANGE);
        // If the room cannot be told from the voice, only near-silence counts as quiet.
        let limit = range.map_or(LIMITS[0], |(room, voice)| room + FROM_ROOM_TO_VOICE * (voice - room));
        let index = LIMITS.partition_point(|candidate| *candidate <= limit).saturating_sub(1);
        let mut detector = self.detectors.swap_remove(index);
        detector.end();
        SpeechSummary {
            noise_floor: range.and_then(|_| self.levels.level_at(0.5, LIMITS[index])),
            silence: detector.silent as f64 / self.steps.max(1) as f64,
            pauses: detector.pauses(step),
            quiet: detector.longest_quiet.finish(step, end),
            noisy_pauses: detector.noisy_pauses.finish(step, end),
            unfitting_pauses: detector.unfitting_pauses.finish(step, end),
            stretches: detector.stretches.finish(step, end),
            all_pauses: detector.all_pauses.finish(step, end),
        }
    }
}

/// Finds pauses by one limit between quiet and sound. All lengths are in steps of 10 ms.
#[derive(Clone, Debug)]
struct PauseDetector {
    /// Whether there was sound before. The quiet before the first sound is not a pause.
    has_begun: bool,
    /// The number of steps up to now.
    now: u64,
    /// The current quiet, or the quiet before a sound that may be a click.
    quiet: u64,
    /// The sum of the power of its steps.
    quiet_power: f64,
    sound: u64,
    /// The end of the last pause.
    stretch_start: u64,
    /// The time since the last pause.
    stretch: u64,
    longest_stretch: u64,
    silent: u64,
    lengths: Vec<u32>,
    shorter: u64,
    fitting: u64,
    longer: u64,
    longest_quiet: WorstPlaces,
    noisy_pauses: WorstPlaces,
    unfitting_pauses: WorstPlaces,
    stretches: WorstPlaces,
    all_pauses: WorstPlaces,
}

impl PauseDetector {
    fn new() -> Self {
        Self {
            has_begun: false,
            now: 0,
            quiet: 0,
            quiet_power: 0.0,
            sound: 0,
            stretch_start: 0,
            stretch: 0,
            longest_stretch: 0,
            silent: 0,
            lengths: vec![0; MAX_PAUSE + 1],
            shorter: 0,
            fitting: 0,
            longer: 0,
            longest_quiet: WorstPlaces::new(MAX_PLACES),
            noisy_pauses: WorstPlaces::new(MAX_PLACES),
            unfitting_pauses: WorstPlaces::new(MAX_PLACES),
            stretches: WorstPlaces::new(MAX_PLACES),
            all_pauses: WorstPlaces::new(0),
        }
    }

    fn update(&mut self, is_quiet: bool, power: f64) {
        self.now += 1;
        if !is_quiet {
            self.sound += 1;
            if self.sound == MIN_SOUND {
                self.end_quiet();
            }
            return;
        }
        self.silent += 1;
        if self.sound >= MIN_SOUND {
            self.stretch += self.sound;
        } else {
            self.quiet += self.sound;
        }
        self.sound = 0;
        self.quiet += 1;
        self.quiet_power += power;
    }

    /// Ends the quiet once the sound after it is longer than a click. The quiet is a pause if it was long enough.
    fn end_quiet(&mut self) {
        let (quiet, power) = (std::mem::take(&mut self.quiet), std::mem::take(&mut self.quiet_power));
        let end = self.now - self.sound;
        let start = end - quiet;
        if quiet >= MIN_PAUSE {
            self.longest_quiet.add(start..end, quiet);
        }
        if !self.has_begun {
            self.has_begun = true;
            self.stretch_start = end;
        } else if quiet >= MIN_PAUSE {
            self.add_pause(start, end, power / quiet as f64);
        } else {
            self.stretch += quiet;
        }
    }

    fn add_pause(&mut self, start: u64, end: u64, power: f64) {
        let pause = end - start;
        self.lengths[usize::try_from(pause).unwrap_or(MAX_PAUSE).min(MAX_PAUSE)] += 1;
        let (shortest, longest) = (*FITTING.start(), *FITTING.end());
        if pause < shortest {
            self.shorter += 1;
            self.unfitting_pauses.add(start..end, shortest - pause);
        } else if pause > longest {
            self.longer += 1;
            self.unfitting_pauses.add(start..end, pause - longest);
        } else {
            self.fitting += 1;
        }
        if power > 0.0 {
            // The cast saturates: what is below the quietest has the least rank.
            self.noisy_pauses.add(start..end, ((decibel(power) - QUIETEST) * RANKS_PER_DECIBEL) as u64);
        }
        self.all_pauses.add(start..end, pause);
        self.end_stretch(start);
        self.stretch_start = end;
    }

    fn end_stretch(&mut self, end: u64) {
        let stretch = std::mem::take(&mut self.stretch);
        self.longest_stretch = self.longest_stretch.max(stretch);
        self.stretches.add(self.stretch_start..end, stretch);
    }

    /// Ends the last quiet and the last stretch, with the end of the recording.
    fn end(&mut self) {
        if self.sound >= MIN_SOUND {
            self.stretch += std::mem::take(&mut self.sound);
        }
        let quiet = self.quiet + self.sound;
        if quiet >= MIN_PAUSE {
            self.longest_quiet.add(self.now - quiet..self.now, quiet);
        }
        if self.stretch > 0 {
            self.end_stretch(self.now - quiet);
        }
    }

    fn pauses(&self, step: StepLength) -> Pauses {
        let count = self.shorter + self.fitting + self.longer;
        let mut counted = 0;
        let middle = self.lengths.iter().position(|of_this_length| {
            counted += u64::from(*of_this_length);
            2 * counted >= count && counted > 0
        });
        Pauses {
            count,
            shorter: self.shorter,
            fitting: self.fitting,
            longer: self.longer,
            median: middle.map(|steps| step.times(steps as u64)),
            longest_stretch: step.times(self.longest_stretch),
        }
    }
}

/// The number of bins per decibel.
const BINS_PER_DECIBEL: f64 = 10.0;

/// A histogram of levels.
#[derive(Clone, Debug)]
struct Histogram {
    lowest: f64,
    bins: Vec<u64>,
}

/// Returns the level of a power, in decibels.
fn decibel(power: f64) -> f64 {
    10.0 * power.log10()
}

impl Histogram {
    /// Creates a histogram of levels from `lowest` to `highest`. Levels beyond these count as the nearest of them.
    fn new(lowest: f64, highest: f64) -> Self {
        Self { lowest, bins: vec![0; ((highest - lowest) * BINS_PER_DECIBEL).ceil() as usize + 1] }
    }

    fn add(&mut self, level: f64) {
        // The cast saturates: a level below the lowest goes to the first bin.
        let bin = (((level - self.lowest) * BINS_PER_DECIBEL) as usize).min(self.bins.len() - 1);
        self.bins[bin] += 1;
    }

    /// Returns the level below which this share of the counted levels lies, of those below `limit`; `None` if there are
    /// none.
    fn level_at(&self, share: f64, limit: f64) -> Option<f64> {
        let middle = |bin: usize| self.lowest + (bin as f64 + 0.5) / BINS_PER_DECIBEL;
        let below = || (0..self.bins.len()).filter(|bin| middle(*bin) < limit);
        let all: u64 = below().map(|bin| self.bins[bin]).sum();
        let target = share * all as f64;
        let mut counted = 0;
        below().find_map(|bin| {
            counted += self.bins[bin];
            (counted > 0 && counted as f64 >= target).then(|| middle(bin))
        })
    }
}
