//! Which request meets which disturbance: scripted ones in their order, then those drawn from a seed.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{Disturbance, ErrorAnswer};

/// One request in so many is disturbed when a seed is given.
const ONE_IN: u32 = 4;

/// What is still to go wrong.
#[derive(Default)]
pub(crate) struct Disturbances(Mutex<Plan>);

#[derive(Default)]
struct Plan {
    /// The operation that is meant (`None`: any), and what is to happen.
    scripted: VecDeque<(Option<String>, Disturbance)>,
    chaos: Option<fastrand::Rng>,
}

impl Disturbances {
    /// Some that are drawn from this seed.
    pub(crate) fn drawn_from(seed: Option<u64>) -> Self {
        Self(Mutex::new(Plan { scripted: VecDeque::new(), chaos: seed.map(fastrand::Rng::with_seed) }))
    }

    pub(crate) fn add(&self, operation: Option<&str>, disturbances: impl IntoIterator<Item = Disturbance>) {
        let operation = operation.map(str::to_owned);
        let with_operation = disturbances.into_iter().map(|disturbance| (operation.clone(), disturbance));
        self.plan().scripted.extend(with_operation);
    }

    /// Forgets what was scripted.
    pub(crate) fn clear(&self) {
        self.plan().scripted.clear();
    }

    /// What happens to a request of this operation.
    pub(crate) fn next(&self, operation: Option<&str>) -> Disturbance {
        let mut plan = self.plan();
        let meant = |(wanted, _): &(Option<String>, _)| wanted.is_none() || wanted.as_deref() == operation;
        let scripted = plan.scripted.iter().position(meant).and_then(|at| plan.scripted.remove(at));
        if let Some((_, disturbance)) = scripted {
            return disturbance;
        }
        let drawn = plan.chaos.as_mut().and_then(|random| (random.u32(..ONE_IN) == 0).then(|| drawn(random)));
        drawn.unwrap_or(Disturbance::Pass)
    }

    /// What happens to a request that only those disturb that name its operation.
    pub(crate) fn next_named(&self, operation: &str) -> Disturbance {
        let mut plan = self.plan();
        let named = plan.scripted.iter().position(|(wanted, _)| wanted.as_deref() == Some(operation));
        let scripted = named.and_then(|at| plan.scripted.remove(at));
        scripted.map_or(Disturbance::Pass, |(_, disturbance)| disturbance)
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn drawn(random: &mut fastrand::Rng) -> Disturbance {
    match random.u32(..10) {
        0 => Disturbance::Answer(ErrorAnswer::throttled(10)),
        1 => Disturbance::Answer(ErrorAnswer::text(503, "Service Unavailable").retry_after("1")),
        2 => Disturbance::Answer(ErrorAnswer::new(500, "MSS.00000004", "Internal Error")),
        3 => Disturbance::AnswerAfter(ErrorAnswer::new(504, "APIGW.0201", "Backend timeout")),
        4 => Disturbance::ResetUnread,
        5 => Disturbance::ResetBefore,
        6 => Disturbance::ResetAfter,
        7 => Disturbance::Truncated,
        8 => Disturbance::Malformed,
        _ => Disturbance::Drip { pause: Duration::from_millis(10) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_request_takes_the_next_that_is_meant_for_it() {
        let plan = Disturbances::default();
        plan.add(Some("Show"), [Disturbance::ResetAfter]);
        plan.add(None, [Disturbance::WebPage, Disturbance::Pass]);
        assert_eq!(plan.next(Some("List")), Disturbance::WebPage);
        assert_eq!(plan.next(Some("Show")), Disturbance::ResetAfter);
        assert_eq!(plan.next(None), Disturbance::Pass);
        assert_eq!(plan.next(Some("Show")), Disturbance::Pass);
    }

    #[test]
    fn some_requests_take_only_what_names_them() {
        let plan = Disturbances::drawn_from(Some(1));
        plan.add(None, [Disturbance::WebPage]);
        plan.add(Some("Sign"), [Disturbance::ResetAfter]);
        assert_eq!(plan.next_named("Sign"), Disturbance::ResetAfter);
        assert!((0..99).all(|_| plan.next_named("Sign") == Disturbance::Pass));
        assert_eq!(plan.next(Some("Show")), Disturbance::WebPage);
    }

    #[test]
    fn a_seed_draws_the_same_every_time_and_leaves_most_requests_alone() {
        let drawn = |seed| {
            let plan = Disturbances::drawn_from(Some(seed));
            (0..400).map(|_| plan.next(None)).collect::<Vec<_>>()
        };
        assert_eq!(drawn(7), drawn(7));
        assert_ne!(drawn(7), drawn(8));
        let disturbed = drawn(7).into_iter().filter(|one| *one != Disturbance::Pass).count();
        assert!((60..140).contains(&disturbed), "{disturbed}");
    }
}
