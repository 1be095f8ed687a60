//! `PostgresStore` on a real Postgres: the suite of stores, outages, and what errors mean.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use metastudio_voice::ErrorKind;
use metastudio_voice::training::store::{
    Acquired, JournalStore, Lease, PostgresStore, Removed, Renewed, StoredJournal, Storing, Swapped,
};
use metastudio_voice::training::{Journal, JournalStatus};
use metastudio_voice_simulator::journal_stores::Suite;
use serde_json::json;
use service_tests::{Postgres, Proxy};
use tokio::task::JoinSet;
use tokio_postgres::{Client, NoTls};

const MINUTE: Duration = Duration::from_secs(60);
const SECOND: Duration = Duration::from_secs(1);

fn journal(voice: &str) -> Journal {
    let journal = json!({
        "version": 1,
        "service": { "host": "metastudio.cn-north-4.myhuaweicloud.com", "project_id": "0123456789abcdef0123456789abcdef" },
        "edition": "PREMIUM",
        "voice_name": voice,
        "job_id": "26f06524-4f75-4b3a-a853-b649a21aaf66",
        "submission": { "number": 1, "uploaded": [] },
    });
    serde_json::from_value(journal).expect("a journal")
}

fn open(url: &str) -> PostgresStore {
    PostgresStore::builder(url).build().expect("a store")
}

/// Opens a store of which each statement fails after a second.
fn impatient(url: &str) -> PostgresStore {
    PostgresStore::builder(url).time_limit(SECOND).build().expect("a store")
}

async fn migrated(url: &str) -> PostgresStore {
    let store = open(url);
    store.migrate().await.expect("the table");
    store
}

/// Connects as an administrator.
async fn administrator(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("a connection");
    tokio::spawn(connection);
    client
}

async fn acquire(store: &PostgresStore, key: &str) -> Lease {
    match store.acquire(key, "test", MINUTE).await.expect("acquire") {
        Acquired::Lease(lease) => lease,
        other => panic!("{other:?}"),
    }
}

/// Repeats a step while its error is transient, as a training does.
async fn patiently<'a, T>(mut step: impl FnMut() -> Storing<'a, T>) -> T {
    let begin = Instant::now();
    loop {
        match step().await {
            Ok(result) => return result,
            Err(error) => {
                assert!(error.is_transient() && begin.elapsed() < MINUTE, "{error:#}");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
}

/// Stores a journal though responses may be lost: a conflict after an error may be with the change itself.
async fn store_patiently(store: &PostgresStore, lease: &Lease, version: u64, journal: &Journal) -> u64 {
    match patiently(|| store.compare_and_swap(lease, version, journal)).await {
        Swapped::Stored(version) => version,
        Swapped::Conflict => {
            let stored = patiently(|| store.load(&lease.key)).await.expect("a journal");
            assert_eq!((&stored.journal, stored.version > version), (journal, true), "another change was stored");
            stored.version
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_store_in_postgres_passes_the_suite() {
    // A language's order of texts, which is not that of their bytes.
    let order = ["--locale-provider=icu", "--icu-locale=en"];
    let Some(postgres) = Postgres::start_with("the suite", &order) else { return };
    let url = postgres.url();
    let report = Suite::new(|_| migrated(&url)).run().await;
    assert!(report.passes() && report.skipped.is_empty(), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_without_an_encoding_passes_the_suite_too() {
    let Some(postgres) = Postgres::start_with("the suite without an encoding", &["--encoding=SQL_ASCII"]) else {
        return;
    };
    let url = postgres.url();
    // Nor does the store depend on the isolation that transactions have by default.
    let isolation = "ALTER DATABASE postgres SET default_transaction_isolation = 'serializable'";
    administrator(&url).await.batch_execute(isolation).await.expect("another default");
    let report = Suite::new(|_| migrated(&url)).journals(100).run().await;
    assert!(report.passes(), "{report}");
}

#[tokio::test]
async fn a_database_whose_encoding_lacks_a_character_refuses_the_journal_for_good() {
    let Some(postgres) = Postgres::start_with("the encoding LATIN1", &["--encoding=LATIN1"]) else { return };
    let store = migrated(&postgres.url()).await;
    let lease = acquire(&store, "a").await;
    let error = store.compare_and_swap(&lease, 0, &journal("温柔女声")).await.expect_err("no such character");
    assert_eq!((error.kind(), error.is_transient()), (ErrorKind::JournalUnavailable, false), "{error:#}");
    assert!(error.to_string().contains("UTF8"), "{error:#}");
    assert_eq!(store.compare_and_swap(&lease, 0, &journal("é")).await.expect("stored"), Swapped::Stored(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn replicas_that_begin_at_once_all_find_the_table_made() {
    let Some(postgres) = Postgres::start("migrations at once") else { return };
    for round in 0..5 {
        let mut tasks = JoinSet::new();
        for _ in 0..8 {
            let builder = PostgresStore::builder(&postgres.url()).table(format!("voices_{round}"));
            tasks.spawn(async move {
                let store = builder.build().expect("a store");
                store.migrate().await.expect("the table");
                store.load("a").await.expect("a table that can be used")
            });
        }
        tasks.join_all().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_of_an_earlier_version_is_completed_and_keeps_its_journals() {
    let Some(postgres) = Postgres::start("an earlier table") else { return };
    let administrator = administrator(&postgres.url()).await;
    let store = open(&postgres.url());
    let earlier: String = store.migration().split_inclusive('\n').filter(|line| !line.starts_with("ALTER")).collect();
    assert_ne!(earlier, store.migration());
    administrator.batch_execute(&earlier).await.expect("an earlier table");
    let text = serde_json::to_string(&journal("a")).expect("JSON");
    let insert = "INSERT INTO voice_trainings (key, version, status, journal, owner, token, leased_until) \
                  VALUES ('a', 7, 'created', $1, 'test', 3, clock_timestamp() + interval '1 hour')";
    administrator.execute(insert, &[&text]).await.expect("a journal");
    let error = store.load("a").await.expect_err("an earlier table");
    assert!(!error.is_transient() && error.advice().is_some_and(|advice| advice.contains("migrate")), "{error:#}");
    let mut tasks = JoinSet::new();
    for _ in 0..8 {
        let store = open(&postgres.url());
        tasks.spawn(async move { store.migrate().await.expect("the table") });
    }
    tasks.join_all().await;
    administrator.batch_execute(&store.migration()).await.expect("any number of times");
    let stored = store.load("a").await.expect("a table").expect("the journal");
    assert_eq!((stored.version, stored.journal), (7, journal("a")));
    let lease = Lease::new("a", "test", 3);
    for expected in [Renewed::Held, Renewed::ReleaseRequested] {
        assert_eq!(store.renew(std::slice::from_ref(&lease), MINUTE).await.expect("renewed"), [expected]);
        store.request_release("a").await.expect("requested");
    }
}

#[tokio::test]
async fn a_user_who_may_not_create_tables_uses_the_one_of_the_administrator() {
    let Some(postgres) = Postgres::start("an administrator's table") else { return };
    let administrator = administrator(&postgres.url()).await;
    let sql = "CREATE SCHEMA voice; CREATE ROLE service LOGIN PASSWORD 'kept-secret'";
    administrator.batch_execute(sql).await.expect("a user");
    let url = postgres.url().replace("//postgres:", "//service:");
    let store = PostgresStore::builder(&url).table("voice.select").build().expect("a store");
    for error in [store.migrate().await.expect_err("no right"), store.load("a").await.expect_err("no table")] {
        assert_eq!((error.kind(), error.is_transient()), (ErrorKind::JournalUnavailable, false), "{error:#}");
        assert!(error.advice().is_some(), "{error:#}");
    }
    administrator.batch_execute(&store.migration()).await.expect("the table");
    let grant = "GRANT USAGE ON SCHEMA voice TO service; GRANT SELECT, INSERT ON voice.\"select\" TO service";
    administrator.batch_execute(grant).await.expect("some rights");
    let error = store.acquire("a", "test", MINUTE).await.expect_err("not all rights");
    assert!(!error.is_transient() && error.to_string().contains("UPDATE"), "{error:#}");
    administrator.batch_execute("GRANT UPDATE ON voice.\"select\" TO service").await.expect("all rights");
    store.migrate().await.expect("it exists");
    let lease = acquire(&store, "a").await;
    assert_eq!(store.compare_and_swap(&lease, 0, &journal("a")).await.expect("stored"), Swapped::Stored(1));
    assert_eq!(store.list(JournalStatus::ALL, None, 9).await.expect("a list").len(), 1);
    store.remove(&lease).await.expect("removed");
    store.renew(std::slice::from_ref(&lease), MINUTE).await.expect("renewed");
    store.release(&lease).await.expect("released");
}

#[tokio::test]
async fn what_cannot_pass_is_not_transient_and_shows_no_password() {
    let Some(mut postgres) = Postgres::start("errors that do not pass") else { return };
    let wrong_password = postgres.url().replace(postgres.password(), "wrong-secret");
    let no_database = postgres.url().replace("/postgres", "/nothing").replace("//nothing:", "//postgres:");
    for (url, part) in [(wrong_password, "28P01"), (no_database, "3D000"), (postgres.url(), "PostgresStore::migrate")] {
        let store = open(&url);
        let error = store.load("a").await.expect_err(part);
        assert_eq!((error.kind(), error.is_transient()), (ErrorKind::JournalUnavailable, false), "{error:#}");
        for shown in [format!("{error:?}"), format!("{error:#?}"), format!("{store:?}"), store.name()] {
            assert!(!shown.contains("secret"), "{shown}");
        }
        assert!(error.to_string().contains(part), "{error:#}");
    }
    postgres.stop();
    let error = open(&postgres.url()).load("a").await.expect_err("no server");
    assert!(error.is_transient() && !format!("{error:?}").contains("secret"), "{error:#}");
}

#[tokio::test]
async fn what_may_pass_is_transient_and_the_store_works_when_it_has_passed() {
    let Some(postgres) = Postgres::start("errors that pass") else { return };
    let administrator = administrator(&postgres.url()).await;
    let sql = "CREATE ROLE service LOGIN PASSWORD 'kept-secret'; GRANT CREATE ON SCHEMA public TO service";
    administrator.batch_execute(sql).await.expect("a user");
    let url = postgres.url().replace("//postgres:", "//service:");
    let store = migrated(&url).await;
    let lease = acquire(&store, "a").await;
    // Too many connections, and a server that is not the primary any more.
    let causes = [
        ("ALTER ROLE service CONNECTION LIMIT 0", "ALTER ROLE service CONNECTION LIMIT 9", "53300"),
        (
            "ALTER ROLE service SET default_transaction_read_only = on",
            "ALTER ROLE service SET default_transaction_read_only = off",
            "25006",
        ),
    ];
    for (number, (begin, end, code)) in causes.into_iter().enumerate() {
        administrator.batch_execute(begin).await.expect(begin);
        let another = open(&url);
        let error = another.acquire("b", "test", MINUTE).await.expect_err(code);
        assert!(error.is_transient() && error.to_string().contains(code), "{error:#}");
        administrator.batch_execute(end).await.expect(end);
        // The same store, whose session was made before.
        assert!(matches!(another.acquire(code, "test", MINUTE).await.expect("it has passed"), Acquired::Lease(_)));
        let number = number as u64;
        assert_eq!(store_patiently(&store, &lease, number, &journal(code)).await, number + 1);
    }
}

#[test]
fn a_store_outlives_the_runtime_that_it_connected_in() {
    let Some(postgres) = Postgres::start("two runtimes") else { return };
    let store = open(&postgres.url());
    for round in 0..3 {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            store.migrate().await.expect("the table");
            acquire(&store, &round.to_string()).await;
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_and_a_crash_of_the_server_are_waited_out_and_lose_nothing() {
    let Some(mut postgres) = Postgres::start("restarts") else { return };
    let store = migrated(&postgres.url()).await;
    let lease = acquire(&store, "a").await;
    let mut version = 0;
    for round in 0..6 {
        let before = journal(&format!("before {round}"));
        version = store_patiently(&store, &lease, version, &before).await;
        if round % 2 == 0 {
            postgres.stop()
        } else {
            postgres.crash()
        }
        let error = store.load("a").await.expect_err("no server");
        assert!(error.is_transient(), "{error:#}");
        let after = journal(&format!("after {round}"));
        let waiting = tokio::spawn({
            let (store, lease) = (store.clone(), lease.clone());
            async move { store_patiently(&store, &lease, version, &after).await }
        });
        tokio::task::block_in_place(|| postgres.run());
        version = waiting.await.expect("it waits");
        let stored = store.load("a").await.expect("a journal").expect("a journal");
        assert_eq!((stored.version, stored.journal), (version, journal(&format!("after {round}"))));
    }
    assert_eq!(store.renew(&[lease], MINUTE).await.expect("renewed"), [Renewed::Held]);
}

#[tokio::test]
async fn a_change_that_was_acknowledged_survives_a_crash_though_the_database_does_not_wait_for_the_disk() {
    let Some(mut postgres) = Postgres::start("asynchronous commits") else { return };
    let administrator = administrator(&postgres.url()).await;
    for setting in ["synchronous_commit = off", "wal_writer_delay = '10s'"] {
        administrator.batch_execute(&format!("ALTER SYSTEM SET {setting}")).await.expect("another default");
    }
    postgres.stop();
    postgres.run();
    let store = migrated(&postgres.url()).await;
    let lease = acquire(&store, "a").await;
    let Ok(Swapped::Stored(version)) = store.compare_and_swap(&lease, 0, &journal("a")).await else { panic!("stored") };
    postgres.crash();
    postgres.run();
    let stored = patiently(|| store.load("a")).await.expect("the journal");
    assert_eq!((stored.version, stored.journal), (version, journal("a")));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_change_is_lost_or_stored_twice_while_connections_are_cut() {
    const TASKS: usize = 16;
    const CHANGES: usize = 40;
    const CUT_EACH: usize = 13;
    let Some(postgres) = Postgres::start("cut connections") else { return };
    let proxy = Arc::new(Proxy::start(postgres.port()).await);
    let store = migrated(&postgres.url_at(proxy.port())).await;
    let mut tasks = JoinSet::new();
    let changes = Arc::new(AtomicUsize::new(0));
    for task in 0..TASKS {
        let (store, proxy, changes) = (store.clone(), Arc::clone(&proxy), Arc::clone(&changes));
        tasks.spawn(async move {
            let key = format!("training-{task}");
            // A lease whose acquisition was acknowledged to nobody ends by itself.
            let lease = loop {
                if let Acquired::Lease(lease) = patiently(|| store.acquire(&key, "test", SECOND)).await {
                    break lease;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            };
            let renewed = patiently(|| store.renew(std::slice::from_ref(&lease), MINUTE)).await;
            assert_eq!(renewed, [Renewed::Held]);
            let mut version = 0;
            for change in 0..CHANGES {
                let next = store_patiently(&store, &lease, version, &journal(&change.to_string())).await;
                assert_eq!(next, version + 1, "each change is stored once");
                version = next;
                // The steps of the other tasks are on their way.
                if changes.fetch_add(1, Ordering::Relaxed) % CUT_EACH == 0 {
                    proxy.cut();
                }
            }
        });
    }
    tasks.join_all().await;
    println!("{} changes over {} connections", TASKS * CHANGES, proxy.accepted());
    assert!(proxy.accepted() > TASKS * CHANGES / CUT_EACH / 2, "{} connections", proxy.accepted());
    let listed = patiently(|| store.list(JournalStatus::ALL, None, usize::MAX)).await;
    assert_eq!(listed.len(), TASKS);
    let last = journal(&(CHANGES - 1).to_string());
    assert!(listed.iter().all(|stored| stored.version == CHANGES as u64 && stored.journal == last), "{listed:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_ends_within_its_limit_while_the_server_hangs() {
    let Some(postgres) = Postgres::start("a server that hangs") else { return };
    let store = impatient(&postgres.url());
    store.migrate().await.expect("the table");
    let lease = acquire(&store, "a").await;
    postgres.pause();
    // The first waits on the connection that there is, the second for another.
    let (one, other) = (impatient(&postgres.url()), store.clone());
    for store in [&store, &store, &one] {
        // A limit of the test, many times that of the statement.
        let ended = tokio::time::timeout(MINUTE, store.compare_and_swap(&lease, 0, &journal("a"))).await;
        let error = ended.expect("within the limit").expect_err("a server that hangs");
        assert!(error.is_transient(), "{error:#}");
    }
    let error = one.migrate().await.expect_err("a server that hangs");
    assert!(error.is_transient(), "{error:#}");
    postgres.resume();
    let version = store_patiently(&other, &lease, 0, &journal("a")).await;
    assert_eq!(version, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_was_given_up_does_not_happen_after_later_ones() {
    let Some(postgres) = Postgres::start("a late statement") else { return };
    let proxy = Proxy::start(postgres.port()).await;
    let store = impatient(&postgres.url_at(proxy.port()));
    store.migrate().await.expect("the table");
    let lease = acquire(&store, "a").await;
    store.compare_and_swap(&lease, 0, &journal("a")).await.expect("stored");
    proxy.hold();
    let error = store.remove(&lease).await.expect_err("a network that hangs");
    assert!(error.is_transient(), "{error:#}");
    assert!(store.load("a").await.expect("another connection").is_some(), "it was removed");
    // What was held arrives now.
    proxy.let_go();
    proxy.until_open(1).await;
    assert!(store.load("a").await.expect("the same connection").is_some(), "it was removed late");
    assert_eq!(store.remove(&lease).await.expect("removed"), Removed::Removed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_hangs_is_replaced_though_no_caller_waits_for_its_limit() {
    let Some(postgres) = Postgres::start("impatient callers") else { return };
    let proxy = Proxy::start(postgres.port()).await;
    let store = impatient(&postgres.url_at(proxy.port()));
    store.migrate().await.expect("the table");
    store.load("a").await.expect("a connection");
    proxy.hold();
    let begin = Instant::now();
    while tokio::time::timeout(SECOND / 5, store.load("a")).await.is_err() {
        assert!(begin.elapsed() < MINUTE, "the connection is not replaced");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_of_somebody_else_is_waited_out_no_longer_than_the_limit() {
    let Some(postgres) = Postgres::start("a lock") else { return };
    let store = impatient(&postgres.url());
    store.migrate().await.expect("the table");
    let lease = acquire(&store, "a").await;
    let administrator = administrator(&postgres.url()).await;
    administrator.batch_execute("BEGIN; LOCK TABLE voice_trainings").await.expect("a lock");
    let error = store.compare_and_swap(&lease, 0, &journal("a")).await.expect_err("a lock");
    assert!(error.is_transient(), "{error:#}");
    administrator.batch_execute("ROLLBACK").await.expect("no lock");
    assert_eq!(store_patiently(&store, &lease, 0, &journal("a")).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_steps_at_once_share_one_connection() {
    let Some(postgres) = Postgres::start("one connection") else { return };
    let proxy = Proxy::start(postgres.port()).await;
    migrated(&postgres.url()).await;
    let store = open(&postgres.url_at(proxy.port()));
    let mut tasks = JoinSet::new();
    for task in 0..200 {
        let store = store.clone();
        tasks.spawn(async move { acquire(&store, &task.to_string()).await });
    }
    tasks.join_all().await;
    assert_eq!(proxy.accepted(), 1);
    drop(store);
    proxy.until_open(0).await;
}

#[tokio::test]
async fn an_attempt_to_connect_that_fails_is_the_one_of_all_who_wait_for_it() {
    let Some(mut postgres) = Postgres::start("one attempt") else { return };
    let proxy = Proxy::start(postgres.port()).await;
    postgres.stop();
    let store = open(&postgres.url_at(proxy.port()));
    let mut tasks = JoinSet::new();
    for _ in 0..100 {
        let store = store.clone();
        tasks.spawn(async move { store.load("a").await.expect_err("no server").is_transient() });
    }
    assert!(tasks.join_all().await.into_iter().all(|is_transient| is_transient));
    assert_eq!(proxy.accepted(), 1);
}

#[tokio::test]
async fn a_journal_that_cannot_be_understood_is_an_error_of_its_own_and_left_out_of_lists() {
    let Some(postgres) = Postgres::start("damaged journals") else { return };
    let store = migrated(&postgres.url()).await;
    let administrator = administrator(&postgres.url()).await;
    for key in ["a", "b", "c", "d", "e"] {
        let lease = acquire(&store, key).await;
        store.compare_and_swap(&lease, 0, &journal(key)).await.expect("stored");
    }
    let damage = "UPDATE voice_trainings SET journal = '{\"version\": 1' WHERE key = 'a';
        UPDATE voice_trainings SET journal = '{\"version\": 2, \"secret\": 1}' WHERE key = 'b';
        UPDATE voice_trainings SET journal = repeat('x', 17 * 1024 * 1024) WHERE key = 'd'";
    administrator.batch_execute(damage).await.expect("damage");
    for key in ["a", "b", "d"] {
        let error = store.load(key).await.expect_err("damage");
        assert_eq!((error.kind(), error.is_transient()), (ErrorKind::JournalDamaged, false), "{error:#}");
        assert!(error.to_string().contains(&format!("the journal {key:?} in ")), "{error:#}");
    }
    let keys = |listed: Vec<StoredJournal>| listed.into_iter().map(|stored| stored.key).collect::<Vec<_>>();
    assert_eq!(keys(store.list(JournalStatus::ALL, None, 2).await.expect("a list")), ["c", "e"]);
    assert_eq!(keys(store.list(JournalStatus::ALL, Some("c"), 9).await.expect("a list")), ["e"]);
}

#[tokio::test]
async fn large_journals_are_listed_though_one_statement_does_not_bring_them_all() {
    let Some(postgres) = Postgres::start("large journals") else { return };
    let store = migrated(&postgres.url()).await;
    let large = journal(&"声".repeat(1 << 20));
    for key in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        let lease = acquire(&store, key).await;
        store.compare_and_swap(&lease, 0, &large).await.expect("stored");
    }
    let listed = store.list(JournalStatus::ALL, None, usize::MAX).await.expect("a list");
    assert_eq!(listed.len(), 8);
    let lease = acquire(&store, "too-large").await;
    let error = store.compare_and_swap(&lease, 0, &journal(&"x".repeat(16 << 20))).await.expect_err("too large");
    assert!(!error.is_transient() && error.to_string().contains("16 MiB"), "{error:.300}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_an_administrator_ends_is_replaced() {
    let Some(postgres) = Postgres::start("an ended session") else { return };
    let store = migrated(&postgres.url()).await;
    let administrator = administrator(&postgres.url()).await;
    let lease = acquire(&store, "a").await;
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'metastudio-voice'";
    for change in 0..5 {
        assert_eq!(administrator.query(end, &[]).await.expect("ended").len(), 1, "one session");
        assert_eq!(store_patiently(&store, &lease, change, &journal(&change.to_string())).await, change + 1);
    }
    // A change of the table makes the prepared statements useless.
    administrator.batch_execute("ALTER TABLE voice_trainings ALTER owner TYPE varchar").await.expect("changed");
    assert_eq!(store_patiently(&store, &lease, 5, &journal("a")).await, 6);
}

/// Prints how long steps take. With the `fsync` of the default, and on loopback.
#[tokio::test(flavor = "multi_thread")]
async fn latency_of_steps() {
    const STEPS: usize = 1_000;
    let Some(postgres) = Postgres::start("latency") else { return };
    let store = migrated(&postgres.url()).await;
    let lease = acquire(&store, "a").await;
    let voice = "x".repeat(1_700);
    let (mut version, mut times) = (0, Vec::new());
    for step in 0..STEPS {
        let journal = journal(&format!("{step}{voice}"));
        let begin = Instant::now();
        let swapped = store.compare_and_swap(&lease, version, &journal).await.expect("stored");
        times.push(begin.elapsed());
        let Swapped::Stored(stored) = swapped else { panic!("{swapped:?}") };
        version = stored;
    }
    times.sort_unstable();
    let size = serde_json::to_string(&journal(&voice)).expect("JSON").len();
    let at = |percent: usize| times[STEPS * percent / 100].as_secs_f64() * 1e3;
    println!("a step of {size} bytes: median {:.2} ms, 99 %: {:.2} ms, of {STEPS}", at(50), at(99));
    let mut leases = Vec::new();
    for number in 0..10_000 {
        let key = format!("lease-{number}");
        let lease = acquire(&store, &key).await;
        if number % 10 == 0 {
            store.compare_and_swap(&lease, 0, &journal(&format!("{number}{voice}"))).await.expect("stored");
        }
        leases.push(lease);
    }
    for _ in 0..5 {
        let begin = Instant::now();
        let renewed = store.renew(&leases, MINUTE).await.expect("renewed");
        println!("{} leases renewed: {:.0} ms", renewed.len(), begin.elapsed().as_secs_f64() * 1e3);
    }
}
