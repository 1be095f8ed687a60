//! The handle on a running simulator.

mod identity;

use std::fmt;
use std::io;
use std::sync::Arc;

use crate::builder::SimulatorBuilder;
use crate::disturbance::Disturbance;
use crate::record::ReceivedRequest;
use crate::review::{Failure, ReviewFailure};
use crate::server::Server;
use crate::shared::Shared;
use crate::snapshot::{JobSnapshot, ObjectKind, ShortJobSnapshot, StoredObject};

/// A running simulator. Dropping it stops its servers.
#[must_use = "dropping it stops it"]
pub struct Simulator {
    pub(crate) shared: Arc<Shared>,
    endpoint: String,
    obs_endpoint: String,
    iam_endpoint: String,
    metadata_endpoint: String,
    _servers: [Server; 4],
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator")
            .field("endpoint", &self.endpoint)
            .field("obs_endpoint", &self.obs_endpoint)
            .field("iam_endpoint", &self.iam_endpoint)
            .field("metadata_endpoint", &self.metadata_endpoint)
            .finish_non_exhaustive()
    }
}

impl Simulator {
    pub(crate) fn new(
        shared: Arc<Shared>,
        api_authority: &str,
        metadata_authority: &str,
        servers: [Server; 4],
    ) -> Self {
        let endpoint = format!("http://{api_authority}");
        let obs_endpoint = format!("http://{}", shared.obs_authority);
        let iam_endpoint = format!("http://{}", shared.iam_authority);
        let metadata_endpoint = format!("http://{metadata_authority}");
        Self { shared, endpoint, obs_endpoint, iam_endpoint, metadata_endpoint, _servers: servers }
    }

    /// Starts one with all defaults: loopback, free ports, fast clock, fixed credentials.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Sets one up.
    pub fn builder() -> SimulatorBuilder {
        SimulatorBuilder::default()
    }

    /// Where MetaStudio is, such as `http://127.0.0.1:40001`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Where OBS is.
    pub fn obs_endpoint(&self) -> &str {
        &self.obs_endpoint
    }

    /// The region's name.
    pub fn region(&self) -> &str {
        &self.shared.settings.region
    }

    /// The project that the credentials are for.
    pub fn project_id(&self) -> &str {
        &self.shared.settings.project_id
    }

    /// The access key id.
    pub fn access_key(&self) -> &str {
        &self.shared.settings.access_key
    }

    /// The secret key.
    pub fn secret_key(&self) -> &str {
        &self.shared.settings.secret_key
    }

    /// The token that is accepted in `X-Auth-Token`.
    pub fn token(&self) -> &str {
        &self.shared.settings.token
    }

    /// Moves every waiting job into its next state, whatever the clock.
    pub fn advance(&self) {
        self.shared.world().advance();
    }

    /// Lets every upload URL issued so far expire; those issued from now on are good again.
    pub fn expire_upload_urls(&self) {
        self.shared.expire_upload_urls();
    }

    /// Makes a review fail: the next one of this job, or with `None` the next one of any job.
    pub fn fail_review(&self, job_id: Option<&str>, failure: ReviewFailure) {
        self.shared.world().script(job_id.map(str::to_owned), Failure::Review(failure));
    }

    /// Makes a training fail: that of this job, or with `None` the next one that ends.
    pub fn fail_training(&self, job_id: Option<&str>, code: &str, reason: &str) {
        let failure = Failure::Training { code: code.to_owned(), reason: reason.to_owned() };
        self.shared.world().script(job_id.map(str::to_owned), failure);
    }

    /// Makes a quick job fail: this one, or with `None` the next one that ends.
    pub fn fail_assessment(&self, job_id: Option<&str>, code: &str, reason: &str) {
        let failure = Failure::Assessment { code: code.to_owned(), reason: reason.to_owned() };
        self.shared.world().script(job_id.map(str::to_owned), failure);
    }

    /// Lets a sentence not be confirmed at the next check of it: speech and text differ at these positions of the
    /// text. `None` stands for any job, or any sentence.
    pub fn mismatch_segment(&self, job_id: Option<&str>, index: Option<u32>, positions: impl IntoIterator<Item = u32>) {
        let positions = positions.into_iter().collect();
        self.shared.world().mismatches.add(job_id.map(str::to_owned), index, positions);
    }

    /// Lets the next requests go wrong, one after the other: each request to the API takes one. Those to IAM take only
    /// what [names them](Self::disturb_operation).
    pub fn disturb(&self, disturbances: impl IntoIterator<Item = Disturbance>) {
        self.shared.disturbances.add(None, disturbances);
    }

    /// Lets the next requests of one operation go wrong. It is Huawei's name of the operation, such as
    /// `CreateTrainingAdvanceJob`, or `KeystoneListProjects` of IAM.
    pub fn disturb_operation(&self, operation: &str, disturbances: impl IntoIterator<Item = Disturbance>) {
        self.shared.disturbances.add(Some(operation), disturbances);
    }

    /// Forgets what was to go wrong.
    pub fn calm(&self) {
        self.shared.disturbances.clear();
    }

    /// How often an operation was carried out, among the [requests](Self::requests) that are remembered.
    pub fn carried_out(&self, operation: &str) -> usize {
        let requests = self.requests();
        requests.iter().filter(|request| request.carried_out && request.operation == Some(operation)).count()
    }

    /// Offers a file of a job for `ShowEncryptFile` and returns the token that fetches it, once.
    pub fn offer_file(&self, job_id: &str, content: impl Into<Vec<u8>>) -> String {
        self.shared.world().once_tokens.offer(job_id, content.into().into())
    }

    /// All training jobs, in the order of their creation.
    pub fn jobs(&self) -> Vec<JobSnapshot> {
        self.shared.world().jobs().map(JobSnapshot::from).collect()
    }

    /// All quick jobs, in the order of their creation.
    pub fn short_jobs(&self) -> Vec<ShortJobSnapshot> {
        self.shared.world().short_jobs().map(ShortJobSnapshot::from).collect()
    }

    /// The requests to all servers, in the order of their arrival: the latest 10,000, without those to the control
    /// plane.
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.shared.record.all()
    }

    /// How many credits have been spent: one for each training job submitted with success, however often.
    pub fn credits_spent(&self) -> u64 {
        self.shared.world().credits.spent()
    }

    /// What was last uploaded for a job.
    pub fn object(&self, job_id: &str, kind: ObjectKind) -> Option<StoredObject> {
        self.shared.world().objects.get(job_id, kind).cloned()
    }
}
