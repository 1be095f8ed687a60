//! One call of an operation, from its request to its result.

use std::pin::pin;
use std::time::Duration;

use progenitor_client::{ByteStream, ClientInfo};
use reqwest::Request;
use serde::de::DeserializeOwned;
use tokio::time::Instant;
use tracing::Instrument;

use super::attempt::Answer;
use super::retry_loop::{CallStats, send_with_retries};
use super::{failure, trace as spans};
use crate::Client;
use crate::error::Error;
use crate::operation::{Operation, Target};
use crate::response::{RawResponse, Response};

/// What the generated code makes of what was set: the request, and the client that is to send it.
type Made<'a> = Result<(&'a Client, Request), progenitor_client::Error>;

/// Carries out a generated call whose answer is JSON.
pub(crate) async fn call<T: DeserializeOwned + Send>(
    operation: &'static Operation,
    made: Made<'_>,
) -> Result<Response<T>, Error> {
    carry_out(Target::Documented(operation), made.map_err(failure::not_sent), false, json).await
}

/// Carries out a generated call whose answer has no body.
#[allow(dead_code, reason = "a spec may have no such answer")]
pub(crate) async fn call_empty(operation: &'static Operation, made: Made<'_>) -> Result<Response<()>, Error> {
    carry_out(Target::Documented(operation), made.map_err(failure::not_sent), false, empty).await
}

/// Carries out a generated call whose answer is a stream of bytes.
#[allow(dead_code, reason = "a spec may have no such answer")]
pub(crate) async fn call_streamed(
    operation: &'static Operation,
    made: Made<'_>,
) -> Result<Response<ByteStream>, Error> {
    carry_out(Target::Documented(operation), made.map_err(failure::not_sent), true, stream).await
}

/// What a call makes of a response that is no error.
pub(super) type Read<T> = fn(&Target, Answer) -> Result<(T, RawResponse), Error>;

/// Sends a request and makes a response of its answer, or an error that says everything about the call.
pub(super) async fn carry_out<T: Send>(
    target: Target,
    made: Result<(&Client, Request), Error>,
    streamed: bool,
    read: Read<T>,
) -> Result<Response<T>, Error> {
    let started = Instant::now();
    let span = spans::call(&target);
    let mut stats = CallStats::default();
    let outcome = match made {
        Ok((client, request)) => {
            let mut value = None;
            let mut take = |answer| {
                value = Some(read(&target, answer)?);
                Ok(())
            };
            let (http, inner) = (client.client(), client.inner());
            // Pinned where it is: wrapping it would move it, and it is large.
            let sent = pin!(send_with_retries(http, inner, &target, streamed, request, &mut stats, &mut take))
                .instrument(span.clone())
                .await;
            match (sent, value) {
                (Ok(()), Some(value)) => Ok(value),
                (Ok(()), None) => unreachable!("a call that succeeds has taken its response"),
                (Err(failed), _) => Err(failure::failed(&target, failed, &stats)),
            }
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok((value, raw)) => {
            spans::succeeded(&span, &raw, &stats);
            Ok(Response::new(value, raw, stats.attempts, started.elapsed()))
        }
        Err(error) => {
            let error = error.with_operation_if_none(target.name());
            let error = with_stats(error, &stats, started.elapsed());
            spans::given_up(&span, &error);
            Err(error)
        }
    }
}

/// Adds what the call took, and what it leaves in doubt.
fn with_stats(error: Error, stats: &CallStats, elapsed: Duration) -> Error {
    let error = error.in_doubt_if(stats.in_doubt);
    let error = match stats.give_up {
        Some(reason) => error.with_give_up_reason(reason),
        None => error,
    };
    if stats.attempts > 0 { error.with_attempts(stats.attempts, elapsed) } else { error }
}

pub(super) fn json<T: DeserializeOwned>(target: &Target, answer: Answer) -> Result<(T, RawResponse), Error> {
    let raw = success(target, answer)?;
    match serde_json::from_slice(&raw.body) {
        Ok(value) => Ok((value, raw)),
        Err(error) => Err(failure::unreadable(target, &error, raw)),
    }
}

/// Where no body is expected, only a page for people tells that this is not the service.
pub(super) fn empty(target: &Target, answer: Answer) -> Result<((), RawResponse), Error> {
    let raw = success(target, answer)?;
    if raw.is_web_page() { Err(failure::web_page(target, raw)) } else { Ok(((), raw)) }
}

fn stream(target: &Target, answer: Answer) -> Result<(ByteStream, RawResponse), Error> {
    match answer {
        Answer::Streaming(response) if response.status().is_success() => {
            let raw = RawResponse::head_of(&response);
            Ok((ByteStream::new(Box::pin(response.bytes_stream())), raw))
        }
        other => Err(failure::unknown_status(target, other.into_raw())),
    }
}

/// An answer with any 2XX: a service that begins to answer 201 where 200 is documented has still done what it was asked.
pub(super) fn success(target: &Target, answer: Answer) -> Result<RawResponse, Error> {
    let raw = answer.into_raw();
    if (200..300).contains(&raw.status) { Ok(raw) } else { Err(failure::unknown_status(target, raw)) }
}

impl Answer {
    /// What is there of it without waiting.
    fn into_raw(self) -> RawResponse {
        match self {
            Self::Whole(raw) => raw,
            Self::Streaming(response) => RawResponse::head_of(&response),
        }
    }
}
