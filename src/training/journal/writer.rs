//! The journal of the training that is under way: locked, and written before anything that must be remembered goes on.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::entries::{Journal, Service};
use super::lock::Lock;
use super::{fault, file};
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
    pub(in crate::training) async fn open(path: Option<PathBuf>, new: Journal) -> Result<Self, Error> {
        let Some(path) = path else { return Ok(Self { place: None, journal: new }) };
        let opened = blocking(move || {
            // The name of the file itself: replacing a link would leave the file as it was.
            let path = file::canonical(&path);
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

    /// Locks and reads a journal that must be there, whatever training it is about.
    pub(in crate::training) async fn existing(path: PathBuf) -> Result<Self, Error> {
        let opened = blocking(move || {
            let path = file::canonical(&path);
            // First, so that no lock is left where there is nothing to lock.
            Journal::read(&path)?;
            let lock = Lock::take(&path)?;
            let journal = Journal::read(&path)?;
            Ok((Place { path, _lock: lock }, journal))
        });
        let (place, journal) = opened.await?;
        Ok(Self { place: Some(Arc::new(place)), journal })
    }

    /// Removes it from the disk.
    pub(in crate::training) async fn remove(self) -> Result<(), Error> {
        let Some(place) = self.place else { return Ok(()) };
        blocking(move || {
            std::fs::remove_file(&place.path).map_err(|error| {
                fault(ErrorKind::JournalUnavailable, &place.path, "cannot be removed").with_source(error)
            })
        })
        .await
    }

    /// Where it is on the disk, without links.
    pub(in crate::training) fn path(&self) -> Option<&Path> {
        self.place.as_ref().map(|place| &*place.path)
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
            let text = changed.to_bytes().map_err(|error| {
                fault(ErrorKind::JournalUnavailable, &place.path, "cannot be written").with_source(error)
            })?;
            blocking(move || {
                file::replace(&place.path, &text).map_err(|error| {
                    fault(ErrorKind::JournalUnavailable, &place.path, "cannot be written")
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
        ("voice", &there.voice_name, &wanted.voice_name),
        ("edition", &there.edition.to_string(), &wanted.edition.to_string()),
    ];
    is_at(path, there, &wanted.service)?;
    same(path, &pairs)
}

/// Whether the job of a journal is at this service.
pub(in crate::training) fn is_at(path: &Path, there: &Journal, wanted: &Service) -> Result<(), Error> {
    let host = ("host", &there.service.host, &wanted.host);
    same(path, &[host, ("project", &there.service.project_id, &wanted.project_id)])
}

fn same(path: &Path, pairs: &[(&str, &String, &String)]) -> Result<(), Error> {
    match pairs.iter().find(|(_, there, wanted)| there != wanted) {
        None => Ok(()),
        Some((what, there, wanted)) => {
            let what = format!("is of another training: its {what} is {there:?}, this one's {wanted:?}");
            Err(fault(ErrorKind::JournalMismatch, path, what)
                .with_advice("nothing was done: give each training a journal of its own (Plan::journal)"))
        }
    }
}

/// Does something that may block, on a thread where it may.
pub(in crate::training) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let stopped =
        |_| Err(Error::new(ErrorKind::JournalUnavailable, "the runtime stopped while the journal was written"));
    tokio::task::spawn_blocking(work).await.unwrap_or_else(stopped)
}
