//! The edits that are proposed for differences: a client that is built from the edited spec finds none.

use std::sync::{Arc, Mutex, PoisonError};

use metastudio_voice::drift::{Drift, apply};
use metastudio_voice_simulator::{Clock, Simulator};

use crate::{BUILDING, SPEC, consumer, printed, written};

/// The calls of `examples/drift.rs` of the consumer.
async fn calls(client: &metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
    let job =
        client.create_training_advance_job().body_map(|job| job.voice_name("v")).send().await?.into_inner().job_id;
    client.list_voice_training_job().send().await?;
    client.show_voice_training_job().job_id(&*job).send().await?;
    client.show_job_uploading_address().job_id(&*job).send().await?;
    client.show_voice_training_quotas().send().await?;
    client.show_tenant_duration_cfg().send().await?;
    client.list_job_operation_log().job_id(&*job).send().await?;
    let _ = client.show_voice_training_job().job_id("none").send().await;
    client.delete_voice_training_job().job_id(&*job).send().await?;
    Ok(())
}

#[test]
#[ignore = "slow: builds the library for another crate"]
fn a_client_of_the_edited_spec_finds_no_difference_in_the_same_responses() {
    let _alone = BUILDING.lock().unwrap_or_else(PoisonError::into_inner);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let drifting =
        || runtime.block_on(Simulator::builder().clock(Clock::Manual).drift(11).start()).expect("a simulator");
    let simulator = drifting();
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let builder = simulator.client_builder().on_drift(move |drift| tell.lock().expect("no panic").push(drift.clone()));
    runtime.block_on(async { calls(&builder.build().await.expect("a client")).await.expect("calls") });
    let told: Vec<Drift> = told.lock().expect("no panic").clone();
    assert!(told.len() > 8, "{told:?}");

    let spec = written("drift.yaml", &apply(SPEC, told.iter().flat_map(Drift::edits)));
    let again = drifting();
    let arguments = [again.endpoint(), again.project_id(), again.token()];
    let command = ["run", "--quiet", "--example", "drift", "--"];
    let ran = consumer(&[&command[..], &arguments[..]].concat(), &spec, "");
    assert!(ran.status.success(), "{}", printed(&ran));
    assert_eq!(String::from_utf8_lossy(&ran.stdout), "8 calls, and one was refused: true\n", "{}", printed(&ran));
}
