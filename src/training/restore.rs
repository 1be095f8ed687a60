//! Plans in journals: a plan is written into its journal, and made from it again.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Map, Value};

use super::details::{PHONE, job_request};
use super::journal::Journal;
use super::material::{Material, Origin};
use super::plan::Plan;
use super::segments::segment::{Segment, Segments};
use super::store::canonical;
use super::stored_plan::{Omitted, StoredMaterial, StoredPlan, StoredSegment};
use crate::types::builder::CreateTrainingJobReq;
use crate::upload::{ContentType, Source};
use crate::{Error, ErrorKind};

/// The size of all texts of segments that a journal holds at most, in bytes: many times that of a hundred sentences.
const MAX_TEXTS: usize = 1 << 20;

impl Plan {
    /// Makes the plan of a training from its journal, so that another process can go on with it.
    ///
    /// A journal holds the name of the voice, the details, the paths of recording and letter without links, and the
    /// settings of the plan. It does not hold a phone number, nor material that is in no file: give these again, with
    /// [`details`](Self::details) and [`recording`](Self::recording), before the training. A training whose job is
    /// submitted needs neither. The plan's journal has to be given as well.
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
        plan.letter = stored.letter.as_ref().map(|path| Origin::Path(path.clone()));
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
        let Some(part) = self.omitted.iter().find(|part| !is_given(part)) else { return Ok(()) };
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
        let letter = self.letter.as_ref().and_then(Origin::path).and_then(absolute);
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

fn stored_material(material: &Material) -> StoredMaterial {
    let recording = |path: &Path| match absolute(path) {
        Some(path) => StoredMaterial::Recording(path),
        None => StoredMaterial::Elsewhere(path.to_string_lossy().into_owned()),
    };
    match material {
        Material::Recording(origin) => match origin.path() {
            Some(path) => recording(path),
            None => StoredMaterial::Elsewhere(origin.name()),
        },
        Material::Segments { segments, one_by_one } => {
            let texts: usize = segments.iter().map(|segment| segment.text().len()).sum();
            let stored = segments.iter().map(|segment| {
                let audio = absolute(segment.audio().path()?)?;
                Some(StoredSegment { audio, text: segment.text().to_owned() })
            });
            match stored.collect::<Option<Vec<_>>>() {
                Some(segments) if texts <= MAX_TEXTS => StoredMaterial::Segments { segments, one_by_one: *one_by_one },
                _ => StoredMaterial::Elsewhere("the segments".to_owned()),
            }
        }
    }
}

/// Returns the material of a journal. Files that do not exist any more are not needed once the job is submitted.
fn material(stored: &StoredMaterial) -> Material {
    let missing = |name: String| Material::Recording(Origin::Missing(name));
    match stored {
        StoredMaterial::Recording(path) => Material::Recording(Origin::Path(path.clone())),
        StoredMaterial::Elsewhere(name) => missing(name.clone()),
        StoredMaterial::Segments { segments, one_by_one } => {
            let opened = segments
                .iter()
                .map(|segment| Ok(Segment::from_source(Source::open(&segment.audio)?, segment.text.clone())));
            match opened.collect::<Result<Segments, Error>>() {
                Ok(segments) => Material::Segments { segments, one_by_one: *one_by_one },
                Err(error) => missing(format!("the segments: {error}")),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
