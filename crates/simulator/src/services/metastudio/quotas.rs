//! `ShowVoiceTrainingQuotas`: returns the credits that are left.

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::types;

use super::operations::{Call, filled, json_with_list};
use super::query::Query;
use super::responses;
use crate::http::fault::Fault;
use crate::state::State;
use crate::state::edition::{Edition, Resource};

pub(super) fn show(call: &Call) -> Result<Response<Body>, Fault> {
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
        expire_time: responses::expiry(state),
    })
}
