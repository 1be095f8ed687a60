//! Watches all submitted jobs of a pool, with as few calls as possible.
//!
//! Jobs that are due are queried one by one, or together with a list of the jobs that wait, whichever takes fewer calls.
//! The list only shows that a job still waits. A job that it does not show, or shows in another state, is queried.

use std::collections::{BTreeSet, HashMap};
use std::future::pending;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::{AbortHandle, Id, JoinSet};
use tracing::Span;

use super::training::Run;
use crate::training::context::Context;
use crate::training::stages::wait::{Found, ObservedJob, Query, Step, Wait, date};
use crate::training::trace;
use crate::training::workflow::with_next_step;
use crate::types::{JobId, JobState, Lifecycle, ListTrainingJobsInfo, StateFilter};
use crate::{Client, Error, Response};

/// The number of calls at a time.
const CALLS: usize = 2;
/// The number of steps at a time, each of which may write a journal.
const STEPS: usize = 100;
/// The number of journals that become free at a time when many trainings are stopped.
const ENDINGS: usize = 32;
/// The number of transient errors in a row after which the service counts as away.
const FAILURES: u32 = 3;
/// The number of jobs for which a failure counts while the service is away, and the time until the next query.
const SHARED_FAILURES: usize = 100;
const PAUSE: Duration = Duration::from_secs(1);
/// The time for which nothing is sent after the credentials were refused. A key that was locked is free again then.
const SUSPENSION: Duration = Duration::from_secs(5 * 60);
/// The number of jobs of a page: the largest that the API allows.
const PAGE: u32 = 100;
/// The number of pages of a list that are read.
const MAX_PAGES: usize = 1_000;
/// The time for which the list is not tried again after it could not be read, or did not save any calls.
const LIST_AGAIN: Duration = Duration::from_secs(60 * 60);
const LIST_AGAIN_AFTER_OUTAGE: Duration = Duration::from_secs(5 * 60);

/// A training whose job is watched.
pub(super) struct Watched {
    // Dropped before the run, which tells that the journal is free.
    context: Context,
    wait: Wait,
    job_id: JobId,
    due: Duration,
    /// Whether the job itself must be queried: a list does not tell enough.
    must_ask: bool,
    /// The query that is under way.
    call: Option<AbortHandle>,
    run: Run,
}

impl Watched {
    pub(super) fn new(run: Run, mut context: Context, job_id: JobId) -> Box<Self> {
        let wait = Wait::new(&mut context, job_id.clone()).slowing_down();
        context.keep_for_watching();
        run.note(context.journal());
        Box::new(Self { context, wait, job_id, due: Duration::ZERO, must_ask: false, call: None, run })
    }
}

/// A call that has ended.
enum Called {
    Job(u64, Result<Found, Error>),
    Page(Result<Response<ListTrainingJobsInfo>, Error>),
}

type Sleeping = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The watched jobs of a pool.
pub(super) struct Watcher {
    client: Client,
    watched: HashMap<u64, Box<Watched>>,
    /// The training of each watched job.
    jobs: HashMap<JobId, u64>,
    /// The jobs to be queried, by time. Those that a list may cover, and the others.
    due: BTreeSet<(Duration, u64)>,
    must_ask: BTreeSet<(Duration, u64)>,
    calls: JoinSet<Called>,
    /// The trainings of the calls; none for a page of the list.
    callers: HashMap<Id, u64>,
    /// The trainings that take a step, or end.
    steps: JoinSet<Option<(Box<Watched>, Duration)>>,
    /// Limits the journals that become free at a time.
    endings: Arc<Semaphore>,
    list: List,
    /// The number of transient errors in a row.
    failures: u32,
    /// Nothing is sent before this time.
    paused_until: Duration,
    suspended_until: Duration,
    sleep: Option<(Duration, Sleeping)>,
}

impl Watcher {
    pub(super) fn new(client: Client) -> Self {
        let (watched, jobs, due, must_ask, callers, failures, paused_until, suspended_until, sleep) =
            Default::default();
        let (calls, steps) = (JoinSet::new(), JoinSet::new());
        Self {
            client,
            watched,
            jobs,
            due,
            must_ask,
            calls,
            callers,
            steps,
            endings: Arc::new(Semaphore::new(ENDINGS)),
            list: List::default(),
            failures,
            paused_until,
            suspended_until,
            sleep,
        }
    }

    /// Watches a job, which is queried at once.
    pub(super) fn add(&mut self, mut watched: Box<Watched>) {
        watched.due = self.now();
        self.put_back(watched);
    }

    /// Stops watching the job of a training. A training that takes a step stops by itself.
    pub(super) fn stop(&mut self, id: u64) {
        if let Some(watched) = self.take(id) {
            watched.call.iter().for_each(AbortHandle::abort);
            self.end_stopped(watched);
        }
    }

    /// Stops watching all jobs.
    pub(super) fn close(&mut self) {
        self.calls.abort_all();
        let ids: Vec<u64> = self.watched.keys().copied().collect();
        ids.into_iter().for_each(|id| self.stop(id));
    }

    /// Ends a training as stopped.
    pub(super) fn end_stopped(&mut self, watched: Box<Watched>) {
        let Watched { context, run, .. } = *watched;
        let stopped = run.stopped();
        self.end(run, context, stopped);
    }

    /// Ends a training.
    pub(super) fn end(&mut self, run: Run, context: Context, error: Error) {
        let endings = Arc::clone(&self.endings);
        self.steps.spawn(async move {
            // Nothing closes the semaphore.
            let _ending = endings.acquire().await;
            run.end_after(context, Err(error)).await;
            None
        });
    }

    /// Returns whether nothing is watched, under way or being stopped.
    pub(super) fn is_empty(&self) -> bool {
        self.watched.is_empty() && self.calls.is_empty() && self.steps.is_empty()
    }

    /// Sends nothing for some minutes, because the credentials were refused.
    pub(super) fn suspend(&mut self) {
        self.suspended_until = self.now().saturating_add(SUSPENSION);
    }

    pub(super) fn is_suspended(&self) -> bool {
        self.now() < self.suspended_until
    }

    /// Does the next thing that there is to do. It can be dropped at any time.
    pub(super) async fn turn(&mut self) {
        self.call();
        let Self { calls, steps, sleep, .. } = self;
        let slept = async {
            match sleep {
                Some((_, sleeping)) => sleeping.await,
                None => pending().await,
            }
        };
        tokio::select! {
            Some(step) = steps.join_next() => {
                // A training whose code has panicked ended when it was dropped.
                if let Ok(Some((watched, after))) = step {
                    self.goes_on(watched, after);
                }
            }
            Some(called) = calls.join_next_with_id() => match called {
                Ok((call, called)) => {
                    self.callers.remove(&call);
                    self.called(called);
                }
                Err(error) => self.call_lost(error.id()),
            },
            () = slept => self.sleep = None,
        }
    }

    fn now(&self) -> Duration {
        self.client.clock().elapsed()
    }

    /// Waits for the next query of a training.
    fn put_back(&mut self, watched: Box<Watched>) {
        if watched.run.is_stopping() {
            return self.end_stopped(watched);
        }
        let id = watched.run.id();
        let due = if watched.must_ask { &mut self.must_ask } else { &mut self.due };
        due.insert((watched.due, id));
        self.jobs.entry(watched.job_id.clone()).or_insert(id);
        self.watched.insert(id, watched);
    }

    /// Takes a training out, to let it take a step.
    fn take(&mut self, id: u64) -> Option<Box<Watched>> {
        let watched = self.watched.remove(&id)?;
        self.due.remove(&(watched.due, id));
        self.must_ask.remove(&(watched.due, id));
        if self.jobs.get(&watched.job_id) == Some(&id) {
            self.jobs.remove(&watched.job_id);
        }
        Some(watched)
    }

    /// Sends the calls that are due, or sets the time of the next one.
    fn call(&mut self) {
        while self.steps.len() < STEPS && self.calls.len() < self.most_calls() {
            let now = self.now();
            let pause = self.paused_until.max(self.suspended_until);
            if now < pause {
                return self.wake_at(pause);
            }
            if self.list.offset.is_some() && !self.list.is_called {
                self.call_list();
            } else if let Some(&(due, id)) = self.must_ask.first()
                && due <= now
            {
                self.call_job(id);
            } else if self.list.offset.is_none()
                && let Some(&(due, id)) = self.due.first()
                && due <= now
            {
                let pages = self.list.pages(now, self.watched.len()).filter(|_| self.failures < FAILURES);
                match pages {
                    Some(pages) if self.due.range(..=(now, u64::MAX)).take(pages + 1).count() > pages => {
                        self.list.begin();
                    }
                    _ => self.call_job(id),
                }
            } else {
                let next = [self.due.first().filter(|_| self.list.offset.is_none()), self.must_ask.first()];
                if let Some(next) = next.into_iter().flatten().map(|(due, _)| *due).min() {
                    self.wake_at(next);
                }
                return;
            }
        }
    }

    /// Returns the number of calls at a time. While the service is away, one call finds out whether it is back.
    fn most_calls(&self) -> usize {
        if self.failures < FAILURES { CALLS } else { 1 }
    }

    fn wake_at(&mut self, at: Duration) {
        if self.sleep.as_ref().is_none_or(|(until, _)| *until > at) {
            let (client, pause) = (self.client.clone(), at.saturating_sub(self.now()));
            self.sleep = Some((at, Box::pin(async move { client.clock().sleep(pause).await })));
        }
    }

    fn call_job(&mut self, id: u64) {
        let Some(watched) = self.watched.get_mut(&id) else { return };
        self.due.remove(&(watched.due, id));
        self.must_ask.remove(&(watched.due, id));
        let (client, query) = (self.client.clone(), watched.wait.query());
        let call = async move { Called::Job(id, query.send(&client).await) };
        let call = self.calls.spawn(trace::in_span(watched.context.span(), call));
        self.callers.insert(call.id(), id);
        watched.call = Some(call);
    }

    fn call_list(&mut self) {
        let (client, offset) = (self.client.clone(), self.list.offset.unwrap_or_default());
        self.list.is_called = true;
        // It is of no training.
        self.calls.spawn(trace::in_span(&Span::none(), async move {
            let list = client.list_voice_training_job().state(waiting_states());
            Called::Page(list.offset(offset).limit(PAGE).send().await)
        }));
    }

    /// Takes the result of a call.
    fn called(&mut self, called: Called) {
        match called {
            Called::Job(id, found) => {
                self.note(found.as_ref().err());
                let shared = found.as_ref().err().map(Error::shared);
                // It is not there any more if it was stopped meanwhile.
                if let Some(watched) = self.take(id) {
                    let pause = watched.context.poll_interval().min(PAUSE);
                    self.step(watched, found);
                    if let Some(error) = shared.filter(|error| error.is_transient() && self.failures >= FAILURES) {
                        self.share(&error, pause);
                    }
                }
            }
            Called::Page(Ok(page)) => {
                self.note(None);
                self.take_page(page);
            }
            Called::Page(Err(error)) => {
                self.note(Some(&error));
                let again = if error.is_transient() { LIST_AGAIN_AFTER_OUTAGE } else { LIST_AGAIN };
                let again = self.now().saturating_add(again);
                self.list.give_up(again);
            }
        }
    }

    /// A call has panicked, or was aborted.
    fn call_lost(&mut self, call: Id) {
        match self.callers.remove(&call) {
            Some(id) => drop(self.take(id)),
            None => self.list.give_up(Duration::MAX),
        }
    }

    /// Notes whether the service is there.
    fn note(&mut self, error: Option<&Error>) {
        match error {
            Some(error) if error.is_transient() => self.failures = self.failures.saturating_add(1),
            Some(error) if error.is_auth() => self.suspend(),
            _ => self.failures = 0,
        }
    }

    /// Counts a failure for other jobs that are due while the service is away.
    fn share(&mut self, error: &Error, pause: Duration) {
        let now = self.now();
        let due = [&self.must_ask, &self.due].map(|due| due.range(..=(now, u64::MAX)).take(SHARED_FAILURES));
        let due: Vec<u64> = due.into_iter().flatten().take(SHARED_FAILURES - 1).map(|(_, id)| *id).collect();
        for watched in due.into_iter().filter_map(|id| self.take(id)).collect::<Vec<_>>() {
            self.step(watched, Err(error.shared()));
        }
        self.paused_until = now.saturating_add(pause);
    }

    /// Takes a page of the list.
    fn take_page(&mut self, page: Response<ListTrainingJobsInfo>) {
        let now = self.now();
        let date = date(page.headers());
        let ListTrainingJobsInfo { count, jobs, .. } = page.into_inner();
        let length = jobs.len();
        for job in jobs {
            let waits = job.state.as_ref().is_some_and(|state| state.lifecycle() == Lifecycle::Waiting);
            let id = job.job_id.as_deref().and_then(|id| JobId::try_from(id).ok());
            let Some(&id) = id.filter(|_| waits).and_then(|id| self.jobs.get(&id)) else { continue };
            // Jobs that are being queried or must be are left to their own queries.
            let Some(due) = self.watched.get(&id).map(|watched| watched.due) else { continue };
            if self.due.contains(&(due, id))
                && let Some(watched) = self.take(id)
            {
                self.list.covered += usize::from(due <= now);
                self.step(watched, Ok(Found::Job(Box::new(ObservedJob::listed(job, date)))));
            }
        }
        let missing: Vec<u64> = self.due.range(..=(now, u64::MAX)).map(|(_, id)| *id).collect();
        if self.list.goes_on(length, count, missing.len()) {
            return;
        }
        self.list.end(now);
        for mut watched in missing.into_iter().filter_map(|id| self.take(id)).collect::<Vec<_>>() {
            watched.must_ask = true;
            self.put_back(watched);
        }
    }

    /// Lets a training take a step.
    fn step(&mut self, mut watched: Box<Watched>, found: Result<Found, Error>) {
        let span = watched.context.span().clone();
        let step = async move {
            let Watched { run, context, wait, job_id, .. } = &mut *watched;
            let outcome = match run.unless_stopped(wait.step(context, found)).await {
                Some(Ok(Step::Again { after })) => return Some((watched, after)),
                Some(Ok(Step::Ended(outcome))) => Ok(outcome),
                Some(Err(error)) => Err(with_next_step(context, error, job_id)),
                None => Err(run.stopped()),
            };
            let Watched { context, run, .. } = *watched;
            run.end_after(context, outcome).await;
            None
        };
        self.steps.spawn(trace::in_span(&span, step));
    }

    fn goes_on(&mut self, mut watched: Box<Watched>, after: Duration) {
        watched.run.note(watched.context.journal());
        (watched.due, watched.call) = (self.now().saturating_add(after), None);
        watched.must_ask = matches!(watched.wait.query(), Query::Review(_));
        self.put_back(watched);
    }
}

/// The use of the list.
#[derive(Default)]
struct List {
    /// The offset of the next page, while the list is read.
    offset: Option<i32>,
    /// Whether a page is being called.
    is_called: bool,
    read: usize,
    /// The number of due jobs that the list has covered.
    covered: usize,
    /// The number of pages of the last list, and until when it counts.
    known: Option<(usize, Duration)>,
    /// The list is not read before this time.
    not_before: Duration,
}

impl List {
    /// Returns the number of calls that the list takes; `None` if it cannot be used.
    fn pages(&self, now: Duration, watched: usize) -> Option<usize> {
        let known = self.known.filter(|(_, until)| now < *until).map(|(pages, _)| pages);
        (now >= self.not_before).then(|| known.unwrap_or_else(|| watched.div_ceil(PAGE as usize)))
    }

    fn begin(&mut self) {
        (self.offset, self.is_called, self.read, self.covered) = (Some(0), false, 0, 0);
    }

    /// Takes the size of a page, the size of the list and the number of due jobs that it has not shown yet. Returns
    /// whether the next page is needed.
    fn goes_on(&mut self, length: usize, count: Option<i64>, missing: usize) -> bool {
        self.is_called = false;
        self.read += 1;
        let next = self.offset.unwrap_or_default().saturating_add(i32::try_from(length).unwrap_or(i32::MAX));
        let has_more = match count {
            Some(count) => i64::from(next) < count,
            None => length >= PAGE as usize,
        };
        self.offset = Some(next);
        length > 0 && has_more && missing > 0 && self.read < MAX_PAGES
    }

    /// Notes whether the list has saved calls.
    fn end(&mut self, now: Duration) {
        self.offset = None;
        let later = now.saturating_add(LIST_AGAIN);
        self.known = Some((self.read, later));
        if self.covered <= self.read {
            self.not_before = later;
        }
    }

    fn give_up(&mut self, not_before: Duration) {
        (self.offset, self.is_called, self.not_before) = (None, false, not_before);
    }
}

/// Returns the filter for the states in which a job waits: as many of them as it has room for. A job in another state
/// is queried.
fn waiting_states() -> String {
    let known = JobState::KNOWN.iter().map(|state| JobState::from(*state));
    let mut waiting: Vec<JobState> = known.filter(|state| state.lifecycle() == Lifecycle::Waiting).collect();
    waiting.sort_by_key(|state| state.as_str().len());
    waiting.iter().fold(String::new(), |states, state| {
        let more = if states.is_empty() { state.to_string() } else { format!("{states},{state}") };
        if StateFilter::try_from(&*more).is_ok() { more } else { states }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_has_the_states_in_which_a_job_waits_as_far_as_the_api_has_room_for_them() {
        let filter = waiting_states();
        for state in ["SYSTEM_AUDITING", "AUDITING", "WAITING", "PROCESSING", "UPLOADING"] {
            assert!(filter.split(',').any(|it| it == state), "{filter}");
        }
        for state in filter.split(',') {
            assert_eq!(JobState::from(state).lifecycle(), Lifecycle::Waiting, "{state}");
        }
        assert!(StateFilter::try_from(&*filter).is_ok());
    }

    #[test]
    fn a_list_that_covers_no_more_jobs_than_it_takes_calls_is_not_read_for_an_hour() {
        let now = Duration::from_secs(1);
        for (covered, expected) in [(3, Some(2)), (2, None)] {
            let mut list = List::default();
            assert_eq!(list.pages(now, 250), Some(3));
            list.begin();
            assert!(list.goes_on(100, Some(150), 1));
            assert!(!list.goes_on(50, Some(150), 1));
            list.covered = covered;
            list.end(now);
            assert_eq!(list.pages(now, 250), expected);
            assert_eq!(list.pages(now + LIST_AGAIN, 250), Some(3));
        }
    }

    #[test]
    fn a_list_ends_with_its_last_page_or_with_the_last_job_that_is_due_or_when_it_has_no_end() {
        for (length, count, missing, goes_on) in [
            (100, Some(101), 1, true),
            (100, Some(100), 1, false),
            (100, Some(101), 0, false),
            (0, Some(101), 1, false),
            (100, None, 1, true),
            (99, None, 1, false),
        ] {
            let mut list = List::default();
            list.begin();
            assert_eq!(list.goes_on(length, count, missing), goes_on, "{length} of {count:?}, {missing} missing");
        }
        let mut list = List::default();
        list.begin();
        assert_eq!((0..).take_while(|_| list.goes_on(100, Some(i64::MAX), 1)).count(), MAX_PAGES - 1);
    }
}
