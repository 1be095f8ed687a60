//! Lists that the service returns in pages, each as one stream of its entries.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::str::FromStr;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::Serialize;

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
    walk: Walk,
    ready: VecDeque<T>,
    underway: Option<Fetching<T>>,
}

/// A page: its entries, and how many entries the list has.
pub(crate) struct Page<T> {
    pub(crate) entries: Vec<T>,
    pub(crate) total: Option<u64>,
}

/// The request for a page, each of whose entries comes with its id.
type Fetching<T> = Pin<Box<dyn Future<Output = Result<Page<(String, T)>, Error>> + Send>>;

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
    let id = move |entry: &T| key.and_then(|key| key(entry)).filter(|id| !id.is_empty());
    let name = move |entry: &T| id(entry).unwrap_or_else(|| serde_json::to_string(entry).unwrap_or_default());
    let fetch = move |offset, limit| -> Fetching<T> {
        let page = fetch(offset, limit);
        Box::pin(async move {
            let Page { entries, total } = page.await?;
            Ok(Page { entries: entries.into_iter().map(|entry| (name(&entry), entry)).collect(), total })
        })
    };
    Paged { fetch: Box::new(fetch), walk: Walk::new(start, key.is_some()), ready: VecDeque::new(), underway: None }
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
                Ok(page) => this.ready = this.walk.take(page),
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

/// How many known entries may come in a row, beyond as many as were read, before the list counts as one without an end.
const AGAIN: usize = 20;
/// How many times a page without ids may come again before the server counts as one that ignores the offset.
const SAME: usize = 5;

/// Decides which page comes next, and which of its entries are new.
struct Walk {
    /// The offset at which the walk began.
    first: u64,
    limit: u64,
    /// The offset of the next page.
    at: u64,
    /// Whether the entries have ids.
    has_ids: bool,
    /// How far to go back if the next page does not begin with the last entry of the one before; 0 if it need not.
    step: u64,
    seen: HashSet<String>,
    /// The last page of a list without ids.
    last: Vec<String>,
    /// With ids, the number of known entries since the last page with a new one; without, how many times in a row the
    /// last page has come again.
    again: usize,
    has_ended: bool,
}

impl Walk {
    fn new(Start { offset, limit }: Start, has_ids: bool) -> Self {
        // A page of one entry has no room for the entry that overlaps.
        let limit = if has_ids { limit.max(2) } else { limit };
        let (seen, last) = (HashSet::new(), Vec::new());
        Self { first: offset, limit, at: offset, has_ids, step: 0, seen, last, again: 0, has_ended: false }
    }

    /// Returns the offset and the limit of the next page, or nothing at the end.
    fn wanted(&self) -> Option<(u64, u64)> {
        (!self.has_ended).then_some((self.at, self.limit))
    }

    /// Takes the page that was wanted. Returns its new entries.
    fn take<T>(&mut self, page: Page<(String, T)>) -> VecDeque<T> {
        if self.has_ids { self.take_identified(page) } else { self.take_counted(page) }
    }

    /// Takes a page of entries with ids. It counts only if it begins with a known entry, or at the start of the list:
    /// then everything before it has been read. Otherwise entries before it were deleted, and the walk goes back, page
    /// by page, to one that counts.
    fn take_identified<T>(&mut self, page: Page<(String, T)>) -> VecDeque<T> {
        let count = page.entries.len();
        let follows = page.entries.first().is_some_and(|(id, _)| self.seen.contains(id));
        if self.step > 0 && self.at > self.first && !follows {
            self.at = self.at.saturating_sub(self.step).max(self.first);
            return VecDeque::new();
        }
        let known = self.seen.len();
        let entries = page.entries.into_iter().filter_map(|(id, entry)| self.seen.insert(id).then_some(entry));
        let entries = entries.collect();
        // Known entries come again if the list has moved, but there are no more of them than were read. A server that
        // ignores the offset sends them without an end. The entry that overlaps is no further one.
        self.again = if self.seen.len() > known { 0 } else { self.again + count.saturating_sub(1).max(1) };
        let end = self.at.saturating_add(count as u64);
        self.has_ended = match page.total {
            _ if count == 0 || self.again > self.seen.len() + AGAIN => true,
            Some(total) => end >= total,
            // Only the entry that overlaps.
            None => count == 1 && self.again > 0,
        };
        self.step = count.saturating_sub(1) as u64;
        self.at = if self.step > 0 { end - 1 } else { end };
        entries
    }

    /// Takes a page of entries without ids. Two entries that are alike are two entries, so only a whole page that comes
    /// again shows that the server ignores the offset.
    fn take_counted<T>(&mut self, page: Page<(String, T)>) -> VecDeque<T> {
        let (texts, entries): (Vec<String>, VecDeque<T>) = page.entries.into_iter().unzip();
        self.again = if texts == self.last { self.again + 1 } else { 0 };
        self.at = self.at.saturating_add(texts.len() as u64);
        self.has_ended = texts.is_empty()
            || match page.total {
                Some(total) => self.at >= total || self.again >= SAME,
                None => self.again > 1,
            };
        self.last = texts;
        // Without a total, only what is new shows that the list goes on.
        if page.total.is_none() && self.again > 0 { VecDeque::new() } else { entries }
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

#[cfg(test)]
mod tests {
    use super::{Page, SAME, Start, Walk};

    /// Walks through these pages of entries of one letter, the last of them again and again. Returns the offsets that
    /// were asked for, and the entries.
    fn walk(has_ids: bool, total: Option<u64>, pages: &[&str]) -> (Vec<u64>, String) {
        let mut walk = Walk::new(Start { offset: 0, limit: 4 }, has_ids);
        let (mut asked, mut read) = (Vec::new(), String::new());
        while let Some((offset, _)) = walk.wanted() {
            let page = pages.get(asked.len()).or(pages.last()).expect("a page");
            let entries = page.chars().map(|entry| (entry.to_string(), entry)).collect();
            read.extend(walk.take(Page { entries, total }));
            asked.push(offset);
        }
        (asked, read)
    }

    #[test]
    fn a_page_that_does_not_begin_with_a_known_entry_leads_back() {
        // After the first page, the first three entries are deleted; at last, all that was read.
        assert_eq!(walk(true, Some(5), &["abcd", "gh", "defg", "gh"]), (vec![0, 3, 0, 3], "abcdefgh".to_owned()));
        assert_eq!(walk(true, None, &["abcd", "", "ef", "f"]), (vec![0, 3, 0, 1], "abcdef".to_owned()));
    }

    #[test]
    fn known_entries_end_a_list_only_if_there_are_more_than_were_read() {
        let moved = ["abcd", "abcd", "abcd", "defg", "gh", "h"];
        assert_eq!(walk(true, None, &moved), (vec![0, 3, 6, 9, 12, 13], "abcdefgh".to_owned()));
        for total in [None, Some(u64::MAX)] {
            let (asked, read) = walk(true, total, &["abcd"]);
            assert_eq!((asked.len(), &*read), (10, "abcd"));
        }
    }

    #[test]
    fn without_ids_entries_are_counted() {
        assert_eq!(walk(false, Some(6), &["aaab", "bb"]), (vec![0, 4], "aaabbb".to_owned()));
        assert_eq!(walk(false, None, &["aaab", "b", ""]), (vec![0, 4, 5], "aaabb".to_owned()));
        // Entries that are alike do not end a list, however many they are.
        let alike = ["abab", "baba"].repeat(20);
        assert_eq!(walk(false, Some(160), &alike).1.len(), 160);
        assert_eq!(walk(false, Some(8), &["aaaa"]).1, "aaaaaaaa");
    }

    #[test]
    fn without_ids_a_page_that_comes_again_and_again_ends_the_list() {
        assert_eq!(walk(false, Some(u64::MAX), &["abcd"]).0.len(), 1 + SAME);
        assert_eq!(walk(false, None, &["abcd"]), (vec![0, 4, 8], "abcd".to_owned()));
    }
}
