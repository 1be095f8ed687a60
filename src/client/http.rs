//! The builder's settings of HTTP.

use std::sync::Arc;

use super::builder::ClientBuilder;

#[cfg(doc)]
use crate::ErrorKind;

impl ClientBuilder {
    /// Sets a suffix for the `User-Agent`, such as `my-studio/1.2`.
    ///
    /// # Errors
    /// [`build`](Self::build) fails with [`ErrorKind::Configuration`] if the suffix is not printable ASCII.
    pub fn user_agent(mut self, suffix: impl Into<String>) -> Self {
        self.http.user_agent = Some(suffix.into());
        self
    }

    /// Sets a function that configures the crate's HTTP clients, for example with a certificate authority, a proxy, a
    /// resolver or a client certificate.
    ///
    /// The crate calls the function for each client that it creates: for the API, and for uploads. Calling this again
    /// replaces the previous function. Use the re-exported [`reqwest`](crate::reqwest) so that versions match.
    ///
    /// The crate's own rules come after it and always hold: no redirects, no `Referer`, the `User-Agent`, the time
    /// limits, HTTP/1.1 for uploads, no proxy to a plain `http` endpoint on this machine. Do not enable reqwest's
    /// retries here: the client must not repeat some calls.
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
    /// [`build`](Self::build) fails with [`ErrorKind::Configuration`] if reqwest cannot create such a client, or if it
    /// has a default header that uploads must not carry: a credential, or one that OBS's signature covers.
    pub fn configure_http(
        mut self,
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.http.configure = Some(Arc::new(configure));
        self
    }

    /// Sets the HTTP client for the calls of the API, instead of the crate's. Uploads do not use it, because its
    /// default headers could be credentials: see [`upload_http_client`](Self::upload_http_client).
    ///
    /// The crate still sets [`timeout`](Self::timeout) and the `User-Agent` on each request. Everything else is up to
    /// that client: its proxies (reqwest uses the environment's, also to this machine), its certificates, and its
    /// default headers, which it sends unsigned. Mark secret ones as sensitive, because `Debug` of a
    /// [`Client`](crate::Client) prints the others. For IAM tokens over HTTP/2, allow headers of more than 16 KiB
    /// (`http2_max_header_list_size`).
    ///
    /// # Errors
    /// [`build`](Self::build) fails with [`ErrorKind::Configuration`] unless the HTTP client was built with
    /// `redirect(Policy::none())`: a redirect could take credentials elsewhere. Only `Debug` of a client shows its
    /// policy; the crate refuses a client without it there.
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

    /// Sets the HTTP client for uploads to pre-signed URLs, instead of the crate's.
    ///
    /// Its time limits apply to whole uploads, and uploads use its default headers and proxies. On Linux give it a
    /// `tcp_user_timeout` that is longer than the [stall timeout](crate::upload::Uploader::stall_timeout): without one,
    /// reqwest closes a connection that accepts no bytes for 30 seconds.
    ///
    /// # Errors
    /// [`build`](Self::build) fails with [`ErrorKind::Configuration`] unless the HTTP client was built with
    /// `redirect(Policy::none())`, and if it has a default header that is a credential or that OBS's signature covers,
    /// such as `Authorization` or `Content-Type`.
    pub fn upload_http_client(mut self, client: reqwest::Client) -> Self {
        self.http.uploads = Some(client);
        self
    }
}
