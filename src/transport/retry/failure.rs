//! What is known of an attempt that failed.

use std::time::Duration;

use crate::transport::Idempotency;

/// An attempt that failed, as a [`RetryPolicy`](super::RetryPolicy) sees it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Failure<'a> {
    /// Huawei's name of the operation; method and path when the spec does not have it.
    pub operation: &'a str,
    /// What may be repeated.
    pub idempotency: Idempotency,
    /// Which attempt it was, from 1.
    pub attempt: u32,
    /// The time since the call began.
    pub elapsed: Duration,
    /// The status of the answer, when there was one.
    pub status: Option<u16>,
    /// The code in the answer.
    pub code: Option<&'a str>,
    /// What the attempt may have done.
    pub execution: Execution,
    /// How long the service asks to wait: `Retry-After`, or the window that a throttling message names. It is an hour at
    /// most: no policy is asked about more.
    pub retry_after: Option<Duration>,
}

/// What an attempt may have done on the server's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Execution {
    /// Nothing: no connection came about, or the request was refused.
    NotExecuted,
    /// Perhaps what was asked for: the request was sent, and no answer tells.
    Unknown,
}
