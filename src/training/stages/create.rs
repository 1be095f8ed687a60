//! Creates the job, once: if a create request gets no response, its job is searched for before the next request.

use tokio::sync::OwnedMutexGuard;

use super::upload::UploadUrls;
use crate::training::context::{Context, Patience};
use crate::training::details::{self, Details};
use crate::training::digests::Digests;
use crate::training::journal::{Journal, PendingCreate, Submission};
use crate::training::other_trainings::{self, OtherTrainings, TrainingId};
use crate::training::ownership::{self, ExpectedJob, Ownership};
use crate::training::preflight::Checked;
use crate::training::store::blocking;
use crate::training::{Event, Plan};
use crate::types::{CreateTrainingJobRsp, JobId, JobState, JobType, TrainingJobInfo};
use crate::{Client, Error, ErrorKind};

/// The number of create requests in one run.
const ATTEMPTS: u32 = 3;
/// The number of searches for a lost job within one poll interval.
const SEARCHES: u32 = 6;

/// Creates the job, or finds the one that an attempt without a response has created.
pub(in crate::training) async fn create(
    context: &mut Context,
    checked: &Checked,
    digests: &Digests,
) -> Result<(JobId, UploadUrls), Error> {
    let details = Details::of(&checked.request, context.plan.app_user_id.as_deref());
    // If two requests with the same name both got no response, their jobs could not be told apart.
    let _lock = lock_creation(context, &details).await?;
    let mut pending = context.journal().pending_create.clone();
    if pending.is_none() && !context.plan.names_its_journal() {
        check_recording_is_new(context, digests).await?;
    }
    if pending.is_some()
        && let Some(what) = details.uncorrectable(&context.journal().details)
    {
        return Err(details::cannot_correct(context.journal(), &what));
    }
    if let Some(pending) = &pending
        && let Some(id) = search(context, &details, pending).await?
    {
        return recover(context, id).await;
    }
    let (mut attempt, mut withdrawals) = (1, 0);
    loop {
        // The first list tells old jobs from new ones. A later list may show the job of an earlier attempt.
        let listed = list(&context.client, &context.plan).await?;
        let known = match &pending {
            Some(pending) => match decide_ownership(context, &details, &pending.known, &listed).await? {
                Ownership::Ours(id) => return recover(context, job_id(&id)?).await,
                Ownership::Uncertain(ids) => return Err(uncertain_job(&ids)),
                Ownership::None => pending.known.clone(),
            },
            None => known_before(context, &details, &listed),
        };
        let attempted = PendingCreate { known };
        context
            .record(|journal| {
                journal.details = details.digest();
                journal.pending_create = Some(attempted.clone());
                digests.record_in(&mut journal.submission);
            })
            .await?;
        // Another process may have recorded a create request at the same moment: none of the two has been sent yet, or
        // the other one alone.
        if pending.is_none()
            && let Some(rival) = other_trainings(context, &details).await?.rival
        {
            withdraw(context).await?;
            withdrawals += 1;
            if withdrawals == SEARCHES {
                return Err(rivals(&rival));
            }
            let pause = context.poll_interval() / (SEARCHES - 1);
            context.sleep(pause.mul_f64(0.5 + fastrand::f64())).await;
            continue;
        }
        let error = match send(&context.client, &context.plan, checked).await {
            Ok(created) => {
                let id = job_id(&created.job_id)?;
                // A cache on the way may have returned the response to another create request.
                if attempted.known.contains(&created.job_id) {
                    return Err(uncertain_job(&[created.job_id]));
                }
                let urls = UploadUrls::from(created);
                record_job(context, &id).await?;
                context.emit(Event::Created { job_id: id.clone() });
                return Ok((id, urls));
            }
            Err(error) => error,
        };
        if !error.is_in_doubt() {
            // This attempt created nothing. If no earlier one is in doubt, the next run may use another recording.
            if pending.is_none() {
                withdraw(context).await?;
            }
            return Err(error.in_doubt_if(pending.is_some()));
        }
        context.emit(Event::Retrying { error: error.to_string() });
        if let Some(id) = search(context, &details, &attempted).await? {
            return recover(context, id).await;
        }
        if attempt == ATTEMPTS {
            return Err(error);
        }
        pending = Some(attempted);
        attempt += 1;
    }
}

/// Removes a create request from the journal that was not carried out.
async fn withdraw(context: &mut Context) -> Result<(), Error> {
    let withdrawn = context.record(|journal| {
        journal.details.clear();
        journal.pending_create = None;
        journal.submission = Submission::first();
    });
    withdrawn.await
}

/// Sends one create request.
async fn send(client: &Client, plan: &Plan, checked: &Checked) -> Result<CreateTrainingJobRsp, Error> {
    let (request, user) = (checked.request.clone(), checked.app_user_id.clone());
    /// Calls an operation; they differ only in their path.
    macro_rules! create {
        ($operation:ident) => {{
            let mut call = client.$operation().body(request);
            if let Some(user) = user {
                call = call.x_app_user_id(user);
            }
            call.send().await
        }};
    }
    let created = match plan.edition {
        JobType::Basic => create!(create_training_basic_job),
        JobType::Middle => create!(create_training_middle_job),
        JobType::ThirdParty => create!(create_training_third_party_job),
        _ => create!(create_training_advance_job),
    };
    Ok(created?.into_inner())
}

/// Records and announces a job that was found.
async fn recover(context: &mut Context, id: JobId) -> Result<(JobId, UploadUrls), Error> {
    record_job(context, &id).await?;
    context.emit(Event::Recovered { job_id: id.clone() });
    Ok((id, UploadUrls::default()))
}

/// Records the job in the journal.
async fn record_job(context: &mut Context, id: &JobId) -> Result<(), Error> {
    let recorded = context.record(|journal| {
        journal.pending_create = None;
        journal.job_id = Some(id.clone());
    });
    recorded.await.map_err(|error| error.with_job_id(id))
}

fn job_id(text: &str) -> Result<JobId, Error> {
    JobId::try_from(text).map_err(|error| {
        Error::new(ErrorKind::UnexpectedResponse, format!("the job id in the response is invalid: {error}"))
            .with_advice("the job may exist: ListVoiceTrainingJob lists the jobs")
    })
}

/// Searches for the job of a create request that got no response. A list may lag behind, and a gateway may give up
/// before the service does, so it searches several times within one poll interval. During that time other trainings may
/// find their jobs, too.
async fn search(context: &mut Context, details: &Details, pending: &PendingCreate) -> Result<Option<JobId>, Error> {
    let pause = context.poll_interval() / (SEARCHES - 1);
    let mut last = Ownership::None;
    for number in 0..SEARCHES {
        if number > 0 {
            context.sleep(pause).await;
        }
        let plan = context.plan.clone();
        let listed = context.retry_transient(async |client| list(&client, &plan).await).await?;
        last = decide_ownership(context, details, &pending.known, &listed).await?;
        if let Ownership::Ours(id) = &last {
            return job_id(id).map(Some);
        }
    }
    match last {
        Ownership::Uncertain(ids) => Err(uncertain_job(&ids)),
        Ownership::Ours(_) | Ownership::None => Ok(None),
    }
}

/// Returns the error for jobs that may be ours.
fn uncertain_job(ids: &[String]) -> Error {
    let ids: Vec<&str> = ids.iter().map(|id| if id.is_empty() { "(without an id)" } else { &**id }).collect();
    let message = match &*ids {
        [only] => format!("it is not certain whether job {only} is the one that the plan created"),
        several => format!("several jobs may be the one that the plan created: {}", several.join(", ")),
    };
    Error::new(ErrorKind::ActionNeeded, message).in_doubt_if(true).with_advice(
        "nothing more was created, and none of them was changed: find the right one and resume it (Plan::resume_job), \
         or delete those that nobody needs and run the plan again",
    )
}

/// Waits until no other known training has a pending create of a job like this one; a training with a pending create of
/// its own does not wait. The other trainings of this process wait until the returned guard is dropped.
async fn lock_creation(context: &mut Context, details: &Details) -> Result<Option<OwnedMutexGuard<()>>, Error> {
    let mut searches = 0;
    loop {
        let lock = other_trainings::lock_creation(context.journal()).await;
        searches += 1;
        let Some(rival) =
            other_trainings(context, details).await?.rival.filter(|_| context.journal().pending_create.is_none())
        else {
            return Ok(lock);
        };
        if searches == SEARCHES {
            return Err(rivals(&rival));
        }
        drop(lock);
        context.sleep(context.poll_interval() / (SEARCHES - 1)).await;
    }
}

/// Returns the error for a training whose job could not be told from that of another one.
fn rivals(rival: &TrainingId) -> Error {
    let message = format!("{rival} has sent a create request for a job of this name and got no response");
    Error::new(ErrorKind::ActionNeeded, message).with_advice(
        "nothing was created, as the two jobs could not be told apart: run that training first, or move its journal \
         away if it is not needed any more; different voice names or batch names avoid this",
    )
}

/// Returns an error if another journal in the folder is of a training of the same recording, as after a rename.
async fn check_recording_is_new(context: &mut Context, digests: &Digests) -> Result<(), Error> {
    let (id, journal, recording) = (context.id().clone(), context.journal().clone(), digests.recording());
    let same = blocking(move || Ok(other_trainings::same_material(&id, &journal, recording))).await?;
    same.map_or(Ok(()), |other| {
        let message = format!("the journal {} is of the same voice from the same recording", other.display());
        Err(Error::new(ErrorKind::JournalMismatch, message).with_advice(
            "nothing was created: resume that training with its journal (Plan::journal); to train the same recording \
             again, which costs another credit, give the plan a journal of its own",
        ))
    })
}

/// Finds the jobs and pending creates of other trainings. A store that is away is waited for.
async fn other_trainings(context: &mut Context, details: &Details) -> Result<OtherTrainings, Error> {
    let mut patience = Patience::default();
    loop {
        let journal = Journal { details: details.digest(), ..context.journal().clone() };
        match Box::pin(other_trainings::find(context.id(), context.place(), &journal)).await {
            Err(error) => context.wait_out(&mut patience, error).await?,
            found => return found,
        }
    }
}

/// Decides the ownership of the listed jobs.
async fn decide_ownership(
    context: &mut Context,
    details: &Details,
    before: &[String],
    listed: &[TrainingJobInfo],
) -> Result<Ownership, Error> {
    let others = other_trainings(context, details).await?;
    Ok(ownership::decide(&expected(context, details), before, &others, listed))
}

/// Returns the ids of the listed jobs that look like ours before ours is created.
fn known_before(context: &Context, details: &Details, listed: &[TrainingJobInfo]) -> Vec<String> {
    let expected = expected(context, details);
    listed.iter().filter(|job| ownership::looks_alike(&expected, job)).map(ownership::id).collect()
}

/// Returns the job that the plan describes.
fn expected<'a>(context: &'a Context, details: &'a Details) -> ExpectedJob<'a> {
    let Plan { edition, voice_name, .. } = &context.plan;
    ExpectedJob { edition, voice_name, details }
}

/// Lists the unsubmitted jobs of the plan's name and edition, as far as the service's filters do.
async fn list(client: &Client, plan: &Plan) -> Result<Vec<TrainingJobInfo>, Error> {
    let list = client.list_voice_training_job().voice_name(&*plan.voice_name);
    let mut pages = list.job_type(plan.edition.to_string()).state(JobState::Creating.to_string()).stream();
    let mut jobs = Vec::new();
    while let Some(job) = pages.next().await {
        let job = job?;
        // A filter that matches parts of names, or does not filter, would return the jobs of a whole project.
        if ownership::is_named(&job, &plan.voice_name) {
            jobs.push(job);
        }
    }
    Ok(jobs)
}
