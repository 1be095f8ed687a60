//! The workflow itself: check, create, upload, submit, watch. Each stage is a room of its own; which of them are still to
//! be done is decided here, from the journal and the state of the job.

use tokio::sync::OwnedSemaphorePermit;

use super::context::{Context, service};
use super::details::{self, Details};
use super::digests::{self, Digests};
use super::events::Listeners;
use super::journal::Journal;
use super::journal_store::{JournalStore, blocking};
use super::preflight::{self, Checked};
use super::stages::upload::{self, UploadUrls};
use super::stages::wait::ObservedJob;
use super::stages::{create, segments, submit, wait};
use super::{Event, Item, Outcome, Plan};
use crate::generated::limits::about;
use crate::text::printable;
use crate::types::{JobId, JobState, Lifecycle, TrainingJobInfo};
use crate::{Client, Error, ErrorKind};

/// Runs a plan to its end. Its turn, if it has to keep one, ends with the submission.
pub(super) async fn train(
    client: Client,
    plan: Plan,
    listeners: Listeners<Event>,
    slot: Option<OwnedSemaphorePermit>,
) -> Result<Outcome, Error> {
    let service = service(&client)?;
    let requested = plan.job_id.clone().transpose().map_err(not_an_id)?;
    let place = plan.clone();
    let path = blocking(move || Ok(place.journal_path())).await?;
    let store = JournalStore::open(path, Journal::new(service, plan.edition.clone(), plan.voice_name.clone())).await?;
    let mut context = Context::new(client, plan, store, listeners, slot);
    let known = context.journal().job_id.clone();
    match (known, requested) {
        (Some(known), Some(requested)) if known != requested => {
            let message = format!("the journal is about job {}, and not about {}", *known, *requested);
            Err(Error::new(ErrorKind::Journal, message)
                .with_advice("nothing was done: give the other job a journal of its own (Plan::journal)"))
        }
        (Some(id), _) | (None, Some(id)) => {
            context.emit(Event::Resumed { job_id: id.clone() });
            let outcome = resume(&mut context, &id).await;
            with_next_step(&context, outcome, &id)
        }
        (None, None) => {
            let (checked, digests) = check(&mut context).await?;
            if !context.plan.resubmit {
                check_files_unchanged(&context, &digests)?;
            }
            let (id, urls) = create::create(&mut context, &checked, &digests).await?;
            let outcome = upload_and_submit(&mut context, &id, JobState::Creating, urls, checked).await;
            with_next_step(&context, outcome, &id)
        }
    }
}

fn not_an_id(reason: String) -> Error {
    Error::new(ErrorKind::InvalidRequest, about("the job id of Plan::resume_job", reason))
        .with_advice("nothing was done: give it the id as the service returned it")
}

async fn check(context: &mut Context) -> Result<(Checked, Digests), Error> {
    let checked = preflight::check(context).await?;
    let digests = Digests::of(&checked).await?;
    context.emit(Event::Checked { report: checked.report.clone() });
    Ok((checked, digests))
}

/// Goes on with a job that exists: from the first step that is still to be done.
async fn resume(context: &mut Context, id: &JobId) -> Result<Outcome, Error> {
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
        return Err(Error::new(ErrorKind::UnexpectedResponse, "the service does not say in which state the job is")
            .transient_if(true));
    };
    if let Some(from) = submitted_from(context, &observed) {
        // By an attempt whose response was lost, or by someone else.
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

/// The state from which a job that is not known to be submitted must have been submitted, as it has left it.
///
/// A job that is named by its id, and of which no journal knows a submission, may wait in the state of a failed review.
/// What was submitted then is not known here, so that only [`Plan::resubmit`](super::Plan::resubmit) asks for another
/// submission, which may cost another credit.
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

/// Goes on with a job that is submitted: watches it, or, when its review has failed, submits something better.
async fn after_submission(context: &mut Context, id: &JobId) -> Result<Outcome, Error> {
    if !context.plan.resubmit {
        check_submission_unchanged(context).await?;
        return wait::wait(context, id).await;
    }
    let state = match wait::observe(context, id).await {
        // Watching tells what is to be told of a job that is gone.
        Err(error) if wait::is_gone(&error) => None,
        observed => observed?.state,
    };
    let Some(state) = state.filter(|state| state.lifecycle() == Lifecycle::ActionNeeded) else {
        // It does not wait for anything: what would be resubmitted has to be what is submitted already.
        check_submission_unchanged(context).await?;
        return wait::wait(context, id).await;
    };
    let (checked, digests) = check(context).await?;
    let same_details = details(context, &checked).contradiction(&context.journal().details).is_none();
    if digests.match_submission(&context.journal().submission) && same_details {
        return wait::wait(context, id).await;
    }
    check_corrections(context, &checked)?;
    let number = context.journal().submission.number + 1;
    context.record(|journal| journal.submission = digests.new_submission(number, &journal.submission)).await?;
    upload_and_submit(context, id, state, UploadUrls::default(), checked).await
}

/// Another recording, letter or detail than was submitted is more often a mistake than meant, and it would be ignored.
/// Files that are not there any more are not needed.
async fn check_submission_unchanged(context: &mut Context) -> Result<(), Error> {
    let (recording, letter) = digests::read_files(context).await;
    context.journal().submission.check_files(recording, letter).map_err(|message| {
        Error::new(ErrorKind::File, message).with_advice(
            "nothing was done: put the old file back; or, after a failed review, submit the new one to the same job \
             (Plan::resubmit); or train another voice from it, which costs another credit, with a journal of its own \
             (Plan::journal)",
        )
    })?;
    let Some(request) = preflight::request(&context.plan) else { return Ok(()) };
    let details = Details::of(&request, context.plan.app_user_id.as_deref());
    match details.contradiction(&context.journal().details) {
        None => Ok(()),
        Some(name) => Err(Error::new(ErrorKind::Journal, format!("the job was submitted with another {name}"))
            .with_advice(
                "nothing was done, as a submitted job cannot be changed: put it back in the plan; after a failed \
                 review it can be submitted with the new one (Plan::resubmit)",
            )),
    }
}

fn details(context: &Context, checked: &Checked) -> Details {
    Details::of(&checked.request, context.plan.app_user_id.as_deref())
}

/// A correction that the submission cannot carry is an error before it.
fn check_corrections(context: &Context, checked: &Checked) -> Result<(), Error> {
    let cannot = details(context, checked).uncorrectable(&context.journal().details);
    cannot.map_or(Ok(()), |what| Err(details::cannot_correct(context.journal(), &what)))
}

/// A job that is named by its id must be the one that the plan is about, as far as the service tells.
fn check_job_matches_plan(context: &Context, id: &JobId, job: &TrainingJobInfo) -> Result<(), Error> {
    let edition = job.job_type.as_ref().map(ToString::to_string);
    let pairs = [
        ("voice", job.voice_name.clone(), context.plan.voice_name.clone()),
        ("edition", edition, context.plan.edition.to_string()),
    ];
    let differs = |(_, there, wanted): &(_, Option<String>, String)| there.as_ref().is_some_and(|it| it != wanted);
    match pairs.into_iter().find(differs) {
        None => Ok(()),
        Some((what, there, wanted)) => {
            let there = printable(&there.unwrap_or_default());
            let message = format!("job {} is another: its {what} is {there:?}, this plan's {wanted:?}", **id);
            Err(Error::new(ErrorKind::InvalidRequest, message)
                .with_advice("nothing was done: name the job of this plan (Plan::resume_job)"))
        }
    }
}

/// A recording that was replaced while its training was interrupted is more often a mistake than meant.
fn check_files_unchanged(context: &Context, digests: &Digests) -> Result<(), Error> {
    digests.check_against(&context.journal().submission).map_err(|message| {
        Error::new(ErrorKind::File, message).with_advice(
            "put the old file back; or use the new one for the same job (Plan::resubmit); or give the new training \
             a journal of its own (Plan::journal)",
        )
    })
}

/// Uploads what has not been uploaded, submits and watches.
async fn upload_and_submit(
    context: &mut Context,
    id: &JobId,
    state: JobState,
    urls: UploadUrls,
    checked: Checked,
) -> Result<Outcome, Error> {
    let details = details(context, &checked);
    // The letter is small: if uploads do not work, it shows before the recording is sent.
    if let Some(letter) = checked.letter {
        let item = Item::Letter;
        upload::upload(context, id, &urls, item, &letter.body, &letter.content_types).await?;
    }
    if context.plan.material.is_one_by_one() {
        if let Some(needed) = segments::upload(context, id, &state, urls).await? {
            return Ok(Outcome::ActionNeeded(needed));
        }
    } else {
        let zip = [Some(crate::upload::ContentType::ZIP)];
        upload::upload(context, id, &urls, Item::Recording, &checked.package, &zip).await?;
    }
    submit::submit(context, id, state, &details).await?;
    wait::wait(context, id).await
}

/// Tells of the job that exists in spite of an error, and how to go on.
fn with_next_step(context: &Context, outcome: Result<Outcome, Error>, id: &JobId) -> Result<Outcome, Error> {
    outcome.map_err(|error| {
        let error = error.with_job_id(id);
        match error.kind() {
            // The same plan can only say the same again.
            ErrorKind::JobFailed => error,
            _ if context.has_journal_on_disk() => {
                error.and_advice("run the same plan again to go on with this job: its journal knows it")
            }
            _ => error.and_advice("go on with this job (Plan::resume_job) instead of creating another"),
        }
    })
}
