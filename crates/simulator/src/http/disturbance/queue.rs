//! Assigns disturbances to requests: first the scripted ones in their order, then those drawn from a seed.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{Disturbance, ErrorResponse, UploadDisturbance};
use crate::state::snapshot::ObjectKind;

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

    fn add(&mut self, meant: Option<K>, disturbances: impl IntoIterator<Item = D>) {
        self.scripted.extend(disturbances.into_iter().map(|disturbance| (meant.clone(), disturbance)));
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

    pub(crate) fn add(&self, operation: Option<&str>, disturbances: impl IntoIterator<Item = Disturbance>) {
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
        2 => Disturbance::Respond(ErrorResponse::new(500, "MSS.00000004", "Internal Error")),
        3 => Disturbance::RespondAfter(ErrorResponse::new(504, "APIGW.0201", "Backend timeout")),
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

    pub(crate) fn add(&self, kind: Option<ObjectKind>, disturbances: impl IntoIterator<Item = UploadDisturbance>) {
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
        0 => UploadDisturbance::RespondUnread(ErrorResponse::new(503, "SlowDown", "Please reduce your request rate.")),
        1 => UploadDisturbance::Respond(ErrorResponse::new(500, "InternalError", "We encountered an internal error.")),
        2 => UploadDisturbance::Respond(ErrorResponse::new(400, "RequestTimeout", "Your socket connection was idle.")),
        3 => {
            UploadDisturbance::RespondAfter(ErrorResponse::new(503, "ServiceUnavailable", "Reduce your request rate."))
        }
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
