//! Classifies a refusal of a request to IAM: by IAM itself, or by an intermediary such as a proxy.
//!
//! The rule: only a refusal of the login by IAM itself is permanent. An error page of a proxy is transient, whatever
//! its status. While an account is locked, the client sends no login, because each attempt may prolong the lock.

use std::time::Duration;

use serde_json::Value;

use crate::Error;
use crate::auth::ProviderRetry;

/// How long the client sends no login for a locked account. It is an assumption: no page about the API that was read
/// has a number, or a code for it.
const LOCK_PAUSE: Duration = Duration::from_secs(15 * 60);

/// A part of IAM's message about a locked account: "The account is locked."
const LOCKED_MESSAGE: &str = "is locked";

/// The sort of a failure.
#[derive(Debug, PartialEq, Eq)]
enum Refusal {
    /// IAM rejects the login.
    Login,
    /// IAM does not check the login for a while.
    Locked,
    /// An intermediary between the client and IAM refuses the request.
    Intermediary,
    /// Any other failure, which the error itself classifies.
    Other,
}

/// Marks the failure of a request to IAM as transient or not, and adds advice.
pub(super) fn classified(error: Error) -> Error {
    match refusal(&error) {
        Refusal::Locked => error
            .transient_if(true)
            .with_advice("unlock the account, or wait: the client asks IAM again after 15 minutes"),
        Refusal::Intermediary => {
            error.transient_if(true).with_advice("check the proxy and the network: the response is not from IAM")
        }
        Refusal::Login | Refusal::Other => error,
    }
}

/// Decides when the client may request a token again after a failure.
pub(in crate::client) fn retry(error: &Error) -> ProviderRetry {
    match refusal(error) {
        Refusal::Login => ProviderRetry::Never,
        Refusal::Locked => ProviderRetry::After(LOCK_PAUSE),
        Refusal::Intermediary | Refusal::Other => ProviderRetry::Soon,
    }
}

fn refusal(error: &Error) -> Refusal {
    let Some(status @ 400..=499) = error.status() else { return Refusal::Other };
    let body = error.response().map(|response| &response.body()[..]).unwrap_or_default();
    let Ok(body) = serde_json::from_slice::<Value>(body) else { return Refusal::Intermediary };
    // IAM's errors have Keystone's form, or a code of IAM. The gateway before IAM has other codes.
    let keystone = body["error"]["code"] == status && body["error"]["message"].is_string();
    let coded = body["error_code"].as_str().is_some_and(|code| code.starts_with("IAM."));
    match status {
        401 if (keystone || coded) && error.message().contains(LOCKED_MESSAGE) => Refusal::Locked,
        400 | 401 if keystone || coded => Refusal::Login,
        _ if !(keystone || coded || error.code().is_some_and(|code| code.starts_with("APIG"))) => Refusal::Intermediary,
        _ => Refusal::Other,
    }
}
