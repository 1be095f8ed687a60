//! Credentials: the providers, the refresh, the signature, and the project of the calls.

mod diagnosis;
mod endpoints;
mod environment;
mod iam_user;
mod metadata;
mod origin;
mod profile;
mod project;
mod refresh;
mod refresh_failures;
mod refused;
mod sharing;
mod signing;

use metastudio_voice::{Client, ClientBuilder, Error};
use metastudio_voice_simulator::{Clock, Simulator, SimulatorBuilder};

use crate::support::builder_without_project;

/// Starts a simulator whose jobs do not progress.
async fn started(simulator: SimulatorBuilder) -> Simulator {
    simulator.clock(Clock::Manual).start().await.expect("simulator")
}

async fn simulator() -> Simulator {
    started(Simulator::builder()).await
}

/// Returns a builder for a client of the simulator, without credentials and project.
fn at(simulator: &Simulator) -> ClientBuilder {
    let builder = builder_without_project().region("cn-north-4");
    builder.endpoint(simulator.endpoint()).iam_endpoint(simulator.iam_endpoint())
}

/// Makes a call, of no particular sort.
async fn list(client: &Client) -> Result<(), Error> {
    client.list_voice_training_job().send().await.map(drop)
}

/// Returns how often the simulator received requests for this operation.
fn requests(simulator: &Simulator, operation: &str) -> usize {
    simulator.requests().iter().filter(|request| request.operation == Some(operation)).count()
}
