//! Clients of an endpoint, with keys that no service knows, and clients of a simulator.

use metastudio_voice::retry::NoRetry;
use metastudio_voice::{Client, ClientBuilder, Credentials};
use metastudio_voice_simulator::Simulator;

pub(crate) const PROJECT: &str = "3f0924078d1b471c884a5383d4dec9fa";

/// A client of this endpoint that sends every call once.
pub(crate) async fn client(endpoint: &str) -> Client {
    builder(endpoint).retry_policy(NoRetry).build().await.expect("client")
}

/// A client of this endpoint, to be set up.
pub(crate) fn builder(endpoint: &str) -> ClientBuilder {
    Client::builder()
        .endpoint(endpoint)
        .project_id(PROJECT)
        .credentials(Credentials::access_key("AKIDEXAMPLE0000TEST1", "SkExample/0123456789+abc").expect("keys"))
}

/// A client without a project, to be set up. It would take that of the machine.
pub(crate) fn builder_without_project() -> ClientBuilder {
    let name = "HUAWEICLOUD_SDK_PROJECT_ID";
    assert!(std::env::var_os(name).is_none(), "unset {name}: this test needs a client without a project");
    Client::builder()
}

/// A client of a simulator, with that simulator's keys, to be set up.
pub(crate) fn builder_of(simulator: &Simulator) -> ClientBuilder {
    builder_with(simulator, simulator.secret_key())
}

/// A client of a simulator with another secret key, to be set up.
pub(crate) fn builder_with(simulator: &Simulator, secret_key: &str) -> ClientBuilder {
    let keys = Credentials::access_key(simulator.access_key(), secret_key).expect("keys");
    Client::builder().endpoint(simulator.endpoint()).project_id(simulator.project_id()).credentials(keys)
}

/// A client of a simulator that sends each call once.
pub(crate) async fn client_of(simulator: &Simulator) -> Client {
    builder_of(simulator).retry_policy(NoRetry).build().await.expect("client")
}
