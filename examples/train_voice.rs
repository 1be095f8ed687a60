//! Trains a voice: `cargo run --example train_voice [-- RECORDING.wav [LETTER.pdf]]`.
//!
//! The service is a simulator inside the program, so nothing is spent. The program `metastudio-voice` (crates/cli) trains
//! with the real one.

use std::error::Error;
use std::time::Duration;

use metastudio_voice::training::{Event, Plan};
use metastudio_voice_simulator::{Simulator, fixtures};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let simulator = Simulator::start().await?;
    let client = simulator.client().await?; // Client::builder().region("cn-north-4").build() for the real service
    println!("Simulated: the service runs inside this program, and nothing is spent.");

    let mut files = std::env::args_os().skip(1);
    let mut plan = match files.next() {
        Some(recording) => Plan::premium("Gentle female voice", recording),
        None => Plan::premium("Gentle female voice", fixtures::recording_lasting(Duration::from_secs(20)).source()),
    };
    if let Some(letter) = files.next() {
        plan = plan.letter(letter);
    }
    // The jobs of this simulator end with the program: there is nothing to resume from a journal.
    let plan = plan.without_journal().poll_interval(Duration::from_millis(50));
    let training = client.train(plan).on_event(|event| match event {
        Event::Reading { .. } | Event::Uploading { .. } => {} // progress, for a bar
        event => println!("{event}"),
    });
    let outcome = training.await?;
    println!("asset_id: {}", outcome.into_voice()?.asset_id);
    Ok(())
}
