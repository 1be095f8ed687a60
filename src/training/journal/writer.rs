//! The journal of the training that is under way: locked, and written before anything that must be remembered goes on.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::entries::{Journal, Service};
use super::lock::Lock;
use super::{fault, file};
use crate::types::JobType;
use crate::{Error, ErrorKind};

/// A journal that is held and written. One without a path is kept in memory only.
#[derive(Debug)]
pub(in crate::training) struct Writer {
    place: Option<Arc<Place>>,
    journal: Journal,
}

#[derive(Debug)]
struct Place {
    path: PathBuf,
    // Dropped with the last write that is under way: nobody else writes before.
    _lock: Lock,
}

impl Writer {
    /// Locks and reads the journal, or begins one. Nothing is written yet.
    pub(in crate::training) async fn open(
        path: Option<PathBuf>,
        service: Service,
        edition: JobType,
        voice_name: String,
    ) -> Result<Self, Error> {
        let new = Journal::new(service, edition, voice_name);
        let Some(path) = path else { return Ok(Self { place: None, journal: new }) };
        let opened = blocking(move || {
            // The name of the file itself: replacing a link would leave the file as it was.
            let path = std::fs::canonicalize(&path).unwrap_or(path);
            let lock = Lock::take(&path)?;
            let journal = Journal::load(&path)?;
            if let Some(journal) = &journal {
                belongs(&path, journal, &new)?;
            }
            Ok((Place { path, _lock: lock }, journal.unwrap_or(new)))
        });
        let (place, journal) = opened.await?;
        Ok(Self { place: Some(Arc::new(place)), journal })
    }

    /// One that is kept in memory only.
    pub(in crate::training) fn detached(journal: Journal) -> Self {
        Self { place: None, journal }
    }

    /// Whether it outlives this process.
    pub(in crate::training) fn is_on_disk(&self) -> bool {
        self.place.is_some()
    }

    /// What stands in it.
    pub(in crate::training) fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Changes it. When it returns, the change is on the disk. When it fails, the journal is whole: the old one, or the new
    /// one if only its folder could not be written.
    pub(in crate::training) async fn record(&mut self, change: impl FnOnce(&mut Journal)) -> Result<(), Error> {
        let mut changed = self.journal.clone();
        change(&mut changed);
        if let Some(place) = self.place.clone() {
            let text =
                changed.to_bytes().map_err(|error| fault(&place.path, "cannot be written").with_source(error))?;
            blocking(move || {
                file::replace(&place.path, &text).map_err(|error| {
                    fault(&place.path, "cannot be written")
                        .with_advice("make room, or make the folder writable, then run it again")
                        .with_source(error)
                })
            })
            .await?;
        }
        self.journal = changed;
        Ok(())
    }
}

/// Whether a journal is about the same voice at the same place.
fn belongs(path: &Path, there: &Journal, wanted: &Journal) -> Result<(), Error> {
    let pairs = [
        ("host", &there.service.host, &wanted.service.host),
        ("project", &there.service.project_id, &wanted.service.project_id),
        ("voice", &there.voice_name, &wanted.voice_name),
        ("edition", &there.edition.to_string(), &wanted.edition.to_string()),
    ];
    match pairs.into_iter().find(|(_, there, wanted)| there != wanted) {
        None => Ok(()),
        Some((what, there, wanted)) => {
            Err(fault(path, format_args!("is of another training: its {what} is {there:?}, this one's {wanted:?}"))
                .with_advice("nothing was done: give each training a journal of its own (Plan::journal)"))
        }
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Error> {
    let stopped = |_| Err(Error::new(ErrorKind::Journal, "the runtime stopped while the journal was written"));
    tokio::task::spawn_blocking(work).await.unwrap_or_else(stopped)
}
