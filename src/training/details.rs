//! The details that describe a job: the create request with them, and those that its submission can still correct.
//!
//! No correction is ignored. Every submission carries the details that it can carry; a difference in any other detail
//! is an error before the submission.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Plan;
use super::journal::Journal;
use crate::generated::limits::about;
use crate::types::error::ConversionError;
use crate::types::{CommitJobReq, CreateTrainingJobReq, CreateType, VoiceName};
use crate::{Error, ErrorKind};

/// The fields of a create request that a submission can correct: those of `CommitJobReq`, without the name, which
/// identifies the job. A spec must have them: they are in the contract of `crates/codegen`.
const CORRECTABLE: [&str; 7] = ["tag", "description", "sex", "language", "phone", "output_language", "custom_text"];
/// The field of which the journal keeps only the presence: a checksum of a phone number would reveal the number.
pub(super) const PHONE: &str = "phone";

impl Plan {
    /// Returns the request that creates the job, to show it before anything is sent.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) with all problems of the name and the details.
    pub fn request(&self) -> Result<CreateTrainingJobReq, Error> {
        match job_request(self) {
            (Some(request), problems) if problems.is_empty() => Ok(request),
            (_, problems) => Err(Error::new(ErrorKind::InvalidRequest, problems.join("; "))
                .with_advice("nothing was created: correct the plan")),
        }
    }
}

/// The details of a plan as a create request sends them, without the name.
pub(super) struct Details(Map<String, Value>);

impl Details {
    /// Returns the details of a request. The user for whom the voice is counts as a detail.
    pub(super) fn of(request: &CreateTrainingJobReq, app_user_id: Option<&str>) -> Self {
        let mut fields = match serde_json::to_value(request) {
            Ok(Value::Object(fields)) => fields,
            // A request is always an object.
            _ => Map::new(),
        };
        fields.remove("voice_name");
        fields.retain(|_, value| !value.is_null());
        fields.extend(app_user_id.map(|user| ("app_user_id".to_owned(), user.into())));
        Self(fields)
    }

    /// Returns the value of a field, if the plan sets it.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// Returns the checksums that the journal keeps.
    pub(super) fn digest(&self) -> BTreeMap<String, u32> {
        let crc = |name: &String, value: &Value| match name.as_str() {
            PHONE => 0,
            _ => crc32fast::hash(value.to_string().as_bytes()),
        };
        self.0.iter().map(|(name, value)| (name.clone(), crc(name, value))).collect()
    }

    /// Returns the body of a submission, with each detail that it can carry.
    pub(super) fn submission(&self) -> Result<CommitJobReq, Error> {
        let carried: Map<String, Value> = self
            .0
            .iter()
            .filter(|(name, _)| CORRECTABLE.contains(&name.as_str()))
            .map(|(n, v)| (n.clone(), v.clone()))
            .collect();
        serde_json::from_value(Value::Object(carried)).map_err(|error| {
            Error::new(ErrorKind::InvalidRequest, format!("the details cannot be sent with the submission: {error}"))
        })
    }

    /// Compares the details with those of the create request. Returns a clause about the first difference that the
    /// submission cannot correct.
    pub(super) fn uncorrectable(&self, created: &BTreeMap<String, u32>) -> Option<String> {
        // The journal has none if the job was not created by a training.
        if created.is_empty() {
            return None;
        }
        let now = self.digest();
        let mut names: Vec<&String> = created.keys().chain(now.keys()).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().find_map(|name| match (created.get(name), now.get(name)) {
            (Some(before), Some(after)) if before == after => None,
            (_, Some(_)) if CORRECTABLE.contains(&name.as_str()) => None,
            (Some(_), Some(_)) => Some(format!("was created with another {name}")),
            (None, _) => Some(format!("was created without {name}")),
            (Some(_), None) => Some(format!("was created with {name}, and this plan has none")),
        })
    }

    /// Returns the first detail that differs from those of a submitted job. A detail that the plan does not set is no
    /// difference.
    pub(super) fn contradiction(&self, submitted: &BTreeMap<String, u32>) -> Option<String> {
        if submitted.is_empty() {
            return None;
        }
        let differs = |(name, crc): &(String, u32)| submitted.get(name) != Some(crc);
        self.digest().into_iter().find(differs).map(|(name, _)| name)
    }
}

/// Returns the error for a detail that the submission cannot correct.
pub(super) fn cannot_correct(journal: &Journal, what: &str) -> Error {
    let job = journal.job_id.as_ref().map_or("the job".to_owned(), |id| format!("job {id}"));
    Error::new(ErrorKind::JournalMismatch, format!("{job} {what}, which its submission cannot change")).with_advice(
        "nothing was submitted: restore the detail in the plan, or delete the job (Client::delete_training) and run \
         the plan again, which creates another one",
    )
}

/// The end of the message about a value that was not given, after the name of the field.
const MISSING: &str = " is missing";

/// Returns the request of a plan, unless a value cannot be converted, and everything that is wrong with it.
///
/// The plan alone decides the name of the voice and how its files are uploaded. If its details contradict it, that is a
/// problem of the plan, and the request still has the plan's own values.
pub(super) fn job_request(plan: &Plan) -> (Option<CreateTrainingJobReq>, Vec<String>) {
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
    // Not `.try_into()`: a spec may have a property of that name, whose setter it would be.
    let built = |name| CreateTrainingJobReq::try_from(details().voice_name(name).create_type(create_type)).ok();
    let request = name.ok().and_then(built);
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Returns the details of a plan that sets four of them, with these changes; `null` removes one.
    fn details(changes: Value) -> Details {
        let mut request = json!({"voice_name": "v", "sex": "MALE", "phone": "13500001111", "batch_name": "b"});
        let fields = request.as_object_mut().expect("an object");
        fields.extend(changes.as_object().expect("an object").clone());
        fields.retain(|_, value| !value.is_null());
        let request = serde_json::from_value::<CreateTrainingJobReq>(request).expect("a request");
        Details::of(&request, Some("u"))
    }

    #[test]
    fn a_detail_can_be_corrected_before_the_submission_only_if_the_submission_carries_it() {
        let created = details(json!({})).digest();
        let clause = |changes: Value| details(changes).uncorrectable(&created);
        for changes in [json!({}), json!({"sex": "FEMALE", "tag": "NEWS"}), json!({"phone": "13500002222"})] {
            assert_eq!(clause(changes), None);
        }
        for (changes, expected) in [
            (json!({"batch_name": "c"}), "was created with another batch_name"),
            (json!({"is_ondemand_resource": true}), "was created without is_ondemand_resource"),
            (json!({"sex": null}), "was created with sex, and this plan has none"),
        ] {
            assert_eq!(clause(changes).as_deref(), Some(expected));
        }
        assert_eq!(details(json!({"batch_name": "c"})).uncorrectable(&BTreeMap::new()), None);
    }

    /// Returns the spec's examples of a schema's fields.
    fn examples(schema: &str) -> Map<String, Value> {
        let spec = include_str!("../../openapi/metastudio-voice.yaml");
        let spec: Value = serde_yaml::from_str(spec).expect("YAML");
        let fields = spec["components"]["schemas"][schema]["properties"].as_object().expect("fields").clone();
        fields.into_iter().map(|(name, field)| (name, field["example"].clone())).collect()
    }

    #[test]
    fn a_submission_can_correct_seven_of_the_fields_in_the_spec() {
        let seven = ["custom_text", "description", "language", "output_language", "phone", "sex", "tag"];
        let all = examples("CreateTrainingJobReq");
        let of = |fields: &Map<String, Value>| {
            let request = serde_json::from_value::<CreateTrainingJobReq>(Value::Object(fields.clone()));
            Details::of(&request.expect("a request"), None)
        };
        let mut names: Vec<&str> = all.keys().map(String::as_str).filter(|name| *name != "voice_name").collect();
        names.sort_unstable();
        for name in &names {
            let (mut another, mut without) = (all.clone(), all.clone());
            let value = match &all[*name] {
                Value::Bool(value) => json!(!value),
                Value::Array(values) => json!([values[0], values[0]]),
                value => json!(format!("{}2", value.as_str().expect("a text"))),
            };
            another.insert((*name).to_owned(), value);
            without.remove(*name);
            let is_one = seven.contains(name);
            let refused = |clause: String| (!is_one).then_some(clause);
            let clause = of(&another).uncorrectable(&of(&all).digest());
            assert_eq!(clause, refused(format!("was created with another {name}")));
            let clause = of(&all).uncorrectable(&of(&without).digest());
            assert_eq!(clause, refused(format!("was created without {name}")));
        }
        let carried = serde_json::to_value(of(&all).submission().expect("a body")).expect("JSON");
        let carried = carried.as_object().expect("an object");
        assert!(carried.iter().all(|(name, value)| all[name] == *value), "{carried:?}");
        let mut carried: Vec<&str> = carried.keys().map(String::as_str).collect();
        carried.sort_unstable();
        assert_eq!(carried, seven);
    }

    #[test]
    fn a_submission_carries_every_detail_that_it_can_and_no_name() {
        let body = details(json!({"language": "EN"})).submission().expect("a body");
        let body = serde_json::to_value(body).expect("JSON");
        assert_eq!(body, json!({"sex": "MALE", "phone": "13500001111", "language": "EN"}));
    }

    #[test]
    fn the_journal_keeps_only_the_presence_of_a_phone_number() {
        let digests = ["13500001111", "13500002222"].map(|number| details(json!({"phone": number})).digest());
        assert_eq!((digests[0] == digests[1], digests[0]["phone"]), (true, 0));
    }

    #[test]
    fn a_detail_that_differs_after_the_submission_is_a_contradiction_and_a_missing_one_is_none() {
        let submitted = details(json!({})).digest();
        let contradiction = |changes: Value| details(changes).contradiction(&submitted);
        assert_eq!(contradiction(json!({"sex": null, "batch_name": null})), None);
        assert_eq!(contradiction(json!({"sex": "FEMALE"})).as_deref(), Some("sex"));
        assert_eq!(details(json!({"sex": "FEMALE"})).contradiction(&BTreeMap::new()), None);
    }
}
