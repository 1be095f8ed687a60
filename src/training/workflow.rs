//! The workflow: check, create, upload, submit, wait. It decides from the journal and the state of the job which stage
//! is next; each stage is a module of `stages`.

use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::context::{Context, service};
use super::details::{self, Details};
use super::digests::{self, Digests};
use super::event::Listeners;
use super::journal::Journal;
use super::preflight::{self, Checked};
use super::stages::upload::{self, UploadUrls};
use super::stages::wait::ObservedJob;
use super::stages::{create, submit, wait};
use super::store::{HeldJournal, blocking};
use super::{Event, Item, Outcome, Plan};
use crate::generated::limits::about;
use crate::text::printable;
use crate::types::{JobId, JobState, Lifecycle, TrainingJobInfo};
use crate::{Client, Error, ErrorKind};

/// How far [`until_submitted`] has brought a training.
pub(super) enum Next {
    Ended(Outcome),
    /// The job is submitted, and has to be watched.
    Submitted(JobId),
}

/// Runs a plan to its end. The slot of a batch is released after the submission.
pub(super) async fn train(
    client: Client,
    plan: Plan,
    listeners: Listeners<Event>,
    slot: Option<OwnedSemaphorePermit>,
) -> Result<Outcome, Error> {
    let mut context = open(client, plan, listeners, slot).await?;
    let (ask, asked) = oneshot::channel();
    context.on_release_request(move || {
        // The training may have ended.
        let _ = ask.send(());
    });
    let outcome = tokio::select! {
        biased;
        Ok(()) = asked => None,
        outcome = run(&mut context) => Some(outcome),
    };
    let outcome = outcome.unwrap_or_else(|| Err(asked_to_stop(context.journal().job_id())));
    context.release().await;
    outcome
}

async fn run(context: &mut Context) -> Result<Outcome, Error> {
    match until_submitted(context).await? {
        Next::Ended(outcome) => Ok(outcome),
        Next::Submitted(id) => {
            let outcome = wait::wait(context, &id).await;
            outcome.map_err(|error| with_next_step(context, error, &id))
        }
    }
}

/// Returns the error of a training that another process has asked to stop.
pub(super) fn asked_to_stop(job_id: Option<&JobId>) -> Error {
    let error = Error::new(ErrorKind::Stopped, "the training was stopped, because another process asked for it")
        .with_advice("a process that deletes a training asks for that; otherwise the same plan resumes it");
    match job_id {
        Some(id) => error.with_job_id(id),
        None => error,
    }
}

/// Opens the journal of a plan.
pub(super) async fn open(
    client: Client,
    plan: Plan,
    listeners: Listeners<Event>,
    slot: Option<OwnedSemaphorePermit>,
) -> Result<Context, Error> {
    let service = service(&client)?;
    if let Some(Err(reason)) = &plan.job_id {
        return Err(not_an_id(reason.clone()));
    }
    let place = plan.clone();
    let (place, stored_plan) = blocking(move || Ok((place.journal_place(), place.to_stored()))).await?;
    let new = Journal::new(service, plan.edition.clone(), plan.voice_name.clone());
    let held = Box::pin(HeldJournal::open(place, new)).await?;
    Ok(Context::new(client, plan, held, stored_plan, listeners, slot))
}

/// Runs a plan until its job is submitted, or until it ends before.
pub(super) async fn until_submitted(context: &mut Context) -> Result<Next, Error> {
    let requested = context.plan.job_id.clone().transpose().map_err(not_an_id)?;
    let known = context.journal().job_id.clone();
    match (known, requested) {
        (Some(known), Some(requested)) if known != requested => {
            let message = format!("the journal is about job {}, not about job {}", *known, *requested);
            Err(Error::new(ErrorKind::JournalMismatch, message)
                .with_advice("nothing was changed: give the other job a journal of its own (Plan::journal)"))
        }
        (Some(id), _) | (None, Some(id)) => {
            context.emit(Event::Resumed { job_id: id.clone() });
            let next = resume(context, &id).await;
            next.map_err(|error| with_next_step(context, error, &id))
        }
        (None, None) => {
            let (checked, digests) = check(context).await?;
            if !context.plan.resubmit {
                check_files_unchanged(context, &digests)?;
            }
            let (id, urls) = create::create(context, &checked, &digests).await?;
            let next = upload_and_submit(context, &id, JobState::Creating, urls, checked).await;
            next.map_err(|error| with_next_step(context, error, &id))
        }
    }
}

fn not_an_id(reason: String) -> Error {
    Error::new(ErrorKind::InvalidRequest, about("the job id of Plan::resume_job", reason))
        .with_advice("nothing was changed: use the id as the service returned it")
}

/// Checks the plan's files and fields, and emits the report.
async fn check(context: &mut Context) -> Result<(Checked, Digests), Error> {
    context.plan.check_complete()?;
    context.open_objects().await?;
    let checked = preflight::check(context).await?;
    let digests = Digests::of(&checked).await?;
    context.emit(Event::Checked { report: checked.report.clone() });
    Ok((checked, digests))
}

/// Resumes a job that exists, from the first step that has not been done.
async fn resume(context: &mut Context, id: &JobId) -> Result<Next, Error> {
    if context.journal().submission.submitted_at.is_some() {
        return after_submission(context, id).await;
    }
    let observed = wait::observe(context, id).await?;
    if context.journal().job_id.is_none() {
        check_job_matches_plan(context, id, &observed.job)?;
        context
            .record(|journal| {
                journal.pending_create = None;
                journal.job_id = Some(id.clone());
            })
            .await?;
    }
    let Some(state) = observed.state.clone() else {
        return Err(
            Error::new(ErrorKind::UnexpectedResponse, "the response has no state of the job").transient_if(true)
        );
    };
    if let Some(from) = submitted_from(context, &observed) {
        // An attempt whose response was lost has submitted it, or somebody else.
        submit::record_submission(context, from, observed.date).await?;
        return after_submission(context, id).await;
    }
    let (checked, digests) = check(context).await?;
    check_corrections(context, &checked)?;
    if context.plan.resubmit && context.journal().submission.pending_submit.is_none() {
        if !digests.match_submission(&context.journal().submission) {
            let number = context.journal().submission.number;
            context.record(|journal| journal.submission = digests.new_submission(number, &journal.submission)).await?;
        }
    } else {
        check_files_unchanged(context, &digests)?;
        context.record(|journal| digests.record_in(&mut journal.submission)).await?;
    }
    upload_and_submit(context, id, state, UploadUrls::default(), checked).await
}

/// Returns the state in which a job was submitted without a record of it in the journal, if the job's present state
/// shows that it was submitted.
///
/// A job that the plan names by its id, and of which the journal has no submission, may wait after a failed review. It
/// is not known which files were submitted, so only [`Plan::resubmit`] submits it again, which may cost another credit.
fn submitted_from(context: &Context, observed: &ObservedJob) -> Option<JobState> {
    let submission = &context.journal().submission;
    let from = match &submission.pending_submit {
        Some(pending) => pending.from.clone(),
        None if submission.number > 1 || context.plan.job_id.is_some() => {
            let replaced = submission.number > 1 || context.plan.resubmit;
            let waits = |state: &JobState| {
                *state == JobState::Creating || (replaced && state.lifecycle() == Lifecycle::ActionNeeded)
            };
            return if observed.state.as_ref().is_some_and(waits) { None } else { Some(JobState::Creating) };
        }
        None => JobState::Creating,
    };
    submit::has_left(&from, observed).then_some(from)
}

/// Resumes a submitted job: after a failed review it submits better files, if the plan asks for it.
async fn after_submission(context: &mut Context, id: &JobId) -> Result<Next, Error> {
    if !context.plan.resubmit {
        check_submission_unchanged(context).await?;
        return Ok(Next::Submitted(id.clone()));
    }
    let state = match wait::observe(context, id).await {
        // `wait` handles a job that does not exist any more.
        Err(error) if wait::is_gone(&error) => None,
        observed => observed?.state,
    };
    let Some(state) = state.filter(|state| state.lifecycle() == Lifecycle::ActionNeeded) else {
        // The job waits for no submission, so the plan's files must be the submitted ones.
        check_submission_unchanged(context).await?;
        return Ok(Next::Submitted(id.clone()));
    };
    let (checked, digests) = check(context).await?;
    let same_details = details(context, &checked).contradiction(&context.journal().details).is_none();
    if digests.match_submission(&context.journal().submission) && same_details {
        return Ok(Next::Submitted(id.clone()));
    }
    check_corrections(context, &checked)?;
    let number = context.journal().submission.number + 1;
    context.record(|journal| journal.submission = digests.new_submission(number, &journal.submission)).await?;
    upload_and_submit(context, id, state, UploadUrls::default(), checked).await
}

/// Returns an error if a recording, letter or detail differs from the submitted one. It would be ignored, and is more
/// often a mistake than intended. Files that do not exist any more are not needed.
async fn check_submission_unchanged(context: &mut Context) -> Result<(), Error> {
    let (recording, letter) = digests::read_files(context).await;
    context.journal().submission.check_files(recording, letter).map_err(|message| {
        Error::new(ErrorKind::File, message).with_advice(
            "nothing was changed: put the old file back; or, after a failed review, submit the new one to the same job \
             (Plan::resubmit); or give the new recording a journal of its own (Plan::journal), which trains another \
             voice for another credit",
        )
    })?;
    let request = preflight::request(&context.plan)?;
    let details = Details::of(&request, context.plan.app_user_id.as_deref());
    match details.contradiction(&context.journal().details) {
        None => Ok(()),
        Some(name) => Err(Error::new(ErrorKind::JournalMismatch, format!("the job was submitted with another {name}"))
            .with_advice(
                "nothing was changed, as a submitted job cannot be corrected: restore the detail in the plan; after a \
                 failed review the job can be submitted with the new one (Plan::resubmit)",
            )),
    }
}

/// Returns the details that the plan sets.
fn details(context: &Context, checked: &Checked) -> Details {
    Details::of(&checked.request, context.plan.app_user_id.as_deref())
}

/// Returns an error if a detail was changed that the submission cannot correct.
fn check_corrections(context: &Context, checked: &Checked) -> Result<(), Error> {
    let cannot = details(context, checked).uncorrectable(&context.journal().details);
    cannot.map_or(Ok(()), |what| Err(details::cannot_correct(context.journal(), &what)))
}

/// Returns an error if the job to resume has another name or edition than the plan, as far as the response tells.
fn check_job_matches_plan(context: &Context, id: &JobId, job: &TrainingJobInfo) -> Result<(), Error> {
    let edition = job.job_type.as_ref().map(ToString::to_string);
    let pairs = [
        ("voice", job.voice_name.clone(), context.plan.voice_name.clone()),
        ("edition", edition, context.plan.edition.to_string()),
    ];
    let differs = |(_, found, expected): &(_, Option<String>, String)| found.as_ref().is_some_and(|it| it != expected);
    match pairs.into_iter().find(differs) {
        None => Ok(()),
        Some((what, found, expected)) => {
            let found = printable(&found.unwrap_or_default());
            let message = format!("job {} is not the plan's: its {what} is {found:?}, not {expected:?}", **id);
            Err(Error::new(ErrorKind::InvalidRequest, message)
                .with_advice("nothing was changed: use the id of this plan's job (Plan::resume_job)"))
        }
    }
}

/// Returns an error if a file was replaced while its training was interrupted, which is more often a mistake than
/// intended.
fn check_files_unchanged(context: &Context, digests: &Digests) -> Result<(), Error> {
    digests.check_against(&context.journal().submission).map_err(|message| {
        Error::new(ErrorKind::File, message).with_advice(
            "put the old file back; or use the new one for the same job (Plan::resubmit); or give the new training a \
             journal of its own (Plan::journal)",
        )
    })
}

/// Uploads the files that have not been uploaded, and submits the job.
async fn upload_and_submit(
    context: &mut Context,
    id: &JobId,
    state: JobState,
    urls: UploadUrls,
    checked: Checked,
) -> Result<Next, Error> {
    let details = details(context, &checked);
    // The letter is small: uploads that do not work fail before the recording is sent.
    if let Some(letter) = checked.letter {
        let item = Item::Letter;
        upload::upload(context, id, &urls, item, &letter.body, &letter.content_types).await?;
    }
    if context.plan.material.is_one_by_one() {
        if let Some(needed) = upload::upload_segments(context, id, &state, urls).await? {
            return Ok(Next::Ended(Outcome::ActionNeeded(needed)));
        }
    } else {
        let zip = [Some(crate::upload::ContentType::ZIP)];
        upload::upload(context, id, &urls, Item::Recording, &checked.package, &zip).await?;
    }
    submit::submit(context, id, state, &details).await?;
    Ok(Next::Submitted(id.clone()))
}

/// Adds to an error the job that exists and how to continue.
pub(super) fn with_next_step(context: &Context, error: Error, id: &JobId) -> Error {
    let error = error.with_job_id(id);
    match error.kind() {
        // The same plan would fail with the same error.
        ErrorKind::JobFailed => error,
        _ if context.has_stored_journal() => {
            error.and_advice("run the same plan again to resume the job: its journal has it")
        }
        _ => error.and_advice("resume this job (Plan::resume_job) instead of creating another one"),
    }
}
