//! Questions to an error, each with what to do when the answer is yes.

use super::{Error, ErrorKind};

impl Error {
    /// Whether the service asks for fewer requests, even after the retries.
    ///
    /// **What to do:** wait a few seconds, then send it again; nothing was carried out. For a batch, let the client keep
    /// to the documented limits: [`ClientBuilder::enforce_rate_limits`](crate::ClientBuilder::enforce_rate_limits).
    pub fn is_throttled(&self) -> bool {
        self.0.classification.is_throttled
    }

    /// Whether the credentials were refused.
    ///
    /// **What to do:** look at the credentials, the region and this machine's clock. Do not send the request again as
    /// it is: more than five wrong signatures in a row lock the key for five minutes.
    ///
    /// The service answers a bad token with status 400 or 500 and a code of its own, so the status alone does not
    /// tell.
    pub fn is_auth(&self) -> bool {
        self.0.classification.is_auth
    }

    /// Whether the caller is known, but may not do this.
    ///
    /// **What to do:** give the IAM user the permission, such as MetaStudio FullAccess; it may take minutes to count.
    pub fn is_permission(&self) -> bool {
        self.0.classification.is_permission
    }

    /// Whether the job, or the operation, does not exist.
    ///
    /// **What to do:** check the id, and that region and project are the ones in which it was created. After a lost
    /// answer to a deletion it may just mean that the deletion worked: see [`is_in_doubt`](Self::is_in_doubt).
    pub fn is_not_found(&self) -> bool {
        self.0.classification.is_not_found
    }

    /// Whether no connection came about, so that the service certainly did nothing.
    ///
    /// **What to do:** check endpoint, DNS, proxy and certificates: `{:#}` names the cause.
    pub fn is_connect(&self) -> bool {
        self.0.no_connection
    }

    /// Whether no answer came in time.
    ///
    /// **What to do:** ask [`is_in_doubt`](Self::is_in_doubt) first, as the service may have carried out the request all
    /// the same. For slow networks there is [`ClientBuilder::timeout`](crate::ClientBuilder::timeout).
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Whether the request may have changed something although the call failed: an attempt was sent, and no answer tells
    /// what became of it. `false` is a promise that nothing was changed; a call that only reads is never in doubt.
    /// It speaks of the request that failed: of a workflow, [`job_id`](Self::job_id) tells what exists.
    ///
    /// **What to do:** look (show the job, list the jobs) before you repeat it: a second creation is a second job.
    pub fn is_in_doubt(&self) -> bool {
        self.0.in_doubt
    }

    /// Whether the failure may pass by itself: the network, throttling, a fault on the server's side, a success that could
    /// not be read, or credentials that cannot be had just now.
    ///
    /// **What to do:** the client has tried again already where that does no harm. Try later; before you repeat a call
    /// that changes something, ask [`is_in_doubt`](Self::is_in_doubt).
    pub fn is_transient(&self) -> bool {
        self.0.transient
    }
}
