//! Helpers of all tests: a simulator and signed calls.

mod files;
mod identities;

use metastudio_voice::auth::sign::{Request, sign};
use metastudio_voice_simulator::{Clock, Simulator, SimulatorBuilder};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::format_description;

pub(crate) use self::files::*;
pub(crate) use self::identities::*;

/// The states of a premium job that succeeds.
pub(crate) const STATES: [&str; 11] = [
    "CREATING",
    "SYSTEM_AUDITING",
    "AUDITING",
    "WAITING_SPLIT",
    "SPLITTING",
    "ANNOTATING",
    "WAITING",
    "PROCESSING",
    "RESULT_REVIEW",
    "UPLOADING",
    "SUCCEED",
];

/// A response that has been read whole.
pub(crate) struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Response {
    pub(crate) async fn read(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        Self { status, headers, text: response.text().await.unwrap() }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error} in {:?}", self.text))
    }

    /// Returns the status and the code of an error.
    pub(crate) fn fault(&self) -> (u16, String) {
        (self.status.as_u16(), self.json()["error_code"].as_str().unwrap_or_default().to_owned())
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    #[track_caller]
    pub(crate) fn expect_ok(self) -> Self {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        self
    }
}

/// Returns the signing time of this number of seconds from now.
pub(crate) fn date(seconds_from_now: i64) -> String {
    let at = OffsetDateTime::from_unix_timestamp(OffsetDateTime::now_utc().unix_timestamp() + seconds_from_now);
    at.unwrap().format(format_description!("[year][month][day]T[hour][minute][second]Z")).unwrap()
}

/// A simulator, and a client that signs like the library.
pub(crate) struct Bench {
    pub(crate) simulator: Simulator,
    pub(crate) client: Client,
}

impl Bench {
    pub(crate) async fn start() -> Self {
        Self::with(Simulator::builder().clock(Clock::Manual)).await
    }

    pub(crate) async fn with(builder: SimulatorBuilder) -> Self {
        let client = Client::builder().no_proxy().build().unwrap();
        Self { simulator: builder.start().await.unwrap(), client }
    }

    /// Returns the path of an operation of this project.
    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/v1/{}/voice-training-manage{rest}", self.simulator.project_id())
    }

    /// Returns a path of the spec with this project and this value in place of every other parameter.
    pub(crate) fn filled(&self, path: &str, value: &str) -> String {
        let segments = path.split('/').map(|segment| match segment {
            "{project_id}" => self.simulator.project_id(),
            _ if segment.starts_with('{') => value,
            _ => segment,
        });
        segments.collect::<Vec<_>>().join("/")
    }

    pub(crate) fn host(&self) -> &str {
        self.simulator.endpoint().strip_prefix("http://").unwrap()
    }

    /// Sends a signed call to a path with or without a query.
    pub(crate) async fn call(&self, method: Method, path_and_query: &str, body: Option<&Value>) -> Response {
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        self.call_raw(method, path_and_query, &body).await
    }

    pub(crate) async fn call_raw(&self, method: Method, path_and_query: &str, body: &str) -> Response {
        let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        let date = date(0);
        let headers = [
            ("content-type", "application/json"),
            ("host", self.host()),
            ("x-project-id", self.simulator.project_id()),
            ("x-sdk-date", &date),
        ];
        let request = Request { method: method.as_str(), path, query, headers: &headers, body: body.as_bytes() };
        let signed = sign(&request, &date, self.simulator.secret_key());
        let mut request = self.client.request(method, format!("{}{path_and_query}", self.simulator.endpoint()));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let authorization = signed.authorization(self.simulator.access_key());
        let response = request.header("authorization", authorization).body(body.to_owned()).send().await;
        Response::read(response.unwrap()).await
    }

    /// Sends a request to the control plane.
    pub(crate) async fn control(&self, method: Method, path: &str, body: &str) -> Response {
        let url = format!("{}/_simulator{path}", self.simulator.endpoint());
        Response::read(self.client.request(method, url).body(body.to_owned()).send().await.unwrap()).await
    }

    pub(crate) async fn get(&self, rest: &str) -> Response {
        self.call(Method::GET, &self.path(rest), None).await
    }

    pub(crate) async fn post(&self, rest: &str, body: Value) -> Response {
        self.call(Method::POST, &self.path(rest), Some(&body)).await
    }

    /// Returns a job as the API shows it.
    pub(crate) async fn show(&self, job_id: &str) -> Value {
        self.get(&format!("/user/jobs/{job_id}")).await.expect_ok().json()
    }

    /// Creates a premium job, and returns the response.
    pub(crate) async fn create(&self, body: Value) -> Value {
        self.post("/user/advance-jobs", body).await.expect_ok().json()
    }

    pub(crate) async fn created(&self) -> Job {
        let response = self.create(json!({ "voice_name": "Gentle female voice" })).await;
        let text = |name: &str| response[name].as_str().unwrap().to_owned();
        Job {
            id: text("job_id"),
            recording_url: text("training_data_uploading_url"),
            letter_url: text("authorization_letter_uploading_url"),
        }
    }

    /// Creates a job whose segments are uploaded one by one.
    pub(crate) async fn created_segments(&self, edition: &str) -> Segments {
        let body = json!({ "voice_name": "v", "create_type": "SEGMENT" });
        let response = self.post(&format!("/user/{edition}-jobs"), body).await.expect_ok().json();
        assert!(response.get("training_data_uploading_url").is_none());
        Segments::of(response["job_id"].as_str().unwrap(), &response["segment_uploading_url"])
    }

    /// Requests the confirmation of a segment.
    pub(crate) async fn confirm(&self, job_id: &str, index: u32) -> Response {
        let path = self.path(&format!("/user/training-segment?job_id={job_id}&index={index}"));
        self.call(Method::POST, &path, None).await
    }

    /// Uploads a body to a pre-signed URL.
    pub(crate) async fn put(&self, url: &str, content_type: &str, body: impl Into<reqwest::Body>) -> Response {
        let request = self.client.put(url).header("content-type", content_type).body(body);
        Response::read(request.send().await.unwrap()).await
    }

    pub(crate) async fn commit(&self, job_id: &str) -> Response {
        self.call(Method::POST, &self.path(&format!("/user/jobs/{job_id}")), None).await
    }

    /// Creates a job, uploads a valid recording, and submits the job.
    pub(crate) async fn submitted(&self) -> Job {
        let job = self.created().await;
        self.put(&job.recording_url, "application/zip", good_zip()).await.expect_ok();
        self.commit(&job.id).await.expect_ok();
        job
    }

    pub(crate) fn state(&self, job_id: &str) -> String {
        let jobs = self.simulator.jobs();
        jobs.iter().find(|job| job.id == job_id).map(|job| job.state.to_string()).unwrap_or_default()
    }
}

pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) recording_url: String,
    pub(crate) letter_url: String,
}

/// A job whose segments are uploaded one by one.
pub(crate) struct Segments {
    pub(crate) id: String,
    pub(crate) audio: Vec<String>,
    pub(crate) text: Vec<String>,
}

impl Segments {
    pub(crate) fn of(id: &str, urls: &Value) -> Self {
        let list =
            |name: &str| urls[name].as_array().unwrap().iter().map(|url| url.as_str().unwrap().to_owned()).collect();
        Self { id: id.to_owned(), audio: list("audio_uploading_url"), text: list("txt_uploading_url") }
    }

    /// Uploads the audio and the text of a valid segment.
    pub(crate) async fn put(&self, bench: &Bench, index: usize) {
        bench.put(&self.audio[index], "audio/wav", wav_at(100, 1)).await.expect_ok();
        bench.put(&self.text[index], "text/plain", "这是一句话。").await.expect_ok();
    }
}
