//! One call of an operation, from `send()` to its result: what the hooks learn on the way is kept beside it, so that
//! no error loses its status, its request id or its time.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use progenitor_client::Error as Generated;

use super::answer::Refusal;
use super::{Error, ErrorKind, Operation, advice};
use crate::types::ErrorResponse;

/// What the hooks know of the call.
#[derive(Default)]
pub(super) struct Record {
    pub(super) operation: Option<&'static Operation>,
    pub(super) attempts: u32,
    pub(super) status: Option<u16>,
    pub(super) request_id: Option<String>,
    pub(super) refusal: Option<Refusal>,
}

tokio::task_local! {
    static CALL: Arc<Mutex<Record>>;
}

/// Writes to the record of the call that is under way.
pub(super) fn record(write: impl FnOnce(&mut Record)) {
    // Outside a call there is nothing to keep.
    let _ = CALL.try_with(|call| write(&mut call.lock().unwrap_or_else(PoisonError::into_inner)));
}

/// The operation that is under way.
pub(super) fn current_operation() -> Option<&'static Operation> {
    CALL.try_with(|call| call.lock().unwrap_or_else(PoisonError::into_inner).operation).ok().flatten()
}

/// Carries out a generated call and turns what goes wrong into the crate's error.
pub(crate) async fn call<T>(
    operation: &'static Operation,
    sent: impl Future<Output = Result<T, Generated<ErrorResponse>>>,
) -> Result<T, Error> {
    let kept = Arc::new(Mutex::new(Record { operation: Some(operation), ..Record::default() }));
    let started = Instant::now();
    let outcome = CALL.scope(kept.clone(), sent).await;
    outcome.map_err(|error| {
        let record = std::mem::take(&mut *kept.lock().unwrap_or_else(PoisonError::into_inner));
        let attempts = record.attempts;
        let error = explain(operation, error, record).with_operation(operation.id);
        if attempts == 0 { error } else { error.with_effort(attempts, started.elapsed()) }
    })
}

fn explain(operation: &Operation, error: Generated<ErrorResponse>, record: Record) -> Error {
    let Record { status, request_id, refusal, .. } = record;
    if let Some(refusal) = refusal {
        let status = status.unwrap_or_default();
        let advice = advice::for_answer(operation, status, refusal.code.as_deref(), &refusal.message);
        let error = Error::new(ErrorKind::Refused, refusal.message)
            .with_status(Some(status))
            .with_code(refusal.code)
            .with_request_id(request_id.or(refusal.request_id));
        return match advice {
            Some(advice) => error.with_advice(advice),
            None => error,
        };
    }
    match error {
        Generated::InvalidRequest(reason) | Generated::Custom(reason) => {
            Error::new(ErrorKind::InvalidRequest, reason).with_advice("nothing was sent")
        }
        Generated::CommunicationError(error)
        | Generated::ResponseBodyError(error)
        | Generated::InvalidUpgrade(error) => {
            let doubtful = !(error.is_connect() || error.is_builder());
            let error = communication(error).with_status(status).with_request_id(request_id);
            if doubtful { error.with_advice(advice::in_doubt(operation)) } else { error }
        }
        Generated::InvalidResponsePayload(body, error) => {
            // serde's message quotes what it found, which may be a pre-signed URL: only the place is told.
            let page = body.trim_ascii_start().starts_with(b"<");
            let place = format!("line {}, column {}", error.line(), error.column());
            let message = match page {
                true => "the answer is a web page".to_owned(),
                false => format!("the answer is not what the API describes, at {place}"),
            };
            Error::new(ErrorKind::UnexpectedAnswer, message)
                .with_status(status)
                .with_request_id(request_id)
                .with_advice(if page { "check the endpoint" } else { advice::in_doubt(operation) })
        }
        Generated::UnexpectedResponse(_) | Generated::ErrorResponse(_) => {
            let redirect = status.is_some_and(|status| (300..400).contains(&status));
            let message = if redirect { "the endpoint redirects" } else { "the API does not describe this status" };
            Error::new(ErrorKind::UnexpectedAnswer, message)
                .with_status(status)
                .with_request_id(request_id)
                .with_advice("check the endpoint; redirects are never followed: they could take credentials elsewhere")
        }
    }
}

/// A failure of the network, without the URL.
pub(crate) fn communication(error: reqwest::Error) -> Error {
    let error = error.without_url();
    let (kind, message) = if error.is_connect() {
        (ErrorKind::Connection, "no connection")
    } else if error.is_timeout() {
        (ErrorKind::Timeout, "no answer in time")
    } else if error.is_builder() {
        (ErrorKind::InvalidRequest, "the request cannot be made")
    } else {
        (ErrorKind::Connection, "the connection broke off")
    };
    let advice = match kind {
        ErrorKind::Connection if error.is_connect() => "check the endpoint and the network; nothing was sent",
        ErrorKind::InvalidRequest => "check the endpoint",
        _ => "try again later",
    };
    Error::new(kind, message).with_source(error).with_advice(advice)
}
