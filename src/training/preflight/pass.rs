//! The one pass over the recordings: their checksums, and what they sound like.

use std::sync::{Arc, Mutex, PoisonError};

use crate::Error;
use crate::audio::{Measurement, Meter, NotMeasured, Recording};
use crate::upload::{Body, Package, Progress};

/// What was heard of a file, or why nothing was.
pub(super) type Measured = Result<Measurement, NotMeasured>;

/// Files to be read, each with its meter.
pub(super) struct AudioPass {
    package: Package,
    meters: Vec<Result<Meter, NotMeasured>>,
}

impl AudioPass {
    /// Of the recordings in a package, in its order.
    pub(super) fn new<'a>(package: Package, recordings: impl Iterator<Item = &'a Recording>) -> Self {
        Self { package, meters: recordings.map(Meter::new).collect() }
    }

    /// Reads. Files of the package that are no recordings, which come after them, are only read.
    pub(super) async fn run(
        self,
        mut tell: impl FnMut(Progress) + Send + 'static,
    ) -> Result<(Body, Vec<Measured>), Error> {
        let meters = Arc::new(Mutex::new(self.meters));
        let listening = meters.clone();
        let body = self
            .package
            .into_body_with(move |read| {
                let mut meters = listening.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(Ok(meter)) = meters.get_mut(read.file) {
                    meter.update(read.bytes);
                }
                drop(meters);
                tell(read.progress);
            })
            .await?;
        let meters = std::mem::take(&mut *meters.lock().unwrap_or_else(PoisonError::into_inner));
        Ok((body, meters.into_iter().map(|meter| meter.map(Meter::finish)).collect()))
    }
}
