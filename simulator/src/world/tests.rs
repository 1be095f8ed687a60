//! Transitions happen at their time, whoever looks when.

use super::*;
use crate::edition::{CreateType, Edition};
use crate::job::Metadata;
use crate::job_state::JobState;
use crate::review::ReviewFailure;

/// A world with submitted jobs, and when the first was submitted.
fn world(jobs: usize) -> (World, Vec<String>, Duration) {
    let mut world = World::new(Clock::Fast, 10);
    let ids: Vec<String> = (0..jobs)
        .map(|_| world.create(Edition::Advance, CreateType::Package, Metadata::default()).id.clone())
        .collect();
    for id in &ids {
        assert!(world.submit(id, Metadata::default()).is_ok());
    }
    let start = world.jobs[&ids[0]].entered;
    (world, ids, start)
}

const STEP: Duration = Duration::from_millis(250);
const MOMENT: Duration = Duration::from_nanos(1);

#[test]
fn a_state_ends_neither_early_nor_late() {
    let (mut world, ids, start) = world(1);
    world.settle_until(start + STEP - MOMENT);
    assert_eq!(world.jobs[&ids[0]].state, JobState::SystemAuditing);
    world.settle_until(start + STEP);
    assert_eq!(world.jobs[&ids[0]].state, JobState::Auditing);
}

#[test]
fn what_nobody_watched_has_happened_at_its_time_all_the_same() {
    let (mut world, ids, start) = world(1);
    world.settle_until(start + STEP * 1000);
    let job = &world.jobs[&ids[0]];
    assert_eq!((job.state, job.entered), (JobState::Succeed, start + STEP * 9));
    assert_eq!(job.operations[2].at, start + STEP);
    assert!(world.schedule.is_empty());
}

#[test]
fn a_failure_for_any_job_hits_the_one_that_is_first_in_time() {
    let (mut world, ids, start) = world(2);
    world.script(None, Failure::Review(ReviewFailure::admin("no")));
    world.settle_until(start + STEP * 1000);
    let states: Vec<JobState> = ids.iter().map(|id| world.jobs[id].state).collect();
    assert_eq!(states, [JobState::AuditFailed, JobState::Succeed]);
}

#[test]
fn a_job_moved_by_hand_starts_its_new_state_from_then() {
    let (mut world, ids, _) = world(1);
    world.advance();
    let moved = world.jobs[&ids[0]].entered;
    assert_eq!(world.schedule.len(), 1);
    world.settle_until(moved + STEP - MOMENT);
    assert_eq!(world.jobs[&ids[0]].state, JobState::Auditing);
    world.settle_until(moved + STEP);
    assert_eq!(world.jobs[&ids[0]].state, JobState::WaitingSplit);
}
