//! `ShowTenantDurationCfg` and `ShowVoiceTrainingQuotas`: return the permitted durations of recordings, most of which are
//! invented and wide, and the credits that are left.

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::types;
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use super::call::{Call, filled, json, json_with_list};
use super::fields::Query;
use crate::http::fault::Fault;
use crate::state::State;
use crate::state::clock::unix;
use crate::state::edition::{Edition, Resource};

/// One second to three hours.
const WIDE: (u32, u32) = (1, 3 * 60 * 60);
/// The limits that the user guide states for the third party.
const THIRD_PARTY: (u32, u32) = (30, 180 * 60);
/// The shortest and longest recording that a short job scores, in seconds.
pub(super) const ASSESSED: (u32, u32) = WIDE;
const RFC3339_SECONDS: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
/// The lifetime of a credit, in seconds.
const YEAR: i64 = 365 * 24 * 60 * 60;

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

pub(super) fn quotas(call: &Call) -> Result<Response<Body>, Fault> {
    let page = Query::parse(&call.query).page()?;
    let state = call.app.state();
    let left = |resource| Some(state.credits.left(resource).into());
    let response = filled!(ShowVoiceTrainingQuotasRsp {
        count: i64::try_from(Resource::ALL.len()).ok(),
        resource_available_nums: Some(filled!(ResourceAvailableNums {
            flexus: Some(0),
            basic: left(Resource::Bought(Edition::Basic)),
            middle: left(Resource::Bought(Edition::Middle)),
            middle_on_demand: left(Resource::OnDemand),
            advance: left(Resource::Bought(Edition::Advance)),
            third_party_cmww: left(Resource::Bought(Edition::ThirdParty)),
        })),
        resources: page.of(Resource::ALL.map(|resource| shown(&state, resource))),
    });
    json_with_list(&response, "resources")
}

fn shown(state: &State, resource: Resource) -> types::VoiceTrainingResource {
    filled!(VoiceTrainingResource {
        operation_type: Some("ADD".into()),
        resource_source: Some("PURCHASED".into()),
        resource_id: Some(resource.id().to_owned()),
        resource_nums: Some(state.credits.total(resource).into()),
        resource_available_nums: Some(state.credits.left(resource).into()),
        resource_type: Some(resource.edition().name().into()),
        charge_mode: Some(resource.charge_mode().into()),
        expire_time: expiry(state),
    })
}

/// Returns the time at which all credits expire: a year after the simulator's start.
pub(super) fn expiry(state: &State) -> Option<String> {
    OffsetDateTime::from_unix_timestamp(unix(state.time.started()) + YEAR).ok()?.format(RFC3339_SECONDS).ok()
}
