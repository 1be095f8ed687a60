//! The files of a submission, and their duration.

use std::path::PathBuf;
use std::time::Duration;

use super::archive;
use crate::http::fault::Fault;
use crate::state::State;
use crate::state::job::Job;
use crate::state::snapshot::ObjectKind;

/// The files of a job, found but not checked yet.
pub(super) enum Material {
    /// A zip with one recording.
    Recording(PathBuf),
    /// A zip with this number of segments.
    Segments(PathBuf, u32),
    /// Segments that were checked one by one, with their total duration.
    Confirmed(Duration),
}

impl Material {
    /// Finds the uploaded files of a training job.
    pub(super) fn of(state: &State, job: &Job) -> Result<Self, Fault> {
        if let Some(number) = job.segments() {
            return confirmed(job, number);
        }
        let path = Self::package(state, &job.id)?;
        Ok(job.edition.segments().map_or(Self::Recording(path.clone()), |number| Self::Segments(path, number)))
    }

    /// Finds the zip of a job.
    pub(super) fn package(state: &State, job_id: &str) -> Result<PathBuf, Fault> {
        let object = state.objects.get(job_id, ObjectKind::Recording);
        object
            .map(|object| object.path.clone())
            .ok_or_else(|| Fault::invalid_parameter("the data has not been uploaded"))
    }

    /// Checks the files, and returns the total duration of their sound.
    pub(super) async fn length(self) -> Result<Duration, Fault> {
        match self {
            Material::Confirmed(length) => Ok(length),
            Material::Recording(path) => blocking(move || archive::recording(&path)).await,
            Material::Segments(path, number) => blocking(move || archive::segments(&path, number)).await,
        }
    }
}

fn confirmed(job: &Job, number: u32) -> Result<Material, Fault> {
    let missing: Vec<String> =
        (0..number).filter(|index| !job.confirmed.contains_key(index)).map(|index| index.to_string()).collect();
    if missing.is_empty() {
        return Ok(Material::Confirmed(
            job.confirmed.values().fold(Duration::ZERO, |sum, one| sum.saturating_add(*one)),
        ));
    }
    Err(Fault::invalid_parameter(format!("segments are not confirmed: {}", missing.join(", "))))
}

/// Runs work that reads files on a thread other than those that serve requests.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err(Fault::audio_format("the recording cannot be read")))
}

/// Checks a duration against limits in seconds.
pub(super) fn check_length(length: Duration, (min, max): (u32, u32)) -> Result<(), Fault> {
    let seconds = length.as_secs_f64();
    if (f64::from(min)..=f64::from(max)).contains(&seconds) {
        return Ok(());
    }
    Err(Fault::invalid_parameter(format!("the recording lasts {seconds:.3} s, which is not between {min} and {max} s")))
}
