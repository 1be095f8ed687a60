//! What to do next, by error code and status: the last part of an error's message.

use super::Idempotency;
use super::operation::Target;
use super::retry::Effect;

/// Advice when an attempt before the last may have had its effect.
pub(super) const EARLIER_ATTEMPT: &str = "an earlier attempt got no answer and may have been carried out";

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

/// Advice for an answer of the service. The meanings are from the service's and the gateway's error code pages.
pub(super) fn for_answer(
    target: &Target,
    status: u16,
    code: Option<&str>,
    message: &str,
    effect: Effect,
) -> Option<&'static str> {
    // The gateway's codes are printed with either prefix.
    let code = code.unwrap_or_default().replace("APIG.", "APIGW.");
    let by_code = match code.as_str() {
        "APIGW.0101" => "check the region or endpoint",
        "APIGW.0301" if message.contains("aksk") => {
            "check the secret key and this machine's clock; do not repeat it blindly: more than five wrong \
             signatures in a row lock the key for 5 minutes"
        }
        "APIGW.0301" | "APIGW.0303" => "check the credentials",
        "APIGW.0307" | "MSS.00010008" | "MSS.00021016" => {
            "get a new token, and one that is scoped to this region's project"
        }
        "MSS.00010009" => "the project id is not one that these credentials belong to",
        "APIGW.0302" | "MSS.000000004" => "the IAM user needs a permission such as MetaStudio FullAccess",
        "APIGW.0308" => "too many requests: wait a few seconds and send it again",
        "MSS.20020011" => "the recording must be a WAV file",
        "MSS.20020012" => "only audio files of the kind that the job's edition takes may be in the archive",
        "MSS.20020016" => "check how many files are in the archive",
        "MSS.20020023" | "MSS.20020024" => "split the recording",
        _ => "",
    };
    let by_status = match status {
        401 => "check the credentials",
        403 => "the IAM user needs a permission such as MetaStudio FullAccess",
        404 => "check the id, the region and the endpoint",
        429 => "too many requests: wait a few seconds and send it again",
        501 => "the service does not have this operation",
        408 | 500..=599 if effect == Effect::Unknown => in_doubt(target),
        _ => "",
    };
    [by_code, by_status].into_iter().find(|advice| !advice.is_empty())
}
