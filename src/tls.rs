//! The TLS implementation that the features choose, and errors that are about TLS.

use std::error::Error as _;
use std::io;

/// Whether this build speaks TLS.
pub(crate) const AVAILABLE: bool = cfg!(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls"));

/// Chooses rustls among several implementations, whatever other crates enable in reqwest.
#[cfg(any(feature = "rustls", feature = "rustls-ring"))]
pub(crate) fn chosen(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    // reqwest panics without a provider, unless it brings aws-lc-rs.
    #[cfg(not(feature = "rustls"))]
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // It fails if another thread was quicker, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    builder.tls_backend_rustls()
}

/// Chooses the system's TLS.
#[cfg(all(feature = "native-tls", not(any(feature = "rustls", feature = "rustls-ring"))))]
pub(crate) fn chosen(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder.tls_backend_native()
}

/// Chooses nothing: see [`AVAILABLE`].
#[cfg(not(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls")))]
pub(crate) fn chosen(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder
}

/// Leaves out the system's certificates: on a machine without any, rustls makes no client that is to use them.
pub(crate) fn trusting_nobody(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    #[cfg(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls"))]
    let builder = builder.tls_certs_only([]);
    builder
}

/// Returns whether the server's certificate was refused, or it does not speak TLS. The next attempt would find the
/// same.
///
/// rustls reports this as invalid data, native-tls as an error of its own without an I/O error below it.
pub(crate) fn is_about_tls(error: &reqwest::Error) -> bool {
    let mut cause = error.source().filter(|_| error.is_connect());
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(is_invalid_data) {
            return true;
        }
        // The TLS of Windows and of Apple does not tell the two apart.
        #[cfg(all(feature = "native-tls", not(any(windows, target_vendor = "apple"))))]
        if let Some(error) = error.downcast_ref::<native_tls::Error>() {
            return !error.source().is_some_and(|cause| cause.is::<io::Error>());
        }
        cause = error.source();
    }
    false
}

/// Returns whether this I/O error, or one that it wraps, reports invalid data: `source` of the outer one skips the
/// inner one.
fn is_invalid_data(error: &io::Error) -> bool {
    let inner = || error.get_ref()?.downcast_ref::<io::Error>();
    error.kind() == io::ErrorKind::InvalidData || inner().is_some_and(is_invalid_data)
}
