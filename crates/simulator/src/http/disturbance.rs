//! The failures that a test can inject besides the service's own refusals, into calls and into uploads, and the order in
//! which requests take them: first the scripted ones, then those drawn from a seed.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Deserialize;

use super::error_response::ErrorResponse;
use crate::state::objects::ObjectKind;

/// A failure of one call of the API or of IAM.
///
/// Over HTTP/2 the simulator resets the stream and not the connection.
///
/// Some disturbances carry out the operation and still return no response, or a wrong one. The client is then in doubt.
/// [`ReceivedRequest::carried_out`](crate::ReceivedRequest::carried_out) shows whether the simulator carried out the
/// operation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Disturbance {
    /// The request is served as usual.
    Pass,
    /// The simulator responds with this error and does not carry out the operation.
    Respond(ErrorResponse),
    /// The simulator carries out the operation and still responds with this error, like a gateway that did not wait.
    RespondAfter(ErrorResponse),
    /// The simulator resets the connection before it reads the body.
    ResetUnread,
    /// The simulator reads the request, and resets the connection without carrying out the operation.
    ResetBefore,
    /// The simulator carries out the operation, and resets the connection before the first byte of the response.
    ResetAfter,
    /// The simulator does not carry out the operation and never responds.
    HangBefore,
    /// The simulator carries out the operation and never responds.
    HangAfter,
    /// The simulator carries out the operation. The response announces its whole length and breaks off in the middle.
    Truncated,
    /// The simulator carries out the operation. The response is complete HTTP, but its JSON ends in the middle.
    Malformed,
    /// The simulator responds with 200 and a web page, like a portal that asks the user to sign in. It does not carry
    /// out the operation.
    WebPage,
    /// The simulator carries out the operation and sends the response byte by byte, with this pause before each byte. A
    /// response without a body is sent as usual.
    Drip {
        /// The pause. In JSON it is `pause_ms`, in milliseconds.
        #[serde(rename = "pause_ms", deserialize_with = "milliseconds")]
        pause: Duration,
    },
}

/// A failure of one upload whose URL is valid.
///
/// The simulator writes an [`ErrorResponse`] with a code as OBS's XML, and one without as plain text. An upload that is
/// refused, or whose bytes do not all arrive, leaves an object stored before unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum UploadDisturbance {
    /// The upload is served as usual.
    Pass,
    /// The simulator responds with this error before it reads any of the body.
    RespondUnread(ErrorResponse),
    /// The simulator reads the whole body, does not store it, and responds with this error.
    Respond(ErrorResponse),
    /// The simulator stores the upload and still responds with this error.
    RespondAfter(ErrorResponse),
    /// The simulator responds with a success and an `ETag` after it has read at least this many bytes and before the
    /// end of the body, like a proxy that does not wait. It stores nothing.
    EarlySuccess {
        /// The number of bytes.
        after: u64,
    },
    /// The simulator reads the whole body, does not store it, and responds with 200 and a web page, like a portal that
    /// asks the user to sign in.
    WebPage,
    /// The simulator reads the whole body, does not store it, and responds with OBS's 403 for an account in arrears,
    /// `InArrearOrInsufficientBalance`.
    Arrears,
    /// The simulator reads the whole body, does not store it, and responds with OBS's 403 for an exhausted quota,
    /// `InsufficientStorageSpace`.
    QuotaExceeded,
    /// The simulator reads the whole body, does not store it, and responds with OBS's 307, `TemporaryRedirect`. The
    /// client must not follow its `Location`.
    Redirect,
    /// The simulator resets the connection before it reads the body.
    ResetUnread,
    /// The simulator resets the connection after it has read at least this many bytes, or at the end of a shorter body.
    /// It stores nothing.
    ResetMiddle {
        /// The number of bytes.
        after: u64,
    },
    /// The simulator reads the whole body, and resets the connection without storing it.
    ResetBefore,
    /// The simulator stores the upload, and resets the connection before the first byte of the response.
    ResetAfter,
    /// The simulator reads at least this many bytes, then stops reading forever. The client stalls when the buffers of
    /// both systems are full. The simulator stores nothing and never responds.
    Stall {
        /// The number of bytes.
        after: u64,
    },
    /// The simulator reads the whole body, does not store it, and never responds.
    HangBefore,
    /// The simulator stores the upload and never responds.
    HangAfter,
    /// The simulator stores the upload and responds after this pause.
    Slow {
        /// The pause. In JSON it is `pause_ms`, in milliseconds.
        #[serde(rename = "pause_ms", deserialize_with = "milliseconds")]
        pause: Duration,
    },
    /// The simulator stores the upload. The response has the `ETag` of other bytes.
    WrongEtag,
    /// The simulator stores the upload and responds like a bucket that encrypts: the `ETag` is not the MD5, and the
    /// header `x-obs-server-side-encryption` explains why.
    EncryptedEtag,
}

impl UploadDisturbance {
    /// Returns the number of bytes after which the simulator stops reading.
    pub(crate) fn cut(&self) -> Option<u64> {
        match self {
            Self::ResetMiddle { after } | Self::Stall { after } | Self::EarlySuccess { after } => Some(*after),
            _ => None,
        }
    }
}

impl From<ErrorResponse> for Disturbance {
    /// Returns the disturbance that responds with this error and does not carry out the operation.
    fn from(error: ErrorResponse) -> Self {
        Self::Respond(error)
    }
}

impl From<ErrorResponse> for UploadDisturbance {
    /// Returns the disturbance that reads the whole body, does not store it, and responds with this error.
    fn from(error: ErrorResponse) -> Self {
        Self::Respond(error)
    }
}

fn milliseconds<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    u64::deserialize(deserializer).map(Duration::from_millis)
}

/// The seed disturbs one request in this number.
const ONE_IN: u32 = 4;

/// The disturbances still to come. Each has a target (`None`: any request).
struct Plan<K, D> {
    scripted: VecDeque<(Option<K>, D)>,
    chaos: Option<fastrand::Rng>,
}

impl<K: Clone, D> Plan<K, D> {
    fn drawn_from(seed: Option<u64>) -> Mutex<Self> {
        Mutex::new(Self { scripted: VecDeque::new(), chaos: seed.map(fastrand::Rng::with_seed) })
    }

    fn add(&mut self, meant: Option<K>, disturbances: impl IntoIterator<Item: Into<D>>) {
        self.scripted.extend(disturbances.into_iter().map(|disturbance| (meant.clone(), disturbance.into())));
    }

    /// Takes the next scripted disturbance with a matching target.
    fn scripted(&mut self, is_meant: impl Fn(Option<&K>) -> bool) -> Option<D> {
        let at = self.scripted.iter().position(|(meant, _)| is_meant(meant.as_ref()))?;
        self.scripted.remove(at).map(|(_, disturbance)| disturbance)
    }

    /// Draws a disturbance for one request in four.
    fn drawn(&mut self, draw: impl FnOnce(&mut fastrand::Rng) -> D) -> Option<D> {
        self.chaos.as_mut().and_then(|random| (random.u32(..ONE_IN) == 0).then(|| draw(random)))
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The disturbances of calls of the API and of IAM, by operation.
pub(crate) struct Disturbances(Mutex<Plan<String, Disturbance>>);

impl Disturbances {
    /// Creates a queue that also draws from this seed.
    pub(crate) fn drawn_from(seed: Option<u64>) -> Self {
        Self(Plan::drawn_from(seed))
    }

    pub(crate) fn add(&self, operation: Option<&str>, disturbances: impl IntoIterator<Item: Into<Disturbance>>) {
        locked(&self.0).add(operation.map(str::to_owned), disturbances);
    }

    /// Removes the scripted disturbances.
    pub(crate) fn clear(&self) {
        locked(&self.0).scripted.clear();
    }

    /// Returns the disturbance of a request of this operation.
    pub(crate) fn next(&self, operation: Option<&str>) -> Disturbance {
        let mut plan = locked(&self.0);
        let scripted = plan.scripted(|meant| meant.is_none() || meant.map(String::as_str) == operation);
        scripted.or_else(|| plan.drawn(drawn)).unwrap_or(Disturbance::Pass)
    }

    /// Returns the disturbance of a request that takes only those that name its operation.
    pub(crate) fn next_named(&self, operation: &str) -> Disturbance {
        let scripted = locked(&self.0).scripted(|meant| meant.is_some_and(|meant| meant == operation));
        scripted.unwrap_or(Disturbance::Pass)
    }
}

fn drawn(random: &mut fastrand::Rng) -> Disturbance {
    match random.u32(..10) {
        0 => Disturbance::Respond(ErrorResponse::throttled(10)),
        1 => Disturbance::Respond(ErrorResponse::text(503, "Service Unavailable").retry_after("1")),
        2 => Disturbance::Respond(ErrorResponse::internal_error()),
        3 => Disturbance::RespondAfter(ErrorResponse::backend_timeout()),
        4 => Disturbance::ResetUnread,
        5 => Disturbance::ResetBefore,
        6 => Disturbance::ResetAfter,
        7 => Disturbance::Truncated,
        8 => Disturbance::Malformed,
        _ => Disturbance::Drip { pause: Duration::from_millis(10) },
    }
}

/// The disturbances of uploads, by object.
pub(crate) struct UploadDisturbances(Mutex<Plan<ObjectKind, UploadDisturbance>>);

impl UploadDisturbances {
    /// Creates a queue that also draws from this seed, in a series different from that of calls.
    pub(crate) fn drawn_from(seed: Option<u64>) -> Self {
        Self(Plan::drawn_from(seed.map(|seed| !seed)))
    }

    pub(crate) fn add(&self, kind: Option<ObjectKind>, disturbances: impl IntoIterator<Item: Into<UploadDisturbance>>) {
        locked(&self.0).add(kind, disturbances);
    }

    /// Removes the scripted disturbances.
    pub(crate) fn clear(&self) {
        locked(&self.0).scripted.clear();
    }

    /// Returns the disturbance of an upload.
    pub(crate) fn next(&self, kind: ObjectKind) -> UploadDisturbance {
        let mut plan = locked(&self.0);
        let scripted = plan.scripted(|meant| meant.is_none_or(|meant| *meant == kind));
        scripted.or_else(|| plan.drawn(drawn_upload)).unwrap_or(UploadDisturbance::Pass)
    }
}

fn drawn_upload(random: &mut fastrand::Rng) -> UploadDisturbance {
    match random.u32(..11) {
        0 => UploadDisturbance::RespondUnread(ErrorResponse::obs_slow_down()),
        1 => UploadDisturbance::Respond(ErrorResponse::obs_internal_error()),
        2 => UploadDisturbance::Respond(ErrorResponse::obs_request_timeout()),
        3 => UploadDisturbance::RespondAfter(ErrorResponse::obs_unavailable()),
        4 => UploadDisturbance::RespondAfter(ErrorResponse::text(502, "Bad Gateway")),
        5 => UploadDisturbance::ResetUnread,
        6 => UploadDisturbance::ResetMiddle { after: random.u64(1..100_000) },
        7 => UploadDisturbance::ResetBefore,
        8 => UploadDisturbance::ResetAfter,
        9 => UploadDisturbance::EncryptedEtag,
        _ => UploadDisturbance::Slow { pause: Duration::from_millis(10) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_takes_the_next_disturbance_that_matches_it() {
        let plan = Disturbances::drawn_from(None);
        plan.add(Some("Show"), [Disturbance::ResetAfter]);
        plan.add(None, [Disturbance::WebPage, Disturbance::Pass]);
        assert_eq!(plan.next(Some("List")), Disturbance::WebPage);
        assert_eq!(plan.next(Some("Show")), Disturbance::ResetAfter);
        assert_eq!(plan.next(None), Disturbance::Pass);
        assert_eq!(plan.next(Some("Show")), Disturbance::Pass);
    }

    #[test]
    fn next_named_takes_only_disturbances_that_name_the_operation() {
        let plan = Disturbances::drawn_from(Some(1));
        plan.add(None, [Disturbance::WebPage]);
        plan.add(Some("Sign"), [Disturbance::ResetAfter]);
        assert_eq!(plan.next_named("Sign"), Disturbance::ResetAfter);
        assert!((0..99).all(|_| plan.next_named("Sign") == Disturbance::Pass));
        assert_eq!(plan.next(Some("Show")), Disturbance::WebPage);
    }

    #[test]
    fn an_upload_takes_the_next_disturbance_that_matches_it() {
        let plan = UploadDisturbances::drawn_from(None);
        plan.add(Some(ObjectKind::SegmentAudio(3)), [UploadDisturbance::ResetAfter]);
        plan.add(None, [UploadDisturbance::WrongEtag]);
        assert_eq!(plan.next(ObjectKind::SegmentAudio(2)), UploadDisturbance::WrongEtag);
        assert_eq!(plan.next(ObjectKind::Letter), UploadDisturbance::Pass);
        assert_eq!(plan.next(ObjectKind::SegmentAudio(3)), UploadDisturbance::ResetAfter);
    }

    #[test]
    fn a_seed_draws_the_same_series_every_time_and_leaves_most_requests_undisturbed() {
        let drawn = |seed| {
            let plan = Disturbances::drawn_from(Some(seed));
            (0..400).map(|_| plan.next(None)).collect::<Vec<_>>()
        };
        assert_eq!(drawn(7), drawn(7));
        assert_ne!(drawn(7), drawn(8));
        let disturbed = drawn(7).into_iter().filter(|one| *one != Disturbance::Pass).count();
        assert!((60..140).contains(&disturbed), "{disturbed}");
        let uploads = |seed| {
            let plan = UploadDisturbances::drawn_from(Some(seed));
            (0..400).map(|_| plan.next(ObjectKind::Recording)).collect::<Vec<_>>()
        };
        assert_eq!(uploads(7), uploads(7));
        let disturbed = uploads(7).into_iter().filter(|one| *one != UploadDisturbance::Pass).count();
        assert!((60..140).contains(&disturbed), "{disturbed}");
    }
}
