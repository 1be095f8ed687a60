//! Checks a plan before anything is created or spent.
//!
//! ```no_run
//! # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
//! use metastudio_voice::training::Plan;
//!
//! let plan = Plan::premium("Gentle female voice", "recording.wav").letter("letter.pdf");
//! let report = client.preflight(plan.clone()).await?;
//! println!("{report}");
//! if report.is_ready() {
//!     client.train(plan).await?;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! [`check_recordings`] checks recordings alone, without a client and a plan.
//!
//! The checks and the meaning of the findings are in [`guide::preflight`](crate::guide::preflight).

mod examination;
mod files;
mod guidance;
mod limits;
mod recordings;
pub(super) mod report;

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

pub(super) use examination::Checked;
pub use limits::DurationLimits;
pub use recordings::{CheckRecordings, check_recordings};
pub use report::{Check, FileReport, Finding, Report, Severity};

use self::examination::Examination;
use self::report::Refusal;
use super::context::Context;
use super::details::job_request;
use super::{Event, Plan};
use crate::types::CreateTrainingJobReq;
use crate::upload::{Package, Progress, SOURCE_TIMEOUT, in_this_span, source_stalled, stopped, within};
use crate::{Client, Error, ErrorKind};

impl Client {
    /// Checks everything that [`train`](Self::train) checks before it creates a job, and reports all of it. Nothing is
    /// created, uploaded or spent.
    ///
    /// The preflight reads the recording once, and requests the limits and the credits from the service.
    ///
    /// # Errors
    /// Problems of the plan are not errors: they are in the report. The preflight fails only if the service cannot be
    /// asked, for example because of wrong credentials or a missing network. The advice of such an error lists the
    /// problems that were found before.
    pub fn preflight(&self, plan: Plan) -> Preflight {
        Preflight { client: self.clone(), plan, has_profile: false, on_progress: Box::new(|_| ()) }
    }
}

/// A preflight. It begins when it is awaited.
#[must_use = "nothing happens until it is awaited"]
pub struct Preflight {
    client: Client,
    plan: Plan,
    has_profile: bool,
    on_progress: Box<dyn FnMut(Progress) + Send>,
}

impl Preflight {
    /// Measures the course of the sound over time as well, for plots: [`FileReport::profile`]. It is off by default.
    pub fn with_profile(mut self) -> Self {
        self.has_profile = true;
        self
    }

    /// Sets a function that is called while the recording is read, on the thread that reads it.
    pub fn on_progress(mut self, on_progress: impl FnMut(Progress) + Send + 'static) -> Self {
        self.on_progress = Box::new(on_progress);
        self
    }
}

impl IntoFuture for Preflight {
    type Output = Result<Report, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let mut plan = self.plan;
            // The report has a failure. A training decides by its journal whether an object is still the same.
            let _ = plan.open_objects(true).await;
            let mut examination = examine(&self.client, &plan, plan.job_id.is_some()).await?;
            if let Some(mut pass) = examination.take_pass() {
                if self.has_profile {
                    pass = pass.with_profile();
                }
                match pass.run(self.on_progress).await {
                    Ok((_, measured)) => examination.add_measurements(measured),
                    Err(error) => examination.refuse(Refusal::new(Check::RecordingUnreadable, None, error)),
                }
            }
            Ok(examination.into_report())
        })
    }
}

impl fmt::Debug for Preflight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Preflight").field("plan", &self.plan).finish_non_exhaustive()
    }
}

/// Checks a plan as the first stage of a training. Nothing is created at the service. If something is refused, the
/// check fails before it reads the recording.
pub(super) async fn check(run: &mut Context) -> Result<Checked, Error> {
    let resumes = run.plan.job_id.is_some() || run.journal().job_id.is_some();
    let mut examination = examine(&run.client, &run.plan, resumes).await?;
    let Some(pass) = examination.take_pass().filter(|_| examination.is_ready()) else {
        return Err(examination.into_error());
    };
    let read = run.forward_events(|events| pass.run(move |progress| events.send(Event::Reading { progress }))).await;
    let (package, measured) = read?;
    examination.add_measurements(measured);
    examination.into_checked(package)
}

/// Returns the request that creates the job of a plan, or an error with everything that is wrong with its fields.
pub(super) fn request(plan: &Plan) -> Result<CreateTrainingJobReq, Error> {
    match job_request(plan) {
        (Some(request), problems) if problems.is_empty() => Ok(request),
        (_, problems) => Err(Error::new(ErrorKind::InvalidRequest, problems.join("; "))
            .with_advice("nothing was changed: correct the plan, then run it again")),
    }
}

/// Returns the archive of the files that a plan's voice is trained from; `None` if one of them cannot be used any more.
pub(super) fn package(plan: &Plan) -> Option<Package> {
    let mut refusals = Vec::new();
    let files = files::of(&plan.material, &mut refusals);
    if files.is_empty() || !refusals.is_empty() {
        return None;
    }
    files.into_iter().try_fold(Package::new(), |package, file| package.add(file.name, file.source).ok())
}

/// Makes the checks that need no request to the service, on a thread that may block: they read the headers of the files,
/// which may be on a slow disk or in an object store.
async fn without_requests(client: Client, plan: Plan, resumes: bool) -> Result<Examination, Error> {
    let examined = tokio::task::spawn_blocking(in_this_span(move || Examination::new(&client, &plan, resumes)));
    match within(SOURCE_TIMEOUT, examined).await {
        Some(examined) => examined.map_err(|error| match error.is_cancelled() {
            // Not an error of the file, because of which a training would be given up for good.
            true => Error::new(ErrorKind::Stopped, "the runtime shuts down while the files of the plan are read"),
            // The caller's own reader has panicked.
            false => stopped(),
        }),
        None => Err(source_stalled(SOURCE_TIMEOUT)),
    }
}

/// Makes all checks that do not read the sound: first those of the files, then those that ask the service.
async fn examine(client: &Client, plan: &Plan, resumes: bool) -> Result<Examination, Error> {
    let mut examination = without_requests(client.clone(), plan.clone(), resumes).await?;
    if examination.can_ask() {
        match limits::ask(client, &examination.edition, examination.is_on_demand()).await {
            Ok(limits) => examination.apply_limits(limits),
            Err(error) => return Err(examination.with_refusals(error)),
        }
    }
    Ok(examination)
}
