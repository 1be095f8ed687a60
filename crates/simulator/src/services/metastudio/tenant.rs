//! `ShowTenantDurationCfg`: returns the permitted durations of recordings. Most of these numbers are invented and wide.

use axum::body::Body;
use axum::http::Response;

use super::operations::{Call, filled, json};
use crate::http::fault::Fault;
use crate::state::edition::Edition;

/// One second to three hours.
const WIDE: (u32, u32) = (1, 3 * 60 * 60);
/// The limits that the user guide states for the third party.
const THIRD_PARTY: (u32, u32) = (30, 180 * 60);
/// The shortest and longest recording that a short job scores, in seconds.
pub(super) const ASSESSED: (u32, u32) = WIDE;

/// Returns the shortest and longest recording of an edition, in seconds.
pub(super) fn limits(edition: Edition) -> (u32, u32) {
    match edition {
        Edition::ThirdParty => THIRD_PARTY,
        Edition::Basic | Edition::Middle | Edition::Advance => WIDE,
    }
}

pub(super) fn durations(call: &Call) -> Result<Response<Body>, Fault> {
    let limits = |edition| {
        let (min, max) = limits(edition);
        (Some(min.into()), Some(max.into()))
    };
    let (basic_min, basic_max) = limits(Edition::Basic);
    let (middle_min, middle_max) = limits(Edition::Middle);
    let (advance_min, advance_max) = limits(Edition::Advance);
    let (cmww_min, cmww_max) = limits(Edition::ThirdParty);
    json(&filled!(TenantDurationCfg {
        tenant_id: Some(call.app.settings.project_id.clone()),
        basic_min,
        basic_max,
        basic_advice_value: Some(5 * 60),
        middle_min,
        middle_max,
        advance_min,
        advance_max,
        advance_advice_value: Some(60 * 60),
        cmww_min,
        cmww_max,
        cmww_advice_value: Some(5 * 60),
        short_assess_min: Some(ASSESSED.0.into()),
        short_assess_max: Some(ASSESSED.1.into()),
    }))
}
