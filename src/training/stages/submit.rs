//! Submits the job, once for each submission: if a submit request gets no response, its effect is searched for before
//! the next request.
//!
//! A job that has left `CREATING` was submitted, whatever its state is. A job that is submitted again can be back in
//! its earlier state, and then only its log tells. If the log may not be read, the training ends in doubt and spends
//! nothing.

use super::wait::{self, ObservedJob};
use crate::training::Event;
use crate::training::context::{Context, Patience};
use crate::training::details::Details;
use crate::training::journal::PendingSubmit;
use crate::types::{JobId, JobState, Lifecycle, OperationAction};
use crate::{Client, Error, ErrorKind};

/// The number of submit requests in one run.
const ATTEMPTS: u32 = 3;
/// The number of checks for the effect of a lost request within one poll interval.
const CHECKS: u32 = 4;

/// Submits the job, unless an attempt without a response has done so. `from` is the state in which the job waits.
pub(in crate::training) async fn submit(
    context: &mut Context,
    id: &JobId,
    from: JobState,
    details: &Details,
) -> Result<(), Error> {
    let earlier = context.journal().submission.pending_submit.clone();
    if let Some(pending) = &earlier
        && let Some(date) = find_submission(context, id, pending).await?
    {
        return record_submission(context, pending.from.clone(), date).await;
    }
    let body = details.submission()?;
    // A request of an earlier run may still be carried out, so its record stays.
    let in_doubt = earlier.is_some();
    let pending = match earlier {
        Some(earlier) => earlier,
        None => PendingSubmit { from: from.clone(), commits: count_commits(context, id).await? },
    };
    let (mut attempt, mut patience) = (1, Patience::default());
    loop {
        context
            .record(|journal| {
                journal.submission.pending_submit = Some(pending.clone());
                journal.details = details.digest();
            })
            .await?;
        let call = context.client.commit_voice_training_job().job_id(id.clone()).body(body.clone());
        let error = match call.send().await {
            Ok(response) => return record_submission(context, from, wait::date(response.headers())).await,
            Err(error) => error,
        };
        if !error.is_in_doubt() {
            // The request was not carried out, so there is no effect to search for.
            let Err(error) = context.wait_out(&mut patience, error).await else { continue };
            // An earlier attempt may have been carried out.
            let in_doubt = in_doubt || attempt > 1;
            if !in_doubt {
                context.record(|journal| journal.submission.pending_submit = None).await?;
            }
            return Err(error.in_doubt_if(in_doubt));
        }
        context.emit(Event::Retrying { error: error.to_string() });
        if let Some(date) = find_submission(context, id, &pending).await? {
            return record_submission(context, from, date).await;
        }
        if attempt == ATTEMPTS {
            return Err(error);
        }
        attempt += 1;
    }
}

/// Records the submission: its state before, and its time by both clocks.
pub(in crate::training) async fn record_submission(
    context: &mut Context,
    from: JobState,
    date: Option<u64>,
) -> Result<(), Error> {
    let at = context.wall_clock();
    context
        .record(|journal| {
            let submission = &mut journal.submission;
            submission.pending_submit = None;
            (submission.submitted_at, submission.submitted_date, submission.submitted_from) =
                (Some(at), date, Some(from));
        })
        .await?;
    context.emit(Event::Submitted);
    Ok(())
}

/// Checks whether a submit request without a response was carried out: the job has left its state, or its log has one
/// more entry. Both may show late, so it checks several times within one poll interval. Returns the service's time if
/// the job was submitted.
async fn find_submission(
    context: &mut Context,
    id: &JobId,
    pending: &PendingSubmit,
) -> Result<Option<Option<u64>>, Error> {
    let pause = context.poll_interval() / (CHECKS - 1);
    // If the log could not be read before, it had at least one entry for each earlier submission.
    let submissions = usize::try_from(context.journal().submission.number.saturating_sub(1)).unwrap_or(usize::MAX);
    let before = pending.commits.unwrap_or(submissions);
    let mut readable = true;
    for number in 0..CHECKS {
        if number > 0 {
            context.sleep(pause).await;
        }
        let observed = wait::observe(context, id).await?;
        if has_left(&pending.from, &observed) {
            return Ok(Some(observed.date));
        }
        let now = count_commits(context, id).await?;
        readable &= now.is_some();
        if now.is_some_and(|now| now > before) {
            return Ok(Some(observed.date));
        }
    }
    // The first submission would have moved the job out of CREATING.
    if readable || pending.from == JobState::Creating {
        return Ok(None);
    }
    let message = format!("it is not certain whether the job was submitted again from {}", pending.from);
    Err(Error::new(ErrorKind::ActionNeeded, message).in_doubt_if(true).with_advice(
        "nothing more was submitted, as that may cost a credit, and these credentials may not read the job's log \
         (ListJobOperationLog): check the job's history in the console; if it was not submitted, move the journal away \
         and resume the job (Plan::resume_job)",
    ))
}

/// Returns whether a job has left the state in which it was submitted, which proves the submission. Only a submission
/// moves a job out of `CREATING`. From another state, a state that needs an action proves nothing: it may be that of
/// the earlier review.
pub(in crate::training) fn has_left(from: &JobState, observed: &ObservedJob) -> bool {
    observed.state.as_ref().is_some_and(|state| {
        state != from && (*from == JobState::Creating || state.lifecycle() != Lifecycle::ActionNeeded)
    })
}

/// Returns the number of submissions in the job's log; `None` if the log may not be read.
async fn count_commits(context: &mut Context, id: &JobId) -> Result<Option<usize>, Error> {
    match context.retry_transient(async |client| list_commits(&client, id).await).await {
        Err(error) if error.is_permission() || error.is_not_found() => Ok(None),
        counted => counted.map(Some),
    }
}

async fn list_commits(client: &Client, id: &JobId) -> Result<usize, Error> {
    let mut log = client.list_job_operation_log().job_id(id.clone()).stream();
    let mut count = 0;
    while let Some(entry) = log.next().await {
        count += usize::from(entry?.action == Some(OperationAction::CommitJob));
    }
    Ok(count)
}
