//! Lists that come in pages, as one stream of their entries.

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
use super::Error;

/// Every entry of a list that the service gives out in pages, one after another.
///
/// It asks for the next page when the entries of the last one are used up; nothing is sent before the first entry is
/// asked for. It is a [`Stream`], and has [`next`](Self::next) and [`try_collect`](Self::try_collect) for those who need
/// no more than that. It may be dropped at any time.
///
/// ```
/// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
/// let mut jobs = client.list_voice_training_job().state("FAILED,AUDIT_FAILED").stream();
/// while let Some(job) = jobs.next().await {
///     let job = job?;
///     println!("{:?}: {:?}", job.job_id, job.job_failed_reason);
/// }
/// # Ok(())
/// # }
/// ```
///
/// # When the list changes meanwhile
/// Where entries have an id (jobs do), each page overlaps the one before by an entry, which tells whether the list has
/// moved. An entry that is in the list all the time comes exactly once, whatever is deleted or added meanwhile. An entry
/// that is added meanwhile may come or not. Two things are out of reach: a list that is sorted by something that changes,
/// such as the update time, may move an entry from a page to come to one that was read; and a start offset counts entries,
/// not the same ones for ever: what deletions or additions move across it may be missed, or come although it was before.
///
/// Entries without an id (the log of a job, the resources of the quotas) are counted through: what is added at the top
/// meanwhile makes an entry come twice.
///
/// # Errors
/// After an error the stream goes on: asked again, it sends the request for the same page again. Retries are the client's
/// as with any other call. [`try_collect`](Self::try_collect) ends with the first error.
#[must_use = "nothing is sent before the first entry is asked for"]
pub struct Paged<'a, T> {
    fetch: Box<dyn Fn(u64, u64) -> Fetching<'a, T> + Send + 'a>,
    print: Box<dyn Fn(&T) -> String + Send + 'a>,
    walk: Walk,
    ready: VecDeque<T>,
    underway: Option<Fetching<'a, T>>,
}

/// A page: its entries, and how many there are in all.
pub(crate) struct Page<T> {
    pub(crate) entries: Vec<T>,
    pub(crate) total: Option<u64>,
}

type Fetching<'a, T> = Pin<Box<dyn Future<Output = Result<Page<T>, Error>> + Send + 'a>>;

/// What identifies an entry.
pub(crate) type Key<T> = fn(&T) -> Option<String>;

/// Where to begin, and how many entries to ask for at a time.
#[derive(Clone, Copy)]
pub(crate) struct Start {
    pub(crate) offset: u64,
    pub(crate) limit: u64,
}

/// Goes through a list. `fetch` is given offset and limit of each page.
#[allow(dead_code, reason = "a spec may have no list in pages")]
pub(crate) fn pages<'a, T, F, P>(start: Start, key: Option<Key<T>>, fetch: F) -> Paged<'a, T>
where
    T: Serialize + 'a,
    F: Fn(u64, u64) -> P + Send + 'a,
    P: Future<Output = Result<Page<T>, Error>> + Send + 'a,
{
    // An entry whose id is missing is known by all that it says.
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

impl<T> Paged<'_, T> {
    /// The next entry; `None` at the end of the list.
    ///
    /// Nothing is lost when the future is dropped before it is ready, as in a `select!`.
    ///
    /// # Errors
    /// When the next page cannot be had. Asked again, it tries again.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// All entries that are left.
    ///
    /// # Errors
    /// The first error; the entries that came before it are dropped.
    pub async fn try_collect(mut self) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        while let Some(entry) = self.next().await {
            all.push(entry?);
        }
        Ok(all)
    }
}

impl<T> Stream for Paged<'_, T> {
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

// Its futures are boxed, and nothing else is ever pinned.
impl<T> Unpin for Paged<'_, T> {}

impl<T> fmt::Debug for Paged<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Paged");
        shown.field("next", &self.walk.wanted().map(|(offset, _)| offset)).field("ready", &self.ready.len());
        shown.field("underway", &self.underway.is_some()).finish_non_exhaustive()
    }
}

/// The number that a request's parameter was given, if it was.
#[allow(dead_code, reason = "a spec may have no list in pages")]
pub(crate) fn number<T: ToString>(parameter: &Result<Option<T>, String>) -> Option<u64> {
    parameter.as_ref().ok()?.as_ref()?.to_string().parse().ok()
}

/// A parameter with this number; one that was given wrongly stays wrong.
#[allow(dead_code, reason = "a spec may have no list in pages")]
pub(crate) fn numbered<T>(parameter: Result<Option<T>, String>, name: &str, number: u64) -> Result<Option<T>, String>
where
    T: ToString + FromStr<Err: fmt::Display>,
{
    let given = parameter?.map(|given| given.to_string());
    if let Some(given) = given.filter(|given| given.parse::<u64>().is_err()) {
        return Err(format!("{name}: {given} is below 0"));
    }
    number.to_string().parse().map(Some).map_err(|error| format!("{name}: {error}"))
}
