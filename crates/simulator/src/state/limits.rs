//! Enforces the documented rate limits over every period of a second.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use super::spec::Operation;

const SECOND: Duration = Duration::from_secs(1);

/// The times of the latest admitted requests of each operation.
#[derive(Default)]
pub(crate) struct Limits(HashMap<&'static str, VecDeque<Duration>>);

impl Limits {
    /// Admits a request, or returns the number of requests that are allowed in a second.
    pub(crate) fn admit(&mut self, operation: &Operation, region: &str, now: Duration) -> Result<(), u32> {
        let Some(limit) = limit(operation, region) else { return Ok(()) };
        let recent = self.0.entry(operation.id).or_default();
        while recent.front().is_some_and(|at| now.saturating_sub(*at) >= SECOND) {
            recent.pop_front();
        }
        if recent.len() >= limit as usize {
            return Err(limit);
        }
        recent.push_back(now);
        Ok(())
    }
}

/// Returns the limit in a region. In a region that is not documented, it is the smallest documented limit.
fn limit(operation: &Operation, region: &str) -> Option<u32> {
    let limits = &operation.rate_limits;
    limits.get(region).or_else(|| limits.values().min()).copied()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use metastudio_voice::operations::{LIST_VOICE_TRAINING_JOB, Operation as Known, SHOW_TENANT_DURATION_CFG};

    use super::super::spec::Spec;
    use super::*;

    fn specified(known: &Known) -> Arc<Operation> {
        Spec::of_the_client().unwrap().route(known.method, known.path).unwrap().operation
    }

    #[test]
    fn the_rate_limit_applies_to_every_period_of_a_second() {
        let (list, mut limits) = (specified(&LIST_VOICE_TRAINING_JOB), Limits::default());
        let mut admit = |ms| limits.admit(&list, "cn-east-3", Duration::from_millis(ms));
        assert!((0..10).all(|n| admit(n * 50).is_ok()));
        assert_eq!(admit(999), Err(10));
        assert_eq!(admit(1000), Ok(()), "the first has left the window");
        assert_eq!(admit(1000), Err(10));
        assert_eq!(admit(1050), Ok(()));
    }

    #[test]
    fn an_unknown_region_has_the_smallest_rate_limit() {
        for (region, allowed) in [("cn-north-4", 20), ("cn-east-3", 10), ("mars-1", 10)] {
            let (list, mut limits) = (specified(&LIST_VOICE_TRAINING_JOB), Limits::default());
            let mut admit = || limits.admit(&list, region, Duration::ZERO);
            assert_eq!((0..99).filter(|_| admit().is_ok()).count(), allowed, "{region}");
        }
    }

    #[test]
    fn an_operation_without_a_documented_rate_limit_has_none() {
        let (show, mut limits) = (specified(&SHOW_TENANT_DURATION_CFG), Limits::default());
        assert!((0..999).all(|_| limits.admit(&show, "cn-north-4", Duration::ZERO).is_ok()));
    }
}
