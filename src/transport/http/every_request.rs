//! What is put on every request, whoever made the HTTP client that sends it.

use std::time::Duration;

use reqwest::Request;
use reqwest::header::{HeaderValue, USER_AGENT};

use super::{Error, ErrorKind};

/// The crate's part of the `User-Agent`.
pub(super) const NAME: &str = concat!("metastudio-voice/", env!("CARGO_PKG_VERSION"));
/// The longest that one call of the API may take, unless the builder says otherwise.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The `User-Agent` and the time limit.
#[derive(Clone, Debug)]
pub(crate) struct EveryRequest {
    user_agent: HeaderValue,
    timeout: Duration,
}

impl EveryRequest {
    /// Checks that a header can carry the suffix.
    pub(super) fn new(suffix: Option<&str>, timeout: Option<Duration>) -> Result<Self, Error> {
        let name = format!("{NAME} {}", suffix.unwrap_or_default().trim_matches(' '));
        let printable = name.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        match HeaderValue::try_from(name.trim_end()) {
            Ok(user_agent) if printable => Ok(Self { user_agent, timeout: timeout.unwrap_or(TIMEOUT) }),
            _ => Err(Error::new(ErrorKind::Configuration, "no header can carry this end of the User-Agent")
                .with_advice("give user_agent() printable ASCII, such as my-studio/1.2")),
        }
    }

    /// The `User-Agent`.
    pub(crate) fn user_agent(&self) -> HeaderValue {
        self.user_agent.clone()
    }

    /// Puts both on a request of the API. A time limit that it has already stays.
    pub(crate) fn apply(&self, request: &mut Request) {
        request.headers_mut().insert(USER_AGENT, self.user_agent());
        request.timeout_mut().get_or_insert(self.timeout);
    }
}
