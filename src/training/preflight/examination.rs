//! The examination of a plan, which collects facts, refusals and advice step by step.

use super::files::{self, ArchiveFile, AudioPass, FileKind, Letter, Measured};
use super::guidance;
use super::limits::{ServiceLimits, takes_segments};
use super::report::{self, Check, FileReport, Finding, Refusal, Report, Severity};
use crate::generated::limits::about;
use crate::training::Plan;
use crate::training::details::job_request;
use crate::training::material::Material;
use crate::types::{AppUserId, CreateTrainingJobReq, JobType};
use crate::upload::{Body, Package};
use crate::{Client, Error, ErrorKind};

/// A plan whose files and fields have passed all checks.
pub(in crate::training) struct Checked {
    pub(in crate::training) request: CreateTrainingJobReq,
    pub(in crate::training) app_user_id: Option<AppUserId>,
    pub(in crate::training) package: Body,
    pub(in crate::training) letter: Option<Letter>,
    pub(in crate::training) report: Report,
}

/// A plan under examination.
pub(super) struct Examination {
    pub(super) edition: JobType,
    /// Whether the plan resumes a job, which may have been paid already.
    resumes: bool,
    request: Option<CreateTrainingJobReq>,
    app_user_id: Option<AppUserId>,
    files: Vec<FileReport>,
    package: Option<Package>,
    letter: Option<Letter>,
    limits: ServiceLimits,
    /// Whether the client has a project, without which the service cannot be asked.
    can_ask: bool,
    refusals: Vec<Refusal>,
    advice: Vec<Finding>,
}

impl Examination {
    /// Makes the checks that need no request.
    pub(super) fn new(client: &Client, plan: &Plan, resumes: bool) -> Self {
        let mut examination = Self {
            edition: plan.edition.clone(),
            resumes,
            request: None,
            app_user_id: None,
            files: Vec::new(),
            package: None,
            letter: None,
            limits: ServiceLimits::default(),
            can_ask: true,
            refusals: Vec::new(),
            advice: Vec::new(),
        };
        examination.examine_fields(plan);
        if let Err(message) = client.project_id() {
            examination.can_ask = false;
            examination.refuse(Refusal::of(Check::Project, None, ErrorKind::InvalidRequest, message));
        }
        examination.examine_material(plan);
        match files::examine_letter(plan, &mut examination.advice) {
            Ok(letter) => examination.letter = letter,
            Err(refusal) => examination.refuse(refusal),
        }
        examination
    }

    /// Examines the files that the voice is trained from, and collects them in an archive: recordings first.
    fn examine_material(&mut self, plan: &Plan) {
        let mut package = Package::new();
        let before = self.refusals.len();
        for ArchiveFile { name, source, kind } in files::of(&plan.material, &mut self.refusals) {
            if kind == FileKind::Recording {
                match files::inspect(&source) {
                    Ok(file) => {
                        self.advice.extend(guidance::of_format(&file));
                        self.files.push(file);
                    }
                    Err(refusal) => self.refuse(refusal),
                }
            }
            let original_name = source.name().to_owned();
            package = match package.add(name, source) {
                Ok(package) => package,
                Err(error) => return self.refuse(Refusal::new(Check::Size, Some(&original_name), error)),
            };
        }
        if self.files.is_empty() && self.refusals.len() == before {
            let message = "the plan has no segments to train from".to_owned();
            self.refuse(Refusal::of(Check::RecordingUnreadable, None, ErrorKind::File, message));
        }
        if let Material::Segments { segments, .. } = &plan.material
            && !segments.is_empty()
        {
            self.advice.extend(guidance::of_number(&plan.edition, segments.len()));
        }
        self.package = Some(package).filter(|_| self.refusals.len() == before);
    }

    /// Examines the fields of the request.
    fn examine_fields(&mut self, plan: &Plan) {
        let wrong = |message| Refusal::of(Check::Field, None, ErrorKind::InvalidRequest, message);
        let (request, problems) = job_request(plan);
        self.request = request;
        self.refusals.extend(problems.into_iter().map(wrong));
        match plan.app_user_id.clone().map(AppUserId::try_from).transpose() {
            Ok(app_user_id) => self.app_user_id = app_user_id,
            Err(error) => self.refuse(wrong(about("app_user_id", error))),
        }
        if self.is_on_demand() && !matches!(self.edition, JobType::Middle) {
            let message = "only the MIDDLE edition has on-demand credit: leave is_ondemand_resource out";
            let finding = Finding::advice(Check::OnDemand, None, message);
            self.advice.push(finding.values(self.edition.to_string(), JobType::Middle.to_string()));
        }
    }

    pub(super) fn is_on_demand(&self) -> bool {
        self.request.as_ref().and_then(|request| request.is_ondemand_resource) == Some(true)
    }

    pub(super) fn can_ask(&self) -> bool {
        self.can_ask
    }

    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.refusals.push(refusal);
    }

    pub(super) fn is_ready(&self) -> bool {
        self.refusals.is_empty()
    }

    /// Checks the plan against the limits and the credits that the service has stated.
    pub(super) fn apply_limits(&mut self, limits: ServiceLimits) {
        self.limits = limits;
        let ServiceLimits { limits, credits } = &self.limits;
        let (limits, credits) = (limits.unwrap_or_default(), *credits);
        if !self.files.is_empty() {
            match guidance::of_duration(&self.files, &limits) {
                Some(refusal) => self.refuse(refusal),
                None => self.advice.extend(guidance::of_advised_duration(&self.edition, &self.files, &limits)),
            }
        }
        // The request decides which credit pays for the job.
        if let Some(left) = credits.filter(|left| *left <= 0 && self.request.is_some()) {
            let message = format!("no training credit is left for the edition {}", self.edition);
            if self.resumes {
                let message = format!("{message}: this is enough only if the job has been paid already");
                let finding = Finding::advice(Check::Credit, None, message);
                self.advice.push(finding.values(left.to_string(), "1 or more"));
            } else {
                let refusal = Refusal::of(Check::Credit, None, ErrorKind::NoCredit, message);
                self.refuse(refusal.values(left.to_string(), "1 or more"));
            }
        }
    }

    /// Takes the pass over the files, if there are files that can be read.
    pub(super) fn take_pass(&mut self) -> Option<AudioPass> {
        let package = self.package.take()?;
        Some(AudioPass::new(package, self.files.iter().map(|file| &file.recording)))
    }

    /// Adds the measurements of the recordings, and the advice that follows from them.
    pub(super) fn add_measurements(&mut self, measured: Vec<Measured>) {
        let is_segment = takes_segments(&self.edition);
        for (file, measured) in self.files.iter_mut().zip(measured) {
            self.advice.extend(guidance::of_sound(file, measured, is_segment));
        }
        let is_long_enough = !self.advice.iter().any(|finding| finding.check == Check::Duration);
        self.advice.extend(guidance::of_sentences(&self.edition, &self.files).filter(|_| is_long_enough));
    }

    pub(super) fn into_report(self) -> Report {
        let mut findings: Vec<Finding> = self.refusals.into_iter().map(|refusal| *refusal.finding).collect();
        let mut advice = self.advice;
        // The order is that of the checks, and not of the time at which they were made.
        advice.sort_by(|one, other| one.check.cmp(&other.check));
        findings.extend(advice);
        debug_assert!(findings.iter().is_sorted_by_key(|finding| finding.severity == Severity::Advice));
        let ServiceLimits { limits, credits } = self.limits;
        Report { edition: self.edition, files: self.files, limits, credits, findings, recordings_only: false }
    }

    /// Combines all refusals into one error.
    pub(super) fn into_error(self) -> Error {
        report::into_error(self.refusals)
    }

    /// Adds the refusals up to now to an error of another cause.
    pub(super) fn with_refusals(self, error: Error) -> Error {
        if self.refusals.is_empty() {
            return error;
        }
        error.and_advice(&format!("the plan has problems, too: {}", report::list(&self.refusals)))
    }

    /// Returns the parts of a job, with the archive that was read.
    pub(super) fn into_checked(mut self, package: Body) -> Result<Checked, Error> {
        let (app_user_id, letter) = (self.app_user_id.take(), self.letter.take());
        match self.request.take() {
            Some(request) => Ok(Checked { request, app_user_id, package, letter, report: self.into_report() }),
            None => Err(self.into_error()),
        }
    }
}
