//! Creating the job, once: a creation whose answer is lost is looked for before another is made.

use std::time::{Duration, UNIX_EPOCH};

use super::digests::Digests;
use super::journal::{Creating, Round};
use super::preflight::Checked;
use super::run::Run;
use super::uploads::Addresses;
use super::{Event, Plan};
use crate::types::{CreateTrainingJobRsp, JobId, JobState, JobType, TrainingJobInfo};
use crate::{Client, Error, ErrorKind};

/// How far the service's clock and this machine's may be apart: signed requests are refused beyond it (help page
/// "Authentication").
const CLOCKS: u64 = 15 * 60;
/// How often a creation is made when no trace of the ones before is found.
const ATTEMPTS: u32 = 3;
/// How often it is looked for before it counts as not made.
const LOOKS: u32 = 4;

/// Creates the job, or finds the one that a lost attempt has created.
pub(super) async fn create(run: &mut Run, checked: &Checked, digests: &Digests) -> Result<(JobId, Addresses), Error> {
    if let Some(creating) = run.journal().creating.clone()
        && let Some(id) = find(run, &creating).await?
    {
        return found(run, id).await;
    }
    let mut attempt = 1;
    loop {
        let creating = Creating { since: now(&run.client), known: candidates(&run.client, &run.plan, 0).await? };
        run.record(|journal| {
            journal.creating = Some(creating.clone());
            digests.enter(&mut journal.round);
        })
        .await?;
        let error = match send(&run.client, &run.plan, checked).await {
            Ok(created) => {
                let id = job_id(&created.job_id)?;
                let addresses = Addresses::from(created);
                exists(run, &id).await?;
                run.reached(Event::Created { job_id: id.to_string() });
                return Ok((id, addresses));
            }
            Err(error) => error,
        };
        if !error.is_in_doubt() {
            // Nothing was created, for sure: another recording may be used next time.
            run.record(|journal| {
                journal.creating = None;
                journal.round = Round::first();
            })
            .await?;
            return Err(error);
        }
        run.reached(Event::Trouble { error: error.to_string() });
        if let Some(id) = find(run, &creating).await? {
            return found(run, id).await;
        }
        if attempt == ATTEMPTS {
            return Err(error);
        }
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

async fn found(run: &mut Run, id: JobId) -> Result<(JobId, Addresses), Error> {
    exists(run, &id).await?;
    run.reached(Event::Found { job_id: id.to_string() });
    Ok((id, Addresses::default()))
}

async fn exists(run: &mut Run, id: &JobId) -> Result<(), Error> {
    let recorded = run.record(|journal| {
        journal.creating = None;
        journal.job_id = Some(id.to_string());
    });
    recorded.await.map_err(|error| error.with_job_id(id))
}

fn job_id(text: &str) -> Result<JobId, Error> {
    JobId::try_from(text).map_err(|error| {
        Error::new(ErrorKind::UnexpectedAnswer, format!("the job id cannot be used: {error}"))
            .with_advice("the job exists: look for it with ListVoiceTrainingJob")
    })
}

/// Looks for the job of a creation that got no answer. A list may lag behind, and a gateway may give up before the
/// service does: it is looked for several times, for as long as from one poll to the next after the creation.
async fn find(run: &mut Run, creating: &Creating) -> Result<Option<JobId>, Error> {
    let long_ago = now(&run.client).saturating_sub(creating.since) > run.plan.poll_interval.as_secs().max(1);
    let pause = run.plan.poll_interval / (LOOKS - 1);
    for look in 0..if long_ago { 1 } else { LOOKS } {
        if look > 0 {
            run.sleep(pause).await;
        }
        let (plan, since) = (run.plan.clone(), creating.since.saturating_sub(CLOCKS));
        let mut new = run.patiently(async |client| candidates(&client, &plan, since).await).await?;
        new.retain(|id| !creating.known.contains(id));
        match new.as_slice() {
            [] => {}
            [only] => return job_id(only).map(Some),
            several => {
                let message = format!("several jobs may be the one that was created: {}", several.join(", "));
                return Err(Error::new(ErrorKind::ActionNeeded, message).in_doubt_if(true).with_advice(
                    "look at them and go on with the right one (Plan::continue_job): nothing more was created",
                ));
            }
        }
    }
    Ok(None)
}

/// The jobs that a creation of this plan would look like: of this name and edition, not submitted.
async fn candidates(client: &Client, plan: &Plan, since: u64) -> Result<Vec<String>, Error> {
    let list = client.list_voice_training_job().voice_name(&*plan.voice_name);
    let mut jobs = list.job_type(plan.edition.to_string()).state(JobState::Creating.to_string()).stream();
    let mut ids = Vec::new();
    while let Some(job) = jobs.next().await {
        let job = job?;
        if looks_alike(plan, &job)
            && job.create_time.is_none_or(|time| u64::try_from(time).is_ok_and(|time| time >= since))
        {
            ids.extend(job.job_id);
        }
    }
    Ok(ids)
}

/// The filters are the service's; whether they match parts of names, for example, is not documented.
fn looks_alike(plan: &Plan, job: &TrainingJobInfo) -> bool {
    job.voice_name.as_ref() == Some(&plan.voice_name)
        && job.job_type.as_ref().is_none_or(|edition| *edition == plan.edition)
        && job.state.as_ref().is_none_or(|state| *state == JobState::Creating)
        // Whether every answer carries it is not documented: only another user's counts.
        && job.app_user_id.as_deref().is_none_or(|user| user.is_empty() || Some(user) == plan.app_user_id.as_deref())
}

/// Seconds since 1970.
pub(super) fn now(client: &Client) -> u64 {
    client.inner.calls.clock.now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs()
}
