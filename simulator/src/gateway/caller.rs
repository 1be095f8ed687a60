//! Who may come in: whose credentials are right, and whose key is not locked.

use axum::http::request::Parts;

use super::auth::{check, names_key};
use super::fault::Fault;
use crate::clock::unix_now;
use crate::shared::Shared;

pub(super) fn admit(shared: &Shared, parts: &Parts, body: &[u8]) -> Result<(), Fault> {
    let verdict = check(&shared.settings, parts, body, unix_now());
    if names_key(&shared.settings, parts) {
        let right = match &verdict {
            Ok(()) => Some(true),
            Err(refusal) => refusal.wrong_signature.then_some(false),
        };
        if !shared.key_admits(right) {
            return Err(Fault::unauthenticated("the access key is locked"));
        }
    }
    verdict.map_err(|refusal| Fault::unauthenticated(&refusal.why))
}
