//! What to do next, by error code and status: the last part of an error's message.

use std::borrow::Cow;

use super::retry::Execution;
use super::{ErrorCode, Idempotency};
use crate::operation::Target;

/// Advice when an attempt before the last may have had its effect.
pub(super) const EARLIER_ATTEMPT: &str = "an earlier attempt got no answer and may have been carried out";

/// Advice when the gateway has computed another signature.
const WRONG_SIGNATURE: &str = "check the secret key and this machine's clock";
/// What comes after it.
const LOCK: &str = "do not repeat it blindly: more than five wrong signatures in a row lock the key for 5 minutes";

/// Advice when it is known what is wrong with the signature.
pub(super) fn for_diagnosis(why: &str) -> Cow<'static, str> {
    format!("{why}; {LOCK}").into()
}

/// Advice when it is not known whether a request was carried out.
pub(super) fn in_doubt(target: &Target) -> &'static str {
    match target.idempotency() {
        Idempotency::Safe | Idempotency::Idempotent => "try again later: repeating it does no harm",
        _ => "it may have been carried out: look at the job, or list the jobs, before you repeat it",
    }
}

/// Advice when the answer was a success that cannot be read.
pub(super) fn unreadable(target: &Target) -> &'static str {
    match target.idempotency() {
        Idempotency::Safe => "the answer is kept (Error::response); the spec may be older than the service",
        _ => {
            "it was probably carried out: its answer is kept (Error::response); look at it, and at the job, before you \
             repeat it"
        }
    }
}

/// Advice for an answer of the service: by its code, as the spec has it (`x-error-codes`), or else by its status.
pub(super) fn for_answer(
    target: &Target,
    status: u16,
    code: Option<&str>,
    message: &str,
    execution: Execution,
) -> Option<Cow<'static, str>> {
    let code = code.and_then(ErrorCode::find);
    let by_code = match code {
        // Of the many reasons for this code, one must not be tried again.
        Some(code) if code.code == "APIGW.0301" && message.contains("aksk") => Some(for_diagnosis(WRONG_SIGNATURE)),
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
        408 | 500..=599 if execution == Execution::Unknown => Some(in_doubt(target)),
        _ => None,
    }
}
