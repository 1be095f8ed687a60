//! A process of the service.

use std::fs::File;
use std::process::Stdio;
use std::time::{Duration, Instant};

use metastudio_voice_simulator::Simulator;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// The time in which a process must have started or ended.
pub(crate) const LIMIT: Duration = Duration::from_secs(60);

/// A running process of the service, which ends with this value.
pub(crate) struct Service {
    pub(crate) process: Child,
    pub(crate) url: String,
}

impl Service {
    /// Starts the service, again as long as it ends at once because its database is away. It appends to this log.
    pub(crate) async fn start(simulator: &Simulator, folder: &TempDir, log: &str, settings: &[(&str, &str)]) -> Self {
        let begin = Instant::now();
        loop {
            let log = File::options().create(true).append(true).open(folder.path().join(log)).expect("a log");
            let mut process = Command::new(env!("CARGO_BIN_EXE_voice_service"))
                .env_remove("DATABASE_URL")
                .env_remove("LIVE_REGION")
                .env("LISTEN", "127.0.0.1:0")
                .env("DATA", folder.path())
                .env("ENDPOINT", simulator.endpoint())
                .env("HUAWEICLOUD_SDK_PROJECT_ID", simulator.project_id())
                .env("HUAWEICLOUD_SDK_AK", simulator.access_key())
                .env("HUAWEICLOUD_SDK_SK", simulator.secret_key())
                .env("RUST_LOG", "metastudio_voice=warn")
                .envs(settings.iter().copied())
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(log)
                .kill_on_drop(true)
                .spawn()
                .expect("the service");
            let stdout = process.stdout.take().expect("its output");
            let line = tokio::time::timeout(LIMIT, BufReader::new(stdout).lines().next_line()).await;
            if let Some(url) = line.expect("it starts in time").expect("its output") {
                return Self { process, url };
            }
            assert!(begin.elapsed() < LIMIT, "the service does not start");
        }
    }

    /// Sends a signal. It is no error if the process has ended.
    pub(crate) fn signal(&self, name: &str) {
        let Some(id) = self.process.id() else { return };
        let _ = std::process::Command::new("kill").args(["-s", name, &id.to_string()]).stderr(Stdio::null()).status();
    }
}
