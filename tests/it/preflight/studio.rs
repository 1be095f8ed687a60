//! A service with scripted responses, and plans for it.

use std::path::PathBuf;
use std::sync::LazyLock;

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::training::Plan;
use metastudio_voice::training::preflight::{Report, Severity};
use metastudio_voice::{Client, Error};
use serde_json::{Value, json};

use super::sound::{mono, sentences};
use crate::support::{Sink, response};

/// A service with limits and credits, and a folder for recordings.
pub(crate) struct Studio {
    pub(crate) service: Sink,
    folder: tempfile::TempDir,
}

impl Studio {
    /// Starts a service for which a quarter of a minute is enough, and that has a credit.
    pub(crate) async fn open() -> Self {
        let limits = json!({"advance_min": 1, "advance_max": 100, "advance_advice_value": 15});
        Self::telling(limits, json!({"resource_available_nums": {"advance": 1, "basic": 0}})).await
    }

    pub(crate) async fn telling(limits: Value, quotas: Value) -> Self {
        Self::responding(move || crate::support::json(200, &limits), move || crate::support::json(200, &quotas)).await
    }

    pub(crate) async fn responding(
        limits: impl Fn() -> Response<Body> + Send + Sync + 'static,
        quotas: impl Fn() -> Response<Body> + Send + Sync + 'static,
    ) -> Self {
        let service = Sink::start(move |received| {
            let path = received.target.split('?').next().unwrap_or_default();
            match path.rsplit('/').next().unwrap_or_default() {
                "tenant-duration-cfg" => limits(),
                "quotas" => quotas(),
                other => response(400, "text/plain", format!("{other} is not for a preflight")),
            }
        })
        .await;
        Self { service, folder: tempfile::tempdir().expect("folder") }
    }

    pub(crate) async fn client(&self) -> Client {
        crate::support::client(&self.service.url).await
    }

    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        crate::support::file(self.folder.path(), name, bytes)
    }

    /// Returns a plan with a letter, for this recording.
    pub(crate) fn plan(&self, recording: impl AsRef<[u8]>) -> Plan {
        let letter = self.file("letter.pdf", "%PDF-1.4 signed");
        Plan::premium("Gentle female voice", self.file("recording.wav", recording)).letter(letter)
    }

    pub(crate) async fn preflight(&self, plan: Plan) -> Result<Report, Error> {
        self.client().await.preflight(plan).await
    }

    pub(crate) async fn report(&self, plan: Plan) -> Report {
        self.preflight(plan).await.expect("a report")
    }

    /// Removes the name of the folder from a text.
    pub(crate) fn anonymous(&self, text: &str) -> String {
        let folder = self.folder.path().display().to_string();
        text.replace(&format!("{folder}{}", std::path::MAIN_SEPARATOR), "")
    }
}

/// Returns a quarter of a minute of sentences without a fault, except that they are few.
pub(crate) fn good() -> Vec<u8> {
    static GOOD: LazyLock<Vec<u8>> = LazyLock::new(|| mono(sentences(-65.0, &[(3.0, 2.5); 3])));
    GOOD.clone()
}

/// Returns the codes of a report's findings of one severity.
pub(crate) fn codes(report: &Report, severity: Severity) -> Vec<&str> {
    let findings = report.findings.iter().filter(|finding| finding.severity == severity);
    findings.map(|finding| finding.check.code()).collect()
}
