//! Calls a simulator that drifts, and prints the differences from the consumer's own spec (`tests/own_spec/drift.rs`).

use std::error::Error;

use metastudio_voice::{Client, Credentials};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut argument = || arguments.next().ok_or("an endpoint, a project and a token are needed");
    let builder = Client::builder().endpoint(argument()?).project_id(argument()?);
    let client = builder.credentials(Credentials::token(argument()?)?).on_drift(|drift| println!("{drift}"));
    let client = client.build().await?;
    let job =
        client.create_training_advance_job().body_map(|job| job.voice_name("v")).send().await?.into_inner().job_id;
    client.list_voice_training_job().send().await?;
    client.show_voice_training_job().job_id(&*job).send().await?;
    client.show_job_uploading_address().job_id(&*job).send().await?;
    client.show_voice_training_quotas().send().await?;
    client.show_tenant_duration_cfg().send().await?;
    client.list_job_operation_log().job_id(&*job).send().await?;
    let refused = client.show_voice_training_job().job_id("none").send().await;
    client.delete_voice_training_job().job_id(&*job).send().await?;
    println!("{} calls, and one was refused: {}", 8, refused.is_err());
    Ok(())
}
