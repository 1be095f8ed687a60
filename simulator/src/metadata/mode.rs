//! What the metadata service is like.

use serde::Deserialize;

/// What the metadata service does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(tag = "mode", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MetadataMode {
    /// It gives out tokens, and keys for a token alone.
    #[default]
    Tokens,
    /// It is an old one, which knows no tokens and gives keys to everybody.
    NoTokens {
        /// What it answers when it is asked for a token: 404 or 405.
        status: u16,
    },
    /// The server has no agency, so there are no keys.
    NoAgency,
    /// It answers everything with 503.
    Failing,
}
