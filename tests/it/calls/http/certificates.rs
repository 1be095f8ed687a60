//! A machine without certificates.

use super::child::run;
use super::no_jobs;
use crate::support::Sink;

#[tokio::test]
async fn a_machine_without_certificates_can_use_a_simulator() {
    let service = Sink::start(no_jobs).await;
    let none = [("SSL_CERT_FILE", "/dev/null"), ("SSL_CERT_DIR", "/nonexistent")];
    let shown = run(&format!("{0} {0}/key", service.url), &none).await;
    assert!(shown.contains("call: fine") && shown.contains("upload: fine"), "{shown}");
    assert_eq!(service.received().len(), 2);
}
