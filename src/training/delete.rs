//! Deletes a training: its job at the service, and then its journal.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::path::{Path, PathBuf};
use std::pin::Pin;

use super::context::service;
use super::journal_store::{JournalStore, blocking, check_service};
use super::stages::wait::is_gone;
use super::{Journal, other_trainings};
use crate::{Client, Error, ErrorKind};

impl Client {
    /// Deletes the job of a journal at the service, and then the journal.
    ///
    /// The same plan, run again, creates another job, whose submission costs another credit. A job that does not exist
    /// any more counts as deleted. The recording, the letter, and a voice in the asset library stay.
    ///
    /// ```no_run
    /// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
    /// client.delete_training("recording.wav.training.json").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// - [`ErrorKind::JournalUnavailable`] if there is no journal or it cannot be read,
    /// - [`ErrorKind::JournalInUse`] if a training uses it,
    /// - [`ErrorKind::JournalMismatch`] if its job is at another host or in another project than the client's, or if a
    ///   create request got no response, so that the job is not known: run the plan first, which searches for the job,
    /// - any error of the call. It is not documented whether the service deletes a job in each of its states.
    ///
    /// After an error the journal stays.
    pub fn delete_training(&self, journal: impl AsRef<Path>) -> DeleteTraining {
        DeleteTraining { client: self.clone(), journal: journal.as_ref().to_owned() }
    }
}

/// The deletion of a training, returned by [`Client::delete_training`]. It begins when it is awaited.
#[must_use = "nothing happens until it is awaited"]
pub struct DeleteTraining {
    client: Client,
    journal: PathBuf,
}

impl DeleteTraining {
    async fn run(self) -> Result<(), Error> {
        let service = service(&self.client)?;
        let store = JournalStore::open_existing(self.journal.clone()).await?;
        let (path, journal) = (self.journal, store.journal().clone());
        blocking(move || check_service(&path, &journal, &service)).await?;
        let Journal { job_id: known, pending_create, .. } = store.journal();
        match known.clone() {
            Some(id) => match self.client.delete_voice_training_job().job_id(id.clone()).send().await {
                Ok(_) => {}
                Err(error) if is_gone(&error) => {}
                Err(error) => {
                    return Err(error.with_job_id(&id).and_advice("the journal was kept: call delete_training again"));
                }
            },
            None if pending_create.is_some() => {
                let message = "the journal has a create request without a response: whether there is a job is unknown";
                return Err(Error::new(ErrorKind::JournalMismatch, message)
                    .with_advice("run its plan first (Client::train), which searches for the job"));
            }
            None => {}
        }
        let id = other_trainings::training_id(store.path());
        store.remove().await?;
        other_trainings::forget(&id);
        Ok(())
    }
}

impl IntoFuture for DeleteTraining {
    type Output = Result<(), Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for DeleteTraining {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeleteTraining").field("journal", &self.journal).finish_non_exhaustive()
    }
}
