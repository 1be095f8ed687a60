//! The calls of IAM that a client needs: tokens for users with a password, and the project of a region.
//!
//! The rule for failures: only a refusal of the login by IAM itself is permanent. An error page of a proxy is
//! transient, whatever its status. While an account is locked, the client sends no login, because each attempt may
//! prolong the lock.

use std::fmt;
use std::time::Duration;

use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::auth::{Credentials, CredentialsProvider, IamUser, ProviderRetry, Providing, parse_time};
use crate::generated::Client;
use crate::http::Project;
use crate::operations::Idempotency;
use crate::text::printable;
use crate::{Error, ErrorKind};

/// Huawei's name of the API for tokens.
const CREATE_TOKEN: &str = "KeystoneCreateUserTokenByPassword";
/// Huawei's name of the API for projects.
const LIST_PROJECTS: &str = "KeystoneListProjects";

/// How long the client sends no login for a locked account. It is an assumption: no page about the API that was read
/// has a number, or a code for it.
const LOCK_PAUSE: Duration = Duration::from_secs(15 * 60);

/// A part of IAM's message about a locked account: "The account is locked."
const LOCKED_MESSAGE: &str = "is locked";

/// The advice where IAM has no project for a region, or several.
const GIVE_PROJECT: &str = "call .project_id(\"…\"), or set HUAWEICLOUD_SDK_PROJECT_ID";

/// The scope of a token.
#[derive(Clone, Debug)]
pub(super) enum Scope {
    /// This project.
    Project(Project),
    /// The project of this region.
    Region(String),
}

/// Requests tokens from IAM.
pub(super) struct Tokens {
    /// A client of IAM without credentials.
    iam: Client,
    user: IamUser,
    scope: Scope,
}

#[derive(Deserialize)]
struct TokenResponse {
    token: Token,
}

#[derive(Deserialize)]
struct Token {
    expires_at: Option<String>,
    project: Option<IamProject>,
}

#[derive(Deserialize)]
struct IamProject {
    id: String,
}

impl Tokens {
    /// Requests tokens for this user; `iam` is a client of IAM without credentials.
    pub(super) fn new(iam: Client, user: IamUser, scope: Scope) -> Self {
        Self { iam, user, scope }
    }

    /// Returns for whom and for which project a token was refused.
    fn caller(&self) -> String {
        let user = self.user.origin();
        match &self.scope {
            Scope::Project(project) => project.caller(&user),
            Scope::Region(_) => user,
        }
    }

    async fn token(&self) -> Result<Credentials, Error> {
        let project = match &self.scope {
            Scope::Project(project) => json!({ "id": project.id }),
            Scope::Region(name) => json!({ "name": name }),
        };
        let body = json!({ "auth": { "identity": self.user.identity(), "scope": { "project": project } } });
        // A second token does not invalidate the first, so a retry is safe. Without the catalog the response is small.
        let call = self.iam.request(Method::POST, "/v3/auth/tokens").query("nocatalog", true).json(&body);
        let response = call.idempotency(Idempotency::Idempotent).send().await?;
        let token = response.headers().get("x-subject-token").and_then(|token| token.to_str().ok());
        // An intermediary may respond with a web page and status 200.
        let missing = || Error::new(ErrorKind::UnexpectedResponse, "the response has no token").transient_if(true);
        let mut credentials = Credentials::token(token.ok_or_else(missing)?)?.with_origin(self.user.origin());
        let TokenResponse { token: Token { expires_at, project } } =
            response.json().map_err(|error| error.transient_if(true))?;
        if let Some(at) = expires_at.as_deref().and_then(parse_time) {
            credentials = credentials.expiring_at(at);
        }
        Ok(match project {
            Some(project) => credentials.for_project(project.id),
            None => credentials,
        })
    }
}

impl CredentialsProvider for Tokens {
    fn name(&self) -> &str {
        "IAM"
    }

    fn provide(&self) -> Providing<'_> {
        Box::pin(async {
            let token = self.token().await;
            token.map_err(|error| {
                let error = classified(error).with_operation(CREATE_TOKEN).before_sending();
                if error.kind() == ErrorKind::Refused { error.with_caller(self.caller()) } else { error }
            })
        })
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("user", &self.user).field("scope", &self.scope).finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Projects {
    projects: Vec<IamProject>,
}

/// Returns the id of the project with the region's name; `iam` is a client of IAM with credentials.
pub(super) async fn project_of(iam: &Client, region: &str) -> Result<String, Error> {
    let response = iam.request(Method::GET, "/v3/projects").query("name", region).send_for_json::<Projects>().await;
    let response = response.map_err(|error| classified(error).with_operation(LIST_PROJECTS))?;
    match &response.projects[..] {
        [one] => Ok(one.id.clone()),
        [] => {
            let error = Error::new(ErrorKind::Configuration, format!("IAM has no project of the region {region}"));
            Err(error.with_advice(GIVE_PROJECT).with_request_id(response.request_id().map(ToOwned::to_owned)))
        }
        several => {
            let ids: Vec<_> = several.iter().map(|project| &*project.id).collect();
            let message = format!("the region {region} has several projects: {}", printable(&ids.join(", ")));
            Err(Error::new(ErrorKind::Configuration, message).with_advice(GIVE_PROJECT))
        }
    }
}

/// The sort of a failure.
#[derive(Debug, PartialEq, Eq)]
enum Refusal {
    /// IAM rejects the login.
    Login,
    /// IAM does not check the login for a while.
    Locked,
    /// An intermediary between the client and IAM refuses the request.
    Intermediary,
    /// Any other failure, which the error itself classifies.
    Other,
}

/// Marks the failure of a request to IAM as transient or not, and adds advice.
fn classified(error: Error) -> Error {
    match refusal(&error) {
        Refusal::Locked => error
            .transient_if(true)
            .with_advice("unlock the account, or wait: the client asks IAM again after 15 minutes"),
        Refusal::Intermediary => {
            error.transient_if(true).with_advice("check the proxy and the network: the response is not from IAM")
        }
        Refusal::Login | Refusal::Other => error,
    }
}

/// Decides when the client may request a token again after a failure.
pub(super) fn retry(error: &Error) -> ProviderRetry {
    match refusal(error) {
        Refusal::Login => ProviderRetry::Never,
        Refusal::Locked => ProviderRetry::After(LOCK_PAUSE),
        Refusal::Intermediary | Refusal::Other => ProviderRetry::Soon,
    }
}

fn refusal(error: &Error) -> Refusal {
    let Some(status @ 400..=499) = error.status() else { return Refusal::Other };
    let body = error.response().map(|response| &response.body()[..]).unwrap_or_default();
    let Ok(body) = serde_json::from_slice::<Value>(body) else { return Refusal::Intermediary };
    // IAM's errors have Keystone's form, or a code of IAM. The gateway before IAM has other codes.
    let keystone = body["error"]["code"] == status && body["error"]["message"].is_string();
    let coded = body["error_code"].as_str().is_some_and(|code| code.starts_with("IAM."));
    match status {
        401 if (keystone || coded) && error.message().contains(LOCKED_MESSAGE) => Refusal::Locked,
        400 | 401 if keystone || coded => Refusal::Login,
        _ if !(keystone || coded || error.code().is_some_and(|code| code.starts_with("APIG"))) => Refusal::Intermediary,
        _ => Refusal::Other,
    }
}
