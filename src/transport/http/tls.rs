//! TLS: which of the features' implementations is used.

/// Whether this build speaks TLS.
pub(crate) const AVAILABLE: bool = cfg!(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls"));

/// Of several implementations rustls is used, whatever other crates turn on in reqwest.
#[cfg(any(feature = "rustls", feature = "rustls-ring"))]
pub(crate) fn chosen(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    // reqwest panics without a provider, unless it brings aws-lc-rs.
    #[cfg(not(feature = "rustls"))]
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // It fails when another thread was quicker, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    builder.tls_backend_rustls()
}

/// The system's TLS.
#[cfg(all(feature = "native-tls", not(any(feature = "rustls", feature = "rustls-ring"))))]
pub(crate) fn chosen(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder.tls_backend_native()
}

/// None: [`AVAILABLE`] says so.
#[cfg(not(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls")))]
pub(crate) fn chosen(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder
}

/// Without the system's certificates, which rustls cannot do without when it is to use them.
pub(crate) fn trusting_nobody(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    #[cfg(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls"))]
    let builder = builder.tls_certs_only([]);
    builder
}
