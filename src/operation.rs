//! The operations of the API as data. The generated module `operations` holds one constant for each.

use std::borrow::Cow;

use reqwest::Method;

/// An operation of the API, as the spec describes it.
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
    /// The rule for repeating a request of which it is not known whether the service executed it.
    pub idempotency: Idempotency,
    /// The documented limits: region and requests per second of one tenant. The list is empty if none is documented.
    pub rate_limits: &'static [(&'static str, u32)],
}

/// The rule for repeating a request that was sent and got no response (`x-idempotency` in the spec).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Idempotency {
    /// The request changes nothing: send it again.
    Safe,
    /// Two requests have the effect of one: send it again.
    Idempotent,
    /// Check first whether the request was executed, then decide.
    Reconcile,
    /// Do not send the request again.
    Never,
}

/// The value of [`Error::operation`](crate::Error::operation) for a PUT to a pre-signed URL.
pub(crate) const UPLOAD: &str = "upload";

/// The target of a call: an operation of the spec, or a path that the spec does not have.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    /// An operation of the spec.
    Documented(&'static Operation),
    /// Any other path.
    Other {
        /// Method and path, for errors and spans.
        name: String,
        method: Method,
        /// The path with its parameters in braces.
        path: String,
        /// The caller's word, or the usual one for the method.
        idempotency: Idempotency,
    },
}

impl Target {
    pub(crate) fn documented(&self) -> Option<&'static Operation> {
        match self {
            Self::Documented(operation) => Some(operation),
            Self::Other { .. } => None,
        }
    }

    /// Returns Huawei's name of the API, or method and path.
    pub(crate) fn name(&self) -> Cow<'static, str> {
        match self {
            Self::Documented(operation) => Cow::Borrowed(operation.id),
            Self::Other { name, .. } => Cow::Owned(name.clone()),
        }
    }

    pub(crate) fn method(&self) -> &str {
        match self {
            Self::Documented(operation) => operation.method,
            Self::Other { method, .. } => method.as_str(),
        }
    }

    pub(crate) fn path(&self) -> &str {
        match self {
            Self::Documented(operation) => operation.path,
            Self::Other { path, .. } => path,
        }
    }

    pub(crate) fn idempotency(&self) -> Idempotency {
        match self {
            Self::Documented(operation) => operation.idempotency,
            Self::Other { idempotency, .. } => *idempotency,
        }
    }

    /// Returns whether a call may change something on the server's side.
    pub(crate) fn changes(&self) -> bool {
        self.idempotency() != Idempotency::Safe
    }
}
