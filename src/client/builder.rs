//! Builds clients from the settings of the endpoint, the credentials, the project, HTTP and calls.
//!
//! The rule for addresses: an address from a variable or a file may be a bare host, to which the client prepends
//! `https://`, as Huawei's SDKs do. An error names that variable or file, and never the address, which may contain a
//! password.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::ClientState;
use super::iam::{self, Scope, Tokens};
use crate::auth::{
    Chain, Credentials, CredentialsProvider, IamUser, Identity, PROJECT_ID, Profile, ProviderRetry, variable,
};
use crate::drift::{Drift, Listener, Recorder};
use crate::generated::Client;
use crate::http::clients::{PlainHttp, Settings};
use crate::http::{Authentication, CallContext, CallSettings, Project, ProjectOrigin, RateLimits};
use crate::retry::{Clock, RetryBudget, RetryPolicy};
use crate::tls;
use crate::types::ProjectId;
use crate::upload::Uploader;
use crate::{Error, ErrorKind};

/// The regions with the service (`ap-southeast-3`: documented by its limits; no page that was read has its address).
const REGIONS: [&str; 3] = ["cn-north-4", "cn-east-3", "ap-southeast-3"];

/// The variable with the address of IAM, as Huawei's SDKs read it.
const IAM_ENDPOINT: &str = "HUAWEICLOUD_SDK_IAM_ENDPOINT";

/// The regions with an IAM of their own, as Huawei's SDKs know them (Python core 3.1.219).
const IAM_REGIONS: [&str; 27] = [
    "ae-ad-1",
    "af-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "cn-east-2",
    "cn-east-3",
    "cn-east-4",
    "cn-east-5",
    "cn-north-1",
    "cn-north-12",
    "cn-north-2",
    "cn-north-4",
    "cn-north-9",
    "cn-south-1",
    "cn-south-2",
    "cn-southwest-2",
    "eu-west-0",
    "la-north-2",
    "la-south-2",
    "me-east-1",
    "my-kualalumpur-1",
    "na-mexico-1",
    "ru-moscow-1",
    "sa-brazil-1",
    "tr-west-1",
];

/// The advice for the builder's addresses.
const GIVE_ENDPOINT: &str = "call .region(\"cn-north-4\"), or .endpoint(\"https://…\") for another region";

/// Builds a [`Client`](crate::Client). [`Client::builder`](crate::Client::builder) creates one.
///
/// The client never sends credentials to another host: it follows no redirects, uses another HTTP client for uploads,
/// and refuses plain `http` except to this machine. It uses HTTP/2 where the server offers it, except for uploads.
///
/// # Proxies
/// The client uses the proxies in the variables `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, as curl does.
/// It ignores the settings of Windows and macOS: give such a proxy to [`configure_http`](Self::configure_http). If the
/// endpoint is `http` on this machine, such as a simulator, it uses no proxy at all.
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it is built"]
pub struct ClientBuilder {
    region: Option<String>,
    endpoint: Option<String>,
    project_id: Option<String>,
    iam_endpoint: Option<String>,
    caller: Option<Caller>,
    http: Settings,
    calls: CallSettings,
    enforce_rate_limits: bool,
    allow_plain_http: bool,
    trace_voice_names: bool,
}

/// Where the builder's user has the credentials from.
#[derive(Clone, Debug)]
enum Caller {
    Credentials(Credentials),
    Provider(Arc<dyn CredentialsProvider>),
    User(IamUser),
}

impl ClientBuilder {
    /// Sets the region, such as `cn-north-4`, which determines the endpoint.
    ///
    /// The endpoint is the address in the variable `HUAWEICLOUD_SDK_REGION_METASTUDIO_CN_NORTH_4` (and so on; the first
    /// of several with commas between them, and `https` for a bare host), or else
    /// `https://metastudio.{region}.myhuaweicloud.com`.
    ///
    /// The crate knows the service in `cn-north-4`, `cn-east-3` and `ap-southeast-3`. For another region, set an
    /// [`endpoint`](Self::endpoint).
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the address of the service, instead of the region's. It must be `https`, or `http` on this machine.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// Sets the address of IAM, from which the client requests tokens and projects. It must be `https`, or `http` on
    /// this machine.
    ///
    /// Without it the client uses the first of: the variable `HUAWEICLOUD_SDK_IAM_ENDPOINT`, `iam_endpoint` in the
    /// profile (if you set no credentials; a bare host in these two is `https`), the region's address, the global
    /// address.
    pub fn iam_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.iam_endpoint = Some(endpoint.into());
        self
    }

    /// Sets the project id, which the client fills into every call.
    ///
    /// Without it the client uses the first of: the variable `HUAWEICLOUD_SDK_PROJECT_ID`, the project of the
    /// credentials (in a profile or a token), the project that IAM has for the region.
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// Sets the credentials.
    ///
    /// Without them, a [`credentials_provider`](Self::credentials_provider) or an [`iam_user`](Self::iam_user), the
    /// client looks where Huawei's SDKs look: [`Chain::standard`]. The last of the three setters counts.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.caller = Some(Caller::Credentials(credentials));
        self
    }

    /// Sets the provider of the credentials, which the client asks for new ones before these expire.
    pub fn credentials_provider(mut self, provider: impl CredentialsProvider + 'static) -> Self {
        self.caller = Some(Caller::Provider(Arc::new(provider)));
        self
    }

    /// Sets the IAM user as which the client calls, with tokens that it requests and refreshes.
    pub fn iam_user(mut self, user: IamUser) -> Self {
        self.caller = Some(Caller::User(user));
        self
    }

    /// Allows plain `http` to other machines. Others on the network can then read signatures, tokens and recordings.
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

    /// Sets the time limit for one call of the API; the default is 90 seconds.
    ///
    /// The limit includes fetching credentials, waiting for a [rate limit](Self::enforce_rate_limits), all attempts and
    /// the pauses between them. Uploads have no such limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.calls.timeout = timeout;
        self
    }

    /// Sets the time limit for one attempt, connecting included; the default is 30 seconds.
    ///
    /// It applies where another attempt could follow. A create request, which the client may not repeat without a
    /// response, gets all the remaining time of the call; credentials and rate limits before it leave it at least this
    /// much time, or half of the call's.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.calls.attempt_timeout = timeout;
        self
    }

    /// Sets the policy that decides whether and when another attempt follows a failed one; the default is
    /// [`Backoff`](crate::retry::Backoff). [`NoRetry`](crate::retry::NoRetry) turns retries off.
    pub fn retry_policy(mut self, policy: impl RetryPolicy + 'static) -> Self {
        self.calls.retry.policy = Arc::new(policy);
        self
    }

    /// Sets the budget for the retries of all calls of the client together; the default is
    /// [`TokenBucket::default`](crate::retry::TokenBucket). To share one budget among several clients, give each of
    /// them a clone of an [`Arc`].
    pub fn retry_budget(mut self, budget: impl RetryBudget + 'static) -> Self {
        self.calls.retry.budget = Arc::new(budget);
        self
    }

    /// Sets the clock, for tests; the default is the system's.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.calls.retry.clock = Arc::new(clock);
        self
    }

    /// Makes the client keep the documented limits (requests per second and tenant, by region): a call waits for its
    /// turn, at most for its [time limit](Self::timeout).
    ///
    /// By default the client does not wait. The gateway then refuses too many calls at once with `APIGW.0308`, and the
    /// client retries these a few times.
    ///
    /// The limits are the [`rate_limits`](crate::operations::Operation::rate_limits) of each operation. If the region
    /// is unknown, or its limit is not documented, the smallest limit applies. This client and its clones share the
    /// limits; they do not see the calls of other programs of the same tenant.
    pub fn enforce_rate_limits(mut self) -> Self {
        self.enforce_rate_limits = true;
        self
    }

    /// Sets a function that is told each difference between a response and the spec that this crate was generated from, with
    /// the edit of the spec that makes it go away: [`drift`](crate::drift). Each is told once.
    ///
    /// The function is called on the task of the call, before the call returns; hand over what takes long. If it panics,
    /// the call goes on. Calling this again adds another function.
    ///
    /// ```
    /// # fn sample() -> metastudio_voice::ClientBuilder {
    /// metastudio_voice::Client::builder().on_drift(|drift| eprintln!("{drift}"))
    /// # }
    /// ```
    pub fn on_drift(mut self, tell: impl Fn(&Drift) + Send + Sync + 'static) -> Self {
        self.calls.observers.add(Arc::new(Listener::new(tell)));
        self
    }

    /// Records each response to an operation of the spec, without what it says about anybody:
    /// [`Recorder`](crate::drift::Recorder).
    pub fn record(mut self, recorder: &Recorder) -> Self {
        self.calls.observers.add(recorder.observer());
        self
    }

    /// Puts the names of voices into the spans of trainings ([tracing](crate::guide::tracing)), as
    /// `huaweicloud.voice_name`. By default they have none, because the name of a voice is often that of a person.
    pub fn trace_voice_names(mut self) -> Self {
        self.trace_voice_names = true;
        self
    }

    /// Sets a suffix for the `User-Agent`, such as `my-studio/1.2`.
    ///
    /// # Errors
    /// [`build`](Self::build) fails with [`ErrorKind::Configuration`] if the suffix is not printable ASCII.
    pub fn user_agent(mut self, suffix: impl Into<String>) -> Self {
        self.http.user_agent = Some(suffix.into());
        self
    }

    /// Sets a function that configures the crate's HTTP clients, for example with a certificate authority, a proxy, a
    /// resolver or a client certificate.
    ///
    /// The crate calls the function for each client that it creates: for the API, and for uploads. Calling this again
    /// replaces the previous function. Use the re-exported [`reqwest`](crate::reqwest) so that versions match.
    ///
    /// The crate's own rules come after it and always hold: no redirects, no `Referer`, the `User-Agent`, the time
    /// limits (reqwest's `timeout` has no effect), HTTP/1.1 for uploads, no proxy to a plain `http` endpoint on this
    /// machine. Do not enable reqwest's retries here: the client must not repeat some calls.
    ///
    /// The crate cannot see or remove a default header that the function sets: it goes with each call, unsigned, and
    /// **with each upload to OBS**, unless the crate sets that header itself. So set none that is a credential, such as
    /// `Authorization` or `X-Auth-Token`, and none that OBS's signature covers, such as `Content-Type` or `x-obs-*`.
    /// `Debug` of a [`Client`](crate::Client) prints default headers that are not marked as sensitive.
    ///
    /// ```no_run
    /// # async fn sample() -> Result<(), Box<dyn std::error::Error>> {
    /// use metastudio_voice::{Client, reqwest::Proxy};
    ///
    /// let proxy = Proxy::https("http://proxy.example.com:3128")?;
    /// let client = Client::builder()
    ///     .region("cn-north-4")
    ///     .configure_http(move |http| http.proxy(proxy.clone()))
    ///     // With one of the TLS features: http.tls_certs_merge([authority.clone()])
    ///     .build()
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`build`](Self::build) fails with [`ErrorKind::Configuration`] if reqwest cannot create such a client.
    pub fn configure_http(
        mut self,
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.http.configure = Some(Arc::new(configure));
        self
    }

    /// Builds the client. It loads credentials if they must be fetched, and looks up the project id in IAM if neither
    /// you, the environment nor the credentials name one and the region is known. With credentials and a project in the
    /// builder it sends nothing.
    ///
    /// With the feature `rustls-ring` (and without `rustls`) it makes ring the process's default provider of
    /// cryptography for rustls, unless there is one already. To use another, install it before.
    ///
    /// # Errors
    /// - [`ErrorKind::Configuration`] if the endpoint, the region, the project id, the credentials or the settings of
    ///   HTTP are missing or unusable, if the region has no project or several, or if the endpoint is `https` and the
    ///   crate was built without TLS.
    /// - [`ErrorKind::Credentials`] if no provider has credentials, or one has some that it cannot use or fetch just
    ///   now.
    /// - Every error of a call, if the client calls IAM.
    pub async fn build(self) -> Result<Client, Error> {
        let (endpoint, of_endpoint) = self.base_url()?;
        let given = match &self.project_id {
            Some(id) => Some(Project { id: usable(id.clone(), "the project id")?, origin: ProjectOrigin::Builder }),
            None => variable(PROJECT_ID)?
                .map(|id| usable(id, PROJECT_ID))
                .transpose()?
                .map(|id| Project { id, origin: ProjectOrigin::Variable(PROJECT_ID) }),
        };
        let identity = self.identity(given.as_ref())?;
        // The first request for credentials is here, so that the builder fails and not the first call.
        let now = self.calls.retry.clock.now();
        let credentials = identity.current(now, self.calls.timeout).await?;
        let of_credentials =
            credentials.as_ref().and_then(|credentials| Some((credentials.project_id()?, credentials.origin())));
        let project = match (given, of_credentials, &self.region) {
            (Some(project), ..) => Some(project),
            (None, Some((id, origin)), _) => {
                let id = usable(id.to_owned(), &format!("the project id of the credentials {origin}"))?;
                Some(Project { id, origin: ProjectOrigin::Credentials(origin.to_owned()) })
            }
            (None, None, Some(region)) => {
                let id = iam::project_of(&self.client_of_iam(identity.clone())?, region).await?;
                let id = usable(id, "the project id in the response of IAM")?;
                Some(Project { id, origin: ProjectOrigin::Iam(region.clone()) })
            }
            (None, None, None) => None,
        };
        let rate_limits = self.enforce_rate_limits.then(|| Arc::new(RateLimits::new(self.region.clone())));
        let calls = CallSettings { rate_limits, ..self.calls.clone() };
        let mut client = self.assemble(endpoint, identity, project, calls)?;
        client.inner.endpoint_origin = of_endpoint;
        Ok(client)
    }

    /// Returns the credentials with which the client calls.
    fn identity(&self, project: Option<&Project>) -> Result<Identity, Error> {
        Ok(match &self.caller {
            Some(Caller::Credentials(credentials)) => Identity::fixed(credentials.clone()),
            Some(Caller::Provider(provider)) => self.provided(Arc::clone(provider), |_| ProviderRetry::Soon),
            None => self.provided(Arc::new(Chain::standard()), |_| ProviderRetry::Soon),
            Some(Caller::User(user)) => {
                let scope = match (project, &self.region) {
                    (Some(project), _) => Scope::Project(project.clone()),
                    (None, Some(region)) => Scope::Region(region.clone()),
                    (None, None) => {
                        let message = "a token needs a project, and the builder has neither a project id nor a region";
                        return Err(configuration(message, "call .region(\"cn-north-4\") or .project_id(\"…\")"));
                    }
                };
                let iam = self.client_of_iam(Identity::Anonymous)?;
                self.provided(Arc::new(Tokens::new(iam, user.clone(), scope)), iam::retry)
            }
        })
    }

    fn provided(&self, provider: Arc<dyn CredentialsProvider>, retry: fn(&Error) -> ProviderRetry) -> Identity {
        Identity::provided(provider, Arc::clone(&self.calls.retry.clock), retry)
    }

    /// Creates a client of IAM, with the same settings of HTTP and of calls.
    fn client_of_iam(&self, identity: Identity) -> Result<Client, Error> {
        let given = self.iam_endpoint.as_deref();
        let address = of_iam(given, self.caller.is_none(), self.region.as_deref())?;
        self.assemble(self.checked(&address)?, identity, None, self.calls.clone())
    }

    /// Creates a client from settings that have been checked.
    fn assemble(
        &self,
        endpoint: Url,
        identity: Identity,
        project: Option<Project>,
        calls: CallSettings,
    ) -> Result<Client, Error> {
        let plain = PlainHttp::new(&endpoint, self.allow_plain_http);
        let user_agent = self.http.user_agent()?;
        let http = self.http.for_api(plain)?;
        let settings = Arc::new(calls);
        let uploader = Uploader::new(self.http.for_uploads(plain)?, user_agent.clone(), plain, settings.retry.clone());
        let calls = CallContext { authentication: Authentication::new(identity, project), user_agent, settings };
        let trace_voice_names = self.trace_voice_names;
        let endpoint_origin = String::new();
        let inner = ClientState { endpoint: endpoint.clone(), calls, uploader, trace_voice_names, endpoint_origin };
        // The generated code appends paths that begin with a slash.
        let base = endpoint.as_str().trim_end_matches('/').to_owned();
        Ok(Client::new_with_client(&base, http, inner))
    }

    /// Returns the address of the service, to which the client appends paths, and where it comes from.
    fn base_url(&self) -> Result<(Url, String), Error> {
        match (&self.endpoint, &self.region) {
            (Some(endpoint), _) => {
                Ok((self.checked(&Address::given(endpoint, "the endpoint"))?, "from the builder".to_owned()))
            }
            (None, Some(region)) => {
                let address = of_region(region)?;
                let origin = match &*address.place {
                    "the endpoint" => format!("of the region {region}"),
                    variable => format!("from {variable}"),
                };
                Ok((self.checked(&address)?, origin))
            }
            (None, None) => Err(configuration("there is no region and no endpoint", GIVE_ENDPOINT)),
        }
    }

    /// Checks that credentials may go to an address.
    fn checked(&self, address: &Address) -> Result<Url, Error> {
        let Address { text, place, advice } = address;
        let wrong = |problem: &str| configuration(format!("{place} {problem}"), advice.clone());
        let url = Url::parse(text).map_err(|error| wrong("is not a URL").caused_by(error))?;
        let plain = url.path_segments().is_some() && url.query().is_none() && url.fragment().is_none();
        if !plain || url.host().is_none() || !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("must be a plain address such as https://host"));
        }
        let https = url.scheme() == "https";
        if !https && !PlainHttp::new(&url, self.allow_plain_http).allows(&url) {
            let message = format!("{place} is not https: credentials could be read on the way");
            return Err(configuration(message, "use https, or call allow_plain_http() if that is what you want"));
        }
        if https && !tls::AVAILABLE {
            let message = format!("{place} is https, but this build has no TLS");
            return Err(configuration(message, "turn on the feature `rustls`, `rustls-ring` or `native-tls`"));
        }
        Ok(url)
    }
}

/// An address, and the words for its place.
struct Address {
    text: String,
    place: Cow<'static, str>,
    advice: Cow<'static, str>,
}

impl Address {
    /// Returns an address from the program.
    fn given(text: &str, place: &'static str) -> Self {
        Self { text: text.to_owned(), place: place.into(), advice: GIVE_ENDPOINT.into() }
    }

    /// Returns an address from a variable or a file.
    fn configured(text: &str, place: impl Into<Cow<'static, str>>) -> Self {
        let place = place.into();
        let advice = format!("set {} to an address such as https://host", place.trim_end_matches(','));
        // `host:8080` alone would be a URL with the scheme `host`.
        let text = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        Self { text, place, advice: advice.into() }
    }
}

/// Returns the address of a region: that in the environment, or Huawei's.
fn of_region(region: &str) -> Result<Address, Error> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if region.is_empty() || !region.bytes().all(allowed) {
        return Err(configuration("the region is not a name such as cn-north-4", GIVE_ENDPOINT));
    }
    let name = format!("HUAWEICLOUD_SDK_REGION_METASTUDIO_{}", region.to_ascii_uppercase().replace('-', "_"));
    if let Some(list) = variable(&name)? {
        let first = list.split(',').next().unwrap_or_default().trim();
        return Ok(Address::configured(first, name));
    }
    if REGIONS.contains(&region) {
        return Ok(Address::given(&format!("https://metastudio.{region}.myhuaweicloud.com"), "the endpoint"));
    }
    let message =
        format!("the crate knows no endpoint of MetaStudio in the region {region}, only in {}", REGIONS.join(", "));
    Err(configuration(message, format!("call .endpoint(\"https://…\"), or set {name}")))
}

/// Returns the address of IAM, from the first of: the builder, the environment, the profile (if the standard chain is
/// used), the region, the global address.
fn of_iam(given: Option<&str>, profile: bool, region: Option<&str>) -> Result<Address, Error> {
    if let Some(given) = given {
        return Ok(Address::given(given, "the IAM endpoint"));
    }
    if let Some(text) = variable(IAM_ENDPOINT)? {
        return Ok(Address::configured(&text, IAM_ENDPOINT));
    }
    if profile && let Some((text, place)) = Profile::new().iam_endpoint()? {
        return Ok(Address::configured(&text, place));
    }
    let region = region.filter(|region| IAM_REGIONS.contains(region)).map(|region| format!("{region}."));
    let address = format!("https://iam.{}myhuaweicloud.com", region.unwrap_or_default());
    Ok(Address::given(&address, "the IAM endpoint"))
}

/// Checks a project id; `place` says in the error where it stands.
fn usable(project_id: String, place: &str) -> Result<ProjectId, Error> {
    ProjectId::try_from(project_id).map_err(|error| {
        let message = format!("{place} cannot be used: {error}");
        configuration(message, "find it in the console under My Credentials > API Credentials")
    })
}

/// Returns the error for a setting that cannot work, with the advice for it.
fn configuration(message: impl Into<Cow<'static, str>>, advice: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::Configuration, message).with_advice(advice)
}
