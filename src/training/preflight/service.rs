//! What the service tells of the tenant before anything is created.

use super::edition::{DurationLimits, credits};
use crate::types::JobType;
use crate::{Client, Error, ErrorKind};

/// What the service told, as far as it did.
#[derive(Default)]
pub(super) struct ServiceLimits {
    pub(super) limits: Option<DurationLimits>,
    pub(super) credits: Option<i64>,
}

/// Asks for the limits and the credits. A service that does not tell them, or refuses to, has none that could be
/// checked; wrong credentials show here, before anything is created.
pub(super) async fn ask(client: &Client, edition: &JobType, is_on_demand: bool) -> Result<ServiceLimits, Error> {
    let limits = match client.show_tenant_duration_cfg().send().await {
        Ok(limits) => Some(DurationLimits::of(edition, &limits)),
        Err(error) if is_silent(&error) => None,
        Err(error) => return Err(error),
    };
    let credits = match client.show_voice_training_quotas().send().await {
        Ok(quotas) => quotas.resource_available_nums.as_ref().and_then(|left| credits(edition, is_on_demand, left)),
        // No help page describes this answer: one that cannot be read tells nothing, and stops nobody.
        Err(error) if is_silent(&error) || error.kind() == ErrorKind::UnexpectedResponse => None,
        Err(error) => return Err(error),
    };
    Ok(ServiceLimits { limits, credits })
}

fn is_silent(error: &Error) -> bool {
    error.kind() == ErrorKind::Refused && !error.is_auth()
}
