//! Where somebody speaks and where not.
//!
//! What counts as quiet depends on how loud the voice and the room are, which is only known in the end. So several
//! limits are followed from the beginning, and the one that fits is asked in the end: the room that this takes does not
//! depend on the recording's length.

use std::time::Duration;

use super::histogram::{Histogram, decibel};
use super::levels::Level;
use super::measurement::Pauses;

/// The limits that are followed, in dBFS: from the lowest to the highest.
const LIMITS: [f64; 21] = {
    let mut limits = [0.0; 21];
    let mut place = 0;
    while place < 21 {
        limits[place] = -80.0 + 3.0 * place as f64;
        place += 1;
    }
    limits
};
/// Levels from here on are told apart.
const QUIETEST: f64 = -120.0;
const LOUDEST: f64 = 10.0;
/// With less between voice and room, in decibels, nobody can tell one from the other.
const LEAST_RANGE: f64 = 15.0;
/// Where between room and voice the limit is.
const FROM_ROOM_TO_VOICE: f64 = 0.4;
/// All in steps of 10 ms: a shorter sound is a click, a shorter quiet belongs to the sentence.
const LEAST_SOUND: u64 = 5;
const LEAST_PAUSE: u64 = 50;
/// Pauses of 2 to 3 s fit. A fifth of a second more or less does, because voices fade.
const FITTING: std::ops::RangeInclusive<u64> = 180..=320;
/// Longer pauses count as this long for the median.
const LONGEST: usize = 1000;

/// Follows the levels, 10 ms at a time.
#[derive(Debug)]
pub(super) struct Speech {
    levels: Histogram,
    blocks: u64,
    nothing: u64,
    listeners: Vec<Listener>,
}

/// What is known of the voice and the room in the end.
pub(super) struct Heard {
    pub(super) noise_floor: Option<f64>,
    pub(super) silence: f64,
    pub(super) digital_silence: Duration,
    pub(super) pauses: Pauses,
}

impl Speech {
    pub(super) fn new() -> Self {
        Self {
            levels: Histogram::new(QUIETEST, LOUDEST),
            blocks: 0,
            nothing: 0,
            listeners: vec![Listener::new(); LIMITS.len()],
        }
    }

    pub(super) fn update(&mut self, level: Level) {
        self.blocks += 1;
        let decibel = if level.is_nothing { f64::NEG_INFINITY } else { decibel(level.power).max(QUIETEST) };
        if level.is_nothing {
            self.nothing += 1;
        } else {
            self.levels.add(decibel, level.power);
        }
        for (listener, limit) in self.listeners.iter_mut().zip(LIMITS) {
            listener.update(decibel < limit);
        }
    }

    pub(super) fn finish(mut self) -> Heard {
        let any = f64::INFINITY;
        let (room, voice) = (self.levels.level_at(0.02, any), self.levels.level_at(0.95, any));
        let range = room.zip(voice).filter(|(room, voice)| voice - room >= LEAST_RANGE);
        // Without a room to be heard, only what is no sound at all is quiet.
        let limit = range.map_or(LIMITS[0], |(room, voice)| room + FROM_ROOM_TO_VOICE * (voice - room));
        let place = LIMITS.partition_point(|candidate| *candidate <= limit).saturating_sub(1);
        let listener = self.listeners.swap_remove(place);
        Heard {
            noise_floor: range.and_then(|_| self.levels.level_at(0.5, LIMITS[place])),
            silence: listener.silent as f64 / self.blocks.max(1) as f64,
            digital_silence: time(self.nothing),
            pauses: listener.finish(),
        }
    }
}

/// Tells sound from quiet by one limit.
#[derive(Clone, Debug)]
struct Listener {
    /// Whether there was sound before: what is quiet before the first is no pause.
    has_heard: bool,
    /// The quiet that lasts, or lasted before the sound that may be a click.
    quiet: u64,
    sound: u64,
    /// Since the last pause.
    stretch: u64,
    longest_stretch: u64,
    silent: u64,
    lengths: Vec<u32>,
    shorter: u64,
    fitting: u64,
    longer: u64,
}

impl Listener {
    fn new() -> Self {
        Self {
            has_heard: false,
            quiet: 0,
            sound: 0,
            stretch: 0,
            longest_stretch: 0,
            silent: 0,
            lengths: vec![0; LONGEST + 1],
            shorter: 0,
            fitting: 0,
            longer: 0,
        }
    }

    fn update(&mut self, is_quiet: bool) {
        if !is_quiet {
            self.sound += 1;
            if self.sound == LEAST_SOUND {
                self.end_quiet();
            }
            return;
        }
        self.silent += 1;
        if self.sound >= LEAST_SOUND {
            self.stretch += self.sound;
        } else {
            self.quiet += self.sound;
        }
        self.sound = 0;
        self.quiet += 1;
    }

    /// The sound lasts: what was quiet before it is over, and is a pause if it was long enough.
    fn end_quiet(&mut self) {
        let quiet = std::mem::take(&mut self.quiet);
        if self.has_heard && quiet >= LEAST_PAUSE {
            self.lengths[usize::try_from(quiet).unwrap_or(LONGEST).min(LONGEST)] += 1;
            match quiet {
                quiet if quiet < *FITTING.start() => self.shorter += 1,
                quiet if quiet > *FITTING.end() => self.longer += 1,
                _ => self.fitting += 1,
            }
            self.longest_stretch = self.longest_stretch.max(std::mem::take(&mut self.stretch));
        } else if self.has_heard {
            self.stretch += quiet;
        }
        self.has_heard = true;
    }

    fn finish(self) -> Pauses {
        let last = self.stretch + if self.sound >= LEAST_SOUND { self.sound } else { 0 };
        let count = self.shorter + self.fitting + self.longer;
        let mut seen = 0;
        let middle = self.lengths.iter().position(|count_here| {
            seen += u64::from(*count_here);
            2 * seen >= count && seen > 0
        });
        Pauses {
            count,
            shorter: self.shorter,
            fitting: self.fitting,
            longer: self.longer,
            median: middle.map(|steps| time(steps as u64)),
            longest_stretch: time(self.longest_stretch.max(last)),
        }
    }
}

fn time(steps: u64) -> Duration {
    Duration::from_millis(10 * steps)
}
