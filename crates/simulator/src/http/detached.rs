//! Work that continues when its client is gone. Without this, hyper drops a request whose connection closes.

use std::future::{Future, pending};
use std::panic::resume_unwind;

/// Runs a future to completion, even if the caller stops waiting for it.
pub(crate) async fn run<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    match tokio::spawn(work).await {
        Ok(done) => done,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            // The runtime is shutting down, and this task with it.
            Err(_) => pending().await,
        },
    }
}
