//! Cases that mostly wait, run side by side.

use std::future::Future;
use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Runs each case in a task of its own, no more than `at_once` of them at a time, and returns their results in the
/// order of the cases.
pub(crate) async fn side_by_side<T: Send + 'static>(
    at_once: usize,
    cases: impl IntoIterator<Item: Future<Output = T> + Send + 'static>,
) -> Vec<T> {
    let turns = Arc::new(Semaphore::new(at_once));
    let mut running = JoinSet::new();
    for (number, case) in cases.into_iter().enumerate() {
        let turns = turns.clone();
        running.spawn(async move {
            let _turn = turns.acquire().await.expect("never closed");
            (number, case.await)
        });
    }
    let mut results = running.join_all().await;
    results.sort_unstable_by_key(|(number, _)| *number);
    results.into_iter().map(|(_, result)| result).collect()
}
