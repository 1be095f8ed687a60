//! The modes of the metadata service.

use serde::Deserialize;

/// The way in which the metadata service behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(tag = "mode", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MetadataMode {
    /// The service issues tokens, and issues keys only for a token.
    #[default]
    Tokens,
    /// The service is an old one, which knows no tokens and issues keys to everyone.
    NoTokens {
        /// The status of its response to a request for a token: 404 or 405.
        status: u16,
    },
    /// The server has no agency, so the service issues no keys.
    NoAgency,
    /// The service responds to every request with 503.
    Failing,
}
