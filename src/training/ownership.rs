//! Decides whether a listed job is the one that a create request without a response has created.
//!
//! A job is ours only if nothing else can explain it. No times are compared, as no two clocks agree, and a job that is
//! only probably ours is never changed.

use serde_json::Value;

use super::details::Details;
use super::other_trainings::OtherTrainings;
use crate::types::{JobState, JobType, TrainingJobInfo};

/// The job that is searched for, as the plan describes it.
pub(super) struct ExpectedJob<'a> {
    pub(super) edition: &'a JobType,
    pub(super) voice_name: &'a str,
    /// The details that the create request gave.
    pub(super) details: &'a Details,
}

/// The owner of the jobs in a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ownership {
    /// None of them is ours: the request created nothing, or the list does not show the job yet.
    None,
    /// This job is ours.
    Ours(String),
    /// One of these jobs may be ours.
    Uncertain(Vec<String>),
}

/// Decides the ownership of the listed jobs. `before` are the jobs that were listed before the first attempt.
pub(super) fn decide(
    expected: &ExpectedJob<'_>,
    before: &[String],
    others: &OtherTrainings,
    listed: &[TrainingJobInfo],
) -> Ownership {
    let mut certain = others.rival.is_none();
    let mut candidates = Vec::new();
    // Jobs without an id cannot be told apart; so many of them were listed before.
    let mut nameless = before.iter().filter(|id| id.is_empty()).count();
    for job in listed.iter().filter(|job| looks_alike(expected, job)) {
        let id = id(job);
        if id.is_empty() && nameless > 0 {
            nameless -= 1;
            continue;
        }
        if before.contains(&id) && !id.is_empty() || others.jobs.contains(&id) {
            continue;
        }
        certain &= !id.is_empty() && !is_unlike(expected, job);
        if !candidates.contains(&id) {
            candidates.push(id);
        }
    }
    match candidates.len() {
        0 => Ownership::None,
        1 if certain => Ownership::Ours(candidates.remove(0)),
        _ => Ownership::Uncertain(candidates),
    }
}

/// Returns the id of a listed job; empty if the response has none.
pub(super) fn id(job: &TrainingJobInfo) -> String {
    job.job_id.clone().unwrap_or_default()
}

/// Returns whether a listed job has this name. A job without a name counts, as the list was filtered by the name.
pub(super) fn is_named(job: &TrainingJobInfo, name: &str) -> bool {
    job.voice_name.as_deref().is_none_or(|given| given.trim() == name.trim())
}

/// Returns whether the plan can have created this job: whether it has the plan's name, edition, user and batch, and is
/// not submitted. The list's own filters are not enough: it is not documented whether they match parts of names, for
/// example.
pub(super) fn looks_alike(expected: &ExpectedJob<'_>, job: &TrainingJobInfo) -> bool {
    let given = |name: &str| expected.details.get(name).and_then(Value::as_str);
    // It is not documented whether every response carries these fields, so only another value counts.
    let is = |value: &Option<String>, name: &str| {
        value.as_deref().is_none_or(|value| value.is_empty() || Some(value) == given(name))
    };
    is_named(job, expected.voice_name)
        && job.job_type.as_ref().is_none_or(|edition| edition == expected.edition)
        && job.state.as_ref().is_none_or(|state| *state == JobState::Creating)
        && is(&job.app_user_id, "app_user_id")
        // A batch that the plan names identifies its jobs; if it names none, the batch may be anybody's.
        && (given("batch_name").is_none() || is(&job.batch_name, "batch_name"))
}

/// Returns whether a detail of the job differs from the create request, if only by spaces around its name. The service
/// may write a value in its own way, so a difference does not prove that the job is another's; but it is not certainly
/// ours.
fn is_unlike(expected: &ExpectedJob<'_>, job: &TrainingJobInfo) -> bool {
    let details = expected.details;
    let renamed = job.voice_name.as_deref() != Some(expected.voice_name);
    let Ok(Value::Object(job)) = serde_json::to_value(job) else { return false };
    let foreign_batch = details.get("batch_name").is_none() && job.get("batch_name").is_some_and(|name| name != "");
    let differs = |name: &str| matches!((details.get(name), job.get(name)), (Some(sent), Some(shown)) if sent != shown);
    // A spec must have them: they are in the contract of `crates/codegen`.
    let compared = ["sex", "language", "tag", "create_type", "output_language", "is_ondemand_resource", "dhtms_job_id"];
    renamed || foreign_batch || compared.into_iter().any(differs)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::other_trainings::TrainingId;
    use super::*;
    use crate::types::CreateTrainingJobReq;

    fn details(fields: Value) -> Details {
        let mut request = json!({"voice_name": "v", "create_type": "PACKAGE"});
        let object = request.as_object_mut().expect("an object");
        object.extend(fields.as_object().expect("an object").clone());
        Details::of(&serde_json::from_value::<CreateTrainingJobReq>(request).expect("a request"), None)
    }

    fn jobs(listed: Value) -> Vec<TrainingJobInfo> {
        serde_json::from_value(listed).expect("jobs")
    }

    /// Returns the decision for a premium plan "v"; "old" was listed before, and "taken" is another training's job.
    fn decided(fields: Value, contested: bool, listed: Value) -> Ownership {
        let expected = ExpectedJob { edition: &JobType::Advance, voice_name: "v", details: &details(fields) };
        let rival = contested.then_some(TrainingId::Number(0));
        let others = OtherTrainings { jobs: ["taken".to_owned()].into(), rival };
        decide(&expected, &["old".to_owned()], &others, &jobs(listed))
    }

    fn ours(id: &str) -> Ownership {
        Ownership::Ours(id.to_owned())
    }

    fn uncertain(ids: &[&str]) -> Ownership {
        Ownership::Uncertain(ids.iter().map(|id| (*id).to_owned()).collect())
    }

    #[test]
    fn a_job_is_ours_only_when_nothing_else_can_explain_it() {
        let new = json!({"job_id": "new", "voice_name": "v", "job_type": "ADVANCE", "state": "CREATING"});
        let with = |changes: Value| {
            let mut job = new.clone();
            let object = job.as_object_mut().expect("an object");
            object.extend(changes.as_object().expect("an object").clone());
            object.retain(|_, value| !value.is_null());
            job
        };
        let male = || json!({"sex": "MALE"});
        let cases = [
            ("nothing is listed", male(), false, json!([]), Ownership::None),
            ("a new one", male(), false, json!([new]), ours("new")),
            ("whatever time it has", male(), false, json!([with(json!({"create_time": 1}))]), ours("new")),
            ("in a far future", male(), false, json!([with(json!({"create_time": 4_000_000_000_i64}))]), ours("new")),
            ("listed twice, on two pages", male(), false, json!([new, new]), ours("new")),
            ("with few fields", male(), false, json!([with(json!({"job_type": null, "state": null}))]), ours("new")),
            ("with the same detail", male(), false, json!([with(json!({"sex": "MALE"}))]), ours("new")),
            ("beside an old one", male(), false, json!([with(json!({"job_id": "old"})), new]), ours("new")),
            ("beside another training's", male(), false, json!([with(json!({"job_id": "taken"})), new]), ours("new")),
            ("only an old one", male(), false, json!([with(json!({"job_id": "old"}))]), Ownership::None),
            ("only another training's", male(), false, json!([with(json!({"job_id": "taken"}))]), Ownership::None),
            ("another name", male(), false, json!([with(json!({"voice_name": "v and more"}))]), Ownership::None),
            ("without blanks", male(), false, json!([with(json!({"voice_name": " v"}))]), uncertain(&["new"])),
            ("no name", male(), false, json!([with(json!({"voice_name": null}))]), uncertain(&["new"])),
            ("another edition", male(), false, json!([with(json!({"job_type": "BASIC"}))]), Ownership::None),
            ("already submitted", male(), false, json!([with(json!({"state": "AUDITING"}))]), Ownership::None),
            ("another user's", male(), false, json!([with(json!({"app_user_id": "u"}))]), Ownership::None),
            ("of a batch", male(), false, json!([with(json!({"batch_name": "b"}))]), uncertain(&["new"])),
            (
                "another batch's",
                json!({"batch_name": "b"}),
                false,
                json!([with(json!({"batch_name": "c"}))]),
                Ownership::None,
            ),
            ("without our batch", json!({"batch_name": "b"}), false, json!([new]), ours("new")),
            ("of our batch", json!({"batch_name": "b"}), false, json!([with(json!({"batch_name": "b"}))]), ours("new")),
            ("no id", male(), false, json!([with(json!({"job_id": null}))]), uncertain(&[""])),
            ("no id beside ours", male(), false, json!([new, with(json!({"job_id": null}))]), uncertain(&["new", ""])),
            ("two new ones", male(), false, json!([new, with(json!({"job_id": "2"}))]), uncertain(&["new", "2"])),
            ("of another sex", male(), false, json!([with(json!({"sex": "FEMALE"}))]), uncertain(&["new"])),
            ("of segments", male(), false, json!([with(json!({"create_type": "SEGMENT"}))]), uncertain(&["new"])),
            ("that a rival searches for, too", male(), true, json!([new]), uncertain(&["new"])),
            ("none, and a rival searches for one", male(), true, json!([]), Ownership::None),
        ];
        for (name, fields, contested, listed, expected) in cases {
            assert_eq!(decided(fields, contested, listed), expected, "{name}");
        }
    }

    #[test]
    fn a_job_that_shows_another_value_than_its_creation_gave_is_not_certainly_ours() {
        for (name, sent, other) in [
            ("sex", json!("MALE"), json!("FEMALE")),
            ("language", json!("CN"), json!("EN")),
            ("tag", json!("NEWS"), json!("MARKETING")),
            ("create_type", json!("PACKAGE"), json!("SEGMENT")),
            ("output_language", json!("CN"), json!("EN")),
            ("is_ondemand_resource", json!(true), json!(false)),
            ("dhtms_job_id", json!("one"), json!("another")),
        ] {
            let shows = |value: &Value| json!([{"job_id": "new", "voice_name": "v", name: value}]);
            let plan = || json!({name: sent});
            assert_eq!(decided(plan(), false, shows(&sent)), ours("new"), "{name}");
            assert_eq!(decided(plan(), false, shows(&other)), uncertain(&["new"]), "{name}");
            // A value that the request did not give is the service's choice; `create_type` is always given.
            let chosen = if name == "create_type" { uncertain(&["new"]) } else { ours("new") };
            assert_eq!(decided(json!({}), false, shows(&other)), chosen, "{name}");
        }
    }
}
