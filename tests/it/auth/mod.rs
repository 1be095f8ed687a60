//! Who is calling: where credentials come from, how long they are used, and for which project.

mod doctor;
mod endpoints;
mod environment;
mod iam_user;
mod metadata;
mod origin;
mod profile;
mod project;
mod refresh;
mod refused;
mod renewal;
mod signing;

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
