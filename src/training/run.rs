//! The workflow itself: check, create, upload, submit, watch. Each stage is a room of its own; which of them are still to
//! be done is decided here, from the journal and the state of the job.

use std::pin::pin;
use std::time::{Duration, UNIX_EPOCH};

use tokio::sync::{OwnedSemaphorePermit, mpsc};

use super::claims::{self, Holder};
use super::details::{self, Details};
use super::digests::{self, Digests};
use super::events::Listeners;
use super::journal::{Journal, Service};
use super::journal_store::{Writer, blocking};
use super::preflight::{self, Checked};
use super::stages::upload::{self, UploadUrls};
use super::stages::wait::Seen;
use super::stages::{create, segments, submit, wait};
use super::{Event, Item, Outcome, Plan};
use crate::generated::limits::about;
use crate::text::printable;
use crate::types::TrainingJobInfo;
use crate::types::{JobId, JobState, Lifecycle};
use crate::{Client, Error, ErrorKind};

/// How often in a row something may fail in passing, with the poll interval between: an hour at the usual one.
pub(super) const PATIENCE: u32 = 60;
/// The bounds of the poll interval: the service's, and those of a simulator on this machine.
const MIN_POLL: Duration = Duration::from_secs(1);
const MIN_POLL_OF_A_SIMULATOR: Duration = Duration::from_millis(1);
const MAX_POLL: Duration = Duration::from_secs(24 * 60 * 60);

/// A training under way.
pub(super) struct Run {
    pub(super) client: Client,
    pub(super) plan: Plan,
    writer: Writer,
    holder: Holder,
    listeners: Listeners<Event>,
    turn: Option<OwnedSemaphorePermit>,
}

/// Runs a plan to its end. Its turn, if it has to keep one, ends with the submission.
pub(super) async fn run(
    client: Client,
    plan: Plan,
    listeners: Listeners<Event>,
    turn: Option<OwnedSemaphorePermit>,
) -> Result<Outcome, Error> {
    let service = service(&client)?;
    let given = plan.job_id.clone().transpose().map_err(not_an_id)?;
    let place = plan.clone();
    let path = blocking(move || Ok(place.journal_path())).await?;
    let writer = Writer::open(path, Journal::new(service, plan.edition.clone(), plan.voice_name.clone())).await?;
    let mut run = Run::new(client, plan, writer, listeners, turn);
    let known = run.journal().job_id.clone();
    match (known, given) {
        (Some(known), Some(given)) if known != given => {
            let message = format!("the journal is about job {}, and not about {}", *known, *given);
            Err(Error::new(ErrorKind::JournalMismatch, message)
                .with_advice("nothing was done: give the other job a journal of its own (Plan::journal)"))
        }
        (Some(id), _) | (None, Some(id)) => {
            run.emit(Event::Resumed { job_id: id.clone() });
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

/// Where a client's jobs are.
pub(super) fn service(client: &Client) -> Result<Service, Error> {
    let project_id = client
        .project_id()
        .map_err(|message| Error::new(ErrorKind::InvalidRequest, message).with_advice("nothing was created"))?;
    Ok(Service { host: client.authority().to_owned(), project_id: project_id.to_string() })
}

fn not_an_id(reason: String) -> Error {
    Error::new(ErrorKind::InvalidRequest, about("the job id of Plan::resume_job", reason))
        .with_advice("nothing was done: give it the id as the service returned it")
}

/// Tells what happens to whoever follows.
#[derive(Clone)]
pub(super) struct EventSender(mpsc::UnboundedSender<Event>);

impl EventSender {
    pub(super) fn tell(&self, event: Event) {
        // Nobody listens any more once it is over.
        let _ = self.0.send(event);
    }
}

/// Awaits work that tells what happens, and passes on all of it: also what it tells in the moment in which it is done.
pub(super) async fn forwarding<T, E>(
    work: impl Future<Output = T>,
    mut told: mpsc::UnboundedReceiver<E>,
    mut emit: impl FnMut(E),
) -> T {
    let mut work = pin!(work);
    let done = loop {
        tokio::select! {
            biased;
            Some(event) = told.recv() => emit(event),
            done = &mut work => break done,
        }
    };
    while let Ok(event) = told.try_recv() {
        emit(event);
    }
    done
}

impl Drop for Run {
    fn drop(&mut self) {
        claims::ended(&self.holder);
    }
}

impl Run {
    /// One that only looks: what it would write down goes nowhere.
    pub(super) fn looking(client: Client, plan: Plan, journal: Journal, listeners: Listeners<Event>) -> Self {
        let writer = Writer::detached(journal);
        Self { client, plan, writer, holder: claims::holder(None), listeners, turn: None }
    }

    fn new(
        client: Client,
        plan: Plan,
        writer: Writer,
        listeners: Listeners<Event>,
        turn: Option<OwnedSemaphorePermit>,
    ) -> Self {
        let holder = claims::holder(writer.path());
        claims::note(&holder, writer.journal());
        Self { client, plan, writer, holder, listeners, turn }
    }

    /// Who this training is among the others.
    pub(super) fn holder(&self) -> &Holder {
        &self.holder
    }

    /// How often the service is asked, within bounds: no pause at all would be a flood of requests, and one of years a
    /// training that nobody hears of again.
    pub(super) fn poll_interval(&self) -> Duration {
        let least = if self.client.is_loopback() { MIN_POLL_OF_A_SIMULATOR } else { MIN_POLL };
        self.plan.poll_interval.clamp(least, MAX_POLL)
    }

    /// The pause after a failure that may pass: as long as the service asks for, if it asks for more than the usual one.
    pub(super) fn pause_after(&self, failure: &Error) -> Duration {
        self.poll_interval().max(failure.asked_to_wait().unwrap_or_default())
    }

    /// The time since some moment, never going backwards.
    pub(super) fn elapsed(&self) -> Duration {
        self.client.clock().elapsed()
    }

    /// This machine's time of day, in seconds since 1970: for people, as nothing is decided by it.
    pub(super) fn wall_clock(&self) -> u64 {
        self.client.clock().now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
    }

    /// What has been done so far.
    pub(super) fn journal(&self) -> &Journal {
        self.writer.journal()
    }

    /// Writes down what has been done, or is about to be.
    pub(super) async fn record(&mut self, change: impl FnOnce(&mut Journal)) -> Result<(), Error> {
        let recorded = self.writer.record(change).await;
        claims::note(&self.holder, self.writer.journal());
        recorded
    }

    /// Lets another training begin: from here on this one only watches.
    pub(super) fn end_turn(&mut self) {
        self.turn = None;
    }

    /// Tells the caller.
    pub(super) fn emit(&mut self, event: Event) {
        self.listeners.tell(event);
    }

    /// Makes a call that does no harm when it is made twice, again and again while it fails in passing: a training
    /// outlives an outage.
    pub(super) async fn retry_transient<T, W>(&mut self, call: impl Fn(Client) -> W) -> Result<T, Error>
    where
        W: Future<Output = Result<T, Error>>,
    {
        let mut failures = 0;
        loop {
            match call(self.client.clone()).await {
                Err(error) if error.is_transient() && failures < PATIENCE => {
                    failures += 1;
                    self.emit(Event::Retrying { error: error.to_string() });
                    self.sleep(self.pause_after(&error)).await;
                }
                outcome => return outcome,
            }
        }
    }

    /// Waits.
    pub(super) async fn sleep(&mut self, pause: Duration) {
        self.client.clock().sleep(pause).await;
    }

    /// Awaits something that tells what happens, and passes on what it tells.
    pub(super) async fn forward_events<T, W>(&mut self, start: impl FnOnce(EventSender) -> W) -> Result<T, Error>
    where
        W: IntoFuture<Output = Result<T, Error>>,
    {
        let (sender, told) = mpsc::unbounded_channel();
        forwarding(start(EventSender(sender)).into_future(), told, |event| self.emit(event)).await
    }

    async fn check(&mut self) -> Result<(Checked, Digests), Error> {
        let checked = preflight::check(self).await?;
        let digests = Digests::of(&checked).await?;
        self.emit(Event::Checked { report: checked.report.clone() });
        Ok((checked, digests))
    }

    /// Goes on with a job that exists: from the first step that is still to be done.
    async fn go_on(&mut self, id: &JobId) -> Result<Outcome, Error> {
        if self.journal().submission.submitted_at.is_some() {
            return self.after_submission(id).await;
        }
        let seen = wait::look(self, id).await?;
        if self.journal().job_id.is_none() {
            self.must_be_the_plans(id, &seen.job)?;
            self.record(|journal| {
                journal.pending_create = None;
                journal.job_id = Some(id.clone());
            })
            .await?;
        }
        let Some(state) = seen.state.clone() else {
            return Err(Error::new(
                ErrorKind::UnexpectedResponse,
                "the service does not say in which state the job is",
            )
            .transient_if(true));
        };
        if let Some(from) = self.was_submitted_from(&seen) {
            // By an attempt whose response was lost, or by someone else.
            submit::submitted(self, from, seen.date).await?;
            return self.after_submission(id).await;
        }
        let (checked, digests) = self.check().await?;
        self.must_be_carried(&checked)?;
        if self.plan.resubmit && self.journal().submission.pending_submit.is_none() {
            if !digests.are_those_of(&self.journal().submission) {
                let number = self.journal().submission.number;
                self.record(|journal| journal.submission = digests.replacing(number, &journal.submission)).await?;
            }
        } else {
            self.unchanged(&digests)?;
            self.record(|journal| digests.enter(&mut journal.submission)).await?;
        }
        self.finish(id, state, UploadUrls::default(), checked).await
    }

    /// The state from which a job that is not known to be submitted must have been submitted, as it has left it.
    ///
    /// A job that is named by its id, and of which no journal knows a submission, may wait in the state of a failed review.
    /// What was submitted then is not known here, so that only [`Plan::resubmit`](super::Plan::resubmit) asks for another
    /// submission, which may cost another credit.
    fn was_submitted_from(&self, seen: &Seen) -> Option<JobState> {
        let submission = &self.journal().submission;
        let from = match &submission.pending_submit {
            Some(pending) => pending.from.clone(),
            None if submission.number > 1 || self.plan.job_id.is_some() => {
                let replaced = submission.number > 1 || self.plan.resubmit;
                let waits = |state: &JobState| {
                    *state == JobState::Creating || (replaced && state.lifecycle() == Lifecycle::ActionNeeded)
                };
                return if seen.state.as_ref().is_some_and(waits) { None } else { Some(JobState::Creating) };
            }
            None => JobState::Creating,
        };
        submit::has_left(&from, seen).then_some(from)
    }

    /// Goes on with a job that is submitted: watches it, or, when its review has failed, submits something better.
    async fn after_submission(&mut self, id: &JobId) -> Result<Outcome, Error> {
        if !self.plan.resubmit {
            self.nothing_has_changed().await?;
            return wait::wait(self, id).await;
        }
        let state = match wait::look(self, id).await {
            // Watching tells what is to be told of a job that is gone.
            Err(error) if wait::is_gone(&error) => None,
            seen => seen?.state,
        };
        let Some(state) = state.filter(|state| state.lifecycle() == Lifecycle::ActionNeeded) else {
            // It does not wait for anything: what would be resubmitted has to be what is submitted already.
            self.nothing_has_changed().await?;
            return wait::wait(self, id).await;
        };
        let (checked, digests) = self.check().await?;
        let same_details = self.details(&checked).contradiction(&self.journal().details).is_none();
        if digests.are_those_of(&self.journal().submission) && same_details {
            return wait::wait(self, id).await;
        }
        self.must_be_carried(&checked)?;
        let number = self.journal().submission.number + 1;
        self.record(|journal| journal.submission = digests.replacing(number, &journal.submission)).await?;
        self.finish(id, state, UploadUrls::default(), checked).await
    }

    /// Another recording, letter or detail than was submitted is more often a mistake than meant, and it would be ignored.
    /// Files that are not there any more are not needed.
    async fn nothing_has_changed(&mut self) -> Result<(), Error> {
        let (recording, letter) = digests::of_files(self).await;
        self.journal().submission.must_have(recording, letter).map_err(|message| {
            Error::new(ErrorKind::File, message).with_advice(
                "nothing was done: put the old file back; or, after a failed review, submit the new one to the same job \
                 (Plan::resubmit); or train another voice from it, which costs another credit, with a journal of its own \
                 (Plan::journal)",
            )
        })?;
        let Some(request) = preflight::request(&self.plan) else { return Ok(()) };
        let details = Details::of(&request, self.plan.app_user_id.as_deref());
        match details.contradiction(&self.journal().details) {
            None => Ok(()),
            Some(name) => Err(Error::new(
                ErrorKind::JournalMismatch,
                format!("the job was submitted with another {name}"),
            )
            .with_advice(
                "nothing was done, as a submitted job cannot be changed: put it back in the plan; after a failed \
                     review it can be submitted with the new one (Plan::resubmit)",
            )),
        }
    }

    fn details(&self, checked: &Checked) -> Details {
        Details::of(&checked.request, self.plan.app_user_id.as_deref())
    }

    /// A correction that the submission cannot carry is an error before it.
    fn must_be_carried(&self, checked: &Checked) -> Result<(), Error> {
        let cannot = self.details(checked).cannot_be_carried(&self.journal().details);
        cannot.map_or(Ok(()), |what| Err(details::too_late(self.journal(), &what)))
    }

    /// A job that is named by its id must be the one that the plan is about, as far as the service tells.
    fn must_be_the_plans(&self, id: &JobId, job: &TrainingJobInfo) -> Result<(), Error> {
        let edition = job.job_type.as_ref().map(ToString::to_string);
        let pairs = [
            ("voice", job.voice_name.clone(), self.plan.voice_name.clone()),
            ("edition", edition, self.plan.edition.to_string()),
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
    fn unchanged(&self, digests: &Digests) -> Result<(), Error> {
        digests.must_be_those_of(&self.journal().submission).map_err(|message| {
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
        addresses: UploadUrls,
        checked: Checked,
    ) -> Result<Outcome, Error> {
        let details = self.details(&checked);
        // The letter is small: if uploads do not work, it shows before the recording is sent.
        if let Some(letter) = checked.letter {
            let item = Item::Letter;
            upload::upload(self, id, &addresses, item, &letter.body, &letter.content_types).await?;
        }
        if self.plan.material.is_one_by_one() {
            if let Some(needed) = segments::upload(self, id, &state, addresses).await? {
                return Ok(Outcome::ActionNeeded(needed));
            }
        } else {
            let zip = [Some(crate::upload::ContentType::ZIP)];
            upload::upload(self, id, &addresses, Item::Recording, &checked.package, &zip).await?;
        }
        submit::submit(self, id, state, &details).await?;
        wait::wait(self, id).await
    }

    /// Tells of the job that exists in spite of an error, and how to go on.
    fn explained(&self, outcome: Result<Outcome, Error>, id: &JobId) -> Result<Outcome, Error> {
        outcome.map_err(|error| {
            let error = error.with_job_id(id);
            match error.kind() {
                // The same plan can only say the same again.
                ErrorKind::JobFailed => error,
                _ if self.writer.is_on_disk() => {
                    error.and_advice("run the same plan again to go on with this job: its journal knows it")
                }
                _ => error.and_advice("go on with this job (Plan::resume_job) instead of creating another"),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // C7: the last events of an upload.
    #[tokio::test]
    async fn what_is_told_in_the_last_moment_is_passed_on_before_the_result() {
        let (sender, told) = mpsc::unbounded_channel();
        let mut emitted = Vec::new();
        let work = async {
            sender.send(1).expect("somebody listens");
            tokio::task::yield_now().await;
            (2..=1_000).for_each(|event| sender.send(event).expect("somebody listens"));
            "done"
        };
        assert_eq!(forwarding(work, told, |event| emitted.push(event)).await, "done");
        assert_eq!(emitted, (1..=1_000).collect::<Vec<_>>());
    }
}
