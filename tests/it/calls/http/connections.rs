//! The use of connections.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::serve::ListenerExt;

use super::{builder, no_jobs};
use crate::support::Received;

#[tokio::test]
async fn consecutive_calls_share_one_connection() {
    let connections = Arc::new(AtomicUsize::new(0));
    let count = connections.clone();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let endpoint = format!("http://{}", listener.local_addr().expect("address"));
    let listener = listener.tap_io(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
    });
    let router = axum::Router::new().fallback(|| async {
        let nothing =
            Received { method: String::new(), target: String::new(), headers: Default::default(), body: None };
        no_jobs(&nothing)
    });
    tokio::spawn(async move { axum::serve(listener, router).await });
    let client = builder().endpoint(endpoint).build().await.expect("client");
    for _ in 0..20 {
        client.list_voice_training_job().send().await.expect("a list");
    }
    assert_eq!(connections.load(Ordering::Relaxed), 1);
}
