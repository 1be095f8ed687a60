//! Lists that the service returns in pages, each as one stream of its entries.

mod walk;

use std::collections::VecDeque;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::str::FromStr;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::Serialize;

use self::walk::Walk;
use crate::Error;

/// Every entry of a list that the service returns in pages, one after another.
///
/// The stream asks for the next page when the entries of the last one are used up. It sends nothing before the first
/// entry is asked for. It is a [`Stream`], and its own [`next`](Self::next) and [`try_collect`](Self::try_collect) need
/// no other crate. It can be dropped at any time.
///
/// ```
/// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
/// use metastudio_voice::types::JobState;
///
/// let failed = [JobState::Failed, JobState::AuditFailed];
/// let mut jobs = client.list_voice_training_job().state(failed).stream();
/// while let Some(job) = jobs.next().await {
///     let job = job?;
///     println!("{:?}: {:?}", job.job_id, job.job_failed_reason);
/// }
/// # Ok(())
/// # }
/// ```
///
/// # In another task
/// The stream borrows nothing: it has a clone of the client, which is made once for each list. It can be moved to
/// another task, kept in a struct, or be the body of a response.
///
/// ```
/// # async fn sample(client: metastudio_voice::Client) -> Result<(), Box<dyn std::error::Error>> {
/// let jobs = client.list_voice_training_job().stream();
/// let jobs = tokio::spawn(jobs.try_collect()).await??;
/// # Ok(())
/// # }
/// ```
///
/// # When the list changes meanwhile
/// Where entries have an id (jobs do), each page overlaps the one before by one entry, which shows whether the list has
/// moved. An entry that is in the list all the time comes exactly once, whatever is deleted or added meanwhile. An
/// entry that is added meanwhile may come or not. There are two limits:
///
/// - If the list is sorted by something that changes, such as the update time, an entry can move to a page that has
///   been read already, and be missed.
/// - A start offset counts entries, and deletions or additions before it shift which ones it skips. An entry that moves
///   across it can be missed, or come although it was before it at first.
///
/// Entries without an id (the log of a job, the resources of the quotas) are counted: an entry that is added at the top
/// meanwhile makes another one come twice.
///
/// # Errors
/// After an error the stream can go on: the next poll sends the request for the same page again. The client's retries
/// apply as with any other call. [`try_collect`](Self::try_collect) ends with the first error.
#[must_use = "nothing is sent before the first entry is asked for"]
pub struct Paged<T> {
    fetch: Box<dyn Fn(u64, u64) -> Fetching<T> + Send>,
    print: Box<dyn Fn(&T) -> String + Send>,
    walk: Walk,
    ready: VecDeque<T>,
    underway: Option<Fetching<T>>,
}

/// A page: its entries, and how many entries the list has.
pub(crate) struct Page<T> {
    pub(crate) entries: Vec<T>,
    pub(crate) total: Option<u64>,
}

type Fetching<T> = Pin<Box<dyn Future<Output = Result<Page<T>, Error>> + Send>>;

/// Returns the id of an entry, if it has one.
pub(crate) type Key<T> = fn(&T) -> Option<String>;

/// Where to begin, and how many entries to ask for at a time.
#[derive(Clone, Copy)]
pub(crate) struct Start {
    pub(crate) offset: u64,
    pub(crate) limit: u64,
}

/// Reads a list. `fetch` takes the offset and the limit of each page.
#[allow(dead_code, reason = "a spec may have no list in pages")]
pub(crate) fn pages<T, F, P>(start: Start, key: Option<Key<T>>, fetch: F) -> Paged<T>
where
    T: Serialize + 'static,
    F: Fn(u64, u64) -> P + Send + 'static,
    P: Future<Output = Result<Page<T>, Error>> + Send + 'static,
{
    // An entry without an id is identified by all of its text.
    let whole = |entry: &T| serde_json::to_string(entry).unwrap_or_default();
    let id = move |entry: &T| key.and_then(|key| key(entry)).filter(|id| !id.is_empty());
    Paged {
        fetch: Box::new(move |offset, limit| Box::pin(fetch(offset, limit))),
        print: Box::new(move |entry| id(entry).unwrap_or_else(|| whole(entry))),
        walk: Walk::new(start, key.is_some()),
        ready: VecDeque::new(),
        underway: None,
    }
}

impl<T> Paged<T> {
    /// Returns the next entry, or `None` at the end of the list.
    ///
    /// Nothing is lost if the future is dropped before it is ready, as in a `select!`.
    ///
    /// # Errors
    /// Fails if the next page cannot be read. The next call asks for the same page again.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Collects all entries that are left.
    ///
    /// # Errors
    /// Fails with the first error; the entries before it are dropped.
    pub async fn try_collect(mut self) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        while let Some(entry) = self.next().await {
            all.push(entry?);
        }
        Ok(all)
    }
}

impl<T> Stream for Paged<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(entry) = this.ready.pop_front() {
                return Poll::Ready(Some(Ok(entry)));
            }
            let Some((offset, limit)) = this.walk.wanted() else { return Poll::Ready(None) };
            let underway = this.underway.get_or_insert_with(|| (this.fetch)(offset, limit));
            let page = ready!(underway.as_mut().poll(context));
            this.underway = None;
            match page {
                Ok(Page { entries, total }) => {
                    let names: Vec<String> = entries.iter().map(|entry| (this.print)(entry)).collect();
                    let fresh = this.walk.take(&names, total);
                    this.ready =
                        entries.into_iter().zip(fresh).filter(|(_, new)| *new).map(|(entry, _)| entry).collect();
                }
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

// The futures are boxed, and nothing else is ever pinned.
impl<T> Unpin for Paged<T> {}

impl<T> fmt::Debug for Paged<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Paged");
        shown.field("next", &self.walk.wanted().map(|(offset, _)| offset)).field("ready", &self.ready.len());
        shown.field("underway", &self.underway.is_some()).finish_non_exhaustive()
    }
}

/// Returns the number that a request's parameter was set to, if it was.
#[allow(dead_code, reason = "a spec may have no list in pages")]
pub(crate) fn number<T: ToString>(parameter: &Result<Option<T>, String>) -> Option<u64> {
    parameter.as_ref().ok()?.as_ref()?.to_string().parse().ok()
}

/// Returns a parameter with this number. A parameter that was refused when it was set stays refused.
#[allow(dead_code, reason = "a spec may have no list in pages")]
pub(crate) fn numbered<T>(parameter: Result<Option<T>, String>, name: &str, number: u64) -> Result<Option<T>, String>
where
    T: ToString + FromStr<Err: fmt::Display>,
{
    let given = parameter?.map(|given| given.to_string());
    if let Some(given) = given.filter(|given| given.parse::<u64>().is_err()) {
        return Err(format!("{name} is {given}, but must be at least 0"));
    }
    number.to_string().parse().map(Some).map_err(|error| crate::generated::limits::about(name, error))
}
