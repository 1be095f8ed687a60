//! The differences between the editions: the limits of a recording's length, the credits, and the guidance.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::types::{JobType, ResourceAvailableNums, TenantDurationCfg};
use crate::{Client, Error, ErrorKind};

/// The limits of the length of an edition's recordings, in seconds, as far as the service states them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DurationLimits {
    /// The shortest length that the service accepts.
    pub min_seconds: Option<i64>,
    /// The longest length that the service accepts.
    pub max_seconds: Option<i64>,
    /// The length that the service advises.
    pub advised_seconds: Option<i64>,
}

impl DurationLimits {
    /// Returns the limits of an edition.
    pub(super) fn of(edition: &JobType, cfg: &TenantDurationCfg) -> Self {
        let (min, max, advised) = match edition {
            JobType::Basic => (cfg.basic_min, cfg.basic_max, cfg.basic_advice_value),
            JobType::Middle => (cfg.middle_min, cfg.middle_max, cfg.middle_advice_value),
            JobType::Advance => (cfg.advance_min, cfg.advance_max, cfg.advance_advice_value),
            JobType::ThirdParty => (cfg.cmww_min, cfg.cmww_max, cfg.cmww_advice_value),
            JobType::ThirdPartyLjzn => (cfg.ljzn_min, cfg.ljzn_max, cfg.ljzn_advice_value),
            JobType::Flexus => (cfg.flexus_min, cfg.flexus_max, cfg.flexus_advice_value),
            // Also an edition that an edit of the spec adds.
            _ => (None, None, None),
        };
        // A maximum of 0 would refuse every recording, so it does not count as a limit.
        let positive = |value: Option<i64>| value.filter(|seconds| *seconds > 0);
        Self { min_seconds: positive(min), max_seconds: positive(max), advised_seconds: positive(advised) }
    }
}

/// The limits and credits, as far as the service states them.
#[derive(Default)]
pub(super) struct ServiceLimits {
    pub(super) limits: Option<DurationLimits>,
    pub(super) credits: Option<i64>,
}

/// Requests the limits and the credits. If the service does not state them, or refuses to, there is nothing to check.
/// Wrong credentials fail here, before anything is created.
pub(super) async fn ask(client: &Client, edition: &JobType, is_on_demand: bool) -> Result<ServiceLimits, Error> {
    let limits = match client.show_tenant_duration_cfg().send().await {
        Ok(limits) => Some(DurationLimits::of(edition, &limits)),
        Err(error) if is_refused(&error) => None,
        Err(error) => return Err(error),
    };
    let credits = match client.show_voice_training_quotas().send().await {
        Ok(quotas) => quotas.resource_available_nums.as_ref().and_then(|left| credits(edition, is_on_demand, left)),
        // No help page describes this response, so one that cannot be read must not stop a training.
        Err(error) if is_refused(&error) || error.kind() == ErrorKind::UnexpectedResponse => None,
        Err(error) => return Err(error),
    };
    Ok(ServiceLimits { limits, credits })
}

fn is_refused(error: &Error) -> bool {
    error.kind() == ErrorKind::Refused && !error.is_auth()
}

/// Returns the credits that are left for jobs of an edition; `None` if the service does not state them.
pub(super) fn credits(edition: &JobType, is_on_demand: bool, left: &ResourceAvailableNums) -> Option<i64> {
    match (edition, is_on_demand) {
        (JobType::Middle, true) => left.middle_on_demand,
        (_, true) => None,
        (JobType::Basic, _) => left.basic,
        (JobType::Middle, _) => left.middle,
        (JobType::Advance, _) => left.advance,
        (JobType::ThirdParty, _) => left.third_party_cmww,
        (JobType::Flexus, _) => left.flexus,
        _ => None,
    }
}

/// Returns whether a job of the edition is trained from single segments, each with its text.
pub(super) fn takes_segments(edition: &JobType) -> bool {
    number_of_segments(edition).is_some()
}

/// Returns the length that the user guide advises, for a service that does not state one.
pub(super) fn guided_duration(edition: &JobType) -> Option<Duration> {
    let minutes = match edition {
        JobType::Advance => 60,
        JobType::Basic | JobType::ThirdParty => 5,
        _ => return None,
    };
    Some(Duration::from_secs(60 * minutes))
}

/// Returns the number of segments of a job, according to the API's pages.
pub(super) fn number_of_segments(edition: &JobType) -> Option<usize> {
    match edition {
        JobType::Basic => Some(20),
        JobType::Middle => Some(100),
        _ => None,
    }
}

/// Returns the number of sentences that the user guide advises for one long recording.
pub(super) fn guided_sentences(edition: &JobType) -> Option<u64> {
    matches!(edition, JobType::Advance).then_some(500)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cfg() -> TenantDurationCfg {
        let cfg = TenantDurationCfg::builder().basic_min(1).basic_max(2).basic_advice_value(3);
        let cfg = cfg.middle_min(4).middle_max(5).middle_advice_value(6);
        let cfg = cfg.advance_min(7).advance_max(8).advance_advice_value(9);
        let cfg = cfg.cmww_min(10).cmww_max(11).cmww_advice_value(12);
        let cfg = cfg.ljzn_min(13).ljzn_max(14).ljzn_advice_value(15);
        cfg.flexus_min(16).flexus_max(17).flexus_advice_value(18).try_into().expect("limits")
    }

    #[test]
    fn every_edition_has_its_own_limits() {
        let limits = |edition: &JobType| {
            let DurationLimits { min_seconds, max_seconds, advised_seconds } = DurationLimits::of(edition, &cfg());
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
