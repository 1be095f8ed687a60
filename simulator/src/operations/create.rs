//! `CreateTrainingAdvanceJob`: a new premium job and the URLs for its files.

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::types;

use super::fields::{Fields, within};
use super::{Call, json, uploads};
use crate::gateway::fault::Fault;
use crate::job::Metadata;

pub(super) async fn create_advance(call: &Call) -> Result<Response<Body>, Fault> {
    let fields = Fields::required(call)?;
    let voice_name = fields
        .string::<types::VoiceName>("voice_name")?
        .ok_or_else(|| Fault::invalid_parameter("voice_name is missing"))?;
    if fields.choice("create_type", types::CreateType::KNOWN)?.is_some_and(|create_type| create_type != "PACKAGE") {
        return Err(Fault::invalid_parameter("create_type must be PACKAGE for the premium edition"));
    }
    fields.string::<types::Description>("description")?;
    fields.string::<types::CustomText>("custom_text")?;
    fields.choices("supported_service", types::SupportedServiceEnum::KNOWN)?;
    let metadata = Metadata {
        voice_name,
        tag: fields.choice("tag", types::JobTag::KNOWN)?,
        sex: fields.choice("sex", types::Sex::KNOWN)?.or_else(|| Some("FEMALE".to_owned())),
        language: fields.string::<types::Language>("language")?.or_else(|| Some("CN".to_owned())),
        phone: fields.string::<types::Phone>("phone")?,
        dhtms_job_id: fields.string::<types::DhtmsJobId>("dhtms_job_id")?,
        batch_name: fields.string::<types::BatchName>("batch_name")?,
        output_language: fields.string::<types::OutputLanguage>("output_language")?,
        is_ondemand_resource: fields.boolean("is_ondemand_resource")?,
        app_user_id: app_user_id(call)?,
    };
    let job_id = call.shared.world().create(metadata).id.clone();
    let urls = uploads::urls(&call.shared, &job_id).await?;
    let created = types::CreateTrainingJobRsp::builder()
        .job_id(job_id)
        .training_data_uploading_url(urls.recording)
        .authorization_letter_uploading_url(urls.letter);
    json(&types::CreateTrainingJobRsp::try_from(created).map_err(|_| Fault::internal())?)
}

/// The caller's own user, from the header.
pub(super) fn app_user_id(call: &Call) -> Result<Option<String>, Fault> {
    let Some(value) = call.headers.get("x-app-userid") else { return Ok(None) };
    let text = value.to_str().map_err(|_| Fault::invalid_parameter("X-App-UserId is not ASCII"))?;
    within::<types::AppUserId>("X-App-UserId", text).map(|()| Some(text.to_owned()))
}
