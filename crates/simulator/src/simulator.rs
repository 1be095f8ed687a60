//! The handle of a running simulator.

use std::fmt;
use std::io;
use std::sync::Arc;

use metastudio_voice::auth::{CredentialsProvider, Providing};
use metastudio_voice::types::{JobId, JobState};
use metastudio_voice::{Client, ClientBuilder, Credentials, Error};

use crate::builder::SimulatorBuilder;
use crate::conformance::Conformance;
use crate::http::disturbance::{Disturbance, UploadDisturbance};
use crate::http::event::Event;
use crate::http::record::{self, ReceivedRequest};
use crate::http::server::Server;
use crate::http::stub::Stub;
use crate::services::App;
use crate::state::drift::InjectedDrift;
use crate::state::instruction::InstructionError;
use crate::state::job::JobSnapshot;
use crate::state::metadata::MetadataMode;
use crate::state::objects::{ObjectKind, StoredObject};
use crate::state::review::{Failure, ReviewFailure};
use crate::state::seed::{Seed, ShortJobSeed};
use crate::state::short_job::ShortJobSnapshot;
use crate::state::{Renewals, identity};

/// A running simulator. Dropping it stops its servers.
#[must_use = "dropping it stops it"]
pub struct Simulator {
    pub(crate) app: Arc<App>,
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
    pub(crate) fn new(app: Arc<App>, api_authority: &str, metadata_authority: &str, servers: [Server; 4]) -> Self {
        let endpoint = format!("http://{api_authority}");
        let obs_endpoint = format!("http://{}", app.obs_authority);
        let iam_endpoint = format!("http://{}", app.iam_authority);
        let metadata_endpoint = format!("http://{metadata_authority}");
        Self { app, endpoint, obs_endpoint, iam_endpoint, metadata_endpoint, _servers: servers }
    }

    /// Starts a simulator with all defaults: loopback, free ports, fast clock, fixed credentials.
    ///
    /// # Errors
    ///
    /// Returns an error if a port cannot be bound or the temporary directory cannot be created.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Returns a builder, with which a simulator can be configured.
    pub fn builder() -> SimulatorBuilder {
        SimulatorBuilder::default()
    }

    /// Returns the URL of MetaStudio, such as `http://127.0.0.1:40001`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Returns the URL of OBS.
    pub fn obs_endpoint(&self) -> &str {
        &self.obs_endpoint
    }

    /// Returns a client of this simulator, with its address, project and key, and with the client's own defaults.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use metastudio_voice_simulator::Simulator;
    ///
    /// let simulator = Simulator::start().await?;
    /// let jobs = simulator.client().await?.list_voice_training_job().send().await?;
    /// assert_eq!(jobs.count, Some(0));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the builder of the simulator has set a key or a project that no request can carry.
    pub async fn client(&self) -> Result<Client, Error> {
        self.client_builder().build().await
    }

    /// Returns the builder of a [`client`](Self::client), for a client with other settings, such as
    /// [`NoRetry`](metastudio_voice::retry::NoRetry) or the [`user`](Self::user) in place of the key.
    pub fn client_builder(&self) -> ClientBuilder {
        let settings = &self.app.settings;
        let builder = Client::builder()
            .region(settings.region.clone())
            .endpoint(self.endpoint.clone())
            .iam_endpoint(self.iam_endpoint.clone())
            .project_id(settings.project_id.clone());
        let (id, secret) = (settings.access_key.clone(), settings.secret_key.clone());
        let keys = match settings.security_token.clone() {
            Some(token) => Credentials::temporary_access_key(id, secret, token),
            None => Credentials::access_key(id, secret),
        };
        match keys {
            Ok(keys) => builder.credentials(keys.with_origin("of the simulator")),
            Err(_) => builder.credentials_provider(Unusable),
        }
    }

    /// Returns the region's name.
    pub fn region(&self) -> &str {
        &self.app.settings.region
    }

    /// Returns the project of the fixed credentials.
    pub fn project_id(&self) -> &str {
        &self.app.settings.project_id
    }

    /// Returns the access key id.
    pub fn access_key(&self) -> &str {
        &self.app.settings.access_key
    }

    /// Returns the secret key.
    pub fn secret_key(&self) -> &str {
        &self.app.settings.secret_key
    }

    /// Returns the token that the API accepts in `X-Auth-Token`.
    pub fn token(&self) -> &str {
        &self.app.settings.token
    }

    /// Moves every job that is in a state that ends by itself into its next state, with any clock.
    pub fn advance(&self) {
        self.app.state().advance();
    }

    /// Moves one training job or short job into its next state, with any clock, and returns the state that it is in
    /// then. A job whose state does not end by itself stays in it.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no such job.
    pub fn advance_job(&self, job_id: &str) -> Result<JobState, InstructionError> {
        self.app.state().advance_job(job_id)
    }

    /// Puts a training job into any state, with the history that leads there.
    ///
    /// A job that was not submitted counts as submitted then, and spends no credit.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no such job.
    pub fn set_job_state(&self, job_id: &str, state: JobState) -> Result<(), InstructionError> {
        self.app.state().put_into(job_id, state)
    }

    /// Adds a training job of the past, and returns its id.
    ///
    /// # Errors
    ///
    /// Returns an error, and adds nothing, if the seed contradicts itself or the API, or reaches back beyond 1970.
    pub fn seed(&self, seed: Seed) -> Result<JobId, InstructionError> {
        let mut state = self.app.state();
        let job = state.seed(seed)?;
        JobId::try_from(job.id.as_str()).map_err(|error| InstructionError::new(error.to_string()))
    }

    /// Adds a short job of the past, and returns its id.
    ///
    /// # Errors
    ///
    /// Returns an error, and adds nothing, if the seed contradicts itself, or reaches back beyond 1970.
    pub fn seed_short_job(&self, seed: ShortJobSeed) -> Result<JobId, InstructionError> {
        let mut state = self.app.state();
        let job = state.seed_short(seed)?;
        JobId::try_from(job.id.as_str()).map_err(|error| InstructionError::new(error.to_string()))
    }

    /// Adds a stub: a response in place of an operation, or to a path.
    ///
    /// # Errors
    ///
    /// Returns an error, and adds nothing, if no request could get the stub: the spec has no such operation, or the
    /// response cannot be sent.
    pub fn stub(&self, stub: Stub) -> Result<(), InstructionError> {
        self.app.stubs.add(stub, &self.app.spec)
    }

    /// Removes all stubs.
    pub fn clear_stubs(&self) {
        self.app.stubs.clear();
    }

    /// Expires every upload URL issued so far. URLs issued from now on are valid again.
    pub fn expire_upload_urls(&self) {
        self.app.expire_upload_urls();
    }

    /// Makes `ShowJobUploadingAddress` return upload URLs that are already expired.
    ///
    /// This applies to the next `responses` of it, or with `None` to all of them until it is called with `Some(0)`.
    pub fn expire_renewed_urls(&self, responses: Option<u32>) {
        self.app.state().expired_renewals = responses.map_or(Renewals::AllExpired, Renewals::Expired);
    }

    /// Makes a review fail: the next one of this job, or with `None` the next one of any job.
    pub fn fail_review(&self, job_id: Option<&str>, failure: ReviewFailure) {
        self.app.state().script(job_id.map(str::to_owned), Failure::Review(failure));
    }

    /// Makes a training fail: that of this job, or with `None` the next one that ends.
    pub fn fail_training(&self, job_id: Option<&str>, code: &str, reason: &str) {
        let failure = Failure::Training { code: code.to_owned(), reason: reason.to_owned() };
        self.app.state().script(job_id.map(str::to_owned), failure);
    }

    /// Makes a short job fail: this one, or with `None` the next one that ends.
    pub fn fail_assessment(&self, job_id: Option<&str>, code: &str, reason: &str) {
        let failure = Failure::Assessment { code: code.to_owned(), reason: reason.to_owned() };
        self.app.state().script(job_id.map(str::to_owned), failure);
    }

    /// Makes the next check of a segment fail: its speech differs from its text at these positions of the text. `None`
    /// stands for any job, or any segment.
    pub fn mismatch_segment(&self, job_id: Option<&str>, index: Option<u32>, positions: impl IntoIterator<Item = u32>) {
        let positions = positions.into_iter().collect();
        self.app.state().segment_script.add(job_id.map(str::to_owned), index, positions);
    }

    /// Disturbs the next requests in this order. Each request to the API takes one disturbance. Requests to IAM take
    /// only disturbances of [their operation](Self::disturb_operation).
    ///
    /// An [`ErrorResponse`](crate::ErrorResponse) is a disturbance too: the response with it, in place of the operation.
    pub fn disturb(&self, disturbances: impl IntoIterator<Item: Into<Disturbance>>) {
        self.app.disturbances.add(None, disturbances);
    }

    /// Disturbs the next requests of one operation. It is named as Huawei does, such as `CreateTrainingAdvanceJob`, or
    /// `KeystoneListProjects` of IAM.
    ///
    /// # Errors
    ///
    /// Returns an error, and disturbs nothing, if neither the spec nor IAM has the operation.
    pub fn disturb_operation(
        &self,
        operation: &str,
        disturbances: impl IntoIterator<Item: Into<Disturbance>>,
    ) -> Result<(), InstructionError> {
        self.app.disturb_operation(operation, disturbances)
    }

    /// Disturbs the next uploads in this order: those of this object of any job, or with `None` all uploads. Only
    /// uploads whose URL is valid take a disturbance.
    pub fn disturb_upload(
        &self,
        object: Option<ObjectKind>,
        disturbances: impl IntoIterator<Item: Into<UploadDisturbance>>,
    ) {
        self.app.upload_disturbances.add(object, disturbances);
    }

    /// Removes all scripted disturbances of calls and uploads.
    pub fn clear_disturbances(&self) {
        self.app.disturbances.clear();
        self.app.upload_disturbances.clear();
    }

    /// Calls this hook with every event of every request from now on, numbered from 0. It replaces the previous hook.
    /// Requests to the control plane have no events.
    ///
    /// The simulator calls the hook with one event at a time, and the hook may block. Meanwhile no request gets beyond
    /// its next event, so that a test can, for example, kill a client there. A request that has
    /// [arrived](crate::Moment::Arrived) whole is carried out even if its client is gone. An upload that has not
    /// arrived whole leaves nothing.
    ///
    /// ```
    /// use std::sync::{Arc, Mutex};
    /// use metastudio_voice_simulator::{Moment, Simulator};
    ///
    /// # async fn example() -> std::io::Result<()> {
    /// let simulator = Simulator::start().await?;
    /// let created = Arc::new(Mutex::new(0));
    /// let count = Arc::clone(&created);
    /// simulator.on_event(move |event| {
    ///     if event.operation == Some("CreateTrainingAdvanceJob") && event.moment == Moment::CarriedOut {
    ///         *count.lock().unwrap() += 1;
    ///     }
    /// });
    /// # Ok(())
    /// # }
    /// ```
    pub fn on_event(&self, hook: impl Fn(&Event) + Send + Sync + 'static) {
        self.app.events.listen(hook);
    }

    /// Hides jobs that are created from now on from this number of lists.
    ///
    /// With this, a test can find out whether a client relies on a new job being listed at once. Each
    /// `ListVoiceTrainingJob` counts, whatever its filters. `ShowVoiceTrainingJob` finds the job at once.
    pub fn delay_listing(&self, lists: u32) {
        self.app.state().list_lag = lists;
    }

    /// Returns the differences from the spec that were drawn by the [seed](SimulatorBuilder::drift), in the order of their
    /// keys, and how many responses had each.
    pub fn drift(&self) -> Vec<InjectedDrift> {
        self.app.drift.injected()
    }

    /// Judges the client by its requests: whether a voice was trained, and whether credentials went only where they
    /// belong. It is meant for a client that was not disturbed.
    pub fn conformance(&self) -> Conformance {
        Conformance::of_app(&self.app)
    }

    /// Returns how often an operation was carried out, among the [requests](Self::requests) that the simulator keeps.
    pub fn carried_out(&self, operation: &str) -> usize {
        let requests = self.requests();
        requests.iter().filter(|request| request.carried_out && request.operation == Some(operation)).count()
    }

    /// Offers a file of a job for `ShowEncryptFile`, and returns the token with which a client can download it once.
    pub fn offer_file(&self, job_id: &str, content: impl Into<Vec<u8>>) -> String {
        self.app.state().download_tokens.offer(job_id, content.into().into())
    }

    /// Returns all training jobs, in the order of their creation.
    pub fn jobs(&self) -> Vec<JobSnapshot> {
        self.app.state().jobs().map(JobSnapshot::from).collect()
    }

    /// Returns all short jobs, in the order of their creation.
    pub fn short_jobs(&self) -> Vec<ShortJobSnapshot> {
        self.app.state().short_jobs().map(ShortJobSnapshot::from).collect()
    }

    /// Returns the latest 10,000 requests to all servers, in the order of their arrival. It leaves out requests to the
    /// control plane.
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.app.record.all()
    }

    /// Returns the number of credits spent: one for each training job that was submitted with success, however often.
    pub fn credits_spent(&self) -> u64 {
        self.app.state().credits.spent()
    }

    /// Returns the object that was last uploaded for a job.
    pub fn object(&self, job_id: &str, kind: ObjectKind) -> Option<StoredObject> {
        self.app.state().objects.get(job_id, kind).cloned()
    }

    /// Returns the URL of IAM.
    pub fn iam_endpoint(&self) -> &str {
        &self.iam_endpoint
    }

    /// Returns the URL of the metadata service.
    pub fn metadata_endpoint(&self) -> &str {
        &self.metadata_endpoint
    }

    /// Returns the name of the user to whom IAM issues tokens.
    pub fn user(&self) -> &str {
        &self.app.settings.account.user
    }

    /// Returns the id of the user, which the method `totp` requires.
    pub fn user_id(&self) -> String {
        identity::user_id()
    }

    /// Returns the present password of the user.
    pub fn password(&self) -> String {
        self.app.identities.account().password
    }

    /// Returns the name of the user's account, which IAM calls its domain.
    pub fn domain(&self) -> &str {
        &self.app.settings.account.domain
    }

    /// Returns the id of the account.
    pub fn domain_id(&self) -> String {
        identity::domain_id()
    }

    /// Expires every token issued so far, and the [fixed one](Self::token). Tokens issued from now on are valid again.
    pub fn expire_tokens(&self) {
        self.app.identities.expire_tokens(self.app.now());
    }

    /// Revokes every token issued so far, and the [fixed one](Self::token), as a change of permissions does.
    pub fn revoke_tokens(&self) {
        self.app.identities.revoke_tokens();
    }

    /// Expires every temporary key issued so far, and the [fixed one](Self::access_key) if it is temporary.
    pub fn expire_temporary_keys(&self) {
        self.app.identities.expire_temporary_keys(self.app.now());
    }

    /// Locks or unlocks the account. While it is locked, IAM issues no tokens for its password. Tokens and keys stay
    /// valid.
    pub fn lock_account(&self, locked: bool) {
        self.app.identities.lock_account(locked);
    }

    /// Changes the user's password, which revokes every token issued so far.
    pub fn change_password(&self, password: impl Into<String>) {
        self.app.identities.change_password(password.into());
    }

    /// Changes how the metadata service behaves.
    pub fn set_metadata(&self, mode: MetadataMode) {
        self.app.metadata.set_mode(mode);
    }

    /// Expires every token that the metadata service has issued so far.
    pub fn expire_metadata_tokens(&self) {
        self.app.metadata.expire_tokens(self.app.now());
    }

    /// Returns how many requests to this path a server received, among the [requests](Self::requests) that the
    /// simulator keeps.
    pub fn received(&self, server: record::Server, path: &str) -> usize {
        self.requests().iter().filter(|request| request.server == server && request.path == path).count()
    }
}

/// The credentials of a simulator whose key no request can carry: building a client fails.
#[derive(Debug)]
struct Unusable;

impl CredentialsProvider for Unusable {
    fn name(&self) -> &str {
        "the simulator"
    }

    fn provide(&self) -> Providing<'_> {
        Box::pin(async { Err(Error::invalid_credentials("the key that the simulator was built with fits no header")) })
    }
}
