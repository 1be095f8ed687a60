//! The call with reqwest and a signature written by hand for this one request, without retries, checks and spans: the
//! least that a careful user would write.

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::Failure;
use crate::contender::Server;

#[derive(Serialize)]
struct Job<'a> {
    voice_name: &'a str,
    description: &'a str,
    sex: &'a str,
    language: &'a str,
    tag: &'a str,
    create_type: &'a str,
    phone: &'a str,
    dhtms_job_id: &'a str,
    batch_name: &'a str,
    output_language: &'a str,
    custom_text: &'a str,
    is_ondemand_resource: bool,
    supported_service: &'a [&'a str],
}

#[derive(Deserialize)]
struct Created {
    job_id: String,
    training_data_uploading_url: Option<String>,
    authorization_letter_uploading_url: Option<String>,
}

pub(crate) struct Client {
    http: reqwest::Client,
    server: Server,
    host: String,
}

impl Client {
    pub(crate) fn new(server: Server, limit: Option<Duration>) -> Result<Self, Failure> {
        let host = server.endpoint.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let builder = reqwest::Client::builder();
        let builder = match limit {
            Some(limit) => builder.timeout(limit),
            None => builder,
        };
        Ok(Self { http: builder.build()?, server, host })
    }

    pub(crate) async fn create(&self) -> Result<String, Failure> {
        let body = serde_json::to_vec(&Job {
            voice_name: "温柔 女声 & co",
            description: "It is a female voice.",
            sex: "FEMALE",
            language: "CN",
            tag: "ECOMMERCE",
            create_type: "PACKAGE",
            phone: "13500001111",
            dhtms_job_id: "abcdefg",
            batch_name: "123qwe",
            output_language: "CN",
            custom_text: "你好,这是一段试听文本",
            is_ondemand_resource: false,
            supported_service: &["VIDEO_2D"],
        })?;
        let project = &self.server.project_id;
        let path = format!("/v1/{project}/voice-training-manage/user/advance-jobs");
        let date =
            OffsetDateTime::now_utc().format(format_description!("[year][month][day]T[hour][minute][second]Z"))?;
        let request = self
            .http
            .post(format!("http://{}{path}", self.host))
            .header("content-type", "application/json")
            .header("authorization", self.authorization(&path, &date, &body)?)
            .header("x-project-id", project)
            .header("x-sdk-date", date)
            .body(body);
        let job: Created = request.send().await?.error_for_status()?.json().await?;
        job.training_data_uploading_url.ok_or("no upload URL for the recording")?;
        job.authorization_letter_uploading_url.ok_or("no upload URL for the letter")?;
        Ok(job.job_id)
    }

    fn authorization(&self, path: &str, date: &str, body: &[u8]) -> Result<String, Failure> {
        let Server { project_id, access_key, secret_key, .. } = &self.server;
        let names = "content-type;host;x-project-id;x-sdk-date";
        let canonical = format!(
            "POST\n{path}/\n\ncontent-type:application/json\nhost:{}\nx-project-id:{project_id}\nx-sdk-date:{date}\n\n\
             {names}\n{}",
            self.host,
            hex::encode(Sha256::digest(body)),
        );
        let text = format!("SDK-HMAC-SHA256\n{date}\n{}", hex::encode(Sha256::digest(canonical)));
        let mut mac = Hmac::<Sha256>::new_from_slice(secret_key.as_bytes())?;
        mac.update(text.as_bytes());
        let signature = hex::encode(mac.finalize().into_bytes());
        Ok(format!("SDK-HMAC-SHA256 Access={access_key}, SignedHeaders={names}, Signature={signature}"))
    }
}
