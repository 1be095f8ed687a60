//! The trust of the contenders in the authority of the bench's own server.

use crate::Failure;

/// The variable with the file of the authority's certificate, as DER, when the server speaks TLS.
pub(crate) const AUTHORITY: &str = "UPLOAD_BENCH_AUTHORITY";

/// Adds the authority to the trusted ones, if the server speaks TLS.
pub(crate) fn trusting(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Failure> {
    let Some(file) = std::env::var_os(AUTHORITY) else { return Ok(builder) };
    with_authority(builder, &std::fs::read(file)?)
}

#[cfg(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls"))]
fn with_authority(builder: reqwest::ClientBuilder, authority: &[u8]) -> Result<reqwest::ClientBuilder, Failure> {
    // Bare reqwest panics without a provider; this crate's client installs the same.
    #[cfg(all(feature = "rustls-ring", not(feature = "rustls")))]
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
    // It is the only one: otherwise the bench would also measure the reading of the system's certificates.
    Ok(builder.tls_certs_only([reqwest::Certificate::from_der(authority)?]))
}

#[cfg(not(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls")))]
fn with_authority(_: reqwest::ClientBuilder, _: &[u8]) -> Result<reqwest::ClientBuilder, Failure> {
    Err("built without TLS".into())
}
