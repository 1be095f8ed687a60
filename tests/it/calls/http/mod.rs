//! HTTP of calls and uploads: headers, connections, proxies, and the caller's changes to the HTTP clients.

mod certificates;
mod child;
mod configured;
mod connections;
mod proxy;
mod user_agent;

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::retry::NoRetry;
use metastudio_voice::{Client, ClientBuilder, Credentials, upload};

use crate::support::{PROJECT, Received, Sink};

/// Returns a builder with everything but the endpoint.
fn builder() -> ClientBuilder {
    let keys = Credentials::access_key("AK", "SK").expect("keys");
    Client::builder().project_id(PROJECT).credentials(keys).retry_policy(NoRetry)
}

/// Returns an empty list of jobs, or the success of an upload.
fn no_jobs(received: &Received) -> Response<Body> {
    match received.method.as_str() {
        "PUT" => crate::support::obs::taken(),
        _ => crate::support::json(200, &serde_json::json!({ "count": 0, "jobs": [] })),
    }
}

/// Makes one call of the API, and one upload to the same server.
async fn call_and_upload(client: &Client, sink: &Sink) {
    client.list_voice_training_job().send().await.expect("a list");
    let letter = upload::Body::bytes("letter");
    client.uploader().put(format!("{}/key", sink.url), letter).await.expect("uploaded");
}
