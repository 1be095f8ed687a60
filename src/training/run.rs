//! The workflow itself: check, create, upload, submit, watch. Each stage is a room of its own; which of them are still to
//! be done is decided here, from the journal and the state of the job.

use std::pin::pin;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, mpsc};

use super::digests::Digests;
use super::journal::{Journal, Service, Writer};
use super::preflight::{self, Checked};
use super::uploads::{self, Addresses};
use super::{Event, Item, Outcome, Plan, create, sentences, submit, watch};
use crate::types::{JobId, JobState, Lifecycle};
use crate::{Client, Error, ErrorKind};

/// How often in a row something may fail in passing, with the poll interval between: an hour at the usual one.
pub(super) const PATIENCE: u32 = 60;

/// A training under way.
pub(super) struct Run {
    pub(super) client: Client,
    pub(super) plan: Plan,
    writer: Writer,
    on_event: OnEvent,
    turn: Option<OwnedSemaphorePermit>,
}

pub(super) type OnEvent = Box<dyn FnMut(Event) + Send>;

/// Runs a plan to its end. Its turn, if it has to keep one, ends with the submission.
pub(super) async fn run(
    client: Client,
    plan: Plan,
    on_event: OnEvent,
    turn: Option<OwnedSemaphorePermit>,
) -> Result<Outcome, Error> {
    let host = &client.inner.endpoint[url::Position::BeforeHost..url::Position::AfterPort];
    let project_id = client
        .inner
        .project_id()
        .map_err(|message| Error::new(ErrorKind::InvalidRequest, message).with_advice("nothing was created"))?;
    let service = Service { host: host.to_owned(), project_id: project_id.to_string() };
    let given = plan.job_id.as_deref().map(job_id).transpose()?;
    let writer = Writer::open(plan.journal_path(), service, plan.edition.clone(), plan.voice_name.clone()).await?;
    let mut run = Run { client, plan, writer, on_event, turn };
    let known = run.journal().job_id.as_deref().map(job_id).transpose()?;
    match (known, given) {
        (Some(known), Some(given)) if known != given => {
            let message = format!("the journal is about job {}, and not about {}", *known, *given);
            Err(Error::new(ErrorKind::Journal, message)
                .with_advice("nothing was done: give the other job a journal of its own (Plan::journal)"))
        }
        (Some(id), _) | (None, Some(id)) => {
            run.reached(Event::Resumed { job_id: id.to_string() });
            let outcome = run.go_on(&id).await;
            run.explained(outcome, &id)
        }
        (None, None) => {
            let (checked, digests) = run.check().await?;
            if !run.plan.resubmit {
                run.unchanged(&digests)?;
            }
            let (id, addresses) = create::create(&mut run, &checked, &digests).await?;
            let outcome = run.finish(&id, JobState::Creating, addresses, checked).await;
            run.explained(outcome, &id)
        }
    }
}

pub(super) fn job_id(text: &str) -> Result<JobId, Error> {
    JobId::try_from(text).map_err(|error| Error::new(ErrorKind::InvalidRequest, format!("job_id: {error}")))
}

/// Tells what happens to whoever follows.
#[derive(Clone)]
pub(super) struct Tell(mpsc::UnboundedSender<Event>);

impl Tell {
    pub(super) fn tell(&self, event: Event) {
        // Nobody listens any more once it is over.
        let _ = self.0.send(event);
    }
}

impl Run {
    /// One that only looks: what it would write down goes nowhere.
    pub(super) fn looking(client: Client, plan: Plan, journal: Journal, on_event: OnEvent) -> Self {
        Self { client, plan, writer: Writer::detached(journal), on_event, turn: None }
    }

    /// What has been done so far.
    pub(super) fn journal(&self) -> &Journal {
        self.writer.journal()
    }

    /// Writes down what has been done, or is about to be.
    pub(super) async fn record(&mut self, change: impl FnOnce(&mut Journal)) -> Result<(), Error> {
        self.writer.record(change).await
    }

    /// Lets another training begin: from here on this one only watches.
    pub(super) fn end_turn(&mut self) {
        self.turn = None;
    }

    /// Tells the caller.
    pub(super) fn reached(&mut self, event: Event) {
        (self.on_event)(event);
    }

    /// Makes a call that does no harm when it is made twice, again and again while it fails in passing: a training
    /// outlives an outage.
    pub(super) async fn patiently<T, W>(&mut self, call: impl Fn(Client) -> W) -> Result<T, Error>
    where
        W: Future<Output = Result<T, Error>>,
    {
        let mut failures = 0;
        loop {
            match call(self.client.clone()).await {
                Err(error) if error.is_transient() && failures < PATIENCE => {
                    failures += 1;
                    self.reached(Event::Trouble { error: error.to_string() });
                    self.sleep(self.plan.poll_interval).await;
                }
                outcome => return outcome,
            }
        }
    }

    /// Waits.
    pub(super) async fn sleep(&mut self, pause: Duration) {
        self.client.inner.calls.clock.sleep(pause).await;
    }

    /// Awaits something that tells what happens, and passes on what it tells.
    pub(super) async fn follow<T, W>(&mut self, start: impl FnOnce(Tell) -> W) -> Result<T, Error>
    where
        W: IntoFuture<Output = Result<T, Error>>,
    {
        let (sender, mut told) = mpsc::unbounded_channel();
        let mut work = pin!(start(Tell(sender)).into_future());
        loop {
            tokio::select! {
                biased;
                Some(event) = told.recv() => self.reached(event),
                done = &mut work => return done,
            }
        }
    }

    async fn check(&mut self) -> Result<(Checked, Digests), Error> {
        let checked = preflight::check(self).await?;
        let digests = Digests::of(&checked).await?;
        self.reached(Event::Checked { report: checked.report.clone() });
        Ok((checked, digests))
    }

    /// Goes on with a job that exists: from the first step that is still to be done.
    async fn go_on(&mut self, id: &JobId) -> Result<Outcome, Error> {
        let over = self.journal().round.submitted_at.is_some();
        if over && !self.plan.resubmit {
            return watch::watch(self, id).await;
        }
        let state = watch::state(self, id).await?;
        if self.journal().job_id.is_none() {
            self.record(|journal| {
                journal.creating = None;
                journal.job_id = Some(id.to_string());
            })
            .await?;
        }
        if state.lifecycle() != Lifecycle::ActionNeeded {
            if !over {
                // By an attempt whose answer was lost, or by someone else.
                submit::submitted(self).await?;
            }
            return watch::watch(self, id).await;
        }
        let (checked, digests) = self.check().await?;
        if over {
            if digests.are_those_of(&self.journal().round) {
                return watch::watch(self, id).await;
            }
            let number = self.journal().round.number + 1;
            self.record(|journal| journal.round = digests.replacing(number, &journal.round)).await?;
        } else if self.plan.resubmit && self.journal().round.submitting.is_none() {
            if !digests.are_those_of(&self.journal().round) {
                let number = self.journal().round.number;
                self.record(|journal| journal.round = digests.replacing(number, &journal.round)).await?;
            }
        } else {
            self.unchanged(&digests)?;
            self.record(|journal| digests.enter(&mut journal.round)).await?;
        }
        self.finish(id, state, Addresses::default(), checked).await
    }

    /// A recording that was replaced while its training was interrupted is more often a mistake than meant.
    fn unchanged(&self, digests: &Digests) -> Result<(), Error> {
        digests.must_be_those_of(&self.journal().round).map_err(|message| {
            Error::new(ErrorKind::File, message).with_advice(
                "put the old file back; or use the new one for the same job (Plan::resubmit); or give the new training \
                 a journal of its own (Plan::journal)",
            )
        })
    }

    /// Uploads what has not been uploaded, submits and watches.
    async fn finish(
        &mut self,
        id: &JobId,
        state: JobState,
        addresses: Addresses,
        checked: Checked,
    ) -> Result<Outcome, Error> {
        // The letter is small: if uploads do not work, it shows before the recording is sent.
        if let Some(letter) = checked.letter {
            let item = Item::Letter;
            uploads::upload(self, id, &addresses, item, &letter.body, &letter.content_types).await?;
        }
        if self.plan.material.is_one_by_one() {
            if let Some(needed) = sentences::upload(self, id, &state, addresses).await? {
                return Ok(Outcome::ActionNeeded(needed));
            }
        } else {
            let zip = [Some(crate::upload::ContentType::ZIP)];
            uploads::upload(self, id, &addresses, Item::Recording, &checked.package, &zip).await?;
        }
        submit::submit(self, id, state).await?;
        watch::watch(self, id).await
    }

    /// Tells of the job that exists in spite of an error, and how to go on.
    fn explained(&self, outcome: Result<Outcome, Error>, id: &JobId) -> Result<Outcome, Error> {
        outcome.map_err(|error| {
            let error = error.with_job_id(id);
            match error.kind() {
                ErrorKind::JobFailed => error,
                _ if self.writer.is_on_disk() => {
                    error.and_advice("run the same plan again to go on with this job: its journal knows it")
                }
                _ => error.and_advice("go on with this job (Plan::continue_job) instead of creating another"),
            }
        })
    }
}
