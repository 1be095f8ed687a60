//! What depends on the edition: the limits of a recording's length, the credit that pays, and the guidance.

use std::time::Duration;

use serde::Serialize;

use crate::types::{JobType, ResourceAvailableNums, TenantDurationCfg};

/// How long recordings of an edition may be and should be, in seconds, as far as the service tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DurationLimits {
    /// The shortest that is taken.
    pub min_seconds: Option<i64>,
    /// The longest that is taken.
    pub max_seconds: Option<i64>,
    /// The advised length.
    pub advised_seconds: Option<i64>,
}

impl DurationLimits {
    /// Those of an edition.
    pub(super) fn of(edition: &JobType, told: &TenantDurationCfg) -> Self {
        let (min, max, advised) = match edition {
            JobType::Basic => (told.basic_min, told.basic_max, told.basic_advice_value),
            JobType::Middle => (told.middle_min, told.middle_max, told.middle_advice_value),
            JobType::Advance => (told.advance_min, told.advance_max, told.advance_advice_value),
            JobType::ThirdParty => (told.cmww_min, told.cmww_max, told.cmww_advice_value),
            JobType::ThirdPartyLjzn => (told.ljzn_min, told.ljzn_max, told.ljzn_advice_value),
            JobType::Flexus => (told.flexus_min, told.flexus_max, told.flexus_advice_value),
            JobType::Unknown(_) => (None, None, None),
        };
        // A maximum of nothing would refuse everything: it is not one.
        let some = |value: Option<i64>| value.filter(|seconds| *seconds > 0);
        Self { min_seconds: some(min), max_seconds: some(max), advised_seconds: some(advised) }
    }
}

/// The credits that are left for jobs of an edition; `None` when the service does not tell.
pub(super) fn credits(edition: &JobType, is_on_demand: bool, left: &ResourceAvailableNums) -> Option<i64> {
    match (edition, is_on_demand) {
        (JobType::Middle, true) => left.middle_on_demand,
        (_, true) => None,
        (JobType::Basic, _) => left.basic,
        (JobType::Middle, _) => left.middle,
        (JobType::Advance, _) => left.advance,
        (JobType::ThirdParty, _) => left.third_party_cmww,
        (JobType::Flexus, _) => left.flexus,
        (JobType::ThirdPartyLjzn | JobType::Unknown(_), _) => None,
    }
}

/// Whether the recordings are single segments, each with its text.
pub(super) fn takes_segments(edition: &JobType) -> bool {
    number_of_segments(edition).is_some()
}

/// The length that the user guide advises where the service tells none.
pub(super) fn guided_duration(edition: &JobType) -> Option<Duration> {
    let minutes = match edition {
        JobType::Advance => 60,
        JobType::Basic | JobType::ThirdParty => 5,
        _ => return None,
    };
    Some(Duration::from_secs(60 * minutes))
}

/// How many segments a job of the edition has, by the API's pages.
pub(super) fn number_of_segments(edition: &JobType) -> Option<usize> {
    match edition {
        JobType::Basic => Some(20),
        JobType::Middle => Some(100),
        _ => None,
    }
}

/// How many sentences the user guide advises for one long recording.
pub(super) fn guided_sentences(edition: &JobType) -> Option<u64> {
    matches!(edition, JobType::Advance).then_some(500)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told() -> TenantDurationCfg {
        let told = TenantDurationCfg::builder().basic_min(1).basic_max(2).basic_advice_value(3);
        let told = told.middle_min(4).middle_max(5).middle_advice_value(6);
        let told = told.advance_min(7).advance_max(8).advance_advice_value(9);
        let told = told.cmww_min(10).cmww_max(11).cmww_advice_value(12);
        let told = told.ljzn_min(13).ljzn_max(14).ljzn_advice_value(15);
        told.flexus_min(16).flexus_max(17).flexus_advice_value(18).try_into().expect("limits")
    }

    #[test]
    fn every_edition_has_its_own_limits() {
        let limits = |edition: &JobType| {
            let DurationLimits { min_seconds, max_seconds, advised_seconds } = DurationLimits::of(edition, &told());
            [min_seconds, max_seconds, advised_seconds].map(Option::unwrap_or_default)
        };
        assert_eq!(limits(&JobType::Basic), [1, 2, 3]);
        assert_eq!(limits(&JobType::Middle), [4, 5, 6]);
        assert_eq!(limits(&JobType::Advance), [7, 8, 9]);
        assert_eq!(limits(&JobType::ThirdParty), [10, 11, 12]);
        assert_eq!(limits(&JobType::ThirdPartyLjzn), [13, 14, 15]);
        assert_eq!(limits(&JobType::Flexus), [16, 17, 18]);
        assert_eq!(limits(&JobType::Unknown("NEW".to_owned())), [0; 3]);
    }

    #[test]
    fn every_edition_is_paid_from_its_own_credits() {
        let left = ResourceAvailableNums::builder().basic(1).middle(2).middle_on_demand(3).advance(4);
        let left = left.third_party_cmww(5).flexus(6).try_into().expect("credits");
        let paid = |edition: JobType, on_demand| credits(&edition, on_demand, &left);
        assert_eq!(paid(JobType::Basic, false), Some(1));
        assert_eq!((paid(JobType::Middle, false), paid(JobType::Middle, true)), (Some(2), Some(3)));
        assert_eq!((paid(JobType::Advance, false), paid(JobType::Advance, true)), (Some(4), None));
        assert_eq!((paid(JobType::ThirdParty, false), paid(JobType::ThirdPartyLjzn, false)), (Some(5), None));
        assert_eq!(paid(JobType::Flexus, false), Some(6));
    }
}
