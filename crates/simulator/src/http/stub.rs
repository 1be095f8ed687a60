//! Stubs: responses that a test sets in place of an operation, or for a path that the API does not have.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Body;
use axum::http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use bytes::Bytes;
use serde::Serialize;

use super::error_response::ErrorResponse;
use crate::state::instruction::{InstructionError, shortened};
use crate::state::spec::Spec;

/// The path of the control plane, which no stub can replace.
const CONTROL_PLANE: &str = "/_simulator";

/// A response that the simulator gives in place of an operation of the API, or to a path that the API does not have.
///
/// [`Simulator::stub`](crate::Simulator::stub) adds it. Without anything else it is an empty 200, for every request.
///
/// A request that gets a stub is authenticated, recorded, limited and disturbed as every other; only the operation is
/// not run, so no job changes, and neither the parameters nor the body are checked. A disturbance goes first: one that
/// comes in place of the operation leaves the stub for the next request, and one that changes the response changes that
/// of the stub. Of several stubs for a request, those for a [number of requests](Self::times) go first, in the order in
/// which they were added, and then the last one of the others.
///
/// ```
/// use metastudio_voice_simulator::{ErrorResponse, Simulator, Stub};
/// use serde_json::json;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let simulator = Simulator::start().await?;
/// // The next two requests for a job, whichever it is:
/// simulator.stub(Stub::operation("ShowVoiceTrainingJob").json(json!({ "state": "BRAND_NEW" })).times(2))?;
/// // A path that the API does not have, whatever stands for the project:
/// let path = "/v1/{project_id}/voice-training-manage/things";
/// simulator.stub(Stub::path("POST", path).status(201).header("location", "/things/7"))?;
/// // A list that is refused every time:
/// simulator.stub(Stub::operation("ListVoiceTrainingJob").error(ErrorResponse::not_permitted()))?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a stub does nothing until a simulator gets it"]
pub struct Stub {
    target: Target,
    content: Content,
    status: Option<u16>,
    headers: Vec<(String, String)>,
    times: Option<u32>,
}

/// The requests that a stub is for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Target {
    Operation(String),
    Path { method: String, path: String },
}

/// The content of a stub's response.
#[derive(Clone)]
enum Content {
    Empty,
    Bytes(Option<String>, Bytes),
    Error(ErrorResponse),
    /// The value could not be written as JSON, for this reason.
    Unwritable(String),
}

impl fmt::Debug for Stub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = match &self.content {
            Content::Bytes(_, bytes) => bytes.len(),
            _ => 0,
        };
        f.debug_struct("Stub")
            .field("target", &self.target)
            .field("status", &self.status)
            .field("bytes", &bytes)
            .field("times", &self.times)
            .finish_non_exhaustive()
    }
}

impl Stub {
    /// Creates a stub for an operation of the spec, by Huawei's name, such as `ShowVoiceTrainingJob`.
    ///
    /// If the simulator has another [spec](crate::SimulatorBuilder::spec), it is one of that.
    pub fn operation(name: impl Into<String>) -> Self {
        Self::new(Target::Operation(name.into()))
    }

    /// Creates a stub for a method and a path of the API's port.
    ///
    /// A segment of the path in braces, such as `{project_id}`, stands for any segment. The query does not matter.
    pub fn path(method: impl Into<String>, path: impl Into<String>) -> Self {
        Self::new(Target::Path { method: method.into(), path: path.into() })
    }

    fn new(target: Target) -> Self {
        Self { target, content: Content::Empty, status: None, headers: Vec::new(), times: None }
    }

    /// Sets the status, from 200 to 599. The default is 200, or that of the [error](Self::error).
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Sets the body to a value as JSON.
    pub fn json(mut self, value: impl Serialize) -> Self {
        self.content = match serde_json::to_vec(&value) {
            Ok(bytes) => Content::Bytes(Some("application/json".to_owned()), bytes.into()),
            Err(error) => Content::Unwritable(error.to_string()),
        };
        self
    }

    /// Sets the body to these bytes, of any number. The simulator keeps them in memory once.
    pub fn bytes(mut self, content_type: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        self.content = Content::Bytes(Some(content_type.into()), bytes.into());
        self
    }

    /// Sets the whole response to an error.
    pub fn error(mut self, error: ErrorResponse) -> Self {
        self.content = Content::Error(error);
        self
    }

    /// Adds a header. The simulator itself sets `X-Request-Id` and `Date`, and the length of the body.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Limits the stub to this number of requests. By default it is for every request.
    pub fn times(mut self, requests: u32) -> Self {
        self.times = Some(requests);
        self
    }

    /// Limits the stub to one request.
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// Checks the stub, so that every request can get it.
    fn checked(self, spec: &Spec) -> Result<Entry, InstructionError> {
        let wrong = |message: String| InstructionError::new(format!("the stub cannot be used: {message}"));
        match &self.target {
            Target::Operation(name) if !spec.has(name) => {
                let known: Vec<&str> = spec.operations().collect();
                let name = shortened(name);
                return Err(wrong(format!("the spec has no operation {name}, only {}", known.join(", "))));
            }
            Target::Path { method, .. } if Method::from_bytes(method.as_bytes()).is_err() => {
                return Err(wrong(format!("{} is not a method of HTTP", shortened(method))));
            }
            Target::Path { path, .. } if !path.starts_with('/') || path.contains(['?', '#']) => {
                let path = shortened(path);
                return Err(wrong(format!("{path} is not a path, which begins with / and has no query")));
            }
            Target::Path { path, .. } if is_below(path, CONTROL_PLANE) => {
                return Err(wrong(format!("{CONTROL_PLANE} is the control plane")));
            }
            Target::Operation(_) | Target::Path { .. } => {}
        }
        let status = self.status.or(match &self.content {
            Content::Error(error) => Some(error.status),
            _ => None,
        });
        let status = status.unwrap_or(200);
        let code = Some(status).filter(|status| (200..600).contains(status));
        let code = code.and_then(|status| StatusCode::from_u16(status).ok());
        let status = code.ok_or_else(|| wrong(format!("{status} is not a status from 200 to 599")))?;
        if let Content::Unwritable(why) = &self.content {
            return Err(wrong(format!("its value cannot be written as JSON: {why}")));
        }
        let bodiless = matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::NOT_MODIFIED);
        if bodiless && !matches!(&self.content, Content::Empty) {
            return Err(wrong(format!("a response with the status {} has no body", status.as_u16())));
        }
        if self.times == Some(0) {
            return Err(wrong("it is for no request".to_owned()));
        }
        let mut headers = HeaderMap::new();
        if let Content::Bytes(Some(content_type), _) = &self.content {
            let value = HeaderValue::try_from(content_type);
            headers.insert(CONTENT_TYPE, value.map_err(|_| wrong("its Content-Type cannot be sent".to_owned()))?);
        }
        let mut named = HeaderMap::new();
        for (name, value) in &self.headers {
            let cannot = |_| wrong(format!("the header {} cannot be sent", shortened(name)));
            let header = HeaderName::try_from(name).map_err(|_| cannot(()))?;
            if [CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING].contains(&header) {
                return Err(wrong(format!("the server itself sets {header}")));
            }
            named.append(header, HeaderValue::try_from(value).map_err(|_| cannot(()))?);
        }
        let left = self.times;
        let canned = Canned { status, headers, named, content: self.content };
        Ok(Entry { target: self.target, canned: Arc::new(canned), left })
    }
}

/// Returns whether a path is another one or begins with its segments.
fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl Target {
    fn is_of(&self, operation: Option<&str>, method: &str, path: &str) -> bool {
        match self {
            Self::Operation(name) => operation == Some(name.as_str()),
            Self::Path { method: wanted, path: pattern } => wanted.eq_ignore_ascii_case(method) && fits(pattern, path),
        }
    }
}

/// Returns whether a path is one of a pattern, in which a segment in braces stands for any segment.
fn fits(pattern: &str, path: &str) -> bool {
    let mut segments = path.split('/');
    let any = |segment: &str| segment.starts_with('{') && segment.ends_with('}');
    pattern
        .split('/')
        .all(|wanted| segments.next().is_some_and(|segment| segment == wanted || (any(wanted) && !segment.is_empty())))
        && segments.next().is_none()
}

/// A response that is ready to be sent.
pub(crate) struct Canned {
    status: StatusCode,
    /// The headers that the content has, if a test names no others.
    headers: HeaderMap,
    named: HeaderMap,
    content: Content,
}

impl Canned {
    pub(crate) fn response(&self, request_id: &str) -> Response<Body> {
        let mut response = match &self.content {
            Content::Error(error) => error.response(request_id),
            Content::Bytes(_, bytes) => Response::new(Body::from(bytes.clone())),
            Content::Empty | Content::Unwritable(_) => Response::new(Body::empty()),
        };
        *response.status_mut() = self.status;
        response.headers_mut().extend(self.headers.clone());
        // The values of one name replace those of the content and stay together.
        for name in self.named.keys() {
            response.headers_mut().remove(name);
            for value in self.named.get_all(name) {
                response.headers_mut().append(name, value.clone());
            }
        }
        response
    }
}

struct Entry {
    target: Target,
    canned: Arc<Canned>,
    /// The number of requests that still get it, or `None` for all.
    left: Option<u32>,
}

/// The stubs of a simulator.
#[derive(Default)]
pub(crate) struct Stubs(Mutex<Vec<Entry>>);

impl Stubs {
    pub(crate) fn add(&self, stub: Stub, spec: &Spec) -> Result<(), InstructionError> {
        let entry = stub.checked(spec)?;
        self.lock().push(entry);
        Ok(())
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    /// Takes the response to a request, if a stub is for it.
    pub(crate) fn take(&self, operation: Option<&str>, method: &str, path: &str) -> Option<Arc<Canned>> {
        let mut entries = self.lock();
        let is_of = |entry: &Entry| entry.target.is_of(operation, method, path);
        let counted = entries.iter().position(|entry| entry.left.is_some() && is_of(entry));
        let at = counted.or_else(|| entries.iter().rposition(is_of))?;
        let entry = &mut entries[at];
        let canned = Arc::clone(&entry.canned);
        entry.left = entry.left.map(|left| left.saturating_sub(1));
        if entry.left == Some(0) {
            entries.remove(at);
        }
        Some(canned)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_in_braces_stands_for_any_segment() {
        for (pattern, path, expected) in [
            ("/v1/{a}/b", "/v1/x/b", true),
            ("/v1/{a}/b", "/v1//b", false),
            ("/v1/{a}/b", "/v1/x/y/b", false),
            ("/v1/{a}/b", "/v1/x", false),
            ("/v1/{a}", "/v1/x/", false),
            ("/v1/a{b}", "/v1/ax", false),
            ("/", "/", true),
        ] {
            assert_eq!(fits(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn stubs_for_a_number_of_requests_go_first_and_then_the_last_one_of_the_others() {
        let stubs = Stubs::default();
        let spec = Spec::of_the_client().expect("a spec");
        let named = |status| Stub::operation("ShowShortJob").status(status);
        for stub in [named(201), named(202).once(), named(203), named(204).times(2)] {
            stubs.add(stub, &spec).expect("a stub");
        }
        let taken = || stubs.take(Some("ShowShortJob"), "GET", "/").map(|canned| canned.status.as_u16());
        let seen: Vec<_> = (0..5).map(|_| taken()).collect();
        assert_eq!(seen, [202, 204, 204, 203, 203].map(Some));
        assert!(stubs.take(Some("ListVoiceTrainingJob"), "GET", "/").is_none());
    }
}
