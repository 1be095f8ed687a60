//! Calls of any path of the service, with the client's credentials, retries and errors.

use std::fmt::{self, Display};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use progenitor_client::ClientInfo;
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::Url;

use super::call::{Read, execute, json, success};
use crate::Client;
use crate::error::{Error, ErrorKind};
use crate::generated::operations;
use crate::operation::{Idempotency, Operation, Target};
use crate::response::{RawResponse, Response};

/// The characters of a path segment that are encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The headers that the client sets itself when it authenticates a request.
const RESERVED_HEADERS: [&str; 7] =
    ["authorization", "host", "x-auth-token", "x-project-id", "x-sdk-content-sha256", "x-sdk-date", "x-security-token"];

/// A call of any path of the service, built by [`Client::request`].
#[must_use = "nothing is sent until `send` is called"]
pub struct Request<'a> {
    client: &'a Client,
    method: Method,
    path: String,
    parameters: Vec<(String, String)>,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    body: Option<Vec<u8>>,
    idempotency: Option<Idempotency>,
    /// The first fault of the arguments so far.
    fault: Option<String>,
}

impl Client {
    /// Builds a call of any path of the service, for operations and parameters that the spec does not have (yet). The
    /// client authenticates and retries it, and explains its errors, as for every other call.
    ///
    /// `{project_id}` in the path is the client's project; [`Request::path_param`] sets other names in braces.
    ///
    /// ```
    /// use metastudio_voice::reqwest::Method;
    ///
    /// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
    /// let path = "/v1/{project_id}/digital-assets";
    /// let voices = client.request(Method::GET, path).query("asset_type", "VOICE_MODEL").send().await?;
    /// let voices: serde_json::Value = voices.json()?;
    /// let path = "/v1/{project_id}/digital-assets/{asset_id}";
    /// client.request(Method::DELETE, path).path_param("asset_id", "2a0a3b1c4d5e6f70a1b2c3d4e5f60718").send().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self, method: Method, path: &str) -> Request<'_> {
        Request {
            client: self,
            method,
            path: path.to_owned(),
            parameters: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: None,
            idempotency: None,
            fault: None,
        }
    }
}

impl Request<'_> {
    /// Sets the value for `{name}` in the path.
    pub fn path_param(mut self, name: &str, value: impl Display) -> Self {
        self.parameters.push((name.to_owned(), value.to_string()));
        self
    }

    /// Adds a query parameter. A name may be added several times.
    pub fn query(mut self, name: &str, value: impl Display) -> Self {
        self.query.push((name.to_owned(), value.to_string()));
        self
    }

    /// Sets a header. The headers of authentication are the client's: setting one is an error.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), _) if RESERVED_HEADERS.contains(&name.as_str()) => {
                self.fault(format!("the header {name} is set by the client"))
            }
            (Ok(name), Ok(value)) => _ = self.headers.insert(name, value),
            (Ok(name), Err(_)) => self.fault(format!("no header can carry the value of {name}")),
            (Err(_), _) => self.fault(format!("{name:?} is not the name of a header")),
        }
        self
    }

    /// Sets the body, which is sent as JSON.
    pub fn json(mut self, body: &impl Serialize) -> Self {
        match serde_json::to_vec(body) {
            Ok(body) => self.body = Some(body),
            Err(error) => self.fault(format!("the body cannot be written as JSON: {error}")),
        }
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self
    }

    /// Sets whether the call may be repeated.
    ///
    /// Without it, `GET`, `HEAD` and `OPTIONS` count as safe, `PUT` and `DELETE` as idempotent, as HTTP defines them,
    /// and everything else is never sent again once the service may have executed it. For an operation of the spec, the
    /// spec decides, and this has no effect.
    pub fn idempotency(mut self, idempotency: Idempotency) -> Self {
        self.idempotency = Some(idempotency);
        self
    }

    /// Sends the call.
    ///
    /// # Errors
    /// Returns an error if the request cannot be made (nothing is sent then), if it is refused, or if there is no
    /// response. A response with any other status than 2XX is an error, which keeps it: [`Error::response`].
    pub async fn send(self) -> Result<RawResponse, Error> {
        self.execute(|target, received| Ok(((), success(target, received)?))).await.map(Response::into_raw)
    }

    /// Sends the call, and reads its response as this type: a response that cannot be read is a failed attempt.
    pub(crate) async fn send_for_json<T: DeserializeOwned + Send>(self) -> Result<Response<T>, Error> {
        self.execute(json).await
    }

    async fn execute<T: Send>(self, read: Read<T>) -> Result<Response<T>, Error> {
        let target = self.target();
        let client = self.client;
        let made = self.into_request().map(|request| (client, request));
        let made = made.map_err(|fault| Error::new(ErrorKind::InvalidRequest, fault).with_advice("nothing was sent"));
        execute(target, made, false, read).await
    }

    fn fault(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }

    /// Returns the target: the operation of the spec if the path is one after all.
    fn target(&self) -> Target {
        let same = |known: &&Operation| known.method == self.method.as_str() && known.path == self.path;
        if let Some(known) = operations::ALL.iter().find(same) {
            return Target::Documented(known);
        }
        let usual = match self.method.as_str() {
            "GET" | "HEAD" | "OPTIONS" => Idempotency::Safe,
            "PUT" | "DELETE" => Idempotency::Idempotent,
            _ => Idempotency::Never,
        };
        Target::Other {
            name: format!("{} {}", self.method, self.path),
            method: self.method.clone(),
            path: self.path.clone(),
            idempotency: self.idempotency.unwrap_or(usual),
        }
    }

    fn into_request(mut self) -> Result<reqwest::Request, String> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        let address = format!("{}{}", self.client.baseurl(), self.filled_path()?);
        let mut url = Url::parse(&address).map_err(|_| "the path cannot be part of a URL".to_owned())?;
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        let mut request = reqwest::Request::new(self.method.clone(), url);
        *request.headers_mut() = self.headers;
        *request.body_mut() = self.body.map(Into::into);
        Ok(request)
    }

    /// Returns the path with the encoded values in their places. No value and no segment can lead elsewhere.
    fn filled_path(&self) -> Result<String, String> {
        let segments = self.path.strip_prefix('/').ok_or("the path does not begin with a slash")?;
        let mut filled = String::with_capacity(self.path.len() + 64);
        for segment in segments.split('/') {
            let project;
            let value = match segment.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                None => segment,
                Some(name) => match self.parameters.iter().find(|(known, _)| known == name) {
                    Some((_, value)) => value,
                    None if name == "project_id" => {
                        project = self.client.project_id()?.to_string();
                        &project
                    }
                    None => {
                        return Err(format!("there is no value for {segment} in the path: set it with path_param()"));
                    }
                },
            };
            if matches!(value, "" | "." | "..") {
                return Err(format!("a segment of the path cannot be {value:?}"));
            }
            filled.push('/');
            filled.extend(utf8_percent_encode(value, ENCODED));
        }
        let place = |name: &str| segments.split('/').any(|segment| segment == format!("{{{name}}}"));
        match self.parameters.iter().find(|(name, _)| !place(name)) {
            Some((name, _)) => Err(format!("the path has no place for {name}")),
            None => Ok(filled),
        }
    }
}

impl fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("method", &self.method).field("path", &self.path).finish_non_exhaustive()
    }
}
