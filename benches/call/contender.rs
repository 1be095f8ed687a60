//! The contenders in Rust: the same loop, the same runtime, another call.

use std::time::{Duration, Instant};

use crate::{Failure, LIMITED, bare, ours, usage};

/// The number of calls before the measured ones, for the connection and the memory.
const WARM_UP: u32 = 200;

/// The address of the server, and the credentials of the caller.
pub(crate) struct Server {
    pub(crate) endpoint: String,
    pub(crate) project_id: String,
    pub(crate) access_key: String,
    pub(crate) secret_key: String,
}

impl Server {
    fn from_env() -> Result<Self, std::env::VarError> {
        Ok(Self {
            endpoint: std::env::var("ENDPOINT")?,
            project_id: std::env::var("PROJECT_ID")?,
            access_key: std::env::var("ACCESS_KEY")?,
            secret_key: std::env::var("SECRET_KEY")?,
        })
    }
}

/// Runs a contender and prints CPU and wall seconds of all its measured calls, and their number.
pub(crate) fn run(name: &str, calls: u32) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let server = Server::from_env()?;
    let (cpu, wall) = match name {
        "ours" => runtime.block_on(async {
            let client = ours::client(&server).await?;
            measured(calls, async || ours::create(&client).await).await
        })?,
        "bare reqwest" | LIMITED => runtime.block_on(async {
            let limit = (name == LIMITED).then(|| Duration::from_secs(30));
            let client = bare::Client::new(server, limit)?;
            measured(calls, async || client.create().await).await
        })?,
        other => return Err(format!("unknown contender {other}").into()),
    };
    println!("{cpu} {wall} {calls}");
    Ok(())
}

/// Makes the calls one after the other, and returns CPU and wall seconds.
async fn measured(calls: u32, call: impl AsyncFn() -> Result<String, Failure>) -> Result<(f64, f64), Failure> {
    for _ in 0..WARM_UP {
        call().await?;
    }
    let (cpu, started) = (usage::cpu_seconds()?, Instant::now());
    for _ in 0..calls {
        std::hint::black_box(call().await?);
    }
    let wall = started.elapsed().as_secs_f64();
    Ok((usage::cpu_seconds()? - cpu, wall))
}
