//! Admits callers: checks their credentials, the lock of their key, and the scope of both.

use axum::http::request::Parts;

use super::auth::{Kind, check, named_key};
use crate::http::fault::Fault;
use crate::services::App;
use crate::state::identity::{Identities, Scope};

/// An authenticated caller: the scope of its token, and the scope of its key.
#[derive(Debug)]
pub(crate) struct Caller {
    pub(crate) token: Option<Scope>,
    pub(crate) key: Option<Scope>,
}

impl Caller {
    /// Refuses a caller whose token is not for a project of this region.
    pub(super) fn of_region(self, identities: &Identities) -> Result<Self, Fault> {
        match &self.token {
            Some(Scope::Project(id)) if !identities.in_region(id) => Err(Fault::outdated_token()),
            Some(Scope::Account | Scope::Nothing) => Err(Fault::outdated_token()),
            _ => Ok(self),
        }
    }

    /// Returns whether all credentials of the caller are valid for this project.
    pub(super) fn may_use(&self, identities: &Identities, project_id: &str) -> bool {
        let for_it = |scope: &Scope| match scope {
            Scope::Project(id) => id == project_id,
            Scope::Account => true,
            Scope::Nothing => false,
        };
        identities.in_region(project_id) && [&self.token, &self.key].into_iter().flatten().all(for_it)
    }
}

/// Checks the credentials of a request to the API or to IAM.
pub(crate) fn identify(app: &App, parts: &Parts, body: &[u8]) -> Result<Caller, Fault> {
    let verdict = check(&app.identities, parts, body, app.now());
    if let Some(access_key) = named_key(&app.identities, parts) {
        let right = match &verdict {
            Ok(_) => Some(true),
            Err(refusal) => (refusal.kind == Kind::WrongSignature).then_some(false),
        };
        if !app.key_admits(access_key, right) {
            return Err(Fault::unauthenticated("the access key is locked"));
        }
    }
    verdict.map_err(|refusal| match refusal.kind {
        Kind::OutdatedToken => Fault::outdated_token(),
        Kind::WrongSignature | Kind::Other => Fault::unauthenticated(&refusal.why),
    })
}
