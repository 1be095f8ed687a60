//! A server with the part of S3 that reads an object: HEAD and GET with a range and a condition.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, Response};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::{BackoffConfig, RetryConfig};

use super::serve;

/// The secret key of the client, which must not be in any message.
pub(crate) const SECRET_KEY: &str = "SKSECRET";

struct State {
    object: Option<Vec<u8>>,
    /// The status of the next responses to a GET.
    faults: VecDeque<u16>,
    gets: usize,
}

#[derive(Clone)]
pub(crate) struct S3 {
    url: String,
    state: Arc<Mutex<State>>,
}

impl S3 {
    /// Serves an object in the bucket `voices`, whatever its key.
    pub(crate) async fn start(object: Vec<u8>) -> Self {
        let state = Arc::new(Mutex::new(State { object: Some(object), faults: VecDeque::new(), gets: 0 }));
        let served = state.clone();
        let router = Router::new().fallback(move |request: Request| async move { respond(&served, &request) });
        Self { url: serve(router).await, state }
    }

    /// Returns a client of the server that does not retry by itself.
    pub(crate) fn store(&self) -> AmazonS3 {
        let backoff = BackoffConfig::default();
        AmazonS3Builder::new()
            .with_endpoint(&self.url)
            .with_allow_http(true)
            .with_region("cn-north-4")
            .with_bucket_name("voices")
            .with_access_key_id("AKSECRET")
            .with_secret_access_key(SECRET_KEY)
            .with_retry(RetryConfig { backoff, max_retries: 0, ..RetryConfig::default() })
            .build()
            .expect("a store")
    }

    pub(crate) fn replace(&self, object: Option<Vec<u8>>) {
        self.state().object = object;
    }

    /// Lets the next responses to a GET have these statuses.
    pub(crate) fn fail(&self, statuses: impl IntoIterator<Item = u16>) {
        self.state().faults.extend(statuses);
    }

    /// Returns how many GETs there were.
    pub(crate) fn gets(&self) -> usize {
        self.state().gets
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("state")
    }
}

fn respond(state: &Mutex<State>, request: &Request) -> Response<Body> {
    let mut state = state.lock().expect("state");
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    assert!(header("authorization").is_some_and(|value| value.starts_with("AWS4-HMAC-SHA256 ")), "it is signed");
    let fault = match request.method() == Method::GET {
        true => {
            state.gets += 1;
            state.faults.pop_front()
        }
        false => None,
    };
    let refused = |status: u16| {
        let quoted = format!("<Error><Code>C</Code><AWSAccessKeyId>AKSECRET</AWSAccessKeyId>{SECRET_KEY}</Error>");
        Response::builder().status(status).body(Body::from(quoted)).expect("a response")
    };
    if let Some(status) = fault {
        return refused(status);
    }
    let Some(object) = &state.object else { return refused(404) };
    let e_tag = format!("\"{:016x}\"", object.iter().fold(7_u64, |hash, byte| hash.rotate_left(5) ^ u64::from(*byte)));
    if header("if-match").is_some_and(|expected| expected != e_tag) {
        return refused(412);
    }
    let response = Response::builder()
        .header("etag", &e_tag)
        .header("last-modified", "Mon, 30 Nov 2026 08:00:00 GMT")
        .header("accept-ranges", "bytes");
    let range = header("range").and_then(|range| range.strip_prefix("bytes=")?.split_once('-'));
    let response = match range {
        Some((start, last)) => {
            let (start, last): (usize, usize) = (start.parse().expect("a number"), last.parse().expect("a number"));
            let part = object[start..=last].to_vec();
            let range = format!("bytes {start}-{last}/{}", object.len());
            response.status(206).header("content-range", range).body(Body::from(part))
        }
        // The body of a HEAD is cut off by the server, and its length stays.
        None => response.header("content-length", object.len()).body(Body::from(object.clone())),
    };
    response.expect("a response")
}
