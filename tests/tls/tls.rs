//! The client over real TLS, with the feature that the crate was built with: `.ci/tls` runs this once for each feature,
//! and once without any.

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

/// Returns a builder without an endpoint, and without the proxy that the machine may have.
fn builder() -> ClientBuilder {
    let keys = Credentials::access_key("AK", "SK").expect("keys");
    let builder = Client::builder().project_id("p").credentials(keys).retry_policy(NoRetry);
    builder.configure_http(|http| http.no_proxy())
}
