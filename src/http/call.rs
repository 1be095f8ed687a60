//! One call of an operation, from its request to its result.

use std::pin::pin;
use std::time::Duration;

use progenitor_client::{ByteStream, ClientInfo};
use reqwest::Request;
use serde::de::DeserializeOwned;
use tokio::time::Instant;
use tracing::Instrument;

use super::attempt::Received;
use super::retry::CallStats;
use super::retry_loop::send_with_retries;
use super::{failure, trace};
use crate::Client;
use crate::error::Error;
use crate::operation::{Operation, Target};
use crate::response::{RawResponse, Response};

/// The request that the generated code makes from the arguments, and the client that is to send it.
type Made<'a> = Result<(&'a Client, Request), progenitor_client::Error>;

/// Executes a generated call whose response is JSON.
pub(crate) async fn call<T: DeserializeOwned + Send>(
    operation: &'static Operation,
    made: Made<'_>,
) -> Result<Response<T>, Error> {
    execute(Target::Documented(operation), made.map_err(failure::not_sent), false, json).await
}

/// Executes a generated call whose response has no body.
#[allow(dead_code, reason = "a spec may have no such response")]
pub(crate) async fn call_empty(operation: &'static Operation, made: Made<'_>) -> Result<Response<()>, Error> {
    execute(Target::Documented(operation), made.map_err(failure::not_sent), false, empty).await
}

/// Executes a generated call whose response is a stream of bytes.
#[allow(dead_code, reason = "a spec may have no such response")]
pub(crate) async fn call_streamed(
    operation: &'static Operation,
    made: Made<'_>,
) -> Result<Response<ByteStream>, Error> {
    execute(Target::Documented(operation), made.map_err(failure::not_sent), true, stream).await
}

/// Reads the value of a call from a response that is not an error.
pub(super) type Read<T> = fn(&Target, Received) -> Result<(T, RawResponse), Error>;

/// Sends a request, and returns its response, or an error that says everything about the call.
pub(super) async fn execute<T: Send>(
    target: Target,
    made: Result<(&Client, Request), Error>,
    streamed: bool,
    read: Read<T>,
) -> Result<Response<T>, Error> {
    let started = Instant::now();
    let span = trace::call(&target);
    let mut stats = CallStats::default();
    let outcome = match made {
        Ok((client, request)) => {
            let mut value = None;
            let mut take = |received| {
                value = Some(read(&target, received)?);
                Ok(())
            };
            let (http, context) = (client.client(), &client.inner().calls);
            // Pinned in place: wrapping it would move it, and it is large.
            let sent = pin!(send_with_retries(http, context, &target, streamed, request, &mut stats, &mut take))
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
            trace::call_succeeded(&span, &raw, &stats);
            Ok(Response::new(value, raw, stats.attempts, started.elapsed()))
        }
        Err(error) => {
            let error = with_stats(error.with_operation_if_none(target.name()), &stats, started.elapsed());
            trace::call_failed(&span, &error);
            Err(error)
        }
    }
}

/// Adds what the call took, and whether it is in doubt.
fn with_stats(error: Error, stats: &CallStats, elapsed: Duration) -> Error {
    let error = error.in_doubt_if(stats.in_doubt);
    let error = match stats.give_up {
        Some(reason) => error.with_give_up_reason(reason),
        None => error,
    };
    if stats.attempts > 0 { error.with_attempts(stats.attempts, elapsed) } else { error }
}

pub(super) fn json<T: DeserializeOwned>(target: &Target, received: Received) -> Result<(T, RawResponse), Error> {
    let raw = success(target, received)?;
    match serde_json::from_slice(raw.body()) {
        Ok(value) => Ok((value, raw)),
        Err(error) => Err(failure::unreadable(target, &error, raw)),
    }
}

/// Where no body is expected, only a page for people shows that this is not the service.
fn empty(target: &Target, received: Received) -> Result<((), RawResponse), Error> {
    let raw = success(target, received)?;
    if raw.is_web_page() { Err(failure::web_page(target, raw)) } else { Ok(((), raw)) }
}

fn stream(target: &Target, received: Received) -> Result<(ByteStream, RawResponse), Error> {
    match received {
        Received::Streaming(response) if response.status().is_success() => {
            let raw = RawResponse::head_of(&response);
            Ok((ByteStream::new(Box::pin(response.bytes_stream())), raw))
        }
        other => Err(failure::unknown_status(target, other.into_raw())),
    }
}

/// Accepts any 2XX: a service that begins to respond with 201 where 200 is documented has still executed the request.
pub(super) fn success(target: &Target, received: Received) -> Result<RawResponse, Error> {
    let raw = received.into_raw();
    if (200..300).contains(&raw.status()) { Ok(raw) } else { Err(failure::unknown_status(target, raw)) }
}
