//! Keys that another program prints: a provider of one's own.

use metastudio_voice::Error;
use metastudio_voice::auth::{Credentials, CredentialsProvider, Providing};

/// A program that prints an access key id and a secret, a line each.
#[derive(Debug)]
pub(super) struct Command(String);

impl Command {
    pub(super) fn new(program: String) -> Self {
        Self(program)
    }

    async fn keys(&self) -> Result<Credentials, Error> {
        let output = tokio::process::Command::new(&self.0).output().await;
        let output =
            output.map_err(|error| Error::invalid_credentials(format!("{} cannot be run: {error}", self.0)))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let mut lines = text.lines();
        match (lines.next(), lines.next()) {
            (Some(id), Some(secret)) => Credentials::access_key(id, secret),
            _ => Err(Error::invalid_credentials(format!("{} has not printed two lines", self.0))),
        }
    }
}

impl CredentialsProvider for Command {
    fn name(&self) -> &str {
        &self.0
    }

    fn provide(&self) -> Providing<'_> {
        Box::pin(self.keys())
    }
}
