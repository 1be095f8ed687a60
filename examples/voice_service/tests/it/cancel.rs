//! A training that is cancelled on another replica than the one that carries it on.

use metastudio_voice_simulator::{Clock, Simulator, fixtures};
use reqwest::{Client, Response, StatusCode};
use service_tests::Postgres;

use crate::replica::{LIMIT, Service};

#[tokio::test(flavor = "multi_thread")]
async fn a_training_is_cancelled_and_followed_on_any_of_three_replicas_that_share_a_folder() {
    cancelled_on_any(None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_training_is_cancelled_and_followed_on_any_of_three_replicas_that_share_a_postgres() {
    let Some(postgres) = Postgres::start("cancelled on any replica") else { return };
    cancelled_on_any(Some(&postgres.url())).await;
}

async fn cancelled_on_any(database: Option<&str>) {
    // The jobs stand still.
    let simulator = Simulator::builder().clock(Clock::Manual).start().await.expect("a simulator");
    let folder = tempfile::tempdir().expect("a folder");
    let mut settings = vec![("LEASE_SECONDS", "3")];
    settings.extend(database.map(|url| ("DATABASE_URL", url)));
    let mut replicas = Vec::new();
    for log in ["log-0", "log-1", "log-2"] {
        replicas.push(Service::start(&simulator, &folder, log, &settings).await);
    }
    let client = Client::builder().no_proxy().timeout(LIMIT).build().expect("a client");
    let url = |replica: usize, path: &str| format!("{}/voices{path}", replicas[replica % 3].url);
    for (holder, key) in ["a", "b", "c"].into_iter().enumerate() {
        let query = [("name", key), ("key", key)];
        let recording = fixtures::recording().bytes().to_vec();
        let posted = client.post(url(holder, "")).query(&query).body(recording).send().await.expect("a response");
        assert_eq!(posted.status(), StatusCode::OK);
        let voice = format!("/{key}");
        let events = client.get(url(holder + 1, &format!("{voice}/events"))).send();
        let mut events = events.await.expect("a response");
        assert!(until(&mut events, r#""status":"submitted""#).await, "the training is submitted");
        let cancelled = client.delete(url(holder + 2, &voice)).send().await.expect("a response");
        assert_eq!(cancelled.status(), StatusCode::NO_CONTENT, "{:?}", cancelled.text().await);
        assert!(!until(&mut events, "nothing").await, "the events end");
        for replica in 0..3 {
            let again = client.delete(url(replica, &voice)).send().await.expect("a response");
            assert_eq!(again.status(), StatusCode::NOT_FOUND);
        }
        assert_eq!(simulator.jobs().len(), 0);
        assert!(!folder.path().join("recordings").join(key).exists());
    }
}

/// Reads on until a text has come; returns `false` if the response ends before.
async fn until(response: &mut Response, text: &str) -> bool {
    let mut read = String::new();
    while !read.contains(text) {
        match response.chunk().await {
            Ok(Some(piece)) => read.push_str(&String::from_utf8_lossy(&piece)),
            Ok(None) => return false,
            Err(error) if error.is_timeout() => panic!("no end: {read}"),
            Err(_) => return false,
        }
    }
    true
}
