//! The operations on training jobs as a whole: create, show, delete, and `SetJobBatchName`.

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::types;

use super::call::{Call, empty, filled, json};
use super::fields::{Fields, app_user_id};
use super::files::{self, download_url};
use super::tenant::expiry;
use crate::http::fault::Fault;
use crate::services::App;
use crate::state::State;
use crate::state::clock::unix;
use crate::state::edition::{CreateType, Edition};
use crate::state::job::{Job, Metadata};
use crate::state::objects::ObjectKind;

/// The largest number of jobs in one call of `SetJobBatchName`.
const MAX_JOBS: usize = 1000;

pub(super) async fn create(call: &Call, edition: Edition) -> Result<Response<Body>, Fault> {
    let fields = Fields::required(call)?;
    let create_type = create_type(&fields, edition)?;
    let metadata = metadata(call, &fields, edition)?;
    let job_id = call.app.state().create(edition, create_type, metadata).id.clone();
    let urls = files::urls(&call.app, &job_id, edition, create_type).await?;
    let created = types::CreateTrainingJobRsp::builder().job_id(job_id);
    let mut created = types::CreateTrainingJobRsp::try_from(created).map_err(|_| Fault::internal())?;
    created.training_data_uploading_url = urls.recording;
    created.authorization_letter_uploading_url = Some(urls.letter);
    created.segment_uploading_url = urls.segments;
    json(&created)
}

fn create_type(fields: &Fields, edition: Edition) -> Result<CreateType, Fault> {
    let named = fields.choice("create_type", types::CreateType::KNOWN)?.map(types::CreateType::from);
    CreateType::of(named.as_ref(), edition)
        .ok_or_else(|| Fault::invalid_parameter(format!("create_type must be PACKAGE for {}", edition.name())))
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

pub(super) async fn show(call: &Call) -> Result<Response<Body>, Fault> {
    let info = {
        let mut state = call.app.state();
        let info = job_info(&state, state.job(&call.job_id).ok_or_else(Fault::no_such_job)?);
        state.polled(&call.job_id);
        info
    };
    json(&info.with_urls(&call.app).await?)
}

pub(super) fn delete(call: &Call) -> Result<Response<Body>, Fault> {
    let mut state = call.app.state();
    for object in state.delete(&call.job_id).ok_or_else(Fault::no_such_job)? {
        // A file that stays in the data directory does no harm.
        let _: std::io::Result<()> = std::fs::remove_file(object.path);
    }
    Ok(empty())
}

pub(super) fn set_batch_name(call: &Call) -> Result<Response<Body>, Fault> {
    let fields = Fields::required(call)?;
    let missing = |name: &str| Fault::invalid_parameter(format!("{name} is missing"));
    let batch_name = fields.string::<types::BatchName>("batch_name")?.ok_or_else(|| missing("batch_name"))?;
    let job_ids = fields.strings::<types::JobId>("job_ids")?.ok_or_else(|| missing("job_ids"))?;
    if !(1..=MAX_JOBS).contains(&job_ids.len()) {
        return Err(Fault::invalid_parameter(format!("job_ids does not have 1 to {MAX_JOBS} jobs")));
    }
    if call.app.state().name_batch(&job_ids, &batch_name) { Ok(empty()) } else { Err(Fault::no_such_job()) }
}

/// A job without the links to its files. The links are signed outside the lock.
pub(super) struct JobInfo {
    info: types::TrainingJobInfo,
    has_recording: bool,
    has_letter: bool,
}

impl JobInfo {
    /// Adds the links, and returns the whole response.
    pub(super) async fn with_urls(self, app: &App) -> Result<types::TrainingJobInfo, Fault> {
        let mut info = self.info;
        let id = info.job_id.clone().unwrap_or_default();
        if self.has_recording {
            info.training_input_source_url = Some(download_url(app, &id, ObjectKind::Recording).await?);
        }
        if self.has_letter {
            info.voice_authorization_url = Some(download_url(app, &id, ObjectKind::Letter).await?);
        }
        Ok(info)
    }
}

pub(super) fn job_info(state: &State, job: &Job) -> JobInfo {
    let metadata = job.metadata.clone();
    let (job_failed_code, job_failed_reason) = job.failed.clone().unzip();
    let info = filled!(TrainingJobInfo {
        job_type: Some(job.edition.name().into()),
        job_id: Some(job.id.clone()),
        app_user_id: metadata.app_user_id,
        voice_name: Some(metadata.voice_name),
        sex: metadata.sex.map(Into::into),
        language: metadata.language,
        state: Some(job.state.clone()),
        reject_times: Some(job.occurrences().into()),
        asset_id: job.asset_id.clone(),
        job_failed_code,
        job_failed_reason,
        create_time: Some(unix(job.created)),
        lastupdate_time: Some(unix(job.updated)),
        create_type: Some(job.create_type.name().into()),
        tag: metadata.tag.map(Into::into),
        phone: metadata.phone,
        dhtms_job_id: metadata.dhtms_job_id,
        batch_name: metadata.batch_name,
        allocated_resource: (job.submissions > 0).then(|| filled!(VoiceTrainingAllocatedResource {
            resource_id: Some(job.resource().id().to_owned()),
            charge_mode: Some(job.resource().charge_mode().into()),
            expire_time: expiry(state),
        })),
        output_language: metadata.output_language,
        is_ondemand_resource: metadata.is_ondemand_resource,
    });
    JobInfo {
        info,
        has_recording: state.objects.get(&job.id, ObjectKind::Recording).is_some(),
        has_letter: state.objects.get(&job.id, ObjectKind::Letter).is_some(),
    }
}
