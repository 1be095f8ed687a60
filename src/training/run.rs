//! The workflow itself: check, create, upload, submit, watch. Each stage is a function; what has been reached is
//! told through one place, `Run::reached`.

use std::pin::pin;

use tokio::sync::mpsc;

use super::checks::{self, Checked};
use super::uploads::{self, Addresses};
use super::{Event, Item, Outcome, Plan, watch};
use crate::types::{CommitJobReq, JobId, JobState};
use crate::upload::{ContentType, Progress};
use crate::{Client, Error, ErrorKind};

/// A training under way.
pub(super) struct Run {
    pub(super) client: Client,
    pub(super) plan: Plan,
    on_event: Box<dyn FnMut(Event) + Send>,
}

/// Runs a plan to its end.
pub(super) async fn run(client: Client, plan: Plan, on_event: Box<dyn FnMut(Event) + Send>) -> Result<Outcome, Error> {
    let mut run = Run { client, plan, on_event };
    let checked = checks::check(&mut run).await?;
    run.reached(Event::Checked { recording: checked.recording.clone() });
    let (job_id, addresses) = run.create(&checked).await?;
    let finished = run.finish(&job_id, addresses, checked).await;
    finished.map_err(|error| error.with_job_id(&job_id))
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

    async fn create(&mut self, checked: &Checked) -> Result<(JobId, Addresses), Error> {
        let mut call = self.client.create_training_advance_job().body(checked.request.clone());
        if let Some(app_user_id) = &checked.app_user_id {
            call = call.x_app_user_id(app_user_id.clone());
        }
        let created = call.send().await?.into_inner();
        let job_id = JobId::try_from(&*created.job_id).map_err(|error| {
            Error::new(ErrorKind::UnexpectedAnswer, format!("the job id cannot be used: {error}"))
                .with_advice("the job exists: look for it with ListVoiceTrainingJob")
        })?;
        self.reached(Event::Created { job_id: job_id.to_string() });
        Ok((job_id, created.into()))
    }

    async fn finish(&mut self, job_id: &JobId, mut addresses: Addresses, checked: Checked) -> Result<Outcome, Error> {
        // The letter is small: if uploads do not work, it shows before the recording is sent.
        if let Some(letter) = checked.letter {
            let item = Item::Letter;
            uploads::upload(self, job_id, &mut addresses, item, &letter.body, &letter.content_types).await?;
        }
        let zip = [Some(ContentType::ZIP)];
        uploads::upload(self, job_id, &mut addresses, Item::Recording, &checked.package, &zip).await?;
        self.submit(job_id).await?;
        watch::watch(self, job_id).await
    }

    /// Submits the job, once. When the answer is lost, the job's state tells whether it was submitted.
    async fn submit(&mut self, job_id: &JobId) -> Result<(), Error> {
        let call = self.client.commit_voice_training_job().job_id(job_id.clone()).body(CommitJobReq::default());
        if let Err(error) = call.send().await {
            let lost = matches!(error.kind(), ErrorKind::Connection | ErrorKind::Timeout) && !error.is_connect();
            let submitted = lost
                && match self.client.show_voice_training_job().job_id(job_id.clone()).send().await {
                    Ok(job) => job.state.as_ref().is_some_and(|state| *state != JobState::Creating),
                    Err(_) => false,
                };
            if !submitted {
                return Err(error);
            }
        }
        self.reached(Event::Submitted);
        Ok(())
    }
}
