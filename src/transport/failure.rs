//! What went wrong in a call, in the crate's own error.

use std::borrow::Cow;

use progenitor_client::Error as Generated;

use super::attempt::{Cause, Failed};
use super::retry::Execution;
use super::retry_loop::CallStats;
use crate::error::{Error, ErrorKind};
use crate::error_code::ErrorCode;
use crate::operation::{Idempotency, Target};
use crate::response::{RawResponse, WEB_PAGE};
use crate::text::printable;

/// No attempt has brought a response that is not an error.
pub(super) fn failed(target: &Target, failed: Failed, stats: &CallStats) -> Error {
    let (execution, is_transient) = (failed.execution(), failed.is_transient());
    let (classification, is_about_caller) = (failed.classification(), failed.is_about_caller());
    let Failed { cause, raw, diagnosis, refresh, caller } = failed;
    let status = raw.as_ref().map(|raw| raw.status);
    let error = match cause {
        Cause::Refused(service_error) => {
            let status = status.unwrap_or_default();
            let code = service_error.code.as_deref();
            let advice = advice_for_answer(target, status, code, &service_error.message, execution);
            let error = Error::new(ErrorKind::Refused, printable(&service_error.message))
                .transient_if(is_transient)
                .with_code(service_error.code)
                .with_request_id(service_error.request_id)
                .with_advice_if(diagnosis.map(|why| advice_for_diagnosis(&printable(&why))).or(advice));
            match caller.filter(|_| is_about_caller) {
                Some(origin) => error.with_caller(origin),
                None => error,
            }
        }
        Cause::Network(error) => {
            let error = communication(error).transient_if(is_transient);
            if execution == Execution::Unknown { error.with_advice(advice_in_doubt(target)) } else { error }
        }
        Cause::NotSent(error) => error.before_sending(),
        Cause::Unreadable(error) => error,
        Cause::TooLarge => {
            let error =
                Error::new(ErrorKind::UnexpectedResponse, "the response is longer than 16 MiB, and was not read");
            let error = error.with_advice("check the endpoint and the network: no response of the service is as long");
            error.in_doubt_if(target.changes())
        }
        Cause::TimedOut(limit) => {
            let message = match status {
                Some(_) => format!("the answer did not end within {:.1} s", limit.as_secs_f64()),
                None => format!("no answer within {:.1} s", limit.as_secs_f64()),
            };
            Error::new(ErrorKind::Timeout, message).with_advice(advice_in_doubt(target))
        }
    };
    let error = match raw {
        Some(raw) => error.with_response(raw).classified(classification),
        None => error,
    };
    let error = match refresh {
        // Once there are others, the call succeeds: so what may pass is what keeps them away.
        Some(refresh) => {
            let passes = refresh.is_transient();
            error.transient_if(passes).and_advice(&format!("there are no new credentials: {refresh}"))
        }
        None => error,
    };
    // An earlier attempt may have done it, which this answer does not tell.
    match stats.in_doubt && execution == Execution::NotExecuted {
        true => error.and_advice(EARLIER_ATTEMPT),
        false => error,
    }
}

/// An answer came that is not an error, and that is not what the spec says.
pub(super) fn unreadable(target: &Target, error: &serde_json::Error, raw: RawResponse) -> Error {
    match raw.is_web_page() {
        true => web_page(target, raw),
        false => raw
            .unreadable(error)
            .with_advice(advice_for_unreadable(target))
            .in_doubt_if(target.changes())
            .transient_if(true),
    }
}

/// A success that is a page for people, such as of a portal that asks to sign in.
pub(super) fn web_page(target: &Target, raw: RawResponse) -> Error {
    let error = Error::new(ErrorKind::UnexpectedResponse, WEB_PAGE).with_response(raw);
    error
        .with_advice("check the endpoint and the network: this is not the service")
        .in_doubt_if(target.changes())
        .transient_if(true)
}

/// An answer whose status is not one of the operation's.
pub(super) fn unknown_status(target: &Target, raw: RawResponse) -> Error {
    let redirect = (300..400).contains(&raw.status);
    let message = if redirect { "the endpoint redirects" } else { "the API does not describe this status" };
    let advice = "check the endpoint; redirects are never followed: they could take credentials elsewhere";
    Error::new(ErrorKind::UnexpectedResponse, message)
        .with_response(raw)
        .with_advice(advice)
        .in_doubt_if(!redirect && target.changes())
}

/// The call did not get as far as a request.
pub(super) fn not_sent(error: Generated) -> Error {
    let reason = match error {
        Generated::InvalidRequest(reason) | Generated::Custom(reason) => reason,
        _ => "the request cannot be made".to_owned(),
    };
    Error::new(ErrorKind::InvalidRequest, reason).with_advice("nothing was sent")
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
    let no_connection = error.is_connect();
    Error::new(kind, message).no_connection_if(no_connection).with_source(error).with_advice(advice)
}

/// Advice when an attempt before the last may have had its effect.
const EARLIER_ATTEMPT: &str = "an earlier attempt got no answer and may have been carried out";

/// Advice when the gateway has computed another signature.
const WRONG_SIGNATURE: &str = "check the secret key and this machine's clock";
/// What comes after it.
const LOCK: &str = "do not repeat it blindly: more than five wrong signatures in a row lock the key for 5 minutes";

/// Advice when it is known what is wrong with the signature.
fn advice_for_diagnosis(why: &str) -> Cow<'static, str> {
    format!("{why}; {LOCK}").into()
}

/// Advice when it is not known whether a request was carried out.
fn advice_in_doubt(target: &Target) -> &'static str {
    match target.idempotency() {
        Idempotency::Safe | Idempotency::Idempotent => "try again later: repeating it does no harm",
        _ => "it may have been carried out: look at the job, or list the jobs, before you repeat it",
    }
}

/// Advice when the answer was a success that cannot be read.
fn advice_for_unreadable(target: &Target) -> &'static str {
    match target.idempotency() {
        Idempotency::Safe => "the answer is kept (Error::response); the spec may be older than the service",
        _ => {
            "it was probably carried out: its answer is kept (Error::response); look at it, and at the job, before you \
             repeat it"
        }
    }
}

/// Advice for an answer of the service: by its code, as the spec has it (`x-error-codes`), or else by its status.
fn advice_for_answer(
    target: &Target,
    status: u16,
    code: Option<&str>,
    message: &str,
    execution: Execution,
) -> Option<Cow<'static, str>> {
    let code = code.and_then(ErrorCode::find);
    let by_code = match code {
        // Of the many reasons for this code, one must not be tried again.
        Some(code) if code.code == "APIGW.0301" && message.contains("aksk") => {
            Some(advice_for_diagnosis(WRONG_SIGNATURE))
        }
        _ => code.and_then(|code| code.advice).map(Cow::Borrowed),
    };
    by_code.or_else(|| by_status(target, status, execution).map(Cow::Borrowed))
}

fn by_status(target: &Target, status: u16, execution: Execution) -> Option<&'static str> {
    match status {
        401 => Some("check the credentials"),
        403 => Some("the IAM user needs a permission such as MetaStudio FullAccess"),
        404 => Some("check the id, the region and the endpoint"),
        429 => Some("too many requests: wait a few seconds and send it again"),
        501 => Some("the service does not have this operation"),
        408 | 500..=599 if execution == Execution::Unknown => Some(advice_in_doubt(target)),
        _ => None,
    }
}
