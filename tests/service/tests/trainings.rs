//! Trainings whose journals are in a Postgres that goes away in the middle.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use metastudio_voice::training::store::{JournalStore, PostgresStore};
use metastudio_voice::training::{JournalStatus, Plan};
use metastudio_voice_simulator::{Clock, Moment, Simulator, fixtures};
use service_tests::{Postgres, Proxy};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

/// Two replicas of a service lose their connections after each few requests, and the database is restarted twice.
#[tokio::test(flavor = "multi_thread")]
async fn trainings_have_one_job_and_one_credit_each_whatever_happens_to_the_connections_of_their_store() {
    const REPLICAS: usize = 2;
    const TRAININGS: usize = 16;
    let Some(mut postgres) = Postgres::start("trainings") else { return };
    let simulator = Arc::new(Simulator::builder().clock(Clock::Manual).start().await.expect("a simulator"));
    let mut replicas = Vec::new();
    for _ in 0..REPLICAS {
        let proxy = Arc::new(Proxy::start(postgres.port()).await);
        let store = PostgresStore::builder(&postgres.url_at(proxy.port())).build().expect("a store");
        store.migrate().await.expect("the table");
        let client = simulator.client().await.expect("a client");
        replicas.push((client.pool().store(store).concurrency(NonZeroUsize::MIN).build(), proxy));
    }
    let mut starting = JoinSet::new();
    for (number, (pool, _)) in replicas.iter().enumerate() {
        for training in 0..TRAININGS {
            let (pool, name) = (pool.clone(), format!("voice-{number}-{training}"));
            let plan = Plan::premium(name.clone(), fixtures::recording().source()).letter(fixtures::letter().source());
            let plan = plan.poll_interval(Duration::from_millis(5));
            starting.spawn(async move { pool.start(name, plan).await.expect("a training") });
        }
    }
    let trainings = starting.join_all().await;
    // Each request that has changed something at the service is followed by a change of a journal.
    let changes = AtomicUsize::new(0);
    let proxies: Vec<_> = replicas.iter().map(|(_, proxy)| Arc::clone(proxy)).collect();
    let (restart, mut restarts) = mpsc::unbounded_channel();
    simulator.on_event(move |event| {
        let reads = event.operation.is_some_and(|name| name.starts_with("Show") || name.starts_with("List"));
        if event.moment != Moment::CarriedOut || reads {
            return;
        }
        let change = changes.fetch_add(1, Ordering::Relaxed);
        if change % 3 == 1 {
            proxies.iter().for_each(|proxy| proxy.cut());
        }
        if [10, 30].contains(&change) {
            let _ = restart.send(());
        }
    });
    let clock = tokio::spawn({
        let simulator = Arc::clone(&simulator);
        async move {
            loop {
                tokio::time::sleep(Duration::from_millis(10)).await;
                simulator.advance();
            }
        }
    });
    let url = postgres.url();
    let restarting = tokio::task::spawn_blocking(move || {
        let mut count = 0;
        while let Some(()) = restarts.blocking_recv() {
            postgres.stop();
            postgres.run();
            count += 1;
        }
        (postgres, count)
    });
    for training in &trainings {
        let outcome = training.outcome().await;
        outcome
            .and_then(|outcome| outcome.into_voice())
            .unwrap_or_else(|error| panic!("{}: {error:#}", training.key()));
    }
    clock.abort();
    let jobs = simulator.jobs();
    let submissions: u32 = jobs.iter().map(|job| job.submissions).sum();
    let count = REPLICAS * TRAININGS;
    assert_eq!((jobs.len(), submissions as usize, simulator.credits_spent() as usize), (count, count, count));
    let store = PostgresStore::builder(&url).build().expect("a store");
    let trained = store.list(&[JournalStatus::Trained], None, usize::MAX).await.expect("a list");
    assert_eq!(trained.len(), count);
    let connections: usize = replicas.iter().map(|(_, proxy)| proxy.accepted()).sum();
    // The simulator keeps the hook, and with it the sender, until its end.
    drop((replicas, simulator));
    let (_postgres, restarts) = restarting.await.expect("restarts");
    println!("{count} trainings over {connections} connections and {restarts} restarts");
    assert!(restarts == 2 && connections > 4 * REPLICAS, "{restarts} restarts, {connections} connections");
}
