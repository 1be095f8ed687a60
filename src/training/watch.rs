//! Watching a submitted job until it ends, which takes days: slowly, and through passing failures.

use super::outcome::{ActionNeeded, Outcome, Voice};
use super::run::Run;
use super::{Event, Reason};
use crate::types::{JobId, JobState, Lifecycle, TrainingJobInfo};
use crate::{Client, Error, ErrorKind};

/// How many polls in a row may fail before the watch gives up: an hour at the usual interval.
const PATIENCE: u32 = 60;
/// How many polls a submitted job may still show the state from before.
const SETTLING: u32 = 10;

/// Watches a job to its end. `submitted_from` is the state from which it was just submitted.
pub(super) async fn watch(run: &mut Run, job_id: &JobId, submitted_from: Option<JobState>) -> Result<Outcome, Error> {
    let mut shown = None;
    let mut failures = 0;
    let mut settling = SETTLING;
    loop {
        match run.client.show_voice_training_job().job_id(job_id.clone()).send().await {
            Ok(job) => {
                failures = 0;
                let job = job.into_inner();
                let state = state_of(&job);
                if shown.as_ref() != Some(&state) {
                    run.reached(Event::State { state: state.clone() });
                    shown = Some(state.clone());
                }
                match state.lifecycle() {
                    Lifecycle::Succeeded => return trained(job_id, job),
                    Lifecycle::Failed => return Err(failed(job)),
                    Lifecycle::ActionNeeded if Some(&state) == submitted_from.as_ref() && settling > 0 => settling -= 1,
                    Lifecycle::ActionNeeded => return action_needed(&run.client, job_id, state).await,
                    Lifecycle::Waiting => {}
                }
            }
            Err(error) if error.is_transient() && failures < PATIENCE => {
                failures += 1;
                run.reached(Event::Trouble { error: error.to_string() });
            }
            Err(error) => return Err(error),
        }
        tokio::time::sleep(run.plan.poll_interval).await;
    }
}

/// The state of a job; an empty unknown one when the service tells none.
pub(super) fn state_of(job: &TrainingJobInfo) -> JobState {
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

async fn action_needed(client: &Client, job_id: &JobId, state: JobState) -> Result<Outcome, Error> {
    let mut needed = ActionNeeded { job_id: job_id.to_string(), state, reasons: Vec::new(), reviewer: None };
    if needed.state == JobState::AuditFailed {
        let audit = client.show_job_audit_result().job_id(job_id.clone()).send().await?.into_inner();
        let errors = audit.system_audit_result.map(|result| result.errors).unwrap_or_default();
        needed.reasons = errors.into_iter().map(Reason::from).collect();
        needed.reviewer = audit.admin_audit_result.and_then(|result| result.message);
    }
    Ok(Outcome::ActionNeeded(needed))
}
