//! A custom credentials provider: it runs another program that prints an access key.

use metastudio_voice::Error;
use metastudio_voice::auth::{Credentials, CredentialsProvider, Providing};

/// Runs a program that prints an access key id and a secret, each on a line.
#[derive(Debug)]
pub(super) struct Command(String);

impl Command {
    pub(super) fn new(program: String) -> Self {
        Self(program)
    }

    async fn keys(&self) -> Result<Credentials, Error> {
        let output = tokio::process::Command::new(&self.0).output().await;
        let output = output
            .map_err(|error| Error::invalid_credentials(format!("the program {} cannot be run: {error}", self.0)))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let mut lines = text.lines();
        match (lines.next(), lines.next()) {
            (Some(id), Some(secret)) => Credentials::access_key(id, secret),
            _ => Err(Error::invalid_credentials(format!(
                "the program {} has not printed an access key id and a secret on two lines",
                self.0
            ))),
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
