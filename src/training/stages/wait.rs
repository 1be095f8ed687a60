//! Waits for the end of a submitted job, which takes days: it polls rarely, and retries every transient error.
//!
//! No decision uses this machine's time of day. The deadline counts by the monotonic clock from the start of watching,
//! and by the service's clock from the submission.

use std::time::{Duration, UNIX_EPOCH};

use reqwest::header::{DATE, HeaderMap};

use crate::text::{in_words, printable};
use crate::training::context::{Context, Patience};
use crate::training::outcome::{ActionNeeded, Outcome, Voice};
use crate::training::{Event, Reason};
use crate::types::{AuditResult, JobId, JobState, Lifecycle, TrainingJobInfo};
use crate::{Client, Error, ErrorKind, Response};

/// The number of polls for which a submitted job may still show its earlier state.
const SETTLING_POLLS: u32 = 10;
/// The number of queries after which a job of this training that the service does not show counts as deleted.
const QUERIES: u32 = 4;
/// How many times longer than the plan's the poll interval of a pool becomes while the state does not change, if it is
/// not longer than [`LONGEST`] then.
const SLOWEST: u32 = 5;
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// A job in the service's response to a query.
pub(in crate::training) struct ObservedJob {
    pub(in crate::training) job: TrainingJobInfo,
    /// The job's state; `None` if the response has none.
    pub(in crate::training) state: Option<JobState>,
    /// The time of the response by the service's clock, in seconds since 1970.
    pub(in crate::training) date: Option<u64>,
}

impl ObservedJob {
    fn of(shown: Response<TrainingJobInfo>) -> Self {
        let date = date(shown.headers());
        Self::listed(shown.into_inner(), date)
    }

    /// Returns a job of a list that has this `Date`.
    pub(in crate::training) fn listed(job: TrainingJobInfo, date: Option<u64>) -> Self {
        Self { state: job.state.clone(), job, date }
    }
}

/// A query about a submitted job.
#[derive(Clone)]
pub(in crate::training) enum Query {
    /// Queries the job's state.
    Job(JobId),
    /// Queries the reasons of a failed review.
    Review(JobId),
}

/// The response to a [`Query`].
pub(in crate::training) enum Found {
    Job(Box<ObservedJob>),
    Review(AuditResult),
}

impl Query {
    /// Sends the query once.
    pub(in crate::training) async fn send(&self, client: &Client) -> Result<Found, Error> {
        match self {
            Self::Job(id) => show(client, id).await.map(|shown| Found::Job(Box::new(ObservedJob::of(shown)))),
            Self::Review(id) => {
                let audit = client.show_job_audit_result().job_id(id.clone()).send().await?;
                Ok(Found::Review(audit.into_inner()))
            }
        }
    }
}

/// The result of a step of [`Wait`].
pub(in crate::training) enum Step {
    Ended(Outcome),
    /// The next query is due after this time.
    Again {
        after: Duration,
    },
}

/// A wait for the end of a submitted job, as a sequence of steps. A step takes the response to a query; it sends
/// nothing and does not pause, so that a training of its own and the watcher of a pool can share it.
pub(in crate::training) struct Wait {
    job_id: JobId,
    began: Duration,
    last_state: Option<JobState>,
    settling: u32,
    /// The state of a job that needs an action and whose review was not read yet.
    in_review: Option<JobState>,
    patience: Patience,
    /// The number of queries in a row to which the service did not show the job.
    missing: u32,
    /// The number of polls in a row without a change.
    unchanged: u32,
    slows_down: bool,
}

impl Wait {
    /// Begins to wait for a job. Another training of the batch may begin.
    pub(in crate::training) fn new(context: &mut Context, job_id: JobId) -> Self {
        context.release_slot();
        Self {
            job_id,
            began: context.elapsed(),
            last_state: None,
            settling: SETTLING_POLLS,
            in_review: None,
            patience: Patience::default(),
            missing: 0,
            unchanged: 0,
            slows_down: false,
        }
    }

    /// Lengthens the poll interval while the job's state does not change: by half of it with each poll, up to
    /// [`SLOWEST`] times.
    pub(in crate::training) fn slowing_down(self) -> Self {
        Self { slows_down: true, ..self }
    }

    /// Returns the next query.
    pub(in crate::training) fn query(&self) -> Query {
        match self.in_review {
            Some(_) => Query::Review(self.job_id.clone()),
            None => Query::Job(self.job_id.clone()),
        }
    }

    /// Takes the response to a query.
    pub(in crate::training) async fn step(
        &mut self,
        context: &mut Context,
        found: Result<Found, Error>,
    ) -> Result<Step, Error> {
        let found = match found {
            Err(error) if error.is_transient() => {
                let after = context.poll_interval().max(error.asked_to_wait().unwrap_or_default());
                let error = self.patience.survive(error)?;
                context.emit(Event::Retrying { error: error.to_string() });
                context.ensure_held().await?;
                return Ok(Step::Again { after });
            }
            found => found,
        };
        self.patience = Patience::default();
        match found {
            Ok(Found::Job(observed)) => {
                self.missing = 0;
                self.observed(context, *observed).await
            }
            Ok(Found::Review(audit)) => {
                let state = self.in_review.take().unwrap_or(JobState::AuditFailed);
                Ok(Step::Ended(action_needed(&self.job_id, state, Some(audit))))
            }
            Err(error) if self.in_review.is_none() && is_gone(&error) => self.not_shown(context, error),
            Err(error) => Err(error),
        }
    }

    /// Takes the job as the service shows it.
    async fn observed(&mut self, context: &mut Context, observed: ObservedJob) -> Result<Step, Error> {
        let ObservedJob { job, state, date } = observed;
        let state = state.unwrap_or_else(|| JobState::from(""));
        self.unchanged = self.unchanged.saturating_add(1);
        if self.last_state.as_ref() != Some(&state) {
            self.last_state = Some(state.clone());
            self.unchanged = 0;
            record_state(context, &state, job.asset_id.clone()).await?;
        }
        let mut interval = context.poll_interval();
        // A job whose first state after the submission is its last one has settled, too.
        if state.lifecycle() != Lifecycle::ActionNeeded {
            record_settled(context).await?;
        }
        match state.lifecycle() {
            Lifecycle::Succeeded => return trained(&self.job_id, job).map(Step::Ended),
            Lifecycle::Failed => return Err(failed(job)),
            Lifecycle::ActionNeeded
                if context.journal().submission.submitted_from.as_ref() == Some(&state) && self.settling > 0 =>
            {
                self.settling -= 1;
            }
            Lifecycle::ActionNeeded => {
                record_settled(context).await?;
                if state != JobState::AuditFailed {
                    return Ok(Step::Ended(action_needed(&self.job_id, state, None)));
                }
                self.in_review = Some(state);
                return Ok(Step::Again { after: Duration::ZERO });
            }
            Lifecycle::Waiting => {
                if self.slows_down {
                    let longest = interval.saturating_mul(SLOWEST).min(LONGEST);
                    interval = (interval + interval.saturating_mul(self.unchanged) / 2).min(longest);
                }
            }
        }
        let waited = context.elapsed().saturating_sub(self.began).max(age(context, date));
        let Some(left) = context.plan.deadline.checked_sub(waited).filter(|left| !left.is_zero()) else {
            let state = printable(state.as_ref());
            let state = if state.is_empty() { "an unknown state" } else { &state };
            let message = format!("the job is in {state}, {} after it was submitted", in_words(waited));
            return Err(Error::new(ErrorKind::Timeout, message).transient_if(false).with_advice(
                "ask Huawei Cloud about the job, or run the plan again with a later deadline (Plan::deadline)",
            ));
        };
        Ok(Step::Again { after: interval.min(left) })
    }

    /// Takes the response that there is no such job. A job that was just created may not be shown at once, so it is
    /// queried several times before it counts as deleted.
    fn not_shown(&mut self, context: &Context, error: Error) -> Result<Step, Error> {
        let is_known = context.journal().job_id.is_some();
        self.missing += 1;
        if is_known && self.missing < QUERIES {
            return Ok(Step::Again { after: context.poll_interval() / (QUERIES - 1) });
        }
        let error = if is_known { deleted_job(error) } else { error };
        voice_from_journal(context, &self.job_id).map(Step::Ended).ok_or(error)
    }
}

/// Polls a job until it ends or needs an action.
pub(in crate::training) async fn wait(context: &mut Context, job_id: &JobId) -> Result<Outcome, Error> {
    let mut wait = Wait::new(context, job_id.clone());
    loop {
        let found = wait.query().send(&context.client).await;
        match wait.step(context, found).await? {
            Step::Ended(outcome) => return Ok(outcome),
            Step::Again { after } if after.is_zero() => {}
            Step::Again { after } => context.sleep(after).await,
        }
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
pub(in crate::training) fn date(headers: &HeaderMap) -> Option<u64> {
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
            Ok(shown) => return Ok(ObservedJob::of(shown)),
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

/// Returns the outcome of a job that needs an action, with the reasons of a failed review.
fn action_needed(job_id: &JobId, state: JobState, audit: Option<AuditResult>) -> Outcome {
    let mut needed = ActionNeeded { job_id: job_id.clone(), state, reasons: Vec::new(), reviewer: None };
    if let Some(audit) = audit {
        let errors = audit.system_audit_result.map(|result| result.errors).unwrap_or_default();
        needed.reasons = errors.into_iter().map(Reason::from).collect();
        needed.reviewer = audit.admin_audit_result.and_then(|result| result.message);
    }
    Outcome::ActionNeeded(needed)
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
