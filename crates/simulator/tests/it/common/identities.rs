//! Calls to IAM and the metadata service, and calls with the credentials that they issue.

use metastudio_voice::auth::sign::{Request, sign};
use reqwest::Method;
use serde_json::{Value, json};

use super::{Bench, Response, date};

/// A key pair, permanent or temporary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) access: String,
    pub(crate) secret: String,
    pub(crate) security_token: Option<String>,
}

impl Key {
    /// Parses a key from a response of IAM or of the metadata service.
    pub(crate) fn of(response: &Response) -> Self {
        let credential = response.json()["credential"].clone();
        let text = |name: &str| credential[name].as_str().unwrap().to_owned();
        Self { access: text("access"), secret: text("secret"), security_token: Some(text("securitytoken")) }
    }
}

/// Returns the body of a request to IAM for a token.
pub(crate) fn sign_in_body(user: &str, password: &str, domain: &str) -> Value {
    json!({ "auth": {
        "identity": {
            "methods": ["password"],
            "password": { "user": { "name": user, "password": password, "domain": { "name": domain } } },
        },
        "scope": { "project": { "name": "cn-north-4" } },
    }})
}

impl Bench {
    /// Returns the permanent key.
    pub(crate) fn key(&self) -> Key {
        let simulator = &self.simulator;
        let (access, secret) = (simulator.access_key().to_owned(), simulator.secret_key().to_owned());
        Key { access, secret, security_token: None }
    }

    /// Returns the body of the right user's request for a token, for the project named as the region.
    pub(crate) fn right_body(&self) -> Value {
        sign_in_body(self.simulator.user(), &self.simulator.password(), self.simulator.domain())
    }

    pub(crate) async fn post_iam(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Response {
        let request = self.client.post(format!("{}{path}", self.simulator.iam_endpoint()));
        let request = request.header("content-type", "application/json;charset=utf8").body(body.to_string());
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        Response::read(request.send().await.unwrap()).await
    }

    pub(crate) async fn sign_in(&self, body: &Value) -> Response {
        self.post_iam("/v3/auth/tokens", &[], body).await
    }

    /// Returns a token with this scope.
    pub(crate) async fn token_for(&self, scope: Value) -> String {
        let mut body = self.right_body();
        body["auth"]["scope"] = scope;
        let response = self.sign_in(&body).await;
        assert_eq!(response.status, 201, "{}", response.text);
        response.header("x-subject-token").to_owned()
    }

    /// Returns a token for the project named as the region.
    pub(crate) async fn token(&self) -> String {
        self.token_for(json!({ "project": { "name": "cn-north-4" } })).await
    }

    /// Sends a signed GET.
    pub(crate) async fn get_with(&self, key: &Key, endpoint: &str, path_and_query: &str) -> Response {
        self.get_signed(key, endpoint, path_and_query, &[]).await
    }

    /// Sends a signed GET with more headers, which are signed too.
    pub(crate) async fn get_signed(&self, key: &Key, endpoint: &str, target: &str, more: &[(&str, &str)]) -> Response {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let date = date(0);
        let mut headers = vec![("host", endpoint.strip_prefix("http://").unwrap()), ("x-sdk-date", &date)];
        headers.extend(key.security_token.as_deref().map(|token| ("x-security-token", token)));
        headers.extend(more);
        let request = Request { method: "GET", path, query, headers: &headers, body: b"" };
        let signed = sign(&request, &date, &key.secret).authorization(&key.access);
        let request = self.client.request(Method::GET, format!("{endpoint}{target}")).header("authorization", signed);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        Response::read(request.send().await.unwrap()).await
    }

    /// Requests the list of jobs with a key.
    pub(crate) async fn jobs_with(&self, key: &Key) -> Response {
        self.get_with(key, self.simulator.endpoint(), &self.path("/user/jobs")).await
    }

    /// Requests the list of jobs with a token.
    pub(crate) async fn jobs_with_token(&self, token: &str) -> Response {
        self.jobs_of(self.simulator.project_id(), token).await
    }

    /// Requests the list of jobs of a project with a token.
    pub(crate) async fn jobs_of(&self, project_id: &str, token: &str) -> Response {
        let url = format!("{}/v1/{project_id}/voice-training-manage/user/jobs", self.simulator.endpoint());
        Response::read(self.client.get(url).header("x-auth-token", token).send().await.unwrap()).await
    }

    /// Requests a token of the metadata service.
    pub(crate) async fn metadata_token(&self, ttl: &str) -> Response {
        let url = format!("{}/meta-data/latest/api/token", self.simulator.metadata_endpoint());
        let request = self.client.put(url).header("x-metadata-token-ttl-seconds", ttl);
        Response::read(request.send().await.unwrap()).await
    }

    /// Requests a key of the metadata service.
    pub(crate) async fn security_key(&self, token: Option<&str>) -> Response {
        let request = self.client.get(format!("{}/openstack/latest/securitykey", self.simulator.metadata_endpoint()));
        let request = token.into_iter().fold(request, |request, token| request.header("x-metadata-token", token));
        Response::read(request.send().await.unwrap()).await
    }

    /// Requests a temporary key from IAM for a token.
    pub(crate) async fn temporary_key(&self, token: &str, seconds: Option<u64>) -> Response {
        let mut wanted = json!({ "id": token });
        if let Some(seconds) = seconds {
            wanted["duration_seconds"] = seconds.into();
        }
        let body = json!({ "auth": { "identity": { "methods": ["token"], "token": wanted } } });
        self.post_iam("/v3.0/OS-CREDENTIAL/securitytokens", &[], &body).await
    }
}

/// Checks the status of a response in Keystone's form, and returns its message.
#[track_caller]
pub(crate) fn keystone(response: &Response, status: u16) -> String {
    assert_eq!(response.status, status, "{}", response.text);
    let error = response.json()["error"].clone();
    assert_eq!(error["code"], status);
    assert_eq!(error["title"], response.status.canonical_reason().unwrap());
    error["message"].as_str().unwrap().to_owned()
}
