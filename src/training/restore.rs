//! Plans in journals: a plan is written into its journal, and made from it again.

use std::path::{Path, PathBuf};
#[cfg(feature = "object_store")]
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};

use super::details::{PHONE, job_request};
use super::journal::Journal;
use super::material::{Material, Origin, UnopenedSegment};
use super::plan::Plan;
use super::store::canonical;
use super::stored_plan::{Omitted, StoredMaterial, StoredOrigin, StoredPlan, StoredSegment};
use crate::source::{ObjectStores, StoredObject};
use crate::types::builder::CreateTrainingJobReq;
use crate::upload::ContentType;
use crate::{Error, ErrorKind};

/// The size of all texts of segments that a journal holds at most, in bytes: many times that of a hundred sentences.
const MAX_TEXTS: usize = 1 << 20;

impl Plan {
    /// Makes the plan of a training from its journal, so that another process can go on with it.
    ///
    /// A journal holds the name of the voice, the details, the places of recording, segments and letter (the path of a
    /// file without links, or the store, location, ETag and version of an object), and the settings of the plan. It does
    /// not hold a phone number, nor material that is neither in a file nor in an object store: give these again, with
    /// [`details`](Self::details) and [`recording`](Self::recording), before the training. Objects need their stores
    /// (`Plan::object_store`, or `PoolBuilder::object_store`), because no journal holds the keys of a store. A training
    /// whose job is submitted needs none of these, and opens nothing. The plan's journal has to be given as well.
    ///
    /// ```no_run
    /// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
    /// use metastudio_voice::training::{Journal, Plan};
    ///
    /// let path = "recording.wav.training.json";
    /// let plan = Plan::from_journal(&Journal::read(path)?)?.journal(path);
    /// let outcome = client.train(plan).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::JournalMismatch`] if the journal holds no plan, because an earlier version of this crate wrote it,
    /// or if the plan cannot be understood.
    pub fn from_journal(journal: &Journal) -> Result<Self, Error> {
        let unusable = |why: String| {
            Error::new(ErrorKind::JournalMismatch, format!("the journal of {:?} {why}", journal.voice_name))
                .with_advice("nothing was changed: run the plan with which the training began")
        };
        let Some(stored) = &journal.plan else { return Err(unusable("holds no plan".to_owned())) };
        let name = journal.voice_name.as_str();
        let mut plan = Plan::of(journal.edition.clone(), name.to_owned(), material(&stored.material));
        let mut details = stored.details.clone();
        details.insert("voice_name".to_owned(), Value::from(name));
        let request: crate::types::CreateTrainingJobReq = serde_json::from_value(Value::Object(details))
            .map_err(|error| unusable(format!("has details that cannot be used: {error}")))?;
        // By the trait's function, because a field of the request may be called `from`.
        plan.details = <CreateTrainingJobReq as From<crate::types::CreateTrainingJobReq>>::from(request);
        plan.omitted.clone_from(&stored.omitted);
        plan.letter = stored.letter.clone().map(Origin::from);
        plan.letter_content_type = stored.letter_content_type.as_deref().map(ContentType::new).transpose()?;
        plan.app_user_id.clone_from(&stored.app_user_id);
        if let Some(job_id) = &stored.resumes {
            plan = plan.resume_job(job_id.as_str());
        }
        plan.resubmit = stored.resubmit;
        plan.poll_interval = Duration::from_millis(stored.poll_interval_ms);
        plan.deadline = Duration::from_secs(stored.deadline_s);
        Ok(plan)
    }

    /// Sets the recording of a plan that was made [from a journal](Self::from_journal), if the journal does not hold it
    /// or it has moved. It must be the same recording. This has no effect on a plan with segments.
    pub fn recording(mut self, recording: impl Into<super::LongRecording>) -> Self {
        if let Material::Recording(origin) = &mut self.material {
            *origin = recording.into().0;
        }
        self
    }

    /// Gives the plan an object store, in which it opens the objects that [its journal](Self::from_journal) names. Call it
    /// again for each further store.
    ///
    /// An object is opened when the training needs it, in the store whose name (its `Display`, such as
    /// `AmazonS3(voices)`) is the one in the journal. No store of that name, or two of them, end the training with
    /// [`ErrorKind::Configuration`]; a store that is away is waited for. An object that was replaced is refused: by the
    /// length and the CRC-32 in the journal, as a file, or by its length and its ETag or version, if the training had not
    /// read it yet.
    ///
    /// ```no_run
    /// # use std::sync::Arc;
    /// # async fn sample(
    /// #     client: metastudio_voice::Client,
    /// #     store: Arc<dyn metastudio_voice::object_store::ObjectStore>,
    /// # ) -> Result<(), metastudio_voice::Error> {
    /// use metastudio_voice::training::{Journal, Plan};
    ///
    /// let path = "order-17.json";
    /// let plan = Plan::from_journal(&Journal::read(path)?)?.journal(path).object_store(store);
    /// let outcome = client.train(plan).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "object_store")]
    pub fn object_store(mut self, store: Arc<dyn object_store::ObjectStore>) -> Self {
        self.object_stores.add(store);
        self
    }

    /// Gives the plan the object stores of its pool.
    pub(super) fn with_object_stores(mut self, stores: &ObjectStores) -> Self {
        self.object_stores.extend(stores);
        self
    }

    /// Opens the objects that the journal names: the material, then the letter. Unless their bytes are compared with the
    /// journal's digests, they must be the same still. What is open stays open after an error.
    pub(super) async fn open_objects(&mut self, has_digest: bool) -> Result<(), Error> {
        let material = self.material.open(&self.object_stores, has_digest).await;
        let letter = match &mut self.letter {
            Some(letter) => letter.open_object(&self.object_stores, has_digest).await,
            None => Ok(()),
        };
        material.and(letter)
    }

    /// Returns an error if the plan came from a journal and lacks something that the journal does not hold.
    pub(super) fn check_complete(&self) -> Result<(), Error> {
        let has_phone = || {
            let request = job_request(self).0.and_then(|request| serde_json::to_value(request).ok());
            request.is_some_and(|request| request.get(PHONE).is_some_and(|number| !number.is_null()))
        };
        let is_given = |part: &Omitted| match part {
            Omitted::Phone => has_phone(),
            Omitted::Letter => self.letter.is_some(),
            Omitted::Details => false,
        };
        let Some(part) = self.omitted.iter().find(|part| !is_given(part)) else {
            let letter = self.letter.as_ref().and_then(Origin::unopened);
            return self.material.unopened().chain(letter).try_for_each(|object| self.object_stores.check(object));
        };
        let (what, advice) = match part {
            Omitted::Phone => ("phone number", "set it again (Plan::details), then run the plan"),
            Omitted::Letter => ("letter", "set it again (Plan::letter), then run the plan"),
            Omitted::Details => ("details", "run the plan with which the training began"),
        };
        let message = format!("the plan came from its journal, which does not hold its {what}");
        Err(Error::new(ErrorKind::InvalidRequest, message).with_advice(format!("nothing was changed: {advice}")))
    }

    /// Returns the plan for its journal. It accesses the disk.
    pub(super) fn to_stored(&self) -> StoredPlan {
        let mut omitted = self.omitted.clone();
        let mut omit = |part: Omitted| {
            if !omitted.contains(&part) {
                omitted.push(part);
            }
        };
        let (request, problems) = job_request(self);
        let mut details = match request.and_then(|request| serde_json::to_value(request).ok()) {
            Some(Value::Object(details)) if problems.is_empty() => details,
            // The training ends because of them before anything is created.
            _ => {
                omit(Omitted::Details);
                Map::new()
            }
        };
        details.retain(|name, value| name != "voice_name" && !value.is_null());
        if details.remove(PHONE).is_some() {
            omit(Omitted::Phone);
        }
        let letter = self.letter.as_ref().and_then(stored_origin);
        if self.letter.is_some() && letter.is_none() {
            omit(Omitted::Letter);
        }
        StoredPlan {
            material: stored_material(&self.material),
            letter,
            letter_content_type: self.letter_content_type.as_ref().map(|it| it.as_str().to_owned()),
            details,
            omitted,
            app_user_id: self.app_user_id.clone(),
            resumes: self.job_id.as_ref().and_then(|id| id.as_ref().ok()).map(ToString::to_string),
            resubmit: self.resubmit,
            poll_interval_ms: u64::try_from(self.poll_interval.as_millis()).unwrap_or(u64::MAX),
            deadline_s: self.deadline.as_secs(),
        }
    }
}

/// Returns the path without links, from the root; `None` if it is not text, which JSON could not hold.
fn absolute(path: &Path) -> Option<PathBuf> {
    let path = canonical(path);
    let path = std::path::absolute(&path).unwrap_or(path);
    path.to_str().is_some().then_some(path)
}

/// Returns the origin for a journal; `None` if it could not be opened again.
fn stored_origin(origin: &Origin) -> Option<StoredOrigin> {
    match origin {
        Origin::Object(object, _) => Some(StoredOrigin::Object(object.clone())),
        Origin::Source(source) if source.path().is_none() => StoredObject::of(source).map(StoredOrigin::Object),
        _ => origin.path().and_then(absolute).map(StoredOrigin::Path),
    }
}

impl From<StoredOrigin> for Origin {
    fn from(stored: StoredOrigin) -> Self {
        match stored {
            StoredOrigin::Path(path) => Self::Path(path),
            StoredOrigin::Object(object) => Self::Object(object, None),
        }
    }
}

fn stored_material(material: &Material) -> StoredMaterial {
    let stored_segment =
        |audio: &Origin, text: &str| Some(StoredSegment { audio: stored_origin(audio)?, text: text.to_owned() });
    let (segments, one_by_one) = match material {
        Material::Recording(origin) => {
            let elsewhere = || StoredMaterial::Elsewhere(origin.name());
            return stored_origin(origin).map_or_else(elsewhere, StoredMaterial::Recording);
        }
        Material::Segments { segments, one_by_one } => {
            let segments = segments.iter();
            let stored = segments.map(|it| stored_segment(&Origin::Source(it.audio().clone()), it.text()));
            (stored.collect::<Option<Vec<_>>>(), *one_by_one)
        }
        Material::Unopened { segments, one_by_one } => {
            (segments.iter().map(|it| stored_segment(&it.audio, &it.text)).collect(), *one_by_one)
        }
    };
    let is_short = |segments: &Vec<StoredSegment>| segments.iter().map(|it| it.text.len()).sum::<usize>() <= MAX_TEXTS;
    match segments.filter(is_short) {
        Some(segments) => StoredMaterial::Segments { segments, one_by_one },
        None => StoredMaterial::Elsewhere("the segments".to_owned()),
    }
}

/// Returns the material of a journal, of which nothing is open yet.
fn material(stored: &StoredMaterial) -> Material {
    match stored {
        StoredMaterial::Recording(origin) => Material::Recording(origin.clone().into()),
        StoredMaterial::Elsewhere(name) => Material::Recording(Origin::Missing(name.clone())),
        StoredMaterial::Segments { segments, one_by_one } => {
            let segments = segments.iter().cloned();
            let segments = segments.map(|it| UnopenedSegment { audio: it.audio.into(), text: it.text }).collect();
            Material::Unopened { segments, one_by_one: *one_by_one }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::upload::Source;

    /// Returns the journal with this plan.
    fn journal_with(plan: Value) -> Journal {
        let service = super::super::journal::Service { host: "host".to_owned(), project_id: "p".to_owned() };
        let mut journal = serde_json::to_value(Journal::new(service, crate::types::JobType::Advance, "v".to_owned()));
        let journal = journal.as_mut().expect("JSON");
        journal["plan"] = plan;
        serde_json::from_value(journal.take()).expect("a journal")
    }

    fn object() -> Value {
        json!({"store": "AmazonS3(voices)", "location": "anna/day 1.wav", "bytes": 44, "e_tag": "\"a\"", "version": "7"})
    }

    /// Also in a program that was built without the feature `object_store`.
    #[test]
    fn the_objects_of_a_journal_are_written_back_as_they_were_read() {
        let segments = json!([{"audio": object(), "text": "one"}, {"audio": "/0.wav", "text": "two"}]);
        for material in [
            json!({"recording": object()}),
            json!({"recording": "/r.wav"}),
            json!({"elsewhere": "memory.wav"}),
            json!({"segments": {"segments": segments, "one_by_one": true}}),
        ] {
            for letter in [object(), json!("/letter.pdf")] {
                let plan = json!({"material": material, "letter": letter, "poll_interval_ms": 1, "deadline_s": 2});
                let again = Plan::from_journal(&journal_with(plan)).expect("a plan").to_stored();
                let again = serde_json::to_value(again).expect("JSON");
                assert_eq!((&again["material"], &again["letter"]), (&material, &letter));
            }
        }
    }

    #[test]
    fn a_plan_whose_object_cannot_be_opened_names_it_with_advice() {
        let segments = json!({"segments": [{"audio": object(), "text": "one"}]});
        for (material, letter) in [
            (json!({"recording": object()}), Value::Null),
            (json!({"segments": segments}), Value::Null),
            (json!({"recording": "/r.wav"}), object()),
        ] {
            let plan = json!({"material": material, "letter": letter, "poll_interval_ms": 1, "deadline_s": 2});
            let error =
                Plan::from_journal(&journal_with(plan)).expect("a plan").check_complete().expect_err("no store");
            let (reason, advice) = match cfg!(feature = "object_store") {
                true => ("no object store of this name was given", "Plan::object_store"),
                false => ("this program was built without object stores", "the feature object_store"),
            };
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert_eq!(error.message(), format!("anna/day 1.wav in AmazonS3(voices) cannot be read: {reason}"));
            assert!(error.advice().is_some_and(|it| it.contains(advice)), "{error}");
        }
    }

    #[test]
    fn an_object_of_a_journal_can_be_replaced_by_a_recording_that_is_given() {
        let plan = json!({"material": {"recording": object()}, "poll_interval_ms": 1, "deadline_s": 2});
        let plan = Plan::from_journal(&journal_with(plan)).expect("a plan").recording("/r.wav");
        assert!(plan.check_complete().is_ok());
    }

    fn restored(plan: &Plan) -> Result<Plan, Error> {
        let service = super::super::journal::Service { host: "host".to_owned(), project_id: "p".to_owned() };
        let mut journal = Journal::new(service, plan.edition.clone(), plan.voice_name.clone());
        journal.plan = Some(plan.to_stored());
        let text = serde_json::to_vec(&journal).expect("JSON");
        assert!(!String::from_utf8_lossy(&text).contains("13500001111"));
        Plan::from_journal(&serde_json::from_slice(&text).expect("a journal"))
    }

    #[test]
    fn a_plan_is_the_same_after_it_was_in_its_journal() {
        let plan = Plan::premium("Calm male voice", "/data/recording.wav")
            .letter("/data/letter.pdf")
            .letter_content_type(ContentType::PDF)
            .details(|job| job.language("CN").description("It is a voice."))
            .app_user_id("user-1")
            .resume_job("job-1")
            .poll_interval(Duration::from_secs(7))
            .deadline(Duration::from_secs(8))
            .resubmit();
        let again = restored(&plan).expect("a plan");
        assert_eq!(again.to_stored(), plan.to_stored());
        assert!(again.check_complete().is_ok());
    }

    #[test]
    fn a_plan_from_a_journal_lacks_its_phone_number_until_it_is_set_again() {
        let plan = Plan::premium("v", "/r.wav").details(|job| job.phone("13500001111"));
        let again = restored(&plan).expect("a plan");
        let error = again.check_complete().expect_err("no number");
        assert!(error.to_string().contains("phone number"), "{error}");
        // Also if it was in a journal twice.
        assert!(restored(&again).expect("a plan").check_complete().is_err());
        assert!(again.details(|job| job.phone("13500001111")).check_complete().is_ok());
    }

    #[test]
    fn a_plan_whose_details_cannot_be_sent_is_not_made_from_its_journal_without_them() {
        let wrong = Plan::premium("v", "/r.wav").details(|job| job.voice_name("another"));
        assert!(restored(&wrong).expect("a plan").check_complete().is_err());
    }

    #[test]
    fn material_that_is_in_no_file_has_to_be_given_again() {
        let source = || Source::bytes("memory.wav", vec![0; 44]);
        let again = restored(&Plan::premium("v", source())).expect("a plan");
        assert!(matches!(&again.material, Material::Recording(Origin::Missing(name)) if name == "memory.wav"));
        assert!(matches!(&again.recording(source()).material, Material::Recording(Origin::Source(_))));
    }
}
