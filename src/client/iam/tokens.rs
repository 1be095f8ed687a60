//! A provider of credentials that requests tokens for an IAM user.

use std::fmt;

use serde::Deserialize;
use serde_json::json;

use super::refusal::classified;
use crate::auth::{Credentials, CredentialsProvider, IamUser, Providing, parse_time};
use crate::generated::Client;
use crate::operations::Idempotency;
use crate::{Error, ErrorKind};

/// Huawei's name of the API.
const OPERATION: &str = "KeystoneCreateUserTokenByPassword";

/// The scope of a token.
#[derive(Clone, Debug)]
pub(in crate::client) enum Scope {
    /// The project with this id.
    Project(String),
    /// The project of this region.
    Region(String),
}

/// Requests tokens from IAM.
pub(in crate::client) struct Tokens {
    /// A client of IAM without credentials.
    pub(in crate::client) iam: Client,
    pub(in crate::client) user: IamUser,
    pub(in crate::client) scope: Scope,
}

#[derive(Deserialize)]
struct TokenResponse {
    token: Token,
}

#[derive(Deserialize)]
struct Token {
    expires_at: Option<String>,
    project: Option<Project>,
}

#[derive(Deserialize)]
struct Project {
    id: String,
}

impl Tokens {
    async fn token(&self) -> Result<Credentials, Error> {
        let project = match &self.scope {
            Scope::Project(id) => json!({ "id": id }),
            Scope::Region(name) => json!({ "name": name }),
        };
        let body = json!({ "auth": { "identity": self.user.identity(), "scope": { "project": project } } });
        // A second token does not invalidate the first, so a retry is safe. Without the catalog the response is small.
        let call = self.iam.request("POST", "/v3/auth/tokens").query("nocatalog", true).json(&body);
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
                let error = classified(error).with_operation(OPERATION).before_sending();
                if error.kind() == ErrorKind::Refused { error.with_caller(self.user.origin()) } else { error }
            })
        })
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("user", &self.user).field("scope", &self.scope).finish_non_exhaustive()
    }
}
