//! The tenant's limits and credits, as the service states them before anything is created.

use super::edition::{DurationLimits, credits};
use crate::types::JobType;
use crate::{Client, Error, ErrorKind};

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
