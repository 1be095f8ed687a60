//! From a failed attempt to the crate's error, with advice: what to do next, by error code and status.

use std::borrow::Cow;

use progenitor_client::Error as Generated;

use super::attempt::{Cause, Failed, ServiceError};
use super::retry::{Execution, Stats};
use crate::error::{Error, ErrorKind};
use crate::error_code::ErrorCode;
use crate::operation::{Idempotency, Target};
use crate::response::{RawResponse, WEB_PAGE};
use crate::text::printable;

/// The advice if the service may have executed an attempt before the last.
const EARLIER_ATTEMPT: &str = "an earlier attempt got no response and may have been carried out";
/// The advice if the gateway has computed another signature.
const WRONG_SIGNATURE: &str = "check the secret key and this machine's clock";
/// The end of any advice about a refused signature.
const LOCK: &str = "do not repeat it blindly: more than five wrong signatures in a row lock the key for 5 minutes";

/// Returns the error of a call whose last attempt failed like this.
pub(super) fn failed(target: &Target, failed: Failed, stats: &Stats) -> Error {
    let (execution, is_transient) = (failed.execution(), failed.is_transient());
    let (classification, is_about_caller) = (failed.classification(), failed.is_about_caller());
    let Failed { cause, raw, diagnosis, refresh, caller } = failed;
    let status = raw.as_ref().map(RawResponse::status);
    let mut error = match cause {
        Cause::Refused(service_error) => {
            let error = refused(target, status.unwrap_or_default(), service_error, diagnosis, execution);
            let error = error.transient_if(is_transient);
            match caller.filter(|_| is_about_caller) {
                Some(origin) => error.with_caller(origin),
                None => error,
            }
        }
        Cause::Network(error) => {
            let error = communication(error).transient_if(is_transient);
            if execution == Execution::Unknown { error.with_advice(in_doubt_advice(target)) } else { error }
        }
        Cause::NotSent(error) => error.before_sending(),
        Cause::Unreadable(error) => error,
        Cause::TooLarge => {
            Error::new(ErrorKind::UnexpectedResponse, "the response is longer than 16 MiB, and was not read")
                .with_advice("check the endpoint and the network: no response of the service is as long")
                .in_doubt_if(target.changes())
        }
        Cause::TimedOut(limit) => {
            let message = match status {
                Some(_) => format!("the response did not end within {:.1} s", limit.as_secs_f64()),
                None => format!("no response within {:.1} s", limit.as_secs_f64()),
            };
            Error::new(ErrorKind::Timeout, message).with_advice(in_doubt_advice(target))
        }
    };
    if let Some(raw) = raw {
        error = error.with_response(raw).classified(classification);
    }
    if let Some(refresh) = refresh {
        // With other credentials the call would succeed, so the failure to get them decides.
        let advice = format!("there are no new credentials: {refresh}");
        error = error.transient_if(refresh.is_transient()).and_advice(&advice);
    }
    if stats.in_doubt && execution == Execution::NotExecuted {
        error = error.and_advice(EARLIER_ATTEMPT);
    }
    error
}

fn refused(
    target: &Target,
    status: u16,
    service_error: ServiceError,
    diagnosis: Option<String>,
    execution: Execution,
) -> Error {
    let ServiceError { code, message, request_id, .. } = service_error;
    let advice = match diagnosis {
        Some(reason) => Some(signature_advice(&printable(&reason))),
        None => advice(target, status, code.as_deref(), &message, execution),
    };
    Error::new(ErrorKind::Refused, printable(&message))
        .with_code(code)
        .with_request_id(request_id)
        .with_advice_if(advice)
}

/// Returns the error for a success that serde cannot read.
pub(super) fn unreadable(target: &Target, error: &serde_json::Error, raw: RawResponse) -> Error {
    if raw.is_web_page() {
        return web_page(target, raw);
    }
    let advice = match target.idempotency() {
        Idempotency::Safe => "the response is kept (Error::response); the spec may be older than the service",
        _ => {
            "it was probably carried out: its response is kept (Error::response); look at it, and at the job, before you \
             repeat it"
        }
    };
    raw.unreadable(error).with_advice(advice).in_doubt_if(target.changes()).transient_if(true)
}

/// Returns the error for a success that is a page for people, such as the sign-in page of a portal.
pub(super) fn web_page(target: &Target, raw: RawResponse) -> Error {
    Error::new(ErrorKind::UnexpectedResponse, WEB_PAGE)
        .with_response(raw)
        .with_advice("check the endpoint and the network: this is not the service")
        .in_doubt_if(target.changes())
        .transient_if(true)
}

/// Returns the error for a response that is neither a success nor an error.
pub(super) fn unknown_status(target: &Target, raw: RawResponse) -> Error {
    let is_redirect = (300..400).contains(&raw.status());
    let message = if is_redirect { "the endpoint redirects" } else { "the API does not describe this status" };
    Error::new(ErrorKind::UnexpectedResponse, message)
        .with_response(raw)
        .with_advice("check the endpoint; redirects are never followed: they could take credentials elsewhere")
        .in_doubt_if(!is_redirect && target.changes())
}

/// Returns the error for a call that did not get as far as a request.
pub(super) fn not_sent(error: Generated) -> Error {
    let reason = match error {
        Generated::InvalidRequest(reason) | Generated::Custom(reason) => reason,
        _ => "the request cannot be made".to_owned(),
    };
    Error::new(ErrorKind::InvalidRequest, reason).with_advice("nothing was sent")
}

/// Returns the error for a failure of the network, without the URL.
pub(crate) fn communication(error: reqwest::Error) -> Error {
    let error = error.without_url();
    let is_connect = error.is_connect();
    let (kind, message, advice) = if is_connect {
        (ErrorKind::Connection, "no connection", "check the endpoint and the network; nothing was sent")
    } else if error.is_timeout() {
        (ErrorKind::Timeout, "no response in time", "try again later")
    } else if error.is_builder() {
        (ErrorKind::InvalidRequest, "the request cannot be made", "check the endpoint")
    } else {
        (ErrorKind::Connection, "the connection broke off", "try again later")
    };
    Error::new(kind, message).no_connection_if(is_connect).caused_by(error).with_advice(advice)
}

/// Returns the advice if it is not known whether the service executed a request.
fn in_doubt_advice(target: &Target) -> &'static str {
    match target.idempotency() {
        Idempotency::Safe | Idempotency::Idempotent => "try again later: repeating it does no harm",
        _ => "it may have been carried out: look at the job, or list the jobs, before you repeat it",
    }
}

/// Returns the advice for a signature that was refused for this reason.
fn signature_advice(reason: &str) -> Cow<'static, str> {
    format!("{reason}; {LOCK}").into()
}

/// Returns the advice for an error of the service: by its code, as the spec has it (`x-error-codes`), or by its status.
fn advice(
    target: &Target,
    status: u16,
    code: Option<&str>,
    message: &str,
    execution: Execution,
) -> Option<Cow<'static, str>> {
    let code = code.and_then(ErrorCode::find);
    let by_code = match code {
        // This code has many reasons; after this one, the request must not be sent again.
        Some(code) if code.code == "APIGW.0301" && message.contains("aksk") => Some(signature_advice(WRONG_SIGNATURE)),
        _ => code.and_then(|code| code.advice).map(Cow::Borrowed),
    };
    by_code.or_else(|| advice_by_status(target, status, execution).map(Cow::Borrowed))
}

fn advice_by_status(target: &Target, status: u16, execution: Execution) -> Option<&'static str> {
    match status {
        401 => Some("check the credentials"),
        403 => Some("the IAM user needs a permission such as MetaStudio FullAccess"),
        404 => Some("check the id, the region and the endpoint"),
        429 => Some("too many requests: wait a few seconds and send it again"),
        501 => Some("the service does not have this operation"),
        408 | 500..=599 if execution == Execution::Unknown => Some(in_doubt_advice(target)),
        _ => None,
    }
}
