//! TLS for real, with whichever feature the crate was built: `.ci/tls` runs this once for each, and without any.

#[cfg(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls"))]
mod handshake;
#[cfg(all(feature = "rustls-ring", not(feature = "rustls")))]
mod provider;
#[cfg(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls"))]
mod server;
#[cfg(not(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls")))]
mod without;

use metastudio_voice::retry::NoRetry;
use metastudio_voice::{Client, ClientBuilder, Credentials};

/// Everything but the endpoint.
fn builder() -> ClientBuilder {
    let keys = Credentials::access_key("AK", "SK").expect("keys");
    Client::builder().project_id("p").credentials(keys).retry_policy(NoRetry)
}
