//! The workflow itself: check, create, upload, submit, watch. Each stage is a function; what has been reached is
//! told through one place, `Run::reached`.

use std::pin::pin;

use tokio::sync::mpsc;

use super::preflight::{self, Checked};
use super::uploads::{self, Addresses};
use super::{Event, Item, Outcome, Plan, watch};
use crate::types::{CommitJobReq, JobId, JobState, Lifecycle};
use crate::upload::{ContentType, Progress};
use crate::{Client, Error, ErrorKind};

/// A training under way.
pub(super) struct Run {
    pub(super) client: Client,
    pub(super) plan: Plan,
    on_event: Box<dyn FnMut(Event) + Send>,
}

/// A job that waits for its files.
struct Job {
    id: JobId,
    /// The state in which it waits.
    state: JobState,
    addresses: Addresses,
}

/// Runs a plan to its end.
pub(super) async fn run(client: Client, plan: Plan, on_event: Box<dyn FnMut(Event) + Send>) -> Result<Outcome, Error> {
    let existing = plan.job_id.clone().map(JobId::try_from).transpose();
    let existing = existing.map_err(|error| Error::new(ErrorKind::InvalidRequest, format!("job_id: {error}")))?;
    let mut run = Run { client, plan, on_event };
    match existing {
        None => {
            let checked = run.check().await?;
            let job = run.create(&checked).await?;
            let id = job.id.clone();
            run.finish(job, checked).await.map_err(|error| go_on_later(error, &id))
        }
        Some(id) => run.go_on(&id).await.map_err(|error| go_on_later(error, &id)),
    }
}

/// Tells of the job that exists in spite of the error.
fn go_on_later(error: Error, job_id: &JobId) -> Error {
    let error = error.with_job_id(job_id);
    match error.kind() {
        ErrorKind::JobFailed => error,
        _ => error.and_advice("go on with this job (Plan::continue_job) instead of creating another"),
    }
}

impl Run {
    /// Tells the caller. Whatever must remember the way (a journal) will do it here.
    pub(super) fn reached(&mut self, event: Event) {
        (self.on_event)(event);
    }

    /// Awaits something that tells how far it is, and passes on what it tells.
    pub(super) async fn follow<T, W>(
        &mut self,
        start: impl FnOnce(Box<dyn FnMut(Progress) + Send>) -> W,
        event: impl Fn(Progress) -> Event,
    ) -> Result<T, Error>
    where
        W: IntoFuture<Output = Result<T, Error>>,
    {
        let (sender, mut told) = mpsc::unbounded_channel();
        let tell = move |progress| {
            // Nobody listens any more once it is over.
            let _ = sender.send(progress);
        };
        let mut work = pin!(start(Box::new(tell)).into_future());
        loop {
            tokio::select! {
                biased;
                Some(progress) = told.recv() => self.reached(event(progress)),
                done = &mut work => return done,
            }
        }
    }

    async fn check(&mut self) -> Result<Checked, Error> {
        let checked = preflight::check(self).await?;
        self.reached(Event::Checked { report: checked.report.clone() });
        Ok(checked)
    }

    async fn create(&mut self, checked: &Checked) -> Result<Job, Error> {
        let mut call = self.client.create_training_advance_job().body(checked.request.clone());
        if let Some(app_user_id) = &checked.app_user_id {
            call = call.x_app_user_id(app_user_id.clone());
        }
        let created = call.send().await?.into_inner();
        let id = JobId::try_from(&*created.job_id).map_err(|error| {
            Error::new(ErrorKind::UnexpectedAnswer, format!("the job id cannot be used: {error}"))
                .with_advice("the job exists: look for it with ListVoiceTrainingJob")
        })?;
        self.reached(Event::Created { job_id: id.to_string() });
        Ok(Job { id, state: JobState::Creating, addresses: created.into() })
    }

    /// Goes on with a job that exists: from the uploads if it waits for its files, else just watching.
    async fn go_on(&mut self, id: &JobId) -> Result<Outcome, Error> {
        match state(&self.client, id).await? {
            state if state.lifecycle() == Lifecycle::ActionNeeded => {
                let checked = self.check().await?;
                self.finish(Job { id: id.clone(), state, addresses: Addresses::default() }, checked).await
            }
            _ => watch::watch(self, id, None).await,
        }
    }

    async fn finish(&mut self, mut job: Job, checked: Checked) -> Result<Outcome, Error> {
        // The letter is small: if uploads do not work, it shows before the recording is sent.
        if let Some(letter) = checked.letter {
            let item = Item::Letter;
            uploads::upload(self, &job.id, &mut job.addresses, item, &letter.body, &letter.content_types).await?;
        }
        let zip = [Some(ContentType::ZIP)];
        uploads::upload(self, &job.id, &mut job.addresses, Item::Recording, &checked.package, &zip).await?;
        self.submit(&job).await?;
        watch::watch(self, &job.id, Some(job.state)).await
    }

    /// Submits the job, once. When the answer is lost, the job's state tells whether it was submitted.
    async fn submit(&mut self, job: &Job) -> Result<(), Error> {
        let call = self.client.commit_voice_training_job().job_id(job.id.clone()).body(CommitJobReq::default());
        if let Err(error) = call.send().await {
            let no_answer = matches!(error.kind(), ErrorKind::Connection | ErrorKind::Timeout) && !error.is_connect();
            let doubtful = no_answer || error.status().is_some_and(|status| status >= 500);
            if !(doubtful && state(&self.client, &job.id).await.is_ok_and(|state| state != job.state)) {
                return Err(error);
            }
        }
        self.reached(Event::Submitted);
        Ok(())
    }
}

async fn state(client: &Client, id: &JobId) -> Result<JobState, Error> {
    let job = client.show_voice_training_job().job_id(id.clone()).send().await?;
    Ok(watch::state_of(&job))
}
