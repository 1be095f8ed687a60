//! Submitting the job, once for each round: a submission whose answer is lost is looked for before another is made.

use super::create::now;
use super::journal::Submitting;
use super::run::{PATIENCE, Run};
use super::{Event, watch};
use crate::types::{CommitJobReq, JobId, JobState, Lifecycle, OperationAction};
use crate::{Client, Error};

/// How often it is submitted when no trace of the ones before is found.
const ATTEMPTS: u32 = 3;
/// How often it is looked for before it counts as not made.
const LOOKS: u32 = 4;

/// Submits the job, unless a lost attempt has done so. `from` is the state in which it waits.
pub(super) async fn submit(run: &mut Run, id: &JobId, from: JobState) -> Result<(), Error> {
    if let Some(submitting) = run.journal().round.submitting.clone()
        && is_submitted(run, id, &submitting).await?
    {
        return submitted(run).await;
    }
    let submitting = Submitting { from, commits: commits(run, id).await? };
    let (mut attempt, mut failures) = (1, 0);
    loop {
        run.record(|journal| journal.round.submitting = Some(submitting.clone())).await?;
        let call = run.client.commit_voice_training_job().job_id(id.clone()).body(CommitJobReq::default());
        let error = match call.send().await {
            Ok(_) => return submitted(run).await,
            Err(error) => error,
        };
        let passes = error.is_transient() && failures < PATIENCE;
        if !(error.is_in_doubt() || passes) {
            run.record(|journal| journal.round.submitting = None).await?;
            return Err(error);
        }
        run.reached(Event::Trouble { error: error.to_string() });
        if !error.is_in_doubt() {
            // It surely was not carried out: there is nothing to look for.
            failures += 1;
            run.sleep(run.plan.poll_interval).await;
            continue;
        }
        if is_submitted(run, id, &submitting).await? {
            return submitted(run).await;
        }
        if attempt == ATTEMPTS {
            return Err(error);
        }
        attempt += 1;
    }
}

/// Writes down that it is submitted.
pub(super) async fn submitted(run: &mut Run) -> Result<(), Error> {
    let at = now(&run.client);
    run.record(|journal| journal.round.submitted_at = Some(at)).await?;
    run.reached(Event::Submitted);
    Ok(())
}

/// Looks for the traces of a submission that got no answer: the job has left its state, or its log has another entry.
/// Both may come late: it is looked for several times, from one poll to the next.
async fn is_submitted(run: &mut Run, id: &JobId, submitting: &Submitting) -> Result<bool, Error> {
    let pause = run.plan.poll_interval / (LOOKS - 1);
    for look in 0..LOOKS {
        if look > 0 {
            run.sleep(pause).await;
        }
        let state = watch::state(run, id).await?;
        let left = state != submitting.from && state.lifecycle() != Lifecycle::ActionNeeded;
        if left || commits(run, id).await? > submitting.commits {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How often the job's log says that it was submitted. A service that gives no log has none that could be counted.
async fn commits(run: &mut Run, id: &JobId) -> Result<usize, Error> {
    match run.patiently(async |client| count(&client, id).await).await {
        Err(error) if error.is_permission() || error.is_not_found() => Ok(0),
        counted => counted,
    }
}

async fn count(client: &Client, id: &JobId) -> Result<usize, Error> {
    let mut log = client.list_job_operation_log().job_id(id.clone()).stream();
    let mut count = 0;
    while let Some(entry) = log.next().await {
        count += usize::from(entry?.action == Some(OperationAction::CommitJob));
    }
    Ok(count)
}
