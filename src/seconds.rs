//! Serializes durations as numbers of seconds, and reads them back.

use std::time::Duration;

use serde::de::{Deserialize, Deserializer, Error};
use serde::{Serialize, Serializer};

pub(crate) fn serialize<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    duration.as_secs_f64().serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    duration(f64::deserialize(deserializer)?)
}

/// The same for a duration that may be missing.
pub(crate) mod optional {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(duration: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
        duration.map(|duration| duration.as_secs_f64()).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
        Option::<f64>::deserialize(deserializer)?.map(duration).transpose()
    }
}

fn duration<E: Error>(seconds: f64) -> Result<Duration, E> {
    if seconds.is_nan() || seconds < 0.0 {
        return Err(E::custom(format!("{seconds} is not a duration in seconds")));
    }
    // A header can declare any length, and the largest become more than a duration holds when they are rounded.
    Ok(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_read_back_from_its_seconds() {
        let read = |seconds: f64| duration::<serde::de::value::Error>(seconds).ok();
        for length in [Duration::ZERO, Duration::from_nanos(36_680_272_109), Duration::from_millis(1080)] {
            assert_eq!(read(length.as_secs_f64()), Some(length));
        }
        assert_eq!(read(Duration::from_secs(u64::MAX).as_secs_f64()), Some(Duration::MAX));
        assert_eq!((read(-1.0), read(f64::NAN)), (None, None));
    }
}
