//! An operation of the API as data. The generated module `operations` holds one for each.

use std::borrow::Cow;

use reqwest::Method;

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

/// What [`Error::operation`](crate::Error::operation) says of a PUT to a pre-signed URL.
pub(crate) const UPLOAD: &str = "upload";

/// What is called: an operation of the spec, or a path that the spec does not have.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    /// An operation of the spec.
    Documented(&'static Operation),
    /// Something else.
    Other {
        /// Method and path, for errors and spans.
        name: String,
        /// The HTTP method.
        method: Method,
        /// The path with its parameters in braces.
        path: String,
        /// What the caller says of it.
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

    /// Huawei's name of the API, or method and path.
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

    /// Whether it may change something on the server's side.
    pub(crate) fn changes(&self) -> bool {
        self.idempotency() != Idempotency::Safe
    }
}
