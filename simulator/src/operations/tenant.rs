//! `ShowTenantDurationCfg`: how long a recording may be. The numbers are invented and wide.

use axum::body::Body;
use axum::http::Response;

use super::{Call, filled, json};
use crate::gateway::fault::Fault;

/// The shortest premium recording, in seconds.
pub(super) const ADVANCE_MIN: u32 = 1;
/// The longest premium recording, in seconds.
pub(super) const ADVANCE_MAX: u32 = 3 * 60 * 60;
const ADVANCE_ADVICE: u32 = 60 * 60;

pub(super) fn durations(call: &Call) -> Result<Response<Body>, Fault> {
    json(&filled!(TenantDurationCfg {
        tenant_id: Some(call.shared.settings.project_id.clone()),
        advance_min: Some(ADVANCE_MIN.into()),
        advance_max: Some(ADVANCE_MAX.into()),
        advance_advice_value: Some(ADVANCE_ADVICE.into()),
    }))
}
