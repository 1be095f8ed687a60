//! The checks that call the service: what a call needs, from the name of the host to the permission, and then the calls
//! that only read.
//!
//! The rule: nothing is created, changed or spent, and no upload URL is requested.

use std::cell::{Cell, RefCell};
use std::time::{Duration, SystemTime};

use metastudio_voice::operations::ALL;
use metastudio_voice::reqwest::header::DATE;
use metastudio_voice::reqwest::redirect::Policy;
use metastudio_voice::reqwest::{self, Url};
use metastudio_voice::{Client, ClientBuilder, Configuration, Credentials, Error};

use super::report::{Report, State};
use super::texts;
use crate::connection::origin;
use crate::failure::Failure;

/// The time that a look-up or a connection may take.
const LIMIT: Duration = Duration::from_secs(10);
/// The gateway refuses a signature that is more than 15 minutes old.
const MOST_SKEW: u64 = 900;
/// The variables from which the client reads the proxy of an `https` endpoint.
const PROXIES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// The outcome of the checks.
pub(super) struct Checked {
    /// Whether all went well.
    pub(super) is_well: bool,
    /// The number of calls.
    pub(super) calls: usize,
    /// The operations that were not called.
    pub(super) left: Vec<&'static str>,
}

/// Makes all checks of a service at an address, if it is known.
pub(super) async fn checked(
    endpoint: Option<Url>,
    builder: ClientBuilder,
    report: &Report<'_>,
) -> Result<Checked, Failure> {
    let checks = Checks { report, is_well: Cell::new(true), called: RefCell::default() };
    if let Some(endpoint) = &endpoint {
        checks.network(endpoint).await?;
    }
    match builder.build().await {
        Err(error) => {
            checks.bad(texts::CREDENTIALS, &error_text(&error))?;
            let others = [texts::PROJECT, texts::PERMISSION, texts::QUOTAS, texts::LIMITS, texts::JOBS];
            others.into_iter().try_for_each(|name| checks.skip(name))?;
        }
        Ok(client) => {
            checks.caller(client.configuration().await)?;
            checks.calls(&client).await?;
        }
    }
    let called = checks.called.take();
    let left = ALL.iter().map(|operation| operation.id).filter(|id| !called.contains(id)).collect();
    Ok(Checked { is_well: checks.is_well.get(), calls: called.len(), left })
}

/// Returns the address of the service that a builder names, which needs no credentials.
pub(super) async fn endpoint(builder: ClientBuilder) -> Option<Url> {
    let nobody = Credentials::token("none").ok()?;
    let client = builder.credentials(nobody).project_id("none").build().await.ok()?;
    client.configuration().await.ok()?.endpoint.value.parse().ok()
}

struct Checks<'a> {
    report: &'a Report<'a>,
    is_well: Cell<bool>,
    called: RefCell<Vec<&'static str>>,
}

impl Checks<'_> {
    fn good(&self, name: crate::text::Text, message: &str) -> Result<(), Failure> {
        self.report.check(name, State::Good, message)
    }

    fn bad(&self, name: crate::text::Text, message: &str) -> Result<(), Failure> {
        self.is_well.set(false);
        self.report.check(name, State::Bad, message)
    }

    fn skip(&self, name: crate::text::Text) -> Result<(), Failure> {
        self.report.check(name, State::Skipped, texts::NOT_POSSIBLE.get())
    }

    /// Checks the proxy, the name of the host, the connection, and the clock.
    async fn network(&self, endpoint: &Url) -> Result<(), Failure> {
        let host = endpoint.host_str().unwrap_or_default();
        let is_here = endpoint.scheme() == "http";
        let proxy = PROXIES.into_iter().find(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
        match proxy.filter(|_| !is_here) {
            Some(variable) => {
                let value = std::env::var(variable).unwrap_or_default();
                // Without what may be a password.
                let url = Url::parse(&value).or_else(|_| Url::parse(&format!("http://{value}")));
                let proxy =
                    url.ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_else(|| "?".to_owned());
                self.good(texts::PROXY, &texts::PROXIED.with(&[("variable", &variable), ("host", &proxy)]))?;
                self.good(texts::DNS, &texts::BY_PROXY.with(&[("host", &host)]))?;
            }
            None => {
                self.good(texts::PROXY, if is_here { texts::LOOPBACK.get() } else { texts::NO_PROXY.get() })?;
                let port = endpoint.port_or_known_default().unwrap_or(443);
                let name = host.trim_matches(['[', ']']).to_owned();
                match tokio::time::timeout(LIMIT, tokio::net::lookup_host((name, port))).await {
                    Ok(Ok(found)) => {
                        let count = found.count();
                        self.good(texts::DNS, &texts::RESOLVED.with(&[("host", &host), ("count", &count)]))?;
                    }
                    Ok(Err(error)) => {
                        self.bad(texts::DNS, &texts::UNRESOLVED.with(&[("host", &host), ("error", &error)]))?;
                    }
                    Err(error) => {
                        self.bad(texts::DNS, &texts::UNRESOLVED.with(&[("host", &host), ("error", &error)]))?;
                    }
                }
            }
        }
        self.connection(endpoint, host, is_here).await
    }

    /// Sends a request without credentials, to which the gateway responds with an error and its time.
    async fn connection(&self, endpoint: &Url, host: &str, is_here: bool) -> Result<(), Failure> {
        let client = reqwest::Client::builder().redirect(Policy::none()).timeout(LIMIT);
        let client = if is_here { client.no_proxy() } else { client };
        let response = match client.build() {
            Ok(client) => client.get(endpoint.clone()).send().await,
            Err(error) => Err(error),
        };
        match response {
            Ok(response) => {
                let text = if is_here { texts::PLAIN } else { texts::CONNECTED };
                self.good(texts::TLS, &text.with(&[("host", &host), ("status", &response.status().as_u16())]))?;
                let date =
                    response.headers().get(DATE).and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok());
                let Some(date) = date else {
                    return self.report.check(texts::CLOCK, State::Skipped, texts::NO_DATE.get());
                };
                let now = SystemTime::now();
                let skew = now.duration_since(date).or_else(|_| date.duration_since(now)).unwrap_or_default().as_secs();
                match skew > MOST_SKEW {
                    true => self.bad(texts::CLOCK, &texts::CLOCK_BAD.with(&[("seconds", &skew)])),
                    false => self.good(texts::CLOCK, &texts::CLOCK_GOOD.with(&[("seconds", &skew)])),
                }
            }
            Err(error) => {
                let error = causes(&error.without_url());
                self.bad(texts::TLS, &texts::UNCONNECTED.with(&[("host", &host), ("error", &error)]))?;
                self.skip(texts::CLOCK)
            }
        }
    }

    /// Tells the credentials and the project, each with its origin.
    fn caller(&self, configuration: Result<Configuration, Error>) -> Result<(), Failure> {
        let Configuration { project_id, credentials, .. } = match configuration {
            Ok(configuration) => configuration,
            Err(error) => return self.bad(texts::CREDENTIALS, &error_text(&error)),
        };
        match credentials {
            Some(it) => {
                let key = it.access_key.map(|key| format!(" {key}")).unwrap_or_default();
                let kind = format!("{}{key}", it.kind);
                self.good(
                    texts::CREDENTIALS,
                    &texts::CREDENTIALS_FROM.with(&[("kind", &kind), ("origin", &it.origin)]),
                )?;
            }
            None => self.bad(texts::CREDENTIALS, texts::NO_CREDENTIALS.get())?,
        }
        match project_id {
            Some(it) => {
                let from = origin(&it, "--project");
                self.good(texts::PROJECT, &texts::PROJECT_FROM.with(&[("id", &it.value), ("origin", &from)]))
            }
            None => self.bad(texts::PROJECT, texts::NO_PROJECT.get()),
        }
    }

    /// Makes the calls that only read, each as soon as the calls before it have what it needs.
    async fn calls(&self, client: &Client) -> Result<(), Failure> {
        let jobs = self.call("ListVoiceTrainingJob", client.list_voice_training_job().limit(100).send().await);
        match &jobs {
            Ok(_) => self.good(texts::PERMISSION, texts::MAY_READ.get())?,
            Err(error) => {
                self.bad(texts::PERMISSION, &error_text(error))?;
                if error.is_auth() {
                    // Each further call would have a wrong signature too, and a few of them lock the key.
                    return [texts::QUOTAS, texts::LIMITS, texts::JOBS]
                        .into_iter()
                        .try_for_each(|name| self.skip(name));
                }
            }
        }
        match self.call("ShowVoiceTrainingQuotas", client.show_voice_training_quotas().send().await) {
            Ok(quotas) => {
                let credits = quotas.resource_available_nums.as_ref().and_then(|left| serde_json::to_value(left).ok());
                let credits = credits.as_ref().and_then(|left| left.as_object());
                let credits: Vec<String> =
                    credits.into_iter().flatten().map(|(edition, left)| format!("{edition} {left}")).collect();
                let left = if credits.is_empty() { texts::UNKNOWN.to_string() } else { credits.join(", ") };
                self.good(texts::QUOTAS, &left)?;
            }
            Err(error) => self.bad(texts::QUOTAS, &error_text(&error))?,
        }
        match self.call("ShowTenantDurationCfg", client.show_tenant_duration_cfg().send().await) {
            Ok(limits) => {
                let message = match (limits.advance_min, limits.advance_max) {
                    (Some(least), Some(most)) => texts::RECORDINGS.with(&[("least", &least), ("most", &most)]),
                    _ => texts::UNKNOWN.to_string(),
                };
                self.good(texts::LIMITS, &message)?;
            }
            Err(error) => self.bad(texts::LIMITS, &error_text(&error))?,
        }
        let Ok(jobs) = jobs else { return self.skip(texts::JOBS) };
        let count = jobs.count.unwrap_or_default();
        if let Some(job) = jobs.jobs.iter().find_map(|job| job.job_id.clone()) {
            // They are for the responses; a failure of theirs is compared, too.
            let _ = self.call("ShowVoiceTrainingJob", client.show_voice_training_job().job_id(&*job).send().await);
            let _ = self.call("ShowJobAuditResult", client.show_job_audit_result().job_id(&*job).send().await);
            let _ = self.call("ListJobOperationLog", client.list_job_operation_log().job_id(&*job).send().await);
        }
        self.good(texts::JOBS, &texts::COUNT_OF_JOBS.with(&[("count", &count)]))
    }

    /// Notes that an operation was called.
    fn call<T>(&self, operation: &'static str, result: Result<T, Error>) -> Result<T, Error> {
        self.called.borrow_mut().push(operation);
        result
    }
}

fn error_text(error: &Error) -> String {
    format!("{error:#}")
}

/// Returns an error with its causes, as one line.
fn causes(error: &dyn std::error::Error) -> String {
    let first = Some(error);
    let all = std::iter::successors(first, |error| (*error).source()).map(|error| error.to_string());
    let line = all.collect::<Vec<_>>().join(": ");
    line.chars().take(500).map(|character| if character.is_control() { ' ' } else { character }).collect()
}
