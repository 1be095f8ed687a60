//! The signature of random requests, compared with a second implementation, with Huawei's own SDK, and with the
//! requests that clients send.

mod agreement;
mod changes;
mod client;
mod naive;
mod official;
mod random;
mod vectors;

use metastudio_voice::auth::sign::{Request, Signature, sign};
use proptest::prelude::ProptestConfig;

/// A request to sign, with everything that the signature depends on.
#[derive(Clone, Debug)]
struct TestRequest {
    method: String,
    path: String,
    query: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    date: String,
    secret: String,
}

impl TestRequest {
    fn sign(&self) -> Signature {
        let headers: Vec<(&str, &str)> = self.headers.iter().map(|(name, value)| (&**name, &**value)).collect();
        let Self { method, path, query, body, date, secret, .. } = self;
        sign(&Request { method, path, query, headers: &headers, body }, date, secret)
    }

    fn signature(&self) -> String {
        self.sign().signature
    }

    /// Returns a changed copy of the request.
    fn but(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = self.clone();
        change(&mut changed);
        changed
    }
}

/// Returns a configuration with `PROPTEST_CASES` cases, or proptest's default.
fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}
