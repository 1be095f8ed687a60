//! Three replicas of the service on one Postgres and one folder, which are killed, stopped beyond their leases and cut off
//! while they train: each good recording becomes one job for one credit, and each bad one is given up.
//!
//! A seed decides which of these happen and when. The test prints the seed, and `CHAOS_SEED` sets it.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use metastudio_voice::training::store::{Acquired, JournalStore, PostgresStore, StoredJournal};
use metastudio_voice::training::{Journal, JournalStatus};
use metastudio_voice_simulator::{ObjectKind, Simulator, fixtures};
use service_tests::{Postgres, Proxy};
use tempfile::TempDir;
use tokio::task::{JoinSet, block_in_place};

use crate::replica::{LIMIT, Service};

const REPLICAS: usize = 3;
const LEASE: Duration = Duration::from_secs(3);
/// The time after the last disturbance in which everything must be done.
const END: Duration = Duration::from_secs(240);

#[tokio::test(flavor = "multi_thread")]
async fn twelve_plans_are_carried_out_once_each_by_three_replicas_that_are_killed_stopped_and_cut_off() {
    carried_out_once(12, "twelve plans").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "slow: a hundred plans"]
async fn a_hundred_plans_are_carried_out_once_each_by_three_replicas_that_are_killed_stopped_and_cut_off() {
    carried_out_once(100, "a hundred plans").await;
}

async fn carried_out_once(count: usize, test: &str) {
    let Some(postgres) = Postgres::start(test) else { return };
    let seed = std::env::var("CHAOS_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(17);
    let begin = Instant::now();
    let plans = plans(count);
    let mut world = World::start(postgres, seed).await;
    let mut requests = JoinSet::new();
    let deck = world.deck(count);
    let mut groups = plans.chunks(count.div_ceil(deck.iter().filter(|it| **it == Disturbance::Stop).count()));
    for disturbance in deck {
        let replica = world.any();
        // The plans come in a few at a time, first at a replica that is stopped while it begins with them.
        let group = if disturbance == Disturbance::Stop { groups.next() } else { None };
        for plan in group.into_iter().flatten() {
            requests.spawn(post(plan.clone(), replica, Arc::clone(&world.urls), world.random.fork()));
        }
        world.disturb(disturbance, replica).await;
        let pause = Duration::from_millis(world.random.u64(50..400));
        tokio::time::sleep(pause).await;
        world.let_go(Instant::now());
    }
    world.until_all_run().await;
    let attempts: usize = requests.join_all().await.into_iter().sum();
    let journals = world.until_ended(&plans).await;
    world.end().await;
    world.check(&plans, &journals).await;
    let World { counts, simulator, .. } = &world;
    println!(
        "{test}: seed {seed}, {:.0} s; {counts:?}; {attempts} POSTs; {} jobs, {} credits, {} requests to the service",
        begin.elapsed().as_secs_f64(),
        simulator.jobs().len(),
        simulator.credits_spent(),
        simulator.requests().len()
    );
}

#[derive(Clone)]
struct Plan {
    key: String,
    wav: Vec<u8>,
    is_good: bool,
}

/// Returns plans with a different recording each. One in four cannot be trained.
fn plans(count: usize) -> Vec<Plan> {
    let plan = |index: usize| {
        let length = Duration::from_millis(3_000 + 20 * u64::try_from(index).expect("small"));
        let wav = fixtures::recording_lasting(length).bytes().to_vec();
        let is_good = index % 4 != 3;
        let wav = if is_good { wav } else { broken(index / 4, wav) };
        Plan { key: format!("plan-{index}"), wav, is_good }
    };
    (0..count).map(plan).collect()
}

fn broken(kind: usize, mut wav: Vec<u8>) -> Vec<u8> {
    match kind % 4 {
        0 => wav.truncate(wav.len() / 2),
        1 => wav = b"This is no recording.".to_vec(),
        2 => wav.clear(),
        _ => wav[8..12].copy_from_slice(b"AVI "),
    }
    wav
}

/// Sends a recording, first to this replica, until one has accepted it. Returns the number of attempts.
async fn post(plan: Plan, mut to: usize, urls: Arc<Mutex<Vec<String>>>, mut random: fastrand::Rng) -> usize {
    let client = reqwest::Client::builder().no_proxy().timeout(LEASE).build().expect("a client");
    for attempt in 1..1_000 {
        let url = urls.lock().expect("the addresses")[std::mem::replace(&mut to, random.usize(..REPLICAS))].clone();
        let request = client.post(format!("{url}/voices")).query(&[("name", &plan.key), ("key", &plan.key)]);
        match request.body(plan.wav.clone()).send().await {
            Ok(response) if response.status().is_success() => return attempt,
            // It is in use while another replica accepts it, after an attempt that got no response.
            Ok(response) => {
                let status = response.status();
                assert!(matches!(status.as_u16(), 409 | 503), "{status}: {:?}", response.text().await);
            }
            Err(_) => {}
        }
        tokio::time::sleep(Duration::from_millis(random.u64(50..200))).await;
    }
    panic!("{} was not accepted", plan.key);
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Disturbance {
    /// kill -9 of a replica, which is started again.
    Kill,
    KillAll,
    /// SIGTERM to a replica, which is started again when it has ended.
    Deploy,
    /// SIGSTOP of a replica for longer than its leases last, in the middle of steps of its trainings.
    Stop,
    RestartPostgres,
    CrashPostgres,
    /// All connections of a replica to Postgres are cut.
    Cut,
}

struct World {
    postgres: Postgres,
    store: PostgresStore,
    simulator: Simulator,
    folder: TempDir,
    replicas: Vec<Replica>,
    /// The addresses of the replicas.
    urls: Arc<Mutex<Vec<String>>>,
    random: fastrand::Rng,
    counts: BTreeMap<Disturbance, usize>,
}

struct Replica {
    service: Service,
    proxy: Proxy,
    stopped_until: Option<Instant>,
}

impl World {
    async fn start(postgres: Postgres, seed: u64) -> Self {
        let simulator = Simulator::builder().chaos(seed).start().await.expect("a simulator");
        let folder = tempfile::tempdir().expect("a folder");
        let store = PostgresStore::builder(&postgres.url()).build().expect("a store");
        store.migrate().await.expect("the table");
        let (mut replicas, mut urls) = (Vec::new(), Vec::new());
        for index in 0..REPLICAS {
            let proxy = Proxy::start(postgres.port()).await;
            let service = launch(index, &postgres.url_at(proxy.port()), &simulator, &folder).await;
            urls.push(service.url.clone());
            replicas.push(Replica { service, proxy, stopped_until: None });
        }
        let (urls, random) = (Arc::new(Mutex::new(urls)), fastrand::Rng::with_seed(seed));
        Self { postgres, store, simulator, folder, replicas, urls, random, counts: BTreeMap::new() }
    }

    /// Returns the disturbances in the order in which they happen.
    fn deck(&mut self, plans: usize) -> Vec<Disturbance> {
        use Disturbance as D;
        let often = [(D::Kill, 2), (D::KillAll, 12), (D::Deploy, 6), (D::Stop, 4), (D::Cut, 3)];
        let often = often.into_iter().chain([(D::RestartPostgres, 12), (D::CrashPostgres, 12)]);
        let mut deck: Vec<D> = often.flat_map(|(it, every)| std::iter::repeat_n(it, plans / every)).collect();
        self.random.shuffle(&mut deck);
        deck
    }

    /// Draws a replica. One that is stopped shall wake, if there is another.
    fn any(&mut self) -> usize {
        let running: Vec<usize> = (0..REPLICAS).filter(|index| self.replicas[*index].stopped_until.is_none()).collect();
        self.random.choice(running).unwrap_or_default()
    }

    async fn disturb(&mut self, disturbance: Disturbance, any: usize) {
        *self.counts.entry(disturbance).or_default() += 1;
        match disturbance {
            Disturbance::Kill => self.kill(&[any]).await,
            Disturbance::KillAll => self.kill(&[0, 1, 2]).await,
            Disturbance::Deploy => {
                self.replicas[any].service.signal("CONT");
                self.replicas[any].service.signal("TERM");
                self.until_it_ends(any).await;
                self.launch(any).await;
            }
            Disturbance::Stop => {
                let replica = &mut self.replicas[any];
                tokio::time::sleep(Duration::from_millis(self.random.u64(100..800))).await;
                // Its trainings wait for an acknowledgement of their journals then, which it gets when it wakes.
                replica.proxy.hold();
                tokio::time::sleep(Duration::from_millis(self.random.u64(300..1_000))).await;
                replica.service.signal("STOP");
                replica.proxy.let_go();
                // The others search for what belongs to nobody as often as a lease lasts.
                let time = 2 * LEASE + Duration::from_millis(self.random.u64(500..2_000));
                replica.stopped_until = Some(Instant::now() + time);
            }
            Disturbance::RestartPostgres => block_in_place(|| {
                self.postgres.stop();
                self.postgres.run();
            }),
            Disturbance::CrashPostgres => block_in_place(|| {
                self.postgres.crash();
                self.postgres.run();
            }),
            Disturbance::Cut => self.replicas[any].proxy.cut(),
        }
    }

    async fn kill(&mut self, which: &[usize]) {
        for index in which {
            self.replicas[*index].service.process.kill().await.expect("killed");
        }
        for index in which {
            self.launch(*index).await;
        }
    }

    /// Starts a replica again that has ended.
    async fn launch(&mut self, index: usize) {
        let replica = &mut self.replicas[index];
        let database = self.postgres.url_at(replica.proxy.port());
        let service = launch(index, &database, &self.simulator, &self.folder).await;
        self.urls.lock().expect("the addresses")[index].clone_from(&service.url);
        (replica.service, replica.stopped_until) = (service, None);
    }

    /// Waits until a replica has ended after SIGTERM.
    async fn until_it_ends(&mut self, index: usize) {
        let ended = tokio::time::timeout(LIMIT, self.replicas[index].service.process.wait()).await;
        let status = ended.expect("it ends").expect("a status");
        assert!(status.success(), "{status}: {}", self.logs());
    }

    /// Lets the replicas go on that were stopped until this time.
    fn let_go(&mut self, now: Instant) {
        for replica in &mut self.replicas {
            if replica.stopped_until.is_some_and(|until| until <= now) {
                replica.service.signal("CONT");
                replica.stopped_until = None;
            }
        }
    }

    /// Waits until no replica is stopped any more.
    async fn until_all_run(&mut self) {
        while let Some(until) = self.replicas.iter().filter_map(|replica| replica.stopped_until).min() {
            tokio::time::sleep_until(until.into()).await;
            self.let_go(Instant::now());
        }
    }

    /// Waits until all trainings have ended, and returns their journals.
    async fn until_ended(&mut self, plans: &[Plan]) -> BTreeMap<String, Journal> {
        let begin = Instant::now();
        loop {
            let listed = self.store.list(JournalStatus::ALL, None, usize::MAX).await.unwrap_or_default();
            let ended = |stored: &&StoredJournal| !JournalStatus::UNFINISHED.contains(&stored.journal.status());
            if listed.iter().filter(ended).count() >= plans.len() {
                return listed.into_iter().map(|stored| (stored.key, stored.journal)).collect();
            }
            if begin.elapsed() > END {
                let statuses: Vec<_> =
                    listed.iter().map(|stored| (&stored.key, stored.journal.status(), stored.version)).collect();
                panic!("they do not end: {statuses:?}\n{}", self.logs());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Ends the replicas as a deployment does.
    async fn end(&mut self) {
        for replica in &self.replicas {
            replica.service.signal("TERM");
        }
        for index in 0..REPLICAS {
            self.until_it_ends(index).await;
        }
    }

    async fn check(&self, plans: &[Plan], journals: &BTreeMap<String, Journal>) {
        let jobs = self.simulator.jobs();
        for plan in plans {
            let journal = &journals[&plan.key];
            let own: Vec<_> = jobs.iter().filter(|job| job.name == plan.key).collect();
            if !plan.is_good {
                assert_eq!((journal.status(), own.len()), (JournalStatus::Stopped, 0), "{journal:?}");
                continue;
            }
            assert_eq!((journal.status(), own.len()), (JournalStatus::Trained, 1), "{journal:?}\n{}", self.logs());
            let job = own[0];
            assert_eq!((job.submissions, journal.asset_id()), (1, job.asset_id.as_deref()), "{job:?}");
            let object = self.simulator.object(&job.id, ObjectKind::Recording).expect("a recording");
            let mut zip = zip::ZipArchive::new(Cursor::new(object.bytes().expect("its bytes"))).expect("a zip");
            assert_eq!(zip.len(), 1);
            let stored = zip.by_index(0).expect("a file").crc32();
            assert_eq!(stored, crc32fast::hash(&plan.wav), "{}", plan.key);
        }
        let good = plans.iter().filter(|plan| plan.is_good).count();
        assert_eq!((jobs.len(), self.simulator.credits_spent()), (good, u64::try_from(good).expect("small")));
        for plan in plans {
            let acquired = self.store.acquire(&plan.key, "the test", LEASE).await.expect("acquired");
            assert!(matches!(acquired, Acquired::Lease(_)), "{}: {acquired:?}", plan.key);
        }
    }

    fn logs(&self) -> String {
        let log = |index| std::fs::read_to_string(self.folder.path().join(log(index))).unwrap_or_default();
        let last = |log: String| log.lines().rev().take(40).map(|line| format!("{line}\n")).collect::<String>();
        (0..REPLICAS).map(|index| format!("replica {index}, the last line first:\n{}", last(log(index)))).collect()
    }
}

fn log(index: usize) -> String {
    format!("replica-{index}.log")
}

async fn launch(index: usize, database: &str, simulator: &Simulator, folder: &TempDir) -> Service {
    let settings = [("DATABASE_URL", database), ("LEASE_SECONDS", &LEASE.as_secs().to_string())];
    Service::start(simulator, folder, &log(index), &settings).await
}
