//! The response of a call: the value that the spec describes, and the response as it was received.

use std::fmt;
use std::ops::Deref;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::HeaderMap;

/// The message about a page for people.
pub(crate) const WEB_PAGE: &str = "the response is a web page";

/// The longest part of an error's body that is read.
const ERROR_LIMIT: usize = 64 * 1024;

/// A successful response: the typed value, which this dereferences to, and the response as it was received.
///
/// Nothing is lost that the spec does not know: it is in [`raw`](Self::raw).
///
/// ```
/// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
/// let job = client.show_voice_training_job().job_id("26f06524-4f75-4b3a-a853-b649a21aaf66").send().await?;
/// println!("{:?}, says request {:?}", job.state, job.request_id());
/// let all: serde_json::Value = job.raw().json()?; // with every field that the service sent
/// println!("{}", all["a_field_that_is_too_new_for_the_spec"]);
/// let job = job.into_inner();
/// # Ok(())
/// # }
/// ```
pub struct Response<T> {
    value: T,
    raw: RawResponse,
    attempts: u32,
    elapsed: Duration,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, raw: RawResponse, attempts: u32, elapsed: Duration) -> Self {
        Self { value, raw, attempts, elapsed }
    }

    pub(crate) fn into_raw(self) -> RawResponse {
        self.raw
    }

    /// Returns the typed value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Returns the response as it was received. Its body is empty if the value is a stream of it.
    pub fn raw(&self) -> &RawResponse {
        &self.raw
    }

    /// Returns the HTTP status.
    pub fn status(&self) -> u16 {
        self.raw.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.raw.headers
    }

    /// Returns the request id, which Huawei's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.raw.request_id()
    }

    /// Returns how many times the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns the time that the call took, with all attempts and the pauses between them.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("value", &self.value)
            .field("status", &self.raw.status)
            .field("request_id", &self.request_id())
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

/// A response as it was received. `Debug` prints neither headers nor body: they may hold pre-signed URLs.
#[derive(Clone)]
pub struct RawResponse {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
}

impl RawResponse {
    /// Returns a response whose body has not been read.
    pub(crate) fn new(status: u16, headers: HeaderMap) -> Self {
        Self { status, headers, body: Bytes::new() }
    }

    /// Returns everything but the body of a response whose body somebody else reads.
    pub(crate) fn head_of(response: &reqwest::Response) -> Self {
        Self::new(response.status().as_u16(), response.headers().clone())
    }

    pub(crate) fn set_body(&mut self, body: Bytes) {
        self.body = body;
    }

    /// Returns the HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the bytes of the body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Returns the request id, which Huawei's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// Returns whether it is a page for people.
    pub(crate) fn is_web_page(&self) -> bool {
        self.body.trim_ascii_start().starts_with(b"<")
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Returns the request id from the headers of a response. Each service has a header of its own for it.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    ["x-request-id", "x-iam-trace-id", "x-obs-request-id"].iter().find_map(|name| headers.get(*name)?.to_str().ok())
}

/// Reads the first part of a body: enough for an error. A body that breaks off ends there.
pub(crate) async fn read_some(mut response: reqwest::Response) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        body.extend_from_slice(&chunk);
        if body.len() >= ERROR_LIMIT {
            body.truncate(ERROR_LIMIT);
            break;
        }
    }
    body
}
