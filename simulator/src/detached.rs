//! Work that is done to its end although its client is gone: HTTP drops a request whose connection is closed.

use std::future::{Future, pending};
use std::panic::resume_unwind;

/// Does something to its end, whether or not it is still waited for.
pub(crate) async fn run<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    match tokio::spawn(work).await {
        Ok(done) => done,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            // The runtime stops, and this with it.
            Err(_) => pending().await,
        },
    }
}
