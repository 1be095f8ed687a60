//! The server's process: the simulator, until its standard input ends.
//!
//! It serves the whole run. A new job goes into an ordered map and nothing walks over the others, so the thousandth
//! create costs what the first did; the record of requests is bounded.

use std::io::Read;

use metastudio_voice_simulator::Simulator;

use crate::Failure;

pub(crate) fn run() -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let simulator = runtime.block_on(Simulator::start())?;
    println!(
        "{} {} {} {}",
        simulator.endpoint(),
        simulator.project_id(),
        simulator.access_key(),
        simulator.secret_key()
    );
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
