//! Everything that can be known before anything is created or spent.
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
//! What is looked at, and what the findings mean: [`guide::preflight`](crate::guide::preflight).

mod edition;
mod examination;
mod files;
mod finding;
mod guidance;
mod letter;
mod pass;
mod refusal;
mod report;
mod service;

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

pub use edition::DurationLimits;
pub use finding::{Check, Finding, Severity};
pub(super) use letter::Letter;
pub use report::{FileReport, Report};

use self::examination::Examination;
use self::refusal::Refusal;
use super::run::Run;
use super::{Event, Plan};
use crate::types::{AppUserId, CreateTrainingJobReq};
use crate::upload::{Body, Package, Progress};
use crate::{Client, Error};

impl Client {
    /// Looks at everything that [`train`](Self::train) looks at before it creates a job, and at the sound itself, and
    /// reports all of it. Nothing is created, uploaded or spent.
    ///
    /// It reads the recording once, and asks the service for the limits and the credits.
    ///
    /// # Errors
    /// What is wrong with the plan is in the report. An error is only what keeps the service from being asked, such as
    /// wrong credentials or no network; its advice tells what else was found.
    pub fn preflight(&self, plan: Plan) -> Preflight {
        Preflight { client: self.clone(), plan, on_progress: Box::new(|_| ()) }
    }
}

/// A preflight, which begins when it is awaited.
#[must_use = "nothing happens until it is awaited"]
pub struct Preflight {
    client: Client,
    plan: Plan,
    on_progress: Box<dyn FnMut(Progress) + Send>,
}

impl Preflight {
    /// Called as the recording is read, on the thread that reads it.
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
            let mut draft = examine(&self.client, &self.plan, self.plan.job_id.is_some()).await?;
            if let Some(pass) = draft.pass() {
                match pass.run(self.on_progress).await {
                    Ok((_, heard)) => draft.heard(heard),
                    Err(error) => draft.refuse(Refusal::new(Check::RecordingUnreadable, None, error)),
                }
            }
            Ok(draft.into_report())
        })
    }
}

impl fmt::Debug for Preflight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Preflight").field("plan", &self.plan).finish_non_exhaustive()
    }
}

/// A plan whose files and fields are known to be usable.
pub(super) struct Checked {
    pub(super) request: CreateTrainingJobReq,
    pub(super) app_user_id: Option<AppUserId>,
    pub(super) package: Body,
    pub(super) letter: Option<Letter>,
    pub(super) report: Report,
}

/// Checks a plan. Nothing is created at the service, and what cannot work ends it before the recording is read.
pub(super) async fn check(run: &mut Run) -> Result<Checked, Error> {
    let continues = run.plan.job_id.is_some() || run.journal().job_id.is_some();
    let mut draft = examine(&run.client, &run.plan, continues).await?;
    let Some(pass) = draft.pass().filter(|_| draft.is_ready()) else { return Err(draft.into_error()) };
    let read = run.forward_events(|tell| pass.run(move |progress| tell.tell(Event::Reading { progress }))).await;
    let (package, heard) = read?;
    draft.heard(heard);
    draft.into_checked(package)
}

/// The request that creates the job of a plan; nothing when a field of it breaks a rule.
pub(super) fn request(plan: &Plan) -> Option<CreateTrainingJobReq> {
    examination::named(plan, &plan.voice_name).ok()
}

/// The files that a plan's voice is trained from, as they are uploaded; nothing when one of them is not there any more.
pub(super) fn package(plan: &Plan) -> Option<Package> {
    let mut refusals = Vec::new();
    let files = files::of(&plan.material, &mut refusals);
    if files.is_empty() || !refusals.is_empty() {
        return None;
    }
    files.into_iter().try_fold(Package::new(), |package, (name, source)| package.add(name, source).ok())
}

/// What can be known without reading the sound: first from the files, then from the service.
async fn examine(client: &Client, plan: &Plan, continues: bool) -> Result<Examination, Error> {
    let mut draft = Examination::new(client, plan, continues);
    if draft.may_ask() {
        match service::ask(client, &draft.edition, draft.is_on_demand()).await {
            Ok(told) => draft.told(told),
            Err(error) => return Err(draft.besides(error)),
        }
    }
    Ok(draft)
}
