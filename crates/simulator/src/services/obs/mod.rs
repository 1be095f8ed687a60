//! The object store: accepts uploads to pre-signed URLs, and returns the objects.

mod disturb;
mod error;
pub(crate) mod issue;
pub mod presigned;
mod put;
mod send;

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::{Method, Request, Response, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::body::Incoming;

use self::disturb::Ending;
use self::error::ObsError;
use self::issue::BUCKET;
use self::presigned::{KeyPair, Request as Presigned, verify};
use self::put::put;
use crate::http::add_headers;
use crate::http::disturb::HangUp;
use crate::http::event::{About, Moment};
use crate::http::record::{Recording, Server};
use crate::services::App;
use crate::state::objects::ObjectKind;

/// Serves one request.
pub(crate) async fn serve(app: Arc<App>, request: Request<Incoming>) -> Result<Response<Body>, HangUp> {
    let (parts, body) = request.into_parts();
    let recording = Arc::new(app.record.begin(Server::Obs, &parts, None));
    let request_id = app.next_id().to_uppercase();
    let host_id = STANDARD.encode(format!("simulator-{request_id}"));
    let resource = parts.uri.path();
    let mut response = match respond(&app, &parts, body, &recording).await {
        Ok(response) => response,
        Err(Ending::Refused(error)) => {
            refused(&app, &parts).await;
            error.into_response(resource, &request_id, &host_id)
        }
        Err(Ending::Redirect(error)) => {
            refused(&app, &parts).await;
            disturb::redirect(error.into_response(resource, &request_id, &host_id))
        }
        Err(Ending::Unstored(response)) => *response,
        Err(Ending::Short(error)) => error.into_response(resource, &request_id, &host_id),
        Err(Ending::Instead(error)) => {
            refused(&app, &parts).await;
            disturb::scripted(&error, resource, &request_id, &host_id)
        }
        Err(Ending::After(error)) => disturb::scripted(&error, resource, &request_id, &host_id),
        Err(Ending::Late(response, pause)) => {
            tokio::time::sleep(pause).await;
            *response
        }
        Err(Ending::HangUp) => return Err(HangUp),
        // Keeps the unread rest of the body, because hyper would read it on drop.
        Err(Ending::Silence(_unread)) => std::future::pending().await,
    };
    add_headers(&mut response, [("x-obs-request-id", request_id), ("x-obs-id-2", host_id)]);
    recording.responded(response.status().as_u16());
    Ok(response)
}

async fn respond(
    app: &Arc<App>,
    parts: &Parts,
    body: Incoming,
    recording: &Arc<Recording>,
) -> Result<Response<Body>, Ending> {
    let (job_id, kind) = authorize(app, parts)?;
    match parts.method {
        Method::PUT => put(app, parts, body, recording, job_id, kind).await,
        Method::GET | Method::HEAD => Ok(get(app, &job_id, kind).await?),
        _ => Err(ObsError::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "MethodNotAllowed",
            "The specified method is not allowed against this resource.",
        )
        .into()),
    }
}

/// Emits the event of a refused upload.
async fn refused(app: &App, parts: &Parts) {
    if parts.method == Method::PUT {
        let key = parts.uri.path().strip_prefix('/').and_then(|path| path.split_once('/')).map(|(_, key)| key);
        let object = key.and_then(|key| issue::parse_object_key(&app.settings.project_id, key));
        let about = object.map(|(job_id, kind)| About::upload(job_id, kind));
        let about = about.unwrap_or_else(|| About::call(Server::Obs, None));
        app.events.emit(&about, Moment::Refused).await;
    }
}

/// Checks the signature, and returns the job and the object of the URL.
fn authorize(app: &App, parts: &Parts) -> Result<(String, ObjectKind), ObsError> {
    let headers: Vec<(&str, &str)> = parts
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), std::str::from_utf8(value.as_bytes()).ok()?)))
        .collect();
    if ["authorization", "x-auth-token"].iter().any(|name| parts.headers.contains_key(*name)) {
        return Err(ObsError::new(
            StatusCode::BAD_REQUEST,
            "InvalidArgument",
            "Only one auth mechanism allowed: the URL is signed, so no header may authenticate.",
        ));
    }
    let request = Presigned {
        method: parts.method.as_str(),
        host: parts.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or_default(),
        headers: &headers,
    };
    let now = app.state().obs_now();
    let keys = KeyPair { access_key: issue::ACCESS_KEY, secret_key: issue::SECRET_KEY };
    let address = verify(&request, &keys, now).map_err(|refusal| ObsError::refused(refusal, now))?;
    if address.bucket != BUCKET {
        return Err(ObsError::new(StatusCode::NOT_FOUND, "NoSuchBucket", "The specified bucket does not exist."));
    }
    let (job_id, kind) = issue::parse_object_key(&app.settings.project_id, &address.key)
        .ok_or_else(|| ObsError::new(StatusCode::NOT_FOUND, "NoSuchKey", "The specified key does not exist."))?;
    if !app.state().takes_uploads(job_id) {
        return Err(ObsError::job_is_gone());
    }
    Ok((job_id.to_owned(), kind))
}

async fn get(app: &App, job_id: &str, kind: ObjectKind) -> Result<Response<Body>, ObsError> {
    let object = app.state().objects.get(job_id, kind).cloned();
    let object =
        object.ok_or_else(|| ObsError::new(StatusCode::NOT_FOUND, "NoSuchKey", "The specified key does not exist."))?;
    send::send(&object).map_err(|error| ObsError::internal(&error))
}

#[cfg(test)]
mod tests {
    //! Checks the requests that no issued URL permits: a signed Content-MD5, and methods other than PUT and GET.

    use std::time::Duration;

    use axum::http::Request;
    use reqsign_core::{Context, SignRequest};
    use reqsign_huaweicloud_obs::{Credential, RequestSigner};
    use reqwest::{Client, Method};

    use super::issue::{ACCESS_KEY, BUCKET, SECRET_KEY, object_key};
    use crate::state::edition::{CreateType, Edition};
    use crate::state::job::Metadata;
    use crate::{ObjectKind, Simulator};

    /// Starts a simulator with one job, and returns it with the job's id and the key of the job's recording.
    async fn bench() -> (Simulator, String, String) {
        let simulator = Simulator::start().await.unwrap();
        let id = simulator.app.state().create(Edition::Advance, CreateType::Package, Metadata::default()).id.clone();
        let key = object_key(simulator.project_id(), &id, ObjectKind::Recording);
        (simulator, id, key)
    }

    /// Sends a request with a body, pre-signed together with its headers.
    async fn send(
        simulator: &Simulator,
        method: Method,
        bucket: &str,
        key: &str,
        headers: &[(&str, &str)],
        body: &'static str,
    ) -> (u16, String) {
        let mut request = Request::builder().method(method.clone()).uri(format!("{}/{key}", simulator.obs_endpoint()));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        let credential = Credential::new(ACCESS_KEY.to_owned(), SECRET_KEY.to_owned(), None);
        let signer = RequestSigner::new(bucket);
        let lifetime = Some(Duration::from_secs(60));
        signer.sign_request(&Context::new(), &mut parts, Some(&credential), lifetime).await.unwrap();
        let query = parts.uri.query().unwrap();
        let url = format!("{}/{bucket}/{key}?{query}", simulator.obs_endpoint());
        let client = Client::builder().no_proxy().build().unwrap();
        let mut request = client.request(method, url).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    #[tokio::test]
    async fn a_signed_content_md5_is_compared_with_the_body() {
        let (simulator, id, key) = bench().await;
        for (digest, status, code) in [
            ("AAAAAAAAAAAAAAAAAAAAAA==", 400, "BadDigest"),
            ("not base64", 400, "InvalidDigest"),
            ("AAAA", 400, "InvalidDigest"),
            ("XUFAKrxLKna5cZ2REBfFkg==", 200, ""),
        ] {
            let response = send(&simulator, Method::PUT, BUCKET, &key, &[("content-md5", digest)], "hello").await;
            assert_eq!(response.0, status, "{digest}");
            assert!(response.1.contains(code), "{response:?}");
            assert_eq!(simulator.object(&id, ObjectKind::Recording).is_some(), status == 200);
        }
    }

    #[tokio::test]
    async fn other_methods_buckets_and_keys_have_their_own_errors() {
        let (simulator, id, key) = bench().await;
        let project = simulator.project_id();
        for (method, bucket, key, status, code) in [
            (Method::POST, BUCKET, key.clone(), 405, "MethodNotAllowed"),
            (Method::PUT, "another", key.clone(), 404, "NoSuchBucket"),
            (Method::PUT, BUCKET, format!("{project}/{id}/another"), 404, "NoSuchKey"),
            (Method::PUT, BUCKET, format!("{project}/{id}/segments/00.wav"), 404, "NoSuchKey"),
            (Method::PUT, BUCKET, format!("{project}/{id}/segments/0.mp3"), 404, "NoSuchKey"),
            (Method::PUT, BUCKET, format!("{project}/{id}/another/0"), 404, "NoSuchKey"),
            (Method::PUT, BUCKET, format!("another/{id}/training_data.zip"), 404, "NoSuchKey"),
            (Method::PUT, BUCKET, format!("{project}/nobody/training_data.zip"), 403, "AccessDenied"),
            (Method::GET, BUCKET, key.clone(), 404, "NoSuchKey"),
        ] {
            let response = send(&simulator, method, bucket, &key, &[], "hello").await;
            assert_eq!(response.0, status, "{key}: {response:?}");
            assert!(response.1.contains(&format!("<Code>{code}</Code>")), "{response:?}");
        }
        assert!(simulator.object(&id, ObjectKind::Recording).is_none());
    }
}
