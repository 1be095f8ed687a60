//! The signature over random requests: against a second implementation, against Huawei's own SDK, and as clients send it.

mod agreement;
mod changes;
mod client;
mod naive;
mod official;
mod random;
mod vectors;

use metastudio_voice::auth::sign::{Request, Signature, sign};
use proptest::prelude::ProptestConfig;

/// A request to sign, with all that the signature depends on.
#[derive(Clone, Debug)]
struct Asked {
    method: String,
    path: String,
    query: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    date: String,
    secret: String,
}

impl Asked {
    fn sign(&self) -> Signature {
        let headers: Vec<(&str, &str)> = self.headers.iter().map(|(name, value)| (&**name, &**value)).collect();
        let Self { method, path, query, body, date, secret, .. } = self;
        sign(&Request { method, path, query, headers: &headers, body }, date, secret)
    }

    fn signature(&self) -> String {
        self.sign().signature
    }

    /// The same request but for what the change does to it.
    fn but(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = self.clone();
        change(&mut changed);
        changed
    }
}

/// `PROPTEST_CASES`, or proptest's own number of them.
fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}
