//! Counts your voice trainings with the credentials that it discovers: keys in the environment, a profile, the agency
//! of an ECS instance, an IAM user, or keys that a program of yours prints.
//!
//! `cargo run --example credentials -- [REGION] [TIMES]` sends the request TIMES times, a second apart. The default
//! is once.
//!
//! Without any variable, the client discovers credentials where Huawei's SDKs look for them. For an IAM user with a
//! password, set `IAM_ACCOUNT`, `IAM_USER` and `IAM_PASSWORD`. For keys of your own, set `KEYS_COMMAND` to a program
//! that prints them.
//!
//! `RUST_LOG=metastudio_voice=debug` logs each request to the standard error.

mod command;

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use metastudio_voice::Client;
use metastudio_voice::auth::IamUser;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::from_default_env();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let region = arguments.next().unwrap_or_else(|| "cn-north-4".to_owned());
    let times: u32 = arguments.next().map_or(Ok(1), |times| times.parse())?;

    let mut client = Client::builder().region(region);
    let variable = |name| std::env::var(name).ok();
    if let Some(command) = variable("KEYS_COMMAND") {
        client = client.credentials_provider(command::Command::new(command));
    } else if let (Some(account), Some(user), Some(password)) =
        (variable("IAM_ACCOUNT"), variable("IAM_USER"), variable("IAM_PASSWORD"))
    {
        client = client.iam_user(IamUser::new(account, user, password));
    }
    let client = client.build().await?;
    for n in 0..times {
        if n > 0 {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        let jobs = client.list_voice_training_job().send().await?;
        println!("voice trainings: {}", jobs.count.unwrap_or_default());
    }
    Ok(())
}
