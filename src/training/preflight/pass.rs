//! The single pass over the recordings, which computes their checksums and measures their sound.

use std::sync::{Arc, Mutex, PoisonError};

use crate::Error;
use crate::audio::{Measurement, Meter, NotMeasured, Recording};
use crate::upload::{Body, Package, Progress};

/// The measurement of a file, or the reason why there is none.
pub(super) type Measured = Result<Measurement, NotMeasured>;

/// The files to read, and a meter for each recording.
pub(super) struct AudioPass {
    package: Package,
    meters: Vec<Result<Meter, NotMeasured>>,
}

impl AudioPass {
    /// Creates the pass over a package, whose first files are these recordings in the same order.
    pub(super) fn new<'a>(package: Package, recordings: impl Iterator<Item = &'a Recording>) -> Self {
        Self { package, meters: recordings.map(Meter::new).collect() }
    }

    /// Reads the package once. Its other files, which follow the recordings, are read without being measured.
    pub(super) async fn run(
        self,
        mut on_progress: impl FnMut(Progress) + Send + 'static,
    ) -> Result<(Body, Vec<Measured>), Error> {
        let meters = Arc::new(Mutex::new(self.meters));
        let of_reader = meters.clone();
        let body = self
            .package
            .into_body_with(move |read| {
                let mut meters = of_reader.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(Ok(meter)) = meters.get_mut(read.file) {
                    meter.update(read.bytes);
                }
                drop(meters);
                on_progress(read.progress);
            })
            .await?;
        let meters = std::mem::take(&mut *meters.lock().unwrap_or_else(PoisonError::into_inner));
        Ok((body, meters.into_iter().map(|meter| meter.map(Meter::finish)).collect()))
    }
}
