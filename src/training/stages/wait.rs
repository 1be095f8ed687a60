//! Waits for the end of a submitted job, which takes days: it polls rarely, and retries every transient error.
//!
//! No decision uses this machine's time of day. The deadline counts by the monotonic clock from the start of watching,
//! and by the service's clock from the submission.

use std::time::{Duration, UNIX_EPOCH};

use reqwest::header::{DATE, HeaderMap};

use crate::text::{in_words, printable};
use crate::training::context::Context;
use crate::training::outcome::{ActionNeeded, Outcome, Voice};
use crate::training::{Event, Reason};
use crate::types::{JobId, JobState, Lifecycle, TrainingJobInfo};
use crate::{Client, Error, ErrorKind, Response};

/// The number of polls for which a submitted job may still show its earlier state.
const SETTLING_POLLS: u32 = 10;
/// The number of queries after which a job of this training that the service does not show counts as deleted.
const QUERIES: u32 = 4;

/// A job in the service's response to a query.
pub(in crate::training) struct ObservedJob {
    pub(in crate::training) job: TrainingJobInfo,
    /// The job's state; `None` if the response has none.
    pub(in crate::training) state: Option<JobState>,
    /// The time of the response by the service's clock, in seconds since 1970.
    pub(in crate::training) date: Option<u64>,
}

/// Polls a job until it ends or needs an action.
pub(in crate::training) async fn wait(context: &mut Context, job_id: &JobId) -> Result<Outcome, Error> {
    context.release_slot();
    let began = context.elapsed();
    let mut last_state = None;
    let mut settling = SETTLING_POLLS;
    loop {
        let ObservedJob { job, state, date } = match observe(context, job_id).await {
            Err(error) if is_gone(&error) => return voice_from_journal(context, job_id).ok_or(error),
            observed => observed?,
        };
        let state = state.unwrap_or_else(|| JobState::from(""));
        if last_state.as_ref() != Some(&state) {
            last_state = Some(state.clone());
            record_state(context, &state, job.asset_id.clone()).await?;
        }
        match state.lifecycle() {
            Lifecycle::Succeeded => return trained(job_id, job),
            Lifecycle::Failed => return Err(failed(job)),
            Lifecycle::ActionNeeded
                if context.journal().submission.submitted_from.as_ref() == Some(&state) && settling > 0 =>
            {
                settling -= 1;
            }
            Lifecycle::ActionNeeded => {
                record_settled(context).await?;
                return action_needed(context, job_id, state).await;
            }
            Lifecycle::Waiting => record_settled(context).await?,
        }
        let waited = context.elapsed().saturating_sub(began).max(age(context, date));
        let Some(left) = context.plan.deadline.checked_sub(waited).filter(|left| !left.is_zero()) else {
            let state = printable(state.as_ref());
            let state = if state.is_empty() { "an unknown state" } else { &state };
            let message = format!("the job is in {state}, {} after it was submitted", in_words(waited));
            return Err(Error::new(ErrorKind::Timeout, message)
                .transient_if(false)
                .with_advice("ask Huawei Cloud about the job, or run the plan again with a later Plan::deadline"));
        };
        context.sleep(context.poll_interval().min(left)).await;
    }
}

/// Records a new state and emits it.
async fn record_state(context: &mut Context, state: &JobState, asset_id: Option<String>) -> Result<(), Error> {
    if context.journal().submission.state.as_ref() != Some(state) || context.journal().asset_id != asset_id {
        context
            .record(|journal| {
                journal.submission.state = Some(state.clone());
                journal.asset_id = asset_id;
            })
            .await?;
    }
    context.emit(Event::State { state: state.clone() });
    Ok(())
}

/// Records that the service shows the submission's effect: from now on the job's state is that after the submission,
/// also if it equals the earlier one.
async fn record_settled(context: &mut Context) -> Result<(), Error> {
    match context.journal().submission.submitted_from {
        Some(_) => context.record(|journal| journal.submission.submitted_from = None).await,
        None => Ok(()),
    }
}

/// Returns the time since the submission, by the service's clock.
fn age(context: &Context, now: Option<u64>) -> Duration {
    let submitted = context.journal().submission.submitted_date;
    now.zip(submitted).map_or(Duration::ZERO, |(now, then)| Duration::from_secs(now.saturating_sub(then)))
}

/// Returns the time of a response by its sender's clock (the `Date` header), in seconds since 1970.
pub(super) fn date(headers: &HeaderMap) -> Option<u64> {
    let date = httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?).ok()?;
    date.duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs())
}

/// Queries a job. If the service does not show a job that the journal has, it is queried several times before it counts
/// as deleted: a job that was just created may not be shown at once.
pub(in crate::training) async fn observe(context: &mut Context, id: &JobId) -> Result<ObservedJob, Error> {
    let is_known = context.journal().job_id.is_some();
    let pause = context.poll_interval() / (QUERIES - 1);
    let mut queries = 0;
    loop {
        queries += 1;
        match context.retry_transient(async |client| show(&client, id).await).await {
            Ok(shown) => {
                let date = date(shown.headers());
                let job = shown.into_inner();
                return Ok(ObservedJob { state: job.state.clone(), job, date });
            }
            Err(error) if is_known && is_gone(&error) && queries < QUERIES => context.sleep(pause).await,
            Err(error) if is_known && is_gone(&error) => return Err(deleted_job(error)),
            Err(error) => return Err(error),
        }
    }
}

/// Sends one query. A response about another job is a transient error: a cache on the way returned it.
async fn show(client: &Client, id: &JobId) -> Result<Response<TrainingJobInfo>, Error> {
    let shown = client.show_voice_training_job().job_id(id.clone()).send().await?;
    match shown.job_id.as_deref() {
        Some(other) if !other.is_empty() && other != id.as_str() => {
            let message = format!("the response is about job {}", printable(other));
            Err(Error::new(ErrorKind::UnexpectedResponse, message)
                .with_request_id(shown.request_id().map(ToOwned::to_owned))
                .transient_if(true))
        }
        _ => Ok(shown),
    }
}

/// Returns whether the service says that there is no such job, rather than that there is no such API.
pub(in crate::training) fn is_gone(error: &Error) -> bool {
    error.is_not_found() && error.code().is_none_or(|code| !code.starts_with("APIG"))
}

/// Returns the error for a job that was deleted.
fn deleted_job(error: Error) -> Error {
    let (status, code, request_id) = (error.status(), error.code(), error.request_id());
    Error::new(ErrorKind::JobFailed, "the job does not exist any more: it was deleted at the service")
        .with_status(status)
        .not_found()
        .with_code(code.map(ToOwned::to_owned))
        .with_request_id(request_id.map(ToOwned::to_owned))
        .with_operation("ShowVoiceTrainingJob")
        .with_advice(
            "the same plan fails with the same error: to train the voice in another job, which costs another credit, \
             delete the journal (Client::delete_training) and run the plan again",
        )
}

/// Returns the voice of a job that succeeded and was deleted afterwards, from the journal. The voice is an asset of its
/// own.
fn voice_from_journal(context: &Context, job_id: &JobId) -> Option<Outcome> {
    let journal = context.journal();
    journal.submission.state.as_ref().filter(|state| state.lifecycle() == Lifecycle::Succeeded)?;
    let asset_id = journal.asset_id.clone()?;
    let known = serde_json::json!({
        "job_id": job_id.as_str(),
        "job_type": journal.edition,
        "voice_name": journal.voice_name,
        "state": journal.submission.state,
        "asset_id": asset_id,
    });
    let job = serde_json::from_value(known).ok()?;
    Some(Outcome::Trained(Voice { asset_id, job_id: job_id.clone(), job: Box::new(job) }))
}

fn trained(job_id: &JobId, job: TrainingJobInfo) -> Result<Outcome, Error> {
    let Some(asset_id) = job.asset_id.clone() else {
        return Err(Error::new(ErrorKind::UnexpectedResponse, "the job has succeeded, but has no asset_id"));
    };
    Ok(Outcome::Trained(Voice { asset_id, job_id: job_id.clone(), job: Box::new(job) }))
}

fn failed(job: TrainingJobInfo) -> Error {
    let reason = job.job_failed_reason.as_deref().map(printable).filter(|reason| !reason.is_empty());
    Error::new(ErrorKind::JobFailed, reason.unwrap_or_else(|| "the training failed without a reason".to_owned()))
        .with_code(job.job_failed_code)
        .with_advice("the job has ended: ListJobOperationLog has its history")
}

/// Returns the outcome of a failed review, with its reasons.
async fn action_needed(context: &mut Context, job_id: &JobId, state: JobState) -> Result<Outcome, Error> {
    let mut needed = ActionNeeded { job_id: job_id.clone(), state, reasons: Vec::new(), reviewer: None };
    if needed.state == JobState::AuditFailed {
        let show = async |client: Client| client.show_job_audit_result().job_id(job_id.clone()).send().await;
        let audit = context.retry_transient(show).await?.into_inner();
        let errors = audit.system_audit_result.map(|result| result.errors).unwrap_or_default();
        needed.reasons = errors.into_iter().map(Reason::from).collect();
        needed.reviewer = audit.admin_audit_result.and_then(|result| result.message);
    }
    Ok(Outcome::ActionNeeded(needed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_header_that_is_no_time_is_ignored() {
        let read = |text: &'static str| date(&[(DATE, text.parse().expect("a value"))].into_iter().collect());
        assert_eq!(read("Thu, 01 Jan 1970 00:01:00 GMT"), Some(60));
        assert_eq!(read("Wed, 31 Dec 1969 23:59:00 GMT"), None);
        assert_eq!((read("yesterday"), date(&HeaderMap::new())), (None, None));
    }
}
