//! The builder's settings of HTTP.

use std::sync::Arc;

use super::builder::ClientBuilder;

#[cfg(doc)]
use crate::ErrorKind;

impl ClientBuilder {
    /// Something of yours at the end of the `User-Agent`, such as `my-studio/1.2`.
    ///
    /// Anything but printable ASCII makes [`build`](Self::build) fail with [`ErrorKind::Configuration`].
    pub fn user_agent(mut self, suffix: impl Into<String>) -> Self {
        self.http.user_agent = Some(suffix.into());
        self
    }

    /// Changes the HTTP clients that the crate makes: the way to add a certificate authority, a proxy, a resolver or a
    /// client certificate. The function is called for each client that is made: the API's, and that of uploads. Giving
    /// another replaces it. reqwest is this crate's: `metastudio_voice::reqwest`.
    ///
    /// The crate's own rules come after it and always hold: no redirects, no `Referer`, the `User-Agent`, the time
    /// limits, HTTP/1.1 for uploads, no proxy to a plain `http` endpoint on this machine. Retrying is better left off
    /// here, too: some calls must not be repeated.
    ///
    /// ```no_run
    /// # async fn sample() -> Result<(), Box<dyn std::error::Error>> {
    /// use metastudio_voice::{Client, reqwest::Proxy};
    ///
    /// let proxy = Proxy::https("http://proxy.example.com:3128")?;
    /// let client = Client::builder()
    ///     .region("cn-north-4")
    ///     .configure_http(move |http| http.proxy(proxy.clone()))
    ///     // With one of the TLS features: http.tls_certs_merge([authority.clone()])
    ///     .build()
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`build`](Self::build) fails with [`ErrorKind::Configuration`] when reqwest cannot make such a client, or when
    /// a default header would go along with uploads that must not: a credential, or one that OBS's signature counts.
    pub fn configure_http(
        mut self,
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.http.configure = Some(Arc::new(configure));
        self
    }

    /// A finished HTTP client for the calls of the API, instead of the crate's. Uploads do not use it, because its
    /// default headers could be credentials: see [`upload_http_client`](Self::upload_http_client).
    ///
    /// The crate still sets [`timeout`](Self::timeout) and the `User-Agent` on each request. Everything else is the
    /// client's: its proxies (reqwest heeds the environment's, also to this machine), its certificates, and its
    /// default headers, which are sent but not signed and should be marked as sensitive if they are: `Debug` of a
    /// [`Client`](crate::Client) prints the others. The pool of HTTP/2 should take headers of more than 16 KiB
    /// (`http2_max_header_list_size`) where IAM tokens come back.
    ///
    /// # Errors
    /// [`build`](Self::build) fails with [`ErrorKind::Configuration`] unless the client was made with
    /// `redirect(Policy::none())`: a redirect could take credentials elsewhere. Clients tell their policy only in
    /// `Debug`; when that does not say it, the client is refused.
    ///
    /// ```
    /// # async fn sample(credentials: metastudio_voice::Credentials) -> Result<(), Box<dyn std::error::Error>> {
    /// use metastudio_voice::{Client, reqwest};
    ///
    /// let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build()?;
    /// let client = Client::builder()
    ///     .endpoint("http://127.0.0.1:8080")
    ///     .credentials(credentials)
    ///     .http_client(http)
    ///     .build()
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http.calls = Some(client);
        self
    }

    /// A finished HTTP client for uploads to pre-signed URLs, instead of the crate's. Its time limits hold for whole
    /// uploads, its default headers go along, its proxies are used. On Linux give it a `tcp_user_timeout` that is longer than
    /// the [stall timeout](crate::upload::Uploader::stall_timeout): without one, reqwest ends a connection that takes nothing
    /// after 30 seconds.
    ///
    /// # Errors
    /// [`build`](Self::build) fails with [`ErrorKind::Configuration`] unless the client was made with
    /// `redirect(Policy::none())`, and when it has a default header that is a credential or that OBS's signature
    /// counts, such as `Authorization` or `Content-Type`.
    pub fn upload_http_client(mut self, client: reqwest::Client) -> Self {
        self.http.uploads = Some(client);
        self
    }
}
