//! Submitting the job, once for each submission: a submission whose response is lost is looked for before another is made.
//!
//! The rule: a job that has left `CREATING` was submitted, whatever its state is then. A job that is submitted again can
//! be back in the state from before, and then only its log tells: where that may not be read, the training stops in
//! doubt and spends nothing.

use super::wait::{self, ObservedJob};
use crate::training::Event;
use crate::training::context::{Context, PATIENCE};
use crate::training::details::Details;
use crate::training::journal::PendingSubmit;
use crate::types::{JobId, JobState, Lifecycle, OperationAction};
use crate::{Client, Error, ErrorKind};

/// How often it is submitted when no trace of the ones before is found.
const ATTEMPTS: u32 = 3;
/// How often it is looked for before it counts as not made.
const CHECKS: u32 = 4;

/// Submits the job, unless a lost attempt has done so. `from` is the state in which it waits.
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
    // One of an earlier run may still be carried out: its traces are those that count.
    let in_doubt = earlier.is_some();
    let pending = match earlier {
        Some(earlier) => earlier,
        None => PendingSubmit { from: from.clone(), commits: count_commits(context, id).await? },
    };
    let (mut attempt, mut failures) = (1, 0);
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
        let passes = error.is_transient() && failures < PATIENCE;
        if !(error.is_in_doubt() || passes) {
            // An attempt before this one may have been carried out all the same.
            let in_doubt = in_doubt || attempt > 1;
            if !in_doubt {
                context.record(|journal| journal.submission.pending_submit = None).await?;
            }
            return Err(error.in_doubt_if(in_doubt));
        }
        context.emit(Event::Retrying { error: error.to_string() });
        if !error.is_in_doubt() {
            // It surely was not carried out: there is nothing to look for.
            failures += 1;
            context.sleep(context.pause_after(&error)).await;
            continue;
        }
        if let Some(date) = find_submission(context, id, &pending).await? {
            return record_submission(context, from, date).await;
        }
        if attempt == ATTEMPTS {
            return Err(error);
        }
        attempt += 1;
    }
}

/// Writes down that it is submitted, from which state, and when by the service's clock.
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

/// Looks for the traces of a submission that got no response: the job has left its state, or its log has another entry.
/// Both may come late: it is looked for several times, from one poll to the next. Returns the service's time if it was
/// submitted.
async fn find_submission(
    context: &mut Context,
    id: &JobId,
    pending: &PendingSubmit,
) -> Result<Option<Option<u64>>, Error> {
    let pause = context.poll_interval() / (CHECKS - 1);
    // Where the log could not be read before, it had at least one entry for each submission before this one.
    let submissions = usize::try_from(context.journal().submission.number.saturating_sub(1)).unwrap_or(usize::MAX);
    let before = pending.commits.unwrap_or(submissions);
    let mut readable = true;
    for check in 0..CHECKS {
        if check > 0 {
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
    // In its first submission the job would have left CREATING.
    if readable || pending.from == JobState::Creating {
        return Ok(None);
    }
    let message = format!("it is not certain whether the job was submitted again from {}", pending.from);
    Err(Error::new(ErrorKind::ActionNeeded, message).in_doubt_if(true).with_advice(
        "nothing more was submitted, as that may cost a credit, and the job's log may not be read \
         (ListJobOperationLog): look at its history in the console; if it was not submitted, move the journal away and \
         go on with the job (Plan::resume_job)",
    ))
}

/// Whether a job has left the state from which it was submitted, so that it was submitted. From `CREATING` there is no
/// other way; any other may be that of a review that has failed again.
pub(in crate::training) fn has_left(from: &JobState, observed: &ObservedJob) -> bool {
    observed.state.as_ref().is_some_and(|state| {
        state != from && (*from == JobState::Creating || state.lifecycle() != Lifecycle::ActionNeeded)
    })
}

/// How often the job's log says that it was submitted; nothing when the log may not be read.
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
