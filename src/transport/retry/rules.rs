//! What may be tried again at all, whatever the policy says.

use super::Execution;
use crate::transport::Idempotency;

/// Whether another attempt after this one does no harm.
pub(in crate::transport) fn is_safe_to_retry(idempotency: Idempotency, execution: Execution) -> bool {
    match idempotency {
        Idempotency::Safe | Idempotency::Idempotent => true,
        Idempotency::Reconcile | Idempotency::Never => execution == Execution::NotExecuted,
    }
}

/// Whether what this answer says may pass by itself.
pub(in crate::transport) fn is_transient(status: u16, code: Option<&str>) -> bool {
    crate::error_code::Classification::of(status, code).is_throttled
        || (matches!(status, 408 | 500 | 502..=504) && !crate::error_code::is_settled(code))
}

/// Whether what OBS says to an upload may pass by itself. Its codes tell more than its statuses: a body that came too
/// slowly or not to its end is a 400.
pub(crate) fn is_upload_transient(status: u16, code: Option<&str>) -> bool {
    let passing = [
        "IncompleteBody",
        "InternalError",
        "OperationAborted",
        "RequestTimeout",
        "ServiceUnavailable",
        "SlowDown",
        // The name of the bucket leads elsewhere until it is known everywhere: a redirect that is not followed passes.
        "TemporaryRedirect",
    ];
    // 501 and 505: what was asked for does not exist.
    matches!(status, 408 | 429 | 500 | 502..=504 | 506..=599) || code.is_some_and(|code| passing.contains(&code))
}
