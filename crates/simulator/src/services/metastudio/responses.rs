//! Converts a job into the form that the API shows.

use std::time::Duration;

use metastudio_voice::types;
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use super::operations::filled;
use super::uploads::download_url;
use crate::http::fault::Fault;
use crate::services::App;
use crate::state::State;
use crate::state::job::Job;
use crate::state::snapshot::ObjectKind;

const RFC3339_SECONDS: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
/// The lifetime of a credit, in seconds.
const YEAR: i64 = 365 * 24 * 60 * 60;

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
        state: Some(job.state.name().into()),
        reject_times: Some(job.occurrences().into()),
        asset_id: job.asset_id.clone(),
        job_failed_code,
        job_failed_reason,
        create_time: Some(state.time.unix(job.created)),
        lastupdate_time: Some(state.time.unix(job.updated)),
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

/// Returns the time at which all credits expire: a year after the simulator's start.
pub(super) fn expiry(state: &State) -> Option<String> {
    OffsetDateTime::from_unix_timestamp(state.time.unix(Duration::ZERO) + YEAR).ok()?.format(RFC3339_SECONDS).ok()
}
