//! One call of a generated operation, from `send()` to its result. What the hooks learn on the way is kept beside it,
//! because progenitor's types have no place for it.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use bytes::Bytes;
use progenitor_client::{Error as Generated, ResponseValue};
use reqwest::ResponseBuilderExt;
use tokio::time::Instant;
use tracing::Instrument;
use url::Url;

use super::attempt::Failed;
use super::deliver::Effort;
use super::operation::Target;
use super::{Error, ErrorKind, Operation, RawResponse, Response, explain, spans};
use crate::types::ErrorResponse;

/// A call under way.
pub(super) struct Call {
    pub(super) target: Target,
    /// Whether the caller reads the answer as it comes.
    pub(super) streamed: bool,
    kept: Mutex<Kept>,
}

/// What the hooks leave for the end of the call.
#[derive(Default)]
struct Kept {
    effort: Effort,
    outcome: Option<Result<RawResponse, Failed>>,
}

tokio::task_local! {
    static CALL: Arc<Call>;
}

/// The call that is under way.
pub(super) fn current() -> Option<Arc<Call>> {
    CALL.try_with(Arc::clone).ok()
}

impl Call {
    /// Leaves what became of the call.
    pub(super) fn keep(&self, effort: Effort, outcome: Result<RawResponse, Failed>) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Kept { effort, outcome: Some(outcome) };
    }
}

/// A generated call under way. It is boxed because it is large, and every layer around it would move it as a whole.
type Sent<'a, T> = Pin<Box<dyn Future<Output = Result<ResponseValue<T>, Generated<ErrorResponse>>> + Send + 'a>>;

/// Carries out a generated call.
pub(crate) fn call<'a, T: 'a>(
    operation: &'static Operation,
    sent: impl Future<Output = Result<ResponseValue<T>, Generated<ErrorResponse>>> + Send + 'a,
) -> impl Future<Output = Result<Response<T>, Error>> {
    carry_out(operation, false, Box::pin(sent))
}

/// Carries out a generated call whose answer is a stream of bytes.
pub(crate) fn call_streamed<'a, T: 'a>(
    operation: &'static Operation,
    sent: impl Future<Output = Result<ResponseValue<T>, Generated<ErrorResponse>>> + Send + 'a,
) -> impl Future<Output = Result<Response<T>, Error>> {
    carry_out(operation, true, Box::pin(sent))
}

async fn carry_out<T>(operation: &'static Operation, streamed: bool, sent: Sent<'_, T>) -> Result<Response<T>, Error> {
    let call = Arc::new(Call { target: Target::Documented(operation), streamed, kept: Mutex::default() });
    let span = spans::call(&call.target);
    let started = Instant::now();
    let returned = CALL.scope(call.clone(), sent).instrument(span.clone()).await;
    let Kept { effort, outcome } = std::mem::take(&mut *call.kept.lock().unwrap_or_else(PoisonError::into_inner));
    let error = match (returned, outcome) {
        // Where no body is expected, none is read: a portal's page would pass for a success.
        (Ok(_), Some(Ok(raw))) if raw.is_web_page() => explain::web_page(&call.target, raw),
        (Ok(value), Some(Ok(raw))) => {
            spans::succeeded(&span, &raw, &effort);
            return Ok(Response::new(value.into_inner(), raw, effort.attempts, started.elapsed()));
        }
        (_, Some(Err(failed))) => explain::failed(&call.target, failed, &effort),
        (Err(error), Some(Ok(raw))) => explain::unreadable(&call.target, error, raw),
        (Err(error), None) => explain::not_sent(error),
        (Ok(_), None) => Error::new(ErrorKind::UnexpectedAnswer, "the answer was lost"),
    };
    let error = error.with_operation(operation.id).with_effort(&effort, started.elapsed());
    spans::given_up(&span, &error);
    Err(error)
}

/// The answer that the generated code sees: what it needs of the real one, or nothing when the call has failed.
pub(super) fn stand_in(answer: Option<&RawResponse>) -> reqwest::Response {
    // Without an address reqwest makes one up for each response, which takes longer than a copy.
    static NOWHERE: LazyLock<Option<Url>> = LazyLock::new(|| Url::parse("http://stand-in.invalid").ok());
    // A status that no spec describes sends the generated code straight to its end.
    let mut response = http::Response::builder().status(answer.map_or(999, |raw| raw.status));
    if let Some(nowhere) = &*NOWHERE {
        response = response.url(nowhere.clone());
    }
    let body = answer.map_or_else(Bytes::new, |raw| raw.body.clone());
    response.body(body).unwrap_or_default().into()
}
