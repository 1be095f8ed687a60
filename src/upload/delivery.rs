//! From a body to OBS's receipt: as many attempts as the retry policy wants, with the content types and URLs that are
//! left to try.

use std::time::Duration;

use tokio::time::Instant;
use tracing::Instrument;

use super::attempt::{Failed, attempt};
use super::patience::within;
use super::put::{Put, Uploaded};
use super::refusal::{WRONG_SIGNATURE, is_about_the_account};
use super::upload_url::UploadUrl;
use super::{ContentType, spans};
use crate::operations::Idempotency;
use crate::retry::{Execution, Failure};
use crate::transport::UPLOAD;
use crate::{Error, ErrorKind};

/// Carries out a PUT.
pub(super) async fn deliver(mut put: Put) -> Result<Uploaded, Error> {
    let span = spans::upload(put.context.body.len());
    let address = UploadUrl::new(std::mem::take(&mut put.url), put.renew.take());
    let mut delivery = Delivery { address, started: Instant::now(), attempts: 0, in_doubt: false, put };
    let outcome = delivery.run().instrument(span.clone()).await;
    spans::ended(&span, &outcome, delivery.attempts);
    outcome
}

struct Delivery {
    put: Put,
    address: UploadUrl,
    started: Instant,
    attempts: u32,
    /// Whether an attempt without a telling answer may have arrived all the same.
    in_doubt: bool,
}

impl Delivery {
    async fn run(&mut self) -> Result<Uploaded, Error> {
        let clock = self.put.context.uploader.calls.clock.clone();
        let started = clock.elapsed();
        let mut content_types = std::mem::take(&mut self.put.content_types).into_iter();
        let mut content_type = content_types.next().flatten();
        let (mut failures, mut mismatches) = (0, 0);
        loop {
            self.refresh(clock.now()).await?;
            let mut failed = match self.attempt(content_type.as_ref()).await {
                Ok(uploaded) => {
                    if self.attempts == 1 {
                        self.put.context.uploader.calls.budget.deposit();
                    }
                    return Ok(Uploaded { attempts: self.attempts, elapsed: self.started.elapsed(), ..uploaded });
                }
                Err(failed) => failed,
            };
            self.in_doubt |= failed.error.is_in_doubt();
            failed.error = self.told(failed.error);
            let error = &failed.error;
            if error.code() == Some(WRONG_SIGNATURE) {
                let Some(next) = content_types.next() else { return Err(failed.error) };
                (self.put.on_retry)(error);
                spans::other_content_type(self.attempts);
                content_type = next;
            } else if error.status() == Some(403) && !is_about_the_account(error.code()) {
                if !self.address.can_renew() {
                    return Err(self.refused_for_good(failed.error));
                }
                (self.put.on_retry)(error);
                spans::renewing(self.attempts);
                self.renew().await?;
            } else {
                failures += 1;
                mismatches += u32::from(failed.mismatch);
                if !failed.is_transient || mismatches > 1 {
                    return Err(failed.error);
                }
                let elapsed = clock.elapsed().saturating_sub(started);
                let pause = match self.put.context.uploader.calls.pause(&failure(&failed, failures, elapsed), None) {
                    Ok(pause) => pause,
                    Err(stop) => return Err(failed.error.with_give_up_reason(stop)),
                };
                (self.put.on_retry)(error);
                spans::retrying(self.attempts, pause);
                clock.sleep(pause).await;
                self.address.worked();
            }
        }
    }

    async fn attempt(&mut self, content_type: Option<&ContentType>) -> Result<Uploaded, Failed> {
        let url = self.address.usable(self.put.context.uploader.plain).map_err(Failed::for_good)?;
        self.attempts += 1;
        let span = spans::attempt(&url, self.attempts);
        let outcome = attempt(&self.put.context, url, content_type).instrument(span.clone()).await;
        if let Err(failed) = &outcome {
            spans::failed(&span, &failed.error);
        }
        outcome
    }

    async fn refresh(&mut self, now: std::time::SystemTime) -> Result<(), Error> {
        if self.address.has_expired(now) { self.renew().await } else { Ok(()) }
    }

    async fn renew(&mut self) -> Result<(), Error> {
        let limit = self.put.context.uploader.answer_timeout;
        let renewed = within(limit, self.address.renew()).await.unwrap_or_else(|| {
            let message = format!("there was no fresh upload address within {:.1} s", limit.as_secs_f64());
            Err(Error::new(ErrorKind::Timeout, message))
        });
        renewed.map_err(|error| self.not_renewed(error))
    }

    /// What the caller's own function says stays as it is.
    fn not_renewed(&self, error: Error) -> Error {
        let error = error.in_doubt_if(self.in_doubt);
        if error.operation().is_some() { error } else { self.told(error) }
    }

    /// A fresh URL was refused, too.
    fn refused_for_good(&self, error: Error) -> Error {
        if !self.address.is_fresh() {
            return error;
        }
        error.with_advice("the address was renewed, and the fresh one was refused as well: check this machine's clock")
    }

    /// The error with what is known of the upload as a whole.
    fn told(&self, error: Error) -> Error {
        let error = error.with_operation(UPLOAD).in_doubt_if(self.in_doubt);
        if self.attempts > 0 { error.with_attempts(self.attempts, self.started.elapsed()) } else { error }
    }
}

/// What the retry policy is told. Attempts that another content type or URL followed do not count.
fn failure<'a>(failed: &'a Failed, attempt: u32, elapsed: Duration) -> Failure<'a> {
    let error = &failed.error;
    Failure {
        operation: UPLOAD,
        idempotency: Idempotency::Idempotent,
        attempt,
        elapsed,
        status: error.status(),
        code: error.code(),
        execution: if error.is_in_doubt() { Execution::Unknown } else { Execution::NotExecuted },
        retry_after: failed.retry_after,
    }
}
