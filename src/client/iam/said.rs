//! What a refusal on the way to IAM means: what IAM says of the login, or what something in between says.
//!
//! The rule: only IAM's own word on the login is for good. A page of a proxy, whatever its status, may pass. A locked
//! account is left alone for as long as it is locked, because each attempt may prolong that, and asked again then.

use std::time::Duration;

use serde_json::Value;

use crate::Error;
use crate::auth::AskAgain;

/// How long an account that is locked is left alone. It is assumed: no page about the API that was read has a number, or
/// a code for it.
const LOCKED: Duration = Duration::from_secs(15 * 60);

/// What IAM's message says of a locked account: "The account is locked."
const LOCKED_MESSAGE: &str = "is locked";

/// Whose word a failure is.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    /// IAM does not accept the login.
    Login,
    /// IAM does not look at the login for a while.
    Locked,
    /// Something between here and IAM refuses.
    InBetween,
    /// Anything else, which tells by itself whether it may pass.
    Other,
}

/// The failure of a request to IAM, with whether it may pass.
pub(super) fn explained(error: Error) -> Error {
    match said(&error) {
        Said::Locked => {
            error.transient_if(true).with_advice("unlock the account, or wait: IAM is asked again after 15 minutes")
        }
        Said::InBetween => error.transient_if(true).with_advice("check the proxy and the network: this is not IAM"),
        Said::Login | Said::Other => error,
    }
}

/// When IAM may be asked again for a token.
pub(in crate::client) fn ask_again(error: &Error) -> AskAgain {
    match said(error) {
        Said::Login => AskAgain::Never,
        Said::Locked => AskAgain::After(LOCKED),
        Said::InBetween | Said::Other => AskAgain::Soon,
    }
}

fn said(error: &Error) -> Said {
    let Some(status @ 400..=499) = error.status() else { return Said::Other };
    let body = error.response().map(|response| &response.body()[..]).unwrap_or_default();
    let Ok(body) = serde_json::from_slice::<Value>(body) else { return Said::InBetween };
    // Keystone's form, or that with a code of IAM. The gateway before IAM has codes of its own, which are none of these.
    let keystone = body["error"]["code"] == status && body["error"]["message"].is_string();
    let coded = body["error_code"].as_str().is_some_and(|code| code.starts_with("IAM."));
    match status {
        401 if (keystone || coded) && error.message().contains(LOCKED_MESSAGE) => Said::Locked,
        400 | 401 if keystone || coded => Said::Login,
        _ if !(keystone || coded || error.code().is_some_and(|code| code.starts_with("APIG"))) => Said::InBetween,
        _ => Said::Other,
    }
}
