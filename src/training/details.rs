//! What a job is described with: what its creation said, and what its submission still can.
//!
//! The rule: nobody's correction is ignored. What the submission can carry is sent with every submission; anything else
//! that differs from what the job was created with is an error before it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::journal::Journal;
use crate::types::{CommitJobReq, CreateTrainingJobReq};
use crate::{Error, ErrorKind};

/// The fields of a creation that `CommitJobReq` has, too, besides the name, by which the job is known.
const CORRECTABLE: [&str; 7] = ["tag", "description", "sex", "language", "phone", "output_language", "custom_text"];
/// Of this field only its presence is noted: a checksum of a phone number tells the number.
const PHONE: &str = "phone";

/// The details of a plan, as a creation sends them, without the name.
pub(super) struct Details(Map<String, Value>);

impl Details {
    /// Those of a request. The user for whom the voice is counts as one of them.
    pub(super) fn of(request: &CreateTrainingJobReq, app_user_id: Option<&str>) -> Self {
        let mut fields = match serde_json::to_value(request) {
            Ok(Value::Object(fields)) => fields,
            // A request is an object; otherwise there is nothing to compare.
            _ => Map::new(),
        };
        fields.remove("voice_name");
        fields.retain(|_, value| !value.is_null());
        fields.extend(app_user_id.map(|user| ("app_user_id".to_owned(), user.into())));
        Self(fields)
    }

    /// Returns a field's value, if the plan gives it.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// Returns what the journal keeps of them.
    pub(super) fn digest(&self) -> BTreeMap<String, u32> {
        let crc = |name: &String, value: &Value| match name.as_str() {
            PHONE => 0,
            _ => crc32fast::hash(value.to_string().as_bytes()),
        };
        self.0.iter().map(|(name, value)| (name.clone(), crc(name, value))).collect()
    }

    /// Returns the body of a submission: with each detail that it can carry.
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

    /// Returns the first field of a job that was created with these and not submitted yet, which the submission cannot
    /// make what this plan wants it to be, in a clause.
    pub(super) fn uncorrectable(&self, created: &BTreeMap<String, u32>) -> Option<String> {
        // A journal without them is of a job that somebody else has created.
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

    /// Whether one of them is another than in a job that was created or submitted with these. One that this plan does not
    /// give contradicts nothing.
    pub(super) fn contradiction(&self, submitted: &BTreeMap<String, u32>) -> Option<String> {
        if submitted.is_empty() {
            return None;
        }
        let differs = |(name, crc): &(String, u32)| submitted.get(name) != Some(crc);
        self.digest().into_iter().find(differs).map(|(name, _)| name)
    }
}

/// The error for details that come too late.
pub(super) fn cannot_correct(journal: &Journal, what: &str) -> Error {
    let job = journal.job_id.as_ref().map_or("the job".to_owned(), |id| format!("job {}", **id));
    Error::new(ErrorKind::JournalMismatch, format!("{job} {what}, which its submission cannot change")).with_advice(
        "nothing was submitted: put it back in the plan, or delete the job (Client::delete_training) and train anew",
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The details of a plan that gives four of them, with these changes; `null` takes one away.
    fn details(changes: Value) -> Details {
        let mut request = json!({"voice_name": "v", "sex": "MALE", "phone": "13500001111", "batch_name": "b"});
        let fields = request.as_object_mut().expect("an object");
        fields.extend(changes.as_object().expect("an object").clone());
        fields.retain(|_, value| !value.is_null());
        let request = serde_json::from_value::<CreateTrainingJobReq>(request).expect("a request");
        Details::of(&request, Some("u"))
    }

    #[test]
    fn what_a_submission_can_carry_may_be_corrected_before_it_and_nothing_else() {
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

    /// What the spec gives as examples of a schema's fields.
    fn examples(schema: &str) -> Map<String, Value> {
        let spec = include_str!("../../openapi/metastudio-voice.yaml");
        let spec: Value = serde_yaml::from_str(spec).expect("YAML");
        let fields = spec["components"]["schemas"][schema]["properties"].as_object().expect("fields").clone();
        fields.into_iter().map(|(name, field)| (name, field["example"].clone())).collect()
    }

    #[test]
    fn of_all_fields_of_the_spec_seven_can_be_corrected_by_a_submission() {
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
    fn of_a_phone_number_only_its_presence_is_kept() {
        let digests = ["13500001111", "13500002222"].map(|number| details(json!({"phone": number})).digest());
        assert_eq!((digests[0] == digests[1], digests[0]["phone"]), (true, 0));
    }

    #[test]
    fn after_the_submission_a_detail_that_differs_is_a_contradiction_and_a_missing_one_is_none() {
        let submitted = details(json!({})).digest();
        let contradiction = |changes: Value| details(changes).contradiction(&submitted);
        assert_eq!(contradiction(json!({"sex": null, "batch_name": null})), None);
        assert_eq!(contradiction(json!({"sex": "FEMALE"})).as_deref(), Some("sex"));
        assert_eq!(details(json!({"sex": "FEMALE"})).contradiction(&BTreeMap::new()), None);
    }
}
