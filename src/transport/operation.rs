//! An operation of the API as data. The generated module `operations` holds one for each.

/// What the spec says of an operation as a whole.
///
/// ```
/// use metastudio_voice::operations::{CREATE_TRAINING_ADVANCE_JOB, Idempotency};
///
/// assert_eq!(CREATE_TRAINING_ADVANCE_JOB.method, "POST");
/// assert_eq!(CREATE_TRAINING_ADVANCE_JOB.idempotency, Idempotency::Reconcile);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// Huawei's name of the API, the `operationId` in the spec.
    pub id: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path with its parameters in braces.
    pub path: &'static str,
    /// What may be done when it is not known whether a request was carried out.
    pub idempotency: Idempotency,
    /// The documented limits: region and requests per second of one tenant. Empty when none is documented.
    pub rate_limits: &'static [(&'static str, u32)],
}

/// What may be done when a request was sent and no answer came (`x-idempotency` in the spec).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Idempotency {
    /// It changes nothing: send it again.
    Safe,
    /// Twice has the effect of once: send it again.
    Idempotent,
    /// Look first whether it was carried out, then decide.
    Reconcile,
    /// Do not send it again.
    Never,
}
