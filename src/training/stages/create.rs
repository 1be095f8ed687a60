//! Creating the job, once: a creation whose response is lost is looked for before another is made.

use tokio::sync::OwnedMutexGuard;

use super::upload::UploadUrls;
use crate::training::context::Context;
use crate::training::details::{self, Details};
use crate::training::digests::Digests;
use crate::training::journal::{Journal, PendingCreate, Submission};
use crate::training::journal_store::blocking;
use crate::training::other_trainings::{self, OtherTrainings};
use crate::training::ownership::{self, ExpectedJob, Ownership};
use crate::training::preflight::Checked;
use crate::training::{Event, Plan};
use crate::types::{CreateTrainingJobRsp, JobId, JobState, JobType, TrainingJobInfo};
use crate::{Client, Error, ErrorKind};

/// How often a creation is made when no trace of the ones before is found.
const ATTEMPTS: u32 = 3;
/// How often it is looked for before it counts as not made.
const SEARCHES: u32 = 6;

/// Creates the job, or finds the one that a lost attempt has created.
pub(in crate::training) async fn create(
    context: &mut Context,
    checked: &Checked,
    digests: &Digests,
) -> Result<(JobId, UploadUrls), Error> {
    let details = Details::of(&checked.request, context.plan.app_user_id.as_deref());
    // Two creations of one name at the same time could not be told apart if both lost their responses.
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
    let mut attempt = 1;
    loop {
        // The list may show only now what was lost before: the first list is the one that tells old from new.
        let listed = list(&context.client, &context.plan).await?;
        let known = match &pending {
            Some(pending) => match decide_ownership(context, &details, &pending.known, &listed).await {
                Ownership::Ours(id) => return recover(context, job_id(&id)?).await,
                Ownership::Uncertain(ids) => return Err(uncertain_job(&ids)),
                Ownership::None => pending.known.clone(),
            },
            None => known_before(context, &details, &listed),
        };
        let creating = PendingCreate { known };
        context
            .record(|journal| {
                journal.details = details.digest();
                journal.pending_create = Some(creating.clone());
                digests.record_in(&mut journal.submission);
            })
            .await?;
        let error = match send(&context.client, &context.plan, checked).await {
            Ok(created) => {
                let id = job_id(&created.job_id)?;
                // A response that something on the way has kept from another creation is about another job.
                if creating.known.contains(&created.job_id) {
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
            // This attempt has created nothing. If none before it is in doubt, another recording may be used next time.
            if pending.is_none() {
                context
                    .record(|journal| {
                        journal.details.clear();
                        journal.pending_create = None;
                        journal.submission = Submission::first();
                    })
                    .await?;
            }
            return Err(error.in_doubt_if(pending.is_some()));
        }
        context.emit(Event::Retrying { error: error.to_string() });
        if let Some(id) = search(context, &details, &creating).await? {
            return recover(context, id).await;
        }
        if attempt == ATTEMPTS {
            return Err(error);
        }
        pending = Some(creating);
        attempt += 1;
    }
}

async fn send(client: &Client, plan: &Plan, checked: &Checked) -> Result<CreateTrainingJobRsp, Error> {
    let (request, user) = (checked.request.clone(), checked.app_user_id.clone());
    /// The operations differ in their path alone.
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

async fn recover(context: &mut Context, id: JobId) -> Result<(JobId, UploadUrls), Error> {
    record_job(context, &id).await?;
    context.emit(Event::Recovered { job_id: id.clone() });
    Ok((id, UploadUrls::default()))
}

async fn record_job(context: &mut Context, id: &JobId) -> Result<(), Error> {
    let recorded = context.record(|journal| {
        journal.pending_create = None;
        journal.job_id = Some(id.clone());
    });
    recorded.await.map_err(|error| error.with_job_id(id))
}

fn job_id(text: &str) -> Result<JobId, Error> {
    JobId::try_from(text).map_err(|error| {
        Error::new(ErrorKind::UnexpectedResponse, format!("the job id cannot be used: {error}"))
            .with_advice("the job exists: look for it with ListVoiceTrainingJob")
    })
}

/// Looks for the job of a creation that got no response. A list may lag behind, and a gateway may give up before the
/// service does: it is looked for several times, for as long as from one poll to the next. As long is waited for other
/// trainings to find theirs.
async fn search(context: &mut Context, details: &Details, pending: &PendingCreate) -> Result<Option<JobId>, Error> {
    let pause = context.poll_interval() / (SEARCHES - 1);
    let mut last = Ownership::None;
    for search in 0..SEARCHES {
        if search > 0 {
            context.sleep(pause).await;
        }
        let plan = context.plan.clone();
        let listed = context.retry_transient(async |client| list(&client, &plan).await).await?;
        last = decide_ownership(context, details, &pending.known, &listed).await;
        if let Ownership::Ours(id) = &last {
            return job_id(id).map(Some);
        }
    }
    match last {
        Ownership::Uncertain(ids) => Err(uncertain_job(&ids)),
        Ownership::Ours(_) | Ownership::None => Ok(None),
    }
}

fn uncertain_job(ids: &[String]) -> Error {
    let ids: Vec<&str> = ids.iter().map(|id| if id.is_empty() { "(without an id)" } else { &**id }).collect();
    let message = match &*ids {
        [only] => format!("it is not certain whether job {only} is the one that was created"),
        several => format!("several jobs may be the one that was created: {}", several.join(", ")),
    };
    Error::new(ErrorKind::ActionNeeded, message).in_doubt_if(true).with_advice(
        "nothing more was created, and none of them was touched: look at them and go on with the right one \
         (Plan::resume_job), or delete those that nobody needs and run the plan again",
    )
}

/// Waits until no other training that can be known of has a creation of this name without a response, or until this one
/// has had one first, and keeps the others of this process waiting until what it returns is dropped.
async fn lock_creation(context: &mut Context, details: &Details) -> Result<Option<OwnedMutexGuard<()>>, Error> {
    let mut searches = 0;
    loop {
        let lock = other_trainings::lock_creation(context.journal()).await;
        searches += 1;
        let Some(rival) =
            other_trainings(context, details).await.rival.filter(|_| context.journal().pending_create.is_none())
        else {
            return Ok(lock);
        };
        if searches == SEARCHES {
            let message = format!("{rival} has created a job of this name and has seen no response");
            return Err(Error::new(ErrorKind::ActionNeeded, message).with_advice(
                "nothing was created for this one, as their jobs could not be told apart: run that training first, or \
                 move its journal away if it is of no use any more; different names, or batch names, keep trainings apart",
            ));
        }
        drop(lock);
        context.sleep(context.poll_interval() / (SEARCHES - 1)).await;
    }
}

/// A recording that was renamed is still the one that another journal in its folder has trained.
async fn check_recording_is_new(context: &mut Context, digests: &Digests) -> Result<(), Error> {
    let (id, journal, recording) = (context.id().clone(), context.journal().clone(), digests.recording());
    let same = blocking(move || Ok(other_trainings::same_material(&id, &journal, recording))).await?;
    same.map_or(Ok(()), |there| {
        let message = format!("the journal {} is of a training of this voice from this recording", there.display());
        Err(Error::new(ErrorKind::JournalMismatch, message).with_advice(
            "nothing was created: go on with that training by naming its journal (Plan::journal); to train the same \
             recording once more, which costs another credit, give the plan a journal of its own",
        ))
    })
}

/// What other trainings have and look for.
async fn other_trainings(context: &mut Context, details: &Details) -> OtherTrainings {
    let journal = Journal { details: details.digest(), ..context.journal().clone() };
    let id = context.id().clone();
    let others = tokio::task::spawn_blocking(move || other_trainings::find(&id, &journal)).await;
    // Nothing is known of them if they could not be asked, and then nothing is certain.
    others.unwrap_or_else(|_| OtherTrainings { rival: Some(context.id().clone()), ..OtherTrainings::default() })
}

/// Decides whose the listed jobs are.
async fn decide_ownership(
    context: &mut Context,
    details: &Details,
    before: &[String],
    listed: &[TrainingJobInfo],
) -> Ownership {
    let others = other_trainings(context, details).await;
    ownership::decide(&expected(context, details), before, &others, listed)
}

/// The jobs that look like ours before there is ours.
fn known_before(context: &Context, details: &Details, listed: &[TrainingJobInfo]) -> Vec<String> {
    let expected = expected(context, details);
    listed.iter().filter(|job| ownership::looks_alike(&expected, job)).map(ownership::id).collect()
}

fn expected<'a>(context: &'a Context, details: &'a Details) -> ExpectedJob<'a> {
    let Plan { edition, voice_name, .. } = &context.plan;
    ExpectedJob { edition, voice_name, details }
}

/// Lists the jobs of this name and edition that are not submitted, as far as the service's filters go.
async fn list(client: &Client, plan: &Plan) -> Result<Vec<TrainingJobInfo>, Error> {
    let list = client.list_voice_training_job().voice_name(&*plan.voice_name);
    let mut pages = list.job_type(plan.edition.to_string()).state(JobState::Creating.to_string()).stream();
    let mut jobs = Vec::new();
    while let Some(job) = pages.next().await {
        let job = job?;
        // A filter that matches parts of names, or none at all, would keep a whole project's jobs.
        if ownership::is_named(&job, &plan.voice_name) {
            jobs.push(job);
        }
    }
    Ok(jobs)
}
