//! The request that creates the job of a plan.

use crate::training::Plan;
use crate::types::error::ConversionError;
use crate::types::{CreateTrainingJobReq, CreateType, VoiceName};

/// The start of the message for a value that was given and cannot be converted, before the name of the field.
const CONVERTING: &str = "error converting supplied value for ";

/// Returns the request of a plan, unless a value cannot be converted, and everything that is wrong with it.
///
/// The plan alone decides the name of the voice and how its files are uploaded. If its details contradict it, that is a
/// problem of the plan, and the request still has the plan's own values.
pub(super) fn of(plan: &Plan) -> (Option<CreateTrainingJobReq>, Vec<String>) {
    let name = VoiceName::try_from(plan.voice_name.as_str());
    let mut problems: Vec<String> = name.as_ref().err().map(|error| wrong_name(plan, error)).into_iter().collect();
    // The builder is cloned by the trait's function, because a field of the request may be called `clone`.
    let request = match CreateTrainingJobReq::try_from(Clone::clone(&plan.details)) {
        // Usually it is only the name that the details lack.
        Err(error) if is_missing(&error) => match &name {
            Ok(name) => CreateTrainingJobReq::try_from(Clone::clone(&plan.details).voice_name(name.clone())),
            Err(_) => return (None, problems),
        },
        request => request,
    };
    let mut request = match request {
        Ok(request) => request,
        Err(error) => {
            problems.push(wrong_detail(&error));
            return (None, problems);
        }
    };
    let create_type = if plan.material.is_one_by_one() { CreateType::Segment } else { CreateType::Package };
    if *request.voice_name != plan.voice_name {
        let (given, own) = (&*request.voice_name, &plan.voice_name);
        problems.push(format!(
            "details set voice_name {given:?}, but the plan's name is {own:?}: remove it from Plan::details"
        ));
    }
    if let Some(given) = request.create_type.as_ref().filter(|given| **given != create_type) {
        problems.push(format!(
            "details set create_type {given:?}, but the plan's is {create_type:?}: remove it from Plan::details, and \
             choose with Plan::upload_as_segments",
            given = given.as_str(),
            create_type = create_type.as_str(),
        ));
    }
    request.create_type = Some(create_type);
    let request = name.ok().map(|name| CreateTrainingJobReq { voice_name: name, ..request });
    (request, problems)
}

fn wrong_name(plan: &Plan, error: &ConversionError) -> String {
    match plan.voice_name.as_str() {
        "" => "the voice's name is empty".to_owned(),
        _ => format!("the voice's name is {error}"),
    }
}

/// Returns the message for a detail that cannot be converted: the field, then the reason.
fn wrong_detail(error: &ConversionError) -> String {
    let text = error.to_string();
    let clause = text.strip_prefix(CONVERTING).unwrap_or(&text);
    format!("{clause} (in Plan::details)")
}

/// Returns whether a value is missing, and not given and wrong.
fn is_missing(error: &ConversionError) -> bool {
    !error.to_string().starts_with(CONVERTING)
}
