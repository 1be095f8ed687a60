//! Follows one training on any replica: by its events where it is under way in this pool, else by its journal.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Weak};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use tokio::time::{Instant, sleep};

use super::training::{Handles, Training};
use crate::training::event::{Event, Events};
use crate::training::journal::{Journal, JournalStatus};
use crate::training::store::{JournalStore, limited};
use crate::{Error, ErrorKind};

/// The default interval between two queries of the store, and its bounds.
const POLL: Duration = Duration::from_secs(1);
const MIN_POLL: Duration = Duration::from_millis(1);
const MAX_POLL: Duration = Duration::from_secs(60 * 60);
/// While the store is away, the pause grows with each failure, up to this number of intervals.
const MAX_INTERVALS: u32 = 10;
/// How long a store may be away: as long as for a training.
const AWAY: Duration = Duration::from_secs(60 * 60);

/// News of a training, from the stream that [`Pool::follow`](super::Pool::follow) returns.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Followed {
    /// An event of the training, which is under way in this pool.
    Event(Event),
    /// The journal of the training, which is new or has changed.
    Journal(Box<Journal>),
}

/// The news of one training, returned by [`Pool::follow`](super::Pool::follow): a [`Stream`], which is `'static` and
/// [`Send`]. Dropping it stops nothing, and leaves no task behind.
#[must_use = "a stream does nothing unless it is read"]
pub struct Follow {
    follower: Option<Box<Follower>>,
    /// The search for the next item.
    next: Option<Next>,
}

/// Gives the follower back with an item, or gives neither at the end.
type Next = Pin<Box<dyn Future<Output = Option<(Result<Followed, Error>, Box<Follower>)>> + Send>>;

impl Follow {
    pub(super) fn new(pool: Weak<dyn Handles>, store: Result<Arc<dyn JournalStore>, Error>, key: String) -> Self {
        let (seen, away_since, failures, source) = (None, None, 0, Source::Beginning);
        let follower = Follower { pool, store, key, interval: POLL, seen, away_since, failures, source };
        Self { follower: Some(Box::new(follower)), next: None }
    }

    /// Sets the interval between two queries of the store while another replica trains, or none does. The default is a
    /// second.
    ///
    /// It is also the time within which the stream goes over to the events of a training that this pool takes over.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        if let Some(follower) = &mut self.follower {
            follower.interval = interval.clamp(MIN_POLL, MAX_POLL);
        }
        self
    }

    /// Returns the next item, or `None` after the end.
    ///
    /// The future can be dropped before it is ready, as in a `select!`, without losing an item.
    pub async fn next(&mut self) -> Option<Result<Followed, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl Stream for Follow {
    type Item = Result<Followed, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Some(follower) = this.follower.take() {
            this.next = Some(Box::pin(follower.next()));
        }
        let Some(next) = &mut this.next else { return Poll::Ready(None) };
        let found = std::task::ready!(next.as_mut().poll(context));
        this.next = None;
        Poll::Ready(found.map(|(item, follower)| {
            this.follower = Some(follower);
            item
        }))
    }
}

impl fmt::Debug for Follow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Follow").finish_non_exhaustive()
    }
}

/// Where the next item comes from.
enum Source {
    /// The journal as it is when the stream is first read.
    Beginning,
    /// The training, which is under way in this pool.
    Pool(Events),
    /// The journal, at once.
    Journal,
    /// The journal, after an interval.
    Later,
    Ended,
}

struct Follower {
    pool: Weak<dyn Handles>,
    store: Result<Arc<dyn JournalStore>, Error>,
    key: String,
    interval: Duration,
    /// The version and status of the journal in the last item.
    seen: Option<(u64, JournalStatus)>,
    /// The first of the failures since the store was last there.
    away_since: Option<Instant>,
    failures: u32,
    source: Source,
}

impl Follower {
    async fn next(mut self: Box<Self>) -> Option<(Result<Followed, Error>, Box<Self>)> {
        loop {
            let item = match &mut self.source {
                Source::Ended => return None,
                Source::Pool(events) => match events.next().await {
                    Some(event) => Ok(Some(Followed::Event(event))),
                    None => {
                        self.source = Source::Journal;
                        Ok(None)
                    }
                },
                Source::Later => {
                    sleep(self.interval * self.failures.clamp(1, MAX_INTERVALS)).await;
                    self.source = Source::Journal;
                    Ok(None)
                }
                Source::Beginning | Source::Journal => self.look().await,
            };
            match item {
                Ok(None) => {}
                Ok(Some(item)) => return Some((Ok(item), self)),
                Err(error) => {
                    self.source = Source::Ended;
                    return Some((Err(error), self));
                }
            }
        }
    }

    /// Looks at the training in this pool, and at the journal. Returns the journal if that is news, and sets the source of
    /// the next item.
    async fn look(&mut self) -> Result<Option<Followed>, Error> {
        if let Some(training) = self.training()?
            && !matches!(self.source, Source::Beginning)
        {
            self.source = Source::Pool(training.events());
            (self.away_since, self.failures) = (None, 0);
            return Ok(None);
        }
        let store = self.store.as_ref().map_err(Error::shared)?;
        let loaded = match limited(store.load(&self.key)).await {
            Err(error) if error.is_transient() => {
                let since = *self.away_since.get_or_insert_with(Instant::now);
                self.failures = self.failures.saturating_add(1);
                self.source = Source::Later;
                return if since.elapsed() < AWAY { Ok(None) } else { Err(error) };
            }
            loaded => loaded?,
        };
        (self.away_since, self.failures) = (None, 0);
        let is_under_way = self.training()?.is_some();
        let Some(stored) = loaded else {
            // It is being started, and its journal is not written yet.
            if is_under_way {
                self.source = Source::Journal;
                return Ok(None);
            }
            let message = format!("{} does not exist", store.describe(&self.key));
            return Err(Error::new(ErrorKind::JournalUnavailable, message));
        };
        let status = stored.journal.status();
        self.source = match JournalStatus::UNFINISHED.contains(&status) {
            true if is_under_way => Source::Journal,
            true => Source::Later,
            // It is being submitted again, and its journal still has the end of the submission before.
            false if is_under_way => {
                self.source = Source::Journal;
                return Ok(None);
            }
            false => Source::Ended,
        };
        let seen = self.seen.replace((stored.version, status));
        let is_news = self.seen != seen || matches!(self.source, Source::Ended);
        Ok(is_news.then(|| Followed::Journal(Box::new(stored.journal))))
    }

    /// Returns the training if it is under way in this pool.
    fn training(&self) -> Result<Option<Training>, Error> {
        let pool = self.pool.upgrade().filter(|pool| !pool.is_shut_down());
        let pool = pool.ok_or_else(|| {
            Error::new(ErrorKind::Stopped, "the pool was shut down or dropped while a training was followed")
        })?;
        Ok(pool.get(&self.key).filter(|training| !training.has_ended()))
    }
}
