//! The request that creates the job of a plan.

use crate::generated::limits::about;
use crate::training::Plan;
use crate::types::error::ConversionError;
use crate::types::{CreateTrainingJobReq, CreateType, VoiceName};

/// The end of the message about a value that was not given, after the name of the field.
const MISSING: &str = " is missing";

/// Returns the request of a plan, unless a value cannot be converted, and everything that is wrong with it.
///
/// The plan alone decides the name of the voice and how its files are uploaded. If its details contradict it, that is a
/// problem of the plan, and the request still has the plan's own values.
pub(super) fn of(plan: &Plan) -> (Option<CreateTrainingJobReq>, Vec<String>) {
    let name = VoiceName::try_from(plan.voice_name.as_str());
    let mut problems: Vec<String> = name.as_ref().err().map(|error| wrong_name(plan, error)).into_iter().collect();
    // The builder is cloned by the trait's function, because a field of the request may be called `clone`.
    let details = || Clone::clone(&plan.details);
    let given = match CreateTrainingJobReq::try_from(details()) {
        // Usually it is only the name that the details lack.
        Err(error) if is_missing(&error) => match &name {
            Ok(name) => CreateTrainingJobReq::try_from(details().voice_name(name.clone())),
            Err(_) => return (None, problems),
        },
        given => given,
    };
    let given = match given {
        Ok(given) => given,
        Err(error) => {
            problems.push(wrong_detail(&error));
            return (None, problems);
        }
    };
    let create_type = if plan.material.is_one_by_one() { CreateType::Segment } else { CreateType::Package };
    // A spec may make these fields required or optional, which changes their types but not their data.
    let given = serde_json::to_value(given).unwrap_or_default();
    let differs = |field: &str, own: &str| given.get(field)?.as_str().filter(|value| *value != own);
    if let Some(value) = differs("voice_name", &plan.voice_name) {
        problems.push(format!(
            "details set voice_name {value:?}, but the plan's name is {:?}: remove it from Plan::details",
            plan.voice_name
        ));
    }
    if let Some(value) = differs("create_type", create_type.as_str()) {
        problems.push(format!(
            "details set create_type {value:?}, but the plan's is {:?}: remove it from Plan::details, and choose with \
             Plan::upload_as_segments",
            create_type.as_str()
        ));
    }
    let request = name.ok().and_then(|name| details().voice_name(name).create_type(create_type).try_into().ok());
    (request, problems)
}

fn wrong_name(plan: &Plan, error: &ConversionError) -> String {
    match plan.voice_name.as_str() {
        "" => "the voice's name is empty".to_owned(),
        _ => about("the voice's name", error),
    }
}

/// Returns the message for a detail that cannot be converted: the field, then the reason.
fn wrong_detail(error: &ConversionError) -> String {
    format!("{error} (in Plan::details)")
}

/// Returns whether a value is missing, and not given and wrong.
fn is_missing(error: &ConversionError) -> bool {
    error.to_string().ends_with(MISSING)
}
