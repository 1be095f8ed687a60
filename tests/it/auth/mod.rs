//! Who is calling: where credentials come from, how long they are used, and for which project.
#![allow(missing_docs)]

mod common;
#[path = "identity/doctor.rs"]
mod doctor;
#[path = "identity/endpoints.rs"]
mod endpoints;
#[path = "identity/environment.rs"]
mod environment;
#[path = "identity/iam_user.rs"]
mod iam_user;
#[path = "identity/metadata.rs"]
mod metadata;
#[path = "identity/profile.rs"]
mod profile;
#[path = "identity/project.rs"]
mod project;
#[path = "identity/refused.rs"]
mod refused;
#[path = "identity/renewal.rs"]
mod renewal;

use metastudio_voice::{Client, ClientBuilder, Error};
use metastudio_voice_simulator::{Clock, Simulator, SimulatorBuilder};

/// A simulator whose jobs stand still.
async fn started(simulator: SimulatorBuilder) -> Simulator {
    simulator.clock(Clock::Manual).start().await.expect("simulator")
}

async fn simulator() -> Simulator {
    started(Simulator::builder()).await
}

/// A client of it that has to find out who is calling, and for which project.
fn at(simulator: &Simulator) -> ClientBuilder {
    Client::builder().region("cn-north-4").endpoint(simulator.endpoint()).iam_endpoint(simulator.iam_endpoint())
}

/// Any call.
async fn list(client: &Client) -> Result<(), Error> {
    client.list_voice_training_job().send().await.map(drop)
}

/// How often the simulator was asked for this.
fn asked(simulator: &Simulator, operation: &str) -> usize {
    simulator.requests().iter().filter(|request| request.operation == Some(operation)).count()
}
