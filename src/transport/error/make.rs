//! Putting an error together, piece by piece.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::time::Duration;

use super::{Error, ErrorKind, GiveUpReason, Parts};
use crate::transport::{Classification, RawResponse};

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Parts {
            kind,
            operation: None,
            status: None,
            code: None,
            message: message.into(),
            request_id: None,
            job_id: None,
            attempts: 0,
            elapsed: None,
            in_doubt: false,
            // What is known of the cause says more where it is known.
            transient: matches!(kind, ErrorKind::Connection | ErrorKind::Timeout),
            classification: Classification::default(),
            no_connection: false,
            none_here: false,
            caller: None,
            give_up: None,
            advice: None,
            response: None,
            source: None,
        }))
    }

    /// Says for a [`CredentialsProvider`](crate::auth::CredentialsProvider) that it has credentials which cannot be
    /// used, such as a key without its secret. A [`Chain`](crate::auth::Chain) ends here: the next provider would be
    /// another caller. The message names the place, such as a file and a line, and must not hold any secret.
    pub fn invalid_credentials(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Credentials, message)
    }

    /// Says for a [`CredentialsProvider`](crate::auth::CredentialsProvider) that it cannot get its credentials just
    /// now, such as when an identity service is away: the error [is transient](Self::is_transient), for every call that
    /// gets it. A [`Chain`](crate::auth::Chain) ends here. The message must not hold any secret.
    pub fn credentials_unavailable(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Credentials, message).transient_if(true)
    }

    /// Says for a [`CredentialsProvider`](crate::auth::CredentialsProvider) that there are no credentials in its place
    /// at all: no variable, no file, no service. A [`Chain`](crate::auth::Chain) then asks the next provider.
    pub fn no_credentials(message: impl Into<Cow<'static, str>>) -> Self {
        let mut error = Self::new(ErrorKind::Credentials, message);
        error.0.none_here = true;
        error
    }

    /// Adds the cause for a [`CredentialsProvider`](crate::auth::CredentialsProvider): it is the error's
    /// [`source`](std::error::Error::source), and `{:#}` and `{:?}` print its message, which must not hold any secret.
    ///
    /// The cause does not decide whether the error [is transient](Self::is_transient): the constructor does.
    /// [`credentials_unavailable`](Self::credentials_unavailable) makes one that is,
    /// [`invalid_credentials`](Self::invalid_credentials) and [`no_credentials`](Self::no_credentials) make one that is not.
    ///
    /// ```
    /// use metastudio_voice::{Credentials, Error};
    ///
    /// fn from_vault(response: std::io::Result<String>) -> Result<Credentials, Error> {
    ///     let token = response.map_err(|cause| Error::credentials_unavailable("the vault is away").caused_by(cause))?;
    ///     Credentials::token(token)
    /// }
    ///
    /// let error = from_vault(Err(std::io::Error::other("connection reset"))).expect_err("no token");
    /// assert_eq!(format!("{error:#}"), "the vault is away: connection reset");
    /// assert!(error.is_transient());
    /// ```
    pub fn caused_by(self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.with_source(source)
    }

    /// Whether a provider says that it has no credentials at all.
    pub(crate) fn has_none_here(&self) -> bool {
        self.0.none_here
    }

    /// Returns the same error for another call that waits for the same: with its kind, status, code, advice, response
    /// and cause, and whether it may pass.
    pub(crate) fn shared(&self) -> Self {
        Self(self.0.clone())
    }

    /// Puts a text before the message.
    pub(crate) fn after(mut self, text: &str) -> Self {
        self.0.message = format!("{text}{}", self.0.message).into();
        self
    }

    /// Says where the credentials come from that were refused, such as `from the environment`.
    pub(crate) fn with_caller(mut self, origin: impl Into<Cow<'static, str>>) -> Self {
        self.0.caller = Some(origin.into());
        self
    }

    /// Says that nothing is in doubt: the request that failed was to get credentials, which leaves nothing behind, and the
    /// call that needed them was not sent.
    pub(crate) fn before_sending(mut self) -> Self {
        self.0.in_doubt = false;
        self
    }

    /// Names the operation, unless another was named already: a call whose credentials cannot be had fails because of
    /// the request that was to get them.
    pub(in crate::transport) fn with_operation_if_none(self, operation: impl Into<Cow<'static, str>>) -> Self {
        if self.0.operation.is_some() { self } else { self.with_operation(operation) }
    }

    pub(crate) fn with_operation(mut self, operation: impl Into<Cow<'static, str>>) -> Self {
        self.0.operation = Some(operation.into());
        self
    }

    pub(crate) fn with_status(mut self, status: Option<u16>) -> Self {
        self.0.status = status;
        self
    }

    pub(crate) fn with_code(mut self, code: Option<String>) -> Self {
        self.0.code = code;
        self
    }

    pub(crate) fn with_request_id(mut self, request_id: Option<String>) -> Self {
        self.0.request_id = request_id;
        self
    }

    pub(crate) fn with_job_id(mut self, job_id: &str) -> Self {
        self.0.job_id = Some(job_id.to_owned());
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32, elapsed: Duration) -> Self {
        self.0.attempts = attempts;
        self.0.elapsed = Some(elapsed);
        self
    }

    /// Why there was no further attempt although it would have been allowed.
    pub(crate) fn with_give_up_reason(mut self, reason: GiveUpReason) -> Self {
        self.0.give_up = Some(reason);
        if let GiveUpReason::AskedToWait { is_transient: false, .. } = reason {
            self.0.transient = false;
        }
        self
    }

    /// How long the service asked to wait, if that was too long for a call.
    pub(crate) fn asked_to_wait(&self) -> Option<Duration> {
        match self.0.give_up {
            Some(GiveUpReason::AskedToWait { asked, .. }) => Some(asked),
            _ => None,
        }
    }

    pub(crate) fn in_doubt_if(mut self, in_doubt: bool) -> Self {
        self.0.in_doubt |= in_doubt;
        self
    }

    /// Whether it may pass by itself. It is said where the error is made, by what is known of the cause there, and it is
    /// kept on the way up: whoever wraps the error or hands it to others passes it on.
    pub(crate) fn transient_if(mut self, transient: bool) -> Self {
        self.0.transient = transient;
        self
    }

    /// What sort of refusal it is. It is said where the error is made.
    pub(crate) fn classified(mut self, classification: Classification) -> Self {
        self.0.classification = classification;
        self
    }

    /// Says that the job, or whatever else the request names, does not exist.
    pub(crate) fn not_found(mut self) -> Self {
        self.0.classification.is_not_found = true;
        self
    }

    /// Whether no connection came about.
    pub(in crate::transport) fn no_connection_if(mut self, no_connection: bool) -> Self {
        self.0.no_connection = no_connection;
        self
    }

    pub(crate) fn with_advice(self, advice: impl Into<Cow<'static, str>>) -> Self {
        self.with_advice_if(Some(advice))
    }

    pub(in crate::transport) fn with_advice_if(mut self, advice: Option<impl Into<Cow<'static, str>>>) -> Self {
        self.0.advice = advice.map(Into::into).or(self.0.advice);
        self
    }

    /// Advice besides what is there already.
    pub(crate) fn and_advice(mut self, more: &str) -> Self {
        self.0.advice = Some(match self.0.advice.take() {
            Some(advice) => format!("{advice}; {more}").into(),
            None => more.to_owned().into(),
        });
        self
    }

    /// The answer, with its status and its request id.
    pub(in crate::transport) fn with_response(mut self, response: RawResponse) -> Self {
        self.0.status = Some(response.status);
        self.0.request_id = response.request_id().map(ToOwned::to_owned).or(self.0.request_id);
        self.0.response = Some(response);
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let source: Box<dyn StdError + Send + Sync> = source.into();
        self.0.source = Some(source.into());
        self
    }
}
