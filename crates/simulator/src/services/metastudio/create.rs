//! The four create operations: create a job of an edition, and return the upload URLs of its files.

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::types;

use super::fields::Fields;
use super::operations::{Call, app_user_id, json};
use super::uploads;
use crate::http::fault::Fault;
use crate::state::edition::{CreateType, Edition};
use crate::state::job::Metadata;

pub(super) async fn create(call: &Call, edition: Edition) -> Result<Response<Body>, Fault> {
    let fields = Fields::required(call)?;
    let create_type = create_type(&fields, edition)?;
    let metadata = metadata(call, &fields, edition)?;
    let job_id = call.app.state().create(edition, create_type, metadata).id.clone();
    let urls = uploads::urls(&call.app, &job_id, edition, create_type).await?;
    let created = types::CreateTrainingJobRsp::builder().job_id(job_id);
    let mut created = types::CreateTrainingJobRsp::try_from(created).map_err(|_| Fault::internal())?;
    created.training_data_uploading_url = urls.recording;
    created.authorization_letter_uploading_url = Some(urls.letter);
    created.segment_uploading_url = urls.segments;
    json(&created)
}

fn create_type(fields: &Fields, edition: Edition) -> Result<CreateType, Fault> {
    match fields.choice("create_type", types::CreateType::KNOWN)?.as_deref() {
        Some("SEGMENT") if edition.segments().is_some() => Ok(CreateType::Segment),
        None | Some("PACKAGE") => Ok(CreateType::Package),
        Some(_) => Err(Fault::invalid_parameter(format!("create_type must be PACKAGE for {}", edition.name()))),
    }
}

fn metadata(call: &Call, fields: &Fields, edition: Edition) -> Result<Metadata, Fault> {
    let voice_name = fields
        .string::<types::VoiceName>("voice_name")?
        .ok_or_else(|| Fault::invalid_parameter("voice_name is missing"))?;
    fields.string::<types::Description>("description")?;
    fields.string::<types::CustomText>("custom_text")?;
    fields.choices("supported_service", types::SupportedServiceEnum::KNOWN)?;
    let is_ondemand_resource = fields.boolean("is_ondemand_resource")?;
    if is_ondemand_resource == Some(true) && edition != Edition::Middle {
        return Err(Fault::invalid_parameter("is_ondemand_resource is for the MIDDLE edition only"));
    }
    Ok(Metadata {
        voice_name,
        tag: fields.choice("tag", types::JobTag::KNOWN)?,
        sex: fields.choice("sex", types::Sex::KNOWN)?.or_else(|| Some("FEMALE".to_owned())),
        language: fields.string::<types::Language>("language")?.or_else(|| Some("CN".to_owned())),
        phone: fields.string::<types::Phone>("phone")?,
        dhtms_job_id: fields.string::<types::DhtmsJobId>("dhtms_job_id")?,
        batch_name: fields.string::<types::BatchName>("batch_name")?,
        output_language: fields.string::<types::OutputLanguage>("output_language")?,
        is_ondemand_resource,
        app_user_id: app_user_id(&call.headers)?,
    })
}
