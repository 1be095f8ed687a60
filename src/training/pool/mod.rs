//! Pools: trainings that are started over time, brought to their submission a few at a time, and watched together.

mod follow;
mod training;
mod watcher;
mod worker;

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};

pub use self::follow::{Follow, Followed};
pub use self::training::Training;

use self::training::{Command, Handles, Run, Work};
use self::worker::Worker;
use super::context::Context;
use super::event::Event;
use super::journal::{Journal, JournalStatus};
use super::plan::Plan;
use super::store::{self, JournalStore, Keeper, Place, StoredJournal, blocking, limited};
use super::trace::Subject;
use super::{other_trainings, watch, workflow};
use crate::source::ObjectStores;
use crate::{Client, Error, ErrorKind};

/// The default number of trainings that are brought to their submission at a time. Together with the two queries of the
/// watcher it must not be more than five: with wrong keys each of them sends one wrong signature, and more than five in
/// a row lock the key.
const DEFAULT_CONCURRENCY: usize = 3;
/// The default duration of a lease.
const LEASE: Duration = Duration::from_secs(60);
/// The number of ended trainings whose handles a pool keeps.
const KEPT: usize = 1_000;
/// The number of journals that are listed at a time, and opened at a time, when trainings are resumed.
const LISTED: usize = 100;
const OPENED_AT_A_TIME: usize = 8;
/// The time that an aborted worker gets to drop its trainings.
const ABORTED_WITHIN: Duration = Duration::from_secs(1);

impl Client {
    /// Creates a builder for a pool: trainings that are started over time, as in a service.
    ///
    /// ```no_run
    /// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
    /// use std::time::Duration;
    /// use metastudio_voice::training::Plan;
    ///
    /// let pool = client.pool().build();
    /// let training = pool.start("order-17", Plan::premium("Calm male voice", "recording.wav")).await?;
    /// let voice = training.outcome().await?.into_voice()?;
    /// pool.shutdown(Duration::from_secs(10)).await;
    /// # Ok(())
    /// # }
    /// ```
    pub fn pool(&self) -> PoolBuilder {
        let object_stores = ObjectStores::default();
        PoolBuilder { client: self.clone(), concurrency: DEFAULT_CONCURRENCY, store: None, object_stores, lease: LEASE }
    }
}

/// Sets up a [`Pool`]; returned by [`Client::pool`].
#[must_use = "a builder does nothing until a pool is built"]
pub struct PoolBuilder {
    client: Client,
    concurrency: usize,
    store: Option<Arc<dyn JournalStore>>,
    object_stores: ObjectStores,
    lease: Duration,
}

impl PoolBuilder {
    /// Keeps the journals of all trainings in this store, under their keys, whatever their plans say. All replicas of a
    /// service give the same store.
    ///
    /// Without a store, each plan decides where its journal is, as with [`Client::train`].
    pub fn store(mut self, store: impl JournalStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// Gives the pool an object store, in which it opens the objects that the journals name, when a training that is
    /// resumed gets its turn and its job is not submitted yet. Call it again for each further store. It is for all
    /// trainings of the pool what [`Plan::object_store`] is for one.
    ///
    /// A training whose object store was not given ends with [`ErrorKind::Configuration`]. Its journal stays unfinished,
    /// so that a pool with that store resumes it.
    #[cfg(feature = "object_store")]
    pub fn object_store(mut self, store: Arc<dyn object_store::ObjectStore>) -> Self {
        self.object_stores.add(store);
        self
    }

    /// Sets the number of trainings that are checked, created, uploaded and submitted at a time. The default is 3.
    ///
    /// A training gives its place to the next one when its job is submitted. There is no limit for the jobs that are
    /// watched.
    pub fn concurrency(mut self, concurrency: NonZeroUsize) -> Self {
        self.concurrency = concurrency.get();
        self
    }

    /// Sets how long a lease on a journal in the pool's [store](Self::store) lasts without being renewed. The default is
    /// 60 seconds.
    ///
    /// It is renewed three times in that time. When a replica dies, the others can take over its trainings after it. A
    /// store that cannot be reached for so long interrupts the trainings before their next step.
    pub fn lease(mut self, duration: Duration) -> Self {
        self.lease = duration;
        self
    }

    /// Builds the pool. It does nothing before its first training is started.
    pub fn build(self) -> Pool {
        let Self { client, concurrency, store, object_stores, lease } = self;
        let keeper = store.map(|store| Keeper::with_duration(store, lease));
        let (trainings, ended, next_id, deleting) = Default::default();
        let state = State { trainings, ended, next_id, deleting, worker: Working::NotYet };
        let shared = Arc::new(Shared { client, concurrency, keeper, object_stores, state: Mutex::new(state) });
        Pool(Arc::new(Owner(shared)))
    }
}

impl fmt::Debug for PoolBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PoolBuilder").field("concurrency", &self.concurrency).finish_non_exhaustive()
    }
}

/// Trainings that are started over time. All clones are the same pool.
///
/// A few trainings at a time are brought to their submission, in the order in which they were started
/// ([`PoolBuilder::concurrency`]). All submitted jobs are watched together, by one task, whatever their number.
///
/// # Calls
/// Build the client with [`enforce_rate_limits`](crate::ClientBuilder::enforce_rate_limits), so that many trainings keep
/// within the service's limits. The pool watches its jobs with as few calls as it can:
///
/// - The poll interval of a job is that of [its plan](Plan::poll_interval) after each change of its state. It grows by
///   half of that with each poll without a change, up to five times.
/// - Jobs that are due together are queried with one list for each hundred jobs of the project
///   (`ListVoiceTrainingJob`), where that takes fewer calls than one for each of them. The list only tells which jobs
///   still wait; the end of a job is always confirmed by its own query (`ShowVoiceTrainingJob`). Where the list may not
///   be read, each job is queried.
///
/// # Outages
/// A training of a pool waits out what a [training of its own](Client::train) waits out, at least as long. While the
/// service is away, the pool sends one query a second at most and counts its failure for up to a hundred jobs that are
/// due.
///
/// If the service refuses the credentials, the training that was refused ends, trainings that wait for their turn end
/// without having begun, and nothing is sent for five minutes.
///
/// # The end
/// Dropping the last clone of a pool stops its trainings where they are, as dropping the future of a training does;
/// [`shutdown`](Self::shutdown) also waits until their journals are free. Submitted jobs go on at the service.
#[derive(Clone)]
pub struct Pool(Arc<Owner>);

impl Pool {
    /// Starts a training under a key of your choice, such as the id of an order: 1 to 200 ASCII letters, digits, `-`,
    /// `_` and `.`, the first of them no dot.
    ///
    /// It returns when the training is queued; with a [store](PoolBuilder::store), when its journal is written there, so
    /// that [`resume_all`](Self::resume_all) finds it after a crash. A plan whose journal has a job already is resumed.
    ///
    /// A store that is away is not waited for, so that a request gets its response soon. Whether the journal was written
    /// is not known then: start the same plan again with the same key.
    ///
    /// # Errors
    /// - [`ErrorKind::JournalInUse`] if a training with this key is under way in this pool, and [`get`](Self::get)
    ///   returns it, or in another process that has the same store. The key is free when that training has ended,
    /// - any other error of the store, such as a [transient](Error::is_transient) one while it is away,
    /// - [`ErrorKind::InvalidRequest`] if the key cannot be used,
    /// - [`ErrorKind::Stopped`] if the pool was shut down, or the runtime of its first training has ended.
    ///
    /// Every other error is the training's [`outcome`](Training::outcome).
    pub async fn start(&self, key: impl Into<String>, plan: Plan) -> Result<Training, Error> {
        let key = key.into();
        store::check_key(&key)?;
        let plan = plan.with_object_stores(&self.shared().object_stores);
        let (mut run, training, commands) = self.shared().insert(key)?;
        let client = &self.shared().client;
        let work = match &self.shared().keeper {
            Some(keeper) => {
                let plan = plan.journal_kept_by(Arc::clone(keeper), training.key().to_owned());
                run.set_subject(Subject::of_plan(client, &plan));
                let opened = run.traced(open(client, plan, &run)).await;
                opened.map(|context| Work::Open(Box::new(context)))
            }
            None => {
                // A training that waits for its turn may have a job already, which no other must take for its own.
                let (client, place) = (client.clone(), plan.clone());
                let registered = blocking(move || {
                    other_trainings::register_all([place.journal_place()]);
                    Ok(Subject::of_plan(&client, &place))
                });
                registered.await.map(|subject| {
                    run.set_subject(subject);
                    Work::Plan(Box::new(plan))
                })
            }
        };
        match work {
            Ok(work) => commands.send(Command::Start(run, work)).map(|()| training).map_err(|_| shut_down()),
            Err(error) => {
                self.shared().forget(&training);
                Err(error)
            }
        }
    }

    /// Resumes every training of the pool's [store](PoolBuilder::store) that is not finished and that nobody holds, as
    /// after a restart. The plans are those in the journals ([`Plan::from_journal`]).
    ///
    /// It returns when all of them are accepted. Submitted jobs are watched from then on without their files; the other
    /// trainings wait for their turns. A training whose machine has died is held until its lease ends, a minute after
    /// its last renewal: call this once in a while.
    ///
    /// # Errors
    /// Fails if the store cannot be listed, if the pool has none, or if the pool was shut down. What goes wrong with one
    /// journal is in [`Resumed::failed`].
    pub async fn resume_all(&self) -> Result<Resumed, Error> {
        let keeper = self.keeper()?;
        let mut resumed = Resumed::default();
        let mut after: Option<String> = None;
        loop {
            let listed = limited(keeper.store().list(JournalStatus::UNFINISHED, after.as_deref(), LISTED)).await?;
            after = listed.last().map(|last| last.key.clone());
            let is_last = listed.len() < LISTED;
            let mut opening = JoinSet::new();
            let mut listed = listed.into_iter();
            loop {
                while opening.len() < OPENED_AT_A_TIME
                    && let Some(StoredJournal { key, journal, .. }) = listed.next()
                {
                    let pool = self.clone();
                    opening.spawn(async move { (pool.resume(&key, &journal).await, key) });
                }
                let Some(opened) = opening.join_next().await else { break };
                match opened {
                    Ok((Ok(training), _)) => resumed.trainings.push(training),
                    Ok((Err(error), key)) if error.kind() == ErrorKind::JournalInUse => resumed.in_use.push(key),
                    Ok((Err(error), _)) if error.kind() == ErrorKind::Stopped => return Err(error),
                    Ok((Err(error), key)) => resumed.failed.push((key, error)),
                    // The runtime is shutting down, or the code of the store has panicked.
                    Err(_) => {}
                }
            }
            if is_last {
                return Ok(resumed);
            }
        }
    }

    /// [Resumes](Self::resume_all) what is unfinished now, and again after each interval, so that this process takes over
    /// what others leave when they die. It ends when the pool is shut down; until then, run it beside the rest of the
    /// service. What goes wrong is logged with `tracing`.
    ///
    /// ```no_run
    /// # async fn sample(pool: metastudio_voice::training::Pool, serve: impl Future<Output = ()>) {
    /// use std::time::Duration;
    ///
    /// tokio::select! {
    ///     () = pool.resume_every(Duration::from_secs(60)) => {}
    ///     () = serve => {}
    /// }
    /// # }
    /// ```
    pub async fn resume_every(&self, interval: Duration) {
        loop {
            match self.resume_all().await {
                Ok(resumed) => {
                    for (key, error) in resumed.failed {
                        tracing::warn!(target: "metastudio_voice", { key, error = %error }, "a training was not resumed");
                    }
                }
                Err(error) if error.kind() == ErrorKind::Stopped => return,
                Err(error) => tracing::warn!(target: "metastudio_voice", { error = %error }, "no training was resumed"),
            }
            tokio::time::sleep(interval).await;
        }
    }

    /// Resumes a training from its journal.
    async fn resume(&self, key: &str, journal: &Journal) -> Result<Training, Error> {
        let keeper = self.keeper()?;
        let plan = Plan::from_journal(journal)?.journal_kept_by(Arc::clone(keeper), key.to_owned());
        let plan = plan.with_object_stores(&self.shared().object_stores);
        let (mut run, training, commands) = self.shared().insert(key.to_owned())?;
        let client = &self.shared().client;
        run.set_subject(Subject::of_plan(client, &plan));
        let opened = run.traced(workflow::open(client.clone(), plan, run.listeners(), None)).await;
        let mut context = match opened {
            Ok(context) => {
                run.stop_when_asked(&context);
                Box::new(context)
            }
            Err(error) => {
                self.shared().forget(&training);
                return Err(error);
            }
        };
        // Since it was listed, another process has gone on with the training, or has deleted it: what was opened then is a
        // new journal, which must not become a second job.
        if context.journal() != journal {
            context.release().await;
            self.shared().forget(&training);
            let message = format!("the journal {key} was changed by another process while it was opened");
            return Err(Error::new(ErrorKind::JournalInUse, message).with_advice("resume what is unfinished again"));
        }
        let submitted = context.journal().job_id().cloned();
        let work = match submitted.filter(|_| context.journal().status() == JournalStatus::Submitted) {
            Some(id) => {
                run.in_span(|| context.emit(Event::Resumed { job_id: id.clone() }));
                Work::Submitted(context, id)
            }
            None => Work::Open(context),
        };
        commands.send(Command::Start(run, work)).map(|()| training).map_err(|_| shut_down())
    }

    /// Stops a training of the pool's [store](PoolBuilder::store), deletes its job at the service, and then its journal.
    ///
    /// It need not be under way, and any replica can delete it. A training that is under way on another replica is asked
    /// to [stop](Training::stop), which it learns of when its lease is next renewed; if that replica has died, its lease
    /// ends. Both take less than the [duration of a lease](PoolBuilder::lease), as a rule a third of it.
    ///
    /// A job that does not exist any more counts as deleted, and so does a training that another process deletes at the
    /// same time. A voice in the asset library stays. The same key can be used for another training afterwards.
    ///
    /// # Errors
    /// - [`ErrorKind::JournalInUse`] if the other process has not stopped within about the duration of a lease,
    /// - any other error of [`Client::delete_training`],
    /// - [`ErrorKind::InvalidRequest`] if the pool has no store.
    ///
    /// After an error the journal stays.
    pub async fn delete(&self, key: &str) -> Result<(), Error> {
        let keeper = self.keeper()?;
        store::check_key(key)?;
        let _deletion = Deletion::begin(self.shared(), key);
        let training = self.get(key);
        if let Some(training) = &training {
            training.stop().await;
        }
        watch::delete(&self.shared().client, Place::Keyed(Arc::clone(keeper), key.to_owned())).await?;
        training.iter().for_each(|training| self.shared().forget(training));
        Ok(())
    }

    /// Follows a training of the pool's [store](PoolBuilder::store), whichever replica carries it on, until it is finished:
    /// as [`JournalStatus`] has it, until its status is not among [`JournalStatus::UNFINISHED`].
    ///
    /// The stream begins with the journal. While the training is under way in this pool, its
    /// [events](Training::events) follow; otherwise its journal each time that its version or status has changed. The
    /// stream goes over from one to the other when this replica takes the training over or lets go of it. The last item
    /// is the journal of the finished training, and no item before it has a journal with such a status: a training that
    /// this pool submits again begins with its events.
    ///
    /// ```no_run
    /// # async fn sample(pool: metastudio_voice::training::Pool) -> Result<(), metastudio_voice::Error> {
    /// use metastudio_voice::training::Followed;
    ///
    /// let mut news = pool.follow("order-17");
    /// while let Some(followed) = news.next().await {
    ///     match followed? {
    ///         Followed::Event(event) => println!("{event}"),
    ///         Followed::Journal(journal) => println!("{}", journal.status()),
    ///         _ => {}
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A store that is away is waited for, at most an hour. After an error the stream has ended.
    ///
    /// # Errors
    /// The stream has
    /// - [`ErrorKind::JournalUnavailable`] if there is no journal, also when it was deleted meanwhile,
    /// - any other error of the store,
    /// - [`ErrorKind::InvalidRequest`] if the key cannot be used or the pool has no store,
    /// - [`ErrorKind::Stopped`] if the pool was shut down or dropped.
    pub fn follow(&self, key: impl Into<String>) -> Follow {
        let key = key.into();
        let store = store::check_key(&key).and_then(|()| Ok(Arc::clone(self.keeper()?.store())));
        let handles: Weak<Shared> = Arc::downgrade(self.shared());
        Follow::new(handles, store, key)
    }

    fn keeper(&self) -> Result<&Arc<Keeper>, Error> {
        self.shared().keeper.as_ref().ok_or_else(|| {
            Error::new(ErrorKind::InvalidRequest, "the pool has no store")
                .with_advice("nothing was changed: give the pool a store (PoolBuilder::store)")
        })
    }

    /// Returns the training with this key, if this pool has it. A pool keeps the last 1,000 trainings that have ended.
    pub fn get(&self, key: &str) -> Option<Training> {
        self.shared().get(key)
    }

    /// Returns the trainings of this pool, in no particular order: all that are under way, and the last 1,000 that have
    /// ended.
    pub fn trainings(&self) -> Vec<Training> {
        self.shared().lock().trainings.values().cloned().collect()
    }

    /// Stops all trainings, and waits until their journals are free. From now on no training can be started.
    ///
    /// It takes a moment, and never longer than the limit: what is not finished then is dropped. Submitted jobs go on at
    /// the service, and the same plans resume the trainings in another process.
    pub async fn shutdown(&self, limit: Duration) {
        let worker = std::mem::replace(&mut self.shared().lock().worker, Working::ShutDown);
        let trainings = self.trainings();
        // Those that are being started or begun, or take a step, stop by themselves.
        trainings.iter().for_each(|training| training.0.request_stop());
        let ended = async {
            for training in &trainings {
                training.0.ended().await;
            }
        };
        let Working::Since { commands, mut task } = worker else {
            // Another call may have shut down the pool, and wait as well.
            let _ = tokio::time::timeout(limit, ended).await;
            return;
        };
        // An error means that the worker has ended.
        let _ = commands.send(Command::ShutDown);
        let both = async { tokio::join!(ended, &mut task) };
        if tokio::time::timeout(limit, both).await.is_err() {
            task.abort();
            let _ = tokio::time::timeout(ABORTED_WITHIN, task).await;
        }
    }

    fn shared(&self) -> &Arc<Shared> {
        &self.0.0
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let trainings = self.shared().lock().trainings.len();
        f.debug_struct("Pool").field("trainings", &trainings).finish_non_exhaustive()
    }
}

/// The clones of a pool. The last one stops the worker.
struct Owner(Arc<Shared>);

impl Drop for Owner {
    fn drop(&mut self) {
        let worker = std::mem::replace(&mut self.0.lock().worker, Working::ShutDown);
        if let Working::Since { task, .. } = worker {
            task.abort();
        }
    }
}

/// The state of a pool that its trainings can reach.
struct Shared {
    client: Client,
    concurrency: usize,
    /// Keeps the leases on the journals in the pool's store.
    keeper: Option<Arc<Keeper>>,
    object_stores: ObjectStores,
    state: Mutex<State>,
}

struct State {
    trainings: HashMap<String, Training>,
    /// The keys and numbers of the trainings that have ended, the latest last.
    ended: VecDeque<(String, u64)>,
    next_id: u64,
    /// The keys of the trainings that are being deleted.
    deleting: Vec<String>,
    worker: Working,
}

/// The task that carries the trainings on.
enum Working {
    NotYet,
    Since { commands: mpsc::UnboundedSender<Command>, task: JoinHandle<()> },
    ShutDown,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Removes a training that has not begun, or was deleted.
    fn forget(&self, training: &Training) {
        let mut state = self.lock();
        if state.trainings.get(training.key()).is_some_and(|other| other.0.id == training.0.id) {
            state.trainings.remove(training.key());
        }
    }

    /// Adds a training, and starts the worker if there is none.
    fn insert(self: &Arc<Self>, key: String) -> Result<(Run, Training, mpsc::UnboundedSender<Command>), Error> {
        let mut state = self.lock();
        let commands = match &state.worker {
            Working::Since { commands, .. } => commands.clone(),
            Working::ShutDown => return Err(shut_down()),
            Working::NotYet => {
                let (sender, commands) = mpsc::unbounded_channel();
                let worker = Worker::new(self.client.clone(), self.concurrency, commands);
                let task = tokio::spawn(worker.run());
                state.worker = Working::Since { commands: sender.clone(), task };
                sender
            }
        };
        if state.trainings.get(&key).is_some_and(|training| !training.has_ended()) {
            let message = format!("a training with the key {key} is under way in this pool");
            return Err(Error::new(ErrorKind::JournalInUse, message)
                .with_advice("get that training (Pool::get), or start this one when it has ended"));
        }
        if state.deleting.contains(&key) {
            let message = format!("the training with the key {key} is being deleted by this pool");
            return Err(Error::new(ErrorKind::JournalInUse, message).with_advice("start another when it is deleted"));
        }
        let handles: Weak<Self> = Arc::downgrade(self);
        let id = state.next_id;
        state.next_id += 1;
        let (run, training) = Run::new(key.clone(), id, commands.clone(), handles);
        state.trainings.insert(key, training.clone());
        Ok((run, training, commands))
    }
}

/// Keeps a training from being started or resumed by this pool while it is deleted.
struct Deletion<'a> {
    pool: &'a Shared,
    key: &'a str,
}

impl<'a> Deletion<'a> {
    fn begin(pool: &'a Shared, key: &'a str) -> Self {
        pool.lock().deleting.push(key.to_owned());
        Self { pool, key }
    }
}

impl Drop for Deletion<'_> {
    fn drop(&mut self) {
        let mut state = self.pool.lock();
        if let Some(position) = state.deleting.iter().position(|key| key == self.key) {
            state.deleting.swap_remove(position);
        }
    }
}

impl Handles for Shared {
    fn get(&self, key: &str) -> Option<Training> {
        self.lock().trainings.get(key).cloned()
    }

    fn is_shut_down(&self) -> bool {
        matches!(self.lock().worker, Working::ShutDown)
    }

    /// Keeps a training that has ended, and forgets the oldest one.
    fn ended(&self, key: &str, id: u64) {
        let mut state = self.lock();
        state.ended.push_back((key.to_owned(), id));
        if state.ended.len() <= KEPT {
            return;
        }
        let Some((key, id)) = state.ended.pop_front() else { return };
        // The key may have been used again.
        if state.trainings.get(&key).is_some_and(|training| training.0.id == id) {
            state.trainings.remove(&key);
        }
    }
}

/// Opens the journal of a plan in the pool's store, and writes it with its plan.
async fn open(client: &Client, plan: Plan, run: &Run) -> Result<Context, Error> {
    let mut context = workflow::open(client.clone(), plan, run.listeners(), None).await?;
    run.stop_when_asked(&context);
    match run.unless_stopped(context.record_at_once(|journal| journal.stopped = None)).await {
        Some(Ok(())) => Ok(context),
        // The lease is released in the background: a store that is away would delay the error.
        Some(Err(error)) if error.is_transient() => {
            Err(error.and_advice("nothing was sent to the service: start the training again"))
        }
        Some(Err(error)) => Err(error),
        None => {
            context.release().await;
            Err(run.stopped())
        }
    }
}

/// The result of [`Pool::resume_all`].
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Resumed {
    /// The trainings that are under way again.
    pub trainings: Vec<Training>,
    /// The keys of the trainings that are under way already, here or in another process.
    pub in_use: Vec<String>,
    /// The keys of the journals that could not be opened, such as those of another project, with the errors.
    pub failed: Vec<(String, Error)>,
}

fn shut_down() -> Error {
    Error::new(ErrorKind::Stopped, "the pool was shut down, or its runtime has ended")
        .with_advice("nothing was created: start the training in another pool")
}
