//! Watching a submitted job until it ends, which takes days: slowly, and through passing failures.

use super::create::now;
use super::outcome::{ActionNeeded, Outcome, Voice};
use super::run::Run;
use super::{Event, Reason};
use crate::types::{JobId, JobState, Lifecycle, TrainingJobInfo};
use crate::{Client, Error, ErrorKind};

/// For how many polls a submitted job may still show the state from before.
const SETTLING: u32 = 10;

/// Watches a job to its end.
pub(super) async fn watch(run: &mut Run, job_id: &JobId) -> Result<Outcome, Error> {
    run.end_turn();
    let mut shown = None;
    let mut settling = SETTLING;
    loop {
        let job = show(run, job_id).await?;
        let state = state_of(&job);
        if shown.as_ref() != Some(&state) {
            shown = Some(state.clone());
            seen(run, &state, job.asset_id.clone()).await?;
        }
        match state.lifecycle() {
            Lifecycle::Succeeded => return trained(job_id, job),
            Lifecycle::Failed => return Err(failed(job)),
            Lifecycle::ActionNeeded if settling > 0 && is_settling(run, &state) => settling -= 1,
            Lifecycle::ActionNeeded => return action_needed(run, job_id, state).await,
            Lifecycle::Waiting => {}
        }
        if let Some(waited) = overdue(run) {
            let state = shown.map_or_else(|| "unknown".to_owned(), |state| state.to_string());
            let message = format!("the job is in {state}, {} hours after it was submitted", waited / 3600);
            return Err(Error::new(ErrorKind::Timeout, message)
                .with_advice("ask Huawei Cloud about the job, or go on watching with a later Plan::deadline"));
        }
        run.sleep(run.plan.poll_interval).await;
    }
}

/// A new state is told, and written down.
async fn seen(run: &mut Run, state: &JobState, asset_id: Option<String>) -> Result<(), Error> {
    if run.journal().round.state.as_ref() != Some(state) || run.journal().asset_id != asset_id {
        run.record(|journal| {
            journal.round.state = Some(state.clone());
            journal.asset_id = asset_id;
        })
        .await?;
    }
    run.reached(Event::State { state: state.clone() });
    Ok(())
}

/// Whether it is the state from before the submission, which may be shown a little longer.
fn is_settling(run: &Run, state: &JobState) -> bool {
    let round = &run.journal().round;
    let same = round.submitting.as_ref().is_some_and(|submitting| submitting.from == *state);
    let young = |at: u64| now(&run.client) <= at + u64::from(SETTLING) * run.plan.poll_interval.as_secs().max(1);
    same && round.submitted_at.is_some_and(young)
}

/// The seconds since the submission, when they are too many.
fn overdue(run: &Run) -> Option<u64> {
    let waited = now(&run.client).saturating_sub(run.journal().round.submitted_at?);
    (waited > run.plan.deadline.as_secs()).then_some(waited)
}

/// The state of a job.
pub(super) async fn state(run: &mut Run, id: &JobId) -> Result<JobState, Error> {
    Ok(state_of(&show(run, id).await?))
}

async fn show(run: &mut Run, id: &JobId) -> Result<TrainingJobInfo, Error> {
    run.patiently(async |client| Ok(client.show_voice_training_job().job_id(id.clone()).send().await?.into_inner()))
        .await
}

/// The state of a job; an empty unknown one when the service tells none.
fn state_of(job: &TrainingJobInfo) -> JobState {
    job.state.clone().unwrap_or_else(|| JobState::from(""))
}

fn trained(job_id: &JobId, job: TrainingJobInfo) -> Result<Outcome, Error> {
    let Some(asset_id) = job.asset_id.clone() else {
        return Err(Error::new(ErrorKind::UnexpectedAnswer, "the job has succeeded, but names no asset"));
    };
    Ok(Outcome::Trained(Voice { asset_id, job_id: job_id.to_string(), job: Box::new(job) }))
}

fn failed(job: TrainingJobInfo) -> Error {
    let reason = job.job_failed_reason.unwrap_or_else(|| "the training failed without a reason".to_owned());
    Error::new(ErrorKind::JobFailed, reason)
        .with_code(job.job_failed_code)
        .with_advice("the job is over: see its history with ListJobOperationLog")
}

async fn action_needed(run: &mut Run, job_id: &JobId, state: JobState) -> Result<Outcome, Error> {
    let mut needed = ActionNeeded { job_id: job_id.to_string(), state, reasons: Vec::new(), reviewer: None };
    if needed.state == JobState::AuditFailed {
        let show = async |client: Client| client.show_job_audit_result().job_id(job_id.clone()).send().await;
        let audit = run.patiently(show).await?.into_inner();
        let errors = audit.system_audit_result.map(|result| result.errors).unwrap_or_default();
        needed.reasons = errors.into_iter().map(Reason::from).collect();
        needed.reviewer = audit.admin_audit_result.and_then(|result| result.message);
    }
    Ok(Outcome::ActionNeeded(needed))
}
