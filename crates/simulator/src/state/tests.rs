//! Checks that transitions happen at their time, whenever a client looks.

use super::*;
use crate::edition::{CreateType, Edition};
use crate::job::Metadata;
use crate::job_state::JobState;
use crate::review::ReviewFailure;

/// Returns a state with submitted jobs, their ids, and the time of the first submission.
fn state(jobs: usize) -> (State, Vec<String>, Duration) {
    let mut state = State::new(Clock::Fast, 10);
    let ids: Vec<String> = (0..jobs)
        .map(|_| state.create(Edition::Advance, CreateType::Package, Metadata::default()).id.clone())
        .collect();
    for id in &ids {
        assert!(state.submit(id, Metadata::default()).is_ok());
    }
    let start = state.jobs[&ids[0]].entered;
    (state, ids, start)
}

const STEP: Duration = Duration::from_millis(250);
const MOMENT: Duration = Duration::from_nanos(1);

#[test]
fn a_job_state_ends_neither_early_nor_late() {
    let (mut state, ids, start) = state(1);
    state.settle_until(start + STEP - MOMENT);
    assert_eq!(state.jobs[&ids[0]].state, JobState::SystemAuditing);
    state.settle_until(start + STEP);
    assert_eq!(state.jobs[&ids[0]].state, JobState::Auditing);
}

#[test]
fn a_transition_happens_at_its_time_even_if_nobody_looks() {
    let (mut state, ids, start) = state(1);
    state.settle_until(start + STEP * 1000);
    let job = &state.jobs[&ids[0]];
    assert_eq!((job.state, job.entered), (JobState::Succeed, start + STEP * 9));
    assert_eq!(job.operations[2].at, start + STEP);
    assert!(state.schedule.is_empty());
}

#[test]
fn a_failure_for_any_job_applies_to_the_first_in_time() {
    let (mut state, ids, start) = state(2);
    state.script(None, Failure::Review(ReviewFailure::admin("no")));
    state.settle_until(start + STEP * 1000);
    let states: Vec<JobState> = ids.iter().map(|id| state.jobs[id].state).collect();
    assert_eq!(states, [JobState::AuditFailed, JobState::Succeed]);
}

#[test]
fn a_job_moved_by_advance_starts_its_new_state_at_that_time() {
    let (mut state, ids, _) = state(1);
    state.advance();
    let moved = state.jobs[&ids[0]].entered;
    assert_eq!(state.schedule.len(), 1);
    state.settle_until(moved + STEP - MOMENT);
    assert_eq!(state.jobs[&ids[0]].state, JobState::Auditing);
    state.settle_until(moved + STEP);
    assert_eq!(state.jobs[&ids[0]].state, JobState::WaitingSplit);
}
